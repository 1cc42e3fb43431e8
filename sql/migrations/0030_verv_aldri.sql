-- A seat that is superseded before it begins never was: it ends the day before.

alter table core.verv drop constraint vervet_slutter_ikke_foer_det_begynner,
	add constraint vervet_slutter_ikke_foer_det_begynner check (til >= fra - 1);
comment on constraint vervet_slutter_ikke_foer_det_begynner on core.verv is 'Vervet kan ikke slutte før det begynner.';

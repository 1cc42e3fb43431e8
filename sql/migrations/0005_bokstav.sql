-- A letter that was ever given in a draft is not given again, also when its strategy was deleted in a later revision.

alter table core.plan_revisjon add column hoeyeste_bokstav int not null default 0,
	add constraint bokstaver_telles_fra_a check (hoeyeste_bokstav between 0 and 702);
comment on column core.plan_revisjon.hoeyeste_bokstav is 'The number of the highest letter given up to this revision (A is 1, AA 27); 0 for none.';
comment on constraint bokstaver_telles_fra_a on core.plan_revisjon is 'Bokstavene A til ZZ er brukt opp.';

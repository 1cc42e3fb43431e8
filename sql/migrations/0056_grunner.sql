-- What the last constraints that people meet say to them; the others have said it since they were made.

comment on constraint sakens_tittel_er_ikke_tom on core.sak is 'Tittelen må ha mellom 1 og 300 tegn.';
comment on constraint kontakten_er_kort on core.soeker is 'Navn, e-post og telefon til kontakten er til sammen lengre enn 500 tegn.';
comment on constraint programregelens_verdi_er_kort on core.programregel is 'Verdien av regelen må ha mellom 1 og 40 tegn.';
comment on constraint filnavnet_er_kort on core.maaling is 'Filnavnet er lengre enn 200 tegn.';
comment on constraint delen_er_hoeyst_256_kib on core.vedlegg_del is 'En del av et vedlegg er høyst 256 KiB.';
comment on constraint regelen_slutter_ikke_foer_den_begynner on core.regel is 'Regelen kan ikke slutte før den begynner.';

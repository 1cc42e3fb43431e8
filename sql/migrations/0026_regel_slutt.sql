-- A rule of the matrix that is ended says by what (handbook, section 4: the matrix is data with dates and sources).

alter table core.regel add column slutt_kilde text,
	add constraint sluttens_kilde_er_ikke_tom check (length(btrim(slutt_kilde)) between 1 and 500),
	add constraint regelens_kilde_er_kort check (length(btrim(kilde)) between 1 and 500);
comment on column core.regel.slutt_kilde is 'What ended it; null: it is not ended, or a migration did.';
comment on constraint sluttens_kilde_er_ikke_tom on core.regel is 'Kilden må ha mellom 1 og 500 tegn.';
comment on constraint regelens_kilde_er_kort on core.regel is 'Kilden må ha mellom 1 og 500 tegn.';
comment on constraint steget_finnes_fra_foer on core.regel is 'Regelen finnes fra før: samme rad, steg, funksjon og akt fra samme dag.';

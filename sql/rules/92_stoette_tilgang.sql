-- Row-level security of de minimis aid: a programme sees its own, of others nothing. Rules and rates are public facts. Undertakings
-- themselves are seen by nobody: that one has a row would tell that somebody has dealt with it.

alter table core.foretak enable row level security;
alter table core.foretak_opplysning enable row level security;
alter table core.kontrollgrunnlag enable row level security;
alter table core.foretakskontroll enable row level security;
alter table core.stoetteregime enable row level security;
alter table core.stoetteunntak enable row level security;
alter table core.valutakurs enable row level security;
alter table core.stoette enable row level security;
alter table core.stoette_kvittering enable row level security;

drop policy if exists deltakerne_ser_sin_egen on core.stoette;
create policy deltakerne_ser_sin_egen on core.stoette for select to omstilling_api using (core.deltar(program_id));
drop policy if exists deltakerne_ser_sine_egne on core.foretakskontroll;
create policy deltakerne_ser_sine_egne on core.foretakskontroll for select to omstilling_api using (core.deltar(program_id));
drop policy if exists regimene_er_offentlige on core.stoetteregime;
create policy regimene_er_offentlige on core.stoetteregime for select to omstilling_api using (true);
drop policy if exists kursene_er_offentlige on core.valutakurs;
create policy kursene_er_offentlige on core.valutakurs for select to omstilling_api using (true);

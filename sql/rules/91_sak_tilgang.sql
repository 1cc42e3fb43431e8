-- Row-level security of cases. Those who serve a programme see its cases; anybody sees one that is laid before a folkevalgt organ
-- whose meeting is called, or that has a decision, and every decision, but for what is treated behind closed doors (handbook,
-- section 10; KL 11-3 to 11-5). Writing takes one's own name; what may be written is the triggers' to say.

alter table core.beslutning enable row level security;
alter table core.akt enable row level security;
alter table core.akt_rolle enable row level security;
alter table core.regel enable row level security;
alter table core.stemmeregel enable row level security;
alter table core.sak enable row level security;
alter table core.moete enable row level security;
alter table core.moete_sak enable row level security;
alter table core.stemme enable row level security;
alter table core.resultat enable row level security;
alter table core.handling enable row level security;
alter table core.vedtak enable row level security;
alter table core.tilsagn enable row level security;
alter table core.vilkaar enable row level security;

drop policy if exists matrisen_er_offentlig on core.beslutning;
create policy matrisen_er_offentlig on core.beslutning for select to omstilling_api using (true);
drop policy if exists matrisen_er_offentlig on core.akt;
create policy matrisen_er_offentlig on core.akt for select to omstilling_api using (true);
drop policy if exists matrisen_er_offentlig on core.regel;
create policy matrisen_er_offentlig on core.regel for select to omstilling_api using (true);

drop policy if exists deltakerne_og_avgjorte_saker on core.sak;
drop policy if exists deltakerne_og_offentlige_saker on core.sak;
create policy deltakerne_og_offentlige_saker on core.sak for select to omstilling_api
	using (core.deltar(program_id) or core.sak_er_offentlig(program_id, id));
drop policy if exists deltakerne_aapner_saker on core.sak;
create policy deltakerne_aapner_saker on core.sak for insert to omstilling_api
	with check (core.deltar(program_id) and opprettet_av = core.person());

drop policy if exists organets_egne_ser_moetet on core.moete;
create policy organets_egne_ser_moetet on core.moete for select to omstilling_api using (aapnet_av = core.person());
drop policy if exists i_eget_navn on core.moete;
create policy i_eget_navn on core.moete for insert to omstilling_api with check (aapnet_av = core.person());
drop policy if exists deltakerne_setter_saker_paa_sakslisten on core.moete_sak;
create policy deltakerne_setter_saker_paa_sakslisten on core.moete_sak for insert to omstilling_api with check (core.deltar(program_id)
	and coalesce(lagt_til_av, (select m.aapnet_av from core.moete m where m.id = moete_id)) = core.person());

drop policy if exists deltakerne_ser_stemmer on core.stemme;
create policy deltakerne_ser_stemmer on core.stemme for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.stemme;
create policy i_eget_navn on core.stemme for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists sin_egen_stemme on core.stemme;
create policy sin_egen_stemme on core.stemme for update to omstilling_api using (person_id = core.person());

drop policy if exists deltakerne_ser_resultater on core.resultat;
create policy deltakerne_ser_resultater on core.resultat for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.resultat;
create policy i_eget_navn on core.resultat for insert to omstilling_api with check (core.deltar(program_id) and foert_av = core.person());

drop policy if exists i_eget_navn on core.handling;
create policy i_eget_navn on core.handling for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());

drop policy if exists vedtak_er_offentlige on core.vedtak;
create policy vedtak_er_offentlige on core.vedtak for select to omstilling_api
	using (core.deltar(program_id) or not core.er_lukket(program_id, sak_id));

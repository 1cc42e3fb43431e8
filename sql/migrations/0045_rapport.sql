-- The reports of a programme (handbook, sections 3, 4 rows 30-35, 5, 8.4): what people write in one, its frozen versions, and which version
-- each act in its case was about.

create table core.rapport (
	program_id uuid not null references core.program (id),
	id         uuid not null default gen_random_uuid(),
	kortnavn   text not null,
	slag       text not null,
	aar        int,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint rapport_noekkel primary key (program_id, id),
	constraint rapporten_finnes_fra_foer unique (program_id, kortnavn),
	constraint rapportens_slag_er_kjent check (slag in ('aarsrapport', 'programstatusvurdering', 'midtveisevaluering', 'viderefoering', 'sluttrapport', 'sluttevaluering')),
	constraint rapporten_har_aar_hvis_den_er_aarlig check ((slag in ('aarsrapport', 'programstatusvurdering')) = (aar is not null)),
	constraint rapportaaret_er_rimelig check (aar between 1990 and 2100)
);
comment on table core.rapport is 'A report. Never changed; what is in it is core.rapport_del and, frozen, core.rapport_versjon.';
comment on column core.rapport.program_id is 'The programme.';
comment on column core.rapport.id is 'Random id.';
comment on column core.rapport.kortnavn is 'Name inside the programme: aarsrapport-2022, sluttrapport.';
comment on column core.rapport.slag is 'Kind; each has its row of the matrix.';
comment on column core.rapport.aar is 'The year of what is yearly.';
comment on column core.rapport.person_id is 'Who began it.';
comment on column core.rapport.dato is 'When.';
comment on column core.rapport.tid is 'When it was registered.';
comment on constraint rapporten_finnes_fra_foer on core.rapport is 'Programmet har alt en slik rapport.';
comment on constraint rapportens_slag_er_kjent on core.rapport is 'En rapport er en aarsrapport, programstatusvurdering, midtveisevaluering, viderefoering, sluttrapport eller sluttevaluering.';
comment on constraint rapporten_har_aar_hvis_den_er_aarlig on core.rapport is 'Årsrapporten og programstatusvurderingen gjelder et år; de andre gjelder perioden.';
comment on constraint rapportaaret_er_rimelig on core.rapport is 'Året må være mellom 1990 og 2100.';

create table core.rapport_del (
	program_id  uuid not null,
	rapport_id  uuid not null,
	nr          int not null,
	slag        text not null,
	noekkel     text not null,
	tekst       text not null,
	karakter    int,
	funn        text,
	prosjekt_id uuid,
	person_id   uuid not null references core.person (id),
	dato        date not null,
	tid         timestamptz not null default clock_timestamp(),
	constraint rapport_del_noekkel primary key (program_id, rapport_id, nr),
	constraint delens_rapport foreign key (program_id, rapport_id) references core.rapport (program_id, id),
	constraint delens_prosjekt foreign key (program_id, prosjekt_id) references core.prosjekt (program_id, id),
	constraint delens_slag_er_kjent check (slag in ('tekst', 'prosess', 'effekt', 'overtaker', 'plp', 'holdes')),
	constraint delen_har_et_navn check (length(btrim(noekkel)) between 1 and 200),
	constraint delen_er_ikke_for_lang check (length(tekst) <= 20000 and length(funn) <= 2000),
	constraint en_karakter_er_fra_en_til_fem check (karakter between 1 and 5),
	constraint en_indikator_har_karakter_og_grunn check ((slag in ('prosess', 'effekt')) = (karakter is not null) and (karakter is null or btrim(tekst) <> '')),
	constraint et_funn_hoerer_til_en_indikator check (funn is null or karakter is not null and btrim(funn) <> ''),
	constraint en_vurdering_holdes_en_dag check (slag <> 'holdes' or tekst ~ '^(|[0-9]{4}-[0-9]{2}-[0-9]{2})$'),
	constraint en_overtaker_er_av_et_prosjekt check ((slag = 'overtaker') <= (prosjekt_id is not null) and (slag <> 'overtaker' or btrim(tekst) <> ''))
);
comment on table core.rapport_del is 'What people have written in a report: chapters, graded indicators, who takes over which project. Only added to; the newest of each name holds.';
comment on column core.rapport_del.program_id is 'The programme.';
comment on column core.rapport_del.rapport_id is 'The report.';
comment on column core.rapport_del.nr is 'Order, from 1.';
comment on column core.rapport_del.slag is 'tekst (a chapter), prosess or effekt (a graded indicator), overtaker (of a project), plp (a step of the project of videreføring), holdes (the day of an assessment).';
comment on column core.rapport_del.noekkel is 'Heading, indicator, PROGRAM/prosjekt-N, or step.';
comment on column core.rapport_del.tekst is 'The chapter; the reason of the grade; who takes over; empty: taken out again.';
comment on column core.rapport_del.karakter is 'Grade of an indicator, 1 to 5.';
comment on column core.rapport_del.funn is 'What follows from it for the next handlingsplan; null: nothing.';
comment on column core.rapport_del.prosjekt_id is 'The project that is taken over, or that the step is.';
comment on column core.rapport_del.person_id is 'Who wrote it.';
comment on column core.rapport_del.dato is 'When.';
comment on column core.rapport_del.tid is 'When it was registered.';
comment on constraint delens_slag_er_kjent on core.rapport_del is 'En del er tekst, prosess, effekt, overtaker, plp eller holdes.';
comment on constraint delen_har_et_navn on core.rapport_del is 'En del har en overskrift på inntil 200 tegn.';
comment on constraint delen_er_ikke_for_lang on core.rapport_del is 'En del er inntil 20 000 tegn, og et funn 2000.';
comment on constraint en_karakter_er_fra_en_til_fem on core.rapport_del is 'En indikator får karakteren 1, 2, 3, 4 eller 5.';
comment on constraint en_indikator_har_karakter_og_grunn on core.rapport_del is 'En indikator har en karakter og en begrunnelse, og bare indikatorer har karakter.';
comment on constraint et_funn_hoerer_til_en_indikator on core.rapport_del is 'Et funn hører til en indikator.';
comment on constraint en_vurdering_holdes_en_dag on core.rapport_del is 'En programstatusvurdering holdes en dag.';
comment on constraint en_overtaker_er_av_et_prosjekt on core.rapport_del is 'Si hvilket prosjekt det gjelder, og hvem som overtar.';

create table core.rapport_versjon (
	program_id uuid not null,
	rapport_id uuid not null,
	nr         int not null,
	bytes      bytea not null,
	hash       bytea not null,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint rapport_versjon_noekkel primary key (program_id, rapport_id, nr),
	constraint versjonens_rapport foreign key (program_id, rapport_id) references core.rapport (program_id, id),
	constraint rapporten_er_lagt_fram_foer unique (program_id, rapport_id, hash),
	constraint rapportens_hash_er_av_innholdet check (hash = sha256(bytes))
);
comment on table core.rapport_versjon is 'Frozen versions of reports: the canonical bytes (RFC 8785), data and texts, and their SHA-256. Never changed.';
comment on column core.rapport_versjon.program_id is 'The programme.';
comment on column core.rapport_versjon.rapport_id is 'The report.';
comment on column core.rapport_versjon.nr is 'Counts from 1.';
comment on column core.rapport_versjon.bytes is 'The canonical bytes; never rebuilt.';
comment on column core.rapport_versjon.hash is 'SHA-256 of bytes.';
comment on column core.rapport_versjon.person_id is 'Who laid it before the styre.';
comment on column core.rapport_versjon.dato is 'When; the data is as it was known then.';
comment on column core.rapport_versjon.tid is 'When it was registered.';
comment on constraint rapporten_er_lagt_fram_foer on core.rapport_versjon is 'Nøyaktig dette innholdet er alt lagt fram.';
comment on constraint rapportens_hash_er_av_innholdet on core.rapport_versjon is 'Hashen er ikke hashen av innholdet.';

create table core.rapport_steg (
	program_id uuid not null,
	sak_id     uuid not null,
	handling   int not null,
	rapport_id uuid not null,
	versjon    int not null,
	constraint rapport_steg_noekkel primary key (program_id, sak_id, handling),
	constraint stegets_handling foreign key (program_id, sak_id, handling) references core.handling (program_id, sak_id, nr),
	constraint stegets_versjon foreign key (program_id, rapport_id, versjon) references core.rapport_versjon (program_id, rapport_id, nr)
);
comment on table core.rapport_steg is 'Which version of a report each act in its case was about. Never changed.';
comment on column core.rapport_steg.program_id is 'The programme.';
comment on column core.rapport_steg.sak_id is 'The case.';
comment on column core.rapport_steg.handling is 'The act.';
comment on column core.rapport_steg.rapport_id is 'The report.';
comment on column core.rapport_steg.versjon is 'Its version.';

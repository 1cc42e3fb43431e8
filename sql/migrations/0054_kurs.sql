-- Courses and seminars of those who carry a programme, with who took part, and what is agreed with other actors on who does what
-- (handbook, section 10). Nothing is overwritten: what was registered wrongly is replaced by an entry that names it.

create table core.kurs (
	program_id uuid not null references core.program (id),
	nr         int not null,
	slag       text not null,
	dato       date not null,
	tittel     text,
	merknad    text,
	korrigerer int,
	person_id  uuid not null references core.person (id),
	registrert date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint kurs_noekkel primary key (program_id, nr),
	constraint kurset_som_rettes foreign key (program_id, korrigerer) references core.kurs (program_id, nr),
	constraint kurset_som_rettes_er_eldre check (korrigerer < nr),
	constraint kurset_er_alt_rettet unique (program_id, korrigerer),
	constraint kursets_slag_er_kjent check (slag in ('plp', 'intro', 'styreseminar', 'annet')),
	constraint kursets_tekster_er_korte check (length(btrim(tittel)) between 1 and 200 and length(btrim(merknad)) between 1 and 2000),
	constraint et_annet_kurs_har_en_tittel check (slag <> 'annet' or tittel is not null)
);
comment on table core.kurs is 'Courses and seminars that were held. Only added to: one that names another in korrigerer takes its place.';
comment on column core.kurs.program_id is 'The programme.';
comment on column core.kurs.nr is 'Counts from 1 in the programme.';
comment on column core.kurs.slag is 'plp or intro (courses of Innovasjon Norge), styreseminar, annet.';
comment on column core.kurs.dato is 'The day on which it was held.';
comment on column core.kurs.tittel is 'In a line; null: what its kind says.';
comment on column core.kurs.merknad is 'What else there is to say.';
comment on column core.kurs.korrigerer is 'The entry that it takes the place of.';
comment on column core.kurs.person_id is 'Who registered it.';
comment on column core.kurs.registrert is 'When.';
comment on column core.kurs.tid is 'When, exactly.';
comment on constraint kurset_er_alt_rettet on core.kurs is 'Kurset er alt rettet; nevn det nyeste.';
comment on constraint kurset_som_rettes_er_eldre on core.kurs is 'Kurset som skal rettes, finnes ikke i programmet.';
comment on constraint kurset_som_rettes on core.kurs is 'Kurset som skal rettes, finnes ikke i programmet.';
comment on constraint kursets_slag_er_kjent on core.kurs is 'Et kurs er plp, intro, styreseminar eller annet.';
comment on constraint kursets_tekster_er_korte on core.kurs is 'Tittelen er inntil 200 tegn og merknaden inntil 2000.';
comment on constraint et_annet_kurs_har_en_tittel on core.kurs is 'Et annet kurs har en tittel.';

create table core.kurs_deltaker (
	program_id uuid not null,
	kurs_nr    int not null,
	deltaker_id uuid not null references core.person (id),
	constraint deltakeren_staar_der_fra_foer primary key (program_id, kurs_nr, deltaker_id),
	constraint deltakerens_kurs foreign key (program_id, kurs_nr) references core.kurs (program_id, nr)
);
comment on table core.kurs_deltaker is 'Who took part in a course.';
comment on column core.kurs_deltaker.program_id is 'The programme.';
comment on column core.kurs_deltaker.kurs_nr is 'The course.';
comment on column core.kurs_deltaker.deltaker_id is 'The person.';
comment on constraint deltakeren_staar_der_fra_foer on core.kurs_deltaker is 'Deltakeren er nevnt to ganger.';

create table core.rolleavtale (
	program_id uuid not null references core.program (id),
	nr         int not null,
	motpart    text not null,
	orgnr      text,
	innhold    text not null,
	fra        date not null,
	til        date,
	korrigerer int,
	person_id  uuid not null references core.person (id),
	registrert date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint rolleavtale_noekkel primary key (program_id, nr),
	constraint rolleavtalen_som_avloeses foreign key (program_id, korrigerer) references core.rolleavtale (program_id, nr),
	constraint rolleavtalen_som_avloeses_er_eldre check (korrigerer < nr),
	constraint rolleavtalen_er_alt_avloest unique (program_id, korrigerer),
	constraint rolleavtalen_har_motpart_og_innhold check (length(btrim(motpart)) between 1 and 200 and length(btrim(innhold)) between 1 and 10000),
	constraint rolleavtalen_slutter_ikke_foer_den_begynner check (til >= fra),
	constraint motpartens_organisasjonsnummer_er_gyldig check (core.gyldig_orgnr(orgnr))
);
comment on table core.rolleavtale is 'What is agreed with another actor, such as a næringshage, on who does what. Only added to: one that names another in korrigerer takes its place.';
comment on column core.rolleavtale.program_id is 'The programme.';
comment on column core.rolleavtale.nr is 'Counts from 1 in the programme.';
comment on column core.rolleavtale.motpart is 'The other actor.';
comment on column core.rolleavtale.orgnr is 'Its organisasjonsnummer; null: not stated.';
comment on column core.rolleavtale.innhold is 'Who does what.';
comment on column core.rolleavtale.fra is 'First day it holds.';
comment on column core.rolleavtale.til is 'Last day; null: open.';
comment on column core.rolleavtale.korrigerer is 'The agreement that it takes the place of.';
comment on column core.rolleavtale.person_id is 'Who registered it.';
comment on column core.rolleavtale.registrert is 'When.';
comment on column core.rolleavtale.tid is 'When, exactly.';
comment on constraint rolleavtalen_er_alt_avloest on core.rolleavtale is 'Avtalen er alt avløst; nevn den nyeste.';
comment on constraint rolleavtalen_som_avloeses_er_eldre on core.rolleavtale is 'Avtalen som skal avløses, finnes ikke i programmet.';
comment on constraint rolleavtalen_som_avloeses on core.rolleavtale is 'Avtalen som skal avløses, finnes ikke i programmet.';
comment on constraint rolleavtalen_har_motpart_og_innhold on core.rolleavtale is 'En rolleavtale har en motpart på inntil 200 tegn og et innhold på inntil 10 000.';
comment on constraint rolleavtalen_slutter_ikke_foer_den_begynner on core.rolleavtale is 'Avtalen kan ikke slutte før den begynner.';
comment on constraint motpartens_organisasjonsnummer_er_gyldig on core.rolleavtale is 'Organisasjonsnummeret er ikke gyldig (modulus 11).';

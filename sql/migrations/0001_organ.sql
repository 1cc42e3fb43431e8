-- People, organs, seats and programmes: who there is, and who serves which programme in which function.
-- Runs once, as omstilling_owner, in a transaction of its own. The roles exist already (server/migrate.c).

create schema if not exists core;
create schema checks;
create schema api;
create schema auth;
comment on schema core is 'Tables and rules of the field. Nobody but the api functions reaches it.';
comment on schema checks is 'The rules of plans (OP-, HP-), as queries over a plan document.';
comment on schema api is 'One function a method of the contract; the daemon executes these and nothing else.';
comment on schema auth is 'What login needs before anybody is known; called by the daemon itself.';

create table core.oppsett (
	id            boolean primary key default true,
	demonstrasjon boolean not null default false,
	i_dag         date,
	constraint oppsett_har_en_rad check (id),
	constraint bare_en_demonstrasjon_stiller_datoen check (demonstrasjon or i_dag is null)
);
insert into core.oppsett default values;
comment on table core.oppsett is 'The settings of this database; one row.';
comment on column core.oppsett.id is 'Always true: there is one row.';
comment on column core.oppsett.demonstrasjon is 'Created as a demonstration or a test: here alone the date may be set.';
comment on column core.oppsett.i_dag is 'The date that core.i_dag() answers; null: the real one in Europe/Oslo.';
comment on constraint bare_en_demonstrasjon_stiller_datoen on core.oppsett is
	'Datoen kan bare stilles i en database som er opprettet som demonstrasjon.';

create table core.person (
	id           uuid primary key default gen_random_uuid(),
	brukernavn   text not null,
	navn         text not null,
	opprettet    timestamptz not null default now(),
	opprettet_av uuid references core.person (id),
	constraint brukernavnet_er_i_bruk unique (brukernavn),
	constraint brukernavn_er_smaa_bokstaver check (brukernavn ~ '^[a-z][a-z0-9._-]{1,62}$'),
	constraint navn_er_ikke_tomt check (length(btrim(navn)) between 1 and 200)
);
comment on table core.person is 'Everybody with an account. What a person may do comes from seats alone.';
comment on column core.person.id is 'Random id.';
comment on column core.person.brukernavn is 'What is typed at login.';
comment on column core.person.navn is 'Full name.';
comment on column core.person.opprettet is 'When the account was made.';
comment on column core.person.opprettet_av is 'Who registered the person; null: the operator, at the machine.';
comment on constraint brukernavnet_er_i_bruk on core.person is 'Brukernavnet er i bruk.';
comment on constraint brukernavn_er_smaa_bokstaver on core.person is
	'Et brukernavn er 2 til 63 tegn: små bokstaver a-z, tall, punktum, bindestrek og understrek, og begynner med en bokstav.';
comment on constraint navn_er_ikke_tomt on core.person is 'Navnet må ha mellom 1 og 200 tegn.';

create table core.organart (
	art   text primary key,
	navn  text not null,
	kilde text not null
);
comment on table core.organart is 'Kinds of organ (handbook, section 2).';
comment on column core.organart.art is 'Short name used in the contract.';
comment on column core.organart.navn is 'Norwegian name.';
comment on column core.organart.kilde is 'Where the kind comes from.';

create table core.juridisk_form (
	form       text primary key,
	navn       text not null,
	kollegial  boolean not null,
	kilde      text not null
);
comment on table core.juridisk_form is 'Legal forms; they select the voting rules (handbook, section 6).';
comment on column core.juridisk_form.form is 'Short name used in the contract.';
comment on column core.juridisk_form.navn is 'Norwegian name.';
comment on column core.juridisk_form.kollegial is 'True: decides by votes in a meeting. False: one person decides on behalf of it.';
comment on column core.juridisk_form.kilde is 'Where the form comes from.';

create table core.rolle (
	rolle   text primary key,
	navn    text not null,
	stemmer boolean not null,
	kilde   text not null
);
comment on table core.rolle is 'Roles of a seat.';
comment on column core.rolle.rolle is 'Short name used in the contract.';
comment on column core.rolle.navn is 'Norwegian name.';
comment on column core.rolle.stemmer is 'Votes and counts in a collegial organ (V-13: observers never).';
comment on column core.rolle.kilde is 'Where the role comes from.';

create function core.gyldig_orgnr(nr text) returns boolean
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
declare
	vekter constant int[] := array[3, 2, 7, 6, 5, 4, 3, 2];
	rest   int;
begin
	if nr !~ '^[0-9]{9}$' then
		return false;
	end if;
	select 11 - (sum(substr(nr, i, 1)::int * vekter[i]) % 11) into rest from generate_series(1, 8) i;
	return rest <> 10 and (rest % 11) = substr(nr, 9, 1)::int;
end $$;
comment on function core.gyldig_orgnr(text) is
	'True for a valid organisasjonsnummer: nine digits, weights 3 2 7 6 5 4 3 2, modulus 11 (handbook, section 2).';

create table core.organ (
	id            uuid primary key default gen_random_uuid(),
	kortnavn      text not null,
	navn          text not null,
	art           text not null,
	juridisk_form text not null,
	forelder      uuid,
	orgnr         text,
	nummer        text,
	seter         int,
	fra           date not null,
	til           date,
	constraint organets_kortnavn_er_i_bruk unique (kortnavn),
	constraint kortnavn_er_smaa_bokstaver check (kortnavn ~ '^[a-z][a-z0-9-]{0,62}$'),
	constraint organets_navn_er_ikke_tomt check (length(btrim(navn)) between 1 and 200),
	constraint ukjent_organart foreign key (art) references core.organart (art),
	constraint ukjent_juridisk_form foreign key (juridisk_form) references core.juridisk_form (form),
	constraint ukjent_forelder foreign key (forelder) references core.organ (id),
	constraint organisasjonsnummeret_er_gyldig check (core.gyldig_orgnr(orgnr)),
	constraint organet_har_minst_ett_sete check (seter between 1 and 500),
	constraint organet_slutter_ikke_foer_det_begynner check (til >= fra)
);
create index organ_forelder on core.organ (forelder);
comment on table core.organ is 'The organs and their hierarchy. Dated; never deleted (handbook, sections 2 and 9).';
comment on column core.organ.id is 'Random id.';
comment on column core.organ.kortnavn is 'How commands name it, e.g. sel-kst.';
comment on column core.organ.navn is 'Full name in its own time.';
comment on column core.organ.art is 'Kind.';
comment on column core.organ.juridisk_form is 'Legal form: selects the voting rules.';
comment on column core.organ.forelder is 'The organ above; null only for the installation itself.';
comment on column core.organ.orgnr is 'Organisasjonsnummer, where it has one.';
comment on column core.organ.nummer is 'Kommune or fylke number in its own dates; numbers are reused.';
comment on column core.organ.seter is 'All seats: N of the quorum (V-2: not reduced by absence).';
comment on column core.organ.fra is 'First day.';
comment on column core.organ.til is 'Last day; null: open.';
comment on constraint organets_kortnavn_er_i_bruk on core.organ is 'Kortnavnet er i bruk av et annet organ.';
comment on constraint kortnavn_er_smaa_bokstaver on core.organ is
	'Et kortnavn er inntil 63 tegn: små bokstaver a-z, tall og bindestrek, og begynner med en bokstav.';
comment on constraint organets_navn_er_ikke_tomt on core.organ is 'Navnet må ha mellom 1 og 200 tegn.';
comment on constraint ukjent_organart on core.organ is 'Organarten finnes ikke.';
comment on constraint ukjent_juridisk_form on core.organ is 'Den juridiske formen finnes ikke.';
comment on constraint ukjent_forelder on core.organ is 'Det overordnede organet finnes ikke.';
comment on constraint organisasjonsnummeret_er_gyldig on core.organ is 'Organisasjonsnummeret er ikke gyldig (ni siffer, modulus 11).';
comment on constraint organet_har_minst_ett_sete on core.organ is 'Antall seter må være mellom 1 og 500.';
comment on constraint organet_slutter_ikke_foer_det_begynner on core.organ is 'Organet kan ikke slutte før det begynner.';

create table core.verv (
	id        uuid primary key default gen_random_uuid(),
	organ_id  uuid not null references core.organ (id),
	person_id uuid not null references core.person (id),
	rolle     text not null,
	fra       date not null,
	til       date,
	gitt_av   uuid references core.person (id),
	constraint ukjent_rolle foreign key (rolle) references core.rolle (rolle),
	constraint vervet_slutter_ikke_foer_det_begynner check (til >= fra)
);
create index verv_person on core.verv (person_id, organ_id);
create index verv_organ on core.verv (organ_id);
comment on table core.verv is 'A person''s seat in an organ, with a role and dates. Ended, never deleted.';
comment on column core.verv.id is 'Random id.';
comment on column core.verv.organ_id is 'The organ.';
comment on column core.verv.person_id is 'The person.';
comment on column core.verv.rolle is 'The role.';
comment on column core.verv.fra is 'First day.';
comment on column core.verv.til is 'Last day; null: open.';
comment on column core.verv.gitt_av is 'Who gave it; null: the installation.';
comment on constraint ukjent_rolle on core.verv is 'Rollen finnes ikke.';
comment on constraint vervet_slutter_ikke_foer_det_begynner on core.verv is 'Vervet kan ikke slutte før det begynner.';

create table core.program (
	id          uuid primary key default gen_random_uuid(),
	kortnavn    text not null,
	navn        text not null,
	eiermodus   text not null default 'A',
	periode_fra date not null,
	periode_til date not null,
	fylke_id    uuid not null references core.organ (id),
	opprettet   timestamptz not null default now(),
	constraint programmets_kortnavn_er_i_bruk unique (kortnavn),
	constraint programmets_kortnavn_er_smaa_bokstaver check (kortnavn ~ '^[a-z][a-z0-9-]{0,62}$'),
	constraint programmets_navn_er_ikke_tomt check (length(btrim(navn)) between 1 and 200),
	constraint eiermodus_er_a_til_d check (eiermodus in ('A', 'B', 'C', 'D')),
	constraint perioden_slutter_ikke_foer_den_begynner check (periode_til >= periode_fra),
	constraint perioden_er_hoeyst_seks_aar check (periode_til < periode_fra + interval '6 years')
);
comment on table core.program is 'One area''s omstillingsprogram. Its name, period and phase are public.';
comment on column core.program.id is 'Random id.';
comment on column core.program.kortnavn is 'How commands name it, e.g. sel.';
comment on column core.program.navn is 'Full name.';
comment on column core.program.eiermodus is 'A one kommune, B regionråd, C several kommuner, D fellesnemnd (handbook, section 2).';
comment on column core.program.periode_fra is 'First day of the omstillingsperiode.';
comment on column core.program.periode_til is 'Last day.';
comment on column core.program.fylke_id is 'The fylkeskommune that commissions it.';
comment on column core.program.opprettet is 'When it was registered.';
comment on constraint programmets_kortnavn_er_i_bruk on core.program is 'Kortnavnet er i bruk av et annet program.';
comment on constraint programmets_kortnavn_er_smaa_bokstaver on core.program is
	'Et kortnavn er inntil 63 tegn: små bokstaver a-z, tall og bindestrek, og begynner med en bokstav.';
comment on constraint programmets_navn_er_ikke_tomt on core.program is 'Navnet må ha mellom 1 og 200 tegn.';
comment on constraint eiermodus_er_a_til_d on core.program is 'Eiermodus må være A, B, C eller D.';
comment on constraint perioden_slutter_ikke_foer_den_begynner on core.program is 'Perioden kan ikke slutte før den begynner.';
comment on constraint perioden_er_hoeyst_seks_aar on core.program is
	'Omstillingsperioden er høyst seks år (PH-3; forlengelse krever eget vedtak).';

create table core.program_organ (
	program_id uuid not null references core.program (id),
	organ_id   uuid not null references core.organ (id),
	funksjon   text not null,
	fra        date not null,
	til        date,
	constraint organet_har_funksjonen_fra_foer primary key (program_id, organ_id, funksjon, fra),
	constraint ukjent_funksjon check (funksjon in ('KDD', 'F', 'KST', 'KDIR', 'SG', 'OS', 'PL', 'EPL', 'PA', 'IN', 'OBS')),
	constraint funksjonen_slutter_ikke_foer_den_begynner check (til >= fra)
);
create index program_organ_organ on core.program_organ (organ_id, program_id);
comment on table core.program_organ is
	'Which organ serves a programme in which function of the approval matrix. A seat in such an organ is what lets a person in.';
comment on column core.program_organ.program_id is 'The programme.';
comment on column core.program_organ.organ_id is 'The organ.';
comment on column core.program_organ.funksjon is 'Column of the approval matrix, and KDIR, PA of PH-6.';
comment on column core.program_organ.fra is 'First day.';
comment on column core.program_organ.til is 'Last day; null: open.';
comment on constraint organet_har_funksjonen_fra_foer on core.program_organ is 'Organet har allerede funksjonen i programmet fra denne datoen.';
comment on constraint ukjent_funksjon on core.program_organ is 'Funksjonen finnes ikke i godkjenningsmatrisen.';
comment on constraint funksjonen_slutter_ikke_foer_den_begynner on core.program_organ is 'Funksjonen kan ikke slutte før den begynner.';

create table core.fase (
	program_id uuid not null references core.program (id),
	fase       int not null,
	aapnet     date not null,
	aapnet_av  uuid references core.person (id),
	constraint fasen_er_aapnet_foer primary key (program_id, fase),
	constraint fasene_er_en_til_fire check (fase between 1 and 4)
);
comment on table core.fase is 'When each PLP phase of a programme was opened; the highest one is the present.';
comment on column core.fase.program_id is 'The programme.';
comment on column core.fase.fase is '1 Avklaring, 2 Strategi og forankring, 3 Gjennomføring, 4 Avslutning.';
comment on column core.fase.aapnet is 'The date it opened.';
comment on column core.fase.aapnet_av is 'Who opened it; null: registration of the programme.';
comment on constraint fasen_er_aapnet_foer on core.fase is 'Fasen er allerede åpnet.';
comment on constraint fasene_er_en_til_fire on core.fase is 'Det er fire faser, 1 til 4.';

-- Lessons: what a programme has learnt, searched in Norwegian, by other programmes too where it is shared (issue 5, Results).

create table core.laerdom (
	program_id  uuid not null references core.program (id),
	id          uuid not null default gen_random_uuid(),
	tittel      text not null,
	tekst       text not null,
	emne        text,
	prosjekt_id uuid,
	person_id   uuid not null references core.person (id),
	dato        date not null,
	tid         timestamptz not null default clock_timestamp(),
	soek        tsvector not null generated always as (to_tsvector('norwegian', tittel || ' ' || coalesce(emne, '') || ' ' || tekst)) stored,
	constraint laerdom_noekkel primary key (program_id, id),
	constraint laerdommens_prosjekt foreign key (program_id, prosjekt_id) references core.prosjekt (program_id, id),
	constraint laerdommen_har_tittel_og_tekst check (length(btrim(tittel)) between 1 and 200 and length(btrim(tekst)) between 1 and 20000),
	constraint laerdommens_emne_er_kort check (length(emne) <= 100)
);
create index laerdom_soek on core.laerdom using gin (soek);
comment on table core.laerdom is 'A lesson. Never changed; whether it is shared is core.laerdom_deling.';
comment on column core.laerdom.program_id is 'The programme that learnt it.';
comment on column core.laerdom.id is 'Random id.';
comment on column core.laerdom.tittel is 'In a line.';
comment on column core.laerdom.tekst is 'What was learnt.';
comment on column core.laerdom.emne is 'What it is about: forankring, søkbare midler ...';
comment on column core.laerdom.prosjekt_id is 'The project that taught it; null: none in particular.';
comment on column core.laerdom.person_id is 'Who wrote it down.';
comment on column core.laerdom.dato is 'When.';
comment on column core.laerdom.tid is 'When it was registered.';
comment on column core.laerdom.soek is 'Its words, for full-text search.';
comment on constraint laerdommen_har_tittel_og_tekst on core.laerdom is 'En lærdom har en tittel på inntil 200 tegn og en tekst på inntil 20 000.';
comment on constraint laerdommens_emne_er_kort on core.laerdom is 'Emnet er inntil 100 tegn.';

create table core.laerdom_deling (
	program_id uuid not null,
	laerdom_id uuid not null,
	nr         int not null,
	deles      boolean not null,
	person_id  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint laerdom_deling_noekkel primary key (program_id, laerdom_id, nr),
	constraint delingens_laerdom foreign key (program_id, laerdom_id) references core.laerdom (program_id, id)
);
comment on table core.laerdom_deling is 'Whether a lesson is shared with other programmes; the newest holds, without one it is not. Only added to.';
comment on column core.laerdom_deling.program_id is 'The programme.';
comment on column core.laerdom_deling.laerdom_id is 'The lesson.';
comment on column core.laerdom_deling.nr is 'Order, from 1.';
comment on column core.laerdom_deling.deles is 'True: every one who is logged in may read it.';
comment on column core.laerdom_deling.person_id is 'Who said so.';
comment on column core.laerdom_deling.dato is 'When.';
comment on column core.laerdom_deling.tid is 'When it was registered.';

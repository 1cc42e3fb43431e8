-- Minutes (handbook, section 6, V-10; KL 11-4, 9-9; ASL 6-29): remarks, the frozen bytes, signatures; and recorded results that
-- belong to a meeting.

create table core.merknad (
	program_id uuid not null,
	id         uuid not null default gen_random_uuid(),
	moete_id   uuid not null,
	sak_id     uuid not null,
	person_id  uuid not null references core.person (id),
	tekst      text not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint merknad_noekkel primary key (program_id, id),
	constraint merknadens_sak foreign key (program_id, moete_id, sak_id) references core.moete_sak (program_id, moete_id, sak_id),
	constraint merknaden_er_ikke_tom check (length(btrim(tekst)) between 1 and 10000)
);
create index merknad_moete on core.merknad (moete_id);
comment on table core.merknad is 'Remarks entered in the minutes (protokolltilførsel).';
comment on column core.merknad.program_id is 'The programme.';
comment on column core.merknad.id is 'Random id.';
comment on column core.merknad.moete_id is 'The meeting.';
comment on column core.merknad.sak_id is 'The case.';
comment on column core.merknad.person_id is 'Whose remark.';
comment on column core.merknad.tekst is 'The remark.';
comment on column core.merknad.tid is 'When.';
comment on constraint merknaden_er_ikke_tom on core.merknad is 'En protokolltilførsel må ha mellom 1 og 10 000 tegn.';

create table core.protokoll (
	moete_id   uuid not null references core.moete (id),
	bytes      bytea not null,
	hash       bytea not null,
	journal    jsonb not null,
	frosset_av uuid not null references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint protokollen_er_signert primary key (moete_id),
	constraint hashen_er_av_bytene check (hash = sha256(bytes))
);
comment on table core.protokoll is 'Minutes as they were signed: nothing in them changes.';
comment on column core.protokoll.moete_id is 'The meeting.';
comment on column core.protokoll.bytes is 'The contract''s Protokoll as RFC 8785 JSON, whole, without hash, journal and signatures.';
comment on column core.protokoll.hash is 'SHA-256 of the bytes.';
comment on column core.protokoll.journal is 'The journals'' heads when it was frozen: program, nummer, hash.';
comment on column core.protokoll.frosset_av is 'Who signed first.';
comment on column core.protokoll.tid is 'When.';
comment on constraint protokollen_er_signert on core.protokoll is 'Protokollen er signert.';
comment on constraint hashen_er_av_bytene on core.protokoll is 'Hashen er ikke av protokollens innhold.';

create table core.protokoll_signatur (
	moete_id  uuid not null references core.moete (id),
	person_id uuid not null references core.person (id),
	rolle     text not null,
	hash      bytea not null,
	tid       timestamptz not null default clock_timestamp(),
	constraint personen_har_signert primary key (moete_id, person_id)
);
comment on table core.protokoll_signatur is 'Signatures under minutes.';
comment on column core.protokoll_signatur.moete_id is 'The meeting.';
comment on column core.protokoll_signatur.person_id is 'Who.';
comment on column core.protokoll_signatur.rolle is 'In which capacity.';
comment on column core.protokoll_signatur.hash is 'The minutes that were read and signed.';
comment on column core.protokoll_signatur.tid is 'When.';
comment on constraint personen_har_signert on core.protokoll_signatur is 'Du har alt signert protokollen.';

alter table core.resultat add column moete_id uuid references core.moete (id), add column blank int not null default 0,
	add constraint blanke_stemmer_er_ikke_negative check (blank >= 0);
create index resultat_moete on core.resultat (moete_id);
comment on column core.resultat.moete_id is 'The meeting that it was decided in, where it is one of this server''s.';
comment on column core.resultat.blank is 'Blank votes, in elections and appointments.';
comment on constraint blanke_stemmer_er_ikke_negative on core.resultat is 'Stemmetall kan ikke være negative.';

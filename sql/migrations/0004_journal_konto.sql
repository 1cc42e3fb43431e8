-- The journal, and the accounts: passwords, invitations, sessions.

create table core.journal_hode (
	kjede uuid primary key,
	nr    bigint not null,
	hash  bytea not null
);
comment on table core.journal_hode is 'Newest entry of each chain; locked while one is added, so that numbers have no gaps.';
comment on column core.journal_hode.kjede is 'The programme, or the nil uuid for the installation.';
comment on column core.journal_hode.nr is 'Number of the newest entry.';
comment on column core.journal_hode.hash is 'Its hash.';

create table core.journal (
	kjede      uuid not null,
	nr         bigint not null,
	linje      text not null,
	innhold    text,
	salt       bytea not null,
	hash       bytea not null,
	constraint journal_noekkel primary key (kjede, nr)
);
comment on table core.journal is
	'Append-only, chained: hash = sha256(hash of the entry before (32 zero bytes for the first) || linje). linje holds the salted hash of innhold, so that innhold can be deleted without breaking the chain.';
comment on column core.journal.kjede is 'The programme, or the nil uuid for the installation.';
comment on column core.journal.nr is 'From 1, without gaps.';
comment on column core.journal.linje is 'The chained line: RFC 8785 JSON with nummer, tid, person, organ, hendelse, objekt, innhold_hash.';
comment on column core.journal.innhold is 'JSON {"gammel","ny"}, the text as it was hashed; null once deleted.';
comment on column core.journal.salt is 'Salt of innhold_hash = sha256(salt || innhold).';
comment on column core.journal.hash is 'The chain.';

create table auth.passord (
	person_id    uuid primary key references core.person (id),
	salt         bytea not null,
	noekkel_hash bytea not null,
	opslimit     int not null,
	memlimit     int not null,
	satt         timestamptz not null default now(),
	constraint saltet_er_seksten_byte check (length(salt) = 16),
	constraint noekkelhashen_er_sha256 check (length(noekkel_hash) = 32),
	constraint argon2_har_grenser check (opslimit between 1 and 20 and memlimit between 8192 and 1073741824)
);
comment on table auth.passord is 'sha256 of the argon2id key of each password: who reads it can neither log in nor learn the key.';
comment on column auth.passord.person_id is 'The person.';
comment on column auth.passord.salt is 'argon2id salt.';
comment on column auth.passord.noekkel_hash is 'sha256 of the 32-byte argon2id output.';
comment on column auth.passord.opslimit is 'argon2id passes.';
comment on column auth.passord.memlimit is 'argon2id memory, bytes.';
comment on column auth.passord.satt is 'When it was set.';

create table auth.invitasjon (
	kode_hash bytea primary key,
	person_id uuid not null references core.person (id),
	utloeper  timestamptz not null,
	brukt     timestamptz
);
create index invitasjon_person on auth.invitasjon (person_id);
comment on table auth.invitasjon is 'One-time codes to set a password.';
comment on column auth.invitasjon.kode_hash is 'sha256 of the code.';
comment on column auth.invitasjon.person_id is 'Whom it is for.';
comment on column auth.invitasjon.utloeper is 'Worthless after.';
comment on column auth.invitasjon.brukt is 'When it was used or withdrawn.';

create table auth.sesjon (
	token_hash bytea primary key,
	person_id  uuid not null references core.person (id),
	opprettet  timestamptz not null default now(),
	utloeper   timestamptz not null,
	avsluttet  timestamptz
);
create index sesjon_person on auth.sesjon (person_id) where avsluttet is null;
comment on table auth.sesjon is 'Sessions by the hash of their token.';
comment on column auth.sesjon.token_hash is 'sha256 of the bearer token.';
comment on column auth.sesjon.person_id is 'Who.';
comment on column auth.sesjon.opprettet is 'Logged in.';
comment on column auth.sesjon.utloeper is 'Worthless after.';
comment on column auth.sesjon.avsluttet is 'Logged out.';

create table auth.forsoek (
	noekkel  bytea not null,
	tid      timestamptz not null default now()
);
create index forsoek_noekkel on auth.forsoek (noekkel, tid);
comment on table auth.forsoek is 'Failed logins, by the hash of the name that was tried, whether it exists or not; kept an hour.';
comment on column auth.forsoek.noekkel is 'Keyed hash of the name.';
comment on column auth.forsoek.tid is 'When.';

create table auth.hemmelighet (
	id      boolean primary key default true,
	noekkel bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
	constraint en_hemmelighet check (id)
);
insert into auth.hemmelighet default values;
comment on table auth.hemmelighet is 'The key from which unknown names get their stable, meaningless salt.';
comment on column auth.hemmelighet.id is 'Always true: there is one row.';
comment on column auth.hemmelighet.noekkel is '32 random bytes.';

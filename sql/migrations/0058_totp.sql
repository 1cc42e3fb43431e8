-- A second factor: one-time codes (TOTP, RFC 6238), reserve codes, the organs that demand it, and accounts that are closed.

create table auth.totp (
	person_id    uuid primary key references core.person (id),
	hemmelighet  bytea not null,
	bekreftet    timestamptz,
	siste_steg   bigint not null default 0,
	constraint hemmeligheten_er_tjue_byte check (length(hemmelighet) = 20)
);
comment on table auth.totp is
	'The secret of a person''s one-time codes. It must be kept as it is, to be computed with; but it leaves this table only for who has proved the password''s argon2id key (auth.login) or has a living session (auth.totp_secret): a leaked login of the daemon reads it for nobody whose password or session it has not got. Who reads the table itself, or a backup of it, has them all.';
comment on column auth.totp.person_id is 'The person.';
comment on column auth.totp.hemmelighet is '160 random bits.';
comment on column auth.totp.bekreftet is 'When the first code proved that an app has it; null: not in use yet.';
comment on column auth.totp.siste_steg is 'The step of the code used last: neither it nor an earlier one is taken again.';
comment on constraint hemmeligheten_er_tjue_byte on auth.totp is 'Hemmeligheten har feil lengde.';

create table auth.reservekode (
	person_id uuid not null references auth.totp (person_id) on delete cascade,
	kode_hash bytea not null,
	brukt     timestamptz,
	constraint reservekode_noekkel primary key (person_id, kode_hash)
);
comment on table auth.reservekode is 'Codes for who has lost the app, by sha256 of 80 random bits; each once.';
comment on column auth.reservekode.person_id is 'The person.';
comment on column auth.reservekode.kode_hash is 'sha256 of the code, without its hyphens.';
comment on column auth.reservekode.brukt is 'When it was used.';

create table auth.faktorkrav (
	organ_id uuid primary key references core.organ (id),
	satt_av  uuid not null references core.person (id),
	satt     timestamptz not null default now()
);
comment on table auth.faktorkrav is 'Organs that demand a second factor of who has a seat in them.';
comment on column auth.faktorkrav.organ_id is 'The organ.';
comment on column auth.faktorkrav.satt_av is 'Who has set it.';
comment on column auth.faktorkrav.satt is 'When.';

create table auth.sperre (
	person_id uuid primary key references core.person (id),
	satt      timestamptz not null default now()
);
comment on table auth.sperre is 'Accounts that the operator has closed: nobody logs in to them.';
comment on column auth.sperre.person_id is 'The person.';
comment on column auth.sperre.satt is 'When.';

alter table auth.sesjon add column mangler_faktor boolean not null default false;
comment on column auth.sesjon.mangler_faktor is 'An organ of the person''s demands a second factor, and there is none: good for enrolling one, and nothing else.';

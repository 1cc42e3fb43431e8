-- Failed logins are counted, not listed: a row for each name and network, name, and network that has failed lately. What was
-- counted before is an hour old at most, and begins anew.

drop table auth.forsoek;
create table auth.forsoek (
	noekkel bytea primary key,
	antall  int not null default 0,
	sist    timestamptz not null default now(),
	aapner  timestamptz not null default now(),
	kjent   timestamptz,
	constraint forsoek_telles check (antall >= 0)
);
create index forsoek_sist on auth.forsoek (sist);
comment on table auth.forsoek is 'Failed logins, counted by keyed hash, alike for names that exist and names that do not; bounded (core.housekeeping).';
comment on column auth.forsoek.noekkel is 'Keyed hash of what is counted: a name from a network, a name, a network (core.forsoek_noekkel).';
comment on column auth.forsoek.antall is 'Failures since the last that counted anew.';
comment on column auth.forsoek.sist is 'When it last failed.';
comment on column auth.forsoek.aapner is 'Nobody is let try before.';
comment on column auth.forsoek.kjent is 'Of a name from a network: when it last logged in from there; null: never.';
comment on constraint forsoek_telles on auth.forsoek is 'Antallet kan ikke være negativt.';

-- Varas in order, notices of absence, and who is called for which seat (handbook, section 6, V-2 and H-5).

alter table core.verv add column rekkefoelge int;
alter table core.verv add constraint rekkefoelgen_er_varaens check (rekkefoelge is null or rolle = 'vara' and rekkefoelge between 1 and 500);
comment on column core.verv.rekkefoelge is 'Of a vara: the order in which varas are called, from 1.';
comment on constraint rekkefoelgen_er_varaens on core.verv is 'Bare varamedlemmer har en rekkefølge, fra 1 til 500.';
with nr as (
	select id, row_number() over (partition by organ_id order by fra, id) as n from core.verv where rolle = 'vara'
)
update core.verv v set rekkefoelge = nr.n from nr where nr.id = v.id;

create table core.forfall (
	id        uuid primary key default gen_random_uuid(),
	organ_id  uuid not null references core.organ (id),
	dato      date not null,
	person_id uuid not null references core.person (id),
	moeter    boolean not null default false,
	grunn     text,
	meldt_av  uuid not null references core.person (id),
	tid       timestamptz not null default clock_timestamp(),
	constraint forfallsgrunnen_er_kort check (length(grunn) <= 500)
);
create index forfall_organ on core.forfall (organ_id, dato, person_id);
comment on table core.forfall is 'Notices that somebody will not be at an organ''s meeting on a day, or will after all; the newest holds.';
comment on column core.forfall.id is 'Random id.';
comment on column core.forfall.organ_id is 'The organ.';
comment on column core.forfall.dato is 'The meeting''s day.';
comment on column core.forfall.person_id is 'Who will be absent.';
comment on column core.forfall.moeter is 'True: will be there after all.';
comment on column core.forfall.grunn is 'Why, in words.';
comment on column core.forfall.meldt_av is 'Who gave notice.';
comment on column core.forfall.tid is 'When.';
comment on constraint forfallsgrunnen_er_kort on core.forfall is 'Grunnen til forfallet er lengre enn 500 tegn.';

create table core.innkalling (
	id           uuid primary key default gen_random_uuid(),
	organ_id     uuid not null references core.organ (id),
	dato         date not null,
	program_id   uuid,
	sak_id       uuid,
	verv_id      uuid not null references core.verv (id),
	vara_verv_id uuid not null references core.verv (id),
	person_id    uuid not null references core.person (id),
	tid          timestamptz not null default clock_timestamp(),
	constraint innkallingens_sak foreign key (program_id, sak_id) references core.sak (program_id, id)
);
create index innkalling_person on core.innkalling (person_id, organ_id);
create index innkalling_verv on core.innkalling (verv_id);
comment on table core.innkalling is 'Which vara is called for which seat: on a day, or in one case whose member is inhabil. The newest for a seat holds.';
comment on column core.innkalling.id is 'Random id.';
comment on column core.innkalling.organ_id is 'The organ.';
comment on column core.innkalling.dato is 'The day of absence; of a case, the day of the calling.';
comment on column core.innkalling.program_id is 'The case''s programme; null: the whole day.';
comment on column core.innkalling.sak_id is 'The case; null: the whole day.';
comment on column core.innkalling.verv_id is 'The seat that is filled.';
comment on column core.innkalling.vara_verv_id is 'The vara''s own seat.';
comment on column core.innkalling.person_id is 'The vara.';
comment on column core.innkalling.tid is 'When.';

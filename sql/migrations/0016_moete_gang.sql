-- What happens in a meeting (handbook, section 6, V-1 to V-4, V-8, V-13, V-14): attendance, who presides, objections to cases
-- that were not on the agenda, and the end. Only added to; the newest holds.

drop function if exists core.teller(text, int, int, int, int, text, boolean);
drop function if exists core.krev_utfall(core.organ, date, int, int, int, text, boolean);

alter table core.stemmeregel add column kvorum_av_til_stede boolean not null default false;
alter table core.stemmeregel add column alle_stemmer boolean not null default true;
comment on column core.stemmeregel.kvorum_av_til_stede is 'Quorum counts those present; false: the votes cast.';
comment on column core.stemmeregel.alle_stemmer is 'Members present must vote (V-3; KL 8-1).';

create table core.oppmoete (
	id          uuid primary key default gen_random_uuid(),
	moete_id    uuid not null references core.moete (id),
	person_id   uuid not null references core.person (id),
	rolle       text not null,
	verv_id     uuid references core.verv (id),
	til_stede   boolean not null,
	klokkeslett time,
	foert_av    uuid not null references core.person (id),
	tid         timestamptz not null default clock_timestamp()
);
create index oppmoete_moete on core.oppmoete (moete_id, person_id, tid);
comment on table core.oppmoete is 'Who came to a meeting and who left it; the newest of a person holds.';
comment on column core.oppmoete.id is 'Random id.';
comment on column core.oppmoete.moete_id is 'The meeting.';
comment on column core.oppmoete.person_id is 'Who.';
comment on column core.oppmoete.rolle is 'What brings him there: a role in the organ, or ordfoerer, kommunedirektoer (V-14).';
comment on column core.oppmoete.verv_id is 'The seat in which he votes, his own or the one for which he is called; null: none (V-13).';
comment on column core.oppmoete.til_stede is 'Came; false: left, or is not there after all.';
comment on column core.oppmoete.klokkeslett is 'When, where it was not from the beginning or to the end.';
comment on column core.oppmoete.foert_av is 'Who entered it.';
comment on column core.oppmoete.tid is 'When it was entered.';

create table core.moete_ledelse (
	id         uuid primary key default gen_random_uuid(),
	moete_id   uuid not null references core.moete (id),
	program_id uuid,
	sak_id     uuid,
	leder_id   uuid not null references core.person (id),
	satt_av    uuid not null references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint ledelsens_sak foreign key (program_id, moete_id, sak_id) references core.moete_sak (program_id, moete_id, sak_id)
);
create index moete_ledelse_moete on core.moete_ledelse (moete_id, tid);
comment on table core.moete_ledelse is 'Who presides from then on, in the meeting or in one case (V-4).';
comment on column core.moete_ledelse.id is 'Random id.';
comment on column core.moete_ledelse.moete_id is 'The meeting.';
comment on column core.moete_ledelse.program_id is 'The case''s programme.';
comment on column core.moete_ledelse.sak_id is 'The case; null: the meeting.';
comment on column core.moete_ledelse.leder_id is 'Who presides.';
comment on column core.moete_ledelse.satt_av is 'Who entered it.';
comment on column core.moete_ledelse.tid is 'When.';

create table core.innvending (
	program_id uuid not null,
	moete_id   uuid not null,
	sak_id     uuid not null,
	person_id  uuid not null references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint innvendingen_er_gjort primary key (program_id, moete_id, sak_id, person_id),
	constraint innvendingens_sak foreign key (program_id, moete_id, sak_id) references core.moete_sak (program_id, moete_id, sak_id)
);
comment on table core.innvending is 'Members'' objections to deciding a case that was not on the agenda (V-8), or in writing (V-1).';
comment on column core.innvending.program_id is 'The programme.';
comment on column core.innvending.moete_id is 'The meeting.';
comment on column core.innvending.sak_id is 'The case.';
comment on column core.innvending.person_id is 'The member.';
comment on column core.innvending.tid is 'When.';
comment on constraint innvendingen_er_gjort on core.innvending is 'Innvendingen er alt gjort.';

create table core.moete_slutt (
	moete_id     uuid not null references core.moete (id),
	avsluttet_av uuid not null references core.person (id),
	tid          timestamptz not null default clock_timestamp(),
	constraint moetet_er_avsluttet primary key (moete_id)
);
comment on table core.moete_slutt is 'Meetings that are closed: nothing more is voted in them.';
comment on column core.moete_slutt.moete_id is 'The meeting.';
comment on column core.moete_slutt.avsluttet_av is 'Who closed it.';
comment on column core.moete_slutt.tid is 'When.';
comment on constraint moetet_er_avsluttet on core.moete_slutt is 'Møtet er avsluttet.';

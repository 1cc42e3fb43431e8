-- Elections (handbook, section 6, V-5 and V-6): rounds without majority and the lot; sex, for the balance of an organ.

alter table core.person add column kjoenn text;
alter table core.person add constraint kjoennet_er_kvinne_eller_mann check (kjoenn in ('kvinne', 'mann'));
comment on column core.person.kjoenn is 'kvinne or mann, for the balance of organs (V-6); null: not stated, and not checked.';
comment on constraint kjoennet_er_kvinne_eller_mann on core.person is 'Kjønnet må være kvinne eller mann, eller ikke oppgitt.';

create table core.valgomgang (
	program_id uuid not null,
	sak_id     uuid not null,
	moete_id   uuid not null references core.moete (id),
	omgang     int not null,
	ja         int not null,
	nei        int not null,
	blank      int not null,
	lodd       text,
	tid        timestamptz not null default clock_timestamp(),
	constraint valgomgangen_er_avsluttet primary key (program_id, moete_id, sak_id, omgang),
	constraint valgomgangens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint et_valg_har_to_omganger check (omgang between 1 and 2),
	constraint lodd_trekkes_i_andre_omgang check (lodd in ('ja', 'nei') and omgang = 2 or lodd is null)
);
comment on table core.valgomgang is 'Rounds of an election that the votes alone did not settle: the first, without majority; the second, settled by lot (V-5).';
comment on column core.valgomgang.program_id is 'The programme.';
comment on column core.valgomgang.sak_id is 'The case.';
comment on column core.valgomgang.moete_id is 'The meeting.';
comment on column core.valgomgang.omgang is '1 or 2.';
comment on column core.valgomgang.ja is 'Votes for.';
comment on column core.valgomgang.nei is 'Votes against.';
comment on column core.valgomgang.blank is 'Blank votes.';
comment on column core.valgomgang.lodd is 'Of a second round that ended equal: what the lot fell on.';
comment on column core.valgomgang.tid is 'When it was closed: votes of the next round are cast after it.';

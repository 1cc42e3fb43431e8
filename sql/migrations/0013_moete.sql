-- Meetings that are called: notices with their agendas, where remote meetings are allowed, and demands (handbook, section
-- 6, V-1, V-9). Only added to: a change is a new notice, and the newest holds.

create table core.moeteinnkalling (
	moete_id    uuid not null default gen_random_uuid(),
	nr          int not null,
	organ_id    uuid not null references core.organ (id),
	dato        date not null,
	klokkeslett time not null,
	varighet    int,
	sted        text,
	maate       text not null,
	melding     text,
	avlyst      boolean not null default false,
	kalt        date not null,
	kalt_av     uuid not null references core.person (id),
	tid         timestamptz not null default clock_timestamp(),
	constraint innkallingen_er_endret primary key (moete_id, nr),
	constraint moetet_varer_hoeyst_et_doegn check (varighet between 1 and 1440),
	constraint moetestedet_er_kort check (length(sted) <= 200),
	constraint moetemeldingen_er_kort check (length(melding) <= 5000),
	constraint moetemaaten_er_kjent check (maate in ('fysisk', 'fjernmoete', 'hastefjernmoete', 'skriftlig'))
);
create index moeteinnkalling_organ on core.moeteinnkalling (organ_id, dato);
comment on table core.moeteinnkalling is 'Notices of meetings. The newest of a meeting holds; opened, the meeting is a row of core.moete with the same id.';
comment on column core.moeteinnkalling.moete_id is 'Random id of the meeting.';
comment on column core.moeteinnkalling.nr is 'Order of the meeting''s notices, from 1.';
comment on column core.moeteinnkalling.organ_id is 'The organ.';
comment on column core.moeteinnkalling.dato is 'The day.';
comment on column core.moeteinnkalling.klokkeslett is 'Local time, Europe/Oslo.';
comment on column core.moeteinnkalling.varighet is 'Expected length, minutes.';
comment on column core.moeteinnkalling.sted is 'Where, or by which link.';
comment on column core.moeteinnkalling.maate is 'fysisk, fjernmoete, hastefjernmoete or skriftlig (V-1).';
comment on column core.moeteinnkalling.melding is 'What the notice says beside the agenda; why a case cannot wait.';
comment on column core.moeteinnkalling.avlyst is 'The meeting is cancelled.';
comment on column core.moeteinnkalling.kalt is 'The day of the notice.';
comment on column core.moeteinnkalling.kalt_av is 'Who called.';
comment on column core.moeteinnkalling.tid is 'When.';
comment on constraint innkallingen_er_endret on core.moeteinnkalling is 'Innkallingen er endret siden du leste den.';
comment on constraint moetet_varer_hoeyst_et_doegn on core.moeteinnkalling is 'Varigheten må være mellom ett minutt og ett døgn.';
comment on constraint moetestedet_er_kort on core.moeteinnkalling is 'Møtestedet er lengre enn 200 tegn.';
comment on constraint moetemeldingen_er_kort on core.moeteinnkalling is 'Meldingen er lengre enn 5000 tegn.';
comment on constraint moetemaaten_er_kjent on core.moeteinnkalling is 'Møtemåten må være fysisk, fjernmoete, hastefjernmoete eller skriftlig.';

create table core.saksliste (
	program_id uuid not null,
	moete_id   uuid not null,
	innkalling int not null,
	sak_id     uuid not null,
	nr         int not null,
	hjemmel    text,
	constraint saken_staar_paa_sakslisten_fra_foer primary key (program_id, moete_id, innkalling, sak_id),
	constraint sakslistens_innkalling foreign key (moete_id, innkalling) references core.moeteinnkalling (moete_id, nr),
	constraint sakslistens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint nummeret_paa_sakslisten_er_brukt unique (moete_id, innkalling, nr),
	constraint hjemmelen_er_ikke_tom check (length(btrim(hjemmel)) between 1 and 200)
);
create index saksliste_sak on core.saksliste (program_id, sak_id);
comment on table core.saksliste is 'The agenda of each notice, whole.';
comment on column core.saksliste.program_id is 'The programme.';
comment on column core.saksliste.moete_id is 'The meeting.';
comment on column core.saksliste.innkalling is 'The notice.';
comment on column core.saksliste.sak_id is 'The case.';
comment on column core.saksliste.nr is 'Order, from 1.';
comment on column core.saksliste.hjemmel is 'Legal basis of treating it behind closed doors; null: open.';
comment on constraint saken_staar_paa_sakslisten_fra_foer on core.saksliste is 'Saken står allerede på sakslisten.';
comment on constraint hjemmelen_er_ikke_tom on core.saksliste is 'En lukket sak må ha en hjemmel på inntil 200 tegn.';

create table core.fjernmoete (
	id             uuid primary key default gen_random_uuid(),
	organ_id       uuid not null references core.organ (id),
	tillatt        boolean not null,
	fra            date not null,
	saksnummer     text not null,
	registrert_av  uuid not null references core.person (id),
	tid            timestamptz not null default clock_timestamp(),
	constraint saksnummeret_er_ikke_tomt check (length(btrim(saksnummer)) between 1 and 60)
);
create index fjernmoete_organ on core.fjernmoete (organ_id, fra);
comment on table core.fjernmoete is 'Decisions of organs to allow remote meetings, or no longer to (KL 11-7).';
comment on column core.fjernmoete.id is 'Random id.';
comment on column core.fjernmoete.organ_id is 'The organ.';
comment on column core.fjernmoete.tillatt is 'Allowed from that day, or no longer.';
comment on column core.fjernmoete.fra is 'First day.';
comment on column core.fjernmoete.saksnummer is 'Number of the decision in the organ''s own system.';
comment on column core.fjernmoete.registrert_av is 'Who entered it.';
comment on column core.fjernmoete.tid is 'When.';
comment on constraint saksnummeret_er_ikke_tomt on core.fjernmoete is 'Vedtaket må ha et saksnummer på inntil 60 tegn.';

create table core.moetekrav (
	id          uuid primary key default gen_random_uuid(),
	organ_id    uuid not null references core.organ (id),
	person_id   uuid not null references core.person (id),
	program_id  uuid,
	sak_id      uuid,
	begrunnelse text,
	dato        date not null,
	tid         timestamptz not null default clock_timestamp(),
	constraint kravets_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint begrunnelsen_er_kort check (length(begrunnelse) <= 2000)
);
create index moetekrav_organ on core.moetekrav (organ_id, tid);
create index moetekrav_sak on core.moetekrav (program_id, sak_id);
comment on table core.moetekrav is 'Members'' demands for a meeting, or for a case on the next agenda (V-9).';
comment on column core.moetekrav.id is 'Random id.';
comment on column core.moetekrav.organ_id is 'The organ.';
comment on column core.moetekrav.person_id is 'The member.';
comment on column core.moetekrav.program_id is 'The case''s programme.';
comment on column core.moetekrav.sak_id is 'The case; null: a meeting.';
comment on column core.moetekrav.begrunnelse is 'Why, in words.';
comment on column core.moetekrav.dato is 'The day.';
comment on column core.moetekrav.tid is 'When.';
comment on constraint begrunnelsen_er_kort on core.moetekrav is 'Begrunnelsen er lengre enn 2000 tegn.';

alter table core.moete_sak add column nr int, add column hjemmel text, add column utenfor boolean not null default false,
	add column varslet boolean not null default false, add column lagt_til_av uuid references core.person (id);
alter table core.moete_sak add constraint hjemmelen_er_ikke_tom check (length(btrim(hjemmel)) between 1 and 200);
comment on column core.moete_sak.nr is 'Order on the agenda, from 1: the case''s number in the meeting; null: entered by an older release, after the others.';
comment on column core.moete_sak.hjemmel is 'Legal basis of treating it behind closed doors; null: open.';
comment on column core.moete_sak.utenfor is 'Was not on the agenda that the members were called with (V-8).';
comment on column core.moete_sak.varslet is 'Of a KF''s board: the kommunedirektør was warned of it (KL 9-9).';
comment on column core.moete_sak.lagt_til_av is 'Who added it to the open meeting; null: it came with the agenda.';
comment on constraint hjemmelen_er_ikke_tom on core.moete_sak is 'En lukket sak må ha en hjemmel på inntil 200 tegn.';

-- Habilitet (handbook, section 6, H-1 to H-10): questions and statements, the organ's votes on them, and its decisions.

alter table core.beslutning add column inhabilitet boolean not null default true;
alter table core.beslutning add column krever_erklaering boolean not null default false;
comment on column core.beslutning.inhabilitet is 'False: an election to public posts, in which nobody is inhabil (H-8).';
comment on column core.beslutning.krever_erklaering is 'True: an award, in which everybody states his habilitet before the vote (H-9).';

alter table core.resultat add column inhabile uuid[] not null default '{}';
comment on column core.resultat.inhabile is 'Whom the organ found inhabil in the case in its meeting.';

create table core.habilitet (
	program_id uuid not null,
	id         uuid not null default gen_random_uuid(),
	sak_id     uuid not null,
	organ_id   uuid not null references core.organ (id),
	person_id  uuid not null references core.person (id),
	grunn      text not null,
	forklaring text,
	reist_av   uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint habilitet_noekkel primary key (program_id, id),
	constraint habilitetens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint habilitetsgrunnen_er_kjent check (grunn in ('ingen', 'part', 'slekt', 'styreverv', 'saerlige_forhold')),
	constraint habilitetsforklaringen_er_kort check (length(forklaring) <= 2000)
);
create index habilitet_sak on core.habilitet (program_id, sak_id, person_id);
comment on table core.habilitet is 'Questions of habilitet, raised by the member or by others, and statements that there is none. Only added to.';
comment on column core.habilitet.program_id is 'The programme.';
comment on column core.habilitet.id is 'Random id.';
comment on column core.habilitet.sak_id is 'The case.';
comment on column core.habilitet.organ_id is 'The organ in which the person would take part.';
comment on column core.habilitet.person_id is 'Whose habilitet it is.';
comment on column core.habilitet.grunn is 'ingen: a statement that there is nothing; part, slekt, styreverv: H-1; saerlige_forhold: H-2.';
comment on column core.habilitet.forklaring is 'In words.';
comment on column core.habilitet.reist_av is 'Who said so: the person, or another.';
comment on column core.habilitet.dato is 'The day.';
comment on column core.habilitet.tid is 'When.';
comment on constraint habilitetsgrunnen_er_kjent on core.habilitet is 'Grunnen må være ingen, part, slekt, styreverv eller saerlige_forhold.';
comment on constraint habilitetsforklaringen_er_kort on core.habilitet is 'Forklaringen er lengre enn 2000 tegn.';

create table core.habilitet_stemme (
	program_id   uuid not null,
	habilitet_id uuid not null,
	moete_id     uuid not null references core.moete (id),
	person_id    uuid not null references core.person (id),
	inhabil      boolean not null,
	tid          timestamptz not null default clock_timestamp(),
	constraint du_har_stemt_over_habiliteten primary key (program_id, habilitet_id, moete_id, person_id),
	constraint habilitetsstemmens_spoersmaal foreign key (program_id, habilitet_id) references core.habilitet (program_id, id)
);
comment on table core.habilitet_stemme is 'Members'' votes on whether somebody is inhabil.';
comment on column core.habilitet_stemme.program_id is 'The programme.';
comment on column core.habilitet_stemme.habilitet_id is 'The question.';
comment on column core.habilitet_stemme.moete_id is 'The meeting.';
comment on column core.habilitet_stemme.person_id is 'Who votes.';
comment on column core.habilitet_stemme.inhabil is 'True: inhabil.';
comment on column core.habilitet_stemme.tid is 'When.';
comment on constraint du_har_stemt_over_habiliteten on core.habilitet_stemme is 'Du har alt stemt over dette spørsmålet om habilitet.';

create table core.habilitet_avgjoerelse (
	program_id   uuid not null,
	habilitet_id uuid not null,
	inhabil      boolean not null,
	ja           int,
	nei          int,
	moete_id     uuid references core.moete (id),
	resultat_id  uuid,
	avgjort_av   uuid not null references core.person (id),
	dato         date not null,
	tid          timestamptz not null default clock_timestamp(),
	constraint habiliteten_er_avgjort primary key (program_id, habilitet_id),
	constraint habilitetsavgjoerelsens_spoersmaal foreign key (program_id, habilitet_id) references core.habilitet (program_id, id),
	constraint habilitetsavgjoerelsens_resultat foreign key (program_id, resultat_id) references core.resultat (program_id, id)
);
comment on table core.habilitet_avgjoerelse is 'How a question of habilitet was decided. Only added to.';
comment on column core.habilitet_avgjoerelse.program_id is 'The programme.';
comment on column core.habilitet_avgjoerelse.habilitet_id is 'The question.';
comment on column core.habilitet_avgjoerelse.inhabil is 'True: inhabil.';
comment on column core.habilitet_avgjoerelse.ja is 'Votes that the person is inhabil.';
comment on column core.habilitet_avgjoerelse.nei is 'Votes that the person is not.';
comment on column core.habilitet_avgjoerelse.moete_id is 'The meeting whose votes were counted.';
comment on column core.habilitet_avgjoerelse.resultat_id is 'The recorded result of a physical meeting that held it.';
comment on column core.habilitet_avgjoerelse.avgjort_av is 'Who closed the vote, confirmed the result, or decided alone.';
comment on column core.habilitet_avgjoerelse.dato is 'The meeting''s date, or the day.';
comment on column core.habilitet_avgjoerelse.tid is 'When.';
comment on constraint habiliteten_er_avgjort on core.habilitet_avgjoerelse is 'Spørsmålet om habilitet er alt avgjort.';

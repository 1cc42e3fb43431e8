-- Proposals in a meeting (handbook, section 6, V-7; PH-4): alternatives to what is proposed, amendments, postponing and
-- returning; the votes on them; and what was adopted instead of the case's own proposal.

create table core.motforslag (
	program_id   uuid not null,
	id           uuid not null default gen_random_uuid(),
	moete_id     uuid not null,
	sak_id       uuid not null,
	nr           int not null,
	slag         text not null,
	tekst        text not null,
	forslag      jsonb,
	versjon      int,
	fremsatt_av  uuid not null references core.person (id),
	tid          timestamptz not null default clock_timestamp(),
	constraint motforslag_noekkel primary key (program_id, id),
	constraint motforslaget_har_et_nummer unique (program_id, moete_id, sak_id, nr),
	constraint motforslagets_sak foreign key (program_id, moete_id, sak_id) references core.moete_sak (program_id, moete_id, sak_id),
	constraint motforslagets_slag_er_kjent check (slag in ('alternativ', 'endring', 'utsettelse', 'tilbakesending')),
	constraint motforslaget_er_ikke_tomt check (length(btrim(tekst)) between 1 and 20000)
);
comment on table core.motforslag is 'Proposals in a meeting beside the case''s own.';
comment on column core.motforslag.program_id is 'The programme.';
comment on column core.motforslag.id is 'Random id.';
comment on column core.motforslag.moete_id is 'The meeting.';
comment on column core.motforslag.sak_id is 'The case.';
comment on column core.motforslag.nr is 'Order in the case in the meeting, from 1.';
comment on column core.motforslag.slag is 'alternativ (instead of what is proposed), endring (an amendment), utsettelse, tilbakesending.';
comment on column core.motforslag.tekst is 'The proposal.';
comment on column core.motforslag.forslag is 'What it would put into force: fields of the contract''s Forslag that replace the case''s.';
comment on column core.motforslag.versjon is 'Of a plan: the frozen version that it proposes.';
comment on column core.motforslag.fremsatt_av is 'Who made it.';
comment on column core.motforslag.tid is 'When.';
comment on constraint motforslagets_slag_er_kjent on core.motforslag is 'Slaget må være alternativ, endring, utsettelse eller tilbakesending.';
comment on constraint motforslaget_er_ikke_tomt on core.motforslag is 'Et forslag må ha mellom 1 og 20 000 tegn.';

create table core.motforslag_stemme (
	program_id    uuid not null,
	motforslag_id uuid not null,
	verv_id       uuid not null references core.verv (id),
	person_id     uuid not null references core.person (id),
	stemme        text not null,
	tid           timestamptz not null default clock_timestamp(),
	constraint det_er_stemt_fra_setet primary key (program_id, motforslag_id, verv_id),
	constraint stemmens_motforslag foreign key (program_id, motforslag_id) references core.motforslag (program_id, id),
	constraint stemmen_er_ja_eller_nei check (stemme in ('ja', 'nei'))
);
comment on table core.motforslag_stemme is 'Votes on amendments, postponing and returning. Alternatives are voted against each other in core.stemme.';
comment on column core.motforslag_stemme.program_id is 'The programme.';
comment on column core.motforslag_stemme.motforslag_id is 'The proposal.';
comment on column core.motforslag_stemme.verv_id is 'The seat.';
comment on column core.motforslag_stemme.person_id is 'Who sits in it.';
comment on column core.motforslag_stemme.stemme is 'ja or nei.';
comment on column core.motforslag_stemme.tid is 'When.';
comment on constraint det_er_stemt_fra_setet on core.motforslag_stemme is 'Det er alt stemt over forslaget fra setet.';
comment on constraint stemmen_er_ja_eller_nei on core.motforslag_stemme is 'Stemmen må være ja eller nei.';

create table core.motforslag_utfall (
	program_id    uuid not null,
	motforslag_id uuid not null,
	vedtatt       boolean not null,
	ja            int not null,
	nei           int not null,
	lukket_av     uuid not null references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint forslaget_er_avgjort primary key (program_id, motforslag_id),
	constraint utfallets_motforslag foreign key (program_id, motforslag_id) references core.motforslag (program_id, id)
);
comment on table core.motforslag_utfall is 'How the vote on a proposal ended.';
comment on column core.motforslag_utfall.program_id is 'The programme.';
comment on column core.motforslag_utfall.motforslag_id is 'The proposal.';
comment on column core.motforslag_utfall.vedtatt is 'Adopted.';
comment on column core.motforslag_utfall.ja is 'Votes for.';
comment on column core.motforslag_utfall.nei is 'Votes against.';
comment on column core.motforslag_utfall.lukket_av is 'Who presided.';
comment on column core.motforslag_utfall.tid is 'When.';
comment on constraint forslaget_er_avgjort on core.motforslag_utfall is 'Forslaget er avgjort.';

alter table core.stemme add column motforslag_id uuid,
	add constraint stemmens_alternativ foreign key (program_id, motforslag_id) references core.motforslag (program_id, id),
	add constraint et_alternativ_faar_ja check (motforslag_id is null or stemme = 'ja');
comment on column core.stemme.motforslag_id is 'The alternative that is voted for; null: the case''s own proposal, or none.';
comment on constraint et_alternativ_faar_ja on core.stemme is 'En stemme for et alternativ er en ja-stemme.';
alter table core.handling add column motforslag_id uuid,
	add constraint handlingens_alternativ foreign key (program_id, motforslag_id) references core.motforslag (program_id, id);
comment on column core.handling.motforslag_id is 'The alternative that won; null: the case''s own proposal.';
alter table core.valgomgang add column alternativer jsonb;
comment on column core.valgomgang.alternativer is 'Where alternatives are voted: votes of each by its number; 0 the case''s own proposal, -1 against all.';
alter table core.resultat add column motforslag jsonb;
comment on column core.resultat.motforslag is 'Proposals voted on in the meeting: the contract''s Motforslag as JSON.';

-- Delegations (handbook, section 6, V-16): given by a decision, used inside their limit, reported, withdrawn.

create table core.delegasjon (
	program_id uuid not null references core.program (id),
	id         uuid not null default gen_random_uuid(),
	overordnet uuid,
	sak_id     uuid not null,
	fra_organ  uuid not null references core.organ (id),
	til_organ  uuid not null references core.organ (id),
	beslutning int not null references core.beslutning (nr),
	beloep     numeric(14, 2),
	emne       text not null,
	gyldig_fra date not null,
	gyldig_til date not null,
	gitt_av    uuid not null references core.person (id),
	tid        timestamptz not null default clock_timestamp(),
	constraint delegasjon_noekkel primary key (program_id, id),
	constraint delegasjonens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint delegasjonens_grunnlag foreign key (program_id, overordnet) references core.delegasjon (program_id, id),
	constraint delegasjonens_emne_er_ikke_tomt check (length(btrim(emne)) between 1 and 500),
	constraint delegasjonens_grense_er_ikke_negativ check (beloep > 0),
	constraint delegasjonen_slutter_ikke_foer_den_begynner check (gyldig_til >= gyldig_fra)
);
create index delegasjon_til on core.delegasjon (program_id, til_organ, beslutning);
comment on table core.delegasjon is 'What one organ has left to another to decide: by a decision of row 12, or by a kommunedirektør on the ground of one. Only added to.';
comment on column core.delegasjon.program_id is 'The programme.';
comment on column core.delegasjon.id is 'Random id.';
comment on column core.delegasjon.overordnet is 'The delegation that it rests on; null: the decision itself.';
comment on column core.delegasjon.sak_id is 'The case of the decision.';
comment on column core.delegasjon.fra_organ is 'Whose power it is.';
comment on column core.delegasjon.til_organ is 'Who may use it.';
comment on column core.delegasjon.beslutning is 'Row of the matrix.';
comment on column core.delegasjon.beloep is 'Limit of one case, NOK; null: none.';
comment on column core.delegasjon.emne is 'Subject.';
comment on column core.delegasjon.gyldig_fra is 'First day.';
comment on column core.delegasjon.gyldig_til is 'Last day.';
comment on column core.delegasjon.gitt_av is 'Who gave it, or confirmed the decision.';
comment on column core.delegasjon.tid is 'When.';
comment on constraint delegasjonens_emne_er_ikke_tomt on core.delegasjon is 'En delegasjon må ha et emne på inntil 500 tegn.';
comment on constraint delegasjonens_grense_er_ikke_negativ on core.delegasjon is 'Grensen må være større enn null.';
comment on constraint delegasjonen_slutter_ikke_foer_den_begynner on core.delegasjon is 'Delegasjonen kan ikke slutte før den begynner.';

create table core.delegasjon_trukket (
	program_id    uuid not null,
	delegasjon_id uuid not null,
	dato          date not null,
	grunn         text,
	trukket_av    uuid not null references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint delegasjonen_er_alt_trukket primary key (program_id, delegasjon_id),
	constraint den_trukne_delegasjonen foreign key (program_id, delegasjon_id) references core.delegasjon (program_id, id),
	constraint grunnen_er_kort check (length(grunn) <= 2000)
);
comment on table core.delegasjon_trukket is 'Delegations that are withdrawn, with what rests on them.';
comment on column core.delegasjon_trukket.program_id is 'The programme.';
comment on column core.delegasjon_trukket.delegasjon_id is 'The delegation.';
comment on column core.delegasjon_trukket.dato is 'From this day it is not used.';
comment on column core.delegasjon_trukket.grunn is 'Why, in words.';
comment on column core.delegasjon_trukket.trukket_av is 'Who withdrew it.';
comment on column core.delegasjon_trukket.tid is 'When.';
comment on constraint delegasjonen_er_alt_trukket on core.delegasjon_trukket is 'Delegasjonen er alt trukket tilbake.';
comment on constraint grunnen_er_kort on core.delegasjon_trukket is 'Grunnen er lengre enn 2000 tegn.';

create table core.delegasjon_bruk (
	program_id    uuid not null,
	sak_id        uuid not null,
	handling      int not null,
	delegasjon_id uuid not null,
	organ_id      uuid not null references core.organ (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint delegasjon_bruk_noekkel primary key (program_id, sak_id, handling),
	constraint bruken_av_delegasjonen foreign key (program_id, delegasjon_id) references core.delegasjon (program_id, id),
	constraint det_delegerte_vedtaket foreign key (program_id, sak_id, handling) references core.handling (program_id, sak_id, nr)
);
comment on table core.delegasjon_bruk is 'Decisions taken under a delegation.';
comment on column core.delegasjon_bruk.program_id is 'The programme.';
comment on column core.delegasjon_bruk.sak_id is 'The case.';
comment on column core.delegasjon_bruk.handling is 'The deciding act.';
comment on column core.delegasjon_bruk.delegasjon_id is 'The delegation.';
comment on column core.delegasjon_bruk.organ_id is 'To whose next meeting it is reported.';
comment on column core.delegasjon_bruk.tid is 'When.';

create table core.delegasjon_meldt (
	program_id uuid not null,
	sak_id     uuid not null,
	handling   int not null,
	organ_id   uuid not null references core.organ (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint delegasjon_meldt_noekkel primary key (program_id, sak_id, handling),
	constraint det_meldte_vedtaket foreign key (program_id, sak_id, handling) references core.delegasjon_bruk (program_id, sak_id, handling)
);
comment on table core.delegasjon_meldt is 'Decisions under a delegation that were reported to a meeting of the organ whose power it is.';
comment on column core.delegasjon_meldt.program_id is 'The programme.';
comment on column core.delegasjon_meldt.sak_id is 'The case.';
comment on column core.delegasjon_meldt.handling is 'The deciding act.';
comment on column core.delegasjon_meldt.organ_id is 'The organ that met.';
comment on column core.delegasjon_meldt.dato is 'The meeting''s date.';
comment on column core.delegasjon_meldt.tid is 'When.';

-- Lovlighetskontroll (handbook, section 6, V-17; KL 27-1, 27-3): members' demands, and decisions whose execution is suspended.

create table core.lovlighetskrav (
	program_id  uuid not null,
	vedtak_id   uuid not null,
	person_id   uuid not null references core.person (id),
	begrunnelse text not null,
	dato        date not null,
	tid         timestamptz not null default clock_timestamp(),
	constraint lovlighetskontroll_er_krevd primary key (program_id, vedtak_id, person_id),
	constraint det_kontrollerte_vedtaket foreign key (program_id, vedtak_id) references core.vedtak (program_id, id),
	constraint kravets_begrunnelse_er_ikke_tom check (length(btrim(begrunnelse)) between 1 and 5000)
);
comment on table core.lovlighetskrav is 'Demands for control of a decision''s legality, by members of kommunestyre or fylkesting.';
comment on column core.lovlighetskrav.program_id is 'The programme.';
comment on column core.lovlighetskrav.vedtak_id is 'The decision.';
comment on column core.lovlighetskrav.person_id is 'The member.';
comment on column core.lovlighetskrav.begrunnelse is 'Why.';
comment on column core.lovlighetskrav.dato is 'The day.';
comment on column core.lovlighetskrav.tid is 'When.';
comment on constraint lovlighetskontroll_er_krevd on core.lovlighetskrav is 'Du har alt krevd lovlighetskontroll av vedtaket.';
comment on constraint kravets_begrunnelse_er_ikke_tom on core.lovlighetskrav is 'Begrunnelsen må ha mellom 1 og 5000 tegn.';

create table core.utsatt_iverksetting (
	program_id uuid not null,
	id         uuid not null default gen_random_uuid(),
	vedtak_id  uuid not null,
	utsatt     boolean not null,
	grunn      text not null,
	bestemt_av uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint utsatt_iverksetting_noekkel primary key (program_id, id),
	constraint det_utsatte_vedtaket foreign key (program_id, vedtak_id) references core.vedtak (program_id, id),
	constraint utsettelsens_grunn_er_ikke_tom check (length(btrim(grunn)) between 1 and 5000)
);
create index utsatt_iverksetting_vedtak on core.utsatt_iverksetting (program_id, vedtak_id, tid);
comment on table core.utsatt_iverksetting is 'Suspensions of a decision''s execution, and their end; the newest holds.';
comment on column core.utsatt_iverksetting.program_id is 'The programme.';
comment on column core.utsatt_iverksetting.id is 'Random id.';
comment on column core.utsatt_iverksetting.vedtak_id is 'The decision.';
comment on column core.utsatt_iverksetting.utsatt is 'Suspended, or no longer.';
comment on column core.utsatt_iverksetting.grunn is 'Why.';
comment on column core.utsatt_iverksetting.bestemt_av is 'Who entered it, for the organ itself, its superior or the ministry.';
comment on column core.utsatt_iverksetting.dato is 'The day.';
comment on column core.utsatt_iverksetting.tid is 'When.';
comment on constraint utsettelsens_grunn_er_ikke_tom on core.utsatt_iverksetting is 'Grunnen må ha mellom 1 og 5000 tegn.';

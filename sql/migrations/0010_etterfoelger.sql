-- Succession (handbook, section 9, CS-1 to CS-6): which organ follows which, and which county has a programme from when.

create table core.etterfoelger (
	organ_id        uuid not null references core.organ (id),
	etterfoelger_id uuid not null references core.organ (id),
	fra             date not null,
	kilde           text not null,
	registrert_av   uuid not null references core.person (id),
	tid             timestamptz not null default clock_timestamp(),
	constraint etterfoelgeren_er_registrert primary key (organ_id, etterfoelger_id),
	constraint etterfoelgeren_er_et_annet_organ check (organ_id <> etterfoelger_id),
	constraint kilden_er_ikke_tom check (length(btrim(kilde)) between 1 and 500)
);
create index etterfoelger_ny on core.etterfoelger (etterfoelger_id);
comment on table core.etterfoelger is 'Organs that take over from one that ends, splits or merges. Only added to; nobody inherits a seat (CS-6).';
comment on column core.etterfoelger.organ_id is 'The organ that ends.';
comment on column core.etterfoelger.etterfoelger_id is 'Who takes over.';
comment on column core.etterfoelger.fra is 'The first day of the new one''s power; the old one''s last is the day before.';
comment on column core.etterfoelger.kilde is 'The law or decision.';
comment on column core.etterfoelger.registrert_av is 'Who entered it.';
comment on column core.etterfoelger.tid is 'When.';
comment on constraint etterfoelgeren_er_registrert on core.etterfoelger is 'Etterfølgeren er alt registrert.';
comment on constraint etterfoelgeren_er_et_annet_organ on core.etterfoelger is 'Et organ følger ikke seg selv.';
comment on constraint kilden_er_ikke_tom on core.etterfoelger is 'Kilden må ha mellom 1 og 500 tegn.';

create table core.program_fylke (
	program_id    uuid not null references core.program (id),
	organ_id      uuid not null references core.organ (id),
	fra           date not null,
	grunnlag      text not null,
	registrert_av uuid not null references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint programmet_er_overtatt_foer primary key (program_id, fra),
	constraint grunnlaget_er_ikke_tomt check (length(btrim(grunnlag)) between 1 and 500)
);
comment on table core.program_fylke is 'Which county took over a programme, from when; before the first row it is core.program.fylke_id (row 38).';
comment on column core.program_fylke.program_id is 'The programme.';
comment on column core.program_fylke.organ_id is 'The fylkeskommune.';
comment on column core.program_fylke.fra is 'First day.';
comment on column core.program_fylke.grunnlag is 'On what ground, where kommuner lie in two new counties the agreement between them (CS-5; INDL 20).';
comment on column core.program_fylke.registrert_av is 'Who entered it.';
comment on column core.program_fylke.tid is 'When.';
comment on constraint programmet_er_overtatt_foer on core.program_fylke is 'Programmet er alt overtatt fra den dagen.';
comment on constraint grunnlaget_er_ikke_tomt on core.program_fylke is 'Grunnlaget må ha mellom 1 og 500 tegn.';

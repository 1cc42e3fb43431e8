-- Owner modes (handbook, section 2): the kommuner behind a regionråd, and their cooperation agreements (KL 18-4).

alter table core.program_organ drop constraint ukjent_funksjon;
alter table core.program_organ add constraint ukjent_funksjon
	check (funksjon in ('KDD', 'F', 'KST', 'KDIR', 'SG', 'OS', 'PL', 'EPL', 'PA', 'IN', 'OBS', 'EIER'));
comment on column core.program_organ.funksjon is
	'Column of the approval matrix, and KDIR, PA of PH-6; EIER: in mode B the kommunestyre of each kommune behind the regionråd.';

create table core.samarbeidsavtale (
	program_id    uuid not null references core.program (id),
	id            uuid not null default gen_random_uuid(),
	organ_id      uuid not null references core.organ (id),
	vedtatt       date not null,
	saksnummer    text not null,
	fra           date not null,
	til           date,
	beslutninger  int[],
	registrert_av uuid not null references core.person (id),
	tid           timestamptz not null default clock_timestamp(),
	constraint samarbeidsavtale_noekkel primary key (program_id, id),
	constraint avtalens_saksnummer_er_ikke_tomt check (length(btrim(saksnummer)) between 1 and 60),
	constraint avtalen_slutter_ikke_foer_den_begynner check (til >= fra),
	constraint avtalen_gjelder_fra_vedtaket check (fra >= vedtatt)
);
comment on table core.samarbeidsavtale is
	'Cooperation agreements that a kommunestyre has itself adopted: what the regionråd may decide for it, and when (KL 18-4). Only added to; the newest of a kommune holds.';
comment on column core.samarbeidsavtale.program_id is 'The programme.';
comment on column core.samarbeidsavtale.id is 'Random id.';
comment on column core.samarbeidsavtale.organ_id is 'The kommunestyre.';
comment on column core.samarbeidsavtale.vedtatt is 'The day of its meeting.';
comment on column core.samarbeidsavtale.saksnummer is 'The case''s number in its own system.';
comment on column core.samarbeidsavtale.fra is 'First day.';
comment on column core.samarbeidsavtale.til is 'Last day; null: open.';
comment on column core.samarbeidsavtale.beslutninger is 'Rows of the matrix that lie with the regionråd; null: all that may.';
comment on column core.samarbeidsavtale.registrert_av is 'Who entered it.';
comment on column core.samarbeidsavtale.tid is 'When.';
comment on constraint avtalens_saksnummer_er_ikke_tomt on core.samarbeidsavtale is 'Saksnummeret må ha mellom 1 og 60 tegn.';
comment on constraint avtalen_slutter_ikke_foer_den_begynner on core.samarbeidsavtale is 'Avtalen kan ikke slutte før den begynner.';
comment on constraint avtalen_gjelder_fra_vedtaket on core.samarbeidsavtale is 'Avtalen kan ikke gjelde før den er vedtatt.';

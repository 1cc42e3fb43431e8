-- Rules of one programme (handbook, sections 2, 4 and 7): its owner mode, ceilings and thresholds, each the result of a decision.

create table core.programregeltype (
	noekkel    text primary key,
	navn       text not null,
	beslutning int not null references core.beslutning (nr),
	slag       text not null,
	kilde      text not null,
	constraint slaget_av_programregel_er_kjent check (slag in ('eiermodus', 'beloep', 'antall'))
);
comment on table core.programregeltype is 'Rules that a programme sets for itself.';
comment on column core.programregeltype.noekkel is 'Short name used in the contract.';
comment on column core.programregeltype.navn is 'Name, bokmål.';
comment on column core.programregeltype.beslutning is 'Row of the matrix whose adopted case sets it.';
comment on column core.programregeltype.slag is 'What its value is: eiermodus (A to D), beloep (NOK), antall (whole number).';
comment on column core.programregeltype.kilde is 'Where it comes from.';

create table core.programregel (
	program_id uuid not null references core.program (id),
	sak_id     uuid not null,
	noekkel    text not null references core.programregeltype (noekkel),
	verdi      text not null,
	gyldig_fra date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint programregel_noekkel primary key (program_id, noekkel, sak_id),
	constraint programregelens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint programregelens_verdi_er_kort check (length(verdi) between 1 and 40)
);
comment on table core.programregel is 'What a programme has decided for itself: one row a rule and decision, from its day on. Only added to; the newest in force on a day holds.';
comment on column core.programregel.program_id is 'The programme.';
comment on column core.programregel.sak_id is 'The case whose adoption set it.';
comment on column core.programregel.noekkel is 'Which rule.';
comment on column core.programregel.verdi is 'Its value.';
comment on column core.programregel.gyldig_fra is 'First day.';
comment on column core.programregel.tid is 'When it was set.';

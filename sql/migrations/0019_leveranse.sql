-- The phases and what each must produce, as reference data (handbook, section 3), and a period that row 37 has extended.

create table core.fasetype (
	fase               int primary key,
	navn               text not null,
	eier               text not null,
	utfoerer           text not null,
	slutter_med        text not null,
	normaltid_maaneder int,
	kilde              text not null,
	constraint det_er_fire_faser check (fase between 1 and 4)
);
comment on table core.fasetype is 'The four PLP phases.';
comment on column core.fasetype.fase is '1 to 4.';
comment on column core.fasetype.navn is 'Name, bokmål.';
comment on column core.fasetype.eier is 'Who owns it.';
comment on column core.fasetype.utfoerer is 'Who carries it out.';
comment on column core.fasetype.slutter_med is 'What ends it.';
comment on column core.fasetype.normaltid_maaneder is 'Normal time in months: a warning, never a block; null: none is stated.';
comment on column core.fasetype.kilde is 'Where it comes from.';

create table core.leveranse (
	kode            text primary key,
	fase            int not null references core.fasetype (fase),
	nr              int not null,
	delprosjekt     text,
	navn            text not null,
	beslutning      int not null references core.beslutning (nr),
	felt            text,
	aarlig          boolean not null default false,
	foerste_aar     int not null default 0,
	aar_av_sak      int,
	frist_maaneder  int,
	frist_foer_slutt int,
	frist_dag       text,
	frist_aar       int,
	veiledning      text,
	kilde           text not null,
	constraint leveransens_nummer_er_i_bruk unique (fase, nr),
	constraint delprosjektet_er_kjent check (delprosjekt in ('utviklingsanalyse', 'innspillsprosjekt')),
	constraint en_leveranse_har_en_frist check (num_nonnulls(frist_maaneder, frist_foer_slutt, frist_dag) <= 1),
	constraint en_aarlig_leveranse_har_en_dag check (aarlig = (frist_dag is not null) and (frist_dag is null) = (frist_aar is null))
);
comment on table core.leveranse is 'What a phase must produce, which decision fulfils it, and its normal time. States are never entered: they follow from the cases.';
comment on column core.leveranse.kode is 'Short name used in the contract.';
comment on column core.leveranse.fase is 'The phase.';
comment on column core.leveranse.nr is 'Order in the phase.';
comment on column core.leveranse.delprosjekt is 'Phase 2: which of the two sub-projects side by side; null: neither.';
comment on column core.leveranse.navn is 'Name, bokmål.';
comment on column core.leveranse.beslutning is 'Row of the matrix whose adopted case fulfils it.';
comment on column core.leveranse.felt is 'Part of the plan that must be filled in the adopted version; null: none.';
comment on column core.leveranse.aarlig is 'Once for each year of the period.';
comment on column core.leveranse.foerste_aar is 'Years after the period''s first from which it is due.';
comment on column core.leveranse.aar_av_sak is 'Which year a case concerns: the year it was opened and this; null: the plan''s own.';
comment on column core.leveranse.frist_maaneder is 'Normal time: months after the phase opened.';
comment on column core.leveranse.frist_foer_slutt is 'Normal time: months before the last day of the period.';
comment on column core.leveranse.frist_dag is 'Normal time of a yearly one: MM-DD.';
comment on column core.leveranse.frist_aar is 'And of which year, counted from the one it concerns.';
comment on column core.leveranse.veiledning is 'Guide or template, where it is found.';
comment on column core.leveranse.kilde is 'Where it comes from.';

alter table core.program add column forlenget boolean not null default false;
alter table core.program drop constraint perioden_er_hoeyst_seks_aar,
	add constraint perioden_er_hoeyst_seks_aar check (forlenget or periode_til < periode_fra + interval '6 years');
comment on column core.program.forlenget is 'The period was extended by a decision of row 37 (PH-3).';
comment on constraint perioden_er_hoeyst_seks_aar on core.program is
	'Omstillingsperioden er høyst seks år (PH-3; forlengelse krever eget vedtak).';

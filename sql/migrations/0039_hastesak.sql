-- Urgent cases that another organ decides (handbook, section 6, V-1; KL 11-8): the organ's function, the power, the mark on the case.
alter table core.program_organ drop constraint ukjent_funksjon;
alter table core.program_organ add constraint ukjent_funksjon
	check (funksjon in ('KDD', 'F', 'KST', 'KDIR', 'SG', 'OS', 'PL', 'EPL', 'PA', 'IN', 'OBS', 'EIER', 'HAST'));
comment on constraint ukjent_funksjon on core.program_organ is 'Funksjonen finnes ikke i godkjenningsmatrisen.';
comment on column core.program_organ.funksjon is 'Column of the approval matrix, and KDIR, PA of PH-6; HAST: may be empowered to decide urgent cases for KST (KL 11-8).';

alter table core.delegasjon add column hastesak boolean not null default false;
comment on column core.delegasjon.hastesak is 'Only for urgent cases, which it lets the organ decide instead of the kommunestyre (KL 11-8); false: an ordinary delegation (V-16).';

create table core.hastesak (
	program_id uuid not null,
	sak_id     uuid not null,
	grunn      text not null,
	merket_av  uuid not null references core.person (id),
	dato       date not null,
	tid        timestamptz not null default clock_timestamp(),
	constraint saken_er_alt_merket_som_hastesak primary key (program_id, sak_id),
	constraint hastesakens_sak foreign key (program_id, sak_id) references core.sak (program_id, id),
	constraint hastegrunnen_er_ikke_tom check (length(btrim(grunn)) between 1 and 2000)
);
comment on table core.hastesak is 'Cases that cannot wait for the kommunestyre to be called (KL 11-8). Only added to.';
comment on column core.hastesak.program_id is 'The programme.';
comment on column core.hastesak.sak_id is 'The case.';
comment on column core.hastesak.grunn is 'Why it cannot wait.';
comment on column core.hastesak.merket_av is 'Who marked it.';
comment on column core.hastesak.dato is 'When.';
comment on column core.hastesak.tid is 'When it was registered.';
comment on constraint saken_er_alt_merket_som_hastesak on core.hastesak is 'Saken er alt merket som hastesak.';
comment on constraint hastegrunnen_er_ikke_tom on core.hastesak is 'Si hvorfor saken ikke kan vente, med 1 til 2000 tegn.';

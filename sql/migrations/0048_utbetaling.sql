-- What a payment is judged by: the cost by kind (OF 10), whether the one who is paid must have an auditor, and work begun before the award.

alter table core.utbetaling add column kostnader jsonb not null default '[]';
comment on column core.utbetaling.kostnader is 'The cost by post and kind, where it is reported so: the contract''s Kostnad.';
alter table core.tildeling_hendelse add column revisjonspliktig boolean,
	add constraint bare_regnskap_revideres check (revisjonspliktig is null or slag = 'regnskap');
comment on column core.tildeling_hendelse.revisjonspliktig is 'True: the one whose accounts they are must have an auditor; null: not told.';
comment on constraint bare_regnskap_revideres on core.tildeling_hendelse is 'Bare et regnskap kan være revisjonspliktig.';

alter table core.prosjekt add constraint prosjektets_soeknad foreign key (program_id, soeknad_id) references core.soeknad (program_id, id),
	add constraint prosjektets_soeker foreign key (program_id, ansvarlig_id) references core.soeker (program_id, id);
alter table core.tildeling add constraint tildelingens_soeknad foreign key (program_id, soeknad_id) references core.soeknad (program_id, id);

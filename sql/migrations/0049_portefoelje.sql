-- What a portfolio of hundreds of programmes is summed from (rules/60_portefoelje.sql), without opening their plans: a plan's job
-- target and period as columns that follow from the document, and indexes that hold what is added up.

alter table core.plan_revisjon
	add column hovedmaal text generated always as (dokument #>> '{hovedmaal,arbeidsplasser}') stored,
	add column hovedmaal_nye text generated always as (dokument #>> '{hovedmaal,nye}') stored,
	add column hovedmaal_sikrede text generated always as (dokument #>> '{hovedmaal,sikrede}') stored,
	add column periode_fra text generated always as (nullif(dokument ->> 'periode_fra', '')) stored,
	add column periode_til text generated always as (nullif(dokument ->> 'periode_til', '')) stored;
comment on column core.plan_revisjon.hovedmaal is 'From dokument: jobs in the hovedmål; "-": no goal; null: not stated.';
comment on column core.plan_revisjon.hovedmaal_nye is 'From dokument: of them new.';
comment on column core.plan_revisjon.hovedmaal_sikrede is 'From dokument: of them secured.';
comment on column core.plan_revisjon.periode_fra is 'From dokument: first day of the period of a handlingsplan; null: that of its year.';
comment on column core.plan_revisjon.periode_til is 'From dokument: its last day.';

create index postering_saldo on core.postering (program_id, konto, dato) include (beloep);
create index prosjekt_dato on core.prosjekt (program_id, dato);

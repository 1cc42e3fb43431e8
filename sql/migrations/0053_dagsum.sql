-- What a programme's sums were at the end of each day on which they changed: a portfolio of hundreds of programmes asks for one day of
-- each, and adding up their ledgers and reports took most of its time. Kept by triggers (rules/58_dagsum.sql); the truth stays in the
-- ledger and the reports.

create table core.saldodag (
	program_id uuid not null,
	dato       date not null,
	ramme      numeric,
	lovet      numeric,
	bevilget   numeric,
	mottatt    numeric,
	tildelt    numeric,
	utbetalt   numeric,
	brukt      numeric,
	constraint saldodag_noekkel primary key (program_id, dato),
	constraint saldodagens_bok foreign key (program_id) references core.bok (program_id)
);
comment on table core.saldodag is 'The sums of a programme''s ledger over all years at the end of a day on which it was written in; between two days those of the earlier. Follows core.postering by trigger.';
comment on column core.saldodag.program_id is 'The programme.';
comment on column core.saldodag.dato is 'The day, by the entries'' legal date.';
comment on column core.saldodag.ramme is 'Adopted budgets, NOK; null here and below: nothing is booked there.';
comment on column core.saldodag.lovet is 'Promised.';
comment on column core.saldodag.bevilget is 'Appropriated.';
comment on column core.saldodag.mottatt is 'Received.';
comment on column core.saldodag.tildelt is 'Awarded.';
comment on column core.saldodag.utbetalt is 'Paid to projects less what was repaid.';
comment on column core.saldodag.brukt is 'The same with own spending.';

create table core.resultatdag (
	program_id        uuid not null references core.program (id),
	dato              date not null,
	prosjekter        int not null default 0,
	rapporter         int not null default 0,
	nye               numeric not null default 0,
	nye_uten_maal     int not null default 0,
	nye_umaalt        int not null default 0,
	sikrede           numeric not null default 0,
	sikrede_uten_maal int not null default 0,
	sikrede_umaalt    int not null default 0,
	constraint resultatdag_noekkel primary key (program_id, dato)
);
comment on table core.resultatdag is 'How many projects a programme had made, and what the reports that count add up to, at the end of a day on which that changed; between two days as on the earlier. Follows core.prosjekt and core.prosjektlederrapport_svar by trigger.';
comment on column core.resultatdag.program_id is 'The programme.';
comment on column core.resultatdag.dato is 'The day, by when projects were decided and reports approved.';
comment on column core.resultatdag.prosjekter is 'How many projects there are.';
comment on column core.resultatdag.rapporter is 'How many reports count.';
comment on column core.resultatdag.nye is 'Their new jobs, of those that state a figure.';
comment on column core.resultatdag.nye_uten_maal is 'How many of them have "-": no such goal.';
comment on column core.resultatdag.nye_umaalt is 'How many did not measure it.';
comment on column core.resultatdag.sikrede is 'Their secured jobs, likewise.';
comment on column core.resultatdag.sikrede_uten_maal is 'How many have "-".';
comment on column core.resultatdag.sikrede_umaalt is 'How many did not measure it.';
alter table core.saldodag enable row level security;
alter table core.resultatdag enable row level security;

-- What there is already.
insert into core.saldodag (program_id, dato, ramme, lovet, bevilget, mottatt, tildelt, utbetalt, brukt)
select program_id, dato, sum(ramme) over til_dags, sum(lovet) over til_dags, sum(bevilget) over til_dags, sum(mottatt) over til_dags, sum(tildelt) over til_dags, sum(utbetalt) over til_dags, sum(brukt) over til_dags
from (select program_id, dato, sum(beloep) filter (where konto = 'budsjett') as ramme, sum(beloep) filter (where konto = 'lovet') as lovet, sum(beloep) filter (where konto = 'bevilget') as bevilget,
		sum(beloep) filter (where konto = 'mottatt') as mottatt, sum(beloep) filter (where konto = 'tildelt') as tildelt,
		sum(case konto when 'utbetalt' then beloep when 'tilbakebetalt' then -beloep end) as utbetalt,
		sum(case konto when 'utbetalt' then beloep when 'brukt' then beloep when 'tilbakebetalt' then -beloep end) as brukt
	from core.postering where konto not in ('overfoert', 'omfordelt') group by program_id, dato) d
window til_dags as (partition by program_id order by dato);

with godkjent as (
	select r.program_id, r.id, r.korrigerer, r.nye, r.sikrede, s.dato from core.prosjektlederrapport r join core.prosjektlederrapport_svar s on s.program_id = r.program_id and s.rapport_id = r.id
	where s.utfall = 'godkjent'
), teller (program_id, dato, prosjekter, fortegn, nye, sikrede) as (
	select p.program_id, p.dato, 1, 0, null, null from core.prosjekt p
	union all
	select g.program_id, g.dato, 0, 1, g.nye, g.sikrede from godkjent g
	union all
	select g.program_id, greatest(g.dato, n.dato), 0, -1, g.nye, g.sikrede from godkjent g join godkjent n on n.program_id = g.program_id and n.korrigerer = g.id
), dag as (
	select t.program_id, t.dato, sum(prosjekter) as prosjekter, sum(fortegn) as rapporter, coalesce(sum(fortegn * nullif(t.nye, '-')::numeric), 0) as nye, sum(case t.nye when '-' then fortegn else 0 end) as nye_uten_maal,
		sum(case when t.nye is null then fortegn else 0 end) as nye_umaalt, coalesce(sum(fortegn * nullif(t.sikrede, '-')::numeric), 0) as sikrede,
		sum(case t.sikrede when '-' then fortegn else 0 end) as sikrede_uten_maal, sum(case when t.sikrede is null then fortegn else 0 end) as sikrede_umaalt
	from teller t group by t.program_id, t.dato
)
insert into core.resultatdag (program_id, dato, prosjekter, rapporter, nye, nye_uten_maal, nye_umaalt, sikrede, sikrede_uten_maal, sikrede_umaalt)
select program_id, dato, sum(prosjekter) over til_dags, sum(rapporter) over til_dags, sum(nye) over til_dags, sum(nye_uten_maal) over til_dags, sum(nye_umaalt) over til_dags,
	sum(sikrede) over til_dags, sum(sikrede_uten_maal) over til_dags, sum(sikrede_umaalt) over til_dags
from dag window til_dags as (partition by program_id order by dato);

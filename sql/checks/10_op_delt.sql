-- OP-1 to OP-4 where jobs are split into new and secured: each cell is its two parts, and each part adds up as the whole does.
-- A part that is wrong in one place is one finding for each sum that it is an addend of, as for the whole (10_op_arbeidsplasser).

create or replace function checks.op_delt_rad(dok jsonb)
returns table (regel text, rad text, navn text, stoette boolean, sted text, sum_sted text, aar integer, verdi text, nye text, sikrede text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with liste (regel, rad, navn, stoette, sted, sum_sted, celler, verdi, nye, sikrede) as (
		select 'OP-1', '', 'Tabellen over arbeidsplasser', false, 'arbeidsplasser', 'oppgitt_sum', dok -> 'arbeidsplasser',
			dok ->> 'oppgitt_sum_arbeidsplasser', dok ->> 'oppgitt_sum_nye', dok ->> 'oppgitt_sum_sikrede'
		union all
		select 'OP-2', o.sted, o.navn, o.stoette, o.sted || '/arbeidsplasser', o.sted || '/oppgitt_sum', o.verdi -> 'arbeidsplasser',
			o.oppgitt_sum, o.verdi ->> 'oppgitt_sum_nye', o.verdi ->> 'oppgitt_sum_sikrede'
		from checks.op_omraade(dok) as o
		union all
		select 'OP-3', 'sum', 'Summen per år', false, 'oppgitt_sum_per_aar', 'oppgitt_totalsum', dok -> 'oppgitt_sum_per_aar',
			dok ->> 'oppgitt_totalsum', dok ->> 'oppgitt_totalsum_nye', dok ->> 'oppgitt_totalsum_sikrede'
	)
	select l.regel, l.rad, l.navn, l.stoette, l.sted || '/' || e.noekkel, l.sum_sted, (e.verdi ->> 'aar')::int, e.verdi ->> 'verdi', e.verdi ->> 'nye', e.verdi ->> 'sikrede'
	from liste as l, checks.elementer(l.celler) as e
	union all
	select l.regel, l.rad, l.navn, l.stoette, l.sum_sted, l.sum_sted, null, l.verdi, l.nye, l.sikrede from liste as l
$$;
comment on function checks.op_delt_rad(jsonb) is
	'The rows of T1 and T2 and the row "sum per year" cell by cell with their parts; a row''s printed sum is a cell without year (S1 kap. 2.3, 3.1).';

create or replace function checks.op_delt_celler(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select r.regel, 'feil', case when r.aar is null and r.regel = 'OP-1' then 'oppgitt_sum_arbeidsplasser' else r.sted end, r.verdi,
		checks.enkel(checks.tall(r.nye) + checks.tall(r.sikrede)), 'S1 kap. 2.2 og 3.1',
		format('%s, %s: %s arbeidsplasser, men nye og sikrede er %s til sammen.', r.navn, coalesce(r.aar::text, 'summen'), checks.norsk(checks.tall(r.verdi)),
			checks.norsk(checks.tall(r.nye) + checks.tall(r.sikrede)))
	from (select *, coalesce(bool_or(aar is not null and coalesce(nye, sikrede) is not null) over (partition by rad), false) as aarene_delt from checks.op_delt_rad(dok)) as r
	where checks.tall(r.verdi) <> checks.tall(r.nye) + checks.tall(r.sikrede) and (r.aar is not null or not r.aarene_delt)
$$;
comment on function checks.op_delt_celler(jsonb) is
	'OP-1, OP-2, OP-3 [S1 kap. 2.2, 3.1]: jobs are the new and the secured. A sum is asked only where its years are not split, else its parts are.';

create or replace function checks.op_delt_sum(dok jsonb)
returns table (regel text, del text, sted text, oppgitt text, beregnet numeric, hva text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with celle as materialized (
		select r.*, d.del, d.tall, case when r.regel <> 'OP-3' then r.rad when r.aar is null then 'total' else r.aar::text end as mottar
		from checks.op_delt_rad(dok) as r, lateral (values ('nye', r.nye), ('sikrede', r.sikrede)) as d (del, tall)
	), ledd (mottar, del, tall, verdi) as (
		select mottar, del, tall, verdi from celle where aar is not null and regel <> 'OP-3'
		union all
		select coalesce(aar::text, 'total'), del, tall, verdi from celle where regel = 'OP-2' and not stoette
	), summert as (
		select mottar, del, case when bool_and(tall is not null or checks.tall(verdi) is null) then checks.trykt_sum(array_agg(tall)) end as beregnet
		from ledd group by mottar, del
	)
	select c.regel, c.del, case when c.aar is null then c.sum_sted || '_' else c.sted || '/' end || c.del, c.tall, s.beregnet,
		format(case when c.aar is null then case c.del when 'nye' then '%s, nye' else '%s, sikrede' end
			else case c.del when 'nye' then '%s, nye i %s' else '%s, sikrede i %s' end end, case when c.mottar = 'total' then 'Totalsummen' else c.navn end, c.aar)
	from celle as c left join summert as s using (mottar, del) where c.aar is null or c.regel = 'OP-3'
$$;
comment on function checks.op_delt_sum(jsonb) is
	'Every sum of a part of the jobs, as printed and as its printed addends give it: a row''s years, a year''s areas, the areas'' sums (S1 kap. 2.3, 3.1). Where some of them are not split there is nothing to compare.';

create or replace function checks.op_delt_t3(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with celle (sted, navn, t3, t2) as (
		select o.sted || '/egen_tabell/' || e.noekkel || '/' || d.del, o.navn, e.verdi ->> d.del, t.verdi ->> d.del
		from checks.op_omraade(dok) as o cross join (values ('nye'), ('sikrede')) as d (del), checks.elementer(o.verdi -> 'egen_tabell') as e,
			checks.elementer(o.verdi -> 'arbeidsplasser') as t
		where t.verdi -> 'aar' = e.verdi -> 'aar'
		union all
		select o.sted || '/egen_tabell_oppgitt_sum_' || d.del, o.navn, o.verdi ->> ('egen_tabell_oppgitt_sum_' || d.del), o.verdi ->> ('oppgitt_sum_' || d.del)
		from checks.op_omraade(dok) as o cross join (values ('nye'), ('sikrede')) as d (del)
	)
	select 'OP-4', 'feil', sted, t3, t2, 'S1 kap. 3.2', format('%s har %s i sin egen tabell, men %s i tabellen over alle områder.', navn, t3, t2)
	from celle
	where coalesce(checks.enkel(checks.tall(t3)), t3) <> coalesce(checks.enkel(checks.tall(t2)), t2) and not checks.er_ugyldig(t3) and not checks.er_ugyldig(t2)
$$;
comment on function checks.op_delt_t3(jsonb) is 'OP-4 [S1 kap. 3.2]: where both T3 and T2 split a figure, they split it alike.';

create or replace function checks.op_delt(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with summer as materialized (
		select * from checks.op_delt_sum(dok)
	), maal (del, hoved, t1) as (
		select d.del, checks.tall(dok -> 'hovedmaal' ->> d.del), checks.tall(dok ->> ('oppgitt_sum_' || d.del)) from (values ('nye'), ('sikrede')) as d (del)
	)
	select * from checks.op_delt_celler(dok)
	union all
	select regel, 'feil', sted, oppgitt, checks.enkel(beregnet), 'S1 kap. 2.3 og 3.1',
		format('%s er oppgitt til %s i sum, men tallene gir %s.', hva, checks.norsk(checks.tall(oppgitt)), checks.norsk(beregnet))
	from summer where checks.tall(oppgitt) <> beregnet
	union all
	select s.regel, 'feil', s.sted, checks.enkel(s.tall), checks.enkel(coalesce(m.hoved, m.t1)), 'S1 kap. 2.2, 2.3 og 3.1',
		format('%s er %s, men målet for perioden er %s.', s.hva, checks.norsk(s.tall), checks.norsk(coalesce(m.hoved, m.t1)))
	from (select *, coalesce(checks.tall(oppgitt), beregnet) as tall from summer where sted in ('oppgitt_sum_' || del, 'oppgitt_totalsum_' || del)) as s
	join maal as m using (del)
	where coalesce(checks.tall(s.oppgitt) = s.beregnet, true) and s.tall <> coalesce(m.hoved, m.t1) and coalesce(s.regel = 'OP-1' or s.tall <> m.t1, true)
	union all
	select * from checks.op_delt_t3(dok)
$$;
comment on function checks.op_delt(jsonb) is
	'OP-1 to OP-4 [S1 kap. 2.2, 2.3, 3.1, 3.2] of the split of jobs into new and secured, where the document gives it: cells, rows, columns, totals, and hovedmål''s own split.';

-- OP-1 to OP-5: the job goals of an omstillingsplan, tables T1, T2 and T3.
-- A printed figure that disagrees with several others is one finding: a total is wrong only when it agrees with none of them.

create or replace function checks.op_1(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with maal as (
		select checks.tall(dok -> 'hovedmaal' ->> 'arbeidsplasser') as hoved,
			checks.tall(dok -> 'hovedmaal' ->> 'nye') + checks.tall(dok -> 'hovedmaal' ->> 'sikrede') as delt,
			checks.tall(dok ->> 'oppgitt_sum_arbeidsplasser') as oppgitt,
			(select checks.trykt_sum(array_agg(a.verdi)) from checks.aarstall(dok -> 'arbeidsplasser') as a) as aarene
	)
	select 'OP-1', 'feil', 'oppgitt_sum_arbeidsplasser', checks.enkel(oppgitt), checks.enkel(aarene), 'S1 kap. 2.3',
		format('Tabellen over arbeidsplasser oppgir %s i sum, men årene gir %s.', checks.norsk(oppgitt), checks.norsk(aarene))
	from maal where oppgitt <> aarene
	union all
	select 'OP-1', 'feil', 'oppgitt_sum_arbeidsplasser', checks.enkel(coalesce(oppgitt, aarene)), checks.enkel(hoved), 'S1 kap. 2.2 og 2.3',
		format('Årene gir %s arbeidsplasser, men hovedmålet er %s.', checks.norsk(coalesce(oppgitt, aarene)), checks.norsk(hoved))
	from maal where coalesce(oppgitt = aarene, true) and coalesce(oppgitt, aarene) <> hoved and coalesce(coalesce(oppgitt, aarene) <> delt, true)
	union all
	select 'OP-1', 'feil', 'hovedmaal/arbeidsplasser', checks.enkel(hoved), checks.enkel(delt), 'S1 kap. 2.2',
		format('Hovedmålet er %s arbeidsplasser, men nye og sikrede er %s til sammen.', checks.norsk(hoved), checks.norsk(delt))
	from maal where hoved <> delt
$$;
comment on function checks.op_1(jsonb) is 'OP-1 [S1 kap. 2.2, 2.3]: the sum of T1 is its years; the total of T1 is hovedmål, and hovedmål is its split.';

create or replace function checks.op_2(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'OP-2', 'feil', o.sted || '/oppgitt_sum', o.oppgitt_sum, checks.enkel(r.beregnet), 'S1 kap. 3.1',
		format('%s oppgir %s arbeidsplasser i sum, men årene gir %s.', o.navn, checks.norsk(checks.tall(o.oppgitt_sum)), checks.norsk(r.beregnet))
	from checks.op_omraade(dok) as o
	join (select omraade_sted, checks.trykt_sum(array_agg(verdi)) as beregnet from checks.op_t2(dok) group by omraade_sted) as r
		on r.omraade_sted = o.sted
	where checks.tall(o.oppgitt_sum) <> r.beregnet
$$;
comment on function checks.op_2(jsonb) is 'OP-2 [S1 kap. 3.1]: each row of T2 adds up to its printed sum.';

create or replace function checks.op_3_aar(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'OP-3', 'feil', 'oppgitt_sum_per_aar/' || s.noekkel, s.verdi, checks.enkel(k.beregnet), 'S1 kap. 3.1',
		format('Summen for %s er oppgitt til %s arbeidsplasser, men områdene gir %s.', s.aar, checks.norsk(checks.tall(s.verdi)), checks.norsk(k.beregnet))
	from checks.aarstall(dok -> 'oppgitt_sum_per_aar') as s
	join (select aar, checks.trykt_sum(array_agg(verdi)) as beregnet from checks.op_t2(dok) where not stoette group by aar) as k on k.aar = s.aar
	where checks.tall(s.verdi) <> k.beregnet
$$;
comment on function checks.op_3_aar(jsonb) is 'OP-3 [S1 kap. 3.1]: each column of T2 adds up to the row "sum per year".';

create or replace function checks.op_3(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with sum_av_rader as (
		select checks.trykt_sum(array_agg(coalesce(o.oppgitt_sum, checks.enkel(r.beregnet)))) as rader
		from checks.op_omraade(dok) as o
		left join (select omraade_sted, checks.trykt_sum(array_agg(verdi)) as beregnet from checks.op_t2(dok) group by omraade_sted) as r
			on r.omraade_sted = o.sted
		where not o.stoette
	), maal as (
		select rader, checks.tall(dok ->> 'oppgitt_totalsum') as oppgitt,
			checks.tall(dok -> 'hovedmaal' ->> 'arbeidsplasser') as hoved,
			array_remove(array[checks.tall(dok -> 'hovedmaal' ->> 'arbeidsplasser'), checks.tall(dok ->> 'oppgitt_sum_arbeidsplasser'),
				checks.tall(dok -> 'hovedmaal' ->> 'nye') + checks.tall(dok -> 'hovedmaal' ->> 'sikrede')], null) as godtatt
		from sum_av_rader
	)
	select * from checks.op_3_aar(dok)
	union all
	select 'OP-3', 'feil', 'oppgitt_totalsum', checks.enkel(oppgitt), checks.enkel(rader), 'S1 kap. 3.1',
		format('Totalsummen er oppgitt til %s arbeidsplasser, men områdenes summer gir %s.', checks.norsk(oppgitt), checks.norsk(rader))
	from maal where oppgitt <> rader
	union all
	select 'OP-3', 'feil', 'oppgitt_totalsum', checks.enkel(coalesce(oppgitt, rader)), checks.enkel(coalesce(hoved, godtatt[1])), 'S1 kap. 2.2 og 3.1',
		format('Områdene har %s arbeidsplasser til sammen, men målet for perioden er %s.', checks.norsk(coalesce(oppgitt, rader)), checks.norsk(coalesce(hoved, godtatt[1])))
	from maal where coalesce(oppgitt = rader, true) and godtatt <> '{}' and coalesce(oppgitt, rader) <> all (godtatt)
$$;
comment on function checks.op_3(jsonb) is
	'OP-3 [S1 kap. 3.1]: each column of T2 and its grand total; the grand total is hovedmål and T1''s. Where T1 and hovedmål differ, that is OP-1.';

create or replace function checks.op_4(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with celle (sted, navn, aar, t3, t2) as (
		select o.sted || '/egen_tabell/' || c.aar, o.navn, c.aar::text, c.t3, c.t2
		from checks.op_omraade(dok) as o, lateral (
			select coalesce(e.aar, t.aar) as aar, e.verdi as t3, t.verdi as t2
			from checks.aarstall(o.verdi -> 'egen_tabell') as e full join checks.aarstall(o.verdi -> 'arbeidsplasser') as t on t.aar = e.aar
		) as c
		where jsonb_array_length(o.verdi -> 'egen_tabell') > 0
		union all
		select o.sted || '/egen_tabell_oppgitt_sum', o.navn, 'summen', o.egen_sum, o.oppgitt_sum
		from checks.op_omraade(dok) as o where o.egen_sum is not null
	)
	select 'OP-4', 'feil', sted, t3, t2, 'S1 kap. 3.2',
		format('%s har %s for %s i sin egen tabell, men %s i tabellen over alle områder.', navn, coalesce(t3, 'ingenting'), aar, coalesce(t2, 'ingenting'))
	from celle
	where coalesce(checks.enkel(checks.tall(t3)), t3) is distinct from coalesce(checks.enkel(checks.tall(t2)), t2)
		and not coalesce(checks.er_ugyldig(t3), false) and not coalesce(checks.er_ugyldig(t2), false)
$$;
comment on function checks.op_4(jsonb) is 'OP-4 [S1 kap. 3.2]: T3, the table in an area''s own chapter, is its row of T2.';

create or replace function checks.op_5(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with celle (sted, navn, plass, verdi) as (
		select o.sted, o.navn, a.aar::text, a.verdi
		from checks.op_omraade(dok) as o,
			checks.aarstall(coalesce(o.verdi -> 'arbeidsplasser', '[]') || coalesce(o.verdi -> 'egen_tabell', '[]')) as a
		where o.stoette
		union all
		select o.sted, o.navn, 'sum', o.oppgitt_sum from checks.op_omraade(dok) as o where o.stoette
	)
	select 'OP-5', 'feil', sted || '/arbeidsplasser', string_agg(plass || ': ' || verdi, ', ' order by plass), '-', 'S1 kap. 3.1, S2 kap. 2.1',
		format('%s er et støtteområde uten arbeidsplassmål, men har tall (%s); 0 er også et tall, skriv «-».', navn,
			string_agg(plass || ': ' || verdi, ', ' order by plass))
	from celle where checks.tall(verdi) is not null group by sted, navn
$$;
comment on function checks.op_5(jsonb) is 'OP-5 [S1 kap. 3.1, S2 kap. 2.1]: an area without job goal holds no number; 0 is one.';

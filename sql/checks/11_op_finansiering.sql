-- OP-6 to OP-10 and OP-17: the money of an omstillingsplan, tables T4 and T5.

create or replace function checks.op_tabell(dok jsonb, tabell text, nr text, kap text) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with rad as (
		select sted, navn, oppgitt_sum, checks.trykt_sum(array_agg(verdi)) as beregnet, checks.antall_tall(array_agg(verdi)) as antall
		from checks.op_rad(dok, tabell) group by sted, navn, oppgitt_sum
	), stoerrelse (sted, hva, oppgitt, beregnet, toleranse) as (
		select sted || '/oppgitt_sum', format('Raden %s', navn), oppgitt_sum, beregnet, antall * checks.op_toleranse(dok, tabell) from rad
		union all
		select tabell || '/oppgitt_sum/beloep/' || aar, format('Summen for %s', aar), oppgitt, beregnet, toleranse from checks.op_per_aar(dok, tabell)
		union all
		select tabell || '/oppgitt_sum/oppgitt_sum', 'Totalsummen', dok -> tabell -> 'oppgitt_sum' ->> 'oppgitt_sum',
			checks.trykt_sum(array_agg(coalesce(oppgitt_sum, checks.enkel(beregnet)))), count(coalesce(oppgitt_sum, checks.enkel(beregnet))) * checks.op_toleranse(dok, tabell)
		from rad
	)
	select nr, 'feil', sted, oppgitt, checks.enkel(beregnet), kap,
		format('%s er oppgitt til %s kroner, men tallene gir %s.', hva, checks.norsk(checks.tall(oppgitt)), checks.norsk(beregnet))
	from stoerrelse where abs(checks.tall(oppgitt) - beregnet) > toleranse
$$;
comment on function checks.op_tabell(jsonb, text, text, text) is
	'OP-6, OP-10 [S1 kap. 5]: rows, columns and total of T4 or T5; sums tolerate half the last printed digit for each addend.';

create or replace function checks.op_6(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with total as (
		select dok -> 'finansiering' -> 'oppgitt_sum' ->> 'oppgitt_sum' as trykt, checks.trykt_sum(array_agg(coalesce(oppgitt_sum, checks.enkel(beregnet)))) as beregnet,
			count(*) * checks.op_toleranse(dok, 'finansiering') as toleranse
		from (select oppgitt_sum, checks.trykt_sum(array_agg(verdi)) as beregnet from checks.op_rad(dok, 'finansiering') group by sted, oppgitt_sum) as rad
	)
	select * from checks.op_tabell(dok, 'finansiering', 'OP-6', 'S1 kap. 5.1')
	union all
	select 'OP-6', 'feil', 'samlet_ramme', dok ->> 'samlet_ramme', checks.enkel(coalesce(checks.tall(trykt), beregnet)), 'S1 kap. 5.1',
		format('Teksten oppgir en samlet ramme på %s kroner, men finansieringen er %s.', checks.norsk(checks.tall(dok ->> 'samlet_ramme')),
			checks.norsk(coalesce(checks.tall(trykt), beregnet)))
	from total
	where abs(checks.tall(dok ->> 'samlet_ramme') - coalesce(checks.tall(trykt), beregnet)) > toleranse
		and coalesce(abs(checks.tall(dok ->> 'samlet_ramme') - beregnet) > toleranse, true)
$$;
comment on function checks.op_6(jsonb) is
	'OP-6 [S1 kap. 5.1]: rows, columns and total of T4; and the total that the text states is T4''s, as printed or as its rows give it.';

create or replace function checks.op_andel(dok jsonb) returns table (nr bigint, navn text, andel text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select distinct nr, navn, andel from checks.op_rad(dok, 'finansiering')
$$;
comment on function checks.op_andel(jsonb) is 'The financiers and their shares (S1 kap. 5.1).';

create or replace function checks.op_7_sum(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'OP-7', 'feil', 'finansiering/oppgitt_sum/andel', coalesce(trykt, '100'), checks.enkel(sum), 'S1 kap. 5.1',
		format('Andelene skal bli 100 %%, men er %s %% til sammen%s.', checks.norsk(sum),
			case when checks.tall(trykt) is not null then format(', og planen oppgir %s %%', checks.norsk(checks.tall(trykt))) end)
	from (
		select dok -> 'finansiering' -> 'oppgitt_sum' ->> 'andel' as trykt, checks.trykt_sum(array_agg(andel)) as sum,
			sum(checks.halvt_siffer(andel)) as toleranse
		from checks.op_andel(dok)
	) as a
	where abs(sum - 100) > toleranse or abs(checks.tall(trykt) - sum) > toleranse
$$;
comment on function checks.op_7_sum(jsonb) is 'OP-7 [S1 kap. 5.1]: the shares total 100 %, give or take half the last printed digit for each (3 x 33.33).';

create or replace function checks.op_7(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with celle as (
		select aar, nr, navn, andel, checks.tall(verdi) as beloep, sum(checks.tall(verdi)) over aaret as total,
			count(checks.tall(verdi)) over aaret * checks.op_toleranse(dok, 'finansiering') as toleranse
		from checks.op_rad(dok, 'finansiering') where aar is not null
		window aaret as (partition by aar)
	)
	select * from checks.op_7_sum(dok)
	union all
	select 'OP-7', 'varsel', 'finansiering/rader/beloep/' || aar, string_agg(checks.enkel(checks.tall(andel)), '/' order by nr),
		string_agg(checks.enkel(round(100 * beloep / total, 2)), '/' order by nr), 'S1 kap. 5.1',
		format('Fordelingen i %s er %s %%, men andelene er %s %%.', aar,
			string_agg(checks.norsk(100 * beloep / total), ' / ' order by nr), string_agg(checks.norsk(checks.tall(andel)), ' / ' order by nr))
	from celle where total > 0 group by aar
	having bool_or(abs(beloep - total * checks.tall(andel) / 100) > total * checks.halvt_siffer(andel) / 100 + toleranse)
$$;
comment on function checks.op_7(jsonb) is 'OP-7 [S1 kap. 5.1]: the shares total 100 %; a warning where a year''s split differs from them.';

create or replace function checks.op_8(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with vanlig (nr, gruppe, andel) as (
		values (1, 'KDD', 50), (2, 'fylke', 25), (3, 'kommune', 25), (4, 'andre', 0)
	), gruppert as (
		select case when navn ~* 'kdd|departement' then 'KDD' when navn ~* 'fylke' then 'fylke' when navn ~* 'kommune' then 'kommune' else 'andre' end as gruppe,
			checks.tall(andel) as andel, checks.halvt_siffer(andel) as toleranse
		from checks.op_andel(dok)
	), sammenlignet as (
		select v.nr, v.gruppe, v.andel as vanlig, coalesce(sum(g.andel), 0) as andel, coalesce(sum(g.toleranse), 0) as toleranse
		from vanlig as v left join gruppert as g on g.gruppe = v.gruppe group by v.nr, v.gruppe, v.andel
	)
	select 'OP-8', 'varsel', 'finansiering', string_agg(checks.enkel(andel), '/' order by nr) filter (where nr < 4 or andel > 0), '50/25/25', 'S1 kap. 5.1',
		format('Andelene er %s; det vanlige er KDD 50 %%, fylkeskommunen 25 %% og kommunen 25 %%.',
			string_agg(gruppe || ' ' || checks.norsk(andel) || ' %', ', ' order by nr) filter (where nr < 4 or andel > 0))
	from sammenlignet where exists (select from gruppert where gruppert.andel is not null)
	having bool_or(abs(andel - vanlig) > toleranse)
$$;
comment on function checks.op_8(jsonb) is 'OP-8 [S1 kap. 5.1]: warns where the shares are not KDD 50, fylke 25, kommune(r) 25; a share is grouped by its financier''s name.';

create or replace function checks.op_9(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with aar as (
		select coalesce(f.aar, r.aar) as aar, coalesce(checks.tall(f.oppgitt), f.beregnet) as t4, coalesce(checks.tall(r.oppgitt), r.beregnet) as t5,
			coalesce(f.toleranse, 0) + coalesce(r.toleranse, 0) as toleranse
		from checks.op_per_aar(dok, 'finansiering') as f full join checks.op_per_aar(dok, 'ressurser') as r on r.aar = f.aar
		where jsonb_array_length(dok -> 'finansiering' -> 'rader') > 0 and jsonb_array_length(dok -> 'ressurser' -> 'rader') > 0
	)
	select 'OP-9', 'feil', 'ressurser/oppgitt_sum/beloep/' || aar, checks.enkel(t5), checks.enkel(t4), 'S1 kap. 5.1 og 5.2',
		format('I %s fordeles %s kroner på innsatsområder og ledelse, men finansieringen er %s.', aar, coalesce(checks.norsk(t5), 'ingen'), coalesce(checks.norsk(t4), 'ingen'))
	from aar where coalesce(abs(t4 - t5) > toleranse, coalesce(t4, t5) is not null)
$$;
comment on function checks.op_9(jsonb) is 'OP-9 [S1 kap. 5]: each year, T4''s total is T5''s sum; tolerance as OP-6.';

create or replace function checks.op_10(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select * from checks.op_tabell(dok, 'ressurser', 'OP-10', 'S1 kap. 5.2')
$$;
comment on function checks.op_10(jsonb) is 'OP-10 [S1 kap. 5.2]: rows, columns and total of T5.';

create or replace function checks.op_17(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with kap3 as (
		select sted, navn, lower(btrim(navn)) as likt from checks.op_omraade(dok)
	), kap5 as (
		select distinct sted, navn, lower(btrim(navn)) as likt from checks.op_rad(dok, 'ressurser') where coalesce(slag, 'omraade') = 'omraade'
	)
	select 'OP-17', 'feil', coalesce(kap3.sted, kap5.sted), kap5.navn, kap3.navn, 'S1 kap. 3 og 5',
		case when kap5.likt is null then format('%s står i kapittel 3, men ikke i ressurstabellen i kapittel 5.', kap3.navn)
			else format('%s står i ressurstabellen i kapittel 5, men ikke i kapittel 3.', kap5.navn) end
	from kap3 full join kap5 on kap5.likt = kap3.likt
	where (kap3.likt is null or kap5.likt is null) and jsonb_array_length(dok -> 'ressurser' -> 'rader') > 0
$$;
comment on function checks.op_17(jsonb) is 'OP-17 [S1 kap. 3, 5]: chapters 3 and 5 list the same areas. Without T5 there is nothing to compare; then OP-15 speaks.';

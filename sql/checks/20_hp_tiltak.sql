-- HP-1 to HP-4 and HP-13: table H1 of a handlingsplan, against itself, the overview of delmål and the omstillingsplan.
-- A printed sum is compared with its printed addends, so that one slip is one finding.

create or replace function checks.hp_1(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-1', 'feil', h.sted || '/oppgitt_sum_budsjett', h.sum_budsjett, checks.enkel(h.budsjett), 'S2 kap. 3',
		format('Område %s oppgir %s kroner i sum, men tiltakene gir %s.', h.nummer, checks.norsk(checks.tall(h.sum_budsjett)), checks.norsk(h.budsjett))
	from checks.hp_h1(dok) as h where checks.tall(h.sum_budsjett) <> h.budsjett
$$;
comment on function checks.hp_1(jsonb) is 'HP-1 [S2 kap. 3]: the sum of H1 is its rows'' budgets.';

create or replace function checks.hp_2(dok jsonb, omstillingsplan jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with sammenlignet as (
		select h.sted || '/oppgitt_sum_resultatmaal' as sted, h.nummer, coalesce(h.sum_jobber, checks.enkel(h.jobber)) as oppgitt, h.jobber as rader,
			checks.tall(h.sum_jobber) <> h.jobber as regnefeil,
			o.sted is not null and jsonb_array_length(o.verdi -> 'arbeidsplasser') > 0 as har_maal,
			t.verdi as maal
		from checks.hp_h1(dok) as h
		left join checks.hp_i_op(dok, omstillingsplan) as i on i.sted = h.sted
		left join checks.op_omraade(omstillingsplan) as o on o.sted = i.omraade_sted
		left join checks.op_t2(omstillingsplan) as t on t.omraade_sted = o.sted and t.aar = (dok ->> 'aar')::int
	)
	select 'HP-2', 'feil', sted, oppgitt, checks.enkel(rader), 'S2 kap. 3',
		format('Område %s oppgir %s arbeidsplasser i sum, men tiltakene gir %s.', nummer, checks.norsk(checks.tall(oppgitt)), checks.norsk(rader))
	from sammenlignet where regnefeil
	union all
	select 'HP-2', 'feil', sted, oppgitt, maal, 'S2 kap. 2.1 og 3',
		format('Område %s har %s arbeidsplasser i %s, men omstillingsplanen har %s.', nummer, coalesce(oppgitt, 'ingen'), dok ->> 'aar', coalesce(maal, 'ingen'))
	from sammenlignet
	where regnefeil is not true and har_maal and checks.tall(oppgitt) is distinct from checks.tall(maal)
		and not coalesce(checks.er_ugyldig(oppgitt), false) and not coalesce(checks.er_ugyldig(maal), false)
	union all
	select 'HP-2', 'feil', t.omraade_sted, null, t.verdi, 'S2 kap. 2.1 og 3',
		format('Område %s har %s arbeidsplasser i %s, men omstillingsplanen har %s.', t.nummer, 'ingen', dok ->> 'aar', t.verdi)
	from checks.op_t2(omstillingsplan) as t
	where t.aar = (dok ->> 'aar')::int and checks.tall(t.verdi) > 0 and t.omraade_sted not in (select i.omraade_sted from checks.hp_i_op(dok, omstillingsplan) as i)
$$;
comment on function checks.hp_2(jsonb, jsonb) is
	'HP-2 [S2 kap. 2.1, 3]: the job sum of H1 is its rows and the T2 of that area and year, also where the plan leaves out an area that has a goal. The areas are those that the lineage leaves (checks.omraader_etter).';

create or replace function checks.hp_3(dok jsonb, omstillingsplan jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with brukt as (
		select distinct on (t.omraade_sted, t.bokstav) t.sted, t.omraade, t.bokstav, i.omraade_sted
		from checks.hp_tiltak(dok) as t left join checks.hp_i_op(dok, omstillingsplan) as i on i.sted = t.omraade_sted
		order by t.omraade_sted, t.bokstav, t.sted collate "C"
	)
	select 'HP-3', 'feil', b.sted, b.bokstav, (select s.omraade::text from checks.op_strategi(omstillingsplan) as s where s.bokstav = b.bokstav limit 1),
		'S1 kap. 3.2, S2 kap. 3',
		format('Strategi %s står under område %s, men finnes ikke der i omstillingsplanen.', coalesce(b.bokstav, 'uten bokstav'), b.omraade)
	from brukt as b
	where omstillingsplan is not null
		and not exists (select from checks.op_strategi(omstillingsplan) as s where s.bokstav = b.bokstav and starts_with(s.sted, b.omraade_sted || '/strategier/'))
	union all
	select 'HP-3', 'feil', 'omraader', null, null, 'S1 kap. 3.2, S2 kap. 3', 'Handlingsplanen bygger ikke på noen omstillingsplan, så ingen av strategiene finnes der.'
	where omstillingsplan is null and exists (select from brukt)
$$;
comment on function checks.hp_3(jsonb, jsonb) is
	'HP-3 [S1 kap. 3.2, S2 kap. 3]: every letter exists in the omstillingsplan under the same area. The caller chooses which version that is, with the areas that the lineage leaves.';

create or replace function checks.hp_4(dok jsonb, omstillingsplan jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-4', 'varsel', s.sted, null::text, s.bokstav, 'S1 kap. 3.2',
		format('Strategi %s i omstillingsplanen er ikke tatt med i handlingsplanen.', s.bokstav)
	from checks.op_strategi(omstillingsplan) as s
	where not exists (select from checks.hp_tiltak(dok) as t where t.bokstav = s.bokstav)
$$;
comment on function checks.hp_4(jsonb, jsonb) is 'HP-4 [S1 kap. 3.2]: warns of a letter of the omstillingsplan that does not appear. The place is one in the omstillingsplan.';

create or replace function checks.hp_13(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with samlet as (
		select kilde, bokstav, case when kilde = 'oversikt' then sted end as sted, bool_or(checks.er_ugyldig(antall)) as ugyldig,
			concat_ws(' ', coalesce(checks.enkel(sum(checks.tall(antall))), min(antall)), case tilstand when 'gjennomfoert' then 'gjennomført' else tilstand end,
				case when antall is null then '(uten antall)' end) as innhold
		from checks.hp_delmaal_rader(dok) group by kilde, bokstav, case when kilde = 'oversikt' then sted end, tilstand, antall is null, antall = '-'
	), linje as (
		select kilde, bokstav, min(sted collate "C") as sted, string_agg(innhold, ', ' order by innhold collate "C") as innhold,
			coalesce(bool_or(ugyldig), false) as ugyldig from samlet group by kilde, bokstav
	)
	select 'HP-13', 'varsel', o.sted, o.innhold, t.innhold, 'S2 kap. 2.2 og 3',
		format('Strategi %s: oversikten over delmål sier «%s», men tabellen sier «%s».', o.bokstav, o.innhold, coalesce(t.innhold, 'ingen delmål'))
	from linje as o left join linje as t on t.kilde = 'tabell' and t.bokstav = o.bokstav
	where o.kilde = 'oversikt' and o.innhold is distinct from t.innhold and not o.ugyldig and t.ugyldig is not true
$$;
comment on function checks.hp_13(jsonb) is
	'HP-13 [S2 kap. 2.2, 3]: warns where the overview''s delmål of a letter differ in count or state from its row. Counts of one state are added up.';

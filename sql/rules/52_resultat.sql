-- Targets and results (handbook 8.3, 8.4): jobs by area and year, along the lineage, as they are known on a day. Targets are those of the
-- plans in force, results those of approved reports. Not measured is null, "-" is no goal, and neither is 0.

create or replace function core.sum_av(tall text[], andeler numeric[]) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select case when count(x) filter (where x <> '-') > 0 then trim_scale(round(sum(case when x <> '-' then x::numeric * a * 0.01 end), 2))::text when bool_and(x is not null) then max(x) end
		from unnest(tall, andeler) u (x, a));
end $$;
comment on function core.sum_av(text[], numeric[]) is 'Figures added, each by its share in per cent; where none is a number null if one was not measured, else "-".';

create or replace function core.prosent_av(resultat text, maal text) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when resultat <> '-' and maal <> '-' and maal::numeric > 0 then trim_scale(round(resultat::numeric * 100 / maal::numeric, 1))::text end;
end $$;
comment on function core.prosent_av(text, text) is 'A result in per cent of its target, one decimal; null where there is no target above zero, or nothing was measured.';

create or replace function core.jobbmaal(program uuid, dag date) returns table (omraade text, aar int, verdi text, nye text, sikrede text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
	with op (v) as (select core.omstillingsplan_i_kraft(program, dag))
	select checks.omraade_id(o), (c ->> 'aar')::int, c ->> 'verdi', c ->> 'nye', c ->> 'sikrede' from op, jsonb_array_elements(op.v -> 'innsatsomraader') o, jsonb_array_elements(o -> 'arbeidsplasser') c
	union all
	select '', (c ->> 'aar')::int, c ->> 'verdi', c ->> 'nye', c ->> 'sikrede' from op, jsonb_array_elements(op.v -> 'arbeidsplasser') c
	union all
	select '', 0, op.v #>> '{hovedmaal,arbeidsplasser}', op.v #>> '{hovedmaal,nye}', op.v #>> '{hovedmaal,sikrede}' from op where op.v is not null;
end $$;
comment on function core.jobbmaal(uuid, date) is
	'Job targets of the omstillingsplan in force on a day: T2 of each area and year, T1 of each year (omraade empty), and the hovedmål (aar 0).';

create or replace function core.aarsmaal(program uuid, dag date) returns table (omraade text, aar int, verdi text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
	with hp as (
		select distinct on (a.aar) a.* from core.adopterte(program, dag, 'handlingsplan', null) a order by a.aar, a.vedtatt desc, a.nr desc
	), rad as (
		select i.omraade, hp.aar, coalesce(checks.tall(h.sum_jobber), h.jobber) as jobber from hp
			cross join lateral checks.hp_i_op(hp.dokument, coalesce(core.omstillingsplan_i_kraft(program, hp.vedtatt), core.omstillingsplan_i_kraft(program, dag))) as i
			join lateral checks.hp_h1(hp.dokument) as h on h.sted = i.sted
	)
	select e.etterkommer, r.aar, trim_scale(round(sum(r.jobber * e.andel * 0.01), 2))::text
	from rad r join core.omraade_etterkommere(program, dag) e on e.omraade = r.omraade where r.jobber is not null group by e.etterkommer, r.aar;
end $$;
comment on function core.aarsmaal(uuid, date) is 'What the handlingsplaner in force on a day aim at in their year, on the areas that theirs have become.';

drop function if exists core.jobbresultat(uuid, date);
create or replace function core.jobbresultat(program uuid, dag date, til_aar int default null) returns table (omraade text, aar int, nye text, sikrede text, rapporter int, uten_nye int, uten_sikrede int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
	with e as materialized (select * from core.omraade_etterkommere(program, dag)), talt as materialized (
		select * from core.talte_rapporter(program, dag) r where til_aar is null or r.aar <= til_aar
	), rad as (
		select coalesce(e.etterkommer, p.omraade) as omraade, r.aar, r.nye, r.sikrede, coalesce(e.andel, 100) as andel
		from talt r join core.prosjekt p on p.program_id = r.program_id and p.id = r.prosjekt_id left join e on e.omraade = p.omraade
	)
	select r.omraade, r.aar, core.sum_av(array_agg(r.nye), array_agg(r.andel)), core.sum_av(array_agg(r.sikrede), array_agg(r.andel)), count(*)::int,
		count(*) filter (where r.nye is null)::int, count(*) filter (where r.sikrede is null)::int
	from rad r group by r.omraade, r.aar
	union all
	select '', g.aar, core.sum_av(array_agg(g.nye), array_agg(100::numeric)), core.sum_av(array_agg(g.sikrede), array_agg(100::numeric)), count(*)::int,
		count(*) filter (where g.nye is null)::int, count(*) filter (where g.sikrede is null)::int
	from (select coalesce(n.aar, 0) as aar, r.nye, r.sikrede from talt r cross join (values (null::int), (0)) d (a) cross join lateral (select case when d.a is null then r.aar else 0 end) n (aar)) g
	group by g.aar;
end $$;
comment on function core.jobbresultat(uuid, date, int) is
	'Jobs of the reports that count on a day, or of those among them until a year, by the areas that their projects'' have become; by year (omraade empty), and in all (aar 0). With how many reports there were, and how many of them did not measure new and secured jobs.';

create or replace function core.resultat_merknad(rapporter int, uten_nye int, uten_sikrede int) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return nullif(concat_ws('; ', case when uten_nye = rapporter then 'nye: ikke målt' when uten_nye > 0 then format('nye: ikke målt i %s av %s rapporter', uten_nye, rapporter) end,
		case when uten_sikrede = rapporter then 'sikrede: ikke målt' when uten_sikrede > 0 then format('sikrede: ikke målt i %s av %s rapporter', uten_sikrede, rapporter) end), '');
end $$;
comment on function core.resultat_merknad(int, int, int) is 'What a result says nothing of; null: everything was measured.';

create or replace function core.resultatrad(maal text, maal_nye text, maal_sikrede text, aarsmaal text, nye text, sikrede text, rapporter int, uten_nye int, uten_sikrede int) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	sum_ text := core.sum_av(array[nye, sikrede], array[100, 100]);
begin
	return jsonb_strip_nulls(jsonb_build_object('maal', maal, 'maal_nye', maal_nye, 'maal_sikrede', maal_sikrede, 'aarsmaal', aarsmaal, 'nye', nye, 'sikrede', sikrede, 'sum', sum_,
		'prosent', core.prosent_av(sum_, maal), 'prosent_nye', core.prosent_av(nye, maal_nye), 'prosent_sikrede', core.prosent_av(sikrede, maal_sikrede), 'rapporter', rapporter,
		'merknad', core.resultat_merknad(rapporter, uten_nye, uten_sikrede)));
end $$;
comment on function core.resultatrad(text, text, text, text, text, text, int, int, int) is
	'The figures of the contract''s Resultatrad. The sum is of what was measured: where something was not, it is the least there is, and merknad says so.';

drop function if exists core.resultat_rader(uuid, date);
create or replace function core.resultat_rader(program uuid, dag date, til_aar int default null) returns table (omraade text, aar int, rad jsonb)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
	select omraade, aar, core.resultatrad(m.verdi, m.nye, m.sikrede, h.verdi, r.nye, r.sikrede, r.rapporter, r.uten_nye, r.uten_sikrede)
	from core.jobbmaal(program, dag) m full join core.jobbresultat(program, dag, til_aar) r using (omraade, aar) full join core.aarsmaal(program, dag) h using (omraade, aar);
end $$;
comment on function core.resultat_rader(uuid, date, int) is 'Targets and results of each area and year, of each year (omraade empty) and of the programme (aar 0). Results until a year, or all.';

create or replace function core.programtall(program uuid, dag date, i_aar int default null) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
	with r as (select * from core.talte_rapporter(program, dag) x where i_aar is null or x.aar = i_aar),
	a as (select max(x.aar) as aar from core.regnskap_gjelder(program, dag) x where x.resultat is not null and (i_aar is null or x.aar <= i_aar)),
	f as (select count(*) as alle, count(*) filter (where x.resultat > 0) as med from core.regnskap_gjelder(program, dag) x, a where x.aar = a.aar and x.resultat is not null),
	p as (select count(*) as alle, count(*) filter (where x.bruk = 'egeninitiert') as egne from core.prosjekt x where x.program_id = program and x.dato <= dag and (i_aar is null or extract(year from x.dato) = i_aar)),
	alle (nr, slag, navn, verdi, grunnlag) as (
		select 1, 'robusthet', 'Nye foretak', core.sum_av(array_agg(r.nye_foretak), array_agg(100::numeric)), 'Prosjektlederrapportene' from r
		union all select 2, 'robusthet', 'Støttede foretak med overskudd', case when f.alle > 0 then f.med::text end, case when f.alle > 0 then format('av %s med regnskap for %s', f.alle, a.aar) end from f, a
		union all select 3, 'utviklingsevne', 'Prosjekter', p.alle::text, format('av dem %s egne', p.egne) from p
		union all select 4, 'utviklingsevne', 'Søknader til ordinære ordninger', core.sum_av(array_agg(r.soeknader), array_agg(100::numeric)), 'Prosjektlederrapportene' from r
		union all select 5, 'penger', 'Utløst fra andre', sum(r.utloest)::text, 'Prosjektlederrapportene' from r
		union all select 6, 'penger', 'Brukt i prosjektene', sum(r.brukt)::text, 'Prosjektlederrapportene' from r
	)
	select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('slag', slag, 'navn', navn, 'verdi', coalesce(verdi, 'ikke målt'), 'grunnlag', grunnlag)) order by nr) from alle);
end $$;
comment on function core.programtall(uuid, date, int) is
	'What is counted besides jobs, of the whole period or one year: new companies, profitable ones of those that are supported, projects, applications to ordinary schemes, money released from others. The contract''s Programtall.';

drop function if exists core.resultater(uuid, date);
create or replace function core.resultater(program uuid, dag date, til_aar int default null) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
	with rader as materialized (select * from core.resultat_rader(program, dag, til_aar)),
	omr as materialized (select checks.omraade_id(o.v) as id, o.v, o.n from jsonb_array_elements(core.omraader_foer(program, dag)) with ordinality o (v, n))
	select jsonb_strip_nulls(jsonb_build_object('dato', dag,
		'rader', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('omraade', r.omraade, 'nummer', o.v -> 'nummer', 'navn', coalesce(o.v ->> 'navn', core.omraadenavn(program, r.omraade, dag)),
				'stoetteomraade', nullif((o.v ->> 'stoetteomraade')::boolean, false), 'aar', r.aar)) || r.rad order by o.n, r.omraade, r.aar) from rader r left join omr o on o.id = r.omraade where r.omraade <> ''),
		'aar', (select jsonb_agg(jsonb_build_object('aar', r.aar) || r.rad order by r.aar) from rader r where r.omraade = '' and r.aar > 0),
		'samlet', (select r.rad from rader r where r.omraade = '' and r.aar = 0), 'tall', core.programtall(program, dag))));
end $$;
comment on function core.resultater(uuid, date, int) is 'The contract''s GetResultaterResponse; until a year, its jobs are of what is reported of the years until it.';

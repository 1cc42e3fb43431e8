-- PortefoeljeService: many programmes side by side.

create or replace function api.get_portefoelje(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem  uuid := core.krev_person();
	dag   date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
	n     int := case when req ->> 'page_size' is null then 1000 else core.sidestoerrelse(req) end;
	fylke uuid := case when req ->> 'fylke' is not null then (core.finn_organ(req ->> 'fylke')).id end;
	fase_ int := (req ->> 'fase')::int;
begin
	return query
	with rader as materialized (
		select r.* from core.portefoeljerad(core.portefoelje_for(hvem, core.i_dag()), dag) r
		where (fylke is null or r.fylke_id = fylke) and (fase_ is null or r.fase = fase_) and (not coalesce((req ->> 'med_varsler')::boolean, false) or r.antall_varsler > 0)
	), side as (
		select r.*, row_number() over (order by r.kortnavn) as nr, count(*) over () as alle from rader r where r.kortnavn > coalesce(req ->> 'page_token', '') order by r.kortnavn limit n
	)
	select json_strip_nulls(json_build_object('dato', dag,
		'programmer', (select coalesce(jsonb_agg(s.rad || core.portefoelje_tall(s.ramme, s.lovet, s.bevilget, s.mottatt, s.tildelt, s.utbetalt, s.brukt, s.prosjekter, nullif(s.antall_varsler, 0)) order by s.nr), '[]') from side s),
		'sum', (select core.portefoelje_tall(sum(r.ramme), sum(r.lovet), sum(r.bevilget), sum(r.mottatt), sum(r.tildelt), sum(r.utbetalt), sum(r.brukt), sum(r.prosjekter), sum(r.antall_varsler))
				|| jsonb_build_object('programmer', count(*), 'maal', core.kr(sum(r.maal)), 'nye', core.kr(sum(r.nye)), 'sikrede', core.kr(sum(r.sikrede)))
				|| (select jsonb_build_object('naadd', core.kr(m.naadd), 'naadd_av', core.kr(m.av), 'prosent', trim_scale(round(m.naadd * 100 / m.av, 1))::text)
					from (select sum(coalesce(m.nye, 0) + coalesce(m.sikrede, 0)), sum(m.maal) from rader m where m.maal > 0 and num_nonnulls(m.nye, m.sikrede) > 0) m (naadd, av)) from rader r),
		'next_page_token', (select max(s.kortnavn) from side s where s.nr = n and s.alle > n)));
end $$;
comment on function api.get_portefoelje(json) is 'PortefoeljeService.GetPortefoelje.';

-- The portfolio: many programmes side by side as of a day, for the ministry, the fylker and Innovasjon Norge, and for who serves one.
-- Only sums and what is public of a programme are in it; no draft, no application, no person. Each question is asked of all the
-- programmes at once, and of each of them by an index; money and jobs are a row of the day each (58_dagsum.sql).

create or replace function core.fylke_med_verv(art text, organ uuid, over uuid) returns uuid
language sql immutable as $$
	select case when art = 'FK' then organ when art in ('FT', 'FU', 'FR', 'FADM') then over end
$$;
comment on function core.fylke_med_verv(text, uuid, uuid) is 'The fylkeskommune that an organ is, or is an organ of; null: none.';

create or replace function core.portefoelje_for(hvem uuid, dag date) returns uuid[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	omf uuid[] := core.omfang();
begin
	return array(
		with sete as materialized (
			select o.id, o.art, core.fylke_med_verv(o.art, o.id, o.forelder) as fylke, bool_or(v.rolle <> 'administrator') as ser
			from core.verv v join core.organ o on o.id = v.organ_id
			where v.person_id = hvem and core.gjelder(v.fra, v.til, dag) and core.gjelder(o.fra, o.til, dag) group by o.id, o.art, o.forelder
		)
		select p.id from core.program p
		where (omf is null or p.id = any (omf)) and (exists (select from sete s where s.art = 'KDD' and s.ser)
			or exists (select from sete s where s.ser and s.fylke = coalesce((select f.organ_id from core.program_fylke f where f.program_id = p.id and f.fra <= dag order by f.fra desc limit 1), p.fylke_id))
			or exists (select from sete s join core.program_organ po on po.organ_id = s.id where po.program_id = p.id and core.gjelder(po.fra, po.til, dag))));
end $$;
comment on function core.portefoelje_for(uuid, date) is
	'The programmes whose sums a person sees, by the seats of a day: those that he serves (core.deltar), in a county''s own organs those of the county, in the ministry all. An administrator of seats sees none for that.';

drop function if exists core.portefoelje_penger(uuid[], date); -- the release before returned other columns
create or replace function core.portefoelje_penger(programmer uuid[], dag date) returns setof core.saldodag
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	select d.* from unnest(programmer) u (id) cross join lateral (select * from core.saldodag s where s.program_id = u.id and s.dato <= dag order by s.dato desc limit 1) d;
end $$;
comment on function core.portefoelje_penger(uuid[], date) is 'The sums of programmes'' ledgers at the end of a day. No row: nothing is booked by then.';

create or replace function core.portefoelje_maal(programmer uuid[], dag date) returns table (program_id uuid, maal text, maal_nye text, maal_sikrede text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	select distinct on (v.program_id) v.program_id, r.hovedmaal, r.hovedmaal_nye, r.hovedmaal_sikrede
	from core.vedtatte_versjoner(programmer, dag, 'omstillingsplan') v join core.plan_revisjon r on r.program_id = v.program_id and r.plan_id = v.plan_id and r.nr = v.revisjon
	order by v.program_id, v.vedtatt desc, v.tid desc, v.nr desc;
end $$;
comment on function core.portefoelje_maal(uuid[], date) is 'The hovedmål, in jobs, of the omstillingsplan that each programme had on a day.';

drop function if exists core.portefoelje_prosjekter(uuid[], date);

create or replace function core.portefoelje_stamdata(programmer uuid[], dag date) returns table (program_id uuid, kortnavn text, navn text, fylke_id uuid, fra date, til date, fase int, fase_navn text, fase_aapnet date, frist date)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	select p.id, p.kortnavn, p.navn, coalesce((select y.organ_id from core.program_fylke y where y.program_id = p.id and y.fra <= dag order by y.fra desc limit 1), p.fylke_id),
		p.periode_fra, p.periode_til, f.fase, t.navn, f.aapnet, case when f.fase = 3 then p.periode_til else (f.aapnet + make_interval(months => t.normaltid_maaneder))::date end
	from unnest(programmer) u (id) join core.program p on p.id = u.id
		cross join lateral (select x.fase, x.aapnet from core.fase x where x.program_id = p.id and x.aapnet <= dag order by x.fase desc limit 1) f
		join core.fasetype t on t.fase = f.fase;
end $$;
comment on function core.portefoelje_stamdata(uuid[], date) is
	'What programmes were on a day: their county, phase, and the end of its normal time, as core.faser() has it. No row for one that was not registered yet.';

drop function if exists core.portefoelje_jobber(uuid[], date);
create or replace function core.portefoelje_jobber(programmer uuid[], dag date) returns table (program_id uuid, prosjekter int, nye numeric, sikrede numeric, uten_maal_nye boolean, uten_maal_sikrede boolean, rapporter int, uten_nye int, uten_sikrede int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	select d.program_id, d.prosjekter, case when d.rapporter > d.nye_uten_maal + d.nye_umaalt then d.nye end, case when d.rapporter > d.sikrede_uten_maal + d.sikrede_umaalt then d.sikrede end,
		d.rapporter > 0 and d.rapporter = d.nye_uten_maal, d.rapporter > 0 and d.rapporter = d.sikrede_uten_maal, nullif(d.rapporter, 0), d.nye_umaalt, d.sikrede_umaalt
	from unnest(programmer) u (id) cross join lateral (select * from core.resultatdag j where j.program_id = u.id and j.dato <= dag order by j.dato desc limit 1) d;
end $$;
comment on function core.portefoelje_jobber(uuid[], date) is
	'How many projects programmes had made by a day, and the jobs of the reports that count then (core.talte_rapporter), summed; null: not measured. Where every report says "-" there is no such goal (uten_maal_). With the number of reports, null: none, and of those that did not measure.';

create or replace function core.jobbtall(verdi numeric, uten_maal boolean) returns text
language sql immutable as $$
	select coalesce(trim_scale(round(verdi, 2))::text, case when uten_maal then '-' end)
$$;
comment on function core.jobbtall(numeric, boolean) is 'A sum of jobs as the contract has it: a number, "-", or null.';

create or replace function core.maaltall(verdi text) returns numeric
language sql immutable as $$
	select case when verdi ~ '^[0-9]+([.][0-9]+)?$' then verdi::numeric end
$$;
comment on function core.maaltall(text) is 'A target as a number; null where there is none.';

create or replace function core.jobbprosent(resultat numeric, maal text) returns text
language sql immutable as $$
	select trim_scale(round(resultat * 100 / nullif(core.maaltall(maal), 0), 1))::text
$$;
comment on function core.jobbprosent(numeric, text) is 'core.prosent_av() of a number, for many: inlined.';

create or replace function core.portefoeljerad(programmer uuid[], dag date) returns table (kortnavn text, fylke_id uuid, fase int, antall_varsler int, prosjekter int, ramme numeric, lovet numeric, bevilget numeric, mottatt numeric,
	tildelt numeric, utbetalt numeric, brukt numeric, maal numeric, nye numeric, sikrede numeric, rad jsonb)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	with varslet as materialized (
		select v.program_id, count(*)::int as antall, jsonb_agg(jsonb_build_object('varsel', v.varsel, 'kilde', v.kilde, 'tekst', v.tekst) order by v.nr) as varsler
		from core.varsler_paa(programmer, dag) v group by v.program_id
	), fylker as materialized (
		select o.id, n.navn from core.organ o cross join lateral core.organ_paa(o, dag) n where o.art = 'FK'
	)
	select s.kortnavn, s.fylke_id, s.fase, coalesce(w.antall, 0), coalesce(j.prosjekter, 0), k.ramme, k.lovet, k.bevilget, k.mottatt, k.tildelt, k.utbetalt, k.brukt, core.maaltall(m.maal), j.nye, j.sikrede,
		jsonb_build_object('program', s.kortnavn, 'navn', s.navn, 'fylke', f.navn, 'periode_fra', s.fra, 'periode_til', s.til, 'fase', s.fase, 'fase_navn', s.fase_navn, 'fase_aapnet', s.fase_aapnet,
			'frist', s.frist, 'dager', s.frist - dag, 'maal', m.maal, 'maal_nye', m.maal_nye, 'maal_sikrede', m.maal_sikrede, 'nye', core.jobbtall(j.nye, j.uten_maal_nye),
			'sikrede', core.jobbtall(j.sikrede, j.uten_maal_sikrede), 'prosent', core.jobbprosent(coalesce(j.nye + j.sikrede, j.nye, j.sikrede), m.maal), 'prosent_nye', core.jobbprosent(j.nye, m.maal_nye),
			'prosent_sikrede', core.jobbprosent(j.sikrede, m.maal_sikrede), 'rapporter', j.rapporter,
			'merknad', case when j.uten_nye + j.uten_sikrede > 0 then core.resultat_merknad(j.rapporter, j.uten_nye, j.uten_sikrede) end, 'varsler', w.varsler)
	from core.portefoelje_stamdata(programmer, dag) s left join fylker f on f.id = s.fylke_id left join core.portefoelje_penger(programmer, dag) k on k.program_id = s.program_id
		left join core.portefoelje_maal(programmer, dag) m on m.program_id = s.program_id
		left join core.portefoelje_jobber(programmer, dag) j on j.program_id = s.program_id left join varslet w on w.program_id = s.program_id;
end $$;
comment on function core.portefoeljerad(uuid[], date) is 'Programmes side by side as of a day: what is filtered and summed as columns, the rest as the contract''s Portefoeljerad (rad). Who may see them, the caller has seen to.';

create or replace function core.portefoelje_tall(ramme numeric, lovet numeric, bevilget numeric, mottatt numeric, tildelt numeric, utbetalt numeric, brukt numeric, prosjekter bigint, varsler bigint) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_build_object('ramme', core.kr(ramme), 'lovet', core.kr(lovet), 'bevilget', core.kr(bevilget), 'mottatt', core.kr(mottatt), 'tildelt', core.kr(tildelt), 'utbetalt', core.kr(utbetalt),
		'brukt', core.kr(brukt), 'prosjekter', prosjekter, 'antall_varsler', varsler);
end $$;
comment on function core.portefoelje_tall(numeric, numeric, numeric, numeric, numeric, numeric, numeric, bigint, bigint) is 'Money and counts of one programme or of all, as the contract has them.';

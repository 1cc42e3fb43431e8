-- What programmes are warned of, many at once and as of any day: each question is asked of all of them in one statement, since a
-- portfolio has hundreds. One programme's warnings (core.varsler) are the same, of today.

create or replace function core.vedtatte_versjoner(programmer uuid[], dag date, type_ text) returns table (program_id uuid, plan_id uuid, aar int, nr int, vedtatt date, tid timestamptz, revisjon int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
	return query
	select v.program_id, v.plan_id, v.aar, v.versjon, v.vedtatt, v.tid, x.revisjon
	from unnest(programmer) u (id) join core.program g on g.id = u.id
		cross join lateral (select g.eiermodus <> 'C' and not exists (select from core.programregel r where r.program_id = u.id and r.noekkel = 'eiermodus')
			and not exists (select from core.utsatt_iverksetting i where i.program_id = u.id) as holder) et_ja
		cross join lateral (select d.program_id, d.plan_id, p.aar, d.versjon, max(d.dato) as vedtatt, coalesce(max(h.tid), '-infinity') as tid
			from core.plan p join core.vedtak d on d.program_id = p.program_id and d.plan_id = p.id and d.akt = 'vedtar' and d.utfall = 'ja'
				left join core.handling h on h.program_id = d.program_id and h.sak_id = d.sak_id and h.nr = d.handling
			where p.program_id = u.id and p.type = type_ group by d.program_id, d.plan_id, p.aar, d.versjon) v
		join core.plan_versjon x on x.program_id = v.program_id and x.plan_id = v.plan_id and x.nr = v.versjon
	where v.vedtatt <= dag and case when et_ja.holder then true
		else core.er_offentlig(v.program_id, v.plan_id, v.versjon) and not core.versjon_utsatt(v.program_id, v.plan_id, v.versjon, dag) end;
end $$;
comment on function core.vedtatte_versjoner(uuid[], date, text) is
	'core.adopterte() of many programmes, without their documents. Where one yes has always been enough and nothing was ever suspended, that yes is the answer; else it is asked of each version.';

create or replace function core.uten_plan(programmer uuid[], dag date) returns setof uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	with dekket as materialized (
		select distinct v.program_id from core.vedtatte_versjoner(programmer, dag, 'handlingsplan') v
			join core.plan_revisjon r on r.program_id = v.program_id and r.plan_id = v.plan_id and r.nr = v.revisjon
		where dag between coalesce(r.periode_fra::date, make_date(v.aar, 1, 1)) and coalesce(r.periode_til::date, make_date(v.aar, 12, 31))
	)
	select p.id from unnest(programmer) u (id) join core.program p on p.id = u.id
		cross join lateral (select max(f.fase) as fase from core.fase f where f.program_id = u.id and f.aapnet <= dag) f
	where dag between p.periode_fra and p.periode_til and f.fase = 3 and u.id not in (select d.program_id from dekket d);
end $$;
comment on function core.uten_plan(uuid[], date) is
	'Those of the programmes in which awards on a day have no plan, since the old year''s is over and the new year''s not adopted (the year wheel, handbook section 5).';

create or replace function core.uten_plan_tekst(dag date) returns text
language sql immutable as $$
	select format('Handlingsplanen for %s er ikke vedtatt; tildelinger før den er det, har ingen plan.', extract(year from dag))
$$;
comment on function core.uten_plan_tekst(date) is 'That the year''s handlingsplan is not adopted, in words.';

create or replace function core.overskredne_vilkaar(programmer uuid[], dag date) returns table (program_id uuid, antall int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
	return query
	select v.program_id, count(*)::int from unnest(programmer) u (id) join core.vilkaar v on v.program_id = u.id
		join core.vedtak k on k.program_id = v.program_id and k.id = v.vedtak_id
	where v.frist < dag and k.dato <= dag and coalesce((select h.slag from core.vilkaar_hendelse h where h.program_id = v.program_id and h.vilkaar_id = v.id and h.dato <= dag
		order by h.nr desc limit 1), '') not in ('godkjent', 'frafalt', 'dokumentert')
	group by v.program_id;
end $$;
comment on function core.overskredne_vilkaar(uuid[], date) is 'How many conditions of each programme were past their deadline on a day without proof.';

create or replace function core.varsler_paa(programmer uuid[], dag date) returns table (program_id uuid, nr int, varsel text, kilde text, tekst text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	select u.id, 1, 'aarets_plan_er_ikke_vedtatt', 'håndboka, del 5', core.uten_plan_tekst(dag) from core.uten_plan(programmer, dag) u (id)
	union all
	select k.program_id, 2, 'budsjettet_er_i_ubalanse', 'håndboka, del 4',
		format('Fylkets vedtak %s har vilkår eller gir mindre enn det er søkt om. Vedta en ny utgave av handlingsplanen med budsjett før nye tildelinger.', k.dato)
	from core.budsjetter_i_ubalanse(programmer, dag) k
	union all
	select v.program_id, 3, 'vilkaar_er_overskredet', 'håndboka, del 4', format('%s vilkår er ikke dokumentert innen fristen.', v.antall) from core.overskredne_vilkaar(programmer, dag) v
	union all
	select r.program_id, 3 + r.nr, 'frist_for_programstatusvurdering_er_overskredet', 'håndboka, del 5', r.tekst from core.rapport_varsler(programmer, dag) r;
end $$;
comment on function core.varsler_paa(uuid[], date) is 'What programmes are warned of as of a day, in the order of nr: never a block.';

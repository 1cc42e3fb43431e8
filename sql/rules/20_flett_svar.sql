-- Three-way merge of documents by meaning: what only one side changed is taken from that side, what both changed alike is
-- taken once, and what both changed differently is a conflict. Letters are not its matter (21_bokstav.sql).

create or replace view core.flett_par with (security_invoker = true) as
	select ''::text as noekkel, b, d, m, '{}'::jsonb as svar, false as strid
	from core.flett_rad as b, core.flett_rad as d, core.flett_rad as m where false;
comment on view core.flett_par is 'Row type: one thing in the base, in theirs and in mine, with the outcome; always empty.';
comment on column core.flett_par.noekkel is 'What the thing is.';
comment on column core.flett_par.b is 'It in the base; null where it is not there.';
comment on column core.flett_par.d is 'It in theirs, which was saved first.';
comment on column core.flett_par.m is 'It in mine.';
comment on column core.flett_par.svar is 'What it is in the merged document; null when it is gone.';
comment on column core.flett_par.strid is 'True when both changed it, and differently.';

create or replace function core.flett_sammen(base jsonb, deres jsonb, min jsonb) returns setof core.flett_par
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set enable_nestloop = off as $$
begin
	return query
	with r as materialized (
		select f.side, (f.rad).noekkel, (f.rad).innhold, f.rad from core.flett_rader(array[base, deres, min], core.flett_tekstlister(base)) as f
	)
	select noekkel, b.rad, d.rad, m.rad,
		case when m.innhold is not distinct from b.innhold then d.innhold else m.innhold end,
		m.innhold is distinct from b.innhold and d.innhold is distinct from b.innhold and m.innhold is distinct from d.innhold
	from (select * from r where side = 1) as b
	full join (select * from r where side = 2) as d using (noekkel)
	full join (select * from r where side = 3) as m using (noekkel);
end $$;
comment on function core.flett_sammen(jsonb, jsonb, jsonb) is 'Everything that is in any of the three documents, side by side, with what becomes of it; of what is the same in all three only the outermost.';

create or replace function core.flett_vis(par core.flett_par[], noekkel text) returns text
language sql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
	select coalesce((p.b).vis, (p.d).vis, (p.m).vis) from unnest(par) as p where p.noekkel = flett_vis.noekkel limit 1
$$;
comment on function core.flett_vis(core.flett_par[], text) is 'The path of a thing for people: as the base has it, else theirs, else mine.';

create or replace function core.flett_plass(par core.flett_par[], rad core.flett_rad, liste boolean) returns text
language sql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
	select case when liste then concat_ws('/', nullif(core.flett_vis(par, rad.forelder), ''), rad.felt) else core.flett_vis(par, rad.forelder) end
$$;
comment on function core.flett_plass(core.flett_par[], core.flett_rad, boolean) is
	'Where a moved thing belongs, for people: in what, and, of what was moved from one list to another, in which of its lists.';

create or replace function core.flett_strid(par core.flett_par[]) returns table (noekkel text)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	return query
		with recursive p as materialized (
			select x.* from unnest(par) as x
		), strid (noekkel, slettet) as (
			-- changed differently; on one side it may be gone
			select p.noekkel, case when (p.d).noekkel is null then 'd' when (p.m).noekkel is null then 'm' end from p where p.strid
			union
			-- one put something into what the other deleted
			select eier.noekkel, case when (eier.d).noekkel is null then 'd' else 'm' end
			from p join p as eier on eier.noekkel = p.svar ->> 0 where p.svar is not null and eier.svar is null
		), opp (noekkel, slettet, over) as (
			-- a part of something deleted: the conflict is about the whole of it
			select s.noekkel, s.slettet, (p.b).forelder from strid as s join p using (noekkel)
			union
			select eier.noekkel, opp.slettet, (eier.b).forelder from opp join p as eier on eier.noekkel = opp.over
			where opp.slettet = case when (eier.d).noekkel is null then 'd' when (eier.m).noekkel is null then 'm' end
		)
		select distinct o.noekkel from opp as o
		where not exists (select from p as eier where eier.noekkel = o.over
			and o.slettet = case when (eier.d).noekkel is null then 'd' when (eier.m).noekkel is null then 'm' end);
end $$;
comment on function core.flett_strid(core.flett_par[]) is
	'The things about which there is a conflict: changed differently by both, or deleted by one and changed, moved or added to by the other.';

create or replace function core.flett_konflikter(par core.flett_par[]) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	return (
		with strid as (
			select p.noekkel, p.b, p.d, p.m,
				case when (p.d).noekkel is null or (p.m).noekkel is null then 'slettet' when (p.b).noekkel is null then 'lagt_til'
					when (p.b).objekt then 'flyttet' else 'endret' end as slag,
				(p.b).felt <> (p.d).felt or (p.b).felt <> (p.m).felt as liste
			from core.flett_strid(par) as s join unnest(par) as p using (noekkel)
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('noekkel', noekkel, 'sted', coalesce((b).vis, (d).vis, (m).vis), 'slag', slag,
			'foer', case slag when 'flyttet' then to_jsonb(core.flett_plass(par, b, liste)) else (b).verdi end,
			'deres', case slag when 'flyttet' then to_jsonb(core.flett_plass(par, d, liste)) else (d).verdi end,
			'min', case slag when 'flyttet' then to_jsonb(core.flett_plass(par, m, liste)) else (m).verdi end))
			order by coalesce((b).vis, (d).vis, (m).vis), noekkel), '[]')
		from strid);
end $$;
comment on function core.flett_konflikter(core.flett_par[]) is
	'The conflicts: key, path, kind (endret, slettet, flyttet, lagt_til), and what the thing is in the base, in theirs and in mine; absent where it is not. Of what was moved, where it belongs.';

create or replace function core.flett_stokket(par core.flett_par[]) returns table (forelder text, felt text)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	return query
		select f, l from (
			select p.svar ->> 0 as f, p.svar ->> 1 as l, row_number() over (partition by p.svar ->> 0, p.svar ->> 1 order by (p.b).nr) as foer,
				row_number() over (partition by p.svar ->> 0, p.svar ->> 1 order by (p.d).nr) as naa
			from unnest(par) as p
			where p.svar is not null and (p.b).nr is not null and (p.d).nr is not null
				and ((p.b).forelder, (p.b).felt) = (p.svar ->> 0, p.svar ->> 1) and ((p.d).forelder, (p.d).felt) = (p.svar ->> 0, p.svar ->> 1)
		) as x where foer <> naa group by f, l;
end $$;
comment on function core.flett_stokket(core.flett_par[]) is 'The lists whose elements theirs has put in another order.';

create or replace function core.flett_orden(par core.flett_par[]) returns table (noekkel text, nr bigint)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	return query
		with ledd as (
			select p.noekkel, p.svar ->> 0 as forelder, p.svar ->> 1 as felt, s.felt is not null as stokket,
				case when ((p.d).forelder, (p.d).felt) = (p.svar ->> 0, p.svar ->> 1) then (p.d).nr end as d,
				case when ((p.m).forelder, (p.m).felt) = (p.svar ->> 0, p.svar ->> 1) then (p.m).nr end as m
			from unnest(par) as p left join core.flett_stokket(par) as s on s.forelder = p.svar ->> 0 and s.felt = p.svar ->> 1
			where p.svar is not null and coalesce((p.d).nr, (p.m).nr) is not null
		), rang as (
			select l.noekkel, l.forelder, l.felt, case when stokket then d else m end as foerst, case when stokket then m else d end as saa from ledd as l
		), ankret as (
			-- the count of elements of the first order that stand before it in the other groups each newcomer with its predecessor
			select r.*, count(r.foerst) over (partition by r.forelder, r.felt order by r.saa nulls first rows unbounded preceding) as gruppe from rang as r
		), plass as (
			select a.noekkel, a.forelder, a.felt, a.foerst, a.saa,
				coalesce(a.foerst, max(a.foerst) filter (where a.saa is not null) over (partition by a.forelder, a.felt, a.saa is null, a.gruppe), 0) as hvor
			from ankret as a
		)
		select noekkel, row_number() over (partition by forelder, felt order by hvor, foerst is null, saa) from plass;
end $$;
comment on function core.flett_orden(core.flett_par[]) is
	'The order of siblings, which is the server''s: theirs where theirs has reordered the list, else mine; what only the other side has put there follows the element that it follows there.';

create or replace function core.flett(base jsonb, deres jsonb, min jsonb, out dokument jsonb, out konflikter jsonb)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set enable_nestloop = off as $$
declare
	par core.flett_par[] := array(select p from core.flett_sammen(base, deres, min) as p);
begin
	konflikter := core.flett_konflikter(par);
	if konflikter <> '[]' then
		return;
	end if;
	dokument := core.flett_bygg(array(
		select row(p.noekkel, p.svar ->> 0, p.svar ->> 1, o.nr, null, p.svar -> 2, p.svar,
			coalesce(case when p.svar is not distinct from (p.m).innhold then (p.m).objekt end, (p.d).objekt))::core.flett_rad
		from unnest(par) as p left join core.flett_orden(par) as o using (noekkel) where p.svar is not null));
end $$;
comment on function core.flett(jsonb, jsonb, jsonb) is
	'Merges theirs and mine, both made from base: the document, or null and the conflicts. Every element of a list known by id must have one.';

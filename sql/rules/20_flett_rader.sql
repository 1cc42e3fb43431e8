-- A document as rows that can be compared: one for each thing in it and each value, known by what it is and not by where
-- it stands in a list. An element with an id keeps its key wherever it is moved.

create or replace view core.flett_rad with (security_invoker = true) as
	select ''::text as noekkel, ''::text as forelder, ''::text as felt, 0::bigint as nr, ''::text as vis, '{}'::jsonb as verdi, '{}'::jsonb as innhold,
		false as objekt
	where false;
comment on view core.flett_rad is 'Row type of a document taken apart; always empty.';
comment on column core.flett_rad.noekkel is 'What the thing is: #id, or the key of what it belongs to, its field and its natural key.';
comment on column core.flett_rad.forelder is 'Key of what it belongs to; null for the document itself.';
comment on column core.flett_rad.felt is 'The field it stands in there.';
comment on column core.flett_rad.nr is 'Its number in the list, from 1; null for what is in no list.';
comment on column core.flett_rad.vis is 'Its path for people, as findings write it.';
comment on column core.flett_rad.verdi is 'All of it.';
comment on column core.flett_rad.innhold is 'What is compared: where it belongs, and its value when it holds no other.';
comment on column core.flett_rad.objekt is 'True when it holds others.';

create or replace function core.flett_tekster(liste jsonb, base jsonb) returns table (noekkel text, nr bigint)
language sql immutable parallel safe as $$
	with ny as (
		select v, a.nr, row_number() over (partition by v order by a.nr) as gang from jsonb_array_elements(liste) with ordinality as a (v, nr)
	), gammel as (
		select v, a.nr, row_number() over (partition by v order by a.nr) as gang from jsonb_array_elements(base) with ordinality as a (v, nr)
	), par as (
		select ny.nr, gammel.nr as fra from ny join gammel using (v, gang)
	), ny_gruppe as (
		-- each with the paired one before it
		select ny.nr, par.fra, count(par.fra) over (order by ny.nr) as gruppe from ny left join par using (nr)
	), ny_anker as (
		select g.nr, g.fra, coalesce(first_value(g.fra) over (partition by g.gruppe order by g.nr), 0) as anker from ny_gruppe as g
	), ny_rest as (
		select a.nr, a.anker, row_number() over (partition by a.anker order by a.nr) as rang from ny_anker as a where a.fra is null
	), gammel_anker as (
		select g.nr, par.fra, coalesce(max(par.fra) over (order by g.nr), 0) as anker from gammel g left join par on par.fra = g.nr
	), gammel_rest as (
		select a.nr, a.anker, row_number() over (partition by a.anker order by a.nr) as rang from gammel_anker as a where a.fra is null
	)
	select coalesce('b' || coalesce(par.fra, gammel_rest.nr), 'n' || ny.gang || ':' || (ny.v #>> '{}')), ny.nr
	from ny left join par using (nr) left join ny_rest using (nr) left join gammel_rest using (anker, rang)
$$;
comment on function core.flett_tekster(jsonb, jsonb) is
	'Keys of the texts of a list, measured against the same list of the base: the same text is the same element; a text put where another stood, between the same neighbours, is that one changed; any other is new and known by what it says.';

create or replace function core.flett_elementer(liste jsonb, noekkel text, eier text, felt text)
returns table (nr bigint, verdi jsonb, navn text, element text)
language sql immutable parallel safe as $$
	select e.nr, e.v, e.navn || coalesce('.' || nullif(row_number() over (partition by e.navn order by e.nr), 1), ''),
		e.kjent || coalesce('.' || nullif(row_number() over (partition by e.kjent order by e.nr), 1), '')
	from (
		select a.nr, a.v, coalesce(a.v ->> 'nummer', a.v ->> 'bokstav', a.v ->> 'aar', a.v ->> 'kapittel', a.nr::text) as navn,
			case when flett_elementer.noekkel = 'id' then '#' else eier || '/' || felt || '/' end || coalesce(a.v ->> flett_elementer.noekkel, '') as kjent
		from jsonb_array_elements(liste) with ordinality as a (v, nr)
	) as e
$$;
comment on function core.flett_elementer(jsonb, text, text, text) is
	'The elements of one list with their name in a path and their key. A key that stands twice gets ".2": nothing is dropped.';
drop function if exists core.flett_elementer(jsonb, text, text, text, jsonb);

create or replace function core.flett_delt(dokumenter jsonb[], tekstlister jsonb, veier text[] default null)
returns table (side bigint, noekkel text, forelder text, felt text, nr bigint, vis text, verdi jsonb, liste text, hel boolean)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
	alle constant bigint := nullif(cardinality(dokumenter), 1);
begin
	return query
		with recursive ting (side, noekkel, forelder, felt, sti, nr, vis, verdi, liste, hel) as (
			select d.side, '', null::text, null::text, '', null::bigint, '', d.dok, null::text, false from unnest(dokumenter) with ordinality as d (dok, side)
			union all
			select t.side, barn.*, coalesce(count(*) over (partition by barn.noekkel, barn.forelder, barn.felt, barn.verdi) = alle, false)
			from (select * from ting where not hel and (liste is not null or jsonb_typeof(verdi) = 'object')) as t, lateral (
				select t.noekkel || '/' || o.key, t.noekkel, o.key, s.sti, null::bigint, ltrim(t.vis || '/' || o.key, '/'), o.value,
					case when jsonb_typeof(o.value) = 'array' then (select l.noekkel from core.flett_liste() as l where l.sti = s.sti) end
				from jsonb_each(t.verdi) as o, lateral (select ltrim(t.sti || '/' || o.key, '/')) as s (sti)
				where t.liste is null and (veier is null or s.sti = any (veier))
				union all
				select e.element, t.forelder, t.felt, t.sti, e.nr, t.vis || '/' || e.navn, e.verdi, null
				from core.flett_elementer(t.verdi, t.liste, t.forelder, t.felt) as e where t.liste <> '.'
				union all
				select t.noekkel || '/' || e.noekkel, t.forelder, t.felt, t.sti, e.nr, t.vis || '/' || e.nr, t.verdi -> (e.nr - 1)::int, null
				from core.flett_tekster(t.verdi, case when tekstlister is null then t.verdi else coalesce(tekstlister -> t.noekkel, '[]') end) as e where t.liste = '.'
			) as barn (noekkel, forelder, felt, sti, nr, vis, verdi, liste)
		)
		select side, noekkel, forelder, felt, nr, vis, verdi, liste, hel from ting;
end $$;
comment on function core.flett_delt(jsonb[], jsonb, text[]) is
	'Documents (side: which, from 1) taken apart together: what stands in the same place and is the same in all of them is not taken apart further (hel). Their lists are among the rows (liste: what their elements are known by); one that core.flett_liste does not know is one value. veier: only the fields with these paths, null for all.';

create or replace function core.flett_alt(dok jsonb, tekstlister jsonb)
returns table (noekkel text, forelder text, felt text, nr bigint, vis text, verdi jsonb, liste text)
language sql immutable parallel safe as $$
	select noekkel, forelder, felt, nr, vis, verdi, liste from core.flett_delt(array[dok], tekstlister)
$$;
comment on function core.flett_alt(jsonb, jsonb) is 'One document taken apart altogether.';

create or replace function core.flett_tekstlister(dok jsonb) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
declare
	veier text[] := array(select distinct array_to_string(ledd[:n], '/') from core.flett_liste() as l, string_to_array(l.sti, '/') as ledd,
		generate_series(1, cardinality(ledd)) as n where l.noekkel = '.');
begin
	return (select coalesce(jsonb_object_agg(f.noekkel, f.verdi), '{}') from core.flett_delt(array[dok], null, veier) as f where f.liste = '.');
end $$;
comment on function core.flett_tekstlister(jsonb) is 'The lists of texts of a document by their key: what the texts of another are measured against.';

create or replace function core.flett_rader(dokumenter jsonb[], tekstlister jsonb default null) returns table (side bigint, rad core.flett_rad)
language sql immutable parallel safe as $$
	select f.side, row(f.noekkel, f.forelder, f.felt, f.nr, f.vis, f.verdi,
		jsonb_build_array(f.forelder, f.felt, case when f.hel or jsonb_typeof(f.verdi) <> 'object' then f.verdi end),
		jsonb_typeof(f.verdi) = 'object' and not f.hel)::core.flett_rad
	from core.flett_delt(dokumenter, tekstlister) as f where f.liste is null or f.hel
$$;
comment on function core.flett_rader(jsonb[], jsonb) is
	'Documents as rows that can be compared (side: whose). tekstlister: of the base that they are compared with; null for one document by itself.';
drop function if exists core.flett_rader(jsonb, jsonb);

create or replace function core.flett_bygg(rader core.flett_rad[]) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set enable_nestloop = off as $$
declare
	kart  jsonb := '{}';
	nivaa int[];
begin
	with recursive dybde (noekkel, n) as (
		select r.noekkel, 0 from unnest(rader) as r where r.forelder is null
		union all
		select r.noekkel, d.n + 1 from dybde as d join unnest(rader) as r on r.forelder = d.noekkel
	)
	select array_agg(d.n order by r.rang) into nivaa from unnest(rader) with ordinality as r (noekkel, forelder, felt, nr, vis, verdi, innhold, objekt, rang)
	left join dybde as d on d.noekkel = r.noekkel;
	for naa in reverse (select max(x) from unnest(nivaa) as x) .. 1 loop
		kart := (
			with barn as (
				select r.forelder, r.felt, r.nr, case when r.objekt then coalesce(kart -> r.noekkel, '{}') else r.verdi end as verdi
				from unnest(rader) with ordinality as r (noekkel, forelder, felt, nr, vis, verdi, innhold, objekt, rang)
				join unnest(nivaa) with ordinality as v (n, rang) on v.rang = r.rang and v.n = naa
			), felt as (
				select barn.forelder, barn.felt, case when min(barn.nr) is null then (array_agg(barn.verdi))[1] else jsonb_agg(barn.verdi order by barn.nr) end as verdi
				from barn group by barn.forelder, barn.felt
			), samlet as (
				select f.forelder, jsonb_object_agg(f.felt, f.verdi) as verdi from felt as f group by f.forelder
			)
			select jsonb_object_agg(s.forelder, s.verdi) from samlet as s);
	end loop;
	return coalesce(kart -> '', '{}');
end $$;
comment on function core.flett_bygg(core.flett_rad[]) is 'The document that the rows are of, put together from the innermost.';

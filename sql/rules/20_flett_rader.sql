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
	), ny_rest as (
		select r.nr, r.anker, row_number() over (partition by r.anker order by r.nr) as rang
		from (select n.nr, coalesce((select p.fra from par p where p.nr < n.nr order by p.nr desc limit 1), 0) as anker
			from ny n where not exists (select from par p where p.nr = n.nr)) as r
	), gammel_rest as (
		select r.nr, r.anker, row_number() over (partition by r.anker order by r.nr) as rang
		from (select g.nr, coalesce((select max(p.fra) from par p where p.fra < g.nr), 0) as anker
			from gammel g where not exists (select from par p where p.fra = g.nr)) as r
	)
	select coalesce('b' || coalesce(par.fra, gammel_rest.nr), 'n' || ny.gang || ':' || (ny.v #>> '{}')), ny.nr
	from ny left join par using (nr) left join ny_rest using (nr) left join gammel_rest using (anker, rang)
$$;
comment on function core.flett_tekster(jsonb, jsonb) is
	'Keys of the texts of a list, measured against the same list of the base: the same text is the same element; a text put where another stood, between the same neighbours, is that one changed; any other is new and known by what it says.';

create or replace function core.flett_elementer(liste jsonb, noekkel text, eier text, felt text, base jsonb)
returns table (nr bigint, verdi jsonb, navn text, element text)
language sql immutable parallel safe as $$
	select e.nr, e.v, e.navn || coalesce('.' || nullif(row_number() over (partition by e.navn order by e.nr), 1), ''),
		e.kjent || coalesce('.' || nullif(row_number() over (partition by e.kjent order by e.nr), 1), '')
	from (
		select a.nr, a.v, coalesce(a.v ->> 'nummer', a.v ->> 'bokstav', a.v ->> 'aar', a.v ->> 'kapittel', a.nr::text) as navn,
			case when flett_elementer.noekkel = 'id' then '#' else eier || '/' || felt || '/' end || coalesce(t.noekkel, a.v ->> flett_elementer.noekkel, '') as kjent
		from jsonb_array_elements(liste) with ordinality as a (v, nr)
		left join core.flett_tekster(case when flett_elementer.noekkel = '.' then liste end, base) as t on t.nr = a.nr
	) as e
$$;
comment on function core.flett_elementer(jsonb, text, text, text, jsonb) is
	'The elements of one list with their name in a path and their key. A key that stands twice gets ".2": nothing is dropped.';

create or replace function core.flett_alt(dok jsonb, tekstlister jsonb)
returns table (noekkel text, forelder text, felt text, nr bigint, vis text, verdi jsonb, liste text)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	return query
		with recursive ting (noekkel, forelder, felt, sti, nr, vis, verdi, liste) as (
			select '', null::text, null::text, '', null::bigint, '', dok, null::text
			union all
			select barn.* from ting, lateral (
				select ting.noekkel || '/' || o.key, ting.noekkel, o.key, ltrim(ting.sti || '/' || o.key, '/'), null::bigint, ltrim(ting.vis || '/' || o.key, '/'), o.value,
					(select l.noekkel from core.flett_liste() as l where jsonb_typeof(o.value) = 'array' and l.sti = ltrim(ting.sti || '/' || o.key, '/'))
				from jsonb_each(case when jsonb_typeof(ting.verdi) = 'object' then ting.verdi end) as o where jsonb_typeof(ting.verdi) = 'object'
				union all
				select e.element, ting.forelder, ting.felt, ting.sti, e.nr, ting.vis || '/' || e.navn, e.verdi, null
				from core.flett_elementer(case when ting.liste is not null then ting.verdi end, ting.liste, ting.forelder, ting.felt,
					case when tekstlister is null then ting.verdi else coalesce(tekstlister -> ting.noekkel, '[]') end) as e where ting.liste is not null
			) as barn
		)
		select noekkel, forelder, felt, nr, vis, verdi, liste from ting;
end $$;
comment on function core.flett_alt(jsonb, jsonb) is
	'A document taken apart, its lists among the rows (liste: what their elements are known by). A list that core.flett_liste does not know is one value.';

create or replace function core.flett_tekstlister(dok jsonb) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	return (
		select coalesce(jsonb_object_agg(noekkel, verdi), '{}') from core.flett_alt(dok, null) where liste = '.');
end $$;
comment on function core.flett_tekstlister(jsonb) is 'The lists of texts of a document by their key: what the texts of another are measured against.';

create or replace function core.flett_rader(dok jsonb, tekstlister jsonb default null) returns setof core.flett_rad
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
	return query
		select noekkel, forelder, felt, nr, vis, verdi,
			jsonb_build_array(forelder, felt, case when jsonb_typeof(verdi) <> 'object' then verdi end), jsonb_typeof(verdi) = 'object'
		from core.flett_alt(dok, tekstlister) where liste is null;
end $$;
comment on function core.flett_rader(jsonb, jsonb) is 'A document as rows. tekstlister: of the base that it is compared with; null for the base itself.';

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

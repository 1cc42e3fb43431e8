-- What differs between two documents of one type, by meaning: things are paired by id, else by what people know them by,
-- else by where they stand; then their values are compared. Knows lists and fields by name, not the two schemas: a new
-- field is compared by itself.

create or replace view checks.forskjell_node with (security_invoker = true) as
	select ''::text as sted, ''::text as felt, ''::text as navn, ''::text as far, false as ting, false as liste, '{}'::text[] as under,
		'{}'::text[] as orden, '{}'::jsonb as g, '{}'::jsonb as n
	where false;
comment on view checks.forskjell_node is 'Row type of a place where two documents differ; always empty.';
comment on column checks.forskjell_node.sted is 'Path, as of a finding; in the newer document where it is there.';
comment on column checks.forskjell_node.felt is 'Name of the field, or of the list that it is an element of.';
comment on column checks.forskjell_node.navn is 'What people call the nearest thing that has a name.';
comment on column checks.forskjell_node.far is 'Path of the object that the field or the list is in.';
comment on column checks.forskjell_node.ting is 'It is an element of a list.';
comment on column checks.forskjell_node.liste is 'It is a list.';
comment on column checks.forskjell_node.under is 'The added (+path) and removed (-path) things that it is part of, outermost first.';
comment on column checks.forskjell_node.orden is 'Where in the document it stands.';
comment on column checks.forskjell_node.g is 'The older value; null where there is none.';
comment on column checks.forskjell_node.n is 'The newer value; null where there is none.';

create or replace function checks.ting_navn(felt text, v jsonb) returns text
language sql immutable parallel safe
as $$
	select case
		when jsonb_typeof(v) <> 'object' then v #>> '{}'
		when v ? 'aar' then v ->> 'aar'
		when felt = 'kapitler' then v ->> 'kapittel'
		when felt = 'strategier' then v ->> 'bokstav'
		when felt = 'fn_maal' then v ->> 'nummer'
		when felt = 'tiltak' then concat_ws(' ', v ->> 'bokstav', lower(v ->> 'tiltak'))
		when felt = 'resultater' then concat_ws(' ', v ->> 'gjelder_aar', lower(v ->> 'navn'), lower(v ->> 'maal'))
		else concat_ws(' ', v ->> 'bokstav', lower(coalesce(v ->> 'navn', v ->> 'kilde', v ->> 'tekst', v ->> 'tittel', v ->> 'begrep', v ->> 'budskap', v ->> 'indikator')))
	end
$$;
comment on function checks.ting_navn(text, jsonb) is
	'What people know an element of the list by: a strategy by its letter, which is never reused (OP-11), an area or a financier by name, a year by the year, a result by year, area and goal.';

create or replace function checks.ting_plass(felt text, v jsonb) returns text
language sql immutable parallel safe
as $$
	select case
		when felt in ('kapitler', 'strategier', 'fn_maal') or v ? 'aar' then null
		when v ? 'nummer' then v ->> 'nummer'
		else coalesce(v ->> 'bokstav', '')
	end
$$;
comment on function checks.ting_plass(text, jsonb) is
	'Where an element stands among those that neither id nor name pairs: an area at its number, a tiltak under its letter. Null: nowhere, its name is all it has.';

create or replace function checks.ting_etikett(v jsonb) returns text
language sql immutable parallel safe
as $$
	select case when jsonb_typeof(v) = 'object' then coalesce((v ->> 'navn') || coalesce(' ' || (v ->> 'gjelder_aar'), ''), 'Kapittel ' || (v ->> 'kapittel'),
		'FN-mål ' || (v ->> 'nummer'), nullif(concat_ws(' ', v ->> 'bokstav', coalesce(v ->> 'tiltak', v ->> 'tittel', v ->> 'strategi', v ->> 'tekst')), ''),
		v ->> 'kilde', v ->> 'begrep', v ->> 'budskap', v ->> 'maal', v ->> 'indikator', v ->> 'aar', v ->> 'slag') end
$$;
comment on function checks.ting_etikett(jsonb) is 'What a row of differences calls a thing; null for a plain value.';

drop function if exists checks.ting_par(text, jsonb, jsonb, boolean);
create or replace function checks.ting_ledd(lister checks.forskjell_node[])
returns table (liste bigint, ny boolean, nr bigint, verdi jsonb, felt text, noekkel text, id text, navn text, plass text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select l.liste, side.ny, e.nr, e.verdi, l.felt, coalesce(e.verdi ->> 'nummer', e.verdi ->> 'bokstav', e.verdi ->> 'aar', e.verdi ->> 'kapittel', e.nr::text),
		e.verdi ->> 'id', checks.ting_navn(l.felt, e.verdi), checks.ting_plass(l.felt, e.verdi)
	from unnest(lister) with ordinality as l (sted, felt, navn, far, ting, er_liste, under, orden, g, n, liste),
		lateral (values (false, l.g), (true, l.n)) as side (ny, verdi),
		lateral jsonb_array_elements(case when jsonb_typeof(side.verdi) = 'array' then side.verdi end) with ordinality as e (verdi, nr)
	where l.er_liste
$$;
comment on function checks.ting_ledd(checks.forskjell_node[]) is
	'The elements of many lists, older and newer (ny), each with its key in a path as in checks.elementer, and what it may be paired by. Liste: the list''s number among those given.';

create or replace function checks.ting_par(lister checks.forskjell_node[], samme boolean)
returns table (liste bigint, noekkel text, felt_ut text, g_nr bigint, n_nr bigint, g jsonb, n jsonb)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
set enable_nestloop = off
as $$
	with ledd as materialized (
		select x.liste, x.ny, x.nr, x.verdi, x.felt, x.id, x.navn, x.plass,
			x.noekkel || coalesce('.' || nullif(row_number() over (partition by x.liste, x.ny, x.noekkel order by x.nr), 1), '') as sti
		from checks.ting_ledd(lister) as x
	), en as (
		select *, row_number() over (partition by liste, ny, id order by nr) as gang from ledd where id is not null
	), etter_id as materialized (
		select liste, g.nr as g_nr, n.nr as n_nr
		from (select * from en where not ny) as g join (select * from en where ny) as n using (liste, id, gang)
	), to_ as (
		select *, row_number() over (partition by liste, ny, navn order by nr) as gang from ledd
		where (liste, ny, nr) not in (select p.liste, x.ny, x.nr from etter_id as p, lateral (values (false, p.g_nr), (true, p.n_nr)) as x (ny, nr))
	), etter_navn as materialized (
		select * from etter_id
		union all
		select liste, g.nr, n.nr
		from (select * from to_ where not ny) as g join (select * from to_ where ny) as n using (liste, navn, gang)
		where not samme or g.id is null or n.id is null
	), tre as (
		select *, row_number() over (partition by liste, ny, plass order by nr) as gang from ledd
		where (liste, ny, nr) not in (select p.liste, x.ny, x.nr from etter_navn as p, lateral (values (false, p.g_nr), (true, p.n_nr)) as x (ny, nr))
	), par as (
		select * from etter_navn
		union all
		select liste, g.nr, n.nr
		from (select * from tre where not ny) as g join (select * from tre where ny) as n using (liste, plass, gang)
		where not samme or g.id is null or n.id is null
	), alle as (
		select coalesce(n.liste, g.liste) as liste, coalesce(n.felt, g.felt) as felt, coalesce(n.sti, g.sti) as noekkel, g.nr as g_nr, n.nr as n_nr, g.verdi as g, n.verdi as n
		from (select ledd.*, par.n_nr from ledd left join par on par.liste = ledd.liste and par.g_nr = ledd.nr where not ledd.ny) as g
		full join (select * from ledd where ny) as n on n.liste = g.liste and n.nr = g.n_nr
	)
	select a.liste, a.noekkel, case when e.celle then 'verdi' else a.felt end, a.g_nr, a.n_nr,
		case when e.celle then case when a.g is not null then coalesce(a.g -> 'verdi', 'null') end else a.g end,
		case when e.celle then case when a.n is not null then coalesce(a.n -> 'verdi', 'null') end else a.n end
	from alle as a, lateral (select coalesce(a.n, a.g) ? 'aar' and coalesce(a.n - array['aar', 'verdi'], '{}') = '{}' and coalesce(a.g - array['aar', 'verdi'], '{}') = '{}') as e(celle)
$$;
comment on function checks.ting_par(checks.forskjell_node[], boolean) is
	'The elements of many lists in two documents, paired within each list by id, name, place, in this order. In one and the same plan (samme) two that both have ids pair by id alone. A cell of a yearly row is its value. All lists at once: a call for each made a large plan take seconds.';

create or replace function checks.forskjell_barn(nivaa checks.forskjell_node[], samme boolean) returns setof checks.forskjell_node
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
set enable_nestloop = off
as $$
	with node as materialized (
		select * from unnest(nivaa) with ordinality as x (sted, felt, navn, far, ting, liste, under, orden, g, n, nr)
	), barn as (
		select nr, k as noekkel, k as felt, false as ting, k as orden, gml.v as g, ny.v as n
		from (select node.nr, f.k, f.v from node, jsonb_each(case when jsonb_typeof(node.g) = 'object' then node.g end) as f (k, v)) as gml
		full join (select node.nr, f.k, f.v from node, jsonb_each(case when jsonb_typeof(node.n) = 'object' then node.n end) as f (k, v)) as ny using (nr, k)
		where k <> 'id'
		union all
		select p.liste, p.noekkel, p.felt_ut, true, lpad(coalesce(p.n_nr, p.g_nr)::text, 6, '0'), p.g, p.n from checks.ting_par(nivaa, samme) as p
	)
	select ltrim(node.sted || '/' || b.noekkel, '/'), b.felt, coalesce(checks.ting_etikett(b.n), checks.ting_etikett(b.g), node.navn),
		case when b.ting then node.far else node.sted end, b.ting, jsonb_typeof(coalesce(b.n, b.g)) = 'array',
		case when b.ting and b.g is null then node.under || ('+' || node.sted || '/' || b.noekkel)
			when b.ting and b.n is null then node.under || ('-' || node.sted || '/' || b.noekkel) else node.under end,
		node.orden || b.orden, b.g, b.n
	from node join barn as b using (nr)
	where b.g is distinct from b.n
$$;
comment on function checks.forskjell_barn(checks.forskjell_node[], boolean) is
	'The places one level below these where the two documents differ. Ids mean nothing to people.';

drop function if exists checks.forskjell_noder(jsonb, jsonb, text, text, text, text[], boolean);
create or replace function checks.forskjell_noder(roetter checks.forskjell_node[], samme boolean)
returns setof checks.forskjell_node
language plpgsql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
declare
	nivaa checks.forskjell_node[] := roetter;
begin
	while cardinality(nivaa) > 0 loop
		return query select * from unnest(nivaa);
		nivaa := array(select row(b.*)::checks.forskjell_node from checks.forskjell_barn(nivaa, samme) as b);
	end loop;
end $$;
comment on function checks.forskjell_noder(checks.forskjell_node[], boolean) is
	'Every place where two documents, or two editions of things in them, differ, down to the single value: level by level, each in one query. ting: an element of a list; under: the added (+) and removed (-) things it is part of.';

create or replace function checks.forskjell_slag(felt text, far text, g jsonb, n jsonb) returns text
language sql immutable parallel safe
as $$
	select case
		when g is not null and n is not null and (felt = 'navn' and far ~ '(^|/)(innsatsomraader|omraader)/[^/]+$' or felt = 'tittel' and far ~ '/strategier/[^/]+$') then 'omdoept'
		when g is not null and n is not null and felt = 'nummer' and far ~ '(^|/)(innsatsomraader|omraader)/[^/]+$' then 'flyttet'
		when jsonb_typeof(coalesce(n, g)) = 'number' or felt = any (checks.tallfelt_omstillingsplan() || checks.tallfelt_handlingsplan()) then 'tall'
		when jsonb_typeof(coalesce(n, g)) = 'string' then 'tekst'
		else 'endret'
	end
$$;
comment on function checks.forskjell_slag(text, text, jsonb, jsonb) is 'What kind of change a changed value is.';

create or replace function checks.forskjell_orden(noder checks.forskjell_node[], samme boolean) returns table (sted text, navn text, gammel text, ny text, orden text[])
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
set enable_nestloop = off
as $$
	with stokket as (
		select p.liste, string_agg(e.etikett, ', ' order by p.g_nr) as gammel, string_agg(e.etikett, ', ' order by p.n_nr) as ny
		from checks.ting_par(noder, samme) as p, lateral (select coalesce(checks.ting_etikett(p.n), p.n #>> '{}')) as e (etikett)
		where p.g_nr is not null and p.n_nr is not null and p.felt_ut <> 'verdi' and not p.n ? 'nummer'
		group by p.liste having array_agg(p.g_nr order by p.g_nr) is distinct from array_agg(p.g_nr order by p.n_nr)
	)
	select l.sted, l.navn, s.gammel, s.ny, l.orden
	from unnest(noder) with ordinality as l (sted, felt, navn, far, ting, liste, under, orden, g, n, nr) join stokket as s on s.liste = l.nr
$$;
comment on function checks.forskjell_orden(checks.forskjell_node[], boolean) is
	'Lists whose common elements stand in another order. Where things have numbers, the number says it.';

create or replace function checks.forskjell_flyttet(noder checks.forskjell_node[])
returns table (sted text, felt text, navn text, orden text[], fra text, til text, merker text[], g jsonb, n jsonb)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
set enable_nestloop = off
as $$
	with ting as (
		select t.*, k.noekkel, count(*) over (partition by t.felt, k.noekkel, t.g is null) as antall
		from unnest(noder) as t, lateral (select coalesce('id ' || (coalesce(t.n, t.g) ->> 'id'),
			case when t.felt in ('strategier', 'tiltak') then checks.ting_navn(t.felt, coalesce(t.n, t.g)) end) as noekkel) as k
		where t.ting and (t.g is null or t.n is null) and k.noekkel is not null
	)
	select l.sted, l.felt, l.navn, l.orden, f.far, l.far, array[f.under[cardinality(f.under)], l.under[cardinality(l.under)]], f.g, l.n
	from ting as f join ting as l on l.felt = f.felt and l.noekkel = f.noekkel and l.g is null and l.antall = 1
	where f.n is null and f.antall = 1
$$;
comment on function checks.forskjell_flyttet(checks.forskjell_node[]) is
	'Things that were removed from one place and added in another: the same id, the same letter, or the same tiltak under the same letter.';

create or replace function checks.forskjeller(gml jsonb, ny jsonb, samme boolean default true) returns table (sted text, slag text, navn text, gammel text, ny_verdi text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with funnet as materialized (
		select array(select row(f.*)::checks.forskjell_node
			from checks.forskjell_noder(array[row('', '', null, '', false, false, '{}', '{}', gml, ny)::checks.forskjell_node], samme) as f) as noder
	), flyttet as materialized (
		select f.* from funnet, checks.forskjell_flyttet(funnet.noder) as f
	), merke as materialized (
		select distinct m from flyttet, unnest(flyttet.merker) as m
	), noder as (
		select d.sted, d.felt, d.navn, d.far, d.ting, d.liste, d.under, d.orden, d.g, d.n
		from funnet, unnest(funnet.noder) with ordinality as d (sted, felt, navn, far, ting, liste, under, orden, g, n, nr)
		where d.nr not in (select d.nr from funnet, unnest(funnet.noder) with ordinality as d (sted, felt, navn, far, ting, liste, under, orden, g, n, nr), unnest(d.under) as u
			where u in (select m from merke))
		union all
		select d.* from checks.forskjell_noder(
			array(select row(f.sted, f.felt, f.navn, '', false, false, '{}', f.orden, f.g, f.n)::checks.forskjell_node from flyttet as f), samme) as d
	), rad as (
		select d.sted, case when d.g is null then 'lagt_til' else 'fjernet' end as slag, d.navn,
			coalesce(checks.ting_etikett(d.g), d.g #>> '{}') as gammel, coalesce(checks.ting_etikett(d.n), d.n #>> '{}') as ny_verdi, d.orden
		from noder as d where d.ting and d.felt <> 'verdi' and (d.g is null or d.n is null)
		union all
		select d.sted, checks.forskjell_slag(d.felt, d.far, d.g, d.n), d.navn, d.g #>> '{}', d.n #>> '{}', d.orden
		from noder as d
		where (jsonb_typeof(coalesce(d.n, d.g)) not in ('object', 'array') or coalesce(d.n, d.g) in ('{}', '[]') and (d.n is null or d.g is null))
			and not (d.ting and d.felt <> 'verdi' and (d.g is null or d.n is null))
			and not (d.under <> '{}' and d.felt in ('navn', 'nummer', 'bokstav', 'kapittel', 'aar'))
		union all
		select f.sted, 'flyttet', f.navn, f.fra, f.til, f.orden from flyttet as f
		union all
		select o.sted, 'flyttet', o.navn, o.gammel, o.ny, o.orden
		from (select array(select row(d.*)::checks.forskjell_node from noder as d) as alle) as a, checks.forskjell_orden(a.alle, samme) as o
	)
	select rad.sted, rad.slag, rad.navn, rad.gammel, rad.ny_verdi from rad order by rad.orden collate "C", rad.slag, rad.sted collate "C",
		rad.navn collate "C", rad.gammel collate "C", rad.ny_verdi collate "C"
$$;
comment on function checks.forskjeller(jsonb, jsonb, boolean) is
	'The differences between two documents of one type, in the order of the document: lagt_til, fjernet, omdoept, flyttet, tall, tekst, endret. None when they say the same; ids and the numbers'' print are the documents'' own.';

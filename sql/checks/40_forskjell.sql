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
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select case
		when jsonb_typeof(v) <> 'object' then v #>> '{}'
		when v ? 'aar' then v ->> 'aar'
		when felt = 'kapitler' then v ->> 'kapittel'
		when felt = 'strategier' then v ->> 'bokstav'
		when felt = 'fn_maal' then v ->> 'nummer'
		when felt = 'tiltak' then concat_ws(' ', v ->> 'bokstav', lower(v ->> 'tiltak'))
		else concat_ws(' ', v ->> 'bokstav', lower(coalesce(v ->> 'navn', v ->> 'kilde', v ->> 'tekst')))
	end
$$;
comment on function checks.ting_navn(text, jsonb) is
	'What people know an element of the list by: a strategy by its letter, which is never reused (OP-11), an area or a financier by name, a year by the year.';

create or replace function checks.ting_plass(felt text, v jsonb) returns text
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
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
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select case when jsonb_typeof(v) = 'object' then coalesce(v ->> 'navn', 'Kapittel ' || (v ->> 'kapittel'), 'FN-mål ' || (v ->> 'nummer'),
		nullif(concat_ws(' ', v ->> 'bokstav', coalesce(v ->> 'tiltak', v ->> 'tittel', v ->> 'strategi', v ->> 'tekst')), ''), v ->> 'kilde') end
$$;
comment on function checks.ting_etikett(jsonb) is 'What a row of differences calls a thing; null for a plain value.';

create or replace function checks.ting_par(felt text, gml jsonb, ny jsonb, samme boolean)
returns table (noekkel text, felt_ut text, g_nr bigint, n_nr bigint, g jsonb, n jsonb)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with g as (
		select e.*, e.verdi ->> 'id' as id, checks.ting_navn(felt, e.verdi) as navn, checks.ting_plass(felt, e.verdi) as plass from checks.elementer(gml) as e
	), n as (
		select e.*, e.verdi ->> 'id' as id, checks.ting_navn(felt, e.verdi) as navn, checks.ting_plass(felt, e.verdi) as plass from checks.elementer(ny) as e
	), etter_id as (
		select g.nr as g_nr, n.nr as n_nr
		from (select *, row_number() over (partition by id order by nr) as gang from g) as g
		join (select *, row_number() over (partition by id order by nr) as gang from n) as n on n.id = g.id and n.gang = g.gang
	), g2 as (
		select *, row_number() over (partition by navn order by nr) as gang from g where nr not in (select g_nr from etter_id)
	), n2 as (
		select *, row_number() over (partition by navn order by nr) as gang from n where nr not in (select n_nr from etter_id)
	), etter_navn as (
		select g_nr, n_nr from etter_id
		union all
		select g2.nr, n2.nr from g2 join n2 on n2.navn = g2.navn and n2.gang = g2.gang where not samme or g2.id is null or n2.id is null
	), g3 as (
		select *, row_number() over (partition by plass order by nr) as gang from g where nr not in (select g_nr from etter_navn)
	), n3 as (
		select *, row_number() over (partition by plass order by nr) as gang from n where nr not in (select n_nr from etter_navn)
	), par as (
		select g_nr, n_nr from etter_navn
		union all
		select g3.nr, n3.nr from g3 join n3 on n3.plass = g3.plass and n3.gang = g3.gang where not samme or g3.id is null or n3.id is null
	), alle as (
		select coalesce(n.noekkel, g.noekkel) as noekkel, g.nr as g_nr, n.nr as n_nr, g.verdi as g, n.verdi as n
		from (select g.*, par.n_nr from g left join par on par.g_nr = g.nr) as g full join n on n.nr = g.n_nr
	)
	select a.noekkel, case when e.celle then 'verdi' else felt end, a.g_nr, a.n_nr,
		case when e.celle then case when a.g is not null then coalesce(a.g -> 'verdi', 'null') end else a.g end,
		case when e.celle then case when a.n is not null then coalesce(a.n -> 'verdi', 'null') end else a.n end
	from alle as a, lateral (select coalesce(a.n, a.g) ? 'aar' and coalesce(a.n, a.g) - array['aar', 'verdi'] = '{}') as e(celle)
$$;
comment on function checks.ting_par(text, jsonb, jsonb, boolean) is
	'The elements of a list in two documents, paired by id, name, place, in this order. In one and the same plan (samme) two that both have ids pair by id alone. A cell of a yearly row is its value.';

create or replace function checks.forskjell_noder(gml jsonb, ny jsonb, rot text, rot_felt text, rot_navn text, rot_orden text[], samme boolean)
returns setof checks.forskjell_node
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with recursive node as (
		select rot as sted, rot_felt as felt, rot_navn as navn, ''::text as far, false as ting, false as liste, '{}'::text[] as under,
			rot_orden as orden, gml as g, ny as n
		union all
		select ltrim(node.sted || '/' || b.noekkel, '/'), b.felt, coalesce(checks.ting_etikett(b.n), checks.ting_etikett(b.g), node.navn),
			case when b.ting then node.far else node.sted end, b.ting, jsonb_typeof(coalesce(b.n, b.g)) = 'array',
			case when b.ting and b.g is null then node.under || ('+' || node.sted || '/' || b.noekkel)
				when b.ting and b.n is null then node.under || ('-' || node.sted || '/' || b.noekkel) else node.under end,
			node.orden || b.orden, b.g, b.n
		from node, lateral (
			select k as noekkel, k as felt, false as ting, k as orden, node.g -> k as g, node.n -> k as n
			from (
				select jsonb_object_keys(case when jsonb_typeof(node.g) = 'object' then node.g end)
				union
				select jsonb_object_keys(case when jsonb_typeof(node.n) = 'object' then node.n end)
			) as felter(k)
			where k <> 'id'
			union all
			select p.noekkel, p.felt_ut, true, lpad(coalesce(p.n_nr, p.g_nr)::text, 6, '0'), p.g, p.n
			from checks.ting_par(node.felt, node.g, node.n, samme) as p where node.liste
		) as b
		where b.g is distinct from b.n
	)
	select * from node
$$;
comment on function checks.forskjell_noder(jsonb, jsonb, text, text, text, text[], boolean) is
	'Every place where two documents, or two editions of a thing in them, differ, down to the single value. ting: an element of a list; under: the added (+) and removed (-) things it is part of. Ids mean nothing to people.';

create or replace function checks.forskjell_slag(felt text, far text, g jsonb, n jsonb) returns text
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
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
as $$
	select l.sted, l.navn, p.gammel, p.ny, l.orden
	from unnest(noder) as l, lateral (
		select string_agg(etikett, ', ' order by g_nr) as gammel, string_agg(etikett, ', ' order by n_nr) as ny
		from (select g_nr, n_nr, coalesce(checks.ting_etikett(n), n #>> '{}') as etikett from checks.ting_par(l.felt, l.g, l.n, samme)
			where g_nr is not null and n_nr is not null and felt_ut <> 'verdi' and not n ? 'nummer') as x
		having array_agg(g_nr order by g_nr) is distinct from array_agg(g_nr order by n_nr)
	) as p
	where l.liste and l.g is not null and l.n is not null
$$;
comment on function checks.forskjell_orden(checks.forskjell_node[], boolean) is
	'Lists whose common elements stand in another order. Where things have numbers, the number says it.';

create or replace function checks.forskjell_flyttet(noder checks.forskjell_node[])
returns table (sted text, felt text, navn text, orden text[], fra text, til text, merker text[], g jsonb, n jsonb)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
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
set jit = off
as $$
	with funnet as materialized (
		select array(select row(f.*)::checks.forskjell_node from checks.forskjell_noder(gml, ny, '', '', null, '{}', samme) as f) as noder
	), flyttet as materialized (
		select f.* from funnet, checks.forskjell_flyttet(funnet.noder) as f
	), noder as (
		select d.* from funnet, unnest(funnet.noder) as d
		where not d.under && array(select m from flyttet, unnest(flyttet.merker) as m)
		union all
		select d.* from flyttet as f, checks.forskjell_noder(f.g, f.n, f.sted, f.felt, f.navn, f.orden, samme) as d
	), rad as (
		select d.sted, case when d.g is null then 'lagt_til' else 'fjernet' end as slag, d.navn,
			coalesce(checks.ting_etikett(d.g), d.g #>> '{}') as gammel, coalesce(checks.ting_etikett(d.n), d.n #>> '{}') as ny_verdi, d.orden
		from noder as d where d.ting and d.felt <> 'verdi' and (d.g is null or d.n is null)
		union all
		select d.sted, checks.forskjell_slag(d.felt, d.far, d.g, d.n), d.navn, d.g #>> '{}', d.n #>> '{}', d.orden
		from noder as d
		where (jsonb_typeof(coalesce(d.n, d.g)) not in ('object', 'array') or coalesce(d.n, d.g) in ('{}', '[]') and (d.n is null or d.g is null))
			and not (d.ting and d.felt <> 'verdi' and (d.g is null or d.n is null))
			and not (d.under <> '{}' and d.felt in ('navn', 'nummer', 'bokstav', 'kapittel'))
		union all
		select f.sted, 'flyttet', f.navn, f.fra, f.til, f.orden from flyttet as f
		union all
		select o.sted, 'flyttet', o.navn, o.gammel, o.ny, o.orden
		from (select array(select row(d.*)::checks.forskjell_node from noder as d) as alle) as a, checks.forskjell_orden(a.alle, samme) as o
	)
	select rad.sted, rad.slag, rad.navn, rad.gammel, rad.ny_verdi from rad order by rad.orden collate "C", rad.slag, rad.sted collate "C"
$$;
comment on function checks.forskjeller(jsonb, jsonb, boolean) is
	'The differences between two documents of one type, in the order of the document: lagt_til, fjernet, omdoept, flyttet, tall, tekst, endret. None when they say the same; ids and the numbers'' print are the documents'' own.';

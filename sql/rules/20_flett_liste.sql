-- What makes an element of a document's list the same element in two documents: its id, its natural key, or its text.
-- Ids are given here. How two documents are merged stands in 20_flett_rader.sql and after.

create or replace function core.flett_liste() returns table (sti text, noekkel text, naturlig text[])
language sql immutable parallel safe as $$
	values
		-- both plans
		('kapitler', 'kapittel', null::text[]),
		('finansiering/rader', 'id', '{navn,kilde}'),
		('omraadeendringer', 'id', '{til,fra}'),
		('omraadeendringer/fra', 'omraade', null),
		('omraadeendringer/til', 'omraade', null),
		('tverrgaaende', '.', null),
		('effektmaal', 'id', '{tekst,indikator}'),
		('indikatorer', 'id', '{navn}'),
		('indikatorer/verdier', 'aar', null),
		('vedlegg', 'id', '{sha256,tittel}'),
		('fotnoter', 'id', '{tekst}'),
		-- omstillingsplan
		('arbeidsplasser', 'aar', null),
		('analyser/aktiviteter', 'id', '{tekst,slag}'),
		('analyser/muligheter', '.', null),
		('analyser/utfordringer', '.', null),
		('egne_ord', 'id', '{begrep}'),
		('hovedmaal/maal', 'id', '{tekst,indikator}'),
		('robusthet', 'id', '{tekst,indikator}'),
		('utviklingsevne', 'id', '{tekst,indikator}'),
		('innsatsomraader', 'id', '{nummer,navn}'),
		('innsatsomraader/arbeidsplasser', 'aar', null),
		('innsatsomraader/egen_tabell', 'aar', null),
		('innsatsomraader/effektmaal', 'id', '{tekst,indikator}'),
		('innsatsomraader/resultatmaal', 'id', '{tekst,indikator}'),
		('innsatsomraader/strategier', 'id', '{bokstav,tittel}'),
		('innsatsomraader/strategier/fn_nummer', '.', null),
		('oppgitt_sum_per_aar', 'aar', null),
		('finansiering/rader/beloep', 'aar', null),
		('finansiering/oppgitt_sum/beloep', 'aar', null),
		('ressurser/rader', 'id', '{navn}'),
		('ressurser/rader/beloep', 'aar', null),
		('ressurser/oppgitt_sum/beloep', 'aar', null),
		('fn_maal', 'nummer', null),
		('fn_maal/delmaal', '.', null),
		-- handlingsplan
		('aarsmaal', 'id', '{tekst,indikator}'),
		('kommunikasjonstiltak', 'id', '{budskap,maalgruppe}'),
		('resultater', 'id', '{maal,navn}'),
		('omraader', 'id', '{nummer,navn}'),
		('omraader/aarsmaal', 'id', '{tekst,indikator}'),
		('omraader/tiltak', 'id', '{tiltak,strategi,bokstav}'),
		('omraader/tiltak/delmaal', 'id', '{tekst,bokstav}'),
		('omraader/delmaal_oversikt', 'id', '{tekst,bokstav}'),
		('budsjett/omraader', 'id', '{nummer,navn}'),
		('oppgitte_prosenter', 'id', '{tekst,sted}')
$$;
comment on function core.flett_liste() is
	'Every list of the two documents: its path, and what an element is known by: the field noekkel, or its own text (a dot). Where that is a server-given id, naturlig names the fields by which an element without id is recognised, the first that it has.';

create or replace function core.uten(dok jsonb, felt text[]) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return case jsonb_typeof(dok)
		when 'object' then coalesce((select jsonb_object_agg(o.key, core.uten(o.value, felt)) from jsonb_each(dok) o where o.key <> all (felt)), '{}')
		when 'array' then coalesce((select jsonb_agg(core.uten(e.v, felt) order by e.nr) from jsonb_array_elements(dok) with ordinality e (v, nr)), '[]')
		else dok end;
end $$;
comment on function core.uten(jsonb, text[]) is 'The document without these fields, at every depth.';

create or replace function core.ny_id() returns text
language plpgsql volatile set search_path = core, pg_catalog, pg_temp as $$
begin
	return right(translate(gen_random_uuid()::text, '-', ''), 16);
end $$;
comment on function core.ny_id() is 'A random id of an element: 16 hexadecimal digits, 62 of their bits random.';

create or replace function core.alle_id(dok jsonb) returns text[]
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select v #>> '{}' from jsonb_path_query(dok, 'strict $.**.id') v);
end $$;
comment on function core.alle_id(jsonb) is 'Every id in a document, as often as it stands there.';

create or replace function core.gjenkjenn(liste jsonb, forrige jsonb, naturlig text[], brukt text[])
returns table (nr bigint, id text)
language sql immutable parallel safe set search_path = core, pg_catalog, pg_temp set enable_nestloop = off as $$
	with ny as (
		select a.nr, n.felt, n.rang, a.v ->> n.felt as verdi, row_number() over (partition by n.felt, a.v ->> n.felt order by a.nr) as gang
		from jsonb_array_elements(liste) with ordinality as a (v, nr), lateral (
			select felt, rang from unnest(naturlig) with ordinality as f (felt, rang) where a.v ->> felt is not null order by rang limit 1) as n
		where coalesce(a.v ->> 'id', '') = ''
	), gammel as (
		select g.v ->> 'id' as id, f.felt, g.v ->> f.felt as verdi, row_number() over (partition by f.felt, g.v ->> f.felt order by g.nr) as gang
		from jsonb_array_elements(forrige) with ordinality as g (v, nr), unnest(naturlig) as f (felt)
		where g.v ->> 'id' is not null and not exists (select from unnest(brukt) as b where b = g.v ->> 'id')
	)
	select distinct on (gammel.id) ny.nr, gammel.id from ny join gammel using (felt, verdi, gang) order by gammel.id, ny.rang, ny.nr
$$;
comment on function core.gjenkjenn(jsonb, jsonb, text[], text[]) is
	'The ids that elements without one had in an earlier document: same value of their first natural field, the n-th of it. Never one that stands elsewhere (brukt).';

create or replace function core.gjenkjenn_like(liste jsonb, deres jsonb, sti text, brukt text[]) returns table (nr bigint, id text)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
declare
	gitt    constant text[] := case when sti like 'innsatsomraader%' then '{id,bokstav}' else '{id}' end;
	opptatt constant jsonb := (select coalesce(jsonb_object_agg(b, true), '{}') from unnest(brukt) as b where b is not null);
	-- looked up and not joined: the planner thinks these lists short
	annen   constant jsonb := (select coalesce(jsonb_object_agg(x.sagt, x.id), '{}') from (
		select d.v ->> 'id' as id, u.sagt || row_number() over (partition by u.sagt order by d.nr) as sagt
		from jsonb_array_elements(deres) with ordinality as d (v, nr), lateral (select core.uten(d.v, gitt)::text as sagt) as u
		where d.v ->> 'id' is not null and not opptatt ? (d.v ->> 'id')) as x);
begin
	return query select ny.nr, annen ->> ny.sagt from (
		select a.nr, u.sagt || row_number() over (partition by u.sagt order by a.nr) as sagt
		from jsonb_array_elements(liste) with ordinality as a (v, nr), lateral (select core.uten(a.v, gitt)::text as sagt) as u) as ny where annen ? ny.sagt;
end $$;
comment on function core.gjenkjenn_like(jsonb, jsonb, text, text[]) is
	'The ids of those that another added meanwhile and which say exactly what elements without id say, but for what the server gives.';

create or replace function core.etter_id(liste jsonb) returns jsonb
language sql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
	select coalesce(jsonb_object_agg(v ->> 'id', v) filter (where v ? 'id'), '{}') from jsonb_array_elements(liste) as v
$$;
comment on function core.etter_id(jsonb) is 'The elements of a list by their id.';
drop function if exists core.med_id(jsonb, text);

create or replace function core.gi_id_liste(liste jsonb, forrige jsonb, deres jsonb, sti text, naturlig text[], brukt text[]) returns jsonb
language plpgsql volatile set search_path = core, pg_catalog, pg_temp as $$
declare
	foer  constant jsonb := core.etter_id(forrige);
	andre constant jsonb := core.etter_id(deres);
	kjent jsonb := (select coalesce(jsonb_object_agg(g.nr, g.id), '{}') from core.gjenkjenn(liste, forrige, naturlig, brukt) g);
	laant jsonb := '{}';
	ut    jsonb[] := '{}';
	e     record;
	id_   text;
begin
	if deres <> '[]' then
		laant := (select coalesce(jsonb_object_agg(a.rang, g.id), '{}') from (
				select jsonb_agg(a.v order by a.nr) as v, array_agg(a.nr order by a.nr) as nr
				from jsonb_array_elements(liste) with ordinality as a (v, nr) where coalesce(a.v ->> 'id', '') = '' and not kjent ? a.nr::text) as rest
			cross join lateral core.gjenkjenn_like(rest.v, deres, sti, brukt || array(select jsonb_object_keys(foer))) as g
			cross join lateral (select rest.nr[g.nr] as rang) as a where rest.v is not null);
	end if;
	for e in select a.v, a.nr from jsonb_array_elements(liste) with ordinality as a (v, nr) order by a.nr loop
		id_ := coalesce(nullif(e.v ->> 'id', ''), kjent ->> e.nr::text, laant ->> e.nr::text, core.ny_id());
		ut := ut || core.gi_id(e.v || jsonb_build_object('id', id_), coalesce(foer -> id_, '{}'), coalesce(andre -> id_, '{}'), sti, brukt);
	end loop;
	return to_jsonb(ut);
end $$;
comment on function core.gi_id_liste(jsonb, jsonb, jsonb, text, text[], text[]) is
	'A list of which each element has an id: its own, else that of the element it was in the earlier document, else that of one which another added meanwhile and which says exactly the same, else a new one.';

create or replace function core.mangler_id(dok jsonb) returns boolean
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.flett_liste() as l where l.noekkel = 'id'
		and jsonb_path_exists(dok, ('lax $.' || replace(l.sti, '/', '[*].') || '[*] ? (!exists(@.id) || @.id == "")')::jsonpath));
end $$;
comment on function core.mangler_id(jsonb) is 'True when an element that should have an id has none: the common save, of a draft that was read, has them all.';

create or replace function core.gi_id(dok jsonb, forrige jsonb default '{}', deres jsonb default '{}', sti text default '', brukt text[] default null) returns jsonb
language plpgsql volatile set search_path = core, pg_catalog, pg_temp as $$
declare
	opptatt text[] := coalesce(brukt, core.alle_id(dok));
	nytt    jsonb := '{}';
	f       record;
begin
	if brukt is null and not core.mangler_id(dok) then
		return dok;
	end if;
	for f in select o.key, o.value, ltrim(gi_id.sti || '/' || o.key, '/') as under, jsonb_typeof(o.value) as slag, l.noekkel, l.naturlig
		from jsonb_each(dok) as o left join core.flett_liste() as l on l.sti = ltrim(gi_id.sti || '/' || o.key, '/')
		where jsonb_typeof(o.value) in ('object', 'array')
	loop
		if f.slag = 'object' then
			nytt := nytt || jsonb_build_object(f.key, core.gi_id(f.value, coalesce(forrige -> f.key, '{}'), coalesce(deres -> f.key, '{}'), f.under, opptatt));
		elsif f.noekkel = 'id' then
			nytt := nytt || jsonb_build_object(f.key, core.gi_id_liste(f.value, coalesce(forrige -> f.key, '[]'), coalesce(deres -> f.key, '[]'), f.under, f.naturlig, opptatt));
		end if;
	end loop;
	return dok || nytt;
end $$;
comment on function core.gi_id(jsonb, jsonb, jsonb, text, text[]) is
	'The document with an id on every element of the lists that are known by id. An element without one is recognised in the earlier document (forrige), and among what another saved meanwhile (deres).';

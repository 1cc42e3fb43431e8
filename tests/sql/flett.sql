-- The merge of two documents made from one, case by case by hand; and the ids that it stands on.
begin;
select plan(94);
\ir lib/felles.psql

create function test.op() returns jsonb language sql immutable as $$ select '{
	"format": 1, "tittel": "Plan", "fra_aar": 2021,
	"kapitler": [{"kapittel": "1.1", "tekst": "Bakgrunn"}, {"kapittel": "2.1", "tekst": "Visjon"}],
	"hovedmaal": {"arbeidsplasser": "210", "tekst": "Mål"},
	"arbeidsplasser": [{"aar": 2021, "verdi": "12"}, {"aar": 2022, "verdi": "25"}],
	"tverrgaaende": ["en", "to", "tre"],
	"effektmaal": [{"id": "e1", "tekst": "Flere"}, {"id": "e2", "tekst": "Bedre"}],
	"innsatsomraader": [
		{"id": "o1", "nummer": 1, "navn": "Nett", "strategier": [{"id": "s1", "bokstav": "A", "tittel": "Sa"}, {"id": "s2", "bokstav": "B", "tittel": "Sb"}],
			"arbeidsplasser": [{"aar": 2021, "verdi": "5"}]},
		{"id": "o2", "nummer": 2, "navn": "Skog", "strategier": [{"id": "s3", "bokstav": "C", "tittel": "Sc"}], "effektmaal": [{"id": "e3", "tekst": "Tre"}]},
		{"id": "o3", "nummer": 3, "navn": "Tom"}],
	"fn_maal": [{"nummer": 8, "begrunnelse": "Arbeid", "delmaal": ["8.1"]}]}'::jsonb $$;

-- One edit: at a path, a value; null deletes.
create function test.sett(dok jsonb, sti text, verdi jsonb) returns jsonb language sql immutable as $$
	select case when verdi is null then dok #- sti::text[] else jsonb_set(dok, sti::text[], verdi) end $$;
create function test.flett(deres jsonb, min jsonb) returns jsonb language sql immutable as $$
	select coalesce(f.dokument, f.konflikter) from core.flett(test.op(), deres, min) f $$;
-- Both orders give what is wanted.
create function test.begge(a jsonb, b jsonb, oensket jsonb, hva text) returns setof text language sql as $$
	select * from is(test.flett(a, b), oensket, hva) union all select * from is(test.flett(b, a), oensket, hva || ', the other first') $$;
-- Both orders give these conflicts: "path kind".
create function test.strid(a jsonb, b jsonb, oensket text, hva text) returns setof text language sql as $$
	select * from is((select string_agg(k ->> 'sted' || ' ' || (k ->> 'slag'), ', ' order by k ->> 'sted') from jsonb_array_elements(test.flett(a, b)) k), oensket, hva)
	union all
	select * from is((select string_agg(k ->> 'sted' || ' ' || (k ->> 'slag'), ', ' order by k ->> 'sted') from jsonb_array_elements(test.flett(b, a)) k), oensket, hva || ', the other first') $$;

-- The rows hold everything.
select is(core.flett_bygg(array(select rad from core.flett_rader(array[test.op()]))), test.op(), 'taken apart and put together again');
select is(test.flett(test.op(), test.op()), test.op(), 'nothing changed');
select is((select count(*) - count(distinct (rad).noekkel) from core.flett_rader(array[test.op()])), 0::bigint, 'every thing has a key of its own');
select is(core.flett_bygg(array(select rad from core.flett_rader(array['{"kapitler":[{"kapittel":"1"},{"kapittel":"1"}],"tverrgaaende":["a","a"],"hovedmaal":{},"ukjent":[[1],{"a":2}]}'::jsonb]))),
	'{"kapitler":[{"kapittel":"1"},{"kapittel":"1"}],"tverrgaaende":["a","a"],"hovedmaal":{},"ukjent":[[1],{"a":2}]}'::jsonb, 'a key twice, an empty message and an unknown list too');

-- Independent changes.
select test.begge(test.sett(test.op(), '{tittel}', '"Ny"'), test.sett(test.op(), '{hovedmaal,tekst}', '"Nytt"'),
	test.sett(test.sett(test.op(), '{tittel}', '"Ny"'), '{hovedmaal,tekst}', '"Nytt"'), 'two fields');
select test.begge(test.sett(test.op(), '{innsatsomraader,0,navn}', '"N"'), test.sett(test.op(), '{innsatsomraader,0,strategier,1,tittel}', '"S"'),
	test.sett(test.sett(test.op(), '{innsatsomraader,0,navn}', '"N"'), '{innsatsomraader,0,strategier,1,tittel}', '"S"'), 'an area and a strategy in it');
select test.begge(test.sett(test.op(), '{arbeidsplasser,0,verdi}', '"13"'), test.sett(test.op(), '{arbeidsplasser,1,verdi}', '"-"'),
	test.sett(test.sett(test.op(), '{arbeidsplasser,0,verdi}', '"13"'), '{arbeidsplasser,1,verdi}', '"-"'), 'two cells of a table');
select test.begge(test.sett(test.op(), '{hovedmaal,nye}', '"180"'), test.sett(test.op(), '{hovedmaal,sikrede}', '"30"'),
	test.sett(test.sett(test.op(), '{hovedmaal,nye}', '"180"'), '{hovedmaal,sikrede}', '"30"'), 'two fields that were unset');
select test.begge(test.sett(test.op(), '{innsatsomraader,1}', null), test.sett(test.op(), '{innsatsomraader,0,navn}', '"N"'),
	test.sett(test.sett(test.op(), '{innsatsomraader,0,navn}', '"N"'), '{innsatsomraader,1}', null), 'an area deleted, another renamed');
select test.begge(test.sett(test.op(), '{effektmaal}', null), test.sett(test.op(), '{fn_maal}', null),
	test.sett(test.sett(test.op(), '{effektmaal}', null), '{fn_maal}', null), 'two lists emptied');
select test.begge(test.sett(test.op(), '{tverrgaaende,0}', '"ein"'), test.sett(test.op(), '{tverrgaaende,2}', null),
	test.sett(test.op(), '{tverrgaaende}', '["ein", "to"]'), 'a text changed, another deleted');
select test.begge(test.sett(test.op(), '{innsatsomraader,0,strategier}', (test.op() #> '{innsatsomraader,0,strategier}') || '{"id":"s4","tittel":"Ny"}'),
	test.sett(test.op(), '{innsatsomraader,0,strategier,0}', null),
	test.sett(test.op(), '{innsatsomraader,0,strategier}', '[{"id":"s2","bokstav":"B","tittel":"Sb"},{"id":"s4","tittel":"Ny"}]'), 'a strategy added, another deleted');
-- Adding at the same place: both; their order is the server's.
select is(test.flett(test.sett(test.op(), '{tverrgaaende}', '["en","to","tre","a"]'), test.sett(test.op(), '{tverrgaaende}', '["en","to","tre","b"]')) -> 'tverrgaaende',
	'["en","to","tre","a","b"]'::jsonb, 'two texts added at the end');
select is(test.flett(test.sett(test.op(), '{kapitler}', (test.op() -> 'kapitler') || '{"kapittel":"4","tekst":"x"}'), test.sett(test.op(), '{kapitler}', (test.op() -> 'kapitler') || '{"kapittel":"7","tekst":"y"}')) -> 'kapitler',
	(test.op() -> 'kapitler') || '[{"kapittel":"4","tekst":"x"},{"kapittel":"7","tekst":"y"}]', 'two chapters added');

-- The same change twice.
select is(test.flett(test.sett(test.op(), '{tittel}', '"Ny"'), test.sett(test.op(), '{tittel}', '"Ny"')), test.sett(test.op(), '{tittel}', '"Ny"'), 'the same value');
select is(test.flett(test.sett(test.op(), '{innsatsomraader,1}', null), test.sett(test.op(), '{innsatsomraader,1}', null)), test.sett(test.op(), '{innsatsomraader,1}', null), 'the same deleted');
select is(test.flett(test.sett(test.op(), '{hovedmaal}', null), test.sett(test.op(), '{hovedmaal}', null)), test.sett(test.op(), '{hovedmaal}', null), 'the same message unset');
select is(test.flett(test.sett(test.op(), '{kapitler}', '[{"kapittel":"4","tekst":"x"}]'), test.sett(test.op(), '{kapitler}', '[{"kapittel":"4","tekst":"x"}]')) -> 'kapitler',
	'[{"kapittel":"4","tekst":"x"}]'::jsonb, 'the same chapter added');

-- The same thing changed differently.
select test.strid(test.sett(test.op(), '{tittel}', '"A"'), test.sett(test.op(), '{tittel}', '"B"'), 'tittel endret', 'a field');
select is(test.flett(test.sett(test.op(), '{tittel}', '"A"'), test.sett(test.op(), '{tittel}', '"B"')), '[{"noekkel":"/tittel","sted":"tittel","slag":"endret","foer":"Plan","deres":"A","min":"B"}]'::jsonb,
	'with all three values');
select test.strid(test.sett(test.op(), '{arbeidsplasser,0,verdi}', '"0"'), test.sett(test.op(), '{arbeidsplasser,0,verdi}', '"-"'), 'arbeidsplasser/2021/verdi endret', 'a cell: 0 and - differ');
select test.strid(test.sett(test.op(), '{arbeidsplasser,0,verdi}', '"0"'), test.sett(test.op(), '{arbeidsplasser,0,verdi}', null), 'arbeidsplasser/2021/verdi slettet', '0 and nothing too');
select test.strid(test.sett(test.op(), '{tverrgaaende,1}', '"a"'), test.sett(test.op(), '{tverrgaaende,1}', '"b"'), 'tverrgaaende/2 endret', 'a text of a list');
select test.strid(test.sett(test.op(), '{hovedmaal,nye}', '"1"'), test.sett(test.op(), '{hovedmaal,nye}', '"2"'), 'hovedmaal/nye lagt_til', 'a field that was unset');
select test.strid(test.sett(test.op(), '{innsatsomraader,1}', null), test.sett(test.op(), '{innsatsomraader,1,strategier,0,tittel}', '"x"'), 'innsatsomraader/2 slettet', 'deleted against changed, deep inside: the whole of it');
select test.strid(test.sett(test.op(), '{innsatsomraader,2}', null), test.sett(test.op(), '{innsatsomraader,2,strategier}', '[{"id":"s9"}]'), 'innsatsomraader/3 slettet', 'deleted against added to');
select test.strid(test.sett(test.op(), '{hovedmaal}', null), test.sett(test.op(), '{hovedmaal,tekst}', '"x"'), 'hovedmaal slettet', 'a message unset against changed');
select test.strid(test.sett(test.op(), '{tverrgaaende,1}', null), test.sett(test.op(), '{tverrgaaende,1}', '"x"'), 'tverrgaaende/2 slettet', 'a text deleted against changed');
select test.strid(test.sett(test.sett(test.op(), '{tittel}', '"A"'), '{fra_aar}', '2020'), test.sett(test.sett(test.op(), '{tittel}', '"B"'), '{fra_aar}', '2022'),
	'fra_aar endret, tittel endret', 'every conflict is told at once');

-- Moving: the strategy s3 from the second area to the first or third.
create function test.flytt(dok jsonb, til int) returns jsonb language sql immutable as $$
	select jsonb_set(dok #- '{innsatsomraader,1,strategier}', array['innsatsomraader', til::text, 'strategier'],
		coalesce(dok #> array['innsatsomraader', til::text, 'strategier'], '[]') || (dok #> '{innsatsomraader,1,strategier}')) $$;
select test.begge(test.flytt(test.op(), 2), test.sett(test.op(), '{innsatsomraader,1,strategier,0,tittel}', '"Ny"'),
	test.flytt(test.sett(test.op(), '{innsatsomraader,1,strategier,0,tittel}', '"Ny"'), 2), 'moved by one, changed by the other: moved and changed');
select is(test.flett(test.flytt(test.op(), 2), test.flytt(test.op(), 2)), test.flytt(test.op(), 2), 'moved to the same place');
select test.strid(test.flytt(test.op(), 2), test.flytt(test.op(), 0), 'innsatsomraader/2/strategier/C flyttet', 'moved to two places');
select is(test.flett(test.flytt(test.op(), 2), test.flytt(test.op(), 0)) -> 0 ->> 'deres', 'innsatsomraader/3', 'which the conflict names');
select is(test.flett(test.op() - 'effektmaal' || jsonb_build_object('robusthet', coalesce(test.op() -> 'robusthet', '[]') || (test.op() -> 'effektmaal' -> 0)),
	test.op() - 'effektmaal' || jsonb_build_object('utviklingsevne', coalesce(test.op() -> 'utviklingsevne', '[]') || (test.op() -> 'effektmaal' -> 0)))
	#- '{0,noekkel}' #- '{0,sted}', '[{"slag":"flyttet","foer":"effektmaal","deres":"robusthet","min":"utviklingsevne"}]', 'moved to two lists of the same: they are named');
select test.strid(test.flytt(test.op(), 2), test.sett(test.op(), '{innsatsomraader,1,strategier,0}', null), 'innsatsomraader/2/strategier/C slettet', 'moved against deleted');
select test.strid(test.flytt(test.op(), 2), test.sett(test.op(), '{innsatsomraader,2}', null), 'innsatsomraader/3 slettet', 'moved into what the other deleted');
select test.begge(test.sett(test.flytt(test.op(), 2), '{innsatsomraader,1}', null), test.sett(test.op(), '{innsatsomraader,1,strategier,0,tittel}', '"Ny"'),
	test.sett(test.flytt(test.sett(test.op(), '{innsatsomraader,1,strategier,0,tittel}', '"Ny"'), 2), '{innsatsomraader,1}', null), 'moved out of what was then deleted: the strategy lives on');
select is(test.flett(jsonb_set(test.op() #- '{effektmaal,0}', '{innsatsomraader,2,effektmaal}', '[{"id":"e1","tekst":"Flere"}]'), test.sett(test.op(), '{effektmaal,0,indikator}', '"I"'))
	#> '{innsatsomraader,2,effektmaal}', '[{"id":"e1","tekst":"Flere","indikator":"I"}]'::jsonb, 'a goal moved from the plan to an area');

-- Order: theirs where they reordered, else mine; newcomers follow their predecessor.
create function test.orden(liste jsonb) returns text language sql immutable as $$ select string_agg(v #>> '{}', ' ' order by nr) from jsonb_array_elements(liste) with ordinality a (v, nr) $$;
create function test.rob(a text, b text) returns text language sql immutable as $$
	select test.orden(test.flett(test.sett(test.op(), '{tverrgaaende}', a::jsonb), test.sett(test.op(), '{tverrgaaende}', b::jsonb)) -> 'tverrgaaende') $$;
select is(test.rob('["tre","en","to"]', '["en","to","tre"]'), 'tre en to', 'theirs reordered');
select is(test.rob('["en","to","tre"]', '["tre","to","en"]'), 'tre to en', 'mine reordered');
select is(test.rob('["to","en","tre"]', '["tre","to","en"]'), 'to en tre', 'both: the first stands');
select is(test.rob('["en","ny","to","tre"]', '["tre","to","en"]'), 'tre to en ny', 'a newcomer follows its predecessor');
select is(test.rob('["ny","en","to","tre"]', '["en","to","tre","sist"]'), 'ny en to tre sist', 'first stays first and last last');
select is(test.rob('["en","to","x","y","tre"]', '["en","to","tre"]'), 'en to x y tre', 'newcomers keep their own order');

-- Ids.
select is(core.uten(core.gi_id(core.uten(test.op(), '{id}')), '{id}'), core.uten(test.op(), '{id}'), 'ids are added and nothing else');
select is(core.gi_id(test.op()), test.op(), 'what has an id keeps it');
select is(core.gi_id(core.uten(test.op(), '{id}'), test.op()), test.op(), 'an element without one is recognised in the earlier document');
select is(array_length(core.alle_id(core.gi_id(core.uten(test.op(), '{id}'))), 1), 9, 'every element of the lists known by id');
select matches((core.alle_id(core.gi_id('{"effektmaal":[{"tekst":"x"}]}')))[1], '^[0-9a-f]{16}$', 'random');
select isnt(core.gi_id('{"effektmaal":[{"tekst":"x"}]}'), core.gi_id('{"effektmaal":[{"tekst":"x"}]}'), 'each time another');
select is(core.gi_id('{"innsatsomraader":[{"nummer":2,"navn":"Nytt navn"}]}', test.op()) #>> '{innsatsomraader,0,id}', 'o2', 'a renamed area by its number');
select is(core.gi_id('{"innsatsomraader":[{"id":"o2"},{"nummer":2}]}', test.op()) #>> '{innsatsomraader,0,id}', 'o2', 'no id twice');
select isnt(core.gi_id('{"innsatsomraader":[{"id":"o2"},{"nummer":2}]}', test.op()) #>> '{innsatsomraader,1,id}', 'o2', 'not even by its number');
select is(core.gi_id('{"effektmaal":[{"tekst":"Likt"}]}', '{}', '{"effektmaal":[{"id":"x1","tekst":"Likt"}]}') #>> '{effektmaal,0,id}', 'x1', 'what another added meanwhile, word for word');
select isnt(core.gi_id('{"effektmaal":[{"tekst":"Ulikt"}]}', '{}', '{"effektmaal":[{"id":"x1","tekst":"Likt"}]}') #>> '{effektmaal,0,id}', 'x1', 'not what differs');
select is(core.gi_id('{"effektmaal":[{"tekst":"Likt"},{"tekst":"Likt"},{"tekst":"Likt"}]}', '{}', '{"effektmaal":[{"id":"x1","tekst":"Likt"},{"id":"x2","tekst":"Likt"}]}') #> '{effektmaal,1,id}', '"x2"', 'the second of two alike is the second');
set local statement_timeout = '15s';
select is((select v from core.gi_id((select jsonb_build_object('effektmaal', jsonb_agg('{}'::jsonb)) from generate_series(1, 8000)), '{}',
	(select jsonb_build_object('effektmaal', jsonb_agg(jsonb_build_object('id', 'x' || i) order by i)) from generate_series(1, 8000) i)) g, lateral (select g #>> '{effektmaal,7999,id}' as v) x), 'x8000',
	'thousands alike, which took minutes when each was compared with each');
set local statement_timeout = 0;
select is(core.gi_id('{"finansiering":{"rader":[{"kilde":"K"}],"oppgitt_sum":"5"}}', '{"finansiering":{"rader":[{"id":"f1","kilde":"K"}]}}') #>> '{finansiering,rader,0,id}', 'f1', 'a row of a table by its name');

select is(core.mangler_id(test.op()), false, 'none is missing');
select is(core.mangler_id(test.op() #- '{innsatsomraader,1,strategier,0,id}'), true, 'one, deep inside');
select is(core.mangler_id(jsonb_set(test.op(), '{effektmaal,1,id}', '""')), true, 'an empty one is none');
select is(core.mangler_id('{"finansiering":{"rader":[{"kilde":"K"}]}}'), true, 'in a table');
select is(core.mangler_id('{"finansiering":{"oppgitt_sum":{"navn":"Sum"}},"kapitler":[{"kapittel":"1"}]}'), false, 'sums and chapters have none');

-- The whole model: of a generated programme, which has every field of the contract, every value changed by one and every list
-- added to by both.
create temp table linje (v jsonb) on commit drop;
\copy linje from program '/usr/bin/python3 tests/plans/generate --areas 2 --years 2 --seed 45' with (format csv, quote E'\x01', delimiter E'\x02')
create temp table hel on commit drop as select 'op' as dok, v -> 'omstillingsplan' as v from linje union all select 'hp', v #> '{handlingsplaner,1}' from linje;
create temp table node on commit drop as
	with recursive n (dok, sti, mal, v) as (
		select dok, '{}'::text[], '', v from hel
		union all
		select n.dok, n.sti || b.k, ltrim(n.mal || b.mal, '/'), b.v from n, lateral (
			select key as k, '/' || key as mal, value as v from jsonb_each(case when jsonb_typeof(n.v) = 'object' then n.v end)
			union all select (nr - 1)::text, '', x from jsonb_array_elements(case when jsonb_typeof(n.v) = 'array' then n.v end) with ordinality a (x, nr)) b
	)
	select *, row_number() over (partition by dok order by sti) as nr from n;
select is(core.flett_bygg(array(select rad from core.flett_rader(array[v]))), v, 'taken apart and put together again: ' || dok) from hel;
select is_empty($$select distinct mal from node where jsonb_typeof(v) = 'array' except select sti from core.flett_liste()$$, 'no list that the merge does not know');
select is_empty($$select sti from core.flett_liste() where sti !~ '^omraadeendringer' except select mal from node where jsonb_typeof(v) = 'array'$$, 'and none that is not generated');
-- Two people, each at a value; every third pair, which is each value some time.
create temp table par on commit drop as
	select a.dok, a.sti as a, b.sti as b, hel.v, jsonb_set(hel.v, a.sti, case jsonb_typeof(a.v) when 'string' then '"aa"' when 'number' then '4711' else to_jsonb(a.v <> 'true') end) as deres,
		jsonb_set(hel.v, b.sti, case jsonb_typeof(b.v) when 'string' then '"bb"' when 'number' then '4712' else to_jsonb(b.v <> 'true') end) as min
	from (select *, lead(nr, 3) over w as neste from node where jsonb_typeof(v) not in ('object', 'array') and sti[cardinality(sti)] not in ('id', 'aar', 'kapittel') and mal <> 'fn_maal/nummer'
		window w as (partition by dok order by nr)) as a
	join node as b on b.dok = a.dok and b.nr = a.neste join hel on hel.dok = a.dok where a.nr % 3 = 0;
select cmp_ok((select count(*) from par), '>', 100::bigint, 'pairs are made');
select is_empty($$select dok, a, b, f.konflikter from par, core.flett(v, deres, min) f where f.konflikter <> '[]'
	or f.dokument #> a is distinct from deres #> a or f.dokument #> b is distinct from min #> b$$, 'two values changed by two people: both stand');
select is_empty($$select par.dok, a from par, core.flett(v, deres, jsonb_set(v, a, case jsonb_typeof(v #> a) when 'string' then '"cc"'::jsonb when 'number' then '4713' else 'null' end)) f
	where jsonb_typeof(v #> a) <> 'boolean' and jsonb_array_length(f.konflikter) is distinct from 1$$, 'the same value changed differently: one conflict');
select is_empty($$select n.dok, n.sti, f.konflikter from node n join hel using (dok) join core.flett_liste() l on l.sti = n.mal,
	core.flett(hel.v, jsonb_set(hel.v, n.sti, n.v || '[{"id": "ny1"}]'), jsonb_set(hel.v, n.sti, n.v || '[{"id": "ny2"}]')) f
	where jsonb_typeof(n.v) = 'array' and l.noekkel = 'id' and (f.konflikter <> '[]' or not f.dokument #> n.sti @> '[{"id": "ny1"}, {"id": "ny2"}]')$$, 'two people add to one list: both');

select * from finish();
rollback;

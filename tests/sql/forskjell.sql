-- What differs between two editions: each kind of change by hand, every value of a plan by turns, and who may ask.
\set op `cat :src/tests/sql/data/omstillingsplan.json`
\set hp `cat :src/tests/sql/data/handlingsplan.json`
begin;
select plan(54);
\ir lib/felles.psql
\ir lib/historie.psql

create temp table fast on commit drop as select :'op'::jsonb as op, :'hp'::jsonb as hp;
-- A generated programme has every field of the contract (e2e.modell holds it to that).
create temp table linje (v jsonb) on commit drop;
\copy linje from program '/usr/bin/python3 tests/plans/generate --areas 2 --years 2 --seed 45' with (format csv, quote E'\x01', delimiter E'\x02')
create temp table gen on commit drop as select v -> 'omstillingsplan' as op, v #> '{handlingsplaner,1}' as hp from linje;
create function test.forskjell(gml jsonb, ny jsonb) returns text language sql as $$
	select coalesce(string_agg(format('%s %s: %s > %s', slag, sted, coalesce(gammel, 'null'), coalesce(ny_verdi, 'null')), E'\n' order by nr), '')
	from checks.forskjeller(gml, ny) with ordinality as f (sted, slag, navn, gammel, ny_verdi, nr) $$;
-- The plan with one value changed; null takes it away.
create function test.op(sti text, verdi jsonb) returns jsonb language sql as $$
	select case when verdi is null then op #- sti::text[] else jsonb_set(op, sti::text[], verdi) end from fast $$;
create function test.hp(sti text, verdi jsonb) returns jsonb language sql as $$
	select case when verdi is null then hp #- sti::text[] else jsonb_set(hp, sti::text[], verdi) end from fast $$;

select is(test.forskjell(op, op), '', 'a plan and itself') from fast;
select is(test.forskjell(hp, hp), '', 'the other plan too') from fast;
select is(test.forskjell('{}', '{}'), '', 'nothing and nothing');

-- Numbers: by area and year, and null, "-" and 0 are three things.
select is(test.forskjell(op, test.op('{innsatsomraader,1,arbeidsplasser,1,verdi}', '"12"')), 'tall innsatsomraader/2/arbeidsplasser/2026: 2 > 12', 'a target, by area and year') from fast;
select is(test.forskjell(op, test.op('{innsatsomraader,1,arbeidsplasser,1}', null)), 'tall innsatsomraader/2/arbeidsplasser/2026: 2 > null', 'a year gone') from fast;
select is(test.forskjell(op, test.op('{innsatsomraader,1,arbeidsplasser,1,verdi}', '"-"')), 'tall innsatsomraader/2/arbeidsplasser/2026: 2 > -', '"-" is not null') from fast;
select is(test.forskjell(test.op('{innsatsomraader,1,arbeidsplasser,1,verdi}', '"-"'), test.op('{innsatsomraader,1,arbeidsplasser,1,verdi}', '"0"')),
	'tall innsatsomraader/2/arbeidsplasser/2026: - > 0', 'nor 0');
select is(test.forskjell(op, test.op('{til_aar}', '2028')), 'tall til_aar: 2027 > 2028', 'a year of the period') from fast;
select is(test.forskjell(hp, test.hp('{budsjett,timepris}', '"600"')), 'tall budsjett/timepris: 400 > 600', 'the rate') from fast;
select is((select navn from fast, checks.forskjeller(op, test.op('{innsatsomraader,1,arbeidsplasser,1,verdi}', '"12"'))),
	(select op #>> '{innsatsomraader,1,navn}' from fast), 'the row says which area');

-- Areas and strategies.
select is(test.forskjell(op, test.op('{innsatsomraader,2,navn}', '"Nytt navn"')), format('omdoept innsatsomraader/3/navn: %s > Nytt navn', op #>> '{innsatsomraader,2,navn}'), 'an area is renamed') from fast;
select is(test.forskjell(op, test.op('{innsatsomraader,2,nummer}', '9')), 'flyttet innsatsomraader/9/nummer: 3 > 9', 'an area gets another number') from fast;
select is(split_part(test.forskjell(op, test.op('{innsatsomraader,3}', null)), E'\n', 1), format('fjernet innsatsomraader/4: %s > null', op #>> '{innsatsomraader,3,navn}'), 'an area is removed') from fast;
select is(test.forskjell(op, jsonb_set(op, '{innsatsomraader}', op -> 'innsatsomraader' || '[{"nummer": 7, "navn": "Havn", "arbeidsplasser": [{"aar": 2025, "verdi": "3"}], "strategier": [{"bokstav": "F", "tittel": "Kai"}]}]')),
	E'lagt_til innsatsomraader/7: null > Havn\ntall innsatsomraader/7/arbeidsplasser/2025: null > 3\nlagt_til innsatsomraader/7/strategier/F: null > F Kai\ntekst innsatsomraader/7/strategier/F/tittel: null > Kai',
	'an area is added, with all that is in it') from fast;
select is(test.forskjell(op, test.op('{innsatsomraader,0,strategier,0,tittel}', '"Annet"')),
	format('omdoept innsatsomraader/1/strategier/A/tittel: %s > Annet', op #>> '{innsatsomraader,0,strategier,0,tittel}'), 'a strategy is renamed: its letter says it is the same') from fast;
select is(test.forskjell(op, jsonb_set(jsonb_set(op #- '{innsatsomraader,0,strategier,0}', '{innsatsomraader,2,strategier,5}', op #> '{innsatsomraader,0,strategier,0}' || '{"innhold": "Nytt"}'), '{tittel}', '"T"')),
	format(E'flyttet innsatsomraader/3/strategier/A: innsatsomraader/1 > innsatsomraader/3\ntekst innsatsomraader/3/strategier/A/innhold: %s > Nytt\ntekst tittel: %s > T',
		coalesce(op #>> '{innsatsomraader,0,strategier,0,innhold}', 'null'), op ->> 'tittel'), 'a strategy moves to another area, and what changed in it is told') from fast;
select is(test.forskjell('{"innsatsomraader": [{"id": "a", "nummer": 1, "navn": "Bo"}]}', '{"innsatsomraader": [{"id": "a", "nummer": 2, "navn": "Leve"}]}'),
	E'omdoept innsatsomraader/2/navn: Bo > Leve\nflyttet innsatsomraader/2/nummer: 1 > 2', 'the id says it is the same, whatever it is called');
select is(test.forskjell('{"innsatsomraader": [{"id": "a", "nummer": 1, "navn": "Bo"}]}', '{"innsatsomraader": [{"id": "b", "nummer": 1, "navn": "Bo"}]}'),
	E'fjernet innsatsomraader/1: Bo > null\nlagt_til innsatsomraader/1: null > Bo', 'or that it is another');
select is(test.forskjell('{"innsatsomraader": [{"nummer": 1, "navn": "Bo"}]}', '{"innsatsomraader": [{"id": "b", "nummer": 1, "navn": "Bo"}]}'), '', 'an id alone is no difference');
select is((select string_agg(slag || ' ' || sted, ', ') from checks.forskjeller('{"omraader": [{"id": "a", "nummer": 1, "navn": "Bo", "maal": "5"}]}', '{"omraader": [{"id": "b", "nummer": 1, "navn": "Bo", "maal": "6"}]}', false)),
	'tekst omraader/1/maal', 'between two plans ids only join');
select is((select count(*) from checks.forskjeller(hp, jsonb_set(hp, '{omraader}', (select jsonb_agg(o || '{"id": "ny"}') from jsonb_array_elements(hp -> 'omraader') o)), false)), 0::bigint,
	'two years of the same areas') from fast;
select is(test.forskjell('{"tverrgaaende": ["a", "b", "c"]}', '{"tverrgaaende": ["c", "a", "b", "d"]}'),
	E'flyttet tverrgaaende: a, b, c > c, a, b\nlagt_til tverrgaaende/4: null > d', 'another order is said once, of what is in both');

-- Tiltak, delmål, money, texts.
select is(test.forskjell(hp, test.hp('{omraader,0,tiltak,0,budsjett}', '"1"')), format('tall omraader/1/tiltak/%s/budsjett: %s > 1', hp #>> '{omraader,0,tiltak,0,bokstav}', hp #>> '{omraader,0,tiltak,0,budsjett}'), 'a budget') from fast;
select is(test.forskjell(hp, test.hp('{omraader,0,tiltak,0,tiltak}', '"Noe helt annet"')), format('tekst omraader/1/tiltak/%s/tiltak: %s > Noe helt annet', hp #>> '{omraader,0,tiltak,0,bokstav}', hp #>> '{omraader,0,tiltak,0,tiltak}'),
	'a tiltak in other words is the same: it stands under its letter') from fast;
select is(test.forskjell('{"omraader": [{"nummer": 1, "tiltak": [{"bokstav": "A", "tiltak": "Kai"}]}, {"nummer": 2}]}', '{"omraader": [{"nummer": 1}, {"nummer": 2, "tiltak": [{"bokstav": "A", "tiltak": "Kai", "budsjett": "5"}]}]}'),
	E'flyttet omraader/2/tiltak/A: omraader/1 > omraader/2\ntall omraader/2/tiltak/A/budsjett: null > 5', 'a tiltak moves to another area');
select is(test.forskjell('{"omraader": [{"nummer": 1, "tiltak": [{"bokstav": "A", "delmaal": [{"antall": "2", "tekst": "Møter", "tilstand": "planlagt"}]}]}]}',
	'{"omraader": [{"nummer": 1, "tiltak": [{"bokstav": "A", "delmaal": [{"antall": "3", "tekst": "Møter", "tilstand": "igangsatt"}]}]}]}'),
	E'tall omraader/1/tiltak/A/delmaal/1/antall: 2 > 3\ntekst omraader/1/tiltak/A/delmaal/1/tilstand: planlagt > igangsatt', 'a delmål: count and state');
select is(test.forskjell('{"finansiering": {"rader": [{"kilde": "KDD", "beloep": "1"}]}}', '{"finansiering": {"rader": [{"kilde": "KDD", "beloep": "2", "forbehold": "Ikke avklart"}]}}'),
	E'tall finansiering/rader/1/beloep: 1 > 2\ntekst finansiering/rader/1/forbehold: null > Ikke avklart', 'a financier');
select is(test.forskjell('{"kapitler": [{"kapittel": "1.1", "tekst": "En to"}]}', '{"kapitler": [{"kapittel": "1.1", "tekst": "En tre"}, {"kapittel": "2.1", "tekst": "Ny"}]}'),
	E'tekst kapitler/1.1/tekst: En to > En tre\nlagt_til kapitler/2.1: null > Kapittel 2.1\ntekst kapitler/2.1/tekst: null > Ny', 'chapters');
select is(test.forskjell('{"innsatsomraader": [{"nummer": 1}]}', '{"innsatsomraader": [{"nummer": 1, "stoetteomraade": true}]}'), 'endret innsatsomraader/1/stoetteomraade: null > true', 'yes and no');
select is(test.forskjell('{}', '{"finansiering": {}}'), 'endret finansiering: null > {}', 'even an empty table');

-- Every field of the contract by turns, by one value: changed it is found, once, with both sides; and what is found one way is found the other way.
create temp table blad on commit drop as
	with recursive n (dok, sti, v) as (
		select d.dok, '{}'::text[], d.v from gen, lateral (values ('op', op), ('hp', hp)) d (dok, v)
		union all
		select n.dok, n.sti || b.k, b.v from n, lateral (
			select key as k, value as v from jsonb_each(case when jsonb_typeof(n.v) = 'object' then n.v end)
			union all select (nr - 1)::text, x from jsonb_array_elements(case when jsonb_typeof(n.v) = 'array' then n.v end) with ordinality a (x, nr)) b
	)
	select distinct on (n.dok, regexp_replace(n.sti::text, '[0-9]+', '', 'g')) n.dok, n.sti, n.v, d.v as hel, jsonb_set(d.v, n.sti, case jsonb_typeof(n.v) when 'string' then '"98765"' when 'number' then '98765' else to_jsonb(n.v <> 'true') end) as annen
	from n, gen, lateral (values ('op', op), ('hp', hp)) d (dok, v)
	where n.dok = d.dok and jsonb_typeof(n.v) not in ('object', 'array') and n.sti[cardinality(n.sti)] <> 'id';
create temp table sett on commit drop as
	select b.dok, b.sti, array(select format('%s %s>%s', slag, gammel, ny_verdi) from checks.forskjeller(hel, annen)) as frem,
		array(select format('%s %s>%s', case slag when 'lagt_til' then 'fjernet' when 'fjernet' then 'lagt_til' else slag end, ny_verdi, gammel)
			from checks.forskjeller(annen, hel)) as tilbake
	from blad as b;
select cmp_ok((select count(*) from sett), '>', 220::bigint, 'the values are seen at all');
select is_empty($$select dok, sti from sett where frem = '{}'$$, 'every value that changes is found');
select is_empty($$select dok, sti from sett where array(select unnest(frem) order by 1) <> array(select unnest(tilbake) order by 1)$$, 'the other way round likewise');
select is_empty($$select dok, sti from sett where sti[cardinality(sti)] in ('verdi', 'budsjett', 'resultatmaal', 'kostnad', 'ramme', 'beskrivelse', 'oppgitt_sum', 'nye', 'sikrede', 'antall', 'deltakere',
	'maaltall', 'resultat', 'soekbare_midler', 'forbehold', 'fotnote', 'indikator', 'maalekilde', 'tidspunkt', 'kommentar', 'ansvarlig', 'bakgrunn', 'vedlegg_id')
	and cardinality(frem) <> 1$$, 'and a figure is one difference');

-- The new lists: things are known by what people call them, where ids are not the same.
select is(test.forskjell('{"robusthet": [{"tekst": "Flere bedrifter", "maaltall": "5"}, {"tekst": "Lønnsomhet"}]}', '{"robusthet": [{"tekst": "Lønnsomhet", "maaltall": "0"}, {"tekst": "Flere bedrifter", "maaltall": "-"}]}'),
	E'flyttet robusthet: Flere bedrifter, Lønnsomhet > Lønnsomhet, Flere bedrifter\ntall robusthet/1/maaltall: null > 0\ntall robusthet/2/maaltall: 5 > -', 'goals by their words; null, 0 and "-" are three');
select is(test.forskjell('{"resultater": [{"gjelder_aar": 2021, "nummer": 1, "navn": "Mat", "maal": "Jobber", "resultat": "1"}]}',
	'{"resultater": [{"gjelder_aar": 2022, "nummer": 1, "navn": "Mat", "maal": "Jobber", "resultat": "3"}, {"gjelder_aar": 2021, "nummer": 1, "navn": "Mat", "maal": "Jobber", "resultat": "2"}]}'),
	E'lagt_til resultater/1: null > Mat 2022\ntall resultater/1/gjelder_aar: null > 2022\ntekst resultater/1/maal: null > Jobber\ntall resultater/1/resultat: null > 3\ntall resultater/1.2/resultat: 1 > 2',
	'results by year and area');
select is(test.forskjell('{"vedlegg": [{"tittel": "Analyse", "sha256": "aa"}]}', '{"vedlegg": [{"tittel": "Analyse", "sha256": "bb"}]}'), 'tekst vedlegg/1/sha256: aa > bb', 'an attachment in a new edition');
select is(test.forskjell('{"kommunikasjonstiltak": [{"budskap": "Søk", "naar": "mai"}]}', '{"kommunikasjonstiltak": [{"budskap": "Søk", "naar": "juni"}, {"budskap": "Møt"}]}'),
	E'tekst kommunikasjonstiltak/1/naar: mai > juni\nlagt_til kommunikasjonstiltak/2: null > Møt\ntekst kommunikasjonstiltak/2/budskap: null > Møt', 'the communication plan by what is said');
select is(test.forskjell('{"arbeidsplasser": [{"aar": 2021, "verdi": "5"}]}', '{"arbeidsplasser": [{"aar": 2021, "verdi": "5", "nye": "3", "sikrede": "2"}, {"aar": 2022, "verdi": "1", "nye": "1"}]}'),
	E'tall arbeidsplasser/2021/nye: null > 3\ntall arbeidsplasser/2021/sikrede: null > 2\nlagt_til arbeidsplasser/2022: null > 2022\ntall arbeidsplasser/2022/nye: null > 1\ntall arbeidsplasser/2022/verdi: null > 1',
	'a figure is split');
select is(test.forskjell('{"arbeidsplasser": [{"aar": 2021, "verdi": "5", "nye": "3"}]}', '{"arbeidsplasser": [{"aar": 2021, "verdi": "5"}]}'), 'tall arbeidsplasser/2021/nye: 3 > null', 'and is no longer');

-- 10 000 values (a plan may hold 25 000, which take two and a half times as long), and as unlike: the worst that one may ask for. Pairing one with one took 17 s
-- of the first and 3 s of the third; these take less than a second, and the limit is for a busy machine.
create temp table stor on commit drop as
	select jsonb_build_object('robusthet', jsonb_agg('g' || i)) as verdier, jsonb_build_object('robusthet', jsonb_agg('n' || i)) as andre,
		jsonb_build_object('robusthet', jsonb_agg('g' || i order by i desc)) as snudd
	from generate_series(1, 9900) i;
create function test.spredt(forskyv int) returns jsonb language sql as $$
	select jsonb_build_object('omraader', jsonb_agg(jsonb_build_object('nummer', i, 'navn', 'x' || i,
		'tiltak', (select jsonb_agg(jsonb_build_object('id', 't' || (i + forskyv) % 700 || '-' || k)) from generate_series(1, 4) k))))
	from generate_series(1, 700) i $$;
set local statement_timeout = '8s';
select is((select count(*) from stor, checks.forskjeller(verdier, andre)), 9900::bigint, 'every value of one list changed: each is one difference');
select is((select string_agg(slag || ' ' || sted, ', ') from stor, checks.forskjeller(verdier, snudd)), 'flyttet robusthet', 'a long list turned round is one');
select is((select string_agg(distinct slag, ', ') || count(*) from checks.forskjeller(test.spredt(0), test.spredt(1))), 'flyttet2800', 'every tiltak moved to another area: each is one');
select is((select count(*) from checks.forskjeller('{}', test.spredt(0))), 3500::bigint, 'all is new: 700 areas, their numbers and names not apart, and 2800 tiltak of an id only');
set local statement_timeout = 0;

-- Who may ask. v1 was adopted, revision 2 is a draft.
update core.oppsett set demonstrasjon = true, i_dag = '2021-12-01';
select test.revisjon('dal', 'handlingsplan-2021', 1, '{"format":1,"aar":2021,"tittel":"En"}'), test.revisjon('dal', 'handlingsplan-2021', 2, '{"format":1,"aar":2021,"tittel":"To"}'),
	test.revisjon('dal', 'handlingsplan-2022', 1, '{"format":1,"aar":2022,"tittel":"Neste"}'), test.revisjon('dal', 'omstillingsplan', 1, '{"format":1}');
select test.versjon('dal', 'handlingsplan-2021', 1, 1), test.vedtak('dal', 'handlingsplan-2021', 1, '2021-02-01');
create function test.diff(hvem text, fra text, til text) returns text language sql as $$
	select coalesce((k.s).json -> 'forskjeller' -> 0 ->> 'ny', (k.s).json ->> 'forskjeller', (k.s).grunn)
	from (select test.kall(hvem, 'diff_plan', json_strip_nulls(json_build_object('fra', fra, 'til', til))) as s offset 0) k $$;
select is(test.diff('medlem', 'dal/handlingsplan-2021@v1', 'dal/handlingsplan-2021'), 'To', 'a version and the draft');
select is(test.diff('medlem', 'dal/handlingsplan-2021@v1', null), 'To', 'the draft by itself');
select is(test.diff('medlem', 'dal/handlingsplan-2021@v1', 'dal/handlingsplan-2021@1'), '[]', 'a version and the revision it froze');
select is(test.diff('medlem', 'dal/handlingsplan-2021', 'dal/handlingsplan-2022'), '2022', 'two years');
select is(test.diff('medlem', 'dal/handlingsplan-2021', 'dal/omstillingsplan'), 'feil_plantype', 'not two kinds of plan');
select is(test.diff('medlem', null, 'dal/omstillingsplan'), 'felt_mangler', 'one of them must be named');
select is(test.diff(null, 'dal/handlingsplan-2021@v1', null), '[]', 'without a token: what is in force, and itself');
select is(test.diff(null, 'dal/handlingsplan-2021@v1', 'dal/handlingsplan-2021@2'), 'ukjent_plan', 'and no draft');
select is(test.diff('fremmed', 'dal/handlingsplan-2022', 'dal/handlingsplan-2021'), 'ukjent_plan', 'on neither side');
select is(test.kall('fremmed', 'diff_plan', '{"fra":"dal/handlingsplan-2022"}')::text, test.kall('fremmed', 'diff_plan', '{"fra":"dal/handlingsplan-1999"}')::text,
	'which is as what does not exist');

select * from finish();
rollback;

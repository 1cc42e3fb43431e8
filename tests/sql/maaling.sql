-- Effektmål and their series: what a file may say and how it is read, all or nothing, corrections, goals that nobody has measured, and
-- the shape of IATI.
begin;
select plan(57);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.importer(rader jsonb, mer jsonb default '{}', hvem text default 'leder') returns json
language sql as $$ select test.svar(hvem, 'import_maalinger', (jsonb_build_object('program', 'dal', 'fil', 'ssb.csv', 'rader', rader) || mer)::json) $$;
create function test.rad(periode text, verdi text, mer jsonb default '{}') returns jsonb
language sql as $$ select jsonb_strip_nulls(jsonb_build_object('indikator', 'Sysselsatte', 'kilde', 'SSB', 'enhet', 'personer', 'periode', periode, 'verdi', verdi) || mer) $$;
create function test.feil(rader jsonb) returns text
language sql as $$ select string_agg((f ->> 'linje') || ': ' || (f ->> 'tekst'), ' | ' order by n) from json_array_elements(test.importer(rader) -> 'feil') with ordinality x (f, n) $$;
create function test.effekt(dato text default null) returns text
language sql as $$
	select string_agg(concat_ws(' ', x ->> 'maal', x ->> 'indikator', x ->> 'fra', x ->> 'maaltall', x ->> 'verdi'), ', ' order by n)
	from json_array_elements(test.svar('naering', 'get_effektmaal', json_strip_nulls(json_build_object('program', 'dal', 'dato', dato))) -> 'maalinger') with ordinality x (x, n)
$$;

-- Periods and figures as they are printed.
select is(core.les_periode(t), p::daterange, t) from (values ('2021', '[2021-01-01,2022-01-01)'), ('2021K3', '[2021-07-01,2021-10-01)'), ('2021k4', '[2021-10-01,2022-01-01)'), ('2020M02', '[2020-02-01,2020-03-01)'),
	(' 2021-12-31 ', '[2021-12-31,2022-01-01)'), ('2021-01-01/2021-06-30', '[2021-01-01,2021-07-01)'), ('2021K5', null), ('2021M13', null), ('21', null), ('2021-02-30', null),
	('2021-06-30/2021-01-01', null), ('2021-01-01/2021-01-02/2021-01-03', null), ('', null), ('2021/2022', null)) v (t, p);
select is(core.les_maaling(t), v, 'figure ' || t) from (values ('62,5', '62.5'), ('1 234', '1234'), ('62.5', '62.5'), ('0', '0'), ('-3', '-3'), ('', null), ('..', null), (':', null), ('.', null), ('-', '?'), ('1.234', '?'), ('ca. 5', '?')) x (t, v);

-- All or nothing, by line.
select is(test.feil(jsonb_build_array(test.rad('2020', '4100'), test.rad('20', '1'), test.rad('2021', 'mange'), test.rad('2022', '-'), test.rad(null, null))),
	'2: «20» er ingen periode; skriv 2021, 2021K3, 2021M09, 2021-12-31 eller 2021-01-01/2021-06-30. | 3: «mange» er ikke et tall; skriv 0 for null, og la feltet stå tomt for det som ikke er målt.'
	' | 4: «-» er ikke et tall; skriv 0 for null, og la feltet stå tomt for det som ikke er målt.'
	' | 5: «» er ingen periode; skriv 2021, 2021K3, 2021M09, 2021-12-31 eller 2021-01-01/2021-06-30. Raden har verken verdi eller måltall.', 'every bad line is named, with all that is wrong in it');
select is((select count(*)::int from core.maaling) + (select count(*)::int from core.maaleserie), 0, 'and nothing of the file is stored');
select is(test.feil(jsonb_build_array(test.rad('2020', '1', '{"linje":7}'), test.rad('2020-01-01/2020-12-31', '2', '{"linje":9}'))),
	'7: Filen har perioden for indikatoren flere ganger (linje 7, 9). | 9: Filen har perioden for indikatoren flere ganger (linje 7, 9).', 'the same period twice, by the file''s own lines');
select is(test.feil(jsonb_build_array(test.rad('2020', '1', mer))), '1: ' || feil, feil) from (values
	('{"indikator":" "}'::jsonb, 'Indikatoren mangler eller er over 300 tegn.'), (jsonb_build_object('kilde', repeat('x', 101)), 'Kilden mangler eller er over 100 tegn.'), (jsonb_build_object('enhet', repeat('x', 51)), 'En av tekstene er for lang.'),
	('{"maaltall":"x"}', 'Måltallet «x» er ikke et tall.'), ('{"maalt":"i fjor"}', '«i fjor» er ikke en dato på formen 2021-01-31.'), ('{"maalt":"2020-10-02"}', 'Datoen 2020-10-02 ligger fram i tid.')) v (mer, feil);
select is(test.grunn('leder', 'import_maalinger', json_build_object('program', 'dal', 'rader', r)), 'importen_har_feil_lengde', t) from (values ('[]'::jsonb, 'an empty file'),
	((select jsonb_agg('{}'::jsonb) from generate_series(1, 5001)), 'one of more than 5 000 rows')) v (r, t);

-- Tried, read, and read again.
select is(test.importer(jsonb_build_array(test.rad('2018', '4000')), '{"proevekjoering":true}')::jsonb, '{"rader":1,"nye":0,"proevekjoering":true}', 'a dry run stores nothing');
select is((select count(*)::int from core.maaling), 0, 'really');
select is(test.importer(jsonb_build_array(test.rad('2018', '4 000'), test.rad('2019', '..'), test.rad('2020', '0', '{"maaltall":"4 200"}'))) ->> 'nye', '3', 'three are read');
select is(test.importer(jsonb_build_array(test.rad('2018', '4000'), test.rad('2019', ''), test.rad('2020', '0'))) ->> 'feil', '[{"linje":2,"tekst":"Raden har verken verdi eller måltall."}]', 'what says nothing at all is no row');
select is(test.importer(jsonb_build_array(test.rad('2018', '4000'), test.rad('2019', '..'), test.rad('2020', '0'))) ->> 'nye', '0', 'read again: nothing is new');
select is(test.effekt(), 'Andre målinger Sysselsatte 2018-01-01 4000, Andre målinger Sysselsatte 2019-01-01 ikke målt, Andre målinger Sysselsatte 2020-01-01 4200 0', 'not measured is not 0');
select test.dag('2020-10-05');
select is(test.importer(jsonb_build_array(test.rad('2020', '4150'), test.rad('2018', '4000'), test.rad('2021', null, '{"maaltall":"4300"}'))) ->> 'nye', '2', 'a revised figure and a goal for next year');
select is(test.effekt(), 'Andre målinger Sysselsatte 2018-01-01 4000, Andre målinger Sysselsatte 2019-01-01 ikke målt, Andre målinger Sysselsatte 2020-01-01 4200 4150, Andre målinger Sysselsatte 2021-01-01 4300 ikke målt', 'the correction counts, and keeps the goal');
select is(test.effekt('2020-10-04'), 'Andre målinger Sysselsatte 2018-01-01 4000, Andre målinger Sysselsatte 2019-01-01 ikke målt, Andre målinger Sysselsatte 2020-01-01 4200 0', 'the day before it was otherwise');
select is((select string_agg(concat_ws(' ', nr, korrigerer, verdi, linje, fil), ', ' order by nr) from core.maaling where korrigerer is not null), '4 3 4150 1 ssb.csv', 'it names what it corrects, the file and the line');
select throws_ok('update core.maaling set verdi = ''1''', 'RP009', null, 'nothing is overwritten');

-- The plan's goals: which a series measures, and those that nobody has.
select test.fremlagt('omstillingsplan');
set local session_replication_role = replica;
update core.plan_revisjon set dokument = '{"effektmaal":[{"id":"e1","tekst":"Flere i arbeid","indikator":"sysselsatte","maalekilde":"SSB"},{"id":"e2","tekst":"Bedre omdømme","indikator":"Plass","maalekilde":"Kommune-NM","maaltall":"100"}],
	"robusthet":[{"id":"r1","tekst":"Lønnsomme bedrifter"}],"innsatsomraader":[{"id":"o1","nummer":1,"navn":"Skog","effektmaal":[{"id":"s1","tekst":"Mer tømmer","indikator":"Avvirkning"}]}]}'
where plan_id = (select id from core.plan where kortnavn = 'omstillingsplan');
set local session_replication_role = origin;
select test.til_vedtatt('dal/sak-1');
select is(test.importer('[{"indikator":"Overskudd","kilde":"Regnskap","maal":"r1","periode":"2020","verdi":"3"}]') ->> 'nye', '1', 'a series that names its goal');
select is((select string_agg(concat_ws('/', r ->> 'title', r ->> 'slag', r ->> 'omraade', (select string_agg(concat_ws(' ', i ->> 'title', json_array_length(i -> 'period'), i ->> 'target'), '+') from json_array_elements(r -> 'indicator') i)), ', ' order by n)
		from json_array_elements(test.svar('naering', 'get_effektmaal', '{"program":"dal"}') -> 'result') with ordinality x (r, n)),
	'Flere i arbeid/effektmaal/Sysselsatte 4, Bedre omdømme/effektmaal/Plass 100, Lønnsomme bedrifter/robusthet/Overskudd 1, Mer tømmer/effektmaal/Skog/Avvirkning', 'result, indicator, period; what nobody has measured is there without periods');
select is(test.svar('leder', 'get_effektmaal', '{"program":"dal"}')::jsonb #> '{result,0,indicator,0,period,2}',
	'{"period_start":"2020-01-01","period_end":"2020-12-31","target":"4200","actual":"4150","maalt":"2020-10-05","korrigerer":3}', 'a period has target and actual');
select is(test.svar('leder', 'get_effektmaal', '{"program":"dal"}')::jsonb #> '{result,0,indicator,0,period,1}', '{"period_start":"2019-01-01","period_end":"2019-12-31","maalt":"2020-10-01"}', 'and none of what is not measured');

-- Who.
select is(test.grunn(h, 'import_maalinger', '{"program":"dal","rader":[{"indikator":"a","kilde":"b","periode":"2020","verdi":"1"}]}'), g, coalesce(h, 'nobody') || ' imports') from (values
	('naering', 'bare_de_som_forbereder_skriver'), ('sgleder', 'bare_de_som_forbereder_skriver'), ('utenfor', 'bare_for_deltakere'), (null, '42501')) v (h, g);
select is(test.grunn('utenfor', 'get_effektmaal', '{"program":"dal"}'), 'bare_for_deltakere', 'nobody outside reads');

select * from finish();
rollback;

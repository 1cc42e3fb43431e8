-- Organs over time: name, form, parent, numbers and seats with validity dates; the tree on a date; decisions under the name and
-- by the seats of their own time (CS-1, CS-2, V-18).
begin;
select plan(36);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.endre(hvem text, organ text, mer jsonb) returns text
language sql as $$ select test.grunn(hvem, 'change_organ', (jsonb_build_object('organ', organ, 'kilde', 'vedtak 1/20') || mer)::json) $$;
create function test.organ_den(dag text, organ text, felt text) returns text
language sql as $$ select x ->> felt from json_array_elements(test.svar(null, 'list_organer', json_strip_nulls(json_build_object('dato', dag))) -> 'organer') x where x ->> 'kortnavn' = organ $$;
select test.person('drift', 'installasjonen', 'administrator'), test.person('depadm', 'kdd', 'administrator'), test.organ('nabo', 'K', 'etat', 'fylket'), test.person('nadm', 'nabo', 'administrator');

-- Who and when.
select is(test.endre(hvem, 'sg', '{"navn":"Ny"}'), 'organ_endres_av_organet_over', hvem || ' does not') from unnest('{fadm,sgleder,nadm,drift,utenfor}'::text[]) hvem;
select is(test.grunn(null, 'change_organ', '{}'), '42501', 'without logging in the method cannot be called');
select is(test.endre('kadm', 'ukjent', '{"navn":"Ny"}'), 'ukjent_organ', 'an organ that is none');
select is(test.endre('kadm', 'sg', mer::jsonb), grunn, tekst) from (values
	('{}', 'endringen_endrer_ingenting', 'a change that changes nothing'), ('{"navn":"Sg"}', 'endringen_endrer_ingenting', 'nor does the same name'),
	('{"navn":"Ny","fra":"2020-10-02"}', 'endringen_passer_ikke_i_tid', 'not in advance'), ('{"navn":"Ny","fra":"2015-01-01"}', 'endringen_passer_ikke_i_tid', 'not before it was'),
	('{"navn":"Ny","kilde":" "}', 'felt_mangler', 'not without a source'), ('{"seter":0}', 'organet_har_minst_ett_sete', 'not without seats'),
	('{"juridisk_form":"laug"}', 'ukjent_juridisk_form', 'not into a form that is none'), ('{"orgnr":"123456789"}', 'organisasjonsnummeret_er_gyldig', 'not to a wrong number'),
	('{"forelder":"nabo"}', 'organ_endres_av_organet_over', 'not to another''s house'), ('{"navn":"Styringsgruppa","seter":7,"fra":"2020-09-01"}', 'ok', 'the kommune''s administrator does'),
	('{"navn":"Gruppa","fra":"2020-08-01"}', 'endringen_passer_ikke_i_tid', 'not before its last change'), ('{"navn":"Gruppa","fra":"2020-09-15"}', 'ok', 'again')) v (mer, grunn, tekst);

-- As it was on a day.
select is(test.organ_den(dag, 'sg', 'navn') || ' ' || test.organ_den(dag, 'sg', 'seter'), er, 'on ' || coalesce(dag, 'any day')) from (values
	('2020-08-31', 'Sg 5'), ('2020-09-01', 'Styringsgruppa 7'), ('2020-09-14', 'Styringsgruppa 7'), ('2020-09-15', 'Gruppa 7'), (null, 'Gruppa 7')) v (dag, er);
select is((select string_agg(concat_ws(' ', x ->> 'navn', x ->> 'seter', x ->> 'fra', x ->> 'til'), ', ' order by n) from json_array_elements(test.svar('leder', 'get_organ', '{"organ":"sg"}') -> 'tidligere') with ordinality y (x, n)),
	'Sg 5 2015-01-01 2020-08-31, Styringsgruppa 7 2020-09-01 2020-09-14', 'its former states are told');

-- Moved: the tree on a date.
insert into core.verv (organ_id, person_id, rolle, fra) select o.id, p.id, 'administrator', '2020-01-01' from core.organ o, core.person p where o.kortnavn = 'nabo' and p.brukernavn = 'kadm';
select is(test.endre('kadm', 'sg', '{"forelder":"nabo","fra":"2020-10-01"}'), 'ok', 'by who administers both houses');
select is(test.organ_den('2020-09-30', 'sg', 'seter') || test.organ_den('2020-10-01', 'sg', 'seter'), '77', 'it is in both trees');
select is((select o.kortnavn from core.organ s, core.organ_paa(s, '2020-09-30') d join core.organ o on o.id = d.forelder where s.kortnavn = 'sg'), 'kommunen', 'where it lay');
select is(test.organ_den(null, 'sg', 'forelder'), 'nabo', 'and lies');
insert into core.verv (organ_id, person_id, rolle, fra) select o.id, p.id, 'administrator', '2020-01-01' from core.organ o, core.person p where o.kortnavn = 'kommunen' and p.brukernavn = 'depadm';
select is(test.endre('depadm', 'fylket', '{"forelder":"kommunen","fra":"2020-10-01"}'), 'organet_ligger_under_seg_selv', 'nothing is put under what it is over');
update core.organ set forelder = (select id from core.organ where kortnavn = 'kommunen') where kortnavn = 'sg';

-- Decided by the seats and under the name of the meeting's date.
select test.ny_sak('direktoer', 25);
select is(test.endre('kadm', 'kst', '{"navn":"Storstyret","seter":21,"fra":"2020-10-01"}'), 'ok', 'the kommunestyre grows today');
update core.sak set opprettet = '2020-09-01';
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 4, 0), 'ikke_vedtaksfoert', 'four of today''s twenty-one decide nothing');
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 4, 0, '{"dato":"2020-09-30"}'), 'ok', 'of yesterday''s seven they did');
select test.bekreft('ordfoerer', 'dal/sak-1');
select is(test.svar(null, 'list_vedtak', '{"program":"dal"}') #>> '{vedtak,0,organ_navn}', 'Kst', 'under the name it had (CS-2)');
select is((select count(*)::int from core.journal j where (j.linje::jsonb ->> 'hendelse') = 'organ_endret'), 4, 'journalled');
select throws_ok('update core.organ_tidligere set navn = navn', 'RP009', null, 'and never edited');

select * from finish();
rollback;

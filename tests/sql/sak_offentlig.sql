-- From when on, and until when, a case and the plan that it is about are anybody's (handbook, section 10; KL 11-3 to 11-5): with the notice of a
-- folkevalgt organ's meeting, not before, not of another organ's, and never what is closed. The walk over all methods is tilgang.sql's.
begin;
select plan(36);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.ser(hvem text, n int default 1) returns text
language sql as $$ select test.grunn(hvem, 'get_sak', json_build_object('sak', 'dal/sak-' || n)) || ' ' || test.grunn(hvem, 'list_revisjoner', '{"plan":"dal/handlingsplan-2021"}') || ' '
	|| json_array_length(test.svar(hvem, 'list_saker', '{"program":"dal"}') -> 'saker') || json_array_length(test.svar(hvem, 'list_planer', '{"program":"dal"}') -> 'planer') $$;
create function test.kall_kst(dato text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn('ksekr', 'call_moete', (jsonb_build_object('organ', 'kst', 'dato', dato, 'klokkeslett', '18:00', 'saker', '["dal/sak-1"]'::jsonb) || mer)::json) $$;
create function test.endre_kst(dato text, n int, mer jsonb) returns text
language sql as $$ select test.grunn('ksekr', 'change_moete', (jsonb_build_object('moete', 'kst/' || dato, 'innkalling', n) || mer)::json) $$;

select test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1');
select test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-01","klokkeslett":"10:00","saker":["dal/sak-1"]}');
select is(test.ser(h), 'ukjent_sak ukjent_plan 00', 'a styringsgruppe''s agenda opens nothing') from unnest(array['utenfor', null]) h;
select test.sg_innstiller('dal/sak-1', 3), test.gjoer('direktoer', 'fremlegger', 'dal/sak-1');
select is(test.ser(null), 'ukjent_sak ukjent_plan 00', 'nor does its recommendation, nor that it is ready to be laid before the kommunestyre');
select is(test.kall_kst('2020-10-10'), 'ok', 'the kommunestyre is called');
select is(test.ser(h), 'ok ok 11', 'then the case and the plan are anybody''s') from unnest(array['utenfor', null]) h;
select is((select string_agg(x ->> 'akt' || coalesce(' ' || (x #>> '{handling,utfall}') || coalesce(x #>> '{handling,ja}', ''), ''), ', ' order by n) from json_array_elements(test.svar(null, 'get_sak', '{"sak":"dal/sak-1"}') #> '{sak,steg}') with ordinality v (x, n) where x ->> 'tilstand' = 'ferdig'),
	'forbereder ja, kvalitetssikrer ja, innstiller ja3, fremlegger ja', 'with what was recommended');
select is((test.svar(null, 'get_sak', '{"sak":"dal/sak-1"}') -> 'sak')::jsonb ?| array['stemmer', 'habilitet', 'motforslag', 'resultat', 'valgomganger', 'varsler'], false, 'and nothing of each member''s');
select is(test.svar(null, 'list_planer', '{"program":"dal"}') #>> '{planer,0,tilstand}', 'fremlagt', 'as what it is');
select is((test.kall('utenfor', 'decide_sak', '{"sak":"dal/sak-1","utfall":"ja"}')).detalj::json #>> '{tur,funksjon}', 'KST', 'who acts in it without a part in it is told whose turn it is, as the route shows');
select is(json_array_length(test.svar(null, 'list_vedtak', '{"program":"dal"}') -> 'vedtak'), 0, 'not as a decision');

-- A new notice.
select is(test.endre_kst('2020-10-10', 1, '{"saker":["dal/sak-1"],"lukkede":[{"sak":"dal/sak-1","hjemmel":"KL 11-5"}]}') || ' ' || test.ser(null), 'ok ukjent_sak ukjent_plan 00', 'one that closes it');
select is(test.endre_kst('2020-10-10', 2, '{"saker":["dal/sak-1"]}') || ' ' || test.ser(null), 'ok ok ok 11', 'and one that opens it again');
select test.ny_sak('direktoer', 25);
select is(test.endre_kst('2020-10-10', 3, '{"saker":["dal/sak-2"]}') || ' ' || test.ser(null), 'ok ukjent_sak ukjent_plan 10', 'one that takes it off the agenda');
select is(test.endre_kst('2020-10-10', 4, '{"saker":["dal/sak-1"]}') || test.endre_kst('2020-10-10', 5, '{"avlys":true}') || ' ' || test.ser(null), 'okok ukjent_sak ukjent_plan 00', 'and one that calls the meeting off');

-- Held, and decided in the open: a newer draft and a newer frozen version do not follow.
select test.kall_kst('2020-10-11'), test.dag('2020-10-11'), test.grunn('ordfoerer', 'open_moete', '{"organ":"kst"}');
select is(test.ser(null), 'ok ok 11', 'while the meeting is held');
select test.kst_vedtar('dal/sak-1');
select is(test.ser(null), 'ok ok 11', 'and after it');
select test.fremlagt('handlingsplan-2021');
select is(test.grunn(null, 'get_sak', '{"sak":"dal/sak-3"}') || json_array_length(test.svar(null, 'list_revisjoner', '{"plan":"dal/handlingsplan-2021"}') -> 'revisjoner'), 'ukjent_sak1', 'the next version is not laid before anybody');
select is(test.svar(null, 'list_planer', '{"program":"dal"}') #>> '{planer,0,versjon}', '1', 'nor told of');

-- Decided behind closed doors: neither the case nor the decision, but for the programme's own.
select is(test.grunn('ksekr', 'call_moete', '{"organ":"kst","dato":"2020-10-12","klokkeslett":"10:00","saker":["dal/sak-2"],"lukkede":[{"sak":"dal/sak-2","hjemmel":"KL 11-5, OFFL 23"}]}'), 'ok', 'a closed case');
select test.dag('2020-10-12'), test.grunn('ordfoerer', 'open_moete', '{"organ":"kst"}'), test.kst_vedtar('dal/sak-2');
select is(test.tilstand('dal/sak-2'), 'vedtatt', 'is decided');
select is(test.grunn(null, 'get_sak', '{"sak":"dal/sak-2"}') || json_array_length(test.svar(null, 'list_saker', '{"program":"dal"}') -> 'saker') || json_array_length(test.svar(null, 'list_vedtak', '{"program":"dal"}') -> 'vedtak'),
	'ukjent_sak11', 'and to others it is not there, nor counted');
select is(test.grunn('leder', 'get_sak', '{"sak":"dal/sak-2"}') || json_array_length(test.svar('leder', 'list_vedtak', '{"program":"dal"}') -> 'vedtak'), 'ok2', 'as it is for the programme''s own');
select is((test.svar(null, 'list_vedtak', '{"program":"dal","page_size":1}')::jsonb) ? 'next_page_token', false, 'no page token tells of one more');
select is(test.svar(null, 'get_moete', '{"moete":"kst/2020-10-12"}') #>> '{moete,saksliste}', '[{"nummer": 1, "hjemmel": "KL 11-5, OFFL 23"}]', 'the agenda shows number and legal basis');

-- Judged by what the organ was on the meeting's date (V-18): one that becomes folkevalgt later does not open what it did before, and one
-- that is so no more does not close it.
create function test.ny_form(organ text, form text, dag text) returns text
language sql as $$ select test.grunn('kadm', 'change_organ', json_build_object('organ', organ, 'juridisk_form', form, 'seter', 9, 'fra', dag, 'kilde', 'vedtak 1/20')) $$;
create function test.dissens(hvem text, ref text) returns text
language sql as $$ select string_agg(x #>> '{handling,dissens}', ' ' order by n) from json_array_elements(test.svar(hvem, 'get_sak', json_build_object('sak', ref)) #> '{sak,steg}') with ordinality y (x, n) $$;
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-3'), test.dag('2020-10-14');
select test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-14","klokkeslett":"10:00","saker":["dal/sak-3"]}'), test.grunn('sgleder', 'open_moete', '{"organ":"sg"}');
select test.foer('sgsekr', 'dal/sak-3', 'sg', 3, 2, '{"dissens":["Sg5"],"protokolltilfoersel":["For vag."]}');
select test.bekreft('sgleder', 'dal/sak-3');
select test.dag('2020-10-16');
select is(test.ny_form('sg', 'folkevalgt', '2020-10-15'), 'ok', 'the styringsgruppe is folkevalgt from the day after');
select is(test.grunn(null, 'get_moete', '{"moete":"sg/2020-10-14"}'), 'ukjent_moete', 'its meeting before that is not opened');
select is(test.svar(null, 'list_moeter', '{"organ":"sg"}')::jsonb -> 'moeter', '[]', 'nor listed');
select is(test.ser(null, 3), 'ukjent_sak ok 11', 'nor the case on its agenda');
select test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-17","klokkeslett":"10:00","saker":["dal/sak-3"]}');
select is(test.grunn(null, 'get_moete', '{"moete":"sg/2020-10-17"}') || test.ser(null, 3), 'okok ok 21', 'its meeting after that is public with its agenda');
select test.gjoer('direktoer', 'fremlegger', 'dal/sak-3'), test.dag('2020-10-18'), test.kst_vedtar('dal/sak-3');
select is(test.dissens('leder', 'dal/sak-3'), '["Sg5"] []', 'who dissented is known to the programme''s own');
select is(test.dissens(null, 'dal/sak-3'), '[]', 'and to others of the kommunestyre alone');
select is(test.ny_form('kst', 'prosjektgruppe', '2020-10-19') || test.dissens(null, 'dal/sak-3'), 'ok[]', 'which are theirs still when it is folkevalgt no more') from test.dag('2020-10-19');
select is(test.grunn(null, 'get_moete', '{"moete":"kst/2020-10-11"}') || ' ' || test.ser(null), 'ok ok ok 21', 'as are its meetings');
select is(test.grunn('ksekr', 'call_moete', '{"organ":"kst","dato":"2020-10-20","klokkeslett":"10:00","saker":["dal/sak-2"]}') || test.grunn(null, 'get_moete', '{"moete":"kst/2020-10-20"}'), 'okukjent_moete', 'but no new one');
select is(test.svar('leder', 'get_moete', '{"moete":"kst/2020-10-11"}') #>> '{moete,seter}', '7', 'with the seats of its time');
select * from finish();
rollback;

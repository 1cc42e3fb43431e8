-- Meetings that are called (handbook, section 6, V-1 and V-9; section 10): who calls, the agenda and its changes, remote and
-- urgent ways, demands, who sees what, and the opening of what was called.
begin;
select plan(70);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.kall_inn(hvem text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'call_moete', (jsonb_build_object('organ', 'sg', 'dato', '2020-10-10', 'klokkeslett', '18:00', 'saker', array['dal/sak-1']) || mer)::json) $$;
create function test.vis(hvem text, ref text) returns json
language sql as $$ select test.svar(hvem, 'get_moete', json_build_object('moete', ref)) -> 'moete' $$;
select test.fremlagt('omstillingsplan'), test.ny_sak('direktoer', 12), test.fremlagt('handlingsplan-2021'), test.ny_sak('direktoer', 25);
select test.gjoer('raadgiver', 'kvalitetssikrer', x) from unnest(array['dal/sak-1', 'dal/sak-3']) x;

-- Who calls, and what.
select is(test.kall_inn(hvem), 'moetet_kalles_av_leder_eller_sekretaer', hvem || ' does not call') from unnest(array['sg3', 'observatoer', 'ordfoerer', 'utenfor']) hvem;
select is(test.kall_inn(null), '42501', 'without logging in the method cannot be called');
select is(test.kall_inn('sgsekr', mer::jsonb), grunn, tekst) from (values
	('{"dato":"2020-09-30"}', 'moetet_kalles_fram_i_tid', 'yesterday'), ('{"dato":"2020-02-30"}', 'ugyldig_dato', 'a day that is none'), ('{"dato":null}', 'felt_mangler', 'no day'),
	('{"klokkeslett":null}', 'felt_mangler', 'no time'), ('{"klokkeslett":"25:00"}', 'ugyldig_klokkeslett', 'a time that is none'),
	('{"varighet_minutter":0}', 'moetet_varer_hoeyst_et_doegn', 'no length'), ('{"maate":"telefon"}', 'moetemaaten_er_kjent', 'an unknown way'),
	('{"saker":["dal/sak-1","dal/sak-1"]}', 'saken_staar_paa_sakslisten_fra_foer', 'a case twice'), ('{"saker":["dal/sak-99"]}', 'ukjent_sak', 'an unknown case'),
	('{"saker":["dal/sak-4"]}', 'ikke_din_oppgave', 'a case of the kommunestyre alone'), ('{"lukkede":[{"sak":"dal/sak-2","hjemmel":"KL 11-5"}]}', 'lukket_sak_uten_hjemmel', 'a closed case that is not on the agenda'),
	('{"lukkede":[{"sak":"dal/sak-1"}]}', 'lukket_sak_uten_hjemmel', 'a closed case without legal basis'), ('{"organ":"kdir"}', 'organet_holder_ikke_moete', 'an organ of one person'),
	('{"maate":"fjernmoete"}', 'fjernmoete_er_ikke_tillatt', 'a remote meeting that the organ has not allowed (V-1)'),
	('{"maate":"hastefjernmoete"}', 'hastegrunnen_mangler', 'an urgent one without a reason'), ('{"maate":"skriftlig"}', 'hastegrunnen_mangler', 'in writing without a reason')) v (mer, grunn, tekst);
select is((select count(*)::int from core.moeteinnkalling), 0, 'what is refused leaves nothing');
select is(test.kall_inn('sgsekr', '{"saker":["dal/sak-1","dal/sak-2"],"lukkede":[{"sak":"dal/sak-2","hjemmel":"KL 11-5"}],"melding":"Kaffe fra 17:30","sted":"Rådhuset","varighet_minutter":90}'), 'ok', 'the secretary calls');
select is((select jsonb_build_object('s', x -> 'sak', 'h', x -> 'hjemmel') from jsonb_array_elements(test.vis('sg3', 'sg/2020-10-10')::jsonb -> 'saksliste') x where x ->> 'nummer' = '2'),
	'{"s":"dal/sak-2","h":"KL 11-5"}', 'the agenda in its order, with the legal basis of what is closed');
select is(test.vis('sg3', 'sg/2020-10-10') ->> 'tilstand' || (test.vis('sg3', 'sg/2020-10-10') ->> 'innkalling'), 'innkalt1', 'the first notice');
select is((select string_agg(x ->> 'brukernavn', ' ' order by n) from json_array_elements(test.vis('sg3', 'sg/2020-10-10') -> 'deltakere') with ordinality y (x, n)),
	'sgleder sg2 sg3 sg4 sg5 sgsekr observatoer', 'those who are called');
select is((select x ->> 'talerett' || (x ->> 'stemmerett') from json_array_elements(test.vis('sg3', 'sg/2020-10-10') -> 'deltakere') x where x ->> 'rolle' = 'observatoer'), 'truefalse',
	'an observer in a project group speaks, and never votes (V-13)');
select is(core.talerett(o, 'observatoer', d), r, format('an observer in a folkevalgt organ on %s', d)) from core.organ o, (values (date '2023-06-30', true), ('2023-07-01', false)) v (d, r) where o.kortnavn = 'kst';
select is(test.vis('sg3', 'sg/2020-10-10') ->> 'varsler', '[]', 'nothing to warn of');
select test.grunn('sg5', 'meld_forfall', '{"organ":"sg","dato":"2020-10-10"}');
select is((select x ->> 'tilstand' from json_array_elements(test.vis('sg3', 'sg/2020-10-10') -> 'deltakere') x where x ->> 'brukernavn' = 'sg5'), 'forfall', 'absent with notice');
select is(test.vis('sg3', 'sg/2020-10-10') #>> '{varsler,0}', '4 av 5 seter er ventet; det er ikke vara for de andre.', 'which is said');

-- Changes.
create function test.endre(hvem text, n int, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'change_moete', (jsonb_build_object('moete', 'sg/2020-10-10', 'innkalling', n) || mer)::json) $$;
select is(test.endre('sg3', 1, '{"klokkeslett":"19:00"}'), 'moetet_kalles_av_leder_eller_sekretaer', 'a member changes nothing');
select is(test.endre('leder', 1, '{"klokkeslett":"19:00"}'), 'moetet_kalles_av_leder_eller_sekretaer', 'nor the prosjektleder, who sees it');
select is(test.endre('utenfor', 1, '{"klokkeslett":"19:00"}'), 'ukjent_moete', 'outside it does not exist');
select is(test.endre('sgleder', 1, '{"klokkeslett":"19:00"}'), 'ok', 'the leader does');
select is(test.vis('sg3', 'sg/2020-10-10') ->> 'klokkeslett' || json_array_length(test.vis('sg3', 'sg/2020-10-10') -> 'saksliste'), '19:002', 'what is not named stays');
select is(test.endre('sgsekr', 1, '{"klokkeslett":"20:00"}'), 'innkallingen_er_endret', 'who has not read the newest notice is told');
select is(test.endre('sgsekr', 2, '{"saker":["dal/sak-3","dal/sak-1"]}'), 'ok', 'a new agenda');
select is((select string_agg(x ->> 'sak', ' ' order by x ->> 'nummer') from json_array_elements(test.vis('sg3', 'sg/2020-10-10') -> 'saksliste') x), 'dal/sak-3 dal/sak-1', 'is the whole of it');

-- V-1: remote where the organ allows it, and nothing closed.
select is(test.grunn('sg3', 'set_fjernmoete', '{"organ":"sg","saksnummer":"5/20"}'), 'moetet_kalles_av_leder_eller_sekretaer', 'a member enters no decision');
select is(test.grunn('sgsekr', 'set_fjernmoete', '{"organ":"sg","saksnummer":" "}'), 'felt_mangler', 'nor anybody one without a number');
select is(test.grunn('sgsekr', 'set_fjernmoete', '{"organ":"sg","saksnummer":"5/20","fra":"2020-10-05"}'), 'ok', 'the organ has allowed it from a day');
select is(test.kall_inn('sgsekr', format('{"maate":"fjernmoete","dato":"2020-10-0%s"}', d)::jsonb), g, 'a remote meeting on 2020-10-0' || d) from (values (4, 'fjernmoete_er_ikke_tillatt'), (5, 'ok')) v (d, g);
select is(test.kall_inn('sgsekr', '{"maate":"fjernmoete","dato":"2020-10-06","lukkede":[{"sak":"dal/sak-1","hjemmel":"KL 11-5"}]}'), 'lukket_sak_i_fjernmoete', 'not for a closed case');
select is(test.kall_inn('sgsekr', '{"maate":"hastefjernmoete","melding":"Fristen er i morgen"}'), 'ok', 'an urgent one with a reason');
select is(core.fjernmoete_tillatt(row(gen_random_uuid(), 'x', 'X', 'OS', 'as', null, null, null, 5, '2020-01-01', null)::core.organ, '2020-10-01'), true, 'a company board chooses (ASL 6-19)');

-- V-9: a third of five is two.
create function test.krev(hvem text, sak text default null) returns text
language sql as $$ select concat_ws(' ', (k.k).grunn, (k.k).json ->> 'krav', (k.k).json ->> 'kreves', (k.k).json ->> 'oppfylt')
	from (select test.kall(hvem, 'demand_moete', json_strip_nulls(json_build_object('organ', 'sg', 'sak', sak))) as k offset 0) k $$;
select is(test.krev('sgsekr', 'dal/sak-2'), 'bare_medlemmer_krever_moete', 'the secretary demands nothing');
select is(test.krev('sg3', 'dal/sak-4'), 'ikke_din_oppgave', 'nor anybody a case that is not the organ''s');
select is(test.krev('sg3', 'dal/sak-2') || ', ' || test.krev('sg3', 'dal/sak-2'), '1 2 false, 1 2 false', 'one member, however often, is not enough');
select is(test.kall_inn('sgsekr', '{"dato":"2020-10-11"}'), 'ok', 'the agenda is the leader''s');
select is(test.krev('sg4', 'dal/sak-2'), '2 2 true', 'two are');
select is(test.kall_inn('sgsekr', '{"dato":"2020-10-12"}'), 'krevd_sak_mangler', 'the case must be on the agenda');
select is(test.kall_inn('sgsekr', '{"dato":"2020-10-12","saker":["dal/sak-1","dal/sak-2"]}'), 'ok', 'as it is');
select is(test.vis('sg3', 'sg/2020-10-12') #>> '{saksliste,1,krevd}', 'true', 'and it is seen why');

-- A folkevalgt organ's agenda is public, but for what is closed; a warning of short notice.
select is(test.grunn('ksekr', 'call_moete', '{"organ":"kst","dato":"2020-10-14","klokkeslett":"17:00","saker":["dal/sak-1","dal/sak-4"],"lukkede":[{"sak":"dal/sak-1","hjemmel":"KL 11-5, FVL 13"}]}'), 'ok', 'the kommunestyre is called');
select is((test.vis(null, 'kst/2020-10-14')::jsonb -> 'saksliste'), '[{"nummer":1,"hjemmel":"KL 11-5, FVL 13"},{"nummer":2,"sak":"dal/sak-4","tittel":"Sak","beslutning":25}]', 'anybody sees the agenda, and of the closed case the legal basis');
select is(test.vis('krep', 'kst/2020-10-14') #>> '{saksliste,0,sak}', 'dal/sak-1', 'its members see all');
select is(test.vis('krep', 'kst/2020-10-14') #>> '{varsler,0}', 'dal/sak-4: innstillingen til budsjett skal være offentlig i minst 14 dager (KL 14-3); innkallingen er sendt 13 dager før.', 'a budget thirteen days before: a warning');

-- Opened as it was called, once; then nothing of the notice changes.
select is(test.grunn('sgleder', 'open_moete', '{"organ":"sg"}'), 'ugyldig_saksliste', 'nothing is called for today');
select test.dag('2020-10-12');
select is(test.grunn('sgleder', 'open_moete', '{"organ":"sg"}'), 'ok', 'the meeting of the day is opened');
select is((select string_agg(x ->> 'sak', ' ') || (test.vis('sg3', 'sg/2020-10-12') ->> 'tilstand') from json_array_elements(test.vis('sg3', 'sg/2020-10-12') -> 'saksliste') x), 'dal/sak-1 dal/sak-2aapent', 'with its agenda');
select is(test.stem('sg3', 'dal/sak-1', 'ja'), 'ok', 'its cases are voted');
select is(test.grunn('sgleder', 'change_moete', '{"moete":"sg/2020-10-12","innkalling":1,"avlys":true}'), 'moetet_er_aapnet', 'it is not called off');
select is(test.kall_inn('sgsekr', '{"dato":"2020-10-13"}'), 'ok', 'the demand is met');
select test.grunn('sgleder', 'change_moete', '{"moete":"sg/2020-10-13","innkalling":1,"avlys":true}'), test.dag('2020-10-13');
select is(test.grunn('sgleder', 'open_moete', '{"organ":"sg"}'), 'ugyldig_saksliste', 'a meeting that is called off is not opened');

select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('moete_innkalt'), ('sak_paa_saksliste'), ('moete_krevd'), ('fjernmoete')$$, 'journalled');
select throws_ok($$delete from core.moeteinnkalling$$, 'RP009', null, 'nothing is erased');
select is(json_array_length(test.svar('leder', 'list_moeter', '{"program":"dal"}') -> 'moeter') - json_array_length(test.svar(null, 'list_moeter', '{"program":"dal"}') -> 'moeter'), 6,
	'of the programme''s meetings those outside see the kommunestyre''s');
select * from finish();
rollback;

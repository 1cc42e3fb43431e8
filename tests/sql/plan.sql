-- Plans: who writes, what is found, what is frozen, who reads. Allowed and denied, as the daemon's role.
begin;
select plan(73);
\ir lib/felles.psql
\set hp `cat :src/client/demo/sel/handlingsplan-2021.json`
\set op `cat :src/client/demo/sel/omstillingsplan.json`

select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('epl', 'EPL', 'enkeltperson', 'fylket'), test.organ('andre', 'EPL', 'enkeltperson', 'fylket'),
	test.organ('sg', 'SG', 'prosjektgruppe', 'fylket', 5), test.organ('in', 'IN', 'etat', 'installasjonen'), test.organ('kst', 'KST', 'folkevalgt', 'fylket', 5);
select test.person('pl', 'epl', 'prosjektleder'), test.person('medlem', 'sg', 'medlem'), test.person('obs', 'sg', 'observatoer'),
	test.person('raad', 'in', 'raadgiver'), test.person('fremmed', 'andre', 'prosjektleder'), test.person('sjef', 'installasjonen', 'administrator');
select test.program('dal', 'fylket'), test.program('fjord', 'fylket');
select test.knytt('dal', 'epl', 'EPL'), test.knytt('dal', 'sg', 'SG'), test.knytt('dal', 'in', 'IN'), test.knytt('dal', 'kst', 'KST'), test.knytt('fjord', 'andre', 'EPL');

-- Making and saving.
create function test.ny(hvem text, program text, type text, aar int default null, noekkel text default null) returns text language sql as $$
	select test.grunn(hvem, 'create_plan', json_strip_nulls(json_build_object('program', program, 'type', type, 'aar', aar, 'tittel', 'En plan',
		'idempotency_key', noekkel))) $$;
select is(test.ny('pl', 'dal', 'handlingsplan', 2021), 'ok', 'the project leader makes a plan');
select is(test.ny('pl', 'dal', 'handlingsplan', 2021), 'planen_finnes_fra_foer', 'one a year (HP-14)');
select is(test.ny('pl', 'dal', 'omstillingsplan'), 'ok', 'and the plan for the period');
select is(test.ny('pl', 'dal', 'omstillingsplan', 2021), 'bare_handlingsplanen_har_aar', 'which has no year');
select matches((test.kall('pl', 'create_plan', '{"program":"dal","type":"handlingsplan","tittel":"Uten år"}')).raad, '--aar', 'a handlingsplan without a year is told how one is given');
select is((k).grunn || ': ' || (k).tekst || ' ' || (k).raad, 'ugyldig_dato: Feltet dato er ikke en dato som finnes, skrevet som 2021-12-31. På kommandolinjen kan en dato også skrives 31.12.2021.',
	'a day that does not exist is told the forms of one') from test.kall('pl', 'get_omraader', '{"program":"dal","dato":"2023-02-31"}') k;
select is(test.ny('pl', 'dal', 'kommuneplan'), 'plantypen_er_kjent', 'no other kind of plan');
select is(test.ny('medlem', 'dal', 'handlingsplan', 2022), 'bare_de_som_forbereder_skriver', 'a member of the styringsgruppe writes none');
select is(test.ny('fremmed', 'dal', 'handlingsplan', 2022), 'bare_de_som_forbereder_skriver', 'another programme''s project leader neither');
select is(test.ny('pl', 'finnes-ikke', 'handlingsplan', 2022), 'ukjent_program', 'an unknown programme');
select is(test.ny('pl', 'dal', 'handlingsplan', 2023, 'noekkel-1'), 'ok', 'with an idempotency key');
select is(test.ny('pl', 'dal', 'handlingsplan', 2023, 'noekkel-1'), 'ok', 'the same request again is the same answer');
select is((select count(*) from core.plan p where p.kortnavn = 'handlingsplan-2023'), 1::bigint, 'and made one plan');
select is(test.ny('pl', 'dal', 'handlingsplan', 2024, 'noekkel-1'), 'idempotensnoekkel_brukt_om', 'the key for another request is refused');

create function test.lagre(hvem text, plan text, etag text, type text, dok jsonb) returns text language sql as $$
	select test.grunn(hvem, 'save_plan', json_build_object('plan', plan, 'etag', etag, type, dok)) $$;
select is(test.lagre('pl', 'dal/handlingsplan-2021', 'r1', 'handlingsplan', :'hp'), 'ok', 'a document is saved');
select is(test.lagre('pl', 'dal/omstillingsplan', 'r1', 'omstillingsplan', :'op'), 'ok', 'and the other');
select is(test.lagre('pl', 'dal/handlingsplan-2021', 'r9', 'handlingsplan', :'hp'), 'utkastet_er_endret', 'on an etag that never was it is not');
select is(test.lagre('pl', 'dal/handlingsplan-2021', 'r1', 'handlingsplan', :'hp'), 'ok', 'the same on an old one is the same change twice (tests/sql/flett_lagring.sql)');
select is(test.grunn('pl', 'save_plan', json_build_object('plan', 'dal/handlingsplan-2021', 'handlingsplan', '{}'::json)), 'utkastet_er_endret', 'without one neither');
select is(test.lagre('pl', 'dal/handlingsplan-2021', 'r2', 'omstillingsplan', :'op'), 'feil_plantype', 'the wrong kind of document');
select is(test.grunn('pl', 'save_plan', json_build_object('plan', 'dal/handlingsplan-2021', 'etag', 'r2')), 'feil_plantype', 'no document');
select is(test.lagre('pl', 'dal/handlingsplan-2023', 'r1', 'handlingsplan', :'hp'), 'feil_aar', 'a document for another year');
select is(test.lagre('medlem', 'dal/handlingsplan-2021', 'r2', 'handlingsplan', :'hp'), 'bare_de_som_forbereder_skriver', 'who does not prepare does not save');
select is((select count(*) from core.plan_revisjon r join core.plan p on p.id = r.plan_id where p.kortnavn = 'handlingsplan-2021'), 2::bigint,
	'what was refused left no revision');

-- Nothing is boundless: many rules compare every row with every other.
create function test.kapitler(n int) returns jsonb language sql as $$
	select jsonb_build_object('kapitler', jsonb_agg(jsonb_build_object('kapittel', k, 'tekst', 'x'))) from generate_series(1, n) k
$$;
select is(test.lagre('pl', 'dal/handlingsplan-2021', 'r2', 'handlingsplan', test.kapitler(9000)), 'dokumentet_er_for_stort', 'a document with too many values');
select is(test.grunn('pl', 'merge_plan', json_build_object('plan', 'dal/handlingsplan-2021', 'etag', 'r2', 'handlingsplan', test.kapitler(9000))),
	'dokumentet_er_for_stort', 'is not merged either');
select is(test.grunn('pl', 'save_plan', json_build_object('plan', 'dal/handlingsplan-2021', 'etag', 'r2', 'melding', repeat('x', 2001),
	'handlingsplan', test.kapitler(1))), 'meldingen_er_for_lang', 'a message too long');
select throws_ok($$insert into core.kvittering (program_id, plan_id, regel, sted, oppgitt, grunn, person_id)
	select p.program_id, p.id, 'HP-16', 'x', repeat('x', 2000), 'fordi', test.person('pl') from core.plan p where p.kortnavn = 'handlingsplan-2021'$$,
	'RP009', null, 'an acknowledgement of a value too long for an index');
select is((select count(*) from core.plan_revisjon r join core.plan p on p.id = r.plan_id where p.kortnavn = 'handlingsplan-2021'), 2::bigint,
	'and nothing of it was kept');

-- Reading drafts: the programme's own; to anybody else a plan that does not exist, byte for byte.
select is(test.svar('medlem', 'get_plan', '{"plan":"dal/handlingsplan-2021"}') -> 'handlingsplan' ->> 'aar', '2021', 'a member reads the draft');
select is(test.grunn('obs', 'get_plan', '{"plan":"dal/handlingsplan-2021"}'), 'ok', 'an observer too');
select is(test.kall('fremmed', 'get_plan', '{"plan":"dal/handlingsplan-2021"}')::text, test.kall('fremmed', 'get_plan', '{"plan":"dal/handlingsplan-1999"}')::text,
	'a foreign draft and one that does not exist');
select is(test.kall(null, 'get_plan', '{"plan":"dal/handlingsplan-2021"}')::text, test.kall(null, 'get_plan', '{"plan":"dal/handlingsplan-1999"}')::text,
	'without a token likewise');
select is(test.kall('fremmed', 'get_plan', json_build_object('plan', (select id from core.plan where kortnavn = 'handlingsplan-2021')))::text,
	test.kall('fremmed', 'get_plan', json_build_object('plan', gen_random_uuid()))::text, 'by id likewise');
select is(test.grunn('sjef', 'get_plan', '{"plan":"dal/handlingsplan-2021"}'), 'ukjent_plan', 'the operator reads no drafts');
select is(json_array_length(test.svar('fremmed', 'list_planer') -> 'planer'), 0, 'a list shows only one''s own');
select is(json_array_length(test.svar('medlem', 'list_planer') -> 'planer'), 3, 'and all of them');
select is(test.grunn('fremmed', 'check_plan', '{"plan":"dal/handlingsplan-2021"}'), 'ukjent_plan', 'nobody else checks it');
select is(test.grunn('fremmed', 'acknowledge_finding', '{"plan":"dal/handlingsplan-2021","regel":"HP-1","sted":"x","grunn":"fordi"}'), 'ukjent_plan', 'or acknowledges');
select is(test.grunn('fremmed', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}'), 'ukjent_plan', 'or submits');

-- Findings, acknowledgements, freezing.
select is((test.svar('medlem', 'check_plan', '{"plan":"dal/handlingsplan-2021"}') ->> 'aapne_feil')::int, 3, 'Sel''s handlingsplan has three errors');
select is(test.grunn('pl', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}'), 'aapne_feil', 'which keep it from being submitted');
create function test.kvitter(hvem text, regel text, sted text, grunn text default 'Slik det er trykt') returns text language sql as $$
	select test.grunn(hvem, 'acknowledge_finding', json_build_object('plan', 'dal/handlingsplan-2021', 'regel', regel, 'sted', sted, 'grunn', grunn)) $$;
select is(test.kvitter('pl', 'HP-1', 'omraader/4/oppgitt_sum_budsjett'), 'ok', 'acknowledged with a reason');
select is(test.kvitter('pl', 'HP-1', 'omraader/4/oppgitt_sum_budsjett'), 'funnet_er_kvittert_fra_foer', 'once');
select is(test.kvitter('pl', 'HP-7', 'budsjett/omraader/6/oppgitt_sum', ' '), 'felt_mangler', 'not without a reason');
select is(test.kvitter('pl', 'HP-7', 'budsjett/omraader/5/oppgitt_sum'), 'ukjent_funn', 'not where there is none');
select is(test.kvitter('pl', 'HP-15', 'kommunikasjonsplan'), 'varsel_kvitteres_ikke', 'a warning needs none');
select is(test.kvitter('medlem', 'HP-7', 'budsjett/omraader/6/oppgitt_sum'), 'bare_de_som_forbereder_skriver', 'not by anybody');
select is(test.kvitter('pl', 'HP-7', 'budsjett/omraader/6/oppgitt_sum'), 'ok', 'the second');
select is(test.grunn('pl', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}'), 'aapne_feil', 'one is left');
select is(test.kvitter('pl', 'HP-8', 'budsjett/sum_omraader/oppgitt_sum'), 'ok', 'the third');
select is(test.lagre('pl', 'dal/handlingsplan-2021', 'r2', 'handlingsplan', jsonb_set(:'hp', '{omraader,3,oppgitt_sum_budsjett}', '"510000"')), 'ok', 'the value changes');
select cmp_ok((test.svar('pl', 'check_plan', '{"plan":"dal/handlingsplan-2021"}') ->> 'aapne_feil')::int, '>=', 1, 'and the acknowledgement, given for another value, lapses');
select is(test.lagre('pl', 'dal/handlingsplan-2021', 'r3', 'handlingsplan', :'hp'), 'ok', 'the value is back');
select is(test.grunn('pl', 'submit_plan', '{"plan":"dal/handlingsplan-2021","etag":"r3"}'), 'utkastet_er_endret', 'one submits what one has read');
create temp table fremlagt as select test.svar('pl', 'submit_plan', '{"plan":"dal/handlingsplan-2021","etag":"r4"}') as svar;
select is((select svar -> 'plan' ->> 'tilstand' from fremlagt), 'fremlagt', 'submitted');
select matches((select svar ->> 'sak' from fremlagt), '^dal/sak-1$', 'with its case');
select is((select tittel from core.sak), :'hp'::jsonb ->> 'tittel', 'which is called what the document is called');
select is((select svar -> 'plan' ->> 'hash' from fremlagt), (select encode(sha256(bytes), 'hex') from core.plan_versjon), 'under the hash of its bytes');
select is((select core.uten(convert_from(bytes, 'UTF8')::jsonb, '{id}') from core.plan_versjon), (:'hp'::jsonb || '{"format":1}'), 'which are the document, with ids');
select is((select count(*) from core.versjon_funn where grunn is not null), 3::bigint, 'acknowledgements froze with it');
select is(test.grunn('pl', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}'), 'versjonen_er_fremlagt_foer', 'the same content is not submitted twice');

-- The frozen version attacked: by the api functions' role and by the owner.
select throws_ok($$set local role omstilling_api; update core.plan_versjon set bytes = 'x', hash = sha256('x')$$, '42501', null, 'the api role may not change it');
reset role;
select throws_ok($$set local role omstilling_owner; update core.plan_versjon set bytes = 'x', hash = sha256('x')$$, 'RP009', null, 'the owner neither');
reset role;
select throws_ok($$set local role omstilling_daemon; select * from core.plan_versjon$$, '42501', null, 'the daemon does not even see it');
reset role;
select throws_ok($$insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id)
	select program_id, plan_id, 2, revisjon, '{}', sha256('x'), person_id from core.plan_versjon$$, 'RP010', null, 'no other bytes under the draft''s name');
select is(test.grunn(null, 'get_plan', '{"plan":"dal/handlingsplan-2021","versjon":1}'), 'ukjent_plan', 'submitted is not public');
select is(test.grunn('medlem', 'get_plan', '{"plan":"dal/handlingsplan-2021","vedtatt":true}'), 'ukjent_versjon', 'nor adopted');

-- Numbers as they are printed (HP-16).
select is(test.grunn('pl', 'create_plan', '{"program": "dal", "type": "handlingsplan", "aar": 2026, "tittel": "Tall"}'), 'ok', 'a plan');
select is(test.lagre('pl', 'dal/handlingsplan-2026', 'r1', 'handlingsplan', '{"omraader": [{"nummer": 1, "navn": "A", "oppgitt_sum_budsjett": "kr 400.000,-", "timer": "500.000"}]}'), 'ok', 'is saved with numbers as they are printed');
select is(test.svar('pl', 'get_plan', '{"plan": "dal/handlingsplan-2026"}') #>> '{handlingsplan,omraader,0,oppgitt_sum_budsjett}', '400000', 'which became what they mean');
select is((select string_agg(f ->> 'sted' || ' ' || (f ->> 'oppgitt'), ', ') from json_array_elements(test.svar('pl', 'check_plan', '{"plan": "dal/handlingsplan-2026"}') -> 'funn') f
	where f ->> 'regel' = 'HP-16'), 'omraader/1/timer 500.000', 'and what can be read as two numbers is an error');
select is((select count(*) from json_array_elements(test.svar('pl', 'check_plan', '{"handlingsplan": {"aar": 2026, "ramme": "5 000 000"}}') -> 'funn') f where f ->> 'regel' = 'HP-16'),
	0::bigint, 'a document that is not stored is read alike');

select * from finish();
rollback;

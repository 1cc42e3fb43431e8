-- Who sees cases: those who serve the programme; everybody, once there is a decision. Another programme's case and one
-- that does not exist are the same. Waiting tasks. Answers given once to one key.
begin;
select plan(48);
\ir lib/felles.psql
\ir lib/sak.psql

-- A neighbour programme with people of its own.
select test.organ('nabo', 'EPL', 'enkeltperson', 'kommunen'), test.organ('nabokst', 'KST', 'folkevalgt', 'kommunen', 5), test.person('fremmed', 'nabo', 'prosjektleder'),
	test.person('nsekr', 'nabokst', 'sekretaer'), test.program('vik', 'fylket'), test.knytt('vik', 'nabo', 'EPL'), test.knytt('vik', 'nabokst', 'KST');
select test.fremlagt('omstillingsplan');

create function test.helt_likt(hvem text, fn text, a json, b json) returns boolean
language plpgsql as $$
declare
	x test.svar := test.kall(hvem, fn, a);
	y test.svar := test.kall(hvem, fn, b);
begin
	return x.kode = 'RP005' and x::text = y::text;
end $$;
select ok(test.helt_likt('fremmed', fn, format(req, 'dal/sak-1')::json, format(req, 'dal/sak-77')::json), fn || ': a foreign case is as one that does not exist') from (values
	('get_sak', '{"sak":"%s"}'), ('perform_act', '{"sak":"%s","akt":"forbereder"}'), ('cast_vote', '{"sak":"%s","stemme":"ja"}'), ('decide_sak', '{"sak":"%s"}'),
	('record_result', '{"sak":"%s"}'), ('confirm_result', '{"sak":"%s","resultat":"1"}')) v (fn, req);
select ok(test.helt_likt('fremmed', 'get_sak', json_build_object('sak', (test.sak('dal/sak-1')).id), json_build_object('sak', gen_random_uuid())), 'by id too');
select is(test.grunn('fremmed', 'get_sak', json_build_object('sak', x)), 'ukjent_sak', 'a name that is none: ' || x) from unnest(array['', 'dal', 'dal/sak-', 'dal/sak-1/2', 'dal/sak-99999999999', '../x', 'DAL/SAK-1']) x where x <> '';
select is(test.grunn('fremmed', 'get_sak', '{"sak":""}'), 'felt_mangler', 'nor nothing');
select is(test.grunn(null, 'get_sak', '{"sak":"dal/sak-1"}'), 'ukjent_sak', 'nothing is public before a decision');
select is(json_array_length(test.svar(null, 'list_saker', '{"program":"dal"}') -> 'saker'), 0, 'not in the list either');
select is(json_array_length(test.svar('fremmed', 'list_saker', '{"program":"dal"}') -> 'saker'), 0, 'nor for other programmes'' people');
select is(json_array_length(test.svar('observatoer', 'list_saker', '{"program":"dal"}') -> 'saker'), 1, 'an observer of the programme sees it');
select is(test.grunn('fremmed', 'create_sak', '{"program":"dal","beslutning":10}'), 'bare_for_deltakere', 'nobody opens cases in another programme');

-- Tasks, and that they move.
create function test.oppgaver(hvem text) returns text
language sql as $$ select coalesce(string_agg((o ->> 'akt') || ' ' || (o ->> 'sak'), ', ' order by n), '') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') with ordinality x (o, n) $$;
select is(test.oppgaver('raadgiver'), 'kvalitetssikrer dal/sak-1', 'IN has one');
select is(test.oppgaver('sgleder') || test.oppgaver('ordfoerer') || test.oppgaver('leder') || test.oppgaver('fremmed') || test.oppgaver('observatoer'), '', 'the others none');
select is(test.grunn(null, 'list_tasks'), '42501', 'tasks are not public');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1');
select is(test.oppgaver('raadgiver'), '', 'done');
select is(test.oppgaver('sgleder'), 'innstiller dal/sak-1', 'the leader is to call a meeting');
select is(test.oppgaver('sgsekr'), 'innstiller dal/sak-1', 'or the secretary');
select is(test.oppgaver('sg3'), '', 'a member waits');
select test.moete('sgleder', 'sg', 'dal/sak-1');
select is(test.oppgaver('sg3'), 'stemme dal/sak-1', 'and votes');
select is(test.oppgaver('observatoer'), '', 'an observer does not');
select test.stem(h, 'dal/sak-1', 'ja') from unnest(array['sgleder', 'sg2', 'sg3']) h;
select is(test.oppgaver('sg3'), '', 'has voted');
select is(test.oppgaver('sgleder'), 'innstiller dal/sak-1', 'who presides is to close');
select test.avgjoer('sgleder', 'dal/sak-1');
select test.gjoer('direktoer', 'fremlegger', 'dal/sak-1');
select test.foer('ksekr', 'dal/sak-1', 'kst', 7, 0);
select is(test.oppgaver('ordfoerer'), 'bekreft dal/sak-1', 'who presided is to confirm');
select is(test.oppgaver('ksekr') || test.oppgaver('krep'), '', 'nobody else');
select test.bekreft('ordfoerer', 'dal/sak-1');

-- Public now: the case and its steps, not the votes of each.
select is(test.svar(null, 'get_sak', '{"sak":"dal/sak-1"}') #>> '{sak,tilstand}', 'vedtatt', 'a decided case is public');
select is((test.svar(null, 'get_sak', '{"sak":"dal/sak-1"}') -> 'sak')::jsonb ? 'stemmer', false, 'each one''s vote is not');
select is((test.svar('leder', 'get_sak', '{"sak":"dal/sak-1"}') -> 'sak')::jsonb ? 'stemmer', true, 'but for those of the programme');
select is(json_array_length(test.svar(null, 'list_saker', '{"program":"dal"}') -> 'saker'), 1, 'listed');
select is((test.svar(null, 'list_saker', '{"program":"dal"}') #> '{saker,0}')::jsonb ? 'steg', false, 'without steps');
select is(test.svar(null, 'list_vedtak', '{"program":"dal"}') #>> '{vedtak,0,organ_navn}', 'Kst', 'decisions are public');

-- Pages.
select test.ny_sak('direktoer', 25), test.ny_sak('direktoer', 25);
select is(test.svar('leder', 'list_saker', '{"program":"dal","page_size":2}') ->> 'next_page_token', '2', 'a page names the next');
select is(test.svar('leder', 'list_saker', '{"program":"dal","page_size":2,"page_token":"2"}')::jsonb #>> '{saker,0,navn}', 'dal/sak-3', 'which goes on');
select is(test.svar('leder', 'list_saker', '{"program":"dal","page_size":2,"page_token":"2"}')::jsonb ? 'next_page_token', false, 'and is the last');
select is(test.grunn('leder', 'list_vedtak', json_build_object('program', 'dal', 'page_token', t)), 'ugyldig_sidemerke', 'a page token that is none') from unnest(array['x', '-1', '9999999999']) t;

-- One key, one act.
create temp table foerste as select test.kall('leder', 'create_sak', '{"program":"dal","beslutning":10,"idempotency_key":"noekkel-1"}') as s;
select is((test.kall('leder', 'create_sak', '{"program":"dal","beslutning":10,"idempotency_key":"noekkel-1"}')).json::text, (s).json::text, 'a retry gets the first answer') from foerste;
select is((select count(*)::int from core.sak s where s.beslutning = 10), 1, 'and opens nothing');
select is(test.grunn('leder', 'perform_act', '{"sak":"dal/sak-1","akt":"forbereder","idempotency_key":"noekkel-1"}'), 'idempotensnoekkel_brukt_om', 'a key is not used twice');

-- The journal has it all, in the programme's chain.
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j join core.program p on p.id = j.kjede where p.kortnavn = 'dal'$$,
	$$values ('sak_opprettet'), ('kvalitetssikrer'), ('fremlegger'), ('sak_paa_saksliste'), ('stemme_avgitt'), ('resultat_foert'), ('vedtak'), ('sak_tilstand')$$, 'every step is in the journal');

select * from finish();
rollback;

-- Sessions: seen and ended by their owner alone, ended by rest, by age and by too many others; use is told by the daemon. As its role.
begin;
select plan(39);
\ir lib/felles.psql
\ir lib/konto.psql

select test.person('kari'), test.person('per');
select test.passord('kari'), test.passord('per');

-- What is written at a login, and no more of the address than one needs to know it again.
select is(core.omtrentlig(fra), til, fra || ' is kept as ' || coalesce(til, 'nothing')) from (values
	('192.0.2.17', '192.0.2.*'), ('2001:db8:1:2::17', '2001:db8:1::/48'), ('::1', '::/48'), ('unix', 'unix'), ('zz::g', 'zz::g'), ('::::', null)) v (fra, til);
select is(test.inn('kari', 'a', '192.0.2.17', 'omstilling/1.0') ->> 'ok', 'true', 'kari logs in');
select is(test.inn('kari', 'b', '198.51.100.9', repeat('x', 300)) ->> 'ok', 'true', 'and once more, elsewhere');
create function test.okter(hvem text) returns jsonb language sql as $$ select test.svar(hvem, 'list_sesjoner')::jsonb -> 'sesjoner' $$;
select is(jsonb_array_length(test.okter('a')), 3, 'she sees both, and the one that this test began with');
select is((select s - array['id', 'opprettet', 'sist_brukt', 'utloeper'] from jsonb_array_elements(test.okter('a')) s where s ? 'denne'),
	'{"adresse":"192.0.2.*","klient":"omstilling/1.0","denne":true}', 'with where, with what, and which one asks');
select is((select length(s ->> 'klient') from jsonb_array_elements(test.okter('a')) s where s ->> 'adresse' = '198.51.100.*'), 100, 'a long name of a client is cut');
select isnt(test.okter('a') -> 0 ->> 'opprettet', null, 'and when');
select is(jsonb_array_length(test.okter('per')), 1, 'another sees his own');
select is_empty($$select token_hash from auth.sesjon where token_hash::text like '%' || id || '%'$$, 'the id is nothing of the token');

-- Ended one by one, or all but this.
create temp table okt as select token_hash, id from auth.sesjon;
create function test.okt(token text) returns json language sql as $$ select json_build_object('sesjon', id) from okt where token_hash = sha256(convert_to(token, 'UTF8')) $$;
select is(test.grunn('per', 'end_sesjon', test.okt('b')), 'ukjent_sesjon', 'nobody ends another''s');
select is(test.grunn('per', 'end_sesjon', '{"sesjon":"tull"}'), 'ukjent_sesjon', 'nor one that is not there: the same answer');
select is(test.grunn('b', 'who_am_i'), 'ok', 'it lives');
select is(test.svar('a', 'end_sesjon', test.okt('b')) ->> 'antall', '1', 'she ends it');
select is(test.grunn('b', 'who_am_i'), 'ugyldig_token', 'and its token is worthless');
select is(test.grunn('a', 'end_sesjon', test.okt('b')), 'ukjent_sesjon', 'it ends once');
select is(test.grunn('a', 'end_sesjon', r), 'en_sesjon_eller_de_andre', 'one, or the others: ' || r) from unnest(array['{}', '{"sesjon":"x","andre":true}']::json[]) r;
select is(test.svar('a', 'end_sesjon', '{"andre":true}') ->> 'antall', '1', 'all the others');
select is(test.grunn(x.hvem, 'who_am_i'), x.grunn, x.hvem || ' is then ' || x.grunn) from (values ('a', 'ok'), ('kari', 'ugyldig_token'), ('per', 'ok')) x (hvem, grunn);
select is(test.svar('a', 'end_sesjon', '{"andre":true}') ->> 'antall', '0', 'when there are none, none');
select test.inn('kari', 'sist');
select is(test.svar('sist', 'end_sesjon', json_build_object('sesjon', (select id from auth.sesjon where token_hash = sha256('sist')))) ->> 'antall', '1', 'one''s own too');
select is(test.grunn('sist', 'who_am_i'), 'ugyldig_token', 'which is over then');
select is((select count(*) from core.journal where linje like '%oekter_avsluttet%'), 3::bigint, 'what ended something is journalled');

-- Rest and use.
update auth.sesjon set hviler = now() - interval '1 second' where token_hash = sha256('a');
select is(test.grunn('a', 'who_am_i'), 'ugyldig_token', 'a session that rests too long is over');
select is(jsonb_array_length(test.okter('per')), 1, 'others are not');
create function test.brukt(variadic tokens text[]) returns void language sql as $$
	select test.auth('brukt', json_build_object('sesjoner', array(select encode(sha256(convert_to(t, 'UTF8')), 'hex') from unnest(tokens) t))) $$;
select test.brukt('a', 'per', 'ukjent');
select is(test.grunn('a', 'who_am_i'), 'ok', 'one used just before it would rest is not');
update auth.sesjon set hviler = now() - interval '3 minutes' where token_hash = sha256('a');
select test.brukt('a');
select is(test.grunn('a', 'who_am_i'), 'ugyldig_token', 'and nothing wakes one that has been over for longer');
update auth.sesjon set hviler = now() + interval '1 minute', sist_brukt = now() - interval '1 hour', utloeper = now() + interval '1 hour' where token_hash = sha256('per');
select test.brukt('per');
select is((select array[hviler - now(), now() - sist_brukt, utloeper - now()] from auth.sesjon where token_hash = sha256('per')), '{1 hour,0,1 hour}'::interval[],
	'use puts off rest by an hour, and the end by nothing');

-- Too many: the one unused for longest goes, and nobody else's.
select count(test.inn('kari', 'n' || n, 'unix')) from generate_series(1, 20) n;
update auth.sesjon set sist_brukt = now() - interval '1 minute' where token_hash = sha256('n7');
select test.inn('kari', 'n21', 'unix');
select is((select string_agg(t, ' ') from unnest(array['n1', 'n7', 'n20', 'n21', 'per']) t where test.grunn(t, 'who_am_i') <> 'ok'), 'n7', 'the twenty-first ends the one unused for longest');
select is(jsonb_array_length(test.okter('n21')), 20, 'and twenty are left');

-- A new password ends them all.
create temp table kode as select test.svar('n21', 'invite_person', '{"brukernavn":"kari"}') ->> 'invitasjon' as kode;
select is(test.sett('kari', (select kode from kode)) ->> 'ok', 'true', 'a new password is set');
select is((select string_agg(t, ' ') from unnest(array['n1', 'n20', 'n21', 'per']) t where test.grunn(t, 'who_am_i') = 'ok'), 'per', 'every session of hers is over, and nobody else''s');

select * from finish();
rollback;

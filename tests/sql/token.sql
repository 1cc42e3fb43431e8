-- API tokens, made and withdrawn; and every method of the contract asked with one that reads only, and with one for another programme.
-- The people, the programmes and the questions are those of tilgang.sql.
begin;
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql
\ir lib/tilgang.psql
select no_plan();

-- Made, listed, used, withdrawn.
create temp table laget as select (test.svar('leder', 'create_token', json_build_object('navn', 'kopi', 'omfang', 'les', 'programmer', array['dal'], 'til', current_date + 30)))::jsonb as svar;
select matches(svar ->> 'kode', '^omst_[0-9a-f]{64}$', 'a code of 256 bits') from laget;
select is((svar -> 'token') - array['id', 'opprettet', 'utloeper'], '{"navn":"kopi","omfang":"les","programmer":["dal"]}', 'and what it is') from laget;
select is((select s.token_hash from auth.sesjon s where s.navn = 'kopi'), sha256(convert_to(svar ->> 'kode', 'UTF8')), 'of which only the hash is kept') from laget;
select is((select s.utloeper from auth.sesjon s where s.navn = 'kopi'), (current_date + 31)::timestamp at time zone 'Europe/Oslo', 'it lasts to the end of its last day');
select is(test.svar('leder', 'list_token') #>> '{token,0,navn}', 'kopi', 'its owner sees it, first by name');
select is(test.svar('leder', 'list_token') #>> '{token,0,sist_brukt}', null, 'never used');
select is(json_array_length(test.svar('leder', 'list_sesjoner') -> 'sesjoner'), 1, 'it is no login');
select is(json_array_length(test.svar('sgleder', 'list_token') -> 'token'), 0, 'nobody else sees it');
create function test.lag(hvem text, mer jsonb) returns text language sql as $$
	select test.grunn(hvem, 'create_token', ('{"navn":"ny","omfang":"les"}'::jsonb || jsonb_build_object('til', current_date + 30) || mer)::json) $$;
select is(test.lag('leder', mer), grunn, mer::text || ' is ' || grunn) from (values
	('{"navn":"kopi"}'::jsonb, 'tokenets_navn_er_i_bruk'), ('{"navn":"Stor"}', 'navnet_paa_et_token'), ('{"navn":null}', 'felt_mangler'), ('{"omfang":"alt"}', 'ukjent_omfang'), ('{"omfang":null}', 'ukjent_omfang'),
	('{"til":null}', 'felt_mangler'), ('{"til":"i morgen"}', 'ugyldig_dato'), (jsonb_build_object('til', current_date), 'token_varer_et_aar'), (jsonb_build_object('til', current_date + 367), 'token_varer_et_aar'),
	('{"programmer":["finnes-ikke"]}', 'ukjent_program'), (jsonb_build_object('til', current_date + 366), 'ok')) v (mer, grunn);
select is(test.grunn('leder', 'revoke_token', '{"navn":"ny"}'), 'ok', 'withdrawn');
select is(test.lag('leder', '{}'), 'ok', 'its name is free');
select is(test.lag('sgleder', '{}'), 'ok', 'and another''s own affair');
select is((select string_agg(distinct test.lag('sg2', jsonb_build_object('navn', 't' || n)), ' ') from generate_series(1, 50) n) || ' ' || test.lag('sg2', '{}'), 'ok for_mange_token', 'fifty are enough');
select is((select string_agg(hendelse, ' ' order by nr) from (select nr, linje::jsonb ->> 'hendelse' as hendelse from core.journal where linje like '%"objekt":"leder"%' and linje like '%token_%') x),
	'token_laget token_laget token_trukket token_laget', 'the journal has it, without the code');
select is_empty($$select * from core.journal, laget where innhold like '%' || (svar ->> 'kode') || '%' or innhold like '%' || encode(sha256(convert_to(svar ->> 'kode', 'UTF8')), 'hex') || '%'$$, 'or its hash');

-- A token ends: by its day, by its owner, by a new password.
select test.token('medlem', 'a'), test.token('medlem', 'b');
select is(test.grunn('medlem a', 'who_am_i'), 'ok', 'a token is its person');
update auth.sesjon set hviler = 'infinity', sist_brukt = now() - interval '30 days' where token_hash = sha256('medlem a');
select is(test.grunn('medlem a', 'who_am_i'), 'ok', 'however long it rests');
update auth.sesjon set utloeper = now() where token_hash = sha256('medlem a');
select is(test.grunn('medlem a', 'who_am_i'), 'ugyldig_token', 'but not after its last day');
select is(test.grunn('medlem b', 'who_am_i'), 'ok', 'the other lives');
select test.grunn('medlem', 'end_sesjon', '{"andre":true}');
select is(test.grunn('medlem b', 'who_am_i'), 'ok', 'ending logins ends no token');
select is(test.grunn('medlem', 'revoke_token', '{"navn":"b"}'), 'ok', 'its owner does');
select is(test.grunn('medlem b', 'who_am_i'), 'ugyldig_token', 'at once');
select is(test.grunn('leder leders', m, r), 'krever_innlogging', 'with a token nobody gets to ' || m) from (values ('create_token', '{}'::json), ('revoke_token', '{"navn":"leders"}'), ('end_sesjon', '{"andre":true}'), ('invite_person', '{"brukernavn":"leder"}')) v (m, r);

-- For another programme: in this one its person is as one without a seat, and what is no programme's is not changed.
select test.token(h, 'vik', true, 'vik') from unnest(array['vleder', 'leder', 'sgleder', 'ordfoerer', 'kadm', 'drift', 'deppen', 'fordfoerer']) h;
create temp table bundet as select h as hvem, s.metode, s.sak, p.provolatile = 'v' as skriver, (test.proev(h || ' vik', s.metode, s.req)).* , (test.proev('utenfor', s.metode, s.req)).utfall as utenfor, (test.proev('utenfor', s.metode, s.req)).alt as utenfor_alt
	from spoerring s join pg_proc p on p.proname = s.metode and p.pronamespace = test.skjema(s.metode), unnest(array['leder', 'sgleder', 'ordfoerer', 'kadm', 'drift', 'deppen', 'fordfoerer']) h;
select is_empty($$select hvem, metode, sak, utfall, utenfor from bundet where not skriver and (utfall, alt) is distinct from (utenfor, utenfor_alt) and metode not in ('who_am_i', 'list_sesjoner', 'list_token')
	and (hvem, utfall) <> ('deppen', 'ok vik')$$, -- the ministry's portfolio, of the programme that the token is for

	'with a token for another programme each read answers as to one without a seat');
select is_empty($$select hvem, metode, sak, utfall, utenfor from bundet where skriver and utfall like 'ok%'$$, 'and no method writes');
-- Who prepares and keeps the books here writes most of all; under the token nothing, be the way to the table a trigger's or a function's.
create temp table foerer as select h as hvem, test.token(h, 'vik', true, 'vik') from unnest(array['programleder', 'direktoer', 'raadgiver', 'ksekr', 'fsekr']) h;
create temp table foert as select f.hvem, s.metode, s.sak, (test.proev(f.hvem, s.metode, s.req)).utfall as selv, (test.proev(f.hvem || ' vik', s.metode, s.req)).utfall
	from spoerring s join pg_proc p on p.proname = s.metode and p.pronamespace = test.skjema(s.metode) and p.provolatile = 'v', foerer f;
select is_empty($$select hvem, metode, sak, utfall from foert where utfall like 'ok%'$$, 'nor by those who keep the books');
select cmp_ok((select count(distinct metode) from foert where selv like 'ok%'), '>=', 40::bigint, 'who are let write in many ways themselves');
select is_empty($$select m from unnest(array['create_soeknad', 'update_soeknad', 'withdraw_soeknad', 'register_postering', 'correct_postering', 'request_utbetaling', 'start_opplasting', 'perform_act']) m
	where not exists (select from foert where metode = m and selv like 'ok%')$$, 'applications, money, files and acts among them');
select is((test.proev('vleder vik', 'save_plan', (select req from spoerring where metode = 'save_plan' limit 1))).utfall, 'ukjent_plan', 'as its owner''s own rights are');

-- Reads only: every method that writes is refused, and nothing else is.
create temp view skriver as select proname::text as metode from pg_proc where pronamespace in ('api'::regnamespace, 'stroem'::regnamespace) and provolatile = 'v';
create function test.utfall(hvem text, fn text, req json) returns text language sql as $$ select p.utfall from test.proev(hvem, fn, req) p $$;
select test.token('leder', 'les', false), test.token('kadm', 'les', false), test.token('drift', 'les', false), test.token('ordfoerer', 'les', false);
select is_empty($$select distinct h, s.metode, s.sak, u from spoerring s, unnest(array['leder', 'kadm', 'drift', 'ordfoerer']) h, lateral (select test.utfall(h || ' les', s.metode, s.req) as u offset 0) x
	where s.metode in (select metode from skriver) and u <> 'token_bare_les'$$, 'a token that reads is refused by every method that writes');
select is_empty($$select h, s.metode, s.sak from spoerring s, unnest(array['leder', 'kadm', 'drift', 'ordfoerer']) h, lateral (select test.proev(h || ' les', s.metode, s.req) as a, test.proev(h, s.metode, s.req) as b offset 0) x
	where s.metode not in (select metode from skriver) and s.metode not in ('list_sesjoner', 'list_token') and a is distinct from b$$, 'and answered by every other as its person is');
select is_empty('select metode from skriver except select metode from spoerring', 'every method that the catalogue says writes was asked');
select is(test.grunn(t, m), 'krever_innlogging', t || ' does not see its owner''s ' || m) from unnest(array['leder les', 'leder vik', 'leder leders']) t, unnest(array['list_sesjoner', 'list_token']) m;

-- Under a token for one programme whatever a method forgets is asked by the journal (core.journalfoer): so every table that the api
-- functions write has a trigger that journals. The parts of a file have none; the file has, and its policy asks for the programme.
select set_eq($$select c.relname::text from pg_class c where c.relkind = 'r' and c.relnamespace in ('core'::regnamespace, 'auth'::regnamespace)
	and (has_table_privilege('omstilling_api', c.oid, 'insert') or has_table_privilege('omstilling_api', c.oid, 'delete') or has_any_column_privilege('omstilling_api', c.oid, 'update'))
	and not exists (select from pg_trigger t join pg_proc f on f.oid = t.tgfoid where t.tgrelid = c.oid and t.tgenabled = 'O' and f.prosrc ~ 'core\.journalfoer\(')$$,
	array['vedlegg_del'], 'every table that a method writes is journalled, or asks for the programme');
-- PostgreSQL itself holds it, whatever a method forgets: a function of tomorrow that asks for nobody's leave.
create function test.skriver_uten_lov() returns text language plpgsql as $$
begin
	perform set_config('omstilling.token', encode(sha256('leder les'), 'hex'), true), core.bare_les();
	insert into core.moetekrav default values;
	return 'wrote';
exception when read_only_sql_transaction then
	return 'read only';
end $$;
select is(test.skriver_uten_lov(), 'read only', 'what asks nobody is stopped by PostgreSQL');

select * from finish();
rollback;

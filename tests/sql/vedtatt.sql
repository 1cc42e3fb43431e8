-- An adopted version by its hash: the same for everybody, found by nobody before it is adopted, and never with a name or a draft.
begin;
select plan(15);
\ir lib/felles.psql
\ir lib/historie.psql

update core.oppsett set demonstrasjon = true, i_dag = '2021-12-01';
select test.revisjon('dal', 'handlingsplan-2021', 1, '{"format":1,"aar":2021,"tittel":"En"}'), test.revisjon('dal', 'handlingsplan-2021', 2, '{"format":1,"aar":2021,"tittel":"To"}'),
	test.revisjon('dal', 'handlingsplan-2021', 3, '{"format":1,"aar":2021,"tittel":"hemmelig"}');
select test.versjon('dal', 'handlingsplan-2021', 1, 1), test.versjon('dal', 'handlingsplan-2021', 2, 2), test.vedtak('dal', 'handlingsplan-2021', 1, '2021-02-01');

create function test.hash(nr_ int) returns text language sql as $$
	select encode(v.hash, 'hex') from core.plan_versjon v join core.plan p on p.program_id = v.program_id and p.id = v.plan_id join core.program g on g.id = p.program_id
	where g.kortnavn = 'dal' and p.kortnavn = 'handlingsplan-2021' and v.nr = nr_ $$;
create function test.hent(hvem text, hash text) returns json language sql as $$ select test.svar(hvem, 'get_vedtatt_plan', json_build_object('hash', hash)) $$;
create function test.nektet(hvem text, hash text) returns text language sql as $$ select test.grunn(hvem, 'get_vedtatt_plan', json_build_object('hash', hash)) $$;

select is(test.hent(null, test.hash(1)) #>> '{handlingsplan,tittel}', 'En', 'anybody gets the adopted version');
select is(encode(sha256(decode(test.hent(null, test.hash(1)) ->> 'kanonisk', 'base64')), 'hex'), test.hash(1), 'with the bytes that have the hash');
select is((test.hent(null, test.hash(1)) -> 'plan')::jsonb - 'id', jsonb_build_object('navn', 'dal/handlingsplan-2021', 'type', 'handlingsplan', 'aar', 2021,
	'tittel', 'En', 'tilstand', 'vedtatt', 'versjon', 1, 'hash', test.hash(1), 'vedtatt_dato', '2021-02-01'), 'and what it is: that version, not the draft after it');
select is(test.hent('medlem', test.hash(1))::text, test.hent(null, test.hash(1))::text, 'the programme''s own get the very same bytes');
select is(test.hent('fremmed', test.hash(1))::text, test.hent(null, test.hash(1))::text, 'and others too');
select is(test.nektet(null, test.hash(2)), 'ukjent_versjon', 'what is frozen and not adopted is not there');
select is(test.nektet('medlem', test.hash(2)), 'ukjent_versjon', 'for those who may read it neither: what is kept is public');
select is(test.kall(null, 'get_vedtatt_plan', json_build_object('hash', test.hash(2)))::text, test.kall(null, 'get_vedtatt_plan', json_build_object('hash', repeat('0', 64)))::text,
	'which is as what does not exist');
select is(test.nektet(null, x), 'ugyldig_hash', 'no hash: ' || left(x, 8)) from unnest(array['x', upper(test.hash(1)), test.hash(1) || '0']) x;
select is(test.nektet(null, null), 'felt_mangler', 'one must be named');

-- A later version supersedes it, and changes nothing of what it was.
create temp table foer on commit drop as select test.hent(null, test.hash(1))::text as svar;
select test.vedtak('dal', 'handlingsplan-2021', 2, '2021-06-01');
select is(test.hent(null, test.hash(1))::text, svar, 'a newer adopted version leaves it as it was') from foer;
select is(test.hent(null, test.hash(2)) #>> '{plan,vedtatt_dato}', '2021-06-01', 'and is there itself');

-- What the daemon goes by (server/db_catalogue.c).
select is((select array_agg(proname::text) from pg_proc where pronamespace in ('api'::regnamespace, 'auth'::regnamespace, 'stroem'::regnamespace) and provolatile = 'i'),
	'{get_vedtatt_plan}', 'no other answer is kept in memory');

select * from finish();
rollback;

-- Guessing waits, for names that exist and names that do not; and nobody else does. As the daemon's role, time put forward by hand.
begin;
select plan(39);
\ir lib/felles.psql
\ir lib/konto.psql
select test.person('kari'), test.person('per');
select test.passord('kari'), test.passord('per');

create function test.feil(hvem text, adresse text, n int default 1) returns text language sql as $$
	select string_agg(distinct test.inn(hvem, 'x', adresse, noekkel => '02') ->> 'reason', ' ') from generate_series(1, n) $$;
create function test.rett(hvem text, adresse text) returns text language sql as $$
	select coalesce(s ->> 'reason', 'ok') || coalesce(' ' || (s ->> 'vent_sekunder'), '') from test.inn(hvem, gen_random_uuid()::text, adresse) s $$;
-- Time passes: everything that is written down is so much older.
create function test.gaar(t interval) returns void language sql as $$
	update auth.forsoek set sist = sist - t, aapner = aapner - t, kjent = kjent - t $$;
create function test.vent(hvem text, adresse text) returns text language sql as $$
	select test.auth('login_salt', json_build_object('brukernavn', hvem, 'adresse', adresse)) ->> 'vent_sekunder' $$;

-- One name from one place.
select is(test.feil('kari', '192.0.2.1', 4), 'feil_navn_eller_passord', 'four failures are free');
select is(test.rett('kari', '192.0.2.1'), 'ok', 'and a success wipes them out');
select is(test.feil('kari', '192.0.2.1', 5), 'feil_navn_eller_passord', 'five');
select is(test.rett('kari', '192.0.2.1'), 'for_mange_forsoek 1', 'make the next wait a second, also with the right password');
select is(test.vent('kari', '192.0.2.1'), '1', 'which is told before anything is hashed');
select is(test.rett('kari', '192.0.2.2'), 'ok', 'from elsewhere she is let in at once');
select is(test.rett('per', '192.0.2.1'), 'ok', 'and so is another from there');
select test.gaar('16 minutes');
select test.feil('kari', '192.0.2.1');
select is(test.rett('kari', '192.0.2.1'), 'for_mange_forsoek 2', 'one more failure, two seconds');
select test.gaar('16 minutes');
select test.feil('kari', '192.0.2.1');
select is(test.rett('kari', '192.0.2.1'), 'for_mange_forsoek 4', 'the next, four: each doubles it');
select count(*) from (select test.gaar('16 minutes'), test.feil('kari', '192.0.2.1') from generate_series(1, 10)) x;
select is(test.rett('kari', '192.0.2.1'), 'for_mange_forsoek 900', 'up to a quarter of an hour');
select is(test.feil('kari', '192.0.2.1'), 'for_mange_forsoek', 'what is tried meanwhile');
select is(test.rett('kari', '192.0.2.1'), 'for_mange_forsoek 900', 'does not lengthen it');
select test.gaar('901 seconds');
select is(test.rett('kari', '192.0.2.1'), 'ok', 'and then she is let in');

-- A name that does not exist, step for step.
create temp table ukjent (steg serial, finnes text, finnes_ikke text);
insert into ukjent (finnes, finnes_ikke) select test.feil('kari', '203.0.113.1'), test.feil('ingen', '203.0.113.2') from generate_series(1, 8);
select is_empty('select * from ukjent where finnes <> finnes_ikke', 'a name that does not exist fails and waits alike');
select is(test.vent('ingen', '203.0.113.2'), test.vent('kari', '203.0.113.1'), 'and as long');

-- One network: an IPv6 one of 64 bits is one place.
select test.feil('per', '2001:db8::1', 5);
select is(test.rett('per', '2001:db8::ffff'), 'for_mange_forsoek 1', 'another address of the same network is the same place');
select is(test.rett('per', '2001:db8:0:1::1'), 'ok', 'another network is not');

-- A name from everywhere: an owner is not shut out of where she is used to be.
delete from auth.forsoek;
select is(test.rett('kari', '192.0.2.7'), 'ok', 'kari logs in at work');
insert into auth.sesjon (token_hash, person_id, utloeper) select sha256('kari'), id, now() + interval '1 hour' from core.person where brukernavn = 'kari' on conflict do nothing;
select is((select string_agg(distinct test.feil('kari', '198.51.100.' || n), ' ') from generate_series(1, 49) n), 'feil_navn_eller_passord', 'forty-nine machines guess at her name');
select is(test.feil('kari', '198.51.100.50'), 'feil_navn_eller_passord', 'the fiftieth');
select is(test.rett('kari', '198.51.100.51'), 'for_mange_forsoek 1', 'makes every other place wait');
select test.gaar('16 minutes') from generate_series(1, 11) n, lateral (select test.feil('kari', '198.51.101.' || n) offset 0) x;
select is(test.feil('kari', '198.51.101.20'), 'feil_navn_eller_passord', 'one more guess when that is over');
select is(test.rett('kari', '198.51.101.21'), 'for_mange_forsoek 900', 'then a quarter of an hour: a hundred guesses a day, however many the machines');
select is(test.rett('kari', '192.0.2.7'), 'ok', 'she is let in at work, where she is known');
select is(test.grunn('kari', 'who_am_i'), 'ok', 'and what is open stays open');
select is((select string_agg(distinct test.feil('ingen', '198.51.103.' || n), ' ') from generate_series(1, 50) n) || ' ' || test.feil('ingen', '198.51.103.51'), 'feil_navn_eller_passord for_mange_forsoek', 'a name that does not exist is no other');
select is(test.rett('kari', '198.51.101.22'), 'ok', 'her success wipes out what was counted of her name');

-- A network against all names.
select is(test.rett('per', '203.0.113.7'), 'ok', 'per logs in at a machine that many share');
select is((select string_agg(distinct test.feil('navn' || n, '203.0.113.7'), ' ') from generate_series(1, 50) n), 'feil_navn_eller_passord', 'where somebody tries fifty names');
select is(test.rett('kari', '203.0.113.7'), 'for_mange_forsoek 1', 'one who was never there waits');
select is(test.rett('per', '203.0.113.7'), 'ok', 'per does not');
select test.gaar('91 days');
select is((select count(test.feil('navn' || n, '203.0.113.7')) from generate_series(1, 50) n), 50::bigint, 'three months later');
select is(test.rett('per', '203.0.113.7'), 'for_mange_forsoek 1', 'he is known there no more');

-- Bounded: the journal, and the counts.
select is((select string_agg(innhold::jsonb #>> '{ny,antall}', ' ' order by nr) from core.journal where linje like '%innlogging_feilet%' and innhold::jsonb #>> '{ny,adresse}' = '203.0.113.1'),
	'1 2 4', 'of eight attempts, six of them let try, the journal has the first, the second and the fourth');
select is((select count(*) from core.journal where linje like '%"objekt":"ingen"%'), 0::bigint, 'and never a name that is not one');
select test.auth('housekeeping', '{}');
select cmp_ok((select count(*) from auth.forsoek), '>', 50::bigint, 'what is counted is kept for a day');
select test.gaar('25 hours'), test.auth('housekeeping', '{}');
select is_empty('select * from auth.forsoek where kjent is null', 'and no longer');
insert into auth.forsoek (noekkel, antall, sist) select sha256(n::text::bytea), 1, now() - make_interval(secs => n / 10.0) from generate_series(1, 100050) n;
select test.auth('housekeeping', '{}');
select is((select count(*) from auth.forsoek where kjent is null), 100001::bigint, 'made-up names fill nothing: a hundred thousand counts are kept');
select is(test.feil('per', '192.0.2.99'), 'feil_navn_eller_passord', 'and it goes on');

select * from finish();
rollback;

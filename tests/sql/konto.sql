-- Accounts: login without a hint, throttle, invitations, sessions. As the daemon's role.
begin;
select plan(31);
\ir lib/felles.psql

create function test.auth(fn text, req json) returns json language plpgsql as $$
declare
	svar json;
begin
	perform set_config('role', 'omstilling_daemon', true);
	execute format('select * from auth.%I($1)', fn) into svar using req;
	perform set_config('role', 'none', true);
	return svar;
end $$;

select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('naboen', 'FK', 'etat', 'installasjonen');
select test.person('sjef', 'installasjonen', 'administrator'), test.person('fylkesadm', 'fylket', 'administrator'),
	test.person('naboadm', 'naboen', 'administrator'), test.person('vanlig');

-- A new person sets a password by invitation, and logs in with the argon2id key, never the password.
select is(test.grunn('vanlig', 'create_person', '{"brukernavn":"ny","navn":"Ny Person"}'), 'bare_administrator',
	'one without an administrator''s seat registers nobody');
create temp table ny as select test.svar('fylkesadm', 'create_person', '{"brukernavn":"ny","navn":"Ny Person"}') as svar;
select matches((select svar ->> 'invitasjon' from ny), '^[0-9a-f]{32}$', 'a new person comes with an invitation');
create temp table inv as select encode(sha256(convert_to(svar ->> 'invitasjon', 'UTF8')), 'hex') as hash from ny;
create function test.sett(hvem text, hash text) returns json language sql as $$
	select test.auth('set_password', json_build_object('brukernavn', hvem, 'invitasjon_hash', hash, 'salt', repeat('ab', 16),
		'noekkel_hash', encode(sha256(decode(repeat('01', 32), 'hex')), 'hex'), 'opslimit', 1, 'memlimit', 8192)) $$;
select is(test.sett('vanlig', (select hash from inv)) ->> 'reason', 'ugyldig_invitasjon', 'an invitation serves its own person only');
select is(test.sett('ny', repeat('00', 32)) ->> 'reason', 'ugyldig_invitasjon', 'a made-up code sets nothing');
select is(test.sett('ny', (select hash from inv)) ->> 'ok', 'true', 'the right one sets the password');
select is(test.sett('ny', (select hash from inv)) ->> 'reason', 'ugyldig_invitasjon', 'a code is used up');

create function test.logg_inn(hvem text, noekkel text, token text) returns json language sql as $$
	select test.auth('login', json_build_object('brukernavn', hvem, 'noekkel', noekkel,
		'token_hash', encode(sha256(convert_to(token, 'UTF8')), 'hex'), 'adresse', '127.0.0.1')) $$;
select is(test.auth('login_salt', '{"brukernavn":"ny"}') ->> 'salt', repeat('ab', 16), 'the salt of a known name');
select matches(test.auth('login_salt', '{"brukernavn":"finnes-ikke"}') ->> 'salt', '^[0-9a-f]{32}$', 'an unknown name has a salt too');
select is(test.auth('login_salt', '{"brukernavn":"finnes-ikke"}')::text, test.auth('login_salt', '{"brukernavn":"finnes-ikke"}')::text,
	'and always the same one');
select isnt(test.auth('login_salt', '{"brukernavn":"finnes-ikke"}') ->> 'salt', test.auth('login_salt', '{"brukernavn":"heller-ikke"}') ->> 'salt',
	'of its own');
select is((test.auth('login_salt', '{"brukernavn":"finnes-ikke"}')::jsonb - 'salt'), (test.auth('login_salt', '{"brukernavn":"ny"}')::jsonb - 'salt'),
	'with the cost of the others');
select is(test.logg_inn('ny', repeat('01', 32), 'ny') ->> 'ok', 'true', 'the right key logs in');
select is(test.svar('ny', 'who_am_i') -> 'person' ->> 'brukernavn', 'ny', 'and the token is the person');
select is(test.logg_inn('ny', repeat('02', 32), 'x')::text, test.logg_inn('finnes-ikke', repeat('02', 32), 'x')::text,
	'a wrong key and an unknown name are answered byte for byte alike');
select is((select count(*) from core.journal where linje like '%innlogging_feilet%'), 2::bigint, 'failures are journalled');

-- Throttle, for names that exist and names that do not.
select count(test.logg_inn('ny', repeat('02', 32), 'x')) from generate_series(1, 9);
select is(test.logg_inn('ny', repeat('01', 32), 'y') ->> 'reason', 'for_mange_forsoek', 'ten failures close the name, for the right key too');
select cmp_ok((test.logg_inn('ny', repeat('01', 32), 'y') ->> 'vent_sekunder')::int, '<=', 900, 'for a quarter of an hour');
select count(test.logg_inn('finnes-ikke', repeat('02', 32), 'x')) from generate_series(1, 9);
select is(test.logg_inn('finnes-ikke', repeat('01', 32), 'y') ->> 'reason', 'for_mange_forsoek', 'an unknown name closes alike');
select is(test.svar('ny', 'who_am_i') -> 'person' ->> 'brukernavn', 'ny', 'an open session is not locked out by somebody else''s failures');

-- Sessions.
select is(test.grunn(null, 'who_am_i'), '42501', 'without a token only the granted functions can be called at all');
select is(test.grunn('ukjent-token', 'who_am_i'), 'ugyldig_token', 'a token nobody was given is worthless');
select is(test.grunn('ny', 'logout'), 'ok', 'logging out');
select is(test.grunn('ny', 'who_am_i'), 'ugyldig_token', 'makes the token worthless');
update auth.sesjon set utloeper = now() - interval '1 second' where token_hash = sha256('vanlig');
select is(test.grunn('vanlig', 'who_am_i'), 'ugyldig_token', 'so does time');

-- Who may invite: an account cannot be taken over by giving it a seat.
select is(test.grunn('naboadm', 'invite_person', '{"brukernavn":"ny"}'), 'invitasjon_gis_av_egen_administrator', 'not anybody''s administrator');
select is(test.grunn('fylkesadm', 'invite_person', '{"brukernavn":"ny"}'), 'ok', 'whoever registered a person without seats');
select test.svar('fylkesadm', 'give_verv', '{"organ":"fylket","brukernavn":"ny","rolle":"raadgiver"}'),
	test.svar('naboadm', 'give_verv', '{"organ":"naboen","brukernavn":"ny","rolle":"raadgiver"}');
select is(test.grunn('naboadm', 'invite_person', '{"brukernavn":"ny"}'), 'invitasjon_gis_av_egen_administrator',
	'a seat given in one''s own organ opens nobody''s account');
select is(test.grunn('sjef', 'invite_person', '{"brukernavn":"ny"}'), 'ok', 'the installation''s administrator may');
select test.person('hel', 'fylket', 'raadgiver');
select is(test.grunn('fylkesadm', 'invite_person', '{"brukernavn":"hel"}'), 'ok', 'an administrator over all the person''s seats may');
select is(test.grunn('fylkesadm', 'invite_person', '{"brukernavn":"finnes-ikke"}'), 'invitasjon_gis_av_egen_administrator', 'an unknown person is as somebody else''s');
select is(test.grunn('sjef', 'invite_person', '{"brukernavn":"finnes-ikke"}'), 'ukjent_person', 'but for the installation''s administrator');

select * from finish();
rollback;

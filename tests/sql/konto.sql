-- Accounts: login without a hint, throttle, invitations, sessions. As the daemon's role.
begin;
select plan(30);
\ir lib/felles.psql
\ir lib/konto.psql

select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('naboen', 'FK', 'etat', 'installasjonen');
select test.person('sjef', 'installasjonen', 'administrator'), test.person('fylkesadm', 'fylket', 'administrator'),
	test.person('naboadm', 'naboen', 'administrator'), test.person('vanlig');

-- A new person sets a password by invitation, and logs in with the argon2id key, never the password.
select is(test.grunn('vanlig', 'create_person', '{"brukernavn":"ny","navn":"Ny Person"}'), 'bare_administrator',
	'one without an administrator''s seat registers nobody');
create temp table ny as select test.svar('fylkesadm', 'create_person', '{"brukernavn":"ny","navn":"Ny Person"}') as svar;
select matches((select svar ->> 'invitasjon' from ny), '^[0-9a-f]{32}$', 'a new person comes with an invitation');
create temp table inv as select svar ->> 'invitasjon' as kode from ny;
select is(test.sett('vanlig', (select kode from inv)) ->> 'reason', 'ugyldig_invitasjon', 'an invitation serves its own person only');
select is(test.sett('ny', 'tull') ->> 'reason', 'ugyldig_invitasjon', 'a made-up code sets nothing');
create function test.invitert(hvem text, kode text) returns json language sql as $$
	select test.auth('invited', json_build_object('brukernavn', hvem, 'invitasjon_hash', encode(sha256(convert_to(kode, 'UTF8')), 'hex'))) $$;
select is(test.invitert('ny', (select kode from inv))::jsonb, '{"ok":true,"brukernavn":"ny","navn":"Ny Person"}', 'who has the invitation is told whom it is for');
select is(test.invitert('vanlig', (select kode from inv))::jsonb, '{"ok":false}', 'nobody else');
select is(test.sett('ny', (select kode from inv)) ->> 'ok', 'true', 'the right one sets the password');
select is(test.sett('ny', (select kode from inv)) ->> 'reason', 'ugyldig_invitasjon', 'a code is used up');
select is(test.invitert('ny', (select kode from inv))::jsonb, '{"ok":false}', 'and then tells nobody anything');

select is(test.auth('login_salt', '{"brukernavn":"ny"}') ->> 'salt', repeat('ab', 16), 'the salt of a known name');
select matches(test.auth('login_salt', '{"brukernavn":"finnes-ikke"}') ->> 'salt', '^[0-9a-f]{32}$', 'an unknown name has a salt too');
select is(test.auth('login_salt', '{"brukernavn":"finnes-ikke"}')::text, test.auth('login_salt', '{"brukernavn":"finnes-ikke"}')::text,
	'and always the same one');
select isnt(test.auth('login_salt', '{"brukernavn":"finnes-ikke"}') ->> 'salt', test.auth('login_salt', '{"brukernavn":"heller-ikke"}') ->> 'salt',
	'of its own');
select is((test.auth('login_salt', '{"brukernavn":"finnes-ikke"}')::jsonb - 'salt'), (test.auth('login_salt', '{"brukernavn":"ny"}')::jsonb - 'salt'),
	'with the cost of the others');
select is(test.inn('ny', 'ny') ->> 'ok', 'true', 'the right key logs in');
select is(test.svar('ny', 'who_am_i') -> 'person' ->> 'brukernavn', 'ny', 'and the token is the person');
select is(test.inn('ny', 'x', noekkel => '02')::text, test.inn('finnes-ikke', 'x', noekkel => '02')::text,
	'a wrong key and an unknown name are answered byte for byte alike');
select is((select count(*) from core.journal where linje like '%innlogging_feilet%'), 2::bigint, 'failures are journalled');

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

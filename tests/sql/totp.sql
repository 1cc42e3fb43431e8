-- The second factor: enrolled, confirmed, asked for, taken once; demanded by an organ; closed accounts. As the daemon's role, which has
-- computed the codes: a step is what it says it found.
begin;
select plan(98);
\ir lib/felles.psql
\ir lib/konto.psql
select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('sg', 'SG', 'prosjektgruppe', 'fylket', 5), test.organ('annet', 'SG', 'prosjektgruppe', 'fylket', 5);
select test.person('kari', 'sg', 'medlem'), test.person('per', 'sg', 'leder'), test.person('sekr', 'sg', 'sekretaer'), test.person('adm', 'fylket', 'administrator'), test.person('fremmed', 'annet', 'sekretaer'), test.person('eva');
select test.passord(p) from unnest(array['kari', 'per', 'eva']) p;

create function test.steg(naa int default 0) returns bigint language sql as $$ select core.totp_steg() + naa $$;
create function test.kode(hvem text, token text, mer jsonb, noekkel text default '01') returns text language sql as $$
	select case when s ->> 'ok' = 'true' then 'ok' else s ->> 'reason' end from (select test.auth('login', (jsonb_build_object('brukernavn', hvem, 'noekkel', repeat(noekkel, 32),
		'token_hash', encode(sha256(convert_to(token, 'UTF8')), 'hex'), 'adresse', '127.0.0.1') || mer)::json) as s) x $$;
create function test.bekreft(token text, steg bigint) returns json language sql as $$ select test.auth('totp_confirm', json_build_object('steg', steg), token) $$;
create function test.feil_i(fn text, req json, token text) returns text language plpgsql as $$
declare
	grunn text;
begin
	perform test.auth(fn, req, token);
	return 'ok';
exception when others then
	get stacked diagnostics grunn = constraint_name;
	perform set_config('role', 'none', true), set_config('omstilling.token', '', true);
	return coalesce(nullif(grunn, ''), sqlstate);
end $$;

create function test.auth_grunn(uttrykk text) returns text language plpgsql as $$
begin
	perform set_config('role', 'omstilling_daemon', true);
	execute 'select ' || uttrykk;
	return 'ok';
exception when others then
	return sqlstate;
end $$;

-- Base32 of RFC 4648, and what an app reads.
select is(core.base32(convert_to(fra, 'UTF8')), til, 'base32 of ' || fra) from (values ('f', 'MY'), ('fo', 'MZXQ'), ('foo', 'MZXW6'), ('foob', 'MZXW6YQ'), ('fooba', 'MZXW6YTB'), ('foobar', 'MZXW6YTBOI')) v (fra, til);
create temp table app as select test.svar('kari', 'enroll_totp')::jsonb as svar;
select matches(svar ->> 'uri', '^otpauth://totp/omstilling:kari\?secret=[A-Z2-7]{32}&issuer=omstilling&algorithm=SHA1&digits=6&period=30$', 'the uri') from app;
select is(svar ->> 'noekkel', core.base32((select hemmelighet from auth.totp)), 'and the secret in it') from app;
select isnt(test.svar('kari', 'enroll_totp') ->> 'noekkel', svar ->> 'noekkel', 'until it is confirmed one may begin anew, with another') from app;
select is(test.inn('kari', 'a') ->> 'ok', 'true', 'and a login asks for nothing');

-- Confirmed.
select is(test.feil_i('totp_secret', '{"bekreftet":false}', 'per'), 'ingen_andre_faktor', 'another has none');
select is(test.feil_i('totp_secret', '{"bekreftet":false}', null), 'ikke_innlogget', 'and nobody asks without a login');
select is(test.auth('totp_secret', '{"bekreftet":false}', 'kari') ->> 'hemmelighet', (select encode(hemmelighet, 'hex') from auth.totp), 'the secret is told to the login of its person');
select is((test.auth('totp_secret', '{"bekreftet":false}', 'kari') ->> 'steg')::bigint, floor(extract(epoch from now()) / 30)::bigint, 'with the step of the database''s clock');
select is(test.bekreft('kari', 0) ->> 'ok', 'false', 'a wrong code confirms nothing');
select is((select bekreftet from auth.totp), null, 'it is not in use');
create temp table reserve as select json_array_elements_text(test.bekreft('kari', test.steg(-1)) -> 'reservekoder') as kode;
select is((select count(distinct kode) || ' ' || bool_and(kode ~ '^([0-9a-f]{5}-){3}[0-9a-f]{5}$') from reserve), '10 true', 'the right one does; ten reserve codes of 80 bits');
select is((select count(*) from auth.reservekode r join reserve x on r.kode_hash = sha256(convert_to(replace(x.kode, '-', ''), 'UTF8'))), 10::bigint, 'of which the hashes are kept');
select is(test.grunn('a', 'who_am_i'), 'ugyldig_token', 'the other login is over');
select is(test.grunn('kari', 'who_am_i'), 'ok', 'the one that confirmed is not');
select is(test.grunn('kari', 'enroll_totp'), 'andre_faktor_finnes', 'one is enough');

-- Asked for, after the password alone; each code once.
select is(test.kode('kari', 'b', '{}', '02'), 'feil_navn_eller_passord', 'a wrong password is told nothing of it');
select is(test.kode('kari', 'b', jsonb_build_object('steg', test.steg()), '02'), 'feil_navn_eller_passord', 'nor is the code used up by it');
select is(test.kode('kari', 'b', '{}'), 'engangskode', 'the right one is asked for a code');
select is(test.kode('kari', 'b', jsonb_build_object('steg', test.steg(-1))), 'feil_engangskode', 'not the one that confirmed: it is used');
select is(test.kode('kari', 'b', jsonb_build_object('steg', test.steg())), 'ok', 'the next');
select is(test.grunn('b', 'who_am_i'), 'ok', 'logs in');
select is(test.kode('kari', 'c', jsonb_build_object('steg', s)), 'feil_engangskode', 'neither it again nor an earlier one: ' || s - test.steg()) from unnest(array[test.steg(), test.steg(-1)]) s;
select is(test.kode('kari', 'c', jsonb_build_object('steg', test.steg(2))), 'feil_engangskode', 'nor one of a clock that is a minute fast');
delete from auth.forsoek;
select is(test.kode('kari', 'c', jsonb_build_object('steg', test.steg(1))), 'ok', 'half a minute fast is taken');
update auth.totp set siste_steg = 0;
delete from auth.forsoek;
select is(test.kode('kari', 'd', jsonb_build_object('steg', test.steg(-3))), 'feil_engangskode', 'one long gone is not');
select is((select string_agg(distinct test.kode('kari', 'd', '{"steg":0}'), ' ') from generate_series(1, 4)), 'feil_engangskode', 'after five wrong codes');
select is(test.kode('kari', 'd', jsonb_build_object('steg', test.steg())), 'for_mange_forsoek', 'the next must wait');
select is(test.kode('eva', 'e', '{}'), 'ok', 'nobody else does');
select is((test.auth('totp_secret', '{"bekreftet":true}', 'kari') ->> 'vent_sekunder')::int, 1, 'as when she is logged in');
delete from auth.forsoek;
-- A name that is written as the key of another's codes is a name like any other.
select test.kode('kode:' || (select id from core.person where brukernavn = 'kari'), 'x', '{}', '09'), test.kode('["kode",' || (select to_json(id) from core.person where brukernavn = 'kari') || ',null]', 'x', '{}', '09') from generate_series(1, 12);
select is((test.auth('totp_secret', '{"bekreftet":true}', 'kari') ->> 'vent_sekunder')::int, 0, 'nobody makes her codes wait who does not come so far');
select is((select count(*)::int from auth.forsoek f where f.noekkel = core.kode_noekkel((select id from core.person where brukernavn = 'kari'))), 0, 'nor is anything counted there');
delete from auth.forsoek;

-- Reserve codes, each once.
create temp table en as select encode(sha256(convert_to(replace(kode, '-', ''), 'UTF8')), 'hex') as hash from reserve limit 1;
select is(test.kode('kari', 'r', jsonb_build_object('reservekode_hash', hash)), 'ok', 'a reserve code logs in') from en;
select is(test.kode('kari', 'r2', jsonb_build_object('reservekode_hash', hash)), 'feil_engangskode', 'once') from en;
select is(test.kode('kari', 'r2', jsonb_build_object('reservekode_hash', repeat('00', 32))), 'feil_engangskode', 'a made-up one does not');

-- Taken off.
select is(test.auth('totp_remove', '{"steg":0}', 'kari') ->> 'ok', 'false', 'a wrong code takes nothing off');
select is(test.feil_i('totp_remove', '{"steg":0}', null), 'ikke_innlogget', 'nor does nobody');
select is(test.auth('totp_remove', json_build_object('steg', test.steg(1)), 'kari') ->> 'ok', 'true', 'the right one does');
select is((select count(*) from auth.totp) + (select count(*) from auth.reservekode), 0::bigint, 'with the reserve codes');
select is(test.kode('kari', 'f', '{}'), 'ok', 'and a login asks for nothing');

-- Demanded by an organ: by whom, of whom.
select is(test.grunn(h, 'require_totp', '{"organ":"sg"}'), 'faktorkrav_settes_av_organet', h || ' may not demand it') from unnest(array['kari', 'per', 'fremmed', 'eva']) h;
select is(test.grunn('sekr', 'require_totp', '{"organ":"finnes-ikke"}'), 'ukjent_organ', 'nor anybody of no organ');
insert into auth.sesjon (token_hash, person_id, utloeper, hviler, navn) select sha256('kari maskin'), id, now() + interval '9 days', 'infinity', 'maskin' from core.person where brukernavn = 'kari';
select is(test.grunn('sekr', 'require_totp', '{"organ":"sg"}'), 'ok', 'the secretary does');
select is(test.grunn(h, 'who_am_i'), g, h || ' is then ' || g) from (values ('f', 'andre_faktor_kreves'), ('kari maskin', 'andre_faktor_kreves'), ('sekr', 'andre_faktor_kreves'), ('eva', 'ok'), ('fremmed', 'ok'), ('adm', 'ok')) v (h, g);
select is(test.kode('per', 'per2', '{}'), 'ok', 'who has none may log in');
select is((select string_agg(distinct test.grunn('per2', fn, '{}'), ' ') from unnest(array['list_programs', 'list_tasks', 'list_sesjoner', 'create_token', 'list_token', 'end_sesjon', 'create_person']) fn where fn <> 'list_programs'), 'andre_faktor_kreves', 'and do nothing');
select is(test.grunn('kari maskin', 'enroll_totp'), 'andre_faktor_kreves', 'a token enrols nothing');
select matches(test.svar('per2', 'enroll_totp') ->> 'uri', '^otpauth:', 'but enrol');
select is(test.bekreft('per2', 0) ->> 'ok', 'false', 'with a wrong code');
select is(test.grunn('per2', 'who_am_i'), 'andre_faktor_kreves', 'nothing is opened');
select is(test.bekreft('per2', test.steg()) ->> 'ok', 'true', 'with the right one');
select is(test.grunn(t, 'who_am_i'), g, t || ': ' || g) from (values ('per2', 'ok'), ('per', 'ugyldig_token')) v (t, g);
select is(test.auth('totp_remove', json_build_object('steg', test.steg(1)), 'per2') ->> 'ok', 'true', 'taken off where it is demanded');
select is(test.grunn('per2', 'who_am_i'), 'andre_faktor_kreves', 'it is demanded again');
select is(test.grunn('per2', 'logout'), 'ok', 'and one may log out');
-- A seat given, and one that begins with the day.
select is(test.grunn('adm', 'give_verv', '{"organ":"sg","brukernavn":"eva","rolle":"medlem"}'), 'ok', 'eva gets a seat');
select is(test.grunn('eva', 'who_am_i'), 'andre_faktor_kreves', 'and is asked for it at once');
select is(test.grunn('adm', 'require_totp', '{"organ":"sg","opphoer":true}'), 'ok', 'the administrator above may undo it');
select is(test.grunn(h, 'who_am_i'), 'ok', h || ' goes on') from unnest(array['eva', 'f', 'kari maskin']) h;
select is((select string_agg(distinct innhold, ' ' order by innhold) from core.journal where linje like '%"faktorkrav"%'), '{"ny": {"kreves": false}, "gammel": {"kreves": true}} {"ny": {"kreves": true}, "gammel": {"kreves": false}}', 'both are journalled');

-- The operator: an account closed and opened, a factor taken away that is lost.
select is(core.sett_sperre('finnes-ikke', true), null, 'nobody of that name');
select is(core.sett_sperre('eva', true), 'eva is locked; 2 sessions and tokens ended', 'eva is closed out');
select is(test.grunn('eva', 'who_am_i'), 'ugyldig_token', 'at once');
select is(test.kode('eva', 'x', '{}'), 'konto_sperret', 'nobody logs in to it');
select is(test.kode('eva', 'x', '{}', '02'), 'feil_navn_eller_passord', 'or is told so without the password');
select is(core.sett_sperre('eva', false), 'eva may log in again', 'and opened');
select is(test.kode('eva', 'x', '{}'), 'ok', 'she does');
select test.svar('x', 'enroll_totp'), test.bekreft('x', test.steg());
select is(test.kode('eva', 'y', '{}'), 'engangskode', 'with a second factor');
select matches(core.nullstill_faktor('eva'), '^eva has no second factor', 'that she loses');
select is(test.grunn('x', 'who_am_i'), 'ugyldig_token', 'the sessions are over');
select is(test.kode('eva', 'y', '{}'), 'ok', 'the password alone logs in');
select is((select string_agg(linje::jsonb ->> 'hendelse', ' ' order by nr) from core.journal where linje ~ '"objekt":"eva"' and linje ~ 'konto_|nullstilt'), 'konto_sperret konto_aapnet andre_faktor_nullstilt', 'the journal has it all');
select is(test.auth_grunn(f), '42501', 'none of which is for the daemon: ' || f) from unnest(array['core.sett_sperre(null, true)', 'core.nullstill_faktor(null)', 'core.fjern_faktor(null)', 'core.laas_konto(null)', 'core.avslutt_andre(null)', 'core.min_totp(null, null)', 'core.bruk_kode(null, null)', 'core.ny_sesjon(null, null, null)', 'core.lyktes(null, null)']) f;

select * from finish();
rollback;

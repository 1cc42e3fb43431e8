-- What outlives a session asks for a login of the last ten minutes; what changes how one logs in ends everything else; what an organ
-- demands is asked at each use; and names that do not exist cost what others do. As the daemon's role.
begin;
select no_plan();
\ir lib/felles.psql
\ir lib/konto.psql
select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('sg', 'SG', 'prosjektgruppe', 'fylket', 5);
select test.person('kari', 'sg', 'medlem'), test.person('sekr', 'sg', 'sekretaer'), test.person('adm', 'fylket', 'administrator'), test.person('eva'), test.person('per');
select test.passord(p) from unnest(array['kari', 'sekr', 'adm', 'eva']) p;

create function test.eldre(hvem text, t interval) returns void language sql as $$
	update auth.sesjon set opprettet = now() - t where token_hash = sha256(convert_to(hvem, 'UTF8')) $$;
create function test.okt(hvem text, token text) returns text language sql as $$ select test.inn(hvem, token) ->> 'ok' $$;
create function test.maskin(hvem text, navn text default 'maskin') returns text language sql as $$
	select test.svar(hvem, 'create_token', json_build_object('navn', navn, 'omfang', 'skriv', 'til', current_date + 30)) ->> 'kode' $$;
create function test.steg(naa int default 0) returns bigint language sql as $$ select core.totp_steg() + naa $$;
create function test.ta_i_bruk(token text, naa int default 0) returns json language plpgsql as $$
begin
	perform test.svar(token, 'enroll_totp');
	return test.auth('totp_confirm', json_build_object('steg', test.steg(naa)), token);
end $$;

-- Proof. A session that somebody has taken, and that is older, makes nothing that outlives it.
create temp table krever (hvem text, metode text, req json);
insert into krever values ('kari', 'enroll_totp', '{}'), ('kari', 'create_token', json_build_object('navn', 'x', 'omfang', 'les', 'til', current_date + 30)),
	('kari', 'invite_person', '{"brukernavn":"kari"}'), ('adm', 'invite_person', '{"brukernavn":"kari"}'), ('adm', 'create_person', '{"brukernavn":"ny","navn":"Ny"}'),
	('sekr', 'require_totp', '{"organ":"sg"}'), ('adm', 'require_totp', '{"organ":"sg","opphoer":true}');
select test.eldre(h, '10 minutes') from unnest(array['kari', 'adm', 'sekr']) h;
select is(test.grunn(hvem, metode, req), 'bevis_kreves', format('ten minutes after the login %s %s is refused', metode, req)) from krever;
select is(test.auth_utfall(fn, req, 'kari'), 'bevis_kreves', 'and ' || fn) from (values ('totp_secret', '{"bekreftet":false}'::json), ('totp_confirm', '{"steg":1}'), ('totp_remove', '{"steg":1}')) v (fn, req);
select is((test.kall('kari', 'enroll_totp', '{}')).kode, 'RP016', 'as by one who is not logged in');
select is((select count(*) from auth.totp) + (select count(*) from auth.invitasjon) + (select count(*) from auth.sesjon where navn is not null), 0::bigint, 'nothing came of it');
select is(test.grunn('kari', fn), 'ok', 'all else goes on: ' || fn) from unnest(array['who_am_i', 'list_sesjoner', 'list_token']) fn;
select is(test.grunn('kari', 'revoke_token', '{"navn":"x"}'), 'ukjent_token', 'what is ended asks for no proof: a token');
select is(test.grunn('kari', 'end_sesjon', '{"andre":true}'), 'ok', 'the other sessions');
select test.eldre(h, '9 minutes 59 seconds') from unnest(array['kari', 'adm', 'sekr']) h;
select is(test.grunn(hvem, metode, req), 'ok', format('just before that %s %s is not', metode, req)) from krever;
delete from auth.faktorkrav;
delete from auth.sesjon where navn is not null;
select test.eldre('kari', '2 hours');
select is(test.okt('kari', 'ny'), 'true', 'who logs in again');
select is(test.grunn('ny', 'invite_person', '{"brukernavn":"kari"}'), 'ok', 'may');
select is(test.grunn('kari', 'invite_person', '{"brukernavn":"kari"}'), 'bevis_kreves', 'in that session alone: a stolen one gains nothing by it');
select is(test.auth_utfall('totp_secret', '{"bekreftet":false}', t), g, 'nor does ' || coalesce(t, 'nobody')) from (values (null, 'ikke_innlogget'), ('finnes-ikke', 'ugyldig_token')) v (t, g);
create temp table ny as select test.maskin('ny') as kode;
select is(test.grunn(kode, m, r), 'krever_innlogging', 'a token of its proves nothing: ' || m) from (values ('enroll_totp', '{}'::json), ('invite_person', '{"brukernavn":"kari"}'), ('list_sesjoner', '{}'), ('list_token', '{}'), ('end_sesjon', '{"andre":true}'), ('revoke_token', '{"navn":"maskin"}')) v (m, r), ny;
update auth.sesjon set hviler = now() where token_hash = sha256('ny');
select is(test.grunn('ny', 'enroll_totp'), 'ugyldig_token', 'nor one that rests');

-- What ends everything but the session that asks: tokens too, whoever made them.
select test.okt('kari', t) from unnest(array['a', 'b']) t;
create temp table maskin as select test.maskin('b', 'en') as en, test.maskin('a', 'to') as to, test.maskin('eva', 'evas') as evas;
select is(test.grunn(en, 'who_am_i'), 'ok', 'a token that may be a thief''s') from maskin;
create temp table svar as select test.ta_i_bruk('a') as s;
select is((select s ->> 'ok' || ' ' || (s ->> 'token_avsluttet') from svar), 'true 3', 'a factor is taken in use, and what that ended is told');
select is((select string_agg(test.grunn(t, 'who_am_i'), ' ') from maskin, unnest(array['a', 'b', 'kari', en, "to", evas]) t), 'ok ugyldig_token ugyldig_token ugyldig_token ugyldig_token ok', 'the session that did lives, and what is another''s; the tokens are over');
select is((select innhold::jsonb #>> '{ny,token_avsluttet}' from core.journal where linje like '%"hendelse":"andre_faktor"%'), '3', 'as the journal has it');
update maskin set en = test.maskin('a', 'en');
select is(test.auth('login', json_build_object('brukernavn', 'kari', 'noekkel', repeat('01', 32), 'token_hash', encode(sha256('c'), 'hex'), 'adresse', 'x', 'steg', test.steg(1))) ->> 'ok', 'true', 'another login');
update auth.totp set siste_steg = 0;
select is(test.auth('totp_remove', json_build_object('steg', test.steg()), 'a') ->> 'ok', 'true', 'the factor is taken off');
select is((select string_agg(test.grunn(t, 'who_am_i'), ' ') from maskin, unnest(array['a', 'c', en]) t), 'ok ugyldig_token ugyldig_token', 'which ends as much');
select is(test.ta_i_bruk('a', 1) ->> 'ok', 'true', 'in use again');
update maskin set en = test.maskin('a', 'en');
select core.nullstill_faktor('kari');
select is((select string_agg(test.grunn(t, 'who_am_i'), ' ') from maskin, unnest(array['a', en, evas]) t), 'ugyldig_token ugyldig_token ok', 'taken away by the operator: all is over, the tokens too');
select is(test.okt('kari', 'd'), 'true', 'the password alone logs in');
update maskin set en = test.maskin('d', 'en');
create temp table inv as select test.svar('d', 'invite_person', '{"brukernavn":"kari"}') ->> 'invitasjon' as kode;
select is(test.sett('kari', kode) ->> 'ok', 'true', 'a new password') from inv;
select is((select string_agg(test.grunn(t, 'who_am_i'), ' ') from maskin, unnest(array['d', en]) t), 'ugyldig_token ugyldig_token', 'ends all');
select test.okt('kari', 'e');
update inv set kode = test.svar('e', 'invite_person', '{"brukernavn":"kari"}') ->> 'invitasjon';
select core.sett_sperre('kari', true), core.sett_sperre('kari', false);
select is(test.sett('kari', kode) ->> 'reason', 'ugyldig_invitasjon', 'whoever had an invitation when the account was closed has none') from inv;

-- Demanded at each use: of a session and a token from before, of a seat from its first day to its last.
select test.okt('kari', 'f');
update maskin set en = test.maskin('f', 'en');
select test.eldre('sekr', '1 minute');
insert into auth.faktorkrav (organ_id, satt_av) select o.id, p.id from core.organ o, core.person p where o.kortnavn = 'sg' and p.brukernavn = 'adm';
select is((select string_agg(test.grunn(t, 'who_am_i'), ' ') from maskin, unnest(array['f', en, 'eva']) t), 'andre_faktor_kreves andre_faktor_kreves ok', 'a demand is of whoever is there, with nobody marking anything');
select is(test.grunn('f', m, r), 'andre_faktor_kreves', 'in ' || m) from (values ('list_tasks', '{}'::json), ('create_token', '{}'), ('invite_person', '{"brukernavn":"kari"}'), ('list_sesjoner', '{}'), ('end_sesjon', '{"andre":true}')) v (m, r);
select test.eldre('f', '1 hour');
select is(test.grunn('f', 'enroll_totp'), 'bevis_kreves', 'who logged in an hour ago is told to do so again, not to enrol');
select test.eldre('f', '0');
select is(test.ta_i_bruk('f') ->> 'ok', 'true', 'who has just done so enrols');
select is(test.grunn('f', 'who_am_i'), 'ok', 'and goes on');
select is(test.grunn(test.maskin('f', 'ny'), 'who_am_i'), 'ok', 'as does a token she makes then');
select is(test.grunn('eva', 'who_am_i'), 'ok', 'eva has no seat');
insert into core.verv (organ_id, person_id, rolle, fra, til) select o.id, p.id, 'medlem', core.i_dag() + 1, core.i_dag() + 2 from core.organ o, core.person p where o.kortnavn = 'sg' and p.brukernavn = 'eva';
select is(test.grunn('eva', 'who_am_i'), 'ok', 'one that begins tomorrow is none today');
create function test.dag(n int) returns void language sql as $$ update core.oppsett set demonstrasjon = true, i_dag = current_date + n $$;
select test.dag(0);
update core.verv set fra = current_date + 1, til = current_date + 2 where fra > '2020-01-01' and person_id = (select id from core.person where brukernavn = 'eva');
select is(test.grunn('eva', 'who_am_i'), 'ok', 'nor with the day set');
select test.dag(1);
select is(test.grunn('eva', 'who_am_i'), 'andre_faktor_kreves', 'on its first day it is demanded at once');
select test.dag(3);
select is(test.grunn('eva', 'who_am_i'), 'ok', 'and after its last no more');

-- Names that do not exist: the cost of their passwords is that of others, before and after it has been raised.
create function test.pris(navn text) returns text language sql as $$ select (test.auth('login_salt', json_build_object('brukernavn', navn))::jsonb - 'salt')::text $$;
delete from auth.passord;
select test.person('n' || n), test.passord('n' || n) from generate_series(1, 200) n;
create temp table gjettet as select 'gjett' || n as navn, test.pris('gjett' || n) as foer from generate_series(1, 400) n;
select is((select count(distinct foer) from gjettet), 1::bigint, 'one cost, one answer');
update auth.passord set opslimit = 3, memlimit = 16384 where person_id in (select id from core.person where brukernavn ~ '^n(1?[0-9]{1,2})$' and substr(brukernavn, 2)::int <= 100);
select is((select string_agg(distinct test.pris(navn), ' ' order by test.pris(navn)) from gjettet), (select string_agg(distinct test.pris('n' || n), ' ' order by test.pris('n' || n)) from generate_series(1, 200) n), 'when half have a new password at a higher cost, names that are none have both');
select cmp_ok((select count(*) from gjettet where test.pris(navn) <> foer), '>', 80::bigint, 'many are as slow as those');
select cmp_ok((select count(*) from gjettet where test.pris(navn) <> foer), '<', 320::bigint, 'many as fast as the others');
create temp table midt as select navn, test.pris(navn) as pris from gjettet;
select is_empty('select navn from midt where test.pris(navn) <> pris', 'each always the same');
select test.person('kommer', null), test.passord('kommer');
select cmp_ok((select count(*) from midt where test.pris(navn) <> pris), '<', 40::bigint, 'somebody new changes hardly any');
update auth.passord set opslimit = 3, memlimit = 16384;
select is((select count(distinct test.pris(navn)) from gjettet), 1::bigint, 'and when all have been raised, all have');

select * from finish();
rollback;

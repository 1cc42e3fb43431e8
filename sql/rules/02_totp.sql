-- The second factor. An organ's administrator or secretary may demand it of everybody with a seat there; who has none may then log in
-- to enrol one and for nothing else, which is asked at each use (core.person), not when he logs in. What it guards against is a password that somebody else has; each code is taken once, by an
-- update of one row, however many daemons are asked at once. The codes are computed by the daemon (server/totp.c), which PostgreSQL
-- cannot do without an extension; what it says of a step is believed as far as it could have computed the code itself.

-- What the release before had. Not in a migration: until this very transaction is over its functions answer.
drop trigger if exists merk_sesjoner on core.verv;
drop function if exists core.merk_vervets_sesjoner(), core.merk_sesjoner(uuid), core.person_uten_faktor(), core.kode_venter(uuid);
drop function if exists core.fjern_faktor(uuid); -- the release before returned nothing
alter table auth.sesjon drop column if exists mangler_faktor;

create or replace function core.krever_faktor(hvem uuid) returns boolean
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return exists (select from auth.faktorkrav k join core.organ o on o.id = k.organ_id
		where core.gjelder(o.fra, o.til, dag) and exists (select from core.verv v
			where v.person_id = hvem and v.organ_id = k.organ_id and core.gjelder(v.fra, v.til, dag) offset 0));
end $$;
comment on function core.krever_faktor(uuid) is 'True when the person sits today in an organ that demands a second factor; point checks as core.deltar.';

create or replace function core.sett_faktorkrav(o core.organ, kreves boolean) returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	jeg uuid := core.krev_bevis();
	var boolean := exists (select from auth.faktorkrav k where k.organ_id = o.id);
begin
	if not core.er_administrator(o.id) and not (core.person_i(null) is not null and core.har_verv(jeg, o.id, core.i_dag(), array['sekretaer'])) then
		raise exception 'Om % krever en andre faktor, bestemmer organets administrator eller sekretær, eller administratoren i organet over.', o.navn
			using errcode = 'RP007', constraint = 'faktorkrav_settes_av_organet', detail = json_build_object('organ', o.navn);
	end if;
	if kreves = var then
		return;
	end if;
	perform core.journalfoer(core.installasjonen(), 'faktorkrav', o.kortnavn, jsonb_build_object('kreves', var), jsonb_build_object('kreves', kreves), o.kortnavn);
	if kreves then
		insert into auth.faktorkrav (organ_id, satt_av) values (o.id, jeg);
	else
		delete from auth.faktorkrav k where k.organ_id = o.id;
	end if;
end $$;
comment on function core.sett_faktorkrav(core.organ, boolean) is
	'Sets whether an organ demands a second factor of its people; at once, in living sessions too. PERMISSION_DENIED faktorkrav_settes_av_organet.';

create or replace function core.base32(b bytea) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
	tegn constant text := 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	alt  text := (select string_agg(get_byte(b, i)::bit(8)::text, '' order by i) from generate_series(0, length(b) - 1) i);
begin
	return (select string_agg(substr(tegn, rpad(substr(alt, i, 5), 5, '0')::bit(5)::int + 1, 1), '' order by i) from generate_series(1, length(alt), 5) i);
end $$;
comment on function core.base32(bytea) is 'RFC 4648 base32 without padding: what apps read.';

create or replace function core.ny_totp() returns json
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_bevis();
	navn_ text := (select p.brukernavn from core.person p where p.id = hvem);
	ny   bytea := substr(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 1, 20);
begin
	insert into auth.totp as t (person_id, hemmelighet) values (hvem, ny)
	on conflict (person_id) do update set hemmelighet = ny, siste_steg = 0 where t.bekreftet is null;
	if not found then
		raise exception 'Du har en andre faktor. Skru den av før du tar i bruk en ny.' using errcode = 'RP009', constraint = 'andre_faktor_finnes', hint = 'omstilling auth totp off';
	end if;
	return json_build_object('noekkel', core.base32(ny),
		'uri', format('otpauth://totp/omstilling:%s?secret=%s&issuer=omstilling&algorithm=SHA1&digits=6&period=30', navn_, core.base32(ny)));
end $$;
comment on function core.ny_totp() is 'A new secret for the caller, in use when a code of it is confirmed; FAILED_PRECONDITION andre_faktor_finnes while one is.';

create or replace function core.min_totp(hvem uuid, bekreftet_ boolean) returns auth.totp
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	t auth.totp;
begin
	select * into t from auth.totp x where x.person_id = hvem and (x.bekreftet is not null) = bekreftet_;
	if t.person_id is null then
		raise exception 'Det er ingen andre faktor å bekrefte eller skru av.' using errcode = 'RP009', constraint = 'ingen_andre_faktor', hint = 'omstilling auth totp enroll';
	end if;
	return t;
end $$;
comment on function core.min_totp(uuid, boolean) is 'The person''s second factor, in use or not yet; FAILED_PRECONDITION ingen_andre_faktor.';

create or replace function auth.totp_secret(req json) returns setof json
language plpgsql stable security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.bevist();
	t    auth.totp := core.min_totp(hvem, (req ->> 'bekreftet')::boolean);
begin
	return query select json_build_object('hemmelighet', encode(t.hemmelighet, 'hex'), 'steg', core.totp_steg(), 'vent_sekunder', core.kode_sekunder(hvem));
end $$;
comment on function auth.totp_secret(json) is '{bekreftet} -> {hemmelighet, steg, vent_sekunder} of the caller alone, who has just logged in (core.bevist).';

create or replace function core.totp_steg() returns bigint
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
	return floor(extract(epoch from now()) / 30);
end $$;
comment on function core.totp_steg() is 'The step of now, by the clock that all daemons share.';

create or replace function core.kode_noekkel(hvem uuid) returns bytea
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	return (select sha256(h.noekkel || '\x01'::bytea || convert_to(json_build_array('kode', hvem, null)::text, 'UTF8')) from auth.hemmelighet h);
end $$;
comment on function core.kode_noekkel(uuid) is 'The key under which a person''s wrong codes are counted: of three parts, so that no name and network (core.forsoek_noekkel) can be made that is counted there.';

create or replace function core.kode_sekunder(hvem uuid) returns int
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	return coalesce((select ceil(extract(epoch from greatest(f.aapner, now()) - now())) from auth.forsoek f where f.noekkel = core.kode_noekkel(hvem)), 0);
end $$;
comment on function core.kode_sekunder(uuid) is 'Seconds until the next code of the person is looked at.';

create or replace function core.bruk_kode(hvem uuid, req json) returns boolean
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	steg_ bigint := coalesce((req ->> 'steg')::bigint, 0);
begin
	if req ->> 'reservekode_hash' is not null then
		update auth.reservekode r set brukt = now() where r.person_id = hvem and r.kode_hash = decode(req ->> 'reservekode_hash', 'hex') and r.brukt is null;
	else
		update auth.totp t set siste_steg = steg_ where t.person_id = hvem and t.siste_steg < steg_ and steg_ between core.totp_steg() - 2 and core.totp_steg() + 1;
	end if;
	if found then
		return true;
	end if;
	perform core.tell_feil(core.kode_noekkel(hvem), 5);
	perform core.journalfoer(core.installasjonen(), 'engangskode_avvist', (select p.brukernavn from core.person p where p.id = hvem), null, null, null);
	return false;
end $$;
comment on function core.bruk_kode(uuid, json) is
	'Uses a code up: a step later than the last used, not older than one before the last half minute; or a reserve code. False: it is wrong or used, which is counted; after five the next must wait, whoever it is, for only who knows the password comes so far.';

create or replace function auth.totp_confirm(req json) returns setof json
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	denne bytea := decode(nullif(current_setting('omstilling.token', true), ''), 'hex');
	hvem  uuid := core.krev_bevis();
	koder text[] := array(select substr(encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'), 1, 20) from generate_series(1, 10));
	n     int;
begin
	perform core.min_totp(hvem, false); -- who confirmed at the same time has waited, and finds it in use
	update auth.sesjon s set med_faktor = true where s.token_hash = denne; -- before anything of it is journalled in her name
	if core.kode_sekunder(hvem) > 0 or not core.bruk_kode(hvem, json_build_object('steg', req -> 'steg')) then
		update auth.sesjon s set med_faktor = false where s.token_hash = denne;
		return query select json_build_object('ok', false);
		return;
	end if;
	update auth.totp t set bekreftet = now() where t.person_id = hvem;
	insert into auth.reservekode (person_id, kode_hash) select hvem, sha256(convert_to(k, 'UTF8')) from unnest(koder) k;
	select count(*) into n from auth.sesjon s where s.person_id = hvem and s.navn is not null and s.avsluttet is null and s.utloeper > now();
	perform core.avslutt_andre(hvem);
	perform core.journalfoer(core.installasjonen(), 'andre_faktor', (select p.brukernavn from core.person p where p.id = hvem), null, jsonb_build_object('token_avsluttet', n), null);
	return query select json_build_object('ok', true, 'token_avsluttet', n, 'reservekoder', (select json_agg(regexp_replace(k, '(.{5})(?=.)', '\1-', 'g')) from unnest(koder) k));
end $$;
comment on function auth.totp_confirm(json) is
	'{steg} -> {ok, reservekoder, token_avsluttet}: the secret is in use, ten reserve codes are told this once; logins that did not show it, and the API tokens, so many, are over.';

create or replace function auth.totp_remove(req json) returns setof json
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_bevis();
begin
	if core.kode_sekunder(hvem) > 0 or not core.bruk_kode(hvem, req) then
		return query select json_build_object('ok', false);
		return;
	end if;
	perform core.journalfoer(core.installasjonen(), 'andre_faktor_av', (select p.brukernavn from core.person p where p.id = hvem), null, null, null);
	perform core.fjern_faktor(hvem);
	return query select json_build_object('ok', true);
end $$;
comment on function auth.totp_remove(json) is '{steg} or {reservekode_hash} -> {ok}. Where it is demanded, nothing but enrolling anew is possible afterwards.';

create or replace function core.fjern_faktor(hvem uuid) returns int
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	delete from auth.totp t where t.person_id = hvem;
	update auth.sesjon s set med_faktor = false where s.person_id = hvem and s.avsluttet is null;
	return core.avslutt_andre(hvem);
end $$;
comment on function core.fjern_faktor(uuid) is 'Takes a person''s second factor away, reserve codes too, and ends the sessions and tokens but the one that asks. How many.';

create or replace function core.konto(navn_ text) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select p.id from core.person p where p.brukernavn = navn_);
end $$;
comment on function core.konto(text) is 'The person with the user name; null: nobody has it.';

create or replace function core.sett_sperre(navn_ text, sperret boolean) returns text
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.konto(navn_);
	n    int;
begin
	if hvem is null then
		return null;
	end if;
	if not sperret then
		delete from auth.sperre s where s.person_id = hvem;
		perform core.journalfoer(core.installasjonen(), 'konto_aapnet', navn_, null, null, null);
		return navn_ || ' may log in again';
	end if;
	perform core.laas_konto(hvem);
	insert into auth.sperre (person_id) values (hvem) on conflict do nothing;
	update auth.invitasjon i set brukt = now() where i.person_id = hvem and i.brukt is null; -- whoever has one would set the password
	n := core.avslutt_andre(hvem);
	perform core.journalfoer(core.installasjonen(), 'konto_sperret', navn_, null, null, null);
	return format('%s is locked; %s sessions and tokens ended', navn_, n);
end $$;
comment on function core.sett_sperre(text, boolean) is 'Locks an account and ends its sessions, tokens and invitations, or opens it again; what was done, null when nobody has the name. For `omstillingd admin`, as the owner.';

create or replace function core.nullstill_faktor(navn_ text) returns text
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.konto(navn_);
begin
	if hvem is null then
		return null;
	end if;
	perform core.laas_konto(hvem), core.fjern_faktor(hvem);
	perform core.journalfoer(core.installasjonen(), 'andre_faktor_nullstilt', navn_, null, null, null);
	return navn_ || ' has no second factor now; the password alone logs in, where none is demanded';
end $$;
comment on function core.nullstill_faktor(text) is 'Takes a second factor away whose app and reserve codes are lost, and ends the sessions and tokens; null when nobody has the name. For `omstillingd admin`, as the owner.';

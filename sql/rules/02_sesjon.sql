-- Sessions: begun by a login, kept by use, ended by their owner, by time, or by too many others. A session lasts twelve hours at
-- most, and one without use: as NIST SP 800-63B-4 has it for a login with two factors (2.2.3: 24 hours, 1 hour), and stricter.
--
-- Who has a session that is not hers shall not be able to stay. What decides how one logs in, or lets somebody in after the session
-- is over (a second factor, a token, an invitation, what an organ demands), asks for a login of the last ten minutes, with the password
-- and the code (OWASP ASVS 5.0, 7.5.1); to end what is open asks for nothing, for the one who is robbed is in a hurry. And a factor
-- taken in use or away, or a new password, ends all other sessions and the API tokens (7.4.3): who made them cannot be told apart.

create or replace function core.hviletid() returns interval
language sql immutable as $$ select interval '1 hour' $$;
comment on function core.hviletid() is 'How long a session lasts without use.';

create or replace function core.omtrentlig(adresse text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
	return case when adresse ~ '^[0-9]{1,3}(\.[0-9]{1,3}){3}$' then regexp_replace(adresse, '\.[0-9]+$', '.*')
		when adresse ~ '^[0-9a-f:.]+$' and adresse like '%:%' then host(network(set_masklen(adresse::inet, 48))) || '/48'
		else left(adresse, 64) end;
exception when invalid_text_representation then
	return null;
end $$;
comment on function core.omtrentlig(text) is
	'An address without what tells one machine from its neighbours: enough to know one''s own place again, and no more is kept.';

create or replace function core.laas_konto(hvem uuid) returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	perform from auth.passord a where a.person_id = hvem for no key update;
end $$;
comment on function core.laas_konto(uuid) is
	'One at a time, until the transaction ends: logins to an account (auth.login locks the password it has found right), and what ends its sessions or changes how one logs in. So that no session begun meanwhile escapes.';

create or replace function core.bevist() returns uuid
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	varer constant interval := '10 minutes';
	s auth.sesjon;
begin
	select * into s from auth.sesjon x where x.token_hash = decode(nullif(current_setting('omstilling.token', true), ''), 'hex')
		and x.navn is null and x.avsluttet is null and x.utloeper > now() and x.hviler > now();
	if s.person_id is null then
		return core.krev_innlogging(); -- which says what it is instead
	end if;
	if s.opprettet <= now() - varer then
		raise exception 'Dette krever at du har logget inn de siste ti minuttene. Logg inn på nytt.'
			using errcode = 'RP016', constraint = 'bevis_kreves', hint = 'omstilling login BRUKERNAVN';
	end if;
	return s.person_id;
end $$;
comment on function core.bevist() is
	'The caller, who has just logged in, also when the login lacks the second factor that is demanded; UNAUTHENTICATED bevis_kreves when the login is older than ten minutes. A session is proved when it is begun, and never again: who proves it anew gets a new one.';

create or replace function core.krev_bevis() returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.laas_konto(core.bevist());
	return core.bevist(); -- it may have ended while we waited
end $$;
comment on function core.krev_bevis() is 'core.bevist of who is about to change something of the account, which is locked.';

create or replace function core.avslutt_andre(hvem uuid) returns int
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	n int;
begin
	update auth.sesjon s set avsluttet = now()
	from (select x.token_hash from auth.sesjon x where x.person_id = hvem and x.avsluttet is null
			and x.token_hash is distinct from decode(nullif(current_setting('omstilling.token', true), ''), 'hex')
		order by x.token_hash for update) andre -- in the order of auth.brukt
	where s.token_hash = andre.token_hash;
	get diagnostics n = row_count;
	return n;
end $$;
comment on function core.avslutt_andre(uuid) is 'Ends a person''s sessions and API tokens but the one that asks; all, when nobody does. How many.';

create or replace function core.ny_sesjon(hvem uuid, req json, slutt timestamptz) returns void
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	flest constant int := 20;
begin
	insert into auth.sesjon (token_hash, person_id, utloeper, adresse, klient, hviler, med_faktor)
	values (decode(req ->> 'token_hash', 'hex'), hvem, slutt, core.omtrentlig(req ->> 'adresse'), left(req ->> 'klient', 100), now() + core.hviletid(),
		exists (select from auth.totp t where t.person_id = hvem and t.bekreftet is not null));
	update auth.sesjon s set avsluttet = now()
	from (select x.token_hash from auth.sesjon x where x.person_id = hvem and x.navn is null and x.avsluttet is null and x.utloeper > now() and x.hviler > now()
		order by x.sist_brukt desc, x.opprettet desc, x.token_hash offset flest) gammel
	where s.token_hash = gammel.token_hash;
end $$;
comment on function core.ny_sesjon(uuid, json, timestamptz) is
	'Begins a session, of who has shown the second factor if there is one. Twenty at most live for one person: one more ends that which has been unused for longest.';

create or replace function auth.brukt(req json) returns setof json
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
begin
	update auth.sesjon s set sist_brukt = now(), hviler = case when s.hviler = 'infinity' then s.hviler else now() + core.hviletid() end
	from (select x.token_hash from auth.sesjon x
		where x.token_hash = any (array(select decode(t, 'hex') from json_array_elements_text(req -> 'sesjoner') t))
			and x.avsluttet is null and x.utloeper > now() and x.hviler > now() - interval '2 minutes'
		order by x.token_hash for update) brukt -- in one order: two daemons never wait for each other
	where s.token_hash = brukt.token_hash;
	return query select json_build_object();
end $$;
comment on function auth.brukt(json) is
	'{sesjoner: [hash]}: these have been used since the daemon told last, a minute ago (server/seen.c); a read does not write, whatever it costs the clock. Two minutes'' grace: the use was before the telling.';

create or replace function core.sesjon_svar(s auth.sesjon) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', s.id, 'opprettet', core.tidspunkt(s.opprettet), 'sist_brukt', core.tidspunkt(s.sist_brukt),
		'utloeper', core.tidspunkt(least(s.utloeper, s.hviler)), 'adresse', s.adresse, 'klient', s.klient,
		'denne', nullif(s.token_hash = decode(current_setting('omstilling.token'), 'hex'), false)));
end $$;
comment on function core.sesjon_svar(auth.sesjon) is 'The contract''s Sesjon.';

create or replace function core.mine_sesjoner(token boolean) returns json
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_innlogging(); -- where somebody is, and what else there is, is not for a machine
begin
	return (select coalesce(json_agg(case when token then core.token_svar(s) else core.sesjon_svar(s) end order by s.navn, s.sist_brukt desc, s.id), '[]')
		from auth.sesjon s where s.person_id = hvem and (s.navn is not null) = token and s.avsluttet is null and s.utloeper > now() and s.hviler > now());
end $$;
comment on function core.mine_sesjoner(boolean) is 'The caller''s living sessions, the one used last first; or API tokens, by name. PERMISSION_DENIED krever_innlogging with a token.';
drop function if exists core.mine_sesjoner(), core.mine_token();

create or replace function core.avslutt_sesjon() returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	-- Who lacks the second factor that is demanded may do so too, and is nobody in the journal.
	if not exists (select from auth.sesjon s where s.token_hash = decode(nullif(current_setting('omstilling.token', true), ''), 'hex')
			and not s.med_faktor and s.avsluttet is null and core.krever_faktor(s.person_id)) then
		perform core.krev_person();
		perform core.journalfoer(core.installasjonen(), 'utlogging', null, null, null, null);
	end if;
	update auth.sesjon s set avsluttet = now()
	where s.token_hash = decode(current_setting('omstilling.token'), 'hex') and s.avsluttet is null;
end $$;
comment on function core.avslutt_sesjon() is 'Ends the caller''s own session.';

create or replace function core.avslutt_sesjoner(req json) returns int
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_innlogging();
	alle boolean := coalesce((req ->> 'andre')::boolean, false);
	ider uuid[];
begin
	if alle = (req ->> 'sesjon' is not null) then
		raise exception 'Si enten hvilken økt som skal avsluttes, eller at alle de andre skal det.'
			using errcode = 'RP003', constraint = 'en_sesjon_eller_de_andre', column = 'sesjon', hint = 'Øktene dine: omstilling auth session list';
	end if;
	ider := array(select s.id from auth.sesjon s where s.person_id = hvem and s.navn is null and s.avsluttet is null and s.utloeper > now() and s.hviler > now()
		and (s.id::text = req ->> 'sesjon' or alle and s.token_hash <> decode(current_setting('omstilling.token'), 'hex')));
	if ider = '{}' and not alle then
		raise exception 'Økten finnes ikke, eller den er avsluttet.' using errcode = 'RP005', constraint = 'ukjent_sesjon';
	end if;
	if ider <> '{}' then -- before they end: it may be the one that asks
		perform core.journalfoer(core.installasjonen(), 'oekter_avsluttet', (select p.brukernavn from core.person p where p.id = hvem),
			null, jsonb_build_object('antall', cardinality(ider)), null);
	end if;
	update auth.sesjon s set avsluttet = now() where s.id = any (ider) and s.avsluttet is null;
	return cardinality(ider);
end $$;
comment on function core.avslutt_sesjoner(json) is 'Ends one of the caller''s sessions, or all but the one that asks; how many. NOT_FOUND ukjent_sesjon, also for somebody else''s.';

-- Accounts: what login needs before anybody is known. The daemon calls these itself (server/auth.c).
--
-- The database stores sha256 of the argon2id key: the daemon proves that it knows the key, and thereby the password. A
-- leaked daemon login can neither read a hash nor open a session.

create or replace function auth.login_salt(req json) returns setof json
language plpgsql stable security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	navn_ text := coalesce(req ->> 'brukernavn', '');
	av    bytea := (select sha256(h.noekkel || convert_to(navn_, 'UTF8')) from auth.hemmelighet h);
	rad   auth.passord;
	annen auth.passord;
begin
	select a.* into rad from auth.passord a join core.person p on p.id = a.person_id where p.brukernavn = navn_;
	-- Also of a name that exists, so that both take the same time: the next person from a point that the name alone decides, in a ring.
	select a.* into annen from auth.passord a where a.person_id >= encode(substr(av, 17), 'hex')::uuid order by a.person_id limit 1;
	if annen.person_id is null then
		select a.* into annen from auth.passord a order by a.person_id limit 1;
	end if;
	return query select json_build_object('vent_sekunder', core.maa_vente(navn_, req ->> 'adresse'), 'salt', encode(coalesce(rad.salt, substr(av, 1, 16)), 'hex'),
		'opslimit', coalesce(rad.opslimit, annen.opslimit, 2), 'memlimit', coalesce(rad.memlimit, annen.memlimit, 67108864));
end $$;
comment on function auth.login_salt(json) is
	'{brukernavn, adresse} -> {salt, opslimit, memlimit, vent_sekunder}: who must wait is not hashed for. An unknown name gets a stable salt from a secret, and the cost of some person''s password, always the same one''s: when the cost has been raised some unknown names are as slow as those who have a new password since, others as fast as those who have not, and one changes only when a person does.';

create or replace function auth.login(req json) returns setof json
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	navn_   text := coalesce(req ->> 'brukernavn', '');
	adresse text := coalesce(req ->> 'adresse', '');
	vent    int;
	hvem    uuid;
	totp_   auth.totp;
	slutt   timestamptz := now() + interval '12 hours';
begin
	perform pg_advisory_xact_lock(hashtextextended(encode(core.forsoek_noekkel(navn_, adresse), 'hex'), 1));
	vent := core.maa_vente(navn_, adresse);
	if vent > 0 then
		return query select json_build_object('ok', false, 'reason', 'for_mange_forsoek', 'vent_sekunder', vent);
		return;
	end if;
	select a.person_id into hvem from auth.passord a join core.person p on p.id = a.person_id
	where p.brukernavn = navn_ and a.noekkel_hash = sha256(decode(req ->> 'noekkel', 'hex'))
	for no key update of a; -- core.laas_konto: a password changed meanwhile is not right any more
	if hvem is null then
		perform core.feilet(navn_, adresse);
		return query select json_build_object('ok', false, 'reason', 'feil_navn_eller_passord');
		return;
	end if;
	select * into totp_ from auth.totp t where t.person_id = hvem and t.bekreftet is not null;
	if totp_.person_id is not null then
		vent := core.kode_sekunder(hvem);
		if vent > 0 then
			return query select json_build_object('ok', false, 'reason', 'for_mange_forsoek', 'vent_sekunder', vent);
			return;
		elsif req ->> 'steg' is null and req ->> 'reservekode_hash' is null then
			return query select json_build_object('ok', false, 'reason', 'engangskode', 'hemmelighet', encode(totp_.hemmelighet, 'hex'), 'steg', core.totp_steg());
			return;
		elsif not core.bruk_kode(hvem, req) then
			return query select json_build_object('ok', false, 'reason', 'feil_engangskode');
			return;
		end if;
	end if;
	if exists (select from auth.sperre s where s.person_id = hvem) then
		return query select json_build_object('ok', false, 'reason', 'konto_sperret');
		return;
	end if;
	perform core.lyktes(navn_, adresse);
	perform core.ny_sesjon(hvem, req, slutt);
	perform core.journalfoer(core.installasjonen(), 'innlogging', navn_, null, jsonb_build_object('adresse', adresse), null);
	return query select json_build_object('ok', true, 'utloeper', core.tidspunkt(slutt));
end $$;
comment on function auth.login(json) is
	'{brukernavn, noekkel, token_hash, adresse, klient, steg or reservekode_hash} -> {ok, utloeper} or {ok: false, reason, vent_sekunder}. Who has a second factor and has shown none is answered `engangskode`, with the secret for the daemon to compute with; that the account is closed is told to who has proved both. A failure is a row and no error, so that it is counted (02_forsoek.sql).';

create or replace function auth.invited(req json) returns setof json
language plpgsql stable security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	hvem core.person;
begin
	select p.* into hvem from auth.invitasjon i join core.person p on p.id = i.person_id
	where i.kode_hash = decode(req ->> 'invitasjon_hash', 'hex') and i.brukt is null and i.utloeper > now() and p.brukernavn = req ->> 'brukernavn';
	return query select case when hvem.id is null then json_build_object('ok', false)
		else json_build_object('ok', true, 'brukernavn', hvem.brukernavn, 'navn', hvem.navn) end;
end $$;
comment on function auth.invited(json) is
	'{brukernavn, invitasjon_hash} -> {ok, brukernavn, navn}: whom an invitation is for, told to who has it; nothing is used up. The daemon asks before it hashes: a made-up code costs neither a hash nor a line in the journal.';

create or replace function auth.set_password(req json) returns setof json
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	hvem uuid;
begin
	update auth.invitasjon i set brukt = now()
	from core.person p
	where i.kode_hash = decode(req ->> 'invitasjon_hash', 'hex') and i.brukt is null and i.utloeper > now()
		and p.id = i.person_id and p.brukernavn = req ->> 'brukernavn'
	returning i.person_id into hvem;
	if hvem is null then
		perform core.journalfoer(core.installasjonen(), 'invitasjon_avvist', null, null, null, null);
		return query select json_build_object('ok', false, 'reason', 'ugyldig_invitasjon');
		return;
	end if;
	insert into auth.passord as a (person_id, salt, noekkel_hash, opslimit, memlimit)
	values (hvem, decode(req ->> 'salt', 'hex'), decode(req ->> 'noekkel_hash', 'hex'),
		(req ->> 'opslimit')::int, (req ->> 'memlimit')::int)
	on conflict (person_id) do update set salt = excluded.salt, noekkel_hash = excluded.noekkel_hash,
		opslimit = excluded.opslimit, memlimit = excluded.memlimit, satt = now();
	perform core.avslutt_andre(hvem);
	perform core.journalfoer(core.installasjonen(), 'passord_satt', req ->> 'brukernavn', null, null, null);
	return query select json_build_object('ok', true);
end $$;
comment on function auth.set_password(json) is
	'{brukernavn, invitasjon_hash, salt, noekkel_hash, opslimit, memlimit} -> {ok}. Uses the invitation up and ends every session and API token of the person.';

create or replace function auth.housekeeping(req json) returns setof json
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
begin
	if pg_try_advisory_xact_lock(7443) then
		perform core.housekeeping();
	end if;
	return query select json_build_object();
end $$;
comment on function auth.housekeeping(json) is 'Periodic work, called by every daemon; the advisory lock lets one do it.';

create or replace function core.housekeeping() returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	perform core.glem_forsoek();
	delete from auth.sesjon where coalesce(avsluttet, utloeper) < now() - interval '90 days';
	delete from auth.invitasjon where utloeper < now() - interval '90 days';
	delete from core.idempotens where tid < now() - interval '7 days';
	delete from core.vedlegg where ferdig is null and utloeper <= now();
end $$;
comment on function core.housekeeping() is 'Removes what has served its time: counts of failed logins (core.glem_forsoek), sessions and invitations after 90 days, idempotency keys after seven days, unfinished uploads 24 hours after their last part.';

create or replace function core.ny_invitasjon(hvem uuid) returns text
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	kode text := replace(gen_random_uuid()::text, '-', '');
begin
	update auth.invitasjon i set brukt = now() where i.person_id = hvem and i.brukt is null;
	insert into auth.invitasjon (kode_hash, person_id, utloeper)
	values (sha256(convert_to(kode, 'UTF8')), hvem, now() + interval '7 days');
	perform core.journalfoer(core.installasjonen(), 'invitasjon', (select p.brukernavn from core.person p where p.id = hvem), null, null, null);
	return kode;
end $$;
comment on function core.ny_invitasjon(uuid) is 'A new one-time code for the person, 122 random bits; earlier ones are withdrawn.';

create or replace function core.foerste_administrator(brukernavn_ text, navn_ text) returns text
language plpgsql security definer set search_path = auth, core, pg_catalog, pg_temp as $$
declare
	hvem uuid;
begin
	insert into core.person (brukernavn, navn) values (brukernavn_, navn_) returning id into hvem;
	insert into core.verv (organ_id, person_id, rolle, fra)
	select o.id, hvem, 'administrator', o.fra from core.organ o where o.art = 'INST';
	return core.ny_invitasjon(hvem);
end $$;
comment on function core.foerste_administrator(text, text) is
	'Makes an administrator of the installation and returns the invitation. For `omstillingd admin create`, as the owner; no daemon may execute it.';

create or replace function core.sett_i_dag(dato date) returns date
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	if not (select o.demonstrasjon from core.oppsett o) then
		raise exception 'Datoen kan bare stilles i en demonstrasjon.' using errcode = 'RP007', constraint = 'ikke_demonstrasjon';
	end if;
	if not core.er_administrator_et_sted() then
		raise exception 'Bare en administrator kan stille datoen.' using errcode = 'RP007', constraint = 'bare_administrator';
	end if;
	update core.oppsett o set i_dag = dato;
	return core.i_dag();
end $$;
comment on function core.sett_i_dag(date) is 'Sets today, in a demonstration or test database only; null: the real date again.';

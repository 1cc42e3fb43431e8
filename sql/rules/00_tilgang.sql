-- Who is calling, what day it is, and what the caller may see.
--
-- Identity is the hash of the token, set for one transaction by the daemon; only here is it turned into a person.
-- Row-level security: one point check on (person, programme) a row; a plan is one row.

create or replace function core.person() returns uuid
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	token    text := nullif(current_setting('omstilling.token', true), '');
	hvem     uuid;
	skriver_ boolean;
	nok      boolean;
begin
	if token is null then
		return null;
	end if;
	select s.person_id, s.skriver, s.med_faktor or not exists (select from auth.faktorkrav) into hvem, skriver_, nok from auth.sesjon s
	where s.token_hash = decode(token, 'hex') and s.avsluttet is null and s.utloeper > now() and s.hviler > now();
	if hvem is null then
		raise exception 'Innloggingen er utløpt eller avsluttet. Logg inn på nytt.'
			using errcode = 'RP016', constraint = 'ugyldig_token';
	end if;
	if not nok and core.krever_faktor(hvem) then
		raise exception 'Et organ du sitter i, krever en andre faktor, og den må du ta i bruk først.'
			using errcode = 'RP007', constraint = 'andre_faktor_kreves', hint = 'omstilling auth totp enroll, og så omstilling auth totp confirm';
	end if;
	if not skriver_ then
		perform core.bare_les();
	end if;
	return hvem;
end $$;
comment on function core.person() is 'The caller; null without a token. UNAUTHENTICATED ugyldig_token when the token is not a living session''s; PERMISSION_DENIED andre_faktor_kreves when it lacks what is demanded of its person now, whatever was when it was begun.';

create or replace function core.krev_person() returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.person();
begin
	if hvem is null then
		raise exception 'Du må logge inn først.' using errcode = 'RP016', constraint = 'ikke_innlogget';
	end if;
	return hvem;
end $$;
comment on function core.krev_person() is 'The caller; UNAUTHENTICATED ikke_innlogget without a token.';

create or replace function core.i_dag() returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(o.i_dag, (now() at time zone 'Europe/Oslo')::date) from core.oppsett o);
end $$;
comment on function core.i_dag() is 'Today, in Europe/Oslo; in a demonstration the date it was set to.';

create or replace function core.gjelder(fra date, til date, dato date) returns boolean
language sql immutable as $$
	select dato >= fra and (til is null or dato <= til)
$$;
comment on function core.gjelder(date, date, date) is 'True when dato lies in fra..til, both included; til null: open. Inlined, unless dato is itself a call: declare a day first.';

create or replace function core.har_verv(hvem uuid, organ uuid, dato date, roller text[]) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.verv v join core.organ o on o.id = v.organ_id
		where v.person_id = hvem and v.organ_id = organ and v.rolle = any (roller) and core.gjelder(v.fra, v.til, dato)
			and core.gjelder(o.fra, o.til, dato));
end $$;
comment on function core.har_verv(uuid, uuid, date, text[]) is 'True when the person holds one of the roles on the date (V-18) in the organ, which exists on it (CS-6).';

create or replace function core.deltar(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.person_i(program);
	dag  date := core.i_dag();
begin
	return hvem is not null and exists (
		select from core.program_organ po
		where po.program_id = program and core.gjelder(po.fra, po.til, dag) and exists (
			select from core.verv v join core.organ o on o.id = v.organ_id
			where v.person_id = hvem and v.organ_id = po.organ_id and core.gjelder(v.fra, v.til, dag) and core.gjelder(o.fra, o.til, dag) offset 0));
end $$;
comment on function core.deltar(uuid) is
	'True when the caller sits today in an organ that serves the programme today. From the programme''s few organs to the seat, which offset 0 holds the planner to: from the seats it is 10 000 reads for who advises 10 000 programmes.';

create or replace function core.har_funksjon(program uuid, funksjoner text[], roller text[]) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.person_i(program);
	dag  date := core.i_dag();
begin
	return hvem is not null and exists (
		select from core.program_organ po where po.program_id = program and po.funksjon = any (funksjoner)
			and core.gjelder(po.fra, po.til, dag) and exists (
				select from core.verv v join core.organ o on o.id = v.organ_id
				where v.person_id = hvem and v.organ_id = po.organ_id and v.rolle = any (roller)
					and core.gjelder(v.fra, v.til, dag) and core.gjelder(o.fra, o.til, dag) offset 0));
end $$;
comment on function core.har_funksjon(uuid, text[], text[]) is
	'True when the caller holds one of the roles today in an organ with one of the functions in the programme; a point check as core.deltar.';

create or replace function core.krev_skriver(program uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.deltar(program) and not core.har_funksjon(program, array(select distinct po.funksjon from core.program_organ po where po.program_id = program),
		array(select r.rolle from core.rolle r where r.rolle <> 'revisor')) then
		raise exception 'En revisor leser alt og skriver ingenting.' using errcode = 'RP007', constraint = 'revisor_skriver_ikke';
	end if;
end $$;
comment on function core.krev_skriver(uuid) is
	'PERMISSION_DENIED revisor_skriver_ikke for who serves the programme as its auditor alone; whoever is outside it passes.';

create or replace function core.forbereder(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array['PL', 'EPL', 'PA'], array['programleder', 'prosjektleder', 'prosjektansvarlig']);
end $$;
comment on function core.forbereder(uuid) is 'True when the caller prepares plans in the programme (column P of the matrix: PL, EPL; PA of phase 2).';

create or replace function core.er_administrator(organ uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.person_i(null);
	dag  date := core.i_dag();
begin
	return hvem is not null and exists (
		select from core.organ o join core.organ eget on eget.id in (o.id, o.forelder)
		where o.id = organ and core.gjelder(eget.fra, eget.til, dag) and exists (select from core.verv v
			where v.person_id = hvem and v.organ_id = eget.id and v.rolle = 'administrator' and core.gjelder(v.fra, v.til, dag) offset 0));
end $$;
comment on function core.er_administrator(uuid) is
	'True when the caller is administrator of the organ or of the organ above: who may give its seats.';

create or replace function core.er_administrator_et_sted() returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.person_i(null);
	dag  date := core.i_dag();
begin
	return hvem is not null and exists (
		select from core.verv v join core.organ o on o.id = v.organ_id and core.gjelder(o.fra, o.til, dag)
		where v.person_id = hvem and v.rolle = 'administrator' and core.gjelder(v.fra, v.til, dag));
end $$;
comment on function core.er_administrator_et_sted() is 'True when the caller is administrator of any organ today: may register persons.';

create or replace function core.er_driftsansvarlig() returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.er_administrator((select o.id from core.organ o where o.art = 'INST'));
end $$;
comment on function core.er_driftsansvarlig() is 'True for the administrators of the installation itself.';

create or replace function core.er_offentlig(program uuid, plan uuid, nr int) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.vedtak v
		where v.program_id = program and v.plan_id = plan and (nr is null or v.versjon = nr)
			and v.akt = 'vedtar' and v.utfall = 'ja'
			and (not core.alle_maa_si_ja(program, 'KST', (select s.opprettet from core.sak s where s.program_id = v.program_id and s.id = v.sak_id))
				or (select count(*) from (select distinct on (x.organ_id) x.utfall, x.versjon
					from core.vedtak x where x.program_id = program and x.sak_id = v.sak_id and x.akt = 'vedtar' order by x.organ_id, x.handling desc) n
					where n.utfall = 'ja' and n.versjon = v.versjon) >= (select count(*) from core.organer(program, 'KST', v.dato))));
end $$;
comment on function core.er_offentlig(uuid, uuid, int) is
	'True for an adopted version of a plan, or with nr null for a plan that has one (handbook, section 10).';

create or replace function core.vedtatt_dato(program uuid, plan uuid, nr int) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.er_offentlig(program, plan, nr) then
		return null;
	end if;
	return (select max(v.dato) from core.vedtak v
		where v.program_id = program and v.plan_id = plan and v.versjon = nr and v.akt = 'vedtar' and v.utfall = 'ja');
end $$;
comment on function core.vedtatt_dato(uuid, uuid, int) is
	'The day a version was adopted: in mode C the day of the last yes, and null until every kommunestyre has said it (handbook, section 2).';

create or replace function core.er_avvist(program uuid, plan uuid, nr int) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select v.utfall = 'nei' from core.vedtak v
		where v.program_id = program and v.plan_id = plan and v.versjon = nr and v.akt = 'vedtar'
		order by v.dato desc, v.handling desc limit 1);
end $$;
comment on function core.er_avvist(uuid, uuid, int) is 'True when the newest decision on a version is a no; null without one.';

-- Finding a thing by id or name. As the caller of the api functions: row-level security decides, and what one may not
-- see and what does not exist give the same answer from the same statement.

create or replace function core.finn_organ(ref text) returns core.organ
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.organ;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select * into rad from core.organ o where o.id = ref::uuid;
	else
		select * into rad from core.organ o where o.kortnavn = ref;
	end if;
	if rad.id is null then
		raise exception 'Organet finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_organ';
	end if;
	return rad;
end $$;
comment on function core.finn_organ(text) is 'An organ by kortnavn or id; what looks like an id is one, whatever somebody has called his organ. NOT_FOUND ukjent_organ.';

create or replace function core.finn_program(ref text) returns uuid
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	svar uuid;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select p.id into svar from core.program p where p.id = ref::uuid;
	else
		select p.id into svar from core.program p where p.kortnavn = ref;
	end if;
	if svar is null then
		raise exception 'Programmet finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_program';
	end if;
	return svar;
end $$;
comment on function core.finn_program(text) is 'A programme''s id by kortnavn or id; NOT_FOUND ukjent_program.';

create or replace function core.finn_plan(ref text) returns core.plan
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.plan;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select * into rad from core.plan p where p.id = ref::uuid;
	else
		select p.* into rad from core.plan p join core.program g on g.id = p.program_id
		where g.kortnavn = split_part(ref, '/', 1) and p.kortnavn = split_part(ref, '/', 2) and split_part(ref, '/', 3) = '';
	end if;
	if rad.id is null then
		raise exception 'Planen finnes ikke, eller du har ikke tilgang til den.'
			using errcode = 'RP005', constraint = 'ukjent_plan', hint = 'En plan skrives PROGRAM/PLAN, for eksempel sel/handlingsplan-2021.';
	end if;
	return rad;
end $$;
comment on function core.finn_plan(text) is 'A plan by PROGRAM/PLAN or id; NOT_FOUND ukjent_plan, also for what the caller may not see.';

create or replace function core.finn_sak(ref text) returns core.sak
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.sak;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select * into rad from core.sak s where s.id = ref::uuid;
	elsif ref ~ '^[a-z0-9-]+/sak-[0-9]{1,8}$' then
		select s.* into rad from core.sak s join core.program g on g.id = s.program_id
		where g.kortnavn = split_part(ref, '/', 1) and s.nr = substr(split_part(ref, '/', 2), 5)::int;
	end if;
	if rad.id is null then
		raise exception 'Saken finnes ikke, eller du har ikke tilgang til den.'
			using errcode = 'RP005', constraint = 'ukjent_sak', hint = 'En sak skrives PROGRAM/sak-NUMMER, for eksempel sel/sak-1.';
	end if;
	return rad;
end $$;
comment on function core.finn_sak(text) is 'A case by PROGRAM/sak-N or id; NOT_FOUND ukjent_sak, also for what the caller may not see.';

create or replace function core.finn_person(ref text) returns core.person
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.person;
begin
	select * into rad from core.person p where p.brukernavn = ref;
	if rad.id is null then
		raise exception 'Personen finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_person';
	end if;
	return rad;
end $$;
comment on function core.finn_person(text) is 'A person by brukernavn; NOT_FOUND ukjent_person.';

-- Arguments.

create or replace function core.krev_tekst(req json, felt text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
	verdi text := req ->> felt;
begin
	if verdi is null or btrim(verdi) = '' then
		raise exception 'Feltet % mangler.', felt
			using errcode = 'RP003', constraint = 'felt_mangler', column = felt,
				detail = json_build_object('felt', felt);
	end if;
	return verdi;
end $$;
comment on function core.krev_tekst(json, text) is 'A text field of the request; INVALID_ARGUMENT felt_mangler when it is unset or blank.';

create or replace function core.les_dato(req json, felt text) returns date
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
	verdi text := req ->> felt;
begin
	if verdi is null then
		return null;
	end if;
	if verdi !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
		raise datetime_field_overflow;
	end if;
	return make_date(substr(verdi, 1, 4)::int, substr(verdi, 6, 2)::int, substr(verdi, 9, 2)::int);
exception when datetime_field_overflow or invalid_datetime_format then
	raise exception 'Feltet % er ikke en dato som finnes, skrevet som 2021-12-31.', felt using errcode = 'RP003', constraint = 'ugyldig_dato', column = felt,
		detail = json_build_object('felt', felt), hint = 'På kommandolinjen kan en dato også skrives 31.12.2021.';
end $$;
comment on function core.les_dato(json, text) is 'A date field (ISO 8601) of the request; null when unset; INVALID_ARGUMENT ugyldig_dato.';

create or replace function core.gjentatt(req json, fn text) returns json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem   uuid := core.krev_person();
	noekkel_ text := req ->> 'idempotency_key';
	rad    core.idempotens;
begin
	if noekkel_ is null then
		return null;
	end if;
	perform pg_advisory_xact_lock(hashtextextended(hvem::text || noekkel_, 0));
	select * into rad from core.idempotens i where i.person_id = hvem and i.noekkel = noekkel_;
	if rad.person_id is null then
		return null;
	end if;
	if rad.funksjon <> fn or rad.argument <> sha256(convert_to(req::text, 'UTF8')) then
		raise exception 'idempotency_key er brukt om igjen i en annen forespørsel.'
			using errcode = 'RP003', constraint = 'idempotensnoekkel_brukt_om', column = 'idempotency_key';
	end if;
	return rad.svar;
end $$;
comment on function core.gjentatt(json, text) is
	'The answer already given to this idempotency_key, or null. Holds a lock on the key until the transaction ends, so that a retry at the same time waits for the first.';

create or replace function core.husk(req json, fn text, svar json) returns json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if req ->> 'idempotency_key' is not null then
		insert into core.idempotens (person_id, noekkel, funksjon, argument, svar)
		values (core.krev_person(), req ->> 'idempotency_key', fn, sha256(convert_to(req::text, 'UTF8')), svar);
	end if;
	return svar;
end $$;
comment on function core.husk(json, text, json) is 'Keeps an answer under the request''s idempotency_key, and returns it.';

create or replace function core.styrer_program(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.er_administrator(core.fylke_for(program, core.i_dag()))
		or exists (select from core.organer(program, 'KST', core.i_dag()) o where core.er_administrator(o.id))
		or core.har_funksjon(program, array['KST'], array['sekretaer']);
end $$;
comment on function core.styrer_program(uuid) is
	'True when the caller administers the programme''s organs: the fylkeskommune''s administrator, or the administrator (its own, or that of the kommune above) or secretary of the owner''s deciding organ.';

create or replace function core.eget_program(req json) returns uuid
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid;
begin
	perform core.krev_person();
	p := core.finn_program(core.krev_tekst(req, 'program'));
	perform core.krev_deltaker(p);
	return p;
end $$;
comment on function core.eget_program(json) is 'The programme of a request that is only for those who serve it.';

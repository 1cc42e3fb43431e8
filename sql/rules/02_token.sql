-- API tokens: a session that a person makes for a machine, with a name, a scope and a last day, a year away at most. What it may
-- not is settled where the caller is (core.person, core.person_i) and where a change is written down (core.journalfoer), so that no
-- method can forget it. A token makes no tokens, ends nobody's sessions and changes nothing of how one logs in.

create or replace function core.bare_les() returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	stabel text;
begin
	perform set_config('transaction_read_only', 'on', true);
	get diagnostics stabel = pg_context;
	if exists (select from regexp_matches(stabel, '\m(api|stroem)\.([a-z_]+)\(json\)', 'g') m
		join pg_proc p on p.proname = m[2] and p.pronamespace = m[1]::regnamespace where p.provolatile = 'v') then
		raise exception 'Dette tokenet kan bare lese.' using errcode = 'RP007', constraint = 'token_bare_les';
	end if;
end $$;
comment on function core.bare_les() is
	'The caller''s token reads only: from here on PostgreSQL itself lets the transaction write nothing, which cannot be undone in it; and who was about to is told why, by the functions that are under way.';

create or replace function core.person_i(program uuid) returns uuid
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	token text := nullif(current_setting('omstilling.token', true), '');
	hvem  uuid;
	omf   uuid[];
begin
	if token is null then
		return null;
	end if;
	select s.person_id, s.programmer into hvem, omf from auth.sesjon s where s.token_hash = decode(token, 'hex')
		and s.avsluttet is null and s.utloeper > now() and s.hviler > now() and s.skriver and (s.med_faktor or not exists (select from auth.faktorkrav));
	if hvem is null then -- what there is to say of it, core.person says; looked up here as there, for a call of it is half as dear again
		hvem := core.person();
		omf := core.omfang();
	end if;
	return case when omf is null or program = any (omf) then hvem end;
end $$;
comment on function core.person_i(uuid) is 'The caller, where the token reaches the programme; null elsewhere. Program null: the caller, where the token reaches all.';

create or replace function core.omfang() returns uuid[]
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	return (select s.programmer from auth.sesjon s where s.token_hash = decode(nullif(current_setting('omstilling.token', true), ''), 'hex'));
end $$;
comment on function core.omfang() is 'The programmes that the caller''s token reaches; null: all.';

create or replace function core.krev_omfang(program uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.person() is not null and core.person_i(program) is null then
		raise exception 'Dette tokenet gjelder ikke her.' using errcode = 'RP007', constraint = 'token_utenfor_omfanget';
	end if;
end $$;
comment on function core.krev_omfang(uuid) is 'PERMISSION_DENIED token_utenfor_omfanget when something is changed of a programme, or of what is no programme''s, that the token does not reach.';

create or replace function core.krev_innlogging() returns uuid
language plpgsql stable security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_person();
begin
	if exists (select from auth.sesjon s where s.token_hash = decode(current_setting('omstilling.token'), 'hex') and s.navn is not null) then
		raise exception 'Dette gjør du innlogget selv, ikke med et token.' using errcode = 'RP007', constraint = 'krever_innlogging', hint = 'omstilling login BRUKERNAVN';
	end if;
	return hvem;
end $$;
comment on function core.krev_innlogging() is 'The caller, logged in; PERMISSION_DENIED krever_innlogging with an API token.';

create or replace function core.les_omfang(req json) returns uuid[]
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	ider uuid[] := array(select distinct core.finn_program(p) from json_array_elements_text(coalesce(req -> 'programmer', '[]')) p);
begin
	if req ->> 'omfang' is distinct from 'les' and req ->> 'omfang' is distinct from 'skriv' then
		raise exception 'Et token må få lov til å lese eller til å skrive.' using errcode = 'RP003', constraint = 'ukjent_omfang', column = 'omfang', hint = '--scope les eller --scope skriv';
	end if;
	return nullif(ider, '{}');
end $$;
comment on function core.les_omfang(json) is 'The programmes of a scope, as its caller sees them; null: all. INVALID_ARGUMENT ukjent_omfang.';

create or replace function core.nytt_token(req json, programmer_ uuid[]) returns json
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	flest constant int := 50;
	hvem  uuid := core.krev_bevis();
	navn_ text := core.krev_tekst(req, 'navn');
	til   date := core.les_dato(json_build_object('til', core.krev_tekst(req, 'til')), 'til');
	kode  text := 'omst_' || encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');
	ny    auth.sesjon;
begin
	if til <= current_date or til > current_date + 366 then
		raise exception 'Et token må ha en siste dag etter i dag og innen et år.' using errcode = 'RP003', constraint = 'token_varer_et_aar', column = 'til';
	end if;
	update auth.sesjon s set avsluttet = s.utloeper where s.person_id = hvem and s.navn is not null and s.avsluttet is null and s.utloeper <= now();
	if exists (select from auth.sesjon s where s.person_id = hvem and s.navn = navn_ and s.avsluttet is null) then
		raise exception 'Du har et token med det navnet.' using errcode = 'RP006', constraint = 'tokenets_navn_er_i_bruk', hint = 'omstilling auth token list';
	end if;
	if (select count(*) from auth.sesjon s where s.person_id = hvem and s.navn is not null and s.avsluttet is null) >= flest then
		raise exception 'Du har så mange token som en person kan ha. Trekk tilbake ett du ikke bruker.' using errcode = 'RP009', constraint = 'for_mange_token';
	end if;
	insert into auth.sesjon (token_hash, person_id, utloeper, hviler, navn, skriver, programmer, med_faktor)
	values (sha256(convert_to(kode, 'UTF8')), hvem, ((til + 1)::timestamp at time zone 'Europe/Oslo'), 'infinity', navn_, req ->> 'omfang' = 'skriv', programmer_,
		(select s.med_faktor from auth.sesjon s where s.token_hash = decode(current_setting('omstilling.token'), 'hex'))) returning * into ny;
	perform core.journalfoer(core.installasjonen(), 'token_laget', (select p.brukernavn from core.person p where p.id = hvem), null, core.token_svar(ny) - 'id', null);
	return json_build_object('kode', kode, 'token', core.token_svar(ny));
end $$;
comment on function core.nytt_token(json, uuid[]) is 'Makes an API token, 256 bits of which only the hash is kept: the code is shown once. The caller has just logged in (core.krev_bevis).';

create or replace function core.token_svar(s auth.sesjon) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', s.id, 'navn', s.navn, 'omfang', case when s.skriver then 'skriv' else 'les' end,
		'programmer', (select jsonb_agg(p.kortnavn order by p.kortnavn) from core.program p where p.id = any (s.programmer)),
		'opprettet', core.tidspunkt(s.opprettet), 'utloeper', core.tidspunkt(s.utloeper),
		'sist_brukt', case when s.sist_brukt > s.opprettet then core.tidspunkt(s.sist_brukt) end));
end $$;
comment on function core.token_svar(auth.sesjon) is 'The contract''s Token.';

create or replace function core.trekk_token(navn_ text) returns void
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_innlogging();
begin
	update auth.sesjon s set avsluttet = now() where s.person_id = hvem and s.navn = navn_ and s.avsluttet is null and s.utloeper > now();
	if not found then
		raise exception 'Tokenet finnes ikke, eller det er trukket tilbake.' using errcode = 'RP005', constraint = 'ukjent_token', hint = 'omstilling auth token list';
	end if;
	perform core.journalfoer(core.installasjonen(), 'token_trukket', (select p.brukernavn from core.person p where p.id = hvem), null, jsonb_build_object('navn', navn_), null);
end $$;
comment on function core.trekk_token(text) is 'Ends one of the caller''s API tokens, at once.';

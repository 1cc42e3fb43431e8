-- Undertakings, and which of them are one (handbook, section 7; Reg. (EU) 2023/2831 art. 2(2)). Every programme's relations count for all.
-- Locks, always in this order: the programme's journal, the graph of relations, undertakings by id. So no two wait for each other.

create or replace function core.laas_stoette(program uuid, alene boolean) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	grafen constant bigint := 5283112831;
begin
	if current_setting('transaction_isolation') = 'repeatable read' then
		raise exception 'Støtte føres ikke i en transaksjon som ikke ser det andre har gjort ferdig.' using errcode = 'RP013', constraint = 'stoette_leses_paa_nytt';
	end if;
	perform from core.journal_hode h where h.kjede = program for update;
	if alene then
		perform pg_advisory_xact_lock(grafen);
	else
		perform pg_advisory_xact_lock_shared(grafen);
	end if;
end $$;
comment on function core.laas_stoette(uuid, boolean) is
	'Holds the graph of undertakings as it is until the transaction ends; alone, for who changes it. The programme''s journal is locked first, which every writer needs in the end.';

create or replace function core.laas_foretak(foretak uuid[]) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.foretak f where f.id = any (foretak) order by f.id for no key update;
end $$;
comment on function core.laas_foretak(uuid[]) is 'Locks undertakings, the least id first, until the transaction ends.';

create or replace function core.gyldig_personnr(nr text) returns boolean
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
declare
	k1 constant int[] := array[3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
	k2 constant int[] := array[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
begin
	return nr ~ '^[0-9]{11}$' and (select sum(substr(nr, i, 1)::int * k1[i]) % 11 = 0 from generate_series(1, 10) i)
		and (select sum(substr(nr, i, 1)::int * k2[i]) % 11 = 0 from generate_series(1, 11) i);
end $$;
comment on function core.gyldig_personnr(text) is 'True for eleven digits with the two control digits of a Norwegian identity number.';

create or replace function core.personnr_hash(nr text) returns bytea
language plpgsql stable strict security definer set search_path = core, auth, pg_catalog, pg_temp as $$
begin
	return (select sha256(h.noekkel || convert_to(nr, 'UTF8')) from auth.hemmelighet h);
end $$;
comment on function core.personnr_hash(text) is 'By what a person is known again: keyed, so that who reads it cannot try all numbers.';

create or replace function core.krev_foretaksnummer(orgnr text, personnr text) returns void
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	if num_nonnulls(orgnr, personnr) <> 1 then
		raise exception 'En mottaker av støtte oppgis med organisasjonsnummer, eller en person uten foretak med fødselsnummer.'
			using errcode = 'RP003', constraint = 'foretaket_har_ett_nummer', column = 'orgnr';
	elsif not coalesce(core.gyldig_orgnr(orgnr), true) then
		raise exception 'Organisasjonsnummeret er ikke gyldig (ni siffer, modulus 11).' using errcode = 'RP003', constraint = 'foretakets_orgnr_er_gyldig', column = 'orgnr';
	elsif not coalesce(core.gyldig_personnr(personnr), true) then
		raise exception 'Fødselsnummeret er ikke gyldig (elleve siffer med kontrollsiffer).' using errcode = 'RP003', constraint = 'personnummeret_er_gyldig', column = 'personnr';
	end if;
end $$;
comment on function core.krev_foretaksnummer(text, text) is 'INVALID_ARGUMENT unless exactly one of the two numbers is given, and is valid.';

create or replace function core.finn_foretak(orgnr_ text, personnr text) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_foretaksnummer(orgnr_, personnr);
	return (select f.id from core.foretak f where f.orgnr = orgnr_ or f.personnr_hash = core.personnr_hash(personnr));
end $$;
comment on function core.finn_foretak(text, text) is 'The undertaking with the number; null when nobody has dealt with it.';

create or replace function core.foretak_av(program uuid, slag_ text, orgnr_ text, personnr text, navn_ text, naering_ text default null, regnskapsaar int default null) returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f    uuid;
	foer core.foretak_opplysning;
	ny   core.foretak_opplysning;
begin
	perform core.krev_foretaksnummer(orgnr_, personnr), core.laas_stoette(program, false);
	insert into core.foretak (orgnr, personnr_hash) values (orgnr_, core.personnr_hash(personnr)) on conflict do nothing;
	f := core.finn_foretak(orgnr_, personnr);
	foer := core.foretak_om(program, f);
	ny := foer;
	ny.program_id := program; ny.foretak_id := f; ny.nr := coalesce(foer.nr, 0) + 1; ny.person_id := core.person(); ny.dato := core.i_dag(); ny.tid := clock_timestamp();
	ny.slag := coalesce(slag_, foer.slag, case when personnr is not null then 'person' else 'foretak' end);
	ny.navn := coalesce(btrim(navn_), foer.navn, orgnr_, 'Person');
	ny.naering := coalesce(naering_, foer.naering);
	ny.regnskapsaar_fra := coalesce(regnskapsaar, foer.regnskapsaar_fra, 1);
	if (ny.slag, ny.navn, ny.naering, ny.regnskapsaar_fra) is distinct from (foer.slag, foer.navn, foer.naering, foer.regnskapsaar_fra) then
		insert into core.foretak_opplysning select ny.*;
	end if;
	return f;
end $$;
comment on function core.foretak_av(uuid, text, text, text, text, text, int) is
	'The undertaking with the organisasjonsnummer, or the person with the identity number, which is not kept; what the programme tells of it is recorded where it is new.';

create or replace function core.foretak_om(program uuid, foretak uuid) returns core.foretak_opplysning
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.foretak_opplysning;
begin
	select * into o from core.foretak_opplysning x where x.program_id = program and x.foretak_id = foretak order by x.nr desc limit 1;
	return o;
end $$;
comment on function core.foretak_om(uuid, uuid) is 'What the programme last recorded of an undertaking; null: nothing.';

-- Who is one.

create or replace view core.foretakskobling with (security_invoker = true) as
	select k.program_id, k.id, k.fra_foretak, k.til_foretak, k.gyldig_fra, k.gyldig_til
	from core.foretakskontroll k join core.kontrollgrunnlag g on g.grunnlag = k.grunnlag
	where g.kobler and not k.trukket and not exists (select from core.foretakskontroll n where n.program_id = k.program_id and n.retter = k.id);
comment on view core.foretakskobling is 'The relations that link, as they stand corrected.';

create or replace function core.foretaksgruppe(foretak uuid, dag date) returns uuid[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with recursive gruppe (id) as (
			select foretak
			union
			select x.id from gruppe g, lateral (
				select k.til_foretak as id from core.foretakskobling k where k.fra_foretak = g.id and core.gjelder(k.gyldig_fra, k.gyldig_til, dag)
				union all
				select k.fra_foretak from core.foretakskobling k where k.til_foretak = g.id and core.gjelder(k.gyldig_fra, k.gyldig_til, dag)) x
		)
		select array_agg(g.id order by g.id) from gruppe g);
end $$;
comment on function core.foretaksgruppe(uuid, date) is 'The undertakings that are one with this one on a date, itself among them: by chains too, and round in circles.';

create or replace function core.foretaksfamilie(foretak uuid) returns uuid[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with recursive familie (id) as (
			select foretak
			union
			select x.id from familie f, lateral (
				select k.til_foretak as id from core.foretakskobling k where k.fra_foretak = f.id
				union all
				select k.fra_foretak from core.foretakskobling k where k.til_foretak = f.id) x
		)
		select array_agg(f.id order by f.id) from familie f);
end $$;
comment on function core.foretaksfamilie(uuid) is 'Every undertaking that is, was or will be one with this one, or with one that is: what must be locked so that no group on any date changes.';

create or replace trigger journal after insert on core.foretak_opplysning for each row execute function core.journal_rad('foretak');
create or replace trigger journal after insert on core.foretakskontroll for each row execute function core.journal_rad('foretakskontroll');
create or replace trigger uforanderlig before update or delete or truncate on core.foretak for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.foretak_opplysning for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.foretakskontroll for each statement execute function core.uforanderlig();

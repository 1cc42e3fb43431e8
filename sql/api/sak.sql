-- SakService: reading cases and decisions, and opening a case. What may be done in one is api/sak_handling.sql's.

create or replace function api.create_sak(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json;
	p    uuid;
	s    core.sak;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'create_sak');
	if svar is null then
		p := core.finn_program(core.krev_tekst(req, 'program'));
		perform core.krev_deltaker(p);
		insert into core.sak (program_id, nr, beslutning, tittel, forslag, opprettet_av, opprettet)
		values (p, 0, core.krev_tekst(req, 'beslutning')::int,
			coalesce(req ->> 'tittel', (select b.navn from core.beslutning b where b.nr = (req ->> 'beslutning')::int), ' '),
			coalesce((req -> 'forslag')::jsonb, '{}') - '{plan,versjon,hash}'::text[], core.person(), core.i_dag())
		returning * into s;
		svar := core.husk(req, 'create_sak', json_build_object('sak', core.sak_svar(s)));
	end if;
	return query select svar;
end $$;
comment on function api.create_sak(json) is 'SakService.CreateSak.';

create or replace function api.list_saker(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	return query
	with side as (
		select s, s.nr from core.sak s where s.program_id = p and s.nr > etter order by s.nr limit n + 1
	)
	select core.side('saker', n, array_agg(core.sak_svar(x.s, false) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_saker(json) is 'SakService.ListSaker. Public for cases that are laid before a folkevalgt organ or decided, and not closed.';

create or replace function api.get_sak(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('sak', core.sak_svar(core.finn_sak(core.krev_tekst(req, 'sak'))));
end $$;
comment on function api.get_sak(json) is 'SakService.GetSak. Public for a case that is laid before a folkevalgt organ or decided, and not closed.';

create or replace function api.explain_sak(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak := core.finn_sak(core.krev_tekst(req, 'sak'));
begin
	perform core.krev_deltaker(s.program_id);
	return query select core.forklaring(s)::json;
end $$;
comment on function api.explain_sak(json) is 'SakService.ExplainSak.';

create or replace function api.export_sak(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	bytes bytea := convert_to(core.jcs(core.eksport(core.finn_sak(core.krev_tekst(req, 'sak')))), 'UTF8');
begin
	return query select json_build_object('dokument', translate(encode(bytes, 'base64'), E'\n', ''), 'hash', encode(sha256(bytes), 'hex'));
end $$;
comment on function api.export_sak(json) is 'SakService.ExportSak. Public for a case with a decision, as GetSak is.';

create or replace function api.simulate_sak(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak := core.finn_sak(core.krev_tekst(req, 'sak'));
begin
	perform core.krev_deltaker(s.program_id);
	if json_array_length(req -> 'fravaerende') > 1000 or json_array_length(req -> 'inhabile') > 1000 then
		raise exception 'Høyst 1000 personer om gangen.' using errcode = 'RP003', constraint = 'for_mange_personer';
	end if;
	if req ->> 'beloep' is not null then
		perform core.krev_beloep(req);
		s.forslag := s.forslag || jsonb_build_object('beloep', req ->> 'beloep');
	end if;
	return query select core.simuler(s, coalesce(core.les_dato(req, 'dato'), core.i_dag()),
		array(select (core.finn_person(x)).id from json_array_elements_text(req -> 'fravaerende') x),
		array(select (core.finn_person(x)).id from json_array_elements_text(req -> 'inhabile') x))::json;
end $$;
comment on function api.simulate_sak(json) is 'SakService.SimulateSak.';

create or replace function api.list_tasks(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select core.oppgaver(core.krev_person(), nullif(req ->> 'page_token', ''))::json;
end $$;
comment on function api.list_tasks(json) is 'SakService.ListTasks.';

create or replace function api.list_vedtak(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	foer  int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	return query
	with alle as (
		select v, row_number() over (order by v.dato, s.nr, v.handling)::int as nr
		from core.vedtak v join core.sak s on s.program_id = v.program_id and s.id = v.sak_id where v.program_id = p
	), side as (
		select * from alle a where a.nr > foer order by a.nr limit n + 1
	)
	select core.side('vedtak', n, array_agg(core.vedtak_svar(x.v) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_vedtak(json) is 'SakService.ListVedtak. Public, but for closed cases.';

-- SoeknadService: applications for money of a programme.

create or replace function api.create_soeknad(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'create_soeknad');
	p    uuid;
	ny   uuid := gen_random_uuid();
begin
	if svar is null then
		p := core.finn_program(core.krev_tekst(req, 'program'));
		perform core.krev_deltaker(p);
		insert into core.soeknad_revisjon (program_id, soeknad_id, nr, hendelse, innhold, melding, person_id, dato)
		values (p, ny, 0, 'registrert', coalesce((req -> 'soeknad')::jsonb, '{}'), req ->> 'melding', core.person(), core.i_dag());
		svar := core.husk(req, 'create_soeknad', (select json_build_object('soeknad', core.soeknad_svar(s), 'etag', 'r' || s.revisjon) from core.soeknad s where s.program_id = p and s.id = ny));
	end if;
	return query select svar;
end $$;
comment on function api.create_soeknad(json) is 'SoeknadService.CreateSoeknad.';

create or replace function api.get_soeknad(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.soeknad;
begin
	perform core.krev_person();
	s := core.finn_soeknad(core.krev_tekst(req, 'soeknad'));
	return query select json_build_object('soeknad', case when (req ->> 'uten_skjermet')::boolean then core.soeknad_offentlig(core.soeknad_svar(s)) else core.soeknad_svar(s) end,
		'etag', 'r' || s.revisjon);
end $$;
comment on function api.get_soeknad(json) is 'SoeknadService.GetSoeknad.';

create or replace function api.list_soeknader(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.eget_program(req);
begin
	return query
	with side as (
		select s, s.nr from core.soeknad s where s.program_id = p and s.nr > etter and (req ->> 'tilstand' is null or core.soeknad_tilstand(s) = req ->> 'tilstand')
			and (req ->> 'bruk' is null or s.bruk = req ->> 'bruk') order by s.nr limit n + 1
	)
	select core.side('soeknader', n, array_agg(core.soeknad_svar(side.s, false) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_soeknader(json) is 'SoeknadService.ListSoeknader.';

create or replace function api.update_soeknad(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'update_soeknad');
	s    core.soeknad;
begin
	if svar is null then
		s := core.finn_soeknad(core.krev_tekst(req, 'navn'));
		perform core.krev_soeknadsfoerer(s.program_id);
		-- two who correct at the same time: the second waits here for the first
		s := core.laast_soeknad(s);
		if req ->> 'etag' <> 'r' || s.revisjon then
			raise exception 'Søknaden er endret siden du leste den.' using errcode = 'RP010', constraint = 'soeknaden_er_endret', detail = json_build_object('etag', 'r' || s.revisjon);
		end if;
		svar := core.husk(req, 'update_soeknad', core.ny_soeknadsrevisjon(s, 'endret', core.soeknad_med(s, coalesce((req -> 'soeknad')::jsonb, '{}'),
			array(select json_array_elements_text(req -> 'tom'))), req ->> 'melding'));
	end if;
	return query select svar;
end $$;
comment on function api.update_soeknad(json) is 'SoeknadService.UpdateSoeknad. What is told replaces what was; the rest stays, also what another has told since.';

create or replace function api.withdraw_soeknad(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.soeknad;
begin
	perform core.krev_person();
	s := core.finn_soeknad(core.krev_tekst(req, 'soeknad'));
	perform core.krev_soeknadsfoerer(s.program_id);
	s := core.laast_soeknad(s);
	return query select core.ny_soeknadsrevisjon(s, 'trukket', core.soeknad_innhold(s), core.krev_tekst(req, 'grunn'));
end $$;
comment on function api.withdraw_soeknad(json) is 'SoeknadService.WithdrawSoeknad.';

create or replace function api.check_soeknad(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.soeknad;
begin
	perform core.krev_person();
	s := core.finn_soeknad(core.krev_tekst(req, 'soeknad'));
	return query select core.soeknad_funn_svar(s);
end $$;
comment on function api.check_soeknad(json) is 'SoeknadService.CheckSoeknad.';

create or replace function api.list_soeknadsrevisjoner(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('revisjoner', core.soeknad_revisjoner(core.finn_soeknad(core.krev_tekst(req, 'soeknad'))));
end $$;
comment on function api.list_soeknadsrevisjoner(json) is 'SoeknadService.ListSoeknadsrevisjoner.';

create or replace function api.get_retningslinjer(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p   uuid := core.eget_program(req);
	dag date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
begin
	return query select core.retningslinjer_svar(p, dag);
end $$;
comment on function api.get_retningslinjer(json) is 'SoeknadService.GetRetningslinjer.';

create or replace function api.import_soeknader(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'import_soeknader');
	p    uuid;
begin
	if svar is null then
		p := core.finn_program(core.krev_tekst(req, 'program'));
		perform core.krev_soeknadsfoerer(p);
		svar := core.husk(req, 'import_soeknader', core.importer_soeknader(p, (req -> 'rader')::jsonb, coalesce((req ->> 'proeve')::boolean, false)));
	end if;
	return query select svar;
end $$;
comment on function api.import_soeknader(json) is 'SoeknadService.ImportSoeknader: all of the rows, or none.';

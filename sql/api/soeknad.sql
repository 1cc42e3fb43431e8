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
	return query select json_build_object('soeknad', core.soeknad_svar(s), 'etag', 'r' || s.revisjon);
end $$;
comment on function api.get_soeknad(json) is 'SoeknadService.GetSoeknad.';

create or replace function api.list_soeknader(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid;
begin
	perform core.krev_person();
	p := core.finn_program(core.krev_tekst(req, 'program'));
	perform core.krev_deltaker(p);
	return query
	with side as (
		select s, s.nr from core.soeknad s where s.program_id = p and s.nr > etter and (req ->> 'tilstand' is null or core.soeknad_tilstand(s) = req ->> 'tilstand')
			and (req ->> 'bruk' is null or s.bruk = req ->> 'bruk') order by s.nr limit n + 1
	)
	select json_strip_nulls(json_build_object(
		'soeknader', coalesce(json_agg(core.soeknad_svar(x.s, false) order by x.nr) filter (where x.rang <= n), '[]'),
		'next_page_token', (max(x.nr) filter (where x.rang = n and x.alle > n))::text))
	from (select side.*, row_number() over (order by side.nr) as rang, count(*) over () as alle from side) x;
end $$;
comment on function api.list_soeknader(json) is 'SoeknadService.ListSoeknader.';

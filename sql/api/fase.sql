-- ProgramService.OpenFase.

create or replace function api.open_fase(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid;
begin
	perform core.krev_person();
	p := core.finn_program(core.krev_tekst(req, 'program'));
	perform core.aapne_fase(p, core.krev_tekst(req, 'fase')::int);
	return query select json_build_object('program', core.program_svar(x)) from core.program x where x.id = p;
end $$;
comment on function api.open_fase(json) is 'ProgramService.OpenFase.';

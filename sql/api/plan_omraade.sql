-- PlanService: innsatsområder through time.

create or replace function api.get_omraader(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p   uuid := core.finn_program(core.krev_tekst(req, 'program'));
	dag date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
begin
	return query select json_build_object('dato', dag, 'omraader', core.omraade_liste(p, dag), 'avstamning', core.avstamning_liste(p, dag));
end $$;
comment on function api.get_omraader(json) is 'PlanService.GetOmraader. Public: of adopted plans only.';

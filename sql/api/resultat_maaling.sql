-- ResultatService: effektmål and their series of measurements.

create or replace function api.import_maalinger(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p    uuid;
	svar json;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'import_maalinger');
	if svar is null then
		p := core.finn_program(core.krev_tekst(req, 'program'));
		perform core.krev_deltaker(p), core.krev_forbereder(p);
		svar := core.husk(req, 'import_maalinger', core.importer_maalinger(p, req ->> 'fil', req -> 'rader', coalesce((req ->> 'proevekjoering')::boolean, false)));
	end if;
	return query select svar;
end $$;
comment on function api.import_maalinger(json) is 'ResultatService.ImportMaalinger.';

create or replace function api.get_effektmaal(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p    uuid := core.finn_program(core.krev_tekst(req, 'program'));
	svar jsonb;
begin
	perform core.krev_deltaker(p);
	svar := core.effektmaal(p, coalesce(core.les_dato(req, 'dato'), core.i_dag()));
	return query select json_strip_nulls(json_build_object('result', svar, 'maalinger', core.maalinger_flatt(svar)));
end $$;
comment on function api.get_effektmaal(json) is 'ResultatService.GetEffektmaal.';

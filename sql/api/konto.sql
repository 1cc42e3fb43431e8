-- AuthService (but for Login and SetPassword, server/auth.c) and DemoService.

create or replace function api.logout(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.avslutt_sesjon();
	return query select json_build_object();
end $$;
comment on function api.logout(json) is 'AuthService.Logout.';

create or replace function api.list_sesjoner(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('sesjoner', core.mine_sesjoner());
end $$;
comment on function api.list_sesjoner(json) is 'AuthService.ListSesjoner.';

create or replace function api.end_sesjon(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('antall', core.avslutt_sesjoner(req));
end $$;
comment on function api.end_sesjon(json) is 'AuthService.EndSesjon.';

create or replace function api.who_am_i(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.krev_person();
	dag  date := core.i_dag();
begin
	return query select json_build_object(
		'person', (select json_build_object('id', p.id, 'brukernavn', p.brukernavn, 'navn', p.navn) from core.person p where p.id = hvem),
		'verv', core.vervliste(array(select v from core.verv v where v.person_id = hvem and core.gjelder(v.fra, v.til, dag))));
end $$;
comment on function api.who_am_i(json) is 'AuthService.WhoAmI.';

create or replace function api.set_i_dag(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('dato', core.sett_i_dag(core.les_dato(req, 'dato')));
end $$;
comment on function api.set_i_dag(json) is 'DemoService.SetIDag.';

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
	return query select json_build_object('sesjoner', core.mine_sesjoner(false));
end $$;
comment on function api.list_sesjoner(json) is 'AuthService.ListSesjoner.';

create or replace function api.end_sesjon(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('antall', core.avslutt_sesjoner(req));
end $$;
comment on function api.end_sesjon(json) is 'AuthService.EndSesjon.';

create or replace function api.create_token(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_innlogging();
	return query select core.nytt_token(req, core.les_omfang(req));
end $$;
comment on function api.create_token(json) is 'AuthService.CreateToken.';

create or replace function api.list_token(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('token', core.mine_sesjoner(true));
end $$;
comment on function api.list_token(json) is 'AuthService.ListToken.';

create or replace function api.revoke_token(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.trekk_token(core.krev_tekst(req, 'navn'));
	return query select json_build_object();
end $$;
comment on function api.revoke_token(json) is 'AuthService.RevokeToken.';

create or replace function api.enroll_totp(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select core.ny_totp();
end $$;
comment on function api.enroll_totp(json) is 'AuthService.EnrollTotp. In use when server/auth_totp.c has seen a code of it.';

create or replace function api.require_totp(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_innlogging();
	perform core.sett_faktorkrav(core.finn_organ(core.krev_tekst(req, 'organ')), not coalesce((req ->> 'opphoer')::boolean, false));
	return query select json_build_object();
end $$;
comment on function api.require_totp(json) is 'AuthService.RequireTotp.';

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

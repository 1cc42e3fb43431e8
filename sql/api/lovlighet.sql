-- SakService: control of a decision's legality (V-17).

create or replace function api.demand_lovlighetskontroll(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vedtak := core.finn_vedtak(core.krev_tekst(req, 'vedtak'));
begin
	perform core.krev_person();
	insert into core.lovlighetskrav (program_id, vedtak_id, person_id, begrunnelse, dato) values (v.program_id, v.id, core.person(), core.krev_tekst(req, 'begrunnelse'), core.i_dag());
	return query select json_build_object('vedtak', core.vedtak_svar(v));
end $$;
comment on function api.demand_lovlighetskontroll(json) is 'SakService.DemandLovlighetskontroll.';

create or replace function api.suspend_vedtak(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vedtak := core.finn_vedtak(core.krev_tekst(req, 'vedtak'));
begin
	perform core.krev_person();
	insert into core.utsatt_iverksetting (program_id, vedtak_id, utsatt, grunn, bestemt_av, dato)
	values (v.program_id, v.id, not coalesce((req ->> 'opphoer')::boolean, false), core.krev_tekst(req, 'grunn'), core.person(), core.i_dag());
	return query select json_build_object('vedtak', core.vedtak_svar(v));
end $$;
comment on function api.suspend_vedtak(json) is 'SakService.SuspendVedtak.';

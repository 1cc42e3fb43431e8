-- SakService: delegations. A delegation itself comes from a decision of row 12 (rules/18_delegasjon.sql).

create or replace function api.list_delegasjoner(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid;
begin
	perform core.krev_person();
	p := core.finn_program(core.krev_tekst(req, 'program'));
	perform core.krev_deltaker(p);
	return query select json_build_object('delegasjoner', coalesce(json_agg(core.delegasjon_svar(d) order by d.tid, d.id), '[]'))
		from core.delegasjon d where d.program_id = p;
end $$;
comment on function api.list_delegasjoner(json) is 'SakService.ListDelegasjoner.';

create or replace function api.empower_delegasjon(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d  core.delegasjon;
	ny core.delegasjon;
begin
	perform core.krev_person();
	d := core.finn_delegasjon(core.krev_tekst(req, 'delegasjon'));
	if req ->> 'beloep' is not null then
		perform core.krev_beloep(req);
	end if;
	ny := core.gi_videre(d, core.finn_organ(core.krev_tekst(req, 'til_organ')), core.person(), (req ->> 'beloep')::numeric, core.les_dato(req, 'gyldig_til'));
	return query select json_build_object('delegasjon', core.delegasjon_svar(ny));
end $$;
comment on function api.empower_delegasjon(json) is 'SakService.EmpowerDelegasjon.';

create or replace function api.withdraw_delegasjon(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d core.delegasjon;
begin
	perform core.krev_person();
	d := core.finn_delegasjon(core.krev_tekst(req, 'delegasjon'));
	perform core.trekk_delegasjon(d, core.person(), req ->> 'grunn');
	return query select json_build_object('delegasjon', core.delegasjon_svar(d));
end $$;
comment on function api.withdraw_delegasjon(json) is 'SakService.WithdrawDelegasjon.';

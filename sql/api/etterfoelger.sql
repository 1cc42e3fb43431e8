-- OrganService and ProgramService: succession. The rules are rules/19_etterfoelger.sql's.

create or replace function api.set_etterfoelger(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	perform core.krev_tekst(req, 'fra');
	insert into core.etterfoelger (organ_id, etterfoelger_id, fra, kilde, registrert_av)
	values (o.id, (core.finn_organ(core.krev_tekst(req, 'etterfoelger'))).id, core.les_dato(req, 'fra'), core.krev_tekst(req, 'kilde'), core.person());
	o := core.finn_organ(o.id::text);
	return query select json_build_object('organ', core.organ_svar(o));
end $$;
comment on function api.set_etterfoelger(json) is 'OrganService.SetEtterfoelger.';

create or replace function api.handover_organ(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	perform core.krev_overlevering(o.id, core.person());
	return query select json_strip_nulls(json_build_object('organ', core.organ_svar(o), 'varsel', core.overlevering_varsel(o.id),
		'plikter', (select coalesce(json_agg(json_build_object('slag', p.slag, 'program', p.program, 'objekt', p.objekt, 'tekst', p.tekst, 'frist', p.frist)
			order by p.slag, p.program, p.objekt, p.tekst), '[]') from core.plikter(o.id) p)));
end $$;
comment on function api.handover_organ(json) is 'OrganService.HandoverOrgan.';

create or replace function api.take_over_program(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid;
begin
	perform core.krev_person();
	p := core.finn_program(core.krev_tekst(req, 'program'));
	perform core.krev_tekst(req, 'fra');
	insert into core.program_fylke (program_id, organ_id, fra, grunnlag, registrert_av)
	values (p, (core.finn_organ(core.krev_tekst(req, 'fylke'))).id, core.les_dato(req, 'fra'), core.krev_tekst(req, 'grunnlag'), core.person());
	return query select json_build_object('program', core.program_svar(x)) from core.program x where x.id = p;
end $$;
comment on function api.take_over_program(json) is 'ProgramService.TakeOverProgram.';

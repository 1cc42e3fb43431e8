-- ProgramService but for OpenFase (sak side): programmes and the organs that serve them.

create or replace function api.create_program(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p    json := coalesce(req -> 'program', '{}');
	ny   core.program;
	f    core.organ;
	fase int := coalesce((p ->> 'fase')::int, 1);
begin
	perform core.krev_person();
	f := core.finn_organ(core.krev_tekst(req, 'fylke'));
	if f.art <> 'FK' then
		raise exception '% er ikke en fylkeskommune.', f.navn using errcode = 'RP003', constraint = 'ikke_en_fylkeskommune', column = 'fylke';
	end if;
	if not core.er_administrator(f.id) then
		raise exception 'Et program registreres av fylkeskommunens administrator.'
			using errcode = 'RP007', constraint = 'program_registreres_av_fylket',
				detail = json_build_object('tur', json_build_object('akt', 'registrerer program', 'funksjon', 'F', 'organer', json_build_array(f.navn)), 'kilde', 'S0');
	end if;
	if fase not between 1 and 2 then
		raise exception 'Et program registreres i fase 1, eller i fase 2 når statusen er gitt.' using errcode = 'RP003', constraint = 'ugyldig_fase', column = 'program.fase';
	end if;
	insert into core.program (kortnavn, navn, eiermodus, periode_fra, periode_til, fylke_id)
	values (core.krev_tekst(p, 'kortnavn'), core.krev_tekst(p, 'navn'), coalesce(p ->> 'eiermodus', 'A'),
		core.les_dato(p, 'periode_fra'), core.les_dato(p, 'periode_til'), f.id) returning * into ny;
	insert into core.fase (program_id, fase, aapnet, aapnet_av)
	select ny.id, n, core.i_dag(), core.person() from generate_series(1, fase) n;
	return query select json_build_object('program', core.program_svar(ny));
end $$;
comment on function api.create_program(json) is
	'ProgramService.CreateProgram. Registered in phase 2 when the status was granted before the programme came into this system.';

create or replace function api.attach_organ(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid;
	o core.organ;
	r core.program_organ;
begin
	perform core.krev_person();
	p := core.finn_program(core.krev_tekst(req, 'program'));
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	if not core.styrer_program(p) then
		raise exception 'Organer knyttes til programmet av fylkeskommunens administrator eller av eierens administrator eller sekretær.'
			using errcode = 'RP007', constraint = 'organer_knyttes_av_fylket_eller_eieren';
	end if;
	insert into core.program_organ (program_id, organ_id, funksjon, fra)
	values (p, o.id, core.krev_tekst(req, 'funksjon'), coalesce(core.les_dato(req, 'fra'), core.i_dag())) returning * into r;
	return query select json_build_object('organ', json_build_object('organ', o.kortnavn, 'organ_navn', o.navn,
		'funksjon', r.funksjon, 'fra', r.fra));
end $$;
comment on function api.attach_organ(json) is 'ProgramService.AttachOrgan.';

create or replace function api.list_programs(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n int := core.sidestoerrelse(req);
begin
	return query
	with side as (
		select p, p.kortnavn as navn from core.program p where p.kortnavn > coalesce(req ->> 'page_token', '') order by p.kortnavn limit n + 1
	)
	select core.side('programmer', n, array_agg(core.program_svar(s.p) order by s.navn), array_agg(s.navn order by s.navn)) from side s;
end $$;
comment on function api.list_programs(json) is 'ProgramService.ListPrograms. Public.';

create or replace function api.get_program(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	id_ uuid := core.finn_program(core.krev_tekst(req, 'program'));
	svar jsonb;
begin
	select jsonb_build_object('program', core.program_svar(p), 'faser', core.faser(p, core.i_dag())) into svar from core.program p where p.id = id_;
	if core.deltar(id_) then
		svar := svar || jsonb_build_object('varsler', core.varsler(id_),
			'tidslinje', (select core.tidslinje(p, core.i_dag()) from core.program p where p.id = id_),
			'organer', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('organ', o.kortnavn, 'organ_navn', o.navn,
					'funksjon', r.funksjon, 'fra', r.fra, 'til', r.til)) order by r.funksjon, o.kortnavn), '[]')
				from core.program_organ r join core.organ o on o.id = r.organ_id where r.program_id = id_),
			'samarbeidsavtaler', (select coalesce(jsonb_agg(core.samarbeidsavtale_svar(a) order by a.vedtatt, a.tid), '[]')
				from core.samarbeidsavtale a where a.program_id = id_),
			'regler', (select coalesce(jsonb_agg(core.programregel_svar(r) order by r.gyldig_fra, r.noekkel, r.tid), '[]') from core.programregel r where r.program_id = id_),
			'neste_fase', (select coalesce(jsonb_agg(jsonb_build_object('krav', k.krav, 'oppfylt', k.oppfylt, 'tekst', k.tekst,
					'kilde', k.kilde)), '[]') from core.fasekrav(id_) k));
	end if;
	return query select svar::json;
end $$;
comment on function api.get_program(json) is 'ProgramService.GetProgram. Public; organs and phase gate only for those who serve it.';

create or replace function api.register_samarbeidsavtale(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p  uuid;
	ny core.samarbeidsavtale;
begin
	perform core.krev_person();
	p := core.finn_program(core.krev_tekst(req, 'program'));
	perform core.krev_deltaker(p);
	perform core.krev_tekst(req, 'vedtatt');
	insert into core.samarbeidsavtale (program_id, organ_id, vedtatt, saksnummer, fra, til, beslutninger, registrert_av)
	values (p, (core.finn_organ(core.krev_tekst(req, 'organ'))).id, core.les_dato(req, 'vedtatt'), core.krev_tekst(req, 'saksnummer'),
		coalesce(core.les_dato(req, 'fra'), core.les_dato(req, 'vedtatt')), core.les_dato(req, 'til'),
		nullif(array(select x::int from json_array_elements_text(req -> 'beslutninger') x), '{}'), core.person()) returning * into ny;
	return query select json_build_object('samarbeidsavtale', core.samarbeidsavtale_svar(ny));
end $$;
comment on function api.register_samarbeidsavtale(json) is 'ProgramService.RegisterSamarbeidsavtale.';

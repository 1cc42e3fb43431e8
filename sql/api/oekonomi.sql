-- OekonomiService: the money of a programme, and the frames of the fylker.

create or replace function api.get_oekonomi(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p   uuid := core.eget_program(req);
	dag date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
	ar  int := (req ->> 'aar')::int;
begin
	return query select (jsonb_build_object('program', (select g.kortnavn from core.program g where g.id = p), 'dato', dag, 'aar', core.aarslinjer(p, dag, ar),
		'finansiering', core.finansieringslinjer(p, dag, ar), 'budsjett', core.budsjettlinjer(p, dag, ar), 'tilsagn', core.tilsagnslinjer(dag, p)) || core.forvalter(p, dag))::json;
end $$;
comment on function api.get_oekonomi(json) is 'OekonomiService.GetOekonomi.';

create or replace function api.list_posteringer(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.eget_program(req);
	dag   date := core.les_dato(req, 'dato');
begin
	return query
	with side as (
		select x from core.postering x where x.program_id = p and x.nr > etter and (req ->> 'konto' is null or x.konto = req ->> 'konto')
			and (req ->> 'aar' is null or x.aar = (req ->> 'aar')::int) and (dag is null or x.dato <= dag) order by x.nr limit n + 1
	)
	select core.side('posteringer', n, array_agg(core.postering_svar(side.x) order by (side.x).nr), array_agg((side.x).nr::text order by (side.x).nr)) from side;
end $$;
comment on function api.list_posteringer(json) is 'OekonomiService.ListPosteringer.';

create or replace function api.get_prognose(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid := core.eget_program(req);
begin
	return query select core.prognose(p, coalesce(core.les_dato(req, 'dato'), core.i_dag()))::json;
end $$;
comment on function api.get_prognose(json) is 'OekonomiService.GetPrognose.';

create or replace function api.register_postering(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'register_postering');
begin
	if svar is null then
		svar := core.husk(req, 'register_postering', json_build_object('postering', core.postering_svar(core.registrer_postering(core.eget_program(req), req))));
	end if;
	return query select svar;
end $$;
comment on function api.register_postering(json) is 'OekonomiService.RegisterPostering.';

create or replace function api.correct_postering(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid := core.eget_program(req);
begin
	perform core.krev_foerer(p, 'mottatt'), core.krev_tekst(req, 'nr');
	return query select json_build_object('postering', core.postering_svar(core.rett_postering(p, (req ->> 'nr')::int, core.krev_tekst(req, 'grunn'))));
end $$;
comment on function api.correct_postering(json) is 'OekonomiService.CorrectPostering.';

create or replace function api.register_timer(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'register_timer');
	t    core.timefoering;
begin
	if svar is null then
		t := core.registrer_timer(core.eget_program(req), req);
		svar := core.husk(req, 'register_timer', json_build_object('nr', t.nr, 'timepris', core.kr(t.timepris),
			'postering', (select core.postering_svar(p) from core.postering p where p.program_id = t.program_id and p.nr = t.postering)));
	end if;
	return query select json_strip_nulls(svar);
end $$;
comment on function api.register_timer(json) is 'OekonomiService.RegisterTimer.';

create or replace function api.set_finansioerer(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid := core.eget_program(req);
begin
	perform core.sett_finansioerer(p, req);
	return query select json_build_object('finansioerer', core.finansioer_svar(p, core.les_dato(req, 'gyldig_fra')));
end $$;
comment on function api.set_finansioerer(json) is 'OekonomiService.SetFinansioerer.';

create or replace function api.set_fylkesramme(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o   core.organ;
	ar  int;
begin
	perform core.krev_person();
	if not core.setter_rammer() then
		raise exception 'Rammene settes av departementet.' using errcode = 'RP007', constraint = 'rammer_settes_av_departementet',
			detail = json_build_object('kilde', 'håndboka, del 7; rad 23', 'tur', json_build_object('akt', 'setter rammer', 'organer', (select coalesce(json_agg(k.navn), '[]') from core.organ k where k.art = 'KDD')));
	end if;
	o := core.finn_organ(core.krev_tekst(req, 'fylke'));
	perform core.krev_tekst(req, 'aar'), core.krev_tekst(req, 'kilde');
	ar := (req ->> 'aar')::int;
	insert into core.fylkesramme (organ_id, nr, aar, slag, beloep, dato, kilde, person_id)
	values (o.id, 0, ar, coalesce(req ->> 'slag', 'ramme'), core.krev_beloep_med_fortegn(req, 'beloep'), coalesce(core.les_dato(req, 'dato'), core.i_dag()), req ->> 'kilde', core.person());
	return query select json_build_object('ramme', core.fylkesramme_svar(o.id, ar, core.i_dag()));
end $$;
comment on function api.set_fylkesramme(json) is 'OekonomiService.SetFylkesramme.';

create or replace function api.get_fylkesrammer(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o   core.organ;
	dag date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'fylke'));
	if not core.ser_ramme(o.id) then
		raise exception 'Et fylkes rammer vises for fylket selv og for departementet.' using errcode = 'RP007', constraint = 'rammer_er_for_fylket_og_departementet',
			detail = json_build_object('kilde', 'håndboka, del 7');
	end if;
	return query select json_build_object('rammer', (select coalesce(json_agg(core.fylkesramme_svar(o.id, a.aar, dag) order by a.aar), '[]') from core.rammeaar(o.id, dag) a (aar)),
		'tilsagn', core.tilsagnslinjer(dag, null, o.id));
end $$;
comment on function api.get_fylkesrammer(json) is 'OekonomiService.GetFylkesrammer.';

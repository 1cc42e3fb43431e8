-- StoetteService: de minimis aid.

create or replace function api.check_stoetterom(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p   uuid := core.eget_program(req);
	f   uuid;
	dag date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
	rom numeric;
	r   core.stoetteregime;
	k   core.valutakurs;
begin
	perform core.krev_stoettefoerer(p) where req ->> 'personnr' is not null;
	f := core.finn_foretak(req ->> 'orgnr', req ->> 'personnr');
	r := core.krev_stoettehjemmel(dag);
	k := core.krev_valutakurs(dag);
	rom := case when f is null then r.tak_eur else core.stoetterom(f, dag) end;
	return query select json_build_object('rom_eur', round(rom, 2)::text, 'rom_nok', trunc(rom * k.nok_per_eur, 2)::text, 'dato', dag, 'kurs', trim_scale(k.nok_per_eur)::text,
		'kurs_dato', k.dato, 'regime', core.stoetteregime_svar(r));
end $$;
comment on function api.check_stoetterom(json) is 'StoetteService.CheckStoetterom.';

create or replace function api.register_foretakskontroll(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('kontroll', core.foretakskontroll_svar(core.ny_foretakskontroll(core.finn_program(core.krev_tekst(req, 'program')), coalesce(req -> 'kontroll', '{}'))));
end $$;
comment on function api.register_foretakskontroll(json) is 'StoetteService.RegisterForetakskontroll.';

create or replace function api.correct_foretakskontroll(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('kontroll', core.foretakskontroll_svar(core.rett_foretakskontroll(core.finn_foretakskontroll(core.krev_tekst(req, 'kontroll')), req)));
end $$;
comment on function api.correct_foretakskontroll(json) is 'StoetteService.CorrectForetakskontroll.';

create or replace function api.list_foretakskontroller(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.eget_program(req);
	f     uuid;
begin
	f := case when req ->> 'orgnr' is not null then core.finn_foretak(req ->> 'orgnr', null) end;
	return query
	with alle as (
		select k, row_number() over (order by k.tid, k.id)::int as nr from core.foretakskontroll k
		where k.program_id = p and (req ->> 'orgnr' is null or f in (k.fra_foretak, k.til_foretak))
	), side as (
		select * from alle a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('kontroller', n, array_agg(core.foretakskontroll_svar(side.k) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_foretakskontroller(json) is 'StoetteService.ListForetakskontroller.';

create or replace function api.declare_stoette(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p    uuid;
	s    json := coalesce(req -> 'stoette', '{}');
	w    core.vedlegg;
	svar json := core.gjentatt(req, 'declare_stoette');
begin
	if svar is null then
		p := core.finn_program(core.krev_tekst(req, 'program'));
		perform core.krev_stoettefoerer(p);
		if s ->> 'vedlegg' is not null then
			w := core.finn_vedlegg(s ->> 'vedlegg');
			if w.program_id <> p then
				w := core.finn_vedlegg('');
			end if;
		end if;
		svar := core.husk(req, 'declare_stoette', json_build_object('stoette', core.stoette_svar(core.erklaer_stoette(p, s, w))));
	end if;
	return query select svar;
end $$;
comment on function api.declare_stoette(json) is 'StoetteService.DeclareStoette.';

create or replace function api.correct_stoette(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.stoette;
begin
	perform core.krev_person();
	s := core.finn_stoette(core.krev_tekst(req, 'stoette'));
	perform core.krev_stoettefoerer(s.program_id);
	return query select json_build_object('stoette', core.stoette_svar(core.rett_erklaert_stoette(s, core.les_stoettebeloep(req, true), core.krev_tekst(req, 'grunn'))));
end $$;
comment on function api.correct_stoette(json) is 'StoetteService.CorrectStoette.';

create or replace function api.list_stoette(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.eget_program(req);
	f     uuid;
begin
	f := case when req ->> 'orgnr' is not null then core.finn_foretak(req ->> 'orgnr', null) end;
	return query
	with side as (
		select s, s.nr from core.stoette s where s.program_id = p and s.nr > etter and (req ->> 'orgnr' is null or s.foretak_id = f)
			and (not coalesce((req ->> 'venter')::boolean, false) or core.venter_paa_registrering(s)) order by s.nr limit n + 1
	)
	select core.side('stoetter', n, array_agg(core.stoette_svar(side.s) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_stoette(json) is 'StoetteService.ListStoette.';

create or replace function api.export_stoette(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	return query
	with side as (
		select s, s.nr from core.i_registeret(p, core.les_dato(req, 'fra'), core.les_dato(req, 'til')) s where s.nr > etter order by s.nr limit n + 1
	)
	select core.side('rader', n, array_agg(core.registerrad(side.s) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.export_stoette(json) is 'StoetteService.ExportStoette. Public.';

create or replace function api.register_stoettekvittering(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.stoette;
begin
	perform core.krev_person();
	s := core.finn_stoette(core.krev_tekst(req, 'stoette'));
	perform core.krev_stoettefoerer(s.program_id);
	perform core.kvitter_stoette(s, core.krev_dag(req, 'dato'), core.krev_tekst(req, 'referanse'));
	return query select json_build_object('stoette', core.stoette_svar(s));
end $$;
comment on function api.register_stoettekvittering(json) is 'StoetteService.RegisterStoettekvittering.';

create or replace function api.list_stoetteregimer(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
begin
	perform core.krev_person();
	return query
	with side as (
		select * from (select r, row_number() over (order by r.gyldig_fra)::int as nr from core.stoetteregime r) a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('regimer', n, array_agg(core.stoetteregime_svar(side.r) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_stoetteregimer(json) is 'StoetteService.ListStoetteregimer.';

create or replace function api.add_stoetteregime(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('regime', core.stoetteregime_svar(core.nytt_stoetteregime(coalesce(req -> 'regime', '{}'))));
end $$;
comment on function api.add_stoetteregime(json) is 'StoetteService.AddStoetteregime.';

create or replace function api.list_valutakurser(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	fra   date := coalesce(core.les_dato(req, 'fra'), '-infinity');
	til   date := coalesce(core.les_dato(req, 'til'), 'infinity');
begin
	perform core.krev_person();
	return query
	with side as (
		select * from (select distinct on (k.dato) k.dato, k.nok_per_eur, dense_rank() over (order by k.dato)::int as nr from core.valutakurs k where k.dato between fra and til
			order by k.dato, k.nr desc) a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('kurser', n, array_agg(json_build_object('dato', side.dato, 'nok_per_eur', trim_scale(side.nok_per_eur)::text) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_valutakurser(json) is 'StoetteService.ListValutakurser.';

create or replace function api.import_valutakurser(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select core.importer_kurser(core.krev_tekst(req, 'csv'), coalesce((req ->> 'rett')::boolean, false), coalesce((req ->> 'proev')::boolean, false));
end $$;
comment on function api.import_valutakurser(json) is 'StoetteService.ImportValutakurser.';

-- TildelingService: projects, awards, payments and letters.

create or replace function api.list_prosjekter(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.eget_program(req);
begin
	return query
	with side as (
		select x, x.nr from core.prosjekt x where x.program_id = p and x.nr > etter and x.bruk = coalesce(req ->> 'bruk', x.bruk)
			and (req ->> 'tilstand' is null or core.prosjekt_tilstand(x, core.i_dag()) = req ->> 'tilstand') order by x.nr limit n + 1
	)
	select core.side('prosjekter', n, array_agg(core.prosjekt_svar(side.x, false) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_prosjekter(json) is 'TildelingService.ListProsjekter.';

create or replace function api.get_prosjekt(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('prosjekt', core.prosjekt_svar(core.finn_prosjekt(core.krev_tekst(req, 'prosjekt')), true));
end $$;
comment on function api.get_prosjekt(json) is 'TildelingService.GetProsjekt.';

create or replace function api.list_tildelinger(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	return query
	with side as (
		select t, t.nr from core.offentlige_tildelinger(p, (req ->> 'aar')::int, etter, n + 1) t
	)
	select core.side('tildelinger', n, array_agg(core.tildeling_offentlig(side.t) order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_tildelinger(json) is 'TildelingService.ListTildelinger. Public.';

create or replace function api.get_tildeling(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('tildeling', core.tildeling_svar(core.finn_tildeling(core.krev_tekst(req, 'tildeling')), true));
end $$;
comment on function api.get_tildeling(json) is 'TildelingService.GetTildeling.';

create or replace function api.get_brev(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	perform core.krev_person();
	if req ->> 'utbetaling' is not null then
		return query select json_build_object('brev', core.utbetalingsbrev(core.finn_utbetaling(req ->> 'utbetaling')));
	else
		s := core.finn_sak(core.krev_tekst(req, 'sak'));
		perform core.krev_deltaker(s.program_id);
		return query select json_build_object('brev', core.vedtaksbrev(s));
	end if;
end $$;
comment on function api.get_brev(json) is 'TildelingService.GetBrev.';

create or replace function api.register_underretning(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	perform core.krev_person();
	s := core.finn_sak(core.krev_tekst(req, 'sak'));
	perform core.krev_deltaker(s.program_id), core.krev_skriver(s.program_id);
	insert into core.underretning (program_id, sak_id, nr, slag, dato, person_id)
	values (s.program_id, s.id, 0, coalesce(req ->> 'slag', 'mottatt'), coalesce(core.les_dato(req, 'dato'), core.i_dag()), core.person());
	return query select json_strip_nulls(json_build_object('klagefrist', core.klagefrist(s)));
end $$;
comment on function api.register_underretning(json) is 'TildelingService.RegisterUnderretning.';

create or replace function api.request_utbetaling(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t    core.tildeling;
	u    core.utbetaling;
	svar json;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'request_utbetaling');
	if svar is null then
		t := core.finn_tildeling(core.krev_tekst(req, 'tildeling'));
		perform core.krev_skriver(t.program_id), core.krev_beloep(req), core.krev_kostnader(req -> 'kostnader');
		insert into core.utbetaling (program_id, nr, tildeling_id, beloep, kostnad, kostnader, tekst, vedlegg_id, dato, person_id)
		values (t.program_id, 0, t.id, (req ->> 'beloep')::numeric, core.rapportert_kostnad(req), coalesce((req -> 'kostnader')::jsonb, '[]'), req ->> 'tekst',
			core.vedlegg_i(t.program_id, req ->> 'vedlegg'), core.i_dag(), core.person()) returning * into u;
		svar := core.husk(req, 'request_utbetaling', json_build_object('utbetaling', core.utbetaling_svaret(u)));
	end if;
	return query select svar;
end $$;
comment on function api.request_utbetaling(json) is 'TildelingService.RequestUtbetaling.';

create or replace function api.approve_utbetaling(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	u core.utbetaling;
begin
	perform core.krev_person();
	u := core.finn_utbetaling(core.krev_tekst(req, 'utbetaling'));
	perform core.krev_skriver(u.program_id);
	insert into core.utbetaling_svar (program_id, utbetaling_id, utfall, grunn, dato, person_id)
	values (u.program_id, u.id, coalesce(req ->> 'utfall', 'ja'), req ->> 'grunn', core.i_dag(), core.person());
	return query select json_build_object('utbetaling', core.utbetaling_svaret(u));
end $$;
comment on function api.approve_utbetaling(json) is 'TildelingService.ApproveUtbetaling.';

create or replace function api.list_utbetalinger(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid;
	t     uuid;
begin
	perform core.krev_person();
	if req ->> 'tildeling' is not null then
		select x.program_id, x.id into p, t from core.finn_tildeling(req ->> 'tildeling') x;
	else
		p := core.finn_program(core.krev_tekst(req, 'program'));
	end if;
	perform core.krev_deltaker(p);
	return query
	with side as (
		select core.utbetaling_svaret(u) as u, u.nr from core.utbetaling u where u.program_id = p and u.nr > etter and (t is null or u.tildeling_id = t)
			and (req ->> 'tilstand' is null or core.utbetaling_svaret(u) ->> 'tilstand' = req ->> 'tilstand') order by u.nr limit n + 1
	)
	select core.side('utbetalinger', n, array_agg(side.u order by side.nr), array_agg(side.nr::text order by side.nr)) from side;
end $$;
comment on function api.list_utbetalinger(json) is 'TildelingService.ListUtbetalinger.';

create or replace function api.register_rapport(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	if core.krev_tekst(req, 'slag') not in ('sluttrapport', 'resultatskjema', 'regnskap', 'paabegynt') then
		raise exception 'Det som registreres, er sluttrapport, resultatskjema, regnskap eller paabegynt.' using errcode = 'RP003', constraint = 'tildelingshendelsen_er_kjent', column = 'slag';
	end if;
	return query select core.ny_tildeling_hendelse(req, req ->> 'slag', req ->> 'tekst');
end $$;
comment on function api.register_rapport(json) is 'TildelingService.RegisterRapport.';

create or replace function api.withdraw_tildeling(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select core.ny_tildeling_hendelse(json_build_object('tildeling', req -> 'tildeling', 'beloep', '0'), 'trukket', req ->> 'grunn');
end $$;
comment on function api.withdraw_tildeling(json) is 'TildelingService.WithdrawTildeling.';

create or replace function api.demand_tilbakebetaling(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person(), core.krev_beloep(req);
	return query select core.ny_tildeling_hendelse(req, 'krevd_tilbake', req ->> 'grunn');
end $$;
comment on function api.demand_tilbakebetaling(json) is 'TildelingService.DemandTilbakebetaling.';

create or replace function api.register_tilbakebetaling(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person(), core.krev_beloep(req);
	return query select core.ny_tildeling_hendelse(req, 'tilbakebetalt', null);
end $$;
comment on function api.register_tilbakebetaling(json) is 'TildelingService.RegisterTilbakebetaling.';

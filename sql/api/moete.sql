-- MoeteService: meetings. These find what the caller means; the triggers of rules/ decide whether it may be done.

create or replace function api.call_moete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json;
	o    core.organ;
	id   uuid := gen_random_uuid();
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'call_moete');
	if svar is null then
		o := core.finn_organ(core.krev_tekst(req, 'organ'));
		perform core.krev_tekst(req, 'dato');
		insert into core.moeteinnkalling (moete_id, nr, organ_id, dato, klokkeslett, varighet, sted, maate, melding, kalt, kalt_av)
		values (id, 0, o.id, core.les_dato(req, 'dato'), core.les_klokkeslett(core.krev_tekst(req, 'klokkeslett')), (req ->> 'varighet_minutter')::int,
			req ->> 'sted', coalesce(req ->> 'maate', 'fysisk'), req ->> 'melding', core.i_dag(), core.person());
		perform core.sett_saksliste(id, 1, req);
		svar := core.husk(req, 'call_moete', json_build_object('moete', core.moete_svar(core.finn_moete(id::text))));
	end if;
	return query select svar;
end $$;
comment on function api.call_moete(json) is 'MoeteService.CallMoete.';

create or replace function api.change_moete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	n int;
begin
	perform core.krev_person();
	perform core.laas_moete(m.id);
	n := (core.nyeste_innkalling(m.id)).nr;
	if core.krev_tekst(req, 'innkalling')::int <> n then
		raise exception 'Innkallingen er endret siden du leste den.' using errcode = 'RP010', constraint = 'innkallingen_er_endret', detail = json_build_object('innkalling', n);
	end if;
	insert into core.moeteinnkalling (moete_id, nr, organ_id, dato, klokkeslett, varighet, sted, maate, melding, avlyst, kalt, kalt_av)
	values (m.id, n + 1, m.organ_id, coalesce(core.les_dato(req, 'dato'), m.dato), coalesce(core.les_klokkeslett(req ->> 'klokkeslett'), m.klokkeslett),
		coalesce((req ->> 'varighet_minutter')::int, m.varighet), coalesce(req ->> 'sted', m.sted), coalesce(req ->> 'maate', m.maate),
		coalesce(req ->> 'melding', m.melding), coalesce((req ->> 'avlys')::boolean, false), core.i_dag(), core.person());
	if coalesce(json_array_length(req -> 'saker'), 0) > 0 then
		perform core.sett_saksliste(m.id, n + 1, req);
	else
		insert into core.saksliste (program_id, moete_id, innkalling, sak_id, nr, hjemmel)
		select l.program_id, m.id, n + 1, l.sak_id, l.nr, l.hjemmel from core.sakslisten(m) l;
	end if;
	return query select json_build_object('moete', core.moete_svar(core.finn_moete(m.id::text)));
end $$;
comment on function api.change_moete(json) is 'MoeteService.ChangeMoete.';

create or replace function api.get_moete(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('moete', core.moete_svar(core.finn_moete(core.krev_tekst(req, 'moete'))));
end $$;
comment on function api.get_moete(json) is 'MoeteService.GetMoete. Public for folkevalgte organer.';

create or replace function api.list_moeter(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	organ uuid := case when req ->> 'organ' is not null then (core.finn_organ(req ->> 'organ')).id end;
	p     uuid := case when organ is null then core.finn_program(core.krev_tekst(req, 'program')) end;
begin
	return query
	with alle as (
		select x as moete, row_number() over ()::int as nr from core.moeter_for(organ, p) x
	), side as (
		select * from alle a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('moeter', n, array_agg(core.moete_svar(x.moete, false) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_moeter(json) is 'MoeteService.ListMoeter. Public for folkevalgte organer.';

create or replace function api.demand_moete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
	s core.sak;
	n int;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	if req ->> 'sak' is not null then
		s := core.finn_sak(req ->> 'sak');
	end if;
	insert into core.moetekrav (organ_id, person_id, program_id, sak_id, begrunnelse, dato)
	values (o.id, core.person(), s.program_id, s.id, req ->> 'begrunnelse', core.i_dag());
	n := core.krav_om(o.id, s.program_id, s.id); -- on its own: in one statement the answer would not see the demand
	return query select json_build_object('krav', n, 'kreves', core.krav_kreves(o, core.i_dag()), 'oppfylt', n >= core.krav_kreves(o, core.i_dag()));
end $$;
comment on function api.demand_moete(json) is 'MoeteService.DemandMoete.';

create or replace function api.set_fjernmoete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	insert into core.fjernmoete (organ_id, tillatt, fra, saksnummer, registrert_av)
	values (o.id, not coalesce((req ->> 'opphoer')::boolean, false), coalesce(core.les_dato(req, 'fra'), core.i_dag()), core.krev_tekst(req, 'saksnummer'), core.person());
	return query select json_build_object('tillatt', not coalesce((req ->> 'opphoer')::boolean, false));
end $$;
comment on function api.set_fjernmoete(json) is 'MoeteService.SetFjernmoete.';

create or replace function api.open_moete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o   core.organ;
	s   core.sak;
	ref text;
	m   uuid;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	if coalesce(json_array_length(req -> 'saker'), 0) > 200 then
		perform core.ugyldig_saksliste();
	end if;
	m := case when coalesce(json_array_length(req -> 'saker'), 0) = 0 then core.innkalt_i_dag(o) else gen_random_uuid() end;
	insert into core.moete (id, organ_id, dato, sted, leder_id, aapnet_av)
	values (m, o.id, core.i_dag(), req ->> 'sted', case when req ->> 'moeteleder' is null then core.moeteleder(o, core.person(), core.i_dag())
		else (core.finn_person(req ->> 'moeteleder')).id end, core.person());
	for ref in select * from json_array_elements_text(req -> 'saker') loop
		s := core.finn_sak(ref);
		insert into core.moete_sak (moete_id, program_id, sak_id) values (m, s.program_id, s.id);
	end loop;
	return query select json_build_object('moete', m, 'dato', core.i_dag(), 'innkalt', core.innkallinger(o.id, core.i_dag()),
		'meldinger', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('sak', core.sak_navn(x.program_id, x.nr), 'tittel', x.tittel,
			'beloep', x.forslag ->> 'beloep'))), '[]') from core.meldt_til(o.id, core.i_dag()) x));
end $$;
comment on function api.open_moete(json) is 'MoeteService.OpenMoete.';

create or replace function api.register_oppmoete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m    core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	hvem uuid := core.krev_person();
begin
	perform core.laas_moete(m.id);
	perform core.krev_aapent_moete(core.aapnet_moete(m.id));
	if coalesce(json_array_length(req -> 'brukernavn'), 0) > 1000 then
		raise exception 'Høyst 1000 personer føres om gangen.' using errcode = 'RP003', constraint = 'for_mange_personer', column = 'brukernavn';
	end if;
	insert into core.oppmoete (moete_id, person_id, rolle, til_stede, klokkeslett, foert_av)
	select m.id, p, '', not coalesce((req ->> 'borte')::boolean, false), core.les_klokkeslett(req ->> 'klokkeslett'), hvem
	from (select (core.finn_person(x)).id as p from json_array_elements_text(req -> 'brukernavn') x
		union all select hvem where coalesce(json_array_length(req -> 'brukernavn'), 0) = 0) y;
	return query select json_build_object('moete', core.moete_svar(core.finn_moete(m.id::text)));
end $$;
comment on function api.register_oppmoete(json) is 'MoeteService.RegisterOppmoete.';

create or replace function api.lead_moete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	s core.sak;
begin
	perform core.krev_person();
	if req ->> 'sak' is not null then
		s := core.laas_sak(core.finn_sak(req ->> 'sak'));
	end if;
	perform core.laas_moete(m.id);
	perform core.krev_aapent_moete(core.aapnet_moete(m.id));
	insert into core.moete_ledelse (moete_id, program_id, sak_id, leder_id, satt_av, sted)
	values (m.id, s.program_id, s.id, (core.finn_person(core.krev_tekst(req, 'moeteleder'))).id, core.person(), req ->> 'sted');
	return query select json_build_object('moete', core.moete_svar(core.finn_moete(m.id::text)));
end $$;
comment on function api.lead_moete(json) is 'MoeteService.LeadMoete.';

create or replace function api.add_sak(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	s core.sak;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	perform core.laas_moete(m.id);
	perform core.krev_aapent_moete(core.aapnet_moete(m.id));
	insert into core.moete_sak (moete_id, program_id, sak_id, hjemmel, utenfor, varslet, lagt_til_av)
	values (m.id, s.program_id, s.id, req ->> 'hjemmel', true, coalesce((req ->> 'kommunedirektoer_varslet')::boolean, false), core.person());
	return query select json_build_object('moete', core.moete_svar(core.finn_moete(m.id::text)));
end $$;
comment on function api.add_sak(json) is 'MoeteService.AddSak.';

create or replace function api.object_sak(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	s core.sak;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	perform core.krev_aapent_moete(core.aapnet_moete(m.id));
	insert into core.innvending (program_id, moete_id, sak_id, person_id) values (s.program_id, m.id, s.id, core.person());
	return query select json_build_object('moete', core.moete_svar(core.finn_moete(m.id::text)));
end $$;
comment on function api.object_sak(json) is 'MoeteService.ObjectSak.';

create or replace function api.close_moete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
begin
	perform core.krev_person();
	perform core.laas_moete(m.id);
	perform core.krev_aapent_moete(core.aapnet_moete(m.id));
	insert into core.moete_slutt (moete_id, avsluttet_av, sted) values (m.id, core.person(), req ->> 'sted');
	return query select json_build_object('moete', core.moete_svar(core.finn_moete(m.id::text)));
end $$;
comment on function api.close_moete(json) is 'MoeteService.CloseMoete.';

create or replace function api.enter_merknad(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	s core.sak;
begin
	perform core.krev_person();
	s := core.finn_sak(core.krev_tekst(req, 'sak'));
	perform core.krev_aapnet(m);
	insert into core.merknad (program_id, moete_id, sak_id, person_id, tekst) values (s.program_id, m.id, s.id, core.person(), core.krev_tekst(req, 'tekst'));
	return query select json_build_object('merknad', json_build_object('brukernavn', (select p.brukernavn from core.person p where p.id = core.person()), 'tekst', req ->> 'tekst'));
end $$;
comment on function api.enter_merknad(json) is 'MoeteService.EnterMerknad.';

create or replace function api.get_protokoll(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select json_build_object('protokoll', core.protokoll_svar(core.finn_moete(core.krev_tekst(req, 'moete'))));
end $$;
comment on function api.get_protokoll(json) is 'MoeteService.GetProtokoll. Public for folkevalgte organer once signed.';

create or replace function api.sign_protokoll(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
begin
	perform core.krev_person();
	if core.krev_tekst(req, 'hash') !~ '^[0-9a-f]{64}$' then
		raise exception 'Hashen er 64 heksadesimale siffer.' using errcode = 'RP003', constraint = 'ugyldig_hash', column = 'hash';
	end if;
	perform core.krev_aapnet(m);
	insert into core.protokoll_signatur (moete_id, person_id, rolle, hash) values (m.id, core.person(), '', decode(req ->> 'hash', 'hex'));
	return query select json_build_object('protokoll', core.protokoll_svar(core.finn_moete(m.id::text)));
end $$;
comment on function api.sign_protokoll(json) is 'MoeteService.SignProtokoll.';

create or replace function api.propose_forslag(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	s core.sak;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	perform core.krev_aapnet(m);
	insert into core.motforslag (program_id, moete_id, sak_id, nr, slag, tekst, forslag, versjon, fremsatt_av)
	values (s.program_id, m.id, s.id, 0, core.krev_tekst(req, 'slag'), core.krev_tekst(req, 'tekst'),
		case when req ->> 'slag' = 'liste' then jsonb_build_object('verv', core.kandidater_som_verv(s, core.krev_tekst(req, 'kandidater')))
			else nullif((req -> 'forslag')::jsonb - '{plan,versjon,hash}'::text[], '{}') end, (req #>> '{forslag,versjon}')::int, core.person());
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.propose_forslag(json) is 'MoeteService.ProposeForslag.';

create or replace function api.vote_forslag(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	s core.sak;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	insert into core.motforslag_stemme (program_id, motforslag_id, verv_id, person_id, stemme)
	values (s.program_id, (core.finn_motforslag(s, m.id, core.krev_tekst(req, 'nummer')::int)).id, gen_random_uuid(), core.person(), core.krev_tekst(req, 'stemme'));
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.vote_forslag(json) is 'MoeteService.VoteForslag.';

create or replace function api.decide_forslag(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	f core.motforslag;
	s core.sak;
	g record;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	f := core.finn_motforslag(s, m.id, core.krev_tekst(req, 'nummer')::int);
	insert into core.motforslag_utfall (program_id, motforslag_id, vedtatt, ja, nei, lukket_av) values (f.program_id, f.id, false, 0, 0, core.person());
	if f.slag in ('utsettelse', 'tilbakesending') and core.er_vedtatt(f) then
		g := core.mitt_steg(s, array['innstiller', 'vedtar', 'godkjenner', 'instruerer']);
		s := core.ny_handling(s, g.regel_id, g.organ_id, case f.slag when 'utsettelse' then 'utsatt' else 'tilbakesendt' end, f.tekst, m.id, null);
	end if;
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.decide_forslag(json) is 'MoeteService.DecideForslag.';

create or replace function api.amend_plan(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet := core.finn_moete(core.krev_tekst(req, 'moete'));
	s core.sak;
	v core.plan_versjon;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	v := core.frys_endring(s, m, core.krev_tekst(req, 'etag'), core.person());
	return query select json_build_object('plan', core.plan_navn(s.program_id, s.plan_id), 'versjon', v.nr, 'hash', encode(v.hash, 'hex'));
end $$;
comment on function api.amend_plan(json) is 'MoeteService.AmendPlan.';

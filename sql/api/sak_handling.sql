-- SakService: acting in a case. These find what the caller means; core.handling's trigger and its like decide whether it
-- may be done.

create or replace function api.perform_act(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json;
	s    core.sak;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'perform_act');
	if svar is null then
		s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
		s := core.utfoer(s, core.krev_tekst(req, 'akt'), coalesce(req ->> 'utfall', 'ja'), req ->> 'tekst');
		svar := core.husk(req, 'perform_act', json_build_object('sak', core.sak_svar(s)));
	end if;
	return query select svar;
end $$;
comment on function api.perform_act(json) is 'SakService.PerformAct.';

create or replace function api.mark_hastesak(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	perform core.krev_person();
	s := core.finn_sak(core.krev_tekst(req, 'sak'));
	perform core.krev_deltaker(s.program_id);
	s := core.laas_sak(s);
	perform core.merk_hastesak(s, core.krev_tekst(req, 'grunn'), core.person());
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.mark_hastesak(json) is 'SakService.MarkHastesak.';

create or replace function api.cast_vote(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s       core.sak;
	m       core.moete;
	stemme_ text;
	valgt   uuid;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	stemme_ := core.krev_tekst(req, 'stemme');
	m := core.mitt_moete(s);
	if req ->> 'forslag' is not null then
		valgt := (core.finn_motforslag(s, m.id, (req ->> 'forslag')::int)).id;
	end if;
	update core.stemme x set stemme = stemme_, motforslag_id = valgt
	where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id and x.person_id = core.person();
	if not found then
		insert into core.stemme (program_id, sak_id, moete_id, verv_id, person_id, stemme, motforslag_id)
		values (s.program_id, s.id, m.id, core.stemmesete_i_sak(s, m.organ_id, core.person(), m.dato), core.person(), stemme_, valgt);
	end if;
	select x.stemme into stemme_ from core.stemme x where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id and x.person_id = core.person();
	return query select json_build_object('stemme', json_build_object(
		'brukernavn', (select p.brukernavn from core.person p where p.id = core.person()),
		'organ', (select o.kortnavn from core.organ o where o.id = m.organ_id), 'stemme', stemme_));
end $$;
comment on function api.cast_vote(json) is 'SakService.CastVote.';

create or replace function api.decide_sak(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json;
	s    core.sak;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'decide_sak');
	if svar is null then
		s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
		s := core.avgjoer(s, req ->> 'utfall', req ->> 'tekst', nullif((req -> 'vilkaar')::jsonb, '[]'));
		svar := core.husk(req, 'decide_sak', json_build_object('sak', core.sak_svar(s)));
	end if;
	return query select svar;
end $$;
comment on function api.decide_sak(json) is 'SakService.DecideSak.';

create or replace function api.record_result(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json;
	s    core.sak;
	r    json := coalesce(req -> 'resultat', '{}');
	o    core.organ;
	m    core.moetet;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'record_result');
	if svar is null then
		s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
		if r ->> 'moete' is not null then
			m := core.finn_moete(r ->> 'moete');
			perform core.krev_aapnet(m);
			r := core.resultat_av_moete(r, m);
		end if;
		o := case when r ->> 'organ' is null then core.mitt_organ(s) else core.finn_organ(r ->> 'organ') end;
		perform core.krev_tekst(r, 'dato');
		insert into core.resultat (program_id, sak_id, organ_id, dato, sted, saksnummer, utfall, ja, nei, moeteleder_id,
			moeteleders_stemme, dissens, protokolltilfoersel, foert_av, inhabile, begrunnelse, vilkaar, moete_id, blank, motforslag, valgmaate)
		values (s.program_id, s.id, o.id, core.les_dato(r, 'dato'), r ->> 'sted', core.krev_tekst(r, 'saksnummer'), core.krev_tekst(r, 'utfall'),
			coalesce((r ->> 'ja')::int, 0), coalesce((r ->> 'nei')::int, 0),
			case when r ->> 'moeteleder' is null then core.moeteleder(o, null, core.les_dato(r, 'dato')) else (core.finn_person(r ->> 'moeteleder')).id end,
			r ->> 'moeteleders_stemme', array(select json_array_elements_text(r -> 'dissens')),
			array(select json_array_elements_text(r -> 'protokolltilfoersel')), core.person(),
			array(select (core.finn_person(x)).id from json_array_elements_text(r -> 'inhabile') x), r ->> 'begrunnelse',
			nullif((r -> 'vilkaar')::jsonb, '[]'), m.id, coalesce((r ->> 'blank')::int, 0),
			nullif((r -> 'motforslag')::jsonb, '[]'), r ->> 'valgmaate');
		svar := core.husk(req, 'record_result', json_build_object('sak', core.sak_svar(s)));
	end if;
	return query select svar;
end $$;
comment on function api.record_result(json) is 'SakService.RecordResult.';

create or replace function api.confirm_result(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	s := core.bekreft(s, core.krev_tekst(req, 'resultat')); -- on its own: in one statement the answer would not see the act
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.confirm_result(json) is 'SakService.ConfirmResult.';

create or replace function api.assess_soeknad(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	perform core.krev_person();
	s := core.finn_sak(core.krev_tekst(req, 'sak'));
	perform core.krev_deltaker(s.program_id), core.sett_poeng(s, (req -> 'poeng')::jsonb);
	return query select json_build_object('sak', core.sak_navn(s.program_id, s.nr), 'poeng', p -> 'poeng', 'samlet_poeng', p -> 'samlet_poeng') from core.poeng_svar(s) p;
end $$;
comment on function api.assess_soeknad(json) is 'SakService.AssessSoeknad.';

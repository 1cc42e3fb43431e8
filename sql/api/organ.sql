-- OrganService: organs, persons, seats.

create or replace function api.create_organ(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o   json := coalesce(req -> 'organ', '{}');
	opp core.organ;
	ny  core.organ;
begin
	perform core.krev_person();
	opp := core.finn_organ(core.krev_tekst(o, 'forelder'));
	if not core.har_verv(core.person(), opp.id, core.i_dag(), array['administrator']) then
		raise exception 'Organer under % opprettes av administratoren der.', opp.navn
			using errcode = 'RP007', constraint = 'organ_opprettes_av_organet_over',
				detail = json_build_object('tur', json_build_object('akt', 'oppretter organ', 'organer', json_build_array(opp.navn)));
	end if;
	insert into core.organ (kortnavn, navn, art, juridisk_form, forelder, orgnr, nummer, seter, fra, til)
	values (core.krev_tekst(o, 'kortnavn'), core.krev_tekst(o, 'navn'), core.krev_tekst(o, 'art'),
		core.krev_tekst(o, 'juridisk_form'), opp.id, o ->> 'orgnr', o ->> 'nummer', (o ->> 'seter')::int,
		coalesce(core.les_dato(o, 'fra'), core.i_dag()), core.les_dato(o, 'til'))
	returning * into ny;
	return query select json_build_object('organ', core.organ_svar(ny));
end $$;
comment on function api.create_organ(json) is 'OrganService.CreateOrgan.';

create or replace function api.change_organ(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gammel core.organ;
	ny     core.organ;
begin
	perform core.krev_person();
	gammel := core.finn_organ(core.krev_tekst(req, 'organ'));
	ny := gammel;
	ny.navn := coalesce(req ->> 'navn', gammel.navn);
	ny.juridisk_form := coalesce(req ->> 'juridisk_form', gammel.juridisk_form);
	ny.forelder := case when req ->> 'forelder' is null then gammel.forelder else (core.finn_organ(req ->> 'forelder')).id end;
	ny.orgnr := coalesce(req ->> 'orgnr', gammel.orgnr);
	ny.nummer := coalesce(req ->> 'nummer', gammel.nummer);
	ny.seter := coalesce((req ->> 'seter')::int, gammel.seter);
	ny := core.endre_organ(gammel, ny, coalesce(core.les_dato(req, 'fra'), core.i_dag()), core.krev_tekst(req, 'kilde'));
	return query select json_build_object('organ', core.organ_svar(ny), 'tidligere', core.organ_utgaver(ny));
end $$;
comment on function api.change_organ(json) is 'OrganService.ChangeOrgan.';

create or replace function api.get_organ(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o   core.organ;
	dag date := core.i_dag();
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	return query select json_build_object('organ', core.organ_svar(o), 'tidligere', coalesce(core.organ_utgaver(o), '[]'),
		'varsler', coalesce(core.organ_varsler(o, dag), '[]'),
		'verv', core.vervliste(array(select v from core.verv v where v.organ_id = o.id and core.gjelder(v.fra, v.til, dag))));
end $$;
comment on function api.get_organ(json) is 'OrganService.GetOrgan.';

create or replace function api.list_organer(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n   int := core.sidestoerrelse(req);
	dag date := core.les_dato(req, 'dato');
begin
	return query
	with recursive paa as materialized (
		select case when dag is null then o else core.organ_paa(o, dag) end as o from core.organ o
	), tre as (
		select p.o, (p.o).kortnavn::text as sti from paa p where (p.o).forelder is null
		union all
		select p.o, t.sti || '/' || (p.o).kortnavn from paa p join tre t on (p.o).forelder = (t.o).id
	), side as (
		select t.o, t.sti from tre t
		where t.sti > coalesce(req ->> 'page_token', '') and (dag is null or core.gjelder((t.o).fra, (t.o).til, dag)) order by t.sti limit n + 1
	)
	select core.side('organer', n, array_agg(core.organ_svar(s.o) order by s.sti), array_agg(s.sti order by s.sti)) from side s;
end $$;
comment on function api.list_organer(json) is 'OrganService.ListOrganer. Public.';

create or replace function api.create_person(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny core.person;
begin
	perform core.krev_person();
	if not core.er_administrator_et_sted() then
		raise exception 'Bare en administrator kan registrere personer.' using errcode = 'RP007', constraint = 'bare_administrator';
	end if;
	insert into core.person (brukernavn, navn, opprettet_av, kjoenn)
	values (core.krev_tekst(req, 'brukernavn'), core.krev_tekst(req, 'navn'), core.person(), req ->> 'kjoenn') returning * into ny;
	return query select json_build_object(
		'person', json_build_object('id', ny.id, 'brukernavn', ny.brukernavn, 'navn', ny.navn),
		'invitasjon', core.inviter(ny.brukernavn));
end $$;
comment on function api.create_person(json) is 'OrganService.CreatePerson.';

create or replace function api.invite_person(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('invitasjon', core.inviter(core.krev_tekst(req, 'brukernavn')));
end $$;
comment on function api.invite_person(json) is 'OrganService.InvitePerson.';

create or replace function api.give_verv(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o  core.organ;
	ny core.verv;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	perform core.krev_vervgiver(o); -- before the name is looked up: to others it is not even said whether it exists
	insert into core.verv (organ_id, person_id, rolle, fra, til, gitt_av, rekkefoelge, side)
	values (o.id, (core.finn_person(core.krev_tekst(req, 'brukernavn'))).id,
		core.krev_tekst(req, 'rolle'), coalesce(core.les_dato(req, 'fra'), core.i_dag()), core.les_dato(req, 'til'), core.person(),
		(req ->> 'rekkefoelge')::int, req ->> 'side')
	returning * into ny;
	return query select json_build_object('verv', core.verv_svar(ny));
end $$;
comment on function api.give_verv(json) is 'OrganService.GiveVerv.';

create or replace function api.end_verv(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny core.verv;
begin
	perform core.krev_person();
	update core.verv v set til = coalesce(core.les_dato(req, 'til'), core.i_dag())
	where v.id::text = core.krev_tekst(req, 'verv') returning * into ny;
	if ny.id is null then
		raise exception 'Vervet finnes ikke, eller det er ikke ditt å avslutte.' using errcode = 'RP005', constraint = 'ukjent_verv';
	end if;
	return query select json_build_object('verv', core.verv_svar(ny));
end $$;
comment on function api.end_verv(json) is 'OrganService.EndVerv.';

create or replace function api.meld_forfall(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o    core.organ;
	hvem core.person;
	dag  date;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	select p.* into hvem from core.person p where p.id = core.person() and req ->> 'brukernavn' is null;
	if hvem.id is null then
		hvem := core.finn_person(req ->> 'brukernavn');
	end if;
	perform core.krev_tekst(req, 'dato');
	dag := core.les_dato(req, 'dato');
	insert into core.forfall (organ_id, dato, person_id, moeter, grunn, meldt_av)
	values (o.id, dag, hvem.id, coalesce((req ->> 'moeter')::boolean, false), req ->> 'grunn', core.person());
	return query select json_build_object('innkalt', core.innkallinger(o.id, dag));
end $$;
comment on function api.meld_forfall(json) is 'OrganService.MeldForfall.';

-- ResultatService: reports of project leaders, accounts of supported companies, and targets against results.

create or replace function api.submit_prosjektrapport(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json;
	p    core.prosjekt;
	r    core.prosjektlederrapport;
	k    core.prosjektlederrapport;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'submit_prosjektrapport');
	if svar is null then
		p := core.finn_prosjekt(core.krev_tekst(req, 'prosjekt'));
		perform core.krev_forbereder(p.program_id);
		if req ->> 'korrigerer' is not null then
			k := core.finn_prosjektrapport(req ->> 'korrigerer');
			if k.program_id <> p.program_id then
				perform core.finn_prosjektrapport('');
			end if;
		end if;
		insert into core.prosjektlederrapport (program_id, nr, prosjekt_id, aar, nye, sikrede, nye_foretak, soeknader, brukt, utloest, aktiviteter, korrigerer, person_id, dato)
		values (p.program_id, 0, p.id, core.krev_tekst(req, 'aar')::int, core.les_antall(req, 'nye'), core.les_antall(req, 'sikrede'), core.les_antall(req, 'nye_foretak'),
			core.les_antall(req, 'soeknader'), core.les_kroner(req, 'brukt'), core.les_kroner(req, 'utloest'), nullif(btrim(req ->> 'aktiviteter'), ''), k.id, core.person(), core.i_dag())
		returning * into r;
		svar := core.husk(req, 'submit_prosjektrapport', json_build_object('rapport', core.prosjektrapport_svar(r)));
	end if;
	return query select svar;
end $$;
comment on function api.submit_prosjektrapport(json) is 'ResultatService.SubmitProsjektrapport.';

create or replace function api.review_prosjektrapport(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r      core.prosjektlederrapport;
	utfall text := coalesce(req ->> 'utfall', 'ja');
begin
	perform core.krev_person();
	r := core.finn_prosjektrapport(core.krev_tekst(req, 'rapport'));
	if utfall not in ('ja', 'nei') then
		raise exception 'Utfallet må være ja eller nei.' using errcode = 'RP003', constraint = 'utfallet_passer_ikke', column = 'utfall';
	end if;
	insert into core.prosjektlederrapport_svar (program_id, rapport_id, utfall, grunn, person_id, dato)
	values (r.program_id, r.id, case utfall when 'ja' then 'godkjent' else 'underkjent' end, nullif(btrim(req ->> 'grunn'), ''), core.person(), core.i_dag());
	return query select json_build_object('rapport', core.prosjektrapport_svar(r));
end $$;
comment on function api.review_prosjektrapport(json) is 'ResultatService.ReviewProsjektrapport.';

create or replace function api.list_prosjektrapporter(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
	v     uuid;
begin
	perform core.krev_deltaker(p);
	v := (core.eget_prosjekt(p, req ->> 'prosjekt')).id;
	return query
	with side as (
		select r, r.nr from core.prosjektlederrapport r where r.program_id = p and r.nr > etter and (v is null or r.prosjekt_id = v)
			and (req ->> 'tilstand' is null or core.prosjektrapport_tilstand(r) = req ->> 'tilstand') order by r.nr limit n + 1
	)
	select core.side('rapporter', n, array_agg(core.prosjektrapport_svar(x.r) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_prosjektrapporter(json) is 'ResultatService.ListProsjektrapporter.';

create or replace function api.register_regnskap(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid := core.finn_program(core.krev_tekst(req, 'program'));
	v core.prosjekt;
	r core.foretaksregnskap;
begin
	perform core.krev_deltaker(p), core.krev_forbereder(p);
	v := core.eget_prosjekt(p, req ->> 'prosjekt');
	insert into core.foretaksregnskap (program_id, nr, prosjekt_id, foretak, orgnr, aar, resultat, omsetning, kilde, skjermingshjemmel, person_id, dato)
	values (p, 0, v.id, btrim(core.krev_tekst(req, 'foretak')), nullif(replace(req ->> 'orgnr', ' ', ''), ''), core.krev_tekst(req, 'aar')::int, core.les_kroner(req, 'resultat'), core.les_kroner(req, 'omsetning'),
		core.krev_tekst(req, 'kilde'), nullif(btrim(req ->> 'skjermingshjemmel'), ''), core.person(), core.i_dag())
	returning * into r;
	return query select json_build_object('regnskap', core.regnskap_svar(r));
end $$;
comment on function api.register_regnskap(json) is 'ResultatService.RegisterRegnskap.';

create or replace function api.list_regnskap(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	perform core.krev_deltaker(p);
	return query
	with side as (
		select r, r.nr from core.foretaksregnskap r where r.program_id = p and r.nr > etter order by r.nr limit n + 1
	)
	select core.side('regnskap', n, array_agg(core.regnskap_svar(x.r) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_regnskap(json) is 'ResultatService.ListRegnskap.';

create or replace function api.get_resultater(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	perform core.krev_deltaker(p);
	return query select core.resultater(p, coalesce(core.les_dato(req, 'dato'), core.i_dag()))::json;
end $$;
comment on function api.get_resultater(json) is 'ResultatService.GetResultater.';

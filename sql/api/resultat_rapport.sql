-- ResultatService: the programme's reports.

create or replace function api.write_rapport(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
	slag_ text := core.krev_tekst(req, 'slag');
	aar_  int := (req ->> 'aar')::int;
	r     core.rapport;
	d     json;
	j     core.prosjekt;
begin
	perform core.krev_rapportskriver(p, slag_);
	insert into core.rapport (program_id, kortnavn, slag, aar, person_id, dato)
	values (p, concat_ws('-', case slag_ when 'programstatusvurdering' then 'psv' else slag_ end, aar_), slag_, aar_, core.person(), core.i_dag())
	on conflict on constraint rapporten_finnes_fra_foer do nothing;
	select * into strict r from core.rapport x where x.program_id = p and x.slag = slag_ and x.aar is not distinct from aar_;
	for d in select x from json_array_elements(coalesce(req -> 'deler', '[]')) x limit 200 loop
		j := core.eget_prosjekt(p, d ->> 'prosjekt');
		insert into core.rapport_del (program_id, rapport_id, nr, slag, noekkel, tekst, karakter, funn, prosjekt_id, person_id, dato)
		values (p, r.id, 0, coalesce(d ->> 'slag', 'tekst'), case d ->> 'slag' when 'overtaker' then coalesce(core.prosjekt_navn(p, j.id), ' ') when 'holdes' then 'holdes' else coalesce(btrim(d ->> 'noekkel'), '') end,
			btrim(coalesce(d ->> 'tekst', '')), (d ->> 'karakter')::int, nullif(btrim(d ->> 'funn'), ''), j.id, core.person(), core.i_dag());
	end loop;
	return query select json_build_object('rapport', core.rapport_svar(r, null));
end $$;
comment on function api.write_rapport(json) is 'ResultatService.WriteRapport.';

create or replace function api.submit_rapport(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json;
	r    core.rapport;
	v    core.rapport_versjon;
begin
	perform core.krev_person();
	svar := core.gjentatt(req, 'submit_rapport');
	if svar is null then
		r := core.finn_rapport(core.krev_tekst(req, 'rapport'));
		perform core.krev_rapportskriver(r.program_id, r.slag);
		v := core.frys_rapport(r);
		if r.slag <> 'programstatusvurdering' or (core.rapport_sak(r)).tilstand is distinct from 'under_behandling' then
			insert into core.sak (program_id, nr, beslutning, tittel, forslag, opprettet_av, opprettet)
			values (r.program_id, 0, core.rapport_rad(r.slag), core.rapport_tittel(r),
				jsonb_build_object('rapport', core.rapport_navn(r), 'rapport_versjon', v.nr, 'rapport_hash', encode(v.hash, 'hex')), core.person(), core.i_dag());
		end if;
		svar := core.husk(req, 'submit_rapport', json_build_object('rapport', core.rapport_svar(r, v.nr)));
	end if;
	return query select svar;
end $$;
comment on function api.submit_rapport(json) is 'ResultatService.SubmitRapport.';

create or replace function api.get_rapport(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r   core.rapport := core.finn_rapport(core.krev_tekst(req, 'rapport'));
	nr_ int := (req ->> 'versjon')::int;
	v   core.rapport_versjon;
begin
	if nr_ is not null or not core.deltar(r.program_id) then
		select * into v from core.rapport_versjon x where x.program_id = r.program_id and x.rapport_id = r.id and (nr_ is null or x.nr = nr_) order by x.nr desc limit 1;
		if v.nr is null then
			perform core.finn_rapport('');
		end if;
	end if;
	return query select json_strip_nulls(json_build_object('rapport', core.rapport_svar(r, v.nr), 'kanonisk', translate(encode(v.bytes, 'base64'), E'\n', ''),
		'innhold', case when v.nr is null then core.rapport_innhold(r, core.i_dag()) else convert_from(v.bytes, 'UTF8')::jsonb end));
end $$;
comment on function api.get_rapport(json) is 'ResultatService.GetRapport. Public for the version that a public case points at.';

create or replace function api.list_rapporter(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	perform core.krev_deltaker(p);
	return query
	with alle as (
		select r, row_number() over (order by r.tid, r.kortnavn)::int as nr from core.rapport r where r.program_id = p
	), side as (
		select * from alle a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('rapporter', n, array_agg(core.rapport_svar(x.r, null) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_rapporter(json) is 'ResultatService.ListRapporter.';

-- ResultatService: lessons.

create or replace function api.write_laerdom(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid := core.finn_program(core.krev_tekst(req, 'program'));
	j core.prosjekt;
	l core.laerdom;
begin
	perform core.krev_deltaker(p), core.krev_forbereder(p);
	j := core.eget_prosjekt(p, req ->> 'prosjekt');
	insert into core.laerdom (program_id, tittel, tekst, emne, prosjekt_id, person_id, dato)
	values (p, core.krev_tekst(req, 'tittel'), core.krev_tekst(req, 'tekst'), nullif(btrim(req ->> 'emne'), ''), j.id, core.person(), core.i_dag()) returning * into l;
	if (req ->> 'deles')::boolean then
		insert into core.laerdom_deling (program_id, laerdom_id, nr, deles, person_id, dato) values (p, l.id, 0, true, core.person(), core.i_dag());
	end if;
	return query select json_build_object('laerdom', core.laerdom_svar(l));
end $$;
comment on function api.write_laerdom(json) is 'ResultatService.WriteLaerdom.';

create or replace function api.share_laerdom(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	l core.laerdom;
begin
	perform core.krev_person();
	l := core.finn_laerdom(core.krev_tekst(req, 'laerdom'));
	perform core.krev_forbereder(l.program_id);
	insert into core.laerdom_deling (program_id, laerdom_id, nr, deles, person_id, dato)
	values (l.program_id, l.id, 0, not coalesce((req ->> 'opphoer')::boolean, false), core.person(), core.i_dag());
	return query select json_build_object('laerdom', core.laerdom_svar(l));
end $$;
comment on function api.share_laerdom(json) is 'ResultatService.ShareLaerdom.';

create or replace function api.list_laerdom(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	soek_ tsquery := websearch_to_tsquery('norwegian', left(coalesce(req ->> 'soek', ''), 400));
	alt   boolean := coalesce(btrim(req ->> 'soek'), '') = '';
	p     uuid;
begin
	perform core.krev_person();
	if req ->> 'program' is not null then
		p := core.finn_program(req ->> 'program');
	end if;
	return query
	with alle as (
		select l, row_number() over (order by case when alt then 0 else ts_rank(l.soek, soek_) end desc, l.tid desc)::int as nr
		from core.laerdom l where (p is null or l.program_id = p) and (alt or l.soek @@ soek_)
	), side as (
		select * from alle a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('laerdommer', n, array_agg(core.laerdom_svar(x.l) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_laerdom(json) is 'ResultatService.ListLaerdom.';

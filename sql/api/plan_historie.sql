-- PlanService: how a plan came to be what it is.

create or replace function api.list_revisjoner(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p    core.plan := core.finn_plan(core.krev_tekst(req, 'plan'));
	n    int := core.sidestoerrelse(req);
	foer int := coalesce(nullif(core.les_sidemerke(req, 1), 0), 2147483647);
	inne boolean := core.deltar(p.program_id);
begin
	return query
	with nummer as (
		select r.nr, r.nr as merke from core.plan_revisjon r where r.program_id = p.program_id and r.plan_id = p.id
		union -- outside, revisions are not counted: versions are, which their decisions name
		select v.revisjon, case when inne then v.revisjon else v.nr end from core.plan_versjon v where v.program_id = p.program_id and v.plan_id = p.id
	), side as (
		select x.nr, x.merke from nummer x where x.merke < foer order by x.merke desc limit n + 1
	), svar as (
		select s.merke, jsonb_strip_nulls(jsonb_build_object('nr', case when inne then s.nr end, 'brukernavn', h.brukernavn, 'navn', h.navn,
				'tidspunkt', to_char(r.tid at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'melding', r.melding))
			|| coalesce(core.versjon_svar(p.program_id, p.id, v.nr), '{}') as rad
		from side s
		left join core.plan_revisjon r on r.program_id = p.program_id and r.plan_id = p.id and r.nr = s.nr
		left join core.plan_versjon v on v.program_id = p.program_id and v.plan_id = p.id and v.revisjon = s.nr
			and (inne or v.nr = s.merke)
		left join core.person h on h.id = r.person_id
	)
	select core.side('revisjoner', n, array_agg(s.rad order by s.merke desc), array_agg(s.merke::text order by s.merke desc)) from svar s;
end $$;
comment on function api.list_revisjoner(json) is
	'PlanService.ListRevisjoner, newest first. Under row-level security: to those outside the programme nothing but versions that are adopted or laid before a folkevalgt organ.';

create or replace function api.diff_plan(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	g record;
	n record;
begin
	select * into g from core.finn_utgave(core.krev_tekst(req, 'fra'));
	select * into n from core.finn_utgave(coalesce(nullif(req ->> 'til', ''), split_part(req ->> 'fra', '@', 1)));
	if (g.plan).type <> (n.plan).type then
		raise exception 'En % kan ikke sammenlignes med en %.', (g.plan).type, (n.plan).type
			using errcode = 'RP003', constraint = 'feil_plantype', column = 'til';
	end if;
	return query select json_build_object(
		'fra', case when g.utkast then core.plan_svar(g.plan) else core.utgave_svar(g.plan, g.revisjon, g.versjon) end,
		'til', case when n.utkast then core.plan_svar(n.plan) else core.utgave_svar(n.plan, n.revisjon, n.versjon) end,
		'forskjeller', core.utgave_forskjeller(core.utgave_dokument(g.plan, g.revisjon, g.versjon), core.utgave_dokument(n.plan, n.revisjon, n.versjon),
			(g.plan).id = (n.plan).id));
end $$;
comment on function api.diff_plan(json) is 'PlanService.DiffPlan. Public for versions that are adopted or laid before a folkevalgt organ.';

create or replace function api.draft_next_plan(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'draft_next_plan');
	p    uuid;
	ny   core.plan;
	n    core.neste_plan;
begin
	if svar is null then
		p := core.finn_program(core.krev_tekst(req, 'program'));
		perform core.krev_forbereder(p);
		n := core.neste_handlingsplan(p, core.krev_tekst(req, 'aar')::int, req ->> 'tittel');
		insert into core.plan (program_id, kortnavn, type, aar, tittel)
		values (p, 'handlingsplan-' || n.aar, 'handlingsplan', n.aar, n.tittel) returning * into ny;
		insert into core.plan_revisjon (program_id, plan_id, nr, dokument, melding, person_id)
		values (p, ny.id, 1, core.gi_id(n.dokument), n.melding, core.person());
		svar := core.husk(req, 'draft_next_plan', json_strip_nulls(json_build_object('plan', core.plan_svar(ny), 'etag', 'r1', 'melding', n.melding, 'funn', nullif(core.funn_til_utkast(ny), 0))));
	end if;
	return query select svar;
end $$;
comment on function api.draft_next_plan(json) is 'PlanService.DraftNextPlan.';

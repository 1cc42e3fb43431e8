-- Editions of a plan: its draft, an earlier revision, a frozen version, what was in force on a day.
-- Here a reference is read, PROGRAM/PLAN@EDITION, and nowhere else; who may see what is row-level security's.

create or replace function core.versjon_i_kraft(program uuid, plan uuid, dag date) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select x.nr from core.plan_versjon x cross join lateral core.vedtatt_dato(program, plan, x.nr) as vedtatt
		where x.program_id = program and x.plan_id = plan and vedtatt <= dag and not core.versjon_utsatt(program, plan, x.nr, dag) order by vedtatt desc, x.nr desc limit 1);
end $$;
comment on function core.versjon_i_kraft(uuid, uuid, date) is
	'The version of a plan in force on a day: the last one adopted by then (PH-7) and not suspended on it (V-17); null before the first. Public, as vedtak are.';

drop function if exists core.ingen_utgave(core.plan);
create or replace function core.ingen_utgave(plan core.plan, dag date) returns void
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.er_offentlig(plan.program_id, plan.id, null) and not dag is null and core.versjon_i_kraft(plan.program_id, plan.id, dag) is null
		and exists (select from core.plan_versjon x where x.program_id = plan.program_id and x.plan_id = plan.id and core.versjon_utsatt(plan.program_id, plan.id, x.nr, dag)) then
		raise exception 'Planen er vedtatt, men iverksettingen er utsatt mens lovligheten prøves.' using errcode = 'RP009', constraint = 'iverksettingen_er_utsatt',
			detail = json_build_object('kilde', 'V-17; KL 27-3'), hint = 'Teksten leses med PLAN@v og nummeret på versjonen.';
	end if;
	if not core.deltar(plan.program_id) then
		perform core.finn_plan('');
	end if;
	raise exception 'Planen har ingen slik versjon.' using errcode = 'RP005', constraint = 'ukjent_versjon',
		hint = 'Se dem med «omstilling plan log». En utgave skrives PLAN@12 (revisjon), PLAN@v1, PLAN@vedtatt eller PLAN@2023-05-01.';
end $$;
comment on function core.ingen_utgave(core.plan, date) is
	'NOT_FOUND ukjent_versjon, or FAILED_PRECONDITION iverksettingen_er_utsatt for what was in force on the day but for a suspension; outside the programme the very refusal of a plan that does not exist.';

create or replace function core.lagt_fram(p core.plan) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select max(x.nr) from core.plan_versjon x where x.program_id = p.program_id and x.plan_id = p.id
		and core.er_lagt_fram(p.program_id, p.id, x.nr) and not core.er_offentlig(p.program_id, p.id, x.nr));
end $$;
comment on function core.lagt_fram(core.plan) is 'The newest version that is laid before a folkevalgt organ and not adopted; null: none. Public.';

create or replace function core.finn_utgave(ref text, out plan core.plan, out revisjon int, out versjon int, out utkast boolean)
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	utgave text := case when strpos(ref, '@') > 0 then substr(ref, strpos(ref, '@') + 1) end;
	dag    date;
	siste  int;
begin
	if utgave !~ '^([1-9][0-9]{0,8}|v[1-9][0-9]{0,8}|vedtatt|[0-9]{4}-[0-9]{2}-[0-9]{2})$' then
		raise exception 'Utgaven er ikke en revisjon (12), en versjon (v1), «vedtatt» eller en dato (2023-05-01).'
			using errcode = 'RP003', constraint = 'ugyldig_utgave', column = 'plan', detail = json_build_object('felt', 'plan');
	end if;
	dag := case when utgave like '____-__-__' then core.les_dato(json_build_object('plan', utgave), 'plan') else core.i_dag() end;
	plan := core.finn_plan(split_part(ref, '@', 1));
	select max(r.nr) into siste from core.plan_revisjon r where r.program_id = plan.program_id and r.plan_id = plan.id;
	if utgave is null and siste is not null or utgave ~ '^[0-9]+$' then
		select r.nr into revisjon from core.plan_revisjon r
		where r.program_id = plan.program_id and r.plan_id = plan.id and r.nr = coalesce(utgave::int, siste);
	else
		select x.nr, x.revisjon into versjon, revisjon from core.plan_versjon x
		where x.program_id = plan.program_id and x.plan_id = plan.id and x.nr = case when utgave ~ '^v[0-9]' then substr(utgave, 2)::int
			else coalesce(core.versjon_i_kraft(plan.program_id, plan.id, dag), case when utgave is null then core.lagt_fram(plan) end) end;
	end if;
	if revisjon is null then
		perform core.ingen_utgave(plan, case when utgave is null or utgave = 'vedtatt' or utgave like '____-__-__' then dag end);
	end if;
	utkast := versjon is null and revisjon = siste;
end $$;
comment on function core.finn_utgave(text) is
	'A plan and one edition of it, by PROGRAM/PLAN@EDITION: revision, vN, vedtatt or a date; without @ the draft, or to others the version in force, else the one that is laid before a folkevalgt organ. Runs as its caller: what row-level security hides is not there. utkast: it is the newest revision.';

create or replace function core.utgave_dokument(plan core.plan, revisjon int, versjon int) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	if versjon is null then
		return (select r.dokument from core.plan_revisjon r where r.program_id = plan.program_id and r.plan_id = plan.id and r.nr = revisjon);
	end if;
	return (select convert_from(x.bytes, 'UTF8')::jsonb from core.plan_versjon x
		where x.program_id = plan.program_id and x.plan_id = plan.id and x.nr = versjon);
end $$;
comment on function core.utgave_dokument(core.plan, int, int) is 'The document of an edition that core.finn_utgave found. Runs as its caller.';

create or replace function core.versjon_svar(program uuid, plan uuid, nr_ int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('versjon', x.nr, 'hash', encode(x.hash, 'hex'),
			'tilstand', case when vedtatt is not null then 'vedtatt' when core.er_avvist(program, plan, nr_) then 'avvist' else 'fremlagt' end,
			'vedtatt_dato', vedtatt, 'iverksetting_utsatt', nullif(vedtatt is not null and core.versjon_utsatt(program, plan, nr_, core.i_dag()), false)))
		from core.plan_versjon x cross join lateral core.vedtatt_dato(program, plan, nr_) as vedtatt
		where x.program_id = program and x.plan_id = plan and x.nr = nr_);
end $$;
comment on function core.versjon_svar(uuid, uuid, int) is
	'What a frozen version is and what became of it: the fields that Plan and Revisjon share. Its callers found the version under row-level security.';

create or replace function core.utgave_svar(p core.plan, revisjon int, versjon int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.plan_svar(p) - array['versjon', 'hash', 'vedtatt_dato', 'revisjon', 'iverksetting_utsatt'] || jsonb_build_object('tilstand', 'utkast', 'tittel', core.plan_tittel(p, revisjon))
		|| case when core.deltar(p.program_id) then jsonb_build_object('revisjon', revisjon) else '{}' end
		|| coalesce(core.versjon_svar(p.program_id, p.id, versjon), '{}');
end $$;
comment on function core.utgave_svar(core.plan, int, int) is
	'The contract''s Plan of an earlier revision or a frozen version: title, state, version and hash are that edition''s, not the newest''s.';

create or replace function core.utgave_forskjeller(gml jsonb, ny jsonb, samme boolean) returns json
language plpgsql stable security definer set search_path = core, checks, pg_catalog, pg_temp as $$
begin
	return (select coalesce(json_agg(json_strip_nulls(json_build_object('sted', f.sted, 'slag', f.slag, 'navn', f.navn,
		'gammel', f.gammel, 'ny', f.ny_verdi)) order by f.nr), '[]')
		from checks.forskjeller(gml, ny, samme) with ordinality as f (sted, slag, navn, gammel, ny_verdi, nr));
end $$;
comment on function core.utgave_forskjeller(jsonb, jsonb, boolean) is 'The contract''s Forskjell of two documents, of one plan (samme) or of two.';

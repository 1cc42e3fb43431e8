-- PlanService.

create or replace function api.create_plan(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'create_plan');
	p    uuid;
	ny   core.plan;
begin
	if svar is null then
		p := core.finn_program(core.krev_tekst(req, 'program'));
		perform core.krev_forbereder(p);
		if req ->> 'type' = 'handlingsplan' and req ->> 'aar' is null then
			raise exception 'En handlingsplan gjelder et år; en omstillingsplan gjelder hele perioden.' using errcode = 'RP003',
				constraint = 'bare_handlingsplanen_har_aar', column = 'aar', hint = 'omstilling plan create PROGRAM handlingsplan TITTEL --aar ÅR';
		end if;
		insert into core.plan (program_id, kortnavn, type, aar, tittel)
		values (p, core.krev_tekst(req, 'type') || coalesce('-' || (req ->> 'aar'), ''), req ->> 'type', (req ->> 'aar')::int,
			core.krev_tekst(req, 'tittel')) returning * into ny;
		insert into core.plan_revisjon (program_id, plan_id, nr, dokument, melding, person_id)
		values (p, ny.id, 1, jsonb_strip_nulls(jsonb_build_object('format', 1, 'tittel', ny.tittel, 'aar', ny.aar)), 'Opprettet', core.person());
		svar := core.husk(req, 'create_plan', json_build_object('plan', core.plan_svar(ny), 'etag', 'r1'));
	end if;
	return query select svar;
end $$;
comment on function api.create_plan(json) is 'PlanService.CreatePlan.';

create or replace function api.save_plan(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'save_plan');
	p    core.plan;
	f    core.flett_utkast_svar;
begin
	if svar is null then
		p := core.finn_plan(core.krev_tekst(req, 'plan'));
		perform core.krev_forbereder(p.program_id);
		-- two who save at the same time: the second waits here, and is merged with what the first saved
		perform core.laas_plan(p);
		f := core.flett_utkast(p, req ->> 'etag', core.sendt_dokument(p, req), coalesce((req ->> 'ny_bokstavering')::boolean, false));
		perform core.ingen_konflikt(f.konflikter, f.nyeste);
		if not f.uendret then
			insert into core.plan_revisjon (program_id, plan_id, nr, dokument, melding, person_id, hoeyeste_bokstav)
			values (p.program_id, p.id, f.nyeste + 1, f.dokument, req ->> 'melding', core.person(), f.hoeyeste_bokstav);
		end if;
		svar := core.husk(req, 'save_plan', json_strip_nulls(json_build_object('plan', core.plan_svar(p), 'etag', 'r' || f.nyeste + (not f.uendret)::int,
			'uendret', nullif(f.uendret, false))));
	end if;
	return query select svar;
end $$;
comment on function api.save_plan(json) is
	'PlanService.SavePlan. The etag is the revision that the document was made from: what others saved since is merged with it. Nothing to change makes no revision.';

create or replace function api.merge_plan(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.plan := core.finn_plan(core.krev_tekst(req, 'plan'));
	f core.flett_utkast_svar;
begin
	perform core.krev_deltaker(p.program_id);
	f := core.flett_utkast(p, req ->> 'etag', core.sendt_dokument(p, req), false);
	return query select json_strip_nulls(json_build_object('etag', 'r' || f.nyeste, p.type, f.dokument,
		'konflikter', (select json_agg(json_build_object('sted', k -> 'sted', 'slag', k -> 'slag', 'foer', k ->> 'foer', 'deres', k ->> 'deres', 'min', k ->> 'min',
			'deres_person', k #>> '{deres_person,navn}', 'min_person', k #>> '{min_person,navn}') order by rang)
			from jsonb_array_elements(f.konflikter) with ordinality as a (k, rang))));
end $$;
comment on function api.merge_plan(json) is 'PlanService.MergePlan: what SavePlan would store; stores nothing.';

create or replace function api.get_plan(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	u record;
begin
	select * into u from core.finn_utgave(core.krev_tekst(req, 'plan')
		|| case when (req ->> 'versjon')::int <> 0 then '@v' || (req ->> 'versjon') when (req ->> 'vedtatt')::boolean then '@vedtatt' else '' end);
	if u.versjon is null then
		return query select json_build_object(
			'plan', case when u.utkast then core.plan_svar(u.plan) else core.utgave_svar(u.plan, u.revisjon, null) end,
			'etag', case when u.utkast then 'r' || u.revisjon end, (u.plan).type, core.utgave_dokument(u.plan, u.revisjon, null),
			'aapne_kommentarer', core.aapne_kommentarer(u.plan, null));
		return;
	end if;
	return query select json_build_object('plan', core.utgave_svar(u.plan, u.revisjon, u.versjon), (u.plan).type, convert_from(x.bytes, 'UTF8')::json,
		'funn', (select coalesce(json_agg(core.funn_svar(f.regel, f.alvor, f.sted, f.oppgitt, f.beregnet, f.kilde, f.tekst, f.grunn,
				f.kvittert_av, f.kvittert_tid) order by f.nr), '[]')
			from core.versjon_funn f where f.program_id = x.program_id and f.plan_id = x.plan_id and f.versjon = x.nr),
		'kanonisk', translate(encode(x.bytes, 'base64'), E'\n', ''), 'aapne_kommentarer', core.aapne_kommentarer(u.plan, u.versjon))
	from core.plan_versjon x where x.program_id = (u.plan).program_id and x.plan_id = (u.plan).id and x.nr = u.versjon;
end $$;
comment on function api.get_plan(json) is 'PlanService.GetPlan. Public for versions that are adopted or laid before a folkevalgt organ.';

create or replace function api.get_vedtatt_plan(req json) returns setof json
language plpgsql immutable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hash_ text := core.krev_tekst(req, 'hash');
	v     core.plan_versjon;
	p     core.plan;
begin
	if hash_ !~ '^[0-9a-f]{64}$' then
		raise exception 'En hash er 64 heksadesimale siffer med små bokstaver.' using errcode = 'RP003', constraint = 'ugyldig_hash', column = 'hash';
	end if;
	select x.* into v from core.plan_versjon x where x.hash = decode(hash_, 'hex') and core.er_offentlig(x.program_id, x.plan_id, x.nr)
	order by core.vedtatt_dato(x.program_id, x.plan_id, x.nr), x.program_id, x.plan_id limit 1;
	if v.nr is null then
		raise exception 'Ingen vedtatt plan har denne hashen.' using errcode = 'RP005', constraint = 'ukjent_versjon';
	end if;
	select * into p from core.plan x where x.program_id = v.program_id and x.id = v.plan_id;
	return query select json_build_object('plan', core.utgave_svar(p, v.revisjon, v.nr) - '{revisjon,iverksetting_utsatt}'::text[], p.type, convert_from(v.bytes, 'UTF8')::json,
		'funn', (select coalesce(json_agg(core.funn_svar(f.regel, f.alvor, f.sted, f.oppgitt, f.beregnet, f.kilde, f.tekst, f.grunn,
				null, f.kvittert_tid) order by f.nr), '[]')
			from core.versjon_funn f where f.program_id = v.program_id and f.plan_id = v.plan_id and f.versjon = v.nr),
		'kanonisk', translate(encode(v.bytes, 'base64'), E'\n', ''));
end $$;
comment on function api.get_vedtatt_plan(json) is
	'PlanService.GetVedtattPlan. The public rendering, the same for everybody: who acknowledged what, the number of the revision, and whether it is suspended today are left out for the programme''s own too. IMMUTABLE says so to the daemon, which keeps the answer for a minute; the planner never sees a constant argument here. Of several with the very same content the one adopted first.';

create or replace function api.list_planer(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n    int := core.sidestoerrelse(req);
	g    uuid := case when req ->> 'program' is not null then core.finn_program(req ->> 'program') end;
	fra  text[] := array[split_part(coalesce(req ->> 'page_token', ''), '/', 1), split_part(coalesce(req ->> 'page_token', ''), '/', 2)];
	side core.plan[];
begin
	if g is not null then
		side := array(select p from core.plan p where p.program_id = g and p.kortnavn > fra[2] order by p.kortnavn limit n + 1);
	else
		-- in the order of two indexes, so that the page ends the search
		side := array(select p from core.program q join core.plan p on p.program_id = q.id
			where q.kortnavn >= fra[1] and (q.kortnavn, p.kortnavn) > (fra[1], fra[2]) order by q.kortnavn, p.kortnavn limit n + 1);
	end if;
	return query
	select json_build_object('planer', coalesce(json_agg(s.svar order by s.nr), '[]'),
		'next_page_token', max(s.svar ->> 'navn') filter (where s.nr = n and cardinality(side) > n))
	from (select nr, core.plan_svar(side[nr]) as svar from generate_series(1, least(n, cardinality(side))) nr) s;
end $$;
comment on function api.list_planer(json) is 'PlanService.ListPlaner. Public for plans with a version that is adopted or laid before a folkevalgt organ.';

create or replace function api.check_plan(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	op jsonb := req -> 'omstillingsplan';
	hp jsonb := req -> 'handlingsplan';
	p  core.plan;
	g  uuid;
begin
	perform core.krev_person();
	if req ->> 'plan' is not null or coalesce(op, hp) is null then
		p := core.finn_plan(core.krev_tekst(req, 'plan'));
		g := p.program_id;
	elsif req ->> 'program' is not null then
		g := core.finn_program(req ->> 'program');
		p.id := (select x.id from core.plan x where x.program_id = g and x.type = 'omstillingsplan' and hp is null);
	end if;
	if g is not null then
		perform core.krev_deltaker(g);
	end if;
	if p.type <> (case when hp is not null then 'handlingsplan' when op is not null then 'omstillingsplan' else p.type end) then
		raise exception 'Dokumentet må være en %, som planen er.', p.type using errcode = 'RP003', constraint = 'feil_plantype', column = p.type;
	end if;
	perform core.krev_rimelig_dokument(d) from unnest(array[op, hp]) d where d is not null;
	op := core.les_tall(op, 'omstillingsplan');
	hp := core.les_tall(hp, 'handlingsplan');
	return query select json_build_object(
		'funn', coalesce(json_agg(core.funn_svar(f.regel, f.alvor, f.sted, f.oppgitt, f.beregnet, f.kilde, f.tekst, f.grunn,
			f.kvittert_av, f.kvittert_tid) order by f.nr), '[]'),
		'aapne_feil', count(*) filter (where f.alvor = 'feil' and f.grunn is null))
	from (select * from core.plan_funn(g, p.id) where coalesce(op, hp) is null
		union all select * from core.dokument_funn(g, p.id, op, hp) where coalesce(op, hp) is not null) f;
end $$;
comment on function api.check_plan(json) is
	'PlanService.CheckPlan, on the draft or on a document that is not stored: for those in the programme; without a programme for anybody who is logged in.';

create or replace function api.acknowledge_finding(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.plan := core.finn_plan(core.krev_tekst(req, 'plan'));
	f record;
begin
	perform core.krev_forbereder(p.program_id);
	perform core.laas_plan(p);
	select * into f from core.plan_funn(p.program_id, p.id) x
	where x.regel = core.krev_tekst(req, 'regel') and x.sted = core.krev_tekst(req, 'sted')
	order by x.grunn is not null, x.nr limit 1;
	if f.regel is null then
		raise exception 'Kontrollen har ikke noe slikt funn.' using errcode = 'RP005', constraint = 'ukjent_funn',
			hint = 'Regel og sted skrives som i «omstilling plan check».';
	elsif f.alvor <> 'feil' then
		raise exception 'Funnet er et varsel og trenger ingen kvittering.' using errcode = 'RP009', constraint = 'varsel_kvitteres_ikke';
	end if;
	insert into core.kvittering (program_id, plan_id, regel, sted, oppgitt, beregnet, grunn, person_id)
	values (p.program_id, p.id, f.regel, f.sted, coalesce(f.oppgitt, ''), coalesce(f.beregnet, ''), core.krev_tekst(req, 'grunn'), core.person());
	return query select json_build_object('funn', core.funn_svar(f.regel, f.alvor, f.sted, f.oppgitt, f.beregnet, f.kilde, f.tekst,
		req ->> 'grunn', core.person(), now()));
end $$;
comment on function api.acknowledge_finding(json) is 'PlanService.AcknowledgeFinding.';

create or replace function api.submit_plan(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar  json := core.gjentatt(req, 'submit_plan');
	p     core.plan;
	r     core.plan_revisjon;
	bytes_ bytea;
	nr_   int;
	s     core.sak;
begin
	if svar is null then
		p := core.finn_plan(core.krev_tekst(req, 'plan'));
		perform core.krev_forbereder(p.program_id);
		perform core.laas_plan(p);
		r := core.nyeste_revisjon(p.program_id, p.id);
		if req ->> 'etag' is not null and req ->> 'etag' <> 'r' || r.nr then
			raise exception 'Utkastet er endret siden du leste det.' using errcode = 'RP010', constraint = 'utkastet_er_endret',
				detail = json_build_object('etag', 'r' || r.nr);
		end if;
		bytes_ := convert_to(core.jcs(r.dokument), 'UTF8');
		select coalesce(max(v.nr), 0) + 1 into nr_ from core.plan_versjon v where v.program_id = p.program_id and v.plan_id = p.id;
		insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id)
		values (p.program_id, p.id, nr_, r.nr, bytes_, sha256(bytes_), core.person());
		s := core.opprett_plansak(p.program_id, p.id, nr_, core.person());
		svar := core.husk(req, 'submit_plan', json_build_object('plan', core.plan_svar(p),
			'sak', (select g.kortnavn from core.program g where g.id = s.program_id) || '/sak-' || s.nr));
	end if;
	return query select svar;
end $$;
comment on function api.submit_plan(json) is 'PlanService.SubmitPlan: freezes the draft and opens its case.';

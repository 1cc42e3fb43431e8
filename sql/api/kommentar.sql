-- PlanService: comments. Who may say what is rules/24_kommentar.sql's.

create or replace function core.kommentar_svar_liste(k core.kommentar_naa) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('tekst', s.tekst, 'brukernavn', h.brukernavn, 'navn', h.navn,
			'tidspunkt', to_char(s.tid at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'tilstand', s.tilstand)) order by s.nr)
		from core.kommentar_svar s join core.person h on h.id = s.person_id
		where s.program_id = k.program_id and s.plan_id = k.plan_id and s.kommentar = k.nr);
end $$;
comment on function core.kommentar_svar_liste(core.kommentar_naa) is 'The contract''s Kommentarsvar, oldest first. Runs as its caller.';

create or replace function core.kommentar_json(k core.kommentar_naa, sted text) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('nr', k.nr, 'sted', coalesce(kommentar_json.sted, k.sted),
			'borte', case when kommentar_json.sted is null then true end, 'tekst', k.tekst, 'brukernavn', h.brukernavn, 'navn', h.navn,
			'tidspunkt', to_char(k.tid at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'versjon', k.frosset_i, 'tilstand', k.tilstand,
			'hindrer_vedtak', case when k.tilstand = 'aapen' and not k.vedtatt then true end, 'svar', core.kommentar_svar_liste(k)))
		from core.person h where h.id = k.person_id);
end $$;
comment on function core.kommentar_json(core.kommentar_naa, text) is
	'The contract''s Kommentar, with where it stands now; null: it is gone. Runs as its caller.';

create or replace function core.finn_kommentar(p core.plan, nr_ int) returns core.kommentar_naa
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	k core.kommentar_naa;
begin
	select * into k from core.kommentar_naa x where x.program_id = p.program_id and x.plan_id = p.id and x.nr = nr_;
	if k.nr is null then
		raise exception 'Planen har ingen slik kommentar.' using errcode = 'RP005', constraint = 'ukjent_kommentar',
			hint = 'Se dem med «omstilling plan comments».';
	end if;
	return k;
end $$;
comment on function core.finn_kommentar(core.plan, int) is
	'A comment by its number; NOT_FOUND ukjent_kommentar, also for what the caller may not see. Runs as its caller.';

create or replace function core.kommentar_sted(p core.plan, noekkel text) returns text
language plpgsql volatile set search_path = core, pg_catalog, pg_temp as $$
declare
	u record;
begin
	select * into u from core.finn_utgave(p.id::text);
	return (select s.sted from core.kommentar_steder(core.utgave_dokument(u.plan, u.revisjon, u.versjon), array[noekkel]) s);
end $$;
comment on function core.kommentar_sted(core.plan, text) is
	'Where a thing stands in the draft, or to those outside the programme in the version in force; null when it is gone. Runs as its caller.';

create or replace function core.aapne_kommentarer(p core.plan, versjon int) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.deltar(p.program_id) then
		return null;
	end if;
	return (select count(*) from core.kommentar_naa k where k.program_id = p.program_id and k.plan_id = p.id and k.tilstand = 'aapen'
		and case when aapne_kommentarer.versjon is null then not k.vedtatt else k.frosset_i = aapne_kommentarer.versjon end);
end $$;
comment on function core.aapne_kommentarer(core.plan, int) is
	'How many comments stand open on a version, or on the draft and what came before it; null to those outside the programme.';

create or replace function api.comment_plan(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'comment_plan');
	ref  text := core.krev_tekst(req, 'plan');
	u    record;
	nr_  int;
begin
	if svar is null then
		perform core.laas_plan(core.finn_plan(split_part(ref, '@', 1)));
		select * into u from core.finn_utgave(ref);
		if not core.deltar((u.plan).program_id) and not core.er_offentlig((u.plan).program_id, (u.plan).id, u.versjon) then
			raise exception 'Utenfor programmet kommenteres bare vedtatte planer.' using errcode = 'RP007', constraint = 'bare_vedtatte_versjoner_kommenteres';
		end if;
		insert into core.kommentar (program_id, plan_id, nr, revisjon, noekkel, sted, tekst, person_id)
		values ((u.plan).program_id, (u.plan).id, 0, u.revisjon, core.finn_sted(core.utgave_dokument(u.plan, u.revisjon, u.versjon), coalesce(req ->> 'sted', '')),
			coalesce(req ->> 'sted', ''), core.krev_tekst(req, 'tekst'), core.person()) returning nr into nr_;
		svar := core.husk(req, 'comment_plan', json_build_object('kommentar',
			core.kommentar_json(core.finn_kommentar(u.plan, nr_), coalesce(req ->> 'sted', ''))));
	end if;
	return query select svar;
end $$;
comment on function api.comment_plan(json) is 'PlanService.CommentPlan.';

create or replace function core.svar_kommentar(req json, tilstand_ text, felt text) returns json
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.plan := core.finn_plan(core.krev_tekst(req, 'plan'));
	k core.kommentar_naa;
begin
	perform core.laas_plan(p);
	k := core.finn_kommentar(p, core.krev_tekst(req, 'kommentar')::int);
	insert into core.kommentar_svar (program_id, plan_id, kommentar, nr, tilstand, tekst, person_id)
	values (k.program_id, k.plan_id, k.nr, 0, tilstand_, core.krev_tekst(req, felt), core.person());
	k := core.finn_kommentar(p, k.nr);
	return json_build_object('kommentar', core.kommentar_json(k, core.kommentar_sted(p, k.noekkel)));
end $$;
comment on function core.svar_kommentar(json, text, text) is 'Adds to a comment, under the plan''s lock. Runs as its caller.';

create or replace function api.answer_comment(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar json := core.gjentatt(req, 'answer_comment');
begin
	return query select coalesce(svar, core.husk(req, 'answer_comment', core.svar_kommentar(req, 'besvart', 'tekst')));
end $$;
comment on function api.answer_comment(json) is 'PlanService.AnswerComment.';

create or replace function api.waive_comment(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select core.svar_kommentar(req, 'frafalt', 'grunn');
end $$;
comment on function api.waive_comment(json) is 'PlanService.WaiveComment.';

create or replace function api.list_kommentarer(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	alle_ boolean := strpos(core.krev_tekst(req, 'plan'), '@') = 0;
	aapne boolean := coalesce((req ->> 'bare_aapne')::boolean, false);
	u     record;
begin
	perform core.krev_person();
	select * into u from core.finn_utgave(req ->> 'plan');
	return query
	with side as materialized (
		select k, k.nr, k.noekkel from core.kommentar_naa k
		where k.program_id = (u.plan).program_id and k.plan_id = (u.plan).id and k.nr > etter and (not aapne or k.tilstand = 'aapen')
			and (alle_ or k.frosset_i = u.versjon or u.versjon is null and k.revisjon <= u.revisjon)
		order by k.nr limit n + 1
	), sted as materialized (
		select s.* from (select array_agg(distinct x.noekkel) as noekler from side x) a,
			lateral core.kommentar_steder(core.utgave_dokument(u.plan, u.revisjon, u.versjon), a.noekler) s where a.noekler is not null
	)
	select core.side('kommentarer', n, array_agg(core.kommentar_json(x.k, s.sted) order by x.nr), array_agg(x.nr::text order by x.nr))
	from side x left join sted s on s.noekkel = x.noekkel;
end $$;
comment on function api.list_kommentarer(json) is 'PlanService.ListKommentarer.';

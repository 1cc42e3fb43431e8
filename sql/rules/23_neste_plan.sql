-- The draft of next year's handlingsplan: areas, letters and targets from the omstillingsplan in force, and from the
-- handlingsplan of the year before what was not finished. A draft like any other: nothing in it is decided.

create or replace view core.neste_plan with (security_invoker = true) as
	select 0 as aar, ''::text as tittel, '{}'::jsonb as dokument, ''::text as melding where false;
comment on view core.neste_plan is 'Row type of a drafted handlingsplan; always empty.';
comment on column core.neste_plan.aar is 'Its year.';
comment on column core.neste_plan.tittel is 'Its title.';
comment on column core.neste_plan.dokument is 'The document.';
comment on column core.neste_plan.melding is 'What it was made from, and what was left out of it.';

create or replace function core.forrige_tiltak(forrige jsonb, plan jsonb) returns table (omraade text, bokstav text, nr bigint, verdi jsonb)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		select i.omraade, t.v ->> 'bokstav', row_number() over (order by e.nr, t.nr), t.v
		from checks.elementer(forrige -> 'omraader') as e left join checks.hp_i_op(forrige, plan) as i on i.sted = 'omraader/' || e.noekkel
		cross join jsonb_array_elements(e.verdi -> 'tiltak') with ordinality as t (v, nr);
end $$;
comment on function core.forrige_tiltak(jsonb, jsonb) is 'Last year''s tiltak in their order, each with the innsatsområde that it stood under, where that is still in force.';

create or replace function core.neste_strategi(plan jsonb, forrige jsonb) returns table (omraade text, nr bigint, verdi jsonb, eneste boolean)
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with strategi as (
			select checks.omraade_id(o.v) as omraade, s.nr, s.v, count(*) over (partition by s.v ->> 'bokstav') = 1 as eneste,
				row_number() over (partition by s.v ->> 'bokstav' order by o.nr, s.nr) = 1 as foerst
			from jsonb_array_elements(plan -> 'innsatsomraader') with ordinality as o (v, nr), jsonb_array_elements(o.v -> 'strategier') with ordinality as s (v, nr)
		)
		select s.omraade, s.nr, s.v, s.eneste from strategi as s
		where s.eneste or exists (select from core.forrige_tiltak(forrige, plan) as t where t.bokstav = s.v ->> 'bokstav' and t.omraade = s.omraade)
			or s.foerst and not exists (select from core.forrige_tiltak(forrige, plan) as t join strategi as x on x.omraade = t.omraade and x.v ->> 'bokstav' = t.bokstav
				where t.bokstav = s.v ->> 'bokstav');
end $$;
comment on function core.neste_strategi(jsonb, jsonb) is
	'The strategies of each area. One that both parts of a split area have (not eneste) stands where last year''s plan had it, else in the first of them.';

drop function if exists core.neste_tiltak(jsonb, jsonb); -- of releases without lineage
create or replace function core.neste_tiltak(strategi jsonb, omraade text, forrige jsonb, plan jsonb) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_build_object('bokstav', strategi ->> 'bokstav', 'strategi', strategi ->> 'tittel', 'id', t.v ->> 'id', 'tiltak', t.v ->> 'tiltak',
			'delmaal', (select jsonb_agg(d.v order by d.nr) from jsonb_array_elements(t.v -> 'delmaal') with ordinality as d (v, nr)
				where d.v ->> 'tilstand' is distinct from 'gjennomfoert')) order by t.nr)
		from (values (0)) as en (rad)
		left join core.forrige_tiltak(forrige, plan) as t (under, bokstav, nr, v) on t.bokstav = strategi ->> 'bokstav'
			and (omraade is null or t.under = omraade));
end $$;
comment on function core.neste_tiltak(jsonb, text, jsonb, jsonb) is
	'The rows of H1 for a strategy: last year''s tiltak under its letter (and in that area, where one is named), with the delmål that are not done and without money; an empty row where there were none (HP-4).';

create or replace function core.neste_omraader(plan jsonb, forrige jsonb, aar int) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_build_object('nummer', o.v -> 'nummer', 'navn', o.v ->> 'navn', 'stoetteomraade', o.v -> 'stoetteomraade',
			'innsatsomraade', o.v ->> 'id', 'kommunalt_ansvar', o.v -> 'kommunalt_ansvar',
			'oppgitt_sum_resultatmaal', m.verdi, 'maal', m.verdi || ' arbeidsplasser i ' || aar,
			'tiltak', (select jsonb_agg(r.v order by s.nr, r.nr) from core.neste_strategi(plan, forrige) as s,
				jsonb_array_elements(core.neste_tiltak(s.verdi, case when not s.eneste then s.omraade end, forrige, plan)) with ordinality as r (v, nr)
				where s.omraade = checks.omraade_id(o.v))) order by o.nr)
		from jsonb_array_elements(plan -> 'innsatsomraader') with ordinality as o (v, nr)
		left join lateral (select c ->> 'verdi' as verdi from jsonb_array_elements(o.v -> 'arbeidsplasser') as c
			where (c ->> 'aar')::int = neste_omraader.aar and c ->> 'verdi' <> '-' limit 1) as m on true);
end $$;
comment on function core.neste_omraader(jsonb, jsonb, int) is
	'The areas of the omstillingsplan, as the lineage leaves them, with the year''s target as the sum of their resultatmål (HP-2), whether the kommune itself is responsible, and their strategies as rows of H1.';

drop function if exists core.neste_melding(text, jsonb, text, jsonb, bigint);
create or replace function core.neste_melding(op_navn text, op_v int, plan jsonb, hp_navn text, hp_v int, forrige jsonb, kvitterte bigint) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	utelatt text := (select string_agg(distinct t ->> 'bokstav', ', ' order by t ->> 'bokstav')
		from jsonb_array_elements(forrige -> 'omraader') as o, jsonb_array_elements(o -> 'tiltak') as t
		where not exists (select from jsonb_array_elements(plan -> 'innsatsomraader') as i, jsonb_array_elements(i -> 'strategier') as s
			where s ->> 'bokstav' = t ->> 'bokstav'));
begin
	return left(concat_ws(' ', format(case when hp_v is null then 'Utkast etter %s versjon %s.' else 'Utkast etter %s versjon %s og %s versjon %s.' end, op_navn, op_v, hp_navn, hp_v),
		case when utelatt is not null then format('Ikke tatt med, bokstaven er utgått: %s.', utelatt) end,
		case when kvitterte > 0 then format('%s feil sto med begrunnelse i %s versjon %s.', kvitterte, hp_navn, hp_v) end), 2000);
end $$;
comment on function core.neste_melding(text, int, jsonb, text, int, jsonb, bigint) is
	'What a drafted plan was made from, which letters of last year are retired, and how many errors were let stand in last year''s plan.';

create or replace function core.neste_handlingsplan(program uuid, aar int, tittel text) returns core.neste_plan
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	op   core.plan;
	hp   core.plan;
	op_v int;
	hp_v int;
	plan jsonb;
	forrige jsonb;
	ny   core.neste_plan;
begin
	select * into op from core.plan x where x.program_id = program and x.type = 'omstillingsplan';
	select * into hp from core.plan x where x.program_id = program and x.type = 'handlingsplan' and x.aar + 1 = neste_handlingsplan.aar;
	op_v := core.versjon_i_kraft(program, op.id, core.i_dag());
	hp_v := core.versjon_i_kraft(program, hp.id, core.i_dag());
	if op_v is null then
		raise exception 'Programmet har ingen vedtatt omstillingsplan å lage handlingsplanen etter.'
			using errcode = 'RP009', constraint = 'ingen_vedtatt_omstillingsplan', hint = 'Et tomt utkast lages med «omstilling plan create».';
	end if;
	plan := core.omstillingsplan_i_kraft(program, core.i_dag());
	forrige := coalesce(core.utgave_dokument(hp, null, hp_v), '{}');
	if not coalesce(aar between (plan ->> 'fra_aar')::int and (plan ->> 'til_aar')::int, false) then
		raise exception 'Omstillingsplanen gjelder % til %.', plan ->> 'fra_aar', plan ->> 'til_aar'
			using errcode = 'RP003', constraint = 'aaret_er_utenfor_perioden', column = 'aar',
				detail = json_build_object('fra_aar', plan ->> 'fra_aar', 'til_aar', plan ->> 'til_aar');
	end if;
	ny.aar := aar;
	ny.tittel := coalesce(nullif(btrim(tittel), ''), 'Handlingsplan ' || aar);
	ny.dokument := jsonb_strip_nulls(jsonb_build_object('format', 1, 'tittel', ny.tittel, 'aar', aar, 'tverrgaaende', plan -> 'tverrgaaende', 'omraader', core.neste_omraader(plan, forrige, aar),
		'resultater', core.tidligere_resultater(program, aar - 1)));
	ny.melding := core.neste_melding(op.kortnavn, op_v, plan, hp.kortnavn, hp_v, forrige,
		(select count(*) from core.versjon_funn f where f.program_id = program and f.plan_id = hp.id and f.versjon = hp_v and f.grunn is not null));
	if hp_v is null then
		ny.melding := core.neste_melding(op.kortnavn, op_v, plan, null, null, '{}', 0);
	end if;
	return ny;
end $$;
comment on function core.neste_handlingsplan(uuid, int, text) is
	'The draft of a year''s handlingsplan, of versions in force today only. FAILED_PRECONDITION ingen_vedtatt_omstillingsplan, INVALID_ARGUMENT aaret_er_utenfor_perioden.';

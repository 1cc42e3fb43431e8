-- The lineage of innsatsområder (handbook 8.3) in a programme: which areas are in force on a day, what a plan makes of
-- them when it is adopted, and how figures follow. What a change means stands in checks/04_avstamning.sql.
--
-- The areas in force are those of the omstillingsplan in force, as the changes of the handlingsplaner adopted since have
-- left them. An area is known by its id in the plan that it first stood in, and keeps it under every name.

create or replace function core.adopterte(program uuid, dag date, type_ text, unntatt uuid) returns table (plan_id uuid, aar int, nr int, vedtatt date, tid timestamptz, dokument jsonb)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
		select p.id, p.aar, x.nr, v.vedtatt, t.tid, r.dokument
		from core.plan p join core.plan_versjon x on x.program_id = p.program_id and x.plan_id = p.id
		cross join lateral core.vedtatt_dato(p.program_id, p.id, x.nr) as v (vedtatt)
		cross join lateral (select coalesce(max(h.tid), '-infinity') as tid from core.vedtak d join core.handling h on h.program_id = d.program_id and h.sak_id = d.sak_id and h.nr = d.handling
			where d.program_id = x.program_id and d.plan_id = x.plan_id and d.versjon = x.nr and d.akt = 'vedtar' and d.utfall = 'ja') as t
		join core.plan_revisjon r on r.program_id = x.program_id and r.plan_id = x.plan_id and r.nr = x.revisjon
		where p.program_id = program and p.type = type_ and v.vedtatt <= dag and not core.versjon_utsatt(x.program_id, x.plan_id, x.nr, dag)
			and not exists (select from core.vedtak d where d.program_id = x.program_id and d.plan_id = x.plan_id and d.versjon = x.nr and d.id = unntatt)
		order by v.vedtatt, t.tid, p.aar, x.nr;
end $$;
comment on function core.adopterte(uuid, date, text, uuid) is
	'The versions of one type of plan that were adopted by a day and not suspended on it, in the order of the decisions, but for the one that a decision (unntatt) adopts. Public, as vedtak are.';

create or replace function core.omstillingsplan_i_kraft(program uuid, dag date, unntatt uuid default null) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	op record;
	hp jsonb;
	ut jsonb;
begin
	select a.dokument, a.vedtatt, a.tid into op from core.adopterte(program, dag, 'omstillingsplan', unntatt) a order by a.vedtatt desc, a.tid desc, a.nr desc limit 1;
	ut := op.dokument;
	for hp in select a.dokument from core.adopterte(program, dag, 'handlingsplan', unntatt) a where (a.vedtatt, a.tid) >= (op.vedtatt, op.tid) and a.dokument ? 'omraadeendringer' loop
		ut := checks.omraader_etter(ut, hp);
	end loop;
	return ut;
end $$;
comment on function core.omstillingsplan_i_kraft(uuid, date, uuid) is
	'The omstillingsplan in force on a day, its areas, targets and letters as the lineage has left them; null before the first. Public. unntatt: as if this decision had not been taken.';

create or replace function core.omraader_foer(program uuid, dag date, unntatt uuid default null) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(core.omstillingsplan_i_kraft(program, dag, unntatt) -> 'innsatsomraader', '[]');
end $$;
comment on function core.omraader_foer(uuid, date, uuid) is 'The innsatsområder in force on a day.';

create or replace function core.utgaatte_omraader(program uuid) returns text[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select a.fra from core.omraade_avstamning a where a.program_id = program and a.fra is distinct from a.til and a.fra is not null);
end $$;
comment on function core.utgaatte_omraader(uuid) is 'The ids of areas that a decision took out of force.';

create or replace function core.avstamning_tekst(grunn text, navn text) returns text
language sql immutable parallel safe as $$
	select format(case grunn
		when 'omraadeendringen_er_ufullstendig' then 'Endringen «%s» er ikke hel: den krever rett antall områder før og etter.'
		when 'ukjent_innsatsomraade' then 'Innsatsområdet «%s» finnes ikke.'
		when 'omraadet_er_avsluttet' then 'Innsatsområdet «%s» er gått ut, og kommer ikke igjen.'
		when 'omraadet_har_to_skjebner' then 'Planen lar innsatsområdet «%s» bli til to forskjellige ting.'
		when 'andelene_er_ikke_hundre' then 'Andelene av et område som deles, skal være til sammen 100 prosent; ellers står det ingen andel (%s).'
		when 'omraadet_er_bestemt_annerledes' then 'Et tidligere vedtak har alt gjort noe annet med innsatsområdet «%s», eller delt det med andre andeler.'
		when 'omraadet_forsvinner' then 'Innsatsområdet «%s» er borte fra planen uten at den sier hva det blir til.' end, navn)
$$;
comment on function core.avstamning_tekst(text, text) is 'What is wrong with the areas of a plan, in words.';

create or replace function core.avstamning_bestridt(program uuid, dok jsonb, foer jsonb) returns table (grunn text, sted text, navn text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
		select distinct on (e.nr) 'omraadet_er_bestemt_annerledes', e.sted, f.v ->> 'navn'
		from checks.endring(dok, foer) e cross join jsonb_array_elements(e.fra) as f (v) left join jsonb_array_elements(e.til) as t (v) on true
		where e.gjort and e.slag in ('slaatt_sammen', 'delt', 'avsluttet')
			and exists (select from core.omraade_avstamning a where a.program_id = program and a.fra = f.v ->> 'omraade' and a.til is distinct from a.fra)
			and not exists (select from core.omraade_avstamning a where a.program_id = program and a.fra = f.v ->> 'omraade'
				and a.til is not distinct from t.v ->> 'omraade' and (e.slag <> 'delt' or a.andel = checks.tall(t.v ->> 'andel')))
		order by e.nr;
end $$;
comment on function core.avstamning_bestridt(uuid, jsonb, jsonb) is
	'The changes of a plan that are made already, but not so: an earlier decision made something else of the area, or shared it otherwise. What is decided stands; it is changed by a change of what it became.';

create or replace function core.krev_avstamning(program uuid, dok jsonb, type_ text, foer jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	feil record;
begin
	select f.* into feil from checks.avstamning_feil(dok, foer, core.utgaatte_omraader(program), type_ = 'omstillingsplan') f limit 1;
	if feil.grunn is null then
		select f.* into feil from core.avstamning_bestridt(program, dok, foer) f limit 1;
	end if;
	if feil.grunn is not null then
		raise exception '%', core.avstamning_tekst(feil.grunn, left(feil.navn, 200)) using errcode = 'RP009', constraint = feil.grunn,
			detail = (select json_build_object('navn', left(feil.navn, 200), 'feil', json_agg(json_build_object('grunn', f.grunn, 'sted', f.sted, 'navn', left(f.navn, 80))))
				from (select * from checks.avstamning_feil(dok, foer, core.utgaatte_omraader(program), type_ = 'omstillingsplan')
					union all select * from core.avstamning_bestridt(program, dok, foer) limit 8) f),
			hint = 'Hva som blir av innsatsområdene, står i planens omraadeendringer: viderefoert, omdoept, slaatt_sammen, delt, avsluttet eller ny.';
	end if;
end $$;
comment on function core.krev_avstamning(uuid, jsonb, text, jsonb) is
	'FAILED_PRECONDITION, the reason naming what is wrong first (checks.avstamning_feil, core.avstamning_bestridt), the detail up to eight of them, where a plan does not account for the areas in force before it.';

create or replace function core.pek_omraader(dok jsonb, foer jsonb) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when jsonb_typeof(dok -> 'omraadeendringer') = 'array' then jsonb_set(dok, '{omraadeendringer}', (
		select coalesce(jsonb_agg(a.v || case when a.v ? 'fra' then jsonb_build_object('fra', e.fra) else '{}' end
			|| case when a.v ? 'til' then jsonb_build_object('til', e.til) else '{}' end order by a.nr), '[]')
		from jsonb_array_elements(dok -> 'omraadeendringer') with ordinality as a (v, nr) join checks.endring(dok, foer) as e on e.nr = a.nr)) else dok end;
end $$;
comment on function core.pek_omraader(jsonb, jsonb) is 'The document with the ids and names of the areas that its changes name. What names none stays as it was written.';

create or replace function core.kjenn_omraader(dok jsonb, base jsonb, foer jsonb) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when jsonb_typeof(dok -> 'innsatsomraader') = 'array' and foer <> '[]' then jsonb_set(dok, '{innsatsomraader}', (
		select coalesce(jsonb_agg(a.v || case when coalesce(a.v ->> 'id', '') = '' and f.id is not null and f.id <> all (core.alle_id(dok) || core.alle_id(base))
			then jsonb_build_object('id', f.id) else '{}' end order by a.nr), '[]')
		from jsonb_array_elements(dok -> 'innsatsomraader') with ordinality as a (v, nr)
		cross join lateral (select checks.finn_omraade(foer, jsonb_build_object('navn', a.v -> 'navn')) ->> 'id' as id) as f)) else dok end;
end $$;
comment on function core.kjenn_omraader(jsonb, jsonb, jsonb) is
	'An omstillingsplan in which an area without id that a handlingsplan made, known by its name, gets the id that it has there.';

create or replace function core.avstamning_virkning(s core.sak, vedtak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag   date := core.vedtatt_dato(s.program_id, s.plan_id, s.versjon);
	p     core.plan;
	dok   jsonb;
	foer  jsonb;
begin
	select * into p from core.plan x where x.program_id = s.program_id and x.id = s.plan_id;
	select r.dokument into dok from core.plan_versjon x join core.plan_revisjon r on r.program_id = x.program_id and r.plan_id = x.plan_id and r.nr = x.revisjon
	where x.program_id = s.program_id and x.plan_id = s.plan_id and x.nr = s.versjon;
	if dag is null or not dok ?| array['innsatsomraader', 'omraadeendringer'] then
		return;
	end if;
	perform pg_advisory_xact_lock(hashtextextended('avstamning ' || s.program_id, 0));
	foer := core.omraader_foer(s.program_id, dag, vedtak);
	perform core.krev_avstamning(s.program_id, dok, p.type, foer);
	insert into core.omraade_avstamning (program_id, nr, plan_id, versjon, sak_id, vedtak_id, gjelder_fra, slag, fra, fra_navn, til, til_navn, andel, grunn)
	select s.program_id, coalesce((select max(a.nr) from core.omraade_avstamning a where a.program_id = s.program_id), 0) + row_number() over (),
		s.plan_id, s.versjon, s.id, vedtak, dag, r.slag, r.fra, r.fra_navn, r.til, r.til_navn, r.andel, r.grunn
	from checks.avstamning_rader(dok, foer) r;
end $$;
comment on function core.avstamning_virkning(core.sak, uuid) is
	'What an adopted plan makes of the areas, from the meeting''s date. Refused like a submission where they are no longer those that the plan was written for.';

create or replace function core.omraade_etterkommere(program uuid, dag date) returns table (omraade text, etterkommer text, andel numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with recursive kant as (
			select distinct a.fra, a.til, a.andel from core.omraade_avstamning a
			where a.program_id = program and a.gjelder_fra <= dag and a.fra <> a.til and not core.sak_utsatt(a.program_id, a.sak_id, dag)
		), sti as (
			select x.id as omraade, x.id as etterkommer, 100::numeric as andel from (
				select a.fra from core.omraade_avstamning a where a.program_id = program and a.fra is not null
				union select a.til from core.omraade_avstamning a where a.program_id = program and a.til is not null
				union select checks.omraade_id(o) from jsonb_array_elements(core.omraader_foer(program, dag)) as o) as x (id)
			union all
			select s.omraade, k.til, s.andel * k.andel * 0.01 from sti s join kant k on k.fra = s.etterkommer
		) cycle etterkommer set i_ring using vei
		select s.omraade, s.etterkommer, trim_scale(sum(s.andel)) from sti s
		where not s.i_ring and not exists (select from kant k where k.fra = s.etterkommer) group by s.omraade, s.etterkommer;
end $$;
comment on function core.omraade_etterkommere(uuid, date) is
	'Where every area that a programme has had is found on a day: the areas that it has become, and how much of it each has, per cent, exactly; itself where it has not changed, or has ended. Whatever is booked on an area (budgets, awards, results) follows it by this and nothing else.';

create or replace function core.omraade_budsjett(program uuid, dag date) returns table (omraade text, aar int, budsjett numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		select i.omraade, hp.aar, coalesce(checks.tall(h.sum_budsjett), h.budsjett)
		from (select distinct on (a.aar) a.* from core.adopterte(program, dag, 'handlingsplan', null) a order by a.aar, a.vedtatt desc, a.nr desc) as hp
		cross join lateral checks.hp_i_op(hp.dokument, coalesce(core.omstillingsplan_i_kraft(program, hp.vedtatt), core.omstillingsplan_i_kraft(program, dag))) as i
		join lateral checks.hp_h1(hp.dokument) as h on h.sted = i.sted;
end $$;
comment on function core.omraade_budsjett(uuid, date) is
	'What the handlingsplaner in force on a day set aside in H1 for each area, by its id in the year that they are of; null where none is stated. NOK.';

create or replace function core.omraade_liste(program uuid, dag date) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with budsjett as (
			select e.etterkommer, b.aar, trim_scale(sum(b.budsjett * e.andel * 0.01)) as sum
			from core.omraade_budsjett(program, dag) b join core.omraade_etterkommere(program, dag) e on e.omraade = b.omraade
			where b.budsjett is not null group by e.etterkommer, b.aar
		), rad as (
			select b.etterkommer, json_agg(json_build_object('aar', b.aar, 'verdi', b.sum::text) order by b.aar) as per_aar from budsjett b group by b.etterkommer
		)
		select coalesce(json_agg(json_strip_nulls(json_build_object('id', checks.omraade_id(o.v), 'nummer', o.v -> 'nummer', 'navn', o.v ->> 'navn',
			'stoetteomraade', coalesce((o.v ->> 'stoetteomraade')::boolean, false), 'arbeidsplasser', o.v -> 'arbeidsplasser', 'budsjett', r.per_aar)) order by o.nr), '[]')
		from jsonb_array_elements(core.omraader_foer(program, dag)) with ordinality as o (v, nr) left join rad r on r.etterkommer = checks.omraade_id(o.v));
end $$;
comment on function core.omraade_liste(uuid, date) is 'The areas in force on a day as the contract has them, with the targets and budgets that have followed them there. Public.';

create or replace function core.avstamning_liste(program uuid, dag date) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(json_agg(json_strip_nulls(json_build_object('gjelder_fra', a.gjelder_fra, 'slag', a.slag, 'fra', a.fra, 'fra_navn', a.fra_navn,
			'til', a.til, 'til_navn', a.til_navn, 'andel', trim_scale(a.andel)::text, 'grunn', a.grunn, 'plan', g.kortnavn || '/' || p.kortnavn, 'versjon', a.versjon,
			'sak', case when core.deltar(program) or not core.er_lukket(s.program_id, s.id) then g.kortnavn || '/sak-' || s.nr end)) order by a.gjelder_fra, a.nr), '[]')
		from core.omraade_avstamning a join core.program g on g.id = a.program_id join core.plan p on p.program_id = a.program_id and p.id = a.plan_id
		join core.sak s on s.program_id = a.program_id and s.id = a.sak_id
		where a.program_id = program and a.gjelder_fra <= dag and not core.sak_utsatt(a.program_id, a.sak_id, dag));
end $$;
comment on function core.avstamning_liste(uuid, date) is 'The lineage up to a day as the contract has it, oldest first. Public, as the decisions are.';

create or replace trigger uforanderlig before update or delete or truncate on core.omraade_avstamning for each statement execute function core.uforanderlig();
create or replace trigger journal after insert on core.omraade_avstamning for each row execute function core.journal_rad('omraadeendring');

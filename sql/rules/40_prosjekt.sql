-- Projects (handbook, sections 4 and 8.4): a possible tiltak of the adopted plan becomes one by a decision of row 39, an application by one of
-- row 27 or 28 (41_tildeling.sql). Here: what a project is, how it is named and shown, and row 39.

create or replace function core.prosjekt_navn(program uuid, prosjekt uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select g.kortnavn || '/prosjekt-' || p.nr from core.prosjekt p join core.program g on g.id = p.program_id where p.program_id = program and p.id = prosjekt);
end $$;
comment on function core.prosjekt_navn(uuid, uuid) is 'PROGRAM/prosjekt-N.';

create or replace function core.prosjekt_med_navn(program uuid, ref text) returns core.prosjekt
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.prosjekt;
begin
	select x.* into p from core.prosjekt x join core.program g on g.id = x.program_id where x.program_id = program and ref in (g.kortnavn || '/prosjekt-' || x.nr, x.id::text);
	return p;
end $$;
comment on function core.prosjekt_med_navn(uuid, text) is 'A project of a programme by PROGRAM/prosjekt-N or id; null when it has none such.';

-- Row 39.

create or replace function core.mulige_tiltak(program uuid, plan text, dag date) returns table (plan_id uuid, aar int, omraade text, bokstav text, tiltak text, budsjett numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with hp as (
			select a.* from core.adopterte(program, dag, 'handlingsplan', null) a join core.plan p on p.program_id = program and p.id = a.plan_id join core.program g on g.id = program
			where plan in (g.kortnavn || '/' || p.kortnavn, p.id::text) order by a.vedtatt desc, a.nr desc limit 1
		)
		select hp.plan_id, hp.aar, coalesce(i.omraade, checks.omraade_id(o.verdi)), t.verdi ->> 'bokstav', t.verdi ->> 'tiltak', checks.tall(t.verdi ->> 'budsjett')
		from hp cross join lateral checks.hp_omraade(hp.dokument) as o cross join lateral checks.elementer(o.verdi -> 'tiltak') as t
			left join lateral checks.hp_i_op(hp.dokument, core.omstillingsplan_i_kraft(program, dag)) as i on i.sted = o.sted;
end $$;
comment on function core.mulige_tiltak(uuid, text, date) is 'The possible tiltak of a handlingsplan as it is in force on a day, each with the id of its area; none when the plan is not adopted.';

create or replace function core.valgt_tiltak(program uuid, p jsonb, dag date, out plan_id uuid, out aar int, out omraade text, out bokstav text, out tiltak text, out budsjett numeric, out antall int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	select t.plan_id, t.aar, t.omraade, t.bokstav, t.tiltak, t.budsjett, count(*) over ()::int into plan_id, aar, omraade, bokstav, tiltak, budsjett, antall
	from core.mulige_tiltak(program, p ->> 'plan', dag) t
	where t.bokstav = p ->> 'strategi' and (p ->> 'tiltak' is null or lower(btrim(t.tiltak)) = lower(btrim(p ->> 'tiltak'))) limit 1;
end $$;
comment on function core.valgt_tiltak(uuid, jsonb, date) is 'The possible tiltak that a case of row 39 means, by the strategy''s letter and, where that has several, the tiltak''s words; antall: how many fit.';

create or replace function core.tiltaket_fra(program uuid, prosjekt uuid) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (with recursive kjede (id, fra, forrige) as (
			select p.id, p.fra, p.forgjenger_id from core.prosjekt p where p.program_id = program and p.id = prosjekt
			union
			select p.id, p.fra, p.forgjenger_id from kjede k join core.prosjekt p on p.program_id = program and p.id = k.forrige
		)
		select min(k.fra) from kjede k);
end $$;
comment on function core.tiltaket_fra(uuid, uuid) is
	'The first day of the first step of PLP that a project goes on from, its own when it is the first: one tiltak is all of its steps (U: the six years are counted from there, what lies between the steps too). Null for null.';

create or replace function core.krev_prosjekttid(program uuid, p json) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	foerste date;
begin
	perform core.krev_tekst(p, 'fra'), core.krev_tekst(p, 'til');
	if core.les_dato(p, 'til') < core.les_dato(p, 'fra') then
		raise exception 'Prosjektet kan ikke slutte før det begynner.' using errcode = 'RP003', constraint = 'prosjektet_slutter_ikke_foer_det_begynner', column = 'forslag.prosjekt';
	end if;
	foerste := least(core.les_dato(p, 'fra'), core.tiltaket_fra(program, (core.prosjekt_med_navn(program, p ->> 'forgjenger')).id));
	if core.les_dato(p, 'til') >= foerste + interval '6 years' then
		raise exception 'Ett tiltak støttes i høyst seks år, regnet fra det første steget (%).', foerste using errcode = 'RP009', constraint = 'et_tiltak_stoettes_i_hoeyst_seks_aar', column = 'forslag.prosjekt',
			detail = json_build_object('kilde', 'OF', 'fra', foerste);
	end if;
end $$;
drop function if exists core.krev_prosjekttid(json);
comment on function core.krev_prosjekttid(uuid, json) is 'First and last day of a project: at most six years for one tiltak, all its steps of PLP together.';

create or replace function core.forslag_prosjekt(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p jsonb := s.forslag -> 'prosjekt';
	t record;
begin
	if p is null then
		raise exception 'Saken sier ikke hvilket tiltak som skal bli prosjekt.' using errcode = 'RP003', constraint = 'forslaget_mangler_prosjekt', column = 'forslag.prosjekt';
	end if;
	perform core.krev_tekst(p::json, 'plan'), core.krev_tekst(p::json, 'strategi'), core.krev_beloep(s.forslag::json), core.krev_prosjekttid(s.program_id, p::json);
	if coalesce(p ->> 'bruk', 'egeninitiert') not in ('egeninitiert', 'stoerre_prosjekt') then
		raise exception 'Et tiltak blir et egeninitiert prosjekt eller en del av et større (stoerre_prosjekt); søkbare midler tildeles på søknad.'
			using errcode = 'RP003', constraint = 'bruken_passer_ikke_til_saken', column = 'forslag.prosjekt';
	end if;
	t := core.valgt_tiltak(s.program_id, p, s.opprettet);
	if t.antall is null then
		raise exception 'Tiltaket står ikke i en vedtatt handlingsplan.' using errcode = 'RP009', constraint = 'tiltaket_er_ikke_i_en_vedtatt_plan', column = 'forslag.prosjekt',
			detail = json_build_object('kilde', 'håndboka, del 4');
	elsif t.antall > 1 then
		raise exception 'Strategi % har flere mulige tiltak; oppgi tiltaket med planens ord.', p ->> 'strategi'
			using errcode = 'RP003', constraint = 'tiltaket_er_ikke_entydig', column = 'forslag.prosjekt';
	end if;
	perform core.krev_plp_steg(s.program_id, p);
	if s.forslag ? 'soeknad' then
		perform core.forslag_medfinansiering(s);
	end if;
end $$;
comment on function core.forslag_prosjekt(core.sak) is 'Row 39: the case names a possible tiltak of an adopted handlingsplan, an amount and a time.';

create or replace function core.forslag_medfinansiering(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if s.forslag #>> '{prosjekt,bruk}' is distinct from 'stoerre_prosjekt' then
		raise exception 'Et egeninitiert prosjekt har ingen søknad; en del av et større (stoerre_prosjekt) kan ha en.'
			using errcode = 'RP003', constraint = 'bruken_passer_ikke_til_saken', column = 'forslag.soeknad';
	end if;
	perform core.forslag_tildeling(s);
end $$;
comment on function core.forslag_medfinansiering(core.sak) is 'Row 39 on an application: the owner of a larger project asks the programme to take part.';

create or replace function core.krev_plp_steg(program uuid, p jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	steg constant text[] := array['forstudie', 'forprosjekt', 'hovedprosjekt'];
	forrige core.prosjekt := core.prosjekt_med_navn(program, p ->> 'forgjenger');
	dette   text := coalesce(p ->> 'plp_steg', 'hovedprosjekt');
begin
	if array_position(steg, dette) is null then
		raise exception 'PLP-steget er forstudie, forprosjekt eller hovedprosjekt.' using errcode = 'RP003', constraint = 'plp_steget_er_kjent', column = 'forslag.prosjekt';
	end if;
	if p ->> 'forgjenger' is null then
		return;
	end if;
	if forrige.id is null then
		raise exception 'Prosjektet finnes ikke, eller du har ikke tilgang til det.' using errcode = 'RP005', constraint = 'ukjent_prosjekt', column = 'forslag.prosjekt';
	end if;
	if array_position(steg, forrige.plp_steg) >= array_position(steg, dette) then
		raise exception 'Et % bygger ikke på et %.', dette, forrige.plp_steg using errcode = 'RP009', constraint = 'plp_steget_er_ikke_det_neste', column = 'forslag.prosjekt',
			detail = json_build_object('kilde', 'håndboka, del 8.4');
	end if;
end $$;
comment on function core.krev_plp_steg(uuid, jsonb) is 'A step of PLP that goes on from another follows one before it, which was decided: a project of the programme.';

create or replace function core.nytt_prosjekt(p core.prosjekt) returns core.prosjekt
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.program g where g.id = p.program_id for no key update;
	p.id := gen_random_uuid();
	p.nr := (select coalesce(max(x.nr), 0) + 1 from core.prosjekt x where x.program_id = p.program_id);
	p.tid := clock_timestamp();
	insert into core.prosjekt select p.*;
	return p;
end $$;
comment on function core.nytt_prosjekt(core.prosjekt) is 'Numbers and adds a project.';

create or replace function core.prosjekt_virkning(s core.sak, h core.handling, vedtak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f jsonb := s.forslag -> 'prosjekt';
	a core.soeknad := core.sakens_soeknad(s);
	p core.prosjekt;
	t record;
	betalt numeric;
begin
	if f is null then
		return;
	end if;
	betalt := core.erstatt_tildeling(s, a, h.dato);
	t := core.valgt_tiltak(s.program_id, f, h.dato);
	if t.antall is distinct from 1 then
		raise exception 'Tiltaket står ikke i en vedtatt handlingsplan.' using errcode = 'RP009', constraint = 'tiltaket_er_ikke_i_en_vedtatt_plan';
	end if;
	p.program_id := s.program_id;
	p.tittel := coalesce(f ->> 'tittel', s.tittel);
	p.bruk := coalesce(f ->> 'bruk', 'egeninitiert');
	p.plp_steg := coalesce(f ->> 'plp_steg', 'hovedprosjekt');
	p.plan_id := t.plan_id; p.aar := t.aar; p.omraade := t.omraade; p.strategi := t.bokstav; p.tiltak := t.tiltak;
	p.forgjenger_id := (core.prosjekt_med_navn(s.program_id, f ->> 'forgjenger')).id;
	p.sak_id := s.id; p.fra := core.les_dato(f::json, 'fra'); p.til := core.les_dato(f::json, 'til'); p.dato := h.dato;
	if a.id is not null then
		perform core.krev_kan_tildeles(s, a);
		p.soeknad_id := a.id; p.ansvarlig_id := a.soeker_id;
	end if;
	perform core.krev_mer_enn_utbetalt(s, betalt);
	perform core.ny_tildeling(s, h, vedtak, core.nytt_prosjekt(p), case when a.id is null then 0 else coalesce((s.forslag ->> 'holdes_tilbake')::numeric, 25) end, betalt);
end $$;
comment on function core.prosjekt_virkning(core.sak, core.handling, uuid) is
	'Row 39 adopted: the project, and the money set aside for it, in the place of that of the application, or of the decision that the case replaces.';

create or replace trigger journal after insert on core.prosjekt for each row execute function core.journal_rad('prosjekt');
create or replace trigger uforanderlig before update or delete or truncate on core.prosjekt for each statement execute function core.uforanderlig();
alter table core.prosjekt enable row level security;
drop policy if exists deltakerne_ser_prosjekter on core.prosjekt;
create policy deltakerne_ser_prosjekter on core.prosjekt for select to omstilling_api using (core.deltar(program_id));

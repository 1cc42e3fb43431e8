-- Courses, seminars and role agreements (handbook, section 10): registered by those who prepare, read by those who serve the programme,
-- and what the programleder is reminded of: new people without a course, a course to repeat after 6 to 12 months (S3, S4), the styre's
-- seminar after year 1 (S3). Reminders, never a block. What 'INTRO or PLP will do' and three months to hold the seminar are ours (U).

create or replace function core.kurs_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_ikke_fremtid(new.dato);
	perform from core.program g where g.id = new.program_id for no key update;
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.kurs x where x.program_id = new.program_id);
	new.registrert := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.kurs_kontroll() is 'Row trigger: a course has been held; numbers it.';
create or replace trigger kontroll before insert on core.kurs for each row execute function core.kurs_kontroll();

create or replace function core.rolleavtale_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.program g where g.id = new.program_id for no key update;
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.rolleavtale x where x.program_id = new.program_id);
	new.registrert := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.rolleavtale_kontroll() is 'Row trigger: numbers an agreement.';
create or replace trigger kontroll before insert on core.rolleavtale for each row execute function core.rolleavtale_kontroll();

create or replace function core.kurs_holdt(program uuid, dag date) returns setof core.kurs
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select k.* from core.kurs k where k.program_id = program and k.dato <= dag
		and not exists (select from core.kurs n where n.program_id = k.program_id and n.korrigerer = k.nr);
end $$;
comment on function core.kurs_holdt(uuid, date) is 'The courses that a programme had held by a day, as they are known now.';

create or replace function core.uten_kurs(program uuid, dag date) returns table (person_id uuid, brukernavn text, organ text, siden date)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
	select p.id, p.brukernavn, min(o.kortnavn), min(v.fra) from core.program_organ po join core.organ o on o.id = po.organ_id join core.verv v on v.organ_id = o.id
		join core.rolle r on r.rolle = v.rolle join core.person p on p.id = v.person_id
	where po.program_id = program and po.funksjon = any (case when core.fase_paa(program, dag) >= 3 then array['OS', 'PL'] else array['SG', 'PA', 'EPL'] end)
		and core.gjelder(po.fra, po.til, dag) and core.gjelder(v.fra, v.til, dag) and (r.stemmer or v.rolle in ('programleder', 'prosjektleder', 'prosjektansvarlig'))
		and not exists (select from core.kurs_holdt(program, dag) k join core.kurs_deltaker d on d.program_id = k.program_id and d.kurs_nr = k.nr
			where k.slag in ('plp', 'intro') and d.deltaker_id = p.id)
	group by p.id, p.brukernavn order by 4, 2;
end $$;
comment on function core.uten_kurs(uuid, date) is
	'Who carries a programme on a day (in phase 2 styringsgruppe and project leaders, later styre and programleder) and has taken part in neither PLP nor INTRO, the longest there first.';

create or replace function core.kurs_frister(program uuid, dag date) returns table (tittel text, frist date, kilde text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
	flest constant int := 5;
begin
	return query
	with u as (select x.*, row_number() over () as n from core.uten_kurs(program, dag) x), k as (select * from core.kurs_holdt(program, dag))
	select format('INTRO- eller PLP-kurs for %s som ikke har hatt det: %s', count(*), string_agg(u.brukernavn, ', ' order by u.n) filter (where u.n <= flest) || case when count(*) > flest then ' ...' else '' end),
		null::date, 'håndboka, del 10; S4' from u having count(*) > 0
	union all
	select format('Gjenta deler av %s-kurset fra %s', upper(k.slag), max(k.dato)), (max(k.dato) + interval '12 months')::date, 'håndboka, del 10; S3'
	from k where k.slag in ('plp', 'intro') group by k.slag having count(*) = 1 and dag >= max(k.dato) + interval '6 months'
	union all
	select 'Holde styreseminar etter år 1', (p.periode_fra + interval '15 months')::date, 'håndboka, del 10; S3'
	from core.program p where p.id = program and core.fase_paa(program, dag) = 3 and dag between (p.periode_fra + interval '1 year')::date and p.periode_til
		and not exists (select from k where k.slag = 'styreseminar' and k.dato >= p.periode_fra + interval '9 months');
end $$;
comment on function core.kurs_frister(uuid, date) is
	'What is to be held: courses for those without, one that has been held once and is to be repeated (from 6 months on, before 12 have gone), the styre''s seminar once year 1 is over (one of its last quarter will do).';

create or replace function core.oppgaver_kurs(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('program', p.kortnavn, 'tittel', f.tittel, 'organ', o.kortnavn, 'kilde', f.kilde, 'frist', f.frist)) order by f.frist, p.kortnavn, f.tittel), '[]')
		from core.program p cross join lateral (select x.kortnavn from unnest(case when core.fase_paa(p.id, dag) >= 3 then array['PL'] else array['EPL'] end) t (funksjon), core.organer(p.id, t.funksjon, dag) x
				where core.har_verv(hvem, x.id, dag, array['programleder', 'prosjektleder']) order by x.kortnavn limit 1) o
			cross join lateral core.kurs_frister(p.id, dag) f
		where p.id = any (programmer) and core.fase_paa(p.id, dag) in (2, 3));
end $$;
comment on function core.oppgaver_kurs(uuid, uuid[]) is 'Courses and seminars that wait for a programleder, in phase 2 for the project leader, in these programmes.';

create or replace function core.kurs_svar(k core.kurs) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('nr', k.nr, 'slag', k.slag, 'dato', k.dato, 'tittel', k.tittel,
		'deltakere', (select jsonb_agg(p.brukernavn order by p.brukernavn) from core.kurs_deltaker d join core.person p on p.id = d.deltaker_id where d.program_id = k.program_id and d.kurs_nr = k.nr),
		'merknad', k.merknad, 'korrigerer', k.korrigerer, 'korrigert_av', (select n.nr from core.kurs n where n.program_id = k.program_id and n.korrigerer = k.nr),
		'brukernavn', (select p.brukernavn from core.person p where p.id = k.person_id)));
end $$;
comment on function core.kurs_svar(core.kurs) is 'The contract''s Kurs.';

create or replace function core.rolleavtale_svar(a core.rolleavtale) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('nr', a.nr, 'motpart', a.motpart, 'orgnr', a.orgnr, 'innhold', a.innhold, 'fra', a.fra, 'til', a.til, 'korrigerer', a.korrigerer,
		'tilstand', case when exists (select from core.rolleavtale n where n.program_id = a.program_id and n.korrigerer = a.nr) then 'avloest'
			when core.gjelder(a.fra, a.til, core.i_dag()) then 'gjelder' when a.fra > core.i_dag() then 'kommer' else 'utloept' end,
		'brukernavn', (select p.brukernavn from core.person p where p.id = a.person_id)));
end $$;
comment on function core.rolleavtale_svar(core.rolleavtale) is 'The contract''s Rolleavtale.';

create or replace trigger journal after insert on core.kurs for each row execute function core.journal_rad('kurs_holdt');
create or replace trigger journal after insert on core.kurs_deltaker for each row execute function core.journal_rad('kursdeltaker', 'deltaker_id');
create or replace trigger journal after insert on core.rolleavtale for each row execute function core.journal_rad('rolleavtale', 'innhold');
create or replace trigger uforanderlig before update or delete or truncate on core.kurs for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.kurs_deltaker for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.rolleavtale for each statement execute function core.uforanderlig();
alter table core.kurs enable row level security;
alter table core.kurs_deltaker enable row level security;
alter table core.rolleavtale enable row level security;
drop policy if exists deltakerne_ser_kurs on core.kurs;
create policy deltakerne_ser_kurs on core.kurs for select to omstilling_api using (core.deltar(program_id));
drop policy if exists de_som_forbereder_foerer_kurs on core.kurs;
create policy de_som_forbereder_foerer_kurs on core.kurs for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());
drop policy if exists de_som_forbereder_foerer_deltakere on core.kurs_deltaker;
create policy de_som_forbereder_foerer_deltakere on core.kurs_deltaker for insert to omstilling_api with check (core.forbereder(program_id));
drop policy if exists deltakerne_ser_rolleavtaler on core.rolleavtale;
create policy deltakerne_ser_rolleavtaler on core.rolleavtale for select to omstilling_api using (core.deltar(program_id));
drop policy if exists de_som_forbereder_foerer_avtaler on core.rolleavtale;
create policy de_som_forbereder_foerer_avtaler on core.rolleavtale for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());

-- How an application is assessed (handbook, section 7; row 26): points by each criterion of the guidelines that held the day it came, with the
-- reason, in the case that is to decide it. They advise; the decision is the board's.

create or replace function core.hoeyeste_poeng() returns int language sql immutable as $$ select 10 $$;
comment on function core.hoeyeste_poeng() is 'The most points that a criterion gives; the least is 0 (U).';

create or replace function core.krev_poeng(s core.sak, a core.soeknad, p jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not exists (select from core.kriterier(s.program_id, a.mottatt) k where k.navn = btrim(p ->> 'kriterium')) then
		raise exception '«%» er ikke et kriterium i retningslinjene som gjaldt da søknaden kom (%).', left(p ->> 'kriterium', 200), a.mottatt
			using errcode = 'RP003', constraint = 'kriteriet_er_ikke_i_retningslinjene', column = 'forslag.poeng',
				detail = json_build_object('kjente', (select coalesce(json_agg(k.navn order by k.nr), '[]') from core.kriterier(s.program_id, a.mottatt) k), 'kilde', 'matrisen rad 26');
	elsif coalesce(p ->> 'poeng', '') !~ '^[0-9]{1,2}$' or (p ->> 'poeng')::int > core.hoeyeste_poeng() then
		raise exception 'Et kriterium får mellom 0 og % poeng.', core.hoeyeste_poeng() using errcode = 'RP003', constraint = 'ugyldige_poeng', column = 'forslag.poeng';
	elsif length(btrim(coalesce(p ->> 'begrunnelse', ''))) not between 1 and 2000 then
		raise exception 'Poengene for «%» begrunnes, med høyst 2000 tegn.', p ->> 'kriterium' using errcode = 'RP003', constraint = 'poengene_begrunnes', column = 'forslag.poeng';
	end if;
end $$;
comment on function core.krev_poeng(core.sak, core.soeknad, jsonb) is 'Points are for a criterion of the guidelines of the day the application came, within the scale, with a reason.';

create or replace function core.krev_poengliste(s core.sak, liste jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a core.soeknad;
	p jsonb;
begin
	a := core.soeknad_av(s.program_id, s.forslag ->> 'soeknad');
	if a.id is null then
		raise exception 'Poeng gis i en sak om en søknad.' using errcode = 'RP003', constraint = 'saken_avgjoer_ingen_soeknad', column = 'forslag.poeng', detail = json_build_object('kilde', 'matrisen rad 27, 28, 39');
	end if;
	for p in select x from jsonb_array_elements(liste) x loop
		perform core.krev_poeng(s, a, p);
	end loop;
	if (select count(distinct btrim(x ->> 'kriterium')) from jsonb_array_elements(liste) x) < jsonb_array_length(liste) then
		raise exception 'Et kriterium vurderes én gang.' using errcode = 'RP003', constraint = 'kriteriet_er_vurdert_to_ganger', column = 'forslag.poeng';
	end if;
end $$;
comment on function core.krev_poengliste(core.sak, jsonb) is 'Checks points in the case of an application: each criterion at most once.';

create or replace function core.forslag_poeng(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_poengliste(s, s.forslag -> 'poeng') where s.forslag -> 'poeng' is not null;
end $$;
comment on function core.forslag_poeng(core.sak) is 'Checks the points that a new case proposes.';

create or replace function core.sakens_poeng(s core.sak) returns table (kriterium text, poeng int, begrunnelse text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query select distinct on (x.kriterium) x.kriterium, x.poeng, x.begrunnelse from (
			select p.kriterium, p.poeng, p.begrunnelse, p.nr from core.soeknadspoeng p where p.program_id = s.program_id and p.sak_id = s.id
			union all select btrim(f ->> 'kriterium'), (f ->> 'poeng')::int, f ->> 'begrunnelse', 0 from jsonb_array_elements(s.forslag -> 'poeng') f) x
		order by x.kriterium, x.nr desc;
end $$;
comment on function core.sakens_poeng(core.sak) is 'The points of a case as they are now: those given last, else those that it proposed.';

create or replace function core.sett_poeng(s core.sak, liste jsonb) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_soeknadsfoerer(s.program_id);
	select * into s from core.sak x where x.program_id = s.program_id and x.id = s.id for no key update;
	if s.tilstand <> 'under_behandling' then
		raise exception 'Saken er avgjort; poengene står.' using errcode = 'RP009', constraint = 'saken_er_avgjort', detail = json_build_object('tilstand', s.tilstand, 'kilde', 'matrisen rad 26');
	elsif coalesce(jsonb_array_length(liste), 0) = 0 then
		perform core.krev_tekst('{}', 'poeng');
	end if;
	perform core.krev_poengliste(s, liste);
	insert into core.soeknadspoeng (program_id, sak_id, nr, kriterium, poeng, begrunnelse, person_id)
	select s.program_id, s.id, (select coalesce(max(x.nr), 0) from core.soeknadspoeng x where x.program_id = s.program_id and x.sak_id = s.id) + y.n,
		btrim(y.p ->> 'kriterium'), (y.p ->> 'poeng')::int, btrim(y.p ->> 'begrunnelse'), core.person() from jsonb_array_elements(liste) with ordinality y (p, n);
end $$;
comment on function core.sett_poeng(core.sak, jsonb) is
	'Gives or changes points of some criteria until the case is decided; the others stay. By those who prepare awards. Locks the case: what is decided meanwhile is decided with the points it had.';

create or replace function core.soeknadspoeng_journal() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s   core.sak;
	foer record;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id;
	select x.poeng, x.begrunnelse into foer from (
		select p.poeng, p.begrunnelse, p.nr from core.soeknadspoeng p where p.program_id = new.program_id and p.sak_id = new.sak_id and p.kriterium = new.kriterium and p.nr < new.nr
		union all select (f ->> 'poeng')::int, f ->> 'begrunnelse', 0 from jsonb_array_elements(s.forslag -> 'poeng') f where btrim(f ->> 'kriterium') = new.kriterium) x order by x.nr desc limit 1;
	perform core.journalfoer(new.program_id, 'soeknadspoeng', 'sak-' || s.nr, case when foer.poeng is not null then jsonb_build_object('kriterium', new.kriterium, 'poeng', foer.poeng, 'begrunnelse', foer.begrunnelse) end,
		jsonb_build_object('kriterium', new.kriterium, 'poeng', new.poeng, 'begrunnelse', new.begrunnelse), null);
	return null;
end $$;
comment on function core.soeknadspoeng_journal() is 'Row trigger: journals points, old and new.';
create or replace trigger journal after insert on core.soeknadspoeng for each row execute function core.soeknadspoeng_journal();
create or replace trigger uforanderlig before update or delete or truncate on core.soeknadspoeng for each statement execute function core.uforanderlig();
alter table core.soeknadspoeng enable row level security;
drop policy if exists deltakerne_ser_poengene on core.soeknadspoeng;
create policy deltakerne_ser_poengene on core.soeknadspoeng for select to omstilling_api using (core.deltar(program_id));

create or replace function core.poeng_svar(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a core.soeknad;
begin
	if s.beslutning not in (27, 28, 39) or not s.forslag ? 'soeknad' or not core.deltar(s.program_id) then
		return '{}';
	end if;
	a := core.soeknad_av(s.program_id, s.forslag ->> 'soeknad');
	return (select jsonb_strip_nulls(jsonb_build_object(
		'poeng', jsonb_agg(jsonb_build_object('kriterium', k.navn, 'vekt', trim_scale(k.vekt)::text, 'poeng', p.poeng, 'begrunnelse', p.begrunnelse) order by k.nr),
		'samlet_poeng', case when count(p.poeng) = count(*) then trim_scale(round(sum(k.vekt * p.poeng) / 100, 2))::text end))
		from core.kriterier(s.program_id, a.mottatt) k left join core.sakens_poeng(s) p on p.kriterium = k.navn);
end $$;
comment on function core.poeng_svar(core.sak) is
	'Of the contract''s Forslag: every criterion by which the application is assessed, with its points where it has got any; weighted together when all have. To those who serve the programme.';

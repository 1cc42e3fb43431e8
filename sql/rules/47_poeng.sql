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

create or replace function core.forslag_poeng(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	liste constant jsonb := s.forslag -> 'poeng';
	a     core.soeknad;
	p     jsonb;
begin
	if liste is null then
		return;
	end if;
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
comment on function core.forslag_poeng(core.sak) is 'Checks the points that the case of an application proposes: each criterion at most once.';

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
		'poeng', jsonb_agg(jsonb_build_object('kriterium', k.navn, 'vekt', trim_scale(k.vekt)::text, 'poeng', p -> 'poeng', 'begrunnelse', p -> 'begrunnelse') order by k.nr),
		'samlet_poeng', case when count(p) = count(*) then trim_scale(round(sum(k.vekt * (p ->> 'poeng')::int) / 100, 2))::text end))
		from core.kriterier(s.program_id, a.mottatt) k left join jsonb_array_elements(s.forslag -> 'poeng') p on btrim(p ->> 'kriterium') = k.navn);
end $$;
comment on function core.poeng_svar(core.sak) is
	'Of the contract''s Forslag: every criterion by which the application is assessed, with its points where it has got any; weighted together when all have. To those who serve the programme.';

-- The letters of strategies (OP-11 [S1 kap. 3.2; after Z: U]): given by the server, running on across the areas, the next
-- free one to a new strategy, a retired one never again.

create or replace function core.hoeyeste_bokstav(dok jsonb) returns int
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(max(checks.bokstav_nr(s.v ->> 'bokstav')), 0)
		from jsonb_array_elements(dok -> 'innsatsomraader') as o, jsonb_array_elements(o -> 'strategier') as s (v));
end $$;
comment on function core.hoeyeste_bokstav(jsonb) is 'The number of the highest letter in a document, 0 when it has none.';

create or replace function core.brukte_bokstaver(program uuid, plan uuid, revisjon core.plan_revisjon) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return greatest(revisjon.hoeyeste_bokstav, core.hoeyeste_bokstav(revisjon.dokument),
		(select max(core.hoeyeste_bokstav(v)) from jsonb_array_elements(core.vedtatte_versjoner(program, plan)) as v));
end $$;
comment on function core.brukte_bokstaver(uuid, uuid, core.plan_revisjon) is
	'The number of the highest letter that a plan has used up to this revision, in drafts and in adopted versions.';

create or replace function core.strategier(dok jsonb) returns table (id text, bokstav text, nr bigint)
language sql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
	select s.v ->> 'id', s.v ->> 'bokstav', row_number() over (order by o.nr, s.nr)
	from jsonb_array_elements(dok -> 'innsatsomraader') with ordinality as o (v, nr), jsonb_array_elements(o.v -> 'strategier') with ordinality as s (v, nr)
$$;
comment on function core.strategier(jsonb) is 'The strategies in the order of the document.';

create or replace function core.sett_bokstaver(dok jsonb, bokstav jsonb) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	if jsonb_typeof(dok -> 'innsatsomraader') is distinct from 'array' then
		return dok;
	end if;
	return jsonb_set(dok, '{innsatsomraader}', (
		select coalesce(jsonb_agg(case when jsonb_typeof(o.v -> 'strategier') = 'array' then jsonb_set(o.v, '{strategier}', (
			select coalesce(jsonb_agg((s.v - 'bokstav') || case when bokstav ->> (s.v ->> 'id') is null then '{}' else jsonb_build_object('bokstav', bokstav -> (s.v ->> 'id')) end order by s.nr), '[]')
			from jsonb_array_elements(o.v -> 'strategier') with ordinality as s (v, nr))) else o.v end order by o.nr), '[]')
		from jsonb_array_elements(dok -> 'innsatsomraader') with ordinality as o (v, nr)));
end $$;
comment on function core.sett_bokstaver(jsonb, jsonb) is 'The document with these letters by id of the strategy, and no others.';

create or replace function core.gi_bokstaver(dok jsonb, brukt int) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
declare
	bokstav jsonb := (select jsonb_object_agg(s.id, coalesce(s.bokstav, checks.bokstav(s.neste::int)))
		from (select id, x.bokstav, greatest(brukt, core.hoeyeste_bokstav(dok)) + count(*) filter (where x.bokstav is null) over (order by nr) as neste
			from core.strategier(dok) as x) as s);
begin
	if greatest(brukt, core.hoeyeste_bokstav(dok)) + (select count(*) from core.strategier(dok) s where s.bokstav is null) > 702 then
		raise exception 'Bokstavene A til ZZ er brukt opp.' using errcode = 'RP009', constraint = 'bokstaver_telles_fra_a';
	end if;
	return core.sett_bokstaver(dok, coalesce(bokstav, '{}'));
end $$;
comment on function core.gi_bokstaver(jsonb, int) is 'Gives strategies without a letter the next ones after those used, in the order of the document.';

create or replace function core.krev_bokstav(sted text, oppgitt text, riktig text) returns void
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	if oppgitt is distinct from riktig then
		raise exception 'Bokstaver gis av tjeneren: strategien kan ikke få %, den har %.', oppgitt, riktig
			using errcode = 'RP003', constraint = 'bokstaven_gis_av_tjeneren', column = sted,
				detail = json_build_object('oppgitt', oppgitt, 'bokstav', riktig),
				hint = 'Utelat bokstaven på en ny strategi; rør den ikke på en som har en.';
	end if;
end $$;
comment on function core.krev_bokstav(text, text, text) is 'INVALID_ARGUMENT bokstaven_gis_av_tjeneren when a client states another letter than the server''s.';

create or replace function core.bokstaver_fra(dok jsonb, base jsonb, brukt int, import boolean, ny_import boolean) returns jsonb
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
declare
	kjent jsonb := (select coalesce(jsonb_object_agg(s.id, s.bokstav), '{}') from core.strategier(base) as s where s.bokstav is not null);
	gitt  jsonb := core.gi_bokstaver(core.sett_bokstaver(dok, kjent), brukt);
begin
	if not import then
		perform core.krev_bokstav('omstillingsplan.innsatsomraader.strategier.bokstav', s.bokstav, g.bokstav)
		from core.strategier(dok) as s join core.strategier(gitt) as g using (id) where s.bokstav is not null;
	end if;
	return core.sett_bokstaver(dok, kjent || case when ny_import
		then (select coalesce(jsonb_object_agg(s.id, s.bokstav), '{}') from core.strategier(dok) as s where s.bokstav is not null and not kjent ? s.id) else '{}' end);
end $$;
comment on function core.bokstaver_fra(jsonb, jsonb, int, boolean, boolean) is
	'A client''s document with the letters of the base it was made from, and none on new strategies: those are given after the merge. A stated letter must be the one that the server has or gives. In the import of a printed document (neither draft nor adopted version has letters) they stay as printed.';

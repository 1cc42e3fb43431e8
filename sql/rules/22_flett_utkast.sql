-- Saving a draft that others may have saved meanwhile: what becomes of the sent document, and who changed what.

create or replace view core.flett_utkast_svar with (security_invoker = true) as
	select '{}'::jsonb as dokument, '{}'::jsonb as konflikter, 0 as nyeste, 0 as base, 0 as hoeyeste_bokstav, false as uendret where false;
comment on view core.flett_utkast_svar is 'Row type: the draft as it would be saved; always empty.';
comment on column core.flett_utkast_svar.dokument is 'The document; null when there are conflicts.';
comment on column core.flett_utkast_svar.konflikter is 'As core.flett_konflikter, with the people.';
comment on column core.flett_utkast_svar.nyeste is 'The newest revision, theirs.';
comment on column core.flett_utkast_svar.base is 'The revision that the sent document was made from.';
comment on column core.flett_utkast_svar.hoeyeste_bokstav is 'The highest letter used.';
comment on column core.flett_utkast_svar.uendret is 'True when nothing is left to change.';

create or replace function core.etag_nr(etag text, nyeste int) returns int
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
begin
	if etag ~ '^r[1-9][0-9]{0,8}$' and substr(etag, 2)::int <= nyeste then
		return substr(etag, 2)::int;
	end if;
	raise exception 'Utkastet har ingen slik revisjon (du har %, den nyeste er r%).', coalesce(left(etag, 40), 'ingen etag'), nyeste
		using errcode = 'RP010', constraint = 'utkastet_er_endret', detail = json_build_object('etag', 'r' || nyeste),
			hint = 'Les planen på nytt, før inn endringen din, og lagre igjen.';
end $$;
comment on function core.etag_nr(text, int) is 'The revision that an etag names. ABORTED utkastet_er_endret for one that never was.';

create or replace function core.krev_id(dok jsonb) returns void
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
declare
	feil text;
begin
	select x into feil from unnest(core.alle_id(dok)) as x group by x having count(*) > 1 or x !~ '^[A-Za-z0-9_-]{1,64}$' limit 1;
	if feil is not null then
		raise exception 'Id-en «%» står på mer enn ett sted, eller er ingen id.', left(feil, 64)
			using errcode = 'RP003', constraint = 'id_er_ikke_entydig', detail = json_build_object('id', left(feil, 64)),
				hint = 'Fjern feltet id fra det som er nytt; tjeneren gir en ny.';
	end if;
end $$;
comment on function core.krev_id(jsonb) is 'INVALID_ARGUMENT id_er_ikke_entydig when an id stands twice, or is no id.';

create or replace function core.flett_person(person uuid) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_build_object('brukernavn', p.brukernavn, 'navn', p.navn) from core.person p where p.id = person);
end $$;
comment on function core.flett_person(uuid) is 'A person in a conflict.';

create or replace function core.flett_hvem(program uuid, plan uuid, base int, nyeste int, konflikter jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set enable_nestloop = off as $$
declare
	siste      constant int := 50; -- revisions looked at: who came before is not told from who came first of these
	dokumenter jsonb[]; -- the base first
	personer   uuid[];
begin
	select array_agg(r.dokument order by r.nr), array_agg(r.person_id order by r.nr) into dokumenter, personer from core.plan_revisjon r
	where r.program_id = program and r.plan_id = plan and (r.nr = base or r.nr between greatest(base, nyeste - siste) and nyeste);
	return (
		with ting as (
			select k ->> 'noekkel' as noekkel from jsonb_array_elements(konflikter) as k
		), rad as (
			select f.side, (f.rad).noekkel, (f.rad).verdi, (f.rad).innhold from core.flett_rader(dokumenter, core.flett_tekstlister(dokumenter[1])) as f
			where (f.rad).noekkel in (select t.noekkel from ting as t)
		), gang as (
			select t.noekkel, side, (rad.verdi, rad.innhold) is distinct from (lag(rad.verdi) over w, lag(rad.innhold) over w) and side > 1 as endret
			from ting as t cross join generate_series(1, cardinality(dokumenter)) as side left join rad using (noekkel, side)
			window w as (partition by t.noekkel order by side)
		), hvem as (
			select distinct on (g.noekkel) g.noekkel, personer[g.side] as person_id from gang as g where g.endret order by g.noekkel, g.side desc
		)
		select jsonb_agg((k - 'noekkel') || jsonb_strip_nulls(jsonb_build_object('deres_person', core.flett_person(h.person_id),
			'min_person', core.flett_person(core.person()))) order by rang)
		from jsonb_array_elements(konflikter) with ordinality as a (k, rang) left join hvem as h on h.noekkel = k ->> 'noekkel');
end $$;
comment on function core.flett_hvem(uuid, uuid, int, int, jsonb) is
	'The conflicts with both people: the caller, and who of the others last changed the thing since the base.';

create or replace function core.flett_utkast(p core.plan, etag text, sendt jsonb, ny_bokstavering boolean) returns core.flett_utkast_svar
language plpgsql volatile security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	nyeste core.plan_revisjon := core.nyeste_revisjon(p.program_id, p.id);
	base   core.plan_revisjon;
	dok    jsonb;
	brukt  int := core.brukte_bokstaver(p.program_id, p.id, nyeste);
	vedtatt boolean := core.vedtatte_versjoner(p.program_id, p.id) is not null;
	foer   jsonb := case when p.type = 'omstillingsplan' and (sendt ? 'omraadeendringer' or core.mangler_id(sendt)) then core.omraader_foer(p.program_id, core.i_dag())
		when p.type = 'handlingsplan' and sendt ? 'omraadeendringer' then coalesce(core.gjeldende_omstillingsplan(p.program_id) -> 'innsatsomraader', '[]') end;
	svar   core.flett_utkast_svar;
begin
	svar.nyeste := nyeste.nr;
	svar.base := core.etag_nr(etag, nyeste.nr);
	select * into base from core.plan_revisjon r where r.program_id = p.program_id and r.plan_id = p.id and r.nr = svar.base;
	-- drafts from before there were ids get them here, the same in both
	nyeste.dokument := core.gi_id(nyeste.dokument, base.dokument);
	base.dokument := core.gi_id(base.dokument, nyeste.dokument);
	dok := core.pek_omraader(core.gi_id(core.kjenn_omraader(sendt || '{"format": 1}', base.dokument, foer), base.dokument, nyeste.dokument), foer);
	perform core.krev_id(dok);
	if ny_bokstavering and (vedtatt or svar.base < nyeste.nr) then
		raise exception 'Nye bokstaver kan bare gis før planen er vedtatt første gang, og på den nyeste revisjonen.'
			using errcode = 'RP009', constraint = 'bokstavene_ligger_fast';
	elsif ny_bokstavering then
		brukt := 0;
		dok := core.sett_bokstaver(dok, '{}');
	elsif p.type = 'omstillingsplan' then
		dok := core.bokstaver_fra(dok, base.dokument, core.brukte_bokstaver(p.program_id, p.id, base),
			not vedtatt and core.hoeyeste_bokstav(base.dokument) = 0, not vedtatt and brukt = 0);
	end if;
	if svar.base < nyeste.nr then
		select f.dokument, f.konflikter into dok, svar.konflikter from core.flett(base.dokument, nyeste.dokument, dok) as f;
	end if;
	if dok is null then
		svar.konflikter := core.flett_hvem(p.program_id, p.id, svar.base, nyeste.nr, svar.konflikter);
	elsif p.type = 'omstillingsplan' then
		dok := core.gi_bokstaver(dok, brukt);
	end if;
	svar.dokument := dok;
	svar.hoeyeste_bokstav := greatest(brukt, core.hoeyeste_bokstav(dok));
	svar.uendret := dok is not distinct from nyeste.dokument;
	return svar;
end $$;
comment on function core.flett_utkast(core.plan, text, jsonb, boolean) is
	'What a sent document becomes on top of the newest revision: with ids and letters, merged with what others have saved since the revision it was made from. Shows drafts to nobody: its callers have asked for access.';

create or replace function core.kort_verdi(verdi jsonb, tegn int) returns text
language sql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
	select case when length(verdi #>> '{}') > tegn then left(verdi #>> '{}', tegn) || ' …' else verdi #>> '{}' end
$$;
comment on function core.kort_verdi(jsonb, int) is 'A value as text, cut to so many characters.';

create or replace function core.konflikt_detalj(konflikter jsonb, nyeste int) returns json
language plpgsql immutable parallel safe set search_path = core, pg_catalog, pg_temp as $$
declare
	vist constant int := 8;
	tegn constant int := 1200 / 3 / least(vist, jsonb_array_length(konflikter));
begin
	return json_build_object('etag', 'r' || nyeste, 'antall', jsonb_array_length(konflikter), 'konflikter', (
		select json_agg(json_strip_nulls(json_build_object('sted', k ->> 'sted', 'slag', k ->> 'slag', 'foer', core.kort_verdi(k -> 'foer', tegn),
			'deres', core.kort_verdi(k -> 'deres', tegn), 'min', core.kort_verdi(k -> 'min', tegn),
			'deres_person', k #>> '{deres_person,navn}', 'min_person', k #>> '{min_person,navn}')) order by rang)
		from jsonb_array_elements(konflikter) with ordinality as a (k, rang) where rang <= vist));
end $$;
comment on function core.konflikt_detalj(jsonb, int) is
	'The conflicts as the detail of an error, which travels in a header and so must be short: the first eight, long values cut. PlanService.MergePlan gives them whole.';

create or replace function core.ingen_konflikt(konflikter jsonb, nyeste int) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if coalesce(konflikter, '[]') <> '[]' then
		raise exception '% endret det samme som deg, på en annen måte: %.',
			(select string_agg(distinct coalesce(k #>> '{deres_person,navn}', 'Andre'), ', ') from jsonb_array_elements(konflikter) as k),
			(select string_agg(k ->> 'sted', ', ' order by rang) from jsonb_array_elements(konflikter) with ordinality as a (k, rang) where rang <= 8)
			using errcode = 'RP010', constraint = 'redigeringskonflikt', detail = core.konflikt_detalj(konflikter, nyeste),
				hint = 'Det som ble lagret først, står. Ingenting av ditt er lagret: velg verdi for disse stedene på grunnlag av den nyeste revisjonen, og lagre igjen.';
	end if;
end $$;
comment on function core.ingen_konflikt(jsonb, int) is 'ABORTED redigeringskonflikt when there is one, the detail naming each thing, the values and the people.';

create or replace function core.sendt_dokument(p core.plan, req json) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	dok jsonb := (req -> p.type)::jsonb;
begin
	if dok is null or req -> (case p.type when 'handlingsplan' then 'omstillingsplan' else 'handlingsplan' end) is not null then
		raise exception 'Dokumentet må være en %, som planen er.', p.type
			using errcode = 'RP003', constraint = 'feil_plantype', column = p.type;
	elsif dok ? 'aar' and (dok ->> 'aar')::int <> p.aar then
		raise exception 'Planen gjelder %, dokumentet %.', p.aar, dok ->> 'aar' using errcode = 'RP003', constraint = 'feil_aar', column = 'handlingsplan.aar';
	end if;
	perform core.krev_rimelig_dokument(dok);
	return core.les_tall(dok, p.type);
end $$;
comment on function core.sendt_dokument(core.plan, json) is 'The document of a request, which must be of the plan''s type and year, and not boundless.';

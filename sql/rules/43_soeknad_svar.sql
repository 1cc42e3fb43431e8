-- How an application is shown. Its callers found it under row-level security; who does not read what is screened sees which fields
-- are, and by which legal basis. Nobody is shown an identity number.

create or replace function core.soeker_svar(s core.soeker) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', s.id, 'slag', s.slag, 'navn', s.navn, 'orgnr', s.orgnr, 'kontakt_navn', s.kontakt_navn,
		'kontakt_epost', s.kontakt_epost, 'kontakt_telefon', s.kontakt_telefon,
		'foedselsnummer_registrert', (select true from core.soeker_identitet i where i.program_id = s.program_id and i.soeker_id = s.id),
		'styre', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('navn', m.navn, 'rolle', m.rolle, 'brukernavn', p.brukernavn)) order by m.nr)
			from core.soeker_styremedlem m left join core.person p on p.id = m.person_id where m.program_id = s.program_id and m.soeker_id = s.id)));
end $$;
comment on function core.soeker_svar(core.soeker) is 'The contract''s Soeker: whether the identity number is registered, never the number.';

create or replace function core.soeknad_offentlig(d jsonb) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.uten_skjermet(d) - array(select 'sum_' || (k ->> 'felt') from jsonb_array_elements(d -> 'konfidensielt') k);
end $$;
comment on function core.soeknad_offentlig(jsonb) is 'The contract''s Soeknad without its screened fields and their sums; konfidensielt says which they are.';

create or replace function core.soeknad_svar(s core.soeknad, hel boolean default true) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d jsonb := (select r.innhold from core.soeknad_revisjon r where r.program_id = s.program_id and r.soeknad_id = s.id and r.nr = s.revisjon);
	o jsonb;
begin
	if hel and s.omraade is not null then
		select v into o from jsonb_array_elements(core.omraader_foer(s.program_id, core.i_dag())) v where checks.omraade_id(v) = s.omraade;
	end if;
	d := d || jsonb_strip_nulls(jsonb_build_object('id', s.id, 'navn', core.soeknad_navn(s.program_id, s.nr), 'revisjon', s.revisjon, 'tilstand', core.soeknad_tilstand(s),
		'soeker', (select core.soeker_svar(x) from core.soeker x where x.program_id = s.program_id and x.id = s.soeker_id), 'omraade_navn', o ->> 'navn',
		'soeker_navn', (select x.navn from core.soeker x where x.program_id = s.program_id and x.id = s.soeker_id),
		'forgjenger', (select core.soeknad_navn(f.program_id, f.nr) from core.soeknad f where f.program_id = s.program_id and f.id = s.forgjenger_id),
		'sum_kostnad', (select trim_scale(sum((k ->> 'beloep')::numeric))::text from jsonb_array_elements(s.kostnad) k),
		'sum_finansiering', trim_scale(s.beloep_soekt + coalesce((select sum((k ->> 'beloep')::numeric) from jsonb_array_elements(s.finansiering) k), 0))::text,
		'trukket', s.trukket, 'trukket_grunn', s.trukket_grunn, 'saker', (select jsonb_agg(core.sak_navn(x.program_id, x.nr) order by x.nr) from core.soeknad_saker(s) x)));
	if not core.ser_konfidensielt(s.program_id) then
		d := core.soeknad_offentlig(d);
	end if;
	return case when hel then d else d - array['kostnad', 'finansiering', 'annen_stoette', 'maal', 'organisering', 'forventede_resultater', 'langsiktige_virkninger',
		'ordinaere_begrunnelse', 'forgjenger_tekst'] end;
end $$;
comment on function core.soeknad_svar(core.soeknad, boolean) is 'The contract''s Soeknad, without its screened fields for who does not read them; not whole (hel false) without its long texts and rows.';

-- Completing, withdrawing, and every revision.

create or replace function core.soeknad_innhold(s core.soeknad) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select r.innhold from core.soeknad_revisjon r where r.program_id = s.program_id and r.soeknad_id = s.id and r.nr = s.revisjon);
end $$;
comment on function core.soeknad_innhold(core.soeknad) is 'What the newest revision says, screened or not: for the functions that make the next.';

create or replace function core.soeknad_med(s core.soeknad, ny jsonb, uten text[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gml jsonb := core.soeknad_innhold(s) - uten;
begin
	return gml - (case when ny ? 'strategi' and not ny ? 'omraade' then array['omraade'] when ny ? 'omraade' and not ny ? 'strategi' then array['strategi'] else '{}' end)
		|| ny || jsonb_build_object('soeker', coalesce(gml -> 'soeker', '{}') || coalesce(ny -> 'soeker', '{}'));
end $$;
comment on function core.soeknad_med(core.soeknad, jsonb, text[]) is
	'An application with what is told anew in place of what was told, without some fields, and the rest as it was. Another letter takes its own area with it.';

create or replace function core.ny_soeknadsrevisjon(s core.soeknad, hva text, innhold jsonb, melding text) returns json
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.soeknad_revisjon (program_id, soeknad_id, nr, hendelse, innhold, melding, person_id, dato)
	values (s.program_id, s.id, 0, hva, innhold, melding, core.person(), core.i_dag());
	return (select json_build_object('soeknad', core.soeknad_svar(x), 'etag', 'r' || x.revisjon) from core.soeknad x where x.program_id = s.program_id and x.id = s.id);
end $$;
comment on function core.ny_soeknadsrevisjon(core.soeknad, text, jsonb, text) is 'Adds a revision in the caller''s name, under row-level security, and shows the application.';

create or replace function core.soeknad_revisjoner(s core.soeknad) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ser boolean := core.ser_konfidensielt(s.program_id);
begin
	return (select json_agg(json_strip_nulls(json_build_object('nr', r.nr, 'hendelse', r.hendelse, 'dato', r.dato, 'tidspunkt', to_char(r.tid at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
			'brukernavn', p.brukernavn, 'melding', r.melding, 'endret', (select array_agg(f order by f) from (
				select coalesce(a.key, b.key) as f from jsonb_each(r.innhold) a full join jsonb_each(g.innhold) b using (key) where a.value is distinct from b.value and g.nr is not null) x),
			'soeknad', case when ser then r.innhold else core.uten_skjermet(r.innhold || jsonb_build_object('konfidensielt', coalesce(r.innhold -> 'konfidensielt', '[]') || s.konfidensielt)) end)) order by r.nr desc)
		from core.soeknad_revisjon r join core.person p on p.id = r.person_id left join core.soeknad_revisjon g on g.program_id = r.program_id and g.soeknad_id = r.soeknad_id and g.nr = r.nr - 1
		where r.program_id = s.program_id and r.soeknad_id = s.id);
end $$;
comment on function core.soeknad_revisjoner(core.soeknad) is 'The contract''s Soeknadsrevisjoner, newest first; what is screened in a revision, or now, only for who reads it.';

create or replace function core.soeknad_funn_svar(s core.soeknad) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	skjermet constant text[] := case when core.ser_konfidensielt(s.program_id) then '{}' else array(select k ->> 'felt' from jsonb_array_elements(s.konfidensielt) k) end;
	funn     jsonb := core.soeknad_funn(s);
begin
	return json_build_object('aapne_feil', jsonb_array_length(jsonb_path_query_array(funn, '$[*] ? (@.alvor == "feil")')),
		'funn', (select coalesce(jsonb_agg(case when f ->> 'regel' <> 'mangler' and (f ->> 'felt' = any (skjermet) or f ->> 'felt' = 'finansiering' and 'kostnad' = any (skjermet))
			then f || '{"tekst":"Feltet er konfidensielt."}' else f end order by n), '[]') from jsonb_array_elements(funn) with ordinality x (f, n)));
end $$;
comment on function core.soeknad_funn_svar(core.soeknad) is 'The contract''s CheckSoeknadResponse: what stands in a screened field is not told to who does not read it, but that something is wrong with it.';

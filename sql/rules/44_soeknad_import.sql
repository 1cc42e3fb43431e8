-- Applications from a spreadsheet (OF 7: regionalforvaltning.no's export): cells as they are printed become what core.les_soeknad reads.
-- Which column fills which field is the client's mapping; everything else is here. All of the rows are stored, or none.

create or replace function core.importnoekkel(tekst text) returns text
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
begin
	return btrim(regexp_replace(replace(replace(replace(lower(btrim(tekst)), 'æ', 'ae'), 'ø', 'oe'), 'å', 'aa'), '[^a-z0-9]+', '_', 'g'), '_');
end $$;
comment on function core.importnoekkel(text) is 'A word of a list as the contract writes it: «Større prosjekt» is stoerre_prosjekt.';

create or replace function core.importdato(tekst text, felt text) returns text
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	d text[] := regexp_match(tekst, '^([0-9]{1,2})[.]([0-9]{1,2})[.]([0-9]{4})([ T].*)?$');
begin
	return coalesce(d[3] || '-' || lpad(d[2], 2, '0') || '-' || lpad(d[1], 2, '0'), regexp_replace(tekst, '^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T].*$', '\1'));
end $$;
comment on function core.importdato(text, text) is 'A date as it is printed, 31.12.2024 or ISO 8601, a time of day after it or not, as ISO 8601; what is neither as it is, to be refused.';

create or replace function core.importslag(tekst text) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	n constant text := core.importnoekkel(tekst);
begin
	return case when n in ('bedrift', 'naeringsliv', 'aksjeselskap', 'as', 'enkeltpersonforetak', 'enk', 'privat_bedrift', 'foretak') then 'foretak'
		when n in ('lag', 'forening', 'lag_forening', 'lag_og_foreninger', 'frivillig_organisasjon', 'stiftelse', 'samvirkeforetak', 'sa') then 'organisasjon'
		when n in ('fylkeskommune', 'offentlig', 'offentlig_virksomhet') then 'kommune' when n in ('privatperson', 'enkeltperson') then 'person' else n end;
end $$;
comment on function core.importslag(text) is 'The kind of applicant that a spreadsheet''s word for it means.';

create or replace function core.importverdi(felt text, verdi text) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return case
		when felt in ('mottatt', 'fra', 'til') then to_jsonb(core.importdato(verdi, felt))
		when felt = 'soeker.slag' then to_jsonb(core.importslag(verdi))
		when felt = 'soeker.orgnr' then to_jsonb(regexp_replace(verdi, '^NO|MVA$|[ .]', '', 'gi'))
		when felt in ('bruk', 'plp_steg', 'formaal', 'ordinaere_ordninger') then to_jsonb(core.importnoekkel(verdi))
		when felt = 'strategi' then to_jsonb(coalesce(substring(verdi from '^([A-Za-z]{1,2})([ .:)-].*)?$'), verdi))
		when felt = 'fn_maal' then (select jsonb_agg(m[1]) from regexp_matches(verdi, '[0-9]+', 'g') m)
		else to_jsonb(verdi) end;
end $$;
comment on function core.importverdi(text, text) is 'What stands in a cell, as the field takes it.';

create or replace function core.les_importrad(rad jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kjente constant text[] := array['soeker.slag', 'soeker.navn', 'soeker.orgnr', 'soeker.kontakt_navn', 'soeker.kontakt_epost', 'soeker.kontakt_telefon', 'soeker.foedselsnummer', 'mottatt',
		'regionalforvaltning_nr', 'bruk', 'plp_steg', 'forgjenger', 'forgjenger_tekst', 'omraade', 'strategi', 'formaal', 'tittel', 'beloep_soekt', 'annen_stoette', 'maal', 'fra', 'til', 'organisering',
		'forventede_resultater', 'nye_arbeidsplasser', 'sikrede_arbeidsplasser', 'langsiktige_virkninger', 'fn_maal', 'ordinaere_ordninger', 'ordinaere_begrunnelse'];
	c     record;
	svar  jsonb := '{}';
begin
	for c in select x ->> 'felt' as felt, nullif(btrim(x ->> 'verdi', E' \t\r\n\u00a0'), '') as verdi, x ->> 'kolonne' as kolonne from jsonb_array_elements(rad -> 'felter') x loop
		if not c.felt = any (kjente) and c.felt !~ '^(kostnad(\.[a-z_]+)?|finansiering\..+)$' then
			raise exception 'Feltet «%» finnes ikke i en søknad.', left(c.felt, 100) using errcode = 'RP003', constraint = 'ukjent_felt', column = left(c.felt, 100), detail = json_build_object('kjente', kjente);
		elsif c.verdi is null then
			continue;
		elsif c.felt ~ '^(kostnad|finansiering)' then
			perform core.les_tallfelt(jsonb_build_object(c.felt, c.verdi), c.felt, 12);
			svar := case when core.parse_belop(c.verdi) = 0 then svar else jsonb_set(svar, array[split_part(c.felt, '.', 1)], coalesce(svar -> split_part(c.felt, '.', 1), '[]') || jsonb_strip_nulls(jsonb_build_object(
				case when c.felt ~ '^kostnad' then 'post' else 'kilde' end, case when c.felt ~ '^kostnad' then coalesce(c.kolonne, c.felt) else split_part(c.felt, '.', 2) end,
				'beloep', c.verdi, 'slag', case when c.felt ~ '^kostnad\.' then split_part(c.felt, '.', 2) end))) end;
		elsif c.felt ~ '^soeker\.' then
			svar := jsonb_set(svar, '{soeker}', coalesce(svar -> 'soeker', '{}') || jsonb_build_object(split_part(c.felt, '.', 2), core.importverdi(c.felt, c.verdi)));
		else
			svar := svar || jsonb_build_object(c.felt, core.importverdi(c.felt, c.verdi));
		end if;
	end loop;
	perform core.krev_tekst(svar::json, 'regionalforvaltning_nr');
	return svar;
end $$;
comment on function core.les_importrad(jsonb) is 'One row of a spreadsheet as an application as it would be sent. Blank cells tell nothing; the case number must be there, for a row is known by it.';

create or replace function core.importer_rad(program uuid, rad jsonb, out utfall text, out saksnr text, out soeknad uuid)
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d jsonb := core.les_importrad(rad);
	s core.soeknad;
	h jsonb;
begin
	saksnr := btrim(d ->> 'regionalforvaltning_nr');
	select * into s from core.soeknad x where x.program_id = program and x.regionalforvaltning_nr = saksnr;
	soeknad := coalesce(s.id, gen_random_uuid());
	if s.id is not null then
		d := core.soeknad_med(s, d, '{}');
		h := core.plasser_i_planen(program, core.les_soeknad(d));
		if h = core.soeknad_innhold(s) and d #>> '{soeker,foedselsnummer}' is null then
			utfall := 'uendret';
			return;
		end if;
	end if;
	utfall := case when s.id is null then 'ny' else 'endret' end;
	insert into core.soeknad_revisjon (program_id, soeknad_id, nr, hendelse, innhold, melding, person_id, dato)
	values (program, soeknad, 0, case when s.id is null then 'registrert' else 'endret' end, d, 'Importert', core.person(), core.i_dag());
end $$;
comment on function core.importer_rad(uuid, jsonb) is 'Registers one row, or completes the application with its case number; what says nothing new changes nothing.';

drop function if exists core.importfeil(jsonb, text, text, text, text);
create or replace function core.importfeil(rad jsonb, felt_ text, grunn text, tekst text, detalj text, tilstand text) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	c  pg_constraint;
	f  jsonb;
begin
	select * into c from pg_constraint k where tilstand like '23%' and k.conname = grunn and k.connamespace = 'core'::regnamespace;
	felt_ := coalesce(nullif(felt_, ''), case when grunn = 'ukjent_soeknad' then 'forgjenger' end, (select a.attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[cardinality(c.conkey)]));
	select x into f from jsonb_array_elements(rad -> 'felter') x where felt_ in (x ->> 'felt', split_part(x ->> 'felt', '.', 1), split_part(x ->> 'felt', '.', 2)) order by x ->> 'felt' = felt_ desc limit 1;
	return jsonb_strip_nulls(jsonb_build_object('linje', rad -> 'linje', 'utfall', 'feil', 'felt', coalesce(f ->> 'felt', felt_), 'kolonne', f ->> 'kolonne', 'grunn', grunn,
		'tekst', coalesce(obj_description(c.oid, 'pg_constraint'), tekst), 'detalj', case when tilstand like 'RP0%' then nullif(detalj, '') end));
end $$;
comment on function core.importfeil(jsonb, text, text, text, text, text) is 'What is wrong with a row: line, field, column, reason, its details, and in words; of a named constraint its COMMENT, and never the row that PostgreSQL tells of.';

create or replace function core.proev_rad(program uuid, rad jsonb, sett text[]) returns jsonb
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r         record;
	grunn     text;
	felt      text;
	tekst     text;
	detalj    text;
	tilstand  text;
begin
	r := core.importer_rad(program, rad);
	if r.saksnr = any (sett) then
		raise exception 'Saksnummeret % står på flere linjer i filen.', r.saksnr using errcode = 'RP003', constraint = 'saksnummeret_staar_to_ganger', column = 'regionalforvaltning_nr';
	end if;
	return jsonb_build_object('linje', rad -> 'linje', 'utfall', r.utfall, 'regionalforvaltning_nr', r.saksnr, 'soeknad', r.soeknad);
exception when integrity_constraint_violation or data_exception or sqlstate 'RP003' or sqlstate 'RP005' or sqlstate 'RP006' or sqlstate 'RP009' then
	get stacked diagnostics grunn = constraint_name, felt = column_name, tekst = message_text, detalj = pg_exception_detail, tilstand = returned_sqlstate;
	return core.importfeil(rad, felt, grunn, tekst, detalj, tilstand);
end $$;
comment on function core.proev_rad(uuid, jsonb, text[]) is 'Stores one row and tells what became of it; of one that is wrong, tells what, and nothing of it is stored.';

create or replace function core.uten_feil(rad jsonb, felt_ text) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	-- what a row must have, so that the rest of it can be tried
	godt constant jsonb := '{"soeker.navn":"Navn","soeker.slag":"foretak","tittel":"Tittel"}'::jsonb || jsonb_build_object('regionalforvaltning_nr', 'prøvd linje ' || (rad ->> 'linje'));
begin
	return jsonb_set(rad, '{felter}', (select coalesce(jsonb_agg(x order by n), '[]') from jsonb_array_elements(rad -> 'felter') with ordinality y (x, n) where x ->> 'felt' <> felt_)
		|| case when godt ? felt_ then jsonb_build_array(jsonb_build_object('felt', felt_, 'verdi', godt -> felt_)) else '[]' end);
end $$;
comment on function core.uten_feil(jsonb, text) is 'A row without what is wrong in it: the cell is blank, or holds what would do where it must hold something.';

create or replace function core.rad_feil(program uuid, rad jsonb, foerste jsonb, sett text[]) returns jsonb
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar jsonb := jsonb_build_array(foerste);
	r    jsonb := foerste;
begin
	begin
		for i in 1 .. jsonb_array_length(rad -> 'felter') loop
			exit when not exists (select from jsonb_array_elements(rad -> 'felter') x where x ->> 'felt' = r ->> 'felt');
			rad := core.uten_feil(rad, r ->> 'felt');
			r := core.proev_rad(program, rad, sett);
			exit when r ->> 'utfall' <> 'feil' or exists (select from jsonb_array_elements(svar) x where x ->> 'felt' = r ->> 'felt');
			svar := svar || r;
		end loop;
		raise exception 'angre' using errcode = 'RP900';
	exception when sqlstate 'RP900' then
		null; -- nothing of a row that is wrong is stored, nor of what it would be if it were not
	end;
	return svar;
end $$;
comment on function core.rad_feil(uuid, jsonb, jsonb, text[]) is 'Everything that is wrong with a row of which one thing is: each bad cell is taken out and the rest tried again, until nothing more is found, or what is wrong is no cell''s.';

create or replace function core.importer_soeknader(program uuid, rader jsonb, proeve boolean) returns json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest  constant int := 1000;
	rad    jsonb;
	r      jsonb;
	sett   text[];
	svar   jsonb := '[]';
	lagret boolean := false;
begin
	if coalesce(jsonb_array_length(rader), 0) not between 1 and flest then
		raise exception 'En import har mellom 1 og % rader.', flest using errcode = 'RP003', constraint = 'ugyldig_antall_rader', column = 'rader', detail = json_build_object('hoeyst', flest);
	end if;
	begin
		for rad in select x from jsonb_array_elements(rader) x loop
			sett := array(select x ->> 'regionalforvaltning_nr' from jsonb_array_elements(svar) x);
			r := core.proev_rad(program, rad, sett);
			svar := svar || case r ->> 'utfall' when 'feil' then core.rad_feil(program, rad, r, sett) else r end;
		end loop;
		if proeve or svar @> '[{"utfall":"feil"}]' then
			raise exception 'angre' using errcode = 'RP900';
		end if;
		lagret := true;
	exception when sqlstate 'RP900' then
		null; -- every row is undone; what is told of them stays
	end;
	return (select json_build_object('lagret', lagret, 'rader', json_agg(jsonb_strip_nulls(x.r || jsonb_build_object('soeknad', case when lagret or x.r ->> 'utfall' in ('endret', 'uendret') then
			(select core.soeknad_navn(s.program_id, s.nr) from core.soeknad s where s.program_id = program and s.id::text = x.r ->> 'soeknad') end)) order by x.nr),
		'nye', count(*) filter (where x.r ->> 'utfall' = 'ny'), 'endrede', count(*) filter (where x.r ->> 'utfall' = 'endret'),
		'uendrede', count(*) filter (where x.r ->> 'utfall' = 'uendret'), 'feil', count(distinct x.r ->> 'linje') filter (where x.r ->> 'utfall' = 'feil'))
		from jsonb_array_elements(svar) with ordinality x (r, nr));
end $$;
comment on function core.importer_soeknader(uuid, jsonb, boolean) is 'The contract''s ImportSoeknaderResponse: all of the rows are stored, or, in a trial and where one of them is wrong, none; of a row that is wrong everything that is.';

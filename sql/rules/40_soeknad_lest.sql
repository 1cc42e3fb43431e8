-- Applications (handbook, section 7; OF 7, 8): what is read of one that is sent: its texts, numbers, rows, place in the plan. That
-- it becomes a revision, and by whom, is 41_soeknad.sql's; what is missing before an award 42_soeknad_kontroll.sql's.

-- Identity numbers: one place for them, and a watch on the others.

create or replace function core.gyldig_foedselsnummer(nr text) returns boolean
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
declare
	foerste constant int[] := array[3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
	andre   constant int[] := array[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
begin
	return nr ~ '^[0-9]{11}$' and (select sum(substr(nr, i, 1)::int * foerste[i]) % 11 = 0 from generate_series(1, 10) i)
		and (select sum(substr(nr, i, 1)::int * andre[i]) % 11 = 0 from generate_series(1, 11) i);
end $$;
comment on function core.gyldig_foedselsnummer(text) is 'True for eleven digits with both control digits right: fødselsnummer, and D-nummer, which has the same.';

create or replace function core.krev_uten_foedselsnummer(tekst text, felt text, alle boolean) returns void
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from regexp_matches(tekst, '(?<![[:alnum:]-])([0-9]{6})[ .-]?([0-9]{5})(?![[:alnum:]-])', 'g') m where alle or core.gyldig_foedselsnummer(m[1] || m[2])) then
		raise exception 'Et fødselsnummer skal ikke stå i feltet %.', felt using errcode = 'RP003', constraint = 'foedselsnummer_i_aapent_felt', column = felt,
			detail = json_build_object('felt', felt, 'kilde', 'håndboka, del 7; personopplysningsloven 12'), hint = 'Søkerens eget fødselsnummer har sitt eget, skjermede felt.';
	end if;
end $$;
comment on function core.krev_uten_foedselsnummer(text, text, boolean) is
	'INVALID_ARGUMENT foedselsnummer_i_aapent_felt: an identity number in a field that others read; in a name or a title any eleven digits (alle), in longer text those with right control digits. A part of a word, such as an id, is none.';

-- Reading what was sent.

create or replace function core.les_soeknadstekst(d jsonb, felt text, lengste int) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	t text := nullif(btrim(d ->> felt), '');
begin
	if length(t) > lengste then
		raise exception 'Feltet % er lengre enn % tegn.', felt, lengste using errcode = 'RP003', constraint = 'teksten_er_for_lang', column = felt,
			detail = json_build_object('felt', felt, 'hoeyst', lengste);
	end if;
	perform core.krev_uten_foedselsnummer(t, felt, lengste <= 500);
	return t;
end $$;
comment on function core.les_soeknadstekst(jsonb, text, int) is 'A text field without blanks round it; null when there is none. Not too long, and without an identity number in it.';

create or replace function core.les_tallfelt(d jsonb, felt text, heltall int) returns text
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	t    text := nullif(btrim(d ->> felt), '');
	tall numeric := case when t ~ '^[0-9]{1,12}(\.[0-9]{1,2})?$' and t !~ '^[0-9]{1,3}\.[0-9]{3}$' then t::numeric else core.parse_belop(t) end;
begin
	if t is not null and (tall is null or tall < 0 or tall >= 10 ^ heltall or tall <> round(tall, 2)) then
		raise exception '«%» er ikke et tall i feltet %, for eksempel 200 000 eller 62,5.', left(t, 100), felt
			using errcode = 'RP003', constraint = 'ugyldig_tall', column = felt, detail = json_build_object('felt', felt, 'kilde', 'HP-16');
	end if;
	return trim_scale(tall)::text;
end $$;
comment on function core.les_tallfelt(jsonb, text, int) is 'A number as a plain decimal or as Norwegian documents print it (HP-16), not negative, with at most so many digits before the comma; null when there is none.';

create or replace function core.les_belopsrader(d jsonb, felt text, navn text) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r    jsonb;
	svar jsonb := '[]';
begin
	if jsonb_array_length(coalesce(d -> felt, '[]')) > 100 then
		raise exception 'Feltet % har mer enn 100 rader.', felt using errcode = 'RP003', constraint = 'for_mange_rader', column = felt;
	end if;
	for r in select x from jsonb_array_elements(d -> felt) x loop
		if core.les_tallfelt(r, 'beloep', 12) is null or core.les_soeknadstekst(r, navn, 500) is null then
			raise exception 'En rad i % mangler % eller beløp.', felt, navn using errcode = 'RP003', constraint = 'raden_mangler_post_eller_beloep', column = felt;
		end if;
		if r ? 'slag' and not exists (select from core.kostnadsslag k where k.slag = r ->> 'slag') then
			raise exception 'Kostnadsslaget % finnes ikke.', left(r ->> 'slag', 100) using errcode = 'RP003', constraint = 'ukjent_kostnadsslag', column = felt,
				detail = json_build_object('kjente', (select json_agg(k.slag order by k.tillatt desc, k.slag) from core.kostnadsslag k));
		end if;
		svar := svar || jsonb_strip_nulls(jsonb_build_object(navn, core.les_soeknadstekst(r, navn, 500), 'beloep', core.les_tallfelt(r, 'beloep', 12),
			'slag', case when navn = 'post' then r ->> 'slag' end));
	end loop;
	return nullif(svar, '[]');
end $$;
comment on function core.les_belopsrader(jsonb, text, text) is 'Rows of a budget (post) or of financing (kilde), each with its amount; null when there are none.';

create or replace function core.les_styret(d jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m    jsonb;
	svar jsonb := '[]';
begin
	if jsonb_array_length(coalesce(d, '[]')) > 50 then
		raise exception 'Søkeren har høyst 50 styremedlemmer.' using errcode = 'RP003', constraint = 'for_mange_rader', column = 'styre';
	end if;
	for m in select x from jsonb_array_elements(d) x loop
		if core.les_soeknadstekst(m, 'navn', 200) is null or coalesce(m ->> 'rolle', 'styremedlem') not in ('styreleder', 'styremedlem', 'daglig_leder') then
			raise exception 'Et styremedlem har navn, og er styreleder, styremedlem eller daglig_leder.' using errcode = 'RP003', constraint = 'ugyldig_styremedlem', column = 'styre';
		elsif m ->> 'brukernavn' is not null then
			perform core.finn_person(m ->> 'brukernavn');
		end if;
		svar := svar || jsonb_strip_nulls(jsonb_build_object('navn', core.les_soeknadstekst(m, 'navn', 200), 'rolle', coalesce(m ->> 'rolle', 'styremedlem'), 'brukernavn', m ->> 'brukernavn'));
	end loop;
	return nullif(svar, '[]');
end $$;
comment on function core.les_styret(jsonb) is 'The applicant''s board and leader as sent; null when there is none.';

create or replace function core.les_soekeren(d jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s jsonb := jsonb_strip_nulls(jsonb_build_object('slag', d ->> 'slag', 'navn', core.les_soeknadstekst(d, 'navn', 200),
		'orgnr', replace(core.les_soeknadstekst(d, 'orgnr', 20), ' ', ''), 'kontakt_navn', core.les_soeknadstekst(d, 'kontakt_navn', 200),
		'kontakt_epost', core.les_soeknadstekst(d, 'kontakt_epost', 200), 'kontakt_telefon', core.les_soeknadstekst(d, 'kontakt_telefon', 50),
		'styre', core.les_styret(d -> 'styre')));
begin
	perform core.krev_tekst(s::json, 'navn'), core.krev_tekst(s::json, 'slag');
	if not core.gyldig_orgnr(s ->> 'orgnr') then
		raise exception 'Organisasjonsnummeret % er ikke gyldig: ni siffer der det siste er kontrollsiffer.', s ->> 'orgnr'
			using errcode = 'RP003', constraint = 'soekerens_organisasjonsnummer_er_gyldig', column = 'orgnr';
	elsif s ->> 'slag' = 'person' and s ? 'orgnr' then
		raise exception 'En person søker uten organisasjonsnummer; et enkeltpersonforetak er et foretak.' using errcode = 'RP003', constraint = 'en_person_har_ikke_orgnr', column = 'orgnr';
	elsif d ->> 'foedselsnummer' is not null and (s ->> 'slag' <> 'person' or not core.gyldig_foedselsnummer(d ->> 'foedselsnummer')) then
		raise exception 'Fødselsnummer føres bare for en person, med elleve siffer der de to siste er kontrollsifre.' using errcode = 'RP003', constraint = 'ugyldig_foedselsnummer', column = 'foedselsnummer';
	end if;
	return s;
end $$;
comment on function core.les_soekeren(jsonb) is 'The applicant as sent, without the identity number: kind, name, valid organisasjonsnummer, contact, board.';

create or replace function core.les_konfidensielt(d jsonb) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	felter constant text[] := array['kostnad', 'finansiering', 'annen_stoette', 'maal', 'organisering', 'forventede_resultater', 'langsiktige_virkninger', 'ordinaere_begrunnelse'];
	r jsonb;
begin
	for r in select x from jsonb_array_elements(d) x loop
		if r ->> 'felt' is null or not r ->> 'felt' = any (felter) or core.les_soeknadstekst(r, 'hjemmel', 200) is null then
			raise exception 'Et konfidensielt felt er ett av % og har en hjemmel.', array_to_string(felter, ', ')
				using errcode = 'RP003', constraint = 'skjermingen_mangler_felt_eller_hjemmel', column = 'konfidensielt', detail = json_build_object('kilde', 'OFFL 13; FVL 13');
		end if;
	end loop;
	return (select jsonb_agg(x.r order by x.r ->> 'felt') from (select distinct on (v ->> 'felt') jsonb_build_object('felt', v ->> 'felt', 'hjemmel', btrim(v ->> 'hjemmel')) as r
		from jsonb_array_elements(d) v order by v ->> 'felt') x);
end $$;
comment on function core.les_konfidensielt(jsonb) is 'Screened fields, each with its legal basis; null when there are none.';

create or replace function core.les_fn_maal(d jsonb) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from jsonb_array_elements_text(d) x where x !~ '^([1-9]|1[0-7])$') then
		raise exception 'FN-målene har nummer fra 1 til 17.' using errcode = 'RP003', constraint = 'fn_maalene_er_1_til_17', column = 'fn_maal';
	end if;
	return (select jsonb_agg(distinct x::int) from jsonb_array_elements_text(d) x);
end $$;
comment on function core.les_fn_maal(jsonb) is 'UN goals, each once; null when there are none.';

create or replace function core.les_soeknad(d jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	lang constant text[] := array['annen_stoette', 'maal', 'organisering', 'forventede_resultater', 'langsiktige_virkninger', 'ordinaere_begrunnelse', 'forgjenger_tekst'];
	ny   jsonb := jsonb_build_object('soeker', core.les_soekeren(coalesce(d -> 'soeker', '{}')),
		'mottatt', coalesce(core.les_dato(d::json, 'mottatt'), core.i_dag()), 'fra', core.les_dato(d::json, 'fra'), 'til', core.les_dato(d::json, 'til'),
		'tittel', core.krev_tekst(json_build_object('tittel', core.les_soeknadstekst(d, 'tittel', 300)), 'tittel'),
		'regionalforvaltning_nr', core.les_soeknadstekst(d, 'regionalforvaltning_nr', 100),
		'bruk', d -> 'bruk', 'plp_steg', d -> 'plp_steg', 'formaal', d -> 'formaal', 'ordinaere_ordninger', d -> 'ordinaere_ordninger',
		'forgjenger', d -> 'forgjenger', 'omraade', core.les_soeknadstekst(d, 'omraade', 300), 'strategi', upper(core.les_soeknadstekst(d, 'strategi', 10)),
		'beloep_soekt', core.les_tallfelt(d, 'beloep_soekt', 12), 'nye_arbeidsplasser', core.les_tallfelt(d, 'nye_arbeidsplasser', 6),
		'sikrede_arbeidsplasser', core.les_tallfelt(d, 'sikrede_arbeidsplasser', 6), 'kostnad', core.les_belopsrader(d, 'kostnad', 'post'),
		'finansiering', core.les_belopsrader(d, 'finansiering', 'kilde'), 'fn_maal', core.les_fn_maal(d -> 'fn_maal'), 'konfidensielt', core.les_konfidensielt(d -> 'konfidensielt'));
begin
	if (ny ->> 'mottatt')::date > core.i_dag() then
		raise exception 'Søknaden kan ikke være mottatt fram i tid.' using errcode = 'RP003', constraint = 'datoen_er_fram_i_tid', column = 'mottatt', detail = json_build_object('i_dag', core.i_dag());
	elsif ny ->> 'ordinaere_ordninger' not in ('ja', 'nei') then
		raise exception 'Om ordinære ordninger kan finansiere prosjektet, svares med ja eller nei.' using errcode = 'RP003', constraint = 'svaret_er_ja_eller_nei', column = 'ordinaere_ordninger';
	end if;
	return jsonb_strip_nulls(ny || (select jsonb_object_agg(f, core.les_soeknadstekst(d, f, 20000)) from unnest(lang) f));
end $$;
comment on function core.les_soeknad(jsonb) is 'An application as sent, with its numbers as exact decimals and without what is blank; refuses what no field takes.';

create or replace function core.plasser_i_planen(program uuid, d jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	omraader jsonb := core.omraader_foer(program, core.i_dag());
	o        jsonb;
begin
	if coalesce(omraader, '[]') = '[]' or coalesce(d ->> 'strategi', d ->> 'omraade') is null then
		return d;
	end if;
	select v into o from jsonb_array_elements(omraader) v
	where (d ->> 'omraade' is null or d ->> 'omraade' in (checks.omraade_id(v), v ->> 'nummer') or lower(d ->> 'omraade') = lower(v ->> 'navn'))
		and (d ->> 'strategi' is null or exists (select from jsonb_array_elements(v -> 'strategier') s where s ->> 'bokstav' = d ->> 'strategi')) limit 1;
	if o is null then
		raise exception 'Planen som gjelder, har ikke %.', concat_ws(' under ', 'strategi ' || (d ->> 'strategi'), 'innsatsområdet ' || (d ->> 'omraade')) using errcode = 'RP003',
			constraint = 'strategien_finnes_ikke_i_planen', column = case when d ? 'strategi' then 'strategi' else 'omraade' end, detail = json_build_object('kilde', 'HP-3', 'kjente',
				(select json_agg(concat_ws(' ', v ->> 'nummer', v ->> 'navn', (select '(' || string_agg(s ->> 'bokstav', ', ') || ')' from jsonb_array_elements(v -> 'strategier') s))) from jsonb_array_elements(omraader) v));
	end if;
	return d || jsonb_build_object('omraade', checks.omraade_id(o));
end $$;
comment on function core.plasser_i_planen(uuid, jsonb) is
	'The application with the stable id of its innsatsområde, by the strategy''s letter, or by number, name or id; refuses what the plan in force has not. Without a plan in force as it was sent.';

-- What an application lacks (OF 8, 10; handbook, section 7), and what must be so before it is awarded. To register one demands little;
-- a refusal may be given to any; an award only to one that is whole, that OF 10 does not exclude, and within the board's guidelines of
-- the day it was received, or with a recorded reason.

create or replace function core.soeknad_mangler(s core.soeknad, e core.soeker) returns table (felt text, alvor text, kilde text, tekst text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
	select v.felt, v.alvor, v.kilde, v.tekst from (values
		('regionalforvaltning_nr', s.regionalforvaltning_nr is null, 'varsel', 'OF 7', 'saksnummer i regionalforvaltning.no'),
		('orgnr', e.orgnr is null and e.slag <> 'person', 'feil', 'OF 8; håndboka, del 7', 'søkerens organisasjonsnummer'),
		('kontakt_navn', e.kontakt_navn is null or coalesce(e.kontakt_epost, e.kontakt_telefon) is null, 'feil', 'OF 8', 'kontaktperson med e-post eller telefon'),
		('beloep_soekt', s.beloep_soekt is null, 'feil', 'OF 8', 'beløpet det søkes om'), ('kostnad', s.kostnad = '[]', 'feil', 'OF 8', 'budsjett'),
		('annen_stoette', s.annen_stoette is null, 'feil', 'OF 8', 'annen offentlig støtte («ingen» er et svar)'), ('maal', s.maal is null, 'feil', 'OF 8', 'mål'),
		('fra', s.fra is null or s.til is null, 'feil', 'OF 8', 'tidsplan, fra og til'), ('organisering', s.organisering is null, 'feil', 'OF 8', 'organisering'),
		('forventede_resultater', s.forventede_resultater is null, 'feil', 'OF 8', 'forventede resultater'),
		('nye_arbeidsplasser', s.nye_arbeidsplasser is null, 'varsel', 'S3', 'potensial for nye arbeidsplasser (0 er et svar)'),
		('langsiktige_virkninger', s.langsiktige_virkninger is null and s.beloep_soekt >= 500000, 'feil', 'OF 8', 'langsiktige virkninger, som kreves fra 500 000 kroner'),
		('bruk', s.bruk is null, 'feil', 'S3', 'bruk: søkbare midler, større prosjekt eller egeninitiert'), ('plp_steg', s.plp_steg is null, 'feil', 'S1, S2', 'PLP-steg'),
		('formaal', s.formaal is null, 'feil', 'S0', 'formål blant de fem midlene kan brukes til'), ('strategi', s.strategi is null, 'feil', 'HP-3', 'innsatsområde og strategi i planen'),
		('fn_maal', s.fn_maal = '{}', 'varsel', 'S1', 'FN-mål'), ('ordinaere_ordninger', s.ordinaere_ordninger is null, 'feil', 'S2', 'svar på om ordinære ordninger kan finansiere prosjektet'),
		('ordinaere_begrunnelse', s.ordinaere_ordninger and s.ordinaere_begrunnelse is null, 'feil', 'S2', 'begrunnelse for ikke å bruke de ordinære ordningene'),
		('forgjenger', s.plp_steg <> 'forstudie' and s.forgjenger_id is null and s.forgjenger_tekst is null, 'feil', 'S1, S2 (PLP)', 'steget før: en søknad, eller hvor det er gjort')
	) v (felt, mangler, alvor, kilde, tekst) where v.mangler;
end $$;
comment on function core.soeknad_mangler(core.soeknad, core.soeker) is 'What is not told: an error before an award, or a warning.';

create or replace function core.opplyst_stoette_mangler(s core.soeknad) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return s.annen_stoette !~* '^(ingen|nei|ikke|søkt|0|-)' and exists (select from core.soeker e
		left join core.foretak f on f.orgnr = e.orgnr or f.personnr_hash = core.personnr_hash((select i.foedselsnummer from core.soeker_identitet i where i.program_id = e.program_id and i.soeker_id = e.id and e.orgnr is null))
		where e.program_id = s.program_id and e.id = s.soeker_id and e.slag in ('foretak', 'person')
			and not exists (select from core.stoette x where x.program_id = s.program_id and x.foretak_id = f.id and x.slag = 'erklaert'));
end $$;
comment on function core.opplyst_stoette_mangler(core.soeknad) is
	'True when a company or a person tells of other aid and the programme has recorded none of it: the declaration, which every application must hold (annen_stoette), counts only with its amounts. An answer that begins with ingen, nei, ikke or søkt tells of none.';

create or replace function core.soeknad_feil(s core.soeknad) returns table (felt text, regel text, kilde text, tekst text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
	kost numeric := (select sum((k ->> 'beloep')::numeric) from jsonb_array_elements(s.kostnad) k);
	fin  numeric := s.beloep_soekt + coalesce((select sum((k ->> 'beloep')::numeric) from jsonb_array_elements(s.finansiering) k), 0);
	op   jsonb := core.omraader_foer(s.program_id, core.i_dag());
	f    core.soeknad;
	foerste date := s.fra;
begin
	select x.* into f from core.soeknad x where x.program_id = s.program_id and x.id = s.forgjenger_id;
	foerste := least(s.fra, (select min(core.tiltaket_fra(p.program_id, p.id)) from core.prosjekt p where p.program_id = s.program_id and p.soeknad_id = f.id));
	return query
	select 'finansiering', 'budsjett_og_finansiering_er_ulike', 'OF 8', format('Budsjettet er på %s kroner, finansieringen på %s.', core.skriv_belop(kost), core.skriv_belop(fin)) where kost <> fin
	union all
	select 'kostnad', case when g.slag is null then 'kostnaden_mangler_slag' else 'utelukket' end, coalesce(g.kilde, 'OF 10'),
		case when g.slag is null then format('«%s» mangler kostnadsslag.', k ->> 'post') else format('«%s» er %s, som midlene ikke kan gå til.', k ->> 'post', lower(g.navn)) end
	from jsonb_array_elements(s.kostnad) k left join core.kostnadsslag g on g.slag = k ->> 'slag' where not coalesce(g.tillatt, false)
	union all
	select 'til', 'tiltaket_varer_for_lenge', 'OF 10', format('Ett tiltak får støtte i høyst seks år, regnet fra det første steget (%s).', foerste) where s.til >= foerste + interval '6 years'
	union all
	select 'annen_stoette', 'annen_stoette_er_ikke_foert', 'RF; forordning (EU) 2023/2831 art. 6', 'Søkeren oppgir annen støtte, og ingen er ført for foretaket. Før den («stoette declare»), eller svar «ingen bagatellmessig støtte».'
	where core.opplyst_stoette_mangler(s)
	union all
	select 'strategi', 'strategien_finnes_ikke_i_planen', 'HP-3', case when coalesce(op, '[]') = '[]' then 'Ingen omstillingsplan gjelder.' else format('Planen som gjelder, har ikke strategi %s.', s.strategi) end
	where s.strategi is not null and not exists (select from jsonb_array_elements(op) o, jsonb_array_elements(o -> 'strategier') g where g ->> 'bokstav' = s.strategi)
	union all
	select 'forgjenger', 'forrige_steg_er_ikke_vedtatt', 'S1, S2 (PLP)', format('%s er %s; det neste steget krever et ja til det forrige.', core.soeknad_navn(f.program_id, f.nr), replace(core.soeknad_tilstand(f), '_', ' '))
	where f.id is not null and core.soeknad_tilstand(f) <> 'innvilget';
end $$;
comment on function core.soeknad_feil(core.soeknad) is
	'What is told and is wrong: budget and financing that differ, what OF 10 excludes (utelukket, by paragraph), a strategy that the plan has not, a PLP step without a yes to the one before, more than six years with the steps before, other aid that is told and not recorded.';

create or replace function core.soeknad_avvik(s core.soeknad, e core.soeker, beloep numeric) returns table (felt text, regel text, kilde text, tekst text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
	hoeyst numeric := core.programregel(s.program_id, 'hoeyeste_tildeling', s.mottatt)::numeric;
	minst  numeric := core.programregel(s.program_id, 'minste_jobber', s.mottatt)::numeric;
begin
	return query
	select 'beloep_soekt', 'hoeyeste_tildeling', 'S0; matrisen rad 26', format('Retningslinjene da søknaden kom (%s), gir høyst %s kroner i én sak.', s.mottatt, core.skriv_belop(hoeyst)) where beloep > hoeyst
	union all
	select 'nye_arbeidsplasser', 'minste_jobber', 'S3; matrisen rad 26', format('Retningslinjene da søknaden kom (%s), krever et potensial på %s arbeidsplasser; søknaden har %s.', s.mottatt, minst,
		coalesce(core.skriv_belop(s.nye_arbeidsplasser), 'ikke oppgitt noe'))
	where s.bruk = 'soekbare_midler' and e.slag = 'foretak' and coalesce(s.nye_arbeidsplasser, 0) < minst;
end $$;
comment on function core.soeknad_avvik(core.soeknad, core.soeker, numeric) is
	'Where it departs from the board''s guidelines (row 26) as they were the day it was received, never backwards: ceiling of an award; potential of jobs, of companies that apply for søkbare midler alone.';

create or replace function core.soeknad_funn(s core.soeknad) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	e core.soeker;
begin
	select * into e from core.soeker x where x.program_id = s.program_id and x.id = s.soeker_id;
	return (select coalesce(jsonb_agg(jsonb_build_object('regel', f.regel, 'alvor', f.alvor, 'felt', f.felt, 'tekst', f.tekst, 'kilde', f.kilde) order by f.rang, f.nr), '[]') from (
		select 1 as rang, row_number() over () as nr, x.regel, 'feil' as alvor, x.felt, x.tekst, x.kilde from core.soeknad_feil(s) x
		union all select 2, row_number() over (), 'mangler', x.alvor, x.felt, format('Mangler %s.', x.tekst), x.kilde from core.soeknad_mangler(s, e) x
		union all select 3, row_number() over (), x.regel, 'avvik', x.felt, x.tekst, x.kilde from core.soeknad_avvik(s, e, s.beloep_soekt) x) f);
end $$;
comment on function core.soeknad_funn(core.soeknad) is
	'The contract''s Soeknadsfunn: what is wrong (feil) or missing (feil, varsel) before an award, and where it departs from the guidelines (avvik), which takes a recorded reason.';

-- The case of an application.

create or replace function core.krev_tildelbar(s core.soeknad, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	beloep constant numeric := (forslag ->> 'beloep')::numeric;
	funn   constant jsonb := core.soeknad_funn(s);
	avvik  jsonb;
begin
	if funn @> '[{"regel":"utelukket"}]' then
		raise exception 'OF 10 utelukker dette fra støtte: %', (select string_agg(x ->> 'tekst', ' ') from jsonb_array_elements(funn) x where x ->> 'regel' = 'utelukket') using errcode = 'RP009', constraint = 'of_10_utelukker_kostnaden',
			column = 'forslag.soeknad', detail = json_build_object('kilde', 'OF 10', 'funn', jsonb_path_query_array(funn, '$[*] ? (@.regel == "utelukket")')), hint = 'Søkeren kan ta kostnaden ut («omstilling soeknad update»), eller saken åpnes uten beløp, som et avslag.';
	elsif funn @> '[{"alvor":"feil"}]' then
		raise exception 'Søknaden er ikke fullstendig. %', (select x ->> 'tekst' from jsonb_array_elements(funn) x where x ->> 'alvor' = 'feil' limit 1) using errcode = 'RP009', constraint = 'soeknaden_er_ikke_fullstendig',
			column = 'forslag.soeknad', detail = json_build_object('kilde', 'OF 8', 'funn', jsonb_path_query_array(funn, '$[*] ? (@.alvor == "feil")')), hint = 'Se alt med «omstilling soeknad check».';
	elsif beloep > s.beloep_soekt then
		raise exception 'Det er søkt om % kroner; saken gir mer.', core.skriv_belop(s.beloep_soekt) using errcode = 'RP009', constraint = 'mer_enn_det_er_soekt_om', column = 'forslag.beloep',
			detail = json_build_object('kilde', 'OF 8', 'soekt', s.beloep_soekt::text);
	end if;
	select jsonb_agg(to_jsonb(a)) into avvik from core.soeker e, core.soeknad_avvik(s, e, beloep) a where e.program_id = s.program_id and e.id = s.soeker_id;
	if avvik is not null and coalesce(btrim(forslag ->> 'avvik_begrunnelse'), '') = '' then
		raise exception 'Tildelingen avviker fra styrets retningslinjer. %', avvik #>> '{0,tekst}' using errcode = 'RP009', constraint = 'tildelingen_avviker_fra_retningslinjene',
			column = 'forslag.avvik_begrunnelse', detail = json_build_object('kilde', avvik #>> '{0,kilde}', 'avvik', avvik), hint = 'Styret kan fravike dem med en begrunnelse: «--avvik-begrunnelse».';
	end if;
end $$;
comment on function core.krev_tildelbar(core.soeknad, jsonb) is
	'Refuses an award: of what OF 10 excludes (of_10_utelukker_kostnaden), of an application that is not whole, of more than was applied for, and without a reason where it departs from the guidelines.';

create or replace function core.forslag_soeknad(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a core.soeknad := core.soeknad_av(s.program_id, s.forslag ->> 'soeknad');
begin
	if a.id is null then
		return;
	elsif s.beslutning not in (27, 28, 39) then
		raise exception 'En søknad avgjøres i en sak om tildeling.' using errcode = 'RP003', constraint = 'saken_avgjoer_ingen_soeknad', column = 'forslag.soeknad', detail = json_build_object('kilde', 'matrisen rad 27, 28, 39');
	elsif length(s.forslag ->> 'avvik_begrunnelse') > 2000 then
		raise exception 'Begrunnelsen er lengre enn 2000 tegn.' using errcode = 'RP003', constraint = 'teksten_er_for_lang', column = 'forslag.avvik_begrunnelse';
	elsif exists (select from core.soeknad_saker(a) x where x.tilstand = 'under_behandling') then
		raise exception 'Søknaden er alt under behandling i en annen sak.' using errcode = 'RP009', constraint = 'soeknaden_er_alt_til_behandling', column = 'forslag.soeknad',
			detail = json_build_object('sak', (select core.sak_navn(x.program_id, x.nr) from core.soeknad_saker(a) x where x.tilstand = 'under_behandling' limit 1));
	elsif not s.forslag ? 'erstatter' then
		perform core.krev_soeknaden_aapen(a);
	end if;
	if s.forslag ? 'beloep' then
		perform core.krev_beloep(s.forslag::json), core.krev_tildelbar(a, s.forslag);
	end if;
end $$;
comment on function core.forslag_soeknad(core.sak) is
	'Checks the application of a new case: of the programme, open, in no other open case; with an amount it must be one that may be awarded; without, the case is a refusal, which any may get.';

create or replace function core.soeknad_virkning(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a core.soeknad := core.soeknad_av(s.program_id, s.forslag ->> 'soeknad');
begin
	if a.trukket is not null then
		raise exception 'Søknaden ble trukket %.', a.trukket using errcode = 'RP009', constraint = 'soeknaden_er_avsluttet', detail = json_build_object('tilstand', 'trukket');
	elsif a.id is not null and s.forslag ? 'beloep' then
		perform core.krev_tildelbar(a, s.forslag);
	end if;
end $$;
comment on function core.soeknad_virkning(core.sak) is 'A yes: the application is still there, and, as it has been corrected since, still one that may be awarded.';

-- Guidelines (row 26).

create or replace function core.forslag_kriterier(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	liste constant jsonb := s.forslag -> 'kriterier';
	k     jsonb;
begin
	if liste is null then
		return;
	elsif s.beslutning <> 26 then
		raise exception 'Kriterier settes i styrets retningslinjer.' using errcode = 'RP003', constraint = 'saken_setter_ikke_kriterier', column = 'forslag.kriterier', detail = json_build_object('kilde', 'matrisen rad 26');
	end if;
	for k in select x from jsonb_array_elements(liste) x loop
		if length(btrim(coalesce(k ->> 'navn', ''))) not between 1 and 200 or coalesce(core.les_tallfelt(k, 'vekt', 3)::numeric, 0) not between 0.01 and 100 then
			raise exception 'Et kriterium har et navn og en vekt mellom 0 og 100 prosent.' using errcode = 'RP003', constraint = 'ugyldig_kriterium', column = 'forslag.kriterier';
		end if;
	end loop;
	if jsonb_array_length(liste) > 30 or (select sum(core.les_tallfelt(x, 'vekt', 3)::numeric) from jsonb_array_elements(liste) x) <> 100 then
		raise exception 'Kriteriene er høyst 30, og vektene blir til sammen 100 prosent.' using errcode = 'RP003', constraint = 'vektene_blir_ikke_hundre', column = 'forslag.kriterier';
	end if;
end $$;
comment on function core.forslag_kriterier(core.sak) is 'Checks the criteria that a case of row 26 proposes: names, and weights that come to 100 per cent.';

create or replace function core.kriterier_virkning(s core.sak, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.tildelingskriterium (program_id, sak_id, nr, navn, vekt, gyldig_fra)
	select s.program_id, s.id, n, btrim(k ->> 'navn'), core.les_tallfelt(k, 'vekt', 3)::numeric, dag + 1 from jsonb_array_elements(s.forslag -> 'kriterier') with ordinality x (k, n);
end $$;
comment on function core.kriterier_virkning(core.sak, date) is 'Adopted: the criteria hold from the day after the meeting, in place of those before; never backwards.';

create or replace function core.kriterier(program uuid, dag date) returns setof core.tildelingskriterium
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select k.* from core.tildelingskriterium k where k.program_id = program and k.sak_id = (select x.sak_id from core.tildelingskriterium x join core.sak s on s.program_id = x.program_id and s.id = x.sak_id
		where x.program_id = program and x.gyldig_fra <= dag order by x.gyldig_fra desc, s.nr desc limit 1) order by k.nr;
end $$;
comment on function core.kriterier(uuid, date) is 'The criteria by which applications received on the day are assessed.';

create or replace function core.retningslinjer_svar(program uuid, dag date) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return json_build_object('dato', dag,
		'regler', (select coalesce(json_agg(core.programregel_svar(y.r) order by (y.r).noekkel), '[]') from core.programregeltype t, lateral (
			select x as r from core.programregel x where x.program_id = program and x.noekkel = t.noekkel and x.gyldig_fra <= dag and x.verdi = core.programregel(program, t.noekkel, dag)
			order by x.gyldig_fra desc, x.tid desc limit 1) y where t.beslutning = 26),
		'kriterier', (select coalesce(json_agg(json_build_object('navn', k.navn, 'vekt', trim_scale(k.vekt)::text, 'gyldig_fra', k.gyldig_fra, 'sak', core.sak_navn(s.program_id, s.nr)) order by k.nr), '[]')
			from core.kriterier(program, dag) k join core.sak s on s.program_id = k.program_id and s.id = k.sak_id));
end $$;
comment on function core.retningslinjer_svar(uuid, date) is 'The contract''s GetRetningslinjerResponse: what holds for applications received on the day.';

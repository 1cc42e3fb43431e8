-- Applications from a spreadsheet: cells as they are printed, each bad row by its line and field, all of the rows or none, the same file
-- again. As the daemon's role. (The file itself is tests/unit/test_csvfile.c's, and client/demo/sel/play's.)
begin;
select plan(56);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
\ir lib/soeknad.psql

-- A row: line, and a cell a field; what mer says in place of it.
create function test.rad(linje int, nr text, mer jsonb default '{}') returns jsonb
language sql as $$
	select jsonb_build_object('linje', linje, 'felter', (select jsonb_agg(jsonb_build_object('felt', key, 'verdi', value, 'kolonne', 'Kol ' || key) order by key)
		from jsonb_each_text('{"tittel":"Bakeri","soeker.navn":"Bakeriet AS","soeker.slag":"Bedrift"}'::jsonb || jsonb_build_object('regionalforvaltning_nr', nr) || mer)))
$$;
create function test.importer(hvem text, rader jsonb, proeve boolean default false) returns jsonb
language sql as $$ select case when k.kode = '00000' then k.json::jsonb else to_jsonb(coalesce(nullif(k.grunn, ''), k.kode)) end from test.kall(hvem, 'import_soeknader', json_build_object('program', 'dal', 'rader', rader, 'proeve', proeve)) k $$;
create function test.rapport(svar jsonb) returns text
language sql as $$ select concat_ws(' ', svar ->> 'lagret', svar ->> 'nye', svar ->> 'endrede', svar ->> 'uendrede', svar ->> 'feil') $$;
-- One row alone, tried: what it would be, or line, column and reason.
create function test.celle(mer jsonb) returns text
language sql as $$ select concat_ws(' ', x ->> 'utfall', x ->> 'linje', x ->> 'kolonne', x ->> 'grunn') from jsonb_array_elements(test.importer('programleder', jsonb_build_array(test.rad(7, 'RF-99', mer)), true) -> 'rader') x $$;

-- Who.
select is(test.importer(hvem, jsonb_build_array(test.rad(2, 'RF-1')), true) #>> '{}', grunn, coalesce(hvem, 'nobody') || ' does not') from (values ('osleder', 'soeknader_foeres_av_de_som_forbereder'), ('ordfoerer', 'soeknader_foeres_av_de_som_forbereder'),
	('utenfor', 'bare_for_deltakere'), (null, '42501')) v (hvem, grunn);
select is(test.importer('programleder', '[]') #>> '{}', 'ugyldig_antall_rader', 'a file without rows');
select is(test.importer('programleder', (select jsonb_agg(test.rad(n, 'x')) from generate_series(1, 1001) n)) #>> '{}', 'ugyldig_antall_rader', 'one that has too many');

-- Cells as regionalforvaltning.no and people print them.
select test.plan_i_kraft();
create temp table fil as select jsonb_build_array(
	test.rad(2, 'RF-2020-1', '{"mottatt":"15.09.2020 14:32","beloep_soekt":"kr 400.000,-","kostnad.utstyr":"500 000","kostnad.egeninnsats":"100000","kostnad.reise":"0","finansiering.Egenkapital":"200 000,00","finansiering.Bank":"",
		"soeker.orgnr":"NO 974 760 673 MVA","bruk":"Søkbare midler","plp_steg":"Forstudie","formaal":"Bedriftsutvikling","fra":"1.11.2020","til":"2021-12-31","strategi":"B - Brød","fn_maal":"FN 8, FN 12","nye_arbeidsplasser":"5",
		"ordinaere_ordninger":"Nei","annen_stoette":" ","soeker.kontakt_navn":"Kari"}'),
	test.rad(3, 'RF-2020-2', '{"tittel":"Sti\nover to linjer","soeker.navn":"Turlaget","soeker.slag":"Lag/forening","kostnad":"62,5"}')) as f;
select is(test.rapport(test.importer('programleder', f, true)), 'false 2 0 0 0', 'a trial tells') from fil;
select is((select count(*)::int from core.soeknad) + (select count(*)::int from core.soeker), 0, 'and stores nothing');
select is(test.rapport(test.importer('programleder', f)), 'true 2 0 0 0', 'stored') from fil;
select is((select row(s.mottatt, s.beloep_soekt, s.bruk, s.plp_steg, s.formaal, s.fra, s.til, s.strategi, s.omraade, s.fn_maal, s.nye_arbeidsplasser, s.ordinaere_ordninger, s.annen_stoette)::text from core.soeknad s where regionalforvaltning_nr = 'RF-2020-1'),
	'(2020-09-15,400000.00,soekbare_midler,forstudie,bedriftsutvikling,2020-11-01,2021-12-31,B,o1,"{8,12}",5.00,f,)', 'cells are read as they are printed, and a blank tells nothing');
select is((select kostnad from core.soeknad where regionalforvaltning_nr = 'RF-2020-1'), '[{"post":"Kol kostnad.egeninnsats","slag":"egeninnsats","beloep":"100000"},{"post":"Kol kostnad.utstyr","slag":"utstyr","beloep":"500000"}]'::jsonb, 'columns of costs become the budget, without what is 0');
select is((select finansiering from core.soeknad where regionalforvaltning_nr = 'RF-2020-1'), '[{"kilde":"Egenkapital","beloep":"200000"}]'::jsonb, 'those of financing the financing');
select is((select string_agg(concat_ws(' ', slag, navn, orgnr), ', ' order by navn) from core.soeker), 'foretak Bakeriet AS 974760673, organisasjon Turlaget', 'the applicants');
select is((select concat_ws('|', tittel, kostnad) from core.soeknad where regionalforvaltning_nr = 'RF-2020-2'), E'Sti\nover to linjer|[{"post": "Kol kostnad", "beloep": "62.5"}]', 'a cost whose kind the file does not know');

-- The same file again, and one that tells more.
select is(test.rapport(test.importer('programleder', f)), 'true 0 0 2 0', 'is already there') from fil;
select is((select count(*)::int from core.soeknad_revisjon), 2, 'without a new revision');
select is(test.rapport(test.importer('direktoer', jsonb_build_array(test.rad(2, 'RF-2020-2', '{"soeker.navn":"Turlaget","soeker.slag":"Forening","tittel":"Sti","maal":"Tur"}'), test.rad(3, 'RF-2020-3')))), 'true 1 1 0 0', 'one is completed, one is new');
select is((select concat_ws(' ', s.tittel, s.maal, s.kostnad #>> '{0,beloep}', s.revisjon) from core.soeknad s where regionalforvaltning_nr = 'RF-2020-2'), 'Sti Tur 62.5 2', 'what the file does not tell stays');
select test.grunn('programleder', 'withdraw_soeknad', json_build_object('soeknad', (select id from core.soeknad where regionalforvaltning_nr = 'RF-2020-3'), 'grunn', 'x'));
select is(test.rapport(test.importer('programleder', jsonb_build_array(test.rad(2, 'RF-2020-3')))), 'true 0 0 1 0', 'a withdrawn one that says nothing new is let be');
select is(test.importer('programleder', jsonb_build_array(test.rad(2, 'RF-2020-3', '{"maal":"x"}'))) #>> '{rader,0,grunn}', 'soeknaden_er_avsluttet', 'and is not changed');

-- One bad row among good ones: told by line, and nothing is stored.
create temp table daarlig as select test.importer('programleder', jsonb_build_array(test.rad(2, 'RF-A'), test.rad(4, 'RF-B', '{"beloep_soekt":"ca. 100 000"}'), test.rad(5, 'RF-C', '{"soeker.orgnr":"974760674"}'), test.rad(9, 'RF-A', '{"tittel":"Igjen"}'))) as s;
select is(test.rapport(s), 'false 1 0 0 3', 'three are wrong') from daarlig;
select is((select string_agg(concat_ws(' ', x ->> 'linje', x ->> 'utfall', x ->> 'kolonne', x ->> 'grunn'), ', ' order by n) from jsonb_array_elements(s -> 'rader') with ordinality y (x, n)),
	'2 ny, 4 feil Kol beloep_soekt ugyldig_tall, 5 feil Kol soeker.orgnr soekerens_organisasjonsnummer_er_gyldig, 9 feil Kol regionalforvaltning_nr saksnummeret_staar_to_ganger', 'each by line and column') from daarlig;
select matches(s #>> '{rader,1,tekst}', '«ca. 100 000» er ikke et tall', 'in words') from daarlig;
select is((s #>> '{rader,1,detalj}')::jsonb, '{"felt":"beloep_soekt","kilde":"HP-16"}', 'with the details of the refusal') from daarlig;
select is(s #> '{rader,2}' ? 'detalj', false, 'of a constraint PostgreSQL''s own, which hold the row, are not told') from daarlig;
select is((select count(*)::int from core.soeknad where regionalforvaltning_nr ~ 'RF-[AC]'), 0, 'nothing is half imported');
select is((select max(nr) from core.soeknad), 3, 'nor is a number used');
select is(test.rapport(test.importer('programleder', jsonb_build_array(test.rad(2, 'RF-A')))), 'true 1 0 0 0', 'corrected, it is stored');
select is((select nr from core.soeknad where regionalforvaltning_nr = 'RF-A'), 4, 'with the next number');

-- Bad cells, as they come.
select is(test.celle(mer::jsonb), svar, tekst) from (values
	('{"regionalforvaltning_nr":""}', 'feil 7 Kol regionalforvaltning_nr felt_mangler', 'no case number'), ('{"tittel":"\u00a0"}', 'feil 7 Kol tittel felt_mangler', 'a title of nothing but a hard space'), ('{"soeker.navn":""}', 'feil 7 Kol soeker.navn felt_mangler', 'no applicant'),
	('{"soeker.slag":"Romvesen"}', 'feil 7 Kol soeker.slag soekerslaget_er_kjent', 'a kind of applicant that is none'), ('{"mottatt":"31.02.2020"}', 'feil 7 Kol mottatt ugyldig_dato', 'a day that is none'), ('{"mottatt":"9/15/2020"}', 'feil 7 Kol mottatt ugyldig_dato', 'an American date'),
	('{"mottatt":"2.10.2020"}', 'feil 7 Kol mottatt datoen_er_fram_i_tid', 'tomorrow'), ('{"beloep_soekt":"500.000"}', 'feil 7 Kol beloep_soekt ugyldig_tall', 'an amount that is two'), ('{"beloep_soekt":"#REF!"}', 'feil 7 Kol beloep_soekt ugyldig_tall', 'a formula that failed'),
	('{"beloep_soekt":"1,23457E+11"}', 'feil 7 Kol beloep_soekt ugyldig_tall', 'what a spreadsheet makes of long numbers'), ('{"beloep_soekt":"-5"}', 'feil 7 Kol beloep_soekt ugyldig_tall', 'less than nothing'), ('{"beloep_soekt":"0"}', 'feil 7 Kol beloep_soekt det_soekes_om_mer_enn_null', 'nothing'),
	('{"kostnad.gull":"5"}', 'feil 7 Kol kostnad.gull ukjent_kostnadsslag', 'a column of a kind of cost that is none'), ('{"kostnad.utstyr":"mye"}', 'feil 7 Kol kostnad.utstyr ugyldig_tall', 'a cost that is no number'),
	('{"bruk":"Gave"}', 'feil 7 Kol bruk bruken_er_en_av_de_tre', 'a fourth kind'), ('{"strategi":"Z"}', 'feil 7 Kol strategi strategien_finnes_ikke_i_planen', 'a letter that the plan has not'), ('{"fn_maal":"18"}', 'feil 7 Kol fn_maal fn_maalene_er_1_til_17', 'an eighteenth goal'),
	('{"tittel":"Til 13097248022"}', 'feil 7 Kol tittel foedselsnummer_i_aapent_felt', 'an identity number'), ('{"farge":"blå"}', 'feil 7 Kol farge ukjent_felt', 'a mapping to a field that is none'), ('{"ordinaere_ordninger":"Vet ikke"}', 'feil 7 Kol ordinaere_ordninger svaret_er_ja_eller_nei', 'no answer'),
	('{"forgjenger":"vik/soeknad-1"}', 'feil 7 Kol forgjenger ukjent_soeknad', 'a step before in another programme'), ('{"soeker.slag":"Privatperson","soeker.orgnr":"974760673"}', 'feil 7 Kol soeker.orgnr en_person_har_ikke_orgnr', 'a person with a company''s number'),
	('{"fra":"1.2.2021","til":"1.1.2021"}', 'feil 7 Kol fra prosjektet_slutter_ikke_foer_det_begynner', 'the end before the beginning')) v (mer, svar, tekst);

-- A row in which much is wrong tells all of it, and is one row.
create temp table mye as select test.importer('programleder', jsonb_build_array(test.rad(2, 'RF-M1'),
	test.rad(4, 'RF-M2', '{"tittel":" ","soeker.navn":"","soeker.orgnr":"974760674","mottatt":"31.02.2020","beloep_soekt":"mye","kostnad.utstyr":"5,5,5","strategi":"Z","fn_maal":"18","bruk":"Gave","farge":"blå"}'),
	test.rad(5, 'RF-M1', '{"beloep_soekt":"mye"}'), test.rad(6, 'RF-M2', '{"til":"1.1.2021","fra":"1.2.2021"}'))) as s;
select is(test.rapport(s), 'false 1 0 0 3', 'three rows of four') from mye;
select is((select string_agg(x ->> 'felt', ' ' order by x ->> 'felt') from jsonb_array_elements(s -> 'rader') x where x ->> 'linje' = '4'),
	'beloep_soekt bruk farge fn_maal kostnad.utstyr mottatt soeker.navn soeker.orgnr strategi tittel', 'ten things are wrong with the second, each told once') from mye;
select is((select string_agg(concat_ws(' ', x ->> 'linje', x ->> 'felt', x ->> 'grunn'), ', ' order by n) from jsonb_array_elements(s -> 'rader') with ordinality y (x, n) where (x ->> 'linje')::int > 4),
	'5 beloep_soekt ugyldig_tall, 5 regionalforvaltning_nr saksnummeret_staar_to_ganger, 6 fra prosjektet_slutter_ikke_foer_det_begynner', 'those after it are told as they are') from mye;
select is((select count(*)::int from core.soeknad where regionalforvaltning_nr ~ 'RF-M|prøvd'), 0, 'and nothing is stored of what was tried') from mye;

select * from finish();
rollback;

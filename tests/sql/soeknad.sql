-- Applications: who registers them, everything that OF 8 asks for, what no field takes, and who is shown what.
begin;
select plan(48);
\ir lib/felles.psql
\ir lib/sak.psql

select test.person('programleder', 'pl', 'programleder'), test.person('ossekr', 'os', 'sekretaer'), test.person('osleder', 'os', 'leder'), test.person('styreobs', 'os', 'observatoer'), test.person('plsekr', 'pl', 'sekretaer');
create function test.soeknad(mer jsonb default '{}', soeker jsonb default '{}') returns jsonb
language sql as $$ select jsonb_build_object('tittel', 'Nytt bakeri', 'soeker', '{"slag":"foretak","navn":"Bakeriet AS"}'::jsonb || soeker) || mer $$;
create function test.soek(hvem text, mer jsonb default '{}', soeker jsonb default '{}') returns text
language sql as $$
	select case when k.kode = '00000' then k.json -> 'soeknad' ->> 'navn' else coalesce(nullif(k.grunn, ''), k.kode) end
	from test.kall(hvem, 'create_soeknad', json_build_object('program', 'dal', 'soeknad', test.soeknad(mer, soeker))) k
$$;
create function test.vis(hvem text, ref text) returns jsonb
language sql as $$ select (test.svar(hvem, 'get_soeknad', json_build_object('soeknad', ref)) -> 'soeknad')::jsonb $$;

-- Who registers.
select is(test.soek(hvem), svar, hvem) from (values ('programleder', 'dal/soeknad-1'), ('direktoer', 'dal/soeknad-2'), ('ossekr', 'dal/soeknad-3'), ('plsekr', 'dal/soeknad-4'),
	('osleder', 'soeknader_foeres_av_de_som_forbereder'), ('styreobs', 'soeknader_foeres_av_de_som_forbereder'), ('ordfoerer', 'soeknader_foeres_av_de_som_forbereder'),
	('leder', 'soeknader_foeres_av_de_som_forbereder'), ('utenfor', 'bare_for_deltakere'), (null, '42501')) v (hvem, svar);
select is((test.kall('osleder', 'create_soeknad', '{"program":"dal"}')).detalj::jsonb #>> '{tur,organer,0}', 'Pl', 'the refusal names whose turn it is');
select is((select count(*)::int from core.soeker), 1, 'one applicant, who is registered once');

-- Everything that OF 8 asks for, and numbers as people write them.
select is(test.soek('programleder', '{"regionalforvaltning_nr":"RF-2020-17","mottatt":"2020-09-15","bruk":"soekbare_midler","plp_steg":"forprosjekt","forgjenger_tekst":"Egen forstudie",
	"formaal":"bedriftsutvikling","beloep_soekt":"kr 400.000,-","kostnad":[{"post":"Ovn","slag":"utstyr","beloep":"500 000"},{"post":"Timer","slag":"egeninnsats","beloep":"100000"}],
	"finansiering":[{"kilde":"Egenkapital","beloep":"5.000.000"},{"kilde":"Bank","beloep":"62,5"}],"annen_stoette":"ingen","maal":"Brød","fra":"2021-01-01","til":"2021-12-31",
	"organisering":"Oss","forventede_resultater":"Mer brød","nye_arbeidsplasser":"5","sikrede_arbeidsplasser":"0","langsiktige_virkninger":"Mye brød","fn_maal":[8,12,8],
	"ordinaere_ordninger":"nei","ordinaere_begrunnelse":"For lite","strategi":"a"}', '{"orgnr":"974 760 673","kontakt_navn":"Kari","kontakt_epost":"k@example.org","kontakt_telefon":"61000000"}'), 'dal/soeknad-5', 'all of it');
select is(test.vis('osleder', 'dal/soeknad-5') - array['id', 'soeker'], '{"navn":"dal/soeknad-5","tittel":"Nytt bakeri","regionalforvaltning_nr":"RF-2020-17","mottatt":"2020-09-15","bruk":"soekbare_midler",
	"plp_steg":"forprosjekt","forgjenger_tekst":"Egen forstudie","formaal":"bedriftsutvikling","beloep_soekt":"400000","kostnad":[{"post":"Ovn","slag":"utstyr","beloep":"500000"},{"post":"Timer","slag":"egeninnsats","beloep":"100000"}],
	"finansiering":[{"kilde":"Egenkapital","beloep":"5000000"},{"kilde":"Bank","beloep":"62.5"}],"sum_kostnad":"600000","sum_finansiering":"5400062.5","annen_stoette":"ingen","maal":"Brød","fra":"2021-01-01",
	"til":"2021-12-31","organisering":"Oss","forventede_resultater":"Mer brød","nye_arbeidsplasser":"5","sikrede_arbeidsplasser":"0","langsiktige_virkninger":"Mye brød","fn_maal":[8,12],"ordinaere_ordninger":"nei",
	"ordinaere_begrunnelse":"For lite","strategi":"A","soeker_navn":"Bakeriet AS","tilstand":"mottatt","revisjon":1}'::jsonb, 'comes back as exact decimals');
select is(test.vis('osleder', 'dal/soeknad-5') -> 'soeker' ->> 'orgnr', '974760673', 'with the organisasjonsnummer');
select is((select count(*)::int from core.soeker), 1, 'which is the same applicant, until now without a number');
select is((select (s.beloep_soekt, s.sikrede_arbeidsplasser, s.nye_arbeidsplasser, s.ordinaere_ordninger)::text from core.soeknad s where nr = 5), '(400000.00,0.00,5.00,f)', '0 is 0');
select is((select (s.nye_arbeidsplasser, s.ordinaere_ordninger)::text from core.soeknad s where nr = 1), '(,)', 'and not told is null');
select is((select string_agg(x ->> 'navn' || ' ' || coalesce(x ->> 'beloep_soekt', '-'), ', ' order by n) from json_array_elements(test.svar('leder', 'list_soeknader', '{"program":"dal","bruk":"soekbare_midler"}') -> 'soeknader') with ordinality y (x, n)),
	'dal/soeknad-5 400000', 'listed by kind');
select is(test.svar('leder', 'list_soeknader', '{"program":"dal","page_size":2}') ->> 'next_page_token', '2', 'page by page');

-- What no field takes.
select is(test.soek('programleder', mer::jsonb, soeker::jsonb), grunn, tekst) from (values
	('{"tittel":" "}', '{}', 'felt_mangler', 'without a title'), ('{}', '{"navn":""}', 'felt_mangler', 'without an applicant'), ('{}', '{"slag":"stat"}', 'soekerslaget_er_kjent', 'an applicant of no kind'),
	('{}', '{"orgnr":"974760674"}', 'soekerens_organisasjonsnummer_er_gyldig', 'a number with the wrong control digit'), ('{}', '{"slag":"person","orgnr":"974760673"}', 'en_person_har_ikke_orgnr', 'a person with one'),
	('{"beloep_soekt":"500.000"}', '{}', 'ugyldig_tall', 'a number that is two'), ('{"beloep_soekt":"mye"}', '{}', 'ugyldig_tall', 'one that is none'), ('{"beloep_soekt":"0"}', '{}', 'det_soekes_om_mer_enn_null', 'nothing'),
	('{"nye_arbeidsplasser":"-1"}', '{}', 'ugyldig_tall', 'fewer than no jobs'), ('{"mottatt":"2020-10-02"}', '{}', 'datoen_er_fram_i_tid', 'received tomorrow'), ('{"fra":"2021-02-30"}', '{}', 'ugyldig_dato', 'a date that is none'),
	('{"fra":"2021-02-01","til":"2021-01-01"}', '{}', 'prosjektet_slutter_ikke_foer_det_begynner', 'the end before the beginning'), ('{"bruk":"gave"}', '{}', 'bruken_er_en_av_de_tre', 'a fourth kind'),
	('{"plp_steg":"etterprosjekt"}', '{}', 'plp_steget_er_kjent', 'a fourth step'), ('{"formaal":"moro"}', '{}', 'formaalet_er_et_av_de_fem', 'a sixth use'), ('{"fn_maal":[18]}', '{}', 'fn_maalene_er_1_til_17', 'an eighteenth goal'),
	('{"ordinaere_ordninger":"kanskje"}', '{}', 'svaret_er_ja_eller_nei', 'a third answer'), ('{"kostnad":[{"post":"Ovn","slag":"bestikkelse","beloep":"1"}]}', '{}', 'ukjent_kostnadsslag', 'a kind of cost that is none'),
	('{"kostnad":[{"post":"Ovn"}]}', '{}', 'raden_mangler_post_eller_beloep', 'a row without amount'), ('{"regionalforvaltning_nr":"RF-2020-17"}', '{}', 'saksnummeret_i_regionalforvaltning_er_registrert', 'a case number again'),
	('{"konfidensielt":[{"felt":"tittel","hjemmel":"FVL 13"}]}', '{}', 'skjermingen_mangler_felt_eller_hjemmel', 'a title that is secret'), ('{"konfidensielt":[{"felt":"maal"}]}', '{}', 'skjermingen_mangler_felt_eller_hjemmel', 'secret by no law'),
	('{"tittel":"Til 010190 12345"}', '{}', 'foedselsnummer_i_aapent_felt', 'eleven digits in the title'), ('{"maal":"Jeg er 13097248022."}', '{}', 'foedselsnummer_i_aapent_felt', 'an identity number in a text'),
	('{}', '{"navn":"Kari 13097248022"}', 'foedselsnummer_i_aapent_felt', 'or in a name'), ('{}', '{"foedselsnummer":"13097248022"}', 'ugyldig_foedselsnummer', 'of a company'),
	('{}', '{"slag":"person","foedselsnummer":"13097248023"}', 'ugyldig_foedselsnummer', 'with the wrong control digits')) v (mer, soeker, grunn, tekst);

select is(test.soek('programleder', '{"omraade":"a1b2c3d4-1234-5678-9012-130972480221","tittel":"Ref. 1234567890123"}'), 'dal/soeknad-6', 'an id is no identity number, nor is a longer one');
select * from finish();
rollback;

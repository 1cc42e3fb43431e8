-- Applications on their way to an award: completed, withdrawn, checked against OF 8 and OF 10, the plan, PLP and the board's guidelines of
-- the day they came; and H-9: the applicant's board held against who treats the case. As the daemon's role.
begin;
select plan(101);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
\ir lib/soeknad.psql
select test.person('styreobs', 'os', 'observatoer');

-- Completed and corrected: a revision each time, and nothing lost.
select is(test.soek('programleder', '{}'), 'dal/soeknad-1', 'a title and an applicant');
select is(test.endre(hvem, 'dal/soeknad-1', '{"maal":"Brød"}'), grunn, coalesce(hvem, 'nobody')) from (values ('osleder', 'soeknader_foeres_av_de_som_forbereder'), ('utenfor', 'ukjent_soeknad'), (null, '42501'), ('programleder', 'ok')) v (hvem, grunn);
select is(test.endre('direktoer', 'dal/soeknad-1', '{"organisering":"Oss"}', '{"etag":"r1"}'), 'soeknaden_er_endret', 'what was made of an older revision is told so');
select is((test.kall('direktoer', 'update_soeknad', '{"navn":"dal/soeknad-1","etag":"r1"}')).detalj::jsonb ->> 'etag', 'r2', 'with the newest');
select is(test.endre('direktoer', 'dal/soeknad-1', '{"organisering":"Oss","soeker":{"orgnr":"974760673"}}', '{"etag":"r2"}'), 'ok', 'of the newest');
select is((select concat_ws(' ', s.maal, s.organisering, e.navn, e.orgnr) from core.soeknad s join core.soeker e on e.id = s.soeker_id), 'Brød Oss Bakeriet AS 974760673', 'what another told stays');
select is(test.endre('direktoer', 'dal/soeknad-1', '{}', '{"tom":["maal"]}'), 'ok', 'a field is emptied');
select is((select maal from core.soeknad), null, 'it is');
select is((select string_agg(concat_ws(' ', r ->> 'nr', r ->> 'hendelse', r ->> 'brukernavn', r ->> 'endret', r #>> '{soeknad,maal}'), ', ' order by n) from json_array_elements(test.svar('osleder', 'list_soeknadsrevisjoner', '{"soeknad":"dal/soeknad-1"}') -> 'revisjoner') with ordinality x (r, n)),
	'4 endret direktoer ["maal"], 3 endret direktoer ["organisering","soeker"] Brød, 2 endret programleder ["maal"] Brød, 1 registrert programleder', 'every revision, who and what');
select throws_ok('update core.soeknad_revisjon set melding = $$x$$', 'RP009', null, 'which nobody changes');

-- Screened fields: for who prepares, decides or advises; never in the journal.
select is(test.endre('programleder', 'dal/soeknad-1', '{"maal":"hemmelig oppskrift","kostnad":[{"post":"hemmelig ovn","slag":"utstyr","beloep":"7"}],"konfidensielt":[{"felt":"maal","hjemmel":"FVL 13"},{"felt":"kostnad","hjemmel":"FVL 13"}]}'), 'ok', 'screened');
select is(test.svar(hvem, 'get_soeknad', '{"soeknad":"dal/soeknad-1"}')::text ~ 'hemmelig|"7"', ser, hvem || case when ser then ' reads it' else ' does not' end) from (values ('programleder', true), ('os2', true), ('raadgiver', true), ('direktoer', true),
	('naering', false), ('ordfoerer', false), ('fordfoerer', false), ('observatoer', false)) v (hvem, ser);
select is(test.svar('naering', 'get_soeknad', '{"soeknad":"dal/soeknad-1"}') #>> '{soeknad,konfidensielt,0,hjemmel}', 'FVL 13', 'but that it is screened, and by which law');
select is(test.svar('naering', 'list_soeknadsrevisjoner', '{"soeknad":"dal/soeknad-1"}')::text ~ 'hemmelig', false, 'nor in its revisions');
select is((select count(*)::int from core.journal where innhold ~ 'hemmelig'), 0, 'nor in the journal');
select is(test.endre('programleder', 'dal/soeknad-1', '{"kostnad":[{"post":"hemmelig drift","slag":"drift","beloep":"7"}]}'), 'ok', 'it is wrong');
select is(test.svar(hvem, 'check_soeknad', '{"soeknad":"dal/soeknad-1"}')::text ~ 'hemmelig', ser, hvem || case when ser then ' is told what' else ' only that it is' end) from (values ('os2', true), ('naering', false)) v (hvem, ser);
select is(test.endre('programleder', 'dal/soeknad-1', '{"maal":"åpent"}', '{"tom":["konfidensielt","kostnad"]}'), 'ok', 'opened');
select is((select count(*)::int from core.journal where innhold ~ 'hemmelig oppskrift'), 0, 'what was screened before does not show as the old value');

-- An identity number goes in and never out.
select is(test.soek('programleder', '{}', '{"slag":"person","navn":"Ola Bonde","foedselsnummer":"13097248022"}'), 'dal/soeknad-2', 'a person applies');
select is(test.vis('programleder', 'dal/soeknad-2') #>> '{soeker,foedselsnummer_registrert}', 'true', 'there is one');
select is((select count(*)::int from core.journal where innhold ~ '13097248022') + (select count(*)::int from core.soeknad_revisjon where innhold::text ~ '13097248022') + (select count(*)::int from core.idempotens where svar::text ~ '13097248022'), 0, 'in no journal, revision or answer');
select is(has_table_privilege('omstilling_api', 'core.soeker_identitet', 'select'), false, 'the api functions cannot read it');
select is((select foedselsnummer from core.soeker_identitet), '13097248022', 'it is kept');

-- Withdrawn.
select is(test.grunn('programleder', 'withdraw_soeknad', '{"soeknad":"dal/soeknad-2"}'), 'felt_mangler', 'with a reason');
select is(test.grunn('os2', 'withdraw_soeknad', '{"soeknad":"dal/soeknad-2","grunn":"x"}'), 'soeknader_foeres_av_de_som_forbereder', 'by who registers');
select is(test.grunn('programleder', 'withdraw_soeknad', '{"soeknad":"dal/soeknad-2","grunn":"Fikk lån"}'), 'ok', 'withdrawn');
select is(test.vis('os2', 'dal/soeknad-2') ->> 'tilstand', 'trukket', 'it is');
select is(test.endre('programleder', 'dal/soeknad-2', '{"maal":"x"}'), 'soeknaden_er_avsluttet', 'and rests');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-2"}'), 'soeknaden_er_avsluttet', 'not even refused');

-- What is missing, with its source.
select is(test.funn('dal/soeknad-1', 'felt'), 'kontakt_navn beloep_soekt kostnad annen_stoette fra forventede_resultater bruk plp_steg formaal strategi ordinaere_ordninger', 'errors');
select is(test.grunn(null, 'check_soeknad', '{"soeknad":"dal/soeknad-1"}'), '42501', 'not without logging in');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-1","beloep":"100"}'), 'soeknaden_er_ikke_fullstendig', 'no award of it');
select is(test.ny_sak('direktoer', 25, '{"soeknad":"dal/soeknad-1"}'), 'saken_avgjoer_ingen_soeknad', 'in no other row');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-9"}'), 'ukjent_soeknad', 'one that is not there');
select is(test.soek('programleder', test.hel()), 'dal/soeknad-3', 'one that is whole');
select is(test.funn('dal/soeknad-3', 'regel'), 'strategien_finnes_ikke_i_planen', 'but for the plan, which is not adopted');
select test.plan_i_kraft();
select is(test.endre('programleder', 'dal/soeknad-3', '{"strategi":"Z"}'), 'strategien_finnes_ikke_i_planen', 'then the letter must be one of its');
select is(test.endre('programleder', 'dal/soeknad-3', '{"strategi":"B","omraade":"Reiseliv"}'), 'strategien_finnes_ikke_i_planen', 'under its own area');
select is(test.endre('programleder', 'dal/soeknad-3', '{"strategi":"b"}'), 'ok', 'a letter of the plan');
select is((select concat_ws(' ', omraade, strategi) from core.soeknad where nr = 3), 'o1 B', 'tells the area');
select is(test.funn('dal/soeknad-3', 'regel'), null, 'nothing is missing');

-- One by one.
select is(test.funn_av(mer::jsonb, tom), funn, tekst) from (values
	('{"finansiering":[{"kilde":"Bank","beloep":"1"}]}', '{}'::text[], 'budsjett_og_finansiering_er_ulike/OF 8', 'budget and financing must agree'),
	('{"kostnad":[{"post":"Strøm","slag":"drift","beloep":"600000"}]}', '{}', 'utelukket/OF 10', 'running costs are excluded'), ('{"kostnad":[{"post":"Avdrag","slag":"renter","beloep":"600000"}]}', '{}', 'utelukket/OF 10', 'so is refinancing'),
	('{"kostnad":[{"post":"Ymse","beloep":"600000"}]}', '{}', 'kostnaden_mangler_slag/OF 10', 'a cost of no kind'), ('{"til":"2026-11-01"}', '{}', 'tiltaket_varer_for_lenge/OF 10', 'more than six years'),
	('{"til":"2026-10-31"}', '{}', null, 'six are right'), ('{"plp_steg":"forprosjekt"}', '{}', 'mangler/S1, S2 (PLP)', 'a later step without the one before'), ('{"plp_steg":"forprosjekt","forgjenger":"dal/soeknad-3"}', '{}', 'forrige_steg_er_ikke_vedtatt/S1, S2 (PLP)', 'which must be decided'),
	('{"beloep_soekt":"500000","finansiering":[{"kilde":"Egenkapital","beloep":"100000"}]}', '{langsiktige_virkninger}', 'mangler/OF 8', 'long-term effects from NOK 500 000'),
	('{"beloep_soekt":"499999.99","finansiering":[{"kilde":"Egenkapital","beloep":"100000.01"}]}', '{langsiktige_virkninger}', null, 'not below'), ('{"ordinaere_ordninger":"ja"}', '{ordinaere_begrunnelse}', 'mangler/S2', 'why ordinary schemes are not used')) v (mer, tom, funn, tekst);
select is(test.soek('programleder', '{"plp_steg":"forstudie","forgjenger":"dal/soeknad-3"}'), 'forgjengeren_er_ikke_et_tidligere_steg', 'a step is not after itself');

-- OF 10 refuses the award with the paragraph named; a refusal may be given.
select is(test.soek('programleder', test.hel() || '{"kostnad":[{"post":"Husleie","slag":"drift","beloep":"600000"}],"strategi":"A"}', '{"navn":"Driften AS","orgnr":"923609016"}'), 'dal/soeknad-4', 'running costs');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-4","beloep":"1000"}'), 'of_10_utelukker_kostnaden', 'are never awarded');
select is((test.kall('programleder', 'create_sak', '{"program":"dal","beslutning":27,"forslag":{"soeknad":"dal/soeknad-4","beloep":"1000"}}')).detalj::jsonb ->> 'kilde', 'OF 10', 'by OF 10');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-4"}', 'Avslag'), 'dal/sak-2', 'without amount the case is a refusal');
select is(test.vis('os2', 'dal/soeknad-4') ->> 'tilstand', 'under_behandling', 'under way');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-4"}'), 'soeknaden_er_alt_til_behandling', 'in one case');
select is(test.avgjoer('programleder', 'dal/sak-2') || test.os_vedtar('dal/sak-2'), 'okok', 'decided');
select is(test.vis('os2', 'dal/soeknad-4') ->> 'tilstand', 'avslaatt', 'refused');
select is(test.endre('programleder', 'dal/soeknad-4', '{"maal":"x"}'), 'soeknaden_er_avsluttet', 'and rests');

-- The board's guidelines: by the day the application came, never backwards.
select is(test.ny_sak('programleder', 26, f::jsonb), grunn, tekst) from (values ('{"kriterier":[{"navn":"Jobber","vekt":"60"},{"navn":"FN-mål","vekt":"39,5"}]}', 'vektene_blir_ikke_hundre', 'weights of 99.5'), ('{"kriterier":[{"navn":"","vekt":"100"}]}', 'ugyldig_kriterium', 'a criterion of nothing')) v (f, grunn, tekst);
select is(test.ny_sak('programleder', 27, '{"soeknad":null,"kriterier":[{"navn":"Jobber","vekt":"100"}]}'), 'saken_setter_ikke_kriterier', 'in row 26 alone');
select test.ny_sak('programleder', 26, '{"regler":[{"noekkel":"minste_jobber","verdi":"5"},{"noekkel":"hoeyeste_tildeling","verdi":"300000"}],"kriterier":[{"navn":"Jobber","vekt":"60"},{"navn":"FN-mål","vekt":"40"}]}');
select is(test.os_vedtar('dal/sak-3'), 'ok', 'adopted');
select is((select string_agg(k ->> 'navn' || ' ' || (k ->> 'vekt'), ', ') from json_array_elements(test.svar('naering', 'get_retningslinjer', '{"program":"dal","dato":"2020-10-02"}') -> 'kriterier') k), 'Jobber 60, FN-mål 40', 'from the day after');
select is(json_array_length(test.svar('naering', 'get_retningslinjer', '{"program":"dal"}') -> 'kriterier') + json_array_length(test.svar('naering', 'get_retningslinjer', '{"program":"dal"}') -> 'regler'), 0, 'not on the day');
select test.dag('2020-10-05');
select is(test.avvik('dal/soeknad-3'), null, 'an application from before is not asked for what came after');
select is(test.soek('programleder', test.hel() || '{"strategi":"A","nye_arbeidsplasser":"4","mottatt":"2020-10-02"}', '{"navn":"Etterpå AS","orgnr":"984661185"}'), 'dal/soeknad-5', 'one that came after');
select is(test.avvik('dal/soeknad-5'), 'hoeyeste_tildeling minste_jobber', 'is');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-5","beloep":"300000"}'), 'tildelingen_avviker_fra_retningslinjene', 'four jobs are too few');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-5","beloep":"400001","avvik_begrunnelse":"x"}'), 'mer_enn_det_er_soekt_om', 'more than asked for');
select is(test.funn_av('{"bruk":"stoerre_prosjekt","mottatt":"2020-10-02","nye_arbeidsplasser":"0","beloep_soekt":"300000","finansiering":[{"kilde":"x","beloep":"300000"}]}', '{}'), null, 'of larger projects no jobs are asked');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-5","beloep":"300000","avvik_begrunnelse":"Utkanten"}'), 'dal/sak-4', 'with a recorded reason');
select is(test.svar('os2', 'get_sak', '{"sak":"dal/sak-4"}') #>> '{sak,forslag,avvik_begrunnelse}', 'Utkanten', 'that the board reads');
select is(test.avgjoer('programleder', 'dal/sak-4'), 'ok', 'recommended');
select is(test.grunn('programleder', 'withdraw_soeknad', '{"soeknad":"dal/soeknad-5","grunn":"Angret"}'), 'ok', 'the applicant withdraws meanwhile');
select is(test.os_vedtar('dal/sak-4'), 'soeknaden_er_avsluttet', 'there is nothing to award');

-- H-9: board members, contact and group against members, programleder and observers.
select is(test.soek('programleder', test.hel() || '{"strategi":"A"}', '{"navn":"Styret AS","orgnr":"810034882","styre":[{"navn":"Os To","brukernavn":"os2"},{"navn":"OS3  prøve","rolle":"styreleder"},{"navn":"O","brukernavn":"styreobs"}]}'), 'dal/soeknad-6', 'with its board');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-6","beloep":"100000","avvik_begrunnelse":"x"}'), 'dal/sak-5', 'opened');
select is(test.habil('dal/sak-5', 'os', n), t, tekst) from (values ('os2', 'inhabil', 'who is named by user is inhabil (FVL 6)'), ('os3', 'reist', 'of who has the same name it is asked'), ('os4', null, 'others are not')) v (n, t, tekst);
select is((select string_agg(concat_ws(' ', h ->> 'brukernavn', h ->> 'grunn', h ->> 'tilstand'), ', ' order by h ->> 'brukernavn') from json_array_elements(test.svar('os4', 'get_sak', '{"sak":"dal/sak-5"}') #> '{sak,habilitet}') h), 'os2 styreverv inhabil, os3 styreverv reist, styreobs styreverv inhabil', 'the case tells it, of the observer too');
select is(test.soek('direktoer', test.hel() || '{"strategi":"A"}', '{"navn":"Lederens AS","orgnr":"914778271","styre":[{"navn":"P","rolle":"daglig_leder","brukernavn":"programleder"}]}'), 'dal/soeknad-7', 'the programleder''s own company');
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-7","beloep":"1"}'), 'inhabil_handler_ikke', 'is not prepared by him');
insert into core.foretak (orgnr) values ('810034882'), ('974760673');
insert into core.foretakskontroll (program_id, fra_foretak, til_foretak, grunnlag, gyldig_fra, dokument, person_id, dato)
select g.id, a.id, b.id, 'stemmeflertall', '2020-01-01', 'Aksjeeierboken', test.person('direktoer'), '2020-10-05' from core.program g, core.foretak a, core.foretak b where g.kortnavn = 'dal' and a.orgnr = '810034882' and b.orgnr = '974760673';
select is(test.ny_sak('programleder', 27, '{"soeknad":"dal/soeknad-3","beloep":"100000"}'), 'dal/sak-6', 'a company of the same group');
select is(test.habil('dal/sak-6', 'os', 'os2'), 'inhabil', 'so is the board member of its owner');

select * from finish();
rollback;

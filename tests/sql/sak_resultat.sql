-- Results of physical meetings (handbook, section 6): the secretary enters, the presiding member confirms, and nothing
-- follows before that. Who may not, what does not fit, and which dates.
begin;
select plan(53);
\ir lib/felles.psql
\ir lib/sak.psql

select test.fremlagt('omstillingsplan');
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 5, 0), 'ikke_din_tur', 'KST''s secretary waits for its turn');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), test.dag('2020-10-06'), test.sg_innstiller('dal/sak-1'),
	test.dag('2020-10-20'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-1'), test.dag('2020-11-04');

-- Who enters.
select is(test.foer('krep', 'dal/sak-1', 'kst', 5, 0), 'bare_sekretaeren_foerer', 'a member does not enter results');
select is(test.foer('ordfoerer', 'dal/sak-1', 'kst', 5, 0), 'bare_sekretaeren_foerer', 'nor the leader');
select is(test.foer('sgsekr', 'dal/sak-1', 'kst', 5, 0), 'ikke_din_tur', 'nor another organ''s secretary');
select is(test.foer('raadgiver', 'dal/sak-1', 'kst', 5, 0), 'ikke_din_oppgave', 'nor IN');
select is(test.foer('direktoer', 'dal/sak-1', 'kst', 5, 0), 'ikke_din_oppgave', 'nor the kommunedirektør');
select is(test.foer('utenfor', 'dal/sak-1', 'kst', 5, 0), 'ukjent_sak', 'nor anybody outside');

-- What is entered.
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 5, 0, x::jsonb), grunn, tekst) from (values
	('{"dato":"2020-11-05"}', 'datoen_er_fram_i_tid', 'a meeting that has not been'),
	('{"dato":"2020-10-19"}', 'datoen_er_foer_forrige_steg', 'a meeting before the case was laid before it'),
	('{"dato":"2020-11-31"}', 'ugyldig_dato', 'a day that is none'),
	('{"dato":null}', 'felt_mangler', 'no date'),
	('{"saksnummer":" "}', 'felt_mangler', 'no case number'),
	('{"ja":7,"nei":-1}', 'stemmetallene_er_ikke_negative', 'minus one'),
	('{"ja":8}', 'flere_stemmer_enn_seter', 'eight votes for seven seats'),
	('{"ja":3}', 'ikke_vedtaksfoert', 'three of seven'),
	('{"utfall":"nei"}', 'utfallet_stemmer_ikke_med_stemmene', 'five to none is no refusal'),
	('{"ja":2,"nei":3}', 'utfallet_stemmer_ikke_med_stemmene', 'two to three is no adoption'),
	('{"utfall":"kanskje"}', 'utfallet_stemmer_ikke_med_stemmene', 'an outcome that is none'),
	('{"ja":2,"nei":2}', 'moeteleders_stemme_mangler', 'a tie needs the presiding member''s vote'),
	('{"ja":2,"nei":2,"moeteleders_stemme":"nei"}', 'utfallet_stemmer_ikke_med_stemmene', 'and that decides'),
	('{"moeteleder":"sgleder"}', 'moeteleder_maa_ha_stemmerett', 'a presiding member from outside'),
	('{"moeteleder":"ksekr"}', 'moeteleder_maa_ha_stemmerett', 'the secretary does not preside'),
	('{"moeteleder":"ingen"}', 'ukjent_person', 'an unknown one'),
	(format('{"sted":"%s"}', repeat('x', 201)), 'moetestedet_er_kort', 'a place without end'),
	(format('{"dissens":["%s"]}', repeat('x', 50001)), 'merknadene_er_ikke_for_lange', 'a dissent without end'),
	('{"organ":"sg"}', 'ikke_din_tur', 'another organ''s result'),
	('{"organ":"kdir"}', 'ikke_din_tur', 'an organ without meetings'),
	('{"organ":"ingen"}', 'ukjent_organ', 'an unknown organ')) v (x, grunn, tekst);
select is((select count(*)::int from core.resultat), 0, 'what is refused leaves nothing');

-- Entered, replaced, confirmed.
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 5, 1, '{"dato":"2020-11-03"}'), 'ok', 'the secretary enters');
create temp table foerste as select (core.nyeste_resultat(test.sak('dal/sak-1'))).id::text;
select is(test.tilstand('dal/sak-1'), 'under_behandling', 'nothing follows');
select is((select count(*)::int from core.vedtak), 0, 'no decision');
select is(test.grunn(null, 'get_sak', '{"sak":"dal/sak-1"}'), 'ukjent_sak', 'nothing public');
select is(test.svar('leder', 'get_sak', '{"sak":"dal/sak-1"}') #>> '{sak,resultat,foert_av}', 'ksekr', 'those of the programme see it');
select is(test.bekreft('ksekr', 'dal/sak-1'), 'fire_oeyne', 'who entered it does not confirm');
select is(test.bekreft('vara', 'dal/sak-1'), 'bare_moeteleder_bekrefter', 'nor the deputy, who did not preside');
select is(test.bekreft('direktoer', 'dal/sak-1'), 'bare_moeteleder_bekrefter', 'nor the kommunedirektør');
select is(test.bekreft('utenfor', 'dal/sak-1'), 'ukjent_sak', 'nor anybody outside');
select is(test.grunn('ordfoerer', 'confirm_result', '{"sak":"dal/sak-1","resultat":"0"}'), 'ukjent_resultat', 'one confirms what one has read');
select is(test.grunn('ordfoerer', 'confirm_result', '{"sak":"dal/sak-1"}'), 'felt_mangler', 'by its id');
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 6, 1, '{"dato":"2020-11-03","dissens":["Krep"],"protokolltilfoersel":["Merknad"]}'), 'ok', 'a newer record');
select is(test.grunn('ordfoerer', 'confirm_result', json_build_object('sak', 'dal/sak-1', 'resultat', (select id from foerste))), 'resultatet_er_erstattet',
	'replaces the older one');
select is(test.bekreft('ordfoerer', 'dal/sak-1'), 'ok', 'the ordfører confirms');
select is((select format('%s %s %s %s %s', v.dato, v.utfall, v.saksnummer, h.ja, h.nei) from core.vedtak v join core.handling h on h.sak_id = v.sak_id and h.nr = v.handling),
	'2020-11-03 ja PS 1/20 6 1', 'a decision, dated on the meeting');
select is(test.grunn('ordfoerer', 'confirm_result', json_build_object('sak', 'dal/sak-1', 'resultat', (select h.resultat_id from core.handling h where h.resultat_id is not null))),
	'resultatet_er_bekreftet_foer', 'once');
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 6, 1), 'ikke_din_tur', 'and no record after it');

-- The organ and the seats are judged on the meeting's date (V-18).
select test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-2'), test.sg_innstiller('dal/sak-2'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-2');
select test.dag('2020-12-01');
update core.verv v set til = '2020-11-20' from core.person p where p.id = v.person_id and p.brukernavn = 'ordfoerer';
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 7, 0, '{"moeteleder":"ordfoerer"}'), 'moeteleder_maa_ha_stemmerett', 'she has left');
select test.grunn('vara', 'meld_forfall', '{"organ":"kst","dato":"2020-12-01"}');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 7, 0), 'organet_mangler_leder', 'nobody is leader today, and the deputy is absent');
select test.grunn('vara', 'meld_forfall', '{"organ":"kst","dato":"2020-12-01","moeter":true}');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 7, 0, '{"dato":"2020-11-20","moeteleder":"ordfoerer"}'), 'ok', 'on her last day she presided');
select is(test.bekreft('ordfoerer', 'dal/sak-2'), 'ukjent_sak', 'but she no longer reaches the case');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 7, 0, '{"moeteleder":"vara"}'), 'ok', 'the deputy presides today');
select is(test.bekreft('vara', 'dal/sak-2'), 'ok', 'and confirms');

select throws_ok($$update core.resultat set ja = 7$$, 'RP009', null, 'a record is never changed');

select * from finish();
rollback;

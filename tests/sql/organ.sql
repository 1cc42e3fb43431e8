-- Organs, seats and programmes: who may make what. Allowed and denied, as the daemon's role.
begin;
select plan(59);
\ir lib/felles.psql

select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('naboen', 'FK', 'etat', 'installasjonen'),
	test.organ('kommunen', 'K', 'etat', 'fylket'), test.organ('kst', 'KST', 'folkevalgt', 'kommunen', 19);
select test.person('sjef', 'installasjonen', 'administrator'), test.person('fadm', 'fylket', 'administrator'),
	test.person('kadm', 'kommunen', 'administrator'), test.person('nabo', 'naboen', 'administrator'), test.person('vanlig');

-- Seats: the organ's own administrator or the one of the organ above.
select is(test.grunn('kadm', 'give_verv', '{"organ":"kommunen","brukernavn":"vanlig","rolle":"raadgiver"}'), 'ok', 'one''s own organ');
select is(test.grunn('kadm', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"medlem"}'), 'ok', 'the organ below');
select is(test.grunn('fadm', 'give_verv', '{"organ":"kommunen","brukernavn":"vanlig","rolle":"raadgiver"}'), 'ok', 'the county in its kommune');
select is(test.grunn('fadm', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"medlem"}'),
	'verv_gis_av_organet_eller_organet_over', 'not two levels down');
select is(test.grunn('kadm', 'give_verv', '{"organ":"fylket","brukernavn":"vanlig","rolle":"raadgiver"}'),
	'verv_gis_av_organet_eller_organet_over', 'not upwards');
select is(test.grunn('nabo', 'give_verv', '{"organ":"kommunen","brukernavn":"nabo","rolle":"administrator"}'),
	'verv_gis_av_organet_eller_organet_over', 'not across');
select is(test.grunn('vanlig', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"leder"}'),
	'verv_gis_av_organet_eller_organet_over', 'a member gives no seats');
select is(test.grunn('kadm', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"konge"}'), 'ukjent_rolle', 'a role that is none');
select is(test.grunn('kadm', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"medlem","fra":"2021-02-30"}'), 'ugyldig_dato', 'a day that is none');
select is(test.grunn('kadm', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"medlem","fra":"i morgen"}'), 'ugyldig_dato', 'a date that is none');
select is(test.grunn('kadm', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"medlem","fra":"2021-02-01","til":"2021-01-01"}'),
	'vervet_slutter_ikke_foer_det_begynner', 'a seat that ends before it begins');
select is(test.grunn('kadm', 'give_verv', '{"organ":"kst","brukernavn":"vanlig","rolle":"medlem","fra":"2010-01-01"}'),
	'vervet_ligger_i_organets_tid', 'a seat before the organ was');
select is(test.grunn('kadm', 'give_verv', '{"organ":"finnes-ikke","brukernavn":"vanlig","rolle":"medlem"}'), 'ukjent_organ', 'an unknown organ');
select is(test.grunn('kadm', 'give_verv', '{"organ":"kst","rolle":"medlem"}'), 'felt_mangler', 'a missing field');
create temp table sete as select v.id::text from core.verv v join core.organ o on o.id = v.organ_id where o.kortnavn = 'kst' limit 1;
select is(test.grunn('nabo', 'end_verv', json_build_object('verv', (select id from sete))), 'ukjent_verv', 'nobody else ends a seat');
select is(test.grunn('nabo', 'end_verv', '{"verv":"00000000-0000-0000-0000-000000000000"}'), 'ukjent_verv', 'as if there were none');
select is(test.svar('kadm', 'end_verv', json_build_object('verv', (select id from sete))) -> 'verv' ->> 'til', core.i_dag()::text, 'its administrator does');
select throws_ok($$update core.verv set rolle = 'leder' where id::text = (select id from sete)$$, 'RP009', null, 'a seat is ended, never changed');

-- Organs.
select is(test.grunn('fadm', 'create_organ', '{"organ":{"kortnavn":"k2","navn":"K2","art":"K","juridisk_form":"etat","forelder":"fylket","orgnr":"974760673"}}'), 'ok', 'below one''s own');
select is(test.grunn('kadm', 'create_organ', '{"organ":{"kortnavn":"k3","navn":"K3","art":"K","juridisk_form":"etat","forelder":"fylket"}}'),
	'organ_opprettes_av_organet_over', 'not beside');
select is(test.grunn('fadm', 'create_organ', '{"organ":{"kortnavn":"k4","navn":"K4","art":"K","juridisk_form":"etat","forelder":"fylket","orgnr":"974760674"}}'),
	'organisasjonsnummeret_er_gyldig', 'a wrong check digit');
select is(test.grunn('fadm', 'create_organ', '{"organ":{"kortnavn":"K 5","navn":"K5","art":"K","juridisk_form":"etat","forelder":"fylket"}}'),
	'kortnavn_er_smaa_bokstaver', 'a name with a space');
select is(test.grunn('fadm', 'create_organ', '{"organ":{"kortnavn":"kst","navn":"K5","art":"K","juridisk_form":"etat","forelder":"fylket"}}'),
	'organets_kortnavn_er_i_bruk', 'a name in use');
select is(test.grunn('fadm', 'create_organ', '{"organ":{"kortnavn":"k6","navn":"K6","art":"XX","juridisk_form":"etat","forelder":"fylket"}}'), 'ukjent_organart', 'an unknown kind');
select ok(core.gyldig_orgnr('974760673'), 'a real organisasjonsnummer');
select ok(not core.gyldig_orgnr('97476067'), 'eight digits are none');
select is(json_array_length(test.svar(null, 'list_organer') -> 'organer'), 6, 'organs are public');
select is(test.svar(null, 'list_organer', '{"page_size":1}') ->> 'next_page_token', 'installasjonen', 'a page names the next');
select is(test.grunn(null, 'list_organer', '{"page_size":-1}'), 'ugyldig_sidestoerrelse', 'a negative page');

update core.organ set til = '2023-12-31' where kortnavn = 'naboen';
create function test.paa(dag text) returns text language sql as $$ select string_agg(o ->> 'kortnavn', ' ' order by n)
	from json_array_elements(test.svar(null, 'list_organer', json_build_object('dato', dag)) -> 'organer') with ordinality x (o, n) $$;
select matches(test.paa('2023-12-31'), 'naboen', 'an organ on its last day');
select doesnt_match(test.paa('2024-01-01'), 'naboen', 'and not on the day after (CS-1)');
select is(test.paa('2014-12-31'), 'installasjonen', 'nor before its first');
select is(test.grunn(null, 'list_organer', '{"dato":"2023-02-30"}'), 'ugyldig_dato', 'a date that is none');

-- Programmes.
select is(test.grunn('fadm', 'create_program', '{"fylke":"fylket","program":{"kortnavn":"p1","navn":"P1","periode_fra":"2021-01-01","periode_til":"2026-12-31","fase":2}}'), 'ok', 'the county registers');
select is(test.grunn('kadm', 'create_program', '{"fylke":"fylket","program":{"kortnavn":"p2","navn":"P2","periode_fra":"2021-01-01","periode_til":"2026-12-31"}}'),
	'program_registreres_av_fylket', 'the kommune does not');
select is(test.grunn('fadm', 'create_program', '{"fylke":"fylket","program":{"kortnavn":"p3","navn":"P3","periode_fra":"2021-01-01","periode_til":"2027-01-01"}}'),
	'perioden_er_hoeyst_seks_aar', 'six years and a day (PH-3)');
select is(test.grunn('fadm', 'create_program', '{"fylke":"fylket","program":{"kortnavn":"p4","navn":"P4","periode_fra":"2021-07-01","periode_til":"2027-06-30"}}'), 'ok',
	'six years in seven calendar years');
select is(test.grunn('fadm', 'create_program', '{"fylke":"fylket","program":{"kortnavn":"p5","navn":"P5","periode_fra":"2021-01-01","periode_til":"2021-12-31","fase":3}}'),
	'ugyldig_fase', 'no programme begins in phase 3');
select is(test.grunn('fadm', 'attach_organ', '{"program":"p1","organ":"kst","funksjon":"KST"}'), 'ok', 'the county attaches organs');
select is(test.grunn('nabo', 'attach_organ', '{"program":"p1","organ":"naboen","funksjon":"F"}'), 'organer_knyttes_av_fylket_eller_eieren', 'another county does not');
select is(test.grunn('fadm', 'attach_organ', '{"program":"p1","organ":"kst","funksjon":"SJEF"}'), 'ukjent_funksjon', 'an unknown function');
select is((test.svar(null, 'get_program', '{"program":"p1"}')::jsonb) ? 'organer', false, 'to the public a programme shows no organs');

-- Nobody makes himself what lies above him.
select test.person('kstsekr', 'kst', 'sekretaer'), test.person('nyadm');
create function test.nytt(hvem text, kort text, art text, over text) returns text language sql as $$
	select test.grunn(hvem, 'create_organ', json_build_object('organ',
		json_build_object('kortnavn', kort, 'navn', kort, 'art', art, 'juridisk_form', 'etat', 'forelder', over)))
$$;
select is(test.nytt('kadm', 'inst2', 'INST', 'kommunen'), 'installasjonen_er_oeverst', 'no second installation below');
select is(test.nytt('sjef', 'inst2', 'INST', 'installasjonen'), 'installasjonen_er_oeverst', 'nor beside the first');
select is(test.nytt('kadm', 'falsk', 'FK', 'kommunen'), 'organarten_ligger_hoeyere', 'a kommune makes itself no county');
select is(test.nytt('fadm', 'falsk', 'KDD', 'fylket'), 'organarten_ligger_hoeyere', 'nor a county a ministry');
select is(test.nytt('kadm', 'falsk', 'IN', 'kommunen'), 'organarten_ligger_hoeyere', 'nor an adviser');
select is(test.nytt('sjef', 'kdd', 'KDD', 'installasjonen'), 'ok', 'the ministry lies below the installation');
select is(test.nytt('fadm', 'fu', 'FU', 'fylket') || test.nytt('kadm', 'kfu', 'FU', 'kommunen') || test.nytt('kadm', 'sg', 'SG', 'kommunen'), 'okokok', 'others lie anywhere');
create function test.fest(hvem text, organ text, funksjon text) returns text language sql as $$
	select test.grunn(hvem, 'attach_organ', json_build_object('program', 'p1', 'organ', organ, 'funksjon', funksjon))
$$;
select is(test.fest('kstsekr', 'sg', 'SG'), 'ok', 'the owner''s secretary attaches the styringsgruppe');
select is(test.fest('kstsekr', 'fu', 'F'), 'funksjonen_gis_av_fylket', 'but not who approves');
select is(test.fest('kstsekr', 'sg', 'KST'), 'organet_passer_ikke_til_funksjonen', 'nor another organ that decides');
select is(test.fest('fadm', 'kfu', 'F'), 'organet_passer_ikke_til_funksjonen', 'as county only the programme''s own');
select is(test.fest('fadm', 'naboen', 'F'), 'organet_passer_ikke_til_funksjonen', 'and no other');
select is(test.fest('fadm', 'fu', 'F') || test.fest('fadm', 'kdd', 'KDD'), 'okok', 'the county attaches them');

-- What looks like an id is one, whatever somebody has called his organ.
insert into core.organ (id, kortnavn, navn, art, juridisk_form, forelder, fra)
select 'aaaaaaaa-0000-4000-8000-00000000000a', 'offer', 'Offer', 'SG', 'etat', o.id, '2015-01-01' from core.organ o where o.kortnavn = 'kommunen';
select is(test.nytt('kadm', 'aaaaaaaa-0000-4000-8000-00000000000a', 'SG', 'kommunen'), 'ok', 'an organ named as another''s id');
select is(test.svar('kadm', 'get_organ', '{"organ":"aaaaaaaa-0000-4000-8000-00000000000a"}') -> 'organ' ->> 'kortnavn', 'offer', 'is not found by it');

-- What is over stays over.
select test.grunn('sjef', 'give_verv', '{"organ":"fylket","brukernavn":"nyadm","rolle":"administrator","fra":"2016-01-01","til":"2017-01-01"}');
create temp table slutt as select json_build_object('verv', v.id, 'til', '2099-01-01') as req from core.verv v join core.person p on p.id = v.person_id where p.brukernavn = 'nyadm';
select is(test.grunn('fadm', 'end_verv', (select req from slutt)), 'vervet_er_over', 'an ended seat is not woken');
select is(test.grunn('nyadm', 'end_verv', (select req from slutt)), 'ukjent_verv', 'least of all by who held it');

select * from finish();
rollback;

-- What people record of undertakings and aid, by the methods: who may, what is checked, and that of one programme's nothing but the headroom
-- is told to another. Rates from a file; new rules; Støtteregisteret: deadline, task, receipt, export.
begin;
select plan(96);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql
\ir lib/stoette.psql
select test.person('drift', 'installasjonen', 'administrator'), test.person('kddadm', 'kdd', 'administrator'), test.person('kontor', 'kdir', 'sekretaer'), test.person('osleder', 'os', 'leder');
select test.program('li', 'fylket'), test.organ('likst', 'KST', 'folkevalgt', 'fylket', 7), test.organ('lipl', 'PL', 'enkeltperson', 'fylket'), test.knytt('li', 'likst', 'KST'), test.knytt('li', 'lipl', 'PL'),
	test.person('liv', 'lipl', 'programleder');
update core.organ set orgnr = '974760673' where kortnavn = 'kommunen';
select test.dag('2026-02-02');
create function test.rom(hvem text, program text, navn text, dag date default null) returns text language sql as $$
	select coalesce(s.json ->> 'rom_eur', s.grunn) || coalesce(' ' || (s.json ->> 'rom_nok'), '') from test.kall(hvem, 'check_stoetterom', json_strip_nulls(json_build_object('program', program, 'orgnr', test.orgnr(navn), 'dato', dag))) s $$;

create function test.melding(hvem text, fn text, req json) returns text language plpgsql as $$
declare
	melding text;
begin
	perform set_config('omstilling.token', encode(sha256(convert_to(hvem, 'UTF8')), 'hex'), true), set_config('role', 'omstilling_daemon', true);
	execute format('select api.%I($1)', fn) using req;
exception when others then
	get stacked diagnostics melding = message_text;
	return melding;
end $$;

-- Rates from a file, by the national administrator.
create function test.importer(hvem text, csv text, mer jsonb default '{}') returns text language sql as $$
	select coalesce(s.json::text, s.grunn) from (select grunn, json::jsonb from test.kall(hvem, 'import_valutakurser', (mer || jsonb_build_object('csv', csv))::json)) s $$;
create function test.kursdager(fra date, til date, kurs text) returns text language sql as $$
	select string_agg(format('"%s";%s', d::date, kurs), E'\r\n' order by d) from generate_series(fra, til, interval '1 day') d where extract(isodow from d) < 6 $$;
select is(test.importer('leder', E'dato;kurs\n2026-01-02;11,5'), 'bare_nasjonal_administrator', 'not by a programme');
select is(test.grunn(null, 'import_valutakurser', '{"csv":"x"}'), '42501', 'nor by anybody');
select is(test.importer('kddadm', E'dag;pris\n2026-01-02;11,5'), 'kursfilen_mangler_kolonner', 'the columns must be there');
select is(test.importer('kddadm', E'dato;kurs\n2026-01-02;11,5\n2026-02-30;11\nx;11\n2026-01-05;tolv\n2026-01-06;0,1\n2026-01-07;11\n2026-01-07;11\n2026-02-03;11'), 'kursfilen_har_feil', 'a file with bad lines');
select is((select count(*) from core.valutakurs), 0::bigint, 'is not half imported');
select matches(test.melding('kddadm', 'import_valutakurser', json_build_object('csv', E'dato;kurs\n2026-01-02;11,5\n2026-02-30;11\n2026-01-05;tolv')),
	'har 2 feil: linje 3: «2026-02-30» er ikke en dato; linje 4: «tolv» er ikke en kurs$', 'which are named');
select is(test.importer('kddadm', E'\uFEFFBASE_CUR;QUOTE_CUR;TIME_PERIOD;OBS_VALUE\r\nEUR;NOK;2026-01-02;11.5\r\nUSD;NOK;2026-01-02;9\r\n', '{"proev":true}'), '{"nye": 1, "lest": 1, "proevd": true, "rettet": 0, "uendret": 0}', 'the bank''s own file, tried');
select is((select count(*) from core.valutakurs), 0::bigint, 'only');
select is(test.importer('kddadm', E'dato;kurs\r\n' || test.kursdager('2025-12-01', '2026-02-02', '"10,0"')), '{"nye": 46, "lest": 46, "proevd": false, "rettet": 0, "uendret": 0}', 'imported');
select is(test.importer('drift', E'date,rate\n2026-01-02,10\n2026-01-05,"10,0"'), '{"nye": 0, "lest": 2, "proevd": false, "rettet": 0, "uendret": 2}', 'again: nothing new');
select is(test.importer('drift', E'dato\tkurs\n2026-01-02\t12'), 'kursfilen_har_feil', 'another rate of the same day');
select is(test.importer('drift', E'dato\tkurs\n2026-01-02\t12', '{"rett":true}'), '{"nye": 0, "lest": 1, "proevd": false, "rettet": 1, "uendret": 0}', 'is a correction');
select is(test.svar('utenfor', 'list_valutakurser', '{"fra":"2026-01-01","til":"2026-01-05"}')::jsonb, '{"kurser":[{"dato":"2026-01-01","nok_per_eur":"10"},{"dato":"2026-01-02","nok_per_eur":"12"},{"dato":"2026-01-05","nok_per_eur":"10"}]}', 'rates are told to all');
select is(test.svar('utenfor', 'list_valutakurser', '{"page_size":2}') ->> 'next_page_token', '2', 'page by page');

-- Room.
select is(test.rom('observatoer', 'dal', 'a'), '300000.00 3000000.00', 'an undertaking that nobody knows has all the room');
select is(test.rom('liv', 'dal', 'a') || ' ' || test.rom('liv', 'li', 'a'), 'bare_for_deltakere 300000.00 3000000.00', 'each by a programme of his own');
select is(test.rom('leder', 'dal', 'a', '2024-02-01') || ' ' || test.rom('leder', 'dal', 'a', '2026-03-02'), 'stoetten_mangler_hjemmel kursen_mangler', 'refused as an award would be');
select is(test.grunn('leder', 'check_stoetterom', v::json), grunn, v) from (values ('{"program":"dal","orgnr":"123456789"}', 'foretakets_orgnr_er_gyldig'), ('{"program":"dal"}', 'foretaket_har_ett_nummer'),
	('{"program":"dal","personnr":"13097248023"}', 'personnummeret_er_gyldig'), ('{"program":"dal","personnr":"13097248022"}', 'ok')) v (v, grunn);
select is(test.grunn('observatoer', 'check_stoetterom', '{"program":"dal","personnr":"13097248022"}'), 'stoette_foeres_av_programmet', 'a person''s aid is not for everybody to ask about');

-- Relations.
create function test.kontroll(hvem text, fra text, til text, mer jsonb default '{}') returns text language sql as $$
	select coalesce(s.json #>> '{kontroll,id}', s.grunn) from test.kall(hvem, 'register_foretakskontroll', json_build_object('program', 'dal', 'kontroll', '{"grunnlag":"stemmeflertall","gyldig_fra":"2020-01-01","dokument":"Aksjeeierboken"}'::jsonb
		|| jsonb_build_object('eier', json_build_object('orgnr', test.orgnr(fra), 'navn', 'Dalhemmelig ' || fra), 'eid', json_build_object('orgnr', test.orgnr(til), 'navn', 'Dalhemmelig ' || til)) || mer)) s $$;
select is(test.kontroll(hvem, 'a', 'b'), grunn, hvem) from (values ('observatoer', 'stoette_foeres_av_programmet'), ('krep', 'stoette_foeres_av_programmet'), ('raadgiver', 'stoette_foeres_av_programmet'), ('liv', 'bare_for_deltakere')) v (hvem, grunn);
select is(test.kontroll('leder', 'a', b, mer::jsonb), grunn, grunn) from (values ('b', '{"grunnlag":"venner"}', 'ukjent_kontrollgrunnlag'), ('a', '{}', 'ingen_kontrollerer_seg_selv'), ('b', '{"grunnlag":"eierandel"}', 'eierandelen_er_oppgitt'),
	('b', '{"gyldig_til":"2019-12-31"}', 'kontrollen_slutter_ikke_foer_den_begynner'), ('b', '{"andel":"101"}', 'kontrollandelen_er_en_prosent')) v (b, mer, grunn);
select is(test.kontroll('leder', 'b', 'c', '{"eid":{"orgnr":"974760673"}}'), 'felt_mangler', 'an undertaking is named the first time');
create temp table k as select test.kontroll('leder', 'a', 'b') as ab, test.kontroll('kontor', 'c', 'b', '{"grunnlag":"eierandel","andel":"30"}') as cb;
select is((select string_agg(concat_ws(' ', x ->> 'eier_navn', x ->> 'grunnlag', x ->> 'andel', x ->> 'kobler'), ', ' order by n) from json_array_elements(test.svar('krep', 'list_foretakskontroller', '{"program":"dal"}') -> 'kontroller') with ordinality y (x, n)),
	'Dalhemmelig a stemmeflertall true, Dalhemmelig c eierandel 30.00 false', 'recorded');
select is(json_array_length(test.svar('krep', 'list_foretakskontroller', json_build_object('program', 'dal', 'orgnr', test.orgnr('c'))) -> 'kontroller'), 1, 'those of one');
select is(test.grunn('liv', 'list_foretakskontroller', '{"program":"dal"}') || (test.svar('liv', 'list_foretakskontroller', '{"program":"li"}') ->> 'kontroller'), 'bare_for_deltakere[]', 'not for another programme');
select is(test.grunn(hvem, 'correct_foretakskontroll', json_build_object('kontroll', ab, 'gyldig_til', '2026-01-31', 'dokument', 'Solgt')), grunn, tekst) from k, (values ('liv', 'ukjent_foretakskontroll', 'to others it does not exist'), ('krep', 'stoette_foeres_av_programmet', 'nor by all of one''s own'),
	('leder', 'ok', 'ended'), ('leder', 'kontrollen_er_alt_rettet', 'once')) v (hvem, grunn, tekst);
select is(array_length(core.foretaksgruppe(core.finn_foretak(test.orgnr('a'), null), '2026-01-31'), 1) || ' ' || array_length(core.foretaksgruppe(core.finn_foretak(test.orgnr('a'), null), '2026-02-01'), 1), '2 1', 'with its last day');

-- Declared aid.
create function test.erklaer(hvem text, program text, navn text, beloep text, dag text, mer jsonb default '{}') returns text language sql as $$
	select coalesce(s.json #>> '{stoette,id}', nullif(s.grunn, ''), s.kode) from test.kall(hvem, 'declare_stoette', json_build_object('program', program, 'stoette', jsonb_build_object('mottaker', json_build_object('orgnr', test.orgnr(navn), 'navn', initcap(program) || 'hemmelig ' || navn),
		'giver', 'Viken fylkeskommune', 'beloep', beloep, 'dato', dag, 'dokument', 'Egenerklæring') || mer)) s $$;
select is(test.erklaer(hvem, 'dal', 'b', beloep, dag, mer::jsonb), grunn, grunn || ' ' || hvem) from (values ('observatoer', '100', '2026-01-05', '{}', 'stoette_foeres_av_programmet'), ('liv', '100', '2026-01-05', '{}', 'bare_for_deltakere'), ('leder', '0', '2026-01-05', '{}', 'ugyldig_beloep'),
	('leder', '-5', '2026-01-05', '{}', 'ugyldig_beloep'), ('leder', '100', '2026-02-03', '{}', 'datoen_er_ikke_kommet'), ('leder', '100', '2025-11-03', '{}', 'kursen_mangler'), ('leder', '100', '2026-01-05', '{"dokument":" "}', 'erklaert_stoette_har_dokument'),
	('leder', '100', '2026-01-05', '{"giver_orgnr":"123456789"}', 'giverens_orgnr_er_gyldig'), ('leder', '100', '2026-01-05', '{"vedlegg":"x"}', 'ukjent_vedlegg')) v (hvem, beloep, dag, mer, grunn);
create temp table e as select test.erklaer('leder', 'dal', 'b', '1000000', '2026-01-05') as id;
select is(test.rom('liv', 'li', 'b'), '200000.00 2000000.00', 'another programme learns what is left');
select is(test.rom('liv', 'li', 'a', '2026-01-30') || ' ' || test.rom('liv', 'li', 'a', '2026-02-02'), '200000.00 2000000.00 300000.00 3000000.00', 'also of a relation that it never saw');
select isnt(test.erklaer('liv', 'li', 'b', '1000000', '2026-01-05'), null, 'declared to both');
select is(test.rom('liv', 'li', 'b'), '200000.00 2000000.00', 'it counts once');
select is((select string_agg(concat_ws(' ', x ->> 'giver', x ->> 'beloep', x ->> 'eur', x ->> 'oppbevares_til', x ->> 'frist'), ', ') from json_array_elements(test.svar('krep', 'list_stoette', '{"program":"dal"}') -> 'stoetter') x),
	'Viken fylkeskommune 1000000.00 100000.00 2036-01-05', 'kept ten years, and not ours to register');
select is(test.grunn(hvem, 'correct_stoette', json_build_object('stoette', e.id, 'beloep', beloep, 'grunn', 'Feil')), grunn, tekst) from e, (values ('liv', '0', 'ukjent_stoette', 'nobody else''s to correct'), ('krep', '0', 'stoette_foeres_av_programmet', 'nor all of one''s own'),
	('leder', '400000', 'ok', 'corrected'), ('leder', '0', 'stoetteposten_er_alt_rettet', 'once')) v (hvem, beloep, grunn, tekst);
select is((select string_agg(beloep::text, ' ' order by nr) from core.stoette s join core.program p on p.id = s.program_id where p.kortnavn = 'dal'), '1000000.00 -1000000.00 400000.00', 'by new entries');
select is(test.grunn('liv', 'correct_stoette', json_build_object('stoette', (select s.id from core.stoette s join core.program p on p.id = s.program_id where p.kortnavn = 'li'), 'beloep', '0', 'grunn', 'Feil')), 'ok', 'so does the other');
select is(test.rom('liv', 'li', 'b'), '260000.00 2600000.00', 'and the room follows');
-- The attachment that proves it stays.
create temp table v as select test.vedlegg('kontor', 'dal', 'annet', test.byte(10, 'a')) as id;
select isnt(test.erklaer('kontor', 'dal', 'd', '10', '2026-01-05', jsonb_build_object('dokument', null, 'vedlegg', id)), null, 'declared in an attachment') from v;
select is(test.grunn('kontor', 'delete_vedlegg', json_build_object('vedlegg', id)), 'vedlegget_dokumenterer_stoette', 'which stays') from v;

-- Støtteregisteret.
select is(test.gi('e', 1000, '2025-12-31') || test.gi('e', 2000, '2026-01-02') || test.gi('f', 3000, '2026-02-02', tildeling => '00000000-0000-4000-8000-000000000002') || test.gi('g', 4000, '2026-02-02', tildeling => '00000000-0000-4000-8000-000000000003'), 'okokokok', 'awards');
create function test.oppgaver(hvem text) returns text language sql as $$
	select string_agg(concat_ws(' ', x ->> 'tittel', x ->> 'frist'), ', ' order by n) from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') with ordinality y (x, n) where x ->> 'slag' = 'stoette' $$;
select is(test.oppgaver('leder'), 'Registrere 24 000 kr til E AS i Støtteregisteret 2026-01-30, Registrere 30 000 kr til F AS i Støtteregisteret 2026-03-02, Registrere 40 000 kr til G AS i Støtteregisteret 2026-03-02',
	'from the first krone of 2026, within 20 working days');
select is(test.oppgaver(hvem), null, hvem || ' has no such task') from (values ('krep'), ('raadgiver'), ('liv')) v (hvem);
create temp table s as select (core.foretak_om(program_id, foretak_id)).navn, id, dato from core.stoette where slag = 'tildelt';
create function test.kvitter(hvem text, navn_ text, dag text, dato_ date default '2026-02-02') returns text language sql as $$
	select test.grunn(hvem, 'register_stoettekvittering', json_build_object('stoette', (select id from s where navn = navn_ and dato = dato_), 'dato', dag, 'referanse', 'SR-1')) $$;
select is(test.kvitter(hvem, navn, dag, dato::date), grunn, grunn) from (values ('liv', 'F AS', '2026-02-02', '2026-02-02', 'ukjent_stoette'), ('krep', 'F AS', '2026-02-02', '2026-02-02', 'stoette_foeres_av_programmet'), ('leder', 'E AS', '2026-02-02', '2025-12-31', 'stoetten_registreres_ikke'),
	('leder', 'F AS', '2026-02-01', '2026-02-02', 'kvitteringen_er_foer_stoetten'), ('leder', 'F AS', '2026-02-03', '2026-02-02', 'datoen_er_ikke_kommet'), ('leder', 'F AS', '2026-02-02', '2026-02-02', 'ok'), ('leder', 'F AS', '2026-02-02', '2026-02-02', 'stoetten_er_alt_registrert')) v (hvem, navn, dag, dato, grunn);
select core.reduser_stoette(p.id, t::uuid, b, 'trukket') from core.program p, (values ('00000000-0000-4000-8000-000000000002', 10000), ('00000000-0000-4000-8000-000000000003', 0)) v (t, b) where p.kortnavn = 'dal';
select is(test.oppgaver('leder'), 'Registrere 24 000 kr til E AS i Støtteregisteret 2026-01-30, Rette -20 000 kr til F AS i Støtteregisteret 2026-03-02', 'what changes a registered award is registered too; what was withdrawn before is not');
select is(json_array_length(test.svar('leder', 'list_stoette', '{"program":"dal","venter":true}') -> 'stoetter'), 2, 'the same in the list');
select is((select string_agg(concat_ws(' ', x ->> 'mottaker', x ->> 'mottaker_orgnr' = test.orgnr('f'), x ->> 'stoettegiver_orgnr', x ->> 'beloep_nok', x ->> 'beloep_eur', x ->> 'instrument', x ->> 'tildelingsdato', x ->> 'referanse'), ', ')
	from json_array_elements(test.svar(null, 'export_stoette', '{"program":"dal"}') -> 'rader') x), 'F AS t 974760673 30000.00 3000.00 tilskudd 2026-02-02 SR-1', 'registered aid is public, in the register''s fields');
select is(json_array_length(test.svar('liv', 'export_stoette', '{"program":"dal"}') -> 'rader') || ' ' || json_array_length(test.svar('krep', 'export_stoette', '{"program":"dal"}') -> 'rader')
	|| ' ' || json_array_length(test.svar('krep', 'export_stoette', '{"program":"dal","til":"2026-01-31"}') -> 'rader'), '1 3 1', 'the programme sees what is to be registered');
select core.foretak_av(p.id, null, null, '13097248022', 'Kari Gründer') from core.program p where p.kortnavn = 'dal';
select is(test.tildel('dal', core.finn_foretak(null, '13097248022'), 10, '2026-02-02'), 'ok', 'aid to a person');
select is((select concat_ws(' ', x ->> 'mottaker', x ->> 'mottaker_slag', x ->> 'mottaker_orgnr') from json_array_elements(test.svar('krep', 'export_stoette', '{"program":"dal"}') -> 'rader') x where x ->> 'mottaker_slag' = 'person'), 'Kari Gründer person', 'without a number');

-- New rules.
create function test.regime(hvem text, mer jsonb) returns text language sql as $$
	select test.grunn(hvem, 'add_stoetteregime', json_build_object('regime', '{"navn":"Ny","kilde":"x","tak_eur":"400000","vindu":"tre_aar_tilbake","gyldig_fra":"2026-07-01"}'::jsonb || mer)) $$;
select is(test.regime(hvem, mer::jsonb), grunn, grunn) from (values ('leder', '{}', 'bare_nasjonal_administrator'), ('fadm', '{}', 'bare_nasjonal_administrator'), ('kddadm', '{"gyldig_fra":"2026-02-01"}', 'regler_gjelder_ikke_bakover'), ('kddadm', '{"vindu":null}', 'et_tak_har_et_vindu'),
	('kddadm', '{"vindu":"alltid"}', 'stoettevinduet_er_kjent'), ('kddadm', '{"kilde":""}', 'felt_mangler'), ('kddadm', '{}', 'ok'), ('kddadm', '{}', 'regimet_finnes_alt'), ('drift', '{"gyldig_fra":"2027-01-01","tak_eur":null,"vindu":null}', 'ok')) v (hvem, mer, grunn);
select is((select string_agg(concat_ws(' ', x ->> 'gyldig_fra', x ->> 'tak_eur'), ', ' order by n) from json_array_elements(test.svar('utenfor', 'list_stoetteregimer') -> 'regimer') with ordinality y (x, n)),
	'2014-01-01 200000.00, 2024-01-01, 2024-05-10 200000.00, 2024-11-11 300000.00, 2026-01-01 300000.00, 2026-07-01 400000.00, 2027-01-01', 'the rules by date');
select is((select count(*) from core.journal j where j.linje ~ 'stoetteregime'), 2::bigint, 'journalled');

-- The case says what the aid is for.
select is(test.ny_sak('osleder', 28, '{"beloep":"1000","stoette_naering":"01.4"}'), 'stoetten_gjelder_unntatt_formaal', 'refused when the case is opened');

-- Nothing of one programme in anything that another is answered.
select is((select count(*) from (values ('check_stoetterom', json_build_object('program', 'li', 'orgnr', test.orgnr('b'))), ('list_stoette', '{"program":"li"}'), ('list_foretakskontroller', '{"program":"li"}'), ('export_stoette', '{"program":"dal"}'), ('list_stoetteregimer', '{}')) v (fn, req)
	where test.svar('liv', fn, req)::text ~ 'Dalhemmelig'), 0::bigint, 'no name');
select is((test.kall('liv', 'declare_stoette', '{"program":"li"}')).detalj ~ 'dal', false, 'nor in a refusal');
select is(test.tildel('li', core.finn_foretak(test.orgnr('b'), null), 260000.01, '2026-02-02'), 'bagatellstoettetaket_er_naadd', 'an award of the other programme is refused');

select * from finish();
rollback;

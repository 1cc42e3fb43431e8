-- Rows 3, 10 to 15 and some others: who may open a case, what it must propose, its steps in order, and what follows.
begin;
select plan(113);
\ir lib/felles.psql
\ir lib/sak.psql

-- Who opens a case, and of what.
select is(test.ny_sak(hvem, rad, forslag::jsonb), grunn, tekst) from (values
	('raadgiver', 13, '{}', 'ikke_din_oppgave', 'IN opens no election (X in the matrix)'),
	('leder', 13, '{}', 'ikke_din_oppgave', 'nor does the project leader'),
	('deppen', 13, '{}', 'ikke_din_oppgave', 'nor KDD'),
	('observatoer', 13, '{}', 'ikke_din_oppgave', 'nor an observer'),
	('utenfor', 13, '{}', 'bare_for_deltakere', 'nor anybody outside'),
	('direktoer', 8, '{}', 'saken_aapnes_ved_fremleggelse', 'a plan''s case is opened by submitting it'),
	('direktoer', 41, '{}', 'ukjent_beslutning', 'there are forty rows'),
	('direktoer', 0, '{}', 'ukjent_beslutning', 'from one'),
	('direktoer', 13, '{}', 'forslaget_mangler_verv', 'an election of nobody'),
	('direktoer', 13, '{"verv":[{"organ":"sg","brukernavn":"eva","rolle":"leder"}]}', 'forslaget_gjelder_et_annet_organ', 'into another organ'),
	('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"observatoer"}]}', 'rollen_besettes_ikke_i_saken', 'to another role'),
	('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"ingen","rolle":"leder"}]}', 'ukjent_person', 'of nobody known'),
	('direktoer', 13, '{"verv":[{"organ":"os","rolle":"leder"}]}', 'felt_mangler', 'of nobody named'),
	('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder","fra":"2021-02-30"}]}', 'ugyldig_dato', 'from a day that is none'),
	('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder","fra":"2021-02-01","til":"2021-01-01"}]}', 'vervet_slutter_ikke_foer_det_begynner', 'backwards in time'),
	('direktoer', 15, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder"}]}', 'forslaget_gjelder_et_annet_organ', 'row 15 employs, row 13 elects'),
	('fsekr', 11, '{}', 'felt_mangler', 'a promise of nothing'),
	('fsekr', 11, '{"beloep":"0","gyldig_til":"2023-12-31"}', 'ugyldig_beloep', 'of zero'),
	('fsekr', 11, '{"beloep":"1.900.000","gyldig_til":"2023-12-31"}', 'ugyldig_beloep', 'of a number that is none'),
	('fsekr', 11, '{"beloep":"-5","gyldig_til":"2023-12-31"}', 'ugyldig_beloep', 'of less than nothing'),
	('fsekr', 11, '{"beloep":"1900000.001","gyldig_til":"2023-12-31"}', 'ugyldig_beloep', 'of parts of an øre'),
	('fsekr', 11, '{"beloep":"1900000"}', 'felt_mangler', 'for ever'),
	('fsekr', 11, '{"beloep":"1900000","gyldig_til":"2020-09-30"}', 'tilsagn_gjelder_hoeyst_fem_aar', 'until yesterday'),
	('fsekr', 11, '{"beloep":"1900000","gyldig_til":"2025-10-02"}', 'tilsagn_gjelder_hoeyst_fem_aar', 'for five years and a day (OF 15)'),
	('fsekr', 11, '{"beloep":"1900000","gyldig_til":"2023-12-31","vilkaar":["Ett"," "]}', 'vilkaaret_er_ikke_tomt', 'with a condition that says nothing'),
	('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder","fra":"2014-12-31"}]}', 'forslaget_gjelder_et_annet_organ', 'into an organ that was not yet'),
	('direktoer', 25, '{}', 'dal/sak-1', 'a plain case')) v (hvem, rad, forslag, grunn, tekst);
select is((select count(*)::int from core.sak), 1, 'what is refused leaves nothing, and no hole in the numbers');
select is(test.grunn(null, 'create_sak', '{"program":"dal","beslutning":10}'), '42501', 'without logging in the method cannot be called');
select is(test.grunn('leder', 'create_sak', '{"program":"fjord","beslutning":10}'), 'ukjent_program', 'an unknown programme');
select is(test.grunn('leder', 'create_sak', '{"program":"dal"}'), 'felt_mangler', 'no row');
select is(test.grunn('leder', 'create_sak', json_build_object('program', 'dal', 'beslutning', 10, 'tittel', repeat('x', 301))), 'sakens_tittel_er_ikke_tom', 'a title without end');

-- Row 10: prepared, advised, decided by KST, sent by KDIR once both plans are adopted, received.
select is(test.ny_sak('leder', 10, '{}', 'Søknad'), 'dal/sak-2', 'the project leader prepares by opening');
select is((select count(*)::int from core.handling h where h.sak_id = (test.sak('dal/sak-2')).id), 1, 'that step is done');
select is(test.gjoer(hvem, akt, 'dal/sak-2'), grunn, format('row 10: %s, %s', hvem, akt)) from (values
	('leder', 'forbereder', 'ikke_din_tur'), ('direktoer', 'soeker', 'ikke_din_tur'), ('fordfoerer', 'mottar', 'ikke_din_tur'),
	('raadgiver', 'kvalitetssikrer', 'ikke_din_oppgave'), ('sgleder', 'innstiller', 'ikke_din_oppgave'), ('ordfoerer', 'soeker', 'ikke_din_oppgave'),
	('fordfoerer', 'godkjenner', 'ikke_din_oppgave'), ('deppen', 'mottar', 'ikke_din_oppgave'), ('raadgiver', 'synger', 'ukjent_akt'),
	('raadgiver', 'raader', 'ok'), ('raadgiver', 'raader', 'ikke_din_tur')) v (hvem, akt, grunn);
select is(test.kst_vedtar('dal/sak-2'), 'ok', 'KST decides to apply');
select is(test.gjoer('direktoer', 'soeker', 'dal/sak-2'), 'ikke_din_tur', 'but without adopted plans nothing is sent');
select test.fremlagt('omstillingsplan'), test.til_vedtatt('dal/sak-3'), test.fremlagt('handlingsplan-2021'), test.til_vedtatt('dal/sak-4');
select is(test.gjoer('fordfoerer', 'mottar', 'dal/sak-2'), 'ikke_din_tur', 'nor received before it is sent');
select is(test.gjoer('direktoer', 'soeker', 'dal/sak-2', 'nei'), 'utfallet_passer_ikke', 'one sends, or does not');
select is(test.gjoer('direktoer', 'soeker', 'dal/sak-2'), 'ok', 'sent');
select is(test.gjoer('fsekr', 'mottar', 'dal/sak-2'), 'ok', 'received');
select is((test.kall(h, 'decide_sak', '{"sak":"dal/sak-2","utfall":"ja"}')).tekst, 'Alle steg i saken er utført.', 'nobody is sent to others in a case that is over: ' || h) from (values ('fordfoerer'), ('ordfoerer'), ('sgleder')) v (h);

-- Row 11: waits for the application and both approvals; then the promise and its conditions are in force.
select is(test.ny_sak('fsekr', 11, '{"beloep":"1900000.50","gyldig_til":"2025-10-01","vilkaar":["Egenandel","Nytt budsjett"]}'), 'dal/sak-5', 'for five years to the day');
select is(test.foer('fsekr', 'dal/sak-5', 'fu', 5, 0), 'ikke_din_tur', 'not before the approvals');
select is(test.fylket_avgjoer('dal/sak-3'), 'ok', 'the omstillingsplan is approved');
select is(test.foer('fsekr', 'dal/sak-5', 'fu', 5, 0), 'ikke_din_tur', 'one is not both');
select is(test.fylket_avgjoer('dal/sak-4'), 'ok', 'the handlingsplan is approved');
select is(test.avgjoer('ordfoerer', 'dal/sak-5'), 'ikke_din_oppgave', 'KST promises no county money (X)');
select is(test.gjoer('deppen', 'finansierer', 'dal/sak-5'), 'ok', 'KDD funds');
select is(test.avgjoer('deppen', 'dal/sak-5'), 'ikke_din_oppgave', 'and does not decide');
select is(test.fylket_avgjoer('dal/sak-5'), 'ok', 'the county gives its tilsagn');
select is((select format('%s %s %s', t.beloep, t.gyldig_til, (select string_agg(v.tekst, '/' order by v.nr) from core.vilkaar v where v.vedtak_id = t.vedtak_id)) from core.tilsagn t),
	'1900000.50 2025-10-01 Egenandel/Nytt budsjett', 'exact to the øre, with its conditions');
select is(test.svar(null, 'list_vedtak', '{"program":"dal"}') #>> '{vedtak,5,forslag,beloep}', '1900000.50', 'and public');

-- Row 13: SG recommends, KST elects; the seats begin on the proposal's date or the meeting's.
select is(test.ny_sak('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder","fra":"2021-01-01"},{"organ":"os","brukernavn":"sg3","rolle":"medlem"}]}'), 'dal/sak-6',
	'the kommunedirektør puts up an election');
select is(test.foer('ksekr', 'dal/sak-6', 'kst', 7, 0), 'ikke_din_tur', 'SG first');
select is(test.avgjoer('raadgiver', 'dal/sak-6'), 'ikke_din_oppgave', 'IN does not elect (X)');
select is(test.avgjoer('fordfoerer', 'dal/sak-6'), 'ikke_din_oppgave', 'nor the county (X)');
select is(test.sg_innstiller('dal/sak-6'), 'ok', 'SG recommends');
select is((select count(*)::int from core.verv v join core.organ o on o.id = v.organ_id where o.kortnavn = 'os'), 0, 'that seats nobody');
select test.dag('2020-11-04');
select test.foer('ksekr', 'dal/sak-6', 'kst', 7, 0, '{"dato":"2020-11-03"}');
select is((select count(*)::int from core.verv v join core.organ o on o.id = v.organ_id where o.kortnavn = 'os'), 0, 'nor does an unconfirmed result');
select is(test.bekreft('ordfoerer', 'dal/sak-6'), 'ok', 'KST elects');
select is((select string_agg(format('%s %s %s', p.brukernavn, v.rolle, v.fra), ', ' order by p.brukernavn) from core.verv v join core.organ o on o.id = v.organ_id
	join core.person p on p.id = v.person_id where o.kortnavn = 'os'), 'eva leder 2021-01-01, sg3 medlem 2020-11-03', 'the seats');

-- Row 14: observers.
select is(test.ny_sak('sgleder', 14, '{"verv":[{"organ":"os","brukernavn":"utenfor","rolle":"observatoer"}]}'), 'dal/sak-7', 'observers are appointed');
select test.gjoer('fordfoerer', 'bidrar', 'dal/sak-7');
select is(test.gjoer('raadgiver', 'bidrar', 'dal/sak-7'), 'ok', 'the county and IN each name their own');
select is(test.sg_innstiller('dal/sak-7') || test.kst_vedtar('dal/sak-7'), 'okok', 'SG recommends, KST decides');
select is(test.stem('utenfor', 'dal/sak-7', 'ja'), 'observatoer_stemmer_ikke', 'and he votes on nothing');

-- Row 15: the kommunedirektør employs, unless the board is a KF or a company.
select is(test.ny_sak('raadgiver', 15, '{}'), 'ikke_din_oppgave', 'IN employs nobody');
select is(test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"silje","rolle":"programleder"}]}'), 'dal/sak-8', 'KDIR');
select is(test.avgjoer('ordfoerer', 'dal/sak-8'), 'ikke_din_oppgave', 'KST does not employ (KL 13-1)');
select is(test.avgjoer('eva', 'dal/sak-8'), 'ukjent_sak', 'the board''s leader is not in office yet');
select is(test.grunn('direktoer', 'decide_sak', '{"sak":"dal/sak-8"}'), 'felt_mangler', 'one person says what is decided');
select is(test.avgjoer('direktoer', 'dal/sak-8', 'utsatt'), 'ok', 'postponed');
select is(test.tilstand('dal/sak-8'), 'under_behandling', 'is not decided');
select is(test.avgjoer('direktoer', 'dal/sak-8'), 'ok', 'employed, SG''s recommendation left out');
select is((select p.brukernavn from core.verv v join core.organ o on o.id = v.organ_id join core.person p on p.id = v.person_id where o.kortnavn = 'pl'), 'silje', 'in office');
select is(test.sg_innstiller('dal/sak-8'), 'ikke_din_tur', 'a recommendation afterwards is too late');
update core.organ set juridisk_form = 'kf' where kortnavn = 'os';
select is(test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"utenfor","rolle":"programleder"}]}'), 'dal/sak-9', 'where the board is a KF');
select is(test.avgjoer('direktoer', 'dal/sak-9'), 'ikke_din_oppgave', 'KDIR does not employ (KL 9-11)');
update core.organ set juridisk_form = 'prosjektgruppe' where kortnavn = 'os';

-- In mode B the regionråd is the employer, when it is a legal person of its own (KL 18-1, 19-1) and the board is no company.
select test.organ('arr', 'RR', 'folkevalgt', 'fylket', 5), test.person('arrleder', 'arr', 'leder'), test.person('arrsekr', 'arr', 'sekretaer'), test.person('hanne');
create function test.ansetter() returns text
language sql as $$ select string_agg(r.funksjon || ' ' || r.kilde, ', ' order by r.regel_id) from core.rute(test.sak('dal/sak-10'), core.i_dag()) r where r.akt = 'vedtar' $$;
select is(test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"hanne","rolle":"programleder"}]}') || ': ' || test.ansetter(), 'dal/sak-10: KDIR S3; KL 13-1', 'in mode A the kommunedirektør');
savepoint modus_a;
update core.program set eiermodus = 'B' where kortnavn = 'dal';
update core.program_organ set til = core.i_dag() - 1 where funksjon = 'KST';
select test.knytt('dal', 'arr', 'KST'), test.knytt('dal', 'kst', 'EIER');
select is(test.grunn('ksekr', 'register_samarbeidsavtale', '{"program":"dal","organ":"kst","vedtatt":"2020-06-01","saksnummer":"PS 9/20"}'), 'ok', 'its agreement');
select is(test.ansetter(), 'KST S3; KL 18-1, 19-1', 'a regionråd employs itself');
select is(test.avgjoer('direktoer', 'dal/sak-10'), 'ikke_din_oppgave', 'not the kommunedirektør');
select is(test.foer('arrsekr', 'dal/sak-10', 'arr', 4, 1), 'ok', 'it votes');
select is(test.bekreft('arrleder', 'dal/sak-10') || ' ' || test.tilstand('dal/sak-10'), 'ok vedtatt', 'and decides');
select is(core.har_verv(test.person('hanne'), o.id, core.i_dag(), '{programleder}'), true, 'she is employed') from core.organ o where o.kortnavn = 'pl';
rollback to savepoint modus_a;
update core.program set eiermodus = 'B' where kortnavn = 'dal';
update core.program_organ set til = core.i_dag() - 1 where funksjon = 'KST';
select test.knytt('dal', 'arr', 'KST');
update core.organ set juridisk_form = 'kf' where kortnavn = 'os';
select is(test.ansetter(), 'OS KL 9-11; ASL 6-2', 'a KF''s board employs its own, in mode B too');
update core.organ set juridisk_form = 'prosjektgruppe' where kortnavn in ('os', 'arr');
select is(test.ansetter(), 'KDIR S3; KL 13-1', 'a regionråd that is a bare project group employs nobody (section 2)');
rollback to savepoint modus_a;
select test.avgjoer('direktoer', 'dal/sak-10', 'utsatt');

-- Sent back, and closed by registration.
select test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"utenfor","rolle":"programleder"}]}');
select is(test.avgjoer('direktoer', 'dal/sak-11', 'tilbakesendt'), 'ok', 'sent back');
select is(test.tilstand('dal/sak-11'), 'tilbakesendt', 'and over');
select is(test.ny_sak('raadgiver', 32), 'dal/sak-12', 'a midway evaluation');
select is(test.gjoer('raadgiver', 'registrerer', 'dal/sak-12'), 'ok', 'is registered');
select is(test.tilstand('dal/sak-12'), 'registrert', 'which closes it: row 32 has no D');

-- Mode B: the regionråd never adopts a kommune's own budget money. Mode C: every KST must say yes.
update core.program set eiermodus = 'B' where kortnavn = 'dal';
select is(test.ny_sak('ordfoerer', 25), 'ikke_din_oppgave', 'RR never (KL 14-2)');
update core.program set eiermodus = 'C' where kortnavn = 'dal';
select test.organ('kst2', 'KST', 'folkevalgt', 'kommunen', 5), test.knytt('dal', 'kst2', 'KST'), test.person('k2leder', 'kst2', 'leder'), test.person('k2sekr', 'kst2', 'sekretaer');
select is(test.ny_sak('direktoer', 25), 'dal/sak-13', 'the kommuner''s share');
select is(test.kst_vedtar('dal/sak-13'), 'ok', 'one kommune says yes');
select is(test.tilstand('dal/sak-13'), 'under_behandling', 'the other is waited for');
select is(test.foer('ksekr', 'dal/sak-13', 'kst', 7, 0), 'ok', 'a second record of the first');
select is(test.bekreft('ordfoerer', 'dal/sak-13'), 'steget_er_utfoert_foer', 'is not a second vote');
select is(test.foer('k2sekr', 'dal/sak-13', 'kst2', 5, 0), 'ok', 'the other records');
select is(test.bekreft('k2leder', 'dal/sak-13'), 'ok', 'its yes');
select is(test.tilstand('dal/sak-13'), 'vedtatt', 'adopted');

select * from finish();
rollback;

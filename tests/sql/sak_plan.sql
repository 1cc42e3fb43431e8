-- Rows 8, 9, 16 of the matrix: the way of a plan from submission to the county's approval. Each step allowed in its turn,
-- and denied to everybody else, by reason. What is expected is transcribed from the handbook, section 4, never read from
-- the matrix under test.
begin;
select plan(151);
\ir lib/felles.psql
\ir lib/sak.psql

-- What everybody may try in a plan's case, and the reason while it is not their turn.
create temp table forsoek (nr int, hvem text, akt text, vente text);
insert into forsoek values
	(1, 'leder', 'forbereder', 'ikke_din_tur'), (2, 'raadgiver', 'kvalitetssikrer', 'ikke_din_tur'),
	(3, 'sgleder', 'innstiller', 'ikke_din_tur'), (4, 'direktoer', 'fremlegger', 'ikke_din_tur'),
	(5, 'ordfoerer', 'vedtar', 'ikke_din_tur'), (6, 'fordfoerer', 'godkjenner', 'ikke_din_tur'),
	-- never theirs: IN, OBS and KDD decide nothing; SG does not adopt; the county does not adopt; KDIR does not decide
	(0, 'raadgiver', 'vedtar', 'ikke_din_oppgave'), (0, 'raadgiver', 'innstiller', 'ikke_din_oppgave'),
	(0, 'sgleder', 'vedtar', 'ikke_din_oppgave'), (0, 'sgleder', 'kvalitetssikrer', 'ikke_din_oppgave'),
	(0, 'fordfoerer', 'vedtar', 'ikke_din_oppgave'), (0, 'direktoer', 'vedtar', 'ikke_din_oppgave'),
	(0, 'deppen', 'vedtar', 'ikke_din_oppgave'), (0, 'naering', 'innstiller', 'ikke_din_oppgave'),
	(0, 'leder', 'vedtar', 'ikke_din_oppgave'), (0, 'ordfoerer', 'godkjenner', 'ikke_din_oppgave'),
	(0, 'observatoer', 'innstiller', 'ikke_din_oppgave'), (0, 'utenfor', 'vedtar', 'ukjent_sak');

create function test.utenfor_tur(ref text, tur int, unntatt text default '') returns setof text
language sql as $$
	select is(test.gjoer(f.hvem, f.akt, ref), f.vente, format('%s: %s kan ikke %s når steg %s står for tur', ref, f.hvem, f.akt, tur))
	from forsoek f where f.nr <> tur and f.hvem <> unntatt
$$;

-- Row 8, step by step.
select is(test.fremlagt('omstillingsplan'), 'dal/sak-1', 'a submission opens a case');
select is((test.sak('dal/sak-1')).beslutning, 8, 'of row 8');
select is((select count(*)::int from core.handling), 1, 'and is the preparation');
select test.utenfor_tur('dal/sak-1', 2);
select is(test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), 'ok', '2 IN quality-assures');
select is(test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), 'ikke_din_tur', 'once');
select test.utenfor_tur('dal/sak-1', 3);
select is(test.gjoer('sgleder', 'innstiller', 'dal/sak-1'), 'akten_er_en_avgjoerelse', 'SG recommends by vote, not by one hand');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ingen_aapent_moete', 'and in a meeting');
select is(test.sg_innstiller('dal/sak-1'), 'ok', '3 SG recommends');
select is(test.tilstand('dal/sak-1'), 'under_behandling', 'a recommendation decides nothing');
select test.utenfor_tur('dal/sak-1', 4);
select is(test.gjoer('direktoer', 'fremlegger', 'dal/sak-1', 'kanskje'), 'utfallet_passer_ikke', 'an outcome that is none');
select is(test.gjoer('direktoer', 'fremlegger', 'dal/sak-1', 'utsatt'), 'utfallet_passer_ikke', 'one that does not fit the act');
select is(test.gjoer('direktoer', 'fremlegger', 'dal/sak-1', 'nei'), 'ok', '4 KDIR lays before with an innstilling that differs (PH-6)');
select test.utenfor_tur('dal/sak-1', 5);
select is(test.kst_vedtar('dal/sak-1'), 'ok', '5 KST decides');
select is(test.tilstand('dal/sak-1'), 'vedtatt', 'and the plan is adopted');
select is((select v.hash from core.vedtak v), sha256('omstillingsplan1'), 'the decision points at the very bytes (PH-4)');
select test.utenfor_tur('dal/sak-1', 6, 'utenfor');
select is(test.gjoer('utenfor', 'vedtar', 'dal/sak-1'), 'ikke_din_oppgave', 'an adopted plan''s case is public, and still nobody else''s to act in');
select is(test.foer('fsekr', 'dal/sak-1', 'fu', 5, 0), 'ikke_din_tur', '6 the county waits for the application');

-- What a refusal tells.
select test.fremlagt('handlingsplan-2021');
create temp table svar as select * from test.kall('raadgiver', 'decide_sak', '{"sak":"dal/sak-2","utfall":"ja"}');
select is(kode || ' ' || grunn, 'RP007 ikke_din_oppgave', 'IN may not adopt: PERMISSION_DENIED') from svar;
select is(test.fjern(detalj, '{tur,akt}') || ' ' || test.fjern(detalj, '{tur,funksjon}') || ' ' || test.fjern(detalj, '{tur,organer}'),
	'kvalitetssikrer IN ["Inorge"]', 'whose turn it is') from svar;
select is(test.fjern(detalj, '{regel}') || ' ' || test.fjern(detalj, '{kilde}'), '9.5 S2, S4; PH-6', 'which rule gives it to whom, and its source') from svar;
create temp table svar2 as select * from test.kall('fsekr', 'record_result', json_build_object('sak', 'dal/sak-2', 'resultat',
	'{"organ":"fu","dato":"2020-10-01","saksnummer":"FU 1/20","utfall":"ja","ja":5,"nei":0}'::json));
select is(kode || ' ' || grunn, 'RP009 ikke_din_tur', 'the county has a step, not now: FAILED_PRECONDITION') from svar2;
select is(array(select m ->> 'steg' from jsonb_array_elements(detalj::jsonb -> 'mangler') m where m ? 'steg'), '{9.2,9.3,9.4,9.5}', 'every required step before it') from svar2;
select is(array(select m ->> 'krav' from jsonb_array_elements(detalj::jsonb -> 'mangler') m where m ? 'krav'), '{soeknad_sendt}', 'and what it waits for') from svar2;

-- Row 9, the same way; the county's turn comes with the application.
select is((test.sak('dal/sak-2')).beslutning, 9, 'row 9');
select is(test.til_vedtatt('dal/sak-2'), 'vedtatt', 'the handlingsplan is adopted');
select is(test.ny_sak('leder', 10), 'dal/sak-3', 'the application is prepared');
select is(test.kst_vedtar('dal/sak-3'), 'ok', 'decided');
select is(test.foer('fsekr', 'dal/sak-1', 'fu', 5, 0), 'ikke_din_tur', 'not sent yet');
select is(test.gjoer('direktoer', 'soeker', 'dal/sak-3'), 'ok', 'sent');
select is(test.fylket_avgjoer('dal/sak-1'), 'ok', '6 the county approves the omstillingsplan');
select is(test.tilstand('dal/sak-1'), 'godkjent', 'approved');
select is(test.foer('fsekr', 'dal/sak-1', 'fu', 5, 0), 'saken_er_avsluttet', 'and the case is over');

-- The county refuses: back to before the application; KST's decision stands.
select is(test.fylket_avgjoer('dal/sak-2', 1, 4), 'ok', 'the county refuses the handlingsplan');
select is(test.tilstand('dal/sak-2'), 'vedtatt', 'KST''s decision stands');
select is((select count(*)::int from core.vedtak v where v.akt = 'godkjenner' and v.utfall = 'nei'), 1, 'the refusal is a decision');
select is(test.foer('fsekr', 'dal/sak-2', 'fu', 5, 0), 'ikke_din_tur', 'it cannot be repeated on the old application');
select is(test.ny_sak('leder', 10), 'dal/sak-4', 'a new application');
select test.kst_vedtar('dal/sak-4');
select is(test.gjoer('direktoer', 'soeker', 'dal/sak-4'), 'ok', 'is sent');
select is(test.fylket_avgjoer('dal/sak-2'), 'ok', 'and approved');
select is(test.tilstand('dal/sak-2'), 'godkjent', 'at last');

-- SG refuses: back to who prepared; nothing may be laid before KST. A new version opens a new case.
select test.fremlagt('handlingsplan-2022');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-5', 'nei');
select is(test.sg_innstiller('dal/sak-5', 1), 'ok', 'IN''s no does not stop the case; SG says no');
select is(test.tilstand('dal/sak-5'), 'tilbakesendt', 'returned');
select is(test.gjoer('direktoer', 'fremlegger', 'dal/sak-5'), 'saken_er_avsluttet', 'nothing is laid before KST');
select is((select count(*)::int from core.vedtak v where v.sak_id = (test.sak('dal/sak-5')).id), 0, 'a recommendation is no decision');
select is(test.fremlagt('handlingsplan-2022'), 'dal/sak-6', 'a new version');
select is(test.fremlagt('handlingsplan-2022'), 'dal/sak-7', 'and another before anybody decided');
select is(test.tilstand('dal/sak-6'), 'ugyldig', 'the older one''s case is void');
select is(test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-6'), 'saken_er_avsluttet', 'nobody acts in it');

-- KST refuses: that version is avvist.
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-7'), test.sg_innstiller('dal/sak-7'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-7');
select is(test.kst_vedtar('dal/sak-7', 2, 5), 'ok', 'KST says no');
select is(test.tilstand('dal/sak-7'), 'avvist', 'refused');
select is((select v.utfall from core.vedtak v where v.sak_id = (test.sak('dal/sak-7')).id), 'nei', 'and that is a decision');

-- A newly adopted version takes the place of one that waits for the county (PH-7): nothing is erased.
select is(test.fremlagt('omstillingsplan'), 'dal/sak-8', 'a changed omstillingsplan');
select is(test.tilstand('dal/sak-1'), 'godkjent', 'the old one stays in force meanwhile');
select test.til_vedtatt('dal/sak-8');
select test.fremlagt('omstillingsplan');
select is(test.til_vedtatt('dal/sak-9'), 'vedtatt', 'changed once more');
select is(test.tilstand('dal/sak-8'), 'ugyldig', 'the county can no longer approve the one between');
select is((select count(*)::int from core.vedtak v where v.beslutning = 8 and v.akt = 'vedtar'), 3, 'every decision stands in the record');

-- Row 16: from phase 3 on, prepared by PL, recommended by the board; the order is a warning, no block (PH-6).
select test.person('silje', 'pl', 'programleder'), test.person('eva', 'os', 'leder');
set local session_replication_role = replica;
insert into core.fase (program_id, fase, aapnet) select id, 3, '2020-10-01' from core.program where kortnavn = 'dal';
set local session_replication_role = origin;
select is(test.fremlagt('handlingsplan-2023', 'silje'), 'dal/sak-10', 'a yearly plan');
select is((test.sak('dal/sak-10')).beslutning, 16, 'row 16');
select is(test.avgjoer('sgleder', 'dal/sak-10'), 'ikke_din_oppgave', 'the styringsgruppe is of phase 2');
select is(test.gjoer('ordfoerer', 'godkjenner', 'dal/sak-10'), 'ikke_din_oppgave', 'KST does not approve');
select is(test.kst_vedtar('dal/sak-10'), 'ok', 'KST may decide without the board''s recommendation');
select is(test.moete('eva', 'os', 'dal/sak-10'), 'ok', 'the board meets');
select is(test.stem('eva', 'dal/sak-10', 'ja'), 'ikke_din_tur', 'too late');
select is((select x ->> 'tilstand' from jsonb_array_elements(core.steg_svar(test.sak('dal/sak-10'))) x where x ->> 'funksjon' = 'OS'), 'bortfalt', 'and that shows');
select is(test.fylket_avgjoer('dal/sak-10'), 'ok', 'the county approves');
select is(test.fremlagt('omstillingsplan', 'silje'), 'dal/sak-11', 'a review of the omstillingsplan');
select is((test.sak('dal/sak-11')).beslutning, 17, 'row 17');

select * from finish();
rollback;

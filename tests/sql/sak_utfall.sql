-- Where refusals lead (handbook, section 4, "When refused"), beyond what tests/sql/sak_alle_rader.sql walks through: KST's
-- instruction past SG and OS, what a meeting postpones, reasons and dissent, decisions superseded.
begin;
select plan(54);
\ir lib/felles.psql
\ir lib/sak.psql

-- SG refuses; KST may instruct, recorded as an override.
select test.fremlagt('omstillingsplan'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), test.sg_innstiller('dal/sak-1', 1);
select is(test.tilstand('dal/sak-1'), 'tilbakesendt', 'SG refuses: back to who prepared');
select is(test.gjoer('direktoer', 'fremlegger', 'dal/sak-1'), 'saken_er_avsluttet', 'nothing is laid before KST');
select is(test.foer('fsekr', 'dal/sak-1', 'fu', 5, 0), 'saken_er_avsluttet', 'nor the county');
select is(test.sg_innstiller('dal/sak-1'), 'saken_er_avsluttet', 'nor does SG vote again');
select is(test.gjoer('direktoer', 'instruerer', 'dal/sak-1'), 'ikke_din_oppgave', 'the kommunedirektør does not instruct');
select is(test.gjoer('sgleder', 'instruerer', 'dal/sak-1'), 'ikke_din_oppgave', 'nor SG itself');
select is(test.gjoer('ordfoerer', 'instruerer', 'dal/sak-1'), 'akten_er_en_avgjoerelse', 'nor the ordfører alone');
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 2, 5), 'ok', 'KST votes on it');
select is(test.bekreft('ordfoerer', 'dal/sak-1') || ' ' || test.tilstand('dal/sak-1'), 'ok tilbakesendt', 'and would rather not: it stays returned');
select test.dag('2020-10-02');
select is(test.moete('ordfoerer', 'kst', 'dal/sak-1'), 'ok', 'at its next meeting');
select is(test.stem(m, 'dal/sak-1', 'ja'), 'ok', m || ' votes to see it') from unnest('{ordfoerer,vara,krep}'::text[]) m;
select is(test.avgjoer('ordfoerer', 'dal/sak-1'), 'ikke_vedtaksfoert', 'three of seven decide nothing');
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 5, 2, '{"begrunnelse":"Saken haster"}'), 'ok', 'recorded');
select is(test.bekreft('ordfoerer', 'dal/sak-1') || ' ' || test.tilstand('dal/sak-1'), 'ok under_behandling', 'KST instructs');
select is((select string_agg(v.akt || ' ' || v.utfall, ', ' order by v.handling) from core.vedtak v where v.sak_id = (test.sak('dal/sak-1')).id), 'instruerer nei, instruerer ja', 'which is on record');
select is((select x #>> '{handling,tekst}' from jsonb_array_elements(core.steg_svar(test.sak('dal/sak-1'))) x where x ->> 'akt' = 'instruerer'), 'Saken haster', 'with its reason');
select is((select x #>> '{handling,utfall}' from jsonb_array_elements(core.steg_svar(test.sak('dal/sak-1'))) x where x ->> 'akt' = 'innstiller'), 'nei', 'and SG''s refusal stays');
select is(test.foer('ksekr', 'dal/sak-1', 'kst', 5, 2), 'ikke_din_tur', 'it is still laid before KST first');
select is(test.gjoer('direktoer', 'fremlegger', 'dal/sak-1', 'nei') || test.kst_vedtar('dal/sak-1') || test.tilstand('dal/sak-1'), 'okokvedtatt', 'and adopted');
select is((select x from jsonb_array_elements(core.steg_svar(test.sak('dal/sak-1'))) x where x ->> 'akt' = 'instruerer' and x ->> 'tilstand' = 'venter'), null, 'nothing more to instruct');
select test.fremlagt('handlingsplan-2021');
select is((select x from jsonb_array_elements(core.steg_svar(test.sak('dal/sak-2'))) x where x ->> 'akt' = 'instruerer'), null, 'in a case that nobody stopped there is no such step');
select is(test.gjoer('ordfoerer', 'instruerer', 'dal/sak-2'), 'ikke_din_oppgave', 'nor may it be taken');

-- A meeting postpones or returns before anybody has voted.
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-2');
select is(test.avgjoer('sgleder', 'dal/sak-2', 'utsatt'), 'ingen_aapent_moete', 'only a meeting postpones');
select test.moete('sgleder', 'sg', 'dal/sak-2');
select is(test.avgjoer('sg2', 'dal/sak-2', 'utsatt'), 'bare_moeteleder_lukker', 'the presiding member says it');
select is(test.avgjoer('sgleder', 'dal/sak-2', 'utsatt') || ' ' || test.tilstand('dal/sak-2'), 'ok under_behandling', 'SG postpones');
select is((select x ->> 'tilstand' from jsonb_array_elements(core.steg_svar(test.sak('dal/sak-2'))) x where x ->> 'akt' = 'innstiller'), 'venter', 'it is still its turn');
select test.stem('sg2', 'dal/sak-2', 'ja');
select is(test.avgjoer('sgleder', 'dal/sak-2', 'utsatt'), 'det_er_alt_stemt', 'not when the vote has begun');
select is(test.avgjoer('sgleder', 'dal/sak-2', 'tilbakesendt'), 'det_er_alt_stemt', 'nor returns it');
select test.dag('2020-10-03'), test.moete('sgleder', 'sg', 'dal/sak-2');
select is(test.avgjoer('sgleder', 'dal/sak-2', 'tilbakesendt') || ' ' || test.tilstand('dal/sak-2'), 'ok tilbakesendt', 'next day it returns it');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 5, 2), 'saken_er_avsluttet', 'what is returned KST does not call in: nobody refused');

-- A recorded meeting postpones with its votes.
select test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-3');
select is(test.foer('sgsekr', 'dal/sak-3', 'sg', 1, 4, '{"utfall":"utsatt"}'), 'utfallet_stemmer_ikke_med_stemmene', 'a minority postpones nothing');
select is(test.foer('sgsekr', 'dal/sak-3', 'sg', 1, 0, '{"utfall":"utsatt"}'), 'ikke_vedtaksfoert', 'nor a meeting without a quorum');
select is(test.foer('sgsekr', 'dal/sak-3', 'sg', 4, 1, '{"utfall":"kanskje"}'), 'utfallet_stemmer_ikke_med_stemmene', 'nor is perhaps an outcome');
select is(test.foer('sgsekr', 'dal/sak-3', 'sg', 3, 2, '{"utfall":"utsatt"}'), 'ok', 'a majority does');
select is(test.bekreft('sgleder', 'dal/sak-3') || ' ' || test.tilstand('dal/sak-3'), 'ok under_behandling', 'confirmed: it is still not decided');
select is((select count(*)::int from core.vedtak v where v.sak_id = (test.sak('dal/sak-3')).id), 0, 'that is no decision');

-- KST refuses: reason and dissent kept, and told.
select test.sg_innstiller('dal/sak-3'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-3');
select test.foer('ksekr', 'dal/sak-3', 'kst', 2, 5, '{"begrunnelse":"For dyrt","dissens":["krep"],"protokolltilfoersel":["Vi er uenige"]}');
select test.bekreft('ordfoerer', 'dal/sak-3');
create temp view kst as select x -> 'handling' as h from jsonb_array_elements(test.svar(null, 'get_sak', '{"sak":"dal/sak-3"}')::jsonb #> '{sak,steg}') x where x ->> 'akt' = 'vedtar';
select is(test.tilstand('dal/sak-3'), 'avvist', 'KST refuses');
select is((select concat_ws('|', h ->> 'tekst', h ->> 'dissens', h ->> 'protokolltilfoersel') from kst), 'For dyrt|["krep"]|["Vi er uenige"]', 'reason, dissent and remarks are public: a folkevalgt organ');
select is(core.fase_paa((test.sak('dal/sak-3')).program_id, core.i_dag()), 2, 'the phase is unchanged');
select test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-4');
select test.foer('sgsekr', 'dal/sak-4', 'sg', 4, 1, '{"dissens":["sg5"]}');
select test.bekreft('sgleder', 'dal/sak-4'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-4'), test.kst_vedtar('dal/sak-4');
select is((select count(*)::int from jsonb_array_elements(test.svar(null, 'get_sak', '{"sak":"dal/sak-4"}')::jsonb #> '{sak,steg}') x where x #> '{handling,dissens}' ? 'sg5'), 0,
	'of a project group they are not');
select is((select count(*)::int from jsonb_array_elements(test.svar('leder', 'get_sak', '{"sak":"dal/sak-4"}')::jsonb #> '{sak,steg}') x where x #> '{handling,dissens}' ? 'sg5'), 1, 'but for those who serve');

-- What may be superseded.
select is(test.ny_sak('direktoer', 25), 'dal/sak-5', 'a case to be superseded');
select is(test.ny_sak('direktoer', rad, forslag::jsonb), 'bare_et_vedtak_i_kraft_erstattes', tekst) from (values
	(25, '{"erstatter":"dal/sak-5"}', 'not while it is not decided'), (25, '{"erstatter":"dal/sak-99"}', 'not what is not'),
	(25, '{"erstatter":"vik/sak-1"}', 'not another programme''s'), (25, '{"erstatter":"dal/sak-4"}', 'not another row''s'), (25, '{"erstatter":"dal/sak-3"}', 'not what was refused')) v (rad, forslag, tekst);
select test.kst_vedtar('dal/sak-5'), test.ny_sak('direktoer', 25, '{"erstatter":"dal/sak-5"}'), test.kst_vedtar('dal/sak-6', 1, 6);
select is(test.tilstand('dal/sak-5') || ' ' || test.tilstand('dal/sak-6'), 'vedtatt avvist', 'a refused change changes nothing');
select test.ny_sak('direktoer', 25, '{"erstatter":"dal/sak-5"}'), test.ny_sak('direktoer', 25, '{"erstatter":"dal/sak-5"}'), test.kst_vedtar('dal/sak-7'), test.kst_vedtar('dal/sak-8');
select is(core.sak_svar(test.sak('dal/sak-5')) ->> 'erstattet_av', 'dal/sak-7', 'the first to be adopted');
select is(test.tilstand('dal/sak-8'), 'vedtatt', 'the second stands beside it');
select is(test.ny_sak('direktoer', 25, '{"erstatter":"dal/sak-5"}'), 'bare_et_vedtak_i_kraft_erstattes', 'and nothing is superseded twice');
select throws_ok('update core.omgjoering set dato = dato', 'RP009', null, 'nor is the link ever edited');

select * from finish();
rollback;

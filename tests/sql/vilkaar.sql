-- Conditions of a decision: set with it, documented, approved or not, waived, overdue; by whom; and that a budget approved
-- with conditions or for less than was applied for is out of balance until a new one is adopted (handbook, section 4).
begin;
select plan(80);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql

select test.person('fraad', 'fu', 'raadgiver'), test.person('kontor', 'kdir', 'sekretaer'), test.person('programleder', 'pl', 'programleder');
create function test.vilkaar(hvem text, fn text, n int, mer jsonb default '{}') returns text
language sql as $$
	select test.grunn(hvem, fn, (jsonb_build_object('vilkaar', (select v.id from core.vilkaar v join core.vedtak k on k.id = v.vedtak_id order by k.dato, k.handling, v.nr offset n - 1 limit 1)) || mer)::json)
$$;
create function test.liste(tilstand text default null) returns text
language sql as $$
	select string_agg(concat_ws(' ', x ->> 'nr', x ->> 'tekst', x ->> 'frist', x ->> 'ansvarlig', x ->> 'tilstand'), ', ' order by n)
	from json_array_elements(test.svar('naering', 'list_vilkaar', json_strip_nulls(json_build_object('program', 'dal', 'tilstand', tilstand))) -> 'vilkaar') with ordinality x (x, n)
$$;
create function test.oppgaver(hvem text) returns text
language sql as $$ select string_agg(concat_ws(' ', x ->> 'akt', x ->> 'tittel', x ->> 'frist'), ', ' order by n) from jsonb_array_elements(core.oppgaver_vilkaar(test.person(hvem), array(select id from core.program))) with ordinality x (x, n) $$;
create function test.varsler() returns text
language sql as $$ select string_agg(x ->> 'varsel', ' ') from json_array_elements(test.svar('leder', 'get_program', '{"program":"dal"}') -> 'varsler') x $$;

-- Set with a decision, by a recorded meeting.
select test.fremlagt('omstillingsplan'), test.til_vedtatt('dal/sak-1'), test.fremlagt('handlingsplan-2021'), test.til_vedtatt('dal/sak-2');
select test.ny_sak('leder', 10, '{"beloep":"2000000"}'), test.kst_vedtar('dal/sak-3'), test.gjoer('direktoer', 'soeker', 'dal/sak-3');
select is(test.varsler(), null, 'nothing to be warned of');
select is(test.foer('fsekr', 'dal/sak-1', 'fu', ja, nei, jsonb_build_object('vilkaar', v::jsonb)), grunn, tekst) from (values
	(5, 0, '[{"tekst":" "}]', 'vilkaaret_er_ikke_tomt', 'a condition that says nothing'), (5, 0, '[{}]', 'vilkaaret_er_ikke_tomt', 'nor anything at all'),
	(5, 0, json_build_array(json_build_object('tekst', repeat('x', 2001)))::text, 'vilkaaret_er_ikke_tomt', 'one without end'),
	(5, 0, '[{"tekst":"x","frist":"2020-09-30"}]', 'fristen_er_foer_vedtaket', 'a deadline before the meeting'), (5, 0, '[{"tekst":"x","frist":"snart"}]', 'ugyldig_dato', 'one that is no date'),
	(5, 0, '[{"tekst":"x","ansvarlig":"PA"}]', 'vilkaaret_mangler_ansvarlig', 'a function that nobody fills'),
	(5, 0, (select jsonb_agg(jsonb_build_object('tekst', 'x')) from generate_series(1, 101))::text, 'for_mange_vilkaar', 'a hundred and one')) v (ja, nei, v, grunn, tekst);
select test.foer('fsekr', 'dal/sak-1', 'fu', 1, 4, '{"vilkaar":[{"tekst":"x"}]}');
select is(test.bekreft('fordfoerer', 'dal/sak-1'), 'vilkaar_hoerer_til_et_ja', 'a no has none');
select is(test.foer('fsekr', 'dal/sak-1', 'fu', 5, 0, '{"vilkaar":[{"tekst":"Egenandel","frist":"2020-12-01"},{"tekst":"Styre","frist":"2020-11-01","ansvarlig":"EPL"},{"tekst":"Åpenhet"}]}'), 'ok', 'three');
select is((select count(*)::int from core.vilkaar), 0, 'not before it is confirmed');
select is(test.bekreft('fordfoerer', 'dal/sak-1'), 'ok', 'confirmed');
select is(test.liste(), '1 Egenandel 2020-12-01 KDIR aapent, 2 Styre 2020-11-01 EPL aapent, 3 Åpenhet KDIR aapent', 'they are the programme''s');
select is(test.svar(null, 'list_vedtak', '{"program":"dal"}') #>> '{vedtak,1,vilkaar,1,tekst}', 'Styre', 'and public with the decision');
select is(test.varsler(), 'budsjettet_er_i_ubalanse', 'the plan stands, its budget is out of balance');
select is(test.tilstand('dal/sak-1'), 'godkjent', 'it does stand');
select is(test.foer('sgsekr', x, 'sg', 4, 0, '{"vilkaar":[{"tekst":"x"}]}'), 'ok', 'a recommendation with conditions may be entered') from (select test.ny_sak('direktoer', 12)) y (x);
select is(test.bekreft('sgleder', 'dal/sak-4'), 'vilkaar_hoerer_til_et_ja', 'not confirmed: it decides nothing');

-- Documented by who follows up.
select is(test.vilkaar(hvem, 'document_vilkaar', n, '{"tekst":"Betalt"}'), grunn, tekst) from (values
	('leder', 1, 'vilkaaret_foelges_opp_av_andre', 'not by the project leader'), ('fordfoerer', 1, 'vilkaaret_foelges_opp_av_andre', 'nor by who set it'),
	('observatoer', 1, 'vilkaaret_foelges_opp_av_andre', 'nor by an observer'), ('utenfor', 1, 'ukjent_vilkaar', 'nor by anybody outside'),
	('direktoer', 2, 'vilkaaret_foelges_opp_av_andre', 'each its own')) v (hvem, n, grunn, tekst);
select is((test.kall('leder', 'document_vilkaar', json_build_object('vilkaar', (select id from core.vilkaar where nr = 1), 'tekst', 'x'))).detalj::jsonb #>> '{tur,organer,0}', 'Kdir', 'the refusal names who does');
select is(test.grunn(null, 'document_vilkaar', '{}'), '42501', 'without logging in the method cannot be called');
select is(test.vilkaar('direktoer', 'document_vilkaar', 1), 'dokumentasjonen_er_ikke_tom', 'with something');
select is(test.vilkaar('direktoer', 'document_vilkaar', 1, '{"vedlegg":"x"}'), 'ukjent_vedlegg', 'that is there');
select is(test.oppgaver('direktoer'), 'dokumenter_vilkaar Egenandel 2020-12-01, dokumenter_vilkaar Åpenhet', 'it waits for the kommunedirektør, the first deadline first');
select is(test.oppgaver('fordfoerer'), null, 'nothing waits for the county');
select is((select x ->> 'frist' from json_array_elements(test.svar('direktoer', 'list_tasks') -> 'oppgaver') x where x ->> 'akt' = 'dokumenter_vilkaar' limit 1), '2020-12-01', 'among all his tasks');
select is(test.vilkaar('fordfoerer', 'approve_vilkaar', 1), 'vilkaaret_er_ikke_dokumentert', 'nor can it approve');
select is(test.vilkaar('direktoer', 'document_vilkaar', 1, '{"tekst":"Betalt"}'), 'ok', 'documented');
select is(test.liste('dokumentert'), '1 Egenandel 2020-12-01 KDIR dokumentert', 'it waits for approval');
select is(test.oppgaver('fraad'), 'godkjenn_vilkaar Egenandel 2020-12-01', 'of the county');

-- Approved by the organ that set it.
select is(test.vilkaar(hvem, 'approve_vilkaar', 1), grunn, tekst) from (values
	('direktoer', 'vilkaaret_er_et_annet_organs', 'not by who documents'), ('ordfoerer', 'vilkaaret_er_et_annet_organs', 'nor by KST'), ('deppen', 'vilkaaret_er_et_annet_organs', 'nor the ministry'),
	('fsekr', 'vilkaaret_er_et_annet_organs', 'nor by the county''s secretary'), ('fmedlem', 'vilkaaret_er_et_annet_organs', 'nor by one member')) v (hvem, grunn, tekst);
select is(test.vilkaar('fraad', 'approve_vilkaar', 1, '{"utfall":"kanskje"}'), 'utfallet_passer_ikke', 'yes or no');
select is(test.vilkaar('fraad', 'approve_vilkaar', 1, '{"utfall":"nei"}'), 'felt_mangler', 'a no with its reason');
select is(test.vilkaar('fraad', 'approve_vilkaar', 1, '{"utfall":"nei","grunn":"Kvittering mangler"}'), 'ok', 'not approved');
select is(test.liste('aapent'), '1 Egenandel 2020-12-01 KDIR aapent, 2 Styre 2020-11-01 EPL aapent, 3 Åpenhet KDIR aapent', 'open again');
-- An attachment as proof: of this programme, whole, and there for good.
select test.program('li', 'fylket'), test.knytt('li', 'kdir', 'KDIR');
create temp table fil as select test.vedlegg('kontor', 'dal', 'annet', test.byte(10, 'a')) as hel, test.vedlegg('kontor', 'li', 'annet', test.byte(10, 'b')) as annens,
	test.svar('kontor', 'start_opplasting', test.start_json('dal', 'annet', test.byte(10, 'c'))) -> 'vedlegg' ->> 'id' as halv;
create function test.bevis(vedlegg text) returns text language sql as $$ select test.vilkaar('kontor', 'document_vilkaar', 1, jsonb_build_object('vedlegg', vedlegg)) $$;
select is((select to_json(k)::jsonb from test.kall('kontor', 'document_vilkaar', json_build_object('vilkaar', (select id from core.vilkaar where nr = 1), 'vedlegg', id)) k), jsonb_build_object('kode', 'RP005', 'grunn', 'ukjent_vedlegg',
	'detalj', '', 'json', null, 'tekst', 'Vedlegget finnes ikke, eller du har ikke tilgang til det.', 'raad', 'Se vedleggene med «omstilling vedlegg list PROGRAM».'), t)
	from (select '00000000-0000-4000-8000-000000000001' as id, 'not one that does not exist' as t union all select annens, 'nor, in the same words, one of another programme' from fil) x;
select is(test.bevis(halv), 'vedlegget_er_ikke_ferdig', 'nor half a file') from fil;
select is(test.bevis(hel), 'ok', 'the office sends an attachment') from fil;
select is(test.svar('kontor', 'list_vilkaar', '{"program":"dal"}') #>> '{vilkaar,0,hendelser,2,vedlegg}', hel, 'which is told') from fil;
select is(test.grunn('kontor', 'delete_vedlegg', json_build_object('vedlegg', hel)), 'vedlegget_dokumenterer_et_vilkaar', 'and stays') from fil;
select is(test.svar('kontor', 'get_vedlegg', json_build_object('vedlegg', hel)) #>> '{vedlegg,frosset}', 'true', 'as it says of itself') from fil;
select is(test.grunn('kontor', 'delete_vedlegg', json_build_object('vedlegg', halv)), 'ok', 'what proves nothing goes') from fil;
select is(test.vilkaar('fraad', 'approve_vilkaar', 1), 'ok', 'approved');
select is(test.vilkaar('direktoer', 'document_vilkaar', 1, '{"tekst":"Mer"}'), 'vilkaaret_er_avsluttet', 'and over');
select is(test.vilkaar('fraad', 'waive_vilkaar', 1, '{"grunn":"x"}'), 'vilkaaret_er_avsluttet', 'not to be waived');
select is((select string_agg(h ->> 'slag', ' ' order by n) from json_array_elements(test.svar('leder', 'list_vilkaar', '{"program":"dal"}') #> '{vilkaar,0,hendelser}') with ordinality x (h, n)),
	'dokumentert underkjent dokumentert godkjent', 'nothing is erased');
select throws_ok('update core.vilkaar_hendelse set tekst = null', 'RP009', null, 'by nobody');

-- Four eyes, also for who sits on both sides.
insert into core.verv (organ_id, person_id, rolle, fra) select o.id, p.id, 'raadgiver', '2020-01-01' from core.organ o, core.person p where o.kortnavn = 'fu' and p.brukernavn = 'direktoer';
select test.vilkaar('direktoer', 'document_vilkaar', 3, '{"tekst":"Lagt ut"}');
select is(test.vilkaar('direktoer', 'approve_vilkaar', 3), 'fire_oeyne', 'nobody approves his own proof');

-- Overdue, and waived.
select test.dag('2020-11-01');
select is(test.liste('overskredet'), null, 'the last day is in time');
select test.dag('2020-11-02');
select is(test.liste('overskredet'), '2 Styre 2020-11-01 EPL overskredet', 'the day after it is overdue');
select is(test.varsler(), 'budsjettet_er_i_ubalanse vilkaar_er_overskredet', 'which the programme is warned of');
select is(test.oppgaver('leder'), 'dokumenter_vilkaar Styre 2020-11-01', 'and who follows up is reminded');
select is(test.vilkaar('leder', 'waive_vilkaar', 2, '{"grunn":"x"}'), 'vilkaaret_er_et_annet_organs', 'he does not waive it');
select is(test.vilkaar('fordfoerer', 'waive_vilkaar', 2), 'felt_mangler', 'nor anybody without a reason');
select is(test.vilkaar('fordfoerer', 'waive_vilkaar', 2, '{"grunn":"Styret kommer senere"}'), 'ok', 'waived');
select is(test.liste('frafalt') || test.varsler(), '2 Styre 2020-11-01 EPL frafaltbudsjettet_er_i_ubalanse', 'and no more overdue');

-- A new budget is the balance; less than applied for is out of it, and awards tell.
select test.fylket_avgjoer('dal/sak-2');
select test.dag('2020-11-03'), test.fremlagt('handlingsplan-2021'), test.til_vedtatt('dal/sak-5');
select is(test.varsler(), null, 'a new handlingsplan is adopted');
select test.fylket_avgjoer('dal/sak-5');
select is(test.ny_sak('fsekr', 11, '{"beloep":"1900000","gyldig_til":"2023-12-31","vilkaar":["Ett"],"vilkaarsrader":[{"tekst":"To","frist":"2020-11-02"}]}'), 'fristen_er_foer_vedtaket', 'a proposed condition is checked too');
select is(test.ny_sak('fsekr', 11, '{"beloep":"1900000","gyldig_til":"2023-12-31"}'), 'dal/sak-6', 'less than applied for');
select is(test.fylket_avgjoer('dal/sak-6'), 'ok', 'is given');
select is(test.varsler(), 'budsjettet_er_i_ubalanse', 'out of balance');
select test.ny_sak('programleder', 27);
select is(test.svar('programleder', 'get_sak', '{"sak":"dal/sak-7"}') #>> '{sak,varsler,0,varsel}', 'budsjettet_er_i_ubalanse', 'an award is warned of it');
select test.ny_sak('fsekr', 11, '{"beloep":"2000000","gyldig_til":"2023-12-31","vilkaar":["Ett"],"vilkaarsrader":[{"tekst":"To","frist":"2021-02-01","ansvarlig":"PL"}]}'), test.fylket_avgjoer('dal/sak-8');
select is((select string_agg(concat_ws(' ', nr, tekst, frist, ansvarlig), ', ' order by nr) from core.vilkaar v where v.vedtak_id = (select vedtak_id from core.tilsagn order by beloep desc limit 1)), '1 Ett KDIR, 2 To 2021-02-01 PL', 'what a tilsagn proposed');

-- One person who decides sets conditions with the decision itself.
select test.ny_sak('direktoer', 15, '{"verv":[{"organ":"pl","brukernavn":"silje","rolle":"programleder"}]}');
select is(test.grunn('direktoer', 'decide_sak', '{"sak":"dal/sak-9","utfall":"utsatt","vilkaar":[{"tekst":"Politiattest"}]}'), 'vilkaar_hoerer_til_et_ja', 'not when it is postponed');
select is(test.grunn('direktoer', 'decide_sak', '{"sak":"dal/sak-9","utfall":"ja","vilkaar":[{"tekst":"Politiattest"}]}'), 'ok', 'employed with a condition');
select is((select count(*)::int from core.vilkaar where tekst = 'Politiattest'), 1, 'set');

-- The county ends: who follows it approves (CS-3).
update core.organ set til = '2020-11-03' where kortnavn = 'fu';
select test.organ('fr', 'FR', 'folkevalgt', 'fylket', 5), test.person('frleder', 'fr', 'leder'), test.knytt('dal', 'fr', 'F'), test.dag('2020-11-04');
select is(test.vilkaar('fordfoerer', 'approve_vilkaar', 3), 'ukjent_vilkaar', 'the old organ is gone');
select is(test.vilkaar('frleder', 'approve_vilkaar', 3), 'ok', 'the new one approves');

-- Who reads.
select is(test.grunn('utenfor', 'list_vilkaar', '{"program":"dal"}'), 'bare_for_deltakere', 'not for others');
select is(test.grunn(null, 'list_vilkaar', '{"program":"dal"}'), '42501', 'nor without logging in');
select is(json_array_length(test.svar('leder', 'list_vilkaar', '{"program":"dal","page_size":2}') -> 'vilkaar') || ' ' || (test.svar('leder', 'list_vilkaar', '{"program":"dal","page_size":2}') ->> 'next_page_token'), '2 2', 'page by page');

select * from finish();
rollback;

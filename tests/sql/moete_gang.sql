-- The course of a meeting (handbook, section 6): attendance and quorum of each legal form (V-2, V-3), who presides (V-4), cases
-- that were not on the agenda (V-8), in writing (V-1), observers and others who may speak (V-13, V-14), and the end.
begin;
select plan(93);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.telt(form text, n int, til_stede int, ja int, nei int, leder text default null) returns text
language sql as $$ select coalesce(t.utfall, t.grunn) from core.teller(form, n, ja, nei, 0, leder, false, til_stede) t $$;
-- KL 9-9: present; ASL 6-24, 6-25: present, and a majority of those taking part; KL 11-9: votes cast.
select is(test.telt(f, n, her, ja, nei), u, format('%s of %s, %s there, %s-%s: %s', f, n, her, ja, nei, u)) from (values
	('kf', 10, 5, 4, 0, 'ja'), ('kf', 10, 5, 3, 0, 'nei'), ('kf', 10, 4, 4, 0, 'ikke_vedtaksfoert'), ('kf', 10, 5, 4, 1, 'ja'),
	('as', 6, 4, 3, 0, 'ja'), ('as', 6, 3, 3, 0, 'ikke_vedtaksfoert'), ('as', 7, 4, 3, 0, 'ja'), ('as', 7, 7, 3, 2, 'nei'), ('as', 7, 5, 3, 0, 'ja'), ('as', 7, 6, 3, 0, 'nei'),
	('folkevalgt', 5, 5, 2, 0, 'ikke_vedtaksfoert'), ('folkevalgt', 5, 3, 2, 1, 'ja'), ('folkevalgt', 6, 6, 2, 1, 'ja'), ('prosjektgruppe', 6, 6, 2, 0, 'ikke_vedtaksfoert')) v (f, n, her, ja, nei, u);

-- Attendance.
create function test.moet(hvem text, mer jsonb default '{}', ref text default null) returns text
language sql as $$ select test.grunn(hvem, 'register_oppmoete', (jsonb_build_object('moete', coalesce(ref, 'sg/' || core.i_dag())) || mer)::json) $$;
create function test.vis(hvem text, ref text default null) returns json
language sql as $$ select test.svar(hvem, 'get_moete', json_build_object('moete', coalesce(ref, 'sg/' || core.i_dag()))) -> 'moete' $$;
create function test.deltar(hvem text) returns text
language sql as $$ select concat_ws(' ', x ->> 'rolle', x ->> 'tilstand', x ->> 'representerer', x ->> 'kom', x ->> 'gikk') from json_array_elements(test.vis('sgleder') -> 'deltakere') x where x ->> 'brukernavn' = hvem $$;
select test.person('v1', 'sg', 'vara'), test.person('programleder', 'pl', 'programleder');
select test.fremlagt('omstillingsplan'), test.fremlagt('handlingsplan-2021'), test.fremlagt('handlingsplan-2022'), test.ny_sak('direktoer', 12);
select test.gjoer('raadgiver', 'kvalitetssikrer', x) from unnest(array['dal/sak-1', 'dal/sak-2', 'dal/sak-3']) x;
select test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-02","klokkeslett":"10:00","saker":["dal/sak-1"]}');
select is(test.moet('sgleder', '{}', 'sg/2020-10-02'), 'moetet_er_ikke_aapnet', 'nobody comes before it is opened');
select test.dag('2020-10-02'), test.grunn('sg5', 'meld_forfall', '{"organ":"sg","dato":"2020-10-02"}');
select is(test.grunn('sgleder', 'open_moete', '{"organ":"sg"}'), 'ok', 'opened');
select is(test.vis('sgleder') ->> 'vedtaksfoert', 'false', 'nobody is there yet');
select is(test.moet(hvem), grunn, hvem || ': ' || grunn) from (values ('sg2', 'ok'), ('observatoer', 'ok'), ('ordfoerer', 'ok'), ('direktoer', 'ok'), ('v1', 'ok'), ('sg5', 'har_meldt_forfall'),
	('programleder', 'har_ikke_moeterett'), ('krep', 'har_ikke_moeterett'), ('raadgiver', 'har_ikke_moeterett'), ('utenfor', 'ukjent_moete')) v (hvem, grunn);
select is(test.moet('sg3', '{"brukernavn":["sg4"]}'), 'oppmoete_foeres_av_en_selv', 'a member enters nobody else');
select is(test.moet('sgsekr', '{"brukernavn":["sgleder","sgsekr"]}'), 'ok', 'the secretary does');
select is(test.moet('sgsekr', '{"brukernavn":["sg3"],"klokkeslett":"10:30"}'), 'ok', 'also who comes late');
select is(test.moet('sgsekr', '{"brukernavn":["sg3"],"klokkeslett":"halv elleve"}'), 'ugyldig_klokkeslett', 'at a time');
select is(test.deltar(hvem), d, hvem || ': ' || d) from (values ('sgleder', 'leder til_stede'), ('sg3', 'medlem til_stede 10:30'), ('sg4', 'medlem fravaerende'), ('sg5', 'medlem forfall'),
	('v1', 'vara til_stede sg5'), ('ordfoerer', 'ordfoerer til_stede'), ('observatoer', 'observatoer til_stede')) v (hvem, d);
select is(test.vis('sgleder') ->> 'til_stede' || ' of ' || (test.vis('sgleder') ->> 'seter') || (test.vis('sgleder') ->> 'vedtaksfoert'), '4 of 5true', 'observers and guests do not count');

-- V-3: those present vote.
select test.stem(h, 'dal/sak-1', 'ja') from unnest(array['sgleder', 'sg2', 'v1']) h;
select is(test.stem('ordfoerer', 'dal/sak-1', 'ja'), 'ikke_din_tur', 'the ordfører, who may speak here, has no vote (V-14)');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ikke_alle_har_stemt', 'a member who is present has not voted');
select is(test.moet('sg3', '{"borte":true,"klokkeslett":"11:00"}'), 'ok', 'who leaves');
select is(test.deltar('sg3'), 'medlem til_stede 10:30 11:00', 'was there meanwhile');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ok', 'need not');
select is(test.vis('sgleder') #>> '{saksliste,0,utfall}', 'ja', 'the agenda tells the outcome');

-- V-8: not on the agenda.
create function test.legg_til(hvem text, ref text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'add_sak', (jsonb_build_object('moete', 'sg/' || core.i_dag(), 'sak', ref) || mer)::json) $$;
create function test.innvend(hvem text, ref text) returns text
language sql as $$ select test.grunn(hvem, 'object_sak', json_build_object('moete', 'sg/' || core.i_dag(), 'sak', ref)) $$;
select is(test.legg_til('sg3', 'dal/sak-2'), 'sakslisten_settes_av_leder_eller_sekretaer', 'a member adds no case');
select is(test.legg_til('sgsekr', 'dal/sak-1'), 'saken_staar_paa_sakslisten', 'nor the secretary one that is there');
select is(test.legg_til('sgsekr', x), 'ok', x || ' is added') from unnest(array['dal/sak-2', 'dal/sak-3', 'dal/sak-4']) x;
select is(test.vis('sgleder') #>> '{saksliste,1,utenfor_sakslisten}', 'true', 'marked');
select is(test.innvend(hvem, ref), grunn, format('%s against %s: %s', hvem, ref, grunn)) from (values ('observatoer', 'dal/sak-2', 'innvending_krever_stemmerett'), ('sgsekr', 'dal/sak-2', 'innvending_krever_stemmerett'),
	('v1', 'dal/sak-1', 'saken_sto_paa_sakslisten'), ('v1', 'dal/sak-2', 'ok'), ('v1', 'dal/sak-2', 'innvendingen_er_gjort')) v (hvem, ref, grunn);
select test.moet('sgsekr', '{"brukernavn":["sg3","sg4"]}'), test.stem(h, x, 'ja') from unnest(array['sgleder', 'sg2', 'sg3', 'sg4', 'v1']) h, unnest(array['dal/sak-2', 'dal/sak-3']) x;
select is(test.innvend('sgleder', 'dal/sak-3'), 'ok', 'the leader objects to another');
select is(test.avgjoer('sgleder', 'dal/sak-3'), 'saken_sto_ikke_paa_sakslisten', 'which stops it');
select is(test.innvend('sg2', 'dal/sak-2'), 'ok', 'a second member');
select is(test.avgjoer('sgleder', 'dal/sak-2'), 'saken_sto_ikke_paa_sakslisten', 'two of five are more than a third');
select is((select 3 * 1 >= 5), false, 'one would not have been');
select test.stem(h, 'dal/sak-4', 'ja') from unnest(array['sgleder', 'sg2', 'sg3', 'sg4', 'v1']) h;
select test.innvend('sg3', 'dal/sak-4');
select is(test.avgjoer('sgleder', 'dal/sak-4'), 'ok', 'nor is it: the case is decided');

-- V-4: another presides, in a case or from now on.
select test.dag('2020-10-03'), test.moete('sgleder', 'sg', 'dal/sak-2', 'dal/sak-3');
select test.stem(h, x, case h when 'sgleder' then 'ja' when 'sg2' then 'nei' when 'sg3' then 'ja' else 'nei' end)
	from unnest(array['sgleder', 'sg2', 'sg3', 'sg4']) h, unnest(array['dal/sak-2', 'dal/sak-3']) x;
create function test.led(hvem text, leder text, ref text default null) returns text
language sql as $$ select test.grunn(hvem, 'lead_moete', json_strip_nulls(json_build_object('moete', 'sg/' || core.i_dag(), 'moeteleder', leder, 'sak', ref))) $$;
select is(test.led('sg3', 'sg2'), 'moeteleder_settes_av_leder_eller_sekretaer', 'a member does not say who presides');
select is(test.led('sgsekr', 'observatoer'), 'moeteleder_maa_ha_stemmerett', 'an observer does not');
select is(test.led('sgsekr', 'sg2', 'dal/sak-2'), 'ok', 'the deputy presides in one case');
select is(test.avgjoer('sgleder', 'dal/sak-2'), 'bare_moeteleder_lukker', 'where the leader does not close');
select is(test.avgjoer('sg2', 'dal/sak-2'), 'ok', 'but the deputy');
select is((select h.utfall from core.handling h where h.sak_id = (test.sak('dal/sak-2')).id and h.moete_id is not null), 'nei', 'two to two: as the deputy voted');
select is(test.vis('sgleder') ->> 'moeteleder' || (test.vis('sgleder') #>> '{saksliste,0,moeteleder}'), 'sgledersg2', 'the meeting is the leader''s');
select is(test.led('sgleder', 'sg3'), 'ok', 'an elected member from now on');
select is(test.avgjoer('sgleder', 'dal/sak-3') || ' ' || test.avgjoer('sg3', 'dal/sak-3'), 'bare_moeteleder_lukker ok', 'presides');

-- V-8 in a KF's board: full, unanimous and the kommunedirektør warned.
update core.organ set juridisk_form = 'kf' where kortnavn = 'sg';
create function test.nytt_moete(dag date, maate text default 'fysisk') returns text
language plpgsql as $$
declare
	ny text := test.fremlagt('handlingsplan-2023');
begin
	perform test.gjoer('raadgiver', 'kvalitetssikrer', ny), test.grunn('sgsekr', 'call_moete', json_build_object('organ', 'sg', 'dato', dag, 'klokkeslett', '10:00', 'maate', maate, 'melding', 'Haster',
		'saker', case when maate = 'skriftlig' then array[ny] else '{}' end));
	perform test.dag(dag);
	perform test.moet('x'), test.grunn('sgleder', 'open_moete', '{"organ":"sg"}');
	return ny;
end $$;
create temp table ny as select test.nytt_moete('2020-10-05') as sak;
select is(test.legg_til('sgsekr', sak), 'ok', 'a case is added, and nobody is warned') from ny;
select test.stem(h, sak, 'ja') from ny, unnest(array['sgleder', 'sg2', 'sg3', 'sg4', 'sg5']) h;
select is(test.avgjoer('sgleder', sak), 'saken_krever_fulltallig_enstemmig_styre', 'all five say yes: not enough') from ny;
update ny set sak = test.nytt_moete('2020-10-06');
select is(test.legg_til('sgsekr', sak, '{"kommunedirektoer_varslet":true}'), 'ok', 'warned') from ny;
select test.stem(h, sak, 'ja') from ny, unnest(array['sgleder', 'sg2', 'sg3', 'sg4']) h;
select is(test.avgjoer('sgleder', sak), 'saken_krever_fulltallig_enstemmig_styre', 'but only four') from ny;
select test.stem('sg5', sak, 'ja') from ny;
select is(test.avgjoer('sgleder', sak), 'ok', 'all five') from ny;
select is(test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-07","klokkeslett":"10:00","maate":"skriftlig","melding":"x"}'), 'skriftlig_behandling_er_ikke_tillatt', 'a KF''s board meets');

-- V-1: in writing, unanimous on content and method; a company board by its majority, unless somebody demands a meeting.
update core.organ set juridisk_form = 'prosjektgruppe' where kortnavn = 'sg';
update ny set sak = test.nytt_moete('2020-10-08', 'skriftlig');
select test.stem(h, sak, 'ja') from ny, unnest(array['sgleder', 'sg2', 'sg3', 'sg4']) h;
select is(test.avgjoer('sgleder', sak), 'skriftlig_krever_enstemmighet', 'four of five') from ny;
select test.stem('sg5', sak, 'nei') from ny;
select is(test.avgjoer('sgleder', sak), 'skriftlig_krever_enstemmighet', 'four against one') from ny;
select test.stem('sg5', sak, 'ja') from ny;
select is(test.innvend('sg4', sak), 'ok', 'one agrees with the content, not with the method') from ny;
select is(test.avgjoer('sgleder', sak), 'skriftlig_krever_enstemmighet', 'nor then') from ny;
update ny set sak = test.nytt_moete('2020-10-09', 'skriftlig');
select test.stem(h, sak, 'ja') from ny, unnest(array['sgleder', 'sg2', 'sg3', 'sg4', 'sg5']) h;
select is(test.avgjoer('sgleder', sak), 'ok', 'all five, and nobody objects') from ny;
update core.organ set juridisk_form = 'as' where kortnavn = 'sg';
update ny set sak = test.nytt_moete('2020-10-10', 'skriftlig');
select test.stem(h, sak, case h when 'sg3' then 'nei' else 'ja' end) from ny, unnest(array['sgleder', 'sg2', 'sg3']) h;
select test.innvend('sg4', sak) from ny;
select is(test.avgjoer('sgleder', sak), 'moetebehandling_er_krevd', 'a board member demands a meeting') from ny;
update ny set sak = test.nytt_moete('2020-10-11', 'skriftlig');
select test.stem(h, sak, case h when 'sg3' then 'nei' else 'ja' end) from ny, unnest(array['sgleder', 'sg2', 'sg3']) h;
select is(test.avgjoer('sgleder', sak), 'ok', 'else two to one of five decide') from ny;

-- The end.
create function test.slutt(hvem text) returns text language sql as $$ select test.grunn(hvem, 'close_moete', json_build_object('moete', 'sg/' || core.i_dag())) $$;
update ny set sak = test.nytt_moete('2020-10-12', 'skriftlig');
select is(test.slutt('sg3'), 'moetet_avsluttes_av_moeteleder_eller_sekretaer', 'a member does not close');
select is(test.slutt('sgsekr') || ' ' || test.slutt('sgleder'), 'ok moetet_er_avsluttet', 'the secretary does, once');
select is(test.stem('sg2', sak, 'ja'), 'ingen_aapent_moete', 'nobody votes any more') from ny;
select is(test.avgjoer('sgleder', sak), 'ingen_aapent_moete', 'nor closes a vote') from ny;
select is(test.moet('sg2'), 'moetet_er_avsluttet', 'nor comes');
select is(test.legg_til('sgsekr', 'dal/sak-3'), 'moetet_er_avsluttet', 'nor adds a case');
select is(test.vis('sgleder') ->> 'tilstand', 'avsluttet', 'as is seen');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('oppmoete'), ('moeteleder'), ('innvending'), ('moete_avsluttet')$$, 'journalled');
select throws_ok($$delete from core.oppmoete$$, 'RP009', null, 'nothing is erased');
select * from finish();
rollback;

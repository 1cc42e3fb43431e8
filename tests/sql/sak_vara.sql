-- Varas (handbook, section 6, V-2, V-4, H-5): in order, called when a member gives notice of absence or is inhabil; one vote
-- a seat and one a person. Allowed and denied, as the daemon's role.
begin;
select plan(50);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.forfall(hvem text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'meld_forfall', (jsonb_build_object('organ', 'sg', 'dato', core.i_dag()) || mer)::json) $$;
create function test.innkalt(mer jsonb default '{}') returns text
language sql as $$
	select coalesce(string_agg(format('%s for %s', i ->> 'brukernavn', i ->> 'representerer'), ', ' order by n), '')
	from jsonb_array_elements(core.innkallinger((select id from core.organ where kortnavn = 'sg'), core.i_dag())) with ordinality x (i, n)
$$;
select test.person('v1'), test.person('v2'), test.person('v3'), test.person('v4');
select is(test.grunn('kadm', 'give_verv', json_build_object('organ', 'sg', 'brukernavn', h, 'rolle', 'vara')), 'ok', h || ' becomes a vara') from unnest(array['v1', 'v2', 'v3']) h;
select is(test.svar('kadm', 'give_verv', '{"organ":"sg","brukernavn":"v4","rolle":"vara","rekkefoelge":9}') #>> '{verv,rekkefoelge}', '9', 'in a place of his own');
select is((select string_agg(v.rekkefoelge::text, ',' order by v.rekkefoelge) from core.verv v where v.rolle = 'vara'), '1,2,3,9', 'the others in the order they came');
select is(test.grunn('kadm', 'give_verv', '{"organ":"sg","brukernavn":"v1","rolle":"vara","rekkefoelge":2}'), 'rekkefoelgen_er_i_bruk', 'a place is one vara''s');
select is(test.grunn('kadm', 'give_verv', '{"organ":"sg","brukernavn":"v1","rolle":"medlem","rekkefoelge":5}'), 'rekkefoelgen_er_varaens', 'members have none');

-- Notices.
select is(test.forfall(hvem, mer::jsonb), grunn, tekst) from (values
	('utenfor', '{}', 'ikke_medlem_i_organet', 'who is no member'),
	('observatoer', '{}', 'ikke_medlem_i_organet', 'an observer has no vara'),
	('sgsekr', '{}', 'ikke_medlem_i_organet', 'nor the secretary'),
	('sg2', '{"dato":"2020-09-30"}', 'forfall_meldes_foer_moetet', 'yesterday'),
	('sg2', '{"dato":"2020-02-30"}', 'ugyldig_dato', 'a day that is none'),
	('sg2', '{"dato":null}', 'felt_mangler', 'no day'),
	('sg2', '{"organ":"ingen"}', 'ukjent_organ', 'an unknown organ'),
	('sg3', '{"brukernavn":"sg4"}', 'forfall_meldes_av_en_selv', 'a member speaks for himself alone'),
	('ordfoerer', '{"brukernavn":"sg4"}', 'forfall_meldes_av_en_selv', 'nor another organ''s leader'),
	('sgleder', '{"brukernavn":"ingen"}', 'ukjent_person', 'an unknown person')) v (hvem, mer, grunn, tekst);
select is(test.grunn(null, 'meld_forfall', '{}'), '42501', 'without logging in the method cannot be called');
select is(test.innkalt(), '', 'nobody is called');

-- Called in order; who is called votes in the seat, once.
select test.fremlagt('omstillingsplan'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), test.moete('sgleder', 'sg', 'dal/sak-1');
select is(test.stem('v1', 'dal/sak-1', 'ja'), 'vervet_har_ikke_stemmerett', 'a vara who is not called does not vote');
select is(test.forfall('sg5'), 'ok', 'a member gives notice');
select is(test.forfall('sgsekr', '{"brukernavn":"sg4"}'), 'ok', 'the secretary gives it for another');
select is(test.innkalt(), 'v1 for sg5, v2 for sg4', 'the first two are called');
select is(test.stem('sg5', 'dal/sak-1', 'ja'), 'har_meldt_forfall', 'who is absent does not vote');
select is(test.stem('v3', 'dal/sak-1', 'ja'), 'vervet_har_ikke_stemmerett', 'the third is not called');
select is(test.forfall('v1'), 'ok', 'the first cannot come');
select is(test.innkalt(), 'v2 for sg4, v3 for sg5', 'the third is, for the same seat');
select is(test.stem('v1', 'dal/sak-1', 'ja'), 'har_meldt_forfall', 'the first does not vote');
select is(test.stem('v2', 'dal/sak-1', 'ja') || test.stem('v3', 'dal/sak-1', 'ja'), 'okok', 'the two who are called do');
select is(test.svar('v3', 'get_sak', '{"sak":"dal/sak-1"}') #>> '{sak,stemmer,1,representerer}', 'sg5', 'in the seat of the absent one');
select is(test.forfall('sgsekr', '{"brukernavn":"sg4","moeter":true}'), 'forfall_meldes_av_en_selv', 'that one comes after all says only oneself');
select is(test.forfall('sg4', '{"moeter":true}'), 'ok', 'so he does');
select is(test.stem('sg4', 'dal/sak-1', 'nei'), 'setet_har_stemt', 'but the seat has voted');
select test.stem('sgleder', 'dal/sak-1', 'ja');
select is(test.avgjoer('v2', 'dal/sak-1'), 'ikke_din_oppgave', 'a vara closes nothing');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ok', 'three of five seats voted');
select is((select h.ja || '-' || h.nei from core.handling h where h.moete_id is not null), '3-0', 'the seats are counted');

-- H-5: a vara for who is inhabil, in that case alone; not one who is inhabil himself.
select test.dag('2020-10-02'), test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-2'), test.fremlagt('handlingsplan-2022'),
	test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-3'), test.moete('sgleder', 'sg', 'dal/sak-2', 'dal/sak-3');
select is(test.innkalt(), '', 'yesterday''s absence is over');
create function test.inhabil(hvem text, ref text) returns text
language plpgsql as $$
begin
	perform test.grunn(hvem, 'declare_habilitet', json_build_object('sak', ref, 'grunn', 'part'));
	perform test.grunn(h, 'vote_habilitet', json_build_object('sak', ref, 'brukernavn', hvem, 'stemme', 'ja')) from unnest(array['sgleder', 'sg2', 'sg3', 'sg4']) h;
	return test.grunn('sgleder', 'decide_habilitet', json_build_object('sak', ref, 'brukernavn', hvem));
end $$;
select is(test.inhabil('v1', 'dal/sak-2') || test.inhabil('sg5', 'dal/sak-2'), 'okok', 'a vara and a member are inhabil');
select is(test.stem('v1', 'dal/sak-2', 'ja'), 'vervet_har_ikke_stemmerett', 'the inhabil vara is passed over');
select is(test.stem('v2', 'dal/sak-2', 'ja'), 'ok', 'the next votes');
select is(test.stem('sg5', 'dal/sak-2', 'ja'), 'inhabil_stemmer_ikke', 'the member does not');
select is(test.stem('v2', 'dal/sak-3', 'ja'), 'vervet_har_ikke_stemmerett', 'in another case the vara has no seat');
select is(test.stem('sg5', 'dal/sak-3', 'ja'), 'ok', 'and the member has');
select is((select count(*)::int from core.innkalling where sak_id is not null), 1, 'one calling');

-- Two seats give no two votes.
select test.person('sg2', 'sg', 'medlem');
select test.stem('sg2', 'dal/sak-3', 'ja'), test.stem('sg2', 'dal/sak-3', 'nei');
select is((select count(*)::int from core.stemme x join core.person p on p.id = x.person_id where p.brukernavn = 'sg2' and x.sak_id = (test.sak('dal/sak-3')).id), 1,
	'a deputy who also has a member''s seat votes once');

-- V-4: an elected meeting leader presides; he must have a vote.
select is(test.grunn('sgsekr', 'open_moete', '{"organ":"sg","saker":["dal/sak-3"],"moeteleder":"observatoer"}'), 'moeteleder_maa_ha_stemmerett', 'an observer does not preside');
select is(test.grunn('sgsekr', 'open_moete', '{"organ":"sg","saker":["dal/sak-3"],"moeteleder":"sg3"}'), 'ok', 'an elected member does');
select test.stem(h, 'dal/sak-3', 'ja') from unnest(array['sg2', 'sg3', 'sg4']) h;
select is(test.avgjoer('sgleder', 'dal/sak-3') || ' ' || test.avgjoer('sg3', 'dal/sak-3'), 'bare_moeteleder_lukker ok', 'and closes');

select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('forfall_meldt'), ('vara_innkalt')$$, 'journalled');
select throws_ok($$delete from core.forfall$$, 'RP009', null, 'nothing is erased');
select * from finish();
rollback;

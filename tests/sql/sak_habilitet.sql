-- Habilitet (handbook, section 6, H-1 to H-10): declared, raised, decided without the member, and what follows: the vote
-- refused, not counted, the quorum still asked of all seats. Allowed and denied, as the daemon's role.
begin;
select plan(72);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.erklaer(hvem text, ref text, grunn text) returns text
language sql as $$ select test.grunn(hvem, 'declare_habilitet', json_build_object('sak', ref, 'grunn', grunn, 'forklaring', 'Fordi')) $$;
create function test.reis(hvem text, ref text, om text, grunn text default 'saerlige_forhold') returns text
language sql as $$ select test.grunn(hvem, 'raise_habilitet', json_build_object('sak', ref, 'brukernavn', om, 'grunn', grunn)) $$;
create function test.hstem(hvem text, ref text, om text, stemme text default 'ja') returns text
language sql as $$ select test.grunn(hvem, 'vote_habilitet', json_build_object('sak', ref, 'brukernavn', om, 'stemme', stemme)) $$;
create function test.havgjoer(hvem text, ref text, om text, utfall text default null) returns text
language sql as $$ select test.grunn(hvem, 'decide_habilitet', json_build_object('sak', ref, 'brukernavn', om, 'utfall', utfall)) $$;
create function test.habilitet(ref text, organ_ text, om text) returns text
language sql as $$
	select (core.habilitet(test.sak(ref), (select id from core.organ where kortnavn = organ_), (select id from core.person where brukernavn = om))).tilstand
$$;

-- Declared by the member: the vote waits for the organ (H-4), which decides without the member.
select test.fremlagt('omstillingsplan'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), test.moete('sgleder', 'sg', 'dal/sak-1');
select is(test.erklaer('sg5', 'dal/sak-1', 'part'), 'ok', 'a member declares');
select is(test.habilitet('dal/sak-1', 'sg', 'sg5'), 'reist', 'which is a question');
select is(test.erklaer('sg5', 'dal/sak-1', 'slekt'), 'habiliteten_er_alt_reist', 'one at a time');
select is(test.stem('sg5', 'dal/sak-1', 'ja'), 'habiliteten_er_ikke_avgjort', 'meanwhile there is no vote');
select is(test.fjern((test.kall('sg5', 'cast_vote', '{"sak":"dal/sak-1","stemme":"ja"}')).detalj, '{kilde}'), 'H-4; FVL 8', 'the refusal names its source');
select is(test.erklaer(hvem, ref, g), grunn, tekst) from (values
	('sg4', 'dal/sak-1', 'lyst', 'habilitetsgrunnen_er_kjent', 'a ground that is none'),
	('sg4', 'dal/sak-1', '', 'felt_mangler', 'no ground'),
	('sg4', 'dal/sak-9', 'part', 'ukjent_sak', 'an unknown case'),
	('fadm', 'dal/sak-1', 'part', 'ukjent_sak', 'who does not serve the programme'),
	('utenfor', 'dal/sak-1', 'part', 'ukjent_sak', 'anybody outside'),
	('deppen', 'dal/sak-1', 'part', 'personen_behandler_ikke_saken', 'an organ without a step in the case')) v (hvem, ref, g, grunn, tekst);
select is(test.grunn(null, 'declare_habilitet', '{"sak":"dal/sak-1","grunn":"part"}'), '42501', 'without logging in nothing is declared');
select is(test.reis('sg2', 'dal/sak-1', 'sg4', 'ingen'), 'bare_en_selv_erklaerer_seg_habil', 'nobody states another''s habilitet');
select is(test.reis('utenfor', 'dal/sak-1', 'sg4'), 'ukjent_sak', 'nor is it raised from outside');
select is(test.hstem('sg5', 'dal/sak-1', 'sg5', 'nei'), 'deltar_ikke_i_habilitetsspoersmaalet', 'the member takes no part (H-4)');
select is(test.hstem('observatoer', 'dal/sak-1', 'sg5', 'nei'), 'deltar_ikke_i_habilitetsspoersmaalet', 'nor an observer');
select is(test.hstem('ordfoerer', 'dal/sak-1', 'sg5', 'nei'), 'deltar_ikke_i_habilitetsspoersmaalet', 'nor another organ');
select is(test.hstem('sg2', 'dal/sak-1', 'sg3', 'nei'), 'ukjent_habilitet', 'nobody has asked about sg3');
select is(test.hstem('sg2', 'dal/sak-1', 'sg5', 'blank'), 'stemmen_er_ja_eller_nei', 'a vote that is none');
select is(test.havgjoer('sgleder', 'dal/sak-1', 'sg5'), 'ikke_vedtaksfoert', 'nobody has voted');
select is(test.hstem(h, 'dal/sak-1', 'sg5', 'ja'), 'ok', h || ' votes on it') from unnest(array['sgleder', 'sg2', 'sg3']) h;
select is(test.hstem('sg3', 'dal/sak-1', 'sg5', 'nei'), 'du_har_stemt_over_habiliteten', 'once');
select is(test.havgjoer('sg2', 'dal/sak-1', 'sg5'), 'bare_moeteleder_lukker', 'who presides closes');
select test.stem(h, 'dal/sak-1', 'ja') from unnest(array['sgleder', 'sg2', 'sg3']) h;
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'habiliteten_er_ikke_avgjort', 'the case waits for the question');
select is(test.havgjoer('sgleder', 'dal/sak-1', 'sg5'), 'ok', 'decided');
select is(test.habilitet('dal/sak-1', 'sg', 'sg5'), 'inhabil', 'inhabil');
select is(test.havgjoer('sgleder', 'dal/sak-1', 'sg5'), 'ukjent_habilitet', 'once');
select is(test.stem('sg5', 'dal/sak-1', 'ja'), 'inhabil_stemmer_ikke', 'the vote is refused (H-10)');
select is((test.svar('sg2', 'get_sak', '{"sak":"dal/sak-1"}') #> '{sak,habilitet,0}')::jsonb - 'dato',
	'{"organ":"sg","brukernavn":"sg5","grunn":"part","forklaring":"Fordi","tilstand":"inhabil","reist_av":"sg5","ja":3,"nei":0}', 'the case shows it');

-- Found inhabil after the vote: it does not count, and the quorum is still of all seats (H-10, V-2).
select is(test.reis('leder', 'dal/sak-1', 'sg3'), 'ok', 'others raise');
select is(test.hstem(h, 'dal/sak-1', 'sg3', 'ja'), 'ok', h || ' decides on sg3') from unnest(array['sgleder', 'sg2', 'sg4']) h;
select is(test.havgjoer('sgleder', 'dal/sak-1', 'sg3'), 'ok', 'inhabil after the vote');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ikke_vedtaksfoert', 'two of five: the third vote does not count');
select is(test.stem('sg4', 'dal/sak-1', 'nei'), 'ok', 'a third');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ok', 'closed');
select is((select h.ja || '-' || h.nei from core.handling h where h.moete_id is not null), '2-1', 'counted without');

-- Decided not inhabil; and a presiding member who is: somebody else presides (V-4).
select test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-2'), test.moete('sgleder', 'sg', 'dal/sak-2');
select is(test.reis('sg5', 'dal/sak-2', 'sgleder', 'styreverv'), 'ok', 'the leader''s habilitet');
select test.hstem(h, 'dal/sak-2', 'sgleder', 'ja') from unnest(array['sg2', 'sg3', 'sg4']) h;
select is(test.havgjoer('sgleder', 'dal/sak-2', 'sgleder'), 'deltar_ikke_i_habilitetsspoersmaalet', 'the leader does not close the vote on himself');
select test.moete('sg2', 'sg', 'dal/sak-2'), test.hstem('sg2', 'dal/sak-2', 'sgleder', 'ja');
select test.hstem('sg3', 'dal/sak-2', 'sgleder', 'ja'), test.hstem('sg4', 'dal/sak-2', 'sgleder', 'nei');
select is(test.havgjoer('sg2', 'dal/sak-2', 'sgleder'), 'ok', 'the deputy does, in a meeting of his own');
select is(test.reis('sg3', 'dal/sak-2', 'sg5'), 'ok', 'another');
select test.hstem('sg2', 'dal/sak-2', 'sg5', 'nei'), test.hstem('sg3', 'dal/sak-2', 'sg5', 'nei'), test.hstem('sg4', 'dal/sak-2', 'sg5', 'ja');
select is(test.havgjoer('sg2', 'dal/sak-2', 'sg5') || test.habilitet('dal/sak-2', 'sg', 'sg5'), 'okhabil', 'found habil');
select is(test.stem('sg5', 'dal/sak-2', 'ja'), 'ok', 'votes');
select test.stem('sg2', 'dal/sak-2', 'ja'), test.stem('sg3', 'dal/sak-2', 'ja'), test.moete('sgleder', 'sg', 'dal/sak-2');
select is(test.avgjoer('sgleder', 'dal/sak-2'), 'moetelederen_er_inhabil', 'the inhabil leader closes nothing');

-- Too many: then all take part in deciding (FVL 8).
select test.fremlagt('handlingsplan-2022'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-3'), test.moete('sgleder', 'sg', 'dal/sak-3');
select test.erklaer('sg3', 'dal/sak-3', 'part'), test.erklaer('sg4', 'dal/sak-3', 'part');
select is(test.hstem('sg4', 'dal/sak-3', 'sg3'), 'deltar_ikke_i_habilitetsspoersmaalet', 'two of five step down: three are enough');
select test.erklaer('sg5', 'dal/sak-3', 'part');
select is(test.hstem(h, 'dal/sak-3', 'sg3'), 'ok', 'three step down: ' || h || ' too takes part') from unnest(array['sg3', 'sg4', 'sg5']) h;

-- Who acts alone decides his own (FVL 8), or the superior; an inhabil act is refused.
select test.sg_innstiller('dal/sak-2'), test.moete('sg2', 'sg', 'dal/sak-2'), test.stem('sg2', 'dal/sak-2', 'ja'), test.stem('sg3', 'dal/sak-2', 'ja'), test.stem('sg4', 'dal/sak-2', 'ja'), test.avgjoer('sg2', 'dal/sak-2');
select is(test.erklaer('direktoer', 'dal/sak-1', 'slekt'), 'ok', 'the kommunedirektør declares');
select is(test.habilitet('dal/sak-1', 'kdir', 'direktoer'), 'inhabil', 'and has thereby stepped down');
select is(test.gjoer('direktoer', 'fremlegger', 'dal/sak-1'), 'inhabil_handler_ikke', 'lays nothing before KST');
select is(test.reis('sgleder', 'dal/sak-2', 'leder'), 'ok', 'the project leader''s, raised by another');
select is(test.havgjoer('leder', 'dal/sak-2', 'leder', 'nei'), 'habiliteten_avgjoeres_av_overordnet', 'is not his own to decide');
select is(test.havgjoer('direktoer', 'dal/sak-2', 'leder'), 'felt_mangler', 'the superior says which');
select is(test.havgjoer('direktoer', 'dal/sak-2', 'leder', 'nei'), 'ok', 'but the kommunedirektør''s');

-- H-6: an employee who took part in the preparation sits in KST.
select test.person('leder', 'kst', 'medlem'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-2'), test.moete('ordfoerer', 'kst', 'dal/sak-2');
select is(test.stem('leder', 'dal/sak-2', 'ja'), 'inhabil_stemmer_ikke', 'H-6: who prepared the plan does not vote in the elected organ');
select is(test.fjern((test.kall('leder', 'cast_vote', '{"sak":"dal/sak-2","stemme":"ja"}')).detalj, '{kilde}'), 'H-6; KL 11-10', 'by its rule');
select is(test.stem('krep', 'dal/sak-2', 'ja'), 'ok', 'a colleague does');

-- A physical meeting: the secretary enters who was found inhabil; confirmed, it is decided.
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 7, 0), 'flere_stemmer_enn_habile', 'seven votes, one of the seats inhabil by H-6');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 5, 0, '{"inhabile":["ordfoerer"]}'), 'moetelederen_er_inhabil', 'led by an inhabil member');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 6, 0, '{"inhabile":["krep"]}'), 'flere_stemmer_enn_habile', 'two seats');
select is(test.foer('ksekr', 'dal/sak-2', 'kst', 5, 0, '{"inhabile":["krep"]}'), 'ok', 'five votes');
select is(test.habilitet('dal/sak-2', 'kst', 'krep'), null, 'nothing follows before it is confirmed');
select is(test.bekreft('ordfoerer', 'dal/sak-2') || test.habilitet('dal/sak-2', 'kst', 'krep'), 'okinhabil', 'confirmed, it is decided');

-- H-8: nobody in elections; a closed case.
select test.ny_sak('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"sg2","rolle":"leder"}]}');
select is(test.erklaer('sg2', 'dal/sak-4', 'part'), 'ingen_er_inhabil_i_valg', 'H-8: a candidate is not inhabil');
select is(test.reis('sg3', 'dal/sak-4', 'sg2'), 'ingen_er_inhabil_i_valg', 'nor by others');
select test.moete('sgleder', 'sg', 'dal/sak-4');
select is(test.stem('sg2', 'dal/sak-4', 'ja'), 'ok', 'and votes');

-- Nothing is erased, and the journal has it.
select throws_ok($$delete from core.habilitet$$, 'RP009', null, 'a question is not deleted');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j join core.program p on p.id = j.kjede where p.kortnavn = 'dal'$$,
	$$values ('habilitet_reist'), ('habilitet_stemme'), ('habilitet_avgjort')$$, 'journalled');
select * from finish();
rollback;

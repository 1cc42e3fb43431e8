-- Voting (handbook, section 6): the numbers of each legal form, ties, elections; members' own votes in a meeting, and who
-- may not. The numbers are worked out by hand from the table's sources.
begin;
select plan(93);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.telt(form text, n int, ja int, nei int, blank int default 0, leder text default null, valg boolean default false) returns text
language sql as $$ select coalesce(t.utfall, t.grunn) from core.teller(form, n, ja, nei, blank, leder, valg) t $$;

-- Quorum: KL 11-9, ASL 6-24, KL 9-9.
select is((core.teller(f, n, 0, 0, 0, null, false)).kvorum, q, format('%s of %s seats: %s must vote', f, n, q)) from (values
	('folkevalgt', 5, 3), ('folkevalgt', 6, 3), ('folkevalgt', 7, 4), ('folkevalgt', 10, 5), ('folkevalgt', 19, 10), ('folkevalgt', 47, 24),
	('folkevalgt', 1, 1), ('folkevalgt', 2, 1), ('prosjektgruppe', 5, 3), ('prosjektgruppe', 6, 3), ('prosjektgruppe', 7, 4),
	('as', 5, 3), ('as', 6, 4), ('as', 7, 4), ('as', 1, 1), ('kf', 10, 5), ('kf', 5, 3), ('kf', 7, 4)) v (f, n, q);
select is(test.telt('folkevalgt', 19, 9, 0), 'ikke_vedtaksfoert', 'nine of nineteen are too few');
select is(test.telt('folkevalgt', 19, 10, 0), 'ja', 'ten are enough');
select is(test.telt('folkevalgt', 10, 3, 2), 'ja', 'five of ten');
select is(test.telt('as', 6, 3, 0), 'ikke_vedtaksfoert', 'half of a company board is too few');
select is(test.telt('kf', 10, 4, 0), 'ikke_vedtaksfoert', 'four of a KF board of ten');

-- Majority.
select is(test.telt('folkevalgt', 19, 10, 9), 'ja', 'one more');
select is(test.telt('folkevalgt', 19, 9, 10), 'nei', 'one less');
select is(test.telt('kf', 10, 3, 2), 'nei', 'KF: three are not more than a third of ten');
select is(test.telt('kf', 10, 4, 1), 'ja', 'KF: four are');
select is(test.telt('kf', 9, 3, 2), 'nei', 'KF: a third of nine is not more than a third');
select is(test.telt('kf', 12, 4, 3), 'nei', 'KF: nor is it of twelve');
select is(test.telt('as', 7, 2, 2), 'moeteleders_stemme_mangler', 'AS: two against two');
select is(test.telt('as', 7, 2, 2, 0, 'ja'), 'nei', 'AS: the leader breaks the tie, but two are not more than a third of seven');
select is(test.telt('as', 7, 3, 1), 'ja', 'AS: three of seven');
select is(test.telt('as', 6, 2, 2, 0, 'ja'), 'nei', 'AS: a third of six is not more');

-- Ties: the presiding member's vote, never in elections.
select is(test.telt('folkevalgt', 10, 5, 5, 0, 'ja'), 'ja', 'the presiding member''s yes');
select is(test.telt('folkevalgt', 10, 5, 5, 0, 'nei'), 'nei', 'and no');
select is(test.telt('folkevalgt', 10, 5, 5), 'moeteleders_stemme_mangler', 'nobody''s vote is not guessed');
select is(test.telt('folkevalgt', 10, 5, 4, 0, 'nei'), 'ja', 'without a tie it counts once only');
select is(test.telt('folkevalgt', 10, 5, 5, 0, 'ja', true), 'valget_er_uavgjort', 'in an election it decides nothing');
select is(test.telt('folkevalgt', 10, 4, 3, 3, 'ja', true), 'valget_er_uavgjort', 'an election needs more than half of the votes cast, blank ones too');
select is(test.telt('folkevalgt', 10, 6, 1, 3, null, true), 'ja', 'six of ten');
select is(test.telt('folkevalgt', 10, 1, 6, 3, null, true), 'nei', 'six against');
select throws_ok($$select core.teller('enkeltperson', 1, 1, 0, 0, null, false)$$, 'P0002', null, 'a form without a voting rule counts nothing');

-- A meeting.
select test.fremlagt('omstillingsplan'), test.fremlagt('handlingsplan-2021');
select test.ny_sak('sgleder', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder"}]}');
select is(test.stem('sgleder', 'dal/sak-1', 'ja'), 'ikke_din_tur', 'IN first');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1');
select is(test.stem('sgleder', 'dal/sak-1', 'ja'), 'ingen_aapent_moete', 'no meeting, no vote (V-1)');
select is(test.moete('sg3', 'sg', 'dal/sak-1'), 'moetet_aapnes_av_leder_eller_sekretaer', 'a member opens none');
select is(test.moete('observatoer', 'sg', 'dal/sak-1'), 'moetet_aapnes_av_leder_eller_sekretaer', 'nor an observer');
select is(test.moete('ordfoerer', 'sg', 'dal/sak-1'), 'moetet_aapnes_av_leder_eller_sekretaer', 'nor another organ''s leader (V-14)');
select is(test.moete('direktoer', 'kdir', 'dal/sak-1'), 'organet_holder_ikke_moete', 'one person holds no meeting');
select is(test.moete('sgleder', 'finnes-ikke', 'dal/sak-1'), 'ukjent_organ', 'an unknown organ');
select is(test.moete('sgleder', 'sg', 'dal/sak-99'), 'ukjent_sak', 'an unknown case');
select is(test.grunn('sgleder', 'open_moete', '{"organ":"sg"}'), 'ugyldig_saksliste', 'an empty agenda');
select is(test.moete('sgleder', 'sg', 'dal/sak-1', 'dal/sak-1'), 'saken_staar_paa_sakslisten', 'a case twice');
select is((select count(*)::int from core.moete), 0, 'a refused meeting leaves nothing');
select is(test.moete('sgsekr', 'sg', 'dal/sak-1', 'dal/sak-3'), 'ok', 'the secretary opens');
select is((select p.brukernavn from core.moete m join core.person p on p.id = m.leder_id), 'sgleder', 'the leader presides');

-- Who votes.
select is(test.stem('observatoer', 'dal/sak-1', 'ja'), 'observatoer_stemmer_ikke', 'an observer in the organ does not (V-13)');
select is(test.stem('naering', 'dal/sak-1', 'ja'), 'observatoer_stemmer_ikke', 'nor an observing organ');
select is(test.stem('sgsekr', 'dal/sak-1', 'ja'), 'vervet_har_ikke_stemmerett', 'nor the secretary');
select is(test.stem('raadgiver', 'dal/sak-1', 'ja'), 'ikke_din_oppgave', 'nor IN');
select is(test.stem('direktoer', 'dal/sak-1', 'ja'), 'ikke_din_oppgave', 'nor the kommunedirektør (V-14)');
select is(test.stem('krep', 'dal/sak-1', 'ja'), 'ikke_din_tur', 'KST votes later');
select is(test.stem('utenfor', 'dal/sak-1', 'ja'), 'ukjent_sak', 'outside, the case does not exist');
select is(test.stem(null, 'dal/sak-1', 'ja'), '42501', 'without logging in the method cannot be called');
select is(test.stem('sgleder', 'dal/sak-1', 'kanskje'), 'stemmen_er_ja_nei_eller_blank', 'a vote that is none');
select is(test.stem('sgleder', 'dal/sak-1', 'blank'), 'blank_bare_ved_valg', 'blank only in elections (V-3)');
select is(test.stem('sgleder', 'dal/sak-1', 'ja'), 'ok', 'a member does');
select is(test.stem('sgleder', 'dal/sak-1', 'nei'), 'ok', 'may change the vote');
select is((select string_agg(s.stemme, ',') from core.stemme s), 'nei', 'and has one');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ikke_vedtaksfoert', 'one of five is no quorum');
select test.stem('sg2', 'dal/sak-1', 'ja'), test.stem('sg3', 'dal/sak-1', 'nei'), test.stem('sg4', 'dal/sak-1', 'ja');
select is(test.avgjoer('sg2', 'dal/sak-1'), 'bare_moeteleder_lukker', 'only who presides closes');
select is(test.avgjoer('sgsekr', 'dal/sak-1'), 'bare_moeteleder_lukker', 'not the secretary');
select is(test.avgjoer('observatoer', 'dal/sak-1'), 'ikke_din_oppgave', 'not an observer');
select is(test.avgjoer('sgleder', 'dal/sak-1', 'ja'), 'ok', 'what the leader says does not count');
select is((select h.utfall || h.ja || h.nei from core.handling h where h.moete_id is not null), 'nei22', 'the tie goes as the leader voted (V-4)');
select is(test.stem('sg5', 'dal/sak-1', 'ja'), 'saken_er_avsluttet', 'after the decision nobody votes');

-- An election in the same meeting: a tie decides nothing; blank is allowed.
select is(test.stem(hvem, 'dal/sak-3', s), 'ok', hvem || ' votes in the election') from (values ('sgleder', 'ja'), ('sg2', 'nei'), ('sg3', 'blank')) v (hvem, s);
select is(test.avgjoer('sgleder', 'dal/sak-3'), 'ok', 'one, one and blank: the first round is over');
select is(test.tilstand('dal/sak-3'), 'under_behandling', 'without a result');
select is(test.avgjoer('sgleder', 'dal/sak-3'), 'ikke_vedtaksfoert', 'in the second all vote again');
select test.stem('sgleder', 'dal/sak-3', 'ja'), test.stem('sg2', 'dal/sak-3', 'blank'), test.stem('sg3', 'dal/sak-3', 'blank');
select is(test.avgjoer('sgleder', 'dal/sak-3'), 'ok', 'most votes are enough');

-- The deputy takes over with a meeting of his own; the old meeting's votes do not count in it. Yesterday's meeting is over.
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-2');
select test.moete('sgleder', 'sg', 'dal/sak-2'), test.stem('sgleder', 'dal/sak-2', 'nei');
select is(test.moete('sg2', 'sg', 'dal/sak-2'), 'ok', 'the deputy opens anew');
select test.stem('sg2', 'dal/sak-2', 'ja'), test.stem('sg3', 'dal/sak-2', 'ja'), test.stem('sg4', 'dal/sak-2', 'ja');
select is(test.avgjoer('sgleder', 'dal/sak-2'), 'bare_moeteleder_lukker', 'the leader no longer presides');
select test.dag('2020-10-02');
select is(test.stem('sg5', 'dal/sak-2', 'ja'), 'ingen_aapent_moete', 'the day after, the meeting is over');
select is(test.avgjoer('sg2', 'dal/sak-2'), 'ingen_aapent_moete', 'also for who presided');

-- Seats are judged on the meeting's date (V-18), and no more vote than there are seats.
select test.moete('sg2', 'sg', 'dal/sak-2');
update core.verv v set til = '2020-10-01' from core.person p where p.id = v.person_id and p.brukernavn = 'sg5';
select is(test.stem('sg5', 'dal/sak-2', 'ja'), 'ukjent_sak', 'a seat that ended yesterday');
select test.person('ny1', 'sg', 'medlem'), test.person('ny2', 'sg', 'medlem');
select test.stem(h, 'dal/sak-2', 'ja') from unnest(array['sgleder', 'sg2', 'sg3', 'sg4', 'ny1']) h;
select is(test.stem('ny2', 'dal/sak-2', 'ja'), 'alle_seter_har_stemt', 'a sixth vote for five seats');
select is(test.stem('ny1', 'dal/sak-2', 'nei'), 'ok', 'a change is no new vote');
select throws_ok($$insert into core.stemme (program_id, sak_id, moete_id, verv_id, person_id, stemme)
	select s.program_id, s.sak_id, s.moete_id, v.id, v.person_id, 'ja' from core.verv v join core.person p on p.id = v.person_id, core.stemme s
	join core.moete m on m.id = s.moete_id where p.brukernavn = 'observatoer' and m.dato = core.i_dag() limit 1$$, 'RP007', null,
	'past the functions too: the rule is the table''s');
select throws_ok($$delete from core.stemme$$, 'RP009', null, 'votes are not deleted');
select is(test.avgjoer('sg2', 'dal/sak-2'), 'ok', 'closed');
select throws_ok($$update core.stemme set stemme = 'nei' where sak_id = (test.sak('dal/sak-2')).id$$, 'RP009', null, 'nor changed after the decision');

select * from finish();
rollback;

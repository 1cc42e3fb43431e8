-- Proposals in a meeting (handbook, section 6, V-7; PH-4; KL 11-9): alternatives with a second round, amendments, postponing and
-- returning, by vote and by a recorded result; what is adopted, and the minutes of it.
begin;
select plan(67);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.foreslaa(hvem text, sak text, slag text, tekst text default 'Et forslag', forslag jsonb default null, organ text default 'sg') returns text
language sql as $$ select test.grunn(hvem, 'propose_forslag', json_strip_nulls(json_build_object('moete', organ || '/' || core.i_dag(), 'sak', sak, 'slag', slag, 'tekst', tekst, 'forslag', forslag))) $$;
create function test.fstem(hvem text, sak text, n int, stemme text, organ text default 'sg') returns text
language sql as $$ select test.grunn(hvem, 'vote_forslag', json_build_object('moete', organ || '/' || core.i_dag(), 'sak', sak, 'nummer', n, 'stemme', stemme)) $$;
create function test.fslutt(hvem text, sak text, n int, organ text default 'sg') returns text
language sql as $$ select test.grunn(hvem, 'decide_forslag', json_build_object('moete', organ || '/' || core.i_dag(), 'sak', sak, 'nummer', n)) $$;
create function test.stem_for(hvem text, sak text, n int) returns text
language sql as $$ select test.grunn(hvem, 'cast_vote', json_strip_nulls(json_build_object('sak', sak, 'stemme', case when n = -1 then 'nei' else 'ja' end, 'forslag', nullif(greatest(n, 0), 0)))) $$;
create function test.utfall(ref text) returns text
language sql as $$ select concat_ws(' ', h.utfall, h.ja || '-' || h.nei, 'nr ' || f.nr) from core.handling h left join core.motforslag f on f.id = h.motforslag_id
	where h.sak_id = (test.sak(ref)).id and h.moete_id is not null order by h.nr desc limit 1 $$;

select test.fremlagt(x) from unnest(array['omstillingsplan', 'handlingsplan-2021', 'handlingsplan-2022', 'handlingsplan-2023']) x;
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-' || n) from generate_series(1, 4) n;
select test.moete('sgleder', 'sg', 'dal/sak-1', 'dal/sak-2', 'dal/sak-3', 'dal/sak-4');

-- Who proposes, and what.
select is(test.foreslaa(hvem, 'dal/sak-1', 'endring'), grunn, format('%s: %s', hvem, grunn)) from (values ('observatoer', 'forslag_krever_sete'), ('sgsekr', 'forslag_krever_sete'), ('direktoer', 'forslag_krever_sete'),
	('utenfor', 'ukjent_moete')) v (hvem, grunn);
select is(test.foreslaa('sg2', 'dal/sak-1', 'forbedring'), 'motforslagets_slag_er_kjent', 'an unknown kind');
select is(test.foreslaa('sg2', 'dal/sak-1', 'endring', ' '), 'felt_mangler', 'no text');
select is(test.foreslaa('sg2', 'dal/sak-99', 'endring'), 'ukjent_sak', 'no case');

-- Amendments are voted one by one, before the case.
select is(test.foreslaa('sg2', 'dal/sak-1', 'endring', 'Nytt mål'), 'ok', 'a member proposes an amendment');
select is(test.foreslaa('sg3', 'dal/sak-1', 'endring', 'Nytt navn'), 'ok', 'another one another');
select is(test.stem('sg2', 'dal/sak-1', 'ja'), 'forslaget_er_ikke_avgjort', 'the vote on the case waits');
select is(test.fstem(hvem, 'dal/sak-1', 1, 'ja'), grunn, hvem || ' on the first: ' || grunn) from (values ('sg2', 'ok'), ('sg3', 'ok'), ('sg4', 'ok'), ('sg2', 'det_er_stemt_fra_setet'),
	('observatoer', 'observatoer_stemmer_ikke'), ('sgsekr', 'vervet_har_ikke_stemmerett')) v (hvem, grunn);
select is(test.fstem('sg2', 'dal/sak-1', 7, 'ja'), 'ukjent_forslag', 'on one that is not there');
select is(test.fslutt('sg2', 'dal/sak-1', 1), 'bare_moeteleder_lukker', 'only who presides closes');
select is(test.fslutt('sgleder', 'dal/sak-1', 2), 'ikke_vedtaksfoert', 'nobody voted on the second');
select is(test.fslutt('sgleder', 'dal/sak-1', 1), 'ok', 'the first is decided');
select is(test.fslutt('sgleder', 'dal/sak-1', 1), 'forslaget_er_avgjort', 'once');
select test.fstem(h, 'dal/sak-1', 2, 'nei') from unnest(array['sg2', 'sg3', 'sg4']) h;
select is(test.fstem('sg2', 'dal/sak-1', 1, 'nei'), 'forslaget_er_avgjort', 'nobody votes after');
select test.fslutt('sgleder', 'dal/sak-1', 2);
select test.stem(h, 'dal/sak-1', 'ja') from unnest(array['sgleder', 'sg2', 'sg3']) h;
select is(test.foreslaa('sg4', 'dal/sak-1', 'endring'), 'det_er_alt_stemt', 'nobody proposes while the case is voted');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ok', 'the case is decided');
select is((select string_agg((x ->> 'nummer') || (x ->> 'slag') || (x ->> 'vedtatt') || (x ->> 'ja') || (x ->> 'nei'), ' ' order by x ->> 'nummer') from json_array_elements(test.svar('leder', 'get_sak', '{"sak":"dal/sak-1"}') #> '{sak,motforslag}') x),
	'1endringtrue30 2endringfalse03', 'and shows them');

-- Postponed and returned by vote.
select test.foreslaa('sg2', 'dal/sak-2', 'utsettelse', 'Vi vet for lite'), test.foreslaa('sg2', 'dal/sak-3', 'tilbakesending', 'Skriv den om');
select test.fstem(h, 'dal/sak-2', 1, v) from (values ('sgleder', 'ja'), ('sg2', 'ja'), ('sg3', 'nei'), ('sg4', 'nei')) x (h, v);
select is(test.fslutt('sgleder', 'dal/sak-2', 1), 'ok', 'two to two, and the leader wants to postpone (V-4)');
select is(test.utfall('dal/sak-2'), 'utsatt 2-2', 'postponed, with the votes');
select is(test.tilstand('dal/sak-2'), 'under_behandling', 'it comes again');
select test.fstem(h, 'dal/sak-3', 1, v) from (values ('sgleder', 'nei'), ('sg2', 'ja'), ('sg3', 'ja')) x (h, v);
select is(test.fslutt('sgleder', 'dal/sak-3', 1) || test.tilstand('dal/sak-3'), 'oktilbakesendt', 'a case is returned');

-- V-7: several proposals, no majority, a second round between the two largest.
select is(test.foreslaa(h, 'dal/sak-4', 'alternativ', 'Alternativ ' || h), 'ok', h || ' proposes an alternative') from unnest(array['sg2', 'sg3']) h;
select is(test.fstem('sg2', 'dal/sak-4', 1, 'ja'), 'alternativer_stemmes_i_saken', 'alternatives are not voted one by one');
select is(test.fslutt('sgleder', 'dal/sak-4', 1), 'alternativer_stemmes_i_saken', 'nor closed so');
select is(test.stem_for('sg2', 'dal/sak-4', 9), 'ukjent_forslag', 'nor one that is not there');
select test.stem_for(h, 'dal/sak-4', n) from (values ('sgleder', 0), ('sg2', 1), ('sg3', 2), ('sg4', 1), ('sg5', 0)) x (h, n);
select is(test.avgjoer('sgleder', 'dal/sak-4') || test.tilstand('dal/sak-4'), 'okunder_behandling', 'two, two and one: the first round is over');
select is((select v.alternativer from core.valgomgang v where v.sak_id = (test.sak('dal/sak-4')).id), '{"0":2,"1":2,"2":1,"-1":0}', 'noted');
select is(test.stem_for('sg3', 'dal/sak-4', 2), 'andre_omgang_mellom_de_to_stoerste', 'the smallest is out');
select is(test.stem_for('sg3', 'dal/sak-4', -1), 'andre_omgang_mellom_de_to_stoerste', 'and so is a no');
select test.stem_for(h, 'dal/sak-4', n) from (values ('sgleder', 0), ('sg2', 1), ('sg3', 1), ('sg4', 1), ('sg5', 0)) x (h, n);
select is(test.avgjoer('sgleder', 'dal/sak-4'), 'ok', 'three to two');
select is(test.utfall('dal/sak-4'), 'ja 3-2 nr 1', 'the alternative is adopted');
select test.grunn('sgleder', 'close_moete', json_build_object('moete', 'sg/' || core.i_dag(), 'sted', 'Rådhuset'));
select is((select string_agg((x #>> '{punkt,sak}') || ' ' || coalesce(json_array_length(x -> 'motforslag')::text, '0'), ', ' order by x #>> '{punkt,sak}')
	from json_array_elements(test.svar('sg2', 'get_protokoll', json_build_object('moete', 'sg/' || core.i_dag())) #> '{protokoll,saker}') x), 'dal/sak-1 2, dal/sak-2 1, dal/sak-3 1, dal/sak-4 2', 'the minutes hold every proposal');
select is((select x ->> 'forslag' from json_array_elements(test.svar('sg2', 'get_protokoll', json_build_object('moete', 'sg/' || core.i_dag())) #> '{protokoll,saker}') c, json_array_elements(c -> 'stemmer') x
	where c #>> '{punkt,sak}' = 'dal/sak-4' and x ->> 'brukernavn' = 'sg3'), '1', 'and who voted for which');

-- A tie in the second round goes as the leader voted; more than half in the first needs none.
select test.dag('2020-10-02'), test.fremlagt('handlingsplan-2024'), test.fremlagt('handlingsplan-2025');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-' || n) from generate_series(5, 6) n;
select test.moete('sgleder', 'sg', 'dal/sak-5', 'dal/sak-6'), test.foreslaa('sg2', 'dal/sak-5', 'alternativ'), test.foreslaa('sg2', 'dal/sak-6', 'alternativ');
select test.stem_for(h, 'dal/sak-5', n) from (values ('sgleder', 1), ('sg2', 1), ('sg3', 0), ('sg4', 0)) x (h, n);
select test.avgjoer('sgleder', 'dal/sak-5'), test.stem_for(h, 'dal/sak-5', n) from (values ('sgleder', 1)) x (h, n);
select test.stem_for(h, 'dal/sak-5', n) from (values ('sgleder', 1), ('sg2', 1), ('sg3', 0), ('sg4', 0)) x (h, n);
select is(test.avgjoer('sgleder', 'dal/sak-5') || ' ' || test.utfall('dal/sak-5'), 'ok ja 2-2 nr 1', 'two to two');
select test.stem_for(h, 'dal/sak-6', n) from (values ('sgleder', 0), ('sg2', 1), ('sg3', 1), ('sg4', 1)) x (h, n);
select is(test.avgjoer('sgleder', 'dal/sak-6') || ' ' || test.utfall('dal/sak-6'), 'ok ja 3-1 nr 1', 'three of four');

-- PH-4: the kommunestyre adopts with amendments, by vote: a frozen version, inside the same decision.
select test.gjoer('direktoer', 'fremlegger', 'dal/sak-1'), test.person('k1', 'kst', 'medlem'), test.person('k2', 'kst', 'medlem');
select test.dag('2020-10-20'), test.moete('ordfoerer', 'kst', 'dal/sak-1');
select is(test.foreslaa('krep', 'dal/sak-1', 'endring', 'Nytt mål', null, 'kst'), 'forslaget_mangler_versjon', 'an amendment of a plan names its version');
select is(test.foreslaa('krep', 'dal/sak-1', 'endring', 'Nytt mål', '{"versjon":1}', 'kst'), 'forslaget_mangler_versjon', 'which is not the one before it');
create function test.frys(hvem text, etag text) returns text
language sql as $$ select test.grunn(hvem, 'amend_plan', json_build_object('moete', 'kst/' || core.i_dag(), 'sak', 'dal/sak-1', 'etag', etag)) $$;
select test.grunn('leder', 'save_plan', '{"plan":"dal/omstillingsplan","etag":"r1","omstillingsplan":{"tittel":"Endret i møtet"}}');
select is(test.frys(hvem, etag), grunn, format('%s freezes %s: %s', hvem, etag, grunn)) from (values ('krep', 'r2', 'bare_sekretaeren_foerer'), ('sgsekr', 'r2', 'bare_sekretaeren_foerer'), ('ksekr', 'r1', 'utkastet_er_endret')) v (hvem, etag, grunn);
select is(test.frys('ksekr', 'r2'), 'aapne_feil', 'errors are corrected or acknowledged, in the amended text too');
set local session_replication_role = replica;
insert into core.kvittering (program_id, plan_id, regel, sted, oppgitt, beregnet, grunn, person_id)
select k.program_id, k.plan_id, f.regel, f.sted, coalesce(f.oppgitt, ''), coalesce(f.beregnet, ''), 'Prøve', test.person('leder') from test.sak('dal/sak-1') k, core.plan_funn(k.program_id, k.plan_id) f where f.alvor = 'feil';
set local session_replication_role = origin;
select is(test.frys('ksekr', 'r2'), 'ok', 'then it is frozen');
select is(test.foreslaa('krep', 'dal/sak-1', 'endring', 'Nytt mål', '{"versjon":2}', 'kst'), 'ok', 'so it does');
select test.fstem(h, 'dal/sak-1', 1, 'ja', 'kst') from unnest(array['ordfoerer', 'krep', 'k1', 'k2']) h;
select test.fslutt('ordfoerer', 'dal/sak-1', 1, 'kst'), test.stem(h, 'dal/sak-1', 'ja') from unnest(array['ordfoerer']) h;
select test.stem(h, 'dal/sak-1', 'ja') from unnest(array['krep', 'k1', 'k2']) h;
select is(test.avgjoer('ordfoerer', 'dal/sak-1'), 'ok', 'the case is decided');
select is((select v.versjon || ' ' || (v.hash = (select p.hash from core.plan_versjon p where p.plan_id = v.plan_id and p.nr = 2)) || ' ' || (select convert_from(p.bytes, 'UTF8')::jsonb ->> 'tittel' from core.plan_versjon p where p.plan_id = v.plan_id and p.nr = 2)
	from core.vedtak v where v.sak_id = (test.sak('dal/sak-1')).id), '2 true Endret i møtet', 'the decision is of the amended bytes');
select is((test.sak('dal/sak-1')).versjon, 2, 'the case goes on with them');

-- The same by a recorded result: seats of an election, amended.
select test.ny_sak('direktoer', 25, '{"beloep":"100"}');
create function test.foer_forslag(forslag jsonb, ja int, nei int, mer jsonb default '{}') returns text
language sql as $$ select test.foer('ksekr', 'dal/sak-7', 'kst', ja, nei, jsonb_build_object('motforslag', forslag) || mer) $$;
select is(test.foer_forslag(f::jsonb, ja, nei, mer::jsonb), grunn, tekst) from (values
	('[{"slag":"forbedring","tekst":"x"}]', 5, 0, '{}', 'ugyldig_forslag', 'an unknown kind'), ('[{"slag":"endring","tekst":" "}]', 5, 0, '{}', 'ugyldig_forslag', 'no text'),
	('[{"slag":"endring","tekst":"x","ja":5,"nei":3}]', 5, 0, '{}', 'ugyldig_forslag', 'more votes than seats'),
	('[{"slag":"endring","tekst":"x","ja":2,"nei":3,"vedtatt":true}]', 5, 0, '{}', 'forslaget_stemmer_ikke_med_utfallet', 'adopted by fewer'),
	('[{"slag":"utsettelse","tekst":"x","ja":3,"nei":2,"vedtatt":true}]', 5, 0, '{}', 'forslaget_stemmer_ikke_med_utfallet', 'postponed, and yet decided'),
	('[{"slag":"alternativ","tekst":"x","vedtatt":true},{"slag":"alternativ","tekst":"y","vedtatt":true}]', 5, 0, '{}', 'forslaget_stemmer_ikke_med_utfallet', 'two alternatives at once'),
	('[{"slag":"alternativ","tekst":"x","vedtatt":true}]', 0, 5, '{}', 'forslaget_stemmer_ikke_med_utfallet', 'an alternative adopted by a no'),
	('[{"slag":"alternativ","tekst":"Mer","fremsatt_av":"Krep","ja":2,"nei":3},{"slag":"endring","tekst":"Litt mer","fremsatt_av":"Vara","ja":4,"nei":1,"vedtatt":true,"forslag":{"beloep":"150"}}]', 5, 0, '{}', 'ok', 'what the meeting did'))
	v (f, ja, nei, mer, grunn, tekst);
select is(test.bekreft('ordfoerer', 'dal/sak-7'), 'ok', 'confirmed');
select is((test.sak('dal/sak-7')).forslag ->> 'beloep', '150', 'adopted with the amendment');
select is(exists (select from core.journal j where j.innhold::jsonb #>> '{gammel,forslag,beloep}' = '100' and j.innhold::jsonb #>> '{ny,forslag,beloep}' = '150'), true, 'journalled, old and new');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('forslag_fremsatt'), ('forslag_stemme'), ('forslag_avgjort')$$, 'as is every proposal');
select * from finish();
rollback;

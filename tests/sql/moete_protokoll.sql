-- Minutes (handbook, section 6, V-10; section 10): what they hold by both ways of voting, remarks, who signs by the legal form,
-- that nothing changes after the first signature, and what outsiders see.
begin;
select plan(95);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.bok(hvem text, ref text) returns json
language sql as $$ select test.svar(hvem, 'get_protokoll', json_build_object('moete', ref)) -> 'protokoll' $$;
create function test.les(hvem text, ref text) returns text language sql as $$ select test.grunn(hvem, 'get_protokoll', json_build_object('moete', ref)) $$;
create function test.signer(hvem text, ref text, hash text default null) returns text
language sql as $$ select test.grunn(hvem, 'sign_protokoll', json_build_object('moete', ref, 'hash', coalesce(hash, test.bok('sgleder', ref) ->> 'hash', test.bok('krep', ref) ->> 'hash'))) $$;
create function test.aa_signere(hvem text) returns text
language sql as $$ select string_agg(o ->> 'program' || ' ' || (o ->> 'moete'), ', ') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') o where o ->> 'slag' = 'protokoll' $$;
create function test.merk(hvem text, ref text, sak text, tekst text) returns text
language sql as $$ select test.grunn(hvem, 'enter_merknad', json_build_object('moete', ref, 'sak', sak, 'tekst', tekst)) $$;
create function test.gang(hvem text, metode text, ref text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, metode, (jsonb_build_object('moete', ref) || mer)::json) $$;

-- A meeting of the styringsgruppe, voted by its members' own clients.
select test.person('v1', 'sg', 'vara');
select test.fremlagt('omstillingsplan'), test.fremlagt('handlingsplan-2021'), test.fremlagt('handlingsplan-2022');
select test.gjoer('raadgiver', 'kvalitetssikrer', x) from unnest(array['dal/sak-1', 'dal/sak-2', 'dal/sak-3']) x;
select test.grunn('sgsekr', 'call_moete', '{"organ":"sg","dato":"2020-10-02","klokkeslett":"10:00","sted":"Rådhuset","saker":["dal/sak-1","dal/sak-2","dal/sak-3"],"lukkede":[{"sak":"dal/sak-2","hjemmel":"KL 11-5"}]}');
select is(test.les('sgleder', 'sg/2020-10-02'), 'moetet_er_ikke_aapnet', 'no minutes of a meeting that has not been');
select test.dag('2020-10-02'), test.grunn('sg5', 'meld_forfall', '{"organ":"sg","dato":"2020-10-02"}'), test.grunn('sgleder', 'open_moete', '{"organ":"sg"}');
select is(test.gang('sgsekr', 'register_oppmoete', 'sg/2020-10-02', '{"brukernavn":["sgleder","sg2","sg3","v1","sgsekr","observatoer"]}'), 'ok', 'who was there');
select test.stem('sgleder', 'dal/sak-1', 'ja'), test.stem('sg2', 'dal/sak-1', 'ja'), test.stem('sg3', 'dal/sak-1', 'nei'), test.stem('v1', 'dal/sak-1', 'nei');
select is(test.avgjoer('sgleder', 'dal/sak-1'), 'ok', 'two to two, and the leader''s vote');
select is(test.grunn('sgleder', 'decide_sak', '{"sak":"dal/sak-2","utfall":"utsatt","tekst":"Mangler tall"}'), 'ok', 'a case is postponed');
select is(test.merk(hvem, 'sg/2020-10-02', 'dal/sak-1', tekst), grunn, format('a remark of %s: %s', hvem, grunn)) from (values ('sg3', 'Planen er for vag.', 'ok'), ('sg3', ' ', 'felt_mangler'),
	('observatoer', 'Jeg også', 'merknad_krever_sete'), ('leder', 'Jeg også', 'merknad_krever_sete'), ('utenfor', 'Jeg også', 'ukjent_moete')) v (hvem, tekst, grunn);
select is(test.merk('sg3', 'sg/2020-10-02', 'dal/sak-99', 'x'), 'ukjent_sak', 'a case that is not there');
select is(test.signer('sgleder', 'sg/2020-10-02'), 'moetet_er_ikke_avsluttet', 'an open meeting has nothing to sign');
select test.gang('sgleder', 'close_moete', 'sg/2020-10-02');

-- V-10: every field.
create temp table bok as select test.bok('sg2', 'sg/2020-10-02') as p;
select is(p #>> sti, ventet, format('%s: %s', sti, ventet)) from bok, (values ('{slag}'::text[], 'moetebok'), ('{moete,dato}', '2020-10-02'), ('{moete,klokkeslett}', '10:00'), ('{moete,sted}', 'Rådhuset'),
	('{moete,moeteleder}', 'sgleder'), ('{moete,sekretaer}', 'sgsekr'), ('{moete,tilstand}', 'avsluttet'), ('{moete,seter}', '5'), ('{moete,til_stede}', '4'),
	('{saker,0,punkt,sak}', 'dal/sak-1'), ('{saker,0,utfall}', 'ja'), ('{saker,0,akt}', 'innstiller'), ('{saker,0,vedtak}', 'Forslaget er innstilt til vedtak.'), ('{saker,0,votering}', 'moete'),
	('{saker,0,ja}', '2'), ('{saker,0,nei}', '2'), ('{saker,0,avgjort_av_moeteleder}', 'true'), ('{saker,0,forslag,plan}', 'dal/omstillingsplan'), ('{saker,0,merknader,0,tekst}', 'Planen er for vag.'),
	('{saker,1,utfall}', 'utsatt'), ('{saker,1,vedtak}', 'Saken er utsatt. Mangler tall'), ('{saker,1,punkt,hjemmel}', 'KL 11-5'), ('{saker,2,utfall}', null), ('{frosset}', 'false'), ('{mangler_signatur,0}', 'Sgleder Prøve')) v (sti, ventet);
select is((select string_agg(x ->> 'brukernavn' || ' ' || (x ->> 'stemme') || coalesce(' for ' || (x ->> 'representerer'), ''), ', ' order by x ->> 'brukernavn') from bok, json_array_elements(p #> '{saker,0,stemmer}') x),
	'sg2 ja, sg3 nei, sgleder ja, v1 nei for sg5', 'the votes, with names');
select is((select string_agg(x ->> 'brukernavn', ' ' order by x ->> 'brukernavn') from bok, json_array_elements(p #> '{moete,deltakere}') x where x ->> 'tilstand' = v.t), v.w, v.t)
from (values ('til_stede', 'observatoer sg2 sg3 sgleder sgsekr v1'), ('forfall', 'sg5'), ('fravaerende', 'sg4')) v (t, w);

-- Signed by who presided; then nothing changes.
select is(test.les('leder', 'sg/2020-10-02'), 'protokollen_er_ikke_signert', 'those outside the organ wait for the signature');
select test.person('revisor');
insert into core.verv (organ_id, person_id, rolle, fra, til) select o.id, p.id, 'revisor', '2020-01-01', '2020-12-31' from core.organ o, core.person p where o.kortnavn = 'kst' and p.brukernavn = 'revisor';
select is(test.les('revisor', 'sg/2020-10-02') || json_array_length(test.bok('revisor', 'sg/2020-10-02') -> 'saker'), 'ok' || json_array_length(test.bok('sgleder', 'sg/2020-10-02') -> 'saker'), 'but for the programme''s auditor, who reads all of it');
select is(test.signer(hvem, 'sg/2020-10-02'), grunn, hvem || ': ' || grunn) from (values ('sg2', 'protokollen_signeres_av_andre'), ('sgsekr', 'protokollen_signeres_av_andre'), ('utenfor', 'ukjent_moete')) v (hvem, grunn);
select is(test.merk('sg2', 'sg/2020-10-02', 'dal/sak-3', 'Et ord til'), 'ok', 'a remark after the meeting');
select is(test.signer('sgleder', 'sg/2020-10-02', (select p ->> 'hash' from bok)), 'protokollen_er_endret', 'one signs what one has read');
select is(test.signer('sgleder', 'sg/2020-10-02', 'xyz'), 'ugyldig_hash', 'and a hash is one');
select is(test.aa_signere(h), case h when 'sgleder' then 'dal sg/2020-10-02' end, h || ': whose signature is awaited is reminded') from unnest(array['sgleder', 'sg2', 'sgsekr', 'utenfor']) h;
select is(test.signer('sgleder', 'sg/2020-10-02'), 'ok', 'the leader signs');
select is(test.aa_signere('sgleder'), null, 'not when it is signed');
select is(test.signer('sgleder', 'sg/2020-10-02'), 'personen_har_signert', 'once');
select is(test.merk('sg3', 'sg/2020-10-02', 'dal/sak-1', 'For sent'), 'protokollen_er_signert', 'no remark any more');
select is((select encode(sha256(x.bytes), 'hex') = test.bok('leder', 'sg/2020-10-02') ->> 'hash' from core.protokoll x), true, 'the hash is of the bytes');
select is((select bool_and(exists (select from core.journal j where j.nr = (h ->> 'nummer')::bigint and encode(j.hash, 'hex') = h ->> 'hash')) from json_array_elements(test.bok('leder', 'sg/2020-10-02') -> 'journal') h), true,
	'and it prints the heads of the journals');
update core.person set navn = 'Et Annet Navn' where brukernavn = 'sg3';
select is((select count(*)::int from json_array_elements(test.bok('sg2', 'sg/2020-10-02') #> '{moete,deltakere}') x where x ->> 'navn' = 'Et Annet Navn'), 0, 'what is frozen stays');
select is(test.bok('leder', 'sg/2020-10-02') #>> '{moete,tilstand}', 'protokollert', 'as is told');
select throws_ok($$update core.protokoll set bytes = ''$$, 'RP009', null, 'nor does anybody change the bytes');

-- A physical meeting of the kommunestyre: attendance, results that the secretary enters, in the same minutes; public.
select test.gjoer('direktoer', 'fremlegger', 'dal/sak-1'), test.dag('2020-10-05');
select test.person('k1', 'kst', 'medlem'), test.person('k2', 'kst', 'medlem');
select test.grunn('ksekr', 'call_moete', '{"organ":"kst","dato":"2020-10-05","klokkeslett":"17:00","sted":"Tinghuset","saker":["dal/sak-1","dal/sak-2"],"lukkede":[{"sak":"dal/sak-2","hjemmel":"FVL 13"}]}');
select test.grunn('ksekr', 'open_moete', '{"organ":"kst"}');
select test.gang('ksekr', 'register_oppmoete', 'kst/2020-10-05', '{"brukernavn":["ordfoerer","vara","krep","k1","k2"]}');
create function test.foer_i_moete(ja int, nei int, mer jsonb default '{}') returns text
language sql as $$ select test.grunn('ksekr', 'record_result', json_build_object('sak', 'dal/sak-1', 'resultat', jsonb_build_object('moete', 'kst/2020-10-05', 'saksnummer', 'PS 9/20', 'utfall', 'ja', 'ja', ja, 'nei', nei) || mer)) $$;
select is(test.foer_i_moete(ja, nei, mer::jsonb), grunn, tekst) from (values (4, 0, '{}', 'ikke_alle_har_stemt', 'four of the five who were there (V-3)'), (3, 1, '{"blank":1}', 'blank_bare_ved_valg', 'blank in no election'),
	(4, 1, '{"moete":"kst/2020-10-06"}', 'ukjent_moete', 'another meeting'), (4, 1, '{"dato":"2020-10-04"}', 'resultatet_er_av_et_annet_moete', 'another day'),
	(4, 1, '{"dissens":["Krep"],"protokolltilfoersel":["Krep mener noe annet."]}', 'ok', 'all five')) v (ja, nei, mer, grunn, tekst);
select is(test.bekreft('ordfoerer', 'dal/sak-1'), 'ok', 'confirmed');
select test.gang('ksekr', 'close_moete', 'kst/2020-10-05');
select is(test.bok('krep', 'kst/2020-10-05') #>> sti, ventet, format('%s: %s', sti, ventet)) from (values ('{saker,0,votering}'::text[], 'foert'), ('{saker,0,saksnummer}', 'PS 9/20'), ('{saker,0,ja}', '4'), ('{saker,0,nei}', '1'),
	('{saker,0,dissens,0}', 'Krep'), ('{saker,0,merknader,0,tekst}', 'Krep mener noe annet.'), ('{saker,0,plan}', 'dal/omstillingsplan'), ('{saker,0,versjon}', '1')) v (sti, ventet);
select is(test.signer('ordfoerer', 'kst/2020-10-05'), 'ok', 'the ordfører signs');
select is(test.bok(null, 'kst/2020-10-05') #>> '{saker,0,dissens,0}', 'Krep', 'anybody reads it');
select is((test.bok(null, 'kst/2020-10-05') #> '{saker,1}')::jsonb, '{"punkt":{"nummer":2,"hjemmel":"FVL 13"}}', 'but of the closed case the legal basis alone');
select is(test.grunn('ksekr', 'record_result', '{"sak":"dal/sak-2","resultat":{"moete":"kst/2020-10-05","saksnummer":"1","utfall":"ja","ja":5,"nei":0}}'), 'ikke_din_tur', 'a case that is not there yet');

-- The members who were present sign for a board (KL 9-9, ASL 6-29).
insert into core.organ_tidligere (organ_id, fra, til, navn, juridisk_form, forelder, orgnr, nummer, seter, kilde, endret_av)
select o.id, o.fra, '2020-10-04', o.navn, o.juridisk_form, o.forelder, o.orgnr, o.nummer, o.seter, 'prøve', p.id from core.organ o, core.person p where o.kortnavn = 'sg' and p.brukernavn = 'leder';
update core.organ set juridisk_form = 'as' where kortnavn = 'sg';
select is(test.bok('sgleder', 'sg/2020-10-02') -> 'mangler_signatur' #>> '{}', null, 'what was signed by the form of its day stays signed (V-18)');
select test.moete('sgleder', 'sg', 'dal/sak-2'), test.stem('sgleder', 'dal/sak-2', 'ja');
select test.stem(h, 'dal/sak-2', 'ja') from unnest(array['sg2', 'sg3']) h;
select test.avgjoer('sgleder', 'dal/sak-2'), test.gang('sgleder', 'close_moete', 'sg/2020-10-05', '{"sted":"Rådhuset"}');
select is(test.bok('sgleder', 'sg/2020-10-05') ->> 'slag' || json_array_length(test.bok('sgleder', 'sg/2020-10-05') -> 'mangler_signatur'), 'protokoll3', 'three were there');
select is(string_agg(test.signer(h, 'sg/2020-10-05'), ' '), 'ok ok protokollen_signeres_av_andre', 'each of them signs, others do not') from unnest(array['sg3', 'sgleder', 'sg4']) h;
select is((test.bok('sgleder', 'sg/2020-10-05') -> 'mangler_signatur')::jsonb, '["Sg2 Prøve"]', 'one is awaited');
select is(concat_ws(' ', test.aa_signere('sg2'), test.aa_signere('sg3'), test.aa_signere('sgleder')), 'dal sg/2020-10-05', 'and reminded, he alone');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('protokolltilfoersel'), ('protokoll_frosset'), ('protokoll_signert')$$, 'journalled');

-- Where it was (V-10): told by the notice, who opened it, who gave the chair over or who closes it; a meeting that is held nowhere says how.
create function test.moete_uten_sted(dag_ text, maate text default 'fysisk', aapne jsonb default '{}') returns text
language plpgsql as $$
begin
	perform test.grunn('ksekr', 'call_moete', json_build_object('organ', 'kst', 'dato', dag_, 'klokkeslett', '10:00', 'maate', maate, 'melding', 'Det haster.', 'saker', json_build_array('dal/sak-3')));
	perform test.dag(dag_::date);
	return test.grunn('ksekr', 'open_moete', (jsonb_build_object('organ', 'kst') || aapne)::json);
end $$;
create function test.sted(dag_ text) returns text language sql as $$ select test.bok('krep', 'kst/' || dag_) #>> '{moete,sted}' $$;
select is(test.moete_uten_sted('2020-10-07'), 'ok', 'a meeting without a place may be called and opened');
select is(k.grunn || ' ' || (k.detalj::json ->> 'kilde'), 'moetestedet_mangler V-10; KL 11-4', 'not closed') from test.kall('ksekr', 'close_moete', '{"moete":"kst/2020-10-07"}') k;
select is(test.gang('ksekr', 'close_moete', 'kst/2020-10-07', '{"sted":"  "}'), 'moetestedet_mangler', 'nor by blanks');
select is(test.gang('ksekr', 'close_moete', 'kst/2020-10-07', jsonb_build_object('sted', repeat('x', 201))), 'moetestedet_er_kort', 'nor by a story');
select is(test.gang('ksekr', 'close_moete', 'kst/2020-10-07', '{"sted":"Grendehuset"}') || test.sted('2020-10-07'), 'okGrendehuset', 'who closes it says where it was');
select is(test.moete_uten_sted('2020-10-08', 'fysisk', '{"sted":"Skolen"}') || test.gang('ksekr', 'close_moete', 'kst/2020-10-08') || test.sted('2020-10-08'), 'okokSkolen', 'or who opened it');
select is(test.moete_uten_sted('2020-10-09') || test.gang('ksekr', 'lead_moete', 'kst/2020-10-09', '{"moeteleder":"vara","sted":"Kirkestua"}') || test.gang('ksekr', 'close_moete', 'kst/2020-10-09') || test.sted('2020-10-09'),
	'okokokKirkestua', 'or who gave the chair over');
select test.grunn('ksekr', 'set_fjernmoete', '{"organ":"kst","saksnummer":"PS 1/20"}');
select is(test.moete_uten_sted(d, m) || test.gang('ksekr', 'close_moete', 'kst/' || d) || test.sted(d), 'okok' || s, s) from (values ('2020-10-12', 'fjernmoete', 'Fjernmøte'), ('2020-10-13', 'hastefjernmoete', 'Hastefjernmøte'), ('2020-10-14', 'skriftlig', 'Skriftlig behandling')) v (d, m, s);
select * from finish();
rollback;

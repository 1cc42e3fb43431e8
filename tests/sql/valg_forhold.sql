-- Elections by agreement and by lists (handbook, section 6, V-5, V-6; KL 7-4 to 7-7): seats by division, of equal quotients the most
-- ballots, then the lot; both sexes of each list; written ballots that name nobody anywhere. As the daemon's role, by both ways of voting.
begin;
select plan(140);
\ir lib/felles.psql
\ir lib/sak.psql

-- KL 7-6, by hand: ballots divided by 1, 2, 3 ...
select is(core.fordel_plasser(stemmer, array_fill(20, array[cardinality(stemmer)]), plasser, lodd)::text, svar, t) from (values
	('{4,3}'::int[], 5, '{1,2}'::int[], '{3,2}', 'seven ballots, five seats: 4 3 2 1,5 1,33'),
	('{9,6,4}', 5, '{1,2,3}', '{3,1,1}', 'nineteen: 9 6 4,5 4, and of 9/3 = 6/2 the list with most ballots'),
	('{9,6,4}', 5, '{3,2,1}', '{3,1,1}', 'whatever the lot'),
	('{24,13,10}', 7, '{1,2,3}', '{4,2,1}', 'forty-seven: 24 13 12 10 8 6,5 6'),
	('{10,10}', 4, '{2,1}', '{2,2}', 'equal lists and an even number need no lot'),
	('{10,10}', 5, '{2,1}', '{2,3}', 'an odd number does: the lot'),
	('{10,10}', 5, '{1,2}', '{3,2}', 'falls either way'),
	('{5,5,5}', 2, '{3,1,2}', '{0,1,1}', 'three for two seats'),
	('{6,3,3}', 3, '{1,3,2}', '{2,0,1}', '6 3, and of 6/2 = 3 = 3 the most ballots first, then the lot'),
	('{19,0}', 5, '{1,2}', '{5,0}', 'who gets no ballot gets no seat'),
	('{1}', 1, '{1}', '{1}', 'one list, one seat'),
	('{100,1}', 100, '{1,2}', '{100,0}', 'a hundred seats: 100/100 = 1, the most ballots')) v (stemmer, plasser, lodd, svar, t) where plasser <> 100
union all select is(core.fordel_plasser('{100,1}', '{100,1}', 100, '{1,2}')::text, '{100,0}', 'a hundred seats: of 100/100 = 1/1 the list with most ballots');
select is(core.fordel_plasser('{9,1}', '{2,5}', 4, '{1,2}')::text, '{2,2}', 'a list gets no more than it has candidates');
select is(core.loddtrukket(stemmer, kandidater, plasser)::text, svar, t) from (values
	('{10,10}'::int[], '{5,5}'::int[], '{3,2}'::int[], '{t,f}', 'the third was the lot''s'), ('{10,10}', '{5,5}', '{2,2}', '{f,f}', 'none was drawn'),
	('{10,9}', '{5,5}', '{3,2}', '{f,f}', 'nor between unequal lists'), ('{10,10}', '{5,2}', '{3,2}', '{f,f}', 'nor where the other has no candidate left')) v (stemmer, kandidater, plasser, svar, t);
select is(core.minst_av_hvert_kjoenn(n), k, n || ' elected') from (values (1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3), (10, 4), (11, 5)) v (n, k);

-- Who of a list.
insert into core.person (brukernavn, navn, kjoenn) select 'k' || n, 'K' || n, 'kvinne' from generate_series(1, 9) n union all select 'm' || n, 'M' || n, 'mann' from generate_series(1, 9) n;
create function test.valgte(kandidater text, n int) returns text
language sql as $$
	select string_agg(v ->> 'brukernavn', ' ') from jsonb_array_elements(core.valgte_fra_liste((select jsonb_agg(jsonb_build_object('brukernavn', k) order by nr)
		from string_to_table(kandidater, ' ') with ordinality x (k, nr)), n)) v
$$;
select is(test.valgte(liste, n), svar, liste || ' ' || n) from (values ('m1 k1 m2', 1, 'm1'), ('m1 m2 k1', 2, 'm1 k1'), ('m1 m2 k1', 3, 'm1 m2 k1'),
	('m1 m2 m3 m4 k1 k2 k3', 4, 'm1 m2 k1 k2'), ('m1 m2 m3 k1 m4 k2', 5, 'm1 m2 m3 k1 k2'), ('k1 k2 k3 k4 m1 m2', 4, 'k1 k2 m1 m2'), ('k1 m1 k2 m2', 4, 'k1 m1 k2 m2'),
	('m1 m2 eva', 2, 'm1 m2')) v (liste, n, svar);

-- Seven in the kommunestyre, and a board of five to elect.
select test.person('s' || n, 'kst', 'medlem') from generate_series(4, 7) n;
create function test.kst() returns text[] language sql immutable as $$ select array['ordfoerer', 'vara', 'krep', 's4', 's5', 's6', 's7'] $$;
create function test.valg(mer jsonb default '{}') returns text
language plpgsql as $$
declare
	ref text := test.ny_sak('direktoer', 13, jsonb_build_object('verv', (select jsonb_agg(jsonb_build_object('organ', 'os', 'brukernavn', h, 'rolle', r))
		from unnest(array['m1', 'k1', 'm2', 'k2', 'm3'], array['leder', 'medlem', 'medlem', 'medlem', 'medlem']) v (h, r))) || mer);
begin
	perform test.sg_innstiller(ref);
	perform test.moete('ordfoerer', 'kst', ref);
	return ref;
end $$;
create function test.liste(hvem text, ref text, kandidater text, slag text default 'liste') returns text
language sql as $$ select test.grunn(hvem, 'propose_forslag', jsonb_strip_nulls(jsonb_build_object('moete', (select m.id from core.moete m join core.moete_sak l on l.moete_id = m.id
	where l.sak_id = (test.sak(ref)).id and m.organ_id = (select id from core.organ where kortnavn = 'kst') order by m.aapnet desc limit 1),
	'sak', ref, 'slag', slag, 'tekst', 'Liste ' || hvem, 'kandidater', kandidater))::json) $$;
create function test.paa_liste(hvem text, ref text, n int) returns text
language sql as $$ select test.grunn(hvem, 'cast_vote', json_strip_nulls(json_build_object('sak', ref, 'stemme', case when n = 0 then 'blank' else 'ja' end, 'forslag', nullif(n, 0)))) $$;
create function test.alle(ref text, stemmer int[]) returns text
language sql as $$ select string_agg(distinct test.paa_liste(h, ref, n), ',') from unnest(test.kst(), stemmer) x (h, n) where n is not null $$;
create function test.styret() returns text language sql as $$
	select string_agg(p.brukernavn || ' ' || v.rolle, ', ' order by p.brukernavn) from core.verv v join core.person p on p.id = v.person_id
	where v.organ_id = (select id from core.organ where kortnavn = 'os') and core.gjelder(v.fra, v.til, core.i_dag())
$$;
create function test.stemt(ref text, hvordan text[]) returns text
language sql as $$ select string_agg(distinct test.stem(h, ref, n), ',') from unnest(test.kst(), hvordan) x (h, n) where n is not null $$;

-- By agreement: all.
select is(test.ny_sak('direktoer', 13, '{"valgmaate":"forhold","verv":[{"organ":"os","brukernavn":"m1","rolle":"medlem"}]}'), 'ukjent_valgmaate', 'a case proposes no lists');
select is(test.ny_sak('direktoer', 14, '{"valgmaate":"avtale","verv":[{"organ":"os","brukernavn":"m1","rolle":"observatoer"}]}'), 'dal/sak-1', 'but an agreement, in any election of seats');
create temp table avtale as select test.valg('{"valgmaate":"avtale"}') as ref;
select is(test.stemt(ref, '{ja,ja,ja,ja,ja,ja,ja}') || ' ' || test.avgjoer('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok ok vedtatt', 'all seven agree') from avtale;
select is(test.styret(), 'k1 medlem, k2 medlem, m1 leder, m2 medlem, m3 medlem', 'and the board is as agreed');
delete from core.verv where organ_id = (select id from core.organ where kortnavn = 'os');

create temp table uenige as select test.valg('{"valgmaate":"avtale"}') as ref;
select test.stemt(ref, '{ja,ja,ja,ja,ja,ja,blank}') from uenige;
select throws_ok(format($$insert into core.handling (program_id, sak_id, nr, regel_id, organ_id, person_id, dato, utfall, moete_id) select s.program_id, s.id, 0, 1302, m.organ_id, m.leder_id, m.dato, 'ja', m.id
	from test.sak(%L) s join core.moete_sak l on l.sak_id = s.id join core.moete m on m.id = l.moete_id and m.organ_id = (select id from core.organ where kortnavn = 'kst')$$, ref),
	'RP009', null, 'six and a blank are no agreement, whatever code says so') from uenige;
select is(test.avgjoer('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok under_behandling', 'closing it decides nothing') from uenige;
select is(test.svar('ordfoerer', 'get_sak', json_build_object('sak', ref)) #>> '{sak,valgomganger,0,omgang}', '0', 'but that there was no agreement') from uenige;
select is(test.svar('s7', 'list_tasks') #>> '{oppgaver,0,akt}', 'stemme', 'all vote again');
select is(test.stemt(ref, '{ja,ja,ja,ja,nei,nei,blank}') || ' ' || test.avgjoer('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok ok vedtatt', 'by majority: four of seven') from uenige;
select is((test.sak(ref)).forslag ->> 'valgmaate', 'flertall', 'as the decision says') from uenige;
delete from core.verv where organ_id = (select id from core.organ where kortnavn = 'os');
create temp table tre as select test.valg('{"valgmaate":"avtale"}') as ref;
select is(test.stemt(ref, '{ja,ja,nei}') || test.avgjoer('ordfoerer', ref), 'okikke_vedtaksfoert', 'three of seven are no quorum, for an agreement either') from tre;

-- Lists: who may put what forward.
create temp table apent as select test.valg() as ref;
select is(test.liste(hvem, ref, kandidater), g, t) from apent, (values
	('ksekr', 'm1,k1', 'forslag_krever_sete', 'members put lists forward'), ('krep', '', 'felt_mangler', 'with somebody on them'), ('krep', 'm1,ingen', 'ukjent_person', 'who is'),
	('krep', 'm1,m1,k1', 'kandidaten_staar_paa_en_annen_liste', 'once'), ('krep', 'm1,m2,m3', 'kjoennsbalansen_er_ikke_oppfylt', 'both sexes among three'),
	('krep', 'm1,m2,m3,k1', 'kjoennsbalansen_er_ikke_oppfylt', 'forty per cent of four'), ('krep', 'm4,m5,k3,k4', 'ok', 'two of four are'),
	('s4', 'm6,k4', 'kandidaten_staar_paa_en_annen_liste', 'nobody on two lists'), ('s4', 'k5,m6,k6', 'ok', 'another list')) v (hvem, kandidater, g, t);
select is(test.liste('sg2', r, 'm1,k1'), 'forslag_krever_sete', 'the styringsgruppe elects nobody') from (select test.valg() as r) x;

-- Openly: each vote is for a list, or blank.
select is(test.stem('krep', ref, 'nei') || ' ' || test.stem('krep', ref, 'ja') || ' ' || test.paa_liste('krep', ref, 9), 'forholdsvalg_stemmes_paa_lister forholdsvalg_stemmes_paa_lister ukjent_forslag', 'nobody votes against, or for none') from apent;
select is(test.alle(ref, '{1,1,1}'), 'ok', 'three vote') from apent;
select is(test.avgjoer('ordfoerer', ref), 'ikke_vedtaksfoert', 'which is no quorum') from apent;
select is(test.alle(ref, '{2,1,1,1,2,2,1}'), 'ok', 'all do, and one otherwise than before') from apent;
select is((select string_agg(concat(x ->> 'brukernavn', x ->> 'forslag'), ' ' order by x ->> 'brukernavn') from json_array_elements(test.svar('krep', 'get_sak', json_build_object('sak', ref)) #> '{sak,stemmer}') x
	where x ->> 'organ' = 'kst'), 'krep1 ordfoerer2 s41 s52 s62 s71 vara1', 'openly') from apent;
select is(test.avgjoer('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok vedtatt', 'four against three, five seats') from apent;
select is(test.styret(), 'k3 medlem, k5 medlem, m4 medlem, m5 medlem, m6 medlem', 'three of the first, two of the second; the women moved up, the leader is elected by himself');
select is((select string_agg(concat_ws(' ', f ->> 'nummer', f ->> 'ja', f ->> 'plasser', f ->> 'lodd'), ', ' order by (f ->> 'nummer')::int)
	from json_array_elements(test.svar('krep', 'get_sak', json_build_object('sak', ref)) #> '{sak,motforslag}') f), '1 4 3, 2 3 2', 'as the case shows') from apent;
select is((select v #>> '{forslag,valgmaate}' from json_array_elements(test.svar(null, 'list_vedtak', '{"program":"dal"}') -> 'vedtak') v where v ->> 'sak' = ref and v ->> 'akt' = 'vedtar'), 'forhold', 'and the decision') from apent;
delete from core.verv where organ_id = (select id from core.organ where kortnavn = 'os');

-- In writing, only so decided, only by lists.
create temp table skjult as select test.valg() as ref;
create function test.motforslag(ref text, slag_ text) returns int language sql as $$ select nr from core.motforslag f where f.sak_id = (test.sak(ref)).id and f.slag = slag_ $$;
create function test.moetet(ref text) returns uuid language sql as $$ select moete_id from core.motforslag f where f.sak_id = (test.sak(ref)).id limit 1 $$;
select is(test.liste('krep', ref, null, 'hemmelig'), 'bare_forholdsvalg_er_hemmelig', 'a majority election is open') from skjult;
select is(test.liste('krep', ref, 'm4,k3') || test.liste('s4', ref, 'k5,m6,k6') || test.liste('krep', ref, null, 'hemmelig'), 'okokok', 'two lists, and the proposal to vote on them in writing') from skjult;
select is(test.paa_liste('s7', ref, 1), 'forslaget_er_ikke_avgjort', 'which is decided first') from skjult;
select is((select string_agg(distinct test.grunn(h, 'vote_forslag', json_build_object('moete', test.moetet(ref), 'sak', ref, 'nummer', 3, 'stemme', case when n <= 4 then 'ja' else 'nei' end)), ',')
	from unnest(test.kst()) with ordinality x (h, n)), 'ok', 'openly, four against three') from skjult;
select is(test.grunn('ordfoerer', 'decide_forslag', json_build_object('moete', test.moetet(ref), 'sak', ref, 'nummer', 3)), 'ok', 'adopted') from skjult;
select is(test.paa_liste('s4', ref, 0) || ' ' || test.avgjoer('ordfoerer', ref), 'ok ikke_vedtaksfoert', 'who tries to close after one ballot is not told that it was blank') from skjult;
select is(test.svar('ordfoerer', 'cast_vote', json_build_object('sak', ref, 'stemme', 'ja', 'forslag', 2)) #>> '{stemme,stemme}', 'hemmelig', 'a ballot is answered as one') from skjult;
select is(test.fjern((test.kall('ordfoerer', 'decide_sak', json_build_object('sak', ref))).detalj, array[felt]), n, 'nor after two which was: ' || felt) from skjult, (values ('ja', '2'), ('blank', '0')) v (felt, n);
select is(test.paa_liste('ordfoerer', ref, 1), 'hemmelig_stemme_er_endelig', 'and is final: nobody knows what it was') from skjult;
select is(test.stem('s7', ref, 'hemmelig'), 'stemmen_er_ja_nei_eller_blank', 'nobody writes it so himself') from skjult;
select is(test.alle(ref, '{null,1,1,null,2,1,2}'), 'ok', 'the others vote') from skjult;
select is(test.svar('krep', 'get_sak', json_build_object('sak', ref)) #>> '{sak,motforslag,0,ja}', null, 'nobody sees the urn before it is opened') from skjult;
select is(test.avgjoer('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok vedtatt', 'three, three and a blank: five seats') from skjult;
select is((select string_agg(concat_ws(' ', l.stemmer, l.plasser, l.lodd), ', ' order by f.nr) from core.valgoppgjoer l join core.motforslag f on f.id = l.motforslag_id where f.sak_id = (test.sak(ref)).id),
	'3 2 f, 3 3 f', 'the first list has but two candidates, so that no lot was drawn') from skjult;
select is(test.styret(), 'k3 medlem, k5 medlem, k6 medlem, m4 medlem, m6 medlem', 'they sit');
select is((select string_agg(distinct x.stemme || coalesce(x.motforslag_id::text, ''), ',') from core.stemme x where x.sak_id = (test.sak(ref)).id and x.moete_id = test.moetet(ref)), 'hemmelig', 'no row of a vote says for whom') from skjult;
select is((select string_agg(distinct j.innhold::json #>> '{ny,stemme}', ',') from core.journal j where j.linje::json ->> 'hendelse' = 'stemme_avgitt' and j.innhold like '%' || test.moetet(ref) || '%'), 'hemmelig', 'nor of the journal') from skjult;
select is_empty($$select 1 from core.journal j where j.linje like '%valgurne%' or j.innhold like '%valgurne%'$$, 'where the urn is not');
select is((select count(*)::int from json_array_elements(test.svar('krep', 'get_sak', json_build_object('sak', ref)) #> '{sak,stemmer}') x where x ->> 'organ' = 'kst'), 0, 'nor does the case') from skjult;
select is((select count(*)::int from json_array_elements(test.svar('krep', 'get_protokoll', json_build_object('moete', test.moetet(ref))) #> '{protokoll,saker}') x, json_array_elements(x -> 'stemmer') y), 0, 'nor the minutes') from skjult;
select is((select concat_ws(' ', x ->> 'ja', x ->> 'blank', (select string_agg(f ->> 'ja', '+') from json_array_elements(x -> 'motforslag') f where f ->> 'slag' = 'liste'))
	from json_array_elements(test.svar('krep', 'get_protokoll', json_build_object('moete', test.moetet(ref))) #> '{protokoll,saker}') x), '6 1 3+3', 'which have the figures') from skjult;
select unalike(convert_from(decode(test.svar('krep', 'export_sak', json_build_object('sak', ref)) ->> 'dokument', 'base64'), 'UTF8'), '%"Hemmelig"%', 'nor the export''s votering') from skjult;
select ok(not has_table_privilege(r, t, 'select'), r || ' reads no ' || t) from unnest(array['omstilling_api', 'omstilling_daemon', 'anonym']) r, unnest(array['core.valgurne']) t;
delete from core.verv where organ_id = (select id from core.organ where kortnavn = 'os');

-- All blank: an outcome, so that nobody asks and then lets the others vote.
create temp table blanke as select test.valg() as ref;
select test.liste('krep', ref, 'm4,k3') || test.liste('s4', ref, 'k5,m6,k6') || test.liste('krep', ref, null, 'hemmelig') from blanke;
select string_agg(test.grunn(h, 'vote_forslag', json_build_object('moete', test.moetet(ref), 'sak', ref, 'nummer', 3, 'stemme', 'ja')), ',') from blanke, unnest(test.kst()) h;
select test.grunn('ordfoerer', 'decide_forslag', json_build_object('moete', test.moetet(ref), 'sak', ref, 'nummer', 3)) from blanke;
select is(test.alle(ref, '{0,0,0,0}'), 'ok', 'four of seven vote blank in secret') from blanke;
-- The urn, as the owner of the tables: no ballot is moved, and none is added without a vote.
select throws_ok(format($$update core.valgurne set %s where sak_id = %L$$, sett, (test.sak(ref)).id), 'RP009', null, 'the urn: ' || sett) from blanke,
	unnest(array['liste = 1', 'antall = 0', 'antall = antall + 2', 'antall = antall']) sett;
select throws_ok(format($$insert into core.valgurne select program_id, moete_id, sak_id, 1, 2 from core.valgurne where sak_id = %L$$, (test.sak(ref)).id), 'RP009', null, 'a list begins with one') from blanke;
create function test.i_urnen(ref text) returns text language plpgsql as $$
declare
	reason text;
begin
	insert into core.valgurne select program_id, moete_id, sak_id, 1, 1 from core.valgurne where sak_id = (test.sak(ref)).id;
	set constraints all immediate;
	return 'ok';
exception when others then
	get stacked diagnostics reason = constraint_name;
	return reason;
end $$;
select is(test.i_urnen(ref), 'urnen_stemmer_med_avgitte', 'nor one without a seat that has voted') from blanke;
set constraints all deferred;
select is(test.avgjoer('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok avvist', 'who asks has closed the vote: nobody is elected') from blanke;
select is(test.paa_liste('s5', ref, 1), 'saken_er_avsluttet', 'and nobody votes after') from blanke;
select is(test.styret(), null, 'nobody sits');
select is((select concat_ws(' ', x ->> 'ja', x ->> 'blank', x ->> 'utfall') from json_array_elements(test.svar('krep', 'get_protokoll', json_build_object('moete', test.moetet(ref))) #> '{protokoll,saker}') x), '0 4 nei', 'as the minutes say') from blanke;

-- The lot, drawn by the server: three against three, one seat too few.
create temp table lodd as select test.valg() as ref;
select test.liste('krep', ref, 'm4,k3,m5,k4') || test.liste('s4', ref, 'k5,m6,k6,m7') || test.alle(ref, '{1,1,1,2,2,2,0}') || test.avgjoer('ordfoerer', ref) from lodd;
select is((select string_agg(l.plasser || case when l.lodd then ' ved lodd' else '' end, ', ' order by l.plasser desc) from core.valgoppgjoer l join core.motforslag f on f.id = l.motforslag_id where f.sak_id = (test.sak(ref)).id),
	'3 ved lodd, 2', 'the fifth seat is the lot''s') from lodd;
delete from core.verv where organ_id = (select id from core.organ where kortnavn = 'os');

-- A physical meeting.
create function test.foert(ref text, ja int, mer jsonb) returns text
language sql as $$ select test.foer('ksekr', ref, 'kst', ja, 0, mer) $$;
create function test.lister(a int, la boolean, b int, lb boolean, mer jsonb default '[]') returns jsonb
language sql as $$ select jsonb_build_object('motforslag', jsonb_build_array(jsonb_build_object('tekst', 'Liste A', 'kandidater', 'm4,k3,m5,k4', 'ja', a, 'lodd', la),
	jsonb_build_object('slag', 'liste', 'tekst', 'Liste B', 'kandidater', 'k5,m6,k6,m7', 'ja', b, 'lodd', lb)) || mer) $$;
create temp table fysisk as select test.valg('{"valgmaate":"avtale"}') as ref;
select is(test.foer('ksekr', ref, 'kst', 6, 1), 'avtalevalget_er_ikke_enstemmig', 'six against one is no agreement') from fysisk;
select is(test.foer('ksekr', ref, 'kst', 6, 1, '{"valgmaate":"flertall"}'), 'ok', 'it is a majority') from fysisk;
select is(test.foert(ref, ja, forslag || mer::jsonb), g, t) from fysisk, (values
	(7, test.lister(4, false, 2, false), '{}', 'utfallet_stemmer_ikke_med_stemmene', 'the lists have all the votes'),
	(6, test.lister(3, false, 3, false), '{"blank":1}', 'loddet_stemmer_ikke', 'who won the lot is told'),
	(6, test.lister(3, true, 3, true), '{"blank":1}', 'loddet_stemmer_ikke', 'not both'),
	(7, test.lister(4, true, 3, false), '{}', 'loddet_stemmer_ikke', 'nor where none was drawn'),
	(3, test.lister(2, false, 1, false), '{}', 'ikke_vedtaksfoert', 'a quorum'),
	(8, test.lister(5, false, 3, false), '{}', 'flere_stemmer_enn_seter', 'of those who sit'),
	(0, test.lister(0, false, 0, false), '{"blank":5,"utfall":"ja"}', 'utfallet_stemmer_ikke_med_stemmene', 'all blank elects nobody'),
	(0, test.lister(0, false, 0, false), '{"blank":5,"utfall":"nei"}', 'ok', 'which is a no'),
	(7, test.lister(4, false, 3, false), '{"utfall":"nei"}', 'utfallet_stemmer_ikke_med_stemmene', 'that nobody makes of votes'),
	(7, test.lister(4, false, 3, false, '[{"slag":"hemmelig","tekst":"Skriftlig","vedtatt":true,"ja":5,"nei":2}]'), '{"dissens":["S7"]}', 'hemmelig_valg_har_ingen_navn', 'a secret ballot has no dissent'),
	(7, test.lister(4, false, 3, false, '[{"slag":"hemmelig","tekst":"Skriftlig","vedtatt":true,"ja":5,"nei":2}]'), '{"moeteleders_stemme":"ja"}', 'hemmelig_valg_har_ingen_navn', 'nor the presiding member''s vote'),
	(7, test.lister(4, false, 3, false, '[{"slag":"endring","tekst":"Andre navn","vedtatt":true,"ja":5,"nei":2,"forslag":{"verv":[{"organ":"os","rolle":"medlem","brukernavn":"k3"}]}}]'), '{}', 'listene_avgjoer_valget', 'the lists decide, no amendment beside them'),
	(6, test.lister(3, false, 3, true, '[{"slag":"hemmelig","tekst":"Skriftlig","vedtatt":true,"ja":5,"nei":2}]'), '{"blank":1}', 'ok', 'in writing, the lot fell on B')) v (ja, forslag, mer, g, t);
select is(test.foer('ksekr', ref, 'kst', 7, 0, '{"motforslag":[{"slag":"hemmelig","tekst":"Skriftlig","vedtatt":true,"ja":5,"nei":2}]}'), 'bare_forholdsvalg_er_hemmelig', 'a secret election has lists') from fysisk;
select is(test.bekreft('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok vedtatt', 'confirmed') from fysisk;
select is(test.styret(), 'k3 medlem, k5 medlem, k6 medlem, m4 medlem, m6 medlem', 'two of A, three of B');
select is((test.sak(ref)).forslag ->> 'valgmaate', 'forhold', 'whatever was proposed') from fysisk;

-- Row 6: the styringsgruppe, with or without its mandate alone.
select is(test.ny_sak('direktoer', 6, '{"verv":[{"organ":"sg","brukernavn":"m8","rolle":"medlem"},{"organ":"epl","brukernavn":"k8","rolle":"prosjektleder"}]}') ~ '^dal/sak-', true, 'row 6 appoints');
select is(test.ny_sak('direktoer', 6) ~ '^dal/sak-', true, 'or adopts the mandate');
select is(test.ny_sak('direktoer', 6, '{"verv":[{"organ":"os","brukernavn":"m8","rolle":"medlem"}]}'), 'forslaget_gjelder_et_annet_organ', 'but not the board');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('valgoppgjoer')$$, 'journalled');
select throws_ok($$delete from core.valgoppgjoer$$, 'RP009', null, 'and kept');
-- Varas of the lists (KL 7-6, 7-10): as many as its members and two more, in the list's order; called for their own list's seats.
select is((select string_agg(case v ->> 'rolle' when 'vara' then 'v:' else '' end || (v ->> 'brukernavn'), ' ' order by nr) from jsonb_array_elements(core.plasser_fra_liste((select jsonb_agg(jsonb_build_object(
	'brukernavn', k, 'rolle', 'medlem') order by n) from string_to_table(liste, ' ') with ordinality x (k, n)), plasser, vara)) with ordinality y (v, nr)), svar, t) from (values
	('m1 k1 m2 k2 m3 k3', 1, true, 'm1 v:k1 v:m2 v:k2', 'one member, three varas'), ('m1 k1 m2 k2 m3 k3', 2, true, 'm1 k1 v:m2 v:k2 v:m3 v:k3', 'two and four'),
	('m1 k1 m2', 2, true, 'm1 k1 v:m2', 'as far as it goes'), ('m1 k1 m2', 2, false, 'm1 k1', 'none where the organ has none'), ('m1 k1', 0, true, null, 'who won nothing has no vara'),
	('m1 m2 m3 m4 k1 k2 k3', 2, true, 'm1 k1 v:m2 v:m3 v:k2 v:k3', 'four varas of five: forty per cent of each')) v (liste, plasser, vara, svar, t);
delete from core.verv where organ_id = (select id from core.organ where kortnavn = 'os');
select test.person(x) from unnest(array['k3', 'k5', 'k6', 'm6']) x;
create temp table varaer as select test.valg('{"verv":[{"organ":"os","brukernavn":"m1","rolle":"medlem"},{"organ":"os","brukernavn":"k1","rolle":"medlem"},{"organ":"os","brukernavn":"m2","rolle":"medlem"},{"organ":"os","brukernavn":"m3","rolle":"vara"}]}') as ref;
select is(test.liste('krep', ref, 'm4,k3,m5,k4,m7') || test.liste('s4', ref, 'k5,m6,k6') || test.alle(ref, '{1,1,1,1,2,2,0}') || test.avgjoer('ordfoerer', ref), 'okokokok', 'four against two, three seats: 4 2 2') from varaer;
select is((select string_agg(concat(v.liste, ' ', p.brukernavn, ' ', v.rolle, v.rekkefoelge), ', ' order by v.liste, v.rolle, v.rekkefoelge, p.brukernavn) from core.verv v join core.person p on p.id = v.person_id
	where v.organ_id = (select id from core.organ where kortnavn = 'os')), '1 k3 medlem, 1 m4 medlem, 1 m5 vara1, 1 k4 vara2, 1 m7 vara3, 2 k5 medlem, 2 m6 vara4, 2 k6 vara5', 'two and three, one and two');
select is(json_array_length(test.svar('krep', 'get_organ', '{"organ":"os"}') -> 'verv') || ' ' || (select v ->> 'liste' from json_array_elements(test.svar('krep', 'get_organ', '{"organ":"os"}') -> 'verv') v where v ->> 'brukernavn' = 'k6'), '8 2', 'as the organ shows');
create function test.innkalt_for(hvem text) returns text language plpgsql as $$
begin
	perform test.kall(hvem, 'meld_forfall', json_build_object('organ', 'os', 'dato', core.i_dag()));
	return (select string_agg((i ->> 'brukernavn') || ' for ' || (i ->> 'representerer'), ', ' order by n) from jsonb_array_elements(core.innkallinger((select id from core.organ where kortnavn = 'os'), core.i_dag())) with ordinality x (i, n));
end $$;
select is(test.innkalt_for('k5'), 'm6 for k5', 'the second list''s first vara, though three stand before him');
select is(test.innkalt_for('m6'), 'k6 for k5', 'then its second');
select is(test.innkalt_for('k6'), null, 'then nobody: the first list''s are not that group''s');
select is(test.innkalt_for('k3'), 'm5 for k3', 'they are called for their own');
select is((select string_agg(concat(p.brukernavn, '>', coalesce(q.brukernavn, '-')), ' ' order by p.brukernavn) from core.antatte_seter(null, (select id from core.organ where kortnavn = 'os'), core.i_dag() + 1,
	array(select id from core.person where brukernavn in ('k5', 'm4')), '{}') x join core.person p on p.id = x.medlem left join core.person q on q.id = x.sitter), 'k3>k3 k5>m6 m4>m5', 'what if: the same');
select * from finish();
rollback;

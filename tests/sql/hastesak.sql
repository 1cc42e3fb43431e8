-- Urgent cases decided by another organ (handbook, section 6, V-1; KL 11-8): only empowered by the kommunestyre itself, only marked with a
-- reason, only while the power holds on the meeting's date, never what the law keeps for the kommunestyre; reported to its next meeting. As
-- the daemon's role, by both ways of voting.
begin;
select plan(80);
\ir lib/felles.psql
\ir lib/sak.psql

select test.organ('fsk', 'FSK', 'folkevalgt', 'kommunen', 5), test.organ('nabo', 'K', 'etat', 'fylket'), test.organ('nfsk', 'FSK', 'folkevalgt', 'nabo', 5);
select test.person('nabo', 'nfsk', 'leder'), test.person('ordfoerer', 'fsk', 'leder'), test.person('f2', 'fsk', 'nestleder'), test.person('f3', 'fsk', 'medlem'), test.person('f4', 'fsk', 'medlem'),
	test.person('f5', 'fsk', 'medlem'), test.person('fsksekr', 'fsk', 'sekretaer'), test.person('eva', 'os', 'leder');
create function test.fullmakt(mer jsonb default '{}') returns jsonb
language sql as $$
	select jsonb_build_object('delegasjoner', jsonb_build_array(jsonb_build_object('fra_organ', 'kst', 'til_organ', 'fsk', 'beslutning', 33, 'hastesak', true,
		'emne', 'Videreføring når det haster', 'gyldig_fra', '2020-10-01', 'gyldig_til', '2020-12-31') || mer))
$$;
create function test.haste(hvem text, ref text, grunn text default 'Fristen er i dag') returns text
language sql as $$ select test.grunn(hvem, 'mark_hastesak', json_build_object('sak', ref, 'grunn', grunn)) $$;
create function test.gitt(rad int, mer jsonb default '{}') returns text
language plpgsql as $$
declare
	ref text := test.ny_sak('direktoer', 12, test.fullmakt(jsonb_build_object('beslutning', rad) || mer));
begin
	perform test.sg_innstiller(ref);
	return test.kst_vedtar(ref);
end $$;
-- A case of a row that KST decides at once, ready for it.
create function test.klar(rad int, forslag jsonb default '{}') returns text
language plpgsql as $$
declare
	ref text := test.ny_sak('silje', rad, forslag);
begin
	perform test.gjoer('silje', 'forbereder', ref);
	return ref;
end $$;
select test.person('silje', 'pl', 'programleder');

-- Who is an organ for urgent cases.
select is(test.grunn(hvem, 'attach_organ', json_build_object('program', 'dal', 'organ', organ, 'funksjon', 'HAST')), g, t) from (values
	('fadm', 'kdir', 'organet_passer_ikke_til_funksjonen', 'one person is none'), ('fadm', 'kst', 'organet_passer_ikke_til_funksjonen', 'nor the kommunestyre itself'),
	('kadm', 'fsk', 'funksjonen_gis_av_fylket', 'the owner attaches no decider'), ('fadm', 'fsk', 'ok', 'the formannskap is one'), ('fadm', 'nfsk', 'ok', 'a neighbour''s is attached by mistake')) v (hvem, organ, g, t);

-- What may be proposed.
select is(test.ny_sak('direktoer', 12, test.fullmakt(m::jsonb)), g, t) from (values
	('{"beslutning":25}', 'raden_avgjoeres_av_organet_selv', 'the kommune''s own share is the kommunestyre''s (KL 14-2)'),
	('{"beslutning":22}', 'raden_avgjoeres_av_organet_selv', 'and the year''s total'),
	('{"beslutning":12}', 'raden_avgjoeres_av_organet_selv', 'a power does not empower'),
	('{"beslutning":13}', 'raden_avgjoeres_av_organet_selv', 'nor fill the board'),
	('{"beslutning":6}', 'raden_avgjoeres_av_organet_selv', 'nor the styringsgruppe'),
	('{"beslutning":27}', 'raden_avgjoeres_av_organet_selv', 'what is not KST''s, KST does not give'),
	('{"fra_organ":"sg"}', 'hastefullmakt_gis_av_kommunestyret', 'by the kommunestyre alone'),
	('{"fra_organ":"fu"}', 'hastefullmakt_gis_av_kommunestyret', 'not by the county'),
	('{"til_organ":"os"}', 'organet_er_ikke_hasteorgan', 'to an organ for urgent cases'),
	('{"til_organ":"nfsk"}', 'organet_er_ikke_hasteorgan', 'of its own kommune'),
	('{"beloep":"0"}', 'ugyldig_beloep', 'with a limit of something, if any'),
	('{"emne":""}', 'felt_mangler', 'with a subject'),
	('{"gyldig_til":null}', 'felt_mangler', 'and an end')) v (m, g, t);
select is(test.fjern((test.kall('direktoer', 'create_sak', json_build_object('program', 'dal', 'beslutning', 12, 'tittel', 'x', 'forslag', test.fullmakt('{"beslutning":25}')))).detalj, '{kilde}'),
	'KL 14-2', 'the refusal says why');

-- Before anything is decided.
create temp table sak1 as select test.klar(33) as ref;
select is(test.haste('direktoer', ref), 'ingen_har_hastefullmakt', 'nobody is empowered') from sak1;
select is(test.fjern((test.kall('direktoer', 'mark_hastesak', json_build_object('sak', ref, 'grunn', 'x'))).detalj, '{tur,organer,0}'), 'Kst', 'the refusal says whose turn it is') from sak1;
select is(test.foer('fsksekr', ref, 'fsk', 4, 1), 'saken_er_ingen_hastesak', 'the formannskap decides nothing') from sak1;
create temp table nekt as select test.kall('fsksekr', 'record_result', json_build_object('sak', ref, 'resultat',
	json_build_object('organ', 'fsk', 'dato', '2020-10-01', 'saksnummer', '1', 'utfall', 'ja', 'ja', 4))) as k from sak1;
select is(test.fjern((k).detalj, '{regel}') || ' ' || test.fjern((k).detalj, '{kilde}') || ' ' || test.fjern((k).detalj, '{tur,organer,0}'), '33.3 V-1; KL 11-8 Kst', 'by rule, source and turn') from nekt;
select is(test.gitt(33), 'ok', 'the kommunestyre empowers it');
select is(test.svar('eva', 'list_delegasjoner', '{"program":"dal"}') #>> '{delegasjoner,0,hastesak}', 'true', 'which all of the programme see');
select is(test.foer('fsksekr', ref, 'fsk', 4, 1), 'saken_er_ingen_hastesak', 'what is not urgent waits for the kommunestyre') from sak1;
select is(test.moete('ordfoerer', 'fsk', ref), 'saken_er_ingen_hastesak', 'and does not come on its agenda') from sak1;

-- Marked, with a reason, by who may.
select is(test.haste(hvem, ref, coalesce(grunn, 'Fristen er i dag')), g, t) from sak1, (values
	('silje', null, 'hastesak_merkes_av_lederen', 'the programleder does not say it'), ('krep', null, 'hastesak_merkes_av_lederen', 'nor a member'),
	('fordfoerer', null, 'hastesak_merkes_av_lederen', 'nor the county'), ('nabo', null, 'hastesak_merkes_av_lederen', 'nor who leads an organ that is attached and not empowered'), ('direktoer', ' ', 'felt_mangler', 'not without a reason'), ('utenfor', null, 'ukjent_sak', 'outside there is no case'),
	('direktoer', null, 'ok', 'the kommunedirektør does'), ('ordfoerer', null, 'saken_er_alt_merket_som_hastesak', 'once')) v (hvem, grunn, g, t);
select is(test.svar('silje', 'get_sak', json_build_object('sak', ref)) #>> '{sak,hastegrunn}', 'Fristen er i dag', 'the case shows why') from sak1;
select matches((select string_agg(h, ' ') from json_array_elements(test.svar('silje', 'explain_sak', json_build_object('sak', ref)) -> 'saksgang') x, json_array_elements_text(x -> 'hvorfor') h),
	'Saken haster \(«Fristen er i dag»\): Fsk kan avgjøre den i stedet for Kst, etter myndighet som gjelder til 2020-12-31 \(KL 11-8\)', 'so does its route') from sak1;
select is(json_array_length(test.svar('f3', 'list_tasks') -> 'oppgaver'), 0, 'a member waits for the meeting');

-- Decided by the formannskap's own members and quorum, in its meeting.
select is(test.moete('ordfoerer', 'fsk', ref), 'ok', 'the formannskap meets') from sak1;
select is(test.svar('f3', 'list_tasks') #>> '{oppgaver,0,akt}', 'stemme', 'and its members vote');
select is(test.stem('krep', ref, 'ja'), 'ingen_aapent_moete', 'the kommunestyre''s do not, there') from sak1;
select is(test.moete('ordfoerer', 'kst', ref), 'saken_er_i_et_annet_moete', 'nor do they meet on it meanwhile') from sak1;
create temp table begge as select test.kall('ksekr', 'open_moete', json_build_object('organ', 'kst', 'saker', json_build_array(ref))) as k from sak1;
select is(test.fjern((k).detalj, '{organer}') || ' ' || test.fjern((k).detalj, '{kilde}'), 'Fsk V-1; KL 11-8', 'the refusal says where it is') from begge;
select test.stem('ordfoerer', ref, 'ja'), test.stem('f2', ref, 'nei') from sak1;
select is(test.avgjoer('ordfoerer', ref), 'ikke_vedtaksfoert', 'two of five are no quorum') from sak1;
select is(test.stem('f3', ref, 'nei') || test.stem('f4', ref, 'ja') || test.avgjoer('ordfoerer', ref), 'okokok', 'two against two: its leader''s vote decides') from sak1;
select is(test.tilstand(ref), 'vedtatt', 'decided') from sak1;
select is((select o.kortnavn || ' ' || v.akt from core.vedtak v join core.organ o on o.id = v.organ_id where v.sak_id = (test.sak(ref)).id), 'fsk vedtar', 'by the formannskap') from sak1;
select is((select r.tilstand from core.rute(test.sak(ref), core.i_dag()) r where r.funksjon = 'KST' and r.akt = 'vedtar'), 'ferdig', 'the step is done') from sak1;

-- Reported to the kommunestyre's next meeting, by itself, once.
create temp table moetet as select test.svar('ksekr', 'open_moete', json_build_object('organ', 'kst', 'saker', json_build_array(test.klar(33)))) as svar;
select is((select string_agg(m ->> 'sak', ',') from moetet, json_array_elements(svar -> 'meldinger') m), ref, 'it is reported') from sak1;
select is(test.svar('eva', 'list_delegasjoner', '{"program":"dal"}') #>> '{delegasjoner,0,bruk,0,meldt}', '2020-10-01', 'which the delegation shows');
select test.dag('2020-10-02');
select is(json_array_length(test.svar('ksekr', 'open_moete', json_build_object('organ', 'kst', 'saker', json_build_array(test.klar(33)))) -> 'meldinger'), 0, 'once');

-- A physical meeting of the formannskap; a limit; another row than was given; the kommunestyre may still decide.
create temp table sak2 as select test.klar(33) as ref;
select is(test.haste('fsksekr', ref), 'ok', 'the formannskap''s secretary marks') from sak2;
select is(test.foer('fsksekr', ref, 'fsk', 3, 2), 'ok', 'a recorded meeting') from sak2;
select is(test.bekreft('ordfoerer', ref) || ' ' || test.tilstand(ref), 'ok vedtatt', 'is confirmed') from sak2;
select is(test.haste('direktoer', test.klar(21, '{"beloep":"100"}')), 'ingen_har_hastefullmakt', 'row 33 is not row 21');
select is(test.haste('direktoer', test.ny_sak('direktoer', 25)), 'raden_avgjoeres_av_organet_selv', 'row 25 is never urgent for another');
select is(test.gitt(21, '{"beloep":"50000"}'), 'ok', 'row 21 with a limit');
create temp table sak3 as select b, test.ny_sak('silje', 21, jsonb_build_object('beloep', b)) as ref from unnest(array['50000', '50001']) b;
select test.avgjoer('silje', ref), test.haste('direktoer', ref), test.foer('fsksekr', ref, 'fsk', 5, 0) from sak3;
select is(test.bekreft('ordfoerer', ref), case b when '50000' then 'ok' else 'over_delegert_grense' end, b) from sak3 order by b;
create temp table endret as select b, test.ny_sak('silje', 21, '{"beloep":"50000"}') as ref from unnest(array['40000', '50001']) b;
select test.avgjoer('silje', ref), test.haste('direktoer', ref), test.foer('fsksekr', ref, 'fsk', 5, 0, jsonb_build_object('motforslag', jsonb_build_array(jsonb_build_object(
	'slag', case b when '40000' then 'endring' else 'alternativ' end, 'tekst', 'Et annet beløp', 'vedtatt', true, 'ja', 5, 'forslag', jsonb_build_object('beloep', b))))) from endret;
select is(test.bekreft('ordfoerer', ref) || ' ' || ((test.sak(ref)).forslag ->> 'beloep'), case b when '40000' then 'ok 40000' else 'over_delegert_grense 50000' end, 'amended to ' || b) from endret order by b;
create temp table sak4 as select test.klar(33) as ref;
select is(test.haste('ksekr', ref) || test.kst_vedtar(ref), 'okok', 'an urgent case may be the kommunestyre''s all the same') from sak4;

create temp table sak8 as select test.klar(33) as ref;
select is(test.haste('direktoer', ref) || test.moete('ordfoerer', 'kst', ref), 'okok', 'where the kommunestyre has it before it') from sak8;
select is(test.moete('ordfoerer', 'fsk', ref), 'saken_er_i_et_annet_moete', 'the formannskap does not take it') from sak8;
select is(test.stem('ordfoerer', ref, 'nei'), 'ok', 'who sits in both') from sak8;
select is((select o.kortnavn from core.stemme x join core.moete m on m.id = x.moete_id join core.organ o on o.id = m.organ_id where x.sak_id = (test.sak(ref)).id),
	'kst', 'votes where it is') from sak8;
select is(test.grunn('ordfoerer', 'close_moete', json_build_object('moete', (select m.id from core.moete m join core.moete_sak l on l.moete_id = m.id where l.sak_id = (test.sak(ref)).id), 'sted', 'Salen')), 'ok', 'that meeting ends') from sak8;
select is(test.moete('ordfoerer', 'fsk', ref) || test.stem('f2', ref, 'ja'), 'okok', 'and the formannskap may') from sak8;
select is(test.grunn('ordfoerer', 'close_moete', json_build_object('moete', (select m.id from core.moete m join core.moete_sak l on l.moete_id = m.id where l.sak_id = (test.sak(ref)).id
	and m.organ_id = (select id from core.organ where kortnavn = 'fsk')), 'sted', 'Salen')), 'ok', 'until that ends') from sak8;

-- Withdrawn between the marking and the vote; expired on the meeting's date; judged on it, not today.
create temp table sak5 as select test.klar(33) as ref;
select test.haste('direktoer', ref) from sak5;
create temp table sak6 as select test.klar(33) as ref;
select test.haste('direktoer', ref), test.foer('fsksekr', ref, 'fsk', 5, 0) from sak6;
select test.dag('2020-10-03');
select is(test.grunn('ordfoerer', 'withdraw_delegasjon', json_build_object('delegasjon', (select id from core.delegasjon where beslutning = 33))), 'ok', 'withdrawn');
select is(test.foer('fsksekr', ref, 'fsk', 5, 0), 'ingen_har_hastefullmakt', 'a meeting today has no power') from sak5;
select is(test.foer('fsksekr', ref, 'fsk', 5, 0, '{"dato":"2020-10-02"}'), 'ok', 'one of yesterday had') from sak5;
select is(test.bekreft('ordfoerer', ref), 'ok', 'and what it decided is confirmed') from sak6;
select is(test.gitt(33, '{"gyldig_til":"2020-10-31"}'), 'ok', 'given anew, for October');
select test.dag('2020-11-01');
create temp table sak7 as select test.klar(33) as ref;
select is(test.haste('direktoer', ref), 'ingen_har_hastefullmakt', 'over in November') from sak7;

-- Where each of several kommunestyrer must say yes, or a regionråd decides, nobody is empowered.
select test.dag('2020-10-03');
select is(test.haste('direktoer', test.klar(33)), 'ok', 'in October it holds');
select test.dag('2020-11-01');
update core.program set eiermodus = 'C' where kortnavn = 'dal';
select is(test.ny_sak('direktoer', 12, test.fullmakt()), 'hastefullmakt_gis_av_kommunestyret', 'mode C: each says yes itself');
update core.program set eiermodus = 'B' where kortnavn = 'dal';
update core.organ set art = 'RR' where kortnavn = 'kst';
select is(test.ny_sak('direktoer', 12, test.fullmakt()), 'hastefullmakt_gis_av_kommunestyret', 'mode B: not the regionråd''s to give');
update core.program set eiermodus = 'A' where kortnavn = 'dal';
update core.organ set art = 'KST' where kortnavn = 'kst';

select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('hastesak'), ('delegasjon_brukt'), ('delegert_vedtak_meldt')$$, 'journalled');
select throws_ok($$delete from core.hastesak$$, 'RP009', null, 'and kept');
select * from finish();
rollback;

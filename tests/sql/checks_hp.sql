-- Every rule of a handlingsplan: a small consistent plan, one slip at a time, and exactly the findings that the handbook
-- (8.2) demands of it, written by hand. A slip that only one rule can see must give one finding.
\set op `cat :src/tests/sql/data/omstillingsplan.json`
\set hp `cat :src/tests/sql/data/handlingsplan.json`
begin;
select plan(82);

create temp table fast on commit drop as select :'op'::jsonb as op, :'hp'::jsonb as hp;

-- The plan with one value changed: "null" as text takes the field away.
create function pg_temp.med(sti text, verdi jsonb) returns jsonb language sql as $$
	select case when verdi is null then hp #- sti::text[] else jsonb_set(hp, sti::text[], verdi) end from fast
$$;
create function pg_temp.funn(dok jsonb, op jsonb) returns text language sql as $$
	select coalesce(string_agg(format('%s %s %s: %s / %s', regel, alvor, sted, coalesce(oppgitt, 'null'), coalesce(beregnet, 'null')), E'\n' order by nr), '')
	from checks.handlingsplan(dok, op) with ordinality as f(regel, alvor, sted, oppgitt, beregnet, kilde, tekst, nr)
$$;
create function pg_temp.gir(dok jsonb, svar text, navn text) returns text language sql as $$
	select is(pg_temp.funn(dok, op), svar, navn) from fast
$$;

select pg_temp.gir(hp, '', 'the plan itself has no finding') from fast;

-- HP-1
select pg_temp.gir(pg_temp.med('{omraader,0,tiltak,0,budsjett}', '"1000001"'),
	'HP-1 feil omraader/1/oppgitt_sum_budsjett: 1500000 / 1500001', 'HP-1: a row is off by a krone; nothing above it follows');
select pg_temp.gir(pg_temp.med('{omraader,0,tiltak,0,budsjett}', '"1000000.00"'), '', 'HP-1: øre that are 0 change nothing');
select pg_temp.gir(pg_temp.med('{omraader,0,oppgitt_sum_budsjett}', null), '', 'HP-1: no printed sum, nothing to compare; HP-5 takes the rows');
select pg_temp.gir(pg_temp.med('{omraader,0,oppgitt_sum_budsjett}', '"1400000"'),
	E'HP-1 feil omraader/1/oppgitt_sum_budsjett: 1400000 / 1500000\nHP-5 feil budsjett/omraader/1/ramme: 1500000 / 1400000',
	'HP-1: a wrong sum is compared below and above');

-- HP-2
select pg_temp.gir(pg_temp.med('{omraader,0,tiltak,1,resultatmaal}', '"1"'),
	'HP-2 feil omraader/1/oppgitt_sum_resultatmaal: 1 / 2', 'HP-2: rows against the sum');
select pg_temp.gir(pg_temp.med('{omraader,1,oppgitt_sum_resultatmaal}', '"3"'),
	'HP-2 feil omraader/2/oppgitt_sum_resultatmaal: 3 / 0', 'HP-2: a wrong sum disagrees with rows and T2, and is one finding');
select pg_temp.gir(jsonb_set(pg_temp.med('{omraader,2,oppgitt_sum_resultatmaal}', '"2"'), '{omraader,2,tiltak,0,resultatmaal}', '"2"'),
	'HP-2 feil omraader/3/oppgitt_sum_resultatmaal: 2 / 1', 'HP-2: the sum fits its rows but not T2');
select pg_temp.gir(pg_temp.med('{omraader,3,oppgitt_sum_resultatmaal}', '"0"'),
	'HP-2 feil omraader/4/oppgitt_sum_resultatmaal: 0 / -', 'HP-2: 0 is not "-"');
select pg_temp.gir(jsonb_set(pg_temp.med('{omraader,2,oppgitt_sum_resultatmaal}', null), '{omraader,2,tiltak,0}', '{"bokstav": "D", "budsjett": "700000"}'),
	'HP-2 feil omraader/3/oppgitt_sum_resultatmaal: null / 1', 'HP-2: T2 has a goal, H1 none');
select pg_temp.gir(pg_temp.med('{omraader,2,oppgitt_sum_resultatmaal}', null), '', 'HP-2: without a printed sum the rows are compared with T2');

select pg_temp.gir(pg_temp.med('{omraader,2}', null),
	E'HP-2 feil innsatsomraader/3: null / 1\nHP-4 varsel innsatsomraader/3/strategier/D: null / D\nHP-5 feil budsjett/omraader/3/ramme: 700000 / null', 'HP-2: an area with a goal that the plan leaves out is one without jobs');
select pg_temp.gir(pg_temp.med('{omraader,3}', null),
	E'HP-4 varsel innsatsomraader/4/strategier/E: null / E\nHP-5 feil budsjett/omraader/4/ramme: 400000 / null', 'HP-2: one without a goal is not');
select is((select string_agg(regel || ' ' || coalesce(beregnet, ''), ', ' order by beregnet) from fast, checks.handlingsplan(jsonb_build_object('aar', hp -> 'aar'), op) where alvor = 'feil'), 'HP-2 1, HP-2 1',
	'HP-2: an empty plan leaves out each goal of its year');

-- HP-3, HP-4
select pg_temp.gir(pg_temp.med('{omraader,1,tiltak,0,bokstav}', '"F"'),
	E'HP-3 feil omraader/2/tiltak/F: F / null\nHP-4 varsel innsatsomraader/2/strategier/C: null / C\nHP-13 varsel omraader/2/delmaal_oversikt/C: 3 igangsatt, igangsatt (uten antall) / null',
	'HP-3: a letter that the omstillingsplan does not have; HP-4: and one that is gone');
select pg_temp.gir(pg_temp.med('{omraader,2,tiltak,0,bokstav}', '"E"'),
	E'HP-3 feil omraader/3/tiltak/E: E / 4\nHP-4 varsel innsatsomraader/3/strategier/D: null / D', 'HP-3: the right letter under the wrong area');
select pg_temp.gir(pg_temp.med('{omraader,2,tiltak}', '[{"bokstav": "D", "budsjett": "300000", "resultatmaal": "1"}, {"bokstav": "D", "budsjett": "400000", "resultatmaal": "0"}]'),
	'', 'HP-3: two tiltak under one strategy are no slip');
select is(pg_temp.funn(hp, null), 'HP-3 feil omraader: null / null', 'HP-3: without an omstillingsplan, one finding and no guess by the other rules') from fast;
select pg_temp.gir(hp #- '{omraader,3,tiltak}', 'HP-4 varsel innsatsomraader/4/strategier/E: null / E', 'HP-4: a letter is left out') from fast;

-- HP-5
select pg_temp.gir(pg_temp.med('{budsjett,omraader,0,ramme}', '"1500001"'),
	E'HP-5 feil budsjett/omraader/1/ramme: 1500001 / 1500000\nHP-7 feil budsjett/omraader/1/oppgitt_sum: 1600000 / 1600001\nHP-8 feil budsjett/sum_omraader/ramme: 3400000 / 3400001',
	'HP-5: a frame is an addend of its row and its column too');
select pg_temp.gir(jsonb_set(pg_temp.med('{budsjett,omraader,3,nummer}', '5'), '{budsjett,omraader,3,navn}', '"Annet"'),
	E'HP-5 feil budsjett/omraader/4/ramme: null / 400000\nHP-5 feil budsjett/omraader/5/ramme: 400000 / null', 'HP-5: an area that only one of the tables has');

-- HP-6
select pg_temp.gir(pg_temp.med('{budsjett,omraader,1,timer}', '"101"'),
	E'HP-6 feil budsjett/omraader/2/kostnad: 40000 / 40400\nHP-8 feil budsjett/prosjektarbeid/timer: 500 / 501\nHP-8 feil budsjett/sum_omraader/timer: 500 / 501',
	'HP-6: hours x rate; the chapter''s own hours fit the cost and are not blamed');
select pg_temp.gir(pg_temp.med('{omraader,1,timer}', '"101"'), 'HP-6 feil omraader/2/timer: 101 / 100', 'HP-6: the chapter states other hours than the budget');
select pg_temp.gir(pg_temp.med('{budsjett,omraader,1,timer}', '"-"'),
	E'HP-8 feil budsjett/prosjektarbeid/timer: 500 / 400\nHP-8 feil budsjett/sum_omraader/timer: 500 / 400', 'HP-6: "-" is no hours to multiply');
select pg_temp.gir(pg_temp.med('{budsjett,timepris}', null), '', 'HP-6: no rate, no product');
select pg_temp.gir(jsonb_set(jsonb_set(pg_temp.med('{budsjett,timepris}', '"500"'), '{budsjett,omraader}', '[]'), '{budsjett,sum_omraader}', '{"ramme": "3400000", "oppgitt_sum": "3600000"}'),
	'HP-6 feil budsjett/prosjektarbeid/kostnad: 200000 / 250000', 'HP-6: project work as a whole');

-- HP-7
select pg_temp.gir(pg_temp.med('{budsjett,omraader,3,oppgitt_sum}', '"520000"'),
	E'HP-7 feil budsjett/omraader/4/oppgitt_sum: 520000 / 420000\nHP-8 feil budsjett/sum_omraader/oppgitt_sum: 3600000 / 3700000', 'HP-7: a row; HP-8: and its column as printed');
select pg_temp.gir(pg_temp.med('{budsjett,administrasjon,oppgitt_sum}', '"500000"'),
	E'HP-7 feil budsjett/administrasjon/oppgitt_sum: 500000 / 400000\nHP-8 feil budsjett/totalsum/oppgitt_sum: 4000000 / 4100000', 'HP-7: administration');

-- HP-8
select pg_temp.gir(pg_temp.med('{budsjett,sum_omraader,ramme}', '"3500000"'),
	E'HP-8 feil budsjett/sum_omraader/ramme: 3500000 / 3400000\nHP-8 feil budsjett/totalsum/ramme: 3400000 / 3500000', 'HP-8: frames');
select pg_temp.gir(pg_temp.med('{budsjett,sum_omraader,timer}', '"600"'), 'HP-8 feil budsjett/sum_omraader/timer: 600 / 500', 'HP-8: hours');
select pg_temp.gir(pg_temp.med('{budsjett,sum_omraader,kostnad}', '"-"'), '', 'HP-8: "-" in a sum row is no sum');
select pg_temp.gir(pg_temp.med('{budsjett,sum_prosjektarbeid_og_administrasjon,kostnad}', '"700000"'),
	'HP-8 feil budsjett/sum_prosjektarbeid_og_administrasjon/kostnad: 700000 / 600000', 'HP-8: project work and administration');
select pg_temp.gir(pg_temp.med('{budsjett,totalsum,kostnad}', '"600001"'), 'HP-8 feil budsjett/totalsum/kostnad: 600001 / 600000', 'HP-8: grand sum of a column');
select pg_temp.gir(pg_temp.med('{finansiering,oppgitt_sum}', '"3900000"'),
	E'HP-8 feil finansiering/oppgitt_sum: 3900000 / 4000000\nHP-9 feil budsjett/totalsum/oppgitt_sum: 4000000 / 3900000', 'HP-8: the sum of H2');
select pg_temp.gir(pg_temp.med('{budsjett,sum_omraader}', null), '', 'HP-8: a table without the areas'' sum row adds the areas themselves');
select pg_temp.gir(jsonb_set(hp, '{budsjett}', '{"omraader": [{"nummer": 1, "ramme": "1500000", "oppgitt_sum": "1500000"}, {"nummer": 2, "ramme": "800000"},
	{"nummer": 3, "ramme": "700000"}, {"nummer": 4, "ramme": "400000"}], "sum_omraader": {"oppgitt_sum": "1500000"}, "prosjektarbeid": {"kostnad": "2000000"},
	"administrasjon": {"kostnad": "500000"}, "totalsum": {"oppgitt_sum": "4000000"}}'), '', 'HP-8: areas without cost of their own: project work is added on top') from fast;

create function pg_temp.delt(omraader text[], sum text, totalt text) returns jsonb language sql as $$
	select jsonb_strip_nulls(jsonb_set(jsonb_set(hp || jsonb_build_object(felt, totalt), '{budsjett,omraader}', (
		select jsonb_agg(v || jsonb_build_object(felt, omraader[nr]) order by nr) from jsonb_array_elements(hp #> '{budsjett,omraader}') with ordinality as a (v, nr))),
		array['budsjett', 'sum_omraader', felt], coalesce(to_jsonb(sum), 'null'))) from fast, (values ('soekbare_midler')) as f (felt)
$$;
select pg_temp.gir(pg_temp.delt('{1000000,500000,0,-}', '1500000', '1500000'), '', 'HP-8: what companies may apply for, area by area');
select pg_temp.gir(pg_temp.delt('{1000000,500000,0,-}', '1500000', '1600000'), 'HP-8 feil soekbare_midler: 1600000 / 1500000', 'HP-8: the plan''s total of it');
select pg_temp.gir(pg_temp.delt('{1000000,500000,0,-}', '1600000', '1600000'), 'HP-8 feil budsjett/sum_omraader/soekbare_midler: 1600000 / 1500000', 'HP-8: the table''s total of it');
select pg_temp.gir(pg_temp.delt('{1000000,500000,0,-}', null, '1600000'), 'HP-8 feil soekbare_midler: 1600000 / 1500000', 'HP-8: without the table''s total the areas are added');
select pg_temp.gir(hp || '{"soekbare_midler": "1600000", "prosjektrettet_arbeid": "1"}', '', 'HP-8: a total that no area splits has no addends') from fast;
select pg_temp.gir(jsonb_set(pg_temp.med('{budsjett,omraader,0,prosjektrettet_arbeid}', '"5"'), '{budsjett,sum_omraader,prosjektrettet_arbeid}', '"6"'),
	'HP-8 feil budsjett/sum_omraader/prosjektrettet_arbeid: 6 / 5', 'HP-8: own projects likewise');

-- HP-9, HP-11
select pg_temp.gir(pg_temp.med('{budsjett,totalsum,oppgitt_sum}', '"4100000"'),
	E'HP-8 feil budsjett/totalsum/oppgitt_sum: 4100000 / 4000000\nHP-9 feil budsjett/totalsum/oppgitt_sum: 4100000 / 4000000\nHP-11 varsel budsjett/totalsum/oppgitt_sum: 4100000 / 4000000',
	'HP-9: the grand sum against H2; HP-11: against the omstillingsplan');
select pg_temp.gir(pg_temp.med('{budsjett,totalsum,oppgitt_sum}', null), 'HP-9 feil budsjett/totalsum/oppgitt_sum: null / 4000000', 'HP-9: no grand sum at all');
select pg_temp.gir(pg_temp.med('{finansiering}', null), 'HP-9 feil budsjett/totalsum/oppgitt_sum: 4000000 / null', 'HP-9: no financing at all');
select is(pg_temp.funn(hp, op #- '{finansiering}' #- '{ressurser}' || '{"aarlig_ramme": "5000000"}'),
	'HP-11 varsel budsjett/totalsum/oppgitt_sum: 4000000 / 5000000', 'HP-11: where only a yearly frame is known') from fast;
select is(pg_temp.funn(hp, jsonb_set(op #- '{finansiering}', '{ressurser,oppgitt_sum,beloep,0,verdi}', '"3900000"')),
	'HP-11 varsel budsjett/totalsum/oppgitt_sum: 4000000 / 3900000', 'HP-11: T5 where there is no T4') from fast;
select is(pg_temp.funn(hp, jsonb_set(jsonb_set(op, '{finansiering,oppgitt_sum,beloep,0,verdi}', '"4050000"'), '{finansiering,trykt_enhet}', '1000000')),
	'', 'HP-11: millions with one decimal may be half a digit off') from fast;

-- HP-10
select pg_temp.gir(pg_temp.med('{finansiering,rader,0,andel}', '"51"'),
	'HP-10 feil finansiering/rader/1/andel: 51 / 50', 'HP-10: a share; the sum of 101 is within half a digit for each of three');
select pg_temp.gir(pg_temp.med('{finansiering,rader,0,andel}', '"50.4"'),
	'HP-10 feil finansiering/rader/1/andel: 50.4 / 50', 'HP-10: one printed decimal binds to a twentieth of a per cent');
select pg_temp.gir(pg_temp.med('{finansiering,oppgitt_sum_andel}', '"102"'),
	'HP-10 feil finansiering/oppgitt_sum_andel: 102 / 100', 'HP-10: the sum of the shares');
select pg_temp.gir(jsonb_set(hp, '{finansiering,rader}', '[{"kilde": "a", "andel": "33.33", "beloep": "1333333"}, {"kilde": "b", "andel": "33.33", "beloep": "1333333"}, {"kilde": "c", "andel": "33.33", "beloep": "1333334"}]'),
	'', 'HP-10: 3 x 33.33 is 100') from fast;

-- HP-12
select pg_temp.gir(pg_temp.med('{oppgitte_prosenter,0,prosent}', '"11"'), 'HP-12 varsel oppgitte_prosenter/1: 11 / 10', 'HP-12: of the year''s total where no base is stated');
select pg_temp.gir(pg_temp.med('{oppgitte_prosenter,0,grunnlag}', '"5000000"'), 'HP-12 varsel oppgitte_prosenter/1: 10 / 8', 'HP-12: of the base that is stated');
select pg_temp.gir(pg_temp.med('{oppgitte_prosenter,0,beloep}', '"419999"'), '', 'HP-12: 10.5 rounds to the printed digit');
select pg_temp.gir(pg_temp.med('{oppgitte_prosenter,0,grunnlag}', '"0"'), '', 'HP-12: nothing is a percentage of 0');

-- HP-13
select pg_temp.gir(pg_temp.med('{omraader,0,delmaal_oversikt,0,antall}', '"3"'), 'HP-13 varsel omraader/1/delmaal_oversikt/A: 3 gjennomført / 2 gjennomført', 'HP-13: count');
select pg_temp.gir(pg_temp.med('{omraader,0,delmaal_oversikt,0,tilstand}', '"planlagt"'), 'HP-13 varsel omraader/1/delmaal_oversikt/A: 2 planlagt / 2 gjennomført', 'HP-13: state');
select pg_temp.gir(pg_temp.med('{omraader,0,tiltak,0,delmaal,0,antall}', null), 'HP-13 varsel omraader/1/delmaal_oversikt/A: 2 gjennomført / gjennomført (uten antall)', 'HP-13: no count in the table');
select pg_temp.gir(pg_temp.med('{omraader,0,tiltak,0,delmaal}', '[]'), 'HP-13 varsel omraader/1/delmaal_oversikt/A: 2 gjennomført / null', 'HP-13: no delmål in the table');
select pg_temp.gir(pg_temp.med('{omraader,0,delmaal_oversikt}', null), '', 'HP-13: what the overview does not mention cannot differ in it');

select pg_temp.gir(pg_temp.med('{omraader,0,delmaal_oversikt,0,antall}', '"-"'), 'HP-13 varsel omraader/1/delmaal_oversikt/A: - gjennomført / 2 gjennomført', 'HP-13: "-" is no count');
select pg_temp.gir(jsonb_set(pg_temp.med('{omraader,0,delmaal_oversikt,0,antall}', '"-"'), '{omraader,0,tiltak,0,delmaal,0,antall}', '"0"'),
	'HP-13 varsel omraader/1/delmaal_oversikt/A: - gjennomført / 0 gjennomført', 'HP-13: nor is it 0');
select pg_temp.gir(pg_temp.med('{omraader,0,delmaal_oversikt,0,antall}', '"to"'), 'HP-16 feil omraader/1/delmaal_oversikt/A/antall: to / null', 'HP-13: a malformed count is one finding');

-- HP-14
select pg_temp.gir(hp || '{"periode_fra": "2024-10-01", "periode_til": "2025-12-31"}', '', 'HP-14: the first plan may be longer') from fast;
select pg_temp.gir(hp || '{"periode_fra": "2025-03-01"}', 'HP-14 feil periode_til: 2025-03-01/2025-12-31 / 2025-01-01/2025-12-31', 'HP-14: but not shorter') from fast;
select pg_temp.gir(hp || '{"periode_til": "2025-02-30"}', 'HP-14 feil periode_til: 2025-01-01/2025-02-30 / 2025-01-01/2025-12-31', 'HP-14: a date that is none') from fast;
select is(pg_temp.funn(hp || '{"periode_fra": "2024-10-01"}', op || '{"fra_aar": 2024, "til_aar": 2026}'),
	E'HP-14 feil periode_til: 2024-10-01/2025-12-31 / 2025-01-01/2025-12-31\nHP-15 varsel tidligere_resultater: null / null',
	'HP-14: a later plan is its calendar year; HP-15: and tells of the years before') from fast;

-- HP-15, HP-16
select pg_temp.gir(hp || '{"kommunikasjonsplan": " "}', 'HP-15 varsel kommunikasjonsplan: null / null', 'HP-15: blanks are no communication plan') from fast;
select pg_temp.gir(hp - 'kommunikasjonsplan' || '{"kommunikasjonstiltak": [{"budskap": "Søk nå"}]}', '', 'HP-15: rows are one') from fast;
select pg_temp.gir(hp - 'kommunikasjonsplan' || '{"kommunikasjonstiltak": []}', 'HP-15 varsel kommunikasjonsplan: null / null', 'HP-15: no rows are none') from fast;
select is(pg_temp.funn(hp || tidligere, op || '{"fra_aar": 2024, "til_aar": 2026}'), svar, navn) from fast, (values
	('{}'::jsonb, 'HP-15 varsel tidligere_resultater: null / null', 'HP-15: earlier results after year 1'),
	('{"tidligere_resultater": "Bra."}', '', 'HP-15: in words'),
	('{"resultater": [{"gjelder_aar": 2024, "navn": "Mat"}]}', '', 'HP-15: as rows, although nothing was measured'),
	('{"resultater": []}', 'HP-15 varsel tidligere_resultater: null / null', 'HP-15: not as no rows')) as v(tidligere, svar, navn);
select pg_temp.gir(hp || '{"resultater": [{"nummer": 3, "resultat": "ca. 2"}]}', 'HP-16 feil resultater/3/resultat: ca. 2 / null', 'HP-16: a result is a number too') from fast;
select pg_temp.gir(pg_temp.med('{omraader,0,tiltak,0,budsjett}', '"1.000.000"'), 'HP-16 feil omraader/1/tiltak/A/budsjett: 1.000.000 / null', 'HP-16: a malformed addend is one finding, no sum is blamed for it');
select pg_temp.gir(pg_temp.med('{omraader,0,oppgitt_sum_budsjett}', '"kr 1"'), 'HP-16 feil omraader/1/oppgitt_sum_budsjett: kr 1 / null', 'HP-16: a malformed sum');
select pg_temp.gir(pg_temp.med('{budsjett,omraader,0,timer}', '"62,5"'), 'HP-16 feil budsjett/omraader/1/timer: 62,5 / null', 'HP-16: a comma is for paper');
select pg_temp.gir(pg_temp.med('{omraader,0,tiltak,1,resultatmaal}', '"\u0665"'), U&'HP-16 feil omraader/1/tiltak/B/resultatmaal: \0665 / null', 'HP-16: digits are 0 to 9');

-- Odd documents give findings, never an error.
select is(pg_temp.funn('{}', op), (select string_agg(format('HP-4 varsel innsatsomraader/%s/strategier/%s: null / %s', o, b, b), E'\n' order by b)
	from (values (1, 'A'), (1, 'B'), (2, 'C'), (3, 'D'), (4, 'E')) as v(o, b))
	|| E'\nHP-14 feil periode_til: null / null\nHP-15 varsel kommunikasjonsplan: null / null', 'an empty plan') from fast;
select is((select count(*) from checks.handlingsplan(jsonb_set(jsonb_set(hp, '{omraader,1}', hp #> '{omraader,0}'), '{omraader,0,tiltak,0,bokstav}', '"Å"'), op) group by regel, sted having count(*) > 1),
	null, 'an area entered twice: still one finding for a rule and a place') from fast;

select * from finish();
rollback;

-- Every rule of an omstillingsplan: a small consistent plan, one slip at a time, and exactly the findings that the handbook
-- (8.1) demands of it, written by hand.
\set op `cat :src/tests/sql/data/omstillingsplan.json`
begin;
select plan(117);

create temp table fast on commit drop as select :'op'::jsonb as op;

-- The plan with one value changed; null takes the field away.
create function pg_temp.med(sti text, verdi jsonb) returns jsonb language sql as $$
	select case when verdi is null then op #- sti::text[] else jsonb_set(op, sti::text[], verdi) end from fast
$$;
-- The plan with a letter in place of each strategy's, in order: areas 1, 1, 2, 3, 4.
create function pg_temp.bokstaver(b text[]) returns jsonb language sql as $$
	select jsonb_set(jsonb_set(jsonb_set(jsonb_set(jsonb_set(op, '{innsatsomraader,0,strategier,0,bokstav}', to_jsonb(b[1])),
		'{innsatsomraader,0,strategier,1,bokstav}', to_jsonb(b[2])), '{innsatsomraader,1,strategier,0,bokstav}', to_jsonb(b[3])),
		'{innsatsomraader,2,strategier,0,bokstav}', to_jsonb(b[4])), '{innsatsomraader,3,strategier,0,bokstav}', to_jsonb(b[5])) from fast
$$;
create function pg_temp.funn(dok jsonb, tidligere jsonb default null) returns text language sql as $$
	select coalesce(string_agg(format('%s %s %s: %s / %s', regel, alvor, sted, coalesce(oppgitt, 'null'), coalesce(beregnet, 'null')), E'\n' order by nr), '')
	from checks.omstillingsplan(dok, tidligere) with ordinality as f(regel, alvor, sted, oppgitt, beregnet, kilde, tekst, nr)
$$;
create function pg_temp.gir(dok jsonb, svar text, navn text) returns text language sql as $$
	select is(pg_temp.funn(dok), svar, navn)
$$;
-- T4 with other shares and amounts of the first year, every year alike, sums left out.
create function pg_temp.delt(andeler text[], beloep text[], toleranse text) returns jsonb language sql as $$
	select jsonb_set(op - 'ressurser', '{finansiering}', jsonb_build_object('toleranse', toleranse, 'rader', (
		select jsonb_agg(jsonb_build_object('navn', navn, 'andel', andel, 'beloep', jsonb_build_array(jsonb_build_object('aar', 2025, 'verdi', verdi))) order by nr)
		from unnest(array['KDD', 'Prøve fylkeskommune', 'Prøve kommune'], andeler, beloep) with ordinality as r(navn, andel, verdi, nr)))) from fast
$$;

select pg_temp.gir(op, '', 'the plan itself has no finding: links and footnotes are no brackets, 0 is a goal, "-" is none') from fast;

-- OP-1
select pg_temp.gir(pg_temp.med('{arbeidsplasser,0,verdi}', '"3"'), 'OP-1 feil oppgitt_sum_arbeidsplasser: 15 / 16', 'OP-1: a year of T1');
select pg_temp.gir(pg_temp.med('{oppgitt_sum_arbeidsplasser}', '"16"'), 'OP-1 feil oppgitt_sum_arbeidsplasser: 16 / 15', 'OP-1: the sum of T1');
select pg_temp.gir(pg_temp.med('{hovedmaal}', '{"arbeidsplasser": "16"}'), 'OP-1 feil oppgitt_sum_arbeidsplasser: 15 / 16', 'OP-1: hovedmål; T2 agrees with T1 and is not blamed');
select pg_temp.gir(pg_temp.med('{hovedmaal,arbeidsplasser}', '"16"'), 'OP-1 feil hovedmaal/arbeidsplasser: 16 / 15', 'OP-1: hovedmål against its own split; the tables agree with the split');
select pg_temp.gir(pg_temp.med('{hovedmaal,sikrede}', '"6"'), 'OP-1 feil hovedmaal/arbeidsplasser: 15 / 16', 'OP-1: the split');
select pg_temp.gir(pg_temp.med('{oppgitt_sum_arbeidsplasser}', null), '', 'OP-1: no printed sum; the years are compared with hovedmål');

-- OP-1 to OP-4 where jobs are split into new and secured: 1 3 6 of 2 5 8 are new, 10 of 15.
create function pg_temp.celler(verdi text[], nye text[], sikrede text[]) returns jsonb language sql as $$
	select jsonb_agg(jsonb_build_object('aar', 2024 + nr, 'verdi', v, 'nye', n, 'sikrede', s) order by nr) from unnest(verdi, nye, sikrede) with ordinality as c (v, n, s, nr)
$$;
create temp table delt on commit drop as
	select jsonb_set(jsonb_set(jsonb_set(jsonb_set(op
		|| jsonb_build_object('arbeidsplasser', pg_temp.celler('{2,5,8}', '{1,3,6}', '{1,2,2}'), 'oppgitt_sum_per_aar', pg_temp.celler('{2,5,8}', '{1,3,6}', '{1,2,2}'))
		|| '{"oppgitt_sum_nye": "10", "oppgitt_sum_sikrede": "5", "oppgitt_totalsum_nye": "10", "oppgitt_totalsum_sikrede": "5"}',
		'{innsatsomraader,0}', op #> '{innsatsomraader,0}' || '{"oppgitt_sum_nye": "4", "oppgitt_sum_sikrede": "2", "egen_tabell_oppgitt_sum_nye": "4"}'
			|| jsonb_build_object('arbeidsplasser', pg_temp.celler('{1,2,3}', '{1,1,2}', '{0,1,1}'), 'egen_tabell', pg_temp.celler('{1,2,3}', '{1,1,2}', '{0,1,1}'))),
		'{innsatsomraader,1}', op #> '{innsatsomraader,1}' || '{"oppgitt_sum_nye": "3", "oppgitt_sum_sikrede": "1"}'
			|| jsonb_build_object('arbeidsplasser', pg_temp.celler('{0,2,2}', '{0,1,2}', '{0,1,0}'))),
		'{innsatsomraader,2}', op #> '{innsatsomraader,2}' || '{"oppgitt_sum_nye": "3", "oppgitt_sum_sikrede": "2"}'
			|| jsonb_build_object('arbeidsplasser', pg_temp.celler('{1,1,3}', '{0,1,2}', '{1,0,1}'))),
		'{innsatsomraader,3}', op #> '{innsatsomraader,3}' || '{"oppgitt_sum_nye": "-", "oppgitt_sum_sikrede": "-"}'
			|| jsonb_build_object('arbeidsplasser', pg_temp.celler('{-,-,-}', '{-,-,-}', '{-,-,-}'))) as op from fast;
create function pg_temp.delt_med(sti text, verdi jsonb, svar text, navn text) returns text language sql as $$
	select is(pg_temp.funn(case when verdi is null then op #- sti::text[] else jsonb_set(op, sti::text[], verdi) end), svar, navn) from delt
$$;
select is(pg_temp.funn(op), '', 'split: every part adds up') from delt;
select pg_temp.delt_med('{arbeidsplasser,1,nye}', '"4"', E'OP-1 feil arbeidsplasser/2026: 5 / 6\nOP-1 feil oppgitt_sum_nye: 10 / 11', 'OP-1: a part is an addend of its cell and its row');
select pg_temp.delt_med('{oppgitt_sum_nye}', '"11"', 'OP-1 feil oppgitt_sum_nye: 11 / 10', 'OP-1: the sum of the new, one finding although hovedmål and T2 disagree too');
select pg_temp.delt_med('{oppgitt_sum_nye}', null, '', 'OP-1: no printed sum of the new; the years are compared with hovedmål');
select pg_temp.delt_med('{hovedmaal}', '{"arbeidsplasser": "15", "nye": "9", "sikrede": "6"}',
	E'OP-1 feil oppgitt_sum_nye: 10 / 9\nOP-1 feil oppgitt_sum_sikrede: 5 / 6', 'OP-1: hovedmål splits otherwise; T2 agrees with T1 and is not blamed');
select pg_temp.delt_med('{arbeidsplasser,1,sikrede}', null, '', 'OP-1: a year that is not split: there is nothing to add up, "not split" is not 0');
select pg_temp.delt_med('{arbeidsplasser,1,sikrede}', '"-"', 'OP-1 feil oppgitt_sum_sikrede: 5 / 3', 'OP-1: "-" is no job, and the cell is not asked');
select pg_temp.delt_med('{arbeidsplasser,1,sikrede}', '"0"', E'OP-1 feil arbeidsplasser/2026: 5 / 3\nOP-1 feil oppgitt_sum_sikrede: 5 / 3', 'OP-1: 0 is a number, and the cell is');
select is(pg_temp.funn(op || '{"oppgitt_sum_nye": "9", "oppgitt_sum_sikrede": "5"}'), E'OP-1 feil oppgitt_sum_arbeidsplasser: 15 / 14\nOP-1 feil oppgitt_sum_nye: 9 / 10',
	'OP-1: only the sum is split: its parts are asked, and hovedmål''s') from fast;
select pg_temp.delt_med('{innsatsomraader,1,arbeidsplasser,1,nye}', '"2"',
	E'OP-2 feil innsatsomraader/2/arbeidsplasser/2026: 2 / 3\nOP-2 feil innsatsomraader/2/oppgitt_sum_nye: 3 / 4\nOP-3 feil oppgitt_sum_per_aar/2026/nye: 3 / 4', 'OP-2, OP-3: a part of T2 is an addend of cell, row and column');
select pg_temp.delt_med('{innsatsomraader,2,oppgitt_sum_sikrede}', '"3"', E'OP-2 feil innsatsomraader/3/oppgitt_sum_sikrede: 3 / 2\nOP-3 feil oppgitt_totalsum_sikrede: 5 / 6', 'OP-2: the sum of a row''s part, an addend of the total');
select pg_temp.delt_med('{oppgitt_sum_per_aar,0}', '{"aar": 2025, "verdi": "2", "nye": "2", "sikrede": "0"}',
	E'OP-3 feil oppgitt_sum_per_aar/2025/nye: 2 / 1\nOP-3 feil oppgitt_sum_per_aar/2025/sikrede: 0 / 1', 'OP-3: a year''s parts');
select pg_temp.delt_med('{oppgitt_totalsum_nye}', '"9"', 'OP-3 feil oppgitt_totalsum_nye: 9 / 10', 'OP-3: the total of the new');
select is(pg_temp.funn(jsonb_set(jsonb_set(jsonb_set(op, '{innsatsomraader,2,arbeidsplasser}', pg_temp.celler('{1,1,3}', '{1,1,2}', '{0,0,1}')), '{innsatsomraader,2}',
	op #> '{innsatsomraader,2}' || '{"oppgitt_sum_nye": "4", "oppgitt_sum_sikrede": "1"}' || jsonb_build_object('arbeidsplasser', pg_temp.celler('{1,1,3}', '{1,1,2}', '{0,0,1}'))),
	'{oppgitt_sum_per_aar}', pg_temp.celler('{2,5,8}', '{2,3,6}', '{0,2,2}')) || '{"oppgitt_totalsum_nye": "11", "oppgitt_totalsum_sikrede": "4"}'),
	E'OP-3 feil oppgitt_totalsum_nye: 11 / 10\nOP-3 feil oppgitt_totalsum_sikrede: 4 / 5', 'OP-3: a T2 whose parts add up, to another total than hovedmål') from delt;
select pg_temp.delt_med('{innsatsomraader,0,egen_tabell,1}', '{"aar": 2026, "verdi": "2", "nye": "2", "sikrede": "0"}',
	E'OP-4 feil innsatsomraader/1/egen_tabell/2026/nye: 2 / 1\nOP-4 feil innsatsomraader/1/egen_tabell/2026/sikrede: 0 / 1', 'OP-4: T3 splits otherwise');
select pg_temp.delt_med('{innsatsomraader,0,egen_tabell_oppgitt_sum_nye}', '"5"', 'OP-4 feil innsatsomraader/1/egen_tabell_oppgitt_sum_nye: 5 / 4', 'OP-4: the sum of the new');
select pg_temp.delt_med('{innsatsomraader,0,egen_tabell,1}', '{"aar": 2026, "verdi": "2"}', '', 'OP-4: a T3 that does not split has nothing to compare');
select pg_temp.delt_med('{arbeidsplasser,0,nye}', '"én"', 'HP-16 feil arbeidsplasser/2025/nye: én / null', 'HP-16: a malformed part is one finding');
select pg_temp.delt_med('{innsatsomraader,0,arbeidsplasser,0,nye}', '"én"', 'HP-16 feil innsatsomraader/1/arbeidsplasser/2025/nye: én / null', 'HP-16: in T2 too');

-- OP-2, OP-3
select pg_temp.gir(pg_temp.med('{innsatsomraader,1,arbeidsplasser,1,verdi}', '"3"'),
	E'OP-2 feil innsatsomraader/2/oppgitt_sum: 4 / 5\nOP-3 feil oppgitt_sum_per_aar/2026: 5 / 6', 'OP-2, OP-3: a cell is an addend of its row and its column');
select pg_temp.gir(pg_temp.med('{innsatsomraader,1,oppgitt_sum}', '"5"'),
	E'OP-2 feil innsatsomraader/2/oppgitt_sum: 5 / 4\nOP-3 feil oppgitt_totalsum: 15 / 16', 'OP-2: a row''s sum, which is an addend of the total');
select pg_temp.gir(pg_temp.med('{oppgitt_sum_per_aar,2,verdi}', '"9"'), 'OP-3 feil oppgitt_sum_per_aar/2027: 9 / 8', 'OP-3: a year''s sum');
select pg_temp.gir(pg_temp.med('{oppgitt_totalsum}', '"14"'), 'OP-3 feil oppgitt_totalsum: 14 / 15', 'OP-3: the total, one finding although hovedmål and T1 disagree too');
select pg_temp.gir(jsonb_set(jsonb_set(jsonb_set(pg_temp.med('{innsatsomraader,1,arbeidsplasser,1,verdi}', '"3"'), '{innsatsomraader,1,oppgitt_sum}', '"5"'),
	'{oppgitt_sum_per_aar,1,verdi}', '"6"'), '{oppgitt_totalsum}', '"16"'), 'OP-3 feil oppgitt_totalsum: 16 / 15', 'OP-3: a T2 that adds up, to another total than hovedmål');
select pg_temp.gir(pg_temp.med('{oppgitt_totalsum}', null), '', 'OP-3: no printed total; the rows are compared with hovedmål');

-- OP-4
select pg_temp.gir(pg_temp.med('{innsatsomraader,0,egen_tabell,1,verdi}', '"4"'), 'OP-4 feil innsatsomraader/1/egen_tabell/2026: 4 / 2', 'OP-4: a cell');
select pg_temp.gir(pg_temp.med('{innsatsomraader,0,egen_tabell,1}', null), 'OP-4 feil innsatsomraader/1/egen_tabell/2026: null / 2', 'OP-4: a year that T3 lacks');
select pg_temp.gir(pg_temp.med('{innsatsomraader,0,egen_tabell_oppgitt_sum}', '"7"'), 'OP-4 feil innsatsomraader/1/egen_tabell_oppgitt_sum: 7 / 6', 'OP-4: the sum');
select pg_temp.gir(pg_temp.med('{innsatsomraader,0,egen_tabell,1,verdi}', '"2.0"'), '', 'OP-4: 2.0 is 2');
select pg_temp.gir(jsonb_set(op, '{innsatsomraader,1,egen_tabell}', '[{"aar": 2025, "verdi": "-"}, {"aar": 2026, "verdi": "2"}, {"aar": 2027, "verdi": "2"}]'),
	'OP-4 feil innsatsomraader/2/egen_tabell/2025: - / 0', 'OP-4: "-" is not 0') from fast;

-- OP-5
select pg_temp.gir(pg_temp.med('{innsatsomraader,3,arbeidsplasser,0,verdi}', '"0"'), 'OP-5 feil innsatsomraader/4/arbeidsplasser: 2025: 0 / -', 'OP-5: 0 is a number');
select pg_temp.gir(jsonb_set(pg_temp.med('{innsatsomraader,3,arbeidsplasser,2,verdi}', '"4"'), '{innsatsomraader,3,oppgitt_sum}', '"4"'),
	'OP-5 feil innsatsomraader/4/arbeidsplasser: 2027: 4, sum: 4 / -', 'OP-5: a row of an area without goal is no addend of the columns');
select pg_temp.gir(pg_temp.med('{innsatsomraader,3,arbeidsplasser}', null), '', 'OP-5: an area without goal may leave its row out');

-- OP-6, OP-10
select pg_temp.gir(pg_temp.med('{finansiering,rader,0,oppgitt_sum}', '"6000001"'),
	E'OP-6 feil finansiering/oppgitt_sum/oppgitt_sum: 12000000 / 12000001\nOP-6 feil finansiering/rader/1/oppgitt_sum: 6000001 / 6000000', 'OP-6: a row''s sum; whole kroner are exact');
select pg_temp.gir(pg_temp.med('{finansiering,rader,0,beloep,1,verdi}', '"2000001"'),
	E'OP-6 feil finansiering/oppgitt_sum/beloep/2026: 4000000 / 4000001\nOP-6 feil finansiering/rader/1/oppgitt_sum: 6000000 / 6000001', 'OP-6: a cell');
select pg_temp.gir(pg_temp.med('{finansiering,oppgitt_sum,oppgitt_sum}', '"13000000"'), 'OP-6 feil finansiering/oppgitt_sum/oppgitt_sum: 13000000 / 12000000', 'OP-6: the total');
select pg_temp.gir(jsonb_set(pg_temp.med('{finansiering,oppgitt_sum,oppgitt_sum}', '"12150000"'), '{finansiering,trykt_enhet}', '1000000'), '',
	'OP-6: millions with one decimal: three addends may be 0.15 off');
select pg_temp.gir(jsonb_set(pg_temp.med('{finansiering,oppgitt_sum,oppgitt_sum}', '"12150001"'), '{finansiering,trykt_enhet}', '1000000'),
	'OP-6 feil finansiering/oppgitt_sum/oppgitt_sum: 12150001 / 12000000', 'OP-6: and not more');
select pg_temp.gir(jsonb_set(pg_temp.med('{finansiering,oppgitt_sum,oppgitt_sum}', '"12150000"'), '{finansiering}', (pg_temp.med('{finansiering,oppgitt_sum,oppgitt_sum}', '"12150000"') -> 'finansiering') || '{"trykt_enhet": 1000000, "toleranse": "5000"}'),
	'OP-6 feil finansiering/oppgitt_sum/oppgitt_sum: 12150000 / 12000000', 'OP-6: a table that states two decimals is held to them');
select pg_temp.gir(pg_temp.med('{ressurser,rader,4,oppgitt_sum}', '"1900000"'),
	E'OP-10 feil ressurser/oppgitt_sum/oppgitt_sum: 12000000 / 12100000\nOP-10 feil ressurser/rader/5/oppgitt_sum: 1900000 / 1800000', 'OP-10: a row''s sum');
select pg_temp.gir(pg_temp.med('{ressurser,rader,4,beloep,0,verdi}', '"700000"'),
	E'OP-10 feil ressurser/oppgitt_sum/beloep/2025: 4000000 / 4100000\nOP-10 feil ressurser/rader/5/oppgitt_sum: 1800000 / 1900000', 'OP-10: a cell');
select pg_temp.gir(pg_temp.med('{ressurser,oppgitt_sum,oppgitt_sum}', '"1"'), 'OP-10 feil ressurser/oppgitt_sum/oppgitt_sum: 1 / 12000000', 'OP-10: the total');

select pg_temp.gir(op || '{"samlet_ramme": "12000000"}', '', 'OP-6: the text states the total of T4') from fast;
select pg_temp.gir(op || '{"samlet_ramme": "12000001"}', 'OP-6 feil samlet_ramme: 12000001 / 12000000', 'OP-6: or another') from fast;
select pg_temp.gir(jsonb_set(op, '{finansiering,oppgitt_sum,oppgitt_sum}', '"13000000"') || '{"samlet_ramme": "12000000"}', 'OP-6 feil finansiering/oppgitt_sum/oppgitt_sum: 13000000 / 12000000',
	'OP-6: the text is right where the table''s total is wrong') from fast;
select pg_temp.gir(op - 'finansiering' || '{"samlet_ramme": "12000000"}', E'OP-15 feil finansiering: null / null', 'OP-6: without T4 there is nothing to compare') from fast;

-- OP-7, OP-8
select pg_temp.gir(pg_temp.delt('{33.33,33.33,33.33}', '{1333333,1333333,1333334}', '0'),
	E'OP-8 varsel finansiering: 33.33/33.33/33.33 / 50/25/25\nOP-15 feil ressurser: null / null', 'OP-7: 3 x 33.33 % is 100 %; OP-8: but not the usual shares');
select pg_temp.gir(pg_temp.delt('{33.33,33.33,33.32}', '{1333333,1333333,1333334}', '0'),
	E'OP-7 feil finansiering/oppgitt_sum/andel: 100 / 99.98\nOP-7 varsel finansiering/rader/beloep/2025: 33.33/33.33/33.32 / 33.33/33.33/33.33\nOP-8 varsel finansiering: 33.33/33.33/33.32 / 50/25/25\nOP-15 feil ressurser: null / null',
	'OP-7: 99.98 % is more than half a digit for each short');
select pg_temp.gir(pg_temp.med('{finansiering,oppgitt_sum,andel}', '"97"'), 'OP-7 feil finansiering/oppgitt_sum/andel: 97 / 100', 'OP-7: the printed total of the shares');
select pg_temp.gir(pg_temp.delt('{50.0,25.0,25.0}', '{2100000,950000,950000}', '0'),
	E'OP-7 varsel finansiering/rader/beloep/2025: 50/25/25 / 52.5/23.75/23.75\nOP-15 feil ressurser: null / null', 'OP-7: a year''s split differs from the shares: a warning');
select pg_temp.gir(pg_temp.delt('{50.0,25.0,25.0}', '{2100000,950000,950000}', '50000'),
	'OP-15 feil ressurser: null / null', 'OP-7: unless rounded amounts explain it');
select pg_temp.gir(pg_temp.delt('{40.0,40.0,20.0}', '{1600000,1600000,800000}', '0'),
	E'OP-8 varsel finansiering: 40/40/20 / 50/25/25\nOP-15 feil ressurser: null / null', 'OP-8: other shares');
select pg_temp.gir(jsonb_set(pg_temp.delt('{50.0,25.0,25.0}', '{2000000,1000000,1000000}', '0'), '{finansiering,rader,2,navn}', '"Sparebanken"'),
	E'OP-8 varsel finansiering: 50/25/0/25 / 50/25/25\nOP-15 feil ressurser: null / null', 'OP-8: another financier');

-- OP-9
select pg_temp.gir(pg_temp.med('{ressurser,oppgitt_sum,beloep,0,verdi}', '"4000001"'),
	E'OP-9 feil ressurser/oppgitt_sum/beloep/2025: 4000001 / 4000000\nOP-10 feil ressurser/oppgitt_sum/beloep/2025: 4000001 / 4000000', 'OP-9: T5''s year against T4''s, and against its own column');
select pg_temp.gir(pg_temp.med('{ressurser,oppgitt_sum}', null), '', 'OP-9: columns without a printed sum are added up');
select pg_temp.gir(jsonb_set(pg_temp.med('{ressurser,oppgitt_sum}', null), '{ressurser,rader,4}',
	'{"navn": "Programorganisasjonen", "slag": "programorganisasjon", "beloep": [{"aar": 2025, "verdi": "500000"}, {"aar": 2026, "verdi": "600000"}, {"aar": 2027, "verdi": "600000"}]}'),
	'OP-9 feil ressurser/oppgitt_sum/beloep/2025: 3900000 / 4000000', 'OP-9: by what the columns give');

-- OP-11
select pg_temp.gir(pg_temp.bokstaver('{A,B,D,E,F}'), 'OP-11 feil innsatsomraader/2/strategier/D: D / C', 'OP-11: a gap is one finding, what follows runs on');
select pg_temp.gir(pg_temp.bokstaver('{A,B,B,C,D}'), 'OP-11 feil innsatsomraader/2/strategier/B: B / C', 'OP-11: a letter used twice');
select pg_temp.gir(pg_temp.bokstaver('{B,A,C,D,E}'), E'OP-11 feil innsatsomraader/1/strategier/A: A / C\nOP-11 feil innsatsomraader/1/strategier/B: B / A', 'OP-11: out of order');
select pg_temp.gir(pg_temp.bokstaver('{A,B,c,C,D}'), 'OP-11 feil innsatsomraader/2/strategier/c: c / C', 'OP-11: not a letter');
select is(checks.bokstav(n), b, 'OP-11: letter ' || n) from (values (1, 'A'), (26, 'Z'), (27, 'AA'), (52, 'AZ'), (53, 'BA'), (702, 'ZZ')) as v(n, b);
select is(checks.bokstav_nr(b), n, 'OP-11: number of ' || b) from (values (1, 'A'), (26, 'Z'), (27, 'AA'), (53, 'BA'), (702, 'ZZ'), (null, 'Æ'), (null, 'AAA'), (null, '')) as v(n, b);
select is(pg_temp.funn(op #- '{innsatsomraader,1,strategier,0}' || '{}', jsonb_build_array(op)), 'OP-15 feil innsatsomraader/2: null / null',
	'OP-11: a later version may retire a letter; the chapter it leaves empty is OP-15') from fast;
select is(pg_temp.funn(jsonb_set(op, '{innsatsomraader,0,strategier,2}', '{"id": "s6", "bokstav": "F"}'), jsonb_build_array(op)), '', 'OP-11: a new strategy takes the next free letter, wherever it stands') from fast;
select is(pg_temp.funn(jsonb_set(op, '{innsatsomraader,0,strategier,2}', '{"id": "s6", "bokstav": "G"}'), jsonb_build_array(op)),
	'OP-11 feil innsatsomraader/1/strategier/G: G / F', 'OP-11: not the one after it') from fast;
select is(pg_temp.funn(jsonb_set(op, '{innsatsomraader,1,strategier,0}', '{"id": "s6", "bokstav": "C"}'), jsonb_build_array(op)),
	'OP-11 feil innsatsomraader/2/strategier/C: C / F', 'OP-11: another strategy under an old letter, known by its id') from fast;
select is(pg_temp.funn(op, jsonb_build_array(op, op #- '{innsatsomraader,1,strategier,0}')),
	'OP-11 feil innsatsomraader/2/strategier/C: C / F', 'OP-11: a letter retired in an earlier version comes back') from fast;

-- OP-12
select pg_temp.gir(pg_temp.med('{fn_maal,3}', null), 'OP-12 feil fn_maal: 3, 8, 13 / mangler: samarbeid', 'OP-12: goal 17 is missing');
select pg_temp.gir(pg_temp.med('{fn_maal,0,nummer}', '"12"'), 'OP-12 feil fn_maal: 3, 8, 12, 17 / mangler: miljø', 'OP-12: goal 12 belongs to økonomi');
select pg_temp.gir(pg_temp.med('{fn_maal}', null), E'OP-12 feil fn_maal: null / mangler: miljø, samfunn, økonomi, samarbeid\nOP-15 feil fn_maal: null / null',
	'OP-12: an error where the sustainability area is filled');
select pg_temp.gir(jsonb_set(jsonb_set(op - 'fn_maal', '{innsatsomraader,3}', op #> '{innsatsomraader,3}' || '{"navn": "Bygda", "baerekraft": true}'), '{ressurser,rader,3,navn}', '"Bygda"'),
	E'OP-12 feil fn_maal: null / mangler: miljø, samfunn, økonomi, samarbeid\nOP-15 feil fn_maal: null / null', 'OP-12: whatever that area is called') from fast;
select pg_temp.gir(jsonb_set(jsonb_set(op - 'fn_maal', '{innsatsomraader,3,navn}', '"Bygda"'), '{ressurser,rader,3,navn}', '"Bygda"'),
	E'OP-12 varsel fn_maal: null / mangler: miljø, samfunn, økonomi, samarbeid\nOP-15 feil fn_maal: null / null', 'OP-12: else a warning') from fast;
select is((select string_agg(n::text, ' ' order by n) from checks.fn_dimensjon() as d, unnest(d.maal) as n), '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17', 'OP-12: each of the 17 goals has one dimension');

-- OP-13, OP-14
select pg_temp.gir(pg_temp.med('{innsatsomraader,2,stoetteomraade}', 'true'),
	E'OP-3 feil oppgitt_sum_per_aar/2025: 2 / 1\nOP-3 feil oppgitt_sum_per_aar/2026: 5 / 4\nOP-3 feil oppgitt_sum_per_aar/2027: 8 / 5\nOP-3 feil oppgitt_totalsum: 15 / 10\n'
	|| E'OP-5 feil innsatsomraader/3/arbeidsplasser: 2025: 1, 2026: 1, 2027: 3, sum: 5 / -\nOP-13 varsel innsatsomraader: 2 / 3-4', 'OP-13: two are too few, støtteområder apart');
select pg_temp.gir(op || '{"til_aar": 2030}', '', 'OP-14: six years') from fast;
select pg_temp.gir(op || '{"til_aar": 2031}', 'OP-14 feil til_aar: 2031 / 2030', 'OP-14: seven') from fast;

-- OP-15
select pg_temp.gir(op - felt, svar, 'OP-15: ' || felt) from fast, (values
	('effektmaal', 'OP-15 feil effektmaal: null / null'),
	('finansiering', 'OP-15 feil finansiering: null / null'),
	('ressurser', 'OP-15 feil ressurser: null / null'),
	('kapitler', E'OP-15 feil kapitler/1.1: null / null\nOP-15 feil kapitler/1.2: null / null\nOP-15 feil kapitler/2.1: null / null\nOP-15 feil kapitler/4: null / null\nOP-15 feil kapitler/7: null / null')
	) as v(felt, svar);
select pg_temp.gir(jsonb_set(op, '{kapitler}', '[{"kapittel": "1.1", "tekst": "x"}, {"kapittel": "2.1", "tekst": "x"}]') || resten, svar, navn) from fast, (values
	('{"analyser": {"muligheter": ["Skog"]}, "organisering": {"form": "program"}, "kommunikasjonsstrategi": {"vedlegg_id": "v1"}}'::jsonb, '', 'OP-15: chapters 1.2, 4 and 7 are filled by what stands in their fields'),
	('{"analyser": {"aktiviteter": [{"slag": "intervju", "antall": "0"}]}, "organisering": {"tekst": "x"}, "kommunikasjonsstrategi": {"tekst": "x"}}', '', 'OP-15: by any of them'),
	('{"analyser": {"muligheter": []}, "organisering": {"form": " "}, "kommunikasjonsstrategi": {}}',
		E'OP-15 feil kapitler/1.2: null / null\nOP-15 feil kapitler/4: null / null\nOP-15 feil kapitler/7: null / null', 'OP-15: but not by blanks and empty lists')
	) as v(resten, svar, navn);
select pg_temp.gir(jsonb_set(op, '{innsatsomraader,2}', (op #> '{innsatsomraader,2}') - 'beskrivelse' || '{"bakgrunn": "Det vi lever av."}'), '', 'OP-15: an area is described by its background too') from fast;
select pg_temp.gir(op || '{"analyser": {"aktiviteter": [{"tekst": "[antall] møter"}]}}', 'OP-15 feil analyser/aktiviteter/1/tekst: [antall] / null', 'OP-15: a bracket in a row') from fast;
select pg_temp.gir(pg_temp.med('{arbeidsplasser}', null), 'OP-15 feil arbeidsplasser: null / null', 'OP-15: T1; its printed sum has no printed addends to be compared with');
select pg_temp.gir(pg_temp.med('{hovedmaal,arbeidsplasser}', null), 'OP-15 feil hovedmaal: null / null', 'OP-15: hovedmål');
select pg_temp.gir(pg_temp.med('{kapitler,0,tekst}', '" \n\t"'), 'OP-15 feil kapitler/1.1: null / null', 'OP-15: blanks fill nothing');
select pg_temp.gir(pg_temp.med('{kapitler,2,tekst}', '"Visjonen for [navn omstillingsprogram] er klar."'), 'OP-15 feil kapitler/2.1/tekst: [navn omstillingsprogram] / null', 'OP-15: a bracket of the template');
select pg_temp.gir(pg_temp.med('{innsatsomraader,1,strategier,0,tittel}', '"[år]"'), 'OP-15 feil innsatsomraader/2/strategier/C/tittel: [år] / null', 'OP-15: wherever it stands');
select pg_temp.gir(pg_temp.med('{innsatsomraader,2,beskrivelse}', null), 'OP-15 feil innsatsomraader/3: null / null', 'OP-15: an area without a text');

-- OP-17, HP-16
select pg_temp.gir(pg_temp.med('{ressurser,rader,1,navn}', '"Turisme"'), E'OP-17 feil innsatsomraader/2: null / Reiseliv\nOP-17 feil ressurser/rader/2: Turisme / null', 'OP-17: chapters 3 and 5 name different areas');
select pg_temp.gir(pg_temp.med('{ressurser,rader,1,navn}', '" reiseliv"'), '', 'OP-17: blanks and capitals make no other area');
select pg_temp.gir(pg_temp.med('{innsatsomraader,0,arbeidsplasser,0,verdi}', '"én"'), 'HP-16 feil innsatsomraader/1/arbeidsplasser/2025/verdi: én / null', 'HP-16: a malformed cell is one finding; row, column and T3 keep silent');
select pg_temp.gir(op || '{"aarlig_ramme": "5.000.000"}', 'HP-16 feil aarlig_ramme: 5.000.000 / null', 'HP-16: a document''s own numbers are plain decimals') from fast;
select ok((select count(*) from checks.omstillingsplan('{}')) = 15, 'an empty plan: thirteen chapters, the UN goals and the number of areas, and no error of the check itself');

-- Every function of the checks says which rule it is, and is pinned; but for a few small ones, called from pinned ones only, which
-- the planner so can take into the query that calls them.
select set_eq($$select p.proname::text from pg_proc p where p.pronamespace = 'checks'::regnamespace
	and (obj_description(p.oid, 'pg_proc') is null or not coalesce('search_path=checks, core, pg_catalog, pg_temp' = any (p.proconfig), false))$$,
	array['bokstav', 'bokstav_nr', 'elementer', 'enkel', 'er_ugyldig', 'forskjell_slag', 'halvt_siffer', 'norsk', 'tall', 'ting_etikett', 'ting_navn', 'ting_plass'],
	'every function of schema checks has a comment and a pinned search_path');
select is_empty($$select p.oid::regprocedure from pg_proc p where p.pronamespace = 'checks'::regnamespace and obj_description(p.oid, 'pg_proc') is null$$, 'the small ones too have a comment');

select * from finish();
rollback;

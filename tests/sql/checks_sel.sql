-- The acceptance of the plan checks: Sel's real plans. The list below was worked out by hand from the printed handlingsplan
-- for 2021, before any rule was written; nothing in it was read off the checks.
\set op `cat :src/client/demo/sel/omstillingsplan.json`
\set hp `cat :src/client/demo/sel/handlingsplan-2021.json`
begin;
select plan(18);

create temp table sel on commit drop as select :'op'::jsonb as op, :'hp'::jsonb as hp;

-- Chapter 3.4 prints 500 000 under 200 000 + 300 000 + 100 000. Kultur og samfunn prints 231 250 beside 300 000 and 31 250;
-- the printed column 925 000 + 825 000 + 550 000 + 537 500 + 231 250 + 231 250 is 3 300 000, and 3 400 000 stands under it.
-- Nothing follows from these to other rows: the frames add up to the printed 3 000 000, the costs to 400 000, the grand
-- sum is 3 400 000 + 400 000 as printed, and equals the financing.
-- 400 000 is 8 % of the frame of 5 000 000, not 5. The delmål of B, G and P are igangsatt in chapter 2.2 and gjennomført in
-- the tables (P also 1 against 2); L has one in the overview and two in the table; O has its second only in the table.
select results_eq(
	$$select regel, alvor, sted, oppgitt, beregnet from sel, checks.handlingsplan(hp, op)$$,
	$$values
	('HP-1', 'feil', 'omraader/4/oppgitt_sum_budsjett', '500000', '600000'),
	('HP-7', 'feil', 'budsjett/omraader/6/oppgitt_sum', '231250', '331250'),
	('HP-8', 'feil', 'budsjett/sum_omraader/oppgitt_sum', '3400000', '3300000'),
	('HP-11', 'varsel', 'budsjett/totalsum/oppgitt_sum', '3800000', '5000000'),
	('HP-12', 'varsel', 'oppgitte_prosenter/1', '5', '8'),
	('HP-13', 'varsel', 'omraader/1/delmaal_oversikt/B', '3 igangsatt', '3 gjennomført'),
	('HP-13', 'varsel', 'omraader/2/delmaal_oversikt/G', '2 igangsatt', '2 gjennomført'),
	('HP-13', 'varsel', 'omraader/3/delmaal_oversikt/L', '1 gjennomført', '2 gjennomført'),
	('HP-13', 'varsel', 'omraader/4/delmaal_oversikt/O', 'igangsatt (uten antall)', '1 igangsatt, igangsatt (uten antall)'),
	('HP-13', 'varsel', 'omraader/4/delmaal_oversikt/P', '1 igangsatt', '2 gjennomført'),
	('HP-15', 'varsel', 'kommunikasjonsplan', null, null)$$,
	'Sel''s handlingsplan 2021: every inconsistency of the document, and nothing false');

-- What the source does not show of the omstillingsplan is not in it; all its figures agree.
select results_eq(
	$$select regel, alvor, sted, oppgitt, beregnet from sel, checks.omstillingsplan(op)$$,
	$$values
	('OP-12', 'varsel', 'fn_maal', null, 'mangler: miljø, samfunn, økonomi, samarbeid'),
	('OP-15', 'feil', 'fn_maal', null, null),
	('OP-15', 'feil', 'kapitler/1.2', null, null),
	('OP-15', 'feil', 'kapitler/2.1', null, null),
	('OP-15', 'feil', 'kapitler/4', null, null),
	('OP-15', 'feil', 'kapitler/7', null, null),
	('OP-15', 'feil', 'ressurser', null, null)$$,
	'Sel''s omstillingsplan 2021-2026: the chapters that the source does not show, and no figure');

-- The sentences that a person reads.
select is(tekst, 'Område 4 oppgir 500 000 kroner i sum, men tiltakene gir 600 000.', 'HP-1 says it in one sentence')
	from sel, checks.handlingsplan(hp, op) where regel = 'HP-1';
select is(tekst, 'Kultur og samfunn: summen er oppgitt til 231 250 kroner, men ramme og kostnad gir 331 250.', 'HP-7 says it in one sentence')
	from sel, checks.handlingsplan(hp, op) where regel = 'HP-7';
select is(tekst, '«Administrasjon, omtrent 5 % av rammen»: 400 000 kroner er 8 % av 5 000 000 og 10,53 % av årets 3 800 000, ikke 5 %.',
	'HP-12 names both bases that a reader may think of') from sel, checks.handlingsplan(hp, op) where regel = 'HP-12';
select results_eq(
	$$select distinct regel, kilde from sel, checks.handlingsplan(hp, op) order by 1$$,
	$$values ('HP-1', 'S2 kap. 3'), ('HP-11', 'S2 kap. 4'), ('HP-12', 'S2 kap. 4'), ('HP-13', 'S2 kap. 2.2 og 3'), ('HP-15', 'S4'), ('HP-7', 'S2 kap. 4'), ('HP-8', 'S2 kap. 4')$$,
	'every finding names its source');

-- Corrected as a person would correct it, nothing but the warnings is left.
select results_eq(
	$$select regel, sted from sel, checks.handlingsplan(
		jsonb_set(jsonb_set(hp, '{omraader,3,tiltak,1,budsjett}', '"200000"'), '{budsjett,omraader,5,oppgitt_sum}', '"331250"'), op)
		where alvor = 'feil'$$,
	$$select null::text, null::text where false$$,
	'with P at 200 000 and the row of Kultur og samfunn at 331 250 every sum fits: the two slips explain all three errors');

-- The transcription itself, against figures taken from the printed page.
select is((select count(*)::int from sel, checks.hp_tiltak(hp)), 21, '21 tiltak');
select is((select string_agg(bokstav, '' order by nr) from sel, checks.op_strategi(op)), 'ABCDEFGHIJKLMNOPQRSTU', 'strategies A to U');
select is((select sum(checks.tall(budsjett)) from sel, checks.hp_tiltak(hp)), 3100000.0, 'the budgets of the tiltak are 3 100 000 to the krone');
select is((select sum(checks.tall(timer)) from sel, checks.hp_omraade(hp)), 800.0, '800 hours');
select results_eq(
	$$select nummer, string_agg(verdi, ' ' order by aar) from sel, checks.op_t2(op) group by nummer order by nummer$$,
	$$values (1, '5 10 15 20 20 20'), (2, '5 10 10 15 15 15'), (3, '2 2 3 4 4 5'), (4, '0 3 5 5 8 9'), (5, '- - - - - -'), (6, '- - - - - -')$$,
	'targets by innsatsområde and year; "-" is not 0');
select results_eq(
	$$select kilde, andel, beloep from sel, checks.hp_finansiering(hp)$$,
	$$values ('Innlandet fylkeskommune', '50', '1900000'), ('Sel kommune', '50', '1900000')$$, 'financing of 2021');
select is((select string_agg(o.nummer::text, '' order by o.nummer) from sel, checks.op_omraade(op) as o where o.stoette), '56', 'areas 5 and 6 support the others');

select results_eq($$select (f ->> 'tabell') || (f ->> 'merke') from sel, jsonb_array_elements(hp -> 'fotnoter') as f$$, array['H1*', 'H2*', 'H31)', 'H32)'], 'its footnotes, by table and mark');
select is((select count(*)::int from sel, jsonb_array_elements(hp -> 'effektmaal') as m where m ->> 'indikator' is not null and m ->> 'tidspunkt' = 'årlig'), 6, 'six indicators, followed every year');
select results_eq($$select (o ->> 'nummer') || ': ' || (m ->> 'maaltall') from sel, jsonb_array_elements(hp -> 'omraader') as o left join lateral jsonb_array_elements(o -> 'aarsmaal') as m on true
	where m is not null$$, array['1: 5', '2: 5', '3: 2', '4: 0'], 'the year''s jobs by area; 0 is a goal, and the areas without one have none');
select is((select string_agg(o ->> 'nummer', '') from sel, jsonb_array_elements(hp -> 'omraader') as o where (o ->> 'kommunalt_ansvar')::boolean), '56', 'areas 5 and 6 are the kommune''s own');

select * from finish();
rollback;

-- Hallingdal's result (handbook 8.4, 11): 131 of 200 new jobs, 65.5 per cent, secured jobs never measured; through the merger of its
-- areas, which the results of year 1 follow. The plans are the demonstration's; how the 131 fall on projects is our own.
\set op22 `cat :src/client/demo/hallingdal/omstillingsplan-2022.json`
\set hp22 `cat :src/client/demo/hallingdal/handlingsplan-2022.json`
\set hp23 `cat :src/client/demo/hallingdal/handlingsplan-2023.json`
begin;
select plan(18);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
\ir lib/resultat.psql
update core.program set periode_fra = '2022-01-01', periode_til = '2024-12-31' where kortnavn = 'dal';

select test.dag('2021-12-14'), test.vedtatt_plan('omstillingsplan', :'op22'), test.vedtatt_plan('handlingsplan-2022', :'hp22');
select test.dag('2022-06-01'), test.prosjekt('Studiested', 'omraade-rekruttering', '2022-02-01'), test.prosjekt('Startup Extreme', 'omraade-innovasjon', '2022-02-01'),
	test.prosjekt('Fiber', 'omraade-samferdsel', '2022-02-01'), test.prosjekt('Trebruk', 'omraade-baerekraft', '2022-02-01'), test.prosjekt('Kulturfabrikk', 'omraade-kultur', '2022-02-01');
select test.dag('2022-11-01'), test.telt('dal/prosjekt-1', 2022, '{"nye":"4"}'), test.telt('dal/prosjekt-2', 2022, '{"nye":"14"}'), test.telt('dal/prosjekt-3', 2022, '{"nye":"3"}'),
	test.telt('dal/prosjekt-4', 2022, '{"nye":"6"}'), test.telt('dal/prosjekt-5', 2022, '{"nye":"-","sikrede":"-"}');
select is(test.omraadetall('Bærekraft', 2022), '5/null/null 6+null=6 120/null/null sikrede: ikke målt', 'year 1: by the areas of year 1');
select is(test.omraadetall('Kommunikasjon og samferdsel', 2022), '5/null/null 3+null=3 60/null/null sikrede: ikke målt', 'each its own');
select is(test.omraadetall('Kultur og samfunn', 2022), '-/null/null -+-=- null/null/null', 'a supporting area has no goal, which is not 0 and not unmeasured');
select is(test.tall(test.resultater() -> 'aar' -> 0), '40/null/null 27+null=27 67.5/null/null sikrede: ikke målt i 4 av 5 rapporter', 'the year');
select is((select r ->> 'aarsmaal' from jsonb_array_elements(test.resultater() -> 'rader') r where r ->> 'navn' = 'Innovasjonskultur' and r ->> 'aar' = '2022'), '20', 'the year''s handlingsplan aims at the same');

select test.dag('2022-12-14'), test.vedtatt_plan('handlingsplan-2023', :'hp23');
select is(test.omraadetall('Bærekraft og mobilitet', 2022), '10/null/null 9+null=9 90/null/null sikrede: ikke målt', 'two areas become one, with their targets and their results');
select is(test.omraadetall('Bærekraft', 2022) || ' ' || test.omraadetall('Bærekraft', 2022, '2022-12-13'), 'ingen 5/null/null 6+null=6 120/null/null sikrede: ikke målt', 'from that day on');
select is(test.omraadetall('Bo- og næringsattraktivitet', 2022), '-/null/null -+-=- null/null/null', 'a supporting area too');
select is((select string_agg(distinct r ->> 'navn', ', ') from jsonb_array_elements(test.resultater() -> 'rader') r), 'Bo- og næringsattraktivitet, Bærekraft og mobilitet, Innovasjonskultur, Rekruttering og kompetanse', 'four areas are left');
select test.dag('2023-11-01'), test.prosjekt('Grønn reise', (select r ->> 'omraade' from jsonb_array_elements(test.resultater() -> 'rader') r where r ->> 'navn' = 'Bærekraft og mobilitet' limit 1), '2023-02-01');
select test.telt('dal/prosjekt-1', 2023, '{"nye":"9"}'), test.telt('dal/prosjekt-2', 2023, '{"nye":"25"}'), test.telt('dal/prosjekt-4', 2023, '{"nye":"8"}'), test.telt('dal/prosjekt-6', 2023, '{"nye":"5"}');
select is(test.omraadetall('Bærekraft og mobilitet', 2023), '20/null/null 13+null=13 65/null/null sikrede: ikke målt', 'old projects and new ones meet in the area');
select is(test.rapporter('dal/prosjekt-2', 2023, '{"nye":"23","korrigerer":"dal/prosjektrapport-7"}'), 'dal/prosjektrapport-10', 'two of the jobs were counted twice');
select is(test.godkjenn('dal/prosjektrapport-10'), 'ok', 'corrected');
select test.dag('2024-12-15'), test.telt('dal/prosjekt-1', 2024, '{"nye":"11"}'), test.telt('dal/prosjekt-2', 2024, '{"nye":"30"}'), test.telt('dal/prosjekt-6', 2024, '{"nye":"18"}');
select is(test.tall(test.resultater() -> 'samlet'), '200/200/null 131+null=131 65.5/65.5/null sikrede: ikke målt i 11 av 12 rapporter', '131 of 200 new jobs, 65.5 per cent; secured not measured');
select is(test.resultater() -> 'samlet' ? 'sikrede', false, 'not measured is not 0: there is no figure at all');
select is((select string_agg(concat_ws(' ', r ->> 'aar', r ->> 'sum', r ->> 'prosent'), ', ' order by r ->> 'aar') from jsonb_array_elements(test.resultater() -> 'aar') r), '2022 27 67.5, 2023 45 64.3, 2024 59 65.6', 'year by year');
select is((select sum((r ->> 'sum')::numeric) from jsonb_array_elements(test.resultater() -> 'rader') r where r ->> 'sum' <> '-'), 131::numeric, 'the areas add up to the whole');
select is(test.resultater('2023-12-31') #>> '{samlet,sum}', '72', 'and as it was known a year before');
select test.grunn('programleder', 'write_rapport', '{"program":"dal","slag":"aarsrapport","aar":2023,"deler":[{"noekkel":"Innledning","tekst":"Året."}]}');
select is(test.tall(i -> 'samlet') || ', ' || jsonb_array_length(i -> 'aarene'), '200/200/null 72+null=72 36/36/null sikrede: ikke målt i 8 av 9 rapporter, 2', 'the report of a year, written later, counts until that year')
from (select test.svar('naering', 'get_rapport', '{"rapport":"dal/aarsrapport-2023"}')::jsonb -> 'innhold' as i) x;

select * from finish();
rollback;

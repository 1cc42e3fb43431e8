-- What is coming, by figures worked out by hand: the forecast by financier, what is held back, what lapses; what a closing programme has to
-- settle (row 36); and a year's figures when an area is split (handbook 7, 8.3).
begin;
select plan(30);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
select test.planene();
update core.program set periode_fra = '2020-01-01', periode_til = '2025-12-31' where kortnavn = 'dal';
create function test.id() returns uuid language sql as $$ select id from core.program where kortnavn = 'dal' $$;
create function test.prognose(felt text, feltene text[], dag date default core.i_dag()) returns text language sql as $$
	select string_agg((select string_agg(coalesce(l ->> f, '-'), ' ' order by i) from unnest(feltene) with ordinality u (f, i)), ', ' order by n)
	from json_array_elements(test.svar('programleder', 'get_prognose', json_build_object('program', 'dal', 'dato', dag)) -> felt) with ordinality x (l, n) $$;
create function test.foert(hvem text, mer jsonb) returns text language sql as $$ select test.grunn(hvem, 'register_postering', ('{"program":"dal","aar":2020,"tekst":"Prøve"}'::jsonb || mer)::json) $$;
create function test.linjer() returns text language sql as $$ select test.prognose('finansiering', '{finansioer,tilsagt,mottatt,brukt,bundet,ubrukt,ved_slutt}') $$;

-- Kommunen appropriates 400 000 and has paid in 250 000; Fylket promises 300 000 until next summer and has paid in 100 000. Half each.
select test.ny_sak('direktoer', 25, '{"beloep":"400000","aar":2020}') as egen \gset
select is(test.kst_vedtar(:'egen'), 'ok', 'the kommune''s share');
select test.ny_sak('fsekr', 24, '{"beloep":"300000","aar":2020,"gyldig_til":"2021-06-30"}') as loefte \gset
select is(test.fylket_avgjoer(:'loefte'), 'ok', 'the county''s, a tilsagn');
select is(test.grunn('programleder', 'set_finansioerer', '{"program":"dal","gyldig_fra":"2020-01-01","finansioerer":[{"navn":"Kommunen","andel":"50"},{"navn":"Fylket","andel":"50"}]}'), 'ok', 'half each');
select is(test.foert('programleder', '{"konto":"mottatt","beloep":"250000","finansioer":"Kommunen"}') || test.foert('programleder', '{"konto":"mottatt","beloep":"100000","finansioer":"Fylket"}'), 'okok', 'received');
select is(test.linjer(), 'Kommunen 400000 250000 0 0 250000 400000, Fylket 300000 100000 0 0 100000 300000', 'nothing is spent or awarded yet');

-- 100 000 is awarded, 60 000 of it paid, 10 000 spent: half of each is each one's.
select is(test.tildelt('100000', test.soek(), '{"gyldig_til":"2022-12-31"}'), 'ok', 'an award');
select is(test.linjer(), 'Kommunen 400000 250000 0 50000 250000 350000, Fylket 300000 100000 0 50000 100000 250000', 'awarded and not paid');
select is(test.grunn('ossekr', 'request_utbetaling', '{"tildeling":"dal/tildeling-1","beloep":"60000","kostnad":"800000"}') || test.grunn('osleder', 'approve_utbetaling', '{"utbetaling":"dal/utbetaling-1"}'), 'okok', 'paid of it');
select is(test.foert('programleder', '{"konto":"brukt","beloep":"10000","omraade":"a1"}'), 'ok', 'own spending');
select is(test.linjer(), 'Kommunen 400000 250000 35000 20000 215000 345000, Fylket 300000 100000 35000 20000 65000 245000', 'spent 70 000, bound 40 000');
select is(test.prognose('holdt_tilbake', '{prosjekt,tildelt,utbetalt,holdt_tilbake}'), 'dal/prosjekt-1 100000 60000 25000', 'a quarter is held back');
select is(test.prognose('tilsagn', '{beloep,ikke_mottatt,gyldig_til,dager,tilstand}'), '300000 200000 2021-06-30 272 loeper', 'of the promise 200 000 is not received');
select is(test.prognose('varsler', '{varsel,tekst}'), 'tilsagn_bortfaller Tilsagnet i ' || :'loefte' || ' på 300 000 kroner gjelder til 2021-06-30; 200 000 er ikke mottatt.', 'which is warned of a year ahead');
select is((select concat_ws(' ', x ->> 'slutt', x ->> 'dager') from test.svar('programleder', 'get_prognose', '{"program":"dal"}') x), '2025-12-31 1917', 'the period''s end');
select is(test.linjer() = test.prognose('finansiering', '{finansioer,tilsagt,mottatt,brukt,bundet,ubrukt,ved_slutt}', '2020-10-01'), true, 'as of a day');
select is(test.prognose('finansiering', '{finansioer}', '2020-09-30'), null, 'the day before there was nothing');
select is(test.grunn('ossekr', 'register_rapport', '{"tildeling":"dal/tildeling-1","slag":"sluttrapport","tekst":"Ferdig"}') || coalesce(test.prognose('holdt_tilbake', '{prosjekt}'), ''), 'ok', 'with the final report nothing is held back');

-- What lapses: the promise in the summer, the award after two years.
select test.dag('2021-06-30');
select is(test.prognose('tilsagn', '{dager,tilstand}'), '0 loeper', 'on its last day the promise runs');
select test.dag('2021-07-01');
select is(test.prognose('tilsagn', '{dager,tilstand,ikke_mottatt}') || coalesce(test.prognose('varsler', '{varsel}'), ''), '-1 bortfalt 200000', 'then it has lapsed, and is warned of no more');
select test.dag('2023-01-01');
select is(test.linjer(), 'Kommunen 400000 250000 35000 0 215000 365000, Fylket 100000 100000 35000 0 65000 65000', 'the 40 000 that were not paid are bound no more, and the 200 000 that lapsed do not come');
select test.dag('2024-01-01');
select is(test.prognose('varsler', '{varsel,tekst}'), 'midler_blir_ubrukt Perioden slutter 2025-12-31; 430 000 kroner er verken brukt eller bundet.', 'two years before the end: 365 000 and 65 000 are left');
select test.dag('2023-12-31');
select is(test.prognose('varsler', '{varsel}'), null, 'a day earlier it is not said');

-- To close (row 36): what is received and not spent, by financier.
select test.dag('2022-01-01');
create function test.varsler(ref text) returns text language sql as $$ select string_agg((v ->> 'varsel') || ': ' || (v ->> 'tekst'), '; ' order by n) from json_array_elements(test.svar('programleder', 'get_sak', json_build_object('sak', ref)) #> '{sak,varsler}') with ordinality x (v, n)
	where v ->> 'varsel' = 'ubrukte_midler' $$;
select test.ny_sak('osleder', 36) as slutt \gset
select is(test.varsler(:'slutt'), 'ubrukte_midler: Kommunen: 215 000 kroner mottatt og ikke brukt, 20 000 bundet.; ubrukte_midler: Fylket: 65 000 kroner mottatt og ikke brukt, 20 000 bundet.', 'what is to be settled');
select is(test.foert('programleder', '{"konto":"mottatt","beloep":"-215000","finansioer":"Kommunen"}') || ' ' || test.varsler(:'slutt'),
	'ok ubrukte_midler: Kommunen: 0 kroner mottatt og ikke brukt, 20 000 bundet.; ubrukte_midler: Fylket: 65 000 kroner mottatt og ikke brukt, 20 000 bundet.', 'given back, it is settled but for what is bound');

-- The area is split 60 to 40: every figure of the year with it, to the øre, from its day.
do $$ begin
	set local session_replication_role = replica;
	insert into core.omraade_avstamning (program_id, nr, plan_id, versjon, sak_id, vedtak_id, gjelder_fra, slag, fra, fra_navn, til, til_navn, andel)
	select test.id(), (select coalesce(max(a.nr), 0) from core.omraade_avstamning a where a.program_id = test.id()) + n, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), '2021-02-01', 'delt', 'a1', 'Næring', (array['b1','c1'])[n], (array['Mat','Tur'])[n], (array[60,40])[n] from generate_series(1, 2) n;
	set local session_replication_role = origin;
end $$;
create function test.budsjett(dag date default core.i_dag()) returns text language sql as $$
	select string_agg(concat_ws(' ', l ->> 'omraade', l ->> 'ramme', l ->> 'tildelt', l ->> 'utbetalt', l ->> 'disponibelt'), ', ' order by l ->> 'omraade')
	from json_array_elements(test.svar('programleder', 'get_oekonomi', json_build_object('program', 'dal', 'dato', dag)) -> 'budsjett') l where l ->> 'omraade' is not null $$;
select is(test.budsjett(), 'b1 390000 60000 36000 324000, c1 260000 40000 24000 216000', '650 000, 100 000, 60 000 and 540 000 by six and four tenths');
select is(test.budsjett('2021-01-31'), 'a1 650000 100000 60000 540000', 'the day before it was one');
select is((select concat_ws(' ', l ->> 'ramme', l ->> 'tildelt', l ->> 'disponibelt') from json_array_elements(test.svar('programleder', 'get_oekonomi', '{"program":"dal"}') -> 'budsjett') l where l ->> 'navn' = 'Sum'), '650000 100000 540000', 'the sum is the same');
select is(core.disponibelt(test.id(), 'b1', 2020, core.i_dag()) + core.disponibelt(test.id(), 'c1', 2020, core.i_dag()), 540000::numeric, 'and so is what is left to commit');
select test.dag('2023-01-01');
select is(test.budsjett(), 'b1 390000 36000 36000 348000, c1 260000 24000 24000 232000', 'what lapses of an award is freed in both, by their shares');
select is(test.linjer() ~ '^Kommunen 400000 35000', true, 'the financiers'' figures know no areas');
select * from finish();
rollback;

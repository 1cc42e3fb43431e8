-- What awards ask of people by date: requests that wait for who may answer them, reports, money demanded back, and what lapses. Each
-- is asked of those whose work it is, from its day until it is done.
begin;
select plan(36);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
select test.planene(), test.person('plsekr', 'pl', 'sekretaer');
create function test.penger(hvem text) returns text language sql as $$
	select coalesce(string_agg(concat_ws(' ', o ->> 'akt', o ->> 'organ', o ->> 'tittel', o ->> 'frist', o ->> 'kilde'), ', ' order by n), '') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') with ordinality x (o, n)
	where o ->> 'slag' = 'penger' $$;
create function test.anmod(hvem text, beloep text) returns text language sql as $$
	select test.grunn(hvem, 'request_utbetaling', json_build_object('tildeling', 'dal/tildeling-1', 'beloep', beloep, 'kostnad', '800000')) $$;
create function test.svart(hvem text, nr int, utfall text default 'ja') returns text language sql as $$
	select test.grunn(hvem, 'approve_utbetaling', json_build_object('utbetaling', 'dal/utbetaling-' || nr, 'utfall', utfall, 'grunn', 'Slik')) $$;

-- 100 000 for a project that ends 2021-10-31, to be paid before 2022-01-31.
select is(test.tildelt('100000', test.soek(), '{"gyldig_til":"2022-01-31"}'), 'ok', 'an award');
select is(test.penger(h), '', 'asks nothing of ' || h) from unnest(array['programleder', 'osleder', 'ossekr', 'direktoer']) h;

-- Requests.
select is(test.anmod('programleder', '40000'), 'ok', 'a request');
select is(test.penger('osleder'), 'utbetaler os Anmodning om utbetaling av 40 000 kr på dal/tildeling-1 (utbetaling-1) håndboka, del 7', 'waits for the styre''s leader');
select is(test.penger('direktoer') ~ '^utbetaler kdir', true, 'or the kommunedirektør');
select is(test.penger(h), '', h || ' does not answer it') from unnest(array['programleder', 'os2', 'plsekr', 'ossekr', 'raadgiver', 'observatoer']) h;
select is(test.svart('direktoer', 1) || test.penger('osleder') || test.penger('direktoer'), 'ok', 'until one does');
select is(test.anmod('plsekr', '10000') || (test.penger('programleder') ~ '^utbetaler pl'), 'oktrue', 'another''s request waits for the programleder too');
select is(test.svart('programleder', 2, 'nei') || test.penger('programleder') || test.penger('osleder'), 'ok', 'a no is an answer');

-- The final report.
select test.dag('2021-09-30');
select is(test.penger('plsekr'), '', '31 days before the project ends');
select test.dag('2021-10-01');
select is(test.penger('plsekr'), 'foelger_opp pl Sluttrapport eller resultatskjema for dal/tildeling-1 (Ny ovn) 2021-10-31 håndboka, del 7; OF', '30 days before, the report is asked for');
select is(test.penger('programleder') = test.penger('plsekr') and test.penger('ossekr') ~ '^foelger_opp os', true, 'of the programleder and the styre''s secretary too');
select is(test.penger(h), '', 'not of ' || h) from unnest(array['osleder', 'direktoer']) h;

-- What lapses.
select test.dag('2021-11-03');
select is(test.penger('plsekr') ~ 'faller bort etter', true, '89 days before the last day');
select test.dag('2021-11-02');
select is(test.penger('plsekr') ~ 'faller bort', true, '90 days before');
select test.dag('2021-11-01');
select is(test.penger('plsekr') ~ 'faller bort', false, '91 days before it is not told');
select test.dag('2022-01-31');
select is(test.penger('plsekr'), 'foelger_opp pl Sluttrapport eller resultatskjema for dal/tildeling-1 (Ny ovn) 2021-10-31 håndboka, del 7; OF, foelger_opp pl 60 000 kr av dal/tildeling-1 faller bort etter denne dagen 2022-01-31 OF 15', 'both, the nearest first');
select test.dag('2022-02-01');
select is(test.penger('plsekr') ~ '60 000 kr av dal/tildeling-1 er falt bort; registrer det', true, 'then it has lapsed, and is to be registered');
select is(test.grunn('programleder', 'withdraw_tildeling', '{"tildeling":"dal/tildeling-1","grunn":"Tiden er ute"}') || test.penger('plsekr'), 'ok', 'registered, nothing more is asked of what has lapsed');

-- Money demanded back.
create function test.krev(beloep text, frist text) returns text language sql as $$
	select test.grunn('osleder', 'demand_tilbakebetaling', json_build_object('tildeling', 'dal/tildeling-1', 'beloep', beloep, 'frist', frist, 'grunn', 'Ikke brukt')) $$;
create function test.tilbake(beloep text) returns text language sql as $$ select test.grunn('plsekr', 'register_tilbakebetaling', json_build_object('tildeling', 'dal/tildeling-1', 'beloep', beloep)) $$;
select is(test.krev('15000', '2022-03-01') || test.krev('5000', '2022-04-01'), 'okok', 'demanded back, twice');
select is(test.penger('plsekr'), 'foelger_opp pl 15 000 kr krevd tilbake av dal/tildeling-1 2022-03-01 håndboka, del 7; OF, foelger_opp pl 5 000 kr krevd tilbake av dal/tildeling-1 2022-04-01 håndboka, del 7; OF', 'each by its day');
select is(test.tilbake('12000') || ' ' || test.penger('plsekr'), 'ok foelger_opp pl 3 000 kr krevd tilbake av dal/tildeling-1 2022-03-01 håndboka, del 7; OF, foelger_opp pl 5 000 kr krevd tilbake av dal/tildeling-1 2022-04-01 håndboka, del 7; OF', 'what is repaid meets the oldest');
select is(test.tilbake('4000') || ' ' || test.penger('plsekr'), 'ok foelger_opp pl 4 000 kr krevd tilbake av dal/tildeling-1 2022-04-01 håndboka, del 7; OF', 'then the next');
select is(test.tilbake('4000') || test.penger('plsekr'), 'ok', 'and then nothing is asked');

-- The programme's own project has no applicant who reports, and others' programmes ask nothing of one.
select test.dag('2020-10-02');
select is(test.os_vedtar(test.til_styret(39, test.prosjektforslag('{"fra":"2020-10-02","til":"2020-10-20"}', '20000'))), 'ok', 'an own project that ends soon');
select is(test.penger('plsekr'), '', 'has no report to wait for');
select is(test.penger('utenfor') || test.penger('fordfoerer'), '', 'nobody else is asked');
select * from finish();
rollback;

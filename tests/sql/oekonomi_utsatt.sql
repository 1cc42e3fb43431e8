-- What the ledger says while a decision is suspended (V-17), after an award's last day, when a plan splits its frames only as a whole,
-- and of who manages the money (row 40): every figure worked out by hand. The one area has a budget of 500 000 + 100 000 + 50 000.
begin;
select plan(58);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
select test.planene();
create function test.id() returns uuid language sql as $$ select id from core.program where kortnavn = 'dal' $$;
create function test.utsett(ref text, opphoer boolean default false, hvem text default 'ordfoerer') returns text
language sql as $$ select test.grunn(hvem, 'suspend_vedtak', json_build_object('vedtak', (select v.id from core.vedtak v where v.sak_id = (test.sak(ref)).id and v.akt = 'vedtar' and v.utfall = 'ja' order by v.handling desc limit 1),
	'grunn', 'Klar feil', 'opphoer', opphoer)) $$;
create function test.rest(dag date default core.i_dag()) returns text language sql as $$ select trim_scale(core.disponibelt(test.id(), 'a1', 2020, dag))::text $$;
create function test.vist(felt text, rad text, feltene text[], dag date default core.i_dag()) returns text language sql as $$
	select string_agg(concat_ws(' ', variadic array(select coalesce(l ->> f, '-') from unnest(feltene) f)), ', ' order by n)
	from json_array_elements(test.svar('programleder', 'get_oekonomi', json_build_object('program', 'dal', 'dato', dag)) -> felt) with ordinality x (l, n) where rad is null or rad in (l ->> 'navn', l ->> 'finansioer') $$;
create function test.budsjett(dag date default core.i_dag()) returns text language sql as $$ select test.vist('budsjett', 'Næring', '{ramme,tildelt,disponibelt}', dag) $$;

-- A plan is suspended: nothing more is committed of what it set aside, and what is awarded stays so.
select is(test.tildelt('100000'), 'ok', 'an award under the plan');
select is(test.budsjett() || ' ' || test.rest(), '650000 100000 550000 550000', '650 000 less 100 000');
select test.dag('2020-10-05');
select is(test.utsett('dal/sak-2'), 'ok', 'the handlingsplan is suspended');
select is(test.budsjett(), '- 100000 -100000', 'no frame is in force, and 100 000 is awarded');
select is(test.vist('aar', null, '{aar,budsjett,tildelt}'), '2020 - 100000', 'nor a budget of the year');
select is(test.tildelt('1', test.soek('{"tittel":"B"}')), 'rammen_er_brukt_opp', 'nothing is awarded of it');
select is(test.budsjett('2020-10-04') || ' ' || test.rest('2020-10-04'), '650000 100000 550000 550000', 'the day before it was');
select is(test.utsett('dal/sak-2', true) || ' ' || test.budsjett(), 'ok 650000 100000 550000', 'let go, it is again');

-- A second version of 800 000 is suspended: the first holds; a third is adopted meanwhile, and takes the place of both.
create function test.plan_av(kroner text, mer jsonb default '{}') returns text language plpgsql as $$
begin
	perform test.vedtatt_plan('handlingsplan-2020', ('{"aar":2020,"omraader":[{"id":"a1","nummer":1,"navn":"Næring","tiltak":[{"bokstav":"A","tiltak":"Vekstløft for bedrifter","budsjett":"' || kroner || '"}]}],
		"budsjett":{"timepris":"500","omraader":[{"nummer":1,"navn":"Næring","ramme":"' || kroner || '","timer":"' || length(kroner) || '","kostnad":"' || length(kroner) * 500 || '"}]}}')::jsonb || mer);
	return (select 'dal/sak-' || max(nr) from core.sak);
end $$;
create function test.timer() returns text language sql as $$ select test.vist('budsjett', 'Næring', '{timer}') $$;
select test.plan_av('800000') as andre \gset
select is(test.budsjett() || ' ' || test.timer(), '800000 100000 700000 6', 'a second version');
select is(test.utsett(:'andre') || ' ' || test.budsjett() || ' ' || test.timer(), 'ok 650000 100000 550000 -', 'suspended: the frame of the first, and no hours');
select is(test.utsett(:'andre', true) || ' ' || test.budsjett() || ' ' || test.timer(), 'ok 800000 100000 700000 6', 'let go');
select test.plan_av('120000') as tredje \gset
select is(test.budsjett(), '120000 100000 20000', 'a third, lower');
select is(test.utsett(:'tredje') || ' ' || test.budsjett(), 'ok 800000 100000 20000', 'suspended: the second''s frame, of which no more is committed than the third would leave');
select is(test.tildelt('20001', test.soek('{"tittel":"C"}')), 'rammen_er_brukt_opp', 'so that nothing is overspent when it is let go');
select test.plan_av('1300000') as fjerde \gset
select is(test.budsjett() || ' ' || test.timer(), '1300000 100000 1200000 7', 'a fourth while the third is suspended');
select is(test.utsett(:'tredje', true) || ' ' || test.budsjett() || ' ' || test.timer(), 'ok 1300000 100000 1200000 7', 'the third let go changes nothing');
select is((select sum(beloep) from core.postering where konto = 'budsjett' and formaal = 'prosjekter'), 1300000::numeric, 'the entries sum to the plan');

-- Financing.
select test.ny_sak('direktoer', 25, '{"beloep":"400000","aar":2020}') as egen \gset
select is(test.kst_vedtar(:'egen') || ' ' || test.vist('finansiering', 'Kommunen', '{bevilget}'), 'ok 400000', 'appropriated');
select is(test.utsett(:'egen') || ' ' || coalesce(test.vist('finansiering', 'Kommunen', '{bevilget}'), 'ingen'), 'ok ingen', 'suspended: not appropriated');
select is((select concat_ws(' ', l ->> 'tilsagt', l ->> 'mottatt') from json_array_elements(test.svar('programleder', 'get_prognose', '{"program":"dal"}') -> 'finansiering') l where l ->> 'finansioer' = 'Kommunen'), '0 0', 'nor counted on');
select is(test.utsett(:'egen', true) || ' ' || test.vist('finansiering', 'Kommunen', '{bevilget}'), 'ok 400000', 'let go');
select test.ny_sak('fsekr', 24, '{"beloep":"300000","aar":2020,"gyldig_til":"2022-12-31"}') as loefte \gset
select is(test.fylket_avgjoer(:'loefte') || ' ' || test.vist('tilsagn', null, '{beloep,tilstand}') || ' ' || test.vist('finansiering', 'Fylket', '{lovet,bevilget}'), 'ok 300000 loeper 300000 300000', 'promised');
select is(test.utsett(:'loefte', false, 'fordfoerer') || ' ' || test.vist('tilsagn', null, '{beloep,tilstand}') || ' ' || test.vist('finansiering', 'Fylket', '{lovet,bevilget}'), 'ok 300000 utsatt - -', 'suspended');
select is(test.utsett(:'loefte', true, 'fordfoerer') || ' ' || test.vist('tilsagn', null, '{tilstand}'), 'ok loeper', 'let go');

-- An award is suspended: nothing is paid of it, and its money waits.
select is(test.utsett('dal/sak-3', false, 'osleder'), 'ok', 'the award');
select is(test.vis('dal/tildeling-1') ->> 'tilstand', 'utsatt', 'shows it');
select is(test.svar('programleder', 'get_prosjekt', '{"prosjekt":"dal/prosjekt-1"}') #>> '{prosjekt,tilstand}', 'stanset', 'its project is stopped');
create function test.anmod(beloep text, tildeling text default 'dal/tildeling-1') returns text language sql as $$
	select test.grunn('ossekr', 'request_utbetaling', json_build_object('tildeling', tildeling, 'beloep', beloep, 'kostnad', '800000')) $$;
select is(test.anmod('50000'), 'tildelingen_er_ikke_loepende', 'nothing is paid');
select is((test.kall('ossekr', 'request_utbetaling', '{"tildeling":"dal/tildeling-1","beloep":"1","kostnad":"800000"}')).detalj::json ->> 'kilde', 'V-17; KL 27-3', 'by the law');
select is(test.budsjett(), '1300000 100000 1200000', 'its money waits');
select is(test.utsett('dal/sak-3', true, 'osleder') || test.anmod('50000'), 'okok', 'let go, it is paid');
select is(test.grunn('osleder', 'approve_utbetaling', '{"utbetaling":"dal/utbetaling-1"}'), 'ok', 'by another');

-- An award lapses with its last day: what is not paid is free again, whoever registers it.
select is(test.budsjett(), '1300000 100000 1200000', '100 000 awarded, 50 000 of it paid');
select test.dag('2025-10-01');
select is(test.vis('dal/tildeling-1') ->> 'tilstand' || ' ' || test.budsjett(), 'loepende 1300000 100000 1200000', 'on its last day it runs');
select test.dag('2025-10-02');
select is(test.vis('dal/tildeling-1') ->> 'tilstand' || ' ' || test.budsjett(), 'utloept 1300000 50000 1250000', 'the day after, the other 50 000 is free');
select is(test.vis('dal/tildeling-1') ->> 'tildelt', '50000.00', 'and the award is what was paid of it');
select is(test.rest('2025-10-01') || ' ' || test.rest('2025-10-02'), '1200000 1250000', 'by the date, for any date');
select is(test.svar('programleder', 'get_prognose', '{"program":"dal"}') ->> 'holdt_tilbake', '[]', 'nothing is held back of it');
select is(test.vist('aar', null, '{aar,tildelt,brukt}'), '2020 50000 50000', 'the year has awarded what it has paid');
select is(test.anmod('1'), 'tildelingen_er_ikke_loepende', 'nothing more is paid');
select is(test.grunn('osleder', 'withdraw_tildeling', '{"tildeling":"dal/tildeling-1","grunn":"Tiden er ute"}'), 'ok', 'it is registered later');
select is(test.budsjett() || ' ' || (test.vis('dal/tildeling-1') ->> 'tilstand'), '1300000 50000 1250000 bortfalt', 'which frees nothing twice');
select is((select sum(beloep) from core.stoette), 50000.00, 'and tells the register of aid');

-- Who manages the money.
select test.dag('2025-10-03');
create function test.forvalter(dag date default core.i_dag()) returns text language sql as $$ select concat_ws(' ', o ->> 'forvalter', o ->> 'forvalter_sak') from test.svar('programleder', 'get_oekonomi', json_build_object('program', 'dal', 'dato', dag)) o $$;
select is(test.forvalter(), 'Fylket', 'the county');
select test.ny_sak('fsekr', 40) as deleg \gset
select is(test.fylket_avgjoer(:'deleg'), 'ok', 'delegates it (row 40)');
select is(test.forvalter(), 'Kommunen ' || :'deleg', 'to the kommune');
select is(test.forvalter('2025-10-02'), 'Fylket', 'not the day before');
select is(test.utsett(:'deleg', false, 'fordfoerer') || ' ' || test.forvalter(), 'ok Fylket', 'not while the delegation is suspended');
select is(test.utsett(:'deleg', true, 'fordfoerer') || ' ' || test.forvalter(), 'ok Kommunen ' || :'deleg', 'let go');

-- A split of the frames that only the plan as a whole states is booked as it states it, and moves nothing.
select test.plan_av('900000', '{"soekbare_midler":"600000","prosjektrettet_arbeid":"250000"}');
select is(test.vist('budsjett', 'Sum', '{ramme,soekbare_midler,prosjektrettet}'), '900000 600000 250000', 'the sum row splits the frame');
select is(test.vist('budsjett', 'Næring', '{ramme,soekbare_midler,prosjektrettet}'), '900000 - -', 'the area does not');
select is(trim_scale(core.disponibelt(test.id(), null, 2020, core.i_dag())), 0::numeric, 'and nothing is set aside outside the areas');
select is(test.rest(), '850000', '900 000 less the 50 000 paid');

-- A case of rows 20 to 25 that no ledger can book says so before the vote.
create function test.varsel(ref text) returns text language sql as $$ select string_agg(v ->> 'varsel', ' ') from json_array_elements(test.svar('programleder', 'get_sak', json_build_object('sak', ref)) #> '{sak,varsler}') v where v ->> 'varsel' = 'saken_bokfoerer_ingenting' $$;
select is(test.varsel(test.ny_sak(h, r, f::jsonb)), v, format('row %s: %s', r, f)) from (values ('osleder', 20, '{}', 'saken_bokfoerer_ingenting'), ('programleder', 21, '{"beloep":"5"}', 'saken_bokfoerer_ingenting'),
	('programleder', 21, '{"beloep":"5","omraade":"a1","til_omraade":"a1"}', null), ('direktoer', 25, '{}', 'saken_bokfoerer_ingenting'), ('direktoer', 25, '{"beloep":"5"}', null)) v (h, r, f, v);

select * from finish();
rollback;

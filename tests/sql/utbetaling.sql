-- Payments of an award: in arrears, a share held back, accounts above the limit, four eyes, never more than awarded; withdrawal, lapse, repayment.
begin;
select plan(73);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
select test.person('plsekr', 'pl', 'sekretaer');
select test.planene();

create function test.be(hvem text, beloep text, kostnad text, mer jsonb default '{}', ref text default 'dal/tildeling-1') returns text
language sql as $$ select test.grunn(hvem, 'request_utbetaling', (jsonb_strip_nulls(jsonb_build_object('tildeling', ref, 'beloep', beloep, 'kostnad', kostnad)) || mer)::json) $$;
create function test.svar_paa(hvem text, nr int, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'approve_utbetaling', (jsonb_build_object('utbetaling', 'dal/utbetaling-' || nr) || mer)::json) $$;
create function test.rapport(hvem text, slag text, mer jsonb default '{}', ref text default 'dal/tildeling-1') returns text
language sql as $$ select test.grunn(hvem, 'register_rapport', (jsonb_build_object('tildeling', ref, 'slag', slag) || mer)::json) $$;
create function test.tall(ref text default 'dal/tildeling-1') returns text
language sql as $$ select concat_ws(' ', x ->> 'tildelt', x ->> 'utbetalt', x ->> 'anmodet', x ->> 'holdt_tilbake', x ->> 'tilstand') from test.vis(ref) x $$;

select is(test.tildelt('400000'), 'ok', 'an award of half the cost');
select is(test.tall(), '400000.00 0 0 100000.00 loepende', 'a quarter is held back');
create function test.prognose() returns text language sql as $$ select concat_ws(' ', holdt, tildelt, utbetalt) from core.holdt_tilbake((test.sak('dal/sak-1')).program_id, core.i_dag()) $$;
select is(test.prognose(), '100000.00 400000.00 0', 'so the forecast says');

-- Who requests, and of what.
select is(test.be(hvem, '1000', '2000'), grunn, tekst) from (values ('observatoer', 'tildelinger_foelges_opp_av_andre', 'not an observer'), ('os2', 'tildelinger_foelges_opp_av_andre', 'nor a member'),
	('ordfoerer', 'tildelinger_foelges_opp_av_andre', 'nor KST'), ('utenfor', 'ukjent_tildeling', 'to others there is no award'), (null, '42501', 'nor without logging in')) v (hvem, grunn, tekst);
select is(test.be('plsekr', b, k, m::jsonb), grunn, tekst) from (values
	('0', '1000', '{}', 'ugyldig_beloep', 'nothing is not paid'), ('1000', 'mye', '{}', 'ugyldig_beloep', 'a cost is a number'), ('1000', null, '{}', 'kostnaden_er_ikke_rapportert', 'not in advance'),
	('100000', '199999', '{}', 'kostnaden_er_ikke_rapportert', 'no more than its half of the cost'), ('300000.01', '800000', '{}', 'sluttrapporten_mangler', 'a quarter waits for the report'),
	('400000.01', '900000', '{}', 'mer_enn_tildelt', 'never more than awarded'), ('1000', null, '{"kostnader":[{"post":"Strøm","slag":"drift","beloep":"4000"}]}', 'kostnaden_stoettes_ikke', 'OF 10'),
	('1000', null, '{"kostnader":[{"post":"Ting","slag":"ting","beloep":"4000"}]}', 'ukjent_kostnadsslag', 'of known kinds'), ('1000', '4000', '{"vedlegg":"x"}', 'ukjent_vedlegg', 'with what is there')) v (b, k, m, grunn, tekst);
select is((test.kall('plsekr', 'request_utbetaling', '{"tildeling":"dal/tildeling-1","beloep":"1","kostnader":[{"post":"Lån","slag":"renter","beloep":"9"}]}')).detalj::jsonb ->> 'kilde', 'OF 10', 'by its paragraph');
select is(test.be('plsekr', '100000', null, '{"kostnader":[{"post":"Ovn","slag":"utstyr","beloep":"150000"},{"post":"Timer","slag":"egeninnsats","beloep":"50000"}],"idempotency_key":"noekkel-nummer-en-aaaa"}'), 'ok', 'half of what is reported');
select is(test.be('plsekr', '100000', null, '{"kostnader":[{"post":"Ovn","slag":"utstyr","beloep":"150000"},{"post":"Timer","slag":"egeninnsats","beloep":"50000"}],"idempotency_key":"noekkel-nummer-en-aaaa"}'), 'ok', 'asked twice');
select is(test.tall(), '400000.00 0 100000.00 100000.00 loepende', 'it is one request');
select is(test.be('plsekr', '200000.01', '800000'), 'sluttrapporten_mangler', 'what is requested counts too');

-- Four eyes.
select is(test.svar_paa(hvem, 1), grunn, tekst) from (values ('plsekr', 'tildelinger_foelges_opp_av_andre', 'who works for the programleder does not approve'), ('os2', 'tildelinger_foelges_opp_av_andre', 'nor a member'),
	('utenfor', 'ukjent_utbetaling', 'to others there is no request')) v (hvem, grunn, tekst);
select is(test.svar_paa('programleder', 1, '{"utfall":"kanskje"}'), 'svaret_er_ja_eller_nei', 'yes or no');
select is(test.svar_paa('programleder', 1, '{"utfall":"nei"}'), 'felt_mangler', 'a no has a reason');
select is(test.grunn('programleder', 'get_brev', '{"utbetaling":"dal/utbetaling-1"}'), 'utbetalingen_er_ubesvart', 'no letter yet');
select is(test.svar_paa('programleder', 1), 'ok', 'approved by another');
select is(test.svar_paa('direktoer', 1), 'utbetalingen_er_besvart', 'once');
select is(test.tall() || ' ' || test.saldo('utbetalt'), '400000.00 100000.00 0 100000.00 loepende 100000.00', 'paid and booked');
select is(test.be('programleder', '200000', '600000'), 'ok', 'the programleder requests too');
select is(test.svar_paa('programleder', 2), 'fire_oeyne', 'and does not approve that himself');
select is(test.svar_paa('osleder', 2, '{"utfall":"nei","grunn":"Bilag mangler"}'), 'ok', 'refused by the styre''s leader');
select is((select string_agg(x ->> 'navn' || ' ' || (x ->> 'tilstand'), ', ' order by n) from json_array_elements(test.svar('naering', 'list_utbetalinger', '{"tildeling":"dal/tildeling-1"}') -> 'utbetalinger') with ordinality y (x, n)),
	'dal/utbetaling-1 utbetalt, dal/utbetaling-2 avslaatt', 'both are told');
select is(test.svar('os2', 'get_brev', '{"utbetaling":"dal/utbetaling-2"}') #>> '{brev,avsnitt,1,tekst}', 'Bilag mangler', 'the letter gives the reason');

-- The last of it: report, and accounts above NOK 200 000.
select is(test.be('plsekr', '300000', '800000'), 'sluttrapporten_mangler', 'not before the report');
select is(test.rapport('plsekr', 'sluttrapport'), 'felt_mangler', 'a report says something');
select is(test.rapport('os2', 'sluttrapport', '{"tekst":"Ferdig"}'), 'tildelinger_foelges_opp_av_andre', 'not by a member');
select is(test.rapport('plsekr', 'sluttrapport', '{"tekst":"Ferdig","dato":"2020-09-30"}'), 'datoen_er_foer_tildelingen', 'nor before the award');
select is(test.rapport('plsekr', 'trukket', '{"tekst":"x"}'), 'tildelingshendelsen_er_kjent', 'that is no report');
select isnt(test.prognose(), null, 'until the report it is held back');
select is(test.rapport('plsekr', 'sluttrapport', '{"tekst":"Ferdig"}'), 'ok', 'received');
select is(test.prognose(), null, 'from then on nothing is');
select is(test.be('plsekr', '300000', '800000'), 'regnskapet_er_ikke_bekreftet', 'accounts are missing');
select is(test.rapport('plsekr', 'regnskap', m::jsonb), grunn, tekst) from (values ('{}', 'ugyldig_beloep', 'accounts show a cost'), ('{"beloep":"800000","bekreftet_av":"naboen"}', 'bare_regnskap_bekreftes', 'confirmed by who may'),
	('{"beloep":"800000","bekreftet_av":"regnskapsfoerer"}', 'regnskapet_bekreftes_av_revisor', 'a regnskapsfører only where there need be no auditor'), ('{"beloep":"800000"}', 'ok', 'unconfirmed they are kept')) v (m, grunn, tekst);
select is(test.be('plsekr', '300000', '800000'), 'regnskapet_er_ikke_bekreftet', 'but do not do');
select is(test.rapport('plsekr', 'regnskap', '{"beloep":"800000","bekreftet_av":"regnskapsfoerer","revisjonspliktig":false}'), 'ok', 'of who need not have an auditor');
select is(test.rapport('plsekr', 'paabegynt', '{"dato":"2020-09-15"}'), 'ok', 'the work was begun before the award');
select is(test.be('plsekr', '300000', '800000'), 'ok', 'then the rest');
select is(test.svar_paa('programleder', 3), 'felt_mangler', 'what was begun before is paid only for a reason');
select is(test.svar_paa('programleder', 3, '{"grunn":"Styret visste det"}') || ' ' || test.tall(), 'ok 400000.00 400000.00 0 0 avsluttet', 'all is paid');
select is(test.be('plsekr', '1', '800000'), 'tildelingen_er_ikke_loepende', 'and it is over');

-- Repayment.
create function test.krev(hvem text, fn text, beloep text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, fn, (jsonb_build_object('tildeling', 'dal/tildeling-1', 'beloep', beloep) || mer)::json) $$;
select is(test.krev('plsekr', 'demand_tilbakebetaling', '100', '{"frist":"2020-12-01","grunn":"x"}'), 'tildelinger_foelges_opp_av_andre', 'not demanded by the office');
select is(test.krev('osleder', 'demand_tilbakebetaling', '100', '{"grunn":"x"}'), 'kravet_mangler_frist', 'with a deadline');
select is(test.krev('osleder', 'demand_tilbakebetaling', '100', '{"frist":"2020-12-01"}'), 'felt_mangler', 'and a reason');
select is(test.krev('osleder', 'demand_tilbakebetaling', '400000.01', '{"frist":"2020-12-01","grunn":"x"}'), 'mer_enn_utbetalt', 'no more than is paid');
select is(test.krev('plsekr', 'register_tilbakebetaling', '1'), 'mer_enn_krevd', 'nothing is demanded yet');
select is(test.krev('osleder', 'demand_tilbakebetaling', '50000', '{"frist":"2020-12-01","grunn":"Begynt før"}'), 'ok', 'demanded');
select is(test.krev('plsekr', 'register_tilbakebetaling', '50000'), 'ok', 'and repaid');
select is(test.tall() || ' ' || test.saldo('tilbakebetalt') || ' ' || test.saldo('tildelt'), '350000.00 350000.00 0 0 avsluttet 50000.00 350000.00', 'back in the frame, by entries of its own');
select is((select string_agg(eur::text, ' ' order by nr) from core.stoette), '40000.00 -5000.00', 'and out of the de minimis aid');

-- Withdrawal, and lapse after the last day.
select test.tildelt('100000', test.soek('{"tittel":"Disk"}'), '{"gyldig_til":"2021-06-30","prinsipiell":true}');
select is(test.be('plsekr', '10000', '80000', '{}', 'dal/tildeling-2'), 'ok', 'a request');
select is(test.grunn('osleder', 'withdraw_tildeling', '{"tildeling":"dal/tildeling-2","grunn":"Ga opp"}'), 'utbetalingen_er_ubesvart', 'which is answered first');
select test.svar_paa('programleder', 4), test.dag('2021-07-01');
select is(test.be('plsekr', '10000', '80000', '{}', 'dal/tildeling-2'), 'tildelingen_er_ikke_loepende', 'its time is out');
select is(test.grunn('osleder', 'withdraw_tildeling', '{"tildeling":"dal/tildeling-2","grunn":"Tiden er ute"}'), 'ok', 'it lapses');
select is(test.tall('dal/tildeling-2') || ' ' || test.saldo('tildelt'), '10000.00 10000.00 0 2500.00 bortfalt 360000.00', 'what is unused is back');
select throws_ok(s, 'RP009', null, s) from unnest(array['delete from core.utbetaling', 'update core.utbetaling_svar set utfall = ''ja''', 'truncate core.tildeling_hendelse']) s;
select * from finish();
rollback;

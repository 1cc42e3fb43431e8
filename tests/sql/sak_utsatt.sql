-- What a suspended decision does meanwhile (handbook, section 6, V-17; KL 27-3): a plan is not in force, a delegation is not used, a
-- seat is flagged and not voted from, a phase does not open; and all of it again from the day that the decision is let go.
begin;
select plan(41);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.vedtak_i(ref text, akt_ text default 'vedtar') returns uuid
language sql as $$ select v.id from core.vedtak v where v.sak_id = (test.sak(ref)).id and v.akt = akt_ and v.utfall = 'ja' order by v.handling desc limit 1 $$;
create function test.utsett(ref text, opphoer boolean default false, hvem text default 'ordfoerer') returns text
language sql as $$ select test.grunn(hvem, 'suspend_vedtak', json_build_object('vedtak', test.vedtak_i(ref), 'grunn', 'Klar feil', 'opphoer', opphoer)) $$;

-- A plan, adopted twice: on 1 October and on 5 October.
select test.til_vedtatt(test.fremlagt('handlingsplan-2021'));
select test.dag('2020-10-05'), test.til_vedtatt(test.fremlagt('handlingsplan-2021'));
set local session_replication_role = replica;
update core.plan_versjon set bytes = b, hash = sha256(b) from (select plan_id as p, nr as n, convert_to(format('{"format":1,"tittel":"Utgave %s"}', nr), 'UTF8') as b from core.plan_versjon) x where plan_id = p and nr = n;
set local session_replication_role = origin;
create function test.utgave(hvem text, ref text) returns text
language sql as $$ select coalesce((k.k).json #>> '{plan,versjon}', (k.k).grunn) from (select test.kall(hvem, 'get_plan', json_build_object('plan', 'dal/handlingsplan-2021' || ref)) as k offset 0) k $$;
select is(test.utgave(h, '@vedtatt'), '2', 'the second version is in force') from unnest(array['leder', 'utenfor', null]) h;
select test.dag('2020-10-07');
select is(test.utsett('dal/sak-2'), 'ok', 'suspended on the 7th');
select is(test.utgave(h, '@vedtatt'), '1', 'the version before it is in force') from unnest(array['leder', 'utenfor', null]) h;
select is(test.utgave(null, ''), '1', 'for outsiders that is the plan');
select is(test.utgave(null, '@2020-10-06'), '2', 'the day before it was');
select is(test.utgave(null, '@v2'), '2', 'the text of the suspended version stays public');
select is(test.svar(null, 'get_plan', '{"plan":"dal/handlingsplan-2021@v2"}') #>> '{plan,iverksetting_utsatt}', 'true', 'flagged');
select is(test.svar(null, 'list_planer', '{"program":"dal"}') #>> '{planer,0,iverksetting_utsatt}', 'true', 'in the list too');
select is((test.svar(null, 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}') -> 'plan')::jsonb ? 'iverksetting_utsatt', false, 'the one before is not');
select is((test.svar(null, 'get_vedtatt_plan', json_build_object('hash', (select encode(hash, 'hex') from core.plan_versjon where nr = 2))) -> 'plan')::jsonb ? 'iverksetting_utsatt', false,
	'by its hash it is what it always was, for that answer is kept');
select is(test.utsett('dal/sak-1'), 'ok', 'the first is suspended as well');
select is(test.utgave(h, '@vedtatt'), 'iverksettingen_er_utsatt', 'then none is in force') from unnest(array['leder', null]) h;
select is(test.utgave(null, ''), 'iverksettingen_er_utsatt', 'which outsiders are told, the decisions being public');
select is(test.utgave(null, '@2020-09-01'), 'ukjent_plan', 'before the first there was none');
select test.dag('2020-10-09');
select is(test.utsett('dal/sak-2', true, 'deppen') || ' ' || test.utsett('dal/sak-1', true), 'ok ok', 'let go on the 9th');
select is(test.utgave(null, '@vedtatt'), '2', 'it is in force again');
select is(test.utgave(null, '@2020-10-08'), 'iverksettingen_er_utsatt', 'the days between stay what they were');
select is((test.svar(null, 'get_plan', '{"plan":"dal/handlingsplan-2021@v2"}') -> 'plan')::jsonb ? 'iverksetting_utsatt', false, 'no flag is left');

-- A delegation is not used, seats are flagged, a gate does not open.
update core.organ set juridisk_form = 'as' where kortnavn = 'os';
select test.person('silje', 'pl', 'programleder'), test.person('eva', 'os', 'leder');
select test.ny_sak('direktoer', 12, '{"delegasjoner":[{"fra_organ":"os","til_organ":"pl","beslutning":28,"beloep":"100000","emne":"Småtilskudd","gyldig_fra":"2020-10-09","gyldig_til":"2020-12-31"}]}');
select test.sg_innstiller('dal/sak-3'), test.kst_vedtar('dal/sak-3');
create function test.delegert() returns text
language sql as $$ select coalesce((core.delegasjon_for(p.id, 28, o.id, core.i_dag())).emne, 'ingen') || coalesce(' ' || (test.svar('leder', 'list_delegasjoner', '{"program":"dal"}') #>> '{delegasjoner,0,iverksetting_utsatt}'), '')
	from core.program p, core.organ o where p.kortnavn = 'dal' and o.kortnavn = 'pl' $$;
select is(test.delegert(), 'Småtilskudd', 'a delegation in force');
select is(test.utsett('dal/sak-3') || ' ' || test.delegert(), 'ok ingen true', 'suspended it is not used, and flagged');
select is(test.utsett('dal/sak-3', true) || ' ' || test.delegert(), 'ok Småtilskudd', 'let go, it is');
select test.ny_sak('sgleder', 13, '{"verv":[{"organ":"os","brukernavn":"krep","rolle":"medlem"}]}');
select test.sg_innstiller('dal/sak-4'), test.kst_vedtar('dal/sak-4');
create function test.flagget(hvem text) returns text
language sql as $$ select string_agg((x ->> 'rolle') || coalesce(' ' || (x ->> 'iverksetting_utsatt'), ''), ', ' order by x ->> 'rolle') from json_array_elements(test.svar('leder', 'get_organ', '{"organ":"os"}') -> 'verv') x where x ->> 'brukernavn' = hvem $$;
select is(test.flagget('krep') || test.flagget('eva'), 'medlemleder', 'a new member');
select is(test.utsett('dal/sak-4') || ' ' || test.flagget('krep') || ', ' || test.flagget('eva'), 'ok medlem true, leder', 'suspended the seat is flagged, the others are not');
create function test.i_os(hvem text, dag date default core.i_dag()) returns boolean
language sql as $$ select core.stemmesete((select id from core.organ where kortnavn = 'os'), test.person(hvem), dag) is not null $$;
select is(test.i_os('krep'), false, 'and does not vote');
select is(test.i_os('eva'), true, 'the others do');
select is(core.seter(o, core.i_dag()), 5, 'of as many seats (V-2)') from core.organ o where o.kortnavn = 'os';
select is(test.i_os('krep', '2020-10-08') is distinct from test.i_os('krep', '2020-10-09'), false, 'on the days before it was nobody''s seat, on those after it is suspended');
select test.person('os2', 'os', 'medlem'), test.person('os3', 'os', 'medlem'), test.person('osv', 'os', 'vara'), test.grunn('krep', 'meld_forfall', '{"organ":"os","dato":"2020-10-09"}');
select is((select count(*)::int from core.innkalling i where i.person_id = test.person('osv')), 0, 'no vara sits in it');
select test.ny_sak('eva', 26), test.gjoer('silje', 'forbereder', 'dal/sak-5'), test.moete('eva', 'os', 'dal/sak-5');
select is(k.grunn || ' ' || (k.detalj::json ->> 'kilde'), 'vervet_er_utsatt V-17; KL 27-3', 'her vote is refused with the reason') from test.kall('krep', 'cast_vote', '{"sak":"dal/sak-5","stemme":"ja"}') k;
select is(test.grunn('eva', 'lead_moete', json_build_object('moete', (select id::text from core.moete m where m.organ_id = (select id from core.organ where kortnavn = 'os')), 'moeteleder', 'krep')), 'moeteleder_maa_ha_stemmerett', 'she does not preside');
select test.stem('eva', 'dal/sak-5', 'ja'), test.stem('os2', 'dal/sak-5', 'ja');
select is(test.avgjoer('eva', 'dal/sak-5'), 'ikke_vedtaksfoert', 'two of five and her make no quorum');
select test.grunn('krep', 'meld_forfall', '{"organ":"os","dato":"2020-10-09","moeter":true}');
select is(test.utsett('dal/sak-4', true) || ' ' || test.flagget('krep'), 'ok medlem', 'let go, it is a seat like others');
select is(test.i_os('krep') || ' ' || test.stem('krep', 'dal/sak-5', 'ja') || test.avgjoer('eva', 'dal/sak-5'), 'true okok', 'she votes, and with her they are three');
create function test.krav(k text) returns boolean language sql as $$ select x.oppfylt from core.program p, core.krav(p.id) x where p.kortnavn = 'dal' and x.krav = k $$;
select is(test.krav('handlingsplan_vedtatt'), true, 'the gate has its handlingsplan');
select is(test.utsett('dal/sak-1') || test.utsett('dal/sak-2') || test.krav('handlingsplan_vedtatt'), 'okokfalse', 'not while it is suspended');
select is(test.utsett('dal/sak-1', true) || test.utsett('dal/sak-2', true) || test.krav('handlingsplan_vedtatt'), 'okoktrue', 'and again after');
select * from finish();
rollback;

-- The year wheel (handbook, section 5): month by month who is reminded of what, and that it is gone when it is done. And
-- that all tasks come in one list, the nearest deadline first, meetings and conditions among them.
begin;
select plan(63);
\ir lib/felles.psql
\ir lib/sak.psql

select test.person('osleder', 'os', 'leder'), test.person('osmedlem', 'os', 'medlem'), test.person('ossekr', 'os', 'sekretaer'), test.person('programleder', 'pl', 'programleder');
set local session_replication_role = replica;
insert into core.fase (program_id, fase, aapnet) select id, 3, '2021-01-01' from core.program;
set local session_replication_role = origin;

-- What the wheel reminds of on a day: "MM-DD name", by deadline.
create function test.hjul(hvem text, dag date) returns text
language plpgsql as $$
begin
	perform test.dag(dag);
	return (select string_agg(substr(o ->> 'frist', 6) || ' ' || (o ->> 'tittel'), ', ' order by o ->> 'frist', o ->> 'tittel')
		from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') o where o ->> 'slag' = 'aarshjul');
end $$;
-- An act by a row of the matrix, past its rules, in a case of its own, about the handlingsplan of a year where one is given.
create function test.gjort(regel int, organ text, dag date, aar_ int default null) returns void
language plpgsql as $$
declare
	g uuid := (select id from core.program where kortnavn = 'dal');
	n int := (select coalesce(max(nr), 0) + 1 from core.sak where program_id = g);
	s uuid := gen_random_uuid();
	p uuid;
begin
	set local session_replication_role = replica;
	if aar_ is not null then
		insert into core.plan (program_id, kortnavn, type, aar, tittel) values (g, 'handlingsplan-' || aar_, 'handlingsplan', aar_, 'Plan') on conflict do nothing;
		select id into p from core.plan where program_id = g and aar = aar_;
	end if;
	insert into core.sak (id, program_id, nr, beslutning, tittel, plan_id, versjon, forslag, opprettet_av, opprettet)
	values (s, g, n, regel / 100, 'Sak', p, case when p is not null then 1 end, '{}', test.person('leder'), dag);
	insert into core.handling (program_id, sak_id, nr, regel_id, organ_id, person_id, dato, utfall)
	select g, s, 1, regel, o.id, test.person('leder'), dag, 'ja' from core.organ o where o.kortnavn = organ;
	set local session_replication_role = origin;
end $$;

-- January and February: the report, and a plan in force.
select is(test.hjul('programleder', '2021-01-01'), '02-28 Forberede årsrapporten, 02-28 Ha årets handlingsplan i kraft', 'January: the programme leader');
select is(test.hjul('osleder', '2021-02-28'), '02-28 Behandle årsrapporten i omstillingsstyret, 02-28 Ha årets handlingsplan i kraft', 'February: the leader of the board');
select is(test.hjul('ossekr', '2021-02-28'), '02-28 Behandle årsrapporten i omstillingsstyret', 'and its secretary');
select is(test.hjul(h, '2021-02-28'), null, h || ' has none of it') from unnest(array['osmedlem', 'ordfoerer', 'raadgiver', 'direktoer', 'fordfoerer', 'naering', 'observatoer', 'leder', 'utenfor', 'deppen']) h;
select test.gjort(3001, 'pl', '2021-02-01');
select is(test.hjul('programleder', '2021-02-02'), '02-28 Ha årets handlingsplan i kraft', 'what is done is gone');
select is(test.hjul('osleder', '2021-02-02'), '02-28 Behandle årsrapporten i omstillingsstyret, 02-28 Ha årets handlingsplan i kraft', 'for who has done it');
select is(test.hjul('osleder', '2021-03-05'), '02-28 Behandle årsrapporten i omstillingsstyret, 02-28 Ha årets handlingsplan i kraft', 'what is late stays, with its deadline');
select test.gjort(3002, 'os', '2021-03-06');
select is(test.hjul('osleder', '2021-03-05'), '02-28 Behandle årsrapporten i omstillingsstyret, 02-28 Ha årets handlingsplan i kraft', 'until the day it is done');
select is(test.hjul('osleder', '2021-03-06'), '02-28 Ha årets handlingsplan i kraft', 'and not after');

-- March: the report in the kommunestyre.
select is(test.hjul('ordfoerer', '2021-03-01'), '03-31 Behandle årsrapporten i kommunestyret', 'March: the kommunestyre''s leader');
select is(test.hjul('ksekr', '2021-03-31'), '03-31 Behandle årsrapporten i kommunestyret', 'and secretary');
select is(test.hjul('krep', '2021-03-31'), null, 'not its members');
select test.gjort(3004, 'kst', '2021-03-20');
select is(test.hjul('ordfoerer', '2021-03-31'), null, 'done');

-- A plan in force: adopted for the year.
create function test.ikraft() returns text language sql as $$ select test.hjul('programleder', '2021-04-15') $$;
select is(test.ikraft(), '02-28 Ha årets handlingsplan i kraft', 'no plan is in force');
select test.dag('2021-04-01'), test.til_vedtatt(test.fremlagt('handlingsplan-2021', 'programleder'));
select is(test.ikraft(), null, 'the year''s handlingsplan is adopted');

-- May and June: follow-up, which no data shows as done.
select is(test.hjul('programleder', '2021-05-01'), '06-30 Følge opp tiltakene midt i året', 'May');
select is(test.hjul('programleder', '2021-06-30'), '06-30 Følge opp tiltakene midt i året', 'June');
select is(test.hjul('programleder', '2021-07-01'), null, 'July: gone with its time');

-- October and November: the assessment.
select is(test.hjul('raadgiver', '2021-09-30'), null, 'September');
select is(test.hjul('raadgiver', '2021-10-01'), '11-30 Holde programstatusvurdering', 'Innovasjon Norge leads it');
select is(test.hjul('programleder', '2021-10-01'), '11-23 Lage faktaark, minst en uke før programstatusvurderingen', 'the fact sheet a week before');
create function test.faktaark(hvem text) returns text language sql as $$
	select string_agg(concat_ws(' ', o ->> 'slag', o ->> 'frist'), ', ') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') o where o ->> 'tittel' ~ 'faktaark' $$;
select is(test.faktaark('programleder'), 'aarshjul 2021-11-23', 'once');
select is(test.grunn('raadgiver', 'write_rapport', '{"program":"dal","slag":"programstatusvurdering","aar":2021,"deler":[{"slag":"holdes","tekst":"2021-10-20"}]}'), 'ok', 'the assessment is set to a day');
select is(test.faktaark('programleder'), 'rapport 2021-10-13', 'the fact sheet is due a week before that day, and asked for once');
select is(test.hjul('raadgiver', '2021-10-02'), '10-20 Holde programstatusvurdering', 'and the assessment on it');

-- November and December: next year's plan, money and budget.
select is(test.hjul('osleder', '2021-11-01'), '12-31 Innstille på neste års handlingsplan', 'the board votes');
select is(test.hjul('ordfoerer', '2021-11-01'), '12-31 Vedta neste års handlingsplan', 'then the kommunestyre');
select test.gjort(1603, 'os', '2021-11-10', 2021);
select is(test.hjul('osleder', '2021-11-10'), '12-31 Innstille på neste års handlingsplan', 'this year''s plan is not next year''s');
select test.gjort(1603, 'os', '2021-11-11', 2022), test.gjort(1605, 'kst', '2021-12-10', 2022);
select is(test.hjul('osleder', '2021-11-11'), null, 'next year''s is');
select is(test.hjul('ordfoerer', '2021-12-10'), '12-31 Søke om neste års midler, 12-31 Vedta neste års budsjett med kommunens andel', 'December: money and budget');
select is(test.hjul('direktoer', '2021-12-01'), '12-17 Legge innstillingen til budsjett ut til offentlig ettersyn, minst 14 dager før vedtaket, 12-31 Sende søknaden om neste års midler',
	'a fortnight before the year''s end the recommendation is public (KL 14-3)');
select test.gjort(2501, 'kst', '2021-12-11');
select is(test.hjul('ordfoerer', '2021-12-11'), '12-31 Søke om neste års midler', 'the share is voted');
select is(test.hjul('direktoer', '2021-12-11'), '12-31 Sende søknaden om neste års midler', 'for both');

-- A new year begins anew; the last one plans no next; before phase 3 there is no wheel; a seat that has ended reminds nobody.
select is(test.hjul('ossekr', '2022-01-01'), '02-28 Behandle årsrapporten i omstillingsstyret', 'last year''s report is not this year''s');
select is(test.hjul('osleder', '2026-12-01'), '02-28 Behandle årsrapporten i omstillingsstyret, 02-28 Ha årets handlingsplan i kraft', 'no plan for a year after the period');
update core.verv set til = '2022-01-31' where person_id = (select id from core.person where brukernavn = 'ossekr');
select is(test.hjul('ossekr', '2022-02-01'), null, 'a seat that has ended');

-- One list, by deadline.
select test.dag('2021-11-30'), test.ny_sak('direktoer', 12, '{}', 'Mandat');
select is((select string_agg(distinct o ->> 'slag', ' ') from json_array_elements(test.svar('raadgiver', 'list_tasks') -> 'oppgaver') o), 'aarshjul steg', 'reminders and steps of cases');
select is((select string_agg(o ->> 'slag', ' ' order by n) from json_array_elements(test.svar('raadgiver', 'list_tasks') -> 'oppgaver') with ordinality x (o, n)
	where o ->> 'slag' = 'aarshjul' or o ->> 'tittel' = 'Mandat'), 'aarshjul steg', 'what has a deadline comes first');


-- Meetings: whom a notice reminds, from the notice until the meeting is over.
create function test.moeter(hvem text) returns text language sql as $$
	select string_agg(concat_ws(' ', o ->> 'program', o ->> 'moete', o ->> 'tittel', o ->> 'frist', o ->> 'akt'), ', ') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') o where o ->> 'slag' = 'moete'
$$;
create function test.innkall(mer text) returns text language sql as $$ select test.grunn('ksekr', 'call_moete', (jsonb_build_object('organ', 'kst', 'klokkeslett', '18:00') || mer::jsonb)::json) $$;
select test.person('v1', 'kst', 'vara'), test.person('kobs', 'kst', 'observatoer');
select is(test.moeter('krep'), null, 'nothing is called');
select is(test.innkall('{"dato":"2021-12-10","saker":["dal/sak-' || (select max(nr) from core.sak) || '"]}'), 'ok', 'called');
select is(test.moeter(h), 'dal kst/2021-12-10 Møte i Kst kl. 18:00, 1 sak(er) 2021-12-10 moete', h || ' is reminded') from unnest(array['ordfoerer', 'krep', 'ksekr', 'kobs']) h;
select is(test.moeter(h), null, h || ' is not') from unnest(array['v1', 'sgleder', 'direktoer', 'deppen', 'utenfor']) h;
select test.grunn('krep', 'meld_forfall', '{"organ":"kst","dato":"2021-12-10"}');
select is(coalesce(test.moeter('krep'), '-') || ' ' || test.moeter('v1'), '- dal kst/2021-12-10 Møte i Kst kl. 18:00, 1 sak(er) 2021-12-10 moete', 'who gave notice of absence is not, the vara who is called is');
select is((select o ->> 'slag' from json_array_elements(test.svar('vara', 'list_tasks') -> 'oppgaver') with ordinality x (o, n) order by n limit 1), 'moete', 'before what has no deadline');
select is(test.grunn('ksekr', 'change_moete', '{"moete":"kst/2021-12-10","innkalling":1,"klokkeslett":"19:30"}') || test.moeter('vara'), 'okdal kst/2021-12-10 Møte i Kst kl. 19:30, 1 sak(er) 2021-12-10 moete', 'a change is told, once');
select is(test.grunn('ksekr', 'change_moete', '{"moete":"kst/2021-12-10","innkalling":2,"avlys":true}') || coalesce(test.moeter('vara'), '-'), 'ok-', 'cancelled');
select test.innkall('{"dato":"2021-12-12","saker":["dal/sak-' || (select max(nr) from core.sak) || '"]}'), test.dag('2021-12-12');
select test.grunn('ordfoerer', 'open_moete', '{"organ":"kst"}'), test.grunn('ordfoerer', 'close_moete', '{"moete":"kst/2021-12-12","sted":"Rådhuset"}');
select is(test.moeter('vara'), null, 'over');

select * from finish();
rollback;

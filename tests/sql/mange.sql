-- Many programmes: lists in pages, and the same access for who has a seat in all of them as for who has one, though it is
-- found another way (core.mine_programmer from 101 seats on). How long it takes is tests/bench/run's.
begin;
select plan(20);
\ir lib/felles.psql

select test.organ('fylket', 'FK', 'etat', 'installasjonen');
do $$ begin
	for i in 100 .. 249 loop
		perform test.organ('pl' || i, 'PL', 'enkeltperson', 'fylket'), test.organ('in' || i, 'IN', 'etat', 'installasjonen'), test.program('p' || i, 'fylket');
		perform test.knytt('p' || i, 'pl' || i, 'PL'), test.knytt('p' || i, 'in' || i, 'IN');
		perform test.person(case i when 249 then 'siste' else 'alle' end, 'pl' || i, 'programleder');
		perform test.person(case i when 249 then 'siste' else 'alle' end, 'in' || i, 'raadgiver');
	end loop;
end $$;
select test.person('en', 'in103', 'raadgiver'), test.person('fremmed');
insert into core.plan (program_id, kortnavn, type, aar, tittel)
select p.id, 'handlingsplan-' || aar, 'handlingsplan', aar, 'Plan' from core.program p, generate_series(2021, 2022) aar;
insert into core.plan_revisjon (program_id, plan_id, nr, dokument) select p.program_id, p.id, 1, '{"format":1}' from core.plan p;
insert into core.sak (program_id, nr, beslutning, tittel, opprettet_av, opprettet)
select p.id, 0, 26, 'Retningslinjer', test.person(case p.kortnavn when 'p249' then 'siste' else 'alle' end), core.i_dag() from core.program p;

-- Follows the pages to the end: what one field of each element is, and how many pages there were.
create function test.sider(hvem text, fn text, req jsonb, liste text, felt text, out alt text[], out sider int) language plpgsql as $$
declare
	s json;
begin
	alt := '{}'; sider := 0;
	loop
		s := test.svar(hvem, fn, req::json);
		alt := alt || array(select x ->> felt from json_array_elements(s -> liste) x);
		sider := sider + 1;
		exit when s ->> 'next_page_token' is null or sider > 100;
		req := req || jsonb_build_object('page_token', s ->> 'next_page_token');
	end loop;
end $$;

-- Plans: programme by programme, each once, whatever the page.
create temp table planer as select * from test.sider('alle', 'list_planer', '{"page_size": 7}', 'planer', 'navn');
select is(cardinality(alt), 298, 'every draft of the programmes that one serves') from planer;
select is(alt, array(select distinct x from unnest(alt) x order by 1), 'each once, in order') from planer;
select is(sider, 43, 'in pages') from planer;
select is(alt[1:3], '{p100/handlingsplan-2021,p100/handlingsplan-2022,p101/handlingsplan-2021}', 'two years of one, then the next') from planer;
select is((select alt from test.sider('alle', 'list_planer', '{"page_size": 298}', 'planer', 'navn')), alt, 'a page that holds all is all') from planer;
select is((select sider from test.sider('alle', 'list_planer', '{"page_size": 298}', 'planer', 'navn')), 1, 'and the last');
select is((select alt from test.sider('en', 'list_planer', '{}', 'planer', 'navn')), '{p103/handlingsplan-2021,p103/handlingsplan-2022}', 'who serves one sees one''s');
select is((select alt from test.sider('alle', 'list_planer', '{"program": "p249"}', 'planer', 'navn')), '{}', 'nor does who serves all the others see the last');
select is((select (alt, sider)::text from test.sider('en', 'list_planer', '{"program": "p103", "page_size": 1}', 'planer', 'navn')),
	'("{p103/handlingsplan-2021,p103/handlingsplan-2022}",2)', 'of one programme in pages');
select is((select alt from test.sider('fremmed', 'list_planer', '{}', 'planer', 'navn')), '{}', 'who serves none sees none');

-- Tasks: of 149 programmes, 25 at a time.
create temp table oppgaver as select * from test.sider('alle', 'list_tasks', '{}', 'oppgaver', 'sak');
select is((select array_agg(x order by x) from oppgaver, unnest(alt) x), (select array_agg('p' || i || '/sak-1') from generate_series(100, 248) i), 'a task in each programme');
select is(sider, 6, 'in pages of 25 programmes') from oppgaver;
select is((select alt from test.sider('en', 'list_tasks', '{}', 'oppgaver', 'sak')), '{p103/sak-1}', 'of one seat, one');
select is((select alt from test.sider('fremmed', 'list_tasks', '{}', 'oppgaver', 'sak')), '{}', 'of none, none');
select is(test.grunn('alle', 'list_tasks', json_build_object('page_token', x)), 'ugyldig_sidemerke', 'no token: ' || x) from unnest(array['1', 'x/1', '00000000-0000-0000-0000-000000000000/1']) x;

-- Seats that have ended, organs that have, and functions that have, let nobody in, however many one has.
update core.verv v set til = '2020-12-31' from core.organ o where o.id = v.organ_id and o.kortnavn in ('pl101', 'in101') and v.person_id = test.person('alle');
update core.organ set til = '2020-12-31' where kortnavn in ('pl102', 'in102');
update core.program_organ set til = fra where organ_id in (select id from core.organ where kortnavn in ('pl104', 'in104'));
select is((select array(select x from unnest(alt) x where x ~ '^p10') from test.sider('alle', 'list_tasks', '{}', 'oppgaver', 'sak')) <@
	'{p100/sak-1,p103/sak-1,p105/sak-1,p106/sak-1,p107/sak-1,p108/sak-1,p109/sak-1}', true, 'neither to cases');
select is((select array(select distinct split_part(x, '/', 1) from unnest(alt) x where x ~ '^p10' order by 1) from test.sider('alle', 'list_planer', '{}', 'planer', 'navn')),
	'{p100,p103,p105,p106,p107,p108,p109}', 'nor to plans');
select is((select cardinality(alt) from test.sider('alle', 'list_tasks', '{}', 'oppgaver', 'sak')), 146, 'and nothing else is gone');

select * from finish();
rollback;

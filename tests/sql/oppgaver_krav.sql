-- What a third of the members demand (handbook, section 6, V-9) is a task of the organ's leader, until a meeting is called with it.
begin;
select plan(12);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.krevde(hvem text) returns text
language sql as $$ select coalesce(string_agg(concat_ws(' ', o ->> 'organ', o ->> 'sak', o ->> 'tittel', o ->> 'kilde'), ', ' order by n), '') from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') with ordinality x (o, n) where o ->> 'slag' = 'krav' $$;
create function test.krev(hvem text, sak text default null) returns text
language sql as $$ select test.grunn(hvem, 'demand_moete', json_strip_nulls(json_build_object('organ', 'sg', 'sak', sak))) $$;
create function test.kall_sg(dato text, saker text) returns text
language sql as $$ select test.grunn('sgsekr', 'call_moete', json_build_object('organ', 'sg', 'dato', dato, 'klokkeslett', '10:00', 'saker', saker::json)) $$;
select test.fremlagt('handlingsplan-2021'), test.fremlagt('handlingsplan-2022');
select is(test.krev('sg3') || test.krevde('sgleder'), 'ok', 'one of five is not a third');
select is(test.krev('sg4') || ' ' || test.krevde('sgleder'), 'ok sg Møte i Sg er krevd V-9; KL 11-2', 'two are: the leader is told');
select is(test.krevde(h), '', h || ' is not') from unnest(array['sg3', 'sgsekr', 'ordfoerer', 'leder', 'observatoer']) h;
select is(test.kall_sg('2020-10-05', '["dal/sak-1"]') || test.krevde('sgleder'), 'ok', 'a meeting that is called answers it');
select is(test.krev('sg3', 'dal/sak-2') || test.krev('sg4', 'dal/sak-2') || ' ' || test.krevde('sgleder'), 'okok sg dal/sak-2 Krevd på sakslisten: Plan handlingsplan-2022 V-9; KL 11-3', 'a case that no agenda has');
select is(test.kall_sg('2020-10-06', '["dal/sak-1","dal/sak-2"]') || test.krevde('sgleder'), 'ok', 'until one has it');
select is(test.grunn('sgleder', 'change_moete', '{"moete":"sg/2020-10-06","innkalling":1,"avlys":true}') || ' ' || test.krevde('sgleder'), 'ok sg dal/sak-2 Krevd på sakslisten: Plan handlingsplan-2022 V-9; KL 11-3', 'and again when that is called off');
select test.dag('2020-10-07'), test.moete('sgleder', 'sg', 'dal/sak-2');
select is(test.krevde('sgleder'), '', 'a meeting that is held with it answers both');
select * from finish();
rollback;

-- The municipal share (row 25) where several kommuner own the programme: every kommunestyre itself, booked on each kommune, by their shares
-- where they have any; nothing until the last has said yes. The regionråd's own decisions book nothing on them (KL 14-2).
begin;
select plan(20);
\ir lib/felles.psql
\ir lib/sak.psql
create function test.id() returns uuid language sql as $$ select id from core.program where kortnavn = 'dal' $$;
create function test.bok(fra int default 1) returns text language sql as $$
	select string_agg(concat_ws(' ', p.konto, p.aar, f.navn, trim_scale(p.beloep)), ', ' order by f.navn) from core.postering p join core.finansioer f on f.program_id = p.program_id and f.id = p.finansioer_id
	where p.program_id = test.id() and p.nr >= fra $$;
create function test.sier(kommune int, ref text, ja int default 5, nei int default 0) returns text language plpgsql as $$
declare
	foert text := test.foer('s' || kommune, ref, 'k' || kommune, ja, nei);
begin
	return foert || test.bekreft('l' || kommune, ref);
end $$;
select test.organ('kom' || n, 'K', 'etat', 'fylket'), test.organ('k' || n, 'KST', 'folkevalgt', 'kom' || n, 5), test.person('l' || n, 'k' || n, 'leder'), test.person('s' || n, 'k' || n, 'sekretaer') from generate_series(1, 3) n;
select test.organ('rr', 'RR', 'folkevalgt', 'fylket', 5), test.person('rrleder', 'rr', 'leder'), test.person('rrsekr', 'rr', 'sekretaer');

-- Mode C: every kommunestyre.
update core.program_organ set til = '2020-09-30' where funksjon = 'KST';
update core.program set eiermodus = 'C' where kortnavn = 'dal';
select is(test.grunn('fadm', 'attach_organ', json_build_object('program', 'dal', 'organ', 'k' || n, 'funksjon', 'KST')), 'ok', 'kommunestyre ' || n) from generate_series(1, 3) n;
select is(test.ny_sak('direktoer', 25, '{"beloep":"1000000.01","aar":2021}'), 'dal/sak-1', 'their share');
select is(test.sier(1, 'dal/sak-1') || test.sier(2, 'dal/sak-1'), 'okokokok', 'two of three say yes');
select is(test.bok(), null, 'nothing is booked while one is waited for');
select is(test.sier(3, 'dal/sak-1'), 'okok', 'the third');
select is(test.bok(), 'bevilget 2021 Kom1 333333.34, bevilget 2021 Kom2 333333.33, bevilget 2021 Kom3 333333.34', 'a third each where nothing else is agreed, to the øre');
select is((select sum(beloep) from core.postering), 1000000.01, 'together the amount');
select core.sett_andeler(test.id(), '[{"navn":"Kom1","andel":50},{"navn":"Kom2","andel":30},{"navn":"Kom3","andel":20}]', '2022-01-01', null);
select test.ny_sak('direktoer', 25, '{"beloep":"900000","aar":2022}');
select is(test.sier(1, 'dal/sak-2') || test.sier(2, 'dal/sak-2') || test.sier(3, 'dal/sak-2'), 'okokokokokok', 'the next year');
select is(test.bok(4), 'bevilget 2022 Kom1 450000, bevilget 2022 Kom2 270000, bevilget 2022 Kom3 180000', 'by the year''s shares: 50, 30, 20');
select test.ny_sak('direktoer', 25, '{"beloep":"900000","aar":2022}');
select is(test.sier(1, 'dal/sak-3') || test.sier(2, 'dal/sak-3', 1, 4) || coalesce(test.bok(7), ' nothing'), 'okokokok nothing', 'one no, and nothing is booked');

-- Mode B: the same, behind a regionråd.
update core.program_organ set til = '2020-10-01' where funksjon = 'KST' and til is null;
select test.dag('2020-10-02');
update core.program set eiermodus = 'B' where kortnavn = 'dal';
select is(test.grunn('fadm', 'attach_organ', json_build_object('program', 'dal', 'organ', o, 'funksjon', f)), 'ok', o) from (values ('rr', 'KST'), ('k1', 'EIER'), ('k2', 'EIER')) v (o, f);
select test.ny_sak('direktoer', 25, '{"beloep":"400000","aar":2023}') as egen \gset
select is(test.foer('rrsekr', :'egen', 'rr', 5, 0), 'ikke_din_oppgave', 'never the regionråd');
select is(test.sier(1, :'egen') || coalesce(test.bok(7), ' nothing'), 'okok nothing', 'one of the two behind it');
select is(test.sier(2, :'egen'), 'okok', 'the other');
select is(test.bok(7), 'bevilget 2023 Kom1 250000, bevilget 2023 Kom2 150000', 'on the two, by their shares, 5 to 3; nothing on the råd, nor on the kommune that left');
select test.ny_sak('direktoer', 25, '{"beloep":"100000","aar":2023,"finansioer":"Kom2"}') as en \gset
select is(test.sier(1, :'en') || test.sier(2, :'en') || ' ' || test.bok(9), 'okokokok bevilget 2023 Kom2 100000', 'one that is named pays alone, when both have said yes');
select * from finish();
rollback;

-- The ledger: numbers without gaps, nothing overwritten, cover, and that every balance, of any day and along the lineage of the
-- areas, is the slow sum over its entries, whatever the order they were entered in.
begin;
select plan(51);
\ir lib/felles.psql
\ir lib/sak.psql
select test.program('li', 'fylket'), test.knytt('li', 'kdir', 'KDIR');
create function test.id(program_ text) returns uuid language sql as $$ select id from core.program where kortnavn = program_ $$;
-- One entry of dal, by its number or the reason that it is refused.
create function test.poster(konto text, beloep numeric, omraade text default null, dag date default null, mer jsonb default '{}') returns text
language plpgsql as $$
declare
	grunn text;
begin
	return core.poster(test.id('dal'), konto, beloep, coalesce((mer ->> 'aar')::int, 2020), coalesce(dag, core.i_dag()), coalesce(mer ->> 'tekst', 'Prøve'), omraade,
		(select f.id from core.finansioer f where f.navn = mer ->> 'finansioer'), null, null, (mer ->> 'korrigerer')::int, mer ->> 'formaal', null, mer ->> 'grunn')::text;
exception when others then
	get stacked diagnostics grunn = constraint_name;
	return grunn;
end $$;
create function test.rest(omraade text default null, dag date default null, aar int default 2020) returns text language sql as $$
	select trim_scale(core.disponibelt(test.id('dal'), omraade, aar, coalesce(dag, core.i_dag())))::text $$;
create function test.avstamning(fra_ text, til_ text, andel_ numeric, dag date, slag_ text) returns void
language plpgsql as $$
begin
	set local session_replication_role = replica;
	insert into core.omraade_avstamning (program_id, nr, plan_id, versjon, sak_id, vedtak_id, gjelder_fra, slag, fra, fra_navn, til, til_navn, andel)
	select test.id('dal'), coalesce(max(nr), 0) + 1, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), dag, slag_, fra_, initcap(fra_), til_, initcap(til_), andel_
	from core.omraade_avstamning where program_id = test.id('dal');
	set local session_replication_role = origin;
end $$;

-- Entries.
insert into core.finansioer (program_id, nr, navn, slag) select id, 1, 'Staten', 'kdd' from core.program where kortnavn = 'dal';
select is(test.rest('skog'), null, 'without a budget there is nothing to dispose of');
select is(test.poster('tildelt', 100, 'skog'), '1', 'and no frame to pass: it is warned of');
select is(test.poster('budsjett', 1000, 'skog'), '2', 'a budget');
select is(test.poster('budsjett', 500, 'mat'), '3', 'of another area too');
select is(test.poster('budsjett', 250, null, null, '{"formaal":"administrasjon"}'), '4', 'and outside the areas');
select is(test.rest('skog') || ' ' || test.rest('mat') || ' ' || test.rest(), '900 500 250', 'what is left');
select is(test.rest('skog', null, 2021), null, 'another year has none');
select is(test.rest('aldri'), '0', 'nor an area that nobody has budgeted for');
select is(test.poster(konto, beloep, omraade, dag::date, mer::jsonb), grunn, tekst) from (values
	('tildelt', 901, 'skog', null, '{}', 'rammen_er_brukt_opp', 'more than there is'),
	('tildelt', 1, 'aldri', null, '{}', 'rammen_er_brukt_opp', 'of an area without a budget, in a year that has one'),
	('brukt', 251, null, null, '{"formaal":"administrasjon"}', 'rammen_er_brukt_opp', 'administration too'),
	('tildelt', 901, 'skog', null, '{"grunn":"Viktig"}', 'rammen_er_brukt_opp', 'a reason alone does not help'),
	('tildelt', 901, 'skog', '2020-01-01', '{}', 'rammen_er_brukt_opp', 'nor does a date before the budget'),
	('lovet', 1, null, null, '{}', 'finansieringen_har_en_finansioer', 'financing is a financier''s'),
	('lovet', 1, 'skog', null, '{"finansioer":"Staten"}', 'finansieringen_har_en_finansioer', 'and of no area'),
	('tildelt', 0, 'skog', null, '{}', 'beloepet_er_ikke_null', 'nothing is no entry'),
	('utbetalt', 1, 'skog', '2020-10-02', '{}', 'datoen_er_fram_i_tid', 'nor what has not happened yet'),
	('spart', 1, 'skog', null, '{}', 'kontoen_er_kjent', 'nor an account of one''s own'),
	('brukt', 1, 'skog', null, '{"formaal":"kaffe"}', 'formaalet_er_kjent', 'or purpose'),
	('lovet', 1, null, null, '{"finansioer":"Staten","formaal":"prosjekter"}', 'formaalet_hoerer_til_bruken', 'money promised has none'),
	('utbetalt', 1, 'skog', null, '{"tekst":" "}', 'posteringens_tekst_er_kort', 'nor without words'),
	('utbetalt', 1, 'skog', null, '{"aar":20}', 'posteringens_aar_er_rimelig', 'or year'),
	('utbetalt', 1, 'skog', null, '{"korrigerer":0}', 'posteringen_som_rettes', 'one corrects what is there'),
	('utbetalt', 1, 'skog', null, '{"korrigerer":5}', 'posteringen_retter_en_eldre', 'not itself')) v (konto, beloep, omraade, dag, mer, grunn, tekst);
select is(test.poster('tildelt', 900, 'skog'), '5', 'the last krone, and refusals leave no gap in the numbers');
select is(test.rest('skog'), '0', 'nothing is left');
select is(test.poster('utbetalt', 1000, 'skog'), '6', 'what is awarded is paid');
select is(test.rest('skog'), '0', 'from the same');
select is(test.poster('brukt', 75, 'skog', null, '{"formaal":"prosjektarbeid"}'), '7', 'hours have their own budget');
select is(test.rest('skog'), '0', 'and do not touch the frame');
select is(test.poster('tildelt', -400, 'skog', null, '{"korrigerer":5,"grunn":"Trukket"}'), '8', 'a correction is an entry');
select is(coalesce(test.rest('skog', '2020-09-30'), '-') || ' ' || test.rest('skog'), '- 400', 'that frees the money; the day before there was no budget');
select throws_ok('update core.postering set beloep = 1', 'RP009', null, 'nothing is overwritten');
select throws_ok('delete from core.postering', 'RP009', null, 'or taken away');
select is((select count(*)::int from core.journal j where j.kjede = test.id('dal') and j.linje::jsonb ->> 'hendelse' = 'postering'), 8, 'every entry is journalled');

-- Beyond the frame, where the programme's own rule allows it.
set local session_replication_role = replica;
insert into core.programregel (program_id, sak_id, noekkel, verdi, gyldig_fra) values (test.id('dal'), gen_random_uuid(), 'overforpliktelse', '100', '2020-10-01');
set local session_replication_role = origin;
select is(test.poster('tildelt', 501, 'mat'), 'rammen_er_brukt_opp', 'not without a reason');
select is(test.poster('tildelt', 601, 'mat', null, '{"grunn":"Viktig"}'), 'rammen_er_brukt_opp', 'nor beyond what is allowed');
select is(test.poster('tildelt', 600, 'mat', null, '{"grunn":"Viktig"}'), '9', 'inside it');
select is(test.rest('mat'), '-100', 'it shows');
select is((select grunn from core.postering where nr = 9), 'Viktig', 'with its reason');

-- Areas change: what was booked follows (handbook 8.3).
select test.avstamning('skog', 'natur', 100, '2020-10-02', 'slaatt_sammen'), test.avstamning('mat', 'natur', 100, '2020-10-02', 'slaatt_sammen');
select test.dag('2020-10-03');
select is(test.rest('natur') || ' ' || test.rest('skog') || ' ' || test.rest('natur', '2020-10-01'), '300 300 0', 'two areas made one, under the new name and the old, from its day');
select test.avstamning('natur', 'vann', 33.33, '2020-10-03', 'delt'), test.avstamning('natur', 'luft', 66.67, '2020-10-03', 'delt');
select is(test.rest('vann') || ' ' || test.rest('luft') || ' ' || test.rest('skog'), '99.99 200.01 300', 'one made two, by their shares, to the øre');
select is(test.poster('tildelt', 100, 'vann'), 'rammen_er_brukt_opp', 'cover follows too');

-- Another programme's book is its own.
select is(core.poster(test.id('li'), 'budsjett', 5, 2020, core.i_dag(), 'Prøve', 'skog'), 1, 'the other counts for itself');
select is(test.rest('skog'), '300', 'and changes nothing here');

-- Any sequence: each balance is the slow sum. Amounts, areas, accounts and days are drawn; half of the entries are refused.
select setseed(0.42);
create temp table trukket as
	select n, (array['budsjett', 'omfordelt', 'tildelt', 'brukt', 'utbetalt', 'tilbakebetalt'])[1 + floor(random() * 6)::int] as konto, round((random() * 200 - 60)::numeric, 2) as beloep,
		(array['skog', 'mat', 'vann', 'luft', 'alene', null])[1 + floor(random() * 6)::int] as omraade, date '2020-09-20' + floor(random() * 14)::int as dag,
		2020 + floor(random() * 2)::int as aar from generate_series(1, 600) n;
create temp table gjort as select t.*, test.poster(konto, beloep, omraade, dag, json_build_object('aar', aar)::jsonb) as svar from trukket t order by n;
select cmp_ok((select count(*)::int from gjort where svar ~ '^[0-9]+$'), '>', 200, 'many were entered');
select cmp_ok((select count(*)::int from gjort where svar = 'rammen_er_brukt_opp'), '>', 20, 'many refused');
-- The slow way: entry by entry, the shares written out by hand.
create function test.treg(omraade_ text, dag date, aar_ int) returns numeric
language plpgsql as $$
declare
	p    core.postering;
	ut   numeric := 0;
	del  numeric;
	med  boolean := false;
begin
	for p in select * from core.postering where program_id = test.id('dal') and dato <= dag and aar = aar_ loop
		med := med or p.konto = 'budsjett';
		del := case when p.omraade is not distinct from omraade_ then 1 when omraade_ = 'vann' and p.omraade in ('skog', 'mat') then 0.3333
			when omraade_ = 'luft' and p.omraade in ('skog', 'mat') then 0.6667 else 0 end;
		ut := ut + del * case p.konto when 'budsjett' then p.beloep when 'omfordelt' then p.beloep when 'tildelt' then -p.beloep
			when 'brukt' then case p.formaal when 'prosjektarbeid' then 0 else -p.beloep end else 0 end;
	end loop;
	return case when med then ut end;
end $$;
select is_empty($$select a, o, core.disponibelt(test.id('dal'), o, a, '2020-10-03'), test.treg(o, '2020-10-03', a) from generate_series(2020, 2021) a, unnest(array['vann', 'luft', 'alene', null]) o
	where core.disponibelt(test.id('dal'), o, a, '2020-10-03') is distinct from test.treg(o, '2020-10-03', a)$$, 'every balance is the slow sum');
select is_empty($$select d, core.disponibelt(test.id('dal'), 'alene', 2020, d::date) from generate_series(date '2020-09-20', '2020-10-03', '1 day') d
	where core.disponibelt(test.id('dal'), 'alene', 2020, d::date) is distinct from test.treg('alene', d::date, 2020)$$, 'on every day');
select is((select array_agg(nr order by nr) from core.postering where program_id = test.id('dal')),
	(select array_agg(n) from generate_series(1, (select siste_nr from core.bok where program_id = test.id('dal'))) n), 'no number is missing');
select is_empty($$select g.* from gjort g where g.konto = 'tildelt' and g.beloep > 0 and g.svar ~ '^[0-9]+$' and g.beloep > greatest(
	(select sum(case p.konto when 'budsjett' then p.beloep when 'omfordelt' then p.beloep when 'utbetalt' then 0 when 'tilbakebetalt' then 0 else -p.beloep end)
	from core.postering p where p.program_id = test.id('dal') and p.aar = g.aar and p.nr < g.svar::int and p.omraade is not distinct from 'alene'), 0)
	and g.omraade = 'alene' and exists (select from core.postering p where p.program_id = test.id('dal') and p.aar = g.aar and p.konto = 'budsjett' and p.nr < g.svar::int)$$,
	'and no award went beyond what there was when it was entered');

select * from finish();
rollback;

-- Generated plans of every size: consistent by their making, so that the checks find nothing but what the size itself causes;
-- and one slip in a figure that is in a sum is always found.
begin;
select plan(18);
set local max_parallel_workers_per_gather = 0;

create temp table linje (v jsonb) on commit drop;
\copy linje from program '/usr/bin/python3 tests/plans/generate --lines 20 --seed 1' with (format csv, quote E'\x01', delimiter E'\x02')
\copy linje from program '/usr/bin/python3 tests/plans/generate --areas 1 --years 1' with (format csv, quote E'\x01', delimiter E'\x02')
\copy linje from program '/usr/bin/python3 tests/plans/generate --areas 30 --years 10 --kommuner 6 --tiltak 14' with (format csv, quote E'\x01', delimiter E'\x02')
create temp table gen on commit drop as
	select row_number() over () as nr, (v ->> 'omraader')::int as omraader, (v ->> 'aar')::int as aar, (v ->> 'kommuner')::int as kommuner,
		v -> 'omstillingsplan' as op, v -> 'handlingsplaner' as hp from linje;

select is((select count(*) from gen), 22::bigint, 'the plans are there');
select is((select count(*) from gen where jsonb_array_length(op -> 'innsatsomraader') <> omraader or jsonb_array_length(op -> 'arbeidsplasser') <> aar
	or jsonb_array_length(op #> '{finansiering,rader}') <> kommuner + 2 or jsonb_array_length(hp) <> aar), 0::bigint, 'of the size that was asked for');
select is((select count(distinct omraader) > 10 and count(distinct aar) > 6 and count(distinct kommuner) > 4 from gen), true, 'of many sizes');

create temp table op_funn on commit drop as select gen.nr, gen.aar, gen.op, f.* from gen left join lateral checks.omstillingsplan(gen.op) f on true;
select is_empty($$select nr, regel, sted, tekst from op_funn where alvor = 'feil' and regel <> 'OP-14'$$, 'no error in any omstillingsplan');
select is_empty($$select nr from op_funn group by nr, aar having count(*) filter (where regel = 'OP-14') <> (aar > 6)::int$$, 'but a period above six years (OP-14)');
select is_empty($$select nr, regel, sted, tekst from op_funn where alvor = 'varsel' and regel <> 'OP-13'$$, 'and no warning');
select is_empty($$select nr from op_funn group by nr, op having count(*) filter (where regel = 'OP-13')
	<> ((select count(*) from jsonb_array_elements(op -> 'innsatsomraader') o where not (o ->> 'stoetteomraade')::boolean) not between 3 and 4)::int$$,
	'but other than three or four prioritised areas (OP-13)');
-- Two years of each programme, the first and the last.
create temp table hp_funn on commit drop as
	select gen.nr, f.* from gen, lateral (select distinct i from unnest(array[0, aar - 1]) i) y, checks.handlingsplan(hp -> y.i, op) f;
select is_empty($$select nr, regel, sted, tekst from hp_funn$$, 'nothing at all in any handlingsplan');

-- One slip: a cell of T2, a budget of H1, a frame of H3, in plans of every size.
create function pg_temp.oekt(dok jsonb, sti text[]) returns jsonb language sql as $$
	select jsonb_set(dok, sti, to_jsonb(((dok #>> sti)::numeric + 1)::text)) $$;
select is_empty($$select nr from gen where not exists (select from checks.op_2(pg_temp.oekt(op, array['innsatsomraader', '0', 'arbeidsplasser', (nr % aar)::text, 'verdi'])))$$,
	'a target one too high is found (OP-2)');
select is_empty($$select nr from gen where not exists (select from checks.hp_1(pg_temp.oekt(hp -> 0, '{omraader,0,tiltak,0,budsjett}')))$$,
	'a budget one krone too high is found (HP-1)');
select is_empty($$select nr from gen where not exists (select from checks.hp_5(pg_temp.oekt(hp -> 0, '{budsjett,omraader,0,ramme}')))$$,
	'a frame one krone too high is found (HP-5)');
select is_empty($$select nr from gen where op #> '{arbeidsplasser,0}' ? 'nye'
	and not exists (select from checks.op_delt(pg_temp.oekt(op, array['innsatsomraader', '0', 'arbeidsplasser', (nr % aar)::text, 'nye'])))$$, 'a new job too many is found (OP-2)');
select ok((select count(*) filter (where op #> '{arbeidsplasser,0}' ? 'nye') between 5 and 21 from gen), 'in the plans that split jobs, which some do not');

-- HP-16 knows every number: each that becomes a word is found where it stands, by name of its field; and what looks like a
-- number without being one of the known fields is a text: a chapter, a UN sub-goal, a checksum.
create temp table tall on commit drop as
	select d.dok, b.sted, b.felt, b.verdi from gen, lateral (values ('op', op, checks.tallfelt_omstillingsplan()), ('hp', hp -> (aar - 1), checks.tallfelt_handlingsplan())) as d (dok, v, felter),
		checks.blad(d.v) as b where gen.nr <= 6 and (b.felt = any (d.felter) or b.verdi ~ '^(-|-?[0-9]+(\.[0-9]+)?)$');
select set_eq($$select dok || ' ' || felt from tall where not felt = any (case dok when 'op' then checks.tallfelt_omstillingsplan() else checks.tallfelt_handlingsplan() end)$$,
	array['op format', 'op fra_aar', 'op til_aar', 'op aar', 'op nummer', 'op kapittel', 'op fn_nummer', 'op trykt_enhet', 'op delmaal', 'op sha256',
		'hp format', 'hp aar', 'hp nummer', 'hp kapittel', 'hp gjelder_aar', 'hp sha256', 'hp sted'], 'what looks like a number and is none');
select is((select count(distinct felt) from tall where dok = 'op' and felt = any (checks.tallfelt_omstillingsplan())), cardinality(checks.tallfelt_omstillingsplan())::bigint, 'every number of an omstillingsplan is generated');
select is((select count(distinct felt) from tall where dok = 'hp' and felt = any (checks.tallfelt_handlingsplan())), cardinality(checks.tallfelt_handlingsplan())::bigint, 'and of a handlingsplan');

-- A plan of 420 tiltak takes 0.09 s, and the worst that a request may hold (25 000 values) 0.9 s; the limit is for a busy machine.
set local statement_timeout = '8s';
select is((select count(*) from gen, checks.handlingsplan(hp -> 0, op) where omraader = 30 and aar = 10), 0::bigint, 'the largest plan is checked in no time');
select isnt((select count(*) from (select jsonb_build_object('innsatsomraader', jsonb_agg(jsonb_build_object('nummer', i, 'arbeidsplasser', '[{"aar": 2025, "verdi": "2", "nye": "1"}]'::jsonb))) as op
	from generate_series(1, 3100) i) as w, checks.omstillingsplan(op)), 0::bigint, 'and so is a senseless one');
set local statement_timeout = 0;

select * from finish();
rollback;

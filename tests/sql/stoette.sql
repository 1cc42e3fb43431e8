-- Bagatellmessig støtte, every row of section 7's table: ceilings and windows by date, the undertakings that are one, rates by date, what
-- is excluded, and that an award that does not fit falls wholly. (Random cases against a slow model: tests/race/stoette.)
begin;
select plan(96);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/stoette.psql
select test.kurser('2014-01-01', '2030-12-31', 10);
create function test.rom(navn text, dag date) returns numeric language sql as $$ select core.stoetterom(test.foretak(navn), dag) $$;

-- Ceiling and legal basis by date.
select is(test.gi('a', eur, dag::date), grunn, tekst) from (values
	('2023-12-31', 200000.01, 'bagatellstoettetaket_er_naadd', 'the old ceiling and a cent'), ('2024-01-01', 1, 'stoetten_mangler_hjemmel', 'no legal basis from 2024-01-01'),
	('2024-05-09', 1, 'stoetten_mangler_hjemmel', 'to 2024-05-09'), ('2024-05-10', 200000.01, 'bagatellstoettetaket_er_naadd', 'the old rule again'),
	('2024-11-10', 200000.01, 'bagatellstoettetaket_er_naadd', 'to 2024-11-10'), ('2024-11-11', 300000.01, 'bagatellstoettetaket_er_naadd', 'the new ceiling'),
	('2013-12-31', 1, 'stoetten_mangler_hjemmel', 'nothing is known of the time before')) v (dag, eur, grunn, tekst);
select is(test.gi(navn, eur, dag::date), 'ok', tekst) from (values ('b', 200000, '2023-12-31', 'the old ceiling itself'), ('c', 200000, '2024-05-10', 'so again'), ('d', 200000, '2024-11-10', 'to its last day'),
	('e', 300000, '2024-11-11', 'the new ceiling itself')) v (navn, eur, dag, tekst);
select is(test.rom('a', dag::date), rom, 'headroom of ' || dag) from (values ('2023-12-31', 200000.0), ('2024-01-01', 0), ('2024-05-10', 200000), ('2024-11-11', 300000), ('2026-01-01', 300000)) v (dag, rom);

-- The window: any three years, the day exactly three years before inside; three accounting years before.
select is(test.gi('f', 300000, '2024-11-12'), 'ok', 'all of it');
select is(test.rom('f', '2027-11-12'), 0::numeric, 'exactly three years later it still counts');
select is(test.gi('f', 0.01, '2027-11-12'), 'bagatellstoettetaket_er_naadd', 'to the cent');
select is(test.gi('f', 300000, '2027-11-13'), 'ok', 'the day after it does not');
select is(test.gi('g', 300000, '2027-11-30'), 'ok', 'all of it');
select is(test.gi('g', 1, '2024-11-29'), 'ok', 'aid of an earlier date outside the later window');
select is(test.gi('g', 1, '2024-11-30'), 'bagatellstoettetaket_er_naadd', 'but nothing that would break the window of what was already given');
select is(test.gi('h', 150000, '2021-01-01'), 'ok', 'in the first of three accounting years');
select is(test.rom('h', '2023-12-31'), 50000::numeric, 'it counts to the end of the third');
select is(test.rom('h', '2024-05-10'), 200000::numeric, 'and not in the fourth');
select core.foretak_av(p.id, null, test.orgnr('h'), null, null, null, 7) from core.program p where p.kortnavn = 'dal';
select is(test.rom('h', '2022-07-01'), 50000::numeric, 'an accounting year from July: the third begins');
select is(test.rom('h', '2023-06-30'), 200000 - 150000::numeric, 'it counts to June');
select is(test.rom('h', '2023-07-01'), 200000::numeric, 'and not in July');
select is(test.gi('i', 200000, '2023-06-01'), 'ok', 'aid under the old rule');
select is(test.rom('i', '2024-11-11'), 100000::numeric, 'counts under the new one');
select is(test.gi('i', 100000, '2024-11-11'), 'ok', 'which can be filled');
select is(test.rom('i', '2026-06-02'), 200000::numeric, 'until its three years are over');

-- The undertakings that are one.
select is(count(test.kobling('j', x, g)), 1::bigint, g) from (values ('k', 'stemmeflertall'), ('l', 'styreflertall'), ('m', 'avtale'), ('n', 'aksjonaeravtale'), ('o', 'sammenslaaing'), ('p', 'eierandel')) v (x, g) group by g;
select is(test.gruppe('j', '2025-01-01'), 'jklmno', 'five ways to be one; a 30 % owner does not link');
select is(test.gruppe('p', '2025-01-01'), 'p', 'the share is recorded, and has no effect');
select is(test.gi('k', 200000, '2025-01-01'), 'ok', 'one receives');
select is(test.rom('n', '2025-01-02'), 100000::numeric, 'all of them have the less');
select is(test.rom('p', '2025-01-02'), 300000::numeric, 'but not who only owns a share');
select test.kobling('q', 'r', gyldig_fra_ => '2025-03-01', gyldig_til_ => '2025-03-31'), test.kobling('r', 's', gyldig_fra_ => '2025-03-15'), test.kobling('s', 'q', gyldig_fra_ => '2025-03-20', gyldig_til_ => '2025-04-30');
select is(test.gruppe('q', dag::date), gruppe, dag) from (values ('2025-02-28', 'q'), ('2025-03-01', 'qr'), ('2025-03-14', 'qr'), ('2025-03-15', 'qrs'), ('2025-03-25', 'qrs'), ('2025-04-01', 'qrs'), ('2025-05-01', 'q')) v (dag, gruppe);
select is(test.gi('s', 300000, '2025-02-01'), 'ok', 'before they were one');
select is(test.rom('q', '2025-03-14') || ' ' || test.rom('q', '2025-03-15') || ' ' || test.rom('q', '2025-05-01'), '300000.00 0.00 300000.00', 'what one brings with it counts while they are one');
select is(test.gi('q', 1, '2025-01-31'), 'ok', 'aid of before, to another undertaking');

-- Relations are corrected by new rows.
create temp table feil as select test.kobling('t', 'u') as id;
insert into core.foretakskontroll (program_id, fra_foretak, til_foretak, grunnlag, gyldig_fra, gyldig_til, dokument, retter, person_id, dato)
select k.program_id, k.fra_foretak, k.til_foretak, k.grunnlag, k.gyldig_fra, '2025-06-30', 'solgt', k.id, k.person_id, k.dato from core.foretakskontroll k join feil using (id);
select is(test.gruppe('t', '2025-06-30') || ' ' || test.gruppe('t', '2025-07-01'), 'tu t', 'ended');
select is((select count(*) from core.foretakskontroll k where k.til_foretak = test.foretak('u')), 2::bigint, 'and both rows stand');
insert into core.foretakskontroll (program_id, fra_foretak, til_foretak, grunnlag, gyldig_fra, dokument, retter, trukket, person_id, dato)
select k.program_id, k.fra_foretak, k.til_foretak, k.grunnlag, k.gyldig_fra, 'feil foretak', k.id, true, k.person_id, k.dato from core.foretakskontroll k join feil f on k.retter = f.id;
select is(test.gruppe('t', '2025-06-30'), 't', 'withdrawn: it never was');
select throws_ok('delete from core.foretakskontroll', 'RP009', null, 'nothing is erased');
select throws_ok('update core.stoette set beloep = 1', 'RP009', null, 'nor changed');

-- Rates.
select is(core.paaskedag(aar)::text, dag, 'Easter ' || aar) from (values (2000, '2000-04-23'), (2008, '2008-03-23'), (2024, '2024-03-31'), (2025, '2025-04-20'), (2026, '2026-04-05'), (2038, '2038-04-25')) v (aar, dag);
select is((select string_agg(to_char(d, 'MM-DD'), ' ' order by d) from generate_series(date '2026-01-01', '2026-12-31', '1 day') d where core.er_helligdag(d::date) and extract(isodow from d) < 7),
	'01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-25 12-26', 'the holidays of 2026 that are no Sundays (17 May is one)');
select is(core.virkedager_etter(fra::date, 20)::text, til, '20 working days after ' || fra) from (values ('2026-01-02', '2026-01-30'), ('2026-03-20', '2026-04-22'), ('2026-04-30', '2026-06-02'), ('2026-12-18', '2027-01-19')) v (fra, til);
insert into core.valutakurs (dato, nr, nok_per_eur, person_id) select '2031-01-03', 1, 11.5, id from core.person limit 1;
select is((core.valutakurs_paa(dag::date)).nok_per_eur, kurs, dag || ' ' || hva) from (values ('2031-01-03', 11.5, 'the day itself'), ('2031-01-04', 11.5, 'Saturday: Friday''s'), ('2031-01-05', 11.5, 'Sunday too'),
	('2031-01-06', null, 'Monday''s is missing'), ('2031-01-02', null, 'the 2nd has none'), ('2031-01-01', 10, 'New Year''s Day: the last of the year before')) v (dag, kurs, hva);
select is(test.gi('v', 1, '2031-01-06'), 'kursen_mangler', 'without a rate nothing is given');
insert into core.valutakurs (dato, nr, nok_per_eur, person_id) select '2031-01-03', 2, 12, id from core.person limit 1;
select is((core.valutakurs_paa('2031-01-04')).nok_per_eur, 12::numeric, 'a rate is corrected by a new row');
select is(test.gi('v', 100, '2031-01-04'), 'ok', 'aid of a Saturday');
select is((select concat_ws(' ', beloep, eur, kurs, kurs_dato, dato) from core.stoette order by tid desc limit 1), '1200.00 100.00 12.000000 2031-01-03 2031-01-04',
	'counted on the date the right was acquired, gross, with the rate that it had');

-- Falls wholly; what is excluded; what is taken back.
select is(test.gi('w', 250000, '2025-01-02') || ' ' || test.gi('w', 50000.01, '2025-01-02'), 'ok bagatellstoettetaket_er_naadd', 'an award that does not fit');
select is(test.rom('w', '2025-01-02'), 50000::numeric, 'is not trimmed');
select is(test.gi('x', 1, '2025-01-02', 'dal', forslag::jsonb), grunn, tekst) from (values ('{"stoette_naering":"01.11"}', 'stoetten_gjelder_unntatt_formaal', 'agriculture'), ('{"stoette_naering":"03.22"}', 'stoetten_gjelder_unntatt_formaal', 'aquaculture'),
	('{"stoette_eksport":true}', 'stoetten_gjelder_unntatt_formaal', 'export'), ('{"stoette_innenlandske_varer":true}', 'stoetten_gjelder_unntatt_formaal', 'domestic goods'), ('{"stoette_naering":"10.51"}', 'ok', 'a dairy'), ('{"stoette_eksport":false}', 'ok', 'no export')) v (forslag, grunn, tekst);
select core.foretak_av(p.id, null, test.orgnr('x'), null, null, '03.11') from core.program p where p.kortnavn = 'dal';
select is(test.gi('x', 1, '2025-01-02') || ' ' || test.gi('x', 1, '2025-01-02', 'dal', '{"stoette_naering":"55"}'), 'stoetten_gjelder_unntatt_formaal ok', 'a fisher, and her inn');
select is(test.gi('y', 100000, '2025-01-02', 'dal', '{}', '00000000-0000-4000-8000-000000000001'), 'ok', 'an award');
select core.reduser_stoette(p.id, '00000000-0000-4000-8000-000000000001', 400000, 'mindre kostnader') from core.program p where p.kortnavn = 'dal';
select is(test.rom('y', '2025-01-02'), 260000::numeric, 'lowered');
select core.reduser_stoette(p.id, '00000000-0000-4000-8000-000000000001', 0, 'trukket') from core.program p where p.kortnavn = 'dal';
select is(test.rom('y', '2025-01-02'), 300000::numeric, 'withdrawn');
select is((select string_agg(beloep || '/' || eur, ' ' order by nr) from core.stoette where foretak_id = test.foretak('y')), '1000000.00/100000.00 -600000.00/-60000.00 -400000.00/-40000.00', 'by new entries');

-- Persons.
select is(core.gyldig_personnr('01017012356'), false, 'control digits');
select is(core.foretak_av(id, 'person', null, '13097248022', 'Kari'), core.foretak_av(id, 'person', null, '13097248022', 'Kari'), 'a person is known again') from core.program where kortnavn = 'dal';
select is((select count(*) from core.foretak f, core.foretak_opplysning o, core.journal j where concat(f, o, j) ~ '13097248022'), 0::bigint, 'by a number that is kept nowhere');

select * from finish();
rollback;

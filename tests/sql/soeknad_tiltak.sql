-- What an award asks of the steps before and of other aid: six years for one tiltak, all its steps of PLP together; other aid that the
-- applicant tells of is recorded before state aid is decided; points are given and changed until the case is decided, and journalled.
begin;
select plan(41);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
select test.planene();
insert into core.valutakurs (dato, nr, nok_per_eur, person_id) select d, 1, 10, test.person('deppen') from generate_series('2023-01-01'::date, '2026-12-31', interval '1 day') d on conflict do nothing;
create function test.funn(ref text) returns text
language sql as $$ select string_agg(f ->> 'regel', ' ' order by n) from json_array_elements(test.svar('osleder', 'check_soeknad', json_build_object('soeknad', ref)) -> 'funn') with ordinality x (f, n) where f ->> 'alvor' = 'feil' $$;

-- Six years along the chain of own projects (row 39). The first step begins 2020-11-01.
create function test.steg(steg text, fra text, til text, forrige text default null) returns text language sql as $$
	select test.ny_sak('programleder', 39, test.prosjektforslag(jsonb_strip_nulls(jsonb_build_object('plp_steg', steg, 'fra', fra, 'til', til, 'forgjenger', forrige)), '1000')) $$;
select is(test.os_vedtar(test.steg('forstudie', '2020-11-01', '2021-10-31')), 'ok', 'a forstudie');
select is(test.os_vedtar(test.steg('forprosjekt', '2022-01-01', '2023-12-31', 'dal/prosjekt-1')), 'ok', 'a forprosjekt that goes on from it');
select is(test.steg('hovedprosjekt', '2024-01-01', '2026-11-01', 'dal/prosjekt-2'), 'et_tiltak_stoettes_i_hoeyst_seks_aar', 'a hovedprosjekt that ends six years and a day after the first day of all is refused');
select is((test.kall('programleder', 'create_sak', json_build_object('program', 'dal', 'beslutning', 39, 'tittel', 'x', 'forslag', test.prosjektforslag('{"fra":"2024-01-01","til":"2026-11-01","forgjenger":"dal/prosjekt-2"}')))).detalj::json ->> 'fra',
	'2020-11-01', 'and told from when');
select is(test.steg('hovedprosjekt', '2024-01-01', '2026-11-01') ~ '^dal/sak-', true, 'by itself it would be short enough');
select is(test.steg('hovedprosjekt', '2024-01-01', '2026-10-31', 'dal/prosjekt-2') ~ '^dal/sak-', true, 'six years to the day are right');

-- And along applications.
select test.soek() as f1 \gset
select is(test.tildelt('1000', :'f1'), 'ok', 'a forstudie on an application');
select is(test.soek(format('{"plp_steg":"forprosjekt","forgjenger":"%s","fra":"2022-01-01","til":"2026-10-31","tittel":"B"}', :'f1')::jsonb), 'dal/soeknad-2', 'the next, to the last day of the six years');
select is(test.funn('dal/soeknad-2'), null, 'nothing is wrong with it');
select is(test.soek(format('{"plp_steg":"forprosjekt","forgjenger":"%s","fra":"2022-01-01","til":"2026-11-01","tittel":"C"}', :'f1')::jsonb), 'dal/soeknad-3', 'a day longer');
select is(test.funn('dal/soeknad-3'), 'tiltaket_varer_for_lenge', 'is too long');
select is(test.til_styret(27, '{"soeknad":"dal/soeknad-3","beloep":"1000"}'), 'soeknaden_er_ikke_fullstendig', 'and not awarded');
select is(test.tildelt('1000', 'dal/soeknad-2'), 'ok', 'the other is');
select is(test.soek('{"plp_steg":"hovedprosjekt","forgjenger":"dal/soeknad-2","fra":"2023-01-01","til":"2026-11-01","tittel":"D"}'), 'dal/soeknad-4', 'the third step');
select is(test.funn('dal/soeknad-4'), 'tiltaket_varer_for_lenge', 'is counted from the first');

-- Other aid.
create function test.annen(tekst text, soeker jsonb default '{}') returns text language plpgsql as $$
declare
	svar text;
begin
	begin
		svar := coalesce(test.funn(test.soek(jsonb_build_object('annen_stoette', tekst, 'tittel', 'E'), '{"navn":"Kafeen AS","orgnr":"923609016"}'::jsonb || soeker)), '-');
		raise exception 'angre' using errcode = 'RP900';
	exception when sqlstate 'RP900' then
		return svar;
	end;
end $$;
select is(test.annen(t), v, format('other aid: «%s»', t)) from (values ('ingen', '-'), ('Ingen bagatellmessig støtte; 200 000 i SkatteFUNN', '-'), ('Nei', '-'), ('Søkt, ikke avgjort', '-'), ('100 000 fra kommunen', 'annen_stoette_er_ikke_foert'),
	('Kommunen, 100 000', 'annen_stoette_er_ikke_foert')) v (t, v);
select is(test.annen('100 000 fra fylket', '{"slag":"kommune","navn":"Nabokommunen","orgnr":"889640782"}'), '-', 'of a kommune it is no state aid');
select test.soek('{"annen_stoette":"100 000 fra kommunen","tittel":"F"}', '{"navn":"Kafeen AS","orgnr":"923609016"}') as kafe \gset
select is(test.til_styret(27, jsonb_build_object('soeknad', :'kafe', 'beloep', '1000')), 'soeknaden_er_ikke_fullstendig', 'no award of what is told and not recorded');
select is(test.grunn('programleder', 'declare_stoette', '{"program":"dal","stoette":{"mottaker":{"orgnr":"923609016","navn":"Kafeen AS"},"giver":"Nabokommunen","beloep":"100000","dato":"2020-09-10","dokument":"Egenerklæring"}}'), 'ok', 'it is recorded');
select is(coalesce(test.funn(:'kafe'), '-'), '-', 'nothing is wrong any more');
select is(test.tildelt('1000', :'kafe'), 'ok', 'and it is awarded');
select is((select s ->> 'rom_eur' from test.svar('programleder', 'check_stoetterom', '{"program":"dal","orgnr":"923609016"}') s), '189900.00', 'beside what is declared: 200 000 - 10 000 - 100');

-- Points until the decision.
insert into core.tildelingskriterium (program_id, sak_id, nr, navn, vekt, gyldig_fra)
select g.id, (select s.id from core.sak s where s.program_id = g.id order by s.nr limit 1), n, (array['Jobber','Evne'])[n], (array[60,40])[n], '2020-09-01' from core.program g, generate_series(1, 2) n where g.kortnavn = 'dal';
select test.soek('{"tittel":"G"}') as g \gset
select test.til_styret(27, jsonb_build_object('soeknad', :'g', 'beloep', '1000', 'poeng', '[{"kriterium":"Jobber","poeng":8,"begrunnelse":"Fem"}]'::jsonb)) as sak \gset
create function test.vurder(hvem text, poeng jsonb) returns text language sql as $$ select test.grunn(hvem, 'assess_soeknad', json_build_object('sak', (select 'dal/sak-' || max(nr) from core.sak), 'poeng', poeng)) $$;
create function test.poeng(hvem text default 'os2') returns text language sql as $$ select concat_ws('; ', string_agg(concat_ws(' ', p ->> 'kriterium', p ->> 'poeng', p ->> 'begrunnelse'), ', ' order by n), min(f ->> 'samlet_poeng'))
	from (select test.svar(hvem, 'get_sak', json_build_object('sak', (select 'dal/sak-' || max(nr) from core.sak))) #> '{sak,forslag}') y (f), json_array_elements(f -> 'poeng') with ordinality x (p, n) $$;
select is(test.poeng(), 'Jobber 8 Fem, Evne', 'opened with one of two');
select is(test.vurder(h, '[{"kriterium":"Evne","poeng":5,"begrunnelse":"Nye"}]'), g, format('%s: %s', coalesce(h, 'nobody'), g)) from (values ('os2', 'soeknader_foeres_av_de_som_forbereder'), ('fordfoerer', 'soeknader_foeres_av_de_som_forbereder'), ('utenfor', 'ukjent_sak')) v (h, g);
select is(test.vurder('programleder', p::jsonb), g, t) from (values ('[]', 'felt_mangler', 'points are told'), ('[{"kriterium":"Evne","poeng":11,"begrunnelse":"x"}]', 'ugyldige_poeng', 'on the scale'),
	('[{"kriterium":"Evne","poeng":5}]', 'poengene_begrunnes', 'with a reason'), ('[{"kriterium":"Annet","poeng":5,"begrunnelse":"x"}]', 'kriteriet_er_ikke_i_retningslinjene', 'of the guidelines')) v (p, g, t);
select is(test.vurder('programleder', '[{"kriterium":"Evne","poeng":5,"begrunnelse":"Nye i faget"}]') || ' ' || test.poeng(), 'ok Jobber 8 Fem, Evne 5 Nye i faget; 6.8', 'the other is given: 60 % of 8 and 40 % of 5');
select is(test.vurder('programleder', '[{"kriterium":"Jobber","poeng":3,"begrunnelse":"To"}]') || ' ' || test.poeng(), 'ok Jobber 3 To, Evne 5 Nye i faget; 3.8', 'the first is changed, the other stays');
select is((select string_agg(concat_ws('>', j.innhold::json #>> '{gammel,poeng}', j.innhold::json #>> '{ny,poeng}'), ' ' order by j.nr) from core.journal j where j.linje::json ->> 'hendelse' = 'soeknadspoeng'), '5 8>3', 'journalled, old and new');
select is(test.os_vedtar(:'sak'), 'ok', 'decided');
select is(test.vurder('programleder', '[{"kriterium":"Jobber","poeng":10,"begrunnelse":"x"}]') || ' ' || test.poeng(), 'saken_er_avgjort Jobber 3 To, Evne 5 Nye i faget; 3.8', 'then they stand');
select throws_ok('update core.soeknadspoeng set poeng = 1', 'RP009', null, 'and nothing is overwritten');
select * from finish();
rollback;

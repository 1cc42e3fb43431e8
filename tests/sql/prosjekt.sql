-- A possible tiltak of the adopted plan becomes a project by a decision (row 39).
begin;
select plan(31);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql

-- No project of a plan that is not adopted, nor of what does not stand in it.
select is(test.ny_sak('programleder', 39, test.prosjektforslag()), 'tiltaket_er_ikke_i_en_vedtatt_plan', 'not before the plan is adopted');
select test.vedtatt_plan('handlingsplan-2020', '{"aar":2020,"omraader":[{"id":"a1","nummer":1,"navn":"Næring","tiltak":[{"bokstav":"A","tiltak":"Vekstløft for bedrifter","budsjett":"500000"},
	{"bokstav":"B","tiltak":"Møteplass","budsjett":"100000"},{"bokstav":"B","tiltak":"Nettverk","budsjett":"50000"}]}]}');
select is(test.ny_sak('programleder', 39, test.prosjektforslag(p) || b), grunn, tekst) from (values
	('{}'::jsonb, '{"beloep":"0"}'::jsonb, 'ugyldig_beloep', 'not for nothing'), ('{}', '{"beloep":"mye"}', 'ugyldig_beloep', 'nor for no amount'),
	('{"plan":"dal/handlingsplan-2019"}', '{}', 'tiltaket_er_ikke_i_en_vedtatt_plan', 'nor of a plan that is not there'),
	('{"strategi":"C"}', '{}', 'tiltaket_er_ikke_i_en_vedtatt_plan', 'nor of a letter that it lacks'), ('{"strategi":null}', '{}', 'felt_mangler', 'nor of none'),
	('{"tiltak":"Noe annet"}', '{}', 'tiltaket_er_ikke_i_en_vedtatt_plan', 'nor of words that it lacks'),
	('{"strategi":"B"}', '{}', 'tiltaket_er_ikke_entydig', 'one of two is named by its words'),
	('{"bruk":"soekbare_midler"}', '{}', 'bruken_passer_ikke_til_saken', 'what companies apply for is awarded on applications'),
	('{"til":"2020-10-31"}', '{}', 'prosjektet_slutter_ikke_foer_det_begynner', 'it does not end before it begins'),
	('{"til":"2026-11-01"}', '{}', 'et_tiltak_stoettes_i_hoeyst_seks_aar', 'nor lasts more than six years'), ('{"fra":"i går"}', '{}', 'ugyldig_dato', 'a date is a date'),
	('{"plp_steg":"etterstudie"}', '{}', 'plp_steget_er_kjent', 'PLP has three steps'), ('{"forgjenger":"dal/prosjekt-1"}', '{}', 'ukjent_prosjekt', 'and follows what is there')) v (p, b, grunn, tekst);

-- Adopted: a project, and money set aside.
select is(test.ny_sak('programleder', 39, test.prosjektforslag('{"plp_steg":"forprosjekt","til":"2026-10-31"}')), 'dal/sak-2', 'six years to the day');
select is((select count(*)::int from core.prosjekt), 0, 'nothing before the decision');
select is(test.os_vedtar('dal/sak-2'), 'ok', 'the styre decides');
select is((select concat_ws(' ', core.prosjekt_navn(program_id, id), tittel, bruk, plp_steg, omraade, strategi, tiltak, aar, fra, til, dato) from core.prosjekt),
	'dal/prosjekt-1 Vekstløft egeninitiert forprosjekt a1 A Vekstløft for bedrifter 2020 2020-11-01 2026-10-31 2020-10-01', 'a project of the plan''s area');
select is((select concat_ws(' ', core.tildeling_navn(program_id, id), beloep, dato, gyldig_til, holdt_tilbake_andel, delegert) from core.tildeling),
	'dal/tildeling-1 100000.00 2020-10-01 2025-10-01 0.00 f', 'with money for five years, nothing held back from oneself');
select is((select string_agg(j.linje::json ->> 'hendelse', ' ' order by j.nr) from core.journal j where j.linje::json ->> 'hendelse' in ('prosjekt', 'tildeling')), 'prosjekt tildeling', 'both journalled');
select is(test.ny_sak('programleder', 39, test.prosjektforslag('{"forgjenger":"dal/prosjekt-1","plp_steg":"forstudie"}')), 'plp_steget_er_ikke_det_neste', 'no step back');
select is(test.ny_sak('programleder', 39, test.prosjektforslag('{"forgjenger":"dal/prosjekt-1"}')), 'dal/sak-3', 'the main project follows');
select is(test.os_vedtar('dal/sak-3', 1, 4), 'ok', 'but the styre says no');
select is((select count(*)::int from core.prosjekt), 1, 'and nothing comes of it');

-- More than the area has left is said before the vote, and refused at the yes.
select is(test.ny_sak('programleder', 39, test.prosjektforslag('{"tittel":"For stort"}', '550000.01')), 'dal/sak-4', 'a case for more than is left');
create function test.varsler(fn text, mer jsonb default '{}') returns text
language sql as $$ select string_agg(v ->> 'varsel', ' ') from test.kall('osleder', fn, ('{"sak":"dal/sak-4"}'::jsonb || mer)::json) k,
	jsonb_array_elements(case when fn = 'get_sak' then k.json::jsonb #> '{sak,varsler}' else k.json::jsonb -> 'varsler' end) v $$;
select is(test.varsler('get_sak'), 'rammen_er_brukt_opp', 'who reads it sees so');
select is(test.varsler('simulate_sak'), 'rammen_overskrides rammen_er_brukt_opp', 'so does who asks what if');
select is(test.varsler('simulate_sak', '{"beloep":"550000"}'), null, 'and that a little less would do');
select is(test.os_vedtar('dal/sak-4'), 'rammen_er_brukt_opp', 'the yes is refused');
select is((select count(*)::int from core.prosjekt), 1, 'and no project made');
select throws_ok('delete from core.prosjekt', 'RP009', null, 'a project is not erased');
select * from finish();
rollback;

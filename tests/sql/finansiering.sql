-- Financing by the decisions of rows 11 and 22 to 25: booked by themselves, on the deciding body's own share; shares with dates and
-- reservations; the ministry's frames, which no county promises beyond, in all its programmes together; succession.
begin;
select plan(49);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.id(program_ text) returns uuid language sql as $$ select id from core.program where kortnavn = program_ $$;
-- The ledger of a programme in short, from an entry on.
create function test.bok(fra int default 1, program_ text default 'dal') returns text language sql as $$
	select string_agg(concat_ws(' ', p.konto, p.aar, f.navn, trim_scale(p.beloep), p.omraade, 'retter ' || p.korrigerer), ', ' order by p.nr)
	from core.postering p left join core.finansioer f on f.program_id = p.program_id and f.id = p.finansioer_id where p.program_id = test.id(program_) and p.nr >= fra $$;
create function test.andeler(dag date) returns text language sql as $$
	select string_agg(concat_ws(' ', f.navn, trim_scale(a.andel), a.forbehold), ', ' order by f.nr) from core.andeler(test.id('dal'), dag) a join core.finansioer f on f.id = a.finansioer_id $$;

-- Each its own share.
select is(test.ny_sak('direktoer', 25, forslag::jsonb), grunn, tekst) from (values ('{"beloep":"mye"}', 'ugyldig_beloep', 'an amount is one'), ('{"beloep":"0"}', 'ugyldig_beloep', 'and not nothing'),
	('{"beloep":"-5"}', 'ugyldig_beloep', 'or less'), ('{"beloep":"1.234"}', 'ugyldig_beloep', 'in whole øre'), ('{"beloep":"5","aar":20}', 'aaret_er_rimelig', 'of a year'),
	('{"beloep":"5","finansioer":"Ingen"}', 'ukjent_finansioer', 'of a financier')) v (forslag, grunn, tekst);
select test.ny_sak('direktoer', 25, '{"beloep":"1900000"}'), test.kst_vedtar('dal/sak-1');
select is(test.bok(), 'bevilget 2021 Kommunen 1900000', 'the kommune''s share, of the programme''s first year');
select test.ny_sak('direktoer', 25), test.kst_vedtar('dal/sak-2');
select is(test.bok(2), null, 'a case without an amount books nothing');
select test.ny_sak('direktoer', 25, '{"beloep":"5"}'), test.kst_vedtar('dal/sak-3', 1, 6);
select is(test.bok(2), null, 'nor one that is refused');
select test.ny_sak('fsekr', 24, '{"beloep":"700000.50","aar":2022}'), test.fylket_avgjoer('dal/sak-4');
select is(test.bok(2), 'bevilget 2022 Fylket 700000.5', 'the county''s');
select is(test.ny_sak('deppen', 23, '{"beloep":"2000000","aar":2022}') || test.avgjoer('deppen', 'dal/sak-5'), 'dal/sak-5ok', 'the ministry decides');
select is(test.bok(3), 'bevilget 2022 Kdd 2000000', 'its own');
select is(test.ny_sak('direktoer', 23, '{"beloep":"1"}') || ' ' || test.ny_sak('direktoer', 24, '{"beloep":"1"}'), 'dal/sak-6 dal/sak-7', 'a kommunedirektør may open others'' cases');
select is(test.avgjoer('direktoer', 'dal/sak-6') || ' ' || test.foer('ksekr', 'dal/sak-7', 'kst', 7, 0), 'ikke_din_oppgave ikke_din_oppgave', 'and nobody decides another''s money');
select is(test.ny_sak('fsekr', 22, '{"beloep":"-200000","aar":2022}') || test.fylket_avgjoer('dal/sak-8'), 'dal/sak-8ok', 'the year is lowered');
select is(test.bok(4), 'bevilget 2022 Fylket -200000', 'by the county''s own share');
select is(test.ny_sak('fsekr', 22, '{"beloep":"-200000","aar":2022,"finansioer":"Kommunen"}'), 'dal/sak-9', 'a case that would lower another''s');
select test.foer('fsekr', 'dal/sak-9', 'fu', 5, 0);
select is(test.bekreft('fordfoerer', 'dal/sak-9'), 'bare_egen_andel', 'is not decided (KL 14-2)');
select test.ny_sak('direktoer', 25, '{"beloep":"1500000","erstatter":"dal/sak-1"}'), test.kst_vedtar('dal/sak-10');
select is(test.bok(5), 'bevilget 2021 Kommunen -1900000 retter 1, bevilget 2021 Kommunen 1500000', 'a decision that replaces another takes its entries back');

-- Shares.
select is(test.andeler('2021-01-01'), 'Kommunen 25, Fylket 25, Kdd 50', 'the common shares, until the programme has its own');
select core.sett_andeler(test.id('dal'), '[{"navn":"Fylket","andel":50,"forbehold":"Ikke endelig avklart."},{"navn":"Kommunen","andel":50},{"navn":"Banken","slag":"privat","andel":0}]', '2021-01-01', null);
select is(test.andeler('2021-06-01'), 'Kommunen 50, Fylket 50 Ikke endelig avklart., Banken 0', 'its own from a day on, with a footnote');
select core.sett_andeler(test.id('dal'), '[{"navn":"KDD","andel":50},{"navn":"Fylket","andel":25},{"navn":"Kommunen","andel":25}]', '2022-01-01', null);
select is(test.andeler('2022-01-01') || '; ' || test.andeler('2021-12-31'), 'Kommunen 25, Fylket 25, Kdd 50, Banken 0; Kommunen 50, Fylket 50 Ikke endelig avklart., Banken 0', 'and others later; the old year keeps its own');
select is((select string_agg(del::text, ' ' order by f.nr) from core.fordel(test.id('dal'), 100.01, '2022-01-01') d join core.finansioer f on f.id = d.finansioer_id), '25.00 25.01 50.00 0.00', 'split to the øre, and the parts are the whole');
select throws_ok('update core.finansioer_andel set andel = 1', 'RP009', null, 'nothing is overwritten');

-- The ministry's frames and the county's promises.
create function test.ramme(aar int, beloep numeric, slag text default 'ramme', fylke text default 'fylket') returns text language plpgsql as $$
declare
	grunn text;
begin
	insert into core.fylkesramme (organ_id, nr, aar, slag, beloep, dato, kilde, person_id) select o.id, 0, aar, slag, beloep, core.i_dag(), 'Brev', test.person('deppen') from core.organ o where o.kortnavn = fylke;
	return 'ok';
exception when others then
	get stacked diagnostics grunn = constraint_name;
	return grunn;
end $$;
create function test.tilsagn(beloep numeric, statlig numeric, aar int default 2021, mer jsonb default '{}') returns text language plpgsql as $$
declare
	ref text := test.ny_sak('fsekr', 11, jsonb_strip_nulls(jsonb_build_object('beloep', beloep::text, 'statlig_beloep', statlig::text, 'aar', aar, 'gyldig_til', '2023-12-31')) || mer);
begin
	if ref !~ '/sak-' then
		return ref;
	end if;
	perform test.foer('fsekr', ref, 'fu', 5, 0);
	return test.bekreft('fordfoerer', ref);
end $$;
select test.fremlagt('omstillingsplan'), test.til_vedtatt('dal/sak-11'), test.fremlagt('handlingsplan-2021'), test.til_vedtatt('dal/sak-12');
select test.ny_sak('leder', 10, '{"beloep":"1"}'), test.kst_vedtar('dal/sak-13'), test.gjoer('direktoer', 'soeker', 'dal/sak-13');
select test.fylket_avgjoer('dal/sak-11'), test.fylket_avgjoer('dal/sak-12');
select is(test.tilsagn(100, 101), 'det_statlige_er_en_del_av_tilsagnet', 'the state''s part is a part');
select is(test.tilsagn(100, 1), 'fylkesrammen_er_brukt_opp', 'no frame, no state money');
select is(test.ramme(2021, 0), 'fylkesrammens_beloep_er_ikke_null', 'a frame is something');
select is(test.ramme(2021, 5, 'gave'), 'fylkesrammens_slag_er_kjent', 'of a kind') union all select is(test.ramme(2021, 5, 'ramme', 'kst'), 'rammen_gis_til_et_fylke', 'of a county');
select is(test.ramme(2021, 1000) || test.ramme(2021, 200, 'overfoert') || test.ramme(2022, 9000), 'okokok', 'a frame, something carried forward, another year''s');
select is(test.tilsagn(5000, 1201), 'fylkesrammen_er_brukt_opp', 'not beyond both');
create temp table nekt as select (test.kall('fordfoerer', 'confirm_result', json_build_object('sak', ref, 'resultat', (core.nyeste_resultat(test.sak(ref))).id::text))).detalj::jsonb as d from (select 'dal/sak-' || max(nr) as ref from core.sak) x;
select is((select concat_ws(' ', d ->> 'ramme', d ->> 'overfoert', d ->> 'lovet', d #>> '{tur,organer,0}', d ->> 'kilde') from nekt), '1000.00 200.00 0 Kdd håndboka, del 7; rad 23', 'the refusal says why, whose turn, and from where');
select is(test.tilsagn(5000, 900), 'ok', 'inside, with more of its own beside it');
select is(test.bok(7), 'lovet 2021 Fylket 4100, lovet 2021 Kdd 900', 'booked on each');
-- All its programmes together.
insert into core.program (kortnavn, navn, periode_fra, periode_til, fylke_id) select 'li', 'Li', '2021-01-01', '2026-12-31', fylke_id from core.program where kortnavn = 'dal';
create function test.tilsagn_i_li(statlig numeric) returns text language plpgsql as $$
declare
	grunn text;
begin
	perform core.krev_fylkesramme(test.id('li'), 2021, statlig, core.i_dag());
	return 'ok';
exception when others then
	get stacked diagnostics grunn = constraint_name;
	return grunn;
end $$;
select is(test.tilsagn_i_li(301) || ' ' || test.tilsagn_i_li(300), 'fylkesrammen_er_brukt_opp ok', 'the frame is all its programmes''');
select is(test.ramme(2021, -301) || ' ' || test.ramme(2021, -300), 'rammen_er_alt_lovet ok', 'a frame is not taken back below what is promised');
select is(test.ramme(2021, 300), 'ok', 'but given again');
select is(test.tilsagn(5000, 1200, 2021, jsonb_build_object('erstatter', 'dal/sak-' || (select max(s.nr) from core.sak s where s.tilstand = 'vedtatt' and s.beslutning = 11))), 'ok', 'what it replaces does not count');
select is(test.bok(9), 'lovet 2021 Fylket -4100 retter 7, lovet 2021 Kdd -900 retter 8, lovet 2021 Fylket 3800, lovet 2021 Kdd 1200', 'and is taken back');
select is(test.tilsagn(1, 1), 'fylkesrammen_er_brukt_opp', 'nothing is left');
select is(test.tilsagn(10, 10, 2022), 'ok', 'but of the next year');
select is(test.ny_sak('fsekr', 24, '{"beloep":"50","aar":2022,"gyldig_til":"2026-10-01"}'), 'tilsagn_gjelder_hoeyst_fem_aar', 'five years is the longest for a county share too (OF 15)');
select is(test.ny_sak('fsekr', 24, '{"beloep":"50","aar":2022,"gyldig_til":"2025-10-01"}') ~ '/sak-', true, 'to the day');
select test.fylket_avgjoer((select 'dal/sak-' || max(nr) from core.sak));
select is(test.bok(14), 'bevilget 2022 Fylket 50, lovet 2022 Fylket 50', 'a county share with a last day is appropriated and promised');
select is((select count(*)::int from core.tilsagn), 4, 'as a tilsagn');

-- The county ends: what it had follows (CS-5).
select test.organ('nytt', 'FK', 'etat', 'kdd'), test.organ('annet', 'FK', 'etat', 'kdd'), test.dag('2020-12-01');
create function test.rest(fylke text) returns text language sql as $$ select trim_scale(r.ramme + r.overfoert - r.lovet)::text from core.organ o, core.fylkesramme_paa(o.id, 2022, core.i_dag()) r where o.kortnavn = fylke $$;
select is(test.rest('fylket') || ' ' || test.rest('nytt'), '8990 0', 'before');
set local session_replication_role = replica;
insert into core.etterfoelger (organ_id, etterfoelger_id, fra, kilde, registrert_av) select f.id, n.id, '2020-11-01', 'Lov', test.person('fadm') from core.organ f, core.organ n where f.kortnavn = 'fylket' and n.kortnavn = 'nytt';
set local session_replication_role = origin;
select is(test.rest('nytt'), '8990', 'the county that takes over has the frame, less what was promised');
set local session_replication_role = replica;
insert into core.etterfoelger (organ_id, etterfoelger_id, fra, kilde, registrert_av) select f.id, n.id, '2020-11-01', 'Lov', test.person('fadm') from core.organ f, core.organ n where f.kortnavn = 'fylket' and n.kortnavn = 'annet';
set local session_replication_role = origin;
select is(test.rest('nytt') || ' ' || test.rest('annet'), '0 0', 'where it became two, the ministry divides what is left');
select is(test.ramme(2022, 500, 'ramme', 'annet') || test.rest('annet'), 'ok500', 'by frames of their own');

select * from finish();
rollback;

-- Rules that a programme sets for itself (handbook, sections 2, 4 and 7): the owner mode by row 12, the board's ceilings and
-- thresholds by row 26; by their decision alone, dated, journalled, never for a case that is running. As the daemon's role.
begin;
select plan(51);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.regel(nk text, v text, fra text default null) returns jsonb
language sql as $$ select jsonb_build_object('regler', jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('noekkel', nk, 'verdi', v, 'gyldig_fra', fra)))) $$;
create function test.modus() returns text language sql as $$ select test.svar(null, 'get_program', '{"program":"dal"}') #>> '{program,eiermodus}' $$;
create function test.avgjort(sekr text, leder text, ref text, organ text, ja int, nei int) returns text
language plpgsql as $$
begin
	perform test.foer(sekr, ref, organ, ja, nei);
	return test.bekreft(leder, ref);
end $$;
create function test.regler(hvem text) returns text language sql as $$
	select string_agg(concat_ws(' ', r ->> 'noekkel', r ->> 'verdi', r ->> 'gyldig_fra', r ->> 'sak'), ', ' order by n) from json_array_elements(test.svar(hvem, 'get_program', '{"program":"dal"}') -> 'regler') with ordinality x (r, n)
$$;

-- What may be proposed, and where.
select is(test.ny_sak('direktoer', rad, test.regel(nk, v, fra)), g, t) from (values
	(26, 'eiermodus', 'C', null, 'regelen_settes_ikke_i_saken', 'the board does not choose the owner mode'), (12, 'minste_jobber', '5', null, 'regelen_settes_ikke_i_saken', 'nor KST the board''s thresholds'),
	(12, 'vaeret', 'pent', null, 'regelen_settes_ikke_i_saken', 'nor anybody what is no rule'), (12, 'eiermodus', 'E', null, 'ugyldig_verdi_av_programregel', 'there are four modes'),
	(26, 'hoeyeste_tildeling', 'mye', null, 'ugyldig_verdi_av_programregel', 'an amount is one'), (26, 'minste_jobber', '4.5', null, 'ugyldig_verdi_av_programregel', 'jobs are whole'),
	(12, 'eiermodus', 'C', 'snart', 'ugyldig_dato', 'a day that is none'), (12, 'eiermodus', '', null, 'felt_mangler', 'to nothing')) v (rad, nk, v, fra, g, t);
select is(test.ny_sak('direktoer', 12, '{"regler":[{"noekkel":"eiermodus","verdi":"B"},{"noekkel":"eiermodus","verdi":"C"}]}'), 'regelen_staar_to_ganger', 'one thing at a time');
select is(test.ny_sak('utenfor', 12, test.regel('eiermodus', 'C')), 'bare_for_deltakere', 'not from outside');

-- A case that is running while the owner mode changes; a refused change; a decided one.
select is(test.ny_sak('direktoer', 25), 'dal/sak-1', 'a running case of mode A');
select is(test.ny_sak('direktoer', 12, test.regel('eiermodus', 'C')), 'dal/sak-2', 'every kommunestyre is to decide');
select test.sg_innstiller('dal/sak-2'), test.kst_vedtar('dal/sak-2', 2, 5);
select is(test.modus(), 'A', 'refused, nothing changes');
select test.ny_sak('direktoer', 12, test.regel('eiermodus', 'C', '2020-09-01')), test.sg_innstiller('dal/sak-3');
select is(test.modus(), 'A', 'nor while it is only recommended');
select is(test.kst_vedtar('dal/sak-3'), 'ok', 'adopted');
select is(test.modus(), 'A', 'the meeting''s own day is the old mode''s, and nothing is backdated');
select test.dag('2020-10-02');
select is(test.modus(), 'C', 'from the day after');
select is(test.regler('leder'), 'eiermodus C 2020-10-02 dal/sak-3', 'with the case that decided it');
select is(test.regler(null), null, 'for those who serve it');
select throws_ok($$update core.programregel set verdi = 'B'$$, 'RP009', null, 'nobody sets it by hand');
select set_has($$select j.linje::json ->> 'hendelse' from core.journal j join core.program p on p.id = j.kjede where p.kortnavn = 'dal'$$, $$values ('programregel')$$, 'journalled');

-- Two kommuner now: new cases need both, the running one is KST's alone.
select test.organ('k2', 'KST', 'folkevalgt', 'kommunen', 5), test.person('l2', 'k2', 'leder'), test.person('s2', 'k2', 'sekretaer');
select is(test.grunn('fadm', 'attach_organ', '{"program":"dal","organ":"k2","funksjon":"KST"}'), 'ok', 'a second kommune joins');
select test.ny_sak('direktoer', 25);
select is(test.avgjort('ksekr', 'ordfoerer', 'dal/sak-' || n, 'kst', 7, 0) || ' ' || test.tilstand('dal/sak-' || n), g, t) from (values
	(1, 'ok vedtatt', 'the case opened in mode A is decided by one'), (4, 'ok under_behandling', 'the one opened in mode C waits for the other')) v (n, g, t);
select is(test.avgjort('s2', 'l2', 'dal/sak-4', 'k2', 5, 0) || ' ' || test.tilstand('dal/sak-4'), 'ok vedtatt', 'which says yes');

-- Cases that run while the mode changes to B: opened before, decided by the organ of the meeting's date (V-18).
select is(test.ny_sak('direktoer', 25) || ' ' || test.ny_sak('direktoer', 3), 'dal/sak-5 dal/sak-6', 'the kommuner''s share, and an application, are open');
select is(test.ny_sak('direktoer', 25) || ' ' || test.ny_sak('direktoer', 3) || ' ' || test.avgjort('ksekr', 'ordfoerer', 'dal/sak-7', 'kst', 7, 0) || test.avgjort('ksekr', 'ordfoerer', 'dal/sak-8', 'kst', 7, 0),
	'dal/sak-7 dal/sak-8 okok', 'two more, to which one kommunestyre has said yes');

-- To a regionråd: who decided by the old mode does not by the new, and the regionråd only with their agreements.
select test.ny_sak('direktoer', 12, test.regel('eiermodus', 'B', '2020-11-01')), test.sg_innstiller('dal/sak-9'), test.avgjort('ksekr', 'ordfoerer', 'dal/sak-9', 'kst', 7, 0);
select test.avgjort('s2', 'l2', 'dal/sak-9', 'k2', 5, 0), test.dag('2020-11-01');
select is(test.modus(), 'B', 'from its own day');
select is((select string_agg(o.kortnavn || ' ' || po.til, ', ' order by o.kortnavn) from core.program_organ po join core.organ o on o.id = po.organ_id where po.funksjon = 'KST'), 'k2 2020-10-31, kst 2020-10-31', 'the kommunestyrer decide no more');
select test.organ('rr', 'RR', 'folkevalgt', 'fylket', 5), test.person('rrleder', 'rr', 'leder'), test.person('rrsekr', 'rr', 'sekretaer');
select is(test.grunn('fadm', 'attach_organ', json_build_object('program', 'dal', 'organ', o, 'funksjon', f)), g, o || ' as ' || f) from (values ('k2', 'KST', 'organet_passer_ikke_til_eiermodusen'), ('rr', 'KST', 'ok'), ('kst', 'EIER', 'ok'), ('k2', 'EIER', 'ok')) v (o, f, g);
select test.ny_sak('rrleder', 12), test.sg_innstiller('dal/sak-10');
select is(test.avgjort('rrsekr', 'rrleder', 'dal/sak-10', 'rr', 5, 0), 'samarbeidsavtale_mangler', 'without agreements it decides nothing');
select is(test.grunn(h, 'register_samarbeidsavtale', json_build_object('program', 'dal', 'organ', o, 'vedtatt', '2020-10-30', 'saksnummer', 'PS 9/20')), 'ok', o || ' agrees') from (values ('ksekr', 'kst'), ('s2', 'k2')) v (h, o);
select is(test.avgjort('ksekr', 'ordfoerer', 'dal/sak-6', 'kst', 7, 0), 'ukjent_resultat', 'no kommunestyre decides the running application any more');
select is(test.foer('rrsekr', 'dal/sak-5', 'rr', 5, 0), 'ikke_din_oppgave', 'the kommuner''s own money never becomes the regionråd''s, in a running case either (KL 14-2)');
select is(test.avgjort('ksekr', 'ordfoerer', 'dal/sak-5', 'kst', 7, 0) || test.tilstand('dal/sak-5'), 'okunder_behandling', 'one kommunestyre');
select is(test.avgjort('s2', 'l2', 'dal/sak-5', 'k2', 5, 0) || ' ' || test.tilstand('dal/sak-5'), 'ok vedtatt', 'and the other adopt their share');
select is(test.avgjort('rrsekr', 'rrleder', 'dal/sak-6', 'rr', 5, 0) || ' ' || test.tilstand('dal/sak-6'), 'ok vedtatt', 'the regionråd decides the application');
select is(test.foer('rrsekr', 'dal/sak-7', 'rr', 5, 0), 'ikke_din_tur', 'nor where one kommunestyre has said yes already');
select is(test.avgjort('ksekr', 'ordfoerer', 'dal/sak-7', 'kst', 7, 0), 'steget_er_utfoert_foer', 'whose yes is not asked for again');
select is((core.tur(test.sak('dal/sak-7'), '2020-11-01')) ->> 'organer', '["K2"]', 'the other one''s is');
select is(test.avgjort('s2', 'l2', 'dal/sak-7', 'k2', 5, 0) || ' ' || test.tilstand('dal/sak-7'), 'ok vedtatt', 'and with it their share is adopted');
select is((select string_agg(r.funksjon || ' ' || r.tilstand, ', ' order by r.funksjon) from core.rute(test.sak('dal/sak-7'), '2020-11-01') r), 'EIER ferdig, KST ferdig', 'the step is done by both functions');
select is(test.tilstand('dal/sak-8'), 'under_behandling', 'the application, to which one of two said yes, is not adopted by their going over');
select is(test.avgjort('rrsekr', 'rrleder', 'dal/sak-8', 'rr', 5, 0) || ' ' || test.tilstand('dal/sak-8'), 'ok vedtatt', 'it is the regionråd''s to decide');

-- The board's own.
select test.person('osleder', 'os', 'leder'), test.person('ossekr', 'os', 'sekretaer'), test.person('os' || n, 'os', 'medlem') from generate_series(2, 4) n;
select test.person('silje', 'pl', 'programleder');
create function test.hoeyst(dag date) returns text language sql as $$ select core.programregel(id, 'hoeyeste_tildeling', dag) || ' ' || core.programregel(id, 'minste_jobber', dag) from core.program where kortnavn = 'dal' $$;
select is(test.ny_sak('silje', 26, '{"regler":[{"noekkel":"minste_jobber","verdi":"5"},{"noekkel":"hoeyeste_tildeling","verdi":"500000"}]}'), 'dal/sak-11', 'the policy');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-11');
select is(test.avgjort('ossekr', 'osleder', 'dal/sak-11', 'os', 4, 0), 'ok', 'is the board''s to adopt');
select is(test.hoeyst('2020-11-01') is null and test.hoeyst('2020-11-02') = '500000 5', true, 'from the day after, never backwards');
select * from finish();
rollback;

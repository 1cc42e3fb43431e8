-- V-11 (handbook, section 6; KL 18-4): a regionråd changes its agreement, other than its core, with two thirds of the votes, whether
-- its members vote themselves or the secretary enters what they voted. As the daemon's role.
begin;
select plan(34);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.raad(n int) returns void language sql as $$ update core.organ set seter = n where kortnavn = 'rr' $$;
create function test.endring(mer jsonb default '{}') returns text
language sql as $$ select test.ny_sak('rrleder', 12, '{"avtaleendring":"Rådet møtes to ganger i året."}' || mer) $$;
create function test.siste(ref text) returns text
language sql as $$
	select h.utfall || ' ' || h.ja || '-' || h.nei from core.handling h join core.organ o on o.id = h.organ_id
	where h.sak_id = (test.sak(ref)).id and o.kortnavn = 'rr' order by h.nr desc limit 1
$$;

select is(test.ny_sak('direktoer', 12, '{"avtaleendring":"Ny"}'), 'avtalen_endres_av_regionraadet', 'no such agreement in mode A');
update core.program_organ set til = '2020-09-30' where funksjon = 'KST';
update core.program set eiermodus = 'B' where kortnavn = 'dal';
select test.organ('rr', 'RR', 'folkevalgt', 'fylket', 9), test.person('rrleder', 'rr', 'leder'), test.person('rrsekr', 'rr', 'sekretaer'),
	test.organ('k1', 'KST', 'folkevalgt', 'kommunen', 5), test.person('s1', 'k1', 'sekretaer');
select test.person('r' || n, 'rr', 'medlem') from generate_series(2, 9) n;
select is(test.grunn('fadm', 'attach_organ', json_build_object('program', 'dal', 'organ', o, 'funksjon', f)), 'ok', o) from (values ('rr', 'KST'), ('k1', 'EIER')) v (o, f);
select is(test.grunn('s1', 'register_samarbeidsavtale', '{"program":"dal","organ":"k1","vedtatt":"2020-06-01","saksnummer":"PS 9/20"}'), 'ok', 'the kommune''s agreement');
select is(test.ny_sak('rrleder', 25, '{"avtaleendring":"Ny"}'), 'ikke_din_oppgave', 'nor in a case that is not the råd''s');
select is(test.ny_sak('direktoer', 13, '{"avtaleendring":"Ny","verv":[{"organ":"os","brukernavn":"eva","rolle":"leder"}]}'), 'avtalen_endres_av_regionraadet', 'nor in another row');
select is(test.endring('{"avtaleendring":" "}'), 'felt_mangler', 'nor without a text');
select is(test.endring(), 'dal/sak-1', 'proposed');
select is(test.svar('rrleder', 'get_sak', '{"sak":"dal/sak-1"}') #>> '{sak,forslag,avtaleendring}', 'Rådet møtes to ganger i året.', 'and shown');
select is(test.sg_innstiller('dal/sak-1'), 'ok', 'SG recommends with its own majority');

-- The secretary enters the result: yes is what two thirds say, rounded up, of the votes and not of the seats.
create function test.fores(n int, ja int, nei int, utfall text, leders text default null) returns text
language plpgsql as $$
begin
	perform test.raad(n);
	return test.foer('rrsekr', 'dal/sak-1', 'rr', ja, nei, jsonb_strip_nulls(jsonb_build_object('utfall', utfall, 'moeteleders_stemme', leders)));
end $$;
select is(test.fores(n, ja, nei, utfall, leders), g, format('%s seats, %s to %s is not %s', n, ja, nei, utfall)) from (values
	(6, 3, 3, 'ja', 'ja', 'utfallet_stemmer_ikke_med_stemmene'),
	(7, 4, 3, 'ja', null, 'utfallet_stemmer_ikke_med_stemmene'),
	(9, 5, 4, 'ja', null, 'utfallet_stemmer_ikke_med_stemmene'),
	(9, 4, 3, 'ja', null, 'utfallet_stemmer_ikke_med_stemmene'),
	(6, 4, 2, 'nei', null, 'utfallet_stemmer_ikke_med_stemmene'),
	(9, 3, 1, 'ja', null, 'ikke_vedtaksfoert')) v (n, ja, nei, utfall, leders, g);
select is(test.fores(n, ja, nei, utfall, leders), 'ok', format('%s seats, %s to %s is %s', n, ja, nei, utfall)) from (values
	(6, 3, 3, 'nei', 'ja'), (6, 4, 2, 'ja', null), (7, 4, 3, 'nei', null), (7, 5, 2, 'ja', null), (9, 5, 4, 'nei', null), (9, 6, 3, 'ja', null),
	(9, 4, 2, 'ja', null), (7, 4, 3, 'utsatt', null)) v (n, ja, nei, utfall, leders);
select is((test.kall('rrsekr', 'record_result', json_build_object('sak', 'dal/sak-1', 'resultat', '{"organ":"rr","dato":"2020-10-01","saksnummer":"PS 1/20","ja":4,"nei":3,"utfall":"ja"}'::json))).detalj::jsonb
	- 'utfall', '{"minst_ja": 5, "kilde": "V-11; KL 18-4"}', 'the refusal says how many it takes, and why');
select is((select x #>> '{organer,0,ja_kreves}' from json_array_elements(test.svar('rrleder', 'simulate_sak', '{"sak":"dal/sak-1"}') -> 'saksgang') x
	where x #>> '{organer,0,organ}' = 'rr' and x #>> '{steg,akt}' = 'vedtar'), '6', 'what if: six of nine');
select test.endring(), test.sg_innstiller('dal/sak-2'), test.raad(9);
select is(test.foer('rrsekr', 'dal/sak-2', 'rr', 6, 3), 'ok', 'six of nine');
select is(test.bekreft('rrleder', 'dal/sak-2'), 'ok', 'confirmed');
select is(test.tilstand('dal/sak-2'), 'vedtatt', 'the agreement is changed');

-- The members vote themselves.
create function test.votert(ref text, n int, ja int) returns text
language plpgsql as $$
begin
	perform test.raad(n), test.sg_innstiller(ref), test.moete('rrleder', 'rr', ref);
	perform test.stem(case m when 1 then 'rrleder' else 'r' || m end, ref, case when m <= ja then 'ja' else 'nei' end) from generate_series(1, n) m;
	return test.avgjoer('rrleder', ref) || ' ' || test.siste(ref);
end $$;
update core.verv v set til = '2020-09-30' from core.person p where p.id = v.person_id and p.brukernavn in ('r8', 'r9');
select test.endring(), test.endring(), test.ny_sak('rrleder', 12);
select is(test.votert('dal/sak-3', 7, 4), 'ok nei 4-3', 'four of seven change nothing');
select is(test.votert('dal/sak-4', 7, 5), 'ok ja 5-2', 'five of seven do');
select is(test.votert('dal/sak-5', 7, 4), 'ok ja 4-3', 'another decision takes more yes than no');
select test.endring(), test.endring();
update core.verv v set til = '2020-09-30' from core.person p where p.id = v.person_id and p.brukernavn = 'r7';
select is(test.votert('dal/sak-6', 6, 3), 'ok nei 3-3', 'three of six do not, however the leader votes');
select is(test.votert('dal/sak-7', 6, 4), 'ok ja 4-2', 'four of six do');
select * from finish();
rollback;

-- V-12 (handbook, section 6): a styre of five to seven with a business majority is recommended. It is said where the styre is shown
-- and where it is elected, in words, and stops nothing. As the daemon's role.
begin;
select plan(26);
\ir lib/felles.psql
\ir lib/sak.psql

insert into core.person (brukernavn, navn) select 'm' || n, 'M' || n from generate_series(1, 8) n;
create function test.sett(antall int, naering int, uten int default 0) returns void
language plpgsql as $$
begin
	alter table core.verv disable trigger user;
	delete from core.verv v using core.organ o where o.id = v.organ_id and o.kortnavn = 'os';
	alter table core.verv enable trigger user;
	insert into core.verv (organ_id, person_id, rolle, fra, side)
	select o.id, p.id, case when n = 1 then 'leder' else 'medlem' end, '2020-01-01',
		case when n <= naering then 'naeringsliv' when n <= antall - uten then 'offentlig' end
	from core.organ o, generate_series(1, antall) n join core.person p on p.brukernavn = 'm' || n where o.kortnavn = 'os';
end $$;
create function test.varsler(hvem text, organ text) returns text
language sql as $$
	select coalesce(string_agg(v ->> 'tekst', ' ' order by n), '') from json_array_elements(test.svar(hvem, 'get_organ', json_build_object('organ', organ)) -> 'varsler') with ordinality x (v, n)
$$;
create function test.styre(antall int, naering int) returns text
language plpgsql as $$
begin
	perform test.sett(antall, naering);
	return test.varsler('leder', 'os');
end $$;
select is(test.styre(antall, naering), ventet, antall || ' members, ' || naering || ' of business') from (values
	(5, 3, ''), (6, 4, ''), (7, 4, ''),
	(4, 3, 'Os har 4 medlemmer; det anbefales fem til syv.'),
	(8, 5, 'Os har 8 medlemmer; det anbefales fem til syv.'),
	(6, 3, '3 av 6 medlemmer i Os representerer næringslivet; det anbefales at de er i flertall.'),
	(5, 2, '2 av 5 medlemmer i Os representerer næringslivet; det anbefales at de er i flertall.'),
	(7, 3, '3 av 7 medlemmer i Os representerer næringslivet; det anbefales at de er i flertall.'),
	(0, 0, 'Os har 0 medlemmer; det anbefales fem til syv. 0 av 0 medlemmer i Os representerer næringslivet; det anbefales at de er i flertall.'))
	v (antall, naering, ventet);
select test.sett(5, 2, 1);
select is(test.varsler('leder', 'os'), '2 av 5 medlemmer i Os representerer næringslivet, og for 1 er siden ikke oppgitt; det anbefales at de er i flertall.', 'a side that is not stated is counted as no majority, and said');
select is(test.varsler('leder', 'kst'), '', 'other organs are not advised');
select test.sett(5, 3);
select test.person('m6', 'os', 'vara'), test.person('m7', 'os', 'observatoer'), test.person('m8', 'os', 'sekretaer');
select is(test.varsler('leder', 'os'), '', 'varas, observers and secretaries are not among the members');

-- A seat is given with its side, and keeps it.
create function test.gi(side text, hvem text default 'kadm') returns text
language sql as $$ select test.grunn(hvem, 'give_verv', json_build_object('organ', 'os', 'brukernavn', 'eva', 'rolle', 'medlem', 'side', side)) $$;
select is(test.gi('naeringsliv', 'leder'), 'verv_gis_av_organet_eller_organet_over', 'by nobody else than before');
select is(test.gi('frivillig'), 'siden_er_naeringsliv_eller_offentlig', 'there are two sides');
select is(test.gi('naeringsliv'), 'ok', 'one of them');
select is((select v ->> 'side' from json_array_elements(test.svar('leder', 'get_organ', '{"organ":"os"}') -> 'verv') v where v ->> 'brukernavn' = 'eva'), 'naeringsliv', 'is shown with the organ');
select throws_ok($$update core.verv set side = 'offentlig' where side = 'naeringsliv'$$, 'RP009', null, 'and does not change');
select set_has($$select j.innhold::json -> 'ny' ->> 'side' from core.journal j where j.linje::json ->> 'hendelse' = 'verv'$$, $$values ('naeringsliv')$$, 'journalled');

-- The election: warned, and held all the same.
create function test.valg(variadic par text[]) returns text
language sql as $$
	select test.ny_sak('direktoer', 13, jsonb_build_object('verv', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('organ', 'os',
		'brukernavn', split_part(x, ':', 1), 'rolle', 'medlem', 'side', nullif(split_part(x, ':', 2), '')))) from unnest(par) x)))
$$;
create function test.sakvarsler(hvem text, ref text) returns text
language sql as $$
	select string_agg(v ->> 'varsel', ' ' order by n) from json_array_elements(test.svar(hvem, 'get_sak', json_build_object('sak', ref)) -> 'sak' -> 'varsler') with ordinality x (v, n)
$$;
select test.sett(3, 1);
select is(test.valg('m4:kirken'), 'siden_er_naeringsliv_eller_offentlig', 'a proposal has one of the two sides as well');
select is(test.valg('m4:naeringsliv', 'm5:naeringsliv'), 'dal/sak-1', 'two of business to the one and two who stay');
select is(test.sakvarsler('direktoer', 'dal/sak-1'), null, 'three of five: nothing is said');
select is(test.valg('m4:offentlig'), 'dal/sak-2', 'one of the public');
select is(test.sakvarsler('direktoer', 'dal/sak-2'), 'styret_har_ikke_fem_til_syv_medlemmer naeringslivet_har_ikke_flertall', 'four with one of business: both');
select is(test.sg_innstiller('dal/sak-2') || test.kst_vedtar('dal/sak-2'), 'okok', 'it stops nothing');
select is(test.tilstand('dal/sak-2'), 'vedtatt', 'the election is held');
select is((select v ->> 'side' from json_array_elements(test.svar('leder', 'get_organ', '{"organ":"os"}') -> 'verv') v where v ->> 'brukernavn' = 'm4'), 'offentlig', 'and the seat has its side');
select * from finish();
rollback;

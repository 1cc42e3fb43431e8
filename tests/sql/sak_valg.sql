-- Elections (handbook, section 6): the second round and the lot (V-5), and both sexes (V-6). As the daemon's role.
begin;
select plan(24);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.runde(a text, b text, c text, d text) returns text
language plpgsql as $$
begin
	perform test.stem('sgleder', 'dal/sak-1', a), test.stem('sg2', 'dal/sak-1', b), test.stem('sg3', 'dal/sak-1', c), test.stem('sg4', 'dal/sak-1', d);
	return test.avgjoer('sgleder', 'dal/sak-1');
end $$;
select test.ny_sak('direktoer', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder"}]}'), test.moete('sgleder', 'sg', 'dal/sak-1');
select is(test.runde('ja', 'ja', 'nei', 'blank'), 'ok', 'two of four is not more than half');
select is(test.svar('sg2', 'get_sak', '{"sak":"dal/sak-1"}') #> '{sak,valgomganger,0}' ->> 'blank', '1', 'the round stands in the case');
select is(test.svar('sg2', 'list_tasks') #>> '{oppgaver,0,akt}', 'stemme', 'all are to vote again');
select is(test.avgjoer('sg2', 'dal/sak-1'), 'bare_moeteleder_lukker', 'who presides closes');
select is(test.runde('ja', 'nei', 'ja', 'nei'), 'ok', 'equal in the second round');
select is((select v.lodd = h.utfall from core.valgomgang v, core.handling h where v.omgang = 2 and h.sak_id = v.sak_id and h.moete_id = v.moete_id), true, 'the lot decides, whoever presides');
select is((select count(*)::int from core.valgomgang), 2, 'both rounds are kept');
select throws_ok($$delete from core.valgomgang$$, 'RP009', null, 'for ever');
select set_has($$select distinct (j.linje::json ->> 'hendelse') from core.journal j$$, $$values ('valgomgang')$$, 'journalled');
create temp table lodd as select distinct case when get_byte(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 0) % 2 = 0 then 'ja' else 'nei' end as l from generate_series(1, 64);
select is((select count(*)::int from lodd), 2, 'the lot falls both ways');

-- V-6.
select is(test.grunn('kadm', 'create_person', json_build_object('brukernavn', b, 'navn', b, 'kjoenn', k)), g, b) from (values
	('kari', 'kvinne', 'ok'), ('kine', 'kvinne', 'ok'), ('knut', 'mann', 'ok'), ('karl', 'annet', 'kjoennet_er_kvinne_eller_mann')) v (b, k, g);
insert into core.person (brukernavn, navn, kjoenn) select 'p' || n, 'P', case when n <= 3 then 'kvinne' else 'mann' end from generate_series(1, 6) n;
create function test.valg(variadic hvem text[]) returns text
language sql as $$
	select regexp_replace(test.ny_sak('direktoer', 13, jsonb_build_object('verv', (select jsonb_agg(jsonb_build_object('organ', 'os', 'brukernavn', h, 'rolle', 'medlem')) from unnest(hvem) h))), '[0-9]+$', '')
$$;
select is(test.valg('p1', 'p2', 'p3'), 'kjoennsbalansen_er_ikke_oppfylt', 'three women');
select is(test.valg('p1', 'p2', 'p4'), 'dal/sak-', 'both among three');
select is(test.valg('p1', 'p4', 'p5', 'p6', 'p2'), 'dal/sak-', 'two of five are forty per cent');
select is(test.valg('p1', 'p4', 'p5', 'p6'), 'kjoennsbalansen_er_ikke_oppfylt', 'one of four is not');
select is(test.valg('p1', 'p2', 'p3', 'eva'), 'dal/sak-', 'where somebody''s is not stated nothing is checked');

-- V-15: some posts exclude.
create function test.gi(organ text, hvem text, rolle text) returns text
language sql as $$ select test.grunn('kadm', 'give_verv', json_build_object('organ', organ, 'brukernavn', hvem, 'rolle', rolle)) $$;
select is(test.gi('kst', 'direktoer', 'medlem'), 'stillingen_utelukker_fra_valg', 'the kommunedirektør is not elected into KST');
select is(test.gi('kst', 'direktoer', 'administrator'), 'ok', 'another seat than an elected one');
select is(test.gi('os', 'direktoer', 'medlem'), 'ok', 'and sits in a project group, as S3 has it');
update core.organ set juridisk_form = 'kf' where kortnavn = 'os';
select test.person('silje', 'pl', 'programleder');
select is(test.gi('os', 'silje', 'medlem'), 'stillingen_utelukker_fra_valg', 'a KF''s daglig leder does not sit in its styre');
select is(test.gi('os', 'eva', 'medlem'), 'ok', 'others do');

select * from finish();
rollback;

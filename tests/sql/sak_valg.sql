-- Elections (handbook, section 6): the second round and the lot (V-5), and both sexes (V-6); and an election that supersedes another ends
-- its seats (PH-7). As the daemon's role.
begin;
select plan(48);
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


-- An election that supersedes another: the old seats end the day before the new begin.
update core.organ set juridisk_form = 'prosjektgruppe' where kortnavn = 'os';
delete from core.verv where organ_id = (select id from core.organ where kortnavn = 'os');
select test.person('h' || n) from generate_series(1, 9) n;
create function test.velg(hvem jsonb, erstatter text default null) returns text
language plpgsql as $$
declare
	ref text := test.ny_sak('direktoer', 13, jsonb_strip_nulls(jsonb_build_object('erstatter', erstatter, 'verv', (select jsonb_agg('{"organ":"os","rolle":"medlem"}' || v) from jsonb_array_elements(hvem) v))));
begin
	return ref;
end $$;
create function test.valgt(ref text, ja int default 7) returns text
language plpgsql as $$
begin
	perform test.sg_innstiller(ref);
	return test.kst_vedtar(ref, ja, 7 - ja) || ' ' || test.tilstand(ref);
end $$;
-- Seats in the board with their dates, as the day's readers see them, and as they were.
create function test.verv_i_styret() returns text language sql as $$
	select string_agg(concat_ws(' ', p.brukernavn, v.rolle, to_char(v.fra, 'MM-DD'), '-', to_char(v.til, 'MM-DD')), ', ' order by p.brukernavn, v.fra) from core.verv v join core.person p on p.id = v.person_id
	where v.organ_id = (select id from core.organ where kortnavn = 'os')
$$;
create function test.styret(dag date) returns text language sql as $$
	select string_agg(p.brukernavn, ' ' order by p.brukernavn) from core.verv v join core.person p on p.id = v.person_id
	where v.organ_id = (select id from core.organ where kortnavn = 'os') and core.gjelder(v.fra, v.til, dag)
$$;
create temp table forste as select test.velg('[{"brukernavn":"h1","rolle":"leder"},{"brukernavn":"h2"},{"brukernavn":"h3","til":"2020-12-31"}]') as ref;
select is(test.valgt(ref), 'ok vedtatt', 'a board is elected') from forste;
select is(test.verv_i_styret(), 'h1 leder 10-01 -, h2 medlem 10-01 -, h3 medlem 10-01 - 12-31', 'from the meeting on');
select test.dag('2020-11-01');
create temp table avvist as select test.velg('[{"brukernavn":"h4","rolle":"leder"}]', ref) as ref from forste;
select is(test.valgt(ref, 2), 'ok avvist', 'another is not elected') from avvist;
select is(test.styret('2020-11-01'), 'h1 h2 h3', 'the first sits on');
create temp table andre as select test.velg('[{"brukernavn":"h4","rolle":"leder"},{"brukernavn":"h2"},{"brukernavn":"h3","til":"2021-06-30"}]', ref) as ref from forste;
create temp table rival as select test.velg('[{"brukernavn":"h6","rolle":"leder"}]', ref) as ref from forste;
select is(test.styret('2020-11-01'), 'h1 h2 h3', 'nothing ends before the new decision');
select is(test.valgt(ref), 'ok vedtatt', 'a new board') from andre;
select is(test.tilstand(ref), 'erstattet', 'the first election is superseded') from forste;
select is(test.verv_i_styret(), 'h1 leder 10-01 - 10-31, h2 medlem 10-01 -, h3 medlem 10-01 - 10-31, h3 medlem 11-01 - 06-30, h4 leder 11-01 -', 'the old seats end the day before; who is chosen anew for as long keeps the seat, for another time gets a new one');
select is(test.styret('2020-10-31') || ', ' || test.styret('2020-11-01'), 'h1 h2 h3, h2 h3 h4', 'no day has two boards, and none has no board');
select is((select count(*)::int from core.verv v join core.organ o on o.id = v.organ_id where o.kortnavn = 'sg' and v.til is not null), 0, 'another organ''s seats are left alone');
select is((select string_agg((j.linje::json ->> 'hendelse') || ' ' || (j.linje::json ->> 'objekt'), ', ' order by j.nr) from core.journal j join core.program p on p.id = j.kjede where j.linje::json ->> 'hendelse' ~ '^verv' and j.linje::json ->> 'dato' = '2020-11-01'),
	'verv_avsluttet os, verv_avsluttet os, verv_gitt os, verv_gitt os', 'those who watch the programme are told');
select is((select count(*)::int from core.journal j where j.kjede = core.installasjonen() and j.linje::json ->> 'hendelse' = 'verv' and j.innhold::json #>> '{ny,til}' = '2020-10-31'), 2, 'and the installation''s chain has what ended, old and new');
select is(test.grunn('h1', 'list_tasks') || ' ' || coalesce(json_array_length(test.svar('h1', 'list_tasks') -> 'oppgaver'), 0), 'ok 0', 'who has left has no tasks');

-- Two that supersede the same: the later holds. Later in time, too: the old sit until then; and what had not begun never did.
select is(test.valgt(ref), 'ok vedtatt', 'the rival is adopted the same day') from rival;
select is(test.styret('2020-11-01'), 'h6', 'and is the board');
select is((select count(*)::int from core.verv v join core.person p on p.id = v.person_id where p.brukernavn = 'h4' and v.til = v.fra - 1), 1, 'whose seat began that day never was');
create temp table fremtid as select test.velg('[{"brukernavn":"h7","rolle":"leder","fra":"2020-12-01"}]', ref) as ref from rival;
select is(test.valgt(ref), 'ok vedtatt', 'a board from December') from fremtid;
select is(test.styret('2020-11-30') || ' ' || test.styret('2020-12-01'), 'h6 h7', 'the old one sits until then');
create temp table ny as select test.velg('[{"brukernavn":"h8","rolle":"leder","fra":"2020-12-10"}]', ref) as ref from fremtid;
select is(test.valgt(ref), 'ok vedtatt', 'changed before it begins') from ny;
select is(test.styret('2020-12-01') || ' ' || test.styret('2020-12-10'), 'h7 h8', 'from the new day');

-- Seats that an administrator gave end with the decision too, though the presiding member gives none himself; and the balance counts who stays.
select test.gi('os', 'h8', 'leder');
select is(test.grunn('ordfoerer', 'end_verv', json_build_object('verv', (select v.id from core.verv v join core.person p on p.id = v.person_id where p.brukernavn = 'h8' and v.gitt_av is not null))), 'ukjent_verv', 'the mayor ends no seat himself');
create temp table kvinner as select test.ny_sak('direktoer', 13, jsonb_build_object('erstatter', ref, 'verv', (select jsonb_agg(jsonb_build_object('organ', 'os', 'brukernavn', h, 'rolle', 'medlem')) from unnest(array['p1', 'p2', 'p4']) h))) as ref from ny;
select is(test.valgt(ref), 'ok vedtatt', 'a board of three') from kvinner;
select is(test.styret('2020-11-01') || coalesce(test.styret('2020-12-11'), ''), 'p1 p2 p4p1 p2 p4', 'the given seat ended with the elected one, and what was left of those before');
select is(substr(test.ny_sak('direktoer', 13, jsonb_build_object('erstatter', ref, 'verv', (select jsonb_agg(jsonb_build_object('organ', 'os', 'brukernavn', h, 'rolle', 'medlem')) from unnest(array['p4', 'p5', 'p6', 'p1']) h))), 1, 8), 'kjoennsb', 'one woman of four') from kvinner;

select * from finish();
rollback;

-- Saving a draft that others have saved meanwhile, and the letters that the server gives; as the daemon's role.
begin;
select plan(54);
\ir lib/felles.psql
\set op `cat :src/client/demo/sel/omstillingsplan.json`

select test.organ('fylket', 'FK', 'etat', 'installasjonen'), test.organ('epl', 'EPL', 'enkeltperson', 'fylket'), test.organ('pa', 'PL', 'enkeltperson', 'fylket'),
	test.organ('sg', 'SG', 'prosjektgruppe', 'fylket', 5);
select test.person('kari', 'epl', 'prosjektleder'), test.person('ola', 'pa', 'programleder'), test.person('medlem', 'sg', 'medlem'), test.person('fremmed');
select test.program('dal', 'fylket'), test.knytt('dal', 'epl', 'EPL'), test.knytt('dal', 'pa', 'PL'), test.knytt('dal', 'sg', 'SG');
select test.kall('kari', 'create_plan', '{"program":"dal","type":"omstillingsplan","tittel":"Plan"}');

create function test.utkast() returns jsonb language sql as $$ select (core.nyeste_revisjon(p.program_id, p.id)).dokument from core.plan p $$;
create function test.siste() returns text language sql as $$ select 'r' || max(nr) from core.plan_revisjon $$;
create function test.lagre(hvem text, etag text, dok jsonb, mer jsonb default '{}') returns test.svar language sql as $$
	select test.kall(hvem, 'save_plan', (jsonb_build_object('plan', 'dal/omstillingsplan', 'etag', etag, 'omstillingsplan', dok) || mer)::json) $$;
create function test.utfall(s test.svar) returns text language sql as $$ select case when s.kode = '00000' then s.json ->> 'etag' else s.grunn end $$;
create function test.bokstaver() returns text language sql as $$ select string_agg(coalesce(bokstav, '?'), '' order by nr) from core.strategier(test.utkast()) $$;
create function test.ny_strategi(dok jsonb, omraade int, strategi jsonb) returns jsonb language sql as $$
	select jsonb_insert(dok, array['innsatsomraader', omraade::text, 'strategier', '-1'], strategi, true) $$;

-- An import keeps its letters, and everything gets an id.
select is(test.utfall(test.lagre('kari', 'r1', :'op')), 'r2', 'the printed document');
select is(test.bokstaver(), 'ABCDEFGHIJKLMNOPQRSTU', 'its letters as printed');
select is(core.uten(test.utkast(), '{id}'), :'op'::jsonb, 'and nothing else changed');
select is((select count(*) from core.strategier(test.utkast()) where id ~ '^[0-9a-f]{16}$'), 21::bigint, 'each strategy has an id');
create temp table likt as select * from test.lagre('kari', 'r2', :'op');
select is((select json::jsonb - 'plan' from likt), '{"etag": "r2", "uendret": true}', 'the same again, without ids: they are recognised, and nothing is to change');
select is(test.siste() || ' ' || (select count(*) from core.journal where linje::json ->> 'hendelse' = 'plan_lagret'), 'r2 2', 'no revision, and no entry in the journal');
select is(test.utfall(test.lagre('ola', 'r1', :'op')), 'r2', 'the same import by another, made from the empty draft: nothing to change');
select is((test.lagre('kari', 'r2', jsonb_set(test.utkast(), '{omfordeling}', '"Ved behov"'))).json::jsonb - 'plan', '{"etag": "r3"}', 'a change is one');

-- Two people.
create temp table foer as select test.utkast() as dok;
grant select on foer to public;
create function test.foer() returns jsonb language sql as $$ select dok from foer $$;
select is(test.utfall(test.lagre('kari', 'r3', jsonb_set(test.foer(), '{tittel}', '"Karis"'))), 'r4', 'kari changes the title');
select is(test.utfall(test.lagre('ola', 'r3', jsonb_set(test.foer(), '{hovedmaal,tekst}', '"Olas"'))), 'r5', 'ola, on the same revision, the goal');
select is(test.utkast(), jsonb_set(jsonb_set(test.foer(), '{tittel}', '"Karis"'), '{hovedmaal,tekst}', '"Olas"'), 'both stand');
select is(test.utfall(test.lagre('ola', 'r3', jsonb_set(test.foer(), '{tittel}', '"Karis"'))), 'r5', 'the same change as kari''s: no revision of its own');
create temp table strid as select * from test.lagre('ola', 'r3', jsonb_set(jsonb_set(test.foer(), '{tittel}', '"Olas"'), '{aarlig_ramme}', '"1"'));
select is((select kode || ' ' || grunn from strid), 'RP010 redigeringskonflikt', 'another: a conflict');
select is((select detalj::jsonb from strid), '{"etag": "r5", "antall": 1, "konflikter": [{"sted": "tittel", "slag": "endret", "foer": "Omstillingsplan for Sel 2021-2026", "deres": "Karis", "min": "Olas",
	"deres_person": "Kari Prøve", "min_person": "Ola Prøve"}]}'::jsonb, 'the place, the values, the people: kari''s, though ola saved since');
select is(test.utkast() ->> 'tittel' || ' ' || (test.utkast() ->> 'aarlig_ramme'), 'Karis 5000000', 'the first stands, and nothing of the later');
select is(test.siste(), 'r5', 'no revision was made');
select is(test.utfall(test.lagre('ola', 'r5', jsonb_set(test.utkast(), '{tittel}', '"Olas"'))), 'r6', 'on the newest revision ola may');
select is(test.utfall(test.lagre('kari', e, test.foer())), 'utkastet_er_endret', 'etag ' || coalesce(e, 'none'))
from unnest(array['r7', 'r0', 'r', 'x', '', 'r-1', 'r3 ', 'r03', 'r99999999999', null]) e;
select is(test.utfall(test.lagre('kari', 'r3', jsonb_set(test.foer(), '{aarlig_ramme}', '"7"'), '{"idempotency_key":"noekkel-1"}')), 'r7', 'with a key');
select is(test.utfall(test.lagre('kari', 'r3', jsonb_set(test.foer(), '{aarlig_ramme}', '"7"'), '{"idempotency_key":"noekkel-1"}')), 'r7', 'the retry is the same answer');
select is(test.siste(), 'r7', 'and changes nothing');

-- What would be stored.
create function test.proev(hvem text, etag text, dok jsonb) returns test.svar language sql as $$
	select test.kall(hvem, 'merge_plan', json_build_object('plan', 'dal/omstillingsplan', 'etag', etag, 'omstillingsplan', dok)) $$;
select is((test.proev('medlem', 'r3', jsonb_set(test.foer(), '{omfordeling}', '"x"'))).json ->> 'etag', 'r7', 'anyone in the programme may ask');
select is((test.proev('kari', 'r3', jsonb_set(test.foer(), '{omfordeling}', '"x"'))).json::jsonb -> 'omstillingsplan', jsonb_set(test.utkast(), '{omfordeling}', '"x"'), 'the merged document');
select is((test.proev('kari', 'r3', jsonb_set(test.foer(), '{tittel}', to_jsonb(repeat('å', 5000))))).json #>> '{konflikter,0,min}', repeat('å', 5000), 'a conflict with its values whole');
select cmp_ok(octet_length((test.lagre('kari', 'r3', jsonb_set(test.foer(), '{tittel}', to_jsonb(repeat('å', 5000))))).detalj), '<', 3500, 'which the error''s detail cuts: it travels in a header');
select is((test.proev('fremmed', 'r3', test.foer())).grunn, 'ukjent_plan', 'nobody else');
select is((test.lagre('medlem', 'r7', test.foer())).grunn, 'bare_de_som_forbereder_skriver', 'and only who prepares saves');

-- Letters.
create temp table b as select test.utkast() as dok;
grant select on b to public;
create function test.b() returns jsonb language sql as $$ select dok from b $$;
select is(test.utfall(test.lagre('kari', 'r7', test.ny_strategi(test.b(), 0, '{"tittel":"Ny"}'))), 'r8', 'a new strategy in the first area');
select is(test.bokstaver(), 'ABCDEVFGHIJKLMNOPQRSTU', 'gets the next free letter, and no other changes');
select is(test.utfall(test.lagre('ola', 'r7', test.ny_strategi(test.b(), 5, '{"tittel":"Olas"}'))), 'r9', 'another, made from the same revision');
select is(test.bokstaver(), 'ABCDEVFGHIJKLMNOPQRSTUW', 'gets the one after');
select is(test.utfall(test.lagre('ola', 'r7', test.ny_strategi(test.b(), 5, '{"tittel":"Olas"}'))), 'r9', 'sent again without a key: already there');
select is(test.utfall(test.lagre('kari', 'r9', jsonb_set(test.utkast(), '{innsatsomraader,0,strategier,0,bokstav}', '"X"'))), 'bokstaven_gis_av_tjeneren', 'a changed letter is refused');
select is(test.utfall(test.lagre('kari', 'r9', test.utkast() #- '{innsatsomraader,0,strategier,0,bokstav}')), 'r9', 'one left out');
select is(test.bokstaver(), 'ABCDEVFGHIJKLMNOPQRSTUW', 'is as it was');
select is(test.utfall(test.lagre('kari', 'r9', test.utkast() #- '{innsatsomraader,5,strategier,2}')), 'r10', 'W is deleted');
select is(test.utfall(test.lagre('kari', 'r10', test.ny_strategi(test.utkast(), 1, '{"tittel":"W","bokstav":"W"}'))), 'bokstaven_gis_av_tjeneren', 'and retired');
select is(test.utfall(test.lagre('kari', 'r10', test.ny_strategi(test.utkast(), 1, '{"tittel":"X","bokstav":"X"}'))), 'r11', 'the letter that the server gives may be stated');
select is(test.utfall(test.lagre('kari', 'r11', test.ny_strategi(test.ny_strategi(test.ny_strategi(test.utkast(), 0, '{"tittel":"1"}'), 1, '{"tittel":"2"}'), 2, '{"tittel":"3"}'))), 'r12', 'three at once');
select is(test.bokstaver(), 'ABCDEVYFGHIJXZKLMNAAOPQRSTU', 'in the order of the document; AA after Z');

-- Anew, and adopted.
select is(test.utfall(test.lagre('kari', 'r11', test.utkast(), '{"ny_bokstavering":true}')), 'bokstavene_ligger_fast', 'all anew: only on the newest revision');
select is(test.utfall(test.lagre('kari', 'r12', test.utkast(), '{"ny_bokstavering":true}')) || test.bokstaver(), 'r13ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'in order from A');
set local session_replication_role = replica;
update core.plan_revisjon set hoeyeste_bokstav = 0, dokument = test.foer() where nr = 13;
set local session_replication_role = origin;
create or replace function core.vedtatte_versjoner(program uuid, plan uuid) returns jsonb language sql stable as $$
	select '[{"innsatsomraader":[{"strategier":[{"id":"g1","bokstav":"AC"}]}]},{"innsatsomraader":[]}]'::jsonb $$;
select is(test.utfall(test.lagre('kari', 'r13', test.foer(), '{"ny_bokstavering":true}')), 'bokstavene_ligger_fast', 'never when a version is adopted');
select is(test.utfall(test.lagre('kari', 'r13', test.ny_strategi(test.foer(), 0, '{"tittel":"Ny"}'))), 'r14', 'a new one after adoption');
select is(test.bokstaver(), 'ABCDEADFGHIJKLMNOPQRSTU', 'comes after all letters of earlier adopted versions, retired ones too');

select * from finish();
rollback;

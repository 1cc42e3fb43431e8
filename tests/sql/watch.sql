-- Watching: who is told what, where it goes on, what ends it, and what wakes. (The stream itself is tests/e2e/watch's.)
begin;
select plan(55);
\ir lib/felles.psql
\ir lib/sak.psql

select test.program('vik', 'fylket'), test.organ('vepl', 'EPL', 'etat', 'kommunen'), test.person('vleder', 'vepl', 'prosjektleder');
select test.knytt('vik', 'vepl', 'EPL');
create function test.hode(p text) returns bigint language sql as $$ select h.nr from core.journal_hode h join core.program g on g.id = h.kjede where g.kortnavn = p $$;
create function test.etter(hvem text, p text, n bigint) returns json
language sql as $$ select test.svar(hvem, 'watch', json_build_object('program', p, 'etter', json_build_array(json_build_object('program', p, 'sekvens', n)))) $$;
create function test.slag(svar json) returns text
language sql as $$ select string_agg(h ->> 'slag', ' ' order by n) from json_array_elements(svar -> 'hendelser') with ordinality x (h, n) $$;

-- From now on, and from a number.
select is(test.svar('leder', 'watch', '{"program":"dal"}')::jsonb, jsonb_build_object('hendelser', '[]'::jsonb,
	'stilling', jsonb_build_array(jsonb_build_object('program', 'dal', 'sekvens', test.hode('dal')))), 'without a number: nothing of the past, and where it stands');
create temp table start as select test.hode('dal') as nr;
select test.grunn('leder', 'create_plan', '{"program":"dal","type":"handlingsplan","aar":2021,"tittel":"Plan for 2021"}');
select is(test.slag(test.etter('leder', 'dal', (select nr from start))), 'plan_opprettet plan_lagret', 'what happened after the number, in order');
select is((test.etter('leder', 'dal', (select nr from start)) #> '{hendelser,0}')::jsonb - '{tid,hash}'::text[], jsonb_build_object('program', 'dal', 'sekvens',
	(select nr + 1 from start), 'dato', '2020-10-01', 'slag', 'plan_opprettet', 'hvem', 'leder', 'objekt', 'dal/handlingsplan-2021', 'tekst', 'opprettet en plan',
	'tittel', 'Plan for 2021'), 'an event says what, who, when and about what');
select test.grunn('leder', 'save_plan', '{"plan":"dal/handlingsplan-2021","etag":"r1","handlingsplan":{"tittel":"Plan med nytt navn"}}');
select is((select string_agg(distinct h ->> 'tittel', ', ') from json_array_elements(test.etter('leder', 'dal', (select nr from start)) -> 'hendelser') h), 'Plan med nytt navn',
	'a plan is called what it is called now');
select is(test.etter('leder', 'dal', (select nr from start)) #>> '{hendelser,0,hash}', (select encode(j.hash, 'hex') from core.journal j join core.program g on g.id = j.kjede
	where g.kortnavn = 'dal' and j.nr = (select nr + 1 from start)), 'with the hash of the journal: a receipt');
select ok((test.etter('leder', 'dal', (select nr from start)) #>> '{hendelser,0,tid}') ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$', 'and the time');
select is(test.etter('leder', 'dal', (select nr from start)) #>> '{stilling,0,sekvens}', test.hode('dal')::text, 'and where one stands then');
select is(test.slag(test.etter('leder', 'dal', test.hode('dal'))), null, 'from there: nothing');
select is((test.etter('leder', 'dal', 0) #>> '{hendelser,0,sekvens}')::bigint, 1::bigint, 'from 0: from the very first');
select is(json_array_length(test.svar('leder', 'watch', json_build_object('program', (select id from core.program where kortnavn = 'dal'), 'etter',
	json_build_array(json_build_object('program', 'dal', 'sekvens', (select nr from start))))) -> 'hendelser'), 3, 'a programme by its id');
select is(test.grunn('leder', 'watch', json_build_object('program', 'dal', 'etter', json_build_array(json_build_object('program', 'dal', 'sekvens', test.hode('dal') + 1)))),
	'sekvensen_finnes_ikke', 'a number that is not there yet is an error and no silence');
select is(test.grunn('leder', 'watch', '{"program":"dal","etter":[{"program":"dal","sekvens":-1}]}'), 'sekvensen_finnes_ikke', 'so is a negative one');

-- A case is told with its title, and its votes without what was voted.
select test.fremlagt('omstillingsplan');
update start set nr = test.hode('dal');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), test.moete('sgleder', 'sg', 'dal/sak-1'), test.stem('sg2', 'dal/sak-1', 'nei');
select is(test.slag(test.etter('leder', 'dal', (select nr from start))), 'kvalitetssikrer sak_paa_saksliste stemme_avgitt', 'acts, agenda and votes');
select is(h ->> 'objekt' || ': ' || (h ->> 'tittel') || ' ' || (h ->> 'hvem') || ' ' || (h ->> 'organ') || ' ' || (h ->> 'tekst'),
	'dal/sak-1: ' || (test.sak('dal/sak-1')).tittel || ' raadgiver inorge kvalitetssikret', 'a case with its title')
from (select test.etter('leder', 'dal', (select nr from start)) #> '{hendelser,0}' as h) x;
select ok(test.etter('leder', 'dal', (select nr from start))::text !~ 'nei', 'who has voted, and not what');

-- Who is told: those who serve the programme. To the others it is not there.
select is(test.grunn(h, 'watch', '{"program":"dal"}'), 'ok', h || ' serves the programme') from unnest(array['leder', 'sg5', 'observatoer', 'deppen', 'naering']) h;
select is(test.grunn(h, 'watch', '{"program":"dal"}'), 'ukjent_program', h || ' does not') from unnest(array['vleder', 'utenfor', 'kadm']) h;
select is(test.kall('vleder', 'watch', '{"program":"dal"}')::text, test.kall('vleder', 'watch', '{"program":"finnes-ikke"}')::text, 'what is foreign is as what is not there');
select is(test.kall('vleder', 'watch', '{"program":"dal","etter":[{"program":"dal","sekvens":1000000}]}')::text, test.kall('vleder', 'watch', '{"program":"finnes-ikke"}')::text,
	'also with a number');
select is((test.kall(null, 'watch', '{"program":"dal"}')).kode, '42501', 'without a login: nobody');

-- All of one's programmes.
select is(test.svar('vleder', 'watch') ->> 'stilling', json_build_array(json_build_object('program', 'vik', 'sekvens', test.hode('vik')))::text, 'all one''s programmes are those one serves');
select is(test.svar('vleder', 'watch', '{"etter":[{"program":"dal","sekvens":1},{"program":"finnes-ikke","sekvens":1}]}')::text, test.svar('vleder', 'watch')::text,
	'a foreign one that is named is left out as one that is not there');
select test.person('leder', 'vepl', 'medlem');
select is((select string_agg(s ->> 'program', ' ') from json_array_elements(test.svar('leder', 'watch') -> 'stilling') s), 'dal vik', 'and a new seat adds one');
select test.grunn('vleder', 'create_plan', '{"program":"vik","type":"handlingsplan","aar":2021,"tittel":"vikhemmelig"}');
select is((select string_agg(distinct h ->> 'program', ' ') from json_array_elements(test.svar('leder', 'watch', '{"etter":[{"program":"dal","sekvens":0},{"program":"vik","sekvens":0}]}') -> 'hendelser') h),
	'dal vik', 'events of both come in one stream');
select is(test.svar('utenfor', 'watch')::jsonb, '{"hendelser":[],"stilling":[]}', 'who serves nowhere hears nothing');
select ok(test.etter('sg5', 'dal', 0)::text || test.svar('sg5', 'watch', '{"etter":[{"program":"vik","sekvens":0},{"program":"dal","sekvens":0}]}')::text !~ 'vik', 'nothing of another programme');

-- Many at once: a hundred a message, and the place tells where to go on.
select core.journalfoer(g.id, 'proeve', n::text, null, null, null) from core.program g, generate_series(1, 150) n where g.kortnavn = 'dal';
create function test.alle(hvem text, p text, n bigint) returns bigint[]
language plpgsql as $$
declare
	s    json;
	fikk bigint[];
begin
	loop
		s := test.etter(hvem, p, n);
		exit when json_array_length(s -> 'hendelser') = 0;
		fikk := fikk || array(select (h ->> 'sekvens')::bigint from json_array_elements(s -> 'hendelser') h);
		n := (s #>> '{stilling,0,sekvens}')::bigint;
	end loop;
	return fikk;
end $$;
select is(json_array_length(test.etter('leder', 'dal', 0) -> 'hendelser'), 100, 'a message has a hundred');
select is(test.alle('leder', 'dal', 0), array(select generate_series(1, test.hode('dal'))), 'and one after the other they are all, once, in order');

-- Several who ask the same from the same place are asked for together: each is looked up as himself.
create function test.sammen(hvem text, andre text[], req jsonb) returns test.svar
language sql as $$ select test.kall(hvem, 'watch', (req || jsonb_build_object('sesjoner', array(select encode(sha256(convert_to(a, 'UTF8')), 'hex') from unnest(andre) a)))::json) $$;
create temp table sted as select jsonb_build_object('etter', jsonb_build_array(jsonb_build_object('program', 'dal', 'sekvens', (select nr from start)))) as alle;
alter table sted add dal jsonb;
update sted set dal = alle || '{"program":"dal"}';
select is((test.sammen(h, array['leder', 'observatoer', 'deppen', h], (select dal from sted))).json::text, (test.kall(a, 'watch', (select dal from sted)::json)).json::text,
	h || ' with others: what ' || a || ' gets alone') from unnest(array['sg5', 'naering'], array['leder', 'deppen']) x (h, a);
select is((test.sammen('sg5', array['sg2'], (select alle from sted))).json::text, (test.kall('sg5', 'watch', (select alle from sted)::json)).json::text, 'also of all one''s programmes');
select is((test.sammen('leder', array['sg5'], (select alle from sted))).grunn, 'ikke_samme_sikt', 'who serves one programme more is no match');
select is((test.sammen('sg5', array['sg2', 'leder'], (select alle from sted))).grunn, 'ikke_samme_sikt', 'nor who serves one less');
select is((test.sammen('leder', array['sg5'], (select dal from sted))).grunn, null, 'but for the one programme that both serve');
select is((test.sammen('sg5', array['sg2', h], (select dal from sted))).grunn, 'ikke_samme_sikt', 'with ' || h || ', who does not serve it, nobody gets anything') from unnest(array['vleder', 'utenfor', 'kadm']) h;
select is((test.sammen(h, array['sg2'], (select dal from sted))).grunn, 'ikke_samme_sikt', 'nor does ' || h || ' by asking with who does') from unnest(array['vleder', 'utenfor']) h;
select is((test.sammen('utenfor', array['vleder'], (select dal from sted))).grunn, 'ukjent_program', 'to those outside together it is not there');
select is((test.sammen('sg5', array['sg2', 'finnes-ikke'], (select dal from sted))).grunn, 'ugyldig_token', 'a login that is none is refused');
select is((test.sammen(null, array['sg2'], (select dal from sted))).kode, '42501', 'and nobody without a login asks in the name of others');

-- What ends a stream.
update core.verv set til = '2020-09-30' where person_id = (select id from core.person where brukernavn = 'sg5');
select is(test.grunn('sg5', 'watch', '{"program":"dal"}'), 'ukjent_program', 'a seat that ends ends what is seen');
select is(test.svar('sg5', 'watch') ->> 'stilling', '[]', 'also among all');
update auth.sesjon set avsluttet = now() where person_id = (select id from core.person where brukernavn = 'leder');
select is(test.grunn('leder', 'watch', '{"program":"dal"}'), 'ugyldig_token', 'so does a login that ends');

-- More than can be followed at once.
select test.program('p' || n, 'fylket') from generate_series(1, 200) n;
select test.knytt('p' || n, 'vepl', 'EPL') from generate_series(1, 200) n;
select is(test.grunn('vleder', 'watch', '{}'), 'for_mange_programmer', 'more than 200 programmes are followed one by one');
select is(test.grunn('vleder', 'watch', '{"program":"p7"}'), 'ok', 'as here');

select is(string_agg(h, ', ' order by h), null, 'every event that a programme''s journal has is told in words of its own')
from (select distinct split_part(encode(t.tgargs, 'escape'), '\000', 1) as h from pg_trigger t where t.tgfoid = 'core.journal_rad'::regproc) x
where core.hendelse_tekst(h) = replace(h, '_', ' ') and h not in ('person', 'organ', 'verv', 'oppsett', 'regel', 'stemmeregel', 'organ_endret', 'etterfoelger'); -- these are the installation's
select is(core.hendelse_tekst('noe_helt_nytt'), 'noe helt nytt', 'an event without words of its own is told by its name');

select * from finish();
rollback;

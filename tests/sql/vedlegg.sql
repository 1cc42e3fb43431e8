-- Attachments: who adds them, how parts become a file, who reads it, what a frozen plan binds, and what goes after 24 hours.
-- Allowed and denied, as the daemon's role.
begin;
select plan(120);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql

select test.organ('vepl', 'EPL', 'enkeltperson', 'fylket'), test.program('vik', 'fylket'), test.knytt('vik', 'vepl', 'EPL'), test.person('vleder', 'vepl', 'prosjektleder'),
	test.person('programleder', 'pl', 'programleder');
create temp table f as select 'stor'::text as navn, test.byte(600000, 'stor') as b union all select 'delt', test.byte(524288, 'delt')
	union all select 'liten', test.byte(5) union all select 'tom', ''::bytea;
create function test.b(n text) returns bytea language sql as $$ select b from f where navn = n $$;
grant usage on schema test to omstilling_daemon;
create temp table id (navn text primary key, id text);
create function test.id(n text) returns text language sql as $$ select i.id from id i where i.navn = n $$;
create function test.start(hvem text, type text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'start_opplasting', test.start_json('dal', type, ''::bytea, mer || jsonb_build_object('tittel', hvem || type))) $$;

-- Who adds what (handbook, section 4: column P; V-10).
select is((select string_agg(t || ' ' || h, ', ' order by t, h) from unnest(array['konsekvensanalyse', 'utviklingsanalyse', 'kommunikasjonsstrategi', 'protokoll', 'annet']) t,
		unnest(array['leder', 'programleder', 'ordfoerer', 'ksekr', 'krep', 'direktoer', 'fsekr', 'fordfoerer', 'fmedlem', 'sgleder', 'sgsekr', 'sg2', 'observatoer', 'raadgiver', 'naering',
			'deppen', 'fadm', 'kadm', 'vleder', 'utenfor']) h where test.start(h, t) = 'ok'),
	'annet direktoer, annet fordfoerer, annet fsekr, annet ksekr, annet leder, annet ordfoerer, annet programleder, annet sgleder, annet sgsekr,'
	' kommunikasjonsstrategi leder, kommunikasjonsstrategi programleder,'
	' konsekvensanalyse direktoer, konsekvensanalyse fsekr, konsekvensanalyse ksekr, konsekvensanalyse leder, konsekvensanalyse programleder,'
	' protokoll fordfoerer, protokoll fsekr, protokoll ksekr, protokoll ordfoerer, protokoll sgleder, protokoll sgsekr,'
	' utviklingsanalyse leder, utviklingsanalyse programleder', 'who prepares a kind of document adds it, and nobody else');
select is(test.start('sg2', 'protokoll'), 'vedlegget_lastes_opp_av_andre', 'a member is told so');
select is((test.kall('sg2', 'start_opplasting', test.start_json('dal', 'utviklingsanalyse', ''))).detalj::jsonb #>> '{tur,funksjon}', 'EPL/PA/PL', 'and whose it is');
select is(test.start('vleder', 'annet'), 'vedlegget_lastes_opp_av_andre', 'another programme''s project leader not');
select is(test.grunn(null, 'start_opplasting', test.start_json('dal', 'annet', '')), '42501', 'nobody without a login');
select is(test.start('leder', 'roman'), 'ukjent_vedleggstype', 'an unknown kind');

-- What is announced.
select is(test.start('leder', 'annet', jsonb_build_object(x[1], x[2])), x[3], x[1] || ' = ' || coalesce(left(x[2], 20), 'unset'))
from (values ('{tittel," ",felt_mangler}'::text[]), ('{sha256,abc,ugyldig_sha256}'), ('{stoerrelse,-1,vedlegget_er_under_taket}'), ('{medietype,pdf,medietypen_har_to_ledd}'),
	('{filnavn,../etc,filnavnet_er_uten_sti}'), ('{filnavn,..,filnavnet_er_uten_sti}'), (array['filnavn', E'a\nb', 'filnavnet_er_uten_sti']), (array['filnavn', repeat('x', 256), 'filnavnet_er_uten_sti']),
	('{skjermingshjemmel," x ",skjerming_har_hjemmel}'), ('{plan,dal/finnes-ikke,ukjent_plan}'), ('{sak,dal/sak-99,ukjent_sak}'), ('{program,finnes-ikke,ukjent_program}')) v (x)
where x[1] <> 'tittel';
select is(test.grunn('leder', 'start_opplasting', test.start_json('dal', 'annet', '', jsonb_build_object(x, null))), 'felt_mangler', x || ' is needed')
from unnest(array['program', 'type', 'tittel', 'medietype', 'filnavn', 'stoerrelse', 'sha256']) x;
select is(test.start('leder', 'annet', '{"stoerrelse":"67108865"}'), 'vedlegget_er_for_stort', 'a byte more than 64 MiB');
select is(test.start('leder', 'annet', '{"stoerrelse":"67108864"}'), 'ok', '64 MiB');
set local omstilling.vedlegg_maks = '1000';
select is(test.start('leder', 'annet', '{"stoerrelse":"1001"}'), 'vedlegget_er_for_stort', 'the daemon''s cap holds');
set local omstilling.vedlegg_maks = '999999999999';
select is(test.start('leder', 'annet', '{"stoerrelse":"268435457"}'), 'vedlegget_er_under_taket', 'and whatever it says, the table''s');
set local omstilling.vedlegg_maks = '';
delete from core.vedlegg;

-- Part by part, unseen by others.
insert into id select 'stor', test.svar('leder', 'start_opplasting', test.start_json('dal', 'utviklingsanalyse', test.b('stor'))) #>> '{vedlegg,id}';
select is(test.steg('leder', test.id('stor'), 0), 'ok', 'the uploader may begin');
select is(test.steg('leder', test.id('stor'), 100), 'feil_posisjon', 'not in the middle');
select is(test.steg('leder', test.id('stor'), 0, substr(test.b('stor'), 1, 262144)), 'ok', 'a part');
select is(test.steg('leder', test.id('stor'), 0, substr(test.b('stor'), 1, 262144)), 'feil_posisjon', 'once');
select is((test.kall('leder', 'upload', json_build_object('vedlegg', test.id('stor'), 'offset', '0'))).detalj::jsonb ->> 'offset', '262144', 'which says where it stands');
select is(test.steg('leder', test.id('stor'), 262145, 'x'), 'feil_posisjon', 'not beyond it');
select is(test.steg('leder', test.id('stor'), 262144, substr(test.b('stor'), 262145, 1000)), 'opplastingen_er_ikke_hel', 'a part in the middle is a whole one');
select is(test.steg('leder', test.id('stor'), 262144, test.byte(262145)), 'delen_er_hoeyst_256_kib', 'and no more than that');
select is((select array_agg(test.steg(h, test.id('stor'), 262144) || ' ' || test.grunn(h, 'get_vedlegg', json_build_object('vedlegg', test.id('stor'))) || ' ' || test.ned(h, test.id('stor'))
		|| ' ' || test.grunn(h, 'delete_vedlegg', json_build_object('vedlegg', test.id('stor'))) || ' ' || json_array_length(test.svar(h, 'list_vedlegg', '{"program":"dal"}') -> 'vedlegg'))
	from unnest(array['programleder', 'sgleder', 'vleder', 'utenfor']) h),
	array_fill('ukjent_vedlegg ukjent_vedlegg ukjent_vedlegg ukjent_vedlegg 0'::text, array[4]), 'to everybody else an unfinished one does not exist');
select is(test.ned('leder', test.id('stor')), 'ukjent_vedlegg', 'nor does it come down');
select is(test.svar('leder', 'get_vedlegg', json_build_object('vedlegg', test.id('stor'))) #>> '{vedlegg,mottatt}', '262144', 'its uploader sees how far it is');
select is((select count(*) from core.journal j where j.linje ~ 'vedlegg'), 0::bigint, 'the journal tells nobody');

-- Gone on with.
select is(s #>> '{vedlegg,id}' = test.id('stor') and s ->> 'offset' = '262144', true, 'the same start again: the same attachment, and where it stands')
from test.svar('leder', 'start_opplasting', test.start_json('dal', 'utviklingsanalyse', test.b('stor'))) s;
select isnt(test.svar('programleder', 'start_opplasting', test.start_json('dal', 'utviklingsanalyse', test.b('stor'))) #>> '{vedlegg,id}', test.id('stor'), 'another person''s is another');
select isnt(test.svar('leder', 'start_opplasting', test.start_json('dal', 'utviklingsanalyse', test.b('stor'), '{"tittel":"En annen"}')) #>> '{vedlegg,id}', test.id('stor'), 'and another title');
select is(test.steg('leder', test.id('stor'), 262144, substr(test.b('stor'), 262145, 262144)), 'ok', 'the next part');
select is(test.steg('leder', test.id('stor'), 524288, substr(test.b('stor'), 524289) || 'x'), 'innholdet_er_lengre_enn_oppgitt', 'a byte too many');
select is(test.steg('leder', test.id('stor'), 524288, substr(test.b('stor'), 524289)), 'ferdig', 'the last part, and the sum is right');
select is(test.steg('leder', test.id('stor'), 600000), 'ferdig', 'to ask again is the same answer');
select is(test.steg('leder', test.id('stor'), 600000, 'x'), 'feil_posisjon', 'but nothing is added');
select is(test.steg('programleder', test.id('stor'), 600000), 'opplastingen_er_en_annens', 'by nobody');
select is(s #>> '{vedlegg,id}' = test.id('stor') and s ->> 'offset' = '600000', true, 'a start that is repeated later finds it finished')
from test.svar('leder', 'start_opplasting', test.start_json('dal', 'utviklingsanalyse', test.b('stor'))) s;
select is((select string_agg(j.innhold::jsonb #>> '{ny,filnavn}', ',') from core.journal j where j.linje ~ '"hendelse":"vedlegg_lastet_opp"'), 'analyse.pdf', 'now the journal has it');

-- Down.
select is(test.ned('sg2', test.id('stor')), test.sum(test.b('stor')), 'those with a seat read it');
select is(test.ned('observatoer', test.id('stor'), fra), test.sum(substr(test.b('stor'), fra + 1)), 'from byte ' || fra)
from unnest(array[1, 262143, 262144, 300000, 599999, 600000]) fra;
select is(test.ned('sg2', test.id('stor'), fra), 'ugyldig_posisjon', 'not from byte ' || fra) from unnest(array[-1, 600001]) fra;
select is(test.ned(h, test.id('stor')), 'ukjent_vedlegg', 'not ' || coalesce(h, 'without a login')) from unnest(array['vleder', 'utenfor', null]) h;
select is(test.ned('leder', 'x'), 'ukjent_vedlegg', 'what is no id');

-- Other sizes.
insert into id select navn, test.vedlegg('leder', 'dal', 'annet', b, jsonb_build_object('tittel', navn)) from f where navn <> 'stor';
select is(test.ned('leder', test.id(navn)), test.sum(b), navn || ': ' || length(b) || ' bytes') from f where navn <> 'stor' order by navn;

-- The wrong sum.
create temp table gal as select test.svar('leder', 'start_opplasting', test.start_json('dal', 'annet', 'abc')) #>> '{vedlegg,id}' as id;
select is(test.steg('leder', (select id from gal), 0, 'abd'), 'forkastet', 'content with another sum');
select is(test.steg('leder', (select id from gal), 0), 'ukjent_vedlegg', 'is gone');
select isnt(test.vedlegg('leder', 'dal', 'annet', 'abc'), (select id from gal), 'and a new start begins from nothing');

-- How many, and how long.
select is((select string_agg(distinct test.start('fsekr', 'protokoll', jsonb_build_object('filnavn', n || '.txt')), ' ') from generate_series(1, 20) n), 'ok', 'twenty under way');
select is(test.start('fsekr', 'protokoll', '{"filnavn":"21.txt"}'), 'for_mange_opplastinger', 'no more');
select is(test.start('fsekr', 'protokoll', '{"filnavn":"7.txt"}'), 'ok', 'those that are may go on');
select is(test.grunn('fsekr', 'delete_vedlegg', json_build_object('vedlegg', test.svar('fsekr', 'start_opplasting',
	test.start_json('dal', 'protokoll', '', '{"filnavn":"7.txt","tittel":"fsekrprotokoll"}')) #>> '{vedlegg,id}')), 'ok', 'or be given up');
select is(test.start('fsekr', 'protokoll', '{"filnavn":"21.txt"}'), 'ok', 'which makes room');

create temp table sen as select test.svar('leder', 'start_opplasting', test.start_json('dal', 'annet', test.b('delt'), '{"tittel":"sen"}')) #>> '{vedlegg,id}' as id;
select is(test.steg('leder', (select id from sen), 0, substr(test.b('delt'), 1, 262144)), 'ok', 'an upload that breaks off');
create function test.eldes(n interval) returns void language plpgsql as $$
begin
	update core.vedlegg set utloeper = utloeper - n where ferdig is null;
	perform core.housekeeping();
end $$;
select test.eldes('23 hours 59 minutes');
select is(test.svar('leder', 'start_opplasting', test.start_json('dal', 'annet', test.b('delt'), '{"tittel":"sen"}')) ->> 'offset', '262144', 'is there for 24 hours');
select is(test.steg('leder', (select id from sen), 262144), 'ok', 'and can be gone on with');
update core.vedlegg set utloeper = utloeper - interval '1 minute' where ferdig is null;
select is(test.steg('leder', (select id from sen), 262144), 'ukjent_vedlegg', 'not a minute longer, swept away or not');
select test.eldes('0');
select is((select count(*) from core.vedlegg where ferdig is null), 0::bigint, 'then it is removed');
select is((select count(*) from core.vedlegg_del d where not exists (select from core.vedlegg v where v.id = d.vedlegg_id)), 0::bigint, 'with its parts');
select is(test.ned('leder', test.id('stor')), test.sum(test.b('stor')), 'what is finished stays');
select is(test.svar('leder', 'start_opplasting', test.start_json('dal', 'annet', test.b('delt'), '{"tittel":"sen"}')) ->> 'offset', '0', 'and the upload begins anew');
select test.steg('leder', (select v.id::text from core.vedlegg v where v.ferdig is null), 0, substr(test.b('delt'), 1, 262144)) from test.eldes('23 hours');
select test.eldes('2 hours');
select is((select mottatt from core.vedlegg where ferdig is null), 262144::bigint, 'the 24 hours count from the last part');

-- A seat that ends, ends the upload.
update core.verv set til = '2020-10-01' where person_id = test.person('leder');
select test.dag('2020-10-02');
select is(test.steg('leder', (select v.id::text from core.vedlegg v where v.ferdig is null), 262144), 'ukjent_vedlegg', 'without a seat nobody goes on');
select test.dag('2020-10-01');
delete from core.vedlegg where ferdig is null;

-- What a plan refers to. (Its own rules are other tests'.)
alter table core.plan_versjon disable trigger kontroll;
insert into id select 'skjermet', test.vedlegg('leder', 'dal', 'konsekvensanalyse', test.byte(300000, 's'), '{"skjermingshjemmel":"offl. § 13","filnavn":"s.pdf"}');
insert into id select 'vik', test.vedlegg('vleder', 'vik', 'annet', test.byte(9, 'vik'));
select test.svar('leder', 'start_opplasting', test.start_json('dal', 'annet', 'uferdig'));
create function test.vis(n text, sum text default null) returns jsonb language sql as $$
	select jsonb_build_object('id', test.id(n), 'tittel', n, 'sha256', coalesce(sum, (select encode(v.sha256, 'hex') from core.vedlegg v where v.id::text = test.id(n)))) $$;
create function test.frys(aar int, variadic vedlegg jsonb[]) returns text language plpgsql as $$
declare
	plan text := 'dal/handlingsplan-' || aar;
	k    test.svar;
begin
	perform test.grunn('leder', 'create_plan', json_build_object('program', 'dal', 'type', 'handlingsplan', 'aar', aar, 'tittel', 'Plan'));
	perform test.grunn('leder', 'save_plan', json_build_object('plan', plan, 'etag', test.svar('leder', 'get_plan', json_build_object('plan', plan)) ->> 'etag',
		'handlingsplan', json_build_object('aar', aar, 'vedlegg', vedlegg)));
	k := test.kall('leder', 'submit_plan', json_build_object('plan', plan));
	return coalesce(k.json ->> 'sak', nullif(k.grunn, ''), k.kode);
end $$;
select is(test.frys(2022, jsonb_build_object('id', gen_random_uuid(), 'tittel', 'Borte', 'sha256', repeat('0', 64))), 'vedlegget_finnes_ikke', 'a plan that refers to nothing is not frozen');
select is((test.kall('leder', 'submit_plan', '{"plan":"dal/handlingsplan-2022"}')).detalj::jsonb, '{"sted":"vedlegg[0]","tittel":"Borte"}', 'it says where');
select is(test.frys(2022, test.vis('stor'), jsonb_build_object('tittel', 'Uferdig', 'sha256', encode(sha256('uferdig'), 'hex'))), 'vedlegget_finnes_ikke', 'nor one that refers to an unfinished one');
select is(test.frys(2022, test.vis('vik')), 'vedlegget_finnes_ikke', 'nor to another programme''s');
select is(test.frys(2022, test.vis('stor', repeat('0', 64))), 'vedlegget_er_et_annet', 'nor with another sum');
select is(test.frys(2022, test.vis('stor') - 'sha256'), 'vedlegget_er_et_annet', 'or without one');
select is(test.grunn('leder', 'delete_vedlegg', json_build_object('vedlegg', test.id('tom'))), 'ok', 'what no frozen plan refers to may be removed by its uploader');
select is((select j.innhold::jsonb #>> '{gammel,tittel}' from core.journal j where j.linje ~ '"hendelse":"vedlegg_fjernet"'), 'tom', 'and the journal says so');
create temp table sak as select test.frys(2022, test.vis('stor'), test.vis('skjermet'), jsonb_build_object('tittel', 'delt', 'sha256', upper(encode(sha256(test.b('delt')), 'hex'))),
	'{"tittel":"Bare nevnt"}') as navn;
select matches((select navn from sak), '^dal/sak-[0-9]+$', 'by id, by sum alone, or only mentioned: frozen');
select set_eq($$select vedlegg_id::text from core.vedlegg_bruk$$, $$select id from id where navn in ('stor', 'skjermet', 'delt')$$, 'what it refers to is bound');
select is(test.grunn(h, 'delete_vedlegg', json_build_object('vedlegg', test.id('stor'))), g, h || ' removes it not')
from (values ('leder', 'vedlegget_er_frosset'), ('programleder', 'vedlegget_er_frosset'), ('sgleder', 'vedlegget_fjernes_av_andre'), ('utenfor', 'ukjent_vedlegg')) v (h, g);
select is(test.grunn('programleder', 'delete_vedlegg', json_build_object('vedlegg', test.id('liten'))), 'ok', 'others who prepare plans remove what is not bound');
select is(test.ned(null, test.id('stor')), 'ukjent_vedlegg', 'a plan that is not adopted makes nothing public');
select is(test.til_vedtatt((select navn from sak)), 'vedtatt', 'when it is adopted');
select is(test.ned(h, test.id('stor')), test.sum(test.b('stor')), coalesce(h, 'anybody') || ' reads what it refers to') from unnest(array['utenfor', 'vleder', null]) h;
select is(test.ned(h, test.id('skjermet')), 'ukjent_vedlegg', coalesce(h, 'anybody') || ' not what is screened') from unnest(array['utenfor', 'vleder', null]) h;
select is(test.ned('naering', test.id('skjermet')), test.sum(test.byte(300000, 's')), 'which is for those with a seat');
select is((select array_agg(v ->> 'tittel' order by v ->> 'tittel') from json_array_elements(test.svar(null, 'list_vedlegg', '{"program":"dal"}') -> 'vedlegg') v), '{Analyse,delt}', 'the list says the same');
select is(test.svar(null, 'get_vedlegg', json_build_object('vedlegg', test.id('stor'))) -> 'vedlegg' ->> 'lastet_opp_av', null, 'without the uploader''s name');
create temp table side as select test.svar('utenfor', 'list_vedlegg', '{"program":"dal","page_size":1}') as en;
insert into side select test.svar('utenfor', 'list_vedlegg', json_build_object('program', 'dal', 'page_size', 1, 'page_token', en ->> 'next_page_token')) from side;
select set_eq($$select v ->> 'tittel' from side, json_array_elements(en -> 'vedlegg') v$$, array['Analyse', 'delt'], 'page by page');
select is((select count(*) from side where en ->> 'next_page_token' is null), 1::bigint, 'to the end');

-- What stands, stands: not even the owner changes it.
select throws_ok($$update core.vedlegg set tittel = 'x' where ferdig is not null$$, 'RP009', null, 'a finished attachment');
select throws_ok($$update core.vedlegg set tittel = 'x' where ferdig is null$$, 'RP009', null, 'of an unfinished one only how far it is');
select throws_ok($$update core.vedlegg_del set innhold = 'x'$$, 'RP009', null, 'its content');
select throws_ok($$delete from core.vedlegg_del$$, 'RP009', null, 'a part of it');
select throws_ok($$delete from core.vedlegg_bruk$$, 'RP009', null, 'what binds it');
select throws_ok($$delete from core.vedlegg v using core.vedlegg_bruk b where b.vedlegg_id = v.id$$, '23503', null, 'and it itself');
select throws_ok($$insert into core.vedlegg_bruk select v.program_id, b.plan_id, b.versjon, v.id from core.vedlegg v, core.vedlegg_bruk b where v.id::text = test.id('vik') limit 1$$,
	'23503', null, 'a plan binds nothing of another programme');

select * from finish();
rollback;

-- A programme's areas through four decisions (handbook 8.3): split, then one part renamed and the other ended, then a new
-- one, then an omstillingsplan that merges into one of them. Targets and budgets by hand; who may, and what can be undone.
\set op `cat :src/tests/sql/data/omstillingsplan.json`
\set hp `cat :src/tests/sql/data/handlingsplan.json`
begin;
select plan(67);
\ir lib/felles.psql
\ir lib/sak.psql
select test.organ('vepl', 'EPL', 'enkeltperson', 'kommunen'), test.person('vleder', 'vepl', 'prosjektleder'), test.program('vik', 'fylket'), test.knytt('vik', 'vepl', 'EPL');

-- The plan's newest revision becomes the document; frozen, errors let stand, its case; or why not.
create function test.utkast(kort text) returns jsonb language sql as $$
	select r.dokument from core.plan p join core.plan_revisjon r on r.plan_id = p.id where p.kortnavn = kort order by r.nr desc limit 1 $$;
create function test.lagre(kort text, dok jsonb) returns text language plpgsql as $$
declare
	k test.svar := test.kall('leder', 'save_plan', json_build_object('plan', 'dal/' || kort, 'etag', test.svar('leder', 'get_plan', json_build_object('plan', 'dal/' || kort)) ->> 'etag',
		split_part(kort, '-', 1), dok));
begin
	return case when k.kode = '00000' then 'ok' else coalesce(nullif(k.grunn, ''), k.kode) end;
end $$;
create function test.fremlegg(kort text) returns text language plpgsql as $$
declare
	k test.svar;
begin
	perform test.kall('leder', 'acknowledge_finding', json_build_object('plan', 'dal/' || kort, 'regel', f.regel, 'sted', f.sted, 'grunn', 'Står så lenge'))
	from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = kort and f.alvor = 'feil' and f.grunn is null;
	k := test.kall('leder', 'submit_plan', json_build_object('plan', 'dal/' || kort));
	return coalesce(k.json ->> 'sak', nullif(k.grunn, ''), k.kode);
end $$;
create function test.feil(kort text, regler text[]) returns text language sql as $$
	select coalesce(string_agg(f.regel || ' ' || f.sted || ' ' || coalesce(f.beregnet, '-'), ', ' order by f.regel, f.sted collate "C"), 'ingen')
	from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = kort and f.regel = any (regler) $$;
create function test.bilde(dag text, felt text default 'arbeidsplasser', hvem text default null) returns text language sql as $$
	select coalesce(string_agg(o ->> 'navn' || ' ' || coalesce((select string_agg(c ->> 'verdi', '+' order by c ->> 'aar') from jsonb_array_elements(o -> felt) c), 'ingen'), ', ' order by nr), 'ingen')
	from jsonb_array_elements(test.svar(hvem, 'get_omraader', json_build_object('program', 'dal', 'dato', dag))::jsonb -> 'omraader') with ordinality x (o, nr) $$;

select test.dag('2024-11-01');
select is(test.grunn('leder', 'create_plan', json_strip_nulls(json_build_object('program', 'dal', 'type', split_part(k, '-', 1), 'aar', nullif(split_part(k, '-', 2), '')::int, 'tittel', 'Plan'))), 'ok', 'a draft: ' || k)
from unnest(array['omstillingsplan', 'handlingsplan-2025']) k;
select is(test.lagre('omstillingsplan', :'op'), 'ok', 'the omstillingsplan');
select is(test.til_vedtatt(test.fremlegg('omstillingsplan')), 'vedtatt', 'is adopted');
select is(test.lagre('handlingsplan-2025', :'hp'), 'ok', 'the handlingsplan of the first year');
select is(test.til_vedtatt(test.fremlegg('handlingsplan-2025')), 'vedtatt', 'is adopted');
select is(test.bilde('2024-11-01'), 'Skog og tre 1+2+3, Reiseliv 0+2+2, Mat 1+1+3, Bærekraft -+-+-', 'the targets of the plan');
select is(test.bilde('2024-11-01', 'budsjett'), 'Skog og tre 1500000, Reiseliv 800000, Mat 700000, Bærekraft 400000', 'and the year''s budget');
select is(test.bilde('2024-10-31'), 'ingen', 'not the day before');

-- Second year: "Skog og tre" is split 60/40, and "Bærekraft" ends.
select test.dag('2025-11-01');
select test.grunn('leder', 'draft_next_plan', '{"program": "dal", "aar": 2026}');
select is(jsonb_path_query_array(test.utkast('handlingsplan-2026'), '$.omraader[*].navn'), '["Skog og tre", "Reiseliv", "Mat", "Bærekraft"]', 'the next year''s draft has the areas there are');
create temp table to_ as select jsonb_set(d - 'omraadeendringer', '{omraader}', jsonb_build_array(
		jsonb_build_object('nummer', 1, 'navn', 'Skog', 'tiltak', d #> '{omraader,0,tiltak}' #- '{1}', 'oppgitt_sum_resultatmaal', '1.2', 'oppgitt_sum_budsjett', '600'),
		jsonb_build_object('nummer', 2, 'navn', 'Trehus', 'tiltak', d #> '{omraader,0,tiltak}' #- '{0}', 'oppgitt_sum_resultatmaal', '0.8', 'oppgitt_sum_budsjett', '400'),
		jsonb_set(d #> '{omraader,1}', '{nummer}', '3'), jsonb_set(d #> '{omraader,2}', '{nummer}', '4'))) as dok from test.utkast('handlingsplan-2026') d;
create function test.endret(endringer jsonb) returns jsonb language sql as $$ select dok || jsonb_build_object('omraadeendringer', endringer) from to_ $$;
select is(test.lagre('handlingsplan-2026', dok), 'ok', 'areas that nobody has said what are, are saved') from to_;
select is(test.feil('handlingsplan-2026', '{HP-2,HP-3}') ~ 'HP-3 omraader/2/tiltak/B', true, 'but their letters stand wrong');
create temp table delt as select '[{"slag": "delt", "fra": [{"navn": "Skog og tre"}], "til": [{"navn": "Skog", "andel": "60"}, {"navn": "Trehus", "andel": "40"}], "grunn": "To næringer"},
	{"slag": "avsluttet", "fra": [{"navn": "Bærekraft"}]}]'::jsonb as e;
select is(test.lagre('handlingsplan-2026', test.endret(jsonb_set(e, '{0,til,0,andel}', '"50"'))), 'ok', 'shares that are not 100 are saved') from delt;
select is(test.fremlegg('handlingsplan-2026'), 'andelene_er_ikke_hundre', 'and not frozen');
select is(test.lagre('handlingsplan-2026', test.endret(jsonb_set(e, '{1,fra,0,navn}', '"Berekraft"'))), 'ok', 'a name that is none') from delt;
select is(test.fremlegg('handlingsplan-2026'), 'ukjent_innsatsomraade', 'nor that');
select is((test.kall('leder', 'submit_plan', '{"plan": "dal/handlingsplan-2026"}')).detalj::jsonb, '{"feil": [{"grunn": "ukjent_innsatsomraade", "sted": "omraadeendringer/2", "navn": "Berekraft"}], "navn": "Berekraft"}', 'the refusal names the place and the thing');
select is(test.grunn(null, 'save_plan', '{"plan": "dal/handlingsplan-2026"}'), '42501', 'nobody without a token changes anything');
select is(test.grunn('sg3', 'save_plan', '{"plan": "dal/handlingsplan-2026", "etag": "r1", "handlingsplan": {}}'), 'bare_de_som_forbereder_skriver', 'nor one who does not prepare plans');
select is(test.lagre('handlingsplan-2026', test.endret(e)), 'ok', 'as it should be') from delt;
select is(test.feil('handlingsplan-2026', '{HP-2,HP-3}'), 'ingen', 'targets 60 % and 40 % of 2, and letters in either part');
select is((select jsonb_agg(t - 'andel' order by t ->> 'navn') from jsonb_path_query(test.utkast('handlingsplan-2026'), '$.omraadeendringer[0].til[*]') t),
	(select jsonb_agg(jsonb_build_object('navn', o ->> 'navn', 'omraade', o ->> 'id') order by o ->> 'navn') from jsonb_array_elements(test.utkast('handlingsplan-2026') -> 'omraader') o where o ->> 'navn' in ('Skog', 'Trehus')),
	'the names got the ids that the server gave the areas');
select is(test.lagre('handlingsplan-2026', jsonb_set(test.utkast('handlingsplan-2026'), '{omraader,0,oppgitt_sum_resultatmaal}', '"2"')), 'ok', 'the whole target on one part');
select is(test.feil('handlingsplan-2026', '{HP-2}'), 'HP-2 omraader/1/oppgitt_sum_resultatmaal 1.2', 'is not its share');
select is(test.lagre('handlingsplan-2026', test.endret(e)), 'ok', 'and back') from delt;
select is(test.bilde('2025-11-01', 'arbeidsplasser', 'leder'), test.bilde('2024-11-01'), 'a draft changes nothing');
select is(test.grunn('vleder', 'get_plan', '{"plan": "dal/handlingsplan-2026"}') || ' ' || test.bilde('2025-11-01', 'arbeidsplasser', 'vleder'), 'ukjent_plan ' || test.bilde('2024-11-01'), 'a foreign programme sees nothing of it');
select is(test.til_vedtatt(test.fremlegg('handlingsplan-2026')), 'vedtatt', 'adopted');
select is(test.bilde('2025-11-01'), 'Skog 0.6+1.2+1.8, Trehus 0.4+0.8+1.2, Reiseliv 0+2+2, Mat 1+1+3', 'targets by share, from the meeting''s date');
select is(test.bilde('2025-11-01', 'budsjett'), 'Skog 900000+600, Trehus 600000+400, Reiseliv 800000, Mat 700000', 'last year''s budget by share; what ended takes its own with it');
select is(test.bilde('2025-10-31'), test.bilde('2024-11-01'), 'the day before it was as it was');
select is(test.svar('vleder', 'get_omraader', '{"program": "vik"}')::jsonb - 'dato', '{"omraader": [], "avstamning": []}', 'another programme has none of it');
select is((select count(*)::int from core.journal j join core.program g on g.id = j.kjede where g.kortnavn = 'dal' and j.linje like '%"hendelse":"omraadeendring"%'), 4 + 3, 'each row is journalled');

-- The plan's next version has the change in it, which is made; it cannot make it otherwise.
create temp table vedtatt_to as select d as dok, d #> '{omraadeendringer,0,til}' as til from test.utkast('handlingsplan-2026') d;
select is(test.lagre('handlingsplan-2026', jsonb_set(jsonb_set(dok, '{omraadeendringer,0,til,0,andel}', '"50"'), '{omraadeendringer,0,til,1,andel}', '"50"')), 'ok', 'the other shares') from vedtatt_to;
select is(test.fremlegg('handlingsplan-2026'), 'omraadet_er_bestemt_annerledes', 'are not those that were decided');
select is((test.kall('leder', 'submit_plan', '{"plan": "dal/handlingsplan-2026"}')).detalj::jsonb, '{"feil": [{"grunn": "omraadet_er_bestemt_annerledes", "sted": "omraadeendringer/1", "navn": "Skog og tre"}], "navn": "Skog og tre"}', 'the refusal names the area');
select is(test.lagre('handlingsplan-2026', jsonb_set(dok, '{omraadeendringer,0}', jsonb_build_object('slag', 'slaatt_sammen', 'fra', jsonb_build_array(dok #> '{omraadeendringer,0,fra,0}', dok #> '{omraadeendringer,1,fra,0}'),
	'til', jsonb_build_array((til -> 0) - 'andel'))) #- '{omraadeendringer,1}'), 'ok', 'two areas merged, of which one was split and one ended') from vedtatt_to;
select is(test.fremlegg('handlingsplan-2026'), 'omraadet_er_bestemt_annerledes', 'nor that');
select is(test.lagre('handlingsplan-2026', jsonb_set(dok, '{omraadeendringer,1}', jsonb_build_object('slag', 'avsluttet', 'fra', dok #> '{omraadeendringer,0,fra}', 'til', '[]'::jsonb))), 'ok', 'the split area ended') from vedtatt_to;
select is(test.fremlegg('handlingsplan-2026'), 'omraadet_er_bestemt_annerledes', 'nor that');
select is(test.lagre('handlingsplan-2026', dok || '{"kommunikasjonsplan": "Ny"}'), 'ok', 'the change as it was decided') from vedtatt_to;
select is(test.til_vedtatt(test.fremlegg('handlingsplan-2026')), 'vedtatt', 'is adopted again');
select is(test.bilde('2025-11-01'), 'Skog 0.6+1.2+1.8, Trehus 0.4+0.8+1.2, Reiseliv 0+2+2, Mat 1+1+3', 'and changes nothing');

-- Third year: one part is renamed. What has ended does not come back.
select test.dag('2026-11-01');
select test.grunn('leder', 'draft_next_plan', '{"program": "dal", "aar": 2027}');
select results_eq($$select o ->> 'navn', o ->> 'oppgitt_sum_resultatmaal', (select string_agg(t ->> 'bokstav', '') from jsonb_array_elements(o -> 'tiltak') t) from jsonb_array_elements(test.utkast('handlingsplan-2027') -> 'omraader') o$$,
	$$values ('Skog', '1.8', 'A'), ('Trehus', '1.2', 'B'), ('Reiseliv', '2', 'C'), ('Mat', '3', 'D')$$, 'the draft: a split area''s letters stand where last year had them');
create temp table tre as select jsonb_set(jsonb_set(test.utkast('handlingsplan-2027'), '{omraader,1,navn}', '"Hus av tre"'), '{omraadeendringer}',
	'[{"slag": "omdoept", "fra": [{"navn": "Trehus"}], "til": [{"navn": "Hus av tre"}]}]') as dok;
select is(test.lagre('handlingsplan-2027', dok || '{"omraadeendringer": [{"slag": "viderefoert", "fra": [{"navn": "Bærekraft"}], "til": [{"navn": "Mat"}]}]}'), 'ok', 'what has ended goes on') from tre;
select is(test.fremlegg('handlingsplan-2027'), 'ukjent_innsatsomraade', 'it does not');
select is(test.lagre('handlingsplan-2027', dok), 'ok', 'a new name') from tre;
select is(test.til_vedtatt(test.fremlegg('handlingsplan-2027')), 'vedtatt', 'adopted');
select is(test.bilde('2026-11-01'), 'Skog 0.6+1.2+1.8, Hus av tre 0.4+0.8+1.2, Reiseliv 0+2+2, Mat 1+1+3', 'the same figures under the new name');
select is((select count(distinct o ->> 'id')::int from (values ('2025-11-01'), ('2026-11-01')) d (dag), jsonb_array_elements(test.svar(null, 'get_omraader', json_build_object('program', 'dal', 'dato', d.dag))::jsonb -> 'omraader') o
	where o ->> 'navn' in ('Trehus', 'Hus av tre')), 1, 'it is the same area');

-- The omstillingsplan is revised: it must know the areas; one is merged into another, one is new.
select is(test.lagre('omstillingsplan', test.utkast('omstillingsplan') || '{"tittel": "Revidert"}'), 'ok', 'the old areas, once more');
select is(test.fremlegg('omstillingsplan'), 'omraadet_er_avsluttet', 'those that were split and ended do not come back');
create temp table ny as select jsonb_set(d, '{innsatsomraader}', jsonb_build_array((d #> '{innsatsomraader,0}') - 'id'::text || '{"navn": "Skog"}', d #> '{innsatsomraader,1}',
	'{"nummer": 5, "navn": "Energi", "beskrivelse": "Vann og vind."}'::jsonb)) as dok from test.utkast('omstillingsplan') d;
select is(test.lagre('omstillingsplan', dok), 'ok', 'three areas, of which one has its id from the handlingsplan') from ny;
select is(test.utkast('omstillingsplan') #>> '{innsatsomraader,0,id}', test.utkast('handlingsplan-2026') #>> '{omraader,0,id}', 'known by name as the part that it is');
select is(test.fremlegg('omstillingsplan'), 'omraadet_forsvinner', 'two have vanished');
select is((test.kall('leder', 'submit_plan', '{"plan": "dal/omstillingsplan"}')).detalj::jsonb #> '{feil,1,navn}', '"Mat"', 'and are named');
select is(test.lagre('omstillingsplan', test.utkast('omstillingsplan') || '{"omraadeendringer": [{"slag": "slaatt_sammen", "fra": [{"navn": "Skog"}, {"navn": "Hus av tre"}], "til": [{"navn": "Skog"}]},
	{"slag": "avsluttet", "fra": [{"navn": "Mat"}]}]}'), 'ok', 'one is merged into another, one ends');
select is(test.til_vedtatt(test.fremlegg('omstillingsplan')), 'vedtatt', 'adopted');
select results_eq($$select slag, fra_navn, til_navn from core.omraade_avstamning where gjelder_fra = '2026-11-01' order by nr$$, $$values ('omdoept', 'Trehus', 'Hus av tre'),
	('slaatt_sammen', 'Skog', 'Skog'), ('slaatt_sammen', 'Hus av tre', 'Skog'), ('avsluttet', 'Mat', null), ('ny', null, 'Energi')$$, 'what became of which; a new area is new without a word');
select is(test.bilde('2026-11-02', 'budsjett'), 'Skog 1500000+1000, Reiseliv 800000, Energi ingen', 'split and merged again: every krone is there');
select results_eq($$select e.andel from core.program g, core.omraade_etterkommere(g.id, '2026-11-02') e where g.kortnavn = 'dal' and e.omraade = (test.utkast('omstillingsplan') #>> '{innsatsomraader,0,id}')$$,
	$$values (100::numeric)$$, 'an area that others merged into is itself');
select results_eq($$select e.andel from core.program g, core.omraade_etterkommere(g.id, '2026-11-02') e where g.kortnavn = 'dal' and e.omraade = (select a.fra from core.omraade_avstamning a where a.fra_navn = 'Skog og tre' limit 1)$$,
	$$values (100::numeric)$$, '60 % and 40 % of the first have met again');

-- Nothing of it is undone, by nobody.
select throws_ok($$update core.omraade_avstamning set andel = 50$$, 'RP009', null, 'no row is changed');
select throws_ok($$delete from core.omraade_avstamning$$, 'RP009', null, 'none is deleted');
select throws_ok($$truncate core.omraade_avstamning$$, 'RP009', null, 'nor all of them');
select is((select string_agg(r.rolle || '/' || p, ' ') from unnest(array['omstilling_api', 'omstilling_daemon', 'anonym']) r (rolle), unnest(array['select', 'insert', 'update', 'delete']) p
	where has_table_privilege(r.rolle, 'core.omraade_avstamning', p)), null, 'and nobody but the owner''s functions touches the table');
select throws_ok($$insert into core.omraade_avstamning (program_id, nr, plan_id, versjon, sak_id, vedtak_id, gjelder_fra, slag, fra, til, andel)
	select program_id, 999, plan_id, versjon, sak_id, vedtak_id, gjelder_fra, 'omdoept', 'x', 'y', 60 from core.omraade_avstamning limit 1$$, '23514', null, 'a share is a split''s');

select * from finish();
rollback;

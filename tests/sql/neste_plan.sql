-- The draft of next year's handlingsplan, and checks of documents that are not stored. Allowed and denied.
\set op `cat :src/tests/sql/data/omstillingsplan.json`
\set hp `cat :src/tests/sql/data/handlingsplan.json`
begin;
select plan(43);
\ir lib/felles.psql
\ir lib/historie.psql
update core.oppsett set demonstrasjon = true, i_dag = '2025-11-01';

create function test.neste(hvem text, aar int, mer jsonb default '{}') returns text language sql as $$
	select test.grunn(hvem, 'draft_next_plan', (jsonb_build_object('program', 'dal', 'aar', aar) || mer)::json) $$;
create function test.utkast(kort text) returns jsonb language sql as $$
	select r.dokument from core.plan p join core.plan_revisjon r on r.plan_id = p.id where p.kortnavn = kort order by r.nr desc limit 1 $$;

-- Only of what is adopted.
select is(test.neste('pl', 2026), 'ingen_vedtatt_omstillingsplan', 'without an omstillingsplan');
select test.revisjon('dal', 'omstillingsplan', 1, jsonb_set(:'op', '{innsatsomraader,3,kommunalt_ansvar}', 'true') || '{"tverrgaaende": ["Nett"]}');
select is(test.neste('pl', 2026), 'ingen_vedtatt_omstillingsplan', 'a draft of one is not one');
select test.versjon('dal', 'omstillingsplan', 1, 1), test.vedtak('dal', 'omstillingsplan', 1, '2025-12-01');
select is(test.neste('pl', 2026), 'ingen_vedtatt_omstillingsplan', 'nor one adopted tomorrow');
update core.oppsett set i_dag = '2025-12-01';
select is(test.neste(null, 2026), '42501', 'without a token');
select is(test.neste('medlem', 2026), 'bare_de_som_forbereder_skriver', 'a member of the styringsgruppe');
select is(test.neste('fremmed', 2026), 'bare_de_som_forbereder_skriver', 'another programme''s project leader');
select is(test.grunn('pl', 'draft_next_plan', '{"program":"finnes-ikke","aar":2026}'), 'ukjent_program', 'an unknown programme');
select is(test.grunn('pl', 'draft_next_plan', '{"program":"dal"}'), 'felt_mangler', 'without a year');
select is(test.neste('pl', 2024), 'aaret_er_utenfor_perioden', 'the year before the period');
select is(test.neste('pl', 2028), 'aaret_er_utenfor_perioden', 'and the one after');
select is((select count(*) from core.plan where type = 'handlingsplan'), 0::bigint, 'what was refused left no plan');

-- The first year: areas, letters and targets.
select is(test.neste('pl', 2025), 'ok', 'the first year''s');
select is(test.neste('pl', 2025), 'planen_finnes_fra_foer', 'once');
select results_eq($$select (o ->> 'nummer')::int, o ->> 'navn', coalesce((o ->> 'stoetteomraade')::boolean, false), o ->> 'oppgitt_sum_resultatmaal'
	from jsonb_array_elements(test.utkast('handlingsplan-2025') -> 'omraader') o$$,
	format($$select (o ->> 'nummer')::int, o ->> 'navn', coalesce((o ->> 'stoetteomraade')::boolean, false), nullif(o #>> '{arbeidsplasser,0,verdi}', '-')
		from jsonb_array_elements(%L::jsonb -> 'innsatsomraader') o$$, :'op'), 'the areas with 2025''s targets; "-" is no target, 0 is one');
select results_eq($$select t ->> 'bokstav', t ->> 'strategi', t ->> 'tiltak', t ->> 'budsjett' from jsonb_array_elements(test.utkast('handlingsplan-2025') -> 'omraader') o,
	jsonb_array_elements(o -> 'tiltak') t$$, format($$select s ->> 'bokstav', s ->> 'tittel', null::text, null::text from jsonb_array_elements(%L::jsonb -> 'innsatsomraader') o,
	jsonb_array_elements(o -> 'strategier') s$$, :'op'), 'every letter with its title, and no money');
select is((select count(*) from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = 'handlingsplan-2025' and f.alvor = 'feil'), 0::bigint, 'a draft without an error');
select is((select jsonb_path_query_array(d, '$.omraader[*].kommunalt_ansvar') || (d -> 'tverrgaaende') from test.utkast('handlingsplan-2025') as d), '[true, "Nett"]', 'what the kommune itself answers for, and what holds in every area');
select is((select melding from core.plan_revisjon r join core.plan p on p.id = r.plan_id where p.kortnavn = 'handlingsplan-2025'), 'Utkast etter omstillingsplan versjon 1.', 'the log says of what');

-- The next year: last year's tiltak with what was not done.
select test.revisjon('dal', 'handlingsplan-2025', 2, '{"format": 1, "aar": 2025, "omraader": [
	{"nummer": 1, "navn": "En", "tiltak": [
		{"id": "t1", "bokstav": "A", "tiltak": "Kai", "budsjett": "5", "resultatmaal": "2", "delmaal": [{"antall": "2", "tekst": "Møter", "tilstand": "gjennomfoert"},
			{"antall": "1", "tekst": "Tegning", "tilstand": "igangsatt"}, {"tekst": "Uten tilstand"}]},
		{"id": "t2", "bokstav": "A", "tiltak": "Brygge", "delmaal": [{"tekst": "Ferdig", "tilstand": "gjennomfoert"}]},
		{"id": "t3", "bokstav": "X", "tiltak": "Utgått"}]}]}');
select is(test.neste('pl', 2026, '{"tittel": "Vårt andre år", "idempotency_key": "noekkel-26"}'), 'ok', 'the second year''s, last year''s not adopted');
select is((select count(*) from jsonb_path_query(test.utkast('handlingsplan-2026'), '$.omraader[*].tiltak[*].tiltak')), 0::bigint, 'takes nothing from a draft');
select is(test.utkast('handlingsplan-2026') ->> 'tittel', 'Vårt andre år', 'and the title it was given');
select is(test.neste('pl', 2026, '{"tittel": "Vårt andre år", "idempotency_key": "noekkel-26"}'), 'ok', 'the same request again is the same answer');
select is(test.neste('pl', 2027, '{"idempotency_key": "noekkel-26"}'), 'idempotensnoekkel_brukt_om', 'the key for another is refused');
set local session_replication_role = replica;
delete from core.plan_revisjon where plan_id = (test.plan('dal', 'handlingsplan-2026')).id;
delete from core.plan where kortnavn = 'handlingsplan-2026';
set local session_replication_role = origin;
select test.versjon('dal', 'handlingsplan-2025', 1, 2), test.vedtak('dal', 'handlingsplan-2025', 1, '2025-11-20');
create temp table svar as select test.svar('pl', 'draft_next_plan', '{"program":"dal","aar":2026}')::jsonb as svar;
select is((select svar #>> '{plan,navn}' || ' ' || (svar #>> '{plan,tilstand}') || ' ' || (svar ->> 'etag') from svar), 'dal/handlingsplan-2026 utkast r1', 'a draft like any other');
select is((select svar ->> 'melding' from svar), 'Utkast etter omstillingsplan versjon 1 og handlingsplan-2025 versjon 1. Ikke tatt med, bokstaven er utgått: X.', 'that says what it left out');
select results_eq($$select t ->> 'id', t ->> 'tiltak', t ->> 'budsjett', t ->> 'resultatmaal', (select string_agg(d ->> 'tekst', ', ') from jsonb_array_elements(t -> 'delmaal') d)
	from jsonb_array_elements(test.utkast('handlingsplan-2026') #> '{omraader,0,tiltak}') t where t ->> 'bokstav' = 'A'$$,
	$$values ('t1', 'Kai', null::text, null::text, 'Tegning, Uten tilstand'), ('t2', 'Brygge', null, null, null)$$, 'last year''s tiltak, what is left of their delmål, no money');
select is((select string_agg(distinct t ->> 'bokstav', '') from jsonb_array_elements(test.utkast('handlingsplan-2026') -> 'omraader') o, jsonb_array_elements(o -> 'tiltak') t),
	'ABCDE', 'and every letter');
select is((select count(*) from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = 'handlingsplan-2026' and f.alvor = 'feil'), 0::bigint, 'without an error');
select is(test.grunn('pl', 'save_plan', json_build_object('plan', 'dal/handlingsplan-2026', 'etag', 'r1', 'handlingsplan', test.utkast('handlingsplan-2026') || '{"tittel": "Endret"}')), 'ok', 'it is saved like any other');
select is((select count(*) from checks.forskjeller(test.utkast('handlingsplan-2025'), test.utkast('handlingsplan-2026'), false) where slag = 'fjernet' and gammel like '%Kai%'), 0::bigint,
	'compared with last year''s, a tiltak that goes on goes on');

-- A document that is not stored: by itself, with its omstillingsplan, as a plan of the programme, as the next revision.
create function test.sjekk(hvem text, req jsonb) returns text language sql as $$
	select coalesce((select string_agg(f ->> 'regel' || ' ' || (f ->> 'alvor') || ' ' || (f ->> 'sted'), ', ') from json_array_elements((k.s).json -> 'funn') f where f ->> 'alvor' = 'feil'),
		(k.s).json ->> 'aapne_feil', nullif((k.s).grunn, ''), (k.s).kode)
	from (select test.kall(hvem, 'check_plan', req::json) as s offset 0) k $$;
create temp table foer as select (select count(*) from core.plan_revisjon) as n, (select count(*) from core.journal) as j;
select is(test.sjekk('fremmed', jsonb_build_object('omstillingsplan', :'op'::jsonb)), '0', 'a consistent omstillingsplan');
select is(test.sjekk('fremmed', jsonb_build_object('omstillingsplan', jsonb_set(:'op', '{oppgitt_totalsum}', '"14"'))), 'OP-3 feil oppgitt_totalsum', 'a slip in it');
select is(test.sjekk('fremmed', jsonb_build_object('handlingsplan', :'hp'::jsonb, 'omstillingsplan', :'op'::jsonb)), '0', 'a handlingsplan with the omstillingsplan it builds on');
select is(test.sjekk('fremmed', jsonb_build_object('handlingsplan', :'hp'::jsonb)), 'HP-3 feil omraader', 'without one its letters hang in the air');
select is(test.sjekk('medlem', jsonb_build_object('handlingsplan', :'hp'::jsonb, 'program', 'dal')), '0', 'in the programme: against its own');
select is(test.sjekk('medlem', jsonb_build_object('handlingsplan', jsonb_set(:'hp', '{omraader,0,tiltak,0,bokstav}', '"Q"'), 'plan', 'dal/handlingsplan-2025')) ~ 'HP-3', true, 'or as a plan''s next revision');
select is(test.sjekk('fremmed', jsonb_build_object('handlingsplan', :'hp'::jsonb, 'program', 'dal')), 'bare_for_deltakere', 'not in another''s programme');
select is(test.sjekk('fremmed', jsonb_build_object('handlingsplan', :'hp'::jsonb, 'plan', 'dal/handlingsplan-2026')), 'ukjent_plan', 'nor as another''s plan');
select is(test.sjekk('medlem', jsonb_build_object('handlingsplan', :'hp'::jsonb, 'plan', 'dal/omstillingsplan')), 'feil_plantype', 'not as a plan of another kind');
select is(test.sjekk('medlem', '{"program": "dal"}'), 'felt_mangler', 'nothing to check');
select is(test.sjekk('medlem', jsonb_build_object('handlingsplan', jsonb_build_object('kapitler', (select jsonb_agg('{}'::jsonb) from generate_series(1, 25001))))), 'dokumentet_er_for_stort', 'nor without end');
select is(test.sjekk(null, jsonb_build_object('omstillingsplan', :'op'::jsonb)), '42501', 'nobody without a token');
select is((select count(*) from core.plan_revisjon) + (select count(*) from core.journal), (select n + j from foer), 'and nothing was stored');

select * from finish();
rollback;

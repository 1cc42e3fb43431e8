-- Hallingdal's plans: the omstillingsplan, the handlingsplaner of three years, of which the second merges areas, and the
-- omstillingsplan as it was revised after that. Their lineage in a programme: avstamning_hallingdal.sql.
-- What is real in them is the evaluation's (S3); the expectation is worked out by hand.
\set op22 `cat :src/client/demo/hallingdal/omstillingsplan-2022.json`
\set op23 `cat :src/client/demo/hallingdal/omstillingsplan-2023.json`
\set hp22 `cat :src/client/demo/hallingdal/handlingsplan-2022.json`
\set hp23 `cat :src/client/demo/hallingdal/handlingsplan-2023.json`
\set hp24 `cat :src/client/demo/hallingdal/handlingsplan-2024.json`
begin;
select plan(20);
-- The temporary table below is not there for parallel workers.
set local max_parallel_workers_per_gather = 0;

create temp table hd on commit drop as select :'op22'::jsonb as op22, :'op23'::jsonb as op23, :'hp22'::jsonb as hp22, :'hp23'::jsonb as hp23, :'hp24'::jsonb as hp24;

-- No rule has anything to say, but where one plan is laid beside the wrong other one.
select is_empty($$select regel, sted, tekst from hd, checks.omstillingsplan(op22)$$, 'the omstillingsplan of 2022');
select is_empty($$select regel, sted, tekst from hd, checks.omstillingsplan(op23, jsonb_build_array(op22))$$, 'as it was revised: letters go on from J, E and F are retired');
select is_empty($$select regel, sted, tekst from hd, checks.handlingsplan(hp22, op22)$$, 'the handlingsplan of 2022');
select set_eq($$select regel, alvor, beregnet from hd, checks.handlingsplan(hp23, op22)$$, $$values ('HP-4', 'varsel', 'E'), ('HP-4', 'varsel', 'F')$$,
	'the handlingsplan of 2023 on the plan of 2022, whose areas it changes: nothing is done about roads and mobile coverage any more');
select is_empty($$select regel, sted, tekst from hd, checks.handlingsplan(hp24, op23)$$, 'the handlingsplan of 2024 on the revised plan');
select set_eq($$select regel, oppgitt from hd, checks.handlingsplan(hp23 - 'omraadeendringer', op22) where alvor = 'feil'$$,
	$$values ('HP-2', '20'), ('HP-2', null), ('HP-3', 'G'), ('HP-3', 'H'), ('HP-3', 'I'), ('HP-3', 'J')$$,
	'without its changes the handlingsplan of 2023 does not fit the areas of 2022');

-- What the evaluation says [S3].
select is(op22 #>> '{hovedmaal,arbeidsplasser}' || '/' || (op23 #>> '{hovedmaal,nye}'), '200/200', 'goal: 200 new jobs') from hd;
select is(op22 ->> 'fra_aar' || '-' || (op22 ->> 'til_aar'), '2022-2024', 'in three years') from hd;
select results_eq($$select o ->> 'navn' from hd, jsonb_array_elements(op22 -> 'innsatsomraader') o$$,
	array['Rekruttering og kompetanse', 'Innovasjonskultur', 'Kommunikasjon og samferdsel', 'Bærekraft', 'Attraktivitet for næringslivet', 'Kultur og samfunn'], 'six areas');
select is((select count(*) from hd, jsonb_array_elements(op22 -> 'innsatsomraader') o where (o ->> 'stoetteomraade')::boolean), 2::bigint, 'two of them supporting');
select results_eq($$select o ->> 'navn' from hd, jsonb_array_elements(op23 -> 'innsatsomraader') o$$,
	array['Rekruttering og kompetanse', 'Innovasjonskultur', 'Bærekraft og mobilitet', 'Bo- og næringsattraktivitet'], 'from 2023 four');
select is_empty($$select d.navn from hd, lateral (values ('op22', op22), ('op23', op23), ('hp22', hp22), ('hp23', hp23), ('hp24', hp24)) d (navn, dok) where dok ->> 'tittel' !~ 'skrevet for demonstrasjon'$$,
	'what is not the evaluation''s is marked, in the title of every plan');

-- The two omstillingsplaner differ as they should.
select set_eq($$select slag, coalesce(gammel, ny_verdi) from hd, checks.forskjeller(op22, op23) where slag in ('lagt_til', 'fjernet') and sted ~ '^innsatsomraader/\d+(\.\d+)?$'$$,
	$$values ('fjernet', 'Kommunikasjon og samferdsel'), ('fjernet', 'Bærekraft'), ('fjernet', 'Attraktivitet for næringslivet'), ('fjernet', 'Kultur og samfunn'),
		('lagt_til', 'Bærekraft og mobilitet'), ('lagt_til', 'Bo- og næringsattraktivitet')$$, 'four areas end, two begin');
select set_eq($$select sted from hd, checks.forskjeller(op22, op23) where slag = 'flyttet'$$,
	array['innsatsomraader/3/strategier/G', 'innsatsomraader/3/strategier/H', 'innsatsomraader/4/strategier/I', 'innsatsomraader/4/strategier/J'], 'four strategies go on in the new areas');

-- The server takes them as they are: ids and letters stay, and a revision of the areas is no new lettering.
\ir lib/felles.psql
\ir lib/historie.psql
create function test.lagre(plan text, etag text, type text, dok jsonb) returns text language sql as $$
	select test.grunn('pl', 'save_plan', json_build_object('plan', 'dal/' || plan, 'etag', etag, type, dok)) $$;
select is(test.grunn('pl', 'create_plan', json_strip_nulls(json_build_object('program', 'dal', 'type', type, 'aar', aar, 'tittel', 'Hallingdal'))), 'ok', 'a draft: ' || type)
from (values ('omstillingsplan', null), ('handlingsplan', 2023)) x (type, aar);
select is(test.lagre('omstillingsplan', 'r1', 'omstillingsplan', op22), 'ok', 'the first omstillingsplan is saved') from hd;
select is(test.lagre('omstillingsplan', 'r2', 'omstillingsplan', op23), 'ok', 'then the revised one') from hd;
select is(test.lagre('handlingsplan-2023', 'r1', 'handlingsplan', hp23), 'ok', 'and the handlingsplan') from hd;
select is((select jsonb_agg(r.dokument order by r.dokument ->> 'tittel' collate "C") from core.plan_revisjon r where r.dokument ? 'kapitler'), jsonb_build_array(hp23, op22, op23), 'as they were sent') from hd;

select * from finish();
rollback;

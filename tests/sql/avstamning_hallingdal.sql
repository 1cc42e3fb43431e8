-- Hallingdal, 2022 to 2024 (handbook 8.3 and 11): four areas and two supporting ones become four with the handlingsplan of
-- 2023. The plans are drafted, frozen and adopted by the people whose turn it is; then every date is asked for.
\set op22 `cat :src/client/demo/hallingdal/omstillingsplan-2022.json`
\set op23 `cat :src/client/demo/hallingdal/omstillingsplan-2023.json`
\set hp22 `cat :src/client/demo/hallingdal/handlingsplan-2022.json`
\set hp23 `cat :src/client/demo/hallingdal/handlingsplan-2023.json`
\set hp24 `cat :src/client/demo/hallingdal/handlingsplan-2024.json`
begin;
select plan(52);
\ir lib/felles.psql
\ir lib/sak.psql
update core.program set kortnavn = 'hallingdal', periode_fra = '2022-01-01', periode_til = '2024-12-31' where kortnavn = 'dal';
create temp table hd on commit drop as select :'op22'::jsonb as op22, :'op23'::jsonb as op23, :'hp22'::jsonb as hp22, :'hp23'::jsonb as hp23, :'hp24'::jsonb as hp24;

-- A plan from an empty draft, or its newest revision, to a frozen version; the name of its case, or why not.
create function test.fremlegg(type text, dok jsonb) returns text language plpgsql as $$
declare
	navn text := 'hallingdal/' || type || coalesce('-' || (dok ->> 'aar'), '');
	etag text := coalesce(test.svar('leder', 'create_plan', jsonb_build_object('program', 'hallingdal', 'type', type, 'aar', dok -> 'aar', 'tittel', 'Hallingdal')::json) ->> 'etag',
		test.svar('leder', 'get_plan', json_build_object('plan', navn)) ->> 'etag');
	k    test.svar := test.kall('leder', 'save_plan', json_build_object('plan', navn, 'etag', etag, type, dok));
begin
	if k.kode = '00000' then
		k := test.kall('leder', 'submit_plan', json_build_object('plan', navn));
	end if;
	return coalesce(k.json ->> 'sak', nullif(k.grunn, ''), k.kode);
end $$;
create function test.omraader(dag text, hvem text default null) returns jsonb language sql as $$
	select test.svar(hvem, 'get_omraader', json_strip_nulls(json_build_object('program', 'hallingdal', 'dato', dag)))::jsonb $$;
create function test.navn(dag text) returns text language sql as $$
	select coalesce(string_agg(o ->> 'navn' || case when (o ->> 'stoetteomraade')::boolean then '*' else '' end, ', ' order by nr), 'ingen')
	from jsonb_array_elements(test.omraader(dag) -> 'omraader') with ordinality x (o, nr) $$;
create function test.rad(dag text, navn text, felt text) returns text language sql as $$
	select coalesce((select string_agg(c ->> 'aar' || ':' || coalesce(c ->> 'verdi', 'null'), ' ' order by c ->> 'aar')
		from jsonb_array_elements(test.omraader(dag) -> 'omraader') o, jsonb_array_elements(o -> felt) c where o ->> 'navn' = $2), 'ingen') $$;

-- Year 1.
select test.dag('2021-12-15');
select is(test.navn(null), 'ingen', 'no area before there is a plan');
select is(test.fremlegg('omstillingsplan', op22), 'hallingdal/sak-1', 'the omstillingsplan of 2022') from hd;
select is(test.navn(null) || ', ' || jsonb_array_length(test.omraader(null, 'leder') -> 'omraader'), 'ingen, 0', 'a frozen plan has no areas in force, for nobody');
select is(test.til_vedtatt('hallingdal/sak-1'), 'vedtatt', 'is adopted');
select is(test.fremlegg('handlingsplan', hp22), 'hallingdal/sak-2', 'the handlingsplan of 2022') from hd;
select is(test.til_vedtatt('hallingdal/sak-2'), 'vedtatt', 'is adopted');
select is(test.navn(null), 'Rekruttering og kompetanse, Innovasjonskultur, Kommunikasjon og samferdsel, Bærekraft, Attraktivitet for næringslivet*, Kultur og samfunn*', 'four areas and two supporting ones');
select is(test.rad(null, 'Bærekraft', 'arbeidsplasser'), '2022:5 2023:12 2024:15', 'with their targets');
select is(test.rad(null, 'Kultur og samfunn', 'arbeidsplasser'), '2022:- 2023:- 2024:-', 'or none');
select is(test.rad(null, 'Bærekraft', 'budsjett'), '2022:700000', 'and the year''s budget');
select results_eq($$select slag, til_navn, sak.nr from core.omraade_avstamning a join core.sak on sak.id = a.sak_id order by a.nr limit 1$$, $$values ('ny', 'Rekruttering og kompetanse', 1)$$, 'new by the decision on the first plan');

-- The handlingsplan of 2023 makes four of six.
select test.dag('2022-12-14');
select is(test.fremlegg('handlingsplan', hp23 - 'omraadeendringer'), 'aapne_feil', 'without its changes it is full of errors') from hd;
create temp table neste on commit drop as select test.svar('leder', 'get_plan', '{"plan": "hallingdal/handlingsplan-2023"}') ->> 'etag' as etag;
select is(test.fremlegg('handlingsplan', jsonb_set(hp23, '{omraadeendringer,2,fra,0}', '{"navn": "Kommunikasjon"}')), 'ukjent_innsatsomraade', 'an area that there is not') from hd;
select is(test.fremlegg('handlingsplan', jsonb_set(hp23, '{omraadeendringer,2,fra}', '[{"navn": "Bærekraft"}]')), 'omraadeendringen_er_ufullstendig', 'a merger of one') from hd;
select is(test.fremlegg('handlingsplan', jsonb_set(hp23, '{omraadeendringer,2,fra,1}', '{"navn": "Innovasjonskultur"}')), 'omraadet_har_to_skjebner', 'an area that goes on and does not') from hd;
select is(test.fremlegg('handlingsplan', hp23), 'hallingdal/sak-3', 'the handlingsplan of 2023') from hd;
select is(test.navn(null) ~ 'Kultur og samfunn', true, 'until it is adopted nothing has changed');
select is((test.omraader(null, 'leder') -> 'avstamning')::text ~ 'mobilitet', false, 'for nobody, not the project leader either');
select is(test.grunn(null, 'get_plan', '{"plan": "hallingdal/handlingsplan-2023"}'), 'ukjent_plan', 'and nobody outside reads the draft''s lineage');
select is(test.til_vedtatt('hallingdal/sak-3'), 'vedtatt', 'is adopted');
select is(test.navn(null), 'Rekruttering og kompetanse, Innovasjonskultur, Bærekraft og mobilitet, Bo- og næringsattraktivitet', 'four areas');
select is(test.navn('2022-12-13') ~ 'Kultur og samfunn', true, 'the day before there were six');
select is(test.navn('2022-12-14'), test.navn(null), 'from the meeting''s date');
select is(test.rad(null, 'Bærekraft og mobilitet', 'arbeidsplasser'), '2022:10 2023:20 2024:25', 'the target is the sum of the two: 5 + 5, 8 + 12, 10 + 15');
select is(test.rad(null, 'Bo- og næringsattraktivitet', 'arbeidsplasser'), '2022:- 2023:- 2024:-', 'no goal and no goal is no goal, not 0');
select is(test.rad(null, 'Bærekraft og mobilitet', 'budsjett'), '2022:1200000 2023:1200000', 'last year''s budgets follow: 500 000 + 700 000');
select is(test.rad(null, 'Bo- og næringsattraktivitet', 'budsjett'), '2022:700000 2023:700000', '400 000 + 300 000');
select is(test.rad(null, 'Innovasjonskultur', 'budsjett'), '2022:1600000 2023:1600000', 'what goes on keeps its own');
select results_eq($$select gjelder_fra::text, slag, fra_navn, til_navn, andel, sak.nr from core.omraade_avstamning a join core.sak on sak.id = a.sak_id where slag <> 'ny' order by a.nr$$,
	$$values ('2022-12-14', 'viderefoert', 'Rekruttering og kompetanse', 'Rekruttering og kompetanse', 100::numeric, 3), ('2022-12-14', 'viderefoert', 'Innovasjonskultur', 'Innovasjonskultur', 100, 3),
		('2022-12-14', 'slaatt_sammen', 'Kommunikasjon og samferdsel', 'Bærekraft og mobilitet', 100, 3), ('2022-12-14', 'slaatt_sammen', 'Bærekraft', 'Bærekraft og mobilitet', 100, 3),
		('2022-12-14', 'slaatt_sammen', 'Attraktivitet for næringslivet', 'Bo- og næringsattraktivitet', 100, 3), ('2022-12-14', 'slaatt_sammen', 'Kultur og samfunn', 'Bo- og næringsattraktivitet', 100, 3)$$,
	'which came of which, when, by which decision');
select is((test.omraader(null) #>> '{avstamning,8,sak}') || ' ' || (test.omraader(null) #>> '{avstamning,8,plan}') || ' ' || (test.omraader(null) #>> '{avstamning,8,versjon}'), 'hallingdal/sak-3 hallingdal/handlingsplan-2023 1', 'as the answer has it');
select is(test.omraader(null) #>> '{avstamning,8,grunn}' ~ 'grønn mobilitet', true, 'and why');
select is(jsonb_array_length(test.omraader('2022-12-13') -> 'avstamning'), 6, 'the lineage is that of the day asked for');
select results_eq($$select e.omraade, e.etterkommer, e.andel from core.program g, core.omraade_etterkommere(g.id, '2023-01-01') e where g.kortnavn = 'hallingdal' and e.omraade <> e.etterkommer order by 1$$,
	$$values ('omraade-attraktivitet', 'omraade-bo-naering', 100::numeric), ('omraade-baerekraft', 'omraade-baerekraft-mobilitet', 100), ('omraade-kultur', 'omraade-bo-naering', 100),
		('omraade-samferdsel', 'omraade-baerekraft-mobilitet', 100)$$, 'what is booked on an old area is found on the new');
select is_empty($$select * from core.program g, core.omraade_etterkommere(g.id, '2022-12-13') e where g.kortnavn = 'hallingdal' and e.omraade <> e.etterkommer$$, 'not before');

-- A plan adopted anew has its changes in it, and makes them once.
select test.dag('2023-03-01');
select is(test.fremlegg('handlingsplan', hp23 || '{"kommunikasjonsplan": "Ny"}'), 'hallingdal/sak-4', 'the handlingsplan of 2023 once more') from hd;
select is(test.til_vedtatt('hallingdal/sak-4'), 'vedtatt', 'is adopted');
select results_eq($$select slag, count(*) from core.omraade_avstamning group by slag order by slag$$, $$values ('ny', 6::bigint), ('slaatt_sammen', 4), ('viderefoert', 4)$$, 'it lets two areas go on once more, and merges nothing');
select is(test.rad(null, 'Bærekraft og mobilitet', 'budsjett'), '2022:1200000 2023:1200000', 'figures are counted once');

-- Next year's draft, from the areas that the lineage leaves.
select test.grunn('leder', 'draft_next_plan', '{"program": "hallingdal", "aar": 2024}');
create function test.utkast(kort text) returns jsonb language sql as $$
	select r.dokument from core.plan p join core.plan_revisjon r on r.plan_id = p.id where p.kortnavn = kort order by r.nr desc limit 1 $$;
select results_eq($$select (o ->> 'nummer')::int, o ->> 'navn', o ->> 'innsatsomraade', o ->> 'oppgitt_sum_resultatmaal', (select string_agg(distinct t ->> 'bokstav', '' order by t ->> 'bokstav') from jsonb_array_elements(o -> 'tiltak') t)
	from jsonb_array_elements(test.utkast('handlingsplan-2024') -> 'omraader') o$$,
	$$values (1, 'Rekruttering og kompetanse', 'omraade-rekruttering', '20', 'AB'), (2, 'Innovasjonskultur', 'omraade-innovasjon', '45', 'CD'),
		(3, 'Bærekraft og mobilitet', 'omraade-baerekraft-mobilitet', '25', 'EFGH'), (4, 'Bo- og næringsattraktivitet', 'omraade-bo-naering', null, 'IJ')$$, 'areas, targets and letters');
select is((select count(*) from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = 'handlingsplan-2024' and f.alvor = 'feil'), 0::bigint, 'without an error');

-- The omstillingsplan is revised: it has the areas that the handlingsplan made, or says what becomes of them.
select test.dag('2023-06-14');
select is(test.fremlegg('omstillingsplan', op22 || '{"tittel": "Uten endring"}'), 'omraadet_er_avsluttet', 'the old areas do not come back') from hd;
select is(test.fremlegg('omstillingsplan', jsonb_set(op23, '{innsatsomraader,3,id}', '"omraade-annet"')), 'omraadet_forsvinner', 'none is left out, another of its name is another') from hd;
select is(test.fremlegg('omstillingsplan', op23), 'hallingdal/sak-5', 'the revised plan') from hd;
select is(test.til_vedtatt('hallingdal/sak-5'), 'vedtatt', 'is adopted');
select is((select count(*) from core.omraade_avstamning where gjelder_fra = '2023-06-14'), 0::bigint, 'it makes nothing of the areas: they are the same');
select is(test.navn(null), test.navn('2023-01-01'), 'under the same names');
select is(test.rad(null, 'Bo- og næringsattraktivitet', 'arbeidsplasser') || ', ' || test.rad('2023-06-13', 'Bo- og næringsattraktivitet', 'arbeidsplasser'),
	'2022:0 2023:0 2024:0, 2022:- 2023:- 2024:-', 'but one has the target 0 from that day, and had none');

-- Year 3.
select test.dag('2023-12-13');
select is(test.fremlegg('handlingsplan', hp24), 'hallingdal/sak-6', 'the handlingsplan of 2024') from hd;
select is(test.til_vedtatt('hallingdal/sak-6'), 'vedtatt', 'is adopted');
select is(test.rad(null, 'Bærekraft og mobilitet', 'budsjett'), '2022:1200000 2023:1200000 2024:1200000', 'three years'' budgets on the area');
select is(test.rad('2022-06-01', 'Bærekraft', 'budsjett'), '2022:700000', 'and on the old one, as of when it was there');
select is((select sum(b.budsjett) from core.program g, core.omraade_budsjett(g.id, '2024-01-01') b where g.kortnavn = 'hallingdal'), 13200000::numeric, 'no krone is lost: three years of 4 400 000');

select * from finish();
rollback;

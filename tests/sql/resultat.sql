-- What project leaders report: who reports and who approves, what counts when, corrections, the three things that a figure may be, sums
-- along the lineage by hand, and the accounts of supported companies.
begin;
select plan(95);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
\ir lib/resultat.psql

select test.prosjekt('Trehus', 'skog', '2020-03-01'), test.prosjekt('Gardsmat', 'mat', '2020-03-01'), test.prosjekt('Sti', 'natur', '2019-06-01');
select is(test.svar('leder', 'get_resultater', '{"program":"dal"}')::jsonb - 'tall', '{"dato":"2020-10-01"}', 'nothing before there is anything');

-- Reported.
select is(test.rapporter('dal/prosjekt-1', aar, mer::jsonb), grunn, tekst) from (values
	(2020, '{}', 'rapporten_sier_noe', 'a report says something'), (2020, '{"aktiviteter":"  "}', 'rapporten_sier_noe', 'and not blanks'),
	(2020, '{"nye":"mange"}', 'antallet_er_et_tall', 'in figures'), (2020, '{"nye":"-3"}', 'antallet_er_et_tall', 'not below zero'), (2020, '{"sikrede":"1.234"}', 'antallet_er_et_tall', 'nor ambiguous'),
	(2020, '{"nye_foretak":"1,5"}', 'antallet_er_et_tall', 'companies are whole'), (2020, '{"soeknader":"x"}', 'antallet_er_et_tall', 'applications too'),
	(2020, '{"brukt":"masse"}', 'ugyldig_beloep', 'money is an amount'), (2020, '{"utloest":"-1"}', 'rapportens_beloep_er_ikke_negative', 'and not below zero'),
	(2019, '{"nye":"1"}', 'aaret_er_utenfor_prosjektet', 'not of a year before the project'), (2021, '{"nye":"1"}', 'aaret_er_utenfor_prosjektet', 'nor of one to come'),
	(2020, json_build_object('aktiviteter', repeat('x', 20001))::text, 'aktivitetene_er_kort_fortalt', 'nor without end'),
	(2020, '{"nye":"1","korrigerer":"dal/prosjektrapport-1"}', 'ukjent_prosjektrapport', 'a correction is of what is there')) v (aar, mer, grunn, tekst);
select is(test.rapporter('dal/prosjekt-9', 2020, '{"nye":"1"}'), 'ukjent_prosjekt', 'of a project that is there');
select is(test.rapporter('dal/prosjekt-1', 2020, '{"nye":"1"}', h), g, h || ' reports') from (values ('osleder', 'bare_de_som_forbereder_skriver'), ('naering', 'bare_de_som_forbereder_skriver'),
	('raadgiver', 'bare_de_som_forbereder_skriver'), ('utenfor', 'ukjent_prosjekt')) v (h, g);
select is(test.rapporter('dal/prosjekt-1', 2020, '{"nye":" 4,5","brukt":"kr 200 000,-","utloest":"450 000","nye_foretak":"1","soeknader":"2","aktiviteter":"Bygd"}'), 'dal/prosjektrapport-1', 'as people print figures');
select is((test.svar('naering', 'list_prosjektrapporter', '{"program":"dal"}')::jsonb #> '{rapporter,0}') - 'id',
	'{"navn":"dal/prosjektrapport-1","prosjekt":"dal/prosjekt-1","tittel":"Trehus","aar":2020,"nye":"4.5","nye_foretak":"1","soeknader":"2","brukt":"200000.00","utloest":"450000.00","aktiviteter":"Bygd","tilstand":"innsendt","brukernavn":"programleder","dato":"2020-10-01"}',
	'stored as decimals, and what is not measured is not there');
select is(test.omraadetall('skog', 2020), 'ingen', 'it does not count yet');

-- Approved by another.
select is(test.godkjenn('dal/prosjektrapport-1', h), g, h || ' approves') from (values ('programleder', 'fire_oeyne'), ('leder', 'rapporten_godkjennes_av_andre'), ('os2', 'rapporten_godkjennes_av_andre'),
	('ordfoerer', 'rapporten_godkjennes_av_andre'), ('raadgiver', 'rapporten_godkjennes_av_andre'), ('utenfor', 'ukjent_prosjektrapport')) v (h, g);
select is((test.kall('os2', 'review_prosjektrapport', '{"rapport":"dal/prosjektrapport-1"}')).detalj::jsonb #> '{tur,organer}', '["Pl", "Os"]', 'the refusal names whose turn it is');
select is(test.godkjenn('dal/prosjektrapport-1', 'osleder', '{"utfall":"kanskje"}'), 'utfallet_passer_ikke', 'yes or no');
select is(test.godkjenn('dal/prosjektrapport-1', 'osleder', '{"utfall":"nei"}'), 'en_underkjent_rapport_har_en_grunn', 'a no has a reason');
select is(test.godkjenn('dal/prosjektrapport-1'), 'ok', 'the styre''s leader approves');
select is(test.godkjenn('dal/prosjektrapport-1', 'osleder', '{"utfall":"nei","grunn":"x"}'), 'rapporten_er_behandlet_foer', 'once');
select is(test.omraadetall('skog', 2020), 'null/null/null 4.5+null=4.5 null/null/null sikrede: ikke målt', 'it counts; secured jobs were not measured, which is not 0');
select is(test.rapporter('dal/prosjekt-1', 2020, '{"nye":"2","sikrede":"0"}', 'leder'), 'dal/prosjektrapport-2', 'the project leader reports more');
select is(test.godkjenn('dal/prosjektrapport-2', 'programleder'), 'ok', 'the programleder approves');
select is(test.omraadetall('skog', 2020), 'null/null/null 6.5+0=6.5 null/null/null sikrede: ikke målt i 1 av 2 rapporter', 'reports add up; 0 is measured');
select is(test.telt('dal/prosjekt-2', 2020, '{"nye":"-","sikrede":"-"}'), 'dal/prosjektrapport-3 ok', 'a project without such a goal');
select is(test.omraadetall('mat', 2020), 'null/null/null -+-=- null/null/null', 'is neither 0 nor not measured');
select is(test.telt('dal/prosjekt-2', 2020, '{"nye":"3"}'), 'dal/prosjektrapport-4 ok', 'it has a job after all');
select is(test.omraadetall('mat', 2020), 'null/null/null 3+null=3 null/null/null sikrede: ikke målt i 1 av 2 rapporter', 'which is a figure');
select is(test.rapporter('dal/prosjekt-3', 2019, '{"aktiviteter":"Rydda"}'), 'dal/prosjektrapport-5', 'a report of what was done alone');
select is(test.godkjenn('dal/prosjektrapport-5', 'osleder', '{"utfall":"nei","grunn":"Ikke målt?"}'), 'ok', 'is not approved');
select is(test.omraadetall('natur', 2019), 'ingen', 'and does not count');
select is((select string_agg(concat_ws(' ', r ->> 'navn', r ->> 'tilstand', r ->> 'grunn'), ', ') from json_array_elements(test.svar('naering', 'list_prosjektrapporter', '{"program":"dal","tilstand":"underkjent"}') -> 'rapporter') r),
	'dal/prosjektrapport-5 underkjent Ikke målt?', 'which is told');
select is(test.telt('dal/prosjekt-3', 2019, '{"aktiviteter":"Rydda"}'), 'dal/prosjektrapport-6 ok', 'approved the second time');
select is(test.omraadetall('natur', 2019), 'null/null/null null+null=null null/null/null nye: ikke målt; sikrede: ikke målt', 'nothing was measured');

-- Corrected by new reports.
select test.dag('2020-11-01');
select is(test.rapporter('dal/prosjekt-2', 2020, '{"nye":"1","korrigerer":"dal/prosjektrapport-1"}'), 'korreksjonen_gjelder_noe_annet', 'not by one of another project');
select is(test.rapporter('dal/prosjekt-3', 2020, '{"nye":"1","korrigerer":"dal/prosjektrapport-6"}'), 'korreksjonen_gjelder_noe_annet', 'nor of another year');
select is(test.rapporter('dal/prosjekt-1', 2020, '{"nye":"3","sikrede":"1","korrigerer":"dal/prosjektrapport-1"}'), 'dal/prosjektrapport-7', 'a correction');
select is(test.omraadetall('skog', 2020), 'null/null/null 6.5+0=6.5 null/null/null sikrede: ikke målt i 1 av 2 rapporter', 'counts when it is approved');
select is(test.rapporter('dal/prosjekt-1', 2020, '{"nye":"9","korrigerer":"dal/prosjektrapport-1"}'), 'rapporten_er_alt_korrigert', 'not two at a time');
select is(test.godkjenn('dal/prosjektrapport-7', 'osleder', '{"utfall":"nei","grunn":"Fortsatt feil"}'), 'ok', 'which it is not');
select is(test.telt('dal/prosjekt-1', 2020, '{"nye":"3","sikrede":"1","korrigerer":"dal/prosjektrapport-1"}'), 'dal/prosjektrapport-8 ok', 'another is');
select is(test.omraadetall('skog', 2020), 'null/null/null 5+1=6 null/null/null', 'it counts instead, all of it measured');
select is(test.omraadetall('skog', 2020, '2020-10-31'), 'null/null/null 6.5+0=6.5 null/null/null sikrede: ikke målt i 1 av 2 rapporter', 'and the day before it was otherwise');
select is(test.rapporter('dal/prosjekt-1', 2020, '{"nye":"1","korrigerer":"dal/prosjektrapport-1"}'), 'rapporten_er_alt_korrigert', 'the newest is named');
select is(test.telt('dal/prosjekt-1', 2020, '{"nye":"4","korrigerer":"dal/prosjektrapport-8"}'), 'dal/prosjektrapport-9 ok', 'a correction is corrected');
select is(test.omraadetall('skog', 2020), 'null/null/null 6+0=6 null/null/null sikrede: ikke målt i 1 av 2 rapporter', 'the last one counts');
select is((select string_agg(r ->> 'tilstand', ' ' order by n) from json_array_elements(test.svar('leder', 'list_prosjektrapporter', '{"program":"dal","prosjekt":"dal/prosjekt-1"}') -> 'rapporter') with ordinality x (r, n)),
	'korrigert godkjent underkjent korrigert godkjent', 'nothing is overwritten');
select throws_ok('update core.prosjektlederrapport set nye = ''9''', 'RP009', null, 'by nobody');
select throws_ok('delete from core.prosjektlederrapport_svar', 'RP009', null, 'nor taken back');
select is(test.svar('leder', 'list_prosjektrapporter', '{"program":"dal","page_size":1,"page_token":"2"}')::jsonb #>> '{rapporter,0,navn}', 'dal/prosjektrapport-3', 'page by page');
select is((select count(*)::int from core.journal j where j.linje::json ->> 'hendelse' in ('prosjektlederrapport', 'prosjektlederrapport_behandlet')), 18, 'each is journalled, and each judgement');

-- Targets, and results along a lineage with a split: skog is two thirds tre and a third jakt.
select test.vedtatt_plan('omstillingsplan', '{"hovedmaal":{"arbeidsplasser":"30","nye":"20","sikrede":"10"},"arbeidsplasser":[{"aar":2020,"verdi":"12","nye":"8","sikrede":"4"},{"aar":2021,"verdi":"18"}],
	"innsatsomraader":[{"id":"skog","nummer":1,"navn":"Skog","arbeidsplasser":[{"aar":2020,"verdi":"9","nye":"6","sikrede":"3"}]},
	{"id":"mat","nummer":2,"navn":"Mat","stoetteomraade":true,"arbeidsplasser":[{"aar":2020,"verdi":"-"}]},{"id":"natur","nummer":3,"navn":"Natur","arbeidsplasser":[{"aar":2020,"verdi":"0"}]}]}');
select is(test.omraadetall('Skog', 2020), '9/6/3 6+0=6 66.7/100/0 sikrede: ikke målt i 1 av 2 rapporter', 'per cent of each target');
select is(test.omraadetall('Mat', 2020), '-/null/null 3+null=3 null/null/null sikrede: ikke målt i 1 av 2 rapporter', 'no per cent of no goal');
select is(test.omraadetall('Natur', 2020), '0/null/null null+null=null null/null/null', 'nor of nothing');
select is(test.tall(test.resultater() -> 'aar' -> 1), '12/8/4 9+0=9 75/112.5/0 sikrede: ikke målt i 2 av 4 rapporter', 'the year 2020');
select is(test.tall(test.resultater() -> 'aar' -> 2), '18/null/null null+null=null null/null/null', 'the year to come has a target');
select is(test.tall(test.resultater() -> 'samlet'), '30/20/10 9+0=9 30/45/0 nye: ikke målt i 1 av 5 rapporter; sikrede: ikke målt i 3 av 5 rapporter', 'the programme');
select test.dag('2020-12-01'), test.vedtatt_plan('handlingsplan-2021', '{"aar":2021,"omraader":[{"id":"h1","nummer":1,"navn":"Tre","tiltak":[{"bokstav":"A","resultatmaal":"7"}]},{"id":"h2","nummer":2,"navn":"Jakt"},{"nummer":3,"navn":"Mat"},{"nummer":4,"navn":"Natur"}],
	"omraadeendringer":[{"slag":"delt","fra":[{"navn":"Skog"}],"til":[{"navn":"Tre","andel":"66.67"},{"navn":"Jakt","andel":"33.33"}]}]}');
select is(test.omraadetall('Tre', 2020), '6.0003/4.0002/2.0001 4+0=4 66.7/100/0 sikrede: ikke målt i 1 av 2 rapporter', 'target and result follow the area');
select is(test.omraadetall('Jakt', 2020), '2.9997/1.9998/0.9999 2+0=2 66.7/100/0 sikrede: ikke målt i 1 av 2 rapporter', 'by their share');
select is(test.omraadetall('Skog', 2020) || ' ' || test.omraadetall('Skog', 2020, '2020-11-30'), 'ingen 9/6/3 6+0=6 66.7/100/0 sikrede: ikke målt i 1 av 2 rapporter', 'from the decision on');
select is(test.tall(test.resultater() -> 'samlet'), '30/20/10 9+0=9 30/45/0 nye: ikke målt i 1 av 5 rapporter; sikrede: ikke målt i 3 av 5 rapporter', 'the whole is the same');
select is((select r ->> 'aarsmaal' from jsonb_array_elements(test.resultater() -> 'rader') r where r ->> 'navn' = 'Tre' and r ->> 'aar' = '2021'), '7', 'the year''s plan has a target of its own');

-- Accounts of supported companies, screened as needed.
create function test.regnskap(foretak text, aar int, resultat text, mer jsonb default '{}', hvem text default 'programleder') returns text
language sql as $$ select test.grunn(hvem, 'register_regnskap', (jsonb_build_object('program', 'dal', 'foretak', foretak, 'aar', aar, 'resultat', resultat, 'kilde', 'Brønnøysundregistrene') || mer)::json) $$;
create function test.programtall(navn_ text, hvem text default 'naering') returns text
language sql as $$ select concat_ws(' ', t ->> 'verdi', t ->> 'grunnlag') from json_array_elements(test.svar(hvem, 'get_resultater', '{"program":"dal"}') -> 'tall') t where t ->> 'navn' = navn_ $$;
select is(test.programtall('Støttede foretak med overskudd'), 'ikke målt', 'nobody has looked at the accounts');
select is(test.regnskap('Trehus AS', 2019, '1', '{"orgnr":"974760674"}'), 'foretakets_organisasjonsnummer_er_gyldig', 'a number that is one');
select is(test.regnskap('Trehus AS', 2021, '1'), 'regnskapsaaret_er_ikke_begynt', 'of a year that has begun');
select is(test.regnskap('Trehus AS', 2019, '1', '{"prosjekt":"vik/prosjekt-1"}'), 'ukjent_prosjekt', 'of the programme''s own project');
select is(test.regnskap('Trehus AS', 2019, '1', '{}', 'naering'), 'bare_de_som_forbereder_skriver', 'entered by who prepares');
select is(test.regnskap('Trehus AS', 2019, '-120 000', '{"orgnr":"974 760 673","prosjekt":"dal/prosjekt-1"}'), 'ok', 'a loss');
select is(test.regnskap('Gard', 2019, '50000', '{"skjermingshjemmel":"offl. § 13"}'), 'ok', 'a person''s, screened');
select is(test.regnskap('Sti AS', 2018, '1'), 'ok', 'an older year');
select is(test.programtall('Støttede foretak med overskudd'), '1 av 2 med regnskap for 2019', 'profitable in the newest year');
select is(test.regnskap('TREHUS', 2019, '10000', '{"orgnr":"974760673"}'), 'ok', 'the loss was a misreading');
select is(test.programtall('Støttede foretak med overskudd'), '2 av 2 med regnskap for 2019', 'the correction counts');
select is((select string_agg(concat_ws(' ', nr, korrigerer), ', ' order by nr) from core.foretaksregnskap), '1, 2, 3, 4 1', 'and names what it corrects');
select is(json_array_length(test.svar(h, 'list_regnskap', '{"program":"dal"}') -> 'regnskap'), n, h || ' reads') from (values ('programleder', 4), ('os2', 4), ('raadgiver', 4), ('naering', 3), ('ordfoerer', 3)) v (h, n);
select is(test.programtall('Nye foretak'), '0 Prosjektlederrapportene', 'a corrected report''s company is gone') from (select test.telt('dal/prosjekt-2', 2020, '{"nye_foretak":"0"}')) x;
select is(test.programtall('Søknader til ordinære ordninger') || ', ' || test.programtall('Utløst fra andre'), 'ikke målt Prosjektlederrapportene, ikke målt Prosjektlederrapportene', 'so are its applications and its money');
select is(test.programtall('Prosjekter'), '3 av dem 3 egne', 'projects are counted');

select * from finish();
rollback;

-- Courses, the styre's seminar and role agreements (handbook, section 10): who registers and reads them, corrections, who has had none, and
-- what is asked for when: a course repeated after 6 to 12 months, the seminar after year 1.
begin;
select plan(59);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql

create function test.kurs(slag text, dato text, deltakere text[], mer jsonb default '{}', hvem text default 'programleder') returns text
language sql as $$ select test.grunn(hvem, 'register_kurs', (jsonb_build_object('program', 'dal', 'slag', slag, 'dato', dato, 'deltakere', deltakere) || mer)::json) $$;
create function test.liste(hvem text default 'naering') returns jsonb language sql as $$ select test.svar(hvem, 'list_kurs', '{"program":"dal"}')::jsonb $$;
create function test.uten() returns text language sql as $$ select string_agg(u ->> 'brukernavn', ' ' order by u ->> 'brukernavn') from jsonb_array_elements(test.liste() -> 'uten_kurs') u $$;
create function test.gjenstaar() returns text language sql as $$ select string_agg(concat_ws(' ', g ->> 'frist', split_part(g ->> 'tittel', ' for ', 1)), ', ' order by n) from jsonb_array_elements(test.liste() -> 'gjenstaar') with ordinality x (g, n) $$;
create function test.minnet(hvem text) returns text language sql as $$
	select string_agg(concat_ws(' ', o ->> 'frist', o ->> 'tittel', o ->> 'organ'), ', ' order by n) from json_array_elements(test.svar(hvem, 'list_tasks') -> 'oppgaver') with ordinality x (o, n) where o ->> 'slag' = 'kurs' $$;
create function test.dag_i_fase(fase int) returns void language sql as $$ update core.program set periode_fra = '2020-10-01', periode_til = '2026-09-30' where kortnavn = 'dal' and fase >= 3 $$;
select test.dag_i_fase(3);

-- Registered.
select is(test.kurs('intro', '2020-09-15', '{osleder}', '{}', h), g, h || ' registers') from (values ('osleder', 'bare_de_som_forbereder_skriver'), ('raadgiver', 'bare_de_som_forbereder_skriver'), ('naering', 'bare_de_som_forbereder_skriver'),
	('utenfor', 'bare_for_deltakere'), (null, '42501')) v (h, g);
select is(test.kurs(slag, dato, d::text[], mer::jsonb), g, t) from (values ('intro', '2020-10-02', '{osleder}', '{}', 'datoen_er_fram_i_tid', 'a course has been held'), ('intro', 'i går', '{osleder}', '{}', 'ugyldig_dato', 'on a date'),
	('foredrag', '2020-09-15', '{osleder}', '{}', 'kursets_slag_er_kjent', 'of a known kind'), ('annet', '2020-09-15', '{osleder}', '{}', 'et_annet_kurs_har_en_tittel', 'another one has a title'),
	('intro', '2020-09-15', '{}', '{}', 'kurset_har_deltakere', 'somebody took part'), ('intro', '2020-09-15', '{osleder,ingen}', '{}', 'ukjent_person', 'whom one knows'), ('intro', '2020-09-15', '{os2,os2}', '{}', 'deltakeren_staar_der_fra_foer', 'once'),
	('annet', '2020-09-15', '{os2}', json_build_object('tittel', repeat('x', 201))::text, 'kursets_tekster_er_korte', 'in a line'), ('intro', '2020-09-15', '{os2}', '{"korrigerer":0}', 'kurset_som_rettes', 'a correction is of what is there'), ('intro', '2020-09-15', '{os2}', '{"korrigerer":1}', 'kurset_som_rettes_er_eldre', 'and not of itself')) v (slag, dato, d, mer, g, t);
select is((select count(*)::int from core.kurs) + (select count(*)::int from core.kurs_deltaker), 0, 'what is refused leaves nothing');
select is(test.uten(), 'os2 os3 os4 os5 osleder programleder', 'nobody has had a course: styre and programleder; not its secretary, observers or advisers');
select is(test.minnet('programleder'), 'INTRO- eller PLP-kurs for 6 som ikke har hatt det: os2, os3, os4, os5, osleder ... pl', 'which the programleder is reminded of');
select is(test.minnet(h), null, h || ' is not') from unnest('{osleder,leder,raadgiver,naering,ordfoerer}'::text[]) h;
select is(test.kurs('intro', '2020-09-15', '{programleder,osleder,os2,os3,ordfoerer}'), 'ok', 'INTRO');
select is(test.uten(), 'os4 os5', 'who was not there has had none');
select is(test.kurs('plp', '2020-09-20', '{os4}', '{"merknad":"Digitalt"}'), 'ok', 'PLP will do');
select is(test.uten() || ', ' || test.gjenstaar(), 'os5, INTRO- eller PLP-kurs', 'one is left');
select is(test.kurs('intro', '2020-09-15', '{programleder,osleder,os2,os3,os5}', '{"korrigerer":1}'), 'ok', 'it was another who was there');
select is(test.uten(), null, 'now all have had one');
select is(test.kurs('intro', '2020-09-15', '{os2}', '{"korrigerer":1}'), 'kurset_er_alt_rettet', 'corrected once');
select is((select string_agg(concat_ws(' ', k ->> 'nr', k ->> 'slag', k ->> 'korrigerer', k ->> 'korrigert_av', jsonb_array_length(k -> 'deltakere')), ', ' order by n) from jsonb_array_elements(test.liste() -> 'kurs') with ordinality x (k, n)),
	'1 intro 3 5, 2 plp 1, 3 intro 1 5', 'both stand');
select is(test.liste() #> '{kurs,1}', '{"nr":2,"slag":"plp","dato":"2020-09-20","deltakere":["os4"],"merknad":"Digitalt","brukernavn":"programleder"}', 'as it was registered');
select is(test.grunn(h, 'list_kurs', '{"program":"dal"}'), g, coalesce(h, 'nobody') || ' reads') from (values ('observatoer', 'ok'), ('utenfor', 'bare_for_deltakere'), (null, '42501')) v (h, g);
select is(test.svar('naering', 'list_kurs', '{"program":"dal","page_size":1,"page_token":"1"}')::jsonb #>> '{kurs,0,nr}' || ' ' || (test.svar('naering', 'list_kurs', '{"program":"dal","page_size":1,"page_token":"1"}') ->> 'next_page_token'), '2 2', 'page by page');

-- Somebody new; repeated after 6 to 12 months; the seminar after year 1.
select test.dag('2020-11-01'), test.person('os6', 'os', 'medlem');
select is(test.uten(), 'os6', 'a new member has had no course');
select test.dag('2021-03-14');
select is(test.gjenstaar(), 'INTRO- eller PLP-kurs', 'six months are not over');
select test.dag('2021-03-15');
select is(test.gjenstaar(), 'INTRO- eller PLP-kurs, 2021-09-15 Gjenta deler av INTRO-kurset fra 2020-09-15', 'they are: within twelve');
select test.dag('2021-03-20');
select is(test.gjenstaar(), 'INTRO- eller PLP-kurs, 2021-09-15 Gjenta deler av INTRO-kurset fra 2020-09-15, 2021-09-20 Gjenta deler av PLP-kurset fra 2020-09-20', 'PLP too');
select is(test.kurs('intro', '2021-03-18', '{os6,osleder}') || ' ' || test.kurs('plp', '2021-03-19', '{os6}'), 'ok ok', 'repeated');
select is(test.gjenstaar(), null, 'nothing is left');
select test.dag('2021-09-30');
select is(test.gjenstaar(), null, 'year 1 is not over');
select test.dag('2021-10-01');
select is(test.minnet('programleder'), '2022-01-01 Holde styreseminar etter år 1 pl', 'it is: the seminar');
select is(test.kurs('styreseminar', '2021-03-01', '{osleder}'), 'ok', 'one in the middle of the year');
select is(test.gjenstaar(), '2022-01-01 Holde styreseminar etter år 1', 'is not the one after it');
select is(test.kurs('styreseminar', '2021-09-30', '{osleder,os2,os3}'), 'ok', 'one in its last days');
select is(test.gjenstaar(), null, 'is');
select throws_ok(s, 'RP009', null, s) from unnest('{"update core.kurs set slag = ''plp''","delete from core.kurs_deltaker","update core.rolleavtale set fra = fra"}'::text[]) s;

-- Role agreements.
create function test.avtale(motpart text, mer jsonb default '{}', hvem text default 'programleder') returns text
language sql as $$ select test.grunn(hvem, 'register_rolleavtale', (jsonb_build_object('program', 'dal', 'motpart', motpart, 'innhold', 'De tar SMB, vi omstilling', 'fra', '2021-01-01') || mer)::json) $$;
select is(test.avtale('Næringshagen', '{}', h), g, h || ' registers an agreement') from (values ('osleder', 'bare_de_som_forbereder_skriver'), ('utenfor', 'bare_for_deltakere')) v (h, g);
select is(test.avtale('Næringshagen', mer::jsonb), g, g) from (values ('{"orgnr":"974760674"}', 'motpartens_organisasjonsnummer_er_gyldig'), ('{"til":"2020-12-31"}', 'rolleavtalen_slutter_ikke_foer_den_begynner'), ('{"korrigerer":0}', 'rolleavtalen_som_avloeses'), ('{"korrigerer":1}', 'rolleavtalen_som_avloeses_er_eldre')) v (mer, g);
select is(test.avtale('Næringshagen', '{"til":"2021-06-30"}') || test.avtale('Næringsforum') || test.avtale('Banken', '{"fra":"2030-01-01"}') || test.avtale('Næringsforum', '{"korrigerer":2,"orgnr":"974 760 673"}'), 'okokokok', 'four, one in place of another');
select is((select string_agg(concat_ws(' ', a ->> 'nr', a ->> 'motpart', a ->> 'tilstand'), ', ' order by n) from json_array_elements(test.svar('naering', 'list_rolleavtaler', '{"program":"dal"}') -> 'avtaler') with ordinality x (a, n)),
	'1 Næringshagen utloept, 2 Næringsforum avloest, 3 Banken kommer, 4 Næringsforum gjelder', 'which holds today');

select * from finish();
rollback;

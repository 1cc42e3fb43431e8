-- The case document of an award: points by the criteria of the guidelines that held the day the application came; the application without
-- what is screened. As the daemon's role.
begin;
select plan(26);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
select test.planene();
create function test.kriterier(dag date, sett text, navn_ text[], vekter numeric[]) returns void language sql as $$
	insert into core.tildelingskriterium (program_id, sak_id, nr, navn, vekt, gyldig_fra)
	select g.id, (select s.id from core.sak s where s.program_id = g.id order by s.nr offset sett::int limit 1), n, navn_[n], vekter[n], dag from core.program g, generate_subscripts(navn_, 1) n where g.kortnavn = 'dal' $$;
create function test.med(poeng jsonb, soeknad text default 'dal/soeknad-1') returns text
language sql as $$ select test.ny_sak('programleder', 27, jsonb_build_object('soeknad', soeknad, 'beloep', '100000', 'prinsipiell', true, 'poeng', poeng)) $$;
create function test.poeng(hvem text, ref text) returns text
language sql as $$ select string_agg(concat_ws(' ', p ->> 'kriterium', p ->> 'vekt', p ->> 'poeng', p ->> 'begrunnelse'), ', ' order by n) from json_array_elements(test.svar(hvem, 'get_sak', json_build_object('sak', ref)) #> '{sak,forslag,poeng}') with ordinality x (p, n) $$;
create function test.samlet(hvem text, ref text) returns text
language sql as $$ select test.svar(hvem, 'get_sak', json_build_object('sak', ref)) #>> '{sak,forslag,samlet_poeng}' $$;

select is(test.soek(), 'dal/soeknad-1', 'an application');
select is(test.med('[{"kriterium":"Jobber","poeng":8,"begrunnelse":"Mange"}]'), 'kriteriet_er_ikke_i_retningslinjene', 'the board has no criteria');
select test.kriterier('2020-09-01', '0', '{Jobber,Evne}', '{60,40}'), test.kriterier('2099-01-01', '1', '{Siden}', '{100}');
select is(test.med(p::jsonb), grunn, tekst) from (values
	('[{"kriterium":"Siden","poeng":8,"begrunnelse":"x"}]', 'kriteriet_er_ikke_i_retningslinjene', 'those of later do not hold backwards'), ('[{"poeng":8,"begrunnelse":"x"}]', 'kriteriet_er_ikke_i_retningslinjene', 'by its name'),
	('[{"kriterium":"Jobber","poeng":11,"begrunnelse":"x"}]', 'ugyldige_poeng', 'ten at most'), ('[{"kriterium":"Jobber","poeng":-1,"begrunnelse":"x"}]', 'ugyldige_poeng', 'nought at least'),
	('[{"kriterium":"Jobber","poeng":"mye","begrunnelse":"x"}]', 'ugyldige_poeng', 'a number'), ('[{"kriterium":"Jobber","begrunnelse":"x"}]', 'ugyldige_poeng', 'which is told'),
	('[{"kriterium":"Jobber","poeng":8}]', 'poengene_begrunnes', 'with the reason'), ('[{"kriterium":"Jobber","poeng":8,"begrunnelse":" "}]', 'poengene_begrunnes', 'in words'),
	('[{"kriterium":"Jobber","poeng":8,"begrunnelse":"x"},{"kriterium":" Jobber","poeng":2,"begrunnelse":"y"}]', 'kriteriet_er_vurdert_to_ganger', 'once')) v (p, grunn, tekst);
select is((test.kall('programleder', 'create_sak', '{"program":"dal","beslutning":27,"tittel":"x","forslag":{"soeknad":"dal/soeknad-1","poeng":[{"kriterium":"x"}]}}')).detalj::jsonb ->> 'kjente', '["Jobber", "Evne"]', 'the refusal tells which there are');
select is(test.ny_sak('direktoer', 25, '{"poeng":[{"kriterium":"Jobber","poeng":8,"begrunnelse":"x"}]}'), 'saken_avgjoer_ingen_soeknad', 'in a case of an application');
create table test.ref as select test.med('[{"kriterium":"Evne","poeng":5,"begrunnelse":"Nye i faget"},{"kriterium":"Jobber","poeng":8,"begrunnelse":"Fem"}]') as ref;
select is(test.poeng('os2', ref), 'Jobber 60 8 Fem, Evne 40 5 Nye i faget', 'in the order and with the weights of the guidelines') from test.ref;
select is(test.samlet('os2', ref), '6.8', 'weighted together') from test.ref;
select is(test.poeng(hvem, ref), null, coalesce(hvem, 'nobody') || ' is not told') from test.ref, (values ('utenfor'), (null)) v (hvem);
select is(test.soek('{"tittel":"Disk"}'), 'dal/soeknad-2', 'another');
create table test.ref2 as select test.med('[{"kriterium":"Evne","poeng":0,"begrunnelse":"Ingen"}]', 'dal/soeknad-2') as ref;
select is(test.poeng('os2', ref), 'Jobber 60, Evne 40 0 Ingen', 'what is not assessed shows, and is not 0') from test.ref2;
select is(test.samlet('os2', ref), null, 'and nothing is weighted together') from test.ref2;
select is(test.svar('os2', 'get_sak', json_build_object('sak', ref)) #>> '{sak,forslag,poeng,0,vekt}', '60', 'a case without points shows the criteria')
	from test.ny_sak('programleder', 27, jsonb_build_object('soeknad', test.soek('{"tittel":"Hylle"}'), 'beloep', '100000', 'prinsipiell', true)) ref;

-- The application, as a document that others read may have it.
select is(test.grunn('programleder', 'update_soeknad', '{"navn":"dal/soeknad-2","soeknad":{"maal":"hemmelig oppskrift","kostnad":[{"post":"hemmelig ovn","slag":"utstyr","beloep":"800000"}],"konfidensielt":[{"felt":"maal","hjemmel":"FVL 13"},{"felt":"kostnad","hjemmel":"FVL 13"}]}}'), 'ok', 'screened');
select is(test.svar('programleder', 'get_soeknad', '{"soeknad":"dal/soeknad-2"}')::text ~ 'hemmelig', true, 'she reads it');
select is(test.svar('programleder', 'get_soeknad', '{"soeknad":"dal/soeknad-2","uten_skjermet":true}')::text ~ 'hemmelig|sum_kostnad', false, 'and may ask for it without');
select is(test.svar('programleder', 'get_soeknad', '{"soeknad":"dal/soeknad-2","uten_skjermet":true}') #>> '{soeknad,konfidensielt,0,hjemmel}', 'FVL 13', 'with what is screened named');
select is(test.grunn('utenfor', 'get_soeknad', '{"soeknad":"dal/soeknad-2","uten_skjermet":true}'), 'ukjent_soeknad', 'others not even so');
select * from finish();
rollback;

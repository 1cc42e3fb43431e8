-- Lessons: written by who prepares, found in Norwegian, the programme's own until they are shared.
begin;
select plan(30);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
\ir lib/resultat.psql

create function test.skriv(tittel text, tekst text, mer jsonb default '{}', hvem text default 'programleder') returns text
language sql as $$ select test.grunn(hvem, 'write_laerdom', (jsonb_build_object('program', 'dal', 'tittel', tittel, 'tekst', tekst) || mer)::json) $$;
create function test.finn(soek text, hvem text default 'programleder', mer jsonb default '{}') returns text
language sql as $$
	select coalesce(string_agg(l ->> 'tittel', ', ' order by n), 'ingen') from json_array_elements(test.svar(hvem, 'list_laerdom', (jsonb_build_object('soek', soek) || mer)::json) -> 'laerdommer') with ordinality x (l, n)
$$;
select test.prosjekt('Trehus', 'skog', '2020-03-01');
select is(test.skriv(tittel, tekst), 'laerdommen_har_tittel_og_tekst', t) from (values (repeat('x', 201), 'y', 'a title is a line'), ('x', repeat('y', 20001), 'a lesson ends')) v (tittel, tekst, t);
select is(test.skriv(' ', 'x'), 'felt_mangler', 'it has a title');
select is(test.skriv('x', ''), 'felt_mangler', 'and a text');
select is(test.skriv('x', 'y', jsonb_build_object('emne', repeat('x', 101))), 'laerdommens_emne_er_kort', 'a subject is short');
select is(test.skriv('x', 'y', '{"prosjekt":"vik/prosjekt-1"}'), 'ukjent_prosjekt', 'of the programme''s own project');
select is(test.skriv('x', 'y', '{}', h), g, h || ' writes') from (values ('osleder', 'bare_de_som_forbereder_skriver'), ('naering', 'bare_de_som_forbereder_skriver'), ('utenfor', 'bare_for_deltakere')) v (h, g);
select is(test.skriv('Forankre i kommunestyrene', 'Ordførerne må eie planene fra første møte.', '{"emne":"forankring"}'), 'ok', 'a lesson');
select is(test.skriv('Søkbare midler', 'Bedriftene søkte først da vi ringte dem.', '{"deles":true,"prosjekt":"dal/prosjekt-1"}'), 'ok', 'a shared one');

select is(test.finn('kommunestyre'), 'Forankre i kommunestyrene', 'found by another form of the word');
select is(test.finn('bedrift midlene'), 'Søkbare midler', 'by two words');
select is(test.finn('bedrift -midler'), 'ingen', 'not by one that is ruled out');
select is(test.finn('forankring'), 'Forankre i kommunestyrene', 'by its subject');
select is(test.finn('"eie planene"'), 'Forankre i kommunestyrene', 'by a phrase');
select is(test.finn('og i på'), 'ingen', 'words that say nothing find nothing');
select is(test.finn(''), 'Søkbare midler, Forankre i kommunestyrene', 'without words all, the newest first');
select is(test.finn('', 'naering') || '; ' || test.finn('', 'naering', '{"program":"dal"}'), 'Søkbare midler, Forankre i kommunestyrene; Søkbare midler, Forankre i kommunestyrene', 'everybody of the programme reads them');
select is(test.finn('', 'utenfor'), 'Søkbare midler', 'others what is shared');
select is(test.finn('kommunestyre', 'utenfor'), 'ingen', 'and find nothing else');
select is((test.svar('utenfor', 'list_laerdom', '{}')::jsonb #> '{laerdommer,0}') - 'id', '{"dato":"2020-10-01","deles":true,"tekst":"Bedriftene søkte først da vi ringte dem.","tittel":"Søkbare midler","program":"dal"}', 'without who wrote it');
select is(test.svar('naering', 'list_laerdom', '{}')::jsonb #>> '{laerdommer,0,brukernavn}', 'programleder', 'which its own see');
select is(test.grunn(null, 'list_laerdom', '{}'), '42501', 'not without logging in');

create function test.del(tittel_ text, hvem text, mer jsonb default '{}') returns text
language sql as $$ select test.grunn(hvem, 'share_laerdom', (jsonb_build_object('laerdom', (select id from core.laerdom where tittel = tittel_)) || mer)::json) $$;
select is(test.del('Forankre i kommunestyrene', h), g, h || ' shares') from (values ('naering', 'bare_de_som_forbereder_skriver'), ('utenfor', 'ukjent_laerdom')) v (h, g);
select is(test.del('Søkbare midler', 'utenfor'), 'ukjent_laerdom', 'a shared one is not others'' to share');
select is(test.del('Forankre i kommunestyrene', 'leder') || ' ' || test.finn('kommunestyret', 'utenfor'), 'ok Forankre i kommunestyrene', 'shared');
select is(test.del('Forankre i kommunestyrene', 'leder', '{"opphoer":true}') || ' ' || test.finn('kommunestyret', 'utenfor'), 'ok ingen', 'and no more');
select throws_ok('update core.laerdom set tekst = ''x''', 'RP009', null, 'nothing is overwritten');
select * from finish();
rollback;

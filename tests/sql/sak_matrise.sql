-- The approval matrix against the handbook, section 4: all forty rows, typed off the handbook by hand. Letters as there:
-- I initiates, P prepares, R recommends, Q quality-assures, D decides, A applies; a approves, r advises, m receives,
-- c contributes, f funds, l lays before (PH-6), g registers. X, –, O of the handbook: nothing. KDIR's acts stand in KST's
-- column, PA's in PL/EPL's. What differs by circumstance (row 15, 20, 21, 28, 37) is what the reference file's head says.
begin;
select plan(72);
\ir lib/felles.psql
\ir lib/sak.psql

create temp table bok (rad int, kdd text, f text, kst text, sgos text, pl text, inorge text, obs text);
insert into bok values
	(1, '', 'DI', 'IP', '', '', 'Q', ''), (2, '', 'DP', '', '', '', 'Q', ''), (3, '', 'm', 'AD', '', 'P', 'r', ''),
	(4, '', 'D', '', '', '', '', ''), (5, 'D', 'AR', 'A', '', '', '', ''), (6, '', 'c', 'D', '', '', 'r', ''),
	(7, '', 'c', '', 'D', 'P', 'Q', ''), (8, '', 'a', 'Dl', 'R', 'P', 'Q', ''), (9, '', 'a', 'Dl', 'R', 'P', 'Q', ''),
	(10, '', 'm', 'AD', 'P', 'P', 'r', ''), (11, 'f', 'D', '', '', '', '', ''), (12, '', 'c', 'D', 'R', '', 'r', ''),
	(13, '', '', 'D', 'R', '', '', ''), (14, '', 'c', 'D', 'R', '', 'c', ''), (15, '', '', 'D', 'DR', '', '', ''),
	(16, '', 'a', 'Dl', 'R', 'P', 'Q', ''), (17, '', 'a', 'Dl', 'IR', 'P', 'Q', ''), (18, '', 'a', 'D', 'IR', 'P', 'Q', ''),
	(19, '', 'a', 'D', 'R', 'P', 'Q', ''), (20, '', '', 'D', 'D', 'D', '', ''), (21, '', '', 'D', 'D', 'R', '', ''),
	(22, 'D', 'D', 'D', '', '', '', ''), (23, 'D', 'm', '', '', '', '', ''), (24, '', 'D', '', '', '', '', ''),
	(25, '', '', 'D', '', '', '', ''), (26, '', 'c', 'c', 'D', 'P', 'Q', ''), (27, '', '', '', 'D', 'PR', 'r', ''),
	(28, '', '', 'D', 'D', 'D', 'r', ''), (29, '', '', 'D', 'R', 'P', '', ''), (30, '', 'm', 'm', 'D', 'P', 'c', ''),
	(31, '', '', '', 'R', 'P', 'g', 'c'), (32, '', 'Ig', '', '', '', 'Ig', ''), (33, '', 'c', 'D', 'I', 'P', 'r', 'c'),
	(34, '', 'm', 'm', 'g', 'P', 'm', ''), (35, '', 'c', '', 'c', 'c', 'D', 'c'), (36, '', 'D', 'D', 'R', 'P', '', ''),
	(37, 'a', 'D', 'A', 'R', 'P', 'r', ''), (38, '', 'g', '', '', 'c', '', 'c'), (39, '', '', '', 'D', 'P', 'r', ''),
	(40, '', 'D', 'm', '', '', '', '');

create function test.celle(rad int, funksjoner text[]) returns text
language sql as $$
	select coalesce(string_agg(distinct b, '' order by b), '') from core.regel g join (values ('initierer', 'I'), ('forbereder', 'P'), ('innstiller', 'R'),
		('kvalitetssikrer', 'Q'), ('vedtar', 'D'), ('soeker', 'A'), ('godkjenner', 'a'), ('raader', 'r'), ('mottar', 'm'), ('bidrar', 'c'),
		('finansierer', 'f'), ('fremlegger', 'l'), ('registrerer', 'g')) a (akt, b) on a.akt = g.akt
	where g.beslutning = rad and g.funksjon = any (funksjoner)
$$;
select is((test.celle(rad, '{KDD}'), test.celle(rad, '{F}'), test.celle(rad, '{KST,KDIR,EIER}'), test.celle(rad, '{SG,OS}'), test.celle(rad, '{PL,EPL,PA}'),
	test.celle(rad, '{IN}'), test.celle(rad, '{OBS}'))::text, (kdd, f, kst, sgos, pl, inorge, obs)::text, 'row ' || rad) from bok order by rad;
select is((select count(*)::int from core.beslutning), 40, 'forty rows');
select is_empty($$select id from core.regel where btrim(kilde) = ''$$, 'every rule names its source');
select is_empty($$select id from core.regel where id / 100 <> beslutning$$, 'a rule''s number tells its row');
select is((select array_agg(distinct beslutning order by beslutning) from core.regel where funksjon = 'IN' and akt = 'vedtar'), '{35}', 'Innovasjon Norge decides on its own evaluation alone');
select is_empty($$select distinct k from core.regel, unnest(vilkaar) k except select k.krav from core.krav((select id from core.program where kortnavn = 'dal')) k$$,
	'a rule waits for nothing unknown');

-- A rule has dates: it holds on those and on no other, and a case is judged by the rules of the act's date.
select test.fremlagt('omstillingsplan');
update core.regel set gyldig_til = '2020-10-31' where id = 804;
insert into core.regel (id, beslutning, steg, funksjon, akt, paakrevd, gyldig_fra, kilde) values (850, 8, 2, 'KDD', 'kvalitetssikrer', true, '2020-11-01', 'ny forskrift');
select is(test.gjoer('deppen', 'kvalitetssikrer', 'dal/sak-1'), 'ikke_din_oppgave', 'the new rule does not hold yet');
select test.dag('2020-11-01');
select is(test.gjoer('deppen', 'kvalitetssikrer', 'dal/sak-1'), 'ikke_din_oppgave', 'nor ever for a case that was open');
select is(test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), 'ok', 'which keeps the one it was opened with');

-- Past every function: core.handling itself enforces the matrix.
create function test.innsatt(ref text, regel int, organ text, hvem text, dag date, utfall_ text default 'ja') returns text
language plpgsql as $$
declare
	s core.sak := test.sak(ref);
	grunn text;
begin
	insert into core.handling (program_id, sak_id, nr, regel_id, organ_id, person_id, dato, utfall)
	select s.program_id, s.id, 99, regel, o.id, p.id, dag, utfall_ from core.organ o, core.person p where o.kortnavn = organ and p.brukernavn = hvem;
	return 'ok';
exception when others then
	get stacked diagnostics grunn = constraint_name;
	return grunn;
end $$;
select test.dag('2020-11-10');
select is(test.innsatt('dal/sak-1', regel, organ, hvem, dag::date), grunn, tekst) from (values
	(1302, 'kst', 'ordfoerer', '2020-11-10', 'regelen_gjelder_en_annen_sak', 'a rule of another row'),
	(805, 'kst', 'ordfoerer', '2020-11-10', 'organet_har_ikke_funksjonen', 'an organ without the function'),
	(805, 'sg', 'ordfoerer', '2020-11-10', 'mangler_verv_paa_datoen', 'a person without a seat in it'),
	(805, 'sg', 'observatoer', '2020-11-10', 'mangler_verv_paa_datoen', 'a seat that does not act'),
	(805, 'sg', 'sgleder', '2020-11-11', 'datoen_er_fram_i_tid', 'tomorrow'),
	(805, 'sg', 'sgleder', '2020-10-31', 'datoen_er_foer_forrige_steg', 'a date before the step before'),
	(805, 'sg', 'sgleder', '2020-11-10', 'avgjoeres_ved_votering', 'a collegial organ without a vote'),
	(807, 'kst', 'ordfoerer', '2020-11-10', 'ikke_din_tur', 'a step that is not next')) v (regel, organ, hvem, dag, grunn, tekst);

-- A case opened since.
select test.fremlagt('omstillingsplan');
select is((test.kall('raadgiver', 'decide_sak', '{"sak":"dal/sak-2","utfall":"ja"}')).detalj::jsonb #>> '{tur,funksjon}', 'KDD', 'of a case opened since, the refusal names the new one');
select is(test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-2') || ' ' || test.gjoer('deppen', 'kvalitetssikrer', 'dal/sak-2'), 'ikke_din_oppgave ok', 'which alone holds');

-- The matrix as anybody reads it.
select test.dag('2020-10-31');
create function test.regler(req json) returns text
language sql as $$
	select string_agg(concat_ws(' ', x ->> 'steg', x ->> 'funksjon', x ->> 'akt'), ', ' order by nr)
	from json_array_elements(test.svar(null, 'list_regler', req) -> 'regler') with ordinality r (x, nr)
$$;
select is(test.regler('{"beslutning":13}'), '1 SG innstiller, 1 KST instruerer, 2 KST vedtar', 'one row, in the order of its steps, without logging in');
select is(test.svar(null, 'list_regler', '{"beslutning":13}') #>> '{regler,0,vilkaar,0}', 'Gjelder til fase 3 åpnes.', 'a circumstance in words');
select is(test.svar(null, 'list_regler', '{"beslutning":10}') #>> '{regler,7,vilkaar,1}', 'Handlingsplanen for år 1 må være vedtatt av kommunestyret.', 'a condition too');
select is(test.svar(null, 'list_regler', '{"beslutning":13}') #>> '{regler,2,kilde}', 'S3', 'the source');
select is(test.svar(null, 'list_regler', '{"beslutning":13}') #>> '{regler,2,beslutning_navn}', 'Velge medlemmer og leder av omstillingsstyret', 'what it decides');
select matches(test.regler('{"beslutning":8}'), '2 IN kvalitetssikrer', 'the rule that holds today');
select doesnt_match(test.regler('{"beslutning":8}'), 'KDD', 'not the one to come');
select matches(test.regler('{"beslutning":8,"dato":"2020-11-01"}'), '2 KDD kvalitetssikrer', 'on a date: the one that holds then');
select doesnt_match(test.regler('{"beslutning":8,"dato":"2020-11-01"}'), 'IN', 'and not the one that has ended');
select is(test.regler('{"beslutning":8,"dato":"2017-12-31"}'), null, 'before there were rules, none');
select is(test.grunn(null, 'list_regler', '{"beslutning":41}'), 'ukjent_beslutning', 'a row that is none');
select is(test.grunn(null, 'list_regler', '{"dato":"i fjor"}'), 'ugyldig_dato', 'a date that is none');
select is((select count(distinct x ->> 'beslutning')::int from json_array_elements(test.svar(null, 'list_regler', '{"page_size":1000}') -> 'regler') x), 40, 'all rows');
select is(test.svar(null, 'list_regler', '{"page_size":2,"page_token":"2"}') #>> '{regler,0,id}',
	test.svar(null, 'list_regler', '{"page_size":3}') #>> '{regler,2,id}', 'page by page');

select * from finish();
rollback;

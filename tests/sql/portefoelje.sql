-- The portfolio: who sees which programmes (transcribed from the handbook, sections 4, 8.4, 9 and 10), what is filtered and summed, and
-- that every figure of any day is the programme's own slow one, of random ledgers, reports, decisions and suspensions.
begin;
select plan(53);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
\ir lib/resultat.psql

-- Two counties: fylket has dal, nord has vik; neither the ministry nor Innovasjon Norge serves vik.
select test.organ('fylkesadm', 'FADM', 'etat', 'fylket'), test.organ('nord', 'FK', 'etat', 'kdd'), test.organ('nordadm', 'FADM', 'etat', 'nord'), test.organ('vikepl', 'EPL', 'enkeltperson', 'nord');
select test.person('fraad', 'fylkesadm', 'raadgiver'), test.person('nraad', 'nordadm', 'raadgiver'), test.person('nadm', 'nord', 'administrator'), test.person('vikleder', 'vikepl', 'prosjektleder'),
	test.person('kddadm', 'kdd', 'administrator'), test.person('drift', 'installasjonen', 'administrator'), test.person('kraad', 'kommunen', 'raadgiver'), test.person('begge', 'fylkesadm', 'raadgiver');
insert into core.verv (organ_id, person_id, rolle, fra) select o.id, test.person('begge'), 'raadgiver', '2020-01-01' from core.organ o where o.kortnavn = 'vikepl';
select test.program('vik', 'nord'), test.knytt('vik', 'vikepl', 'EPL');
create function test.id(program_ text) returns uuid language sql as $$ select id from core.program where kortnavn = program_ $$;
create function test.portefoelje(hvem text, req jsonb default '{}') returns jsonb language sql as $$ select test.svar(hvem, 'get_portefoelje', req::json)::jsonb $$;
create function test.ser(hvem text, req jsonb default '{}') returns text language sql as $$
	select coalesce(string_agg(r ->> 'program', ' ' order by n), '') || case when count(*) <> (test.portefoelje(hvem, req) #>> '{sum,programmer}')::int then ' (sum)' else '' end
	from jsonb_array_elements(test.portefoelje(hvem, req) -> 'programmer') with ordinality x (r, n) $$;
create function test.rad(program_ text, dag text default null, hvem text default 'deppen') returns jsonb language sql as $$
	select r from jsonb_array_elements(test.portefoelje(hvem, jsonb_strip_nulls(jsonb_build_object('dato', dag))) -> 'programmer') r where r ->> 'program' = program_ $$;

-- Who sees what.
select is(test.ser(hvem), program, hvem || ': ' || hvorfor) from (values
	('deppen', 'dal vik', '8.4: KDD gets every programme''s report'), ('raadgiver', 'dal', '4: IN those that it serves'), ('fraad', 'dal', '4: the county its own'), ('nraad', 'vik', '4: the other county its own'),
	('fordfoerer', 'dal', 'the fylkesutvalg is the county''s'), ('leder', 'dal', 'who serves it'), ('sg3', 'dal', 'each member too'), ('observatoer', 'dal', 'and an observer'), ('vikleder', 'vik', 'who serves the other'),
	('begge', 'dal vik', 'by all of one''s seats'), ('utenfor', '', 'no seat, no programme'), ('kraad', '', 'the kommune itself serves none'), ('fadm', '', 'who gives the county''s seats has none of them'), ('nadm', '', 'nor the other county''s'),
	('kddadm', 'dal', 'of the ministry''s seats only what the ministry serves'), ('drift', '', 'nor who runs the installation')) v (hvem, program, hvorfor);
select is(test.grunn(null, 'get_portefoelje'), '42501', '10: nobody without a login');
select is(test.ser('fraad', '{"fylke":"nord"}'), '', 'a filter opens nothing');
select is((test.portefoelje('utenfor') -> 'sum') - 'programmer', '{}', 'and the sum of nothing says nothing');
select is(test.grunn('deppen', 'get_portefoelje', req::json), grunn, grunn) from (values ('{"fylke":"finnes-ikke"}', 'ukjent_organ'), ('{"dato":"i går"}', 'ugyldig_dato'), ('{"page_size":-1}', 'ugyldig_sidestoerrelse')) v (req, grunn);

-- Over to another county: seats do not follow, the programme does, and its past with it (CS-5, CS-6).
set local session_replication_role = replica;
insert into core.program_fylke (program_id, organ_id, fra, grunnlag, registrert_av) select test.id('vik'), o.id, '2020-09-01', 'x', test.person('fadm') from core.organ o where o.kortnavn = 'fylket';
set local session_replication_role = origin;
select is(test.ser('fraad') || ', ' || test.ser('nraad'), 'dal vik, ', 'the new county sees it, the old one no longer');
select is(test.ser('nraad', '{"dato":"2020-08-31"}'), '', 'nor as it was then');
select is(test.rad('vik', '2020-08-31', 'fraad') ->> 'fylke' || ' ' || (test.rad('vik', '2020-09-01', 'fraad') ->> 'fylke'), 'Nord Fylket', 'which of them had it is told by the day');
select is(test.ser('fraad', '{"dato":"2020-08-31","fylke":"nord"}') || ', ' || test.ser('fraad', '{"fylke":"nord"}'), 'vik, ', 'and filtered by it');
update core.verv set til = '2020-09-30' where person_id = test.person('fraad');
select is(test.ser('fraad'), '', 'a seat that ended yesterday shows nothing');

-- Phase, filters, pages.
select is((test.rad('dal') - 'varsler') || '{}', '{"program":"dal","navn":"Omstilling Dal","fylke":"Fylket","periode_fra":"2021-01-01","periode_til":"2026-12-31","fase":3,"fase_navn":"Gjennomføring","fase_aapnet":"2020-10-01","frist":"2026-12-31","dager":2282,"prosjekter":0}',
	'an empty programme: nothing is booked, stated or measured, which is not 0');
select is(test.rad('dal', '2020-09-30') ->> 'fase', '2', 'its phase on another day');
select is(test.ser('deppen', '{"dato":"2019-12-31"}'), '', 'before it began it is not there');
select is(test.ser('deppen', '{"fase":3}') || ', ' || test.ser('deppen', '{"fase":2}'), 'dal, vik', 'by phase');
select is(test.portefoelje('deppen', '{"page_size":1}') ->> 'next_page_token', 'dal', 'a page and its token');
select is((select string_agg(r ->> 'program', ' ') from jsonb_array_elements(test.portefoelje('deppen', '{"page_size":1,"page_token":"dal"}') -> 'programmer') r), 'vik', 'and the next');
select is(test.portefoelje('deppen', '{"page_size":1,"page_token":"dal"}') ->> 'next_page_token', null, 'which is the last');
select is(test.portefoelje('deppen', '{"page_size":1}') -> 'sum', test.portefoelje('deppen') -> 'sum', 'with the sum of all on each');

-- Random pasts, entered past the rules but for those that keep the sums of each day: each figure is the programme's own.
alter table core.postering enable always trigger dagsum;
alter table core.prosjekt enable always trigger dagsum;
alter table core.prosjektlederrapport_svar enable always trigger dagsum;
select setseed(0.4711);
create function test.tilfeldig(n int) returns int language sql volatile as $$ select floor(random() * n)::int $$;
do $$
declare
	dag  date;
	p    uuid;
	plan_ uuid;
	k    record;
begin
	set local session_replication_role = replica;
	insert into core.organ (kortnavn, navn, art, juridisk_form, forelder, seter, fra) select 'kst2', 'Kst2', 'KST', 'folkevalgt', id, 5, '2015-01-01' from core.organ where kortnavn = 'kommunen';
	insert into core.program (kortnavn, navn, periode_fra, periode_til, fylke_id, eiermodus) select 'c' || n, 'C', '2020-01-01', '2022-12-31', o.id, case when n < 3 then 'C' else 'A' end from core.organ o, generate_series(1, 5) n where o.kortnavn = 'nord';
	insert into core.fase (program_id, fase, aapnet) select g.id, n, date '2019-06-01' + 60 * n from core.program g, generate_series(1, 3) n where g.kortnavn ~ '^c';
	insert into core.program_organ (program_id, organ_id, funksjon, fra) select g.id, o.id, 'KST', '2015-01-01' from core.program g, core.organ o where g.kortnavn ~ '^c' and o.kortnavn in ('kst', 'kst2');
	insert into core.finansioer (program_id, nr, navn, slag) select id, 1, 'Staten', 'kdd' from core.program;
	insert into core.bok (program_id) select id from core.program on conflict do nothing;
	insert into core.postering (program_id, nr, konto, formaal, beloep, aar, dato, finansioer_id, tekst)
	select g.id, n, x.konto, case when x.finansioer is null then 'prosjekter' end, test.tilfeldig(1000) - 300.5, 2020, date '2020-01-01' + test.tilfeldig(300), x.finansioer, 'x'
	from core.program g join core.finansioer f on f.program_id = g.id, generate_series(1, 40) n, lateral (select (array['lovet', 'bevilget', 'mottatt', 'overfoert', 'budsjett', 'omfordelt', 'tildelt', 'utbetalt', 'tilbakebetalt', 'brukt'])[1 + (n * 7 + test.tilfeldig(10)) % 10]) y (konto),
		lateral (select y.konto, case when y.konto in ('lovet', 'bevilget', 'mottatt', 'overfoert') then f.id end) x (konto, finansioer) where g.kortnavn <> 'dal';
	insert into core.prosjekt (program_id, nr, tittel, bruk, aar, omraade, sak_id, fra, til, dato)
	select id, n, 'x', 'egeninitiert', 2020, 'o', gen_random_uuid(), '2020-01-01', '2020-12-31', date '2020-01-01' + test.tilfeldig(300) from core.program, generate_series(1, 8) n;
	insert into core.prosjektlederrapport (program_id, nr, prosjekt_id, aar, aktiviteter, nye, sikrede, person_id, dato)
	select program_id, nr, id, 2020, 'x', (array['-', '0', '2.5', '3', null])[1 + test.tilfeldig(5)], (array['-', '0', '1', null])[1 + test.tilfeldig(4)], test.person('leder'), '2020-01-01' from core.prosjekt where nr < 8;
	insert into core.prosjektlederrapport (program_id, nr, prosjekt_id, aar, aktiviteter, nye, korrigerer, person_id, dato)
	select program_id, 100 + nr, prosjekt_id, 2020, 'x', (array['-', '7', null])[1 + test.tilfeldig(3)], id, test.person('leder'), '2020-01-01' from core.prosjektlederrapport where nr % 3 = 0;
	insert into core.prosjektlederrapport (program_id, nr, prosjekt_id, aar, aktiviteter, nye, korrigerer, person_id, dato)
	select program_id, 100 + nr, prosjekt_id, 2020, 'x', (array['-', '9', null])[1 + test.tilfeldig(3)], id, test.person('leder'), '2020-01-01' from core.prosjektlederrapport where nr > 100 and nr % 2 = 0;
	for k in select r.* from core.prosjektlederrapport r where test.tilfeldig(6) > 0 order by random() loop
		insert into core.prosjektlederrapport_svar (program_id, rapport_id, utfall, grunn, person_id, dato)
		values (k.program_id, k.id, case when test.tilfeldig(5) = 0 then 'underkjent' else 'godkjent' end, 'x', test.person('osleder'), date '2020-02-01' + test.tilfeldig(270));
	end loop;
	-- Plans of which one or both kommunestyrer said yes or no, some suspended, some let go again.
	for p in select id from core.program where kortnavn ~ '^c' loop
		for k in select t.type, a.aar from (values ('omstillingsplan', null::int), ('handlingsplan', 2020), ('handlingsplan', 2021)) t (type, aar), lateral (select t.aar) a loop
			insert into core.plan (program_id, kortnavn, type, aar, tittel) values (p, concat_ws('-', k.type, k.aar), k.type, k.aar, 'x') returning id into plan_;
			for v in 1 .. 3 loop
				insert into core.plan_revisjon (program_id, plan_id, nr, dokument) values (p, plan_, v, jsonb_build_object('hovedmaal', jsonb_build_object('arbeidsplasser', (100 * v)::text, 'nye', '-'), 'periode_til', case when v = 2 then '2020-06-30' else '' end));
				insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id) select p, plan_, v, v, b, sha256(b), test.person('leder') from convert_to(v::text, 'UTF8') b;
				insert into core.vedtak (program_id, sak_id, handling, beslutning, organ_id, akt, dato, utfall, plan_id, versjon, hash)
				select p, md5(plan_::text || v)::uuid, test.tilfeldig(1000000), 16, o.id, 'vedtar', date '2020-01-01' + test.tilfeldig(270), case when test.tilfeldig(4) = 0 then 'nei' else 'ja' end, plan_, v, ''
				from core.organ o where o.kortnavn in ('kst', 'kst2') and test.tilfeldig(6) > 0;
			end loop;
		end loop;
	end loop;
	insert into core.utsatt_iverksetting (program_id, vedtak_id, utsatt, grunn, bestemt_av, dato)
	select v.program_id, v.id, u, 'x', test.person('fadm'), v.dato + 20 * n from core.vedtak v join core.program g on g.id = v.program_id and g.kortnavn in ('c1', 'c4'), (values (1, true), (3, false)) x (n, u) where v.utfall = 'ja' and test.tilfeldig(3) = 0;
	insert into core.vilkaar (program_id, vedtak_id, nr, tekst, frist, ansvarlig) select program_id, id, 1, 'x', date '2020-03-01' + test.tilfeldig(200), 'KDIR' from core.vedtak where utfall = 'ja' and test.tilfeldig(3) = 0 and program_id <> test.id('dal');
	insert into core.vilkaar_hendelse (program_id, nr, vilkaar_id, slag, tekst, organ_id, person_id, dato)
	select w.program_id, n, w.id, case n when 1 then 'dokumentert' else 'underkjent' end, 'x', o.id, test.person('leder'), w.frist - 10 + 20 * n from core.vilkaar w, core.organ o, generate_series(1, 2) n where o.kortnavn = 'kst' and test.tilfeldig(3) > 0;
	set local session_replication_role = origin;
end $$;
create temp table dager as select date '2019-12-31' + n * 23 as dag from generate_series(0, 12) n;
select is((select count(*)::int from core.program g, dager d where (select count(*) from core.fase f where f.program_id = g.id and f.aapnet <= d.dag) > 0) > 60, true, 'there is something to compare');

create temp table rader as select d.dag, r ->> 'program' as program, r as rad from dager d, jsonb_array_elements(test.portefoelje('deppen', jsonb_build_object('dato', d.dag)) -> 'programmer') r;
create function test.sum(program_ text, dag date, variadic kontoer text[]) returns text language sql as $$
	select trim_scale(sum(case konto when 'tilbakebetalt' then -beloep else beloep end))::text from core.postering where program_id = test.id(program_) and dato <= dag and konto = any (kontoer) $$;
select is_empty($$select dag, program, rad, x.* from rader, lateral (values ('ramme', test.sum(program, dag, 'budsjett')), ('lovet', test.sum(program, dag, 'lovet')), ('bevilget', test.sum(program, dag, 'bevilget')), ('mottatt', test.sum(program, dag, 'mottatt')),
		('tildelt', test.sum(program, dag, 'tildelt')), ('utbetalt', test.sum(program, dag, 'utbetalt', 'tilbakebetalt')), ('brukt', test.sum(program, dag, 'utbetalt', 'tilbakebetalt', 'brukt')),
		('prosjekter', (select count(*)::text from core.prosjekt p where p.program_id = test.id(program) and p.dato <= dag)),
		('fylke', (select (core.organ_paa(o, dag)).navn from core.organ o where o.id = core.fylke_for(test.id(program), dag))), ('fase', core.fase_paa(test.id(program), dag)::text)) x (felt, verdi)
	where rad ->> felt is distinct from verdi$$, 'money, projects, county and phase are the slow sums of every day');
select is_empty($$select dag, program, rad, s from rader, core.resultater(test.id(program), dag) s
	where jsonb_strip_nulls(jsonb_build_object('maal', rad -> 'maal', 'nye', rad -> 'nye', 'sikrede', rad -> 'sikrede', 'prosent', rad -> 'prosent', 'prosent_nye', rad -> 'prosent_nye', 'merknad', rad -> 'merknad'))
		is distinct from coalesce(jsonb_strip_nulls((s -> 'samlet') - 'sum' - 'rapporter' - 'aarsmaal' - 'maal_nye' - 'maal_sikrede' - 'prosent_sikrede'), '{}')$$, 'targets and jobs are those of ResultatService');
select is((select count(*)::int from core.resultatdag d, core.resultatdag e where d.program_id = e.program_id and e.dato > d.dato and e.rapporter < d.rapporter) > 0, true, 'a report less where a correction was approved before what it corrects');

-- The sums of the days: what the release that began them made of what was there is what the triggers make of it.
create temp table saldo as select * from core.saldodag;
create temp table resultat_ as select * from core.resultatdag;
delete from core.saldodag;
delete from core.resultatdag;
\set etterfylling `sed -n '/^-- What there is already/,$p' "$(ls :src/sql/migrations/*_dagsum.sql)"`
:etterfylling
select is((select count(*)::int from core.saldodag) > 100, true, 'there are sums of many days');
select is_empty('(select * from saldo except select * from core.saldodag) union all (select * from core.saldodag except select * from saldo)', 'the ledger''s are the same');
select is_empty('(select * from resultat_ except select * from core.resultatdag) union all (select * from core.resultatdag except select * from resultat_)', 'so are those of projects and reports');
select is_empty($$select t, p from unnest('{core.saldodag,core.resultatdag}'::text[]) t, unnest('{select,insert,update,delete}'::text[]) p where has_table_privilege('omstilling_api', t, p)$$, 'and they are the rules'' own');

select is_empty($$select dag, program, f from rader, core.program p, jsonb_array_elements(core.faser(p, dag)) f where p.kortnavn = program and (f ->> 'fase') = rad ->> 'fase' and f ->> 'avsluttet' is null and (f ->> 'frist', f ->> 'dager') is distinct from (rad ->> 'frist', rad ->> 'dager')$$,
	'the normal time is that of program show');
select is_empty($$(select d.dag, t.type, v.program_id, v.plan_id, v.nr, v.vedtatt, v.tid from dager d, (values ('omstillingsplan'), ('handlingsplan')) t (type), core.vedtatte_versjoner(array(select id from core.program), d.dag, t.type) v
	except select d.dag, t.type, p.id, a.plan_id, a.nr, a.vedtatt, a.tid from dager d, (values ('omstillingsplan'), ('handlingsplan')) t (type), core.program p, core.adopterte(p.id, d.dag, t.type, null) a)
	union all (select d.dag, t.type, p.id, a.plan_id, a.nr, a.vedtatt, a.tid from dager d, (values ('omstillingsplan'), ('handlingsplan')) t (type), core.program p, core.adopterte(p.id, d.dag, t.type, null) a
	except select d.dag, t.type, v.program_id, v.plan_id, v.nr, v.vedtatt, v.tid from dager d, (values ('omstillingsplan'), ('handlingsplan')) t (type), core.vedtatte_versjoner(array(select id from core.program), d.dag, t.type) v)$$,
	'what is adopted is what core.adopterte() says, also where all must say yes, and where it is suspended');
select is_empty($$select dag, program from rader where (core.fase_paa(test.id(program), dag) = 3 and dag between '2020-01-01' and '2022-12-31' and program <> 'dal' and not exists (select from core.budsjettplan(test.id(program), dag)))
	<> coalesce(rad -> 'varsler' @> '[{"varsel":"aarets_plan_er_ikke_vedtatt"}]', false) and program ~ '^c'$$, 'a year without a plan is warned of where no adopted plan''s period holds the day');
select is_empty($$select program from rader r where dag = '2019-12-31' and rad ? 'varsler'$$, 'nothing is overdue before it is due');
select is((select count(distinct dag)::int from rader where rad -> 'varsler' @> '[{"varsel":"vilkaar_er_overskredet"}]') > 3, true, 'but later');
select is_empty($$select g.kortnavn from core.program g where coalesce(test.rad(g.kortnavn) -> 'varsler', '[]') <> core.varsler(g.id)$$, 'today''s warnings are those of program show');
select is_empty($$select g.kortnavn, v.antall from core.program g left join core.overskredne_vilkaar(array[g.id], core.i_dag()) v on v.program_id = g.id
	where coalesce(v.antall, 0) <> (select count(*) from core.vilkaar w where w.program_id = g.id and core.vilkaar_tilstand(w, core.i_dag()) = 'overskredet')$$, 'conditions are overdue as vilkaar list has it');
select is_empty($$select f.felt, test.portefoelje('deppen') -> 'sum' from unnest('{ramme,lovet,bevilget,mottatt,tildelt,utbetalt,brukt,prosjekter,antall_varsler}'::text[]) f (felt)
	where (test.portefoelje('deppen') -> 'sum' ->> felt)::numeric is distinct from (select sum((r ->> felt)::numeric) from jsonb_array_elements(test.portefoelje('deppen') -> 'programmer') r)$$, 'the sum row is the sum of the rows');
select is(test.ser('deppen', '{"med_varsler":true}'), (select string_agg(g.kortnavn, ' ' order by g.kortnavn) from core.program g where core.varsler(g.id) <> '[]'), 'those with warnings, by themselves');
select unalike(string_agg(rad::text, ''), '%Prøve%', 'no person is named') from rader;
select * from finish();
rollback;

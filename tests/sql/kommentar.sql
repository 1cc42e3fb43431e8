-- Comments: what they hang on and follow, who says what, which of them hinder adoption, what stays. Allowed and denied, as
-- the daemon's role.
begin;
select plan(93);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.kommenter(hvem text, plan text, sted text default null, tekst text default 'Hm') returns text language sql as $$
	select coalesce((k.s).json #>> '{kommentar,nr}', (k.s).grunn, (k.s).kode) from (select test.kall(hvem, 'comment_plan',
		json_strip_nulls(json_build_object('plan', plan, 'sted', sted, 'tekst', tekst))) as s offset 0) k $$;
create function test.svar_paa(hvem text, plan text, nr int, tekst text default 'Ja') returns text language sql as $$
	select coalesce((k.s).json #>> '{kommentar,tilstand}', (k.s).grunn, (k.s).kode) from (select test.kall(hvem, 'answer_comment',
		json_build_object('plan', plan, 'kommentar', nr, 'tekst', tekst)) as s offset 0) k $$;
create function test.frafall(hvem text, plan text, nr int, grunn text default 'Behandlet') returns text language sql as $$
	select coalesce((k.s).json #>> '{kommentar,tilstand}', (k.s).grunn, (k.s).kode) from (select test.kall(hvem, 'waive_comment',
		json_build_object('plan', plan, 'kommentar', nr, 'grunn', grunn)) as s offset 0) k $$;
-- A list in short: number, place (! when it is gone), state.
create function test.liste(hvem text, plan text, aapne boolean default null) returns text language sql as $$
	select coalesce((k.s).grunn, (select string_agg(concat_ws(' ', x ->> 'nr', nullif(x ->> 'sted', '') || case when x ->> 'borte' is not null then '!' else '' end, x ->> 'tilstand'), ', ' order by n)
		from json_array_elements((k.s).json -> 'kommentarer') with ordinality y (x, n)), '')
	from (select test.kall(hvem, 'list_kommentarer', json_strip_nulls(json_build_object('plan', plan, 'bare_aapne', aapne))) as s offset 0) k $$;
create function test.lagre(etag text, dok json, plan text default 'dal/handlingsplan-2021') returns text language sql as $$
	select test.grunn('leder', 'save_plan', json_build_object('plan', plan, 'etag', etag, split_part(split_part(plan, '/', 2), '-', 1), dok)) $$;

-- A draft with two areas, and one of the omstillingsplan with a list of texts.
select test.grunn('leder', 'create_plan', '{"program":"dal","type":"handlingsplan","aar":2021,"tittel":"Plan"}'),
	test.grunn('leder', 'create_plan', '{"program":"dal","type":"omstillingsplan","tittel":"Plan"}');
\set hp '{"aar":2021,"tittel":"Plan","kapitler":[{"kapittel":"1.1","tekst":"Et"}],"omraader":[{"id":"a","nummer":1,"navn":"A","tiltak":[{"id":"t","bokstav":"A","tiltak":"T","budsjett":"1"},{"id":"u","bokstav":"B","tiltak":"U"}]},{"id":"b","nummer":2,"navn":"B"}]}'
select is(test.lagre('r1', :'hp'), 'ok', 'a draft');

-- Where.
select is(test.kommenter('krep', 'dal/handlingsplan-2021'), '1', 'a comment on the whole plan, by a member of the kommunestyre');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021', 'omraader/1/tiltak/B'), '2', 'on a tiltak');
select is(test.kommenter('raadgiver', 'dal/handlingsplan-2021', 'omraader/1/tiltak/A/budsjett'), '3', 'on a value');
select is(test.kommenter('observatoer', 'dal/handlingsplan-2021', 'omraader'), '4', 'on a list, by an observer: anyone who may read');
select is(test.kommenter('leder', 'dal/handlingsplan-2021', 'kapitler/1.1/tekst'), '5', 'on a chapter, by who wrote it');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021', x), 'ukjent_sted', format('«%s» is no place', x))
from unnest(array['omraader/3', 'omraader/1/tiltak/A/', '/', 'kommunikasjonsplan', 'omraader/1/id/x']) x;
select is(test.kommenter('sg2', 'dal/handlingsplan-2021', null, ' '), 'felt_mangler', 'a comment says something');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021', null, repeat('x', 4001)), 'kommentaren_har_tekst', 'and not without end');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021', null, repeat('æ', 4000)), '6', 'in characters, not bytes');
select is(test.liste('fmedlem', 'dal/handlingsplan-2021'), '1 aapen, 2 omraader/1/tiltak/B aapen, 3 omraader/1/tiltak/A/budsjett aapen, 4 omraader aapen, 5 kapitler/1.1/tekst aapen, 6 aapen',
	'everybody in the programme reads them');
select is((test.svar('krep', 'get_plan', '{"plan":"dal/handlingsplan-2021"}') ->> 'aapne_kommentarer')::int, 6, 'the plan says how many');

-- They follow the thing.
select is(test.lagre('r2', replace(replace(:'hp', '"nummer":1,"navn":"A"', '"nummer":2,"navn":"Nytt navn"'), '"nummer":2,"navn":"B"', '"nummer":1,"navn":"B"')::json), 'ok', 'the areas change places');
select is(test.liste('sg2', 'dal/handlingsplan-2021'), '1 aapen, 2 omraader/2/tiltak/B aapen, 3 omraader/2/tiltak/A/budsjett aapen, 4 omraader aapen, 5 kapitler/1.1/tekst aapen, 6 aapen',
	'and the comments with them');
select is(test.liste('sg2', 'dal/handlingsplan-2021@2'), '1 aapen, 2 omraader/1/tiltak/B aapen, 3 omraader/1/tiltak/A/budsjett aapen, 4 omraader aapen, 5 kapitler/1.1/tekst aapen, 6 aapen',
	'in the revision before they stand where they were');
select is(test.lagre('r3', '{"aar":2021,"tittel":"Plan","kapitler":[{"kapittel":"1.1","tekst":"Noe annet"}],"omraader":[{"id":"b","nummer":1,"navn":"B","tiltak":[{"id":"u","bokstav":"B","tiltak":"U"}]}]}'), 'ok', 'an area is deleted, a tiltak moved');
select is(test.liste('sg2', 'dal/handlingsplan-2021'), '1 aapen, 2 omraader/1/tiltak/B aapen, 3 omraader/1/tiltak/A/budsjett! aapen, 4 omraader aapen, 5 kapitler/1.1/tekst aapen, 6 aapen',
	'what is gone is told where it stood; the value''s text may change');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021@2'), 'revisjonen_er_forbi', 'an earlier revision is not commented on');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021@4'), '7', 'the newest may be named by its number');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021@v1'), 'ukjent_versjon', 'a version that is not there');
select is(test.lagre('r1', '{"tittel":"Plan","tverrgaaende":["En","To","Tre"]}', 'dal/omstillingsplan'), 'ok', 'a list of texts');
select is(test.kommenter('sg2', 'dal/omstillingsplan', 'tverrgaaende/2'), '1', 'one of them');
select is(test.lagre('r2', '{"tittel":"Plan","tverrgaaende":["Tre","En","Null","To"]}', 'dal/omstillingsplan'), 'ok', 'is moved');
select is(test.liste('sg2', 'dal/omstillingsplan'), '1 tverrgaaende/4 aapen', 'and known by what it says');

-- Answers.
select is(test.svar_paa('leder', 'dal/handlingsplan-2021', 1), 'besvart', 'who prepares the plan answers');
select is(test.svar_paa('krep', 'dal/handlingsplan-2021', 1, 'Nei'), 'aapen', 'its author follows up, and it is open again');
select is(test.svar_paa('leder', 'dal/handlingsplan-2021', 1, 'Jo'), 'besvart', 'until it is answered');
select is(test.svar_paa('sg2', 'dal/handlingsplan-2021', 1), 'kommentaren_besvares_av_andre', 'it is not another''s to answer');
select is(test.svar_paa('leder', 'dal/handlingsplan-2021', 99), 'ukjent_kommentar', 'an unknown one');
select is(test.svar_paa('leder', 'dal/handlingsplan-2021', 2, repeat('x', 4001)), 'svaret_har_tekst', 'an answer too long');
select is(test.frafall('leder', 'dal/handlingsplan-2021', 6), 'frafalt', 'waived by who prepares');
select is(test.svar_paa('sg2', 'dal/handlingsplan-2021', 6), 'kommentaren_er_frafalt', 'for good');
select is(test.frafall('leder', 'dal/handlingsplan-2021', 6), 'kommentaren_er_frafalt', 'and once');
select is(test.frafall('leder', 'dal/handlingsplan-2021', 2, ''), 'felt_mangler', 'not without a reason');
select is(test.frafall('ordfoerer', 'dal/handlingsplan-2021', 2), 'kommentaren_frafalles_av_andre', 'a draft lies before nobody yet');
select is(test.fjern((test.kall('sg2', 'waive_comment', '{"plan":"dal/handlingsplan-2021","kommentar":2,"grunn":"x"}')).detalj, '{tur,organer,1}'), 'Epl', 'a refusal says whose turn it is');
select is(test.liste('sg2', 'dal/handlingsplan-2021', true), '2 omraader/1/tiltak/B aapen, 3 omraader/1/tiltak/A/budsjett! aapen, 4 omraader aapen, 5 kapitler/1.1/tekst aapen, 7 aapen', 'the open ones');
select is(test.svar('sg2', 'list_kommentarer', '{"plan":"dal/handlingsplan-2021","page_size":2}') ->> 'next_page_token', '2', 'page by page');
select is(test.svar('sg2', 'list_kommentarer', '{"plan":"dal/handlingsplan-2021","page_size":2,"page_token":"6"}') ->> 'next_page_token', null, 'to the last');
select is((select string_agg(s ->> 'tekst' || ' ' || (s ->> 'brukernavn') || ' ' || (s ->> 'tilstand'), ', ') from json_array_elements(test.svar('sg2', 'list_kommentarer',
	'{"plan":"dal/handlingsplan-2021","page_size":1}') #> '{kommentarer,0,svar}') s), 'Ja leder besvart, Nei krep aapen, Jo leder besvart', 'with what was said');

-- Adoption. Frozen with the version; open ones from before the meeting hinder it.
select test.grunn('leder', 'acknowledge_finding', json_build_object('plan', 'dal/handlingsplan-2021', 'regel', f.regel, 'sted', f.sted, 'grunn', 'Slik er det'))
from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = 'handlingsplan-2021' and f.alvor = 'feil';
select is(test.svar('leder', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}') ->> 'sak', 'dal/sak-1', 'submitted with open comments');
select is(test.liste('sg2', 'dal/handlingsplan-2021@v1'), test.liste('sg2', 'dal/handlingsplan-2021'), 'what was said of the draft stays with the version');
select test.dag('2020-10-02');
select is(test.kommenter('ordfoerer', 'dal/handlingsplan-2021@v1', 'tittel'), '8', 'on the version itself');
select test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), test.sg_innstiller('dal/sak-1'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-1');
select test.foer('ksekr', 'dal/sak-1', 'kst', 7, 0);
select test.dag('2020-10-05');
select is(test.bekreft('ordfoerer', 'dal/sak-1'), 'aapne_kommentarer', 'a meeting of the second is not confirmed while those of the first are open');
create function test.hvorfor(ref text) returns text language sql as $$
	select string_agg(h, ' ') from json_array_elements(test.svar('sg2', 'explain_sak', json_build_object('sak', ref)) -> 'saksgang') s, json_array_elements_text(s -> 'hvorfor') h
	where s #>> '{steg,akt}' = 'vedtar' $$;
select matches(test.hvorfor('dal/sak-1'), 'Planen har 6 kommentar\(er\) som må besvares eller frafalles først: omraader/1/tiltak/B, .*, hele planen, tittel\.', 'the explanation says so beforehand');
create temp table nekt as select test.kall('ordfoerer', 'confirm_result', json_build_object('sak', 'dal/sak-1', 'resultat', (core.nyeste_resultat(test.sak('dal/sak-1'))).id)) as k;
select is(test.fjern((select (k).detalj from nekt), '{steder}'), '["omraader/1/tiltak/B", "omraader/1/tiltak/A/budsjett", "omraader", "kapitler/1.1/tekst", "hele planen"]', 'which are named by their places');
select is(test.fjern((select (k).detalj from nekt), '{tur,organer}'), '["Pl", "Epl"]', 'with whose turn it is');
select is(test.tilstand('dal/sak-1'), 'under_behandling', 'and nothing is decided');
select is(test.svar_paa('leder', 'dal/handlingsplan-2021', n), 'besvart', 'comment ' || n || ' is answered after the meeting') from unnest(array[2, 3, 4, 5]) n;
select is(test.frafall('krep', 'dal/handlingsplan-2021', 7), 'kommentaren_frafalles_av_andre', 'a member of the kommunestyre waives nothing');
select is(test.frafall('ordfoerer', 'dal/handlingsplan-2021', 7), 'frafalt', 'who leads it does');
select is(test.hvorfor('dal/sak-1') ~ 'må besvares eller frafalles først: tittel\.', true, 'the rest would hinder a later meeting');
select is(test.bekreft('ordfoerer', 'dal/sak-1'), 'ok', 'then the meeting of the second is confirmed; what was said on its day came too late');
select is(test.hvorfor('dal/sak-1') ~ 'besvares', null, 'after which nothing is waited for');
select is((select dato::text from core.vedtak), '2020-10-02', 'as of its own date');
select is(test.liste('krep', 'dal/handlingsplan-2021@v1', true), '8 tittel aapen', 'that comment stands open');
select is(test.frafall('ordfoerer', 'dal/handlingsplan-2021', 8), 'kommentaren_frafalles_av_andre', 'the kommunestyre is done with it');

-- On what is adopted: everybody who is logged in; it hinders nothing.
select is(test.kommenter('utenfor', 'dal/handlingsplan-2021', 'tittel'), '10001', 'a stranger comments on the adopted version; its number tells nothing of those before');
select is(test.liste('utenfor', 'dal/handlingsplan-2021'), '10001 tittel aapen', 'and reads what was said of it, not what was said before');
select is(test.grunn(null, 'list_kommentarer', '{"plan":"dal/handlingsplan-2021"}'), '42501', 'not without a token');
select is(test.svar('utenfor', 'get_plan', '{"plan":"dal/handlingsplan-2021"}') ->> 'aapne_kommentarer', null, 'how many there are is the programme''s own');
select is(test.svar_paa('utenfor', 'dal/handlingsplan-2021', 5), 'ukjent_kommentar', 'one he may not see does not exist');
select is(test.svar_paa('leder', 'dal/handlingsplan-2021', 10001), 'besvart', 'he gets an answer');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021@v1'), '10002', 'the programme''s own comment on it too');
select is(test.lagre('r4', '{"aar":2021,"tittel":"Ny plan"}'), 'ok', 'the next draft');
select is(test.kommenter('utenfor', 'dal/handlingsplan-2021@5'), 'ukjent_plan', 'which is not his to see');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021'), '9', 'a comment on the draft goes on in the first series');
select is(test.svar('leder', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}') ->> 'sak', 'dal/sak-2', 'is submitted');
select is(test.liste('sg2', 'dal/handlingsplan-2021@v2'), '9 aapen', 'each version has its own');
select test.dag('2020-10-06');
select is(test.til_vedtatt('dal/sak-2'), 'under_behandling', 'the one that came too late for the version before hinders this');
select is(test.fjern((select detalj from test.kall('ordfoerer', 'confirm_result', json_build_object('sak', 'dal/sak-2', 'resultat', (core.nyeste_resultat(test.sak('dal/sak-2'))).id))), '{steder}'),
	'["tittel", "hele planen"]', 'with its own; those on the adopted version do not');
select is(test.svar_paa('leder', 'dal/handlingsplan-2021', 8) || test.svar_paa('leder', 'dal/handlingsplan-2021', 9), 'besvartbesvart', 'both are answered');
select is(test.bekreft('ordfoerer', 'dal/sak-2'), 'ok', 'and it is adopted');

-- An auditor writes nothing, not even where he wrote before he was one.
insert into core.verv (organ_id, person_id, rolle, fra, til)
select o.id, p.id, 'revisor', date '2020-01-01', date '2020-12-31' from core.organ o, core.person p where o.kortnavn = 'kst' and p.brukernavn in ('utenfor', 'krep');
select is(test.liste('utenfor', 'dal/handlingsplan-2021@v2'), '9 besvart', 'an auditor reads what is the programme''s own');
select is(test.kommenter('utenfor', ref), 'revisor_skriver_ikke', 'and does not comment on ' || ref) from unnest(array['dal/handlingsplan-2021', 'dal/handlingsplan-2021@v1']) ref;
select is(test.svar_paa('utenfor', 'dal/handlingsplan-2021', 10001, 'Men'), 'revisor_skriver_ikke', 'nor follows up');
select is(test.svar_paa('utenfor', 'dal/handlingsplan-2021', 10002), 'kommentaren_besvares_av_andre', 'another''s comment is not his to answer anyway');
select is(test.kommenter('krep', 'dal/handlingsplan-2021@v2'), '10003', 'who sits there as a member too, does');

-- Nothing is erased but what the law wants deleted; the journal has no text of it.
select is((select count(*) from core.journal where linje::json ->> 'hendelse' in ('plan_kommentert', 'kommentar_svart')), (select (select count(*) from core.kommentar) + count(*) from core.kommentar_svar),
	'every comment and answer is journalled');
select is((select count(*) from core.journal where innhold ~ 'æææ|Behandlet' and linje::json ->> 'hendelse' in ('plan_kommentert', 'kommentar_svart')), 0::bigint, 'without its text');
select throws_ok($$update core.kommentar set tekst = 'Noe annet'$$, 'RP009', null, 'no text becomes another');
select lives_ok($$update core.kommentar set tekst = null where nr = 6; update core.kommentar_svar set tekst = null where kommentar = 6$$, 'a text may be deleted');
select is(test.svar('sg2', 'list_kommentarer', '{"plan":"dal/handlingsplan-2021","page_token":"5","page_size":1}') #>> '{kommentarer,0}' ~ '"tekst"', false, 'and is gone, the comment is not');

set local session_replication_role = replica;
insert into core.kommentar (program_id, plan_id, nr, revisjon, vedtatt, noekkel, sted, tekst, person_id, dato)
select k.program_id, k.plan_id, 10000, k.revisjon, false, '', '', 'x', k.person_id, k.dato from core.kommentar k where k.nr = 9;
set local session_replication_role = origin;
select is(test.lagre('r5', '{"aar":2021,"tittel":"Enda en"}'), 'ok', 'a draft again');
select is(test.kommenter('sg2', 'dal/handlingsplan-2021') || ' ' || test.kommenter('sg2', 'dal/handlingsplan-2021@v1'), 'planen_har_for_mange_kommentarer 10004', 'the first series ends before the second begins');

select * from finish();
rollback;

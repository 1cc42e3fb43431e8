-- The programme's reports: written, assembled from the data, frozen under their hash, treated in the case of their row; the
-- programstatusvurdering from fact sheet to agreement, its findings in the next plan; videreføring; who reads what.
begin;
select plan(101);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
\ir lib/resultat.psql

create function test.skriv(slag text, deler jsonb, aar int default null, hvem text default 'programleder') returns text
language sql as $$
	select coalesce((k.s).json #>> '{rapport,navn}', nullif((k.s).grunn, ''), (k.s).kode)
	from (select test.kall(hvem, 'write_rapport', json_strip_nulls(json_build_object('program', 'dal', 'slag', slag, 'aar', aar, 'deler', deler))) as s offset 0) k
$$;
create function test.leggfram(rapport text, hvem text default 'programleder') returns text
language sql as $$
	select coalesce(nullif(concat_ws(' ', (k.s).json #>> '{rapport,sak}', 'v' || ((k.s).json #>> '{rapport,versjon}')), ''), nullif((k.s).grunn, ''), (k.s).kode)
	from (select test.kall(hvem, 'submit_rapport', json_build_object('rapport', rapport)) as s offset 0) k
$$;
create function test.les(rapport text, versjon int default null, hvem text default 'naering') returns jsonb
language sql as $$ select test.svar(hvem, 'get_rapport', json_strip_nulls(json_build_object('rapport', rapport, 'versjon', versjon)))::jsonb $$;
create function test.oppgaver(hvem text) returns text
language sql as $$ select string_agg(concat_ws(' ', x ->> 'frist', left(x ->> 'tittel', 20)), ', ' order by n) from jsonb_array_elements(core.oppgaver_rapport(test.person(hvem), array(select id from core.program))) with ordinality x (x, n) $$;
create function test.varsler() returns text language sql as $$ select string_agg(x ->> 'tekst', ' ') from json_array_elements(test.svar('leder', 'get_program', '{"program":"dal"}') -> 'varsler') x where x ->> 'varsel' ~ 'programstatus' $$;

select test.vedtatt_plan('omstillingsplan', '{"fra_aar":2020,"til_aar":2026,"hovedmaal":{"arbeidsplasser":"30"},"effektmaal":[{"tekst":"Flere folk","indikator":"Folketall","maalekilde":"SSB"}],
	"innsatsomraader":[{"id":"skog","nummer":1,"navn":"Skog","arbeidsplasser":[{"aar":2020,"verdi":"9"},{"aar":2021,"verdi":"4"}],"strategier":[{"bokstav":"A","tittel":"Tre"}]}]}'),
	test.vedtatt_plan('handlingsplan-2020', '{"aar":2020,"omraader":[{"id":"h1","nummer":1,"navn":"Skog","tiltak":[{"bokstav":"A","tiltak":"Trehus","budsjett":"500000"},{"bokstav":"A","tiltak":"Sagbruk","budsjett":"1"}]}]}');
select test.prosjekt('Trehus', 'skog', '2020-03-01', '{"plp_steg":"forprosjekt"}'), test.prosjekt('Bolyst', 'skog', '2020-04-01', '{"bruk":"stoerre_prosjekt"}');
set local session_replication_role = replica;
update core.prosjekt set strategi = 'A', tiltak = 'Trehus' where nr = 1;
set local session_replication_role = origin;
select test.telt('dal/prosjekt-1', 2020, '{"nye":"5","utloest":"250000"}');
set local session_replication_role = replica;
update core.verv v set side = case when p.brukernavn in ('osleder', 'os2', 'os3') then 'naeringsliv' else 'offentlig' end from core.person p, core.organ o where p.id = v.person_id and o.id = v.organ_id and o.kortnavn = 'os' and v.rolle <> 'sekretaer';
set local session_replication_role = origin;
update core.person set kjoenn = case when brukernavn in ('osleder', 'os2') then 'kvinne' else 'mann' end where brukernavn ~ '^os';

-- Written.
select is(test.skriv('aarsrapport', '[]', null), 'rapporten_har_aar_hvis_den_er_aarlig', 'a yearly report has a year');
select is(test.skriv('sluttrapport', '[]', 2020), 'rapporten_har_aar_hvis_den_er_aarlig', 'the last one has none');
select is(test.skriv('dikt', '[]'), 'rapportens_slag_er_kjent', 'of a known kind');
select is(test.skriv('aarsrapport', d::jsonb, 2020), g, t) from (values
	('[{"tekst":"x"}]', 'delen_har_et_navn', 'a chapter has a heading'), ('[{"noekkel":"a","slag":"vers"}]', 'delens_slag_er_kjent', 'a part is of a kind'),
	('[{"slag":"prosess","noekkel":"Styring","tekst":"God"}]', 'en_indikator_har_karakter_og_grunn', 'an indicator is graded'), ('[{"slag":"prosess","noekkel":"Styring","karakter":4}]', 'en_indikator_har_karakter_og_grunn', 'with a reason'),
	('[{"slag":"effekt","noekkel":"Jobber","karakter":6,"tekst":"x"}]', 'en_karakter_er_fra_en_til_fem', 'from 1 to 5'), ('[{"slag":"effekt","noekkel":"Jobber","karakter":0,"tekst":"x"}]', 'en_karakter_er_fra_en_til_fem', 'not 0'),
	('[{"noekkel":"a","tekst":"b","funn":"c"}]', 'et_funn_hoerer_til_en_indikator', 'a finding is of an indicator'), ('[{"slag":"overtaker","tekst":"Kommunen"}]', 'delen_har_et_navn', 'who takes over takes over something'),
	('[{"slag":"overtaker","tekst":"x","prosjekt":"vik/prosjekt-1"}]', 'ukjent_prosjekt', 'of this programme'), ('[{"slag":"holdes","tekst":"snart"}]', 'en_vurdering_holdes_en_dag', 'a day is a date'),
	(json_build_array(json_build_object('noekkel', 'a', 'tekst', repeat('x', 20001)))::text, 'delen_er_ikke_for_lang', 'not without end')) v (d, g, t);
select is((select count(*)::int from core.rapport), 0, 'nothing is begun by what is refused');
select is(test.skriv('aarsrapport', '[{"noekkel":"Innledning","tekst":"Et godt år."},{"noekkel":"Utfordringer","tekst":"Få søkere."}]', 2020), 'dal/aarsrapport-2020', 'chapters');
select is(test.skriv('aarsrapport', '[{"noekkel":"Innledning","tekst":"Et bra år."},{"noekkel":"Utfordringer","tekst":""}]', 2020), 'dal/aarsrapport-2020', 'rewritten, and taken out');
select is(test.les('dal/aarsrapport-2020') #> '{innhold,tekster}', '[{"tekst":"Et bra år.","overskrift":"Innledning"}]', 'the newest holds');
select is(test.skriv('aarsrapport', '[]', 2020, h), g, h || ' writes the årsrapport') from (values ('osleder', 'bare_de_som_forbereder_skriver'), ('raadgiver', 'bare_de_som_forbereder_skriver'), ('utenfor', 'bare_for_deltakere')) v (h, g);

-- Assembled.
select is((select string_agg(k, ' ' order by k) from jsonb_object_keys(test.les('dal/aarsrapport-2020') -> 'innhold') k), 'aar aarene avvik dato effektmaal format penger prosjekter resultater samlet slag styre tall tekster tittel', 'what stands in it');
select is(test.tall(test.les('dal/aarsrapport-2020') #> '{innhold,resultater,0}'), '9/null/null 5+null=5 55.6/null/null sikrede: ikke målt', 'jobs of the year');
select is(test.les('dal/aarsrapport-2020') #> '{innhold,avvik}', '["Skog: målet var 9 arbeidsplasser, resultatet er 5", "Tiltaket «Sagbruk» (A) er ikke blitt prosjekt"]', 'where it went otherwise than planned');
select is(test.les('dal/aarsrapport-2020') #> '{innhold,styre}', '{"menn":3,"moeter":1,"kvinner":2,"steder":0,"medlemmer":5,"offentlig":2,"oppmoete":"100","naeringsliv":3}', 'the styre''s meetings, attendance and breadth, without names');
savepoint oppgitt;
update core.person set kjoenn = null where brukernavn in ('osleder', 'os2');
set local session_replication_role = replica;
update core.verv set side = null where side is not null;
set local session_replication_role = origin;
select is(test.les('dal/aarsrapport-2020') #> '{innhold,styre}', '{"menn":3,"moeter":1,"steder":0,"medlemmer":5,"oppmoete":"100"}', 'nobody is said to be what is not stated: three men, and two who may be women');
rollback to oppgitt;
select is((select string_agg(concat_ws(' ', p ->> 'navn', p ->> 'tittel', p ->> 'omraade'), ', ' order by n) from jsonb_array_elements(test.les('dal/aarsrapport-2020') #> '{innhold,prosjekter}') with ordinality x (p, n)), 'dal/prosjekt-1 Trehus Skog, dal/prosjekt-2 Bolyst Skog', 'its projects');
select is((select string_agg(concat_ws(' ', t ->> 'navn', t ->> 'verdi'), ', ') from jsonb_array_elements(test.les('dal/aarsrapport-2020') #> '{innhold,tall}') t where t ->> 'slag' = 'penger'), 'Utløst fra andre 250000.00, Brukt i prosjektene ikke målt', 'money released from others');
insert into core.finansioer (program_id, nr, navn, slag) select id, 1, 'Fylket', 'fylke' from core.program where kortnavn = 'dal';
select set_config('omstilling.token', encode(sha256('programleder'), 'hex'), true), core.poster(p.id, 'mottatt', 1900000, 2020, '2020-09-01', 'Tilsagn', finansioer => f.id), set_config('omstilling.token', '', true)
from core.program p join core.finansioer f on f.program_id = p.id;
select is(test.les('dal/aarsrapport-2020') #> '{innhold,penger}', '[{"konto":"mottatt","beloep":"1900000","finansioer":"Fylket"},{"konto":"budsjett","beloep":"500001"}]', 'the ledger''s balances');

-- Frozen, given, treated, forwarded, received.
select is(test.leggfram('dal/aarsrapport-2020', h), g, h || ' submits') from (values ('osleder', 'bare_de_som_forbereder_skriver'), ('utenfor', 'ukjent_rapport')) v (h, g);
select is(test.leggfram('dal/aarsrapport-2020'), 'dal/sak-3 v1', 'laid before the styre, in a case');
select is(test.leggfram('dal/aarsrapport-2020'), 'rapporten_er_lagt_fram_foer', 'not the very same again');
select is((test.sak('dal/sak-3')).forslag, (select jsonb_build_object('rapport', 'dal/aarsrapport-2020', 'rapport_versjon', 1, 'rapport_hash', encode(hash, 'hex')) from core.rapport_versjon), 'the case points at the version');
select is(test.ny_sak('programleder', 30, '{"rapport":"dal/aarsrapport-2020","rapport_versjon":1,"rapport_hash":"00"}'), 'saken_peker_ikke_paa_rapporten', 'and no case at a version that it is not');
select is(test.ny_sak('programleder', 34, (test.sak('dal/sak-3')).forslag), 'saken_peker_ikke_paa_rapporten', 'nor at one of another kind');
select test.telt('dal/prosjekt-1', 2020, '{"nye":"1"}'), test.skriv('aarsrapport', '[{"noekkel":"Slutt","tekst":"Takk."}]', 2020);
select is(test.les('dal/aarsrapport-2020', 1) #>> '{innhold,samlet,sum}' || ' ' || (test.les('dal/aarsrapport-2020') #>> '{innhold,samlet,sum}'), '5 6', 'a version stays as it was');
select is((test.les('dal/aarsrapport-2020', 1) #>> '{rapport,hash}'), encode(sha256(decode(test.les('dal/aarsrapport-2020', 1) ->> 'kanonisk', 'base64')), 'hex'), 'under the hash of its bytes');
select is((test.kall(h, 'get_rapport', json_build_object('rapport', 'dal/aarsrapport-2020', 'versjon', v)))::text, (test.kall(h, 'get_rapport', '{"rapport":"dal/aarsrapport-1999"}'))::text, 'not to others yet: ' || coalesce(h, 'nobody'))
	from (values ('utenfor', 1), (null, null), (null, 1)) x (h, v);
select is(test.leggfram('dal/aarsrapport-2020') || ' ' || test.tilstand('dal/sak-3'), 'dal/sak-4 v2 ugyldig', 'a new version has a case of its own');
select throws_ok('update core.rapport_versjon set bytes = bytes', 'RP009', null, 'nothing is overwritten');
select is(test.foer('ossekr', 'dal/sak-4', 'os', 5, 0), 'ok', 'the styre gives it');
select is(test.bekreft('osleder', 'dal/sak-4') || ' ' || test.tilstand('dal/sak-4'), 'ok vedtatt', 'by a decision');
select is(test.gjoer('raadgiver', 'bidrar', 'dal/sak-4') || ' ' || test.gjoer('ordfoerer', 'mottar', 'dal/sak-4') || ' ' || test.gjoer('fordfoerer', 'mottar', 'dal/sak-4'), 'ok ok ok', 'Innovasjon Norge forwards, KST treats and the county receives');
select is((select string_agg(distinct t.versjon::text, ' ') from core.rapport_steg t where t.sak_id = (test.sak('dal/sak-4')).id), '2', 'each act of the version');
select is(test.les('dal/aarsrapport-2020', null, null) #>> '{innhold,samlet,sum}', '6', 'and it is public');
select is((test.kall(null, 'get_rapport', '{"rapport":"dal/aarsrapport-2020","versjon":1}'))::text, (test.kall(null, 'get_rapport', '{"rapport":"dal/aarsrapport-1999"}'))::text, 'but not what it was before');
select is(test.les('dal/aarsrapport-2020', null, null) -> 'rapport' ? 'nyeste_versjon', false, 'nor how much there is of it');

-- Programstatusvurdering: fact sheet, grades, agreement, findings.
select is(test.skriv('programstatusvurdering', '[{"slag":"holdes","tekst":"2020-11-10"}]', 2020, 'raadgiver'), 'dal/psv-2020', 'Innovasjon Norge sets the day');
select is(test.oppgaver('programleder'), '2020-11-03 Legge fram faktaark,', 'the fact sheet is due a week before');
select is(test.varsler(), null, 'which it is not late with');
select test.dag('2020-11-04');
select is(test.varsler(), 'dal/psv-2020: Legge fram faktaark, minst en uke før programstatusvurderingen, fristen var 2020-11-03.', 'until the day after');
select is(test.leggfram('dal/psv-2020'), 'dal/sak-5 v1', 'the fact sheet opens the case');
select is(test.oppgaver('programleder'), null, 'and is done');
create function test.enig(sak text, ja int default 5, nei int default 0) returns text
language plpgsql as $$
declare
	svar text := test.foer('ossekr', sak, 'os', ja, nei);
begin
	return case when svar = 'ok' then test.bekreft('osleder', sak) else svar end;
end $$;
select is(test.enig('dal/sak-5'), 'vurderingen_mangler_karakterer', 'nobody agrees on a fact sheet');
select is(test.grunn('osleder', 'open_moete', '{"organ":"os","saker":["dal/sak-5"]}'), 'vurderingen_mangler_karakterer', 'nor votes on one');
select test.dag('2020-11-10');
select is(test.oppgaver('programleder'), '2020-11-17 Legge fram utkast ti', 'a draft of the report is due a week after');
select is(test.skriv('programstatusvurdering', '[{"slag":"prosess","noekkel":"Forankring","karakter":4,"tekst":"KST følger med"},{"slag":"effekt","noekkel":"Arbeidsplasser","karakter":2,"tekst":"6 av 9","funn":"Flere søkere fra skog"}]', 2020, 'raadgiver'), 'dal/psv-2020', 'graded, with reasons');
select is(test.leggfram('dal/psv-2020', 'raadgiver'), 'dal/sak-5 v2', 'in the same case');
select is(test.oppgaver('programleder') is null and test.les('dal/psv-2020', 2) #>> '{innhold,vurderinger,0,indikator}' = 'Forankring', true, 'the draft is there');
select is(test.gjoer('raadgiver', 'registrerer', 'dal/sak-5'), 'ikke_din_tur', 'not registered before the styre agrees');
select is(test.leggfram('dal/psv-2020', 'raadgiver'), 'rapporten_er_lagt_fram_foer', 'the very same is not laid before it again');
select is(test.gjoer(h, a, 'dal/sak-5'), g, format('%s alone: %s', h, a)) from (values ('osleder', 'innstiller', 'akten_er_en_avgjoerelse'), ('osleder', 'bidrar', 'ikke_din_oppgave'), ('raadgiver', 'innstiller', 'ikke_din_oppgave')) v (h, a, g);
select is(test.enig('dal/sak-5', 2), 'ikke_vedtaksfoert', 'nor two of five');
select is(test.foer('ossekr', 'dal/sak-5', 'os', 3, 2), 'ok', 'the styre agrees, by three to two');
select is(test.gjoer('raadgiver', 'registrerer', 'dal/sak-5'), 'ikke_din_tur', 'which counts when it is confirmed');
select is(test.bekreft('osleder', 'dal/sak-5'), 'ok', 'as it is');
select is(test.skriv('programstatusvurdering', '[{"slag":"prosess","noekkel":"Forankring","karakter":5,"tekst":"KST følger med"}]', 2020, 'raadgiver'), 'dal/psv-2020', 'another grade');
select is(test.leggfram('dal/psv-2020', 'raadgiver') || ' ' || test.tilstand('dal/sak-5'), 'dal/sak-6 v3 ugyldig', 'after the agreement is a new case');
select is(test.gjoer('raadgiver', 'registrerer', 'dal/sak-6'), 'ikke_din_tur', 'to be agreed on anew');
select is(test.enig('dal/sak-6', 1, 4) || ' ' || test.tilstand('dal/sak-6'), 'ok tilbakesendt', 'it does not, and the assessment goes back');
select is(test.gjoer('raadgiver', 'registrerer', 'dal/sak-6'), 'saken_er_avsluttet', 'unregistered');
select is(test.gjoer('raadgiver', 'innstiller', 'dal/sak-6'), 'saken_er_avsluttet', 'and nobody''s task any more');
select test.skriv('programstatusvurdering', '[{"slag":"prosess","noekkel":"Forankring","karakter":3,"tekst":"KST følger lite med"}]', 2020, 'raadgiver');
select is(test.leggfram('dal/psv-2020', 'raadgiver'), 'dal/sak-7 v4', 'graded anew');
select is(test.grunn('osleder', 'open_moete', '{"organ":"os","saker":["dal/sak-7"]}'), 'ok', 'and taken up in a meeting');
select test.skriv('programstatusvurdering', '[{"slag":"prosess","noekkel":"Forankring","karakter":1,"tekst":"Ingen følger med"}]', 2020, 'raadgiver');
select is(test.leggfram('dal/psv-2020', 'raadgiver') || ' ' || test.tilstand('dal/sak-7'), 'dal/sak-8 v5 ugyldig', 'what is changed while the styre sits is not what it votes on');
select is(test.enig('dal/sak-8') || ' ' || test.gjoer('raadgiver', 'registrerer', 'dal/sak-8') || ' ' || test.tilstand('dal/sak-8'), 'ok ok registrert', 'agreed and registered');
select is(test.les('dal/psv-2020', 5, null), null, 'it is the programme''s own');
set local session_replication_role = replica;
update core.plan_versjon v set bytes = '{}', hash = sha256('{}') from core.plan p where p.id = v.plan_id and p.kortnavn = 'handlingsplan-2020';
set local session_replication_role = origin;
create temp table neste as select test.kall('programleder', 'draft_next_plan', '{"program":"dal","aar":2021}') as k;
select is((select coalesce((k).json ->> 'funn', k::text) from neste), '1', 'the findings follow into the next handlingsplan');
select is((select k ->> 'tekst' from json_array_elements(test.svar('programleder', 'list_kommentarer', '{"plan":"dal/handlingsplan-2021"}') -> 'kommentarer') k), 'Programstatusvurderingen 2020, Arbeidsplasser (2): Flere søkere fra skog', 'as a comment');
select is((select concat_ws(' ', r ->> 'gjelder_aar', r ->> 'navn', r ->> 'maaltall', r ->> 'resultat', r ->> 'nye', r ->> 'sikrede', r ->> 'kommentar') from json_array_elements(test.svar('programleder', 'get_plan', '{"plan":"dal/handlingsplan-2021"}') #> '{handlingsplan,resultater}') r),
	'2020 Skog 9 6 6 sikrede: ikke målt', 'and the year''s results stand in it');
select is((select cardinality(core.hindrende_kommentarer(s, '2020-12-31')) from core.sak s where s.nr = 2), 0, 'older plans are not touched');
select is((select string_agg(k.tilstand || ' ' || k.vedtatt, ' ') from core.kommentar_naa k join core.plan p on p.id = k.plan_id where p.kortnavn = 'handlingsplan-2021'), 'aapen false', 'which hinders its adoption until it is answered');
select is((select count(*)::int from jsonb_array_elements(core.alle_oppgaver('[]', test.person('programleder'), array(select id from core.program))) o where o ->> 'slag' = 'rapport'), 0, 'nothing more waits');

-- Videreføring, and the reports of the end.
select is(test.leggfram('dal/viderefoering'), 'ukjent_rapport', 'not before it is begun');
select is(test.skriv('viderefoering', '[{"noekkel":"Retning","tekst":"Vi går videre."},{"slag":"plp","noekkel":"forstudie","tekst":"Spurte alle","prosjekt":"dal/prosjekt-1"}]'), 'dal/viderefoering', 'as a PLP project');
select is((test.kall('programleder', 'submit_rapport', '{"rapport":"dal/viderefoering"}')).detalj::jsonb -> 'prosjekter', '["dal/prosjekt-1"]', 'each own project needs somebody to take it over; larger ones have others');
select is(test.skriv('viderefoering', '[{"slag":"overtaker","prosjekt":"dal/prosjekt-1","tekst":"Næringshagen"}]'), 'dal/viderefoering', 'who is said');
select is(test.leggfram('dal/viderefoering'), 'dal/sak-9 v1', 'a case of row 33');
select is((test.sak('dal/sak-9')).beslutning || ' ' || (test.les('dal/viderefoering', 1) #> '{innhold,overtakelser}')::text || (test.les('dal/viderefoering', 1) #>> '{innhold,plp,0,prosjekt}'), '33 [{"overtar": "Næringshagen", "prosjekt": "dal/prosjekt-1"}]dal/prosjekt-1', 'with both in it');
select is(test.skriv('sluttrapport', '[{"noekkel":"Til slutt","tekst":"Takk"}]') || ' ' || test.leggfram('dal/sluttrapport'), 'dal/sluttrapport dal/sak-10 v1', 'sluttrapport');
select is(test.gjoer('osleder', 'registrerer', 'dal/sak-10') || ' ' || test.tilstand('dal/sak-10'), 'ok registrert', 'which the styre gives');
select is(test.skriv('sluttevaluering', '[]', null, 'raadgiver') || ' ' || test.leggfram('dal/sluttevaluering', 'raadgiver') || ' ' || (test.sak('dal/sak-11')).beslutning, 'dal/sluttevaluering dal/sak-11 v1 35', 'sluttevaluering is Innovasjon Norge''s');
select is(test.les('dal/sluttevaluering', 1) #> '{innhold,effektmaal,0}', '{"maal":"Flere folk","indikator":"Folketall","kilde":"SSB","verdi":"ikke målt"}', 'with the effektmål');
select is(test.skriv('midtveisevaluering', '[]', null, 'raadgiver') || ' ' || test.leggfram('dal/midtveisevaluering', 'raadgiver') || ' ' || (test.sak('dal/sak-12')).beslutning, 'dal/midtveisevaluering dal/sak-12 v1 32', 'so is the one midway');
select is((select string_agg(concat_ws(' ', r ->> 'navn', r ->> 'sak', r ->> 'tilstand', r ->> 'nyeste_versjon'), ', ' order by n) from json_array_elements(test.svar('naering', 'list_rapporter', '{"program":"dal"}') -> 'rapporter') with ordinality x (r, n)),
	'dal/aarsrapport-2020 dal/sak-4 vedtatt 2, dal/psv-2020 dal/sak-8 registrert 5, dal/viderefoering dal/sak-9 under_behandling 1, dal/sluttrapport dal/sak-10 registrert 1, dal/sluttevaluering dal/sak-11 under_behandling 1, dal/midtveisevaluering dal/sak-12 under_behandling 1', 'all of them');
select is(test.grunn('utenfor', 'list_rapporter', '{"program":"dal"}'), 'bare_for_deltakere', 'for the programme');

select * from finish();
rollback;

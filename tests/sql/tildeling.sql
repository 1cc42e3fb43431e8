-- Awards: applications awarded, awarded less, refused and replaced (rows 27, 28, 39), what is demanded first, klage (row 29), letters, and what is public.
begin;
select plan(65);
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/tildeling.psql
select test.planene();
select test.person('plsekr', 'pl', 'sekretaer');
create function test.grunn_for(rad int, mer jsonb) returns text
language sql as $$ select test.ny_sak('programleder', rad, mer) $$;
create function test.brev(ref text) returns text
language sql as $$
	select string_agg(coalesce(a ->> 'overskrift', '') || ': ' || coalesce(a ->> 'tekst', '') || ' ' || coalesce((select string_agg(p, ' ') from jsonb_array_elements_text(a -> 'punkter') p), ''), E'\n' order by n)
	from jsonb_array_elements((test.svar('os2', 'get_brev', json_build_object('sak', ref)) -> 'brev' -> 'avsnitt')::jsonb) with ordinality x (a, n)
$$;

-- What a case proposes.
select test.soek();
select is(test.grunn_for(27, m::jsonb), grunn, tekst) from (values ('{"soeknad":null,"beloep":"100"}', 'forslaget_mangler_soeknad', 'an award is of an application'),
	('{"soeknad":"dal/soeknad-9","beloep":"100"}', 'ukjent_soeknad', 'that is there'), ('{"soeknad":"dal/soeknad-1","beloep":"0"}', 'ugyldig_beloep', 'of an amount'),
	('{"soeknad":"dal/soeknad-1","beloep":"400000.01"}', 'mer_enn_det_er_soekt_om', 'no more than is applied for'),
	('{"soeknad":"dal/soeknad-1","beloep":"100","holdes_tilbake":"24"}', 'minst_en_firedel_holdes_tilbake', 'with a quarter held back'),
	('{"soeknad":"dal/soeknad-1","beloep":"100","gyldig_til":"2025-10-02"}', 'tilsagn_gjelder_hoeyst_fem_aar', 'for five years at most')) v (m, grunn, tekst);

-- Awarded, less than applied for.
select is(test.til_styret(27, '{"soeknad":"dal/soeknad-1","beloep":"300000","holdes_tilbake":"30"}'), 'dal/sak-3', 'proposed');
select is(test.grunn_for(27, '{"soeknad":"dal/soeknad-1","beloep":"100"}') in ('soeknaden_er_under_behandling', 'soeknaden_er_alt_til_behandling'), true, 'one case at a time');
select is(test.grunn('os2', 'get_brev', '{"sak":"dal/sak-3"}'), 'saken_har_ikke_noe_brev', 'no letter before the decision');
select is(test.foer('ossekr', 'dal/sak-3', 'os', 5, 0), 'habilitetserklaering_mangler', 'everybody states his habilitet (H-9)');
select is(test.os_vedtar('dal/sak-3', 5, 0, '{"begrunnelse":"Et godt prosjekt","vilkaar":[{"tekst":"Lærling"}]}'), 'ok', 'the styre decides');
select is((select concat_ws(' ', x ->> 'navn', x ->> 'mottaker', x ->> 'beloep', x ->> 'holdt_tilbake', x ->> 'gyldig_til', x ->> 'bagatellmessig', x ->> 'prosjekt', x ->> 'soeknad') from test.vis('dal/tildeling-1') x),
	'dal/tildeling-1 Bakeriet AS 300000.00 90000.00 2025-10-01 true dal/prosjekt-1 dal/soeknad-1', 'the award');
select is((select concat_ws(' ', x ->> 'tittel', x ->> 'omraade_navn', x ->> 'strategi', x ->> 'ansvarlig', x ->> 'tildelt', x ->> 'tilstand', x #>> '{tildelinger,0,navn}')
	from (select test.svar('naering', 'get_prosjekt', '{"prosjekt":"dal/prosjekt-1"}') -> 'prosjekt') y (x)), 'Ny ovn Næring A Bakeriet AS 300000.00 planlagt dal/tildeling-1', 'its project');
select is(core.disponibelt((select id from core.program where kortnavn = 'dal'), 'a1', 2020, '2020-10-01'), 350000::numeric, 'taken of the area''s budget');
select is((select concat_ws(' ', beloep, eur, bagatellmessig) from core.stoette), '300000.00 30000.00 t', 'registered as aid');
select ok(test.brev('dal/sak-3') ~ all (array['inntil 300 000 kroner', 'søkt om 400 000', 'omstillingsforskriften|nr. 747', 'Et godt prosjekt', 'Lærling', '30 prosent \(90 000 kroner\)', 'bekreftet av revisor',
	'til og med 2025-10-01', 'Bagatellmessig støtte', '30 000 euro', 'tre uker', 'Kst', 'rett til å se sakens dokumenter', 'kreves tilbakebetalt']), 'the letter holds what it must');
select is((select string_agg(f ->> 'verdi', ' ' order by n) from jsonb_array_elements((test.svar('os2', 'get_brev', '{"sak":"dal/sak-3"}') -> 'brev' -> 'felter')::jsonb) with ordinality y (f, n)),
	'Bakeriet AS 974760673 dal/soeknad-1 dal/sak-3 PS 1/20 2020-10-01 Os', 'to whom, and what of');

-- Public: what the law makes so, and nothing else.
select is(test.svar(null, 'list_tildelinger', '{"program":"dal"}')::jsonb, '{"tildelinger":[{"navn":"dal/tildeling-1","mottaker":"Bakeriet AS","orgnr":"974760673","formaal":"Ny ovn","beloep":"300000.00","tildelt":"300000.00",
	"dato":"2020-10-01","aar":2020,"bagatellmessig":true,"tilstand":"loepende"}]}'::jsonb, 'anybody sees who was given what');
select is(test.grunn(h, fn, r::json), g, h || ' ' || fn) from (values ('utenfor', 'get_tildeling', '{"tildeling":"dal/tildeling-1"}', 'ukjent_tildeling'), ('utenfor', 'get_prosjekt', '{"prosjekt":"dal/prosjekt-1"}', 'ukjent_prosjekt'),
	('utenfor', 'list_prosjekter', '{"program":"dal"}', 'bare_for_deltakere'), ('utenfor', 'get_brev', '{"sak":"dal/sak-3"}', 'bare_for_deltakere')) v (h, fn, r, g);

-- Refused: by a no, and by a case that proposes it.
select test.soek('{"tittel":"Disk"}');
select is(test.os_vedtar(test.til_styret(27, '{"soeknad":"dal/soeknad-2","beloep":"100000"}'), 1, 4, '{"begrunnelse":"For lite nytt"}'), 'ok', 'a no');
select ok(test.brev('dal/sak-4') ~ all (array['400 000 kroner er avslått', 'For lite nytt', 'tre uker']) and test.brev('dal/sak-4') !~ 'Bagatell', 'its letter');
select test.soek('{"tittel":"Skilt"}');
select is(test.os_vedtar(test.til_styret(27, '{"soeknad":"dal/soeknad-3"}')), 'ok', 'a yes to a case without an amount');
select is((select count(*)::int from core.tildeling), 1, 'neither gives anything');

-- What is demanded before an award.
select is(test.tildelt('1000', test.soek(m::jsonb, s::jsonb)) = any (g::text[]), true, t) from (values
	('{"tittel":"A"}', '{"orgnr":null,"navn":"Uten nummer"}', '{organisasjonsnummeret_mangler,ukjent_sak}', 'an organisasjonsnummer'),
	('{"tittel":"B","til":"2026-11-01"}', '{}', '{et_tiltak_stoettes_i_hoeyst_seks_aar,ukjent_sak}', 'at most six years'),
	('{"tittel":"C","plp_steg":"hovedprosjekt"}', '{}', '{steget_foer_er_ikke_avgjort,ukjent_sak}', 'the PLP step before'),
	('{"tittel":"D","plp_steg":"hovedprosjekt","forgjenger":"dal/soeknad-2"}', '{}', '{steget_foer_er_ikke_avgjort,ukjent_sak}', 'with a decision to go on')) v (m, s, g, t);
select is(test.tildelt('1000', test.soek('{"tittel":"E","plp_steg":"hovedprosjekt","forgjenger":"dal/soeknad-1"}')), 'ok', 'on the step that was awarded');
select is((select core.prosjekt_navn(program_id, forgjenger_id) from core.prosjekt where tittel = 'E'), 'dal/prosjekt-1', 'whose project it follows');
select is(test.tildelt('400000', test.soek('{"tittel":"F"}')), 'rammen_er_brukt_opp', 'within the area''s budget');

-- A budget out of balance: a new one before new awards.
select test.ny_sak('programleder', 10) as penger \gset
select test.kst_vedtar(:'penger'), test.gjoer('direktoer', 'soeker', :'penger');
select test.foer('fsekr', 'dal/sak-2', 'fu', 5, 0, '{"vilkaar":[{"tekst":"Egenandel"}]}');
select test.bekreft('fordfoerer', 'dal/sak-2');
select is(test.tildelt('1000', test.soek('{"tittel":"G"}')), 'budsjettet_er_i_ubalanse', 'not while the budget is out of balance');
select test.vedtatt_plan('handlingsplan-2020', (select dokument from core.plan_revisjon r join core.plan p on p.id = r.plan_id where p.kortnavn = 'handlingsplan-2020' order by r.nr desc limit 1));
select is(test.tildelt('1000', test.soek('{"tittel":"H"}')), 'ok', 'after the new one');

-- The row fits the amount.
select test.ny_sak('direktoer', 12, '{"delegasjoner":[{"fra_organ":"os","til_organ":"kdir","beslutning":28,"beloep":"50000","emne":"Små","gyldig_fra":"2020-10-01","gyldig_til":"2021-12-31"}]}') as deleg \gset
select test.foer('ossekr', :'deleg', 'os', 5, 0), test.bekreft('osleder', :'deleg'), test.kst_vedtar(:'deleg');
select test.soek('{"tittel":"I"}') as liten \gset
select is(test.grunn_for(27, jsonb_build_object('soeknad', :'liten', 'beloep', '50000')), 'beloepet_hoerer_under_en_annen_rad', 'what is delegated is of row 28');
select is(test.ny_sak('osleder', 28, jsonb_build_object('soeknad', :'liten', 'beloep', '50000.01')), 'beloepet_hoerer_under_en_annen_rad', 'what is above is of row 27');
select is(test.ny_sak('osleder', 28, jsonb_build_object('soeknad', :'liten')), 'beloepet_hoerer_under_en_annen_rad', 'a refusal is of what is applied for');
select test.ny_sak('osleder', 28, jsonb_build_object('soeknad', :'liten', 'beloep', '50000')) as sak \gset
select test.grunn('direktoer', 'declare_habilitet', json_build_object('sak', :'sak', 'grunn', 'ingen'));
select is(test.avgjoer('direktoer', :'sak'), 'ok', 'the kommunedirektør awards it');
select is((select delegert from core.tildeling order by nr desc limit 1), true, 'under the delegation');

-- Klage: from the receipt of the letter.
create function test.varsle(ref text, slag text, dato text, hvem text default 'plsekr') returns text
language sql as $$ select test.grunn(hvem, 'register_underretning', json_build_object('sak', ref, 'slag', slag, 'dato', dato)) $$;
select is(test.varsle('dal/sak-4', s, d, h), g, t) from (values ('sendt', '2020-09-30', 'plsekr', 'brevet_kom_ikke_foer_det_ble_sendt', 'not sent before the decision'), ('sendt', '2020-10-02', 'plsekr', 'datoen_er_fram_i_tid', 'nor tomorrow'),
	('sendt', '2020-10-01', 'os2', 'tildelinger_foelges_opp_av_andre', 'nor by a member'), ('sendt', '2020-10-01', 'plsekr', 'ok', 'sent')) v (s, d, h, g, t);
select test.dag('2020-10-05');
select is(test.varsle('dal/sak-4', 'mottatt', '2020-10-05'), 'ok', 'received');
select is((select x ->> 'klagefrist' from json_array_elements(test.svar(null, 'list_vedtak', '{"program":"dal"}') -> 'vedtak') x where x ->> 'sak' = 'dal/sak-4'), '2020-10-26', 'three weeks from there');
select test.dag('2021-10-02');
select is(test.ny_sak('programleder', 29, m::jsonb), g, t) from (values ('{"klage_over":"dal/sak-4"}', 'klagefristen_er_endelig_ute', 'after a year never'), ('{"klage_over":"dal/sak-4","klage_dato":"2020-10-27"}', 'klagefristen_er_ute', 'a day late'),
	('{"klage_over":"dal/sak-4","klage_dato":"2020-09-30"}', 'klagen_er_foer_vedtaket', 'not before the decision'), ('{"klage_over":"dal/sak-4","klage_dato":"2020-10-26","beloep":"400001"}', 'mer_enn_det_er_soekt_om', 'no more than applied for')) v (m, g, t);
select is(test.ny_sak('programleder', 29, '{"klage_over":"dal/sak-4","klage_dato":"2020-10-27","klage_grunn":"Sykdom","beloep":"120000"}') ~ '^dal/sak-', true, 'late for a reason');
select 'dal/sak-' || max(nr) as klage from core.sak \gset
select is(test.grunn('programleder', 'perform_act', json_build_object('sak', :'klage', 'akt', 'forbereder')) in ('ok', 'ikke_din_tur', 'ikke_din_oppgave', 'steget_er_utfoert_foer'), true, 'prepared');
select test.foer('ossekr', :'klage', 'os', 1, 4);
select test.bekreft('osleder', :'klage');
select is(test.kst_vedtar(:'klage'), 'ok', 'the first instance stands by it, KST does not');
select is(test.tilstand('dal/sak-4'), 'erstattet', 'the refusal is set aside');
select is((select concat_ws(' ', t.beloep, p.tittel) from core.tildeling t join core.prosjekt p on p.id = t.prosjekt_id order by t.nr desc limit 1), '120000.00 Disk', 'and the award given');
select ok(test.brev(:'klage') ~ '120 000' and test.brev(:'klage') !~ 'Klage:', 'its letter tells of no further klage');

-- The first instance reverses itself, and an award is replaced by a lower one.
select is(test.grunn_for(27, '{"soeknad":"dal/soeknad-3","beloep":"60000"}') in ('soeknaden_er_avgjort', 'soeknaden_er_avsluttet'), true, 'what is decided is not decided again');
select is(test.os_vedtar(test.til_styret(27, '{"soeknad":"dal/soeknad-3","beloep":"60000","erstatter":"dal/sak-5"}')), 'ok', 'but by a decision in its place');
select is(test.tilstand('dal/sak-5'), 'erstattet', 'which it takes');
select is(test.os_vedtar(test.til_styret(27, '{"soeknad":"dal/soeknad-1","beloep":"200000","erstatter":"dal/sak-3"}')), 'ok', 'a lower award');
select is((select string_agg(concat_ws(' ', t.beloep, core.tildeling_tilstand(t, core.i_dag()), core.tildelt_naa(t)), ', ' order by t.nr) from core.tildeling t where t.soeknad_id = (select id from core.soeknad where nr = 1)),
	'300000.00 erstattet 0.00, 200000.00 loepende 200000.00', 'in the place of the first');
select is((select sum(s.beloep) from core.stoette s join core.tildeling t on t.id = s.tildeling_id where t.soeknad_id = (select id from core.soeknad where nr = 1)), 200000.00, 'in the aid too');

-- A part in a larger project, of a kommune (row 39); a person is never named.
select test.soek('{"tittel":"Sykkelvei","bruk":"stoerre_prosjekt"}', '{"slag":"kommune","navn":"Nabokommunen","orgnr":"889640782"}') as vei \gset
select is(test.os_vedtar(test.ny_sak('programleder', 39, test.prosjektforslag('{"bruk":"stoerre_prosjekt","fra":"2021-11-01","til":"2022-10-31"}', '50000') || jsonb_build_object('soeknad', :'vei'))), 'ok', 'co-funded');
select is((select concat_ws(' ', p.bruk, p.tiltak, t.holdt_tilbake_andel, t.bagatellmessig) from core.prosjekt p join core.tildeling t on t.prosjekt_id = p.id order by p.nr desc limit 1),
	'stoerre_prosjekt Vekstløft for bedrifter 25.00 f', 'no de minimis aid');
select is(test.ny_sak('programleder', 39, test.prosjektforslag() || jsonb_build_object('soeknad', test.soek('{"tittel":"Fontene"}'))), 'bruken_passer_ikke_til_saken', 'an own project has no application');
select * from finish();
rollback;

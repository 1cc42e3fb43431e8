-- Every method of the contract, called as every kind of person of its own programme and of another one, as the daemon's
-- role; compared with data/tilgang.txt, which is written by hand. And: what one may not see and what does not exist are
-- the same, byte for byte. A method that stands in neither list fails.
begin;
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql

create temp table fasit_linje (metode text, sak text, utfall text, hvem text, kilde text);
\copy fasit_linje from program 'grep -v "^#" tests/sql/data/tilgang.txt | grep .' with (delimiter '|')
update fasit_linje set metode = btrim(metode), sak = btrim(sak), utfall = btrim(utfall), hvem = btrim(hvem), kilde = btrim(kilde);
create temp table kontrakt (rpc text);
\copy kontrakt from program 'sed -nE "s/^[[:space:]]*rpc ([A-Za-z]+)\(.*/\1/p" proto/omstilling/v1/*.proto'

-- The people. Another programme, vik, has the same organs and people, with a v before their names.
select test.person('programleder', 'pl', 'programleder'), test.person('drift', 'installasjonen', 'administrator'), test.person('revisor');
insert into core.verv (organ_id, person_id, rolle, fra, til)
select o.id, p.id, 'revisor', '2020-01-01', '2020-12-31' from core.organ o, core.person p where o.kortnavn = 'kst' and p.brukernavn = 'revisor';
insert into core.organ (kortnavn, navn, art, juridisk_form, seter, fra, forelder)
select 'v' || o.kortnavn, 'V' || o.navn, o.art, o.juridisk_form, o.seter, o.fra, i.id from core.organ o, core.organ i
where o.art <> 'INST' and i.art = 'INST';
update core.organ v set forelder = f.id from core.organ o join core.organ over on over.id = o.forelder and over.art <> 'INST'
	join core.organ f on f.kortnavn = 'v' || over.kortnavn where v.kortnavn = 'v' || o.kortnavn;
select test.person('v' || p.brukernavn) from core.person p where p.brukernavn not in ('drift', 'utenfor', 'eva', 'silje');
insert into core.verv (organ_id, person_id, rolle, fra, til)
select vo.id, vp.id, v.rolle, v.fra, v.til from core.verv v join core.organ o on o.id = v.organ_id join core.person p on p.id = v.person_id
	join core.organ vo on vo.kortnavn = 'v' || o.kortnavn join core.person vp on vp.brukernavn = 'v' || p.brukernavn;
select test.program('vik', 'vfylket');
insert into core.program_organ (program_id, organ_id, funksjon, fra)
select g.id, vo.id, po.funksjon, po.fra from core.program_organ po join core.organ o on o.id = po.organ_id
	join core.organ vo on vo.kortnavn = 'v' || o.kortnavn, core.program g where g.kortnavn = 'vik';

create temp table deltaker (hvem) as select unnest(string_to_array('observatoer medlem sgleder sgsekr ordfoerer krep ksekr revisor direktoer'
	' leder programleder raadgiver fordfoerer fmedlem fsekr naering deppen', ' '));
select test.person('medlem', 'sg', 'medlem'), test.person('vmedlem', 'vsg', 'medlem');
update core.verv set til = '2020-09-30' where person_id in (select id from core.person where brukernavn in ('sg3', 'vsg3'));
create temp table kaller (hvem) as
	select hvem from deltaker union all select 'v' || hvem from deltaker
	union all select unnest(array['anonym', 'utenfor', 'drift', 'fadm', 'kadm', 'vfadm', 'vkadm']);

-- What there is: a draft; a plan adopted and frozen anew (case 1, 2); a frozen plan (3); results and votes under way (4, 5).
-- Texts with "hemmelig" in them are for those who serve the programme.
select test.til_vedtatt(test.fremlagt('handlingsplan-2021')), test.fremlagt('handlingsplan-2021'), test.fremlagt('omstillingsplan');
select test.ny_sak('direktoer', 25, '{}', 'dalhemmelig andel'), test.foer('ksekr', 'dal/sak-4', 'kst', 7, 0, '{"sted":"dalhemmelig"}');
select test.ny_sak('direktoer', 12, '{}', 'dalhemmelig mandat'), test.moete('sgleder', 'sg', 'dal/sak-5');
select test.stem(h, 'dal/sak-5', 'ja') from unnest(array['sgleder', 'sg2', 'sg4']) h;
-- Laid before the kommunestyre in a meeting that is called: case 6, with a frozen plan; decided behind closed doors: case 7.
select test.fremlagt('handlingsplan-2024'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-6'), test.sg_innstiller('dal/sak-6'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-6');
select test.ny_sak('direktoer', 12, '{}', 'dalhemmelig lukket'), test.sg_innstiller('dal/sak-7');
select test.grunn('krep', 'declare_habilitet', '{"sak":"dal/sak-6","grunn":"part","forklaring":"dalhemmelig"}');
select test.grunn('ksekr', 'call_moete', '{"organ":"kst","dato":"2020-10-05","klokkeslett":"09:00","saker":["dal/sak-6"]}');
select test.grunn('leder', 'create_plan', '{"program":"dal","type":"handlingsplan","aar":2022,"tittel":"dalhemmelig utkast"}'),
	test.grunn('leder', 'save_plan', '{"plan":"dal/handlingsplan-2022","etag":"r1","handlingsplan":{"aar":2022,"tittel":"dalhemmelig",
		"omraader":[{"nummer":1,"navn":"A","oppgitt_sum_budsjett":"2","tiltak":[{"bokstav":"A","tiltak":"B","budsjett":"1"}]}]}}'),
	test.grunn('vleder', 'create_plan', '{"program":"vik","type":"handlingsplan","aar":2022,"tittel":"vikhemmelig utkast"}'),
	test.grunn('vdirektoer', 'create_sak', '{"program":"vik","beslutning":25,"tittel":"vikhemmelig andel"}');
select test.moete('sgleder', 'sg', 'dal/sak-3'), test.grunn('sg5', 'declare_habilitet', '{"sak":"dal/sak-3","grunn":"part","forklaring":"dalhemmelig"}');
select test.grunn('sg4', 'propose_forslag', '{"moete":"sg/2020-10-01","sak":"dal/sak-3","slag":"endring","tekst":"dalhemmelig endring"}');
select test.grunn('ksekr', 'call_moete', '{"organ":"kst","dato":"2020-10-01","klokkeslett":"09:00","saker":["dal/sak-1","dal/sak-4","dal/sak-7"],
	"lukkede":[{"sak":"dal/sak-4","hjemmel":"KL 11-5"},{"sak":"dal/sak-7","hjemmel":"KL 11-5"}]}');
select test.grunn('ordfoerer', 'open_moete', '{"organ":"kst"}'), test.kst_vedtar('dal/sak-7'), test.grunn('ordfoerer', 'close_moete', '{"moete":"kst/2020-10-01"}');
select test.grunn('ordfoerer', 'sign_protokoll', json_build_object('moete', 'kst/2020-10-01', 'hash', test.svar('ordfoerer', 'get_protokoll', '{"moete":"kst/2020-10-01"}') #>> '{protokoll,hash}'));
select test.grunn('sgleder', 'call_moete', '{"organ":"sg","dato":"2020-10-02","klokkeslett":"10:00","saker":["dal/sak-3"]}'),
	test.grunn('ksekr', 'call_moete', '{"organ":"kst","dato":"2020-10-02","klokkeslett":"10:00","saker":["dal/sak-1","dal/sak-4"],"lukkede":[{"sak":"dal/sak-4","hjemmel":"KL 11-5"}]}');
-- Attachments: one that the adopted plan refers to, one that it does and that is screened, one that no plan does, and one that
-- is not finished.
create temp table vedlegg_id as select navn, test.vedlegg('leder', 'dal', 'annet', convert_to(navn, 'UTF8'), mer) as id
from (values ('offentlig', '{"tittel":"Analyse"}'::jsonb), ('skjermet', '{"tittel":"dalhemmelig skjermet","skjermingshjemmel":"offl. § 13"}'),
	('internt', '{"tittel":"dalhemmelig internt"}'), ('framlagt', '{"tittel":"Bilag"}')) v (navn, mer)
union all select 'uferdig', test.svar('leder', 'start_opplasting', test.start_json('dal', 'annet', 'uferdig', '{"tittel":"uferdighemmelig"}')) #>> '{vedlegg,id}';
insert into core.vedlegg_bruk (program_id, plan_id, versjon, vedlegg_id) select s.program_id, s.plan_id, s.versjon, v.id::uuid
from core.sak s, vedlegg_id v where s.tilstand = 'vedtatt' and v.navn in ('offentlig', 'skjermet') and s.plan_id is not null or s.nr = 6 and v.navn in ('framlagt', 'skjermet');
set local session_replication_role = replica;
update core.plan_versjon set bytes = b, hash = sha256(b) from (select plan_id as p, plan_versjon.nr as n, convert_to(format('{"format":1,"tittel":"%s"}',
	case when sak.tilstand = 'vedtatt' then 'Vedtatt' when sak.nr = 6 then 'Lagt fram' else 'dalhemmelig' end), 'UTF8') as b
	from core.plan_versjon join core.sak using (program_id, plan_id) where sak.versjon = plan_versjon.nr) x where plan_id = p and plan_versjon.nr = n;
insert into core.plan_revisjon (program_id, plan_id, nr, dokument) select s.program_id, s.plan_id, 2, '{}' from test.sak('dal/sak-6') s;
insert into core.versjon_funn (program_id, plan_id, versjon, nr, regel, alvor, sted, oppgitt, beregnet, kilde, tekst, grunn)
select s.program_id, s.plan_id, s.versjon, 1, 'HP-1', 'feil', 'x', '1', '2', 'S2', 'dalhemmelig funn', 'dalhemmelig grunn' from test.sak('dal/sak-6') s;
update core.plan_revisjon set dokument = dokument || '{"tittel":"dalhemmelig"}' where dokument = '{}';
set local session_replication_role = origin;
select test.grunn('medlem', 'comment_plan', '{"plan":"dal/handlingsplan-2022","sted":"omraader/1","tekst":"dalhemmelig merknad"}'),
	test.grunn('utenfor', 'comment_plan', '{"plan":"dal/handlingsplan-2021@vedtatt","tekst":"Bra"}'),
	test.grunn('sg2', 'comment_plan', '{"plan":"dal/handlingsplan-2021@v2","tekst":"dalhemmelig merknad"}'),
	test.grunn('medlem', 'comment_plan', '{"plan":"dal/omstillingsplan@v1","tekst":"dalhemmelig merknad"}'),
	test.grunn('sg2', 'comment_plan', '{"plan":"dal/handlingsplan-2024@v1","tekst":"dalhemmelig merknad"}');

-- A condition of the decision on case 1, followed up by the kommunedirektør; KST set it.
insert into core.vilkaar (program_id, vedtak_id, nr, tekst, ansvarlig) select v.program_id, v.id, 1, 'Egenandel', 'KDIR' from core.vedtak v where v.utfall = 'ja' limit 1;
set local session_replication_role = replica;
insert into core.vilkaar_hendelse (program_id, nr, vilkaar_id, slag, tekst, organ_id, person_id, dato)
select v.program_id, 1, v.id, 'dokumentert', 'dalhemmelig bevis', o.id, p.id, '2020-10-01' from core.vilkaar v, core.organ o, core.person p
where o.kortnavn = 'kdir' and p.brukernavn = 'direktoer';
set local session_replication_role = origin;

-- One call, undone: how it ends, how much was seen, and every byte of the answer.
create type test.proeve as (utfall text, alt text);
create function test.sett(fn text, svar jsonb) returns text
language sql as $$
	select case
		when fn ~ '^list_' and fn <> 'list_journal' then (select jsonb_array_length(v)::text from jsonb_each(svar) e (k, v) where jsonb_typeof(v) = 'array')
		when fn = 'watch' then jsonb_array_length(svar -> 'stilling')::text
		when fn = 'get_plan' then case when svar ? 'etag' then 'utkast' else 'versjon' end
		when fn = 'get_program' then case when svar ? 'organer' and svar ? 'neste_fase' then 'alt' else 'offentlig' end
		when fn = 'get_protokoll' then (select count(*)::text from jsonb_array_elements(svar #> '{protokoll,saker}') x where x #>> '{punkt,sak}' is not null)
		when fn = 'get_moete' then case when svar -> 'moete' ? 'deltakere' then 'alt' else 'offentlig' end
		when fn = 'export_sak' then case when convert_from(decode(svar ->> 'dokument', 'base64'), 'UTF8')::jsonb ? 'journal' then 'alt' else 'offentlig' end
		when fn = 'get_sak' then case when svar -> 'sak' ? 'stemmer' then 'alt' else 'offentlig' end end
$$;
create function test.proev(hvem text, fn text, req json) returns test.proeve
language plpgsql as $$
declare
	p       test.proeve;
	skjema  regnamespace := test.skjema(fn);
	svar    json;
	kode    text;
	grunn   text;
	melding text;
	detalj  text;
	hint    text;
	kolonne text;
begin
	perform set_config('omstilling.token', coalesce(encode(sha256(convert_to(nullif(hvem, 'anonym'), 'UTF8')), 'hex'), ''), true);
	perform set_config('role', case when hvem = 'anonym' then 'anonym' else 'omstilling_daemon' end, true);
	execute format('select * from %s.%I($1)', skjema, fn) into svar using req;
	set constraints all immediate;
	p := (concat_ws(' ', 'ok', test.sett(fn, svar::jsonb)), case when fn = 'export_sak' then convert_from(decode(svar ->> 'dokument', 'base64'), 'UTF8') else svar::text end);
	raise exception 'angret' using errcode = 'ZZ000';
exception when others then
	get stacked diagnostics kode = returned_sqlstate, grunn = constraint_name, melding = message_text, detalj = pg_exception_detail,
		hint = pg_exception_hint, kolonne = column_name;
	return case when kode = 'ZZ000' then p
		when kode = '42501' and hvem = 'anonym' then ('ikke_innlogget', '')::test.proeve -- as the daemon says it (call_open.c)
		else (coalesce(nullif(grunn, ''), kode), concat_ws('|', kode, grunn, melding, detalj, hint, kolonne))::test.proeve end;
end $$;
grant usage on schema test to omstilling_daemon, anonym;

-- What is asked of each method.
create temp table spoerring as
select v.metode, v.sak, case when v.metode = 'end_verv' then format(v.req, (select x.id from core.verv x join core.person p on p.id = x.person_id
		where p.brukernavn = 'sg4'))
	when v.metode = 'get_vedtatt_plan' then format(v.req, (select encode(x.hash, 'hex') from core.plan_versjon x join core.plan p on p.program_id = x.program_id
		and p.id = x.plan_id join core.program g on g.id = p.program_id where g.kortnavn = 'dal' and x.nr = 1 and p.kortnavn = v.sak))
	when v.metode in ('demand_lovlighetskontroll', 'suspend_vedtak') then format(v.req, (select x.id from core.vedtak x
		where x.sak_id = (test.sak(case v.sak when 'i lukket sak' then 'dal/sak-7' else 'dal/sak-1' end)).id and x.akt = 'vedtar'))
	when v.metode = 'confirm_result' then format(v.req, (core.nyeste_resultat(test.sak('dal/sak-4'))).id)
	when v.metode ~ '_vilkaar$' and v.metode <> 'list_vilkaar' then format(v.req, (select id from core.vilkaar))
	when v.metode = 'acknowledge_finding' then (select v.req::jsonb || jsonb_build_object('regel', f.regel, 'sted', f.sted) from core.plan p,
		core.plan_funn(p.program_id, p.id) f where p.tittel = 'dalhemmelig utkast' and f.alvor = 'feil' order by f.nr limit 1)::text
	else v.req end::json as req
from (values
	('who_am_i', '-', '{}'), ('logout', '-', '{}'), ('set_i_dag', '-', '{"dato":"2020-10-02"}'),
	('create_organ', 'under kommunen', '{"organ":{"kortnavn":"ny","navn":"Ny","art":"SG","juridisk_form":"prosjektgruppe","forelder":"kommunen"}}'),
	('get_organ', 'sg', '{"organ":"sg"}'), ('list_organer', '-', '{}'),
	('create_person', '-', '{"brukernavn":"ny","navn":"Ny"}'), ('invite_person', 'krep', '{"brukernavn":"krep"}'),
	('give_verv', 'medlem i sg', '{"organ":"sg","brukernavn":"eva","rolle":"medlem"}'), ('end_verv', 'et i sg', '{"verv":"%s"}'),
	('meld_forfall', 'sg i morgen', '{"organ":"sg","dato":"2020-10-02"}'), ('meld_forfall', 'for sg4', '{"organ":"sg","dato":"2020-10-02","brukernavn":"sg4"}'),
	('register_samarbeidsavtale', 'for kst', '{"program":"dal","organ":"kst","vedtatt":"2020-09-01","saksnummer":"1/20"}'),
	('set_etterfoelger', 'kommunen', '{"organ":"kommunen","etterfoelger":"vkommunen","fra":"2021-01-01","kilde":"INDL"}'), ('handover_organ', 'fylket', '{"organ":"fylket"}'),
	('take_over_program', 'av vfylket', '{"program":"dal","fylke":"vfylket","fra":"2021-01-01","grunnlag":"INDL"}'),
	('list_delegasjoner', 'i dal', '{"program":"dal"}'),
	('empower_delegasjon', 'ingen', '{"delegasjon":"x","til_organ":"pl"}'), ('withdraw_delegasjon', 'ingen', '{"delegasjon":"x"}'),
	('create_program', 'i fylket', '{"fylke":"fylket","program":{"kortnavn":"ny","navn":"Ny","periode_fra":"2021-01-01","periode_til":"2026-12-31"}}'),
	('attach_organ', 'sg til dal', '{"program":"dal","organ":"sg","funksjon":"OBS"}'), ('attach_organ', 'kst som KST', '{"program":"dal","organ":"kst","funksjon":"KST"}'), ('list_programs', '-', '{}'),
	('get_program', 'dal', '{"program":"dal"}'), ('open_fase', '3', '{"program":"dal","fase":3}'),
	('create_plan', 'i dal', '{"program":"dal","type":"handlingsplan","aar":2023,"tittel":"Ny"}'),
	('save_plan', 'utkast', '{"plan":"dal/handlingsplan-2022","etag":"r2","handlingsplan":{"aar":2022}}'),
	('merge_plan', 'utkast', '{"plan":"dal/handlingsplan-2022","etag":"r2","handlingsplan":{"aar":2022}}'),
	('get_vedtatt_plan', 'handlingsplan-2021', '{"hash":"%s"}'), ('get_vedtatt_plan', 'omstillingsplan', '{"hash":"%s"}'),
	('get_plan', 'utkast', '{"plan":"dal/handlingsplan-2022"}'), ('get_plan', 'frosset', '{"plan":"dal/omstillingsplan","versjon":1}'),
	('get_plan', 'framlagt', '{"plan":"dal/handlingsplan-2024@v1"}'), ('get_plan', 'framlagt, uten utgave', '{"plan":"dal/handlingsplan-2024"}'),
	('get_plan', 'framlagt, utkastet', '{"plan":"dal/handlingsplan-2024@2"}'), ('get_plan', 'framlagt, i kraft', '{"plan":"dal/handlingsplan-2024@vedtatt"}'),
	('get_vedtatt_plan', 'handlingsplan-2024', '{"hash":"%s"}'), ('list_revisjoner', 'framlagt', '{"plan":"dal/handlingsplan-2024"}'),
	('diff_plan', 'framlagt', '{"fra":"dal/handlingsplan-2021@v1","til":"dal/handlingsplan-2024@v1"}'), ('diff_plan', 'framlagt mot utkastet', '{"fra":"dal/handlingsplan-2024@v1","til":"dal/handlingsplan-2024@2"}'),
	('check_plan', 'framlagt', '{"plan":"dal/handlingsplan-2024"}'), ('comment_plan', 'framlagt', '{"plan":"dal/handlingsplan-2024@v1","tekst":"Hm"}'),
	('answer_comment', 'om den framlagte', '{"plan":"dal/handlingsplan-2024","kommentar":1,"tekst":"Ja"}'), ('list_kommentarer', 'framlagt', '{"plan":"dal/handlingsplan-2024@v1"}'),
	('get_sak', 'framlagt', '{"sak":"dal/sak-6"}'), ('get_sak', 'lukket', '{"sak":"dal/sak-7"}'), ('explain_sak', 'framlagt', '{"sak":"dal/sak-6"}'),
	('perform_act', 'i den framlagte', '{"sak":"dal/sak-6","akt":"kvalitetssikrer"}'), ('cast_vote', 'i den framlagte', '{"sak":"dal/sak-6","stemme":"ja"}'),
	('get_moete', 'med den framlagte', '{"moete":"kst/2020-10-05"}'), ('demand_lovlighetskontroll', 'i lukket sak', '{"vedtak":"%s","begrunnelse":"x"}'),
	('get_plan', 'vedtatt', '{"plan":"dal/handlingsplan-2021"}'), ('list_planer', 'i dal', '{"program":"dal"}'), ('list_planer', 'alle', '{}'),
	('list_revisjoner', 'utkast', '{"plan":"dal/handlingsplan-2022"}'), ('list_revisjoner', 'vedtatt', '{"plan":"dal/handlingsplan-2021"}'),
	('diff_plan', 'utkast', '{"fra":"dal/handlingsplan-2022@1","til":"dal/handlingsplan-2022"}'),
	('diff_plan', 'frosset, ikke vedtatt', '{"fra":"dal/handlingsplan-2021@v1","til":"dal/handlingsplan-2021@v2"}'),
	('diff_plan', 'vedtatt', '{"fra":"dal/handlingsplan-2021@v1","til":"dal/handlingsplan-2021@vedtatt"}'),
	('draft_next_plan', 'i dal', '{"program":"dal","aar":2023}'), ('get_omraader', 'dal', '{"program":"dal"}'),
	('check_plan', 'et dokument', '{"handlingsplan":{"aar":2022}}'), ('check_plan', 'dokument i dal', '{"program":"dal","handlingsplan":{"aar":2022}}'),
	('check_plan', 'utkast', '{"plan":"dal/handlingsplan-2022"}'), ('check_plan', 'vedtatt', '{"plan":"dal/handlingsplan-2021"}'),
	('acknowledge_finding', 'utkast', '{"plan":"dal/handlingsplan-2022","grunn":"Slik er det"}'),
	('submit_plan', 'utkast', '{"plan":"dal/handlingsplan-2022"}'),
	('comment_plan', 'utkast', '{"plan":"dal/handlingsplan-2022","tekst":"Hm"}'), ('comment_plan', 'frosset', '{"plan":"dal/omstillingsplan@v1","tekst":"Hm"}'),
	('comment_plan', 'vedtatt', '{"plan":"dal/handlingsplan-2021@vedtatt","tekst":"Hm"}'),
	('answer_comment', 'om utkastet', '{"plan":"dal/handlingsplan-2022","kommentar":1,"tekst":"Ja"}'),
	('answer_comment', 'om den vedtatte', '{"plan":"dal/handlingsplan-2021","kommentar":1,"tekst":"Ja"}'),
	('answer_comment', 'om den ikke vedtatte', '{"plan":"dal/handlingsplan-2021","kommentar":2,"tekst":"Ja"}'),
	('waive_comment', 'om den frosne', '{"plan":"dal/omstillingsplan","kommentar":1,"grunn":"Ja"}'),
	('list_kommentarer', 'utkast', '{"plan":"dal/handlingsplan-2022"}'), ('list_kommentarer', 'vedtatt', '{"plan":"dal/handlingsplan-2021"}'),
	('create_sak', 'rad 10', '{"program":"dal","beslutning":10}'), ('list_saker', 'i dal', '{"program":"dal"}'),
	('get_sak', 'under behandling', '{"sak":"dal/sak-5"}'), ('get_sak', 'vedtatt', '{"sak":"dal/sak-1"}'), ('explain_sak', 'under behandling', '{"sak":"dal/sak-5"}'),
	('export_sak', 'under behandling', '{"sak":"dal/sak-5"}'), ('export_sak', 'vedtatt', '{"sak":"dal/sak-1"}'),
	('simulate_sak', 'under behandling', '{"sak":"dal/sak-5","fravaerende":["sg2"]}'), ('simulate_sak', 'vedtatt', '{"sak":"dal/sak-1"}'),
	('explain_sak', 'vedtatt', '{"sak":"dal/sak-1"}'), ('list_tasks', '-', '{}'),
	('perform_act', 'kvalitetssikrer', '{"sak":"dal/sak-3","akt":"kvalitetssikrer"}'),
	('perform_act', 'for sent', '{"sak":"dal/sak-1","akt":"kvalitetssikrer"}'),
	('call_moete', 'i sg', '{"organ":"sg","dato":"2020-10-03","klokkeslett":"10:00"}'), ('change_moete', 'i sg', '{"moete":"sg/2020-10-02","innkalling":1,"avlys":true}'),
	('get_moete', 'i sg', '{"moete":"sg/2020-10-02"}'), ('get_moete', 'i kst', '{"moete":"kst/2020-10-02"}'),
	('list_moeter', 'i sg', '{"organ":"sg"}'), ('list_moeter', 'i kst', '{"organ":"kst"}'), ('list_moeter', 'i dal', '{"program":"dal"}'),
	('demand_moete', 'i sg', '{"organ":"sg"}'), ('set_fjernmoete', 'i sg', '{"organ":"sg","saksnummer":"1/20"}'),
	('register_oppmoete', 'en selv i sg', '{"moete":"sg/2020-10-01"}'), ('lead_moete', 'i sg', '{"moete":"sg/2020-10-01","moeteleder":"sg2"}'),
	('add_sak', 'i sg', '{"moete":"sg/2020-10-01","sak":"dal/sak-5"}'), ('object_sak', 'i sg', '{"moete":"sg/2020-10-01","sak":"dal/sak-3"}'),
	('close_moete', 'i sg', '{"moete":"sg/2020-10-01"}'),
	('enter_merknad', 'i sg', '{"moete":"sg/2020-10-01","sak":"dal/sak-3","tekst":"x"}'), ('get_protokoll', 'i sg', '{"moete":"sg/2020-10-01"}'),
	('get_protokoll', 'i kst', '{"moete":"kst/2020-10-01"}'),
	('sign_protokoll', 'i sg', '{"moete":"sg/2020-10-01","hash":"0000000000000000000000000000000000000000000000000000000000000000"}'),
	('propose_forslag', 'i sg', '{"moete":"sg/2020-10-01","sak":"dal/sak-3","slag":"endring","tekst":"x"}'),
	('vote_forslag', 'i sg', '{"moete":"sg/2020-10-01","sak":"dal/sak-3","nummer":1,"stemme":"ja"}'), ('decide_forslag', 'i sg', '{"moete":"sg/2020-10-01","sak":"dal/sak-3","nummer":1}'),
	('amend_plan', 'i sg', '{"moete":"sg/2020-10-01","sak":"dal/sak-3","etag":"r9"}'),
	('open_moete', 'i sg', '{"organ":"sg","saker":["dal/sak-5"]}'), ('open_moete', 'i vsg', '{"organ":"vsg","saker":["dal/sak-5"]}'),
	('cast_vote', 'i sg', '{"sak":"dal/sak-5","stemme":"ja"}'), ('decide_sak', 'i sg', '{"sak":"dal/sak-5","utfall":"ja"}'),
	('record_result', 'i kst', '{"sak":"dal/sak-4","resultat":{"organ":"kst","dato":"2020-10-01","saksnummer":"1/20","utfall":"ja","ja":5,"nei":0}}'),
	('confirm_result', 'i kst', '{"sak":"dal/sak-4","resultat":"%s"}'),
	('declare_habilitet', 'i sg', '{"sak":"dal/sak-5","grunn":"part"}'), ('raise_habilitet', 'om sg2', '{"sak":"dal/sak-5","brukernavn":"sg2","grunn":"part"}'),
	('vote_habilitet', 'om sg5', '{"sak":"dal/sak-3","brukernavn":"sg5","stemme":"ja"}'), ('decide_habilitet', 'om sg5', '{"sak":"dal/sak-3","brukernavn":"sg5"}'),
	('demand_lovlighetskontroll', 'i kst', '{"vedtak":"%s","begrunnelse":"x"}'), ('suspend_vedtak', 'i kst', '{"vedtak":"%s","grunn":"x"}'),
	('list_vedtak', 'i dal', '{"program":"dal"}'), ('list_vilkaar', 'i dal', '{"program":"dal"}'),
	('document_vilkaar', 'et i dal', '{"vilkaar":"%s","tekst":"Gjort"}'), ('approve_vilkaar', 'et i dal', '{"vilkaar":"%s"}'),
	('waive_vilkaar', 'et i dal', '{"vilkaar":"%s","grunn":"x"}'),
	('list_regler', 'rad 8', '{"beslutning":8}'), ('close_regel', '2501', '{"regel":2501,"kilde":"opphevet"}'),
	('add_regel', 'rad 25', '{"regel":{"beslutning":25,"steg":1,"funksjon":"IN","akt":"raader","kilde":"ny"}}'),
	('change_organ', 'sg', '{"organ":"sg","navn":"Ny","kilde":"vedtak"}'),
	('watch', 'dal', '{"program":"dal"}'), ('watch', 'alle', '{"etter":[{"program":"dal","sekvens":0},{"program":"vik","sekvens":0}]}'),
	('list_journal', 'dal', '{"program":"dal"}'), ('list_journal', 'installasjonen', '{}')) as v (metode, sak, req);

insert into spoerring
select m, v.navn, json_build_object('vedlegg', v.id) from vedlegg_id v, unnest(array['get_vedlegg', 'download', 'delete_vedlegg']) m
union all select 'upload', v.navn, json_build_object('vedlegg', v.id, 'offset', length(v.navn)) from vedlegg_id v where v.navn = 'internt'
union all select 'upload', v.navn, json_build_object('vedlegg', v.id) from vedlegg_id v where v.navn = 'uferdig'
union all select 'list_vedlegg', 'i dal', '{"program":"dal"}'
union all select 'start_opplasting', t, test.start_json('dal', t, 'ny') from unnest(array['konsekvensanalyse', 'utviklingsanalyse', 'kommunikasjonsstrategi', 'protokoll', 'annet']) t;

-- Which ids are no secret (programmes and organs are public, persons and their seats known to who logs in), and which are.
create temp table uten_hemmelig_id (metode) as select unnest(array['who_am_i', 'logout', 'set_i_dag', 'create_organ', 'get_organ', 'list_organer',
	'create_person', 'create_program', 'attach_organ', 'list_programs', 'get_program', 'open_fase', 'create_plan', 'draft_next_plan', 'get_omraader', 'list_planer',
	'create_sak', 'list_saker', 'list_tasks', 'list_vedtak', 'list_regler', 'list_journal']);
insert into uten_hemmelig_id values ('meld_forfall'), ('register_samarbeidsavtale'), ('list_delegasjoner'), ('empower_delegasjon'), ('withdraw_delegasjon'),
	('list_vilkaar'), ('get_vedtatt_plan'), ('add_regel'), ('close_regel'), ('change_organ'), ('set_etterfoelger'), ('handover_organ'), ('take_over_program'), ('list_moeter'), ('set_fjernmoete'), ('demand_lovlighetskontroll'), ('suspend_vedtak');
create temp table hemmelig_id (metode text, slag text, req text);
insert into hemmelig_id values
	('save_plan', 'plan', '{"plan":"%s","etag":"r1","handlingsplan":{"aar":2022}}'), ('get_plan', 'plan', '{"plan":"%s"}'),
	('merge_plan', 'plan', '{"plan":"%s","etag":"r1","handlingsplan":{"aar":2022}}'),
	('get_plan', 'plan', '{"plan":"%s","versjon":1}'), ('get_plan', 'plan', '{"plan":"%s","vedtatt":true}'),
	('get_plan', 'versjon', '{"plan":"dal/handlingsplan-2021","versjon":%s}'),
	('get_plan', 'plan', '{"plan":"%s@1"}'), ('get_plan', 'plan', '{"plan":"%s@v1"}'), ('get_plan', 'plan', '{"plan":"%s@2020-10-01"}'),
	('get_plan', 'versjon', '{"plan":"dal/handlingsplan-2021@v%s"}'), ('get_plan', 'versjon', '{"plan":"dal/handlingsplan-2021@%s"}'),
	('diff_plan', 'plan', '{"fra":"%s","til":"dal/handlingsplan-2021@v1"}'), ('diff_plan', 'plan', '{"fra":"dal/handlingsplan-2021@v1","til":"%s"}'),
	('diff_plan', 'versjon', '{"fra":"dal/handlingsplan-2021@v1","til":"dal/handlingsplan-2021@v%s"}'),
	('check_plan', 'plan', '{"plan":"%s","handlingsplan":{"aar":2022}}'), ('check_plan', 'plan', '{"plan":"%s","omstillingsplan":{}}'),
	('list_revisjoner', 'plan', '{"plan":"%s"}'), ('check_plan', 'plan', '{"plan":"%s"}'), ('acknowledge_finding', 'plan', '{"plan":"%s","regel":"HP-1","sted":"x","grunn":"y"}'),
	('submit_plan', 'plan', '{"plan":"%s"}'), ('submit_plan', 'plan', '{"plan":"%s","etag":"r1"}'),
	('comment_plan', 'plan', '{"plan":"%s","tekst":"Hm"}'), ('comment_plan', 'plan', '{"plan":"%s@v1","sted":"x","tekst":"Hm"}'), ('comment_plan', 'versjon', '{"plan":"dal/handlingsplan-2021@v%s","tekst":"Hm"}'),
	('list_kommentarer', 'plan', '{"plan":"%s"}'), ('list_kommentarer', 'versjon', '{"plan":"dal/handlingsplan-2021@v%s"}'),
	('answer_comment', 'plan', '{"plan":"%s","kommentar":1,"tekst":"Ja"}'), ('waive_comment', 'plan', '{"plan":"%s","kommentar":1,"grunn":"Ja"}'),
	('answer_comment', 'kommentar', '{"plan":"dal/handlingsplan-2021","kommentar":%s,"tekst":"Ja"}'), ('waive_comment', 'kommentar', '{"plan":"dal/handlingsplan-2021","kommentar":%s,"grunn":"Ja"}'),
	('get_sak', 'sak', '{"sak":"%s"}'), ('explain_sak', 'sak', '{"sak":"%s"}'), ('export_sak', 'sak', '{"sak":"%s"}'), ('simulate_sak', 'sak', '{"sak":"%s","inhabile":["sg5"]}'), ('simulate_sak', 'sak', '{"sak":"%s","beloep":"x"}'), ('perform_act', 'sak', '{"sak":"%s","akt":"kvalitetssikrer"}'), ('perform_act', 'sak', '{"sak":"%s","akt":"x"}'),
	('cast_vote', 'sak', '{"sak":"%s","stemme":"ja"}'), ('decide_sak', 'sak', '{"sak":"%s","utfall":"ja"}'),
	('record_result', 'sak', '{"sak":"%s"}'), ('record_result', 'sak', '{"sak":"%s","resultat":{"organ":"vkst","dato":"2020-10-01","saksnummer":"1"}}'),
	('confirm_result', 'sak', '{"sak":"%s","resultat":"1"}'), ('confirm_result', 'resultat', '{"sak":"vik/sak-1","resultat":"%s"}'),
	('declare_habilitet', 'sak', '{"sak":"%s","grunn":"part"}'), ('raise_habilitet', 'sak', '{"sak":"%s","brukernavn":"sg5","grunn":"part"}'),
	('vote_habilitet', 'sak', '{"sak":"%s","brukernavn":"sg5","stemme":"ja"}'), ('decide_habilitet', 'sak', '{"sak":"%s","brukernavn":"sg5"}'),
	('open_moete', 'sak', '{"organ":"vsg","saker":["%s"]}'), ('open_moete', 'sak', '{"organ":"sg","saker":["%s"]}'),
	('open_moete', 'sak', '{"organ":"vkst","saker":["vik/sak-1","%s"]}'),
	('call_moete', 'sak', '{"organ":"vsg","dato":"2020-10-03","klokkeslett":"10:00","saker":["%s"]}'), ('demand_moete', 'sak', '{"organ":"vsg","sak":"%s"}'),
	('register_oppmoete', 'moete', '{"moete":"%s"}'), ('lead_moete', 'moete', '{"moete":"%s","moeteleder":"sg2"}'), ('close_moete', 'moete', '{"moete":"%s"}'),
	('add_sak', 'moete', '{"moete":"%s","sak":"dal/sak-5"}'), ('object_sak', 'moete', '{"moete":"%s","sak":"dal/sak-5"}'),
	('lead_moete', 'sak', '{"moete":"kst/2020-10-02","moeteleder":"krep","sak":"%s"}'),
	('add_sak', 'sak', '{"moete":"kst/2020-10-02","sak":"%s"}'), ('object_sak', 'sak', '{"moete":"kst/2020-10-02","sak":"%s"}'),
	('get_protokoll', 'moete', '{"moete":"%s"}'), ('sign_protokoll', 'moete', '{"moete":"%s","hash":"0"}'), ('enter_merknad', 'moete', '{"moete":"%s","sak":"dal/sak-3","tekst":"x"}'),
	('enter_merknad', 'sak', '{"moete":"kst/2020-10-02","sak":"%s","tekst":"x"}'), ('record_result', 'moete', '{"sak":"vik/sak-1","resultat":{"moete":"%s"}}'),
	('propose_forslag', 'moete', '{"moete":"%s","sak":"dal/sak-3","slag":"endring","tekst":"x"}'), ('propose_forslag', 'sak', '{"moete":"kst/2020-10-01","sak":"%s","slag":"endring","tekst":"x"}'),
	('vote_forslag', 'moete', '{"moete":"%s","sak":"dal/sak-3","nummer":1,"stemme":"ja"}'), ('vote_forslag', 'sak', '{"moete":"kst/2020-10-01","sak":"%s","nummer":1,"stemme":"ja"}'),
	('decide_forslag', 'moete', '{"moete":"%s","sak":"dal/sak-3","nummer":1}'), ('decide_forslag', 'sak', '{"moete":"kst/2020-10-01","sak":"%s","nummer":1}'),
	('amend_plan', 'moete', '{"moete":"%s","sak":"dal/sak-3","etag":"r1"}'), ('amend_plan', 'sak', '{"moete":"kst/2020-10-01","sak":"%s","etag":"r1"}'),
	('get_moete', 'moete', '{"moete":"%s"}'), ('change_moete', 'moete', '{"moete":"%s","innkalling":1}'),
	('document_vilkaar', 'vilkaar', '{"vilkaar":"%s","tekst":"x"}'), ('approve_vilkaar', 'vilkaar', '{"vilkaar":"%s"}'),
	('waive_vilkaar', 'vilkaar', '{"vilkaar":"%s","grunn":"x"}'),
	('watch', 'program', '{"program":"%s"}'), ('watch', 'program', '{"program":"%s","etter":[{"program":"dal","sekvens":0}]}'),
	('end_verv', 'verv', '{"verv":"%s"}'), ('invite_person', 'person', '{"brukernavn":"%s"}'),
	('give_verv', 'person', '{"organ":"sg","brukernavn":"%s","rolle":"medlem"}');
insert into hemmelig_id
select m, 'vedlegg', '{"vedlegg":"%s"}' from unnest(array['get_vedlegg', 'download', 'upload', 'delete_vedlegg']) m
union all select 'start_opplasting', slag, jsonb_set(test.start_json('vik', 'annet', 'ny')::jsonb, array[slag], '"%s"')::text from unnest(array['plan', 'sak']) slag;
insert into uten_hemmelig_id values ('list_vedlegg');
create temp table id_par as
	select 'vedlegg' as slag, id as fremmed, gen_random_uuid()::text as ingen from vedlegg_id where navn not in ('offentlig', 'framlagt')
	union all
	select 'plan' as slag, 'dal/' || p.kortnavn as fremmed, 'dal/handlingsplan-1999' as ingen from core.plan p where p.kortnavn in ('omstillingsplan', 'handlingsplan-2022')
	union all select 'plan', p.id::text, gen_random_uuid()::text from core.plan p where p.kortnavn in ('omstillingsplan', 'handlingsplan-2022') and p.program_id <> (select id from core.program where kortnavn = 'vik')
	union all select 'plan', 'dal/omstillingsplan', 'finnes-ikke/omstillingsplan'
	union all select 'versjon', '2', '9'
	union all select 'kommentar', '2', '9'
	union all select 'sak', x, 'dal/sak-77' from unnest(array['dal/sak-2', 'dal/sak-3', 'dal/sak-4', 'dal/sak-5', 'dal/sak-7']) x
	union all select 'sak', (test.sak(x)).id::text, gen_random_uuid()::text from unnest(array['dal/sak-2', 'dal/sak-3', 'dal/sak-4', 'dal/sak-5', 'dal/sak-7']) x
	union all select 'sak', 'dal/sak-3', 'finnes-ikke/sak-3'
	union all select 'resultat', r.id::text, gen_random_uuid()::text from core.resultat r where r.saksnummer = 'PS 1/20'
	union all select 'moete', 'sg/2020-10-02', 'sg/2020-10-09'
	union all select 'moete', m.id::text, gen_random_uuid()::text from core.moetet m join core.organ o on o.id = m.organ_id where o.kortnavn = 'sg' and m.aapnet is null
	union all select 'vilkaar', v.id::text, gen_random_uuid()::text from core.vilkaar v
	union all select 'verv', v.id::text, gen_random_uuid()::text from core.verv v join core.person p on p.id = v.person_id where p.brukernavn in ('sg4', 'ksekr')
	union all select 'program', 'dal', 'finnes-ikke'
	union all select 'program', (select id::text from core.program where kortnavn = 'dal'), gen_random_uuid()::text
	union all select 'person', 'krep', 'finnes-ikke';

select plan((select count(distinct (metode, sak))::int from fasit_linje) + (select count(*)::int from hemmelig_id) + 16);

-- The lists are whole.
select is_empty($$select metode from fasit_linje group by metode, sak, utfall, hvem having count(*) > 1$$, 'no line stands twice');
select set_eq($$select proname::text from pg_proc where pronamespace in ('api'::regnamespace, 'stroem'::regnamespace)$$, $$select distinct metode from fasit_linje$$,
	'every function of api and stroem is in tilgang.txt: a new method needs its lines there');
select set_eq($$select ltrim(lower(regexp_replace(rpc, '([A-Z])', '_\1', 'g')), '_') from kontrakt$$,
	$$select distinct metode from fasit_linje union values ('login'), ('set_password')$$,
	'so is every method of the contract, but login and the invitation, which are anybody''s (konto.sql)');
select set_eq($$select distinct metode, sak from fasit_linje$$, $$select metode, sak from spoerring$$, 'every situation of the list is asked');
select set_eq($$select metode from uten_hemmelig_id union all select metode from hemmelig_id$$, $$select metode from fasit_linje$$,
	'of every method it is said whether it takes ids that are secret');
create temp table fasit as
with n as (
	select l.metode, l.sak, l.utfall, k.hvem, case when navn = k.hvem then 1 when navn <> 'resten' then 2 else 3 end as rang
	from fasit_linje l, unnest(string_to_array(l.hvem, ' ')) navn join kaller k on k.hvem = navn or navn = 'resten'
		or navn = 'deltakere' and k.hvem in (select hvem from deltaker) or navn = 'fremmede' and k.hvem ~ '^v')
select metode, sak, hvem, utfall, rang from n x where rang = (select min(rang) from n y where (y.metode, y.sak, y.hvem) = (x.metode, x.sak, x.hvem));
select is_empty($$select metode, sak, hvem from fasit group by metode, sak, hvem having count(*) > 1$$, 'nobody is expected to end in two ways');
select is_empty($$select s.metode, s.sak, k.hvem from spoerring s, kaller k except select metode, sak, hvem from fasit$$, 'everybody is expected to end in some way');
select is_empty($$select navn from fasit_linje l, unnest(string_to_array(l.hvem, ' ')) navn where navn not in ('deltakere', 'fremmede', 'resten')
	except select hvem from kaller$$, 'nobody is named who does not call');

-- The walk.
create temp table svar as
	select f.*, (p.p).utfall as fikk, (p.p).alt from fasit f join spoerring s using (metode, sak),
		lateral (select test.proev(f.hvem, s.metode, s.req) as p offset 0) p;
select is((select string_agg(format('%s: %s, not %s', hvem, fikk, utfall), '; ' order by hvem) from svar s where s.metode = x.metode and s.sak = x.sak
	and fikk is distinct from utfall), null, x.metode || ' (' || x.sak || ')')
from (select distinct metode, sak from spoerring order by 1, 2) x;
select is_empty($$select metode, sak, hvem, alt from svar where alt ~ case when hvem in (select d.hvem from deltaker d) then 'vikhemmelig'
	when hvem in (select 'v' || d.hvem from deltaker d) then 'dalhemmelig' else 'hemmelig' end$$,
	'nothing of a draft or an undecided case in any answer or error to those outside the programme');
select is((select count(*)::int from svar where alt ~ 'hemmelig') > 50, true, 'which those inside do see');

-- What is secret and what is not there.
create function test.ulike(metode_ text, slag_ text, req_ text) returns text
language plpgsql as $$
declare
	k    record;
	x    test.proeve;
	y    test.proeve;
	svar text;
begin
	for k in select c.hvem, i.* from kaller c, id_par i where i.slag = slag_ and c.hvem not in (select hvem from deltaker)
		and (slag_ <> 'verv' or c.hvem <> 'kadm') and (slag_ <> 'person' or c.hvem not in ('kadm', 'drift')) loop
		x := test.proev(k.hvem, metode_, format(req_, k.fremmed)::json);
		y := test.proev(k.hvem, metode_, format(req_, k.ingen)::json);
		if x is distinct from y or x.utfall like 'ok%' then
			svar := concat_ws(E'\n', svar, k.hvem || ' ' || k.fremmed || ': ' || x::text || ' and ' || y::text);
		end if;
	end loop;
	return svar;
end $$;
select is(test.ulike(metode, slag, req), null, metode || ' ' || req || ': what is foreign is as what is not there') from hemmelig_id;

-- An auditor reads everything of the programme, for a time, and writes nothing, in whichever of its organs the seat is.
select is(test.grunn('kadm', 'give_verv', '{"organ":"os","brukernavn":"revisor","rolle":"revisor"}'), 'revisors_verv_er_tidsbegrenset', 'an auditor''s seat has an end');
select is(test.grunn('kadm', 'give_verv', '{"organ":"os","brukernavn":"revisor","rolle":"revisor","til":"2020-12-31"}'), 'ok', 'and is given like any other');
insert into core.verv (organ_id, person_id, rolle, fra, til)
select distinct po.organ_id, p.id, 'revisor', date '2020-01-01', date '2020-12-31' from core.program_organ po join core.program g on g.id = po.program_id, core.person p
where g.kortnavn = 'dal' and p.brukernavn = 'revisor';
select set_eq($$select metode from spoerring s, lateral (select test.proev('revisor', s.metode, s.req) as p offset 0) x where (p).utfall like 'ok%'$$,
	array['who_am_i', 'logout', 'get_organ', 'list_organer', 'list_programs', 'get_program', 'get_plan', 'get_vedtatt_plan', 'merge_plan', 'list_planer', 'list_revisjoner', 'diff_plan', 'get_omraader', 'check_plan', 'list_kommentarer', 'list_saker',
		'get_sak', 'explain_sak', 'export_sak', 'simulate_sak', 'list_tasks', 'list_delegasjoner', 'list_vedtak', 'list_vilkaar', 'list_regler', 'list_journal', 'get_moete', 'list_moeter', 'get_protokoll', 'watch', 'list_vedlegg', 'get_vedlegg', 'download'], 'with seats in all of them: reads, and ends the own session');
select is((test.proev('revisor', 'list_tasks', '{}')).utfall, 'ok 0', 'nothing waits for an auditor');
select is((test.proev('revisor', 'get_plan', '{"plan":"dal/handlingsplan-2022"}')).utfall, 'ok utkast', 'who reads drafts until the last day');
select test.dag('2021-01-01');
select is((test.proev('revisor', 'get_plan', '{"plan":"dal/handlingsplan-2022"}')).utfall, 'ukjent_plan', 'and is outside on the day after');

select * from finish();
rollback;

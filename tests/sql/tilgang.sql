-- Every method of the contract, called as every kind of person of its own programme and of another one, as the daemon's
-- role; compared with data/tilgang/*.txt, which are written by hand. What a room of its own adds (questions, ids, what an auditor reads)
-- stands in tilgang/*.psql. And: what one may not see and what does not exist are
-- the same, byte for byte. A method that stands in neither list fails.
begin;
\ir lib/felles.psql
\ir lib/sak.psql
\ir lib/vedlegg.psql
\ir lib/tilgang.psql

create temp table fasit_linje (metode text, sak text, utfall text, hvem text, kilde text);
\copy fasit_linje from program 'cat tests/sql/data/tilgang/*.txt | grep -v "^#" | grep .' with (delimiter '|')
update fasit_linje set metode = btrim(metode), sak = btrim(sak), utfall = btrim(utfall), hvem = btrim(hvem), kilde = btrim(kilde);
create temp table kontrakt (rpc text);
\copy kontrakt from program 'sed -nE "s/^[[:space:]]*rpc ([A-Za-z]+)\(.*/\1/p" proto/omstilling/v1/*.proto'

-- Which ids are no secret (programmes and organs are public, persons and their seats known to who logs in), and which are.
insert into uten_hemmelig_id select unnest(array['who_am_i', 'logout', 'set_i_dag', 'create_organ', 'get_organ', 'list_organer',
	'create_person', 'create_program', 'attach_organ', 'list_programs', 'get_program', 'open_fase', 'create_plan', 'draft_next_plan', 'get_omraader', 'list_planer',
	'create_sak', 'list_saker', 'list_tasks', 'list_vedtak', 'list_regler', 'list_journal']);
insert into uten_hemmelig_id values ('meld_forfall'), ('register_samarbeidsavtale'), ('list_delegasjoner'), ('empower_delegasjon'), ('withdraw_delegasjon'),
	('list_vilkaar'), ('get_vedtatt_plan'), ('add_regel'), ('close_regel'), ('change_organ'), ('set_etterfoelger'), ('handover_organ'), ('take_over_program'), ('list_moeter'), ('set_fjernmoete'), ('demand_lovlighetskontroll'), ('suspend_vedtak');
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
insert into id_par
	select 'vedlegg' as slag, id as fremmed, gen_random_uuid()::text as ingen from vedlegg_id where navn not in ('offentlig', 'framlagt')
	union all
	select 'plan' as slag, 'dal/' || p.kortnavn as fremmed, 'dal/handlingsplan-1999' as ingen from core.plan p where p.kortnavn in ('omstillingsplan', 'handlingsplan-2022')
	union all select 'plan', p.id::text, gen_random_uuid()::text from core.plan p where p.kortnavn in ('omstillingsplan', 'handlingsplan-2022') and p.program_id <> (select id from core.program where kortnavn = 'vik')
	union all select 'plan', 'dal/omstillingsplan', 'finnes-ikke/omstillingsplan'
	union all select 'versjon', '2', '9'
	union all select 'kommentar', '1', '9'
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

insert into revisor_leser select unnest(
	array['who_am_i', 'logout', 'get_organ', 'list_organer', 'list_programs', 'get_program', 'get_plan', 'get_vedtatt_plan', 'merge_plan', 'list_planer', 'list_revisjoner', 'diff_plan', 'get_omraader', 'check_plan', 'list_kommentarer', 'list_saker',
		'get_sak', 'explain_sak', 'export_sak', 'simulate_sak', 'list_tasks', 'list_delegasjoner', 'list_vedtak', 'list_vilkaar', 'list_regler', 'list_journal', 'get_moete', 'list_moeter', 'get_protokoll', 'watch', 'list_vedlegg', 'get_vedlegg', 'download']);

select plan((select count(distinct (metode, sak))::int from fasit_linje) + (select count(*)::int from hemmelig_id) + 16);

-- The lists are whole.
select is_empty($$select metode from fasit_linje group by metode, sak, utfall, hvem having count(*) > 1$$, 'no line stands twice');
select set_eq($$select proname::text from pg_proc where pronamespace in ('api'::regnamespace, 'stroem'::regnamespace)$$, $$select distinct metode from fasit_linje$$,
	'every function of api and stroem is in data/tilgang: a new method needs its lines there');
select set_eq($$select ltrim(lower(regexp_replace(rpc, '([A-Z])', '_\1', 'g')), '_') from kontrakt$$,
	$$select distinct metode from fasit_linje union values ('login'), ('set_password'), ('confirm_totp'), ('remove_totp')$$,
	'so is every method of the contract, but those of schema auth (konto.sql, totp.sql)');
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
	'select metode from revisor_leser', 'with seats in all of them: reads, and ends the own session');
select is((test.proev('revisor', 'list_tasks', '{}')).utfall, 'ok 0', 'nothing waits for an auditor');
select is((test.proev('revisor', 'get_plan', '{"plan":"dal/handlingsplan-2022"}')).utfall, 'ok utkast', 'who reads drafts until the last day');
select test.dag('2021-01-01');
select is((test.proev('revisor', 'get_plan', '{"plan":"dal/handlingsplan-2022"}')).utfall, 'ukjent_plan', 'and is outside on the day after');

select * from finish();
rollback;

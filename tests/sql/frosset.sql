-- The frozen version attacked as every role: what the catalogue leaves them, the role of the api functions in somebody's
-- name, every api function in every kind of seat, the owner. (The daemon's own login: tests/e2e/attack.)
begin;
set local client_min_messages = warning;
select plan(336);
\ir lib/felles.psql
\ir lib/sak.psql

-- dal/handlingsplan-2021: version 1 adopted, with an acknowledged error and comments; version 2 before the kommunestyre;
-- a draft after it. dal/omstillingsplan: a draft.
create function test.lagre(etag text, dok text) returns text language sql as $$
	select test.grunn('leder', 'save_plan', json_build_object('plan', 'dal/handlingsplan-2021', 'etag', etag, 'handlingsplan', dok::json)) $$;
create function test.kvitter_alt() returns void language sql as $$
	select test.grunn('leder', 'acknowledge_finding', json_build_object('plan', 'dal/handlingsplan-2021', 'regel', f.regel, 'sted', f.sted, 'grunn', 'Slik er det'))
	from core.plan p, core.plan_funn(p.program_id, p.id) f where p.kortnavn = 'handlingsplan-2021' and f.alvor = 'feil' and f.grunn is null $$;
select test.person('programleder', 'pl', 'programleder'), test.person('drift', 'installasjonen', 'administrator'), test.person('revisor', 'sg', 'medlem');
select test.grunn('leder', 'create_plan', '{"program":"dal","type":"handlingsplan","aar":2021,"tittel":"Plan"}'),
	test.grunn('leder', 'create_plan', '{"program":"dal","type":"omstillingsplan","tittel":"Plan"}'),
	test.lagre('r1', '{"aar":2021,"tittel":"Vedtatt","omraader":[{"id":"a","nummer":1,"navn":"A","tiltak":[{"id":"t","bokstav":"A","tiltak":"T"}]}]}'),
	test.grunn('krep', 'comment_plan', '{"plan":"dal/handlingsplan-2021","tekst":"Hm"}'), test.kvitter_alt(),
	test.grunn('leder', 'answer_comment', '{"plan":"dal/handlingsplan-2021","kommentar":1,"tekst":"Ja"}'),
	test.grunn('leder', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}'), test.til_vedtatt('dal/sak-1'),
	test.grunn('utenfor', 'comment_plan', '{"plan":"dal/handlingsplan-2021@v1","tekst":"Hm"}'),
	test.lagre('r2', '{"aar":2021,"tittel":"Fremlagt"}'), test.grunn('leder', 'submit_plan', '{"plan":"dal/handlingsplan-2021"}'),
	test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-2'), test.lagre('r3', '{"aar":2021,"tittel":"Utkast"}');
create function test.rader() returns table (tabell text, rad jsonb) language sql as $$
	select 'plan', to_jsonb(x) from core.plan x union all select 'revisjon', to_jsonb(x) from core.plan_revisjon x
	union all select 'versjon', to_jsonb(x) from core.plan_versjon x union all select 'funn', to_jsonb(x) from core.versjon_funn x
	union all select 'kvittering', to_jsonb(x) from core.kvittering x union all select 'kommentar', to_jsonb(x) from core.kommentar x
	union all select 'svar', to_jsonb(x) from core.kommentar_svar x union all select 'handling', to_jsonb(x) from core.handling x
	union all select 'vedtak', to_jsonb(x) from core.vedtak x $$;
create temp table foer as select * from test.rader();
create temp table lest as select test.svar(null, 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}')::jsonb as svar;
select set_eq('select distinct tabell from foer', array['plan', 'revisjon', 'versjon', 'funn', 'kvittering', 'kommentar', 'svar', 'handling', 'vedtak'], 'there is something of everything');
select is((select svar #>> '{plan,tilstand}' from lest), 'vedtatt', 'and a version is adopted');

-- What the catalogue leaves each role.
create temp table roller (navn) as values ('public'), ('omstilling_daemon'), ('anonym'), ('omstilling_api');
select set_eq($$select r.navn || ' ' || c.relname || ' ' || a.privilege_type from pg_class c, lateral aclexplode(c.relacl) a
		join roller r on a.grantee = case when r.navn = 'public' then 0 else r.navn::regrole::oid end
	where c.relkind in ('r', 'p', 'v', 'S', 'f', 'm') and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'tap'::regnamespace)
		and a.privilege_type <> 'SELECT' and c.relname in ('plan', 'plan_revisjon', 'plan_versjon', 'versjon_funn', 'kvittering', 'kommentar', 'kommentar_svar', 'sak', 'vedtak')$$,
	array['omstilling_api plan INSERT', 'omstilling_api plan_revisjon INSERT', 'omstilling_api plan_versjon INSERT', 'omstilling_api kvittering INSERT',
		'omstilling_api kommentar INSERT', 'omstilling_api kommentar_svar INSERT', 'omstilling_api sak INSERT'],
	'to a plan and its versions the api functions may add, but for what triggers alone write; nobody else may do anything');
select is_empty($$select r.navn, c.oid::regclass, p from roller r, pg_class c, unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
	where r.navn <> 'public' and c.relkind in ('r', 'p') and c.relnamespace in ('core'::regnamespace, 'auth'::regnamespace) and has_table_privilege(r.navn, c.oid, p)
		and (r.navn, c.relname, p) <> ('omstilling_api', 'stemme', 'UPDATE')$$, 'no table at all can be changed, emptied or hung a trigger on, but a vote');
select is_empty($$select rolname from pg_roles where rolname in ('omstilling_daemon', 'anonym', 'omstilling_api', 'omstilling_owner')
	and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)$$, 'none of the roles is above the rules');
select set_eq($$select m.member::regrole || ' in ' || m.roleid::regrole || case when m.admin_option then ' with admin' else '' end from pg_auth_members m
	where 'omstilling' in (split_part(m.member::regrole::text, '_', 1), split_part(m.roleid::regrole::text, '_', 1)) or 'anonym'::regrole in (m.member, m.roleid)$$,
	array['omstilling_owner in omstilling_api', 'omstilling_daemon in anonym'], 'the daemon can become anonym, and nobody else');
select is_empty($$select r.navn, s from roller r, unnest(array['core', 'checks', 'api', 'auth', 'stroem', 'public']) s where r.navn <> 'public' and has_schema_privilege(r.navn, s, 'create')$$,
	'nobody makes anything in a schema');
select is_empty($$select r.navn, c.relname from roller r, pg_class c where r.navn <> 'public' and c.relnamespace in ('core'::regnamespace, 'auth'::regnamespace)
	and pg_has_role(r.navn, c.relowner, 'member')$$, 'or owns a table');
select is_empty($$select p.oid::regprocedure from pg_proc p where p.pronamespace in ('core'::regnamespace, 'checks'::regnamespace, 'api'::regnamespace, 'auth'::regnamespace, 'stroem'::regnamespace)
	and p.prosrc ~* '\mexecute\M'$$, 'no function makes SQL of a text');
select is_empty($$select p.oid::regprocedure from pg_proc p where p.pronamespace in ('core'::regnamespace, 'auth'::regnamespace)
	and p.prosrc ~* '(update|delete\s+from|truncate)\s+(only\s+)?core\.(plan|plan_revisjon|plan_versjon|versjon_funn|kvittering|kommentar|kommentar_svar|vedtak|handling)\M'$$,
	'no function says that it changes what is frozen');
select is_empty($$select c.oid::regclass from pg_class c where c.relnamespace = 'core'::regnamespace and c.relname in ('plan', 'plan_revisjon', 'plan_versjon', 'versjon_funn', 'kvittering',
		'kommentar', 'kommentar_svar', 'vedtak', 'handling') and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'uforanderlig' and t.tgenabled = 'O'
			and t.tgtype & 8 = 8 and t.tgtype & 32 = 32 and t.tgqual is null)$$, 'a trigger refuses every delete and truncate of it');

-- The role of the api functions, in the name of who may do most: as if a function of it had been turned.
create function test.som_api(hvem text, sql text) returns text language plpgsql as $$
declare
	kode text;
	grunn text;
begin
	perform set_config('omstilling.token', encode(sha256(convert_to(hvem, 'UTF8')), 'hex'), true), set_config('role', 'omstilling_api', true);
	execute sql;
	set constraints all immediate;
	raise exception using errcode = 'ZZ000';
exception when others then
	get stacked diagnostics kode = returned_sqlstate, grunn = constraint_name;
	return case when kode = 'ZZ000' then 'ok' else coalesce(nullif(grunn, ''), kode) end;
end $$;
create temp table tabeller (t) as select unnest(array['plan', 'plan_revisjon', 'plan_versjon', 'versjon_funn', 'kvittering', 'kommentar', 'kommentar_svar', 'vedtak', 'handling']);
select is(test.som_api('leder', format(s, t)), '42501', format('the api role in the leader''s name: ' || s, t)) from tabeller,
	unnest(array['update core.%1$s set program_id = program_id', 'delete from core.%1$s', 'truncate core.%1$s cascade', 'alter table core.%1$s disable trigger all',
		'drop trigger uforanderlig on core.%1$s', 'alter table core.%1$s disable row level security', 'lock table core.%1$s in exclusive mode']) s;
select is(test.som_api('leder', sql), svar, sql) from (values
	('update core.sak set tilstand = ''vedtatt''', '42501'),
	('insert into core.plan_versjon select program_id, plan_id, nr, revisjon, ''{}'', sha256(''{}''), person_id, now() from core.plan_versjon where nr = 1
		on conflict on constraint versjonen_finnes_fra_foer do update set bytes = excluded.bytes, hash = excluded.hash', '42501'),
	('insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id) select program_id, plan_id, 9, revisjon, ''{}'', sha256(''{}''), core.person() from core.plan_versjon where nr = 1', 'utkastet_er_endret'),
	('insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id) select v.program_id, v.plan_id, 1, r.nr, b, sha256(b), core.person() from core.plan_versjon v
		join core.plan_revisjon r on r.plan_id = v.plan_id and r.nr = 4, convert_to(core.jcs(r.dokument), ''UTF8'') b where v.nr = 1', 'versjonen_finnes_fra_foer'),
	('insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id) select v.program_id, v.plan_id, 3, r.nr, b, ''x'', core.person() from core.plan_versjon v
		join core.plan_revisjon r on r.plan_id = v.plan_id and r.nr = 4, convert_to(core.jcs(r.dokument), ''UTF8'') b where v.nr = 1', 'hashen_er_av_innholdet'),
	('insert into core.versjon_funn (program_id, plan_id, versjon, nr, regel, alvor, sted, kilde, tekst) select program_id, plan_id, 1, 99, ''HP-1'', ''varsel'', '''', '''', '''' from core.plan_versjon where nr = 1', '42501'),
	('insert into core.vedtak (program_id, sak_id, handling, beslutning, organ_id, akt, dato, utfall, plan_id, versjon, hash) select program_id, sak_id, handling, beslutning, organ_id, akt, dato, ''nei'', plan_id, versjon, hash from core.vedtak', '42501'),
	('insert into core.plan_revisjon (program_id, plan_id, nr, dokument, person_id) select program_id, plan_id, 2, ''{}'', core.person() from core.plan_versjon where nr = 1', 'revisjonen_finnes_fra_foer'),
	('insert into core.kommentar (program_id, plan_id, nr, revisjon, vedtatt, noekkel, sted, tekst, person_id, dato) select program_id, plan_id, 0, 2, false, '''', '''', ''x'', person_id, ''2020-01-01'' from core.kommentar where nr = 1', '42501'),
	('set session_replication_role = replica', '42501'), ('create or replace function core.uforanderlig() returns trigger language plpgsql as ''begin return new; end''', '42501')) v (sql, svar);
select is(test.som_api('vara', 'insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id) select v.program_id, v.plan_id, 3, r.nr, b, sha256(b), core.person() from core.plan_versjon v
		join core.plan_revisjon r on r.plan_id = v.plan_id and r.nr = 4, convert_to(core.jcs(r.dokument), ''UTF8'') b where v.nr = 1'), '42501', 'who does not prepare plans freezes none, even from inside');

-- Every api function, in every kind of seat, asked with everything that it might take. What succeeds is not undone.
create temp table kall_ut (hvem text, fn text, grunn text);
select test.person('vfremmed');
insert into kall_ut
select h, f.fn, test.grunn(case h when 'anonym' then null else h end, f.fn, (format('{"plan":"dal/handlingsplan-2021%1$s","fra":"%5$s","til":"%7$s","versjon":1,
	"etag":"r4","handlingsplan":{"aar":2021,"tittel":"Angrep %1$s"},"melding":"Angrep","ny_bokstavering":%6$s,"program":"dal","type":"handlingsplan","aar":2030,"tittel":"Angrep",
	"organ":"kst","funksjon":"KST","brukernavn":"%2$s","rolle":"medlem","sak":"dal/sak-%3$s","saker":["dal/sak-%3$s"],"akt":"%4$s","utfall":"nei","stemme":"nei",
	"kommentar":%3$s,"tekst":"Angrep","grunn":"Angrep","regel":"HP-3","sted":"omraader","beslutning":12,"dato":"2020-10-01","fase":3,"gyldig_fra":"2020-10-01"}',
	u.utgave, h, u.sak, u.akt, u.fra, to_json(u.bokstaver), case when u.fra ~ '^2' then '2030-12-31' else u.fra end)::jsonb - case f.fn when 'submit_plan' then 'etag' else '' end)::json)
from unnest(array['anonym', 'utenfor', 'drift', 'fadm', 'kadm', 'leder', 'programleder', 'ordfoerer', 'krep', 'ksekr', 'direktoer', 'sgleder', 'sgsekr', 'observatoer', 'raadgiver', 'fordfoerer', 'deppen']) h,
	(select p.proname as fn, p.proname ~ '^(get|list|diff|check|explain|who)' as leser from pg_proc p where p.pronamespace = 'api'::regnamespace and p.proname not in ('logout', 'set_i_dag')) f,
	(values ('', 1, 'godkjenner', '2020-10-01', false), ('@v1', 2, 'fremlegger', 'dal/handlingsplan-2021@v1', false), ('', 2, 'forbereder', 'dal/handlingsplan-2021@vedtatt', true)) u (utgave, sak, akt, fra, bokstaver)
order by f.leser, h, f.fn;
select cmp_ok((select count(*) from kall_ut), '>', 2000::bigint, 'every function is called');
select cmp_ok((select count(*) from kall_ut where grunn = 'ok'), '>', 200::bigint, 'and many succeed');
select set_has($$select fn::text from kall_ut where grunn = 'ok'$$, $$select unnest(array['save_plan', 'comment_plan', 'answer_comment', 'waive_comment', 'submit_plan', 'create_plan', 'get_plan', 'give_verv'])$$,
	'those that write plans among them');
select is_empty('select * from foer except all select * from test.rader()', 'no row that was there has changed or gone');
select is(test.svar(null, 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}')::jsonb, (select svar from lest), 'what anybody gets of the adopted version is what he got');
select is_empty('select v.nr from core.plan_versjon v join core.plan_revisjon r on r.plan_id = v.plan_id and r.nr = v.revisjon where v.bytes <> convert_to(core.jcs(r.dokument), ''UTF8'')',
	'every version, new ones too, is its revision');

-- What was adopted is not undone by those who were not there: in mode C every kommunestyre of the day must have said yes.
update core.program set eiermodus = 'C' where kortnavn = 'dal';
select test.organ('nabo', 'KST', 'folkevalgt', 'kommunen', 5);
create function test.knytt_nabo(fra text) returns text language sql as $$
	select test.grunn('fadm', 'attach_organ', json_build_object('program', 'dal', 'organ', 'nabo', 'funksjon', 'KST', 'fra', fra)) $$;
select is(test.knytt_nabo('2015-01-01'), 'organet_var_ikke_med_paa_vedtaket', 'no kommunestyre is added to those who adopted');
select is(test.knytt_nabo('2020-10-01'), 'organet_var_ikke_med_paa_vedtaket', 'nor on the very day');
select is(test.knytt_nabo('2020-10-02'), 'ok', 'it comes in after it');
select is(test.svar(null, 'get_plan', '{"plan":"dal/handlingsplan-2021@v1"}')::jsonb, (select svar from lest), 'and what was adopted stays so');

-- The owner of the tables, with rules and data in his hand: his own triggers refuse.
create function test.som_eier(sql text) returns text language plpgsql as $$
declare
	kode text;
begin
	perform set_config('role', 'omstilling_owner', true);
	execute sql;
	raise exception using errcode = 'ZZ000';
exception when others then
	get stacked diagnostics kode = returned_sqlstate;
	return kode;
end $$;
select is(test.som_eier(format(s, t)), 'RP009', format('the owner: ' || s, t)) from tabeller,
	unnest(array['update core.%s set program_id = program_id', 'delete from core.%s', 'truncate core.%s cascade']) s;
select is(test.som_eier(s), 'RP009', 'the owner: ' || s) from unnest(array['update core.kommentar set sted = ''x'', tekst = null', 'update core.kommentar_svar set tilstand = ''aapen'', tekst = null',
	'delete from core.sak', 'truncate core.program cascade', 'with x as (delete from core.plan_versjon returning 1) select count(*) from x',
	'merge into core.plan_versjon v using core.plan p on p.id = v.plan_id when matched then delete']) s;
-- What counts, is paid, promised, reported and aided is kept as a plan is: the ledger, awards, applications, reports, measurements, aid.
create temp table historie (t, kolonne) as select unnest(array['postering', 'fylkesramme', 'finansioer', 'finansioer_andel', 'timefoering', 'prosjekt', 'tildeling', 'tildeling_hendelse', 'utbetaling',
		'utbetaling_svar', 'underretning', 'soeknad_revisjon', 'stoette', 'stoette_kvittering', 'foretakskontroll', 'valutakurs', 'maaleserie', 'maaling', 'prosjektlederrapport',
		'prosjektlederrapport_svar', 'foretaksregnskap', 'rapport', 'rapport_del', 'rapport_versjon', 'laerdom', 'laerdom_deling', 'kurs', 'rolleavtale', 'soeknadspoeng']), 'tid'
	union all select unnest(array['bok', 'tilsagn', 'tildelingskriterium', 'rapport_steg', 'kurs_deltaker']), 'program_id';
select is(test.som_eier(format(s, t, kolonne)), 'RP009', format('the owner: ' || s, t, kolonne)) from historie,
	unnest(array['update core.%1$s set %2$s = %2$s', 'delete from core.%s', 'truncate core.%s cascade']) s where (t, left(s, 6)) <> ('bok', 'update');
select is(test.som_api('leder', format(s, t, kolonne)), '42501', format('the api role: ' || s, t, kolonne)) from historie,
	unnest(array['update core.%1$s set %2$s = %2$s', 'delete from core.%s', 'truncate core.%s cascade']) s;
select is_empty('select * from foer except all select * from test.rader()', 'still nothing has changed');

-- Whoever is above all rules leaves traces: the journal and the decision have the hash that was adopted.
set local session_replication_role = replica;
update core.plan_versjon set bytes = '{}', hash = sha256('{}') where nr = 1;
set local session_replication_role = origin;
select throws_ok($$update core.plan_versjon set bytes = 'y'$$, 'RP009', null, 'the superuser must put the rules aside');
select is((select count(*) from core.plan_versjon v join core.vedtak d on d.plan_id = v.plan_id and d.versjon = v.nr and d.hash = v.hash where v.nr = 1), 0::bigint, 'then the decision has another hash');
select is((select j.innhold::json #>> '{ny,hash}' from core.journal j where j.linje::json ->> 'hendelse' = 'plan_fremlagt' order by j.nr limit 1),
	(select '\x' || (svar #>> '{plan,hash}') from lest), 'and so has the journal');

select * from finish();
rollback;

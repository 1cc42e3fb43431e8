-- What the catalogue must say of every table, function and grant, those of tomorrow included.
-- (architecture, "Database security"; the lists below are written by hand, never read from the database.)
begin;
select plan(21);

create temp view tabeller as
	select c.oid, n.nspname || '.' || c.relname as navn, c.relrowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('core', 'auth', 'api', 'stroem', 'checks') and c.relkind in ('r', 'p');
create temp view funksjoner as
	select p.*, n.nspname || '.' || p.proname as navn from pg_proc p join pg_namespace n on n.oid = p.pronamespace
	where n.nspname in ('core', 'auth', 'api', 'stroem', 'checks');

select cmp_ok((select count(*) from tabeller), '>', 20::bigint, 'the tables are seen at all');
select cmp_ok((select count(*) from funksjoner), '>', 60::bigint, 'the functions are seen at all');

select is_empty($$select navn from tabeller where not relrowsecurity
	and navn not in ('core.migrering', 'core.utgivelse')$$, 'row-level security is on for every table');
select is_empty($$select navn from tabeller where relrowsecurity and pg_get_userbyid((select relowner from pg_class c where c.oid = tabeller.oid))
	= 'omstilling_api'$$, 'the role under row-level security owns no table');

select is_empty($$
	select conrelid::regclass, conname from pg_constraint k
	where contype = 'f'
		and exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'program_id' and not a.attisdropped)
		and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'program_id' and not a.attisdropped)
		and not exists (select from unnest(k.conkey, k.confkey) as x (fra, til)
			join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.fra and a.attname = 'program_id'
			join pg_attribute b on b.attrelid = k.confrelid and b.attnum = x.til and b.attname = 'program_id')$$,
	'every foreign key between tables of a programme includes program_id');
select is_empty($$select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('core', 'auth', 'api', 'stroem', 'checks') and c.relkind = 'v'
		and not coalesce('security_invoker=true' = any (c.reloptions), false)$$, 'every view asks as its caller');

select is_empty($$select p.oid::regprocedure from funksjoner p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
	where a.grantee = 0$$, 'PUBLIC executes nothing');
select is_empty($$select navn, a.privilege_type from tabeller t join pg_class c on c.oid = t.oid, aclexplode(c.relacl) a
	where a.grantee in (0, 'omstilling_daemon'::regrole, 'anonym'::regrole)$$, 'the daemon, anonym and PUBLIC touch no table');
select is_empty($$select p.oid::regprocedure from funksjoner p where navn !~ '^(api|auth|stroem)\.'
	and has_function_privilege('omstilling_daemon', p.oid, 'execute')$$, 'the daemon executes nothing but schemas api, stroem and auth');
select set_eq($$select navn::text from funksjoner where has_function_privilege('anonym', oid, 'execute')$$,
	array['api.list_programs', 'api.get_program', 'api.list_organer', 'api.list_planer', 'api.get_plan', 'api.get_vedtatt_plan', 'api.list_revisjoner', 'api.diff_plan', 'api.get_omraader', 'api.list_vedtak',
		'api.get_sak', 'api.export_sak', 'api.list_saker', 'api.list_regler', 'api.get_moete', 'api.list_moeter', 'api.get_protokoll', 'api.get_rapport', 'api.list_vedlegg', 'api.get_vedlegg', 'api.export_stoette', 'api.list_tildelinger', 'stroem.download'],
	'without a token: the public methods and no other');
select is_empty($$select navn, a.privilege_type from tabeller t join pg_class c on c.oid = t.oid, aclexplode(c.relacl) a
	where a.grantee = 'omstilling_api'::regrole and a.privilege_type not in ('SELECT', 'INSERT')
		and (navn, a.privilege_type) <> ('core.stemme', 'UPDATE')$$,
	'the api functions may add and read; no table can be changed or emptied by them, but a vote before the case is decided');
select set_eq($$select n.nspname || '.' || c.relname || '.' || at.attname from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute at on at.attrelid = c.oid, aclexplode(at.attacl) a
	where a.grantee = 'omstilling_api'::regrole and a.privilege_type = 'UPDATE' and c.relname <> 'stemme'$$,
	array['core.verv.til'], 'of columns, only the end of a seat');
select is_empty($$select navn from tabeller t where navn like 'auth.%' and has_table_privilege('omstilling_api', t.oid, 'select')$$,
	'passwords, invitations and sessions are beyond the api functions');

select is_empty($$select p.oid::regprocedure from pg_proc p where p.pronamespace in ('api'::regnamespace, 'stroem'::regnamespace) and p.provolatile = 'i'
	and not has_function_privilege('anonym', p.oid, 'execute')$$, 'what the daemon answers from memory anybody may read');
select is_empty($$select navn from funksjoner where provolatile = 'v'
	and navn ~ '^api\.(check|diff|explain|export|get|handover|list|merge|simulate|who)_'$$,
	'what the client may ask again without being told (client/retry.c) changes nothing');

select is_empty($$select p.oid::regprocedure from funksjoner p where p.prosecdef
	and not exists (select from unnest(p.proconfig) c where c like 'search_path=%pg_temp%')$$,
	'every function that runs as its owner pins search_path, pg_temp last');
select is_empty($$select p.oid::regprocedure from funksjoner p where p.proconfig is null
	and not (p.prolang = (select oid from pg_language where lanname = 'sql') and p.provolatile = 'i')$$,
	'every other function too, but for immutable one-liners that are inlined into pinned ones');
select is_empty($$select p.oid::regprocedure from funksjoner p where obj_description(p.oid, 'pg_proc') is null$$, 'every function has a COMMENT');
select is_empty($$select t.navn, a.attname from tabeller t left join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
	where obj_description(t.oid, 'pg_class') is null or col_description(t.oid, a.attnum) is null$$, 'every table and column has a COMMENT');
select is_empty($$select p.oid::regprocedure from funksjoner p where navn ~ '^(api|stroem)\.' and
	(p.proowner <> 'omstilling_api'::regrole or not p.prosecdef or p.pronargs <> 1 or p.proargtypes[0] <> 'json'::regtype)$$,
	'every function of api and stroem runs as omstilling_api and takes json');

set local role omstilling_owner;
\ir ../../sql/grants.sql
reset role;
select is_empty($$select p.oid::regprocedure from funksjoner p where not has_function_privilege('omstilling_owner', p.oid, 'execute')$$,
	'where the grants are given a second time, the owner may still run, and so replace, every function');

select * from finish();
rollback;

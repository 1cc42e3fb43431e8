/*
 * migrate: see migrate.h. Owns its two tables, core.migrering and core.utgivelse, and the order of things.
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "migrate_int.h"
#include "release.h"

#define MIGRATIONS_DIR "sql/migrations/"

/* Held by the session; the number is arbitrary and everybody's the same. */
static const char lock_sql[] = "select pg_advisory_lock(7361203451)";

static const char own_tables_sql[] =
    "set local client_min_messages = warning;"
    "create schema if not exists core;"
    "create table if not exists core.migrering ("
    " nummer int primary key, navn text not null, sha256 text not null, utfoert timestamptz not null default "
    "now(),"
    " constraint migreringer_er_nummerert_fra_en check (nummer > 0));"
    "comment on table core.migrering is 'Migrations that have run here; kept by omstillingd itself.';"
    "comment on column core.migrering.nummer is 'The number in the name of the file.';"
    "comment on column core.migrering.navn is 'The file.';"
    "comment on column core.migrering.sha256 is 'Of the file as it ran: a migration is never changed "
    "afterwards.';"
    "comment on column core.migrering.utfoert is 'When it ran.';"
    "create table if not exists core.utgivelse ("
    " id boolean primary key default true, release text not null, sha256 text not null,"
    " utfoert timestamptz not null default now(), constraint utgivelse_har_en_rad check (id));"
    "comment on table core.utgivelse is 'The release of the SQL in this database; one row; kept by "
    "omstillingd itself.';"
    "comment on column core.utgivelse.id is 'Always true: there is one row.';"
    "comment on column core.utgivelse.release is 'The release whose functions, rules and grants are in "
    "force.';"
    "comment on column core.utgivelse.sha256 is 'Of that re-runnable SQL.';"
    "comment on column core.utgivelse.utfoert is 'When it came into force.'";

/* How the daemon, which may read no table, learns the release. After the grants, which may take everything
 * away. */
static const char own_function_sql[] =
    "create or replace function auth.utgivelse(json) returns setof json language plpgsql stable security "
    "definer"
    " set search_path = core, pg_catalog, pg_temp as $$ begin"
    " return query select json_build_object('release', u.release) from core.utgivelse u; end $$;"
    "comment on function auth.utgivelse(json) is 'The release of this database, as a daemon asks at its "
    "start.';"
    "revoke all on function auth.utgivelse(json) from public;"
    "grant execute on function auth.utgivelse(json) to omstilling_daemon;"
    "grant usage on schema auth to omstilling_daemon";

static bool is_migration(const struct embedded *f)
{
	return strncmp(f->path, MIGRATIONS_DIR, sizeof MIGRATIONS_DIR - 1) == 0;
}

static int migration_number(const struct embedded *f)
{
	return (int)strtol(f->path + sizeof MIGRATIONS_DIR - 1, NULL, 10);
}

/* Work that is about to be done: a rehearsal tells people, the real thing its log. */
static void announce(struct migration *m, const char *what, const char *which)
{
	if (!m->o->rehearse)
		log_msg(LOG_INFO, NULL, "%s%s", what, which);
	else
		printf("%s%s\n", what, which);
	m->pending = true;
}

/* --- append-only */

/* 1: has run, unchanged; 0: has not; -1: has run and was changed since. */
static int has_run(struct migration *m, const struct embedded *f, const char *number, const char *hash)
{
	const char *values[] = {number};
	PGresult *res = NULL;
	if (migrate_query(m, "select sha256 from core.migrering where nummer = $1", 1, values, &res) < 0)
		return -1;
	int rc = PQntuples(res);
	if (rc == 1 && strcmp(PQgetvalue(res, 0, 0), hash) != 0)
		rc = migrate_say(
		    m, "%s was changed after it had run here: a migration is only ever added", f->path);
	PQclear(res);
	return rc;
}

static int apply_migration(struct migration *m, const struct embedded *f)
{
	char number[16], hash[MIGRATE_HASH_SIZE];
	snprintf(number, sizeof number, "%d", migration_number(f));
	migrate_hash(f, hash);
	int rc = has_run(m, f, number, hash);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	announce(m, "migrating: ", f->path);
	const char *values[] = {number, f->path, hash};
	if (migrate_begin(m, f->path) < 0 || migrate_file(m, f) < 0 ||
	    migrate_query(m, "insert into core.migrering (nummer, navn, sha256) values ($1, $2, $3)", 3,
		values, NULL) < 0)
		return -1;
	return migrate_commit(m, f->path);
}

/* The database knows a migration that we do not, though it is of no newer release: somebody mixed two
 * branches. */
static int check_unknown(struct migration *m, int last)
{
	char number[16];
	snprintf(number, sizeof number, "%d", last);
	const char *values[] = {number};
	PGresult *res = NULL;
	int rc = migrate_query(
	    m, "select navn from core.migrering where nummer > $1 order by nummer", 1, values, &res);
	if (rc < 0)
		return -1;
	if (PQntuples(res) > 0)
		rc = migrate_say(m, "the database has %s, which release %s does not know",
		    PQgetvalue(res, 0, 0), m->o->release);
	PQclear(res);
	return rc;
}

static int apply_migrations(struct migration *m)
{
	int last = 0;
	for (const struct embedded *f = m->o->files; f->path != NULL; f++) {
		if (!is_migration(f))
			continue;
		if (migration_number(f) != last + 1)
			return migrate_say(m, "%s: expected number %d", f->path, last + 1);
		last++;
		if (apply_migration(m, f) < 0)
			return -1;
	}
	return check_unknown(m, last);
}

/* --- re-runnable */

static void content_hash(const struct migrate_options *o, char out[MIGRATE_HASH_SIZE])
{
	crypto_hash_sha256_state state;
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_init(&state);
	for (const struct embedded *f = o->files; f->path != NULL; f++) {
		if (is_migration(f))
			continue;
		crypto_hash_sha256_update(&state, (const unsigned char *)f->path, strlen(f->path) + 1);
		crypto_hash_sha256_update(&state, f->start, (unsigned long long)(f->end - f->start));
	}
	crypto_hash_sha256_update(&state, (const unsigned char *)own_function_sql, sizeof own_function_sql);
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(out, MIGRATE_HASH_SIZE, hash, sizeof hash);
}

/* 0: ours may serve beside the later one's daemons. */
static int leave_newer(struct migration *m, const char *theirs)
{
	if (m->o->alone) {
		migrate_say(m,
		    "the database is of release %s, newer than this program's %s, and stays as it is: "
		    "install "
		    "release %s again, or restore a backup that an older one made",
		    theirs, m->o->release, theirs);
		return MIGRATE_NEWER;
	}
	log_msg(LOG_WARN, NULL, "the database is of release %s, newer than ours (%s): left as it is", theirs,
	    m->o->release);
	return 0;
}

/* What is in force: *fresh, nothing yet; *same, exactly ours; *newer, a later release's. */
static int in_force(struct migration *m, const char *hash, bool *fresh, bool *same, bool *newer)
{
	PGresult *res = NULL;
	if (migrate_query(m, "select release, sha256 from core.utgivelse", 0, NULL, &res) < 0)
		return -1;
	*fresh = PQntuples(res) == 0;
	int order = *fresh ? -1 : release_compare(PQgetvalue(res, 0, 0), m->o->release);
	*same = order == 0 && strcmp(PQgetvalue(res, 0, 1), hash) == 0;
	*newer = order > 0;
	int rc = *newer ? leave_newer(m, PQgetvalue(res, 0, 0)) : 0;
	PQclear(res);
	return rc;
}

static int mark_demonstration(struct migration *m)
{
	return migrate_exec(m, "the demonstration", "update core.oppsett set demonstrasjon = true");
}

/* A database with real cases in it must never be talked to as if it were a toy. */
static int check_demonstration(struct migration *m)
{
	PGresult *res = NULL;
	if (migrate_query(m, "select 1 from core.oppsett where demonstrasjon", 0, NULL, &res) < 0)
		return -1;
	int rc =
	    PQntuples(res) == 1 ? 0 : migrate_say(m, "--demo: this database was not made as a demonstration");
	PQclear(res);
	return rc;
}

static int apply_rerunnable(struct migration *m, const char *hash, bool fresh)
{
	const char *values[] = {m->o->release, hash};
	announce(m, "bringing the database's functions to release ", m->o->release);
	if (migrate_begin(m, "the release") < 0)
		return -1;
	for (const struct embedded *f = m->o->files; f->path != NULL; f++)
		if (!is_migration(f) && migrate_file(m, f) < 0)
			return -1;
	if (migrate_exec(m, "the release", own_function_sql) < 0)
		return -1;
	if (fresh && m->o->demo && mark_demonstration(m) < 0)
		return -1;
	if (migrate_query(m,
		"insert into core.utgivelse (release, sha256) values ($1, $2)"
		" on conflict (id) do update set release = excluded.release, sha256 = excluded.sha256, "
		"utfoert = now()",
		2, values, NULL) < 0)
		return -1;
	return migrate_commit(m, "the release");
}

static int make_own_tables(struct migration *m)
{
	static const char what[] = "the migrations' own tables";
	return migrate_begin(m, what) < 0 || migrate_exec(m, what, own_tables_sql) < 0
		   ? -1
		   : migrate_commit(m, what);
}

static int apply(struct migration *m)
{
	char hash[MIGRATE_HASH_SIZE];
	bool fresh, same, newer;
	content_hash(m->o, hash);
	if (make_own_tables(m) < 0)
		return -1;
	int rc = in_force(m, hash, &fresh, &same, &newer);
	if (rc != 0 || newer)
		return rc;
	if (apply_migrations(m) < 0 || (!same && apply_rerunnable(m, hash, fresh) < 0))
		return -1;
	return m->o->demo && !fresh ? check_demonstration(m) : 0;
}

/* --- the whole */

/* Cluster first, from a database that always exists; only then can the real one be entered. */
static int make_database(struct migration *m)
{
	if (m->o->maintenance == NULL)
		return 0;
	int rc = migrate_connect(m, m->o->maintenance);
	if (rc == 0)
		rc = migrate_exec(m, "the lock", lock_sql);
	if (rc == 0)
		rc = migrate_roles(m);
	if (rc == 0)
		rc = migrate_database(m);
	migrate_disconnect(m);
	return rc;
}

/* A database cannot be made and taken back: where there is none, what would run is only named. */
static int rehearse_database(struct migration *m)
{
	const char *values[] = {m->o->create};
	PGresult *res = NULL;
	if (m->o->maintenance == NULL)
		return 0;
	int rc = migrate_connect(m, m->o->maintenance);
	if (rc == 0)
		rc = migrate_query(m, "select 1 from pg_database where datname = $1", 1, values, &res);
	if (rc == 0 && PQntuples(res) == 0) {
		announce(m, "making the database ", m->o->create);
		for (const struct embedded *f = m->o->files; f->path != NULL; f++)
			if (is_migration(f))
				announce(m, "migrating: ", f->path);
		announce(m, "bringing the database's functions to release ", m->o->release);
	}
	PQclear(res);
	migrate_disconnect(m);
	return rc;
}

static int run(struct migration *m)
{
	int rc = migrate_connect(m, m->o->conninfo);
	if (rc == 0)
		rc = migrate_exec(m, "the lock", lock_sql);
	if (rc == 0 && m->o->rehearse)
		rc = migrate_exec(m, "the rehearsal", "begin; set local lock_timeout = '10s'");
	if (rc == 0 && m->o->maintenance == NULL)
		rc = migrate_roles(m);
	if (rc == 0)
		rc = migrate_become_owner(m);
	if (rc == 0)
		rc = apply(m);
	migrate_disconnect(m); /* and with it what was only rehearsed */
	return rc;
}

int migrate_run(const struct migrate_options *o, char *err, size_t err_size)
{
	struct migration m = {.o = o, .err = err, .err_size = err_size};
	if ((o->rehearse ? rehearse_database(&m) : make_database(&m)) < 0)
		return -1;
	if (o->rehearse && m.pending)
		return MIGRATE_PENDING;
	int rc = run(&m);
	return rc == 0 && o->rehearse && m.pending ? MIGRATE_PENDING : rc;
}

static int check_empty(struct migration *m)
{
	static const char sql[] =
	    "select nspname from pg_namespace where nspname not in ('public', 'information_schema') and"
	    " nspname !~ '^pg_' union all select relname from pg_class where relnamespace = "
	    "to_regnamespace('public') order by 1 limit 1";
	PGresult *res = NULL;
	if (migrate_query(m, sql, 0, NULL, &res) < 0)
		return -1;
	int rc = PQntuples(res) == 0
		     ? 0
		     : migrate_say(m,
			   "the database is not empty (it has %s): a backup is restored onto an empty one",
			   PQgetvalue(res, 0, 0));
	PQclear(res);
	return rc;
}

int migrate_prepare_empty(const struct migrate_options *o, char *err, size_t err_size)
{
	struct migration m = {.o = o, .err = err, .err_size = err_size};
	if (make_database(&m) < 0)
		return -1;
	int rc = migrate_connect(&m, o->conninfo);
	if (rc == 0)
		rc = check_empty(&m);
	if (rc == 0 && o->maintenance == NULL)
		rc = migrate_roles(&m);
	if (rc == 0)
		rc = migrate_become_owner(&m);
	migrate_disconnect(&m);
	return rc;
}

int migrate_as_owner(const struct migrate_options *o, const char *sql, int count, const char *const *values,
    char *out, size_t out_size, char *err, size_t err_size)
{
	struct migration m = {.o = o, .err = err, .err_size = err_size};
	PGresult *res = NULL;
	int rc = migrate_connect(&m, o->conninfo);
	if (rc == 0)
		rc = migrate_become_owner(&m);
	if (rc == 0)
		rc = migrate_query(&m, sql, count, values, &res);
	if (rc == 0 && PQntuples(res) == 1)
		snprintf(out, out_size, "%s", PQgetvalue(res, 0, 0));
	PQclear(res);
	migrate_disconnect(&m);
	return rc;
}

/*
 * db_catalogue: what the daemon learns from the database once, before it serves: its release, and which
 * functions there are. What the catalogue knows is said nowhere else: STABLE is a read, IMMUTABLE one whose
 * answer may be kept, a grant to anonym is a call without login.
 *
 * Leaves out which function belongs to which method (rpc).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db_int.h"
#include "db_transport.h"
#include "release.h"

/* Every demand on a function that the daemon calls, in one place; the fault is the end of a sentence that
 * begins with its name. */
static const char functions_sql[] =
    "select n.nspname, p.proname, p.provolatile <> 'v',"
    " p.provolatile = 'i', has_function_privilege('" DB_ROLE_ANONYM "', p.oid, 'execute'),"
    " case when p.prokind <> 'f' then 'is not a plain function'"
    "  when p.pronargs <> 1 or p.proargtypes[0] <> 'pg_catalog.json'::regtype then 'does not take exactly "
    "(json)'"
    "  when not p.proretset or p.prorettype <> 'pg_catalog.json'::regtype then 'does not return setof json'"
    "  when l.lanname <> 'plpgsql' then 'is not written in plpgsql'"
    "  when not p.prosecdef then 'is not security definer'"
    "  when not exists (select from unnest(p.proconfig) c where c ~ '^search_path=.*pg_temp\"?$')"
    "   then 'does not pin search_path, ending with pg_temp'"
    "  when n.nspname in ('api', 'stroem') and pg_get_userbyid(p.proowner) <> 'omstilling_api'"
    "   then 'is not owned by omstilling_api'"
    "  when n.nspname = 'auth' and pg_get_userbyid(p.proowner) <> 'omstilling_owner'"
    "   then 'is not owned by omstilling_owner'"
    "  when not has_function_privilege(p.oid, 'execute') then 'may not be executed by ' || "
    "quote_ident(current_user)"
    " end"
    " from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang"
    " where n.nspname in ('api', 'auth', 'stroem') order by n.nspname collate \"C\", p.proname collate \"C\"";

static void say(char *err, size_t size, const char *what, const char *why)
{
	size_t n = strlen(why);
	while (n > 0 && why[n - 1] == '\n') /* libpq ends its messages so */
		n--;
	snprintf(err, size, "%s: %.*s", what, (int)n, why);
}

static int load_release(struct db_catalogue *cat, PGconn *pg, char *err, size_t err_size)
{
	PGresult *res = PQexec(pg, "select u ->> 'release' from auth.utgivelse('{}') u");
	int rc = -1;
	if (PQresultStatus(res) != PGRES_TUPLES_OK) {
		const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
		if (state != NULL && (strcmp(state, "42883") == 0 || strcmp(state, "3F000") == 0))
			snprintf(err, err_size, "the database is not migrated: run `omstillingd migrate`");
		else
			say(err, err_size, "the database does not tell its release", PQerrorMessage(pg));
	} else if (PQntuples(res) != 1) {
		snprintf(err, err_size, "the database is not migrated to the end: run `omstillingd migrate`");
	} else if (release_compare(PQgetvalue(res, 0, 0), release_ours) < 0) {
		snprintf(err, err_size,
		    "the database is at release %s, this program at %s: run `omstillingd migrate`",
		    PQgetvalue(res, 0, 0), release_ours);
	} else {
		cat->release = strdup(PQgetvalue(res, 0, 0));
		rc = cat->release != NULL ? 0 : -1;
	}
	PQclear(res);
	return rc;
}

static int fill_entry(struct db_entry *e, const PGresult *res, int row)
{
	e->fn.schema = strdup(PQgetvalue(res, row, 0));
	e->fn.name = strdup(PQgetvalue(res, row, 1));
	e->fn.read = *PQgetvalue(res, row, 2) == 't';
	e->fn.kept = *PQgetvalue(res, row, 3) == 't';
	e->fn.anonymous = *PQgetvalue(res, row, 4) == 't';
	e->fn.id = (unsigned)row;
	snprintf(e->statement, sizeof e->statement, "f%d", row);
	return e->fn.schema != NULL && e->fn.name != NULL ? 0 : -1;
}

static int fill(struct db_catalogue *cat, const PGresult *res, char *err, size_t err_size)
{
	int n = PQntuples(res);
	cat->entries = calloc((size_t)n + 1, sizeof *cat->entries);
	if (cat->entries == NULL)
		return -1;
	for (int i = 0; i < n; i++) {
		if (!PQgetisnull(res, i, 5)) {
			snprintf(err, err_size, "the function %s.%s %s", PQgetvalue(res, i, 0),
			    PQgetvalue(res, i, 1), PQgetvalue(res, i, 5));
			return -1;
		}
		cat->count++;
		if (fill_entry(&cat->entries[i], res, i) < 0)
			return -1;
		if (i > 0 && strcmp(cat->entries[i].fn.name, cat->entries[i - 1].fn.name) == 0 &&
		    strcmp(cat->entries[i].fn.schema, cat->entries[i - 1].fn.schema) == 0) {
			snprintf(err, err_size, "there is more than one function %s.%s",
			    cat->entries[i].fn.schema, cat->entries[i].fn.name);
			return -1;
		}
	}
	return 0;
}

static int load_functions(struct db_catalogue *cat, PGconn *pg, char *err, size_t err_size)
{
	PGresult *res = PQexec(pg, functions_sql);
	int rc = -1;
	if (PQresultStatus(res) != PGRES_TUPLES_OK)
		say(err, err_size, "the catalogue cannot be read", PQerrorMessage(pg));
	else
		rc = fill(cat, res, err, err_size);
	PQclear(res);
	return rc;
}

int db_catalogue_load(struct db_catalogue *cat, const char *conninfo, char *err, size_t err_size)
{
	const char *keys[DB_PARAMS_MAX], *values[DB_PARAMS_MAX];
	*cat = (struct db_catalogue){0};
	snprintf(err, err_size, "out of memory");
	db_conn_params(conninfo, NULL, keys, values);
	if (db_transport_check(keys, values, err, err_size) < 0)
		return -1;
	PGconn *pg = PQconnectdbParams(keys, values, 1);
	int rc = -1;
	if (PQstatus(pg) != CONNECTION_OK)
		say(err, err_size, "the database cannot be reached", PQerrorMessage(pg));
	else if (load_release(cat, pg, err, err_size) == 0)
		rc = load_functions(cat, pg, err, err_size);
	if (rc == 0)
		rc = db_texts_load(cat, pg, err, err_size);
	PQfinish(pg);
	if (rc < 0)
		db_catalogue_free(cat);
	return rc;
}

void db_catalogue_free(struct db_catalogue *cat)
{
	for (size_t i = 0; i < cat->count; i++) {
		free(cat->entries[i].fn.schema);
		free(cat->entries[i].fn.name);
	}
	db_texts_free(cat);
	free(cat->entries);
	free(cat->release);
	*cat = (struct db_catalogue){0};
}

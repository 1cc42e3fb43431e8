/*
 * migrate_sql: runs SQL for migrate and turns failures into sentences that name file and line. Blocking
 * libpq: this is a child process with nothing else to do.
 */
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db_transport.h"
#include "log.h"
#include "migrate_int.h"

static void on_notice(void *arg, const char *message)
{
	(void)arg;
	log_msg(LOG_DEBUG, NULL, "migrate: %.*s", (int)strcspn(message, "\n"), message);
}

int migrate_say(struct migration *m, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(m->err, m->err_size, fmt, ap);
	va_end(ap);
	return -1;
}

int migrate_fail(struct migration *m, const char *what, const PGresult *res)
{
	const char *primary = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	const char *detail = PQresultErrorField(res, PG_DIAG_MESSAGE_DETAIL);
	const char *context = PQresultErrorField(res, PG_DIAG_CONTEXT);
	if (primary == NULL) {
		const char *why = PQerrorMessage(m->pg);
		return migrate_say(m, "%s: %.*s", what, (int)strcspn(why, "\n"), why);
	}
	return migrate_say(m, "%s: %s%s%s%s%.*s", what, primary, detail != NULL ? "; " : "",
	    detail != NULL ? detail : "", context != NULL ? "; in " : "",
	    context != NULL ? (int)strcspn(context, "\n") : 0, context != NULL ? context : "");
}

int migrate_connect(struct migration *m, const char *conninfo)
{
	const char *const keys[] = {"dbname", NULL}, *const values[] = {conninfo, NULL};
	if (db_transport_check(keys, values, m->err, m->err_size) < 0)
		return -1;
	m->pg = PQconnectdbParams(keys, values, 1);
	if (PQstatus(m->pg) != CONNECTION_OK)
		return migrate_fail(m, "the database cannot be reached as its owner", NULL);
	PQsetNoticeProcessor(m->pg, on_notice, NULL);
	return 0;
}

/* What the daemon asks at its start, whoever asks; a database without the function has no release yet. */
static const char known_sql[] =
    "select 1 from pg_proc where proname = 'utgivelse' and pronamespace = to_regnamespace('auth')";
static const char release_sql[] = "select u ->> 'release' from auth.utgivelse('{}') u";

static int ask_release(struct migration *m, char *release, size_t size)
{
	PGresult *res = NULL;
	if (migrate_query(m, known_sql, 0, NULL, &res) < 0)
		return -1;
	bool known = PQntuples(res) == 1;
	PQclear(res);
	snprintf(release, size, "%s", "");
	if (!known)
		return 0;
	if (migrate_query(m, release_sql, 0, NULL, &res) < 0)
		return -1;
	if (PQntuples(res) == 1)
		snprintf(release, size, "%s", PQgetvalue(res, 0, 0));
	PQclear(res);
	return 0;
}

int migrate_reach(const char *conninfo, char *release, size_t size, char *err, size_t err_size)
{
	const char *const keys[] = {"connect_timeout", "dbname", NULL}, *const values[] = {
									    "5", conninfo, NULL};
	struct migration m = {.err = err, .err_size = err_size};
	m.pg = PQconnectdbParams(keys, values, 1);
	int rc = PQstatus(m.pg) == CONNECTION_OK ? ask_release(&m, release, size)
						 : migrate_fail(&m, "cannot be reached", NULL);
	migrate_disconnect(&m);
	return rc;
}

void migrate_disconnect(struct migration *m)
{
	PQfinish(m->pg);
	m->pg = NULL;
}

static int finish(struct migration *m, const char *what, PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	int rc = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY
		     ? 0
		     : migrate_fail(m, what, res);
	PQclear(res);
	return rc;
}

int migrate_exec(struct migration *m, const char *what, const char *sql)
{
	return finish(m, what, PQexec(m->pg, sql));
}

int migrate_begin(struct migration *m, const char *what)
{
	return m->o->rehearse ? 0 : migrate_exec(m, what, "begin");
}

/* Constraints that wait for the end are asked now, as they would be: the next file may alter their table. */
int migrate_commit(struct migration *m, const char *what)
{
	return migrate_exec(m, what,
	    m->o->rehearse ? "set constraints all immediate; set constraints all deferred" : "commit");
}

/* The server counts characters from 1, in UTF-8; a line is what people look for. */
static int line_of(const struct embedded *f, const char *position)
{
	long left = position != NULL ? strtol(position, NULL, 10) : 0;
	int line = 1;
	for (const unsigned char *p = f->start; p < f->end && left > 1; p++) {
		if ((*p & 0xc0) != 0x80)
			left--;
		if (*p == '\n')
			line++;
	}
	return line;
}

int migrate_file(struct migration *m, const struct embedded *f)
{
	char what[256];
	PGresult *res = PQexec(m->pg, (const char *)f->start); /* embedded files end in a zero */
	snprintf(what, sizeof what, "%s:%d", f->path,
	    line_of(f, PQresultErrorField(res, PG_DIAG_STATEMENT_POSITION)));
	return finish(m, what, res);
}

int migrate_query(struct migration *m, const char *sql, int count, const char *const *values, PGresult **res)
{
	PGresult *got = PQexecParams(m->pg, sql, count, NULL, values, NULL, NULL, 0);
	ExecStatusType status = PQresultStatus(got);
	int rc = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
		     ? 0
		     : migrate_fail(m, "the database", got);
	if (rc == 0 && res != NULL) {
		*res = got;
		return 0;
	}
	PQclear(got);
	return rc;
}

void migrate_hash(const struct embedded *f, char out[MIGRATE_HASH_SIZE])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, f->start, (unsigned long long)(f->end - f->start));
	sodium_bin2hex(out, MIGRATE_HASH_SIZE, hash, sizeof hash);
}

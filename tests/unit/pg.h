/*
 * pg: a PostgreSQL for one test program, made by the daemon's own server/local.c and server/migrate.c, so
 * that it works as root and as anyone else just as the daemon does.
 *
 * It lives from before the first test to after the last, in the process that Criterion runs the tests from;
 * the tests (children) know it by the environment variable OMST_TEST_DIR. Include it once.
 */
#pragma once

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/options.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/local.h"
#include "server/log.h"
#include "server/migrate.h"
#include "server/release.h"

#define PG_PASSWORD "test-passord-uten-verdi"
#define PG_FILE(path, text)                                                                                  \
	{                                                                                                    \
		path, (const unsigned char *)(text), (const unsigned char *)(text) + sizeof(text) - 1        \
	}

/* The test program's own SQL. */
extern const struct embedded pg_files[];

static struct local *pg_local;

static void pg_die(const char *what, const char *why)
{
	fprintf(stderr, "pg: %s: %s\n", what, why);
	_exit(1);
}

static int pg_migrate(void *arg, char *err, size_t err_size)
{
	struct local *l = arg;
	char super[LOCAL_CONNINFO_MAX], maintenance[LOCAL_CONNINFO_MAX];
	if (local_conninfo(l, LOCAL_SUPERUSER, LOCAL_DATABASE, NULL, super) < 0 ||
	    local_conninfo(l, LOCAL_SUPERUSER, "postgres", NULL, maintenance) < 0)
		return -1;
	struct migrate_options o = {.conninfo = super,
	    .maintenance = maintenance,
	    .create = LOCAL_DATABASE,
	    .daemon_password = PG_PASSWORD,
	    .files = pg_files,
	    .release = release_ours};
	return migrate_run(&o, err, err_size);
}

ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
	char dir[] = "/tmp/omst-test-XXXXXX", err[1024];
	log_set_level(LOG_ERROR);
	if (mkdtemp(dir) == NULL || chmod(dir, 0755) < 0)
		pg_die("mkdtemp", dir);
	setenv("OMST_TEST_DIR", dir, 1);
	criterion_options.jobs = 1; /* one cluster for all: tests that kill or alter must not meet */
	pg_local = local_start(dir, 50, NULL, err, sizeof err);
	if (pg_local == NULL)
		pg_die("start", err);
	if (privs_child(local_user(pg_local), pg_migrate, pg_local, err, sizeof err) < 0)
		pg_die("migrate", err);
}

static int pg_remove(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	return remove(path);
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
	local_stop(pg_local);
	pg_local = NULL;
	nftw(getenv("OMST_TEST_DIR"), pg_remove, 16, FTW_DEPTH | FTW_PHYS);
}

/* Conninfo of the daemon's role, as static memory. */
static inline const char *pg_conninfo(void)
{
	static char text[LOCAL_CONNINFO_MAX];
	char err[256];
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	cr_assert_eq(local_conninfo(l, "omstilling_daemon", LOCAL_DATABASE, PG_PASSWORD, text), 0);
	local_stop(l);
	return text;
}

struct pg_sql {
	const char *conninfo, *sql;
};

static inline int pg_exec(void *arg, char *err, size_t err_size)
{
	struct pg_sql *s = arg;
	PGconn *pg = PQconnectdb(s->conninfo);
	PGresult *res = PQexec(pg, s->sql);
	ExecStatusType st = PQresultStatus(res);
	int rc = st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK ? 0 : -1;
	snprintf(err, err_size, "%s", PQerrorMessage(pg));
	PQclear(res);
	PQfinish(pg);
	return rc;
}

/* Runs SQL as superuser, in a child that is the cluster's user; waits for it. 0 or -1. */
static inline int pg_super(const char *sql)
{
	char conninfo[LOCAL_CONNINFO_MAX], err[1024];
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	cr_assert_eq(local_conninfo(l, LOCAL_SUPERUSER, LOCAL_DATABASE, NULL, conninfo), 0);
	struct pg_sql s = {conninfo, sql};
	int rc = privs_child(local_user(l), pg_exec, &s, err, sizeof err);
	local_stop(l);
	return rc;
}

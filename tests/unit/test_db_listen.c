/*
 * The listening connection against a real PostgreSQL: what is notified is heard, and after every loss that
 * anything may have been missed.
 */
#include "pg.h"
#include "server/db.h"

static const char tables[] = "create schema api; create schema auth;"
			     "create table core.oppsett (demonstrasjon boolean not null default false);"
			     "insert into core.oppsett default values;";

const struct embedded pg_files[] = {PG_FILE("sql/migrations/0001_test.sql", tables), {0}};

static struct event_base *base;
static struct db *db;
static unsigned anew, told;
static char last[64];

static void heard(void *arg, const char *payload)
{
	cr_assert_eq(arg, &last);
	if (payload == NULL) {
		anew++;
		return;
	}
	told++;
	snprintf(last, sizeof last, "%s", payload);
}

static void start(void)
{
	char err[1024];
	struct db_options o = {.conninfo = pg_conninfo(), .connections = 2, .pipeline_depth = 2, .queue = 2};
	log_set_level(LOG_ERROR);
	base = event_base_new();
	db = db_open(base, &o, err, sizeof err);
	cr_assert_not_null(db, "%s", err);
	cr_assert_eq(db_listen(db, "en Kanal", heard, &last), 0);
}

static void stop(void)
{
	db_free(db);
	event_base_free(base);
}

static void until(const unsigned *what, unsigned n)
{
	while (*what < n)
		event_base_loop(base, EVLOOP_ONCE);
	cr_assert_eq(*what, n);
}

#define LISTENERS "query ilike 'listen%' and backend_type = 'client backend' and pid <> pg_backend_pid()"

Test(db_listen, what_is_notified_is_heard)
{
	start();
	until(&anew, 1);
	cr_assert_eq(pg_super("notify \"en Kanal\", 'første'; notify en_annen, 'ikke'"), 0);
	until(&told, 1);
	cr_assert_str_eq(last, "første");
	cr_assert_eq(pg_super("select pg_notify('en Kanal', n::text) from generate_series(1, 3) n"), 0);
	until(&told, 4);
	cr_assert_str_eq(last, "3");
	cr_assert_eq(anew, 1);
	stop();
}

Test(db_listen, after_a_loss_it_listens_anew_and_says_so)
{
	start();
	until(&anew, 1);
	for (unsigned i = 2; i < 4; i++) {
		cr_assert_eq(
		    pg_super(
			"select 1 / count(pg_terminate_backend(pid)) from pg_stat_activity where " LISTENERS),
		    0);
		until(&anew, i);
	}
	cr_assert_eq(pg_super("notify \"en Kanal\", 'igjen'"), 0);
	until(&told, 1);
	cr_assert_str_eq(last, "igjen");
	stop();
}

Test(db_listen, one_may_stop_before_it_has_begun)
{
	start();
	cr_assert_eq(db_listen(db, "en til", heard, &last), -1, "one listener a database");
	stop();
	cr_assert_eq(anew, 0);
}

Test(db_listen, a_connection_that_is_refused_is_tried_again)
{
	start();
	until(&anew, 1);
	cr_assert_eq(
	    pg_super("alter role omstilling_daemon connection limit 0;"
		     "select 1 / count(pg_terminate_backend(pid)) from pg_stat_activity where " LISTENERS),
	    0);
	for (int i = 0; i < 5; i++) {
		struct timeval tv = {.tv_usec = 100000};
		event_base_loopexit(base, &tv);
		event_base_dispatch(base);
	}
	cr_assert_eq(anew, 1);
	cr_assert_eq(pg_super("alter role omstilling_daemon connection limit -1"), 0);
	until(&anew, 2);
	stop();
}

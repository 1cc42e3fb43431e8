/*
 * db against a real PostgreSQL: what is promised about order, identity, exclusive writes, isolation of
 * errors, cancelling, lost connections and the bounded queue.
 */
#include "pg.h"
#include "server/db.h"

static const char tables[] =
    "create schema api; create schema auth;"
    "do $$ begin execute format('alter database %I set jit = on', current_database()); end $$;"
    "create table core.oppsett (demonstrasjon boolean not null default false);"
    "insert into core.oppsett default values;"
    "create table core.notat (id int primary key, tekst text not null);"
    "create function core.sist() returns trigger language plpgsql security definer as $$ begin"
    " if new.tekst = 'sent' then raise exception 'for sent' using errcode = 'RP009',"
    " constraint = 'aldri_for_sent', detail = '{\"a\":1}', hint = 'tidligere'; end if; return null; end $$;"
    "create constraint trigger sist after insert on core.notat deferrable initially deferred"
    " for each row execute function core.sist();";

#define FN(name, kind, body)                                                                                 \
	"create or replace function api." name "(json) returns setof json language plpgsql " kind            \
	" security definer"                                                                                  \
	" set search_path = core, pg_catalog, pg_temp as $$ begin " body " end $$;"                          \
	"alter function api." name "(json) owner to omstilling_api;"                                         \
	"revoke all on function api." name "(json) from public;"                                             \
	"grant execute on function api." name "(json) to omstilling_daemon;"

static const char functions[] =
    "grant usage, create on schema api, auth to omstilling_api; grant usage on schema api, auth to "
    "omstilling_daemon, anonym;"
    "grant usage on schema core to omstilling_api; grant select, insert on core.notat to omstilling_api;" FN(
	"ekko", "stable",
	"return query select json_build_object('inn', $1, 'token', current_setting('omstilling.token', true),"
	" 'rolle', current_setting('role'), 'frist', current_setting('statement_timeout'), 'plan', "
	"current_setting('jit') || ' ' || current_setting('plan_cache_mode'), 'pid', "
	"pg_backend_pid());") FN("sov", "stable",
	"perform pg_sleep(($1 ->> 's')::float); return query select json_build_object('pid', "
	"pg_backend_pid());") FN("feil", "stable",
	"raise exception 'nei' using errcode = 'RP005', constraint = 'finnes_ikke', detail = '{}', hint = "
	"'let';") FN("tom", "stable", "return;") FN("skriv", "volatile",
	"insert into notat values (($1 ->> 'id')::int, $1 ->> 'tekst'); perform pg_sleep(coalesce(($1 ->> "
	"'s')::float, 0));"
	" return query select json_build_object('pid', pg_backend_pid());") FN("tell", "stable",
	"return query select json_build_object('n', count(*)) from notat;") "grant execute on function "
									    "api.ekko(json) to anonym;";

const struct embedded pg_files[] = {
    PG_FILE("sql/migrations/0001_test.sql", tables), PG_FILE("sql/api/test.sql", functions), {0}};

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* One call and what came of it. */
struct probe {
	int done, order;
	char sqlstate[8], constraint[64], detail[64], hint[64], json[512];
	bool lost;
	struct db_request *request;
};

static struct event_base *base;
static struct db *db;
static int finished;

static void on_done(void *arg, const struct db_result *res)
{
	struct probe *p = arg;
	p->done++;
	p->order = ++finished;
	p->lost = res->lost;
	snprintf(p->sqlstate, sizeof p->sqlstate, "%s", res->sqlstate != NULL ? res->sqlstate : "");
	snprintf(p->constraint, sizeof p->constraint, "%s", res->constraint != NULL ? res->constraint : "");
	snprintf(p->detail, sizeof p->detail, "%s", res->detail != NULL ? res->detail : "");
	snprintf(p->hint, sizeof p->hint, "%s", res->hint != NULL ? res->hint : "");
	if (res->sqlstate == NULL)
		snprintf(p->json, sizeof p->json, "%s", res->json != NULL ? res->json : "(none)");
}

static void start(unsigned connections, unsigned depth, unsigned queue)
{
	char err[1024];
	struct db_options o = {
	    .conninfo = pg_conninfo(), .connections = connections, .pipeline_depth = depth, .queue = queue};
	log_set_level(LOG_ERROR);
	base = event_base_new();
	db = db_open(base, &o, err, sizeof err);
	cr_assert_not_null(db, "%s", err);
	struct db_stats s;
	/* db_open turns the loop until one connection serves; the others may have come with it. */
	for (db_stats(db, &s); s.connected < connections; db_stats(db, &s))
		event_base_loop(base, EVLOOP_ONCE);
}

static void stop(void)
{
	db_free(db);
	event_base_free(base);
	db = NULL;
}

static void call(struct probe *p, const char *fn, const char *token, const char *json, int timeout)
{
	const struct db_fn *f = db_find(db, "api", fn);
	cr_assert_not_null(f, "%s", fn);
	*p = (struct probe){0};
	p->request = db_call(db, f, token, json, strlen(json), timeout, on_done, p);
	cr_assert_not_null(p->request);
}

static void wait_for(struct probe *p)
{
	while (p->done == 0)
		event_base_loop(base, EVLOOP_ONCE);
	cr_assert_eq(p->done, 1);
}

static void turn(int ms)
{
	struct timeval tv = {.tv_usec = ms * 1000};
	event_base_loopexit(base, &tv);
	event_base_dispatch(base);
}

static long number(const struct probe *p, const char *key)
{
	char wanted[32];
	snprintf(wanted, sizeof wanted, "\"%s\" : ", key);
	const char *s = strstr(p->json, wanted);
	cr_assert_not_null(s, "%s in %s", key, p->json);
	return strtol(s + strlen(wanted), NULL, 10);
}

Test(db, the_catalogue_tells_reads_and_anonymous_functions)
{
	start(2, 4, 10);
	cr_assert(db_find(db, "api", "ekko")->read);
	cr_assert(db_find(db, "api", "ekko")->anonymous);
	cr_assert(!db_find(db, "api", "skriv")->read);
	cr_assert(!db_find(db, "api", "skriv")->anonymous);
	cr_assert_null(db_find(db, "api", "finnes_ikke"));
	cr_assert_eq(db_fn_count(db), 7); /* six, and auth.utgivelse */
	for (size_t i = 0; i < db_fn_count(db); i++)
		cr_assert_eq(db_find(db, db_fn_at(db, i)->schema, db_fn_at(db, i)->name), db_fn_at(db, i));
	cr_assert_str_eq(db_release(db), release_ours);
	stop();
}

Test(db, identity_time_limit_and_argument_reach_the_function)
{
	struct probe p, q;
	start(2, 4, 10);
	call(&p, "ekko", HASH, "{\"a\":\"æ\"}", 5000);
	call(&q, "ekko", NULL, "{}", 0);
	wait_for(&p);
	wait_for(&q);
	cr_assert(strstr(p.json, "{\"a\":\"æ\"}") != NULL, "%s", p.json);
	cr_assert(strstr(p.json, HASH) != NULL);
	cr_assert(strstr(p.json, "\"rolle\" : \"none\"") != NULL);
	cr_assert(strstr(p.json, "ms\"") != NULL || strstr(p.json, "\"5s\"") != NULL, "%s", p.json);
	cr_assert(strstr(q.json, "\"token\" : \"\"") != NULL, "%s", q.json);
	cr_assert(strstr(q.json, "\"rolle\" : \"anonym\"") != NULL);
	cr_assert(strstr(q.json, "\"frist\" : \"0\"") != NULL);
	stop();
}

Test(db, nothing_is_compiled_and_no_plan_is_made_anew_whatever_the_database_says)
{
	struct probe p;
	start(2, 4, 10);
	call(&p, "ekko", NULL, "{}", 0);
	wait_for(&p);
	cr_assert(strstr(p.json, "\"off force_generic_plan\"") != NULL, "%s", p.json);
	stop();
}

Test(db, the_argument_needs_no_terminating_zero)
{
	struct probe p = {0};
	start(2, 4, 10);
	struct db_request *r =
	    db_call(db, db_find(db, "api", "ekko"), HASH, "{\"a\":1}rubbish", 7, 0, on_done, &p);
	cr_assert_not_null(r);
	wait_for(&p);
	cr_assert_str_eq(p.sqlstate, "");
	stop();
}

Test(db, anonym_may_not_call_what_is_not_granted)
{
	struct probe p;
	start(2, 4, 10);
	call(&p, "tell", NULL, "{}", 0);
	wait_for(&p);
	cr_assert_str_eq(p.sqlstate, "42501");
	stop();
}

Test(db, an_error_is_told_whole_and_stays_with_its_call)
{
	struct probe p[6];
	start(2, 8, 20);
	for (int i = 0; i < 6; i++)
		call(&p[i], i % 2 ? "feil" : "ekko", HASH, "{}", 0);
	for (int i = 0; i < 6; i++)
		wait_for(&p[i]);
	for (int i = 0; i < 6; i++)
		cr_assert_str_eq(p[i].sqlstate, i % 2 ? "RP005" : "");
	cr_assert_str_eq(p[1].constraint, "finnes_ikke");
	cr_assert_str_eq(p[1].detail, "{}");
	cr_assert_str_eq(p[1].hint, "let");
	struct db_stats s;
	db_stats(db, &s);
	cr_assert_eq(s.errors, 3);
	cr_assert_eq(s.calls, 6);
	stop();
}

Test(db, no_row_is_success_without_json)
{
	struct probe p;
	start(2, 4, 10);
	call(&p, "tom", HASH, "{}", 0);
	wait_for(&p);
	cr_assert_str_eq(p.sqlstate, "");
	cr_assert_str_eq(p.json, "(none)");
	stop();
}

Test(db, a_deferred_constraint_speaks_after_the_rows)
{
	struct probe p, q;
	start(2, 4, 10);
	call(&p, "skriv", HASH, "{\"id\":100,\"tekst\":\"sent\"}", 0);
	wait_for(&p);
	cr_assert_str_eq(p.sqlstate, "RP009");
	cr_assert_str_eq(p.constraint, "aldri_for_sent");
	cr_assert_str_eq(p.detail, "{\"a\":1}");
	call(&q, "skriv", HASH, "{\"id\":100,\"tekst\":\"tidlig\"}", 0); /* nothing of the first was kept */
	wait_for(&q);
	cr_assert_str_eq(q.sqlstate, "");
	stop();
}

Test(db, reads_share_a_pipeline_in_order)
{
	struct probe p[12];
	start(2, 6, 20);
	for (int i = 0; i < 12; i++)
		call(&p[i], "ekko", HASH, "{}", 0);
	for (int i = 0; i < 12; i++)
		wait_for(&p[i]);
	long pids[2] = {number(&p[0], "pid"), 0};
	int last[2] = {0, 0};
	for (int i = 0; i < 12; i++) {
		int which = number(&p[i], "pid") == pids[0] ? 0 : 1;
		cr_assert_gt(p[i].order, last[which]);
		last[which] = p[i].order;
	}
	cr_assert_gt(last[1], 0, "both connections were used");
	stop();
}

Test(db, a_write_has_a_connection_to_itself)
{
	struct probe w, r[4];
	start(2, 8, 20);
	call(&w, "skriv", HASH, "{\"id\":200,\"tekst\":\"x\",\"s\":0.4}", 0);
	turn(50);
	for (int i = 0; i < 4; i++)
		call(&r[i], "ekko", HASH, "{}", 0);
	for (int i = 0; i < 4; i++)
		wait_for(&r[i]);
	cr_assert_eq(w.done, 0, "no read waited behind the write");
	wait_for(&w);
	for (int i = 0; i < 4; i++)
		cr_assert_neq(number(&r[i], "pid"), number(&w, "pid"));
	stop();
}

Test(db, writes_leave_one_connection_to_reads_and_reads_let_a_write_in)
{
	struct probe w[4], r;
	start(3, 8, 20);
	for (int i = 0; i < 4; i++) {
		static const char *const json[] = {"{\"id\":300,\"tekst\":\"x\",\"s\":0.2}",
		    "{\"id\":301,\"tekst\":\"x\",\"s\":0.2}", "{\"id\":302,\"tekst\":\"x\",\"s\":0.2}",
		    "{\"id\":303,\"tekst\":\"x\",\"s\":0.2}"};
		call(&w[i], "skriv", HASH, json[i], 0);
	}
	call(&r, "ekko", HASH, "{}", 0);
	wait_for(&r);
	cr_assert_eq(w[0].done + w[1].done + w[2].done + w[3].done, 0);
	for (int i = 0; i < 4; i++)
		wait_for(&w[i]);
	cr_assert_eq(number(&w[0], "pid") == number(&w[1], "pid"), false);
	stop();
}

Test(db, a_slow_read_holds_up_nobody_who_comes_later)
{
	struct probe slow[4], quick[8];
	start(6, 16, 50);
	for (int i = 0; i < 4; i++)
		call(&slow[i], "sov", HASH, "{\"s\":0.5}", 0);
	turn(60);
	for (int i = 0; i < 8; i++)
		call(&quick[i], "ekko", HASH, "{}", 0);
	for (int i = 0; i < 8; i++)
		wait_for(&quick[i]);
	for (int i = 0; i < 4; i++)
		cr_assert_eq(slow[i].done, 0);
	for (int i = 0; i < 4; i++)
		wait_for(&slow[i]);
	stop();
}

/* Keeps both connections full of reads, a new one for each that ends. */
static int stream_left;
static void on_stream(void *arg, const struct db_result *res)
{
	static struct db_request *r;
	if (stream_left-- > 0)
		r = db_call(db, db_find(db, "api", "sov"), HASH, "{\"s\":0.01}", 10, 0, on_stream, arg);
	cr_assert(stream_left < 0 || r != NULL);
}

Test(db, a_stream_of_reads_does_not_starve_a_write)
{
	struct probe w;
	start(2, 4, 50);
	stream_left = 300;
	for (int i = 0; i < 20; i++)
		cr_assert_not_null(
		    db_call(db, db_find(db, "api", "sov"), HASH, "{\"s\":0.01}", 10, 0, on_stream, NULL));
	turn(30);
	call(&w, "skriv", HASH, "{\"id\":400,\"tekst\":\"x\"}", 0);
	wait_for(&w);
	cr_assert_gt(stream_left, 0, "the write came before the reads were over");
	stream_left = 0;
	turn(200);
	stop();
}

Test(db, a_full_queue_refuses)
{
	struct probe p[4];
	start(2, 1, 3);
	for (int i = 0; i < 3; i++)
		call(&p[i], "sov", HASH, "{\"s\":0.1}", 0);
	cr_assert_null(db_call(db, db_find(db, "api", "ekko"), HASH, "{}", 2, 0, on_done, &p[3]));
	for (int i = 0; i < 3; i++)
		wait_for(&p[i]);
	call(&p[3], "ekko", HASH, "{}", 0);
	wait_for(&p[3]);
	cr_assert_str_eq(p[3].sqlstate, "");
	stop();
}

Test(db, the_time_limit_ends_a_call)
{
	struct probe p;
	start(2, 4, 10);
	call(&p, "sov", HASH, "{\"s\":5}", 100);
	wait_for(&p);
	cr_assert_str_eq(p.sqlstate, "57014");
	cr_assert(!p.lost);
	stop();
}

Test(db, cancelling_a_waiting_call_answers_it_from_the_loop)
{
	struct probe p[3];
	start(2, 1, 10);
	for (int i = 0; i < 3; i++)
		call(&p[i], "sov", HASH, "{\"s\":0.2}", 0);
	turn(20);
	db_cancel(p[2].request);
	db_cancel(p[2].request); /* a second time changes nothing */
	cr_assert_eq(p[2].done, 0);
	wait_for(&p[2]);
	cr_assert_str_eq(p[2].sqlstate, "57014");
	cr_assert_eq(p[0].done, 0);
	wait_for(&p[0]);
	wait_for(&p[1]);
	cr_assert_eq(p[2].done, 1);
	stop();
}

Test(db, cancelling_a_write_ends_it_and_nothing_else)
{
	struct probe w, r, after;
	start(2, 4, 10);
	call(&w, "skriv", HASH, "{\"id\":500,\"tekst\":\"x\",\"s\":5}", 0);
	call(&r, "sov", HASH, "{\"s\":0.3}", 0);
	turn(50);
	db_cancel(w.request);
	wait_for(&w);
	cr_assert_str_eq(w.sqlstate, "57014");
	cr_assert_eq(r.done, 0);
	call(&after, "skriv", HASH, "{\"id\":500,\"tekst\":\"x\"}", 0);
	wait_for(&after);
	cr_assert_str_eq(
	    after.sqlstate, "", "the cancelled write left nothing, and no late signal hit the next");
	wait_for(&r);
	cr_assert_str_eq(r.sqlstate, "");
	stop();
}

Test(db, cancelling_a_running_read_lets_it_run_out)
{
	struct probe p;
	start(2, 4, 10);
	call(&p, "sov", HASH, "{\"s\":0.1}", 0);
	turn(20);
	db_cancel(p.request);
	wait_for(&p);
	cr_assert_str_eq(p.sqlstate, "");
	stop();
}

Test(db, a_lost_connection_is_told_and_made_again)
{
	struct probe w, r, waiting[3];
	start(2, 1, 10);
	call(&w, "skriv", HASH, "{\"id\":600,\"tekst\":\"x\",\"s\":5}", 0);
	call(&r, "sov", HASH, "{\"s\":5}", 0);
	turn(50);
	for (int i = 0; i < 3; i++) /* not sent yet: the pipeline is full */
		call(&waiting[i], "ekko", HASH, "{}", 0);
	cr_assert_eq(
	    pg_super(
		"select pg_terminate_backend(pid) from pg_stat_activity where usename = 'omstilling_daemon'"),
	    0);
	wait_for(&w);
	wait_for(&r);
	cr_assert(w.lost);
	cr_assert_str_eq(w.sqlstate, "08006");
	cr_assert(r.lost);
	for (int i = 0; i < 3; i++) {
		wait_for(&waiting[i]);
		cr_assert_str_eq(waiting[i].sqlstate, "", "what was not sent waits for another connection");
	}
	struct db_stats s;
	db_stats(db, &s);
	cr_assert_geq(s.reconnects, 2);
	stop();
}

Test(db, closing_answers_what_is_outstanding)
{
	struct probe p[4];
	start(2, 1, 10);
	for (int i = 0; i < 4; i++)
		call(&p[i], "sov", HASH, "{\"s\":5}", 0);
	turn(30);
	stop();
	for (int i = 0; i < 4; i++) {
		cr_assert_eq(p[i].done, 1);
		cr_assert_str_eq(p[i].sqlstate, "57P01");
	}
	db_free(NULL);
}

Test(db, large_arguments_and_results_pass)
{
	size_t n = 3 << 20;
	char *json = malloc(n + 16);
	struct probe p = {0};
	start(2, 4, 10);
	memcpy(json, "{\"a\":\"", 6);
	memset(json + 6, 'x', n);
	memcpy(json + 6 + n, "\"}", 3);
	struct db_request *r = db_call(db, db_find(db, "api", "ekko"), HASH, json, n + 8, 0, on_done, &p);
	cr_assert_not_null(r);
	wait_for(&p);
	cr_assert_str_eq(p.sqlstate, "");
	free(json);
	stop();
}

static void expect_refusal(const char *sql, const char *part)
{
	char err[1024] = "";
	struct db_options o = {.conninfo = pg_conninfo(), .connections = 2, .pipeline_depth = 2, .queue = 2};
	cr_assert_eq(pg_super(sql), 0);
	base = event_base_new();
	db = db_open(base, &o, err, sizeof err);
	cr_assert_null(db);
	cr_assert(strstr(err, part) != NULL, "%s", err);
	event_base_free(base);
}

#define SHAPE "(json) returns setof json language plpgsql stable"
#define PINNED "set search_path = core, pg_temp"

Test(db, a_misshapen_function_stops_the_start)
{
	static const struct {
		const char *head, *part;
	} wrong[] = {{SHAPE " security definer", "search_path"}, {SHAPE " " PINNED, "security definer"},
	    {"(json) returns json language plpgsql stable security definer " PINNED, "setof json"},
	    {"(text) returns setof json language plpgsql stable security definer " PINNED, "exactly (json)"},
	    {SHAPE " security definer " PINNED, "not owned by omstilling_api"}};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		char sql[512];
		snprintf(sql, sizeof sql, "create function api.skjev%s as $$ begin end $$", wrong[i].head);
		expect_refusal(sql, wrong[i].part);
		cr_assert_eq(pg_super("drop function api.skjev"), 0);
	}
}

Test(db, an_older_database_stops_the_start)
{
	expect_refusal("update core.utgivelse set release = '0.0.1'", "0.0.1");
	char sql[128];
	snprintf(sql, sizeof sql, "update core.utgivelse set release = '%s'", release_ours);
	cr_assert_eq(pg_super(sql), 0);
}

Test(db, an_unreachable_database_stops_the_start)
{
	char err[1024];
	struct db_options o = {
	    .conninfo = "host=/nonexistent", .connections = 2, .pipeline_depth = 2, .queue = 2};
	base = event_base_new();
	db = db_open(base, &o, err, sizeof err);
	cr_assert_null(db);
	cr_assert(strstr(err, "cannot be reached") != NULL, "%s", err);
	event_base_free(base);
}

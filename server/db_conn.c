/*
 * db_conn: one connection to PostgreSQL in pipeline mode, and everything that may happen to it.
 *
 * down -> connecting -> preparing -> ready, and from any of them back to down, from where it tries again
 * after a pause that doubles. A request is identity, function, Sync; its outcome is known when the Sync's
 * answer has arrived and not before, since deferred constraints speak after the rows. Leaves out which
 * connection a request gets (db.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db_int.h"
#include "log.h"

#define BACKOFF_MIN_MS 100
#define BACKOFF_MAX_MS 5000
#define CONNECT_MS 10000

#define JSON_OID 114
#define TEXT_OID 25
#define INT4_OID 23

#define SQLSTATE_LOST "08006"

/* One statement for all callers, so that the role is always said and never what an earlier call left. */
static const char identity_sql[] = "select set_config('omstilling.token', $1, true),"
				   " set_config('statement_timeout', $2, true), set_config('role', $3, true)";

/* Every statement here is a point check on keys: planned anew for each call's values, as PostgreSQL does when
 * it thinks that the values tell something, the planning is half of a small call, and more the more
 * programmes there are. And never compiled: what unfolds a document is guessed to give thousands of rows, and
 * compiling for them takes some six times as long as the checks of the largest plan. */
static const char session_sql[] = "select set_config('plan_cache_mode', 'force_generic_plan', false),"
				  " set_config('jit', 'off', false)";

static void on_readable(evutil_socket_t fd, short what, void *arg);
static void on_writable(evutil_socket_t fd, short what, void *arg);
static void on_timer(evutil_socket_t fd, short what, void *arg);
static void on_connecting(evutil_socket_t fd, short what, void *arg);

void db_conn_params(const char *conninfo, const char *settings, const char *keys[DB_PARAMS_MAX],
    const char *values[DB_PARAMS_MAX])
{
	/* What stands before dbname is only a default: the connection string may say otherwise. A machine
	 * that is gone without a word is known to be after ten seconds: until then we say that we serve. */
	static const char *const ours[][2] = {{"fallback_application_name", "omstillingd"},
	    {"connect_timeout", "10"}, {"keepalives_idle", "5"}, {"keepalives_interval", "2"},
	    {"tcp_user_timeout", "10000"}, {"options", NULL}, {"dbname", NULL}, {"client_encoding", "UTF8"},
	    {NULL, NULL}};
	for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
		keys[i] = ours[i][0];
		values[i] = ours[i][1];
		if (keys[i] != NULL && strcmp(keys[i], "dbname") == 0)
			values[i] = conninfo;
		if (keys[i] != NULL && strcmp(keys[i], "options") == 0)
			values[i] = settings;
	}
}

static void on_notice(void *arg, const char *message)
{
	struct db_conn *c = arg;
	log_msg(LOG_DEBUG, NULL, "database connection %u: %s", c->number, message);
}

/* --- life */

int db_conn_init(struct db_conn *c, struct db *db, unsigned number, bool control)
{
	*c = (struct db_conn){.db = db, .number = number, .control = control, .backoff_ms = BACKOFF_MIN_MS};
	TAILQ_INIT(&c->sent);
	c->timer = evtimer_new(db->base, on_timer, c);
	return c->timer != NULL ? 0 : -1;
}

static void event_drop(struct event **ev)
{
	if (*ev != NULL)
		event_free(*ev);
	*ev = NULL;
}

static void timer_set(struct db_conn *c, unsigned ms)
{
	struct timeval tv = {.tv_sec = ms / 1000, .tv_usec = (suseconds_t)(ms % 1000) * 1000};
	evtimer_add(c->timer, &tv);
}

/* Answers what was in flight; the answer may make new requests, which go to the queue. */
static void drop_sent(struct db_conn *c, const char *sqlstate)
{
	struct db_result lost = {
	    .sqlstate = sqlstate, .message = "the connection to the database was lost", .lost = true};
	struct db_request *r;
	while ((r = TAILQ_FIRST(&c->sent)) != NULL) {
		TAILQ_REMOVE(&c->sent, r, link);
		c->in_flight--;
		db_request_finish(r, &lost);
	}
}

void db_conn_close(struct db_conn *c, const char *sqlstate)
{
	event_drop(&c->readable);
	event_drop(&c->writable);
	evtimer_del(c->timer);
	PQfinish(c->pg);
	c->pg = NULL;
	c->state = CONN_DOWN;
	c->exclusive = c->unflushed = false;
	if (c->reserved)
		c->db->reserved--;
	c->reserved = false;
	drop_sent(c, sqlstate);
}

void db_conn_free(struct db_conn *c)
{
	event_drop(&c->timer);
}

/* The connection is of no use any more: answers, closes, and tries again later. */
static void lost(struct db_conn *c, const char *doing, const char *why)
{
	/* Warned of once; that it still does not work is told at the lower level, until it does. */
	log_msg(c->backoff_ms == BACKOFF_MIN_MS ? LOG_WARN : LOG_DEBUG, NULL,
	    "database connection %u: %s: %.*s; again in %u ms", c->number, doing, (int)strcspn(why, "\n"),
	    why, c->backoff_ms);
	db_conn_close(c, SQLSTATE_LOST);
	c->db->reconnects++;
	timer_set(c, c->backoff_ms);
	c->backoff_ms = c->backoff_ms * 2 < BACKOFF_MAX_MS ? c->backoff_ms * 2 : BACKOFF_MAX_MS;
	db_conn_changed(c->db);
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *c = arg;
	(void)fd;
	(void)what;
	if (c->state == CONN_DOWN)
		db_conn_start(c);
	else
		lost(c, "connecting", "no answer in time");
}

/* --- connecting */

/* libpq may change its socket between two polls, so the event is made anew each time. */
static int await(struct db_conn *c, short what)
{
	event_drop(&c->readable);
	c->readable = event_new(c->db->base, PQsocket(c->pg), what, on_connecting, c);
	return c->readable != NULL && event_add(c->readable, NULL) == 0 ? 0 : -1;
}

void db_conn_start(struct db_conn *c)
{
	const char *keys[DB_PARAMS_MAX], *values[DB_PARAMS_MAX];
	db_conn_params(c->db->conninfo, c->db->settings, keys, values);
	c->pg = PQconnectStartParams(keys, values, 1);
	c->state = CONN_CONNECTING;
	if (c->pg == NULL || PQstatus(c->pg) == CONNECTION_BAD || await(c, EV_WRITE) < 0) {
		lost(c, "connecting", c->pg != NULL ? PQerrorMessage(c->pg) : "out of memory");
		return;
	}
	PQsetNoticeProcessor(c->pg, on_notice, c);
	timer_set(c, CONNECT_MS);
}

static int send_prepares(struct db_conn *c)
{
	static const Oid identity_types[] = {TEXT_OID, TEXT_OID, TEXT_OID}, cancel_types[] = {INT4_OID};
	static const Oid call_types[] = {JSON_OID};
	const struct db_catalogue *cat = &c->db->catalogue;
	char sql[256];
	if (c->control)
		return PQsendPrepare(c->pg, "cancel", "select pg_cancel_backend($1)", 1, cancel_types) ? 0
												       : -1;
	if (!PQsendQueryParams(c->pg, session_sql, 0, NULL, NULL, NULL, NULL, 0) ||
	    !PQsendPrepare(c->pg, "identity", identity_sql, 3, identity_types))
		return -1;
	for (size_t i = 0; i < cat->count; i++) {
		const struct db_fn *fn = &cat->entries[i].fn;
		char *schema = PQescapeIdentifier(c->pg, fn->schema, strlen(fn->schema));
		char *name = PQescapeIdentifier(c->pg, fn->name, strlen(fn->name));
		int n = snprintf(sql, sizeof sql, "select * from %s.%s($1::json)", schema, name);
		PQfreemem(schema);
		PQfreemem(name);
		if (n >= (int)sizeof sql ||
		    !PQsendPrepare(c->pg, cat->entries[i].statement, sql, 1, call_types))
			return -1;
	}
	return 0;
}

static int start_preparing(struct db_conn *c)
{
	struct event_base *base = c->db->base;
	event_drop(&c->readable);
	c->state = CONN_PREPARING;
	c->readable = event_new(base, PQsocket(c->pg), EV_READ | EV_PERSIST, on_readable, c);
	c->writable = event_new(base, PQsocket(c->pg), EV_WRITE, on_writable, c);
	if (c->readable == NULL || c->writable == NULL || event_add(c->readable, NULL) < 0)
		return -1;
	if (PQsetnonblocking(c->pg, 1) < 0 || !PQenterPipelineMode(c->pg) || send_prepares(c) < 0)
		return -1;
	if (!PQpipelineSync(c->pg))
		return -1;
	c->unflushed = true;
	db_conn_flush(c);
	return 0;
}

static void on_connecting(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *c = arg;
	(void)fd;
	(void)what;
	int rc = -1;
	switch (PQconnectPoll(c->pg)) {
	case PGRES_POLLING_READING:
		rc = await(c, EV_READ);
		break;
	case PGRES_POLLING_WRITING:
		rc = await(c, EV_WRITE);
		break;
	case PGRES_POLLING_OK:
		rc = start_preparing(c);
		break;
	default:
		break;
	}
	if (rc < 0)
		lost(c, "connecting", PQerrorMessage(c->pg));
}

static void prepared(struct db_conn *c)
{
	evtimer_del(c->timer);
	c->state = CONN_READY;
	log_msg(c->backoff_ms == BACKOFF_MIN_MS ? LOG_DEBUG : LOG_INFO, NULL, "database connection %u: ready",
	    c->number);
	c->backoff_ms = BACKOFF_MIN_MS;
	db_conn_changed(c->db);
}

/* --- sending */

static bool send_cancel(struct db_conn *c, const struct db_conn *target)
{
	char pid[16];
	snprintf(pid, sizeof pid, "%d", PQbackendPID(target->pg));
	const char *values[] = {pid};
	return PQsendQueryPrepared(c->pg, "cancel", 1, values, NULL, NULL, 0);
}

/* A call without a token is anonym's; only what login itself needs, before anybody is known, is the daemon's
 * own. */
static const char *role_of(const struct db_request *r)
{
	return r->token_hash == NULL && strcmp(r->entry->fn.schema, "auth") != 0 ? DB_ROLE_ANONYM : "none";
}

static bool send_call(struct db_conn *c, const struct db_request *r)
{
	static const int binary[] = {
	    1}; /* json's binary form is its text: this way its length is told, not searched */
	char timeout[24] = "0";
	if (r->deadline > 0) {
		int64_t left = r->deadline - db_now();
		snprintf(timeout, sizeof timeout, "%lld", left > 0 ? (long long)left : 1LL);
	}
	const char *identity[] = {r->token_hash != NULL ? r->token_hash : "", timeout, role_of(r)};
	const char *json[] = {r->json};
	const int len[] = {(int)r->json_len};
	return PQsendQueryPrepared(c->pg, "identity", 3, identity, NULL, NULL, 0) &&
	       PQsendQueryPrepared(c->pg, r->entry->statement, 1, json, len, binary, 0);
}

/* From 17 on libpq can hold the Sync back, so that the turn's requests leave in one write. */
static int send_sync(PGconn *pg)
{
#ifdef LIBPQ_HAS_SEND_PIPELINE_SYNC
	return PQsendPipelineSync(pg);
#else
	return PQpipelineSync(pg);
#endif
}

void db_conn_send(struct db_conn *c, struct db_request *r)
{
	r->conn = c;
	TAILQ_INSERT_TAIL(&c->sent, r, link);
	if (c->in_flight++ == 0)
		c->head_since = db_now();
	c->exclusive = r->entry != NULL && !r->entry->fn.read;
	c->unflushed = true;
	bool sent = r->cancels != NULL ? send_cancel(c, r->cancels) : send_call(c, r);
	if (!sent || !send_sync(c->pg))
		lost(c, "sending", PQerrorMessage(c->pg));
}

void db_conn_flush(struct db_conn *c)
{
	if (!c->unflushed)
		return;
	c->unflushed = false;
	int rc = PQflush(c->pg);
	if (rc < 0)
		lost(c, "sending", PQerrorMessage(c->pg));
	else if (rc > 0)
		event_add(c->writable, NULL);
}

static void on_writable(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *c = arg;
	(void)fd;
	(void)what;
	c->unflushed = true;
	db_conn_flush(c);
}

/* --- results */

static void result_of(const PGresult *res, struct db_result *out)
{
	*out = (struct db_result){0};
	switch (PQresultStatus(res)) {
	case PGRES_TUPLES_OK:
		if (PQntuples(res) > 0 && !PQgetisnull(res, 0, 0)) {
			out->json = PQgetvalue(res, 0, 0);
			out->json_len = (size_t)PQgetlength(res, 0, 0);
		}
		return;
	default:
		out->sqlstate = PQresultErrorField(res, PG_DIAG_SQLSTATE);
		out->message = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
		out->constraint = PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME);
		out->detail = PQresultErrorField(res, PG_DIAG_MESSAGE_DETAIL);
		out->hint = PQresultErrorField(res, PG_DIAG_MESSAGE_HINT);
		out->table = PQresultErrorField(res, PG_DIAG_TABLE_NAME);
		out->column = PQresultErrorField(res, PG_DIAG_COLUMN_NAME);
		if (out->sqlstate == NULL) { /* not the server's word: libpq tells that it is gone */
			out->sqlstate = SQLSTATE_LOST;
			out->lost = true;
		}
	}
}

/* The first error stays, wherever in the transaction it came; of rows the last: identity first, then the
 * function's. */
static void keep(struct db_request *r, PGresult *res)
{
	if (r->res != NULL && PQresultStatus(r->res) == PGRES_FATAL_ERROR) {
		PQclear(res);
		return;
	}
	PQclear(r->res);
	r->res = res;
}

static void synced(struct db_conn *c)
{
	struct db_request *r = TAILQ_FIRST(&c->sent);
	struct db_result out;
	TAILQ_REMOVE(&c->sent, r, link);
	c->in_flight--;
	c->head_since = db_now();
	c->exclusive = false;
	result_of(r->res, &out);
	if (out.constraint != NULL)
		out.comment = db_text_find(&c->db->catalogue, out.constraint);
	db_request_finish(r, &out);
}

/* False: preparing failed, and the connection was given up. */
static bool prepare_result(struct db_conn *c, PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	if (status == PGRES_FATAL_ERROR) {
		const char *why = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
		if (c->db->broken == NULL && why != NULL)
			c->db->broken = strdup(why);
		lost(c, "preparing", why != NULL ? why : "connection lost");
	} else if (status == PGRES_PIPELINE_SYNC) {
		prepared(c);
	}
	PQclear(res);
	return c->state != CONN_DOWN;
}

/* Hands out what has arrived. Ends when libpq needs more bytes, or nothing is awaited. */
static void take_results(struct db_conn *c)
{
	while ((c->state == CONN_PREPARING || c->in_flight > 0) && !PQisBusy(c->pg)) {
		PGresult *res = PQgetResult(c->pg);
		if (res == NULL) /* the end of one statement */
			continue;
		if (c->state == CONN_PREPARING) {
			if (!prepare_result(c, res))
				return;
		} else if (PQresultStatus(res) == PGRES_PIPELINE_SYNC) {
			PQclear(res);
			synced(c);
		} else {
			keep(TAILQ_FIRST(&c->sent), res);
		}
		if (PQstatus(c->pg) == CONNECTION_BAD)
			break;
	}
}

static void on_readable(evutil_socket_t fd, short what, void *arg)
{
	struct db_conn *c = arg;
	(void)fd;
	(void)what;
	if (PQconsumeInput(c->pg))
		take_results(c);
	if (c->state == CONN_DOWN)
		return;
	if (PQstatus(c->pg) == CONNECTION_BAD)
		lost(c, "reading", PQerrorMessage(c->pg));
	else
		db_conn_changed(c->db);
}

/*
 * db: see db.h. Owns the pool, the waiting requests and the choice of a connection.
 *
 * A call only puts its request into a queue and wakes the pump, which runs later in the same turn of the
 * loop: what many clients asked for in one turn is shared out at once. Reads go to the connection with the
 * least in flight; a write takes one that is empty, and when there is none, reserves one that then takes no
 * more reads. One connection is always left to reads, so that writes waiting for each other's locks do not
 * stop them.
 *
 * Cancelling is `pg_cancel_backend` over a connection of its own: PQcancel blocks for as long as a network
 * may, and its signal can arrive late and kill the next request. Here the victim's connection rests until the
 * order was carried out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db_int.h"
#include "log.h"

#define OPEN_MS 10000 /* at start-up: until the first connection must serve */

#define STALLED_MS 12 /* a few ticks of the coarse clock; ordinary reads take less than one */

#define SQLSTATE_CANCELLED "57014"
#define SQLSTATE_CLOSING "57P01"

int64_t db_now(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* --- requests */

/* NULL when memory is out. */
static struct db_request *request_new(struct db *db)
{
	struct db_request *r = TAILQ_FIRST(&db->unused);
	if (r != NULL)
		TAILQ_REMOVE(&db->unused, r, link);
	else
		r = malloc(sizeof *r);
	if (r != NULL)
		*r = (struct db_request){.db = db};
	return r;
}

void db_request_finish(struct db_request *r, const struct db_result *res)
{
	struct db *db = r->db;
	if (r->cancels != NULL) {
		r->cancels->cancels_pending--;
	} else {
		if (res->sqlstate != NULL)
			db->errors++;
		r->done(r->arg, res);
	}
	PQclear(r->res);
	TAILQ_INSERT_HEAD(&db->unused, r, link);
}

static void pump_wake(struct db *db)
{
	if (!db->closing)
		event_active(db->pump, EV_TIMEOUT, 0);
}

static struct db_requests *queue_of(struct db_request *r)
{
	return r->entry->fn.read ? &r->db->reads : &r->db->writes;
}

struct db_request *db_call(struct db *db, const struct db_fn *fn, const char *token_hash, const char *json,
    size_t json_len, int timeout_ms, void (*done)(void *arg, const struct db_result *res), void *arg)
{
	if (db->waiting >= db->options.queue || db->closing)
		return NULL;
	struct db_request *r = request_new(db);
	if (r == NULL)
		return NULL;
	r->entry = &db->catalogue.entries[fn->id];
	r->token_hash = token_hash;
	r->json = json;
	r->json_len = json_len;
	r->deadline = timeout_ms > 0 ? db_now() + timeout_ms : 0;
	r->done = done;
	r->arg = arg;
	TAILQ_INSERT_TAIL(queue_of(r), r, link);
	db->waiting++;
	db->calls++;
	pump_wake(db);
	return r;
}

static void order_cancel(struct db_conn *target)
{
	struct db *db = target->db;
	struct db_conn *control = &db->conns[db->conn_count];
	struct db_request *r = control->state == CONN_READY ? request_new(db) : NULL;
	if (r == NULL) { /* its statement_timeout ends it anyway */
		log_msg(LOG_WARN, NULL, "database connection %u: cannot cancel now", target->number);
		return;
	}
	r->cancels = target;
	target->cancels_pending++;
	db_conn_send(control, r);
	db_conn_flush(control);
}

void db_cancel(struct db_request *r)
{
	struct db *db = r->db;
	if (r->conn != NULL) {
		if (r->conn->exclusive && r->conn->cancels_pending == 0)
			order_cancel(r->conn);
		return;
	}
	if (r->cancelled)
		return;
	r->cancelled = true;
	TAILQ_REMOVE(queue_of(r), r, link);
	TAILQ_INSERT_TAIL(&db->cancelled, r, link);
	db->waiting--;
	pump_wake(db);
}

/* --- who gets which connection */

static bool usable(const struct db_conn *c)
{
	return c->state == CONN_READY && !c->exclusive && c->cancels_pending == 0;
}

/* A read that takes long holds up what stands behind it: nothing more is put there while others have room. */
static bool stalled(const struct db_conn *c, int64_t now)
{
	return c->in_flight > 0 && now - c->head_since > STALLED_MS;
}

/* Among the first `spread` that may be used at all and are not stalled; with all of them, stalled ones too.
 */
static struct db_conn *least_loaded(struct db *db, unsigned spread, unsigned below, bool stalled_too)
{
	struct db_conn *best = NULL;
	const int64_t now = db_now();
	for (unsigned i = 0; i < db->conn_count && spread > 0; i++) {
		struct db_conn *c = &db->conns[i];
		if (!usable(c) || c->reserved || (!stalled_too && stalled(c, now)))
			continue;
		spread--;
		if (c->in_flight >= below)
			continue;
		if (best == NULL || c->in_flight < best->in_flight)
			best = c;
	}
	return best;
}

/* How many writes may run now: all connections but one, of those that are up. */
static unsigned places_for_writes(const struct db *db)
{
	unsigned up = 0, writing = 0;
	for (unsigned i = 0; i < db->conn_count; i++) {
		up += db->conns[i].state == CONN_READY;
		writing += db->conns[i].exclusive;
	}
	unsigned most = up > 1 ? up - 1 : up;
	return most > writing ? most - writing : 0;
}

static struct db_conn *idle(struct db *db)
{
	/* From the end: the reads keep to the beginning. */
	for (unsigned i = db->conn_count; i-- > 0;) {
		struct db_conn *c = &db->conns[i];
		if (usable(c) && c->in_flight == 0)
			return c;
	}
	return NULL;
}

static void unreserve(struct db_conn *c)
{
	if (c->reserved)
		c->db->reserved--;
	c->reserved = false;
}

/* As many connections drain as writes wait and may run. */
static void reserve(struct db *db, unsigned places)
{
	unsigned wanted = 0;
	for (const struct db_request *r = TAILQ_FIRST(&db->writes); r != NULL && wanted < places;
	     r = TAILQ_NEXT(r, link))
		wanted++;
	for (unsigned i = 0; i < db->conn_count && db->reserved > wanted; i++)
		unreserve(&db->conns[i]);
	while (db->reserved < wanted) {
		struct db_conn *c = least_loaded(db, db->conn_count, db->options.pipeline_depth + 1, true);
		if (c == NULL)
			return;
		c->reserved = true;
		db->reserved++;
	}
}

static void send_first(struct db_requests *queue, struct db_conn *c)
{
	struct db_request *r = TAILQ_FIRST(queue);
	TAILQ_REMOVE(queue, r, link);
	c->db->waiting--;
	db_conn_send(c, r);
}

static void send_writes(struct db *db)
{
	unsigned places = TAILQ_EMPTY(&db->writes) ? 0 : places_for_writes(db);
	struct db_conn *c;
	for (; places > 0 && !TAILQ_EMPTY(&db->writes) && (c = idle(db)) != NULL; places--) {
		unreserve(c);
		send_first(&db->writes, c);
	}
	if (places > 0 || db->reserved > 0)
		reserve(db, places);
}

static void send_reads(struct db *db)
{
	const unsigned depth = db->options.pipeline_depth;
	struct db_conn *c;
	while (!TAILQ_EMPTY(&db->reads)) {
		c = least_loaded(db, db->spread, depth, false);
		if (c == NULL)
			c = least_loaded(db, db->conn_count, depth, true);
		if (c == NULL)
			return;
		send_first(&db->reads, c);
	}
}

static void answer_cancelled(struct db *db)
{
	static const struct db_result cancelled = {
	    .sqlstate = SQLSTATE_CANCELLED, .message = "cancelled before it was sent"};
	struct db_request *r;
	while ((r = TAILQ_FIRST(&db->cancelled)) != NULL) {
		TAILQ_REMOVE(&db->cancelled, r, link);
		db_request_finish(r, &cancelled);
	}
}

static void on_pump(evutil_socket_t fd, short what, void *arg)
{
	struct db *db = arg;
	(void)fd;
	(void)what;
	answer_cancelled(db);
	send_writes(db);
	send_reads(db);
	for (unsigned i = 0; i < db->conn_count; i++)
		db_conn_flush(&db->conns[i]);
}

void db_conn_changed(struct db *db)
{
	if (!TAILQ_EMPTY(&db->reads) || !TAILQ_EMPTY(&db->writes))
		pump_wake(db);
}

/* --- the catalogue, as others see it */

const struct db_fn *db_find(const struct db *db, const char *schema, const char *name)
{
	size_t low = 0, high = db->catalogue.count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		const struct db_fn *fn = &db->catalogue.entries[mid].fn;
		int order = strcmp(schema, fn->schema);
		if (order == 0)
			order = strcmp(name, fn->name);
		if (order == 0)
			return fn;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

size_t db_fn_count(const struct db *db)
{
	return db->catalogue.count;
}

const struct db_fn *db_fn_at(const struct db *db, size_t i)
{
	return &db->catalogue.entries[i].fn;
}

const char *db_release(const struct db *db)
{
	return db->catalogue.release;
}

/* --- opening and closing */

bool db_ready(const struct db *db)
{
	for (unsigned i = 0; i < db->conn_count; i++)
		if (db->conns[i].state == CONN_READY)
			return true;
	return false;
}

void db_stats(const struct db *db, struct db_stats *out)
{
	*out = (struct db_stats){.connections = db->conn_count,
	    .waiting = db->waiting,
	    .calls = db->calls,
	    .errors = db->errors,
	    .reconnects = db->reconnects};
	for (unsigned i = 0; i < db->conn_count; i++) {
		out->connected += db->conns[i].state == CONN_READY;
		out->running += db->conns[i].in_flight;
	}
}

/*
 * How many backends the reads are packed into before more are taken. A backend with a full pipeline does many
 * calls for one wake-up; more of them than cores only take turns (seen, 2 cores, 32 clients: 28 000/s on 2,
 * 17 000 to 22 000/s on 8).
 */
static unsigned read_spread(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 1 ? (unsigned)n : 1;
}

static struct db *db_new(struct event_base *base, const struct db_options *o)
{
	struct db *db = calloc(1, sizeof *db);
	if (db == NULL)
		return NULL;
	db->base = base;
	db->options = *o;
	db->conn_count = o->connections;
	db->spread = read_spread();
	TAILQ_INIT(&db->reads);
	TAILQ_INIT(&db->writes);
	TAILQ_INIT(&db->cancelled);
	TAILQ_INIT(&db->unused);
	db->conninfo = strdup(o->conninfo);
	db->options.conninfo = db->conninfo;
	db->settings = o->settings != NULL ? strdup(o->settings) : NULL;
	db->options.settings = db->settings;
	db->pump = event_new(base, -1, 0, on_pump, db);
	db->conns = calloc((size_t)db->conn_count + 1, sizeof *db->conns);
	bool ok = db->conninfo != NULL && (db->settings != NULL) == (o->settings != NULL) &&
		  db->pump != NULL && db->conns != NULL;
	for (unsigned i = 0; ok && i <= db->conn_count; i++)
		ok = db_conn_init(&db->conns[i], db, i, i == db->conn_count) == 0;
	if (ok)
		return db;
	db_free(db);
	return NULL;
}

/* Turns the loop until one connection serves: only then is it known that the statements can be prepared. */
static int await_ready(struct db *db, char *err, size_t err_size)
{
	int64_t end = db_now() + OPEN_MS;
	while (!db_ready(db) && db->broken == NULL && db_now() < end)
		event_base_loop(db->base, EVLOOP_ONCE);
	if (db_ready(db))
		return 0;
	snprintf(err, err_size, "the database cannot serve: %s",
	    db->broken != NULL ? db->broken : "no connection in time");
	return -1;
}

struct db *db_open(struct event_base *base, const struct db_options *o, char *err, size_t err_size)
{
	snprintf(err, err_size, "out of memory");
	struct db *db = db_new(base, o);
	if (db == NULL)
		return NULL;
	if (db_catalogue_load(&db->catalogue, db->conninfo, err, err_size) < 0) {
		db_free(db);
		return NULL;
	}
	for (unsigned i = 0; i <= db->conn_count; i++)
		db_conn_start(&db->conns[i]);
	if (await_ready(db, err, err_size) < 0) {
		db_free(db);
		return NULL;
	}
	return db;
}

static void answer_all(struct db_requests *queue, const struct db_result *res)
{
	struct db_request *r;
	while ((r = TAILQ_FIRST(queue)) != NULL) {
		TAILQ_REMOVE(queue, r, link);
		db_request_finish(r, res);
	}
}

static void requests_free(struct db_requests *list)
{
	struct db_request *r;
	while ((r = TAILQ_FIRST(list)) != NULL) {
		TAILQ_REMOVE(list, r, link);
		free(r);
	}
}

void db_free(struct db *db)
{
	static const struct db_result closing = {
	    .sqlstate = SQLSTATE_CLOSING, .message = "the daemon is stopping"};
	if (db == NULL)
		return;
	db->closing = true;
	db_listener_free(db->listener);
	for (unsigned i = 0; db->conns != NULL && i <= db->conn_count; i++)
		if (db->conns[i].db != NULL)
			db_conn_close(&db->conns[i], SQLSTATE_CLOSING);
	answer_all(&db->reads, &closing);
	answer_all(&db->writes, &closing);
	answer_all(&db->cancelled, &closing);
	requests_free(&db->unused);
	for (unsigned i = 0; db->conns != NULL && i <= db->conn_count; i++)
		db_conn_free(&db->conns[i]);
	if (db->pump != NULL)
		event_free(db->pump);
	db_catalogue_free(&db->catalogue);
	if (db->conninfo != NULL) /* it may hold a password */
		explicit_bzero(db->conninfo, strlen(db->conninfo));
	free(db->conninfo);
	free(db->settings);
	free(db->broken);
	free(db->conns);
	free(db);
}

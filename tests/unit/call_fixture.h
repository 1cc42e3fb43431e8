/*
 * Both ends of a call for the tests of server/call: a real connection and a real client session, before a
 * database that is played here: it remembers one request, and answers when told. The definitions of db_*
 * stand in for server/db.
 */
#pragma once
#pragma GCC diagnostic ignored "-Wunused-function"

#include <criterion/criterion.h>
#include <event2/event.h>
#include <omstilling/v1/auth.pb-c.h>
#include <omstilling/v1/plan.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "server/conn.h"
#include "server/health.h"
#include "server/reflect.h"
#include "server/vedlegg.h"
#include "server/watch.h"

#define GET_PLAN "/omstilling.v1.PlanService/GetPlan"
#define SAVE_PLAN "/omstilling.v1.PlanService/SavePlan"
#define FNS_MAX 1024 /* more than the contract has methods */
#define LOGIN "/omstilling.v1.AuthService/Login"

/* --- the database: remembers one request, and answers when told --- */

static struct {
	void (*done)(void *arg, const struct db_result *res);
	void *arg;
	const char *fn;
	char json[1024], token[80];
	size_t json_len;
	int timeout_ms;
	unsigned calls, cancelled;
	bool full, down;
} db;

static struct db_fn fns[FNS_MAX];
static char names[FNS_MAX][64];
static size_t fn_n;

const struct db_fn *db_find(const struct db *d, const char *schema, const char *name)
{
	for (size_t i = 0; i < fn_n; i++)
		if (strcmp(names[i], name) == 0)
			return &fns[i];
	cr_assert_lt(fn_n, FNS_MAX);
	snprintf(names[fn_n], sizeof(names[0]), "%s", name);
	fns[fn_n] = (struct db_fn){.schema = (char *)(uintptr_t) "api",
	    .name = names[fn_n],
	    .read = strcmp(name, "save_plan") != 0 && strcmp(name, "login") != 0 &&
		    strcmp(name, "set_password") != 0 && strcmp(name, "totp_confirm") != 0 &&
		    strcmp(name, "totp_remove") != 0,
	    .anonymous = strcmp(name, "get_plan") == 0,
	    .id = (unsigned)fn_n};
	return &fns[fn_n++];
}

size_t db_fn_count(const struct db *d)
{
	return 0;
}

const struct db_fn *db_fn_at(const struct db *d, size_t i)
{
	return NULL;
}

const char *db_release(const struct db *d)
{
	return "0";
}

bool db_ready(const struct db *d)
{
	return !db.down;
}

void db_stats(const struct db *d, struct db_stats *out)
{
	*out = (struct db_stats){.connected = db.down ? 0 : 3, .connections = 4, .calls = db.calls};
}

struct db_request *db_call(struct db *d, const struct db_fn *fn, const char *token_hash, const char *json,
    size_t json_len, int timeout_ms, void (*done)(void *arg, const struct db_result *res), void *arg)
{
	if (db.full)
		return NULL;
	db.done = done;
	db.arg = arg;
	db.fn = fn->name;
	db.timeout_ms = timeout_ms;
	db.json_len = json_len;
	db.calls++;
	snprintf(db.json, sizeof(db.json), "%.*s", (int)json_len, json);
	snprintf(db.token, sizeof(db.token), "%s", token_hash ? token_hash : "");
	return (struct db_request *)&db;
}

void db_cancel(struct db_request *r)
{
	db.cancelled++;
}

static void (*heard)(void *arg, const char *payload);
static void *heard_arg;

int db_listen(struct db *d, const char *channel, void (*h)(void *arg, const char *payload), void *arg)
{
	heard = h;
	heard_arg = arg;
	return 0;
}

static void answer(struct db_result res)
{
	void (*done)(void *, const struct db_result *) = db.done;

	cr_assert(done, "the database was asked");
	db.done = NULL;
	if (res.json)
		res.json_len = strlen(res.json);
	done(db.arg, &res);
}

/* --- a native method that answers later --- */

static struct call *held;
static unsigned gone;
static char seen_user[32];

static void login(struct call *c, const ProtobufCMessage *msg)
{
	const Omstilling__V1__LoginRequest *req = (const Omstilling__V1__LoginRequest *)msg;

	snprintf(seen_user, sizeof(seen_user), "%s@%s", req->brukernavn, call_peer(c));
	call_hold(c);
	held = c;
}

static void login_gone(struct call *c)
{
	cr_assert(call_over(c));
	gone++;
}

static const struct rpc_native auth[] = {
    {.path = LOGIN, .anonymous = true, .message = login, .gone = login_gone},
    {.path = "/omstilling.v1.AuthService/SetPassword", .anonymous = true, .message = login},
    {0},
};

/* Whose methods answer for AuthService: those above, unless a test brings the real ones. */
#ifndef CALL_FIXTURE_AUTH
#define CALL_FIXTURE_AUTH auth
#endif

/* --- both ends --- */

static struct event_base *base;
static struct call_env env;
static struct conn_list conns;
static struct conn_options options;
static struct h2 *client;
static struct arena *arena;

/* What the client got. */
static struct {
	char http[8], reason[64], text[160], field[64];
	int code; /* -1: none */
	unsigned retry_ms, closed, messages;
	uint8_t body[16384];
	size_t body_len;
} got;

static void take_fields(const struct h2_headers *h)
{
	const struct h2_nv *v = h2_header(h, "grpc-status"), *d = h2_header(h, "grpc-status-details-bin");
	const struct h2_nv *m = h2_header(h, "grpc-message");
	struct status st = {0};

	if (v)
		got.code = (int)strtol(v->value, NULL, 10);
	if (m)
		snprintf(
		    got.text, sizeof(got.text), "%s", grpc_percent_decode(arena, m->value, m->value_len));
	if (!d)
		return;
	cr_assert_eq(grpc_status_from_details(arena, d->value, d->value_len, &st), 0);
	snprintf(got.reason, sizeof(got.reason), "%s", st.reason ? st.reason : "");
	snprintf(got.field, sizeof(got.field), "%s", st.field ? st.field : "");
	got.retry_ms = st.retry_ms;
}

static void on_headers(void *arg, struct h2_stream *s, const struct h2_headers *h, bool end)
{
	const struct h2_nv *v = h2_header(h, ":status");

	snprintf(got.http, sizeof(got.http), "%s", v ? v->value : "");
	take_fields(h);
}

static void on_trailers(void *arg, struct h2_stream *s, const struct h2_headers *h)
{
	take_fields(h);
}

/* The client lets what comes fill its window. */
static bool take_nothing;

static void on_data(void *arg, struct h2_stream *s, const uint8_t *data, size_t len)
{
	if (take_nothing)
		return;
	cr_assert_leq(got.body_len + len, sizeof(got.body));
	memcpy(got.body + got.body_len, data, len);
	got.body_len += len;
	got.messages++;
	h2_consume(s, len);
}

static void on_end(void *arg, struct h2_stream *s)
{
}

static void on_closed(void *arg, struct h2_stream *s, uint32_t error)
{
	got.closed++;
}

static void on_gone(void *arg, const char *why)
{
}

static const struct h2_handler handler = {.headers = on_headers,
    .data = on_data,
    .trailers = on_trailers,
    .end = on_end,
    .closed = on_closed,
    .gone = on_gone};

static void on_conn_gone(void *arg)
{
}

static void turn(void)
{
	for (int i = 0; i < 50; i++)
		event_base_loop(base, EVLOOP_NONBLOCK);
}

static void wait_ms(int ms)
{
	struct timeval tv = {ms / 1000, (ms % 1000) * 1000};

	event_base_loopexit(base, &tv);
	event_base_dispatch(base);
	turn();
}

static void begin(void)
{
	static const struct rpc_native *const natives[] = {
	    CALL_FIXTURE_AUTH, vedlegg_methods, health_methods, reflect_methods, watch_methods, NULL};
	const struct rpc_catalogue cat = rpc_catalogue_of(NULL);
	char err[256];
	int fd[2];

	memset(&db, 0, sizeof(db));
	memset(&got, 0, sizeof(got));
	got.code = -1;
	held = NULL;
	gone = 0;
	take_nothing = false;
	base = event_base_new();
	arena = arena_new(1 << 20);
	env = (struct call_env){.base = base, .db = (struct db *)&db, .message_max = 1000};
	env.rpc = rpc_open(&cat, natives, err, sizeof(err));
	cr_assert(env.rpc, "%s", err);
	cr_assert_eq(call_env_init(&env), 0);
	TAILQ_INIT(&conns);
	options = (struct conn_options){.env = &env, .list = &conns, .gone = on_conn_gone};
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
	cr_assert_eq(conn_open(&options, fd[0], &(struct conn_peer){.name = "unix"}), 0);
	client = h2_new(
	    bufferevent_socket_new(base, fd[1], BEV_OPT_CLOSE_ON_FREE), H2_CLIENT, NULL, &handler, NULL);
	cr_assert(client);
}

static void end(void)
{
	h2_free(client);
	turn();
	while (!TAILQ_EMPTY(&conns))
		conn_cut(TAILQ_FIRST(&conns));
	turn();
	cr_assert_eq(env.counts.running, 0, "every call has an outcome");
	cr_assert_eq(env.counts.connections, 0);
	cr_assert_eq(env.counts.buffered, 0);
	call_env_clear(&env);
	rpc_free((struct rpc *)(uintptr_t)env.rpc);
	event_base_free(base);
	arena_free(arena);
}

static struct h2_stream *post_as(
    const char *path, const struct h2_nv *more, size_t n, const void *body, size_t len, bool last)
{
	struct h2_nv nv[16] = {H2_NV(":method", "POST"), H2_NV(":scheme", "http"),
	    {":path", path, 5, strlen(path)}, H2_NV(":authority", "x"),
	    H2_NV("content-type", "application/grpc"), H2_NV("te", "trailers")};
	struct h2_stream *s;

	for (size_t i = 0; i < n; i++)
		nv[6 + i] = more[i];
	got.closed = 0;
	got.code = -1;
	got.body_len = 0;
	got.reason[0] = 0;
	s = h2_request(client, nv, 6 + n, body == NULL, NULL);
	cr_assert(s);
	if (body)
		cr_assert_eq(h2_send(s, body, len, last), 0);
	turn();
	return s;
}

static struct h2_stream *post(
    const char *path, const struct h2_nv *more, size_t n, const void *body, size_t len)
{
	return post_as(path, more, n, body, len, true);
}

/* The same, but the client does not end its half. */
static struct h2_stream *post_open(const char *path, const void *body, size_t len)
{
	return post_as(path, NULL, 0, body, len, false);
}

static struct h2_stream *ask(
    const char *path, const ProtobufCMessage *msg, const struct h2_nv *more, size_t n)
{
	uint8_t *frame;
	size_t len;

	cr_assert_eq(grpc_frame_pack(arena, msg, &frame, &len), 0);
	return post(path, more, n, frame, len);
}

static struct h2_stream *get_plan(const struct h2_nv *more, size_t n)
{
	Omstilling__V1__GetPlanRequest req = OMSTILLING__V1__GET_PLAN_REQUEST__INIT;

	req.plan = (char *)(uintptr_t) "sel/handlingsplan-2021";
	return ask(GET_PLAN, &req.base, more, n);
}

static void expect(int code, const char *reason)
{
	cr_assert_eq(got.code, code, "%d %s: %s", got.code, got.reason, got.text);
	cr_assert_str_eq(got.reason, reason);
	cr_assert_eq(got.body_len, 0, "a refusal has no message");
	cr_assert_str_eq(got.http, "200");
}

static const struct h2_nv bearer[] = {H2_NV("authorization", "Bearer abc")};
/* printf abc | sha256sum */
#define ABC_HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

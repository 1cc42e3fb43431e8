/*
 * call: state, outcome and end of a call; see call.h.
 */
#include "call_int.h"

#include "meter.h"
#include "seen.h"
#include "share.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const state_names[] = {"reading", "running", "replying", "closed"};

int64_t call_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- the environment --- */

static void call_free(struct call *c)
{
	c->env->counts.buffered -= c->buffered;
	if (c->waiting)
		evbuffer_free(c->waiting);
	free(c->out);
	arena_free(c->scratch);
	arena_free(c->arena);
	free(c);
}

static void on_reap(evutil_socket_t fd, short what, void *arg)
{
	struct call_env *env = arg;

	(void)fd;
	(void)what;
	while (env->dead) {
		struct call *c = env->dead;

		env->dead = c->next_dead;
		call_free(c);
	}
}

int call_env_init(struct call_env *env)
{
	if (env->message_max == 0)
		env->message_max = CALL_MESSAGE_MAX;
	if (env->timeout_ms == 0)
		env->timeout_ms = CALL_TIMEOUT_MS;
	if (env->stream_ms == 0)
		env->stream_ms = CALL_STREAM_MS;
	if (env->patience_ms == 0)
		env->patience_ms = CALL_PATIENCE_MS;
	env->reaper = event_new(env->base, -1, 0, on_reap, env);
	return env->reaper ? 0 : -1;
}

void call_env_clear(struct call_env *env)
{
	on_reap(-1, 0, env);
	if (env->reaper)
		event_free(env->reaper);
	env->reaper = NULL;
}

/* --- state --- */

bool call_is_stream(const struct call *c)
{
	return c->method && (c->method->client_streams || c->method->server_streams);
}

void call_set_state(struct call *c, enum call_state state)
{
	log_msg(LOG_DEBUG, &c->log, "%s: %s -> %s", c->method ? c->method->path : "?", state_names[c->state],
	    state_names[state]);
	c->state = state;
}

bool call_charge(struct call *c, size_t n)
{
	c->buffered += n;
	c->env->counts.buffered += n;
	c->origin->buffered += n;
	/* A small call is served though others hold all that may be held. */
	return c->buffered <= CALL_SMALL || (c->env->counts.buffered <= CALL_BUFFERED_MAX &&
						c->origin->buffered <= CALL_CONN_BUFFERED_MAX);
}

/* One takes his place among his own calls, or is told that he has enough of them; nobody else waits for it.
 */
static int take_share(struct call *c)
{
	struct call_env *env = c->env;
	unsigned limit = c->token_hash ? env->login_calls : env->address_calls;
	struct share *s;

	if (!env->shares || limit == 0)
		return 0;
	s = c->token_hash ? share_of_login(env->shares, c->token_hash)
			  : share_of_address(env->shares, c->peer);
	if (!s || s->calls >= limit) {
		share_drop(s);
		env->counts.over_share++;
		return -1;
	}
	s->calls++;
	c->share = s;
	return 0;
}

static void drop_share(struct call *c)
{
	if (c->share)
		c->share->calls--;
	share_drop(c->share);
	c->share = NULL;
}

void call_unless_wanted(struct call *c)
{
	if (c->stream || c->request || c->holds > 0 || c->dead)
		return;
	c->dead = true;
	drop_share(c);
	c->next_dead = c->env->dead;
	c->env->dead = c;
	event_active(c->env->reaper, 0, 0);
}

static void stop_work(struct call *c)
{
	if (c->request)
		db_cancel(c->request);
}

static void count(struct call *c, enum grpc_code code)
{
	int64_t ms = call_now() - c->started;

	c->env->counts.finished[code]++;
	c->env->counts.running--;
	if (call_is_stream(c))
		c->env->counts.streams--;
	meter_call(c->env->meter, rpc_index(c->env->rpc, c->method), code, call_is_stream(c), ms);
	struct log_ctx done = c->log;

	done.method = c->method ? c->method->path : "?";
	done.code = grpc_code_name(code);
	done.timed = true;
	done.ms = (unsigned long long)ms;
	log_msg(LOG_DEBUG, &done, "done");
}

static void on_deadline(evutil_socket_t fd, short what, void *arg);

static void start_timer(struct call *c, int64_t ms)
{
	struct timeval tv = {ms / 1000, (ms % 1000) * 1000};

	evtimer_assign(&c->timer, c->env->base, on_deadline, c);
	c->timed = event_add(&c->timer, &tv) == 0;
}

void call_finish(struct call *c, const struct status *st, const ProtobufCMessage *reply)
{
	if (c->state >= CALL_REPLYING)
		return;
	if (reply)
		st = call_pack_reply(c, reply);
	call_set_state(c, CALL_REPLYING);
	if (c->stream && !c->timed)
		start_timer(c, CALL_LINGER_MS);
	stop_work(c);
	count(c, st ? st->code : GRPC_OK);
	if (c->token_hash && (!st || st->code != GRPC_UNAUTHENTICATED))
		seen_note(c->env->seen, c->token_hash);
	call_send_outcome(c, st);
}

void call_finish_outside(struct call *c, const struct status *st)
{
	bool ours = c->state == CALL_RUNNING && c->method && c->method->native && c->method->native->gone;

	call_finish(c, st, NULL);
	if (ours)
		c->method->native->gone(c);
}

static void on_deadline(evutil_socket_t fd, short what, void *arg)
{
	static const struct status late = {
	    .code = GRPC_DEADLINE_EXCEEDED, .reason = "fristen_er_ute", .text = "Fristen er ute."};
	static const struct status idle = {.code = GRPC_DEADLINE_EXCEEDED,
	    .reason = "klienten_ventet_for_lenge",
	    .text = "Klienten ventet for lenge. En overføring fortsetter når den startes på nytt."};
	struct call *c = arg;

	(void)fd;
	(void)what;
	c->timed = false;
	if (c->state == CALL_REPLYING) { /* the client does not take the reply */
		h2_reset(c->stream, H2_CANCEL);
		return;
	}
	c->cut = c->patience; /* what it does not take would stand before the status */
	call_finish_outside(c, c->patience ? &idle : &late);
}

void call_patience(struct call *c, bool on)
{
	int64_t left = c->deadline - call_now();

	if (c->state != CALL_RUNNING || !c->stream)
		return;
	if (c->timed)
		event_del(&c->timer);
	c->patience = on && c->env->patience_ms < left;
	start_timer(c, c->patience ? c->env->patience_ms : left < 0 ? 0 : left);
}

/* --- birth and death of the stream --- */

static struct call *call_new(struct call_origin *o, struct h2_stream *s)
{
	struct call *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->env = o->env;
	c->arena = arena_new(c->env->message_max * CALL_ARENA_FACTOR);
	if (!c->arena) {
		free(c);
		return NULL;
	}
	c->origin = o;
	c->stream = s;
	c->started = call_now();
	c->log = (struct log_ctx){.conn = o->conn, .call = ++c->env->last_call};
	memcpy(c->peer, o->peer, strnlen(o->peer, sizeof(c->peer) - 1));
	h2_stream_set_arg(s, c);
	c->env->counts.started++;
	c->env->counts.running++;
	return c;
}

/* What HTTP demands before there is a call at all; the status to refuse with, or NULL. */
static const char *http_fault(const struct h2_headers *h)
{
	const struct h2_nv *method = h2_header(h, ":method"), *type = h2_header(h, "content-type");
	const size_t n = sizeof("application/grpc") - 1;
	const char *rest;

	if (h->too_large)
		return "431";
	if (!method || strcmp(method->value, "POST") != 0)
		return "405";
	if (!type || strncmp(type->value, "application/grpc", n) != 0)
		return "415";
	rest = type->value + n;
	if (strncmp(rest, "+proto", 6) == 0)
		rest += 6;
	return *rest == 0 || *rest == ';' ? NULL : "415";
}

void call_open(struct call_origin *o, struct h2_stream *s, const struct h2_headers *h, bool end)
{
	static const struct status enough = {.code = GRPC_UNAVAILABLE,
	    .reason = "for_mange_kall",
	    .text = "Du har for mange kall i gang samtidig. Prøv igjen om litt.",
	    .retry_ms = CALL_RETRY_MS};
	struct status st = {0};
	const char *fault = http_fault(h);
	struct call *c;

	if (fault) {
		o->env->counts.http_errors++;
		call_send_http(s, fault);
		return;
	}
	c = call_new(o, s);
	if (!c) {
		h2_reset(s, H2_ENHANCE_YOUR_CALM);
		return;
	}
	int rc = call_read_headers(c, h, &st);

	if (call_is_stream(c))
		o->env->counts.streams++;
	if (rc == 0 && take_share(c) != 0) {
		st = enough;
		rc = -1;
	}
	if (rc != 0) {
		call_finish(c, &st, NULL);
		return;
	}
	start_timer(c, c->deadline - c->started);
	if (call_is_stream(c)) {
		call_set_state(c, CALL_RUNNING);
		call_patience(c, true);
	}
	if (end)
		call_request_end(s);
}

void call_closed(struct h2_stream *s, uint32_t error)
{
	static const struct status cancelled = {
	    .code = GRPC_CANCELLED, .reason = "avbrutt", .text = "Kallet ble avbrutt."};
	struct call *c = h2_stream_arg(s);

	if (!c)
		return;
	if (c->state < CALL_REPLYING)
		log_msg(LOG_DEBUG, &c->log, "cancelled: %s", h2_error_name(error));
	if (c->timed)
		event_del(&c->timer);
	h2_stream_set_arg(s, NULL);
	c->stream = NULL;
	c->origin->buffered -= c->buffered;
	c->origin = NULL;
	call_finish_outside(c, &cancelled);
	call_set_state(c, CALL_CLOSED);
	call_unless_wanted(c);
}

/* --- for native methods --- */

struct call_env *call_env(struct call *c)
{
	return c->env;
}

struct arena *call_arena(struct call *c)
{
	return c->arena;
}

const struct log_ctx *call_log(const struct call *c)
{
	return &c->log;
}

const char *call_token_hash(const struct call *c)
{
	return c->token_hash;
}

const char *call_peer(const struct call *c)
{
	return c->peer;
}

const char *call_client(const struct call *c)
{
	return c->client ? c->client : "";
}

const struct db_fn *call_step(const struct call *c)
{
	return c->method->fn;
}

int call_time_left(const struct call *c)
{
	int64_t left = c->deadline - call_now();

	return left < 1 ? 1 : left > CALL_TIMEOUT_MAX_MS ? CALL_TIMEOUT_MAX_MS : (int)left;
}

void call_set_data(struct call *c, void *data)
{
	c->data = data;
}

void *call_data(const struct call *c)
{
	return c->data;
}

void call_reply(struct call *c, const ProtobufCMessage *msg)
{
	call_finish(c, NULL, msg);
}

void call_fail(struct call *c, const struct status *st)
{
	call_finish(c, st, NULL);
}

void call_end(struct call *c, const struct status *st)
{
	call_finish(c, st, NULL);
}

void call_drop(struct call *c, const struct status *st)
{
	c->cut = true;
	call_finish(c, st, NULL);
}

bool call_over(const struct call *c)
{
	return c->state >= CALL_REPLYING;
}

void call_hold(struct call *c)
{
	c->holds++;
}

void call_release(struct call *c)
{
	c->holds--;
	call_unless_wanted(c);
}

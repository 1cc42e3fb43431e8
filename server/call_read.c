/*
 * call_read: from the bytes of a request to the method that takes it, and back from the database.
 *
 * A unary message waits until the client has ended its half, so that a second one is refused before anything
 * was done. A stream's messages are handed on one by one; while the method's last reply has not been taken,
 * or it has paused, what comes is kept without opening the flow-control window.
 */
#include "call_int.h"

#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "status.h"

static void fail(struct call *c, enum grpc_code code, const char *reason, const char *text)
{
	const struct status st = {.code = code, .reason = reason, .text = text};

	call_finish_outside(c, &st);
}

static void too_large(struct call *c)
{
	fail(c, GRPC_RESOURCE_EXHAUSTED, "melding_for_stor", "Meldingen er større enn tjeneren tar imot.");
}

static void too_busy(struct call *c)
{
	static const struct status busy = {.code = GRPC_UNAVAILABLE,
	    .reason = "for_mange_kall",
	    .text = "Tjeneren har for mye å gjøre. Prøv igjen om litt.",
	    .retry_ms = CALL_RETRY_MS};

	call_finish_outside(c, &busy);
}

static void read_fault(struct call *c, enum grpc_read fault)
{
	if (fault == GRPC_READ_COMPRESSED)
		fail(c, GRPC_UNIMPLEMENTED, "ukjent_komprimering",
		    "Tjeneren tar ikke imot komprimerte meldinger.");
	else if (fault == GRPC_READ_BAD)
		fail(c, GRPC_INTERNAL, "ugyldig_ramme", "Meldingens ramme er ugyldig.");
	else
		too_large(c);
}

/* --- messages --- */

/* Unpacks and checks; NULL when the call has got its outcome. */
static ProtobufCMessage *unpack(struct call *c, struct arena *a, const uint8_t *data, size_t len)
{
	struct status st = {0};
	ProtobufCMessage *msg = json_message_unpack(a, c->method->in, data, len, &st);

	if (!msg)
		call_finish_outside(c, &st);
	return msg;
}

static void unary_message(struct call *c, uint8_t *msg, size_t len)
{
	if (c->got_message) {
		fail(c, GRPC_UNIMPLEMENTED, "for_mange_meldinger", "Metoden tar imot én melding.");
		return;
	}
	c->got_message = true;
	c->message = msg;
	c->message_len = len;
}

static void stream_message(struct call *c, const uint8_t *data, size_t len)
{
	ProtobufCMessage *msg = unpack(c, c->scratch, data, len);

	if (!c->got_message)
		call_patience(c, false);
	c->got_message = true;
	if (msg)
		c->method->native->message(c, msg);
	arena_free(c->scratch);
	c->scratch = NULL;
}

/* --- a unary request --- */

static void unary_bytes(struct call *c, const uint8_t *data, size_t len)
{
	if (!call_charge(c, len)) {
		too_busy(c);
		return;
	}
	while (c->state == CALL_READING && len > 0) {
		uint8_t *msg;
		size_t msg_len;
		enum grpc_read r = grpc_reader_feed(&c->reader, c->arena, &data, &len, &msg, &msg_len);

		if (r == GRPC_READ_MESSAGE)
			unary_message(c, msg, msg_len);
		else if (r != GRPC_READ_MORE)
			read_fault(c, r);
	}
}

/* --- a stream of requests --- */

/* One message at most, out of what waits; false when there is none, or the last reply is still here. */
static bool feed_one(struct call *c)
{
	struct evbuffer *in = c->waiting;
	size_t n;

	while (c->state == CALL_RUNNING && !c->out && !c->paused &&
	       (n = evbuffer_get_contiguous_space(in)) > 0) {
		const uint8_t *start = evbuffer_pullup(in, (ssize_t)n), *p = start;
		size_t rest = n, msg_len;
		uint8_t *msg;
		enum grpc_read r;

		if (!c->scratch)
			c->scratch = arena_new(c->env->message_max * CALL_ARENA_FACTOR);
		r = c->scratch ? grpc_reader_feed(&c->reader, c->scratch, &p, &rest, &msg, &msg_len)
			       : GRPC_READ_NO_MEMORY;
		evbuffer_drain(in, n - rest);
		h2_consume(c->stream, n - rest);
		if (r == GRPC_READ_MESSAGE) {
			stream_message(c, msg, msg_len);
			return true;
		}
		if (r != GRPC_READ_MORE) {
			read_fault(c, r);
			return false;
		}
	}
	return false;
}

void call_feed_waiting(struct call *c)
{
	if (c->feeding) /* a handler whose reply was taken at once: the loop below goes on */
		return;
	c->feeding = true;
	while (c->waiting && feed_one(c))
		;
	c->feeding = false;
	if (c->state != CALL_RUNNING || c->out || c->paused || !c->heard_end || c->told_end)
		return;
	c->told_end = true;
	if (!grpc_reader_clean(&c->reader))
		fail(c, GRPC_INVALID_ARGUMENT, "avkuttet_melding", "Meldingen er kuttet av.");
	else if (c->method->native->end)
		c->method->native->end(c);
}

void call_pause(struct call *c)
{
	c->paused = true;
}

void call_resume(struct call *c)
{
	c->paused = false;
	if (c->state == CALL_RUNNING)
		call_feed_waiting(c);
}

static void stream_bytes(struct call *c, const uint8_t *data, size_t len)
{
	if (!c->waiting)
		c->waiting = evbuffer_new();
	if (!c->waiting || evbuffer_add(c->waiting, data, len) != 0) {
		too_busy(c);
		return;
	}
	call_feed_waiting(c);
}

/* --- the events of conn --- */

void call_bytes(struct h2_stream *s, const uint8_t *data, size_t len)
{
	struct call *c = h2_stream_arg(s);

	if (c && c->state == CALL_RUNNING && call_is_stream(c)) {
		stream_bytes(c, data, len);
		return;
	}
	if (c && c->state == CALL_READING)
		unary_bytes(c, data, len);
	h2_consume(s, len);
}

void call_request_end(struct h2_stream *s)
{
	struct call *c = h2_stream_arg(s);

	if (!c || c->state >= CALL_REPLYING)
		return;
	if (call_is_stream(c)) {
		c->heard_end = true;
		call_feed_waiting(c);
	} else if (!grpc_reader_clean(&c->reader)) {
		fail(c, GRPC_INVALID_ARGUMENT, "avkuttet_melding", "Meldingen er kuttet av.");
	} else if (!c->got_message) {
		fail(c, GRPC_UNIMPLEMENTED, "mangler_melding", "Metoden krever én melding.");
	} else {
		call_dispatch(c);
	}
}

/* --- the database --- */

static void failed(struct call *c, const struct db_result *res)
{
	static const struct status unknown = {.code = GRPC_UNAVAILABLE,
	    .reason = "utfallet_er_ukjent",
	    .text = "Forbindelsen til databasen ble brutt. Det er ukjent om endringen ble lagret."};
	struct status st;

	if (status_from_db(res, &st))
		log_msg(LOG_ERROR, &c->log, "%s: %s: %s%s%s", c->method->path,
		    res->sqlstate ? res->sqlstate : "-", res->message ? res->message : "",
		    res->detail ? ": " : "", res->detail ? res->detail : "");
	call_finish(c, res->lost && !c->method->fn->read ? &unknown : &st, NULL);
}

static void internal(struct call *c, const char *what, const char *field)
{
	log_msg(LOG_ERROR, &c->log, "%s: api.%s %s%s%s", c->method->path, c->method->fn->name, what,
	    field ? ": " : "", field ? field : "");
	fail(c, GRPC_INTERNAL, "intern_feil", "Det oppsto en intern feil. Den er logget.");
}

/* --- replies from memory: what anybody gets, asked for by nobody in particular --- */

static bool may_be_kept(const struct call *c)
{
	return c->method->fn->kept && !c->token_hash && c->env->cache;
}

/* True when the call has got its outcome. */
static bool reply_kept(struct call *c)
{
	size_t len;
	const uint8_t *frame =
	    cache_get(c->env->cache, c->method, c->message, c->message_len, call_now(), &len);

	if (!frame)
		return false;
	c->frame = arena_alloc(c->arena, len);
	if (!c->frame || !call_charge(c, len)) {
		too_busy(c);
		return true;
	}
	memcpy(c->frame, frame, len);
	c->frame_len = len;
	call_finish(c, NULL, NULL);
	return true;
}

static void keep_reply(struct call *c)
{
	if (c->frame)
		cache_put(
		    c->env->cache, c->method, c->message, c->message_len, call_now(), c->frame, c->frame_len);
}

static void on_result(void *arg, const struct db_result *res)
{
	struct call *c = arg;
	struct status st = {0};
	ProtobufCMessage *reply;

	c->request = NULL;
	if (c->state >= CALL_REPLYING) {
		call_unless_wanted(c);
		return;
	}
	if (res->sqlstate) {
		failed(c, res);
		return;
	}
	if (!res->json) {
		internal(c, "returned no row", NULL);
		return;
	}
	reply = answer_read(c->arena, c->method->out, res, &st);
	if (!reply) {
		internal(c, st.text ? st.text : "returned what is not the reply", st.field);
		return;
	}
	call_finish(c, NULL, reply);
	if (may_be_kept(c))
		keep_reply(c);
}

/* The request as JSON, which is all that stays of it: unpacked it may be many times larger. */
static char *request_json(struct call *c, size_t *len)
{
	struct arena *a = c->arena;
	ProtobufCMessage *msg = NULL;
	char *json = NULL;

	if (c->message_len > CALL_SMALL)
		a = c->scratch = arena_new(c->env->message_max * CALL_ARENA_FACTOR);
	if (a)
		msg = unpack(c, a, c->message, c->message_len);
	if (msg)
		json = json_from_message(c->arena, msg, len);
	if (!json)
		too_large(c);
	arena_free(c->scratch);
	c->scratch = NULL;
	return json;
}

void call_dispatch(struct call *c)
{
	const struct rpc_native *native = c->method->native;
	ProtobufCMessage *msg;
	size_t len = 0;
	char *json;

	if (native) {
		msg = unpack(c, c->arena, c->message, c->message_len);
		if (!msg)
			return;
		call_set_state(c, CALL_RUNNING);
		native->message(c, msg);
		return;
	}
	if (may_be_kept(c) && reply_kept(c))
		return;
	json = request_json(c, &len);
	if (!json)
		return;
	call_set_state(c, CALL_RUNNING);
	c->request =
	    db_call(c->env->db, c->method->fn, c->token_hash, json, len, call_time_left(c), on_result, c);
	if (!c->request)
		too_busy(c);
	else if (!c->method->fn->read)
		call_send_begun(c);
}

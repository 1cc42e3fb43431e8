/*
 * call: one gRPC call, from its headers to its outcome.
 *
 * Owns the call's arena, its state, its deadline and the way from request frame to reply. Leaves out sockets
 * (conn), which method runs (rpc) and SQL (db). A call is freed when its stream, its database slot and every
 * hold have let go, at the end of that loop turn; until then a late result finds it and is dropped.
 */
#pragma once

#include <event2/event.h>
#include <stdbool.h>
#include <stdint.h>

#include "cache.h"
#include "db.h"
#include "log.h"
#include "proto/arena.h"
#include "proto/grpc.h"
#include "proto/h2.h"
#include "rpc.h"

#define CALL_MESSAGE_MAX (4u << 20)	       /* default cap of one message */
#define CALL_TIMEOUT_MS 60000		       /* a call without grpc-timeout gets so long */
#define CALL_STREAM_MS (12 * 3600 * 1000)      /* a stream lasts so long at most, as long as a login */
#define CALL_STREAM_ANONYMOUS_MS (3600 * 1000) /* and one without a login */
#define CALL_PATIENCE_MS 120000		       /* a client that a stream waits for has so long */
#define CALL_BUFFERED_MAX (256u << 20)	       /* bytes held for all calls together, in and out */
#define CALL_CONN_BUFFERED_MAX (32u << 20)     /* and for those of one connection */
#define CALL_TOKEN_MAX 512		       /* bytes of a bearer token */
#define CALL_HASH_SIZE 65		       /* hex SHA-256 and its zero */

/* Calls by outcome since start-up; finished[] is indexed by gRPC code. */
struct call_counts {
	unsigned long long started, finished[17];
	unsigned long long http_errors; /* refused below gRPC: wrong content-type, not POST ... */
	unsigned long long connections_total, connections_cut, connections_refused;
	unsigned long long headers_refused;	/* of proxies */
	unsigned long long over_share;		/* refused because one had too many already */
	unsigned running, streams, connections; /* streams: of the running */
	size_t buffered;			/* bytes held now: requests as received, replies as packed */
};

/* What every call can reach. main fills it in; it outlives all connections. */
struct call_env {
	struct event_base *base;
	struct db *db;
	const struct rpc *rpc;
	size_t message_max;  /* 0: CALL_MESSAGE_MAX */
	int64_t timeout_ms;  /* 0: CALL_TIMEOUT_MS */
	struct cache *cache; /* of kept replies; NULL: none are */
	int64_t stream_ms;   /* 0: CALL_STREAM_MS */
	int64_t patience_ms; /* 0: CALL_PATIENCE_MS */
	bool draining;	     /* set by listen_drain */
	struct call_counts counts;
	struct meter *meter;	/* NULL: nothing is measured */
	struct shares *shares;	/* NULL: nobody's share is counted */
	unsigned login_calls;	/* running calls of one login; 0: no limit */
	unsigned address_calls; /* and, without login, of one address */
	void *auth;		/* of server/auth.c */
	struct watch *watch;
	struct seen *seen; /* NULL: nobody asks when a login was last used */
	/* Private to call.c. */
	struct call *dead;
	struct event *reaper;
	unsigned long long last_call;
};

int call_env_init(struct call_env *env) __attribute__((warn_unused_result));
void call_env_clear(struct call_env *env);

struct call;

/* --- for native methods --- */

struct call_env *call_env(struct call *c);
struct arena *call_arena(struct call *c);
const struct log_ctx *call_log(const struct call *c);
/* Hex SHA-256 of the caller's token; NULL without one. Lives as long as the call. */
const char *call_token_hash(const struct call *c);
/* Where the caller connects from: "127.0.0.1", "::1", "unix". For throttling and logs. */
const char *call_peer(const struct call *c);
/* What the client of a native method calls itself, printable and short; "" when it does not say. */
const char *call_client(const struct call *c);
/* Milliseconds until the deadline, at least 1. */
int call_time_left(const struct call *c);
/* The method's own pointer; NULL at first. Free it in `gone` or before the outcome. */
void call_set_data(struct call *c, void *data);
void *call_data(const struct call *c);

/*
 * The outcome, once; what comes after the first is dropped (so is everything after the client has gone). msg
 * is packed at once; the strings of st are copied or sent at once.
 */
void call_reply(struct call *c, const ProtobufCMessage *msg);
void call_fail(struct call *c, const struct status *st);

/* True when nobody wants the outcome any more: cancelled, deadline over, connection lost, or answered. */
bool call_over(const struct call *c);

/* Keeps the struct call (and its arena) alive for a result that comes later, e.g. from a worker by way of the
 * loop. */
void call_hold(struct call *c);
void call_release(struct call *c);

/* The SQL function that the method's row says it asks (rpc_native.steps). */
const struct db_fn *call_step(const struct call *c);
/* Counts n more bytes as held until the call is freed; false when that is too many. Not once it is over. */
bool call_charge(struct call *c, size_t n) __attribute__((warn_unused_result));

/*
 * Streams: between these two neither `message` nor `end` comes, and what the client sends meanwhile stays in
 * the flow-control window: it is held back.
 */
void call_pause(struct call *c);
void call_resume(struct call *c);

/*
 * Streams: from now on it is the client that one waits for, or it is not. One that lets CALL_PATIENCE_MS pass
 * is dropped, whatever trickles in meanwhile. A stream begins so, until its first message.
 */
void call_patience(struct call *c, bool on);

/*
 * Streams: sends one message; `writable` tells when it was taken. -1 when the previous was not, or the call
 * is over. call_end finishes the stream; st NULL: OK.
 */
int call_send(struct call *c, const ProtobufCMessage *msg) __attribute__((warn_unused_result));
void call_end(struct call *c, const struct status *st);
/* As call_end, at once: what the client has not taken of the last message is left out, and a message may be
 * cut short. */
void call_drop(struct call *c, const struct status *st);

/* --- for conn --- */

/* Whose token this connection showed last, so that the hash is computed once. */
struct call_identity {
	char token[CALL_TOKEN_MAX];
	size_t len;
	char hash[CALL_HASH_SIZE];
};

/* What a call knows of its connection; lives as long as the connection. */
struct call_origin {
	struct call_env *env;
	unsigned long long conn;
	const char *peer;
	struct share *share;		/* of its address; NULL: not counted */
	struct call_identity *identity; /* NULL until a token came; made by call, freed by conn */
	size_t buffered;		/* as in call_counts, for this connection */
};

/* The h2 events of a stream, passed on by conn. call_open may answer at once. */
void call_open(struct call_origin *o, struct h2_stream *s, const struct h2_headers *h, bool end);
void call_bytes(struct h2_stream *s, const uint8_t *data, size_t len);
void call_request_end(struct h2_stream *s);
void call_drained(struct h2_stream *s);
void call_closed(struct h2_stream *s, uint32_t error);

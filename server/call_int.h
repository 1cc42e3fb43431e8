/*
 * call_int: what the files of call share. call.c owns the state, the outcome and the end of a call;
 * call_open.c what its headers say; call_read.c the way from bytes to the method; call_send.c replies.
 */
#pragma once

#include <event2/buffer.h>
#include <event2/event_struct.h>

#include "call.h"

#define CALL_ARENA_FACTOR 16 /* of the message cap: request, JSON and reply, unpacked and packed */
#define CALL_TIMEOUT_MAX_MS (600 * 1000) /* a unary call may wish for so long at most */
#define CALL_LINGER_MS 30000		 /* a client must have taken its outcome within */
#define CALL_SMALL (16u << 10)		 /* a message that need not be unpacked elsewhere */
#define CALL_RETRY_MS 200		 /* after for_mange_kall */
#define CALL_USER_DIGITS 8
#define CALL_PEER_SIZE 48
#define CALL_CLIENT_MAX 100 /* bytes of a user-agent that are kept */

enum call_state {
	CALL_READING,  /* the request message is coming in */
	CALL_RUNNING,  /* the database or a native method has it */
	CALL_REPLYING, /* the outcome is decided and on its way out */
	CALL_CLOSED,   /* the stream is gone */
};

struct call {
	struct call_env *env;
	struct call_origin *origin; /* NULL once the stream is gone */
	struct h2_stream *stream;   /* NULL once it is gone */
	struct db_request *request; /* while a database slot has it */
	const struct rpc_method *method;
	struct share *share; /* that it counts in; NULL: none */
	struct arena *arena;
	struct call *next_dead;
	enum call_state state;
	unsigned holds;
	struct event timer;
	bool timed, dead;
	bool patience;		   /* the timer is shorter than the deadline: call_patience */
	int64_t started, deadline; /* monotonic ms; deadline 0: none */
	const char *token_hash;
	char user[CALL_USER_DIGITS + 1];
	char peer[CALL_PEER_SIZE];
	const char *client; /* NULL: unsaid */
	struct log_ctx log;
	void *data;
	/* Reading. */
	struct grpc_reader reader;
	uint8_t *frame; /* unary: the reply, packed */
	size_t frame_len;
	uint8_t *message; /* unary: the one message */
	size_t message_len, buffered;
	bool got_message;
	/* Streams: one message at a time, each in an arena of its own; what comes while the last reply is
	 * still here waits. */
	struct arena *scratch;
	struct evbuffer *waiting;
	uint8_t *out;
	bool head_sent, heard_end, told_end, feeding, paused, cut;
};

bool call_is_stream(const struct call *c);
int64_t call_now(void);

/* The one place where a call gets its outcome: either a reply, or a status; both NULL: a stream ends well.
 * Later ones are dropped. */
void call_finish(struct call *c, const struct status *st, const ProtobufCMessage *reply);
/* The same for an outcome from outside (deadline, cancellation): the native method is told. */
void call_finish_outside(struct call *c, const struct status *st);
void call_set_state(struct call *c, enum call_state state);
/* Puts the call on the way to being freed when nobody has it any more. */
void call_unless_wanted(struct call *c);

/* call_open.c: judges the headers; 0, or -1 with st. */
int call_read_headers(struct call *c, const struct h2_headers *h, struct status *st)
    __attribute__((warn_unused_result));

/* call_read.c: the request is here to its end. */
void call_dispatch(struct call *c);
/* Streams: goes on with what waited. */
void call_feed_waiting(struct call *c);

/* call_send.c */
/* The head of the answer, ahead of it: the call is in hand. */
void call_send_begun(struct call *c);
/* Makes the reply ready in c->frame; NULL, or the status to answer with instead. */
const struct status *call_pack_reply(struct call *c, const ProtobufCMessage *reply);
/* st NULL or OK: what is in c->frame, if anything, and OK. */
void call_send_outcome(struct call *c, const struct status *st);
/* Refuses a stream below gRPC, by HTTP status. */
void call_send_http(struct h2_stream *s, const char *status);

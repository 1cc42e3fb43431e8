/*
 * call: gRPC calls on one connection, as a client that waits for each.
 *
 * Owns the event loop, the connection, the deadline and Ctrl-C of a call, and what its status means. Leaves
 * out which method and what is done with the reply. The only user of proto/h2 in the client.
 */
#pragma once

#include "dial.h"

#define CALL_REPLY_MAX ((size_t)64 << 20) /* bytes of one reply message */

struct call_link;

/* Connects. NULL with st filled in, its texts in a: UNAVAILABLE, DEADLINE_EXCEEDED or CANCELLED. The
 * connection itself is its own owner, and may outlive a. trust: where the address has TLS. */
struct call_link *call_connect(struct arena *a, const struct dial_address *address, struct dial_trust *trust,
    int64_t timeout_ms, struct status *st) __attribute__((warn_unused_result));

/*
 * One call of "/package.Service/Method"; token: the bearer token or NULL. The reply, of the given type, in
 * a; or NULL with st filled in by the server or, where that did not answer, by us.
 */
ProtobufCMessage *call_unary(struct call_link *l, struct arena *a, const char *path, const char *token,
    const ProtobufCMessage *req, const ProtobufCMessageDescriptor *reply_type, int64_t timeout_ms,
    struct status *st) __attribute__((warn_unused_result));

/*
 * A call whose request, reply or both are streams. One at a time on a connection, and no unary call
 * meanwhile. From its opening to its closing Ctrl-C cancels it.
 *
 * Each step waits at most patience_ms for the server, 0: for ever; there is no deadline for the whole. What
 * is said of the call's end is made in a.
 */
struct call_stream;

struct call_stream *call_stream_open(struct call_link *l, struct arena *a, const char *path,
    const char *token, int64_t patience_ms, struct status *st) __attribute__((warn_unused_result));

/* Waits until the message has been taken, which is when the server has room for it. -1: the call is over, and
 * call_stream_close tells why. */
int call_stream_send(struct call_stream *s, const ProtobufCMessage *msg) __attribute__((warn_unused_result));

/* We have said everything. -1 as above. */
int call_stream_end(struct call_stream *s) __attribute__((warn_unused_result));

/* Waits for the next message, which is made in a; NULL: the call is over. What is not asked for here holds
 * the server back. */
ProtobufCMessage *call_stream_next(struct call_stream *s, struct arena *a,
    const ProtobufCMessageDescriptor *type) __attribute__((warn_unused_result));

/* Ends the call, cancelled where it was not over, and frees it; st: how it ended. */
void call_stream_close(struct call_stream *s, struct status *st);

/* Whether the peer has not hung up meanwhile. */
bool call_alive(struct call_link *l);

#define CALL_TICK_MS 250

/* Called that often while something is waited for, with the bytes that have come of it. NULL: no more. */
void call_on_tick(struct call_link *l, void (*tick)(void *arg, int64_t bytes), void *arg);

/* How a call ends that Ctrl-C cancelled. */
struct status call_interrupted(void);

/* NULL is fine. */
void call_disconnect(struct call_link *l);

/*
 * call: unary gRPC calls on one connection, as a client that waits for each.
 *
 * Owns the event loop, the connection, the deadline and Ctrl-C of a call, and what its status means. Leaves
 * out which method and what is done with the reply. The only user of proto/h2 in the client.
 */
#pragma once

#include "dial.h"

#define CALL_REPLY_MAX ((size_t)64 << 20) /* bytes of one reply message */

struct call_link;

/* Connects. NULL with st filled in: UNAVAILABLE, DEADLINE_EXCEEDED or CANCELLED. */
struct call_link *call_connect(struct arena *a, const struct dial_address *address, const char *ca,
    int64_t timeout_ms, struct status *st) __attribute__((warn_unused_result));

/*
 * One call of "/package.Service/Method"; token: the bearer token or NULL. The reply, of the given type, in
 * the arena; or NULL with st filled in by the server or, where that did not answer, by us.
 */
ProtobufCMessage *call_unary(struct call_link *l, const char *path, const char *token,
    const ProtobufCMessage *req, const ProtobufCMessageDescriptor *reply_type, int64_t timeout_ms,
    struct status *st) __attribute__((warn_unused_result));

/* NULL is fine. */
void call_disconnect(struct call_link *l);

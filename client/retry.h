/*
 * retry: whether a call that got no answer is made again, and when.
 *
 * Owns what is safe: what a server says it has not begun, what only reads, and what has an idempotency key.
 * All else may have been done, and is the user's to look after. Leaves out the call, the connection and the
 * waiting.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stdint.h>

#include "proto/grpc.h"

struct retry {
	bool safe;   /* done twice it is done once */
	bool met;    /* the server has been reached */
	int64_t end; /* by the monotonic clock, ms */
	unsigned pause_ms;
};

/* Of "Service/Method", for at most timeout_ms in all. */
struct retry retry_start(const char *method, const ProtobufCMessage *req, int64_t timeout_ms);

/* What is left of the time, ms; at least 1. */
int64_t retry_left(const struct retry *r);

/*
 * After a try that ended so: how long to wait for the next, ms; 0: there is none, and where it may have been
 * done all the same, the hint says so.
 */
unsigned retry_pause(struct retry *r, struct status *st);

/* True of what is told to the user while it is waited for: we have lost the server. */
bool retry_lost(const struct status *st);

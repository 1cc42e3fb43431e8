/*
 * metrics: what /metrics says, in Prometheus' text format.
 *
 * Numbers only: no person, address, programme or token is ever a label. Labels are the contract's methods,
 * gRPC's codes and words of this file, so that the number of series has a bound that no caller moves.
 */
#pragma once

#include <event2/buffer.h>
#include <time.h>

#include "call.h"
#include "listen.h"

struct metrics_sources {
	const struct call_env *env;
	const struct listen *listen; /* NULL: none */
	const char *release, *db_release;
	unsigned queue; /* requests that may wait for the database */
	time_t started;
	unsigned guests; /* connections of those who ask for this */
};

/* -1 when memory is out. */
int metrics_write(struct evbuffer *out, const struct metrics_sources *s) __attribute__((warn_unused_result));

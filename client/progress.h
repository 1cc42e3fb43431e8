/*
 * progress: how far a transfer has come, as one line on a terminal that is drawn over and over.
 *
 * Nothing is written where the stream is not a terminal.
 */
#pragma once

#include <stdint.h>

#include "out.h"

#define PROGRESS_MAX 256 /* bytes of the line */

struct progress {
	struct out *o; /* NULL: not shown */
	const char *label;
	int64_t begun_at, total; /* bytes: where this run began; of the whole */
	int64_t started, drawn;	 /* ms */
};

/* total 0 is whole from the start. label: a clean word. */
struct progress progress_start(struct out *o, const char *label, int64_t done, int64_t total);

/* Draws, at most ten times a second. */
void progress_to(struct progress *p, int64_t done);

/* Takes the line away. */
void progress_end(struct progress *p);

/* The line, ms after the start, without its control characters. Returns its length. */
int progress_line(const struct progress *p, int64_t done, int64_t ms, int width, char out[PROGRESS_MAX]);

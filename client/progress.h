/*
 * progress: how far a transfer has come, as one line on a terminal that is drawn over and over.
 *
 * And that something is waited for, of which nobody knows how much there is. Nothing is written where the
 * stream is not a terminal.
 */
#pragma once

#include <stdint.h>

#include "out.h"

#define PROGRESS_MAX 256 /* bytes of the line */

struct progress {
	struct out *o; /* NULL: not shown */
	const char *label;
	const char *unit;	 /* what is counted; NULL: bytes */
	int64_t begun_at, total; /* bytes: where this run began; of the whole */
	int64_t started, drawn;	 /* ms */
};

/* total 0 is whole from the start. label: a clean word. */
struct progress progress_start(struct out *o, const char *label, int64_t done, int64_t total);

/* Draws, at most ten times a second. */
void progress_to(struct progress *p, int64_t done);

/* As progress_start, of things that are not bytes. */
struct progress progress_count(struct out *o, const char *label, const char *unit, int64_t total);

/* Takes the line away. */
void progress_end(struct progress *p);

#define PROGRESS_PATIENCE_MS 1000 /* what takes less is not worth a line */

/* A call that has been waited for so long, and so many bytes of its answer; 0 ms: it is over. */
void progress_waiting(struct out *o, int64_t ms, int64_t bytes);

/* The line, ms after the start, without its control characters. Returns its length. */
int progress_line(const struct progress *p, int64_t done, int64_t ms, int width, char out[PROGRESS_MAX]);

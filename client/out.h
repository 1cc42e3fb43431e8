/*
 * out: where answers go: the stream, its width, and an arena for what is made on the way.
 *
 * Everything that came from data is written through here, made harmless for a terminal.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "proto/arena.h"

/* Width of a line when the stream is not a terminal and COLUMNS is not set. */
#define OUT_WIDTH 120
/* Narrower than this no table can be. */
#define OUT_LEAST 40

struct out {
	FILE *f;
	int width; /* columns */
	struct arena *a;
	bool colour; /* a terminal that shows colours */
	bool table;  /* a table was printed last: a field that follows stands apart from it */
};

/* Asks the terminal for its width, else COLUMNS, else OUT_WIDTH. Colours on a terminal, unless NO_COLOR is
 * set. */
struct out out_to(FILE *f, struct arena *a);

/* A line as it is, not broken. */
void out_line(struct out *o, const char *text);

/* Text from data, broken to lines, each indented by so many spaces. */
void out_text(struct out *o, int indent, const char *text);

/* "label    value", continued under the value; nothing when the value is NULL or "". */
void out_pair(struct out *o, const char *label, const char *value);

/* A heading with an empty line before it. */
void out_head(struct out *o, const char *text);

/* n spaces. */
void out_pad(struct out *o, int n);

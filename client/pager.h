/*
 * pager: an answer that is longer than the terminal, page by page.
 *
 * Owns the question whether it is, and the program that shows it: $PAGER, else less. What a command prints is
 * kept until it is done; then it goes to the terminal as it is where it fits, else through that program. It
 * is the last that stands before a terminal: whatever a command has printed, no control character but our own
 * colours and line feeds comes through here. Where answers do not go to a terminal nothing is kept and
 * nothing is changed.
 */
#pragma once

#include "out.h"

struct pager {
	struct out *o;
	FILE *terminal; /* NULL: not in use */
	char *text;
	size_t len;
	bool paged;
};

/* Turns o to memory when it leads to a terminal; paged: what is longer than that goes through the program. */
void pager_begin(struct pager *p, struct out *o, bool paged);

/* Turns it back, with what was printed meanwhile, and waits until it has been read. */
void pager_end(struct pager *p);

/* The text, and *len of it, without what could steer a terminal. */
const char *pager_harmless(struct arena *a, const char *text, size_t *len);

/* Rows that the text takes on a terminal so wide; at least one a line. */
size_t pager_rows(const char *text, size_t len, int columns);

/*
 * pager: an answer that is longer than the terminal, page by page.
 *
 * Owns the question whether it is, and the program that shows it: $PAGER, else less. What a command prints is
 * kept until it is done; then it goes to the terminal as it is where it fits, else through that program.
 * Where answers do not go to a terminal nothing is kept and nothing is changed.
 */
#pragma once

#include "out.h"

struct pager {
	struct out *o;
	FILE *terminal; /* NULL: not in use */
	char *text;
	size_t len;
};

/* Turns o to memory when it leads to a terminal and wanted. */
void pager_begin(struct pager *p, struct out *o, bool wanted);

/* Turns it back, with what was printed meanwhile, and waits until it has been read. */
void pager_end(struct pager *p);

/* Rows that the text takes on a terminal so wide; at least one a line. */
size_t pager_rows(const char *text, size_t len, int columns);

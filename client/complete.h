/*
 * complete: what may stand in the place of the last word of a command line.
 *
 * Owns the words: commands and options out of their rows, and which value the last word is. Leaves out the
 * names that only the server knows (complete_live.c).
 */
#pragma once

#include "cli.h"

struct complete {
	struct cli *cli;
	const char *word;   /* what has been typed of it */
	const char **found; /* each once */
	size_t n;
};

/* Fills in found. argv: the words after the program's name; the last is being typed, perhaps "". */
void complete_words(struct complete *c, int argc, char **argv);

/* Takes a candidate when it goes on from what was typed, and can be typed as it is: a name out of the data
 * may hold what a shell would run. */
void complete_give(struct complete *c, const char *candidate, size_t len);

/* complete_live.c: the names of what a usage line calls PROGRAM, PLAN, SAK .. that one may see. Says nothing
 * when the server does not answer. */
void complete_live(struct complete *c, const char *name, size_t len);

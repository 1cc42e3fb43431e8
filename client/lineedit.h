/*
 * lineedit: a line typed at a terminal, with the lines before it and completion by Tab.
 *
 * Owns the terminal while a line is typed; between two lines it is as it was. The only user of libedit. What
 * the user has set in ~/.editrc counts. Leaves out what lines mean, and where they are kept (history.h).
 */
#pragma once

#include <stddef.h>

#include "proto/arena.h"

/*
 * Completes a line that is typed up to here: candidates for its last word, each once, in a; *typed: how many
 * bytes they have in common with what stands there already. Returns how many there are.
 */
typedef size_t lineedit_complete(
    void *arg, struct arena *a, const char *line, const char ***found, size_t *typed);

struct lineedit;

/* Standard input and output are a terminal. NULL: it cannot be used. */
struct lineedit *lineedit_new(const char *prompt, lineedit_complete *complete, void *arg);

/* A line that can be called back with the arrow up. */
void lineedit_remember(struct lineedit *e, const char *line);

/* The next line without its end, in a; "" where Ctrl-C gave it up; NULL at Ctrl-D. */
char *lineedit_read(struct lineedit *e, struct arena *a);

/* NULL is fine. */
void lineedit_free(struct lineedit *e);

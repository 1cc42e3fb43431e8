/*
 * history: the lines that were typed to the shell, from one time to the next.
 *
 * One file of lines, $XDG_STATE_HOME/omstilling/history (else ~/.local/state/..), mode 0600. A line that
 * begins with a blank is not kept. Several shells may add to it at once. Without a home, or where the file is
 * not ours alone, nothing is kept and nothing is said.
 */
#pragma once

#include "proto/arena.h"

#define HISTORY_MAX 1000 /* lines that are kept from one time to the next */

/* The lines, oldest first; their number in *n. */
char **history_load(struct arena *a, size_t *n);

void history_add(struct arena *a, const char *line);

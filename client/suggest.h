/* suggest: what somebody may have meant who typed a command that is not there. */
#pragma once

#include "cmd.h"

/* What was typed, as one line; at most the first few words. */
const char *suggest_typed(struct arena *a, int argc, char **argv);

/* A hint: the commands that begin with what was typed, or the nearest one, or where the list of commands is.
 */
const char *suggest_command(struct arena *a, const struct cmd *rows, int argc, char **argv);

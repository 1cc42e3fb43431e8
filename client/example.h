/*
 * example: what somebody would type to run a command.
 *
 * A row may say so itself; else its usage line with a value of the demonstration in the place of each that
 * must be there.
 */
#pragma once

#include "cmd.h"

/* "plan show sel/handlingsplan-2021"; NULL: the usage line has a value that nobody has named here. */
const char *example_of(struct arena *a, const struct cmd *cmd);

/* commands: the table of every command of the client; ends with a row of zeroes. */
#pragma once

#include "cmd.h"

extern const struct cmd commands[];

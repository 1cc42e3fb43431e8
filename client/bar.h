/*
 * bar: a small bar for a share, of so many columns. Beside it the caller prints the figure: no bar says
 * anything alone.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "proto/arena.h"

/* Longer bars are cut. */
#define BAR_MAX 40

/* Whether the locale of the environment (LC_ALL, else LC_CTYPE, else LANG) writes UTF-8. */
bool bar_utf8(void);

/*
 * So many thousandths of columns filled: in eighths of a column with blocks, in whole ones with '#' and '.'
 * without. Below 0 is none, above 1000 is full.
 */
const char *bar(struct arena *a, int64_t thousandths, int columns, bool utf8);

/*
 * line: a line as somebody types it to a shell, as words.
 *
 * Words are parted by blanks; 'single' and "double" quotes hold blanks, a backslash takes the next character
 * as it is, except in single quotes. There are no variables, no patterns and no comments.
 */
#pragma once

#include "proto/arena.h"

/*
 * The words in the arena, after them a NULL. The number of words; -1 when a quote is left open or the line
 * ends in a backslash, or there are more than max - 1.
 */
int line_split(struct arena *a, const char *line, char **words, int max) __attribute__((warn_unused_result));

/* A word that is read back as the text: in quotes where it must be. */
const char *line_quote(struct arena *a, const char *text);

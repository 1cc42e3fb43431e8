/*
 * width: how text stands on a terminal.
 *
 * Owns the width of UTF-8 text and the making harmless of what comes from data. Leaves out where it is
 * written.
 */
#pragma once

#include <stddef.h>

#include "proto/arena.h"

/* Columns that a zero-terminated UTF-8 text takes: 0 for combining marks, 2 for wide East Asian and emoji. */
int width_of(const char *s);

/*
 * The text with everything that could steer a terminal replaced: control characters (C0, DEL, C1) and marks
 * of writing direction become U+FFFD, as do bytes that are not UTF-8; a tab becomes a space. Line feeds stay
 * when keep_lines.
 */
const char *width_clean(struct arena *a, const char *s, int keep_lines);

enum width_form { WIDTH_JSON, WIDTH_YAML };

/*
 * JSON or YAML with the same characters, and bytes that are not UTF-8, written as escapes: to a reader it
 * means what it meant. In YAML they must stand in double quotes. *len: of what comes out.
 */
char *width_escape(struct arena *a, const char *s, enum width_form form, size_t *len);

/* Whether none of them is in the text. */
int width_is_harmless(const char *s);

/* Whether a line may be broken at the i-th byte: at a space, but not at the one inside "1 900 000". */
int width_breaks_at(const char *s, size_t i);

/* Whether a word too long for its line is best broken after the i-th byte: '/', '-' or '_'. */
int width_joins_at(const char *s, size_t i);

/*
 * One line of a text broken between words to fit columns: returns the bytes of the line and sets *next to
 * where the following one starts. A longer word is broken at a joint in it, else anywhere. At the end
 * of the text *next is "".
 */
size_t width_line(const char *s, int columns, const char **next);

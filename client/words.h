/*
 * words: two texts compared word by word.
 *
 * Owns which words are kept, removed and added, and how that is written on one text: `[-removed-] {+added+}`,
 * long stretches without change left out. Leaves out lines and colours.
 */
#pragma once

#include <stddef.h>

#include "proto/arena.h"

/* More words than this between the first and the last change on either side: the whole stretch is replaced.
 */
#define WORDS_MAX 2000

/* The two texts as one, every byte with its sign: ' ' in both, '-' only in the old, '+' only in the new. */
struct words {
	char *text, *sign; /* as long as each other; text is zero-terminated */
	size_t len;
};

/* What stands in the texts must be harmless already (width_clean). */
struct words words_compare(struct arena *a, const char *old, const char *new);

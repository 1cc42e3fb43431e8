/*
 * What is wiped, seen: in place of the C library's explicit_bzero, which proto/arena.c calls, and sodium's
 * too.
 */
#pragma once

#include <stddef.h>
#include <string.h>

static const char *wiped_needle = "";
static unsigned wiped_times; /* that the needle stood in what was wiped */

void explicit_bzero(void *p, size_t n)
{
	size_t len = strlen(wiped_needle);
	const char *from = p, *hit;
	while (len > 0 &&
	       (hit = memmem(from, n - (size_t)(from - (const char *)p), wiped_needle, len)) != NULL) {
		wiped_times++;
		from = hit + len;
	}
	for (volatile unsigned char *b = p; n > 0; n--)
		*b++ = 0;
}

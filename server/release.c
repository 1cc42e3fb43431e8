/*
 * release: see release.h. The number itself comes from the build.
 */
#include "release.h"

#include <stdlib.h>

const char release_ours[] = OMSTILLING_RELEASE;

/* The number at *s; moves *s behind it and its dot. */
static long next_number(const char **s)
{
	char *end;
	long n = strtol(*s, &end, 10);
	*s = *end == '.' ? end + 1 : end;
	return n;
}

int release_compare(const char *a, const char *b)
{
	while (*a != '\0' || *b != '\0') {
		const char *a0 = a, *b0 = b;
		long x = next_number(&a), y = next_number(&b);
		if (x != y)
			return x < y ? -1 : 1;
		if (a == a0 && b == b0) /* neither is a number any more */
			return 0;
	}
	return 0;
}

/*
 * release: which release this program is, and the order of releases.
 */
#pragma once

extern const char release_ours[]; /* "0.1.0" */

/* < 0, 0 or > 0 as a is older than, the same as or newer than b. Numbers between dots; what is missing counts
 * as 0. */
int release_compare(const char *a, const char *b);

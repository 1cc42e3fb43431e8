/*
 * profile: named sets of options, for several servers and several persons: files `profiler/NAME` of lines
 * `key = value`, and `profil`, which holds the name of the one in use.
 *
 * Leaves out what an option is (options.h) and whose token is whose (tokens.h).
 */
#pragma once

#include <stdbool.h>

#include "proto/grpc.h"

#define PROFILE_NAME_MAX 64

/* Letters, digits, '-', '_' and '.', but no dot first: a name is a file's, and stands before '@' in tokens.
 */
bool profile_is_name(const char *name);

/* The one that `profile use` has chosen, NULL: none. */
const char *profile_in_use(struct arena *a);
/* name NULL: none. 0, or -1 with st. */
int profile_use(struct arena *a, const char *name, struct status *st) __attribute__((warn_unused_result));

/* Its lines; NULL with st (`ukjent_profil`) when it cannot be read. */
char *profile_read(struct arena *a, const char *name, struct status *st) __attribute__((warn_unused_result));
/* In the place of one with that name; mode 0600. 0, or -1 with st. */
int profile_write(struct arena *a, const char *name, const char *lines, struct status *st)
    __attribute__((warn_unused_result));
/* Neither it nor its use is left. 0, or -1 with st. */
int profile_remove(struct arena *a, const char *name, struct status *st) __attribute__((warn_unused_result));

/* Every profile's name, by the alphabet; *n of them. */
const char **profile_names(struct arena *a, size_t *n);

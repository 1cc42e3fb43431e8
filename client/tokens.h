/*
 * tokens: the tokens of those who are logged in from here, in the file `tokens`, mode 0600.
 *
 * One line an entry: server, user name, last day and the token, separated by tabs. What is called server is
 * its address, or with a profile PROFILE@ADDRESS: a token is a profile's, and goes to one address only.
 * Several people may be logged in at one server; the first line of a server is the one who logged in last. A
 * file that others may read is refused.
 */
#pragma once

#include "proto/grpc.h"

struct tokens_entry {
	const char *server, *user, *expires, *token;
};

/* The entry of a user, or of who logged in last when user is NULL. 1: found, 0: none, -1 with st filled in.
 */
int tokens_find(struct arena *a, const char *server, const char *user, struct tokens_entry *e,
    struct status *st) __attribute__((warn_unused_result));

/* The i-th entry of a server, as tokens_find. */
int tokens_at(struct arena *a, const char *server, size_t i, struct tokens_entry *e, struct status *st)
    __attribute__((warn_unused_result));

/* Puts an entry first, in the place of an older one of the same user at the same server. 0, or -1 with st. */
int tokens_store(struct arena *a, const struct tokens_entry *e, struct status *st)
    __attribute__((warn_unused_result));

/* Takes the entry of a user out; none is fine. 0, or -1 with st. */
int tokens_remove(struct arena *a, const char *server, const char *user, struct status *st)
    __attribute__((warn_unused_result));

/* Takes every entry of a profile out. 0, or -1 with st. */
int tokens_remove_profile(struct arena *a, const char *profile, struct status *st)
    __attribute__((warn_unused_result));

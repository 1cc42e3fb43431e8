/*
 * share: how much of the daemon each has in hand: an address, or a login.
 *
 * One row for each that has anything at all, found by its key; a row goes when its last holder lets go, so
 * that the table is never larger than what it counts. Leaves out what is too much (call, listen).
 */
#pragma once

#include <stddef.h>

#define SHARE_KEY_SIZE 72 /* "a" and an address, or "p" and the hash of a token, and the zero */

struct shares;

struct share {
	unsigned connections, calls;
};

/* NULL when memory is out. */
struct shares *shares_new(void) __attribute__((warn_unused_result));
/* After the last share has been let go of. NULL is fine. */
void shares_free(struct shares *s);

/*
 * The share of an address, as text: of an IPv6 address its first 64 bits, which is what one customer gets; or
 * of a login, by the hash of its token. Let go of by share_drop. NULL when memory is out.
 */
struct share *share_of_address(struct shares *s, const char *address) __attribute__((warn_unused_result));
/* Of a proxy, for as long as it has not said for whom a connection is. */
struct share *share_of_proxy(struct shares *s, const char *address) __attribute__((warn_unused_result));
struct share *share_of_login(struct shares *s, const char *token_hash) __attribute__((warn_unused_result));
/* NULL is fine. */
void share_drop(struct share *share);

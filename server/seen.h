/*
 * seen: which logins have been used since the database was last told, and the telling.
 *
 * A read must not write, so that a session's last use is told in one call a minute and daemon, for all of
 * them. What the last minute saw is lost when the daemon is: then a session rests a minute too early.
 */
#pragma once

#include <stddef.h>

#include "db.h"

#define SEEN_MAX 4096 /* different ones; at more, they are told at once */

struct seen;

/* NULL with a sentence in err. */
struct seen *seen_new(struct event_base *base, struct db *db, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* A login, by the hex SHA-256 of its token, has been used. seen NULL: nobody asks. */
void seen_note(struct seen *seen, const char *token_hash);

/* Tells now; nothing to tell, or a telling under way: nothing. */
void seen_tell(struct seen *seen);

/* How many wait to be told. */
size_t seen_count(const struct seen *seen);

/* Before the database goes. NULL is fine. */
void seen_free(struct seen *seen);

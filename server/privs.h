/*
 * privs: which operating system user does what, and children that do one thing as another user.
 *
 * Started as root: PostgreSQL and the migrations run as `postgres` (else `nobody`), the daemon itself as the
 * user of
 * --user, `omstilling` or `nobody`. Started as anyone else: everything is that user, who then is the
 * boundary.
 */
#pragma once

#include <stddef.h>
#include <sys/types.h>

struct privs_user {
	char name[64];
	uid_t uid;
	gid_t gid;
};

/* The first of names (ended by NULL) that exists; when not root: the user we are. -1 with a sentence in err.
 */
int privs_find(struct privs_user *out, const char *const *names, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* Becomes that user for good; nothing when we are already. -1 with a sentence in err. */
int privs_become(const struct privs_user *user, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/*
 * Runs work(arg) in a child process that first becomes user (NULL: stays). What it returned when that is 0,
 * or 2 or more; else -1 with its sentence, which goes along in any case. What the child learns dies with it.
 */
int privs_child(const struct privs_user *user, int (*work)(void *arg, char *err, size_t err_size), void *arg,
    char *err, size_t err_size) __attribute__((warn_unused_result));

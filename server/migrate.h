/*
 * migrate: brings a database to this program's release: roles, migrations, re-runnable SQL.
 *
 * Runs in a child process (privs_child) with the owner's or a superuser's credentials, which the serving
 * process never has; under an advisory lock, so that any number of daemons may start at once. Append-only
 * migrations run once each, in a transaction of its own; everything else runs again, in one transaction,
 * whenever release or content differ. A database of a newer release is left as it is: beside the daemons of
 * that release ours may go on, and alone it may not begin.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "proto/embed.h"

struct migrate_options {
	const char *conninfo;	 /* superuser, or omstilling_owner when the roles exist */
	const char *maintenance; /* not NULL: a conninfo where the database `create` is made when missing */
	const char *create;
	const char *daemon_password;  /* not NULL: omstilling_daemon's from now on */
	bool demo;		      /* a new database becomes a demonstration */
	const struct embedded *files; /* in order; ended by a NULL path */
	const char *release;
	bool alone;    /* no daemon of another release serves this database: a newer one is refused */
	bool rehearse; /* run everything in one transaction, say on standard output what ran, and take it back
			*/
};

/* What a rehearsal returns when something would change; else it is 0, as nothing would. */
#define MIGRATE_PENDING 3
/* What it returns, with a sentence, when `alone` meets a database of a newer release. */
#define MIGRATE_NEWER 5

/* 0, one of these two; or -1 with a sentence in err. */
int migrate_run(const struct migrate_options *o, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/*
 * Makes roles and database when they are missing, and sees that nothing is in it: for restoring a backup. 0;
 * -1 with a sentence.
 */
int migrate_prepare_empty(const struct migrate_options *o, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/*
 * Reaches the database as whoever conninfo names and asks for its release: "" when it has none yet. 0, or -1
 * with a sentence.
 */
int migrate_reach(const char *conninfo, char *release, size_t size, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/*
 * Runs one statement with text parameters as omstilling_owner in the database of o->conninfo; the first value
 * of its row goes to out. 0, or -1 with a sentence.
 */
int migrate_as_owner(const struct migrate_options *o, const char *sql, int count, const char *const *values,
    char *out, size_t out_size, char *err, size_t err_size) __attribute__((warn_unused_result));

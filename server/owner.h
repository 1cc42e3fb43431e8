/*
 * owner: where the database is, and what is done to it with its owner's rights: the private PostgreSQL of
 * --data, or that of --owner-database.
 *
 * The work runs in a child (privs_child) as the user who may be owner, so that the process that goes on to
 * serve never has had those credentials. Leaves out what the work is (migrate, backup, admin).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"
#include "local.h"
#include "migrate.h"

struct owner {
	const struct conf *conf;
	struct local *local; /* NULL without --data */
	bool attached;	     /* local is another process's */
};

/* Starts the private PostgreSQL, when there is one. -1 with a sentence. */
int owner_start(struct owner *o, char *err, size_t err_size) __attribute__((warn_unused_result));

/* The same for a tool: a daemon that has the directory goes on, and its PostgreSQL is used. */
int owner_enter(struct owner *o, char *err, size_t err_size) __attribute__((warn_unused_result));

/*
 * Runs work(options, arg) in the child; options are those of a migration, with conninfo the owner's or a
 * superuser's. Returns as privs_child.
 */
int owner_do(struct owner *o, int (*work)(struct migrate_options *m, void *arg, char *err, size_t err_size),
    void *arg, char *err, size_t err_size) __attribute__((warn_unused_result));

/* Brings the database to this release; daemon_password: see migrate.h. */
int owner_migrate(struct owner *o, const char *daemon_password, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* Stops what owner_start or owner_enter has started. */
void owner_stop(struct owner *o);

/*
 * migrate_int: what the two files of migrate share: migrate.c decides what is to run, migrate_sql.c runs it.
 */
#pragma once

#include <libpq-fe.h>

#include "migrate.h"

#define MIGRATE_HASH_SIZE 65 /* hex SHA-256 and its zero */

struct migration {
	PGconn *pg;
	const struct migrate_options *o;
	char *err;
	size_t err_size;
	bool pending; /* of a rehearsal: something ran */
};

int migrate_connect(struct migration *m, const char *conninfo) __attribute__((warn_unused_result));
void migrate_disconnect(struct migration *m);
/* The sentence of the last failure, after `what`. Always -1. */
int migrate_fail(struct migration *m, const char *what, const PGresult *res);
int migrate_say(struct migration *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Statements without parameters; what: how a failure is called. */
int migrate_exec(struct migration *m, const char *what, const char *sql) __attribute__((warn_unused_result));
/* A whole file; a failure names the file and the line. */
int migrate_file(struct migration *m, const struct embedded *f) __attribute__((warn_unused_result));
/* A transaction of its own; in a rehearsal, which is one as a whole, nothing. */
int migrate_begin(struct migration *m, const char *what) __attribute__((warn_unused_result));
int migrate_commit(struct migration *m, const char *what) __attribute__((warn_unused_result));
/* One statement with parameters; rows come back in *res (may be NULL), to be cleared by the caller. */
int migrate_query(struct migration *m, const char *sql, int count, const char *const *values, PGresult **res)
    __attribute__((warn_unused_result));
void migrate_hash(const struct embedded *f, char out[MIGRATE_HASH_SIZE]);

/* migrate_roles.c: the cluster's side: roles, the database itself, who may connect to it. */
int migrate_roles(struct migration *m) __attribute__((warn_unused_result));
int migrate_database(struct migration *m) __attribute__((warn_unused_result));
int migrate_become_owner(struct migration *m) __attribute__((warn_unused_result));

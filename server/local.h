/*
 * local: the private PostgreSQL of --data DIR.
 *
 *	DIR/lock	held by the daemon and the keeper: one daemon a directory
 *	DIR/pg/data	the cluster, made by initdb
 *	DIR/pg/run	its Unix socket; it listens nowhere else
 *	DIR/pg/postgres.log
 *
 * A keeper process, forked before anything else, runs as the cluster's user, starts PostgreSQL, starts it
 *again when it dies, and stops it when the daemon is gone, however that happened. Superuser and owner log in
 *by peer, only as the cluster's user; the daemon logs in with a password that is new at each start.
 */
#pragma once

#include <stddef.h>

#include "privs.h"

#define LOCAL_DATABASE "omstilling"
#define LOCAL_SUPERUSER "postgres"
#define LOCAL_CONNINFO_MAX 1024

struct local;

/*
 * Makes what is missing and starts; returns when PostgreSQL accepts connections. Call before threads and the
 * loop: it forks. NULL with a sentence in err; *busy (may be NULL) tells that another daemon has the
 * directory.
 */
struct local *local_start(const char *dir, unsigned max_connections, int *busy, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* The running cluster of another process, for tools: only local_user, local_conninfo and local_stop are of
 * use. */
struct local *local_attach(const char *dir, char *err, size_t err_size) __attribute__((warn_unused_result));

/* The cluster's user: who may be superuser and owner. */
const struct privs_user *local_user(const struct local *l);

/* Writes a connection string; password NULL: by peer. -1 when it does not fit. */
int local_conninfo(const struct local *l, const char *role, const char *database, const char *password,
    char out[LOCAL_CONNINFO_MAX]) __attribute__((warn_unused_result));

/* -1 with a sentence when the user we have become cannot reach the socket: connections could not be made
 * again. */
int local_check_reach(const struct local *l, char *err, size_t err_size) __attribute__((warn_unused_result));

/* Readable (end of file) when the keeper is gone, and with it PostgreSQL. -1 when attached. */
int local_fd(const struct local *l);

/* Stops PostgreSQL and waits for it; frees. NULL is fine. */
void local_stop(struct local *l);

/*
 * db: the only user of libpq. A pool of non-blocking connections in pipeline mode, and a bounded queue before
 * it.
 *
 * A read (STABLE function) shares a connection's pipeline with other reads; a write (VOLATILE) has one to
 * itself until its Sync. Each request is one round trip: identity and time limit, then `select * from
 * SCHEMA.FN($1::json)`, then Sync: one implicit transaction. Knows no protobuf and no HTTP; what a function
 * means is the business of rpc.
 */
#pragma once

#include <event2/event.h>
#include <stdbool.h>
#include <stddef.h>

/* One SQL function that may be called, as the catalogue at start-up tells it. */
struct db_fn {
	char *schema; /* api, auth or stroem */
	char *name;
	bool read;	/* STABLE, or */
	bool anonymous; /* granted to role anonym */
	unsigned id;	/* index among all functions: names the prepared statement */
	bool kept;	/* IMMUTABLE: a read with the same answer for everybody, as long as it has one */
};

/* What a request ends with. All pointers are valid during the callback only. */
struct db_result {
	const char *sqlstate; /* NULL: success */
	const char *json;     /* success: the first row's json text, or NULL when there is no row */
	size_t json_len;
	/* failure: */
	const char *message, *constraint, *detail, *hint, *table, *column;
	const char *comment; /* the declared constraint's COMMENT, as it was at start-up */
	bool lost;	     /* the connection went away: the outcome of a write is unknown */
};

struct db;
struct db_request;

struct db_options {
	const char *conninfo;
	unsigned connections;	 /* pool size */
	unsigned pipeline_depth; /* reads in flight on one connection */
	unsigned queue;		 /* requests waiting for a place, at most */
	const char *settings; /* "-c name=value" for every connection, unless conninfo has options of its own;
				 NULL: none */
};

/*
 * Connects (blocking, once, at start-up), reads release and catalogue, and prepares the statements. NULL with
 * a sentence in err when the database cannot serve: unreachable, another release, a function of the wrong
 * shape.
 */
struct db *db_open(struct event_base *base, const struct db_options *o, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* The function by schema and name; NULL when the catalogue has none. */
const struct db_fn *db_find(const struct db *db, const char *schema, const char *name);
size_t db_fn_count(const struct db *db);
const struct db_fn *db_fn_at(const struct db *db, size_t i);
/* The release of the database, at least ours: "0.1.0". */
const char *db_release(const struct db *db);

/*
 * Calls fn with the json argument. token_hash (hex SHA-256) is the caller's identity, NULL: role anonym.
 * timeout_ms > 0 is set as statement_timeout. done runs exactly once, later, from the loop, unless the
 * request is cancelled. The argument and hash must stay valid until then. NULL when the queue is full (answer
 * UNAVAILABLE with a retry hint).
 */
struct db_request *db_call(struct db *db, const struct db_fn *fn, const char *token_hash, const char *json,
    size_t json_len, int timeout_ms, void (*done)(void *arg, const struct db_result *res), void *arg)
    __attribute__((warn_unused_result));

/*
 * The caller is gone. done still runs exactly once, when the slot has let go: a request still waiting is
 * answered at once (from the loop) with 57014; a write in flight is cancelled at the server; a read in flight
 * is let run out.
 */
void db_cancel(struct db_request *r);

/*
 * Listens to a channel (a constant of at most DB_CHANNEL_MAX bytes) on a connection of its own, made anew
 * whenever it is lost. heard runs from the loop for each NOTIFY; with payload NULL each time listening has
 * begun, when anything may have been missed. Once a db; ends with it. -1 when memory is out.
 */
#define DB_CHANNEL_MAX 40
int db_listen(struct db *db, const char *channel, void (*heard)(void *arg, const char *payload), void *arg)
    __attribute__((warn_unused_result));

struct db_stats {
	unsigned connected, connections, waiting, running;
	unsigned long long calls, errors, reconnects;
};
void db_stats(const struct db *db, struct db_stats *out);

/* True while at least one connection is up. */
bool db_ready(const struct db *db);

/* Answers what is outstanding with 57P01, closes all. NULL is fine. */
void db_free(struct db *db);

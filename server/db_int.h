/*
 * db_int: what the files of db share. Nobody else includes it: libpq stays behind db.h.
 *
 * db.c owns the pool, the queues and which connection a request gets; db_conn.c one connection: its life,
 * what it sends and what comes back; db_listen.c the connection that listens; db_catalogue.c what is read
 * once, at start-up.
 */
#pragma once

#include <libpq-fe.h>
#include <stdint.h>
#include <sys/queue.h>

#include "db.h"

#define DB_ROLE_ANONYM "anonym"
#define DB_STATEMENT_MAX 16 /* bytes of a prepared statement's name */

struct db_entry {
	struct db_fn fn; /* first: a db_fn handed out is an entry */
	char statement[DB_STATEMENT_MAX];
};

/* What a declared constraint says to people: its COMMENT. */
struct db_text {
	char *constraint, *text;
};

struct db_catalogue {
	struct db_entry *entries; /* sorted by schema and name */
	size_t count;
	char *release;
	struct db_text *texts; /* by constraint */
	size_t text_count;
};

struct db_request {
	TAILQ_ENTRY(db_request) link; /* in a queue, in a connection's sent, or among the free */
	struct db *db;
	struct db_conn *conn;	 /* while sent */
	struct db_conn *cancels; /* not a call: an order to cancel what runs on this connection */
	const struct db_entry *entry;
	const char *token_hash, *json;
	size_t json_len;
	int64_t deadline; /* ms, 0: none */
	void (*done)(void *arg, const struct db_result *res);
	void *arg;
	bool cancelled; /* while it waited */
	PGresult *res;	/* the outcome so far; final when the Sync arrives */
};

TAILQ_HEAD(db_requests, db_request);

enum db_conn_state { CONN_DOWN, CONN_CONNECTING, CONN_PREPARING, CONN_READY };

struct db_conn {
	struct db *db;
	unsigned number;
	bool control; /* carries only orders to cancel */
	enum db_conn_state state;
	PGconn *pg;
	struct event *readable, *writable, *timer;
	struct db_requests sent; /* in the order of their Syncs */
	unsigned in_flight;
	int64_t head_since;	  /* ms: when the oldest in flight began to run */
	bool exclusive;		  /* a write has it alone */
	bool reserved;		  /* takes no more reads: a write waits for it */
	bool unflushed;		  /* something was sent in this turn */
	unsigned cancels_pending; /* orders to cancel that may still hit what runs here */
	unsigned backoff_ms;
};

struct db_listener {
	struct db *db;
	const char *channel;
	void (*heard)(void *arg, const char *payload);
	void *arg;
	PGconn *pg; /* NULL between two attempts */
	struct event *readable, *timer;
	bool listening;
	unsigned backoff_ms;
};

struct db {
	struct event_base *base;
	struct db_options options;
	char *conninfo, *settings;
	struct db_catalogue catalogue;
	struct db_conn *conns; /* connections + 1: the last is for control */
	unsigned conn_count;
	struct db_requests reads, writes; /* waiting */
	struct db_requests cancelled;	  /* waited, and will be told 57014 */
	struct db_requests unused;
	struct event *pump;
	struct db_listener *listener; /* NULL: nobody listens */
	unsigned spread;	      /* connections that reads are spread over while these have room */
	unsigned waiting;
	unsigned reserved;
	unsigned long long calls, errors, reconnects;
	bool closing;
	char *broken; /* while opening: why a connection cannot serve */
};

/* db.c, called by a connection. */
void db_request_finish(struct db_request *r, const struct db_result *res);
void db_conn_changed(struct db *db); /* a place may have become free */
int64_t db_now(void);		     /* monotonic ms */

/* db_conn.c */
int db_conn_init(struct db_conn *c, struct db *db, unsigned number, bool control)
    __attribute__((warn_unused_result));
void db_conn_start(struct db_conn *c);
void db_conn_send(struct db_conn *c, struct db_request *r);
void db_conn_flush(struct db_conn *c);
/* Ends the connection; what was in flight is answered with sqlstate. */
void db_conn_close(struct db_conn *c, const char *sqlstate);
void db_conn_free(struct db_conn *c);
/* The connection string and what we add to it, for PQconnect...Params with expand_dbname. */
#define DB_PARAMS_MAX 10
void db_conn_params(const char *conninfo, const char *settings, const char *keys[DB_PARAMS_MAX],
    const char *values[DB_PARAMS_MAX]);

/* db_listen.c; NULL is fine. */
void db_listener_free(struct db_listener *l);

/* db_catalogue.c */
int db_catalogue_load(struct db_catalogue *cat, const char *conninfo, char *err, size_t err_size)
    __attribute__((warn_unused_result));
void db_catalogue_free(struct db_catalogue *cat);

/* db_texts.c */
int db_texts_load(struct db_catalogue *cat, PGconn *pg, char *err, size_t err_size)
    __attribute__((warn_unused_result));
/* The COMMENT of a constraint; NULL when it has none. */
const char *db_text_find(const struct db_catalogue *cat, const char *constraint);
void db_texts_free(struct db_catalogue *cat);

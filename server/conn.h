/*
 * conn: one connection: the header of the proxy that it comes by, its handshake, its HTTP/2 session, and the
 * passing on of the session's events to the calls.
 *
 * Leaves out accepting (listen) and what a call does (call).
 */
#pragma once

#include <event2/bufferevent.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/queue.h>

#include "call.h"

#define CONN_HANDSHAKE_S 10 /* a proxy's header, TLS handshake and HTTP/2 SETTINGS have to come within */

struct conn;
TAILQ_HEAD(conn_list, conn);

/* What a connection needs of where it came in. */
struct conn_options {
	struct call_env *env;
	struct ssl_ctx_st *tls; /* NULL: plaintext */
	unsigned max_streams;
	struct conn_list *list;	 /* of the living */
	void (*gone)(void *arg); /* one has left the list */
	/* Whether the address of which a proxy's header tells may have one more; NULL: always. */
	bool (*admit)(void *arg, const struct share *share);
	void *arg;
};

struct conn_peer {
	char name[INET6_ADDRSTRLEN]; /* its address (network.h), or "unix" */
	bool is_proxy;		     /* its first bytes say for whom it comes; see proxy.h */
};

/* What counts for such a peer's connections: its address, or a proxy that has not said for whom. NULL when
 * nothing is counted or memory is out; let go of by share_drop. */
struct share *conn_share(const struct call_env *env, const struct conn_peer *peer)
    __attribute__((warn_unused_result));

/*
 * Takes over a connected, non-blocking socket. On failure it is closed and -1 returned. A connection frees
 * itself when it is over.
 */
int conn_open(const struct conn_options *o, evutil_socket_t fd, const struct conn_peer *peer)
    __attribute__((warn_unused_result));

/* No new calls; gone when the running ones have ended. */
void conn_drain(struct conn *c);

/* The end, at once: every call is told, then `gone`. */
void conn_cut(struct conn *c);

/* These cut one connection, and tell whether there was one to cut. Of an address, the one that has gone
 * longest without a call, of those that have none running: */
bool conn_cut_own(struct conn_list *list, const struct share *mine);
/* The same among all addresses that have more connections than `mine`, and its own; NULL: among all. */
bool conn_cut_idle(struct conn_list *list, const struct share *mine);
/* Cuts one of the address that has most connections, of those that are known: an idle one, else the one that
 * has gone longest without a new call; false when that address has no more than the one more of `mine`. */
bool conn_cut_heaviest(struct conn_list *list, const struct share *mine);

struct conn *conn_next(struct conn *c);

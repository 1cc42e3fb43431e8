/*
 * dial: from the address that a person writes to a connected bufferevent, in plaintext or TLS.
 *
 * Owns the reading of addresses and trying the addresses that a name has one after another. Leaves out whom
 * we trust (dial_tls.h) and what is said on the connection.
 */
#pragma once

#include <event2/bufferevent.h>
#include <stdbool.h>

#include "dial_tls.h"

#define DIAL_PORT "7443"

struct dial_address {
	const char *text; /* normalised: "host:port" or "unix:PATH" */
	const char *host, *port;
	const char *path; /* of a Unix socket, else NULL */
	bool tls;
};

/*
 * Reads `host`, `host:port`, `[v6]:port` or `unix:PATH`. TLS unless it is this machine; always when
 * force_tls, except on a Unix socket. 0, or -1 with st filled in.
 */
int dial_parse(struct arena *a, const char *text, bool force_tls, struct dial_address *out, struct status *st)
    __attribute__((warn_unused_result));

struct dial;

/*
 * Starts connecting. done is called once from the loop: bev is the connection, the receiver's own; or NULL
 * with st filled in: UNAVAILABLE, reason `ingen_forbindelse` or one of dial_tls_refused. trust: whom we
 * trust, where there is TLS; it must outlive the dial. alert: as
 * dial_tls_new. NULL with st when not even that is possible.
 */
struct dial *dial_start(struct arena *a, struct event_base *base, const struct dial_address *address,
    struct dial_trust *trust, int *alert,
    void (*done)(void *arg, struct bufferevent *bev, const struct status *st), void *arg, struct status *st)
    __attribute__((warn_unused_result));

/* Frees what connecting needed; an attempt that is under way ends. NULL is fine. */
void dial_free(struct dial *d);

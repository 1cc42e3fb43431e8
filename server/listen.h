/*
 * listen: the sockets the daemon is reached at, and the end of service in good order.
 *
 * Owns listening sockets and the list of connections. An address is "HOST:PORT", "[V6]:PORT" or "unix:PATH".
 * TCP beyond loopback is refused at start-up without TLS.
 */
#pragma once

#include "call.h"
#include "tls.h"

#define LISTEN_CONNECTIONS_MAX 8192 /* default; more are closed at once */
#define LISTEN_PROXIES_MAX 16	    /* networks */
#define LISTEN_DRAIN_MS 5000 /* for running calls after SIGTERM; a private PostgreSQL may take 4.5 s more */

struct listen_options {
	const char *const *addresses; /* ended by NULL */
	const char *const *proxies;   /* networks (network.h) whose connections begin with a header that says
					 from   whom (proxy.h); ended by NULL; NULL: none */
	struct tls_files tls; /* certificate and key: both or neither. With them TCP sockets speak TLS, Unix
				 sockets never. The strings must outlive the listen */
	unsigned max_connections; /* 0: LISTEN_CONNECTIONS_MAX */
	unsigned max_per_address; /* connections of one address; 0: half of all */
	unsigned max_streams;	  /* a connection's concurrent calls; 0: 100 */
};

struct listen;

/* Binds everything and starts accepting. NULL with a sentence in err. */
struct listen *listen_open(struct call_env *env, const struct listen_options *o, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* As listen_open finds one address, but nothing is left bound, and who has it already is no fault. -1 with a
 * sentence in err. */
int listen_check(const char *address, bool tls, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* The address bound as number i ("127.0.0.1:40123" when port 0 was asked for); NULL past the last. */
const char *listen_address(const struct listen *l, size_t i);

/*
 * Reads certificate, key and authorities again, for the connections to come; those that stand keep what they
 * began with. -1 with a sentence in err, and then all is as it was.
 */
int listen_reload(struct listen *l, char *err, size_t err_size) __attribute__((warn_unused_result));
/* Until when the certificate in use is valid; 0 without TLS. */
time_t listen_not_after(const struct listen *l);
/* Its public key's fingerprint; only with TLS. */
void listen_fingerprint(const struct listen *l, char out[TLS_FINGERPRINT_SIZE]);

/*
 * Graceful end: stops accepting, GOAWAY to all, running calls finish; done(arg) runs when the last connection
 * is gone, at the latest LISTEN_DRAIN_MS later. A second call cuts everything at once.
 */
void listen_drain(struct listen *l, void (*done)(void *arg), void *arg);

/* Cuts what is left and frees; NULL is fine. The loop need not run again. */
void listen_free(struct listen *l);

/*
 * conn: one connection; see conn.h.
 */
#include "conn.h"

#include <errno.h>
#include <event2/bufferevent_ssl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "network.h"
#include "proxy.h"
#include "share.h"
#include "tls.h"

#define KEEPALIVE_IDLE_S 120
#define UNHEARD_MS 60000 /* what was sent to a peer that is gone is not sent again for longer */

/* A proxy's header on its way in. It is read by itself, and never a byte more: what follows it is TLS's. */
struct greeting {
	struct event *readable;
	size_t have;
	uint8_t bytes[PROXY_HEADER_MAX];
};

struct conn {
	TAILQ_ENTRY(conn) link;
	const struct conn_options *o;
	evutil_socket_t fd;	   /* until bev has it, then -1 */
	struct greeting *greeting; /* until it is whole */
	struct bufferevent *bev;   /* until the session has it */
	struct h2 *h2;
	struct event *patience; /* until the peer has shown what it speaks */
	struct call_origin origin;
	struct conn_peer peer;
};

static unsigned long long last_conn;

static void say(const struct conn *c, const char *what)
{
	const struct log_ctx ctx = {.conn = c->origin.conn};

	log_msg(LOG_DEBUG, &ctx, "%s: %s", c->peer.name, what);
}

static void greeting_free(struct conn *c)
{
	if (c->greeting && c->greeting->readable)
		event_free(c->greeting->readable);
	free(c->greeting);
	c->greeting = NULL;
}

struct share *conn_share(const struct call_env *env, const struct conn_peer *peer)
{
	if (!env->shares)
		return NULL;
	return peer->is_proxy ? share_of_proxy(env->shares, peer->name)
			      : share_of_address(env->shares, peer->name);
}

static void belong_to(struct conn *c, struct share *share)
{
	if (c->origin.share)
		c->origin.share->connections--;
	share_drop(c->origin.share);
	c->origin.share = share;
	if (share)
		share->connections++;
}

static void conn_free(struct conn *c)
{
	const struct conn_options *o = c->o;

	TAILQ_REMOVE(o->list, c, link);
	o->env->counts.connections--;
	greeting_free(c);
	if (c->fd >= 0)
		evutil_closesocket(c->fd);
	h2_free(c->h2);
	if (c->bev) {
		bufferevent_setcb(c->bev, NULL, NULL, NULL, NULL);
		bufferevent_free(c->bev);
	}
	if (c->patience)
		event_free(c->patience);
	free(c->origin.identity);
	belong_to(c, NULL);
	free(c);
	o->gone(o->arg);
}

/* --- the session's events --- */

static void on_headers(void *arg, struct h2_stream *s, const struct h2_headers *h, bool end)
{
	struct conn *c = arg;

	/* The list is by the last call: see conn_cut_idle. */
	TAILQ_REMOVE(c->o->list, c, link);
	TAILQ_INSERT_TAIL(c->o->list, c, link);
	call_open(&c->origin, s, h, end);
}

static void on_data(void *arg, struct h2_stream *s, const uint8_t *data, size_t len)
{
	(void)arg;
	call_bytes(s, data, len);
}

static void on_end(void *arg, struct h2_stream *s)
{
	(void)arg;
	call_request_end(s);
}

static void on_drained(void *arg, struct h2_stream *s)
{
	(void)arg;
	call_drained(s);
}

static void on_closed(void *arg, struct h2_stream *s, uint32_t error)
{
	(void)arg;
	call_closed(s, error);
}

static void on_gone(void *arg, const char *why)
{
	struct conn *c = arg;

	say(c, *why ? why : "closed");
	conn_free(c);
}

static const struct h2_handler handler = {
    .headers = on_headers,
    .data = on_data,
    .end = on_end,
    .drained = on_drained,
    .closed = on_closed,
    .gone = on_gone,
};

/* --- from socket to session --- */

static int start_session(struct conn *c)
{
	const struct h2_options o = {.max_streams = c->o->max_streams};

	c->h2 = h2_new(c->bev, H2_SERVER, &o, &handler, c);
	if (!c->h2)
		return -1;
	c->bev = NULL;
	return 0;
}

static void on_patience(evutil_socket_t fd, short what, void *arg)
{
	struct conn *c = arg;

	(void)fd;
	(void)what;
	event_free(c->patience);
	c->patience = NULL;
	if (c->h2 && h2_ready(c->h2))
		return;
	say(c, "no HTTP/2 came in time");
	conn_cut(c);
}

/* During the TLS handshake only: the session sets its own callbacks. */
static void on_handshake(struct bufferevent *bev, short what, void *arg)
{
	struct conn *c = arg;

	if (!(what & (BEV_EVENT_CONNECTED | BEV_EVENT_EOF | BEV_EVENT_ERROR)))
		return;
	if (!(what & BEV_EVENT_CONNECTED)) {
		say(c, "the TLS handshake failed");
		conn_free(c);
	} else if (!tls_is_h2(bufferevent_openssl_get_ssl(bev))) {
		say(c, "the client did not ask for h2 by ALPN");
		conn_free(c);
	} else if (start_session(c) != 0) {
		conn_free(c);
	}
}

static void set_socket(evutil_socket_t fd)
{
	int on = 1, idle = KEEPALIVE_IDLE_S;
	unsigned unheard = UNHEARD_MS;

	/* On a Unix socket these fail, and need not succeed. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	(void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	(void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof(idle));
	(void)setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unheard, sizeof(unheard));
}

static struct bufferevent *wrap(const struct conn_options *o, evutil_socket_t fd)
{
	SSL *ssl;
	struct bufferevent *bev;

	if (!o->tls)
		return bufferevent_socket_new(o->env->base, fd, BEV_OPT_CLOSE_ON_FREE);
	ssl = SSL_new(o->tls);
	if (!ssl)
		return NULL;
	bev = bufferevent_openssl_socket_new(
	    o->env->base, fd, ssl, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
	if (!bev)
		SSL_free(ssl);
	else
		/* Many clients close without close_notify; HTTP/2 has its own end. */
		bufferevent_openssl_set_allow_dirty_shutdown(bev, 1);
	return bev;
}

/* From here on the socket is the bufferevent's. */
static int speak(struct conn *c)
{
	c->bev = wrap(c->o, c->fd);
	if (!c->bev)
		return -1;
	c->fd = -1;
	if (!c->o->tls)
		return start_session(c);
	bufferevent_setcb(c->bev, NULL, NULL, on_handshake, c);
	return bufferevent_enable(c->bev, EV_READ | EV_WRITE);
}

/* --- by a proxy --- */

/* Counted for whom it is from now on. False: he has all that he may. */
static bool belong_to_client(struct conn *c)
{
	struct share *share = conn_share(c->o->env, &c->peer);

	if (share && c->o->admit && !c->o->admit(c->o->arg, share)) {
		share_drop(share);
		c->o->env->counts.connections_refused++;
		return false;
	}
	belong_to(c, share);
	return true;
}

static void come_from(struct conn *c, const struct in6_addr *client)
{
	char name[sizeof(c->peer.name)], what[sizeof(name) + 16];

	network_text(client, name);
	snprintf(what, sizeof(what), "on behalf of %s", name);
	say(c, what);
	memcpy(c->peer.name, name, sizeof(name));
}

/* The operator must see that a proxy is not set up; at the first, second, fourth, eighth ..., since anybody
 * in its network can fill a log. */
static void tell_no_header(struct conn *c)
{
	const struct log_ctx ctx = {.conn = c->origin.conn};
	unsigned long long n = ++c->o->env->counts.headers_refused;

	log_msg((n & (n - 1)) == 0 ? LOG_WARN : LOG_DEBUG, &ctx,
	    "%s is in a network of proxies (proxy-from), and began with no header of the PROXY protocol, "
	    "version 2",
	    c->peer.name);
}

/* The header is whole, or none; false: the connection is over. */
static bool greeted(struct conn *c, enum proxy_header what, const struct in6_addr *client)
{
	greeting_free(c);
	if (what == PROXY_BAD) {
		tell_no_header(c);
		return false;
	}
	if (what == PROXY_CLIENT)
		come_from(c, client);
	c->peer.is_proxy = false;
	return belong_to_client(c) && speak(c) == 0;
}

/* Takes what has come; false: the connection is over. */
static bool take_greeting(struct conn *c)
{
	struct greeting *g = c->greeting;
	struct in6_addr client;
	enum proxy_header what;
	size_t missing;
	ssize_t n;

	while ((what = proxy_read(g->bytes, g->have, &missing, &client)) == PROXY_MORE) {
		n = recv(c->fd, g->bytes + g->have, missing, 0);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return true;
		if (n <= 0) {
			say(c, "closed before its header was whole");
			return false;
		}
		g->have += (size_t)n;
	}
	return greeted(c, what, &client);
}

static void on_greeting(evutil_socket_t fd, short what, void *arg)
{
	struct conn *c = arg;

	(void)fd;
	(void)what;
	if (!take_greeting(c))
		conn_free(c);
}

static int await_greeting(struct conn *c)
{
	struct greeting *g = c->greeting = calloc(1, sizeof(*g));

	if (g)
		g->readable = event_new(c->o->env->base, c->fd, EV_READ | EV_PERSIST, on_greeting, c);
	return g && g->readable ? event_add(g->readable, NULL) : -1;
}

/* --- the whole --- */

static int begin(struct conn *c)
{
	const struct timeval patience = {CONN_HANDSHAKE_S, 0};

	c->patience = evtimer_new(c->o->env->base, on_patience, c);
	if (!c->patience || event_add(c->patience, &patience) != 0)
		return -1;
	return c->peer.is_proxy ? await_greeting(c) : speak(c);
}

int conn_open(const struct conn_options *o, evutil_socket_t fd, const struct conn_peer *peer)
{
	struct conn *c = calloc(1, sizeof(*c));

	if (!c) {
		evutil_closesocket(fd);
		return -1;
	}
	set_socket(fd);
	c->o = o;
	c->fd = fd;
	c->peer = *peer;
	c->origin = (struct call_origin){.env = o->env, .conn = ++last_conn, .peer = c->peer.name};
	belong_to(c, conn_share(o->env, peer));
	TAILQ_INSERT_TAIL(o->list, c, link);
	o->env->counts.connections++;
	o->env->counts.connections_total++;
	if (begin(c) != 0) {
		conn_free(c);
		return -1;
	}
	/* Proxies say it with their first packet: nobody's for as short a time as can be. */
	if (c->greeting)
		on_greeting(fd, EV_READ, c);
	return 0;
}

void conn_drain(struct conn *c)
{
	if (c->h2)
		h2_shutdown(c->h2);
	else
		conn_free(c);
}

void conn_cut(struct conn *c)
{
	if (c->h2)
		h2_abort(c->h2);
	else
		conn_free(c);
}

static bool give_way(struct conn *c, const char *why)
{
	say(c, why);
	c->o->env->counts.connections_cut++;
	conn_cut(c);
	return true;
}

static bool is_idle(const struct conn *c)
{
	return !c->h2 || h2_streams(c->h2) == 0;
}

bool conn_cut_own(struct conn_list *list, const struct share *mine)
{
	struct conn *c;

	TAILQ_FOREACH(c, list, link)
	if (is_idle(c) && c->origin.share == mine)
		return give_way(c, "idle, and another of its address wants in");
	return false;
}

bool conn_cut_idle(struct conn_list *list, const struct share *mine)
{
	const struct share *s;
	struct conn *c;

	TAILQ_FOREACH(c, list, link)
	{
		s = c->origin.share;
		if (is_idle(c) && (!mine || !s || s == mine || s->connections > mine->connections))
			return give_way(c, "idle, and another wants in");
	}
	return false;
}

bool conn_cut_heaviest(struct conn_list *list, const struct share *mine)
{
	const struct share *most = NULL;
	struct conn *c;

	TAILQ_FOREACH(c, list, link)
	if (c->origin.share && !c->greeting && (!most || c->origin.share->connections > most->connections))
		most = c->origin.share;
	if (!mine || !most || most->connections <= mine->connections + 1)
		return false;
	if (conn_cut_own(list, most))
		return true;
	TAILQ_FOREACH(c, list, link)
	if (c->origin.share == most)
		break;
	return give_way(c, "of the address with most connections, and another wants in");
}

struct conn *conn_next(struct conn *c)
{
	return TAILQ_NEXT(c, link);
}

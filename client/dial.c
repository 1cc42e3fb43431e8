/* dial: see dial.h. */
#include "dial.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/bufferevent_ssl.h>
#include <event2/util.h>
#include <netdb.h>
#include <openssl/err.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "feil.h"
#include "mem.h"
#include "spraak.h"

static int bad_address(struct arena *a, const char *text, struct status *st)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = mem_printf(a, _("«%s» er ikke en adresse"), text),
	    .hint = _("vert:port, [IPv6]:port eller unix:STI")};
	return -1;
}

static bool is_loopback(const char *host)
{
	struct in_addr v4;

	if (inet_pton(AF_INET, host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	return strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0;
}

static int split_host(struct arena *a, const char *text, struct dial_address *out)
{
	const char *end = text + strcspn(text, ":");

	if (*text == '[') {
		end = strchr(++text, ']');
		if (!end)
			return -1;
		out->host = mem_strndup(a, text, (size_t)(end++ - text));
	} else {
		out->host = mem_strndup(a, text, (size_t)(end - text));
	}
	if (*end != '\0' && *end != ':')
		return -1;
	out->port = *end == ':' ? end + 1 : DIAL_PORT;
	size_t digits = strspn(out->port, "0123456789");
	return *out->host && digits > 0 && digits <= 5 && out->port[digits] == '\0' ? 0 : -1;
}

int dial_parse(struct arena *a, const char *text, bool force_tls, struct dial_address *out, struct status *st)
{
	*out = (struct dial_address){0};
	if (strncmp(text, "unix:", 5) == 0) {
		if (text[5] == '\0' || strlen(text + 5) >= sizeof(((struct sockaddr_un *)0)->sun_path))
			return bad_address(a, text, st);
		out->text = mem_strndup(a, text, strlen(text));
		out->path = text + 5;
		out->host = "localhost";
		return 0;
	}
	if (split_host(a, text, out))
		return bad_address(a, text, st);
	out->text = mem_printf(a, strchr(out->host, ':') ? "[%s]:%s" : "%s:%s", out->host, out->port);
	out->tls = force_tls || !is_loopback(out->host);
	return 0;
}

struct dial {
	struct arena *a;
	struct event_base *base;
	const struct dial_address *address;
	struct addrinfo *list, *next;
	struct dial_tls *tls;
	struct bufferevent *bev;
	void (*done)(void *arg, struct bufferevent *bev, const struct status *st);
	void *arg;
};

static void fail(struct dial *d, const char *reason, const char *why)
{
	struct status st = {.code = GRPC_UNAVAILABLE,
	    .reason = reason,
	    .text = mem_printf(d->a, _("ingen forbindelse med %s: %s"), d->address->text, why),
	    .hint = _("kjører tjeneren, og er adressen riktig? (--server)")};

	d->done(d->arg, NULL, &st);
}

static struct bufferevent *bufferevent_for(const struct dial *d)
{
	if (!d->address->tls)
		return bufferevent_socket_new(d->base, -1, BEV_OPT_CLOSE_ON_FREE);
	SSL *ssl = dial_tls_session(d->tls, d->address->host);
	struct bufferevent *bev = ssl ? bufferevent_openssl_socket_new(d->base, -1, ssl,
					    BUFFEREVENT_SSL_CONNECTING, BEV_OPT_CLOSE_ON_FREE)
				      : NULL;
	if (ssl && !bev)
		SSL_free(ssl);
	return bev;
}

static void drop_bufferevent(struct dial *d)
{
	if (!d->bev)
		return;
	bufferevent_setcb(d->bev, NULL, NULL, NULL, NULL);
	bufferevent_free(d->bev);
	d->bev = NULL;
}

static void connected(struct dial *d)
{
	struct bufferevent *bev = d->bev;
	SSL *ssl = d->address->tls ? bufferevent_openssl_get_ssl(bev) : NULL;

	if (ssl && !dial_tls_is_h2(ssl)) {
		drop_bufferevent(d);
		fail(d, "tls_feilet", _("tjeneren snakker ikke HTTP/2"));
		return;
	}
	d->bev = NULL;
	bufferevent_setcb(bev, NULL, NULL, NULL, NULL);
	d->done(d->arg, bev, NULL);
}

/* Why TLS failed; NULL when it was not TLS. */
static const char *tls_error(struct dial *d)
{
	SSL *ssl = d->address->tls ? bufferevent_openssl_get_ssl(d->bev) : NULL;
	unsigned long e = ssl ? bufferevent_get_openssl_error(d->bev) : 0;

	return e ? ERR_reason_error_string(e) : NULL;
}

static void try_next(struct dial *d, const char *why);

static void on_event(struct bufferevent *bev, short what, void *arg)
{
	struct dial *d = arg;
	struct status st;

	(void)bev;
	if (what & BEV_EVENT_CONNECTED) {
		connected(d);
		return;
	}
	int error = EVUTIL_SOCKET_ERROR();
	const char *tls = tls_error(d);
	drop_bufferevent(d);
	if (d->tls && dial_tls_refused(d->tls, d->address->text, &st))
		d->done(d->arg, NULL, &st);
	else if (tls)
		fail(d, "tls_feilet", tls);
	else
		try_next(d, error ? evutil_socket_error_to_string(error) : _("tjeneren la på"));
}

static int connect_to(struct dial *d, const struct sockaddr *sa, socklen_t len)
{
	d->bev = bufferevent_for(d);
	if (!d->bev)
		return -1;
	bufferevent_setcb(d->bev, NULL, NULL, on_event, d);
	return bufferevent_socket_connect(d->bev, sa, (int)len);
}

/* The next address of the name; when there is none left, why the last one failed. */
static void try_next(struct dial *d, const char *why)
{
	while (d->next) {
		struct addrinfo *ai = d->next;
		d->next = ai->ai_next;
		if (connect_to(d, ai->ai_addr, ai->ai_addrlen) == 0)
			return;
		why = feil_tekst(errno);
		drop_bufferevent(d);
	}
	fail(d, "ingen_forbindelse", why);
}

static int resolve(struct dial *d, struct status *st)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG};
	int e = getaddrinfo(d->address->host, d->address->port, &hints, &d->list);

	if (e == EAI_ADDRFAMILY || e == EAI_NONAME || e == EAI_NODATA) {
		hints.ai_flags = 0; /* a machine with nothing but the loopback */
		e = getaddrinfo(d->address->host, d->address->port, &hints, &d->list);
	}
	if (e) {
		*st = (struct status){.code = GRPC_UNAVAILABLE,
		    .reason = "ingen_forbindelse",
		    .text = mem_printf(d->a, _("finner ikke %s: %s"), d->address->host, gai_strerror(e))};
		return -1;
	}
	d->next = d->list;
	return 0;
}

static void start_unix(struct dial *d)
{
	struct sockaddr_un sun = {.sun_family = AF_UNIX};

	memcpy(sun.sun_path, d->address->path, strlen(d->address->path));
	if (connect_to(d, (struct sockaddr *)&sun, sizeof(sun)) < 0) {
		int error = errno;
		drop_bufferevent(d);
		fail(d, "ingen_forbindelse", feil_tekst(error));
	}
}

struct dial *dial_start(struct arena *a, struct event_base *base, const struct dial_address *address,
    struct dial_trust *trust, int *alert,
    void (*done)(void *arg, struct bufferevent *bev, const struct status *st), void *arg, struct status *st)
{
	struct dial *d = mem_alloc(a, sizeof(*d));

	*d = (struct dial){.a = a, .base = base, .address = address, .done = done, .arg = arg};
	if (address->tls && !(d->tls = dial_tls_new(a, trust, alert, st)))
		return NULL;
	if (address->path) {
		start_unix(d);
		return d;
	}
	if (resolve(d, st)) {
		dial_free(d);
		return NULL;
	}
	try_next(d, _("ingen adresse"));
	return d;
}

void dial_free(struct dial *d)
{
	if (!d)
		return;
	drop_bufferevent(d);
	if (d->list)
		freeaddrinfo(d->list);
	dial_tls_free(d->tls);
	d->list = NULL;
}

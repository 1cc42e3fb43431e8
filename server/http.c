/*
 * http: see http.h. The only user of evhttp.
 */
#include "http.h"

#include <errno.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "guests.h"

/* Who asks is a machine of ours, with one line and a few headers, and takes its answer at once. */
#define GUESTS_MAX 32
#define HEADERS_MAX 8192
#define BODY_MAX 1024
#define TIMEOUT_S 5
#define BACKLOG 16

struct http {
	struct metrics_sources sources;
	struct evhttp *ev;
	struct guests *guests;
	char address[ADDRESS_SIZE];
};

/* --- answers --- */

static void answer(struct evhttp_request *req, int code, const char *reason, struct evbuffer *body)
{
	struct evkeyvalq *headers = evhttp_request_get_output_headers(req);

	evhttp_add_header(headers, "Cache-Control", "no-store");
	/* None is kept waiting: a few idle ones would hold descriptors that clients need. */
	evhttp_add_header(headers, "Connection", "close");
	evhttp_send_reply(req, code, reason, body);
}

static void answer_word(struct evhttp_request *req, int code, const char *reason, const char *word)
{
	struct evbuffer *body = evbuffer_new();

	if (body)
		evbuffer_add_printf(body, "%s\n", word);
	evhttp_add_header(
	    evhttp_request_get_output_headers(req), "Content-Type", "text/plain; charset=utf-8");
	answer(req, code, reason, body);
	if (body)
		evbuffer_free(body);
}

static void on_metrics(struct evhttp_request *req, void *arg)
{
	struct http *h = arg;
	struct evbuffer *body = evbuffer_new();

	h->sources.guests = guests_count(h->guests);
	if (!body || metrics_write(body, &h->sources) != 0) {
		answer_word(req, HTTP_INTERNAL, "Internal Server Error", "out of memory");
	} else {
		evhttp_add_header(evhttp_request_get_output_headers(req), "Content-Type",
		    "text/plain; version=0.0.4; charset=utf-8");
		answer(req, HTTP_OK, "OK", body);
	}
	if (body)
		evbuffer_free(body);
}

/* Alive is who answers: the loop turns. A daemon whose database is away is not helped by being killed. */
static void on_healthz(struct evhttp_request *req, void *arg)
{
	(void)arg;
	answer_word(req, HTTP_OK, "OK", "ok");
}

static void on_readyz(struct evhttp_request *req, void *arg)
{
	const struct http *h = arg;
	const struct call_env *env = h->sources.env;

	if (env->draining)
		answer_word(req, HTTP_SERVUNAVAIL, "Service Unavailable", "draining");
	else if (!db_ready(env->db))
		answer_word(req, HTTP_SERVUNAVAIL, "Service Unavailable", "no database");
	else
		answer_word(req, HTTP_OK, "OK", "ok");
}

static void on_other(struct evhttp_request *req, void *arg)
{
	(void)arg;
	answer_word(req, HTTP_NOTFOUND, "Not Found", "/metrics, /healthz, /readyz");
}

/* --- the socket --- */

static int fault(const char *address, const char *why, char *err, size_t err_size)
{
	snprintf(err, err_size, "metrics: cannot listen on %s: %s", address, why);
	return -1;
}

static int bind_one(struct http *h, struct event_base *base, const struct addrinfo *a, const char *address,
    char *err, size_t err_size)
{
	const unsigned flags = LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE;
	struct evconnlistener *lev;

	lev = evconnlistener_new_bind(base, NULL, NULL, flags, BACKLOG, a->ai_addr, (int)a->ai_addrlen);
	if (!lev)
		return fault(address, strerror(errno), err, err_size);
	if (evhttp_bind_listener(h->ev, lev))
		return evconnlistener_get_fd(lev);
	evconnlistener_free(lev);
	return fault(address, "out of memory", err, err_size);
}

/* What the address stands for; NULL with a sentence in err. */
static struct addrinfo *resolve(const char *address, char host[ADDRESS_HOST_SIZE], char *err, size_t err_size)
{
	const char *why;
	struct addrinfo *list = address_resolve(address, host, &why);

	if (list && !address_is_loopback(list->ai_addr)) {
		why = "other machines would reach it; use 127.0.0.1 or [::1]";
		freeaddrinfo(list);
		list = NULL;
	}
	if (!list)
		(void)fault(address, why, err, err_size);
	return list;
}

static int bind_at(struct http *h, struct event_base *base, const char *address, char *err, size_t err_size)
{
	char host[ADDRESS_HOST_SIZE];
	struct addrinfo *list = resolve(address, host, err, err_size);
	int fd;

	if (!list)
		return -1;
	fd = bind_one(h, base, list, address, err, err_size);
	freeaddrinfo(list);
	if (fd < 0)
		return -1;
	address_tell(fd, host, h->address, sizeof(h->address));
	return 0;
}

int http_check(const char *address, char *err, size_t err_size)
{
	char host[ADDRESS_HOST_SIZE];
	struct addrinfo *list = resolve(address, host, err, err_size);
	int rc;

	if (!list)
		return -1;
	rc = address_try(list) < 0 ? fault(address, strerror(errno), err, err_size) : 0;
	freeaddrinfo(list);
	return rc;
}

/* --- the whole --- */

static int set_up(struct http *h, struct event_base *base)
{
	h->ev = evhttp_new(base);
	h->guests = guests_new(GUESTS_MAX);
	if (!h->ev || !h->guests)
		return -1;
	evhttp_set_bevcb(h->ev, guests_bufferevent, h->guests);
	evhttp_set_allowed_methods(h->ev, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD);
	evhttp_set_max_headers_size(h->ev, HEADERS_MAX);
	evhttp_set_max_body_size(h->ev, BODY_MAX);
	evhttp_set_timeout(h->ev, TIMEOUT_S);
	evhttp_set_gencb(h->ev, on_other, h);
	return evhttp_set_cb(h->ev, "/metrics", on_metrics, h) == 0 &&
		       evhttp_set_cb(h->ev, "/healthz", on_healthz, h) == 0 &&
		       evhttp_set_cb(h->ev, "/readyz", on_readyz, h) == 0
		   ? 0
		   : -1;
}

struct http *http_open(
    struct event_base *base, const char *address, const struct metrics_sources *s, char *err, size_t err_size)
{
	struct http *h = calloc(1, sizeof(*h));

	if (!h || set_up(h, base) != 0) {
		snprintf(err, err_size, "out of memory");
		http_free(h);
		return NULL;
	}
	h->sources = *s;
	if (bind_at(h, base, address, err, err_size) != 0) {
		http_free(h);
		return NULL;
	}
	return h;
}

const char *http_address(const struct http *h)
{
	return h->address;
}

void http_free(struct http *h)
{
	if (!h)
		return;
	if (h->ev)
		evhttp_free(h->ev);
	guests_free(h->guests);
	free(h);
}

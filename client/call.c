/* call: see call.h. */
#include "call.h"

#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mem.h"
#include "proto/h2.h"

/* The server ends a call at its deadline and says so; only when it is silent do we end it ourselves, so much
 * later. */
#define GRACE_MS 250

/* The call that is waited for. */
struct exchange {
	struct grpc_reader reader;
	uint8_t *reply;
	size_t reply_len, replies;
	int64_t deadline; /* by the monotonic clock, ms */
	bool done, told;  /* told: st came from the server, or was settled by us */
	struct status st;
};

struct call_link {
	struct arena *a;
	struct event_base *base;
	struct dial *dial;
	const struct dial_address *address;
	struct h2 *h2;
	struct h2_stream *stream; /* of the call under way */
	struct exchange *x;
	const char *gone; /* why the session ended; NULL while it lives */
	struct status dial_st;
	bool dialled, interrupted, late;
};

static void settle(struct exchange *x, enum grpc_code code, const char *reason, const char *text)
{
	if (x->told)
		return;
	x->told = true;
	x->st = (struct status){.code = code, .reason = reason, .text = text};
}

/* --- what the server says */

static void take_status(struct call_link *l, const struct h2_headers *h)
{
	const struct h2_nv *status = h2_header(h, "grpc-status"), *message = h2_header(h, "grpc-message"),
			   *details = h2_header(h, "grpc-status-details-bin");
	struct exchange *x = l->x;

	if (!status || x->told)
		return;
	long code = strtol(status->value, NULL, 10);
	x->told = true;
	x->st = (struct status){
	    .code = code >= 0 && code <= GRPC_UNAUTHENTICATED ? (enum grpc_code)code : GRPC_UNKNOWN};
	/* Details that cannot be read leave code and text as they are. */
	if (details && grpc_status_from_details(l->a, details->value, details->value_len, &x->st))
		x->st.reason = NULL;
	if (message)
		x->st.text = grpc_percent_decode(l->a, message->value, message->value_len);
}

static void on_headers(void *arg, struct h2_stream *s, const struct h2_headers *h, bool end)
{
	struct call_link *l = arg;
	const struct h2_nv *status = h2_header(h, ":status"), *type = h2_header(h, "content-type");

	(void)s, (void)end;
	if (!l->x)
		return;
	take_status(l, h);
	if (!status || strcmp(status->value, "200") != 0)
		settle(l->x, GRPC_UNAVAILABLE, "ikke_grpc",
		    mem_printf(l->a, "svaret var HTTP %s", status ? status->value : "uten status"));
	else if (!type || strncmp(type->value, "application/grpc", 16) != 0)
		settle(l->x, GRPC_UNKNOWN, "ikke_grpc", "svaret var ikke gRPC");
}

static void take_message(struct exchange *x, enum grpc_read r)
{
	switch (r) {
	case GRPC_READ_MORE:
	case GRPC_READ_MESSAGE:
		break;
	case GRPC_READ_TOO_LARGE:
	case GRPC_READ_NO_MEMORY:
		settle(x, GRPC_RESOURCE_EXHAUSTED, "for_stort_svar", "svaret er for stort for klienten");
		break;
	case GRPC_READ_COMPRESSED:
	case GRPC_READ_BAD:
		settle(x, GRPC_INTERNAL, "uleselig_svar", "svaret kan ikke leses");
		break;
	}
}

static void on_data(void *arg, struct h2_stream *s, const uint8_t *data, size_t len)
{
	struct call_link *l = arg;
	enum grpc_read r = GRPC_READ_MESSAGE;

	h2_consume(s, len);
	while (l->x && !l->x->told && r == GRPC_READ_MESSAGE && len > 0) {
		r = grpc_reader_feed(&l->x->reader, l->a, &data, &len, &l->x->reply, &l->x->reply_len);
		l->x->replies += r == GRPC_READ_MESSAGE;
		take_message(l->x, r);
	}
	if (l->x && l->x->told)
		h2_reset(s, H2_CANCEL);
}

static void on_trailers(void *arg, struct h2_stream *s, const struct h2_headers *h)
{
	struct call_link *l = arg;

	(void)s;
	if (l->x)
		take_status(l, h);
}

static void on_end(void *arg, struct h2_stream *s)
{
	(void)arg, (void)s;
}

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void settle_late(struct exchange *x)
{
	settle(x, GRPC_DEADLINE_EXCEEDED, "tiden_er_ute", "svaret kom ikke i tide");
	x->st.hint = "--timeout SEKUNDER gir det lengre tid";
}

/* A server may end a call that is late by a mere reset. */
static void settle_closed(struct exchange *x, uint32_t error, const char *name)
{
	if (!x->told && error != H2_LOST && now_ms() >= x->deadline)
		settle_late(x);
	else if (error == H2_REFUSED_STREAM)
		settle(x, GRPC_UNAVAILABLE, "ikke_behandlet", "tjeneren tok ikke imot kallet");
	else if (error == H2_LOST)
		settle(x, GRPC_UNAVAILABLE, "forbindelsen_brutt", "forbindelsen ble brutt før svaret kom");
	else if (error == H2_CANCEL)
		settle(x, GRPC_CANCELLED, "avbrutt", "kallet ble avbrutt");
	else
		settle(x, GRPC_INTERNAL, "uleselig_svar", name);
}

static void on_closed(void *arg, struct h2_stream *s, uint32_t error)
{
	struct call_link *l = arg;

	if (s != l->stream)
		return;
	l->stream = NULL;
	if (!l->x)
		return;
	settle_closed(l->x, error, mem_printf(l->a, "kallet endte uten status (%s)", h2_error_name(error)));
	l->x->done = true;
	event_base_loopbreak(l->base);
}

static void on_gone(void *arg, const char *why)
{
	struct call_link *l = arg;

	l->gone = mem_printf(l->a, "%s", why);
	event_base_loopbreak(l->base);
}

static const struct h2_handler handler = {.headers = on_headers,
    .data = on_data,
    .trailers = on_trailers,
    .end = on_end,
    .closed = on_closed,
    .gone = on_gone};

/* --- waiting */

static void on_interrupt(evutil_socket_t fd, short what, void *arg)
{
	struct call_link *l = arg;

	(void)fd, (void)what;
	l->interrupted = true;
	event_base_loopbreak(l->base);
}

static void on_timeout(evutil_socket_t fd, short what, void *arg)
{
	struct call_link *l = arg;

	(void)fd, (void)what;
	l->late = true;
	event_base_loopbreak(l->base);
}

/*
 * Runs the loop until *done, the time is out, Ctrl-C, or the session has gone. Ctrl-C is ours only meanwhile:
 * a program that prints is ended by it as any other.
 */
static void wait_for(struct call_link *l, const bool *done, int64_t timeout_ms)
{
	struct timeval tv = {.tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000};
	struct event *interrupt = evsignal_new(l->base, SIGINT, on_interrupt, l);
	struct event *timer = evtimer_new(l->base, on_timeout, l);

	l->interrupted = l->late = false;
	if (!interrupt || !timer || event_add(interrupt, NULL) || event_add(timer, &tv))
		l->late = true;
	while (!*done && !l->interrupted && !l->late && !l->gone)
		if (event_base_dispatch(l->base) != 0)
			break;
	if (interrupt)
		event_free(interrupt);
	if (timer)
		event_free(timer);
}

/* What ended the waiting, where it was not the peer. */
static struct status own_status(const struct call_link *l)
{
	if (l->interrupted)
		return (struct status){.code = GRPC_CANCELLED, .reason = "avbrutt", .text = "avbrutt"};
	if (l->late) {
		struct exchange x = {.told = false};
		settle_late(&x);
		return x.st;
	}
	return (struct status){
	    .code = GRPC_UNAVAILABLE, .reason = "forbindelsen_brutt", .text = "forbindelsen ble brutt"};
}

/* --- connecting */

static void on_dialled(void *arg, struct bufferevent *bev, const struct status *st)
{
	struct call_link *l = arg;

	l->dialled = true;
	if (bev)
		l->h2 = h2_new(bev, H2_CLIENT, NULL, &handler, l);
	if (bev && !l->h2) {
		bufferevent_free(bev);
		l->dial_st = (struct status){.code = GRPC_RESOURCE_EXHAUSTED, .text = "for lite minne"};
	}
	if (st)
		l->dial_st = *st;
	event_base_loopbreak(l->base);
}

struct call_link *call_connect(struct arena *a, const struct dial_address *address, const char *ca,
    int64_t timeout_ms, struct status *st)
{
	struct call_link *l = mem_alloc(a, sizeof(*l));

	l->a = a;
	l->address = address;
	l->base = event_base_new();
	if (!l->base) {
		*st = (struct status){.code = GRPC_INTERNAL, .text = "ingen hendelsesløkke"};
		return NULL;
	}
	l->dial = dial_start(a, l->base, address, ca, on_dialled, l, st);
	if (l->dial)
		wait_for(l, &l->dialled, timeout_ms);
	if (l->h2)
		return l;
	if (l->dial)
		*st = l->dialled ? l->dial_st : own_status(l);
	call_disconnect(l);
	return NULL;
}

void call_disconnect(struct call_link *l)
{
	if (!l || !l->base)
		return;
	dial_free(l->dial);
	h2_free(l->h2);
	event_base_loop(l->base, EVLOOP_NONBLOCK); /* bufferevents free themselves in the loop */
	event_base_free(l->base);
	l->base = NULL;
	l->h2 = NULL;
}

/* --- one call */

static struct h2_nv nv(const char *name, const char *value)
{
	return (struct h2_nv){name, value, strlen(name), strlen(value)};
}

static struct h2_stream *open_stream(
    struct call_link *l, const char *path, const char *token, const char *timeout)
{
	struct h2_nv fields[] = {nv(":method", "POST"), nv(":scheme", l->address->tls ? "https" : "http"),
	    nv(":path", path), nv(":authority", l->address->path ? "localhost" : l->address->text),
	    nv("te", "trailers"), nv("content-type", "application/grpc"),
	    nv("user-agent", "omstilling/" OMSTILLING_RELEASE), nv("grpc-timeout", timeout),
	    nv("authorization", "")};
	size_t n = sizeof(fields) / sizeof(*fields);

	if (token)
		fields[n - 1] = nv("authorization", mem_printf(l->a, "Bearer %s", token));
	else
		n--;
	return h2_request(l->h2, fields, n, false, NULL);
}

static int send_request(
    struct call_link *l, const char *path, const char *token, const ProtobufCMessage *req, int64_t timeout_ms)
{
	char timeout[16];
	uint8_t *frame;
	size_t len;

	grpc_timeout_format(timeout_ms, timeout);
	if (grpc_frame_pack(l->a, req, &frame, &len))
		return -1;
	l->stream = open_stream(l, path, token, timeout);
	return l->stream ? h2_send(l->stream, frame, len, true) : -1;
}

static ProtobufCMessage *read_reply(
    struct call_link *l, const struct exchange *x, const ProtobufCMessageDescriptor *type, struct status *st)
{
	ProtobufCMessage *reply = NULL;

	if (x->replies == 1 && grpc_reader_clean(&x->reader))
		reply = protobuf_c_message_unpack(type, arena_allocator(l->a), x->reply_len, x->reply);
	if (!reply)
		*st = (struct status){
		    .code = GRPC_INTERNAL, .reason = "uleselig_svar", .text = "svaret kan ikke leses"};
	return reply;
}

ProtobufCMessage *call_unary(struct call_link *l, const char *path, const char *token,
    const ProtobufCMessage *req, const ProtobufCMessageDescriptor *reply_type, int64_t timeout_ms,
    struct status *st)
{
	struct exchange x = {.deadline = now_ms() + timeout_ms};

	grpc_reader_init(&x.reader, CALL_REPLY_MAX);
	l->x = &x;
	if (l->gone || send_request(l, path, token, req, timeout_ms)) {
		l->x = NULL;
		*st = own_status(l);
		return NULL;
	}
	wait_for(l, &x.done, timeout_ms + GRACE_MS);
	if (!x.done && l->stream) {
		h2_reset(l->stream, H2_CANCEL);
		event_base_loop(l->base, EVLOOP_ONCE | EVLOOP_NONBLOCK); /* lets the cancellation out */
	}
	l->x = NULL;
	*st = x.told && !l->interrupted && !l->late ? x.st : own_status(l);
	return st->code == GRPC_OK ? read_reply(l, &x, reply_type, st) : NULL;
}

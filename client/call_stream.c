/*
 * call_stream: one call on a connection, message by message; see call.h. A unary call is one of each.
 *
 * What comes is kept as bytes, in the flow-control window of the stream, until somebody asks for the next
 * message: a server that sends faster than we write is held back by the window.
 */
#include <event2/buffer.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "call_int.h"
#include "grunn.h"
#include "mem.h"
#include "spraak.h"

/* The server ends a call at its deadline and says so; only when it is silent do we end it ourselves, so much
 * later. */
#define GRACE_MS 250

struct call_stream {
	struct call_link *l;
	struct arena *a;      /* of what is said of its end */
	struct h2_stream *h2; /* NULL once it is over */
	struct grpc_reader reader;
	struct evbuffer *in;	      /* came, and not yet read */
	uint8_t *frame;		      /* on its way out */
	int64_t deadline, patience;   /* by the monotonic clock, ms; ms; 0: none */
	bool woken, taken, told, cut; /* told: st came from the server, or was settled by us */
	struct status st;
};

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void settle(struct call_stream *s, enum grpc_code code, const char *reason, const char *text)
{
	if (s->told)
		return;
	s->told = true;
	s->st = (struct status){.code = code, .reason = reason, .text = text};
}

static void wake(struct call_stream *s)
{
	s->woken = true;
	event_base_loopbreak(s->l->base);
}

/* The stream under way, when it is that one. */
static struct call_stream *stream_of(void *arg, const struct h2_stream *h2)
{
	struct call_link *l = arg;

	return l->stream && l->stream->h2 == h2 ? l->stream : NULL;
}

/* --- what the server says */

static void take_status(struct call_stream *s, const struct h2_headers *h)
{
	const struct h2_nv *status = h2_header(h, "grpc-status"), *message = h2_header(h, "grpc-message"),
			   *details = h2_header(h, "grpc-status-details-bin");
	struct arena *a = s->a;

	if (!status || s->told)
		return;
	long code = strtol(status->value, NULL, 10);
	s->told = true;
	s->st = (struct status){
	    .code = code >= 0 && code <= GRPC_UNAUTHENTICATED ? (enum grpc_code)code : GRPC_UNKNOWN};
	/* Details that cannot be read leave code and text as they are. */
	if (details && grpc_status_from_details(a, details->value, details->value_len, &s->st))
		s->st.reason = NULL;
	if (message)
		s->st.text = grpc_percent_decode(a, message->value, message->value_len);
	grunn_status(a, &s->st);
}

static void on_headers(void *arg, struct h2_stream *h2, const struct h2_headers *h, bool end)
{
	const struct h2_nv *status = h2_header(h, ":status"), *type = h2_header(h, "content-type");
	struct call_stream *s = stream_of(arg, h2);

	(void)end;
	if (!s)
		return;
	take_status(s, h);
	if (status && (strcmp(status->value, "502") == 0 || strcmp(status->value, "504") == 0))
		settle(s, GRPC_UNAVAILABLE, "forbindelsen_brutt",
		    mem_printf(s->a, _("tjeneren bak svarte ikke (HTTP %s)"), status->value));
	else if (!status || strcmp(status->value, "200") != 0)
		settle(s, GRPC_UNAVAILABLE, "ikke_grpc",
		    mem_printf(s->a, _("svaret var HTTP %s"), status ? status->value : _("uten status")));
	else if (!type || strncmp(type->value, "application/grpc", 16) != 0)
		settle(s, GRPC_UNKNOWN, "ikke_grpc", _("svaret var ikke gRPC"));
}

static void on_data(void *arg, struct h2_stream *h2, const uint8_t *data, size_t len)
{
	struct call_stream *s = stream_of(arg, h2);

	if (!s || s->told) {
		h2_consume(h2, len);
		return;
	}
	s->l->bytes += (int64_t)len;
	if (evbuffer_add(s->in, data, len) != 0) {
		settle(s, GRPC_RESOURCE_EXHAUSTED, "for_stort_svar", _("svaret er for stort for klienten"));
		h2_reset(h2, H2_CANCEL);
	}
	wake(s);
}

static void on_trailers(void *arg, struct h2_stream *h2, const struct h2_headers *h)
{
	struct call_stream *s = stream_of(arg, h2);

	if (s)
		take_status(s, h);
}

static void on_end(void *arg, struct h2_stream *h2)
{
	(void)arg, (void)h2;
}

static void on_drained(void *arg, struct h2_stream *h2)
{
	struct call_stream *s = stream_of(arg, h2);

	if (!s)
		return;
	s->taken = true;
	wake(s);
}

/* A server may end a call that is late by a mere reset. */
/* A server that wants a certificate of us says so when we already believe to be in. */
static void settle_lost(struct call_stream *s)
{
	struct status st;

	if (!s->told && dial_tls_refused_us(s->l->alert, s->l->certificate, &st)) {
		s->told = true;
		s->st = st;
	} else {
		settle(s, GRPC_UNAVAILABLE, "forbindelsen_brutt", _("forbindelsen ble brutt før svaret kom"));
	}
}

static void settle_closed(struct call_stream *s, uint32_t error)
{
	if (!s->told && error != H2_LOST && s->deadline > 0 && now_ms() >= s->deadline) {
		s->l->late = true;
		s->told = true;
		s->st = call_own_status(s->l);
	} else if (error == H2_REFUSED_STREAM)
		settle(s, GRPC_UNAVAILABLE, "ikke_behandlet", _("tjeneren tok ikke imot kallet"));
	else if (error == H2_LOST)
		settle_lost(s);
	else if (error == H2_CANCEL || error == H2_NO_ERROR) /* not by us: a proxy lost the server */
		settle(s, GRPC_UNAVAILABLE, "forbindelsen_brutt", _("forbindelsen med tjeneren ble brutt"));
	else
		settle(s, GRPC_INTERNAL, "uleselig_svar",
		    mem_printf(s->a, _("kallet endte uten status (%s)"), h2_error_name(error)));
}

static void on_closed(void *arg, struct h2_stream *h2, uint32_t error)
{
	struct call_stream *s = stream_of(arg, h2);

	if (!s)
		return;
	s->h2 = NULL;
	settle_closed(s, error);
	wake(s);
}

static void on_gone(void *arg, const char *why)
{
	struct call_link *l = arg;

	l->gone = mem_printf(l->own, "%s", why);
	event_base_loopbreak(l->base);
}

const struct h2_handler call_handler = {.headers = on_headers,
    .data = on_data,
    .trailers = on_trailers,
    .end = on_end,
    .drained = on_drained,
    .closed = on_closed,
    .gone = on_gone};

/* --- waiting */

/* How long one step may take: below 0 for ever. */
static int64_t step_ms(const struct call_stream *s)
{
	int64_t left = s->deadline > 0 ? s->deadline + GRACE_MS - now_ms() : -1;

	if (s->deadline > 0 && left < 0)
		left = 0;
	return s->patience > 0 && (left < 0 || s->patience < left) ? s->patience : left;
}

/* Until something has happened. -1: nothing will, from the peer's side. */
static int wait_step(struct call_stream *s)
{
	s->woken = false;
	if (!s->h2 || s->cut)
		return -1;
	call_wait(s->l, &s->woken, step_ms(s));
	s->cut = !s->woken;
	return s->cut ? -1 : 0;
}

/* --- a stream's life */

static struct h2_nv nv(const char *name, const char *value)
{
	return (struct h2_nv){name, value, strlen(name), strlen(value)};
}

static struct h2_stream *open_stream(
    struct call_link *l, struct arena *a, const char *path, const char *token, int64_t timeout_ms)
{
	char timeout[16];
	struct h2_nv fields[] = {nv(":method", "POST"), nv(":scheme", l->tls ? "https" : "http"),
	    nv(":path", path), nv(":authority", l->authority), nv("te", "trailers"),
	    nv("content-type", "application/grpc"), nv("user-agent", "omstilling/" OMSTILLING_RELEASE),
	    nv("", ""), nv("", "")};
	size_t n = sizeof(fields) / sizeof(*fields) - 2;

	if (timeout_ms > 0) {
		grpc_timeout_format(timeout_ms, timeout);
		fields[n++] = nv("grpc-timeout", timeout);
	}
	if (token)
		fields[n++] = nv("authorization", mem_printf(a, "Bearer %s", token));
	return h2_request(l->h2, fields, n, false, NULL);
}

static void stream_free(struct call_stream *s)
{
	s->l->stream = NULL;
	call_unwatch_interrupt(s->l);
	if (s->in)
		evbuffer_free(s->in);
	free(s->frame);
	free(s);
}

struct call_stream *call_stream_start(struct call_link *l, struct arena *a, const char *path,
    const char *token, int64_t timeout_ms, int64_t patience_ms, struct status *st)
{
	struct call_stream *s = calloc(1, sizeof(*s));

	l->interrupted = l->late = false;
	l->bytes = 0;
	/* Nothing has been said yet: other than a connection that breaks later. */
	*st = (struct status){.code = GRPC_UNAVAILABLE,
	    .reason = "ingen_forbindelse",
	    .text = _("forbindelsen er brutt siden sist")};
	if (!s)
		return NULL;
	s->l = l;
	s->a = a;
	s->patience = patience_ms;
	s->deadline = timeout_ms > 0 ? now_ms() + timeout_ms : 0;
	s->in = evbuffer_new();
	grpc_reader_init(&s->reader, CALL_REPLY_MAX);
	if (!l->gone && s->in && call_watch_interrupt(l) == 0)
		s->h2 = open_stream(l, a, path, token, timeout_ms);
	l->stream = s;
	if (s->h2)
		return s;
	stream_free(s);
	return NULL;
}

struct call_stream *call_stream_open(struct call_link *l, struct arena *a, const char *path,
    const char *token, int64_t patience_ms, struct status *st)
{
	return call_stream_start(l, a, path, token, 0, patience_ms, st);
}

void call_stream_close(struct call_stream *s, struct status *st)
{
	if (s->h2) {
		h2_reset(s->h2, H2_CANCEL);
		s->h2 = NULL;
		event_base_loop(s->l->base, EVLOOP_ONCE | EVLOOP_NONBLOCK); /* lets the cancellation out */
	}
	*st = s->told && !s->cut ? s->st : call_own_status(s->l);
	stream_free(s);
}

bool call_stream_clean(const struct call_stream *s)
{
	return !s->h2 && grpc_reader_clean(&s->reader);
}

/* --- out */

static int push(struct call_stream *s, const ProtobufCMessage *msg, bool last)
{
	size_t len = protobuf_c_message_get_packed_size(msg);

	if (!s->h2 || s->cut || len > UINT32_MAX)
		return -1;
	free(s->frame);
	s->frame = malloc(GRPC_FRAME_HEADER + len);
	if (!s->frame)
		return -1;
	grpc_frame_header(s->frame, (uint32_t)len);
	protobuf_c_message_pack(msg, s->frame + GRPC_FRAME_HEADER);
	s->taken = false;
	return h2_send(s->h2, s->frame, GRPC_FRAME_HEADER + len, last);
}

int call_stream_send(struct call_stream *s, const ProtobufCMessage *msg)
{
	if (push(s, msg, false))
		return -1;
	while (!s->taken)
		if (wait_step(s))
			return -1;
	return 0;
}

int call_stream_send_last(struct call_stream *s, const ProtobufCMessage *msg)
{
	return push(s, msg, true);
}

int call_stream_end(struct call_stream *s)
{
	return s->h2 && !s->cut ? h2_send(s->h2, "", 0, true) : -1;
}

/* --- in */

static void unreadable(struct call_stream *s, enum grpc_read r)
{
	if (s->st.code == GRPC_OK) /* a good end that came before we had read this */
		s->told = false;
	if (r == GRPC_READ_TOO_LARGE || r == GRPC_READ_NO_MEMORY)
		settle(s, GRPC_RESOURCE_EXHAUSTED, "for_stort_svar", _("svaret er for stort for klienten"));
	else
		settle(s, GRPC_INTERNAL, "uleselig_svar", _("svaret kan ikke leses"));
	evbuffer_drain(s->in, evbuffer_get_length(s->in));
	if (s->h2)
		h2_reset(s->h2, H2_CANCEL);
}

/* The next frame out of what has come; GRPC_READ_MORE when it is not all here. */
static enum grpc_read take_frame(struct call_stream *s, struct arena *a, uint8_t **msg, size_t *len)
{
	enum grpc_read r = GRPC_READ_MORE;
	size_t n;

	while (r == GRPC_READ_MORE && (n = evbuffer_get_contiguous_space(s->in)) > 0) {
		const uint8_t *p = evbuffer_pullup(s->in, (ssize_t)n);
		size_t rest = n;
		r = grpc_reader_feed(&s->reader, a, &p, &rest, msg, len);
		evbuffer_drain(s->in, n - rest);
		if (s->h2)
			h2_consume(s->h2, n - rest);
	}
	return r;
}

ProtobufCMessage *call_stream_next(
    struct call_stream *s, struct arena *a, const ProtobufCMessageDescriptor *type)
{
	for (;;) {
		uint8_t *frame;
		size_t len;
		enum grpc_read r = s->cut ? GRPC_READ_MORE : take_frame(s, a, &frame, &len);
		if (r == GRPC_READ_MESSAGE) {
			ProtobufCMessage *msg =
			    protobuf_c_message_unpack(type, arena_allocator(a), len, frame);
			if (msg)
				return msg;
		}
		if (r != GRPC_READ_MORE)
			unreadable(s, r);
		if (wait_step(s))
			return NULL;
	}
}

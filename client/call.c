/* call: the connection, and the waiting for what comes on it; see call.h. */
#include <signal.h>
#include <stdlib.h>

#include "call_int.h"
#include "mem.h"
#include "spraak.h"

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

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct call_link *l = arg;

	(void)fd, (void)what;
	l->tick(l->tick_arg, l->bytes);
}

void call_on_tick(struct call_link *l, void (*tick)(void *arg, int64_t bytes), void *arg)
{
	l->tick = tick;
	l->tick_arg = arg;
}

int call_watch_interrupt(struct call_link *l)
{
	l->interrupted = false;
	l->interrupt = evsignal_new(l->base, SIGINT, on_interrupt, l);
	return l->interrupt && event_add(l->interrupt, NULL) == 0 ? 0 : -1;
}

void call_unwatch_interrupt(struct call_link *l)
{
	if (l->interrupt)
		event_free(l->interrupt);
	l->interrupt = NULL;
}

void call_wait(struct call_link *l, const bool *done, int64_t timeout_ms)
{
	struct timeval tv = {.tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000};
	struct event *timer = timeout_ms < 0 ? NULL : evtimer_new(l->base, on_timeout, l);

	struct timeval often = {.tv_usec = CALL_TICK_MS * 1000};
	struct event *tick = l->tick ? event_new(l->base, -1, EV_PERSIST, on_tick, l) : NULL;

	if (tick)
		event_add(tick, &often);
	l->late = timeout_ms >= 0 && (!timer || event_add(timer, &tv));
	while (!*done && !l->interrupted && !l->late && !l->gone)
		if (event_base_dispatch(l->base) != 0)
			break;
	if (timer)
		event_free(timer);
	if (tick)
		event_free(tick);
}

struct status call_interrupted(void)
{
	return (struct status){.code = GRPC_CANCELLED, .reason = "avbrutt", .text = _("avbrutt")};
}

struct status call_own_status(const struct call_link *l)
{
	if (l->interrupted)
		return call_interrupted();
	if (l->late)
		return (struct status){.code = GRPC_DEADLINE_EXCEEDED,
		    .reason = "tiden_er_ute",
		    .text = _("svaret kom ikke i tide"),
		    .hint = _("--timeout SEKUNDER gir det lengre tid")};
	struct status st;
	if (dial_tls_refused_us(l->alert, l->certificate, &st))
		return st;
	return (struct status){
	    .code = GRPC_UNAVAILABLE, .reason = "forbindelsen_brutt", .text = _("forbindelsen ble brutt")};
}

/* --- connecting */

static void on_dialled(void *arg, struct bufferevent *bev, const struct status *st)
{
	struct call_link *l = arg;

	l->dialled = true;
	if (bev)
		l->h2 = h2_new(bev, H2_CLIENT, NULL, &call_handler, l);
	if (bev && !l->h2) {
		bufferevent_free(bev);
		l->dial_st = (struct status){.code = GRPC_RESOURCE_EXHAUSTED, .text = _("for lite minne")};
	}
	if (st)
		l->dial_st = *st;
	event_base_loopbreak(l->base);
}

static struct call_link *link_new(const struct dial_address *address)
{
	struct arena *own = mem_new();
	struct call_link *l = mem_alloc(own, sizeof(*l));

	l->own = own;
	l->authority = mem_printf(own, "%s", address->path ? "localhost" : address->text);
	l->tls = address->tls;
	l->base = event_base_new();
	return l;
}

struct call_link *call_connect(struct arena *a, const struct dial_address *address, struct dial_trust *trust,
    int64_t timeout_ms, struct status *st)
{
	struct call_link *l = link_new(address);

	if (!l->base || call_watch_interrupt(l)) {
		*st = (struct status){.code = GRPC_INTERNAL, .text = _("ingen hendelsesløkke")};
		call_disconnect(l);
		return NULL;
	}
	l->certificate = trust && trust->cert;
	struct dial *dial = dial_start(a, l->base, address, trust, &l->alert, on_dialled, l, st);
	if (dial)
		call_wait(l, &l->dialled, timeout_ms);
	call_unwatch_interrupt(l);
	if (dial && !l->h2)
		*st = l->dialled ? l->dial_st : call_own_status(l);
	dial_free(dial);
	if (l->h2)
		return l;
	call_disconnect(l);
	return NULL;
}

void call_disconnect(struct call_link *l)
{
	if (!l)
		return;
	call_unwatch_interrupt(l);
	h2_free(l->h2);
	if (l->base) {
		event_base_loop(l->base, EVLOOP_NONBLOCK); /* bufferevents free themselves in the loop */
		event_base_free(l->base);
	}
	arena_free(l->own);
}

bool call_alive(struct call_link *l)
{
	event_base_loop(l->base, EVLOOP_NONBLOCK);
	return !l->gone;
}

/* --- one message each way */

ProtobufCMessage *call_unary(struct call_link *l, struct arena *a, const char *path, const char *token,
    const ProtobufCMessage *req, const ProtobufCMessageDescriptor *reply_type, int64_t timeout_ms,
    struct status *st)
{
	struct call_stream *s = call_stream_start(l, a, path, token, timeout_ms, 0, st);
	ProtobufCMessage *reply = NULL;
	bool whole = false;

	if (!s)
		return NULL;
	if (call_stream_send_last(s, req) == 0)
		reply = call_stream_next(s, a, reply_type);
	if (reply)
		whole = !call_stream_next(s, a, reply_type) && call_stream_clean(s);
	call_stream_close(s, st);
	if (st->code != GRPC_OK)
		return NULL;
	if (!whole)
		*st = (struct status){
		    .code = GRPC_INTERNAL, .reason = "uleselig_svar", .text = _("svaret kan ikke leses")};
	return whole ? reply : NULL;
}

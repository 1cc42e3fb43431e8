/*
 * h2: one HTTP/2 session on a libevent bufferevent, either end.
 *
 * nghttp2's callbacks, and the handlers they call, only record: they submit frames and mark the session
 * h2_dirty. A flush event, made active at most once a turn and therefore run after the events of that turn,
 * takes everything out of nghttp2 and writes it. Endings are told when the outermost entry is left, so that
 * no handler pulls the ground from under another.
 */
#include "h2_int.h"

#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <nghttp2/nghttp2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_STREAMS 100u
#define STREAM_WINDOW (256u << 10)
#define SESSION_WINDOW (1u << 20)
#define OUTPUT_HIGH (64u << 10)
#define RESETS_BURST 1000u
#define RESETS_RATE 33u
#define RESET_COST 10u /* a stream that begins and ends for nothing */
#define GATHER_SIZE (64u << 10)
#define DEFLATE_TABLE 1024u /* of the peer's offer; our own header blocks repeat three fields */
#define WRITE_TIMEOUT_S 30  /* a peer that takes nothing for so long is gone */

/* --- entering and leaving - */

void h2_dirty(struct h2 *h)
{
	if (!h->over && !h->dead)
		event_active(h->flush, 0, 0);
}

static void finish(struct h2 *h, const char *why)
{
	if (h->over)
		return;
	h->over = true;
	if (!h->why[0])
		snprintf(h->why, sizeof(h->why), "%s", why);
	bufferevent_disable(h->bev, EV_READ | EV_WRITE);
}

static void destroy(struct h2 *h)
{
	while (h->streams)
		h2_stream_free(h->streams);
	nghttp2_session_del(h->ng);
	if (h->block)
		h2_block_give(h->block);
	event_free(h->flush);
	/* A deferred callback may come after the free: there must be nobody for it to call. */
	bufferevent_setcb(h->bev, NULL, NULL, NULL, NULL);
	bufferevent_free(h->bev);
	free(h);
}

static void leave(struct h2 *h)
{
	if (h->depth == 1 && h->over && !h->told && !h->dead) {
		h->told = true;
		while (h->streams) {
			nghttp2_session_set_stream_user_data(h->ng, h->streams->id, NULL);
			h2_stream_end(h->streams, H2_LOST);
		}
		if (!h->dead)
			h->handler->gone(h->arg, h->why);
	}
	if (--h->depth == 0 && h->dead)
		destroy(h);
}

void h2_free(struct h2 *h)
{
	if (!h || h->dead)
		return;
	h->dead = true;
	h->over = true;
	if (h->depth == 0)
		destroy(h);
}

/* --- nghttp2's callbacks: record only --- */

static int on_begin_headers(nghttp2_session *ng, const nghttp2_frame *frame, void *arg)
{
	struct h2 *h = arg;
	struct h2_stream *s;

	if (!h->block)
		h->block = h2_block_take();
	if (!h->block)
		return NGHTTP2_ERR_CALLBACK_FAILURE;
	h->block->used = 0;
	h->block->h.n = 0;
	h->block->h.too_large = false;
	if (frame->hd.type != NGHTTP2_HEADERS || frame->headers.cat != NGHTTP2_HCAT_REQUEST)
		return 0;
	s = h2_stream_new(h, frame->hd.stream_id);
	if (!s)
		return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
	nghttp2_session_set_stream_user_data(ng, s->id, s);
	return 0;
}

static int on_header(nghttp2_session *ng, const nghttp2_frame *frame, const uint8_t *name, size_t nlen,
    const uint8_t *value, size_t vlen, uint8_t flags, void *arg)
{
	struct h2 *h = arg;

	(void)ng;
	(void)frame;
	(void)flags;
	if (h->block)
		h2_block_add(h->block, name, nlen, value, vlen);
	return 0;
}

static bool interim(const struct h2_headers *hd)
{
	const struct h2_nv *status = h2_header(hd, ":status");

	return status && status->value[0] == '1';
}

static void headers_done(struct h2 *h, struct h2_stream *s, const struct h2_headers *hd, bool request)
{
	bool head = request || (h->side == H2_CLIENT && !s->responded);

	if (head && !request && interim(hd))
		return;
	if (head) {
		if (!request)
			s->responded = true;
		s->announced = true;
		h->handler->headers(h->arg, s, hd, s->heard_all);
		return;
	}
	if (h->handler->trailers)
		h->handler->trailers(h->arg, s, hd);
	if (s->heard_all && !h->dead)
		h->handler->end(h->arg, s);
}

static int on_frame_recv(nghttp2_session *ng, const nghttp2_frame *frame, void *arg)
{
	struct h2 *h = arg;
	struct h2_stream *s = h2_stream_of(ng, frame->hd.stream_id);
	struct h2_block *b;

	if (h->dead)
		return 0;
	h2_flood_told(h, frame);
	if (s && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) &&
	    (frame->hd.type == NGHTTP2_DATA || frame->hd.type == NGHTTP2_HEADERS))
		s->heard_all = true;
	switch (frame->hd.type) {
	case NGHTTP2_HEADERS:
		b = h->block;
		h->block = NULL;
		if (s && b)
			headers_done(h, s, &b->h, frame->headers.cat == NGHTTP2_HCAT_REQUEST);
		if (b)
			h2_block_give(b);
		break;
	case NGHTTP2_DATA:
		if (s && s->heard_all)
			h->handler->end(h->arg, s);
		break;
	case NGHTTP2_SETTINGS:
		h->ready = true;
		break;
	case NGHTTP2_GOAWAY:
		if (h->handler->goaway)
			h->handler->goaway(h->arg, frame->goaway.error_code);
		break;
	default:
		break;
	}
	return 0;
}

static int on_data_chunk(
    nghttp2_session *ng, uint8_t flags, int32_t id, const uint8_t *data, size_t len, void *arg)
{
	struct h2 *h = arg;
	struct h2_stream *s = h2_stream_of(ng, id);

	(void)flags;
	if (!s || h->dead) {
		nghttp2_session_consume(ng, id, len);
		return 0;
	}
	s->unconsumed += len;
	h->handler->data(h->arg, s, data, len);
	return 0;
}

/* A whole answer has left while the request still comes: tell the peer to save its breath. */
static int on_frame_send(nghttp2_session *ng, const nghttp2_frame *frame, void *arg)
{
	struct h2 *h = arg;
	struct h2_stream *s;

	if (frame->hd.type == NGHTTP2_RST_STREAM && frame->rst_stream.error_code != NGHTTP2_NO_ERROR)
		h2_flood_charge(h, RESET_COST);
	h2_flood_sent(h, frame);
	if (h->side == H2_CLIENT || !(frame->hd.flags & NGHTTP2_FLAG_END_STREAM) ||
	    (frame->hd.type != NGHTTP2_DATA && frame->hd.type != NGHTTP2_HEADERS))
		return 0;
	s = h2_stream_of(ng, frame->hd.stream_id);
	if (s && !s->heard_all)
		nghttp2_submit_rst_stream(ng, NGHTTP2_FLAG_NONE, s->id, NGHTTP2_NO_ERROR);
	return 0;
}

/* Headers larger than nghttp2 sends: without them the stream would wait for ever. */
static int on_frame_not_send(nghttp2_session *ng, const nghttp2_frame *frame, int error, void *arg)
{
	struct h2_stream *s = h2_stream_of(ng, frame->hd.stream_id);

	(void)arg;
	(void)error;
	if (s && frame->hd.type == NGHTTP2_HEADERS)
		nghttp2_submit_rst_stream(ng, NGHTTP2_FLAG_NONE, s->id, NGHTTP2_INTERNAL_ERROR);
	return 0;
}

static int on_stream_close(nghttp2_session *ng, int32_t id, uint32_t error, void *arg)
{
	struct h2_stream *s = h2_stream_of(ng, id);

	(void)arg;
	if (!s)
		return 0;
	/* Callbacks may still name this stream: they must find nobody. */
	nghttp2_session_set_stream_user_data(ng, id, NULL);
	if (s->unconsumed > 0)
		nghttp2_session_consume_connection(ng, s->unconsumed);
	h2_stream_end(s, error);
	return 0;
}

/* --- sending --- */

/* Takes frames out of nghttp2 into buf; the number of bytes, or -1. */
static ssize_t gather(struct h2 *h, uint8_t *buf, size_t size)
{
	size_t n = 0;

	/* A frame is at most a header and 16 KiB, and mem_send hands out no more than one. */
	while (n + (16u << 10) + 64 <= size) {
		const uint8_t *p;
		ssize_t k = nghttp2_session_mem_send(h->ng, &p);

		if (k < 0)
			return -1;
		if (k == 0)
			break;
		if ((size_t)k > size - n) {
			bufferevent_write(h->bev, buf, n);
			bufferevent_write(h->bev, p, (size_t)k);
			return 0;
		}
		memcpy(buf + n, p, (size_t)k);
		n += (size_t)k;
	}
	return (ssize_t)n;
}

/* What the kernel takes at once costs neither a wait for writability nor a copy into the bufferevent. */
static size_t write_directly(struct h2 *h, const uint8_t *buf, size_t n)
{
	ssize_t k;

	if (!h->plain || evbuffer_get_length(bufferevent_get_output(h->bev)) > 0)
		return 0;
	k = send(bufferevent_getfd(h->bev), buf, n, MSG_NOSIGNAL | MSG_DONTWAIT);
	return k > 0 ? (size_t)k : 0;
}

static void pump(struct h2 *h)
{
	static uint8_t buf[GATHER_SIZE];
	struct evbuffer *out = bufferevent_get_output(h->bev);

	while (!h->over && !h->dead && evbuffer_get_length(out) < h->output_high) {
		ssize_t n = gather(h, buf, sizeof(buf));
		size_t done;

		if (n < 0) {
			finish(h, "memory is out while sending");
			return;
		}
		if (n == 0)
			break;
		done = write_directly(h, buf, (size_t)n);
		if (done < (size_t)n && bufferevent_write(h->bev, buf + done, (size_t)n - done) != 0)
			finish(h, "memory is out while sending");
	}
	if (!h->over && !nghttp2_session_want_read(h->ng) && !nghttp2_session_want_write(h->ng) &&
	    evbuffer_get_length(out) == 0)
		finish(h, "");
}

/* --- receiving --- */

static void refuse(struct h2 *h, ssize_t error)
{
	snprintf(h->why, sizeof(h->why), "%s", nghttp2_strerror((int)error));
	if (error == NGHTTP2_ERR_BAD_CLIENT_MAGIC || error == NGHTTP2_ERR_FLOODED)
		nghttp2_session_terminate_session(
		    h->ng, error == NGHTTP2_ERR_FLOODED ? NGHTTP2_ENHANCE_YOUR_CALM : NGHTTP2_PROTOCOL_ERROR);
	else
		finish(h, "");
}

static void feed(struct h2 *h)
{
	struct evbuffer *in = bufferevent_get_input(h->bev);
	size_t len;

	while (!h->over && !h->dead && (len = evbuffer_get_contiguous_space(in)) > 0) {
		const uint8_t *p = evbuffer_pullup(in, (ssize_t)len);
		ssize_t n = nghttp2_session_mem_recv(h->ng, p, len);

		if (n < 0) {
			if (!h->why[0])
				refuse(h, n);
			evbuffer_drain(in, evbuffer_get_length(in));
			bufferevent_disable(h->bev, EV_READ);
			break;
		}
		h2_flood_bytes(h, p, (size_t)n);
		evbuffer_drain(in, (size_t)n);
	}
	h2_dirty(h);
}

static void on_readable(struct bufferevent *bev, void *arg)
{
	struct h2 *h = arg;

	(void)bev;
	h->depth++;
	feed(h);
	leave(h);
}

static void on_flush(evutil_socket_t fd, short what, void *arg)
{
	struct h2 *h = arg;

	(void)fd;
	(void)what;
	h->depth++;
	pump(h);
	leave(h);
}

static void on_writable(struct bufferevent *bev, void *arg)
{
	(void)bev;
	on_flush(-1, 0, arg);
}

static void on_event(struct bufferevent *bev, short what, void *arg)
{
	struct h2 *h = arg;

	(void)bev;
	if (!(what & (BEV_EVENT_EOF | BEV_EVENT_ERROR | BEV_EVENT_TIMEOUT)))
		return;
	h->depth++;
	if (what & BEV_EVENT_TIMEOUT)
		finish(h, "the peer takes no bytes");
	else if (what & BEV_EVENT_EOF)
		finish(h, h->count > 0 ? "the peer closed the connection" : "");
	else
		finish(h, errno ? strerror(errno) : "the connection broke");
	leave(h);
}

/* --- a session --- */

static unsigned or_default(unsigned v, unsigned d)
{
	return v ? v : d;
}

static int session_make(struct h2 *h, const struct h2_options *o)
{
	nghttp2_session_callbacks *cb = NULL;
	nghttp2_option *opt = NULL;
	int rv = -1;

	if (nghttp2_session_callbacks_new(&cb) != 0 || nghttp2_option_new(&opt) != 0)
		goto out;
	nghttp2_session_callbacks_set_on_begin_headers_callback(cb, on_begin_headers);
	nghttp2_session_callbacks_set_on_header_callback(cb, on_header);
	nghttp2_session_callbacks_set_on_frame_recv_callback(cb, on_frame_recv);
	nghttp2_session_callbacks_set_on_data_chunk_recv_callback(cb, on_data_chunk);
	nghttp2_session_callbacks_set_on_frame_send_callback(cb, on_frame_send);
	nghttp2_session_callbacks_set_on_frame_not_send_callback(cb, on_frame_not_send);
	nghttp2_session_callbacks_set_on_stream_close_callback(cb, on_stream_close);
	nghttp2_option_set_no_auto_window_update(opt, 1);
	nghttp2_option_set_no_closed_streams(opt, 1);
	nghttp2_option_set_max_deflate_dynamic_table_size(opt, DEFLATE_TABLE);
	nghttp2_option_set_stream_reset_rate_limit(
	    opt, or_default(o->resets_burst, RESETS_BURST), or_default(o->resets_rate, RESETS_RATE));
	if (h->side == H2_SERVER)
		rv = nghttp2_session_server_new2(&h->ng, cb, h, opt);
	else
		rv = nghttp2_session_client_new2(&h->ng, cb, h, opt);
out:
	nghttp2_option_del(opt);
	nghttp2_session_callbacks_del(cb);
	return rv;
}

static int session_greet(struct h2 *h, const struct h2_options *o)
{
	const nghttp2_settings_entry iv[] = {
	    {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, or_default(o->stream_window, STREAM_WINDOW)},
	    {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, H2_MAX_HEADER_BYTES},
	    {h->side == H2_SERVER ? NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS : NGHTTP2_SETTINGS_ENABLE_PUSH,
		h->side == H2_SERVER ? or_default(o->max_streams, MAX_STREAMS) : 0},
	};

	if (nghttp2_submit_settings(h->ng, NGHTTP2_FLAG_NONE, iv, sizeof(iv) / sizeof(iv[0])) != 0)
		return -1;
	return nghttp2_session_set_local_window_size(
	    h->ng, NGHTTP2_FLAG_NONE, 0, (int32_t)or_default(o->session_window, SESSION_WINDOW));
}

struct h2 *h2_new(struct bufferevent *bev, enum h2_side side, const struct h2_options *o,
    const struct h2_handler *handler, void *arg)
{
	static const struct h2_options none = {0};
	const struct timeval patience = {WRITE_TIMEOUT_S, 0};
	struct h2 *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	o = o ? o : &none;
	h->bev = bev;
	h->side = side;
	h->handler = handler;
	h->arg = arg;
	h->output_high = or_default(o->output_high, OUTPUT_HIGH);
	h2_flood_begin(h, o);
	h->plain = bufferevent_getfd(bev) >= 0 && !bufferevent_openssl_get_ssl(bev);
	h->flush = event_new(bufferevent_get_base(bev), -1, 0, on_flush, h);
	if (!h->flush || session_make(h, o) != 0 || session_greet(h, o) != 0) {
		nghttp2_session_del(h->ng);
		if (h->flush)
			event_free(h->flush);
		free(h);
		return NULL;
	}
	bufferevent_setcb(bev, on_readable, on_writable, on_event, h);
	bufferevent_set_timeouts(bev, NULL, &patience);
	bufferevent_setwatermark(bev, EV_WRITE, h->output_high / 2, 0);
	bufferevent_enable(bev, EV_READ | EV_WRITE);
	h2_dirty(h);
	/* Bytes may have come together with the end of the handshake. */
	if (evbuffer_get_length(bufferevent_get_input(bev)) > 0)
		bufferevent_trigger(bev, EV_READ, BEV_TRIG_DEFER_CALLBACKS);
	return h;
}

void h2_shutdown(struct h2 *h)
{
	if (h->over)
		return;
	nghttp2_submit_goaway(h->ng, NGHTTP2_FLAG_NONE, nghttp2_session_get_last_proc_stream_id(h->ng),
	    NGHTTP2_NO_ERROR, NULL, 0);
	h2_dirty(h);
}

void h2_abort(struct h2 *h)
{
	h->depth++;
	finish(h, "ended from this side");
	leave(h);
}

bool h2_ready(const struct h2 *h)
{
	return h->ready;
}

unsigned h2_streams(const struct h2 *h)
{
	return h->count;
}

struct bufferevent *h2_bufferevent(struct h2 *h)
{
	return h->bev;
}

/*
 * h2_stream: one stream of a session: opening, answering, its one outgoing buffer and the window of the
 * incoming bytes. Nothing here writes: nghttp2 fetches the bytes when the session is pumped.
 */
#include "h2_int.h"

#include <stdlib.h>
#include <string.h>

struct h2_stream *h2_stream_new(struct h2 *h, int32_t id)
{
	struct h2_stream *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->h = h;
	s->id = id;
	s->next = h->streams;
	if (s->next)
		s->next->prev = s;
	h->streams = s;
	h->count++;
	return s;
}

void h2_stream_free(struct h2_stream *s)
{
	if (s->prev)
		s->prev->next = s->next;
	else
		s->h->streams = s->next;
	if (s->next)
		s->next->prev = s->prev;
	s->h->count--;
	free(s);
}

void h2_stream_end(struct h2_stream *s, uint32_t error)
{
	struct h2 *h = s->h;

	if (s->announced && !h->dead)
		h->handler->closed(h->arg, s, error);
	h2_stream_free(s);
}

struct h2_stream *h2_stream_of(nghttp2_session *ng, int32_t id)
{
	return id > 0 ? nghttp2_session_get_stream_user_data(ng, id) : NULL;
}

static void to_ng(nghttp2_nv *out, const struct h2_nv *nv, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (nghttp2_nv){(uint8_t *)(uintptr_t)nv[i].name, (uint8_t *)(uintptr_t)nv[i].value,
		    nv[i].name_len, nv[i].value_len, NGHTTP2_NV_FLAG_NONE};
}

static size_t take(struct h2_stream *s, uint8_t *buf, size_t room)
{
	size_t n = 0;

	while (n < room && s->out_len > 0) {
		size_t k = s->out_len < room - n ? s->out_len : room - n;

		memcpy(buf + n, s->out, k);
		n += k;
		s->out += k;
		s->out_len -= k;
		if (s->out_len == 0 && !s->said_all && s->h->handler->drained)
			s->h->handler->drained(s->h->arg, s);
	}
	return n;
}

static ssize_t on_read(nghttp2_session *ng, int32_t id, uint8_t *buf, size_t room, uint32_t *flags,
    nghttp2_data_source *source, void *arg)
{
	struct h2_stream *s = source->ptr;
	nghttp2_nv nv[H2_MAX_HEADERS];
	size_t n = take(s, buf, room);

	(void)arg;
	if (s->out_len > 0)
		return (ssize_t)n;
	if (!s->said_all) {
		if (n > 0)
			return (ssize_t)n;
		s->deferred = true;
		return NGHTTP2_ERR_DEFERRED;
	}
	if (s->cut) { /* the trailers are on their way */
		s->deferred = true;
		return NGHTTP2_ERR_DEFERRED;
	}
	*flags |= NGHTTP2_DATA_FLAG_EOF;
	if (s->trailers) {
		*flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
		to_ng(nv, s->trailers, s->trailers_n);
		if (nghttp2_submit_trailer(ng, id, nv, s->trailers_n) != 0)
			return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
	}
	return (ssize_t)n;
}

/* --- one stream --- */

struct h2_stream *h2_request(struct h2 *h, const struct h2_nv *nv, size_t n, bool end, void *stream_arg)
{
	nghttp2_nv fields[H2_MAX_HEADERS];
	nghttp2_data_provider body = {.read_callback = on_read};
	struct h2_stream *s;

	if (h->over || n > H2_MAX_HEADERS || !nghttp2_session_check_request_allowed(h->ng))
		return NULL;
	s = h2_stream_new(h, 0);
	if (!s)
		return NULL;
	body.source.ptr = s;
	to_ng(fields, nv, n);
	s->id = nghttp2_submit_request(h->ng, NULL, fields, n, end ? NULL : &body, s);
	if (s->id < 0) {
		h2_stream_free(s);
		return NULL;
	}
	s->arg = stream_arg;
	s->announced = true;
	s->said_all = end;
	h2_dirty(h);
	return s;
}

static int respond(struct h2_stream *s, const struct h2_nv *nv, size_t n, bool only)
{
	nghttp2_nv fields[H2_MAX_HEADERS];
	nghttp2_data_provider body = {.source.ptr = s, .read_callback = on_read};

	if (s->responded || n > H2_MAX_HEADERS)
		return -1;
	to_ng(fields, nv, n);
	if (nghttp2_submit_response(s->h->ng, s->id, fields, n, only ? NULL : &body) != 0)
		return -1;
	s->responded = true;
	s->said_all = only;
	h2_dirty(s->h);
	return 0;
}

int h2_respond(struct h2_stream *s, const struct h2_nv *nv, size_t n)
{
	return respond(s, nv, n, false);
}

int h2_respond_only(struct h2_stream *s, const struct h2_nv *nv, size_t n)
{
	return respond(s, nv, n, true);
}

static void resume(struct h2_stream *s)
{
	if (s->deferred) {
		s->deferred = false;
		nghttp2_session_resume_data(s->h->ng, s->id);
	}
	h2_dirty(s->h);
}

int h2_send(struct h2_stream *s, const void *data, size_t len, bool end)
{
	if (s->out_len > 0 || s->said_all)
		return -1;
	s->out = data;
	s->out_len = len;
	s->said_all = end;
	resume(s);
	return 0;
}

int h2_finish(struct h2_stream *s, const struct h2_nv *nv, size_t n)
{
	if (s->said_all || n > H2_MAX_HEADERS)
		return -1;
	s->trailers = nv;
	s->trailers_n = n;
	s->said_all = true;
	resume(s);
	return 0;
}

int h2_cut(struct h2_stream *s, const struct h2_nv *nv, size_t n)
{
	nghttp2_nv fields[H2_MAX_HEADERS];

	if (s->said_all || n > H2_MAX_HEADERS)
		return -1;
	to_ng(fields, nv, n);
	/* What is in out must not be fetched any more: it may be borrowed from who is gone soon. */
	s->out_len = 0;
	s->said_all = true;
	s->cut = true;
	if (nghttp2_submit_trailer(s->h->ng, s->id, fields, n) != 0)
		return -1;
	h2_dirty(s->h);
	return 0;
}

void h2_consume(struct h2_stream *s, size_t len)
{
	if (len > s->unconsumed)
		len = s->unconsumed;
	s->unconsumed -= len;
	nghttp2_session_consume(s->h->ng, s->id, len);
	h2_dirty(s->h);
}

void h2_reset(struct h2_stream *s, enum h2_error code)
{
	nghttp2_submit_rst_stream(s->h->ng, NGHTTP2_FLAG_NONE, s->id, (uint32_t)code);
	h2_dirty(s->h);
}

void h2_stream_set_arg(struct h2_stream *s, void *stream_arg)
{
	s->arg = stream_arg;
}

void *h2_stream_arg(const struct h2_stream *s)
{
	return s->arg;
}

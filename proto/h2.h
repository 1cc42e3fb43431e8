/*
 * h2: one HTTP/2 session on a libevent bufferevent, either end; the only user of nghttp2.
 *
 * Owns the session, its streams and, from h2_new on, the bufferevent. Leaves out connecting, TLS handshakes,
 * deadlines and everything that is gRPC. The owner is told few semantic events through one struct h2_handler.
 *
 * Rules for both ends:
 * - Every function below only records; bytes leave in one pump at the end of the loop turn. So all of them
 * may be called from inside a handler, and ten replies made in one turn leave in one write.
 * - No buffer without bound: a stream has at most one outgoing buffer, given by h2_send and borrowed until
 * `drained` (or `closed`) tells that it has been taken; incoming bytes hold the flow-control window until
 * h2_consume.
 * - A struct h2_stream is valid until its `closed` event returns. `closed` comes exactly once for every
 * stream that was announced (server: by `headers`; client: by h2_request), also when the connection is lost.
 *
 * A client's call, in order:
 *   connect the bufferevent (for TLS: wait for BEV_EVENT_CONNECTED and check that ALPN chose "h2"), then
 *   h2 = h2_new(bev, H2_CLIENT, NULL, &handler, arg);
 *   s = h2_request(h2, nv, n, false, call);   nv: ":method" "POST", ":scheme", ":path", ":authority", then
 * "te" "trailers", ... h2_send(s, frame, len, true);             frame stays valid until drained or closed
 *   events: headers (":status", ...; `end` true: Trailers-Only), data (then h2_consume), trailers, end,
 * closed cancel: h2_reset(s, H2_CANCEL)            closed follows, from the loop h2_free(h2).
 */
#pragma once

#include <event2/bufferevent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define H2_MAX_HEADERS 64	  /* fields in one header block; more: `too_large` */
#define H2_MAX_HEADER_BYTES 16384 /* names and values of one header block together; more: `too_large` */

enum h2_side { H2_SERVER, H2_CLIENT };

/* Error codes of RFC 9113 that we give or look at; a `closed` event may carry any other number of the
 * standard too. */
enum h2_error {
	H2_NO_ERROR = 0,
	H2_PROTOCOL_ERROR = 1,
	H2_INTERNAL_ERROR = 2,
	H2_REFUSED_STREAM = 7, /* not processed: safe to send again */
	H2_CANCEL = 8,
	H2_ENHANCE_YOUR_CALM = 11,
	H2_LOST = 0x10000, /* ours: the connection went away */
};

/* One header field. Lower-case names. Received ones are zero-terminated; those to be sent need not be. */
struct h2_nv {
	const char *name, *value;
	size_t name_len, value_len;
};
/* A field of two string literals. */
#define H2_NV(n, v)                                                                                          \
	{                                                                                                    \
		(n), (v), sizeof(n) - 1, sizeof(v) - 1                                                       \
	}

/* One received header block; valid during the event only. */
struct h2_headers {
	size_t n;
	bool too_large; /* fields were left out: answer 431 */
	struct h2_nv v[H2_MAX_HEADERS];
};

struct h2;
struct h2_stream;

/* What happens. arg is that of h2_new; every member must be set, unless said otherwise. */
struct h2_handler {
	/* Server: a new request. Client: the response's head. `end`: nothing follows (no `end` event of its
	 * own). */
	void (*headers)(void *arg, struct h2_stream *s, const struct h2_headers *h, bool end);
	/* Body bytes. Call h2_consume for them, now or when there is room again. */
	void (*data)(void *arg, struct h2_stream *s, const uint8_t *data, size_t len);
	/* The header block after the body; `end` follows. NULL: dropped. */
	void (*trailers)(void *arg, struct h2_stream *s, const struct h2_headers *h);
	/* The peer has said everything. */
	void (*end)(void *arg, struct h2_stream *s);
	/* The buffer given to h2_send was taken; the next may be given. NULL: nobody asks. */
	void (*drained)(void *arg, struct h2_stream *s);
	/* The stream is over; error is of RFC 9113 or H2_LOST. s is invalid afterwards. */
	void (*closed)(void *arg, struct h2_stream *s, uint32_t error);
	/* The peer takes no new streams (GOAWAY). Those it did not process get `closed` with
	 * H2_REFUSED_STREAM. NULL: fine. */
	void (*goaway)(void *arg, uint32_t error);
	/* The session is over, after `closed` of every stream; why is a sentence in English for the log, ""
	   when it ended in good order. Call h2_free, now or later. */
	void (*gone)(void *arg, const char *why);
};

struct h2_options {
	unsigned max_streams;	 /* concurrent streams the peer may open; 0: 100 */
	unsigned stream_window;	 /* bytes; 0: 256 KiB */
	unsigned session_window; /* bytes; 0: 1 MiB */
	unsigned output_high;	 /* stop pumping while so many bytes wait in the bufferevent; 0: 64 KiB */
	unsigned resets_burst,
	    resets_rate; /* RST_STREAM tolerated from the peer: a burst, then so many a second; 0: 1000, 33 */
	unsigned control_burst,
	    control_rate; /* the same for frames that ask for work and carry nothing: PING, SETTINGS,
			     PRIORITY, GOAWAY, CONTINUATION, DATA that is empty or padding alone, of kinds
			     that nobody knows or for streams that are closed, WINDOW_UPDATE beyond two for
			     each DATA frame of ours, and, ten times as dear, whatever we must answer with
			     RST_STREAM; 0: 10000, 1000. More: GOAWAY(ENHANCE_YOUR_CALM) */
};

/*
 * A session on a connected bufferevent (TLS: after the handshake), which it owns from then on and whose
 * callbacks it sets; make it with BEV_OPT_CLOSE_ON_FREE. The handler must live as long as the session. o
 * NULL: defaults. NULL when memory is out; the bufferevent is then still the caller's.
 */
struct h2 *h2_new(struct bufferevent *bev, enum h2_side side, const struct h2_options *o,
    const struct h2_handler *h, void *arg) __attribute__((warn_unused_result));

/* No more streams: GOAWAY, the running ones finish, then `gone`. */
void h2_shutdown(struct h2 *h);

/* Ends the session now; no event comes after it, not even `closed`. Safe inside a handler; NULL is fine. */
void h2_free(struct h2 *h);

/* Ends the session now, but tells: `closed` of every stream, then `gone`, before it returns (inside a
 * handler: soon after). */
void h2_abort(struct h2 *h);

/* True once the peer has shown that it speaks HTTP/2: its SETTINGS have come. */
bool h2_ready(const struct h2 *h);

/* Streams open now. */
unsigned h2_streams(const struct h2 *h);
struct bufferevent *h2_bufferevent(struct h2 *h);

/*
 * Client: opens a stream. The fields are copied. end: the request has no body. NULL when the session takes no
 * more streams or memory is out.
 */
struct h2_stream *h2_request(struct h2 *h, const struct h2_nv *nv, size_t n, bool end, void *stream_arg)
    __attribute__((warn_unused_result));

/*
 * Server: the head of a response whose body follows by h2_send, ended by h2_finish. -1: memory is out, or
 * answered already.
 */
int h2_respond(struct h2_stream *s, const struct h2_nv *nv, size_t n) __attribute__((warn_unused_result));

/* Server: a whole response in one HEADERS frame with END_STREAM (Trailers-Only, or a plain HTTP error). -1 as
 * above. */
int h2_respond_only(struct h2_stream *s, const struct h2_nv *nv, size_t n)
    __attribute__((warn_unused_result));

/*
 * Gives the stream its next bytes; borrowed until `drained` or `closed`. end: nothing follows (client). -1
 * when the previous buffer has not been taken, or the end was said.
 */
int h2_send(struct h2_stream *s, const void *data, size_t len, bool end) __attribute__((warn_unused_result));

/*
 * Server: trailers after what h2_send was given. The array and its strings are borrowed until `closed`. A
 * request that has not been read to its end is then cut off with RST_STREAM(NO_ERROR). -1 when the end was
 * said already.
 */
int h2_finish(struct h2_stream *s, const struct h2_nv *nv, size_t n) __attribute__((warn_unused_result));

/*
 * Server: trailers at once, without what has not been taken of the buffer given to h2_send, for a peer that
 * does not open its window. -1 as above.
 */
int h2_cut(struct h2_stream *s, const struct h2_nv *nv, size_t n) __attribute__((warn_unused_result));

/* Gives len received bytes of the flow-control window back to the peer. */
void h2_consume(struct h2_stream *s, size_t len);

/* RST_STREAM; `closed` follows from the loop. */
void h2_reset(struct h2_stream *s, enum h2_error code);

void h2_stream_set_arg(struct h2_stream *s, void *stream_arg);
void *h2_stream_arg(const struct h2_stream *s);

/* The field's value, zero-terminated, or NULL; the first one when it is repeated. */
const struct h2_nv *h2_header(const struct h2_headers *h, const char *name);
/* "CANCEL" and so on, for logs and messages. */
const char *h2_error_name(uint32_t error);

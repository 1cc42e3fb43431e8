/*
 * h2_int: what the files of h2 share; nobody else includes it.
 */
#pragma once

#include <event2/event.h>
#include <nghttp2/nghttp2.h>

#include "h2.h"

/* A header block on its way in. HPACK forbids interleaving, so a session needs one at most, and an idle one
 * none. */
struct h2_block {
	struct h2_headers h;
	size_t used;
	char text[H2_MAX_HEADER_BYTES + 2 * H2_MAX_HEADERS];
};

struct h2_stream {
	struct h2 *h;
	struct h2_stream *prev, *next;
	void *arg;
	const uint8_t *out;
	size_t out_len;
	const struct h2_nv *trailers;
	size_t trailers_n, unconsumed;
	int32_t id;
	bool announced; /* the handler knows it: `closed` is due */
	bool responded; /* server: a head was submitted; client: the final head was received */
	bool said_all;	/* nothing follows what is in out */
	bool cut;	/* the trailers do not wait for the body */
	bool deferred;	/* nghttp2 waits for nghttp2_session_resume_data */
	bool heard_all; /* the peer has ended its half */
};

/* The frames of what has come; see h2_flood. */
struct h2_walk {
	uint32_t left;	 /* bytes until the next frame's header */
	uint32_t length; /* of that frame, so far as its header has come */
	unsigned have;	 /* bytes of that header */
	int untold;	 /* frames that have come and of which nghttp2 has not told */
};

struct h2 {
	nghttp2_session *ng;
	struct bufferevent *bev;
	struct event *flush;
	const struct h2_handler *handler;
	void *arg;
	struct h2_stream *streams;
	struct h2_block *block;
	size_t output_high;
	unsigned count, depth;
	unsigned control_burst, control_rate, credit; /* see h2_options */
	int64_t credited;			      /* monotonic ms */
	unsigned updates; /* WINDOW_UPDATEs that DATA we have sent is reason for */
	struct h2_walk walk;
	enum h2_side side;
	bool ready;  /* the peer's SETTINGS have come */
	bool plain;  /* a bare socket: may be written directly */
	bool calmed; /* told to go: it asked for too much that carries nothing */
	bool over;   /* nothing is read or written any more */
	bool told;   /* the handler knows */
	bool dead;   /* h2_free was called */
	char why[128];
};

struct h2_block *h2_block_take(void);
void h2_block_give(struct h2_block *b);
void h2_block_add(struct h2_block *b, const uint8_t *name, size_t nlen, const uint8_t *value, size_t vlen);

/* In the session's list; freed by h2_stream_end, which tells the handler, or by h2_stream_free. */
struct h2_stream *h2_stream_new(struct h2 *h, int32_t id);
void h2_stream_free(struct h2_stream *s);
void h2_stream_end(struct h2_stream *s, uint32_t error);
/* NULL for what is closed or never was ours. */
struct h2_stream *h2_stream_of(nghttp2_session *ng, int32_t id);

void h2_flood_begin(struct h2 *h, const struct h2_options *o);
/* Who has nothing left of what is borne is told to go. */
void h2_flood_charge(struct h2 *h, unsigned cost);
void h2_flood_sent(struct h2 *h, const nghttp2_frame *frame);
/* A frame has come, and is what the callbacks tell of. */
void h2_flood_told(struct h2 *h, const nghttp2_frame *frame);
/* After nghttp2 has had these bytes. */
void h2_flood_bytes(struct h2 *h, const uint8_t *p, size_t n);

/* Something was submitted: the session is pumped at the end of the loop turn. */
void h2_dirty(struct h2 *h);

/*
 * h2_flood: what a peer may ask for that is of no use to it, as frames that cost it nothing and us something.
 * A server bears a burst of them and then so many a second; who sends more is told to go.
 *
 * nghttp2 drops what it does not know, and what is for a stream that is closed, without a word. So frames are
 * counted here as their bytes come, and those that it has not told of are among the useless. Leaves out
 * RST_STREAM, of which nghttp2 itself keeps count.
 */
#include "h2_int.h"

#include <stdio.h>
#include <time.h>

#define CONTROL_BURST 10000u
#define CONTROL_RATE 1000u
#define UPDATES_MAX 100000 /* that we remember to be due */
#define PREFACE_SIZE 24
#define LENGTH_SIZE 3 /* of a frame's header */
#define HEADER_SIZE 9

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void h2_flood_begin(struct h2 *h, const struct h2_options *o)
{
	h->control_burst = o->control_burst ? o->control_burst : CONTROL_BURST;
	h->control_rate = o->control_rate ? o->control_rate : CONTROL_RATE;
	h->credit = h->control_burst;
	h->credited = now_ms();
	/* Behind the preface, which is no frame. */
	h->walk = (struct h2_walk){.left = PREFACE_SIZE, .untold = -1};
}

static void recredit(struct h2 *h)
{
	int64_t now = now_ms();
	int64_t earned = (now - h->credited) * (int64_t)h->control_rate / 1000;

	if (earned <= 0)
		return;
	h->credited = now;
	earned += h->credit;
	h->credit = earned < (int64_t)h->control_burst ? (unsigned)earned : h->control_burst;
}

/* The clock is only looked at when the credit is used up. */
void h2_flood_charge(struct h2 *h, unsigned cost)
{
	if (h->side == H2_CLIENT || h->calmed)
		return;
	if (h->credit < cost)
		recredit(h);
	if (h->credit >= cost) {
		h->credit -= cost;
		return;
	}
	h->calmed = true;
	snprintf(h->why, sizeof(h->why), "a flood of frames that carry nothing");
	nghttp2_session_terminate_session(h->ng, NGHTTP2_ENHANCE_YOUR_CALM);
	h2_dirty(h);
}

/* --- frames that nghttp2 tells of --- */

void h2_flood_sent(struct h2 *h, const nghttp2_frame *frame)
{
	/* Reason for two: of the stream's window and of the connection's. */
	if (frame->hd.type == NGHTTP2_DATA && h->updates <= UPDATES_MAX - 2)
		h->updates += 2;
}

static bool is_due(struct h2 *h)
{
	if (h->updates == 0)
		return false;
	h->updates--;
	return true;
}

static bool carries_nothing(struct h2 *h, const nghttp2_frame *frame)
{
	switch (frame->hd.type) {
	case NGHTTP2_WINDOW_UPDATE:
		return !is_due(h);
	case NGHTTP2_PING: /* an answer too: we ask nobody */
	case NGHTTP2_SETTINGS:
	case NGHTTP2_PRIORITY:
	case NGHTTP2_GOAWAY:
		return true;
	case NGHTTP2_DATA: /* or nothing but padding */
		return frame->hd.length == frame->data.padlen && !(frame->hd.flags & NGHTTP2_FLAG_END_STREAM);
	default:
		return false;
	}
}

void h2_flood_told(struct h2 *h, const nghttp2_frame *frame)
{
	h->walk.untold--;
	if (carries_nothing(h, frame))
		h2_flood_charge(h, 1);
}

/* --- frames as they come --- */

/* One byte of a frame's header: of its length, or of what nghttp2 will look at. */
static void walk_header(struct h2_walk *w, uint8_t byte)
{
	if (w->have < LENGTH_SIZE)
		w->length = w->length << 8 | byte;
	if (++w->have < HEADER_SIZE)
		return;
	w->left = w->length;
	w->length = 0;
	w->have = 0;
	if (w->left == 0)
		w->untold++;
}

static void walk_payload(struct h2_walk *w, size_t n)
{
	w->left -= (uint32_t)n;
	if (w->left == 0)
		w->untold++;
}

void h2_flood_bytes(struct h2 *h, const uint8_t *p, size_t n)
{
	struct h2_walk *w = &h->walk;

	if (h->side == H2_CLIENT || h->dead)
		return;
	while (n > 0) {
		size_t k = w->left == 0 ? 1 : n < w->left ? n : w->left;

		if (w->left == 0)
			walk_header(w, *p);
		else
			walk_payload(w, k);
		p += k;
		n -= k;
	}
	if (w->untold > 0) {
		h2_flood_charge(h, (unsigned)w->untold);
		w->untold = 0;
	}
}

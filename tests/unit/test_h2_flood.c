/* Frames that ask for work and carry nothing, against a server: so many are borne, then the peer is told to
 * go. */
#include <criterion/criterion.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <string.h>
#include <sys/socket.h>

#include "proto/h2.h"

#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
#define BURST 40

static struct event_base *base;
static struct h2 *server;
static char why[128];
static unsigned gone, opened;
static struct h2_stream *current;
static const char *dripped; /* the bytes that are sent one by one instead of a frame */

static void on_headers(void *arg, struct h2_stream *s, const struct h2_headers *h, bool end)
{
	opened++;
	current = s;
}

static void on_data(void *arg, struct h2_stream *s, const uint8_t *data, size_t len)
{
	h2_consume(s, len);
}

static void on_stream(void *arg, struct h2_stream *s)
{
}

static void on_closed(void *arg, struct h2_stream *s, uint32_t error)
{
}

static void on_gone(void *arg, const char *text)
{
	snprintf(why, sizeof(why), "%s", text);
	gone++;
	h2_free(server);
	server = NULL;
}

static const struct h2_handler handler = {
    .headers = on_headers, .data = on_data, .end = on_stream, .closed = on_closed, .gone = on_gone};

#define PIECES (BURST - 5)

/* What the server does with the same frame n times; the error of its GOAWAY, or -1. Begun: what comes before.
 */
static int flood(const char *begun, size_t begun_len, const char *frame, size_t len, unsigned n)
{
	const struct h2_options o = {.control_burst = BURST, .control_rate = 1, .max_streams = 5};
	static uint8_t out[1 << 16];
	ssize_t got = 0, k;
	int fd[2], error = -1;

	base = event_base_new();
	gone = opened = 0;
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
	server =
	    h2_new(bufferevent_socket_new(base, fd[1], BEV_OPT_CLOSE_ON_FREE), H2_SERVER, &o, &handler, NULL);
	cr_assert_eq(send(fd[0], begun, begun_len, MSG_NOSIGNAL), (ssize_t)begun_len);
	for (unsigned i = 0; i < n && gone == 0; i++) {
		cr_assert_eq(send(fd[0], frame ? frame : dripped + i, len, MSG_NOSIGNAL), (ssize_t)len);
		for (int t = 0; t < 5; t++)
			event_base_loop(base, EVLOOP_NONBLOCK);
		while ((k = recv(fd[0], out + got, sizeof(out) - (size_t)got, MSG_DONTWAIT)) > 0)
			got += k;
	}
	for (ssize_t at = 0; at + 9 <= got; at += 9 + (out[at] << 16 | out[at + 1] << 8 | out[at + 2]))
		if (out[at + 3] == 7)
			error = out[at + 9 + 7];
	h2_free(server);
	event_base_free(base);
	evutil_closesocket(fd[0]);
	return error;
}

/* The same with bytes that come one by one. */
static int drip(const char *begun, size_t begun_len, const char *bytes, size_t len)
{
	char all[4096];

	cr_assert_leq(begun_len + len, sizeof(all));
	memcpy(all, begun, begun_len);
	memcpy(all + begun_len, bytes, len);
	dripped = all;
	return flood(all, 0, NULL, 1, (unsigned)(begun_len + len));
}

#define FLOOD(begun, frame, n) flood((begun), sizeof(begun) - 1, (frame), sizeof(frame) - 1, (n))
/* POST http / of "x" */
#define HEADERS "\0\0\6\1\4\0\0\0\1\x83\x86\x84\1\1x"

Test(h2_flood, a_few_of_each_are_borne)
{
	cr_assert_eq(FLOOD(PREFACE, "\0\0\10\6\0\0\0\0\0abcdefgh", 20), -1);
	cr_assert_eq(FLOOD(PREFACE, "\0\0\0\4\0\0\0\0\0", 20), -1);
	cr_assert_eq(FLOOD(PREFACE HEADERS, "\0\0\0\0\0\0\0\0\1", 20), -1);
	cr_assert_eq(gone, 0);
}

Test(h2_flood, of_pings_settings_priorities_and_nothing)
{
	cr_assert_eq(FLOOD(PREFACE, "\0\0\10\6\0\0\0\0\0abcdefgh", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_str_eq(why, "a flood of frames that carry nothing");
	cr_assert_eq(FLOOD(PREFACE, "\0\0\0\4\0\0\0\0\0", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE, "\0\0\5\2\0\0\0\0\3\0\0\0\0\1", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE HEADERS, "\0\0\0\0\0\0\0\0\1", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE, "\0\0\4\10\0\0\0\0\0\0\0\0\1", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE HEADERS, "\0\0\4\10\0\0\0\0\1\0\0\0\1", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(gone, 1);
}

Test(h2_flood, of_answers_to_what_nobody_asked)
{
	cr_assert_eq(FLOOD(PREFACE, "\0\0\10\6\1\0\0\0\0abcdefgh", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(
	    FLOOD(PREFACE HEADERS, "\0\0\10\7\0\0\0\0\0\0\0\0\0\0\0\0\0", 200), H2_ENHANCE_YOUR_CALM);
}

/* Of kinds that nobody knows, or that only a server sends; empty and with something inside. */
Test(h2_flood, of_unknown_kinds)
{
	cr_assert_eq(FLOOD(PREFACE, "\0\0\0\x42\0\0\0\0\0", 20), -1);
	cr_assert_eq(FLOOD(PREFACE, "\0\0\0\x42\0\0\0\0\0", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE, "\0\0\4\xff\xff\0\0\0\7abcd", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE HEADERS, "\0\0\4\x0a\0\0\0\0\1abcd", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE, "\0\0\6\x10\0\0\0\0\0\0\0\0\1u1", 200), H2_ENHANCE_YOUR_CALM);
}

Test(h2_flood, of_padding)
{
	cr_assert_eq(FLOOD(PREFACE HEADERS, "\0\0\3\0\x08\0\0\0\1\2\0\0", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE HEADERS, "\0\0\3\0\x08\0\0\0\1\1x\0", 200), -1);
}

#define CLOSED HEADERS "\0\0\4\3\0\0\0\0\1\0\0\0\x08"

Test(h2_flood, for_a_stream_that_is_closed)
{
	cr_assert_eq(FLOOD(PREFACE CLOSED, "\0\0\4\10\0\0\0\0\1\0\0\0\1", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE CLOSED, "\0\0\1\0\0\0\0\0\1x", 200), H2_ENHANCE_YOUR_CALM);
	cr_assert_eq(FLOOD(PREFACE CLOSED, HEADERS, 200), H2_ENHANCE_YOUR_CALM);
}

/* Of headers that do not end: ended by whoever counts first. */
Test(h2_flood, of_continuations)
{
	(void)FLOOD(PREFACE "\0\0\6\1\0\0\0\0\1\x83\x86\x84\1\1x", "\0\0\0\x09\0\0\0\0\1", 2000);
	cr_assert_eq(gone, 1);
	cr_assert_eq(opened, 0);
}

/* One byte at a time: a frame is one, and none is free. */
Test(h2_flood, in_pieces)
{
	static const char unknown[] = "\0\0\4\x42\0\0\0\0\0abcd", known[] = "\0\0\1\0\0\0\0\0\1x";
	char pieces[PIECES * (sizeof(unknown) - 1)];

	for (unsigned i = 0; i < PIECES; i++)
		memcpy(pieces + i * (sizeof(unknown) - 1), unknown, sizeof(unknown) - 1);
	cr_assert_eq(drip(PREFACE, sizeof(PREFACE) - 1, pieces, sizeof(pieces)), -1, "fewer than are borne");
	cr_assert_eq(drip(PREFACE HEADERS, sizeof(PREFACE HEADERS) - 1, known, sizeof(known) - 1), -1);
	cr_assert_eq(gone, 0);
}

Test(h2_flood, what_carries_something_is_none)
{
	cr_assert_eq(FLOOD(PREFACE HEADERS, "\0\0\1\0\0\0\0\0\1x", 200), -1);
}

/* A reply in many frames, and two updates for each of them: as a good reader says what it has taken. */
Test(h2_flood, updates_of_what_was_sent_are_no_flood)
{
	const struct h2_options o = {.control_burst = BURST, .control_rate = 1};
	static const char both[] = "\0\0\4\10\0\0\0\0\0\0\0\1\0"
				   "\0\0\4\10\0\0\0\0\1\0\0\1\0";
	static const struct h2_nv head[] = {H2_NV(":status", "200")};
	static uint8_t part[256], out[1 << 16];
	int fd[2];

	base = event_base_new();
	gone = opened = 0;
	current = NULL;
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
	server =
	    h2_new(bufferevent_socket_new(base, fd[1], BEV_OPT_CLOSE_ON_FREE), H2_SERVER, &o, &handler, NULL);
	cr_assert_gt(send(fd[0], PREFACE HEADERS, sizeof(PREFACE HEADERS) - 1, 0), 0);
	while (!current)
		event_base_loop(base, EVLOOP_NONBLOCK);
	cr_assert_eq(h2_respond(current, head, 1), 0);
	for (int i = 0; i < 20 * BURST && gone == 0; i++) {
		ssize_t k, got = 0;
		cr_assert_eq(h2_send(current, part, sizeof(part), false), 0);
		while (got < (ssize_t)sizeof(part)) {
			event_base_loop(base, EVLOOP_NONBLOCK);
			k = recv(fd[0], out, sizeof(out), MSG_DONTWAIT);
			got += k > 0 ? k : 0;
		}
		cr_assert_eq(send(fd[0], both, sizeof(both) - 1, MSG_NOSIGNAL), (ssize_t)sizeof(both) - 1);
	}
	for (int t = 0; t < 5; t++)
		event_base_loop(base, EVLOOP_NONBLOCK);
	cr_expect_eq(gone, 0, "%s", why);
	h2_free(server);
	event_base_free(base);
	evutil_closesocket(fd[0]);
}

/* Each asks for a reset: a window that is opened too wide. Dearer, so that fewer are borne. */
Test(h2_flood, of_streams_that_we_must_reset)
{
	const struct h2_options o = {.control_burst = BURST, .control_rate = 1};
	char stream[] = HEADERS "\0\0\4\10\0\0\0\0\1\x7f\xff\xff\xff";
	int fd[2];
	uint8_t out[4096];

	base = event_base_new();
	gone = opened = 0;
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
	server =
	    h2_new(bufferevent_socket_new(base, fd[1], BEV_OPT_CLOSE_ON_FREE), H2_SERVER, &o, &handler, NULL);
	cr_assert_gt(send(fd[0], PREFACE, sizeof(PREFACE) - 1, 0), 0);
	for (unsigned i = 0; i < 50 && gone == 0; i++) {
		stream[8] = stream[sizeof(HEADERS) - 1 + 8] = (char)(2 * i + 1);
		cr_assert_gt(send(fd[0], stream, sizeof(stream) - 1, MSG_NOSIGNAL), 0);
		for (int t = 0; t < 5; t++)
			event_base_loop(base, EVLOOP_NONBLOCK);
		while (recv(fd[0], out, sizeof(out), MSG_DONTWAIT) > 0)
			;
	}
	cr_assert_eq(gone, 1);
	cr_assert_geq(opened, BURST / 10);
	cr_assert_leq(opened, BURST / 10 + 2);
	h2_free(server);
	event_base_free(base);
	evutil_closesocket(fd[0]);
}

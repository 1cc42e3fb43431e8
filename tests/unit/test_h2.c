/*
 * Two sessions, a client and a server, joined by a socket pair or a bufferevent pair; and raw bytes against a
 * server.
 */
#include <criterion/criterion.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "proto/h2.h"

enum { BODY = 1 << 20 };

/* One end, and what it was told, as a line of words. */
struct end {
	struct h2 *h2;
	struct event_base *base;
	char log[2048];
	uint8_t body[BODY + 1];
	size_t body_len, sent;
	struct h2_stream *last;
	unsigned closed, opened;
	bool hold;	     /* withhold h2_consume */
	const char *free_in; /* the event in which h2_free is called */
	const char *answer;  /* server: "unary", "only", "pull", "none" */
	char status[64], path[64], trailer[64], why[128];
	bool too_large;
	size_t fields;
};

static struct end client, server;
static struct event_base *base;

static void note(struct end *e, const char *word)
{
	size_t n = strlen(e->log);

	snprintf(e->log + n, sizeof(e->log) - n, "%s%s", n ? " " : "", word);
	if (e->free_in && strcmp(e->free_in, word) == 0) {
		h2_free(e->h2);
		e->h2 = NULL;
	}
}

static const struct h2_nv head[] = {H2_NV(":status", "200"), H2_NV("content-type", "application/grpc")};
static const struct h2_nv tail[] = {H2_NV("grpc-status", "0")};
static const struct h2_nv only[] = {H2_NV(":status", "200"), H2_NV("grpc-status", "12")};

static void copy(char *out, size_t size, const struct h2_headers *h, const char *name)
{
	const struct h2_nv *v = h2_header(h, name);

	snprintf(out, size, "%s", v ? v->value : "");
}

static void reply(struct end *e, struct h2_stream *s)
{
	cr_assert_eq(h2_respond(s, head, 2), 0);
	cr_assert_eq(h2_send(s, e->body, e->body_len, false), 0);
	cr_assert_eq(h2_finish(s, tail, 1), 0);
	cr_assert_eq(h2_finish(s, tail, 1), -1, "the end can be said once");
}

static void reply_with_too_much(struct h2_stream *s)
{
	static char much[100000];
	const struct h2_nv nv[] = {
	    H2_NV(":status", "200"), {"x", memset(much, 'x', sizeof(much)), 1, sizeof(much)}};

	cr_assert_eq(h2_respond_only(s, nv, 2), 0);
}

static void on_headers(void *arg, struct h2_stream *s, const struct h2_headers *h, bool end)
{
	struct end *e = arg;

	e->last = s;
	e->too_large = h->too_large;
	e->fields = h->n;
	copy(e->status, sizeof(e->status), h, ":status");
	copy(e->path, sizeof(e->path), h, ":path");
	e->opened++;
	if (e->answer && strcmp(e->answer, "only") == 0)
		cr_assert_eq(h2_respond_only(s, only, 2), 0);
	if (e->answer && strcmp(e->answer, "pull") == 0) {
		cr_assert_eq(h2_respond(s, head, 2), 0);
		e->sent = 1;
		cr_assert_eq(h2_send(s, "0123456789", 10, false), 0);
		cr_assert_eq(h2_send(s, "x", 1, false), -1, "one buffer at a time");
	}
	note(e, end ? "headers+end" : "headers");
}

static void on_data(void *arg, struct h2_stream *s, const uint8_t *data, size_t len)
{
	struct end *e = arg;

	cr_assert_leq(e->body_len + len, sizeof(e->body));
	memcpy(e->body + e->body_len, data, len);
	if (e->body_len == 0)
		note(e, "data");
	e->body_len += len;
	if (!e->hold && e->h2)
		h2_consume(s, len);
}

static void on_trailers(void *arg, struct h2_stream *s, const struct h2_headers *h)
{
	struct end *e = arg;

	copy(e->trailer, sizeof(e->trailer), h, "grpc-status");
	note(e, "trailers");
}

static void on_end(void *arg, struct h2_stream *s)
{
	struct end *e = arg;

	if (e->answer && strcmp(e->answer, "unary") == 0)
		reply(e, s);
	note(e, "end");
}

static void on_drained(void *arg, struct h2_stream *s)
{
	struct end *e = arg;

	if (!e->answer || strcmp(e->answer, "pull") != 0)
		return;
	if (++e->sent <= 10)
		cr_assert_eq(h2_send(s, "0123456789", 10, false), 0);
	else
		cr_assert_eq(h2_finish(s, tail, 1), 0);
}

static void on_closed(void *arg, struct h2_stream *s, uint32_t error)
{
	struct end *e = arg;
	char word[64];

	e->closed++;
	snprintf(word, sizeof(word), "closed:%s", h2_error_name(error));
	note(e, word);
}

static void on_goaway(void *arg, uint32_t error)
{
	char word[64];

	snprintf(word, sizeof(word), "goaway:%s", h2_error_name(error));
	note(arg, word);
}

static void on_gone(void *arg, const char *why)
{
	struct end *e = arg;

	snprintf(e->why, sizeof(e->why), "%s", why);
	note(e, "gone");
}

static const struct h2_handler handler = {
    on_headers, on_data, on_trailers, on_end, on_drained, on_closed, on_goaway, on_gone};

static void turn(void)
{
	for (int i = 0; i < 200; i++)
		event_base_loop(base, EVLOOP_NONBLOCK);
}

static void open_pair(bool sockets, const struct h2_options *so)
{
	struct bufferevent *b[2];
	int fd[2];

	base = event_base_new();
	if (sockets) {
		cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
		b[0] = bufferevent_socket_new(base, fd[0], BEV_OPT_CLOSE_ON_FREE);
		b[1] = bufferevent_socket_new(base, fd[1], BEV_OPT_CLOSE_ON_FREE);
	} else {
		cr_assert_eq(bufferevent_pair_new(base, BEV_OPT_CLOSE_ON_FREE, b), 0);
	}
	memset(&client, 0, sizeof(client));
	memset(&server, 0, sizeof(server));
	client.h2 = h2_new(b[0], H2_CLIENT, NULL, &handler, &client);
	server.h2 = h2_new(b[1], H2_SERVER, so, &handler, &server);
	cr_assert(client.h2 && server.h2);
}

static void shut(void)
{
	h2_free(client.h2);
	h2_free(server.h2);
	for (int i = 0; i < 5; i++)
		event_base_loop(base, EVLOOP_NONBLOCK);
	event_base_free(base);
}

static struct h2_stream *ask(bool end)
{
	const struct h2_nv nv[] = {H2_NV(":method", "POST"), H2_NV(":scheme", "http"),
	    H2_NV(":path", "/a.B/C"), H2_NV(":authority", "x"), H2_NV("te", "trailers"),
	    H2_NV("content-type", "application/grpc")};

	return h2_request(client.h2, nv, sizeof(nv) / sizeof(nv[0]), end, NULL);
}

static void unary(bool sockets, size_t size)
{
	uint8_t *big = malloc(size);
	struct h2_stream *s;

	for (size_t i = 0; i < size; i++)
		big[i] = (uint8_t)(i * 31 + i / 251);
	open_pair(sockets, NULL);
	server.answer = "unary";
	s = ask(false);
	cr_assert(s);
	cr_assert_eq(h2_send(s, big, size, true), 0);
	turn();
	cr_assert_str_eq(server.log, "headers data end closed:NO_ERROR");
	cr_assert_str_eq(client.log, "headers data trailers end closed:NO_ERROR");
	cr_assert_str_eq(server.path, "/a.B/C");
	cr_assert_str_eq(client.status, "200");
	cr_assert_str_eq(client.trailer, "0");
	cr_assert_eq(client.body_len, size);
	cr_assert_arr_eq(client.body, big, size);
	cr_assert_eq(h2_streams(client.h2) + h2_streams(server.h2), 0);
	shut();
	free(big);
}

Test(h2, unary_over_sockets)
{
	unary(true, 5);
}

Test(h2, unary_over_a_bufferevent_pair)
{
	unary(false, 5);
}

Test(h2, a_mebibyte_both_ways)
{
	unary(true, BODY);
	unary(false, BODY);
}

Test(h2, trailers_only_cuts_off_the_request)
{
	static uint8_t big[BODY];
	struct h2_stream *s;

	open_pair(true, NULL);
	server.answer = "only";
	s = ask(false);
	cr_assert_eq(h2_send(s, big, sizeof(big), true), 0);
	turn();
	cr_assert_str_eq(client.log, "headers+end closed:NO_ERROR");
	cr_assert_lt(server.body_len, sizeof(big), "the rest of the request was not sent");
	shut();
}

Test(h2, headers_that_cannot_be_sent_end_the_stream)
{
	open_pair(true, NULL);
	server.answer = "none";
	ask(true);
	turn();
	reply_with_too_much(server.last);
	turn();
	cr_assert_str_eq(client.log, "closed:INTERNAL_ERROR");
	shut();
}

Test(h2, bytes_not_consumed_hold_the_window)
{
	static uint8_t big[BODY];
	const struct h2_options o = {.stream_window = 70000};
	struct h2_stream *s;

	open_pair(true, &o);
	server.hold = true;
	s = ask(false);
	cr_assert_eq(h2_send(s, big, sizeof(big), true), 0);
	turn();
	/* Before our SETTINGS arrive a peer may use the standard's initial window, 65535. */
	cr_assert_leq(server.body_len, 70000);
	cr_assert_gt(server.body_len, 60000);
	server.hold = false;
	h2_consume(server.last, server.body_len);
	turn();
	cr_assert_eq(server.body_len, sizeof(big));
	shut();
}

Test(h2, what_a_stream_did_not_consume_is_given_back_to_the_session)
{
	static uint8_t big[60000];
	const struct h2_options o = {.session_window = 65535};

	open_pair(true, &o);
	server.hold = true;
	for (int i = 0; i < 5; i++) {
		struct h2_stream *s = ask(false);

		server.body_len = 0;
		cr_assert_eq(h2_send(s, big, sizeof(big), false), 0);
		turn();
		cr_assert_eq(server.body_len, sizeof(big), "round %d", i);
		h2_reset(s, H2_CANCEL);
		turn();
	}
	shut();
}

Test(h2, a_stream_is_pulled_one_buffer_at_a_time)
{
	open_pair(true, NULL);
	server.answer = "pull";
	cr_assert(ask(true));
	turn();
	cr_assert_eq(client.body_len, 100);
	cr_assert_eq(memcmp(client.body + 90, "0123456789", 10), 0);
	cr_assert_str_eq(client.log, "headers data trailers end closed:NO_ERROR");
	cr_assert_str_eq(server.log, "headers+end closed:NO_ERROR");
	shut();
}

Test(h2, a_slow_reader_is_not_buffered_for)
{
	struct evbuffer *out;

	open_pair(true, NULL);
	turn();
	bufferevent_disable(h2_bufferevent(client.h2), EV_READ);
	server.body_len = BODY;
	server.answer = "unary";
	for (int i = 0; i < 8; i++)
		cr_assert(ask(false));
	turn();
	server.hold = true;
	for (struct h2_stream *s = server.last; server.opened == 8 && s; s = NULL)
		reply(&server, s);
	turn();
	out = bufferevent_get_output(h2_bufferevent(server.h2));
	cr_assert_leq(evbuffer_get_length(out), (64u << 10) + (64u << 10));
	bufferevent_enable(h2_bufferevent(client.h2), EV_READ);
	turn();
	cr_assert_eq(client.body_len, BODY, "and all of it comes when it reads again");
	shut();
}

Test(h2, cancelling_reaches_the_other_end)
{
	struct h2_stream *s;

	open_pair(true, NULL);
	s = ask(false);
	turn();
	h2_reset(s, H2_CANCEL);
	turn();
	cr_assert_str_eq(server.log, "headers closed:CANCEL");
	cr_assert_str_eq(client.log, "closed:CANCEL");
	shut();
}

Test(h2, a_request_cancelled_before_it_left)
{
	struct h2_stream *s;

	open_pair(true, NULL);
	s = ask(false);
	h2_reset(s, H2_CANCEL);
	turn();
	cr_assert_eq(client.closed, 1);
	cr_assert_eq(h2_streams(client.h2), 0);
	shut();
}

Test(h2, a_lost_connection_closes_every_stream)
{
	open_pair(true, NULL);
	cr_assert(ask(false) && ask(false));
	turn();
	h2_free(client.h2);
	client.h2 = NULL;
	turn();
	cr_assert_str_eq(server.log, "headers headers closed:LOST closed:LOST gone");
	cr_assert_str_eq(server.why, "the peer closed the connection");
	cr_assert_str_eq(client.log, "", "after h2_free there is no event");
	shut();
}

Test(h2, too_many_streams_are_refused)
{
	const struct h2_options o = {.max_streams = 3};

	open_pair(true, &o);
	for (int i = 0; i < 5; i++)
		cr_assert(ask(false));
	turn();
	cr_assert_eq(server.opened, 3);
	cr_assert_eq(h2_streams(server.h2), 3);
	shut();
}

Test(h2, a_header_block_too_large_is_told)
{
	static struct h2_nv nv[H2_MAX_HEADERS];
	static char value[400];

	memset(value, 'v', sizeof(value));
	nv[0] = (struct h2_nv)H2_NV(":method", "POST");
	nv[1] = (struct h2_nv)H2_NV(":scheme", "http");
	nv[2] = (struct h2_nv)H2_NV(":path", "/a.B/C");
	nv[3] = (struct h2_nv)H2_NV(":authority", "x");
	for (size_t i = 4; i < H2_MAX_HEADERS; i++)
		nv[i] = (struct h2_nv){"x-filler", value, 8, sizeof(value)};
	open_pair(true, NULL);
	cr_assert(h2_request(client.h2, nv, H2_MAX_HEADERS, true, NULL));
	turn();
	cr_assert(server.too_large, "%s", server.log);
	cr_assert_lt(server.fields, H2_MAX_HEADERS);
	cr_assert_null(h2_request(client.h2, nv, H2_MAX_HEADERS + 1, true, NULL));
	shut();
}

Test(h2, a_flood_of_resets_ends_the_session)
{
	const struct h2_options o = {.resets_burst = 10, .resets_rate = 1};

	open_pair(true, &o);
	turn();
	for (int i = 0; i < 50 && server.opened < 50; i++) {
		struct h2_stream *s = ask(false);

		if (!s)
			break;
		for (int k = 0; k < 3; k++)
			event_base_loop(base, EVLOOP_NONBLOCK);
		if (strstr(client.log, "gone"))
			break;
		h2_reset(s, H2_CANCEL);
		for (int k = 0; k < 3; k++)
			event_base_loop(base, EVLOOP_NONBLOCK);
		if (strstr(client.log, "goaway"))
			break;
	}
	turn();
	cr_assert_lt(server.opened, 20);
	cr_assert(strstr(client.log, "goaway"), "%s", client.log);
	cr_assert(strstr(server.log, "gone"), "%s", server.log);
	shut();
}

Test(h2, shutdown_lets_running_streams_finish)
{
	struct h2_stream *s;

	open_pair(true, NULL);
	server.answer = "unary";
	s = ask(false);
	turn();
	h2_shutdown(server.h2);
	turn();
	cr_assert_str_eq(client.log, "goaway:NO_ERROR");
	cr_assert_null(ask(true), "no new stream after GOAWAY");
	cr_assert_eq(h2_send(s, "abc", 3, true), 0);
	turn();
	cr_assert(strstr(client.log, "data trailers end closed:NO_ERROR"), "%s", client.log);
	cr_assert_str_eq(server.log, "headers data end closed:NO_ERROR gone");
	cr_assert_str_eq(server.why, "");
	shut();
}

Test(h2, freeing_inside_a_handler_is_safe)
{
	static const char *const events[] = {"headers", "data", "end", "closed:NO_ERROR"};

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		struct h2_stream *s;

		open_pair(true, NULL);
		server.answer = "unary";
		server.free_in = events[i];
		s = ask(false);
		cr_assert_eq(h2_send(s, "abc", 3, true), 0);
		turn();
		cr_assert_null(server.h2, "%s", events[i]);
		cr_assert(strstr(client.log, "gone"), "%s", events[i]);
		shut();
	}
}

Test(h2, freeing_when_the_session_is_gone)
{
	open_pair(true, NULL);
	server.free_in = "gone";
	cr_assert(ask(false));
	turn();
	h2_free(client.h2);
	client.h2 = NULL;
	turn();
	cr_assert_str_eq(server.log, "headers closed:LOST gone");
	cr_assert_null(server.h2);
	shut();
}

/* Feeds raw bytes to a server; returns what it wrote. */
static size_t raw(const char *bytes, size_t len, uint8_t *out, size_t size)
{
	struct bufferevent *b;
	ssize_t n;
	int fd[2];

	base = event_base_new();
	memset(&server, 0, sizeof(server));
	memset(&client, 0, sizeof(client));
	cr_assert_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
	b = bufferevent_socket_new(base, fd[1], BEV_OPT_CLOSE_ON_FREE);
	server.h2 = h2_new(b, H2_SERVER, NULL, &handler, &server);
	cr_assert_eq(send(fd[0], bytes, len, 0), (ssize_t)len);
	turn();
	n = recv(fd[0], out, size, 0);
	evutil_closesocket(fd[0]);
	return n > 0 ? (size_t)n : 0;
}

/* Finds a frame of a type among the bytes; its payload, or NULL. */
static const uint8_t *frame(const uint8_t *p, size_t n, uint8_t type)
{
	while (n >= 9) {
		size_t len = (size_t)p[0] << 16 | (size_t)p[1] << 8 | p[2];

		if (p[3] == type)
			return p + 9;
		if (9 + len > n)
			break;
		p += 9 + len;
		n -= 9 + len;
	}
	return NULL;
}

Test(h2, what_is_not_http2_gets_a_goaway)
{
	uint8_t out[512];
	size_t n = raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 27, out, sizeof(out));
	const uint8_t *goaway = frame(out, n, 7);

	cr_assert(goaway);
	cr_assert_eq(goaway[7], H2_PROTOCOL_ERROR);
	cr_assert_str_eq(server.log, "gone");
	cr_assert_neq(server.why[0], 0);
	shut();
}

#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"

Test(h2, a_broken_frame_gets_a_goaway)
{
	/* HEADERS on stream 0; DATA on an idle stream; a frame larger than allowed; HEADERS that HPACK cannot
	 * read */
	static const struct {
		const char *bytes;
		size_t len;
		uint8_t error;
	} bad[] = {
	    {PREFACE "\0\0\1\1\4\0\0\0\0\x82", sizeof(PREFACE) - 1 + 10, 1},
	    {PREFACE "\0\0\1\0\0\0\0\0\1x", sizeof(PREFACE) - 1 + 10, 1},
	    {PREFACE "\xff\xff\xff\0\0\0\0\0\1", sizeof(PREFACE) - 1 + 9, 6},
	    {PREFACE "\0\0\4\1\4\0\0\0\1\xff\xff\xff\xff", sizeof(PREFACE) - 1 + 13, 9},
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		uint8_t out[512];
		size_t n = raw(bad[i].bytes, bad[i].len, out, sizeof(out));
		const uint8_t *goaway = frame(out, n, 7);

		cr_assert(goaway, "%zu", i);
		cr_assert_eq(goaway[7], bad[i].error, "%zu: %d", i, goaway[7]);
		cr_assert(strstr(server.log, "gone"), "%zu: %s", i, server.log);
		cr_assert_eq(server.opened, 0);
		shut();
	}
}

Test(h2, names_of_errors)
{
	cr_assert_str_eq(h2_error_name(H2_CANCEL), "CANCEL");
	cr_assert_str_eq(h2_error_name(H2_LOST), "LOST");
	cr_assert(h2_error_name(4711));
}

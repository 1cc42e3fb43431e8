/*
 * A gRPC server for tests of the client: HTTP/2 on a Unix socket, in a process of its own, because the
 * client's loop and the server's share what a program has one of. The test that includes this defines
 * fake_answer.
 */
#pragma once

#include <criterion/criterion.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/mem.h"
#include "proto/grpc.h"
#include "proto/h2.h"

#define FAKE_CONNECTIONS 16
#define FAKE_BODY 65536
#define FAKE_LOG 65536

/* A whole request, when it is answered. */
struct fake_request {
	char path[128];
	uint8_t body[FAKE_BODY]; /* the frame */
	size_t len;
	struct h2 **h2; /* the connection's */
};

/* What the server saw, in memory that it shares with the test. */
struct fake_seen {
	char token[64], timeout[32], log[FAKE_LOG];
	volatile int cancelled, connections;
};

static struct {
	struct event_base *base;
	struct evconnlistener *listener;
	struct arena *a;
	struct h2 *h2[FAKE_CONNECTIONS];
	pid_t pid;
	struct sockaddr_un address;
} fake;

static struct fake_seen *seen;

/* Answers a request, in the server's process. */
static void fake_answer(struct h2_stream *s, struct fake_request *r);

/* The server's own expectations: it ends, and the test that talks to it fails. */
static void must(bool good)
{
	if (!good)
		abort();
}

static const struct h2_nv head[] = {H2_NV(":status", "200"), H2_NV("content-type", "application/grpc")};
static const struct h2_nv good[] = {H2_NV("grpc-status", "0")};

/* Bytes of frames, and how it ends. */
static void fake_reply(struct h2_stream *s, const void *frames, size_t len, const struct h2_nv *end, size_t n)
{
	must(h2_respond(s, head, 2) == 0);
	must(h2_send(s, frames, len, false) == 0);
	must(h2_finish(s, end, n) == 0);
}

/* Trailers-Only with everything that st says. */
static void fake_refuse(struct h2_stream *s, const struct status *st)
{
	const char *details = grpc_status_details(fake.a, st),
		   *code = mem_printf(fake.a, "%d", (int)st->code);
	const char *text = grpc_percent_encode(fake.a, st->text ? st->text : "");
	const struct h2_nv nv[] = {H2_NV(":status", "200"), H2_NV("content-type", "application/grpc"),
	    {"grpc-status", code, 11, strlen(code)}, {"grpc-message", text, 12, strlen(text)},
	    {"grpc-status-details-bin", details, 23, details ? strlen(details) : 0}};

	must(h2_respond_only(s, nv, details ? 5 : 4) == 0);
}

static void remember(char *out, size_t size, const struct h2_headers *h, const char *name)
{
	const struct h2_nv *v = h2_header(h, name);

	snprintf(out, size, "%s", v ? v->value : "");
}

static void on_headers(void *arg, struct h2_stream *s, const struct h2_headers *h, bool end)
{
	struct fake_request *r = calloc(1, sizeof(*r));

	must(r && !end);
	r->h2 = arg;
	remember(r->path, sizeof(r->path), h, ":path");
	remember(seen->token, sizeof(seen->token), h, "authorization");
	remember(seen->timeout, sizeof(seen->timeout), h, "grpc-timeout");
	h2_stream_set_arg(s, r);
}

static void on_data(void *arg, struct h2_stream *s, const uint8_t *data, size_t len)
{
	struct fake_request *r = h2_stream_arg(s);

	(void)arg;
	must(r->len + len <= FAKE_BODY);
	memcpy(r->body + r->len, data, len);
	r->len += len;
	h2_consume(s, len);
}

static void on_end(void *arg, struct h2_stream *s)
{
	(void)arg;
	fake_answer(s, h2_stream_arg(s));
}

static void on_closed(void *arg, struct h2_stream *s, uint32_t error)
{
	(void)arg;
	free(h2_stream_arg(s));
	seen->cancelled += error == H2_CANCEL;
}

static void on_gone(void *arg, const char *why)
{
	struct h2 **slot = arg;

	(void)why;
	h2_free(*slot);
	*slot = NULL;
}

static const struct h2_handler fake_handler = {
    .headers = on_headers, .data = on_data, .end = on_end, .closed = on_closed, .gone = on_gone};

static void on_accept(struct evconnlistener *l, evutil_socket_t fd, struct sockaddr *sa, int len, void *arg)
{
	struct bufferevent *bev = bufferevent_socket_new(fake.base, fd, BEV_OPT_CLOSE_ON_FREE);
	struct h2 **slot = &fake.h2[seen->connections++];

	(void)l, (void)sa, (void)len, (void)arg;
	must(seen->connections < FAKE_CONNECTIONS);
	*slot = h2_new(bev, H2_SERVER, NULL, &fake_handler, slot);
}

static void serve(int ready)
{
	fake.a = mem_new();
	fake.base = event_base_new();
	fake.listener = evconnlistener_new_bind(fake.base, on_accept, NULL, LEV_OPT_CLOSE_ON_FREE, 8,
	    (struct sockaddr *)&fake.address, sizeof(fake.address));
	must(fake.listener && write(ready, "", 1) == 1);
	close(ready);
	event_base_dispatch(fake.base);
}

/* Starts it; the address to dial, in the arena. */
static const char *fake_start(struct arena *a)
{
	int ready[2];
	char byte;

	signal(SIGPIPE, SIG_IGN);
	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	cr_assert_neq(seen, MAP_FAILED);
	cr_assert_eq(pipe(ready), 0);
	/* One of this number that was cut short may have left its own. (Seen: the server could not begin, and
	 * the test waited for it until its time was out.) */
	fake.address.sun_family = AF_UNIX;
	snprintf(
	    fake.address.sun_path, sizeof(fake.address.sun_path), "/tmp/omstilling-fake-%d.sock", getpid());
	unlink(fake.address.sun_path);
	fake.pid = fork();
	if (fake.pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(ready[0]);
		serve(ready[1]);
		_exit(1);
	}
	cr_assert_gt(fake.pid, 0);
	close(ready[1]);
	cr_assert_eq(read(ready[0], &byte, 1), 1, "the server did not begin");
	close(ready[0]);
	return mem_printf(a, "unix:%s", fake.address.sun_path);
}

static void fake_stop(void)
{
	int how;

	cr_expect_eq(waitpid(fake.pid, &how, WNOHANG), 0, "the server died");
	kill(fake.pid, SIGKILL);
	waitpid(fake.pid, &how, 0);
	unlink(fake.address.sun_path);
	munmap(seen, sizeof(*seen));
}

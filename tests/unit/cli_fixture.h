/*
 * cli_fixture: whole commands, from the words that are typed to what is printed, against a server that
 * answers from a script, with a home of their own.
 */
#pragma once
#pragma GCC diagnostic ignored "-Wunused-function"

#include "client/cli.h"
#include "client/contract.h"
#include "client/home.h"
#include "client/run.h"
#include "client/tokens.h"
#include "fake_server.h"
#include "proto/json.h"
#include <sodium.h>

/* One answer; those of a method are given in turn, the last one again and again. */
struct line {
	const char *method, *json; /* the reply; NULL: st */
	struct status st;
};

static const struct line *script;

/* --- the server */

static ProtobufCMessage *unpack(const struct fake_request *r, const ProtobufCMessageDescriptor *type)
{
	must(r->len >= GRPC_FRAME_HEADER);
	ProtobufCMessage *m = protobuf_c_message_unpack(
	    type, arena_allocator(fake.a), r->len - GRPC_FRAME_HEADER, r->body + GRPC_FRAME_HEADER);
	must(m != NULL);
	return m;
}

/* "Method token request" as a line of the log. */
static void log_request(const char *method, const ProtobufCMessage *req)
{
	size_t len, n = strlen(seen->log);
	const char *json = json_from_message(fake.a, req, &len);

	must(json && n + len + 256 < sizeof(seen->log));
	snprintf(seen->log + n, sizeof(seen->log) - n, "%s %s %s\n", method,
	    *seen->token ? seen->token + 7 : "-", json);
}

static const struct line *next_line(const char *method)
{
	static int given[32];
	const struct line *last = NULL;

	for (int i = 0; script[i].method; i++) {
		if (strcmp(script[i].method, method) != 0)
			continue;
		last = &script[i];
		must(i < 32);
		if (!given[i]) {
			given[i] = 1;
			return last;
		}
	}
	must(last != NULL);
	return last;
}

static void fake_answer(struct h2_stream *s, struct fake_request *r)
{
	const char *method = r->path + strlen(CONTRACT_PATH);
	const ProtobufCMethodDescriptor *d = contract_method(method);
	uint8_t *frame;
	size_t len;
	struct status st;

	log_request(method, unpack(r, d->input));
	const struct line *l = next_line(method);
	if (!l->json) {
		fake_refuse(s, &l->st);
		return;
	}
	ProtobufCMessage *reply = json_to_message(fake.a, d->output, l->json, strlen(l->json), &st);
	must(reply && grpc_frame_pack(fake.a, reply, &frame, &len) == 0);
	fake_reply(s, frame, len, good, 1);
}

/* --- a run of the client */

static struct arena *a;
static char home[] = "/tmp/omstilling-cli-XXXXXX";
static char *out, *err;
static size_t out_len, err_len;
static struct status st;
static const char *server;

static void set_up(void)
{
	a = mem_new();
	cr_assert_not_null(mkdtemp(home));
	setenv("XDG_CONFIG_HOME", home, 1);
	cr_assert_geq(sodium_init(), 0);
}

static void tear_down(void)
{
	if (server)
		fake_stop();
	cr_expect_eq(system(mem_printf(a, "rm -rf '%s'", home)), 0);
	free(out);
	free(err);
	arena_free(a);
}

static void play(const struct line *lines)
{
	script = lines;
	server = fake_start(a);
}

/* Runs a command; its exit status, or -1 with st. What it printed is in out and err. */
static int run(int argc, char **argv)
{
	struct cli_link link = {0};
	struct cli cli = {.a = a, .link = &link};

	free(out);
	free(err);
	st = (struct status){0};
	cr_assert_eq(options_parse(a, &argc, argv, &cli.opt, &st), 0, "%s", st.text);
	cr_assert_eq(dial_parse(a, server ? server : cli.opt.server, false, &cli.address, &st), 0);
	cli.out = (struct out){.f = open_memstream(&out, &out_len), .width = 120, .a = a};
	cli.err = (struct out){.f = open_memstream(&err, &err_len), .width = 120, .a = a};
	int r = run_command(&cli, argc, argv, &st);
	cli_hang_up(&cli);
	fclose(cli.out.f);
	fclose(cli.err.f);
	return r;
}

#define RUN(...) run((int)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[]){__VA_ARGS__})

static void said(const char *part)
{
	cr_expect_not_null(strstr(out, part), "no \"%s\" in:\n%s", part, out);
}

static void asked(const char *line)
{
	cr_expect_not_null(strstr(seen->log, line), "no \"%s\" in:\n%s", line, seen->log);
}

static int times_asked(const char *method)
{
	int n = 0;

	for (const char *p = seen->log; (p = strstr(p, method)); p++)
		n++;
	return n;
}

static char *file(const char *name, const char *text)
{
	char *path = mem_printf(a, "%s/%s", home, name);
	FILE *f = fopen(path, "w");

	cr_assert_not_null(f);
	fputs(text, f);
	fclose(f);
	return path;
}

static const char *contents(const char *path)
{
	const char *text = home_read(a, path);

	cr_assert_not_null(text, "%s", path);
	return text;
}

static void logged_in(const char *user, const char *token)
{
	struct tokens_entry e = {.server = server, .user = user, .expires = "x", .token = token};

	cr_assert_eq(tokens_store(a, &e, &st), 0);
}

/*
 * The client's calls against a real HTTP/2 server end in a process of its own, on a Unix socket: what each
 * way to answer, to fail and to fall silent comes to.
 */
#include <omstilling/v1/auth.pb-c.h>
#include <pthread.h>
#include <time.h>

#include "client/call.h"
#include "fake_server.h"

static struct arena *a;
static struct dial_address address;
static struct status st;

/* --- the server: the last part of the path says how it answers */

static bool path_ends(const struct fake_request *r, const char *name)
{
	size_t n = strlen(name), len = strlen(r->path);

	return len > n && strcmp(r->path + len - n, name) == 0;
}

/* n frames with a LoginResponse each, then the given end. */
static void reply(struct h2_stream *s, int n, const struct h2_nv *end, size_t n_end)
{
	Omstilling__V1__LoginResponse r = OMSTILLING__V1__LOGIN_RESPONSE__INIT;
	uint8_t *frame, *all;
	size_t len;

	r.token = (char[]){"T-æ"};
	must(grpc_frame_pack(fake.a, &r.base, &frame, &len) == 0);
	all = mem_alloc(fake.a, len * (size_t)n + 1);
	for (int i = 0; i < n; i++)
		memcpy(all + (size_t)i * len, frame, len);
	fake_reply(s, all, len * (size_t)n, end, n_end);
}

/* How many messages a request has. */
static size_t frames_in(const struct fake_request *r)
{
	size_t n = 0;

	for (size_t at = 0; at < r->len; n++)
		at += 5 + ((size_t)r->body[at + 3] << 8) + r->body[at + 4];
	return n;
}

static const struct status refusal = {.code = GRPC_FAILED_PRECONDITION,
    .reason = "ikke_din_tur",
    .text = "Ikke din tur, Sølvi.",
    .detail = "{\"regel\":\"8\"}",
    .hint = "Vent på KST."};

static void fake_answer(struct h2_stream *s, struct fake_request *r)
{
	static const struct h2_nv not_found[] = {H2_NV(":status", "404")};
	static const struct h2_nv bad_gateway[] = {H2_NV(":status", "502")};
	static const struct h2_nv html[] = {H2_NV(":status", "200"), H2_NV("content-type", "text/html")};
	static const struct h2_nv bad[] = {H2_NV("grpc-status", "13"), H2_NV("grpc-message", "midt i")};

	if (path_ends(r, "/Good"))
		reply(s, 1, good, 1);
	else if (path_ends(r, "/Refused"))
		fake_refuse(s, &refusal);
	else if (path_ends(r, "/Twice"))
		reply(s, 2, good, 1);
	else if (path_ends(r, "/Empty"))
		reply(s, 0, good, 1);
	else if (path_ends(r, "/Late"))
		reply(s, 1, bad, 2);
	else if (path_ends(r, "/Count"))
		reply(s, (int)frames_in(r), good, 1);
	else if (path_ends(r, "/Half"))
		fake_reply(s, "\0\0\0\0\x09", 5, good, 1);
	else if (path_ends(r, "/Huge"))
		fake_reply(s, "\0\x7f\xff\xff\xff", 5, good, 1);
	else if (path_ends(r, "/Compressed"))
		fake_reply(s, "\1\0\0\0\x09", 5, good, 1);
	else if (path_ends(r, "/NotFound"))
		must(h2_respond_only(s, not_found, 1) == 0);
	else if (path_ends(r, "/BadGateway"))
		must(h2_respond_only(s, bad_gateway, 1) == 0);
	else if (path_ends(r, "/Html"))
		must(h2_respond_only(s, html, 2) == 0);
	else if (path_ends(r, "/Reset"))
		h2_reset(s, H2_INTERNAL_ERROR);
	else if (path_ends(r, "/Begun"))
		must(h2_respond(s, head, 2) == 0 && h2_send(s, "", 0, true) == 0);
	else if (path_ends(r, "/NotTaken"))
		h2_reset(s, H2_REFUSED_STREAM);
	else if (path_ends(r, "/Slow"))
		usleep(50000), h2_reset(s, H2_CANCEL);
	else if (path_ends(r, "/HangUp"))
		on_gone(r->h2, "");
}

static void set_up(void)
{
	a = mem_new();
	cr_assert_eq(dial_parse(a, fake_start(a), false, &address, &st), 0);
}

static void tear_down(void)
{
	fake_stop();
	arena_free(a);
}

TestSuite(client_call, .init = set_up, .fini = tear_down, .timeout = 30);

/* --- one call each */

static struct call_link *link_up(void)
{
	struct call_link *l = call_connect(a, &address, NULL, 2000, &st);

	cr_assert_not_null(l, "%s", st.text);
	return l;
}

static Omstilling__V1__LoginResponse *one(
    struct call_link *l, const char *method, const char *token, int64_t timeout)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	const char *path = mem_printf(a, "/omstilling.v1.AuthService/%s", method);

	st = (struct status){0};
	req.brukernavn = (char[]){"kari"};
	return (void *)call_unary(
	    l, a, path, token, &req.base, &omstilling__v1__login_response__descriptor, timeout, &st);
}

static void fails(const char *method, enum grpc_code code, const char *reason)
{
	struct call_link *l = link_up();

	cr_expect_null(one(l, method, NULL, 2000), "%s", method);
	cr_expect_eq(st.code, code, "%s: %s", method, grpc_code_name((int)st.code));
	if (reason)
		cr_expect_str_eq(st.reason, reason, "%s: %s", method, st.reason);
	call_disconnect(l);
}

Test(client_call, a_reply)
{
	struct call_link *l = link_up();
	Omstilling__V1__LoginResponse *r = one(l, "Good", "hemmelig", 1234);

	cr_assert_not_null(r, "%s", st.text);
	cr_expect_str_eq(r->token, "T-æ");
	cr_expect_str_eq(seen->token, "Bearer hemmelig");
	int64_t ms;
	cr_assert_eq(grpc_timeout_parse(seen->timeout, strlen(seen->timeout), &ms), 0);
	cr_expect_eq(ms, 1234);
	call_disconnect(l);
}

Test(client_call, many_calls_on_one_connection)
{
	struct call_link *l = link_up();

	for (int i = 0; i < 20; i++) {
		cr_assert_not_null(one(l, "Good", NULL, 2000), "%s", st.text);
		cr_assert_null(one(l, "Refused", NULL, 2000));
	}
	cr_expect_str_eq(seen->token, "");
	cr_expect_eq(seen->connections, 1);
	call_disconnect(l);
}

Test(client_call, a_connection_outlives_the_memory_of_its_calls)
{
	struct arena *own = mem_new(), *kept = a;
	struct call_link *l = call_connect(own, &address, NULL, 2000, &st);

	arena_free(own);
	cr_assert_not_null(l, "%s", st.text);
	for (int i = 0; i < 20; i++) {
		a = mem_new();
		cr_expect_not_null(one(l, "Good", "hemmelig", 2000), "%s", st.text);
		arena_free(a);
	}
	a = kept;
	cr_expect_eq(seen->connections, 1);
	call_disconnect(l);
}

Test(client_call, a_connection_that_the_server_ended_is_known_before_the_next_call)
{
	struct call_link *l = link_up();

	cr_expect(call_alive(l));
	cr_assert_null(one(l, "HangUp", NULL, 2000));
	cr_expect(!call_alive(l));
	call_disconnect(l);
}

Test(client_call, a_refusal_comes_with_everything_the_server_said)
{
	struct call_link *l = link_up();

	cr_assert_null(one(l, "Refused", NULL, 2000));
	cr_expect_eq(st.code, GRPC_FAILED_PRECONDITION);
	cr_expect_str_eq(st.reason, "ikke_din_tur");
	cr_expect_str_eq(st.text, "Ikke din tur, Sølvi.");
	cr_expect_str_eq(st.detail, "{\"regel\":\"8\"}");
	cr_expect_str_eq(st.hint, "Vent på KST.");
	call_disconnect(l);
}

Test(client_call, the_status_counts_also_after_a_message)
{
	fails("Late", GRPC_INTERNAL, NULL);
	cr_expect_str_eq(st.text, "midt i");
}

Test(client_call, a_unary_reply_is_one_whole_message)
{
	fails("Twice", GRPC_INTERNAL, "uleselig_svar");
	fails("Empty", GRPC_INTERNAL, "uleselig_svar");
	fails("Half", GRPC_INTERNAL, "uleselig_svar");
	fails("Compressed", GRPC_INTERNAL, "uleselig_svar");
	fails("Huge", GRPC_RESOURCE_EXHAUSTED, "for_stort_svar");
}

Test(client_call, what_is_not_grpc_is_told)
{

	fails("NotFound", GRPC_UNAVAILABLE, "ikke_grpc");
	fails("BadGateway", GRPC_UNAVAILABLE, "forbindelsen_brutt");
	fails("Html", GRPC_UNKNOWN, "ikke_grpc");
}

Test(client_call, a_stream_that_is_cut)
{
	fails("Reset", GRPC_INTERNAL, "uleselig_svar");
	fails("NotTaken", GRPC_UNAVAILABLE, "ikke_behandlet");
	fails("HangUp", GRPC_UNAVAILABLE, "forbindelsen_brutt");
	fails("Begun", GRPC_UNAVAILABLE, "forbindelsen_brutt");
}

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

Test(client_call, a_silent_server_is_waited_for_until_the_deadline_and_cancelled)
{
	struct call_link *l = link_up();
	int64_t start = now_ms();

	cr_assert_null(one(l, "Silent", NULL, 100));
	cr_expect_eq(st.code, GRPC_DEADLINE_EXCEEDED);
	cr_expect_str_eq(st.reason, "tiden_er_ute");
	cr_expect(now_ms() - start >= 100 && now_ms() - start < 5000);
	cr_assert_not_null(one(l, "Good", NULL, 2000), "the connection goes on: %s", st.text);
	cr_expect_eq(seen->cancelled, 1);
	call_disconnect(l);
}

Test(client_call, a_late_call_may_be_ended_by_a_mere_reset)
{
	struct call_link *l = link_up();

	cr_assert_null(one(l, "Slow", NULL, 20));
	cr_expect_eq(st.code, GRPC_DEADLINE_EXCEEDED);
	cr_assert_null(one(l, "Slow", NULL, 5000));
	cr_expect_eq(st.code, GRPC_UNAVAILABLE, "that one was not late: a proxy lost the server");
	cr_expect_str_eq(st.reason, "forbindelsen_brutt");
	call_disconnect(l);
}

static void *press_ctrl_c(void *arg)
{
	usleep(100000);
	kill(getpid(), SIGINT);
	return arg;
}

Test(client_call, ctrl_c_cancels)
{
	struct call_link *l = link_up();
	pthread_t presser;

	cr_assert_eq(pthread_create(&presser, NULL, press_ctrl_c, NULL), 0);
	cr_assert_null(one(l, "Silent", NULL, 10000));
	pthread_join(presser, NULL);
	cr_expect_eq(st.code, GRPC_CANCELLED);
	cr_expect_str_eq(st.reason, "avbrutt");
	cr_assert_not_null(one(l, "Good", NULL, 2000));
	cr_expect_eq(seen->cancelled, 1);
	call_disconnect(l);
}

/* --- streams */

static struct call_stream *stream(struct call_link *l, const char *method, int64_t patience)
{
	struct call_stream *s = call_stream_open(
	    l, a, mem_printf(a, "/omstilling.v1.AuthService/%s", method), "hemmelig", patience, &st);

	cr_assert_not_null(s, "%s", st.text);
	return s;
}

static int say(struct call_stream *s, const char *name)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;

	req.brukernavn = (char *)name;
	return call_stream_send(s, &req.base);
}

/* The server hears of it a little later. */
static bool was_cancelled(void)
{
	for (int i = 0; i < 200 && seen->cancelled == 0; i++)
		usleep(10000);
	return seen->cancelled == 1;
}

/* How many replies come until the stream is over. */
static int replies(struct call_stream *s)
{
	Omstilling__V1__LoginResponse *r;
	int n = 0;

	while ((r = (void *)call_stream_next(s, a, &omstilling__v1__login_response__descriptor)) != NULL) {
		cr_expect_str_eq(r->token, "T-æ");
		n++;
	}
	return n;
}

Test(client_call, a_stream_each_way_without_a_deadline)
{
	struct call_link *l = link_up();
	struct call_stream *s = stream(l, "Count", 2000);

	for (int i = 0; i < 50; i++)
		cr_assert_eq(say(s, "kari"), 0);
	cr_assert_eq(call_stream_end(s), 0);
	cr_expect_eq(replies(s), 50);
	cr_expect_eq(say(s, "kari"), -1, "it is over");
	call_stream_close(s, &st);
	cr_expect_eq(st.code, GRPC_OK);
	cr_expect_str_eq(seen->timeout, "");
	cr_expect_str_eq(seen->token, "Bearer hemmelig");
	cr_assert_not_null(one(l, "Good", NULL, 2000), "the connection goes on: %s", st.text);
	call_disconnect(l);
}

/* Ends a stream of one request, and says how it ended. */
static int ended(const char *method, int64_t patience)
{
	struct call_link *l = link_up();
	struct call_stream *s = stream(l, method, patience);

	cr_assert_eq(say(s, "kari"), 0);
	cr_assert_eq(call_stream_end(s), 0);
	int n = replies(s);
	call_stream_close(s, &st);
	call_disconnect(l);
	return n;
}

Test(client_call, a_stream_may_be_refused_or_fail_after_messages)
{
	cr_expect_eq(ended("Refused", 2000), 0);
	cr_expect_str_eq(st.reason, "ikke_din_tur");
	cr_expect_eq(ended("Late", 2000), 1, "what came before the failure is handed out");
	cr_expect_eq(st.code, GRPC_INTERNAL);
	cr_expect_eq(ended("HangUp", 2000), 0);
	cr_expect_str_eq(st.reason, "forbindelsen_brutt");
	cr_expect_eq(ended("Huge", 2000), 0);
	cr_expect_str_eq(st.reason, "for_stort_svar");
}

Test(client_call, a_stream_is_waited_for_so_long_at_each_step)
{
	cr_expect_eq(ended("Silent", 100), 0);
	cr_expect_eq(st.code, GRPC_DEADLINE_EXCEEDED);
	cr_expect(was_cancelled());
}

Test(client_call, ctrl_c_cancels_a_stream_that_waits_for_ever)
{
	pthread_t presser;

	cr_assert_eq(pthread_create(&presser, NULL, press_ctrl_c, NULL), 0);
	cr_expect_eq(ended("Silent", 0), 0);
	pthread_join(presser, NULL);
	cr_expect_eq(st.code, GRPC_CANCELLED);
	cr_expect(was_cancelled());
}

Test(client_call, a_stream_that_is_left_is_cancelled)
{
	struct call_link *l = link_up();
	struct call_stream *s = stream(l, "Silent", 0);

	cr_assert_eq(say(s, "kari"), 0);
	call_stream_close(s, &st);
	cr_assert_not_null(one(l, "Good", NULL, 2000), "%s", st.text);
	cr_expect(was_cancelled());
	call_disconnect(l);
}

/* --- connecting */

static void cannot_connect(const char *text, bool tls, enum grpc_code code, const char *reason)
{
	struct dial_address d;

	cr_assert_eq(dial_parse(a, text, tls, &d, &st), 0);
	cr_expect_null(call_connect(a, &d, &(struct dial_trust){0}, 500, &st), "%s", text);
	cr_expect_eq(st.code, code, "%s: %s", text, grpc_code_name((int)st.code));
	cr_expect_str_eq(st.reason, reason, "%s: %s", text, st.reason);
}

Test(client_call, nobody_there)
{
	cannot_connect("unix:/tmp/omstilling-nobody.sock", false, GRPC_UNAVAILABLE, "ingen_forbindelse");
	cannot_connect("127.0.0.1:1", false, GRPC_UNAVAILABLE, "ingen_forbindelse");
	cannot_connect("localhost:1", true, GRPC_UNAVAILABLE, "ingen_forbindelse");
}

Test(client_call, a_file_of_certificates_that_is_none)
{
	struct dial_address d;

	cr_assert_eq(dial_parse(a, "localhost:1", true, &d, &st), 0);
	cr_expect_null(call_connect(a, &d, &(struct dial_trust){.ca = "/dev/null"}, 500, &st));
	cr_expect_str_eq(st.reason, "tls_feilet");
	call_disconnect(NULL);
}

/*
 * Watchers before a database that is played: what is asked when, who is woken, and how a stream ends. (With a
 * real one: tests/e2e/watch.)
 */
#include <omstilling/v1/hendelse.pb-c.h>

#include "call_fixture.h"

#define WATCH "/omstilling.v1.HendelseService/Watch"
#define AT(n) "\"stilling\":[{\"program\":\"sel\",\"sekvens\":\"" n "\"}]"

static struct watch *watch;

static void begin_watch(void)
{
	char err[128];

	begin();
	watch = watch_new(base, env.db, err, sizeof(err));
	cr_assert(watch, "%s", err);
	env.watch = watch;
}

static void end_watch(void)
{
	end();
	watch_free(watch);
}

static struct h2_stream *follow(const char *program)
{
	Omstilling__V1__WatchRequest req = OMSTILLING__V1__WATCH_REQUEST__INIT;

	req.program = (char *)(uintptr_t)program;
	return ask(WATCH, &req.base, bearer, 1);
}

static void reply_with(const char *json)
{
	got.body_len = 0;
	got.messages = 0;
	answer((struct db_result){.json = json});
	turn();
}

/* A stream of sel that has had its first message and waits. */
static struct h2_stream *waiting(void)
{
	struct h2_stream *s = follow("sel");

	reply_with("{\"hendelser\":[]," AT("7") "}");
	cr_assert_eq(got.messages, 1);
	cr_assert_null(db.done, "nothing more is asked");
	return s;
}

static void wake(const char *payload)
{
	heard(heard_arg, payload);
	turn();
}

/* The events in what the client got last. */
static size_t events(void)
{
	Omstilling__V1__WatchResponse *r =
	    omstilling__v1__watch_response__unpack(NULL, got.body_len - 5, got.body + 5);
	size_t n;

	cr_assert(r);
	n = r->n_hendelser;
	omstilling__v1__watch_response__free_unpacked(r, NULL);
	return n;
}

Test(watch, it_goes_on_from_where_it_was)
{
	begin_watch();
	follow("sel");
	cr_assert_str_eq(db.fn, "watch");
	cr_assert_str_eq(db.json, "{\"program\":\"sel\"}");
	cr_assert_str_eq(db.token, ABC_HASH);
	reply_with("{\"hendelser\":[]," AT("7") "}");
	cr_assert_eq(got.messages, 1, "the first message tells where one stands");
	cr_assert_eq(events(), 0);
	wake("program sel");
	cr_assert_str_eq(
	    db.json, "{\"program\":\"sel\",\"etter\":[{\"program\":\"sel\",\"sekvens\":\"7\"}]}");
	reply_with("{\"hendelser\":[{\"program\":\"sel\",\"sekvens\":\"8\"}]," AT("8") "}");
	cr_assert_eq(events(), 1);
	cr_assert_null(db.done);
	wake("program sel");
	cr_assert_str_eq(
	    db.json, "{\"program\":\"sel\",\"etter\":[{\"program\":\"sel\",\"sekvens\":\"8\"}]}");
	reply_with("{\"hendelser\":[]," AT("8") "}");
	cr_assert_eq(got.messages, 0, "nothing new is no message");
	end_watch();
}

Test(watch, only_those_concerned_are_woken)
{
	begin_watch();
	waiting();
	wake("program vik");
	cr_assert_null(db.done, "another programme");
	wake("sesjon 00");
	cr_assert_null(db.done, "another login");
	wake("noe helt annet");
	cr_assert_null(db.done);
	wake("sesjon " ABC_HASH);
	cr_assert(db.done, "one's own login");
	answer((struct db_result){.sqlstate = "RP016", .message = "Utløpt.", .constraint = "ugyldig_token"});
	turn();
	cr_assert_eq(got.code, GRPC_UNAUTHENTICATED);
	cr_assert_str_eq(got.reason, "ugyldig_token");
	wake("program sel");
	cr_assert_null(db.done, "an ended stream asks no more");
	end_watch();
}

Test(watch, what_comes_while_it_asks_is_asked_for_afterwards)
{
	begin_watch();
	waiting();
	wake("program sel");
	db.calls = 0;
	wake("program sel");
	wake(NULL);
	cr_assert_eq(db.calls, 0, "one question at a time");
	reply_with("{\"hendelser\":[{\"program\":\"sel\",\"sekvens\":\"8\"}]," AT("8") "}");
	cr_assert_eq(db.calls, 1, "however often it was woken");
	reply_with("{\"hendelser\":[]," AT("8") "}");
	cr_assert_null(db.done);
	end_watch();
}

#define ASKED "{\"program\":\"sel\",\"etter\":[{\"program\":\"sel\",\"sekvens\":\"7\"}]"

/* Two streams in the same place, both woken: one question. */
static struct h2_stream *two_ask(void)
{
	struct h2_stream *first;

	begin_watch();
	first = waiting();
	waiting();
	db.calls = 0;
	wake("program sel");
	cr_assert_eq(db.calls, 1);
	cr_assert_str_eq(db.json, ASKED ",\"sesjoner\":[\"" ABC_HASH "\"]}");
	cr_assert_eq(db.json_len, strlen(db.json));
	cr_assert_str_eq(db.token, ABC_HASH);
	return first;
}

Test(watch, who_asks_the_same_is_asked_for_together)
{
	two_ask();
	reply_with("{\"hendelser\":[{\"program\":\"sel\",\"sekvens\":\"8\"}]," AT("8") "}");
	cr_assert_eq(got.messages, 2, "each has it");
	cr_assert_null(db.done);
	follow("sel");
	cr_assert_str_eq(db.json, "{\"program\":\"sel\"}", "who has no place yet asks alone");
	reply_with("{\"hendelser\":[]," AT("8") "}");
	end_watch();
}

Test(watch, who_is_refused_together_is_asked_for_alone)
{
	two_ask();
	answer((struct db_result){.sqlstate = "RP009", .message = "Ikke.", .constraint = "ikke_samme_sikt"});
	turn();
	cr_assert_eq(got.code, -1, "nobody ends by another's refusal");
	cr_assert_str_eq(db.json, ASKED "}");
	cr_assert_eq(db.calls, 3);
	end_watch();
}

Test(watch, one_of_many_who_leaves_takes_nothing_from_the_others)
{
	h2_reset(two_ask(), H2_CANCEL);
	turn();
	cr_assert_eq(db.cancelled, 0);
	reply_with("{\"hendelser\":[{\"program\":\"sel\",\"sekvens\":\"8\"}]," AT("8") "}");
	cr_assert_eq(got.messages, 1);
	cr_assert_eq(env.counts.running, 1);
	end_watch();
}

Test(watch, a_full_message_is_followed_by_the_next)
{
	char json[8192];
	int n = snprintf(json, sizeof(json), "{\"hendelser\":[{}");

	begin_watch();
	waiting();
	wake("program sel");
	for (int i = 1; i < WATCH_BATCH; i++)
		n += snprintf(json + n, sizeof(json) - (size_t)n, ",{}");
	snprintf(json + n, sizeof(json) - (size_t)n, "]," AT("107") "}");
	reply_with(json);
	cr_assert_eq(events(), WATCH_BATCH);
	cr_assert(db.done, "there may be more");
	reply_with("{\"hendelser\":[{}]," AT("108") "}");
	cr_assert_null(db.done);
	end_watch();
}

Test(watch, a_refusal_ends_it)
{
	begin_watch();
	follow("sel");
	answer((struct db_result){
	    .sqlstate = "RP005", .message = "Programmet finnes ikke.", .constraint = "ukjent_program"});
	turn();
	expect(GRPC_NOT_FOUND, "ukjent_program");
	end_watch();
}

Test(watch, a_database_that_is_away_for_a_moment_ends_nothing)
{
	begin_watch();
	waiting();
	wake(NULL);
	answer((struct db_result){.sqlstate = "08006", .lost = true});
	turn();
	cr_assert_eq(got.code, -1);
	cr_assert_null(db.done);
	wait_ms(1200);
	cr_assert(db.done, "it is asked again by itself");
	reply_with("{\"hendelser\":[{}]," AT("8") "}");
	cr_assert_eq(events(), 1);
	db.full = true;
	wake("program sel");
	db.full = false;
	wait_ms(1200);
	cr_assert(db.done, "so it is after a full queue");
	reply_with("{\"hendelser\":[]," AT("8") "}");
	end_watch();
}

Test(watch, an_answer_that_is_none_is_our_fault)
{
	begin_watch();
	follow("sel");
	answer((struct db_result){.json = "{\"hendelser\":7}"});
	turn();
	expect(GRPC_INTERNAL, "intern_feil");
	end_watch();
}

Test(watch, who_leaves_is_asked_for_no_more)
{
	struct h2_stream *s;

	begin_watch();
	s = waiting();
	h2_reset(s, H2_CANCEL);
	turn();
	wake("program sel");
	cr_assert_null(db.done);
	s = follow("sel");
	h2_reset(s, H2_CANCEL);
	turn();
	cr_assert_eq(db.cancelled, 1);
	answer((struct db_result){.json = "{\"hendelser\":[]," AT("7") "}"});
	turn();
	cr_assert_eq(env.counts.running, 0);
	end_watch();
}

Test(watch, without_a_login_nobody_watches)
{
	Omstilling__V1__WatchRequest req = OMSTILLING__V1__WATCH_REQUEST__INIT;

	begin_watch();
	ask(WATCH, &req.base, NULL, 0);
	expect(GRPC_UNAUTHENTICATED, "ikke_innlogget");
	end_watch();
}

Test(watch, it_takes_one_message)
{
	uint8_t two[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

	begin_watch();
	post(WATCH, bearer, 1, two, 10);
	cr_assert_eq(got.code, GRPC_UNIMPLEMENTED);
	cr_assert_str_eq(got.reason, "for_mange_meldinger");
	answer((struct db_result){.json = "{}"});
	post(WATCH, bearer, 1, "", 0);
	expect(GRPC_UNIMPLEMENTED, "mangler_melding");
	end_watch();
}

Test(watch, one_login_has_so_many_streams_and_no_more)
{
	begin_watch();
	for (int i = 0; i < WATCH_LOGIN_STREAMS_MAX; i++) {
		follow("sel");
		reply_with("{\"hendelser\":[]," AT("7") "}");
	}
	cr_assert_eq(got.code, -1);
	follow("sel");
	expect(GRPC_RESOURCE_EXHAUSTED, "for_mange_stroemmer");
	end_watch();
}

Test(watch, a_daemon_that_stops_ends_all_of_them)
{
	begin_watch();
	waiting();
	wake("program sel"); /* one of them in the middle of a question */
	env.draining = true;
	watch_drain(watch);
	turn();
	cr_assert_eq(got.code, GRPC_UNAVAILABLE);
	cr_assert_str_eq(got.reason, "tjeneren_stanser");
	follow("sel");
	cr_assert_eq(got.code, GRPC_UNAVAILABLE, "and takes no new ones");
	answer((struct db_result){.json = "{}"});
	watch_drain(NULL);
	end_watch();
	watch_free(NULL);
}

Test(watch, a_stream_lasts_so_long_at_most)
{
	begin_watch();
	env.stream_ms = 200;
	waiting();
	wait_ms(400);
	cr_assert_eq(got.code, GRPC_DEADLINE_EXCEEDED);
	cr_assert_str_eq(got.reason, "fristen_er_ute");
	wake("program sel");
	cr_assert_null(db.done);
	end_watch();
}

/*
 * Calls from socket to outcome: who, how long, what comes back; native methods and streams.
 */
#include "call_fixture.h"
#include "server/share.h"

/* --- the way there and back --- */

Test(call, there_and_back)
{
	Omstilling__V1__GetPlanResponse *res;

	begin();
	get_plan(NULL, 0);
	cr_assert_str_eq(db.fn, "get_plan");
	cr_assert_str_eq(db.json, "{\"plan\":\"sel/handlingsplan-2021\"}");
	cr_assert_str_eq(db.token, "");
	cr_assert_eq(got.closed, 0, "no answer before the database's");
	answer((struct db_result){.json = "{\"plan\":{\"navn\":\"sel/handlingsplan-2021\",\"aar\":2021}}"});
	turn();
	cr_assert_eq(got.code, 0);
	cr_assert_eq(got.closed, 1);
	cr_assert_eq(got.body[0], 0);
	res = omstilling__v1__get_plan_response__unpack(NULL, got.body_len - 5, got.body + 5);
	cr_assert(res && res->plan);
	cr_assert_str_eq(res->plan->navn, "sel/handlingsplan-2021");
	cr_assert_eq(res->plan->aar, 2021);
	omstilling__v1__get_plan_response__free_unpacked(res, NULL);
	cr_assert_eq(env.counts.started, 1);
	cr_assert_eq(env.counts.finished[GRPC_OK], 1);
	end();
}

Test(call, a_refusal_arrives_whole)
{
	begin();
	get_plan(bearer, 1);
	answer((struct db_result){.sqlstate = "RP009",
	    .message = "Saken ligger hos kommunestyret, ikke hos deg; æøå.",
	    .constraint = "ikke_din_tur",
	    .column = "sak"});
	turn();
	expect(GRPC_FAILED_PRECONDITION, "ikke_din_tur");
	cr_assert_str_eq(got.text, "Saken ligger hos kommunestyret, ikke hos deg; æøå.");
	cr_assert_str_eq(got.field, "sak");
	cr_assert_eq(env.counts.finished[GRPC_FAILED_PRECONDITION], 1);
	end();
}

Test(call, what_went_wrong_inside_stays_inside)
{
	begin();
	get_plan(NULL, 0);
	answer((struct db_result){.sqlstate = "42883", .message = "function core.f() does not exist"});
	turn();
	expect(GRPC_INTERNAL, "intern_feil");
	cr_assert(!strstr(got.text, "core"), "%s", got.text);
	get_plan(NULL, 0);
	answer((struct db_result){.json = "{\"plan\":{\"aar\":\"mange\"}}"});
	turn();
	expect(GRPC_INTERNAL, "intern_feil");
	get_plan(NULL, 0);
	answer((struct db_result){.json = NULL});
	turn();
	expect(GRPC_INTERNAL, "intern_feil");
	end();
}

Test(call, a_full_queue_says_when_to_come_back)
{
	begin();
	db.full = true;
	get_plan(NULL, 0);
	expect(GRPC_UNAVAILABLE, "for_mange_kall");
	cr_assert_gt(got.retry_ms, 0);
	end();
}

Test(call, a_lost_write_may_have_happened)
{
	Omstilling__V1__SavePlanRequest req = OMSTILLING__V1__SAVE_PLAN_REQUEST__INIT;

	begin();
	ask(SAVE_PLAN, &req.base, bearer, 1);
	answer((struct db_result){.sqlstate = "08006", .lost = true});
	turn();
	expect(GRPC_UNAVAILABLE, "utfallet_er_ukjent");
	cr_assert_eq(got.retry_ms, 0, "trying again is not for the client library to decide");
	get_plan(NULL, 0);
	answer((struct db_result){.sqlstate = "08006", .lost = true});
	turn();
	expect(GRPC_UNAVAILABLE, "databasen_svarer_ikke");
	cr_assert_gt(got.retry_ms, 0);
	end();
}

/* --- who --- */

Test(call, the_token_travels_as_its_hash)
{
	static const struct h2_nv other[] = {H2_NV("authorization", "bearer abd")};

	begin();
	for (int i = 0; i < 2; i++) {
		get_plan(bearer, 1);
		cr_assert_str_eq(db.token, ABC_HASH);
		answer((struct db_result){.json = "{}"});
		turn();
	}
	get_plan(other, 1);
	cr_assert_str_neq(db.token, ABC_HASH);
	cr_assert_eq(strlen(db.token), 64);
	answer((struct db_result){.json = "{}"});
	turn();
	get_plan(NULL, 0);
	cr_assert_str_eq(db.token, "", "the connection's last token is not the next call's");
	answer((struct db_result){.json = "{}"});
	turn();
	end();
}

Test(call, without_a_token_only_what_is_public)
{
	Omstilling__V1__SavePlanRequest req = OMSTILLING__V1__SAVE_PLAN_REQUEST__INIT;

	begin();
	ask(SAVE_PLAN, &req.base, NULL, 0);
	expect(GRPC_UNAUTHENTICATED, "ikke_innlogget");
	cr_assert_eq(db.calls, 0);
	end();
}

Test(call, a_token_of_the_wrong_form)
{
	static const struct h2_nv bad[] = {H2_NV("authorization", "Basic abc"),
	    H2_NV("authorization", "Bearer"), H2_NV("authorization", "Bearer a b"),
	    H2_NV("authorization", "Bearer \xc3\xa6"), H2_NV("authorization", "")};
	char longest[600] = "Bearer ";
	struct h2_nv nv = {"authorization", longest, 13, 7 + CALL_TOKEN_MAX + 1};

	begin();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		get_plan(&bad[i], 1);
		expect(GRPC_UNAUTHENTICATED, "ugyldig_token");
	}
	memset(longest + 7, 'x', CALL_TOKEN_MAX + 1);
	get_plan(&nv, 1);
	expect(GRPC_UNAUTHENTICATED, "ugyldig_token");
	cr_assert_eq(db.calls, 0);
	end();
}

/* --- how long --- */

Test(call, a_deadline_ends_the_call_and_cancels_the_work)
{
	static const struct h2_nv soon[] = {H2_NV("grpc-timeout", "50m")};

	begin();
	get_plan(soon, 1);
	cr_assert_leq(db.timeout_ms, 50);
	cr_assert_geq(db.timeout_ms, 1);
	wait_ms(100);
	expect(GRPC_DEADLINE_EXCEEDED, "fristen_er_ute");
	cr_assert_eq(db.cancelled, 1);
	answer((struct db_result){.json = "{}"});
	turn();
	cr_assert_eq(env.counts.finished[GRPC_DEADLINE_EXCEEDED], 1);
	cr_assert_eq(env.counts.finished[GRPC_OK], 0, "a late result is dropped");
	end();
}

Test(call, bad_and_past_deadlines)
{
	static const struct h2_nv bad[] = {
	    H2_NV("grpc-timeout", "5"), H2_NV("grpc-timeout", "x"), H2_NV("grpc-timeout", "-1S")};
	static const struct h2_nv past[] = {H2_NV("grpc-timeout", "0m")};

	begin();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		get_plan(&bad[i], 1);
		expect(GRPC_INVALID_ARGUMENT, "ugyldig_frist");
	}
	get_plan(past, 1);
	expect(GRPC_DEADLINE_EXCEEDED, "fristen_er_ute");
	cr_assert_eq(db.calls, 0);
	end();
}

Test(call, cancelling_cancels_the_work)
{
	begin();
	h2_reset(get_plan(NULL, 0), H2_CANCEL);
	turn();
	cr_assert_eq(db.cancelled, 1);
	cr_assert_eq(env.counts.finished[GRPC_CANCELLED], 1);
	answer((struct db_result){.sqlstate = "57014"});
	turn();
	end();
}

Test(call, a_lost_connection_cancels_the_work)
{
	begin();
	get_plan(NULL, 0);
	h2_free(client);
	client = NULL;
	turn();
	cr_assert_eq(db.cancelled, 1);
	cr_assert_eq(env.counts.connections, 0);
	answer((struct db_result){.json = "{}"});
	turn();
	end();
}

/* --- native methods --- */

Test(call, a_native_method_answers_later)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	Omstilling__V1__LoginResponse res = OMSTILLING__V1__LOGIN_RESPONSE__INIT;

	begin();
	req.brukernavn = (char *)(uintptr_t) "kari";
	res.token = (char *)(uintptr_t) "hemmelig";
	ask(LOGIN, &req.base, NULL, 0);
	cr_assert(held);
	cr_assert_str_eq(seen_user, "kari@unix");
	cr_assert_eq(got.closed, 0);
	cr_assert_not(call_over(held));
	call_reply(held, &res.base);
	cr_assert(call_over(held));
	call_reply(held, &res.base);
	call_release(held);
	turn();
	cr_assert_eq(got.code, 0);
	cr_assert_eq(got.body_len, 5 + 2 + strlen("hemmelig"));
	cr_assert_eq(gone, 0);
	end();
}

Test(call, a_native_method_outlives_its_client)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	Omstilling__V1__LoginResponse res = OMSTILLING__V1__LOGIN_RESPONSE__INIT;
	struct h2_stream *s;

	begin();
	req.brukernavn = (char *)(uintptr_t) "kari";
	s = ask(LOGIN, &req.base, NULL, 0);
	h2_reset(s, H2_CANCEL);
	turn();
	cr_assert_eq(gone, 1);
	cr_assert(call_over(held));
	call_reply(held, &res.base);
	cr_assert(arena_alloc(call_arena(held), 10), "its memory is still there");
	call_release(held);
	turn();
	cr_assert_eq(env.counts.finished[GRPC_CANCELLED], 1);
	end();
}

/* --- streams --- */

Test(call, a_watcher_is_told_of_changes)
{
	begin();
	post("/grpc.health.v1.Health/Watch", NULL, 0, "\0\0\0\0\0", 5);
	cr_assert_eq(got.body_len, 7);
	cr_assert_eq(memcmp(got.body, "\0\0\0\0\2\x08\1", 7), 0, "SERVING");
	db.down = true;
	wait_ms(1200);
	cr_assert_eq(got.body_len, 14);
	cr_assert_eq(memcmp(got.body + 7, "\0\0\0\0\2\x08\2", 7), 0, "NOT_SERVING");
	cr_assert_eq(got.closed, 0);
	env.draining = true;
	wait_ms(1200);
	cr_assert_eq(got.code, GRPC_UNAVAILABLE);
	cr_assert_eq(got.closed, 1);
	end();
}

Test(call, a_watcher_that_leaves)
{
	begin();
	h2_reset(post("/grpc.health.v1.Health/Watch", NULL, 0, "\0\0\0\0\0", 5), H2_CANCEL);
	turn();
	cr_assert_eq(env.counts.finished[GRPC_CANCELLED], 1);
	end();
}

Test(call, a_stream_with_a_broken_message)
{
	begin();
	post("/grpc.health.v1.Health/Watch", NULL, 0, "\0\0\0\0\2\x0a\x7f", 7);
	expect(GRPC_INVALID_ARGUMENT, "ugyldig_melding");
	post("/grpc.health.v1.Health/Watch", NULL, 0, "\0\0\0\0\0\0\0\0\0\0", 10);
	cr_assert_eq(got.code, GRPC_UNIMPLEMENTED);
	post("/grpc.health.v1.Health/Watch", NULL, 0, "", 0);
	cr_assert_eq(got.code, GRPC_UNIMPLEMENTED);
	end();
}

Test(call, many_questions_on_one_stream_in_order)
{
	/* list_services "" twenty times; each answer must be taken before the next question is read */
	uint8_t body[20 * 7];

	begin();
	for (int i = 0; i < 20; i++)
		memcpy(body + 7 * i, "\0\0\0\0\2\x3a\0", 7);
	env.message_max = 1 << 20;
	post("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", NULL, 0, body, 7 * 8);
	cr_assert_eq(got.code, 0);
	cr_assert_eq(got.closed, 1);
	cr_assert_eq(got.body_len % 8, 0, "eight equal answers");
	cr_assert_gt(got.body_len, 8 * 100);
	end();
}

static struct h2_stream *watch_health(const struct h2_nv *more, size_t n)
{
	return post_as("/grpc.health.v1.Health/Watch", more, n, "\0\0\0\0\0", 5, false);
}

Test(call, one_login_has_so_many_at_once_and_no_more)
{
	static const struct h2_nv other[] = {H2_NV("authorization", "Bearer def")};
	struct h2_stream *first, *nobody;

	begin();
	env.shares = shares_new();
	env.login_calls = 2;
	env.address_calls = 1;
	first = watch_health(bearer, 1);
	watch_health(bearer, 1);
	cr_assert_eq(got.code, -1);
	get_plan(bearer, 1);
	expect(GRPC_UNAVAILABLE, "for_mange_kall");
	cr_assert_eq(got.retry_ms, 200);
	cr_assert_eq(db.calls, 0, "nothing was begun");
	cr_assert_eq(env.counts.over_share, 1);
	watch_health(other, 1);
	cr_assert_eq(got.code, -1, "another login has its own");
	nobody = watch_health(NULL, 0);
	cr_assert_eq(got.code, -1, "and an address without one");
	watch_health(NULL, 0);
	cr_assert_eq(got.code, GRPC_UNAVAILABLE);
	h2_reset(first, H2_CANCEL);
	h2_reset(nobody, H2_CANCEL);
	turn();
	got.body_len = 0;
	watch_health(bearer, 1);
	cr_assert_eq(got.code, -1, "what has ended makes room");
	end();
	shares_free(env.shares);
}

Test(call, what_the_database_has_still_counts_though_its_caller_has_gone)
{
	struct h2_stream *s;

	begin();
	env.shares = shares_new();
	env.login_calls = 1;
	s = get_plan(bearer, 1);
	h2_reset(s, H2_CANCEL);
	turn();
	cr_assert_eq(got.closed, 1);
	watch_health(bearer, 1);
	cr_assert_eq(got.code, GRPC_UNAVAILABLE);
	answer((struct db_result){.json = "{}"});
	turn();
	watch_health(bearer, 1);
	cr_assert_eq(got.code, -1);
	end();
	shares_free(env.shares);
}

Test(call, draining_lets_a_running_call_finish)
{
	begin();
	get_plan(NULL, 0);
	conn_drain(TAILQ_FIRST(&conns));
	turn();
	cr_assert_eq(got.closed, 0);
	answer((struct db_result){.json = "{}"});
	turn();
	cr_assert_eq(got.code, 0);
	cr_assert_eq(env.counts.connections, 0);
	end();
}

/*
 * What is not a proper call: below gRPC, and gRPC with the wrong contents.
 */
#include "call_fixture.h"

/* --- what is not a proper call --- */

static void fault(const char *method, const char *type, const char *http)
{
	const struct h2_nv nv[] = {{":method", method, 7, strlen(method)}, H2_NV(":scheme", "http"),
	    {":path", GET_PLAN, 5, strlen(GET_PLAN)}, H2_NV(":authority", "x"),
	    {"content-type", type, 12, strlen(type)}};

	got.http[0] = 0;
	cr_assert(h2_request(client, nv, 5, true, NULL));
	turn();
	cr_assert_str_eq(got.http, http, "%s %s", method, type);
}

Test(call, below_grpc)
{
	begin();
	fault("GET", "application/grpc", "405");
	fault("POST", "application/json", "415");
	fault("POST", "application/grpc-web", "415");
	fault("POST", "application/grpc+json", "415");
	fault("POST", "application/grpc+proto", "200");
	fault("POST", "application/grpc;charset=utf-8", "200");
	cr_assert_eq(env.counts.http_errors, 4);
	cr_assert_eq(env.counts.started, 2);
	end();
}

Test(call, unknown_methods)
{
	begin();
	post("/omstilling.v1.PlanService/SlettAlt", NULL, 0, "\0\0\0\0\0", 5);
	expect(GRPC_UNIMPLEMENTED, "ukjent_metode");
	post("/", NULL, 0, "\0\0\0\0\0", 5);
	expect(GRPC_UNIMPLEMENTED, "ukjent_metode");
	end();
}

Test(call, bodies_that_are_no_single_message)
{
	static const struct {
		const char *what, *body;
		size_t len;
		int code;
		const char *reason;
	} rows[] = {
	    {"none", "", 0, GRPC_UNIMPLEMENTED, "mangler_melding"},
	    {"two", "\0\0\0\0\0\0\0\0\0\0", 10, GRPC_UNIMPLEMENTED, "for_mange_meldinger"},
	    {"cut off", "\0\0\0\0\5ab", 7, GRPC_INVALID_ARGUMENT, "avkuttet_melding"},
	    {"cut off in its head", "\0\0", 2, GRPC_INVALID_ARGUMENT, "avkuttet_melding"},
	    {"compressed", "\1\0\0\0\1a", 6, GRPC_UNIMPLEMENTED, "ukjent_komprimering"},
	    {"odd flag", "\7\0\0\0\1a", 6, GRPC_INTERNAL, "ugyldig_ramme"},
	    {"too large", "\0\0\0\3\xe9", 5, GRPC_RESOURCE_EXHAUSTED, "melding_for_stor"},
	    {"far too large", "\0\xff\xff\xff\xff", 5, GRPC_RESOURCE_EXHAUSTED, "melding_for_stor"},
	    {"not protobuf", "\0\0\0\0\2\x0a\x7f", 7, GRPC_INVALID_ARGUMENT, "ugyldig_melding"},
	    {"not UTF-8", "\0\0\0\0\4\x0a\2\xff\xfe", 9, GRPC_INVALID_ARGUMENT, "ugyldig_utf8"},
	    {"a zero in a text", "\0\0\0\0\5\x0a\3a\0b", 10, GRPC_INVALID_ARGUMENT, "ugyldig_utf8"},
	};

	begin();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		post(GET_PLAN, NULL, 0, rows[i].body, rows[i].len);
		cr_assert_eq(got.code, rows[i].code, "%s: %d %s", rows[i].what, got.code, got.reason);
		cr_assert_str_eq(got.reason, rows[i].reason, "%s", rows[i].what);
		cr_assert_eq(got.closed, 1, "%s", rows[i].what);
	}
	cr_assert_eq(db.calls, 0);
	end();
}

Test(call, compression_nobody_agreed_on)
{
	static const struct h2_nv gzip[] = {H2_NV("grpc-encoding", "gzip")};
	static const struct h2_nv identity[] = {H2_NV("grpc-encoding", "identity")};

	begin();
	get_plan(gzip, 1);
	expect(GRPC_UNIMPLEMENTED, "ukjent_komprimering");
	get_plan(identity, 1);
	cr_assert_eq(db.calls, 1);
	answer((struct db_result){.json = "{}"});
	turn();
	end();
}

Test(call, native_methods_take_no_large_messages)
{
	uint8_t head[5] = {0, 0, 1, 0, 1};

	begin();
	env.message_max = 4u << 20;
	post(LOGIN, NULL, 0, head, sizeof(head));
	expect(GRPC_RESOURCE_EXHAUSTED, "melding_for_stor");
	post(GET_PLAN, NULL, 0, head, sizeof(head));
	expect(GRPC_INVALID_ARGUMENT, "avkuttet_melding");
	end();
}

Test(call, what_a_connection_may_hold_is_bounded)
{
	/* 3 MiB of a request that never ends, again and again on one connection: at 32 MiB it is enough. */
	static uint8_t part[3u << 20] = {0, 0, 0x3f, 0, 0};
	unsigned refused = 0;

	begin();
	env.message_max = 4u << 20;
	for (int i = 0; i < 12; i++) {
		post(GET_PLAN, NULL, 0, part, 0);
		refused += got.code == GRPC_UNAVAILABLE && strcmp(got.reason, "for_mange_kall") == 0;
	}
	cr_assert_eq(refused, 0, "empty bodies hold nothing");
	for (int i = 0; i < 12; i++) {
		post_open(GET_PLAN, part, sizeof(part));
		refused += got.code == GRPC_UNAVAILABLE && strcmp(got.reason, "for_mange_kall") == 0;
	}
	cr_assert_geq(refused, 2);
	cr_assert_leq(env.counts.buffered, (32u << 20) + (512u << 10));
	end();
}

Test(call, small_calls_are_served_though_others_hold_all)
{
	static uint8_t part[64u << 10] = {0, 0, 0x3f, 0, 0};

	begin();
	env.message_max = 4u << 20;
	env.counts.buffered += CALL_BUFFERED_MAX;
	post_open(GET_PLAN, part, sizeof(part));
	expect(GRPC_UNAVAILABLE, "for_mange_kall");
	get_plan(NULL, 0);
	cr_assert_eq(db.calls, 1);
	answer((struct db_result){.json = "{}"});
	turn();
	cr_assert_eq(got.code, GRPC_OK);
	env.counts.buffered -= CALL_BUFFERED_MAX;
	end();
}

/*
 * Replies from memory: which calls get one, and that it is byte for byte what the database's answer made.
 */
#include "call_fixture.h"

static const char plan[] = "{\"plan\":{\"navn\":\"sel/handlingsplan-2021\"}}";
static struct cache *cache;

static void begin_kept(bool kept)
{
	begin();
	cache = env.cache = cache_new(1 << 20);
	((struct db_fn *)(uintptr_t)db_find(NULL, "api", "get_plan"))->kept = kept;
}

static void end_kept(void)
{
	end();
	cache_free(cache);
}

static void asked(const struct h2_nv *extra, size_t n, unsigned calls, const char *why)
{
	memset(&got, 0, sizeof(got));
	get_plan(extra, n);
	cr_assert_eq(db.calls, calls, "%s: the database was asked %u times", why, db.calls);
}

Test(call_kept, the_second_who_asks_gets_the_very_bytes_without_the_database)
{
	uint8_t first[sizeof(got.body)];
	size_t len;

	begin_kept(true);
	asked(NULL, 0, 1, "the first");
	answer((struct db_result){.json = plan});
	turn();
	cr_assert_eq(got.code, 0);
	len = got.body_len;
	memcpy(first, got.body, len);
	asked(NULL, 0, 1, "the second");
	turn();
	cr_assert_eq(got.code, 0);
	cr_assert_eq(got.closed, 1);
	cr_assert_gt(len, 5);
	cr_assert_eq(got.body_len, len);
	cr_assert_eq(memcmp(got.body, first, len), 0);
	cr_assert_eq(env.counts.finished[GRPC_OK], 2);
	end_kept();
}

Test(call_kept, who_shows_a_token_is_answered_by_the_database)
{
	begin_kept(true);
	asked(bearer, 1, 1, "with a token");
	answer((struct db_result){.json = plan});
	turn();
	asked(NULL, 0, 2, "what one with a token got is not for others");
	answer((struct db_result){.json = plan});
	turn();
	asked(bearer, 1, 3, "nor theirs for one: the token may have ended");
	answer((struct db_result){.sqlstate = "RP016", .message = "x", .constraint = "ugyldig_token"});
	turn();
	expect(GRPC_UNAUTHENTICATED, "ugyldig_token");
	end_kept();
}

Test(call_kept, a_refusal_is_not_kept)
{
	begin_kept(true);
	asked(NULL, 0, 1, "the first");
	answer((struct db_result){.sqlstate = "RP005", .message = "x", .constraint = "ukjent_versjon"});
	turn();
	expect(GRPC_NOT_FOUND, "ukjent_versjon");
	asked(NULL, 0, 2, "it may be adopted meanwhile");
	answer((struct db_result){.json = plan});
	turn();
	cr_assert_eq(got.code, 0);
	end_kept();
}

Test(call_kept, a_method_that_may_change_its_answer_is_not_kept)
{
	begin_kept(false);
	asked(NULL, 0, 1, "the first");
	answer((struct db_result){.json = plan});
	turn();
	asked(NULL, 0, 2, "the second");
	answer((struct db_result){.json = plan});
	turn();
	cr_assert_eq(got.code, 0);
	end_kept();
}

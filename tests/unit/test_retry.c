/*
 * Which calls are made again, after what, and how long is waited: client/retry.h. That they are made, is in
 * test_cli.c.
 */
#include "client/retry.h"

#include <criterion/criterion.h>
#include <omstilling/v1/plan.pb-c.h>
#include <omstilling/v1/sak.pb-c.h>
#include <string.h>

static Omstilling__V1__CommentPlanRequest keyed = OMSTILLING__V1__COMMENT_PLAN_REQUEST__INIT;
static Omstilling__V1__CastVoteRequest vote = OMSTILLING__V1__CAST_VOTE_REQUEST__INIT;

static struct status lost_by(const char *reason)
{
	return (struct status){.code = GRPC_UNAVAILABLE, .reason = reason};
}

/* The first pause after a call of the method ended so. */
static unsigned pause_after(const char *method, const ProtobufCMessage *req, struct status st)
{
	struct retry r = retry_start(method, req, 60000);

	return retry_pause(&r, &st);
}

Test(retry, what_only_reads_and_what_has_a_key_is_safe)
{
	const struct status st = lost_by("forbindelsen_brutt");

	cr_expect_gt(pause_after("SakService/GetSak", &vote.base, st), 0);
	cr_expect_gt(pause_after("AuthService/WhoAmI", &vote.base, st), 0);
	cr_expect_gt(pause_after("PlanService/CommentPlan", &keyed.base, st), 0);
	cr_expect_eq(pause_after("SakService/CastVote", &vote.base, st), 0);
	cr_expect_eq(pause_after("PlanService/Getaway", &vote.base, st), 0, "a verb is a whole word");
}

Test(retry, a_refusal_is_an_answer)
{
	const struct status refused = {.code = GRPC_PERMISSION_DENIED, .reason = "ikke_din_tur"};

	cr_expect_eq(pause_after("SakService/GetSak", &vote.base, refused), 0);
	cr_expect_eq(pause_after("SakService/GetSak", &vote.base, lost_by("ikke_grpc")), 0);
	cr_expect_eq(
	    pause_after("SakService/CastVote", &vote.base, lost_by("nede")), 0, "it may have been done");
	cr_expect_eq(pause_after("SakService/GetSak", &vote.base, lost_by(NULL)), 0);
}

Test(retry, what_may_have_been_done_is_told)
{
	static const char *const unknown[] = {"forbindelsen_brutt", "ikke_behandlet", "utfallet_er_ukjent"};
	struct retry r = retry_start("SakService/CastVote", &vote.base, 60000);

	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++) {
		struct status st = lost_by(unknown[i]);
		cr_expect_eq(retry_pause(&r, &st), 0);
		cr_expect(st.hint && strstr(st.hint, "se etter"), "%s", unknown[i]);
		cr_expect(retry_lost(&st));
	}
}

Test(retry, what_was_not_begun_is_safe_whatever_it_is)
{
	struct status st = {.code = GRPC_UNAVAILABLE, .reason = "ingen_tjener", .retry_ms = 1000};

	cr_expect_eq(pause_after("SakService/CastVote", &vote.base, st), 1000, "as the server asks");
	cr_expect(retry_lost(&st));
	st = (struct status){.code = GRPC_UNAVAILABLE, .reason = "for_mange_kall", .retry_ms = 20};
	cr_expect_eq(pause_after("SakService/CastVote", &vote.base, st), 100, "but not faster than this");
	cr_expect_not(retry_lost(&st), "a busy server is there");
}

Test(retry, nobody_at_the_address_is_told_at_once_unless_somebody_was_there)
{
	struct retry r = retry_start("SakService/CastVote", &vote.base, 60000);
	struct status st = lost_by("ingen_forbindelse");

	cr_expect_eq(retry_pause(&r, &st), 0);
	r.met = true;
	cr_expect_gt(retry_pause(&r, &st), 0);
}

Test(retry, the_pauses_double_up_to_five_seconds_and_end_with_the_time)
{
	struct retry r = retry_start("SakService/GetSak", &vote.base, 60000);
	struct status st = lost_by("forbindelsen_brutt");
	static const unsigned pauses[] = {100, 200, 400, 800, 1600, 3200, 5000, 5000};

	for (size_t i = 0; i < sizeof(pauses) / sizeof(*pauses); i++)
		cr_expect_eq(retry_pause(&r, &st), pauses[i], "%zu", i);
	r.end -= 56000;
	cr_expect_eq(retry_pause(&r, &st), 0, "another would end too late");
	r.end -= 60000;
	cr_expect_eq(retry_left(&r), 1);
}

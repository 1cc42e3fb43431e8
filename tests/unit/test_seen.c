/* seen: each login is told once a telling, all of them, and what comes during a telling waits for the next.
 */
#include "server/seen.h"
#define CALL_FIXTURE_AUTH auth_methods
#include "server/auth.h"

#include "call_fixture.h"

static struct seen *seen;

static void start(void)
{
	char err[128];
	begin();
	seen = seen_new(base, (struct db *)&db, err, sizeof err);
	cr_assert_not_null(seen, "%s", err);
}

static void stop(void)
{
	if (db.done != NULL)
		answer((struct db_result){.sqlstate = "57P01", .message = "ending"});
	seen_free(seen);
	end();
}

static const char *hash_of(unsigned n)
{
	static char hash[65];
	snprintf(hash, sizeof hash, "%08x%056x", n * 2654435761U, n);
	return hash;
}

TestSuite(seen, .init = start, .fini = stop);

Test(seen, nothing_seen_is_nothing_told)
{
	seen_tell(seen);
	cr_assert_null(db.done);
}

Test(seen, each_is_told_once)
{
	char wanted[128];
	for (int i = 0; i < 5; i++)
		seen_note(seen, hash_of(7));
	cr_assert_eq(seen_count(seen), 1);
	seen_tell(seen);
	cr_assert_str_eq(db.fn, "brukt");
	cr_assert_str_eq(db.token, "");
	snprintf(wanted, sizeof wanted, "{\"sesjoner\":[\"%s\"]}", hash_of(7));
	cr_assert_str_eq(db.json, wanted);
	cr_assert_eq(seen_count(seen), 0);
}

Test(seen, two_in_the_same_place_are_two)
{
	char other[65], a[65];
	snprintf(a, sizeof a, "%s", hash_of(1));
	snprintf(other, sizeof other, "%.8s%056x", a, 9);
	seen_note(seen, a);
	seen_note(seen, other);
	seen_tell(seen);
	cr_assert_not_null(strstr(db.json, a));
	cr_assert_not_null(strstr(db.json, other));
}

Test(seen, what_comes_meanwhile_waits_for_the_next)
{
	seen_note(seen, hash_of(1));
	seen_tell(seen);
	seen_note(seen, hash_of(2));
	seen_tell(seen);
	cr_assert_eq(db.calls, 1);
	cr_assert_null(strstr(db.json, hash_of(2)));
	answer((struct db_result){.json = "{}"});
	seen_tell(seen);
	cr_assert_not_null(strstr(db.json, hash_of(2)));
	cr_assert_null(strstr(db.json, hash_of(1)));
}

Test(seen, a_telling_that_failed_is_not_the_last)
{
	seen_note(seen, hash_of(1));
	seen_tell(seen);
	answer((struct db_result){.sqlstate = "08006", .message = "gone", .lost = true});
	seen_note(seen, hash_of(3));
	seen_tell(seen);
	cr_assert_not_null(strstr(db.json, hash_of(3)));
}

Test(seen, when_there_is_no_room_they_are_told_at_once)
{
	for (unsigned i = 0; i < SEEN_MAX - 1; i++)
		seen_note(seen, hash_of(i));
	cr_assert_null(db.done);
	seen_note(seen, hash_of(SEEN_MAX));
	cr_assert_not_null(db.done);
	cr_assert_gt(db.json_len, SEEN_MAX * 66);
	cr_assert_eq(seen_count(seen), 0);
}

Test(seen, what_is_no_hash_is_not_noted)
{
	seen_note(seen, "kort");
	seen_note(NULL, hash_of(1));
	cr_assert_eq(seen_count(seen), 0);
}

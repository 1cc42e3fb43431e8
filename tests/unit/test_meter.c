/* meter: each call is counted once, in its own row and bucket, and nothing from outside makes a row. */
#include <criterion/criterion.h>

#include "server/meter.h"

Test(meter, outcomes_by_row)
{
	struct meter *m = meter_new(2);

	meter_call(m, 0, 0, false, 1);
	meter_call(m, 0, 5, false, 1);
	meter_call(m, 0, 5, false, 1);
	meter_call(m, 1, 16, true, 1);
	cr_assert_eq(meter_row(m, 0)->finished[0], 1);
	cr_assert_eq(meter_row(m, 0)->finished[5], 2);
	cr_assert_eq(meter_row(m, 1)->finished[16], 1);
	cr_assert_eq(meter_row(m, 2)->finished[0], 0, "the row of the unknown");
	cr_assert_null(meter_row(m, 3));
	meter_free(m);
}

Test(meter, what_is_unknown_has_one_row_whatever_it_is_called)
{
	struct meter *m = meter_new(2);

	meter_call(m, 2, 12, false, 0);
	meter_call(m, 3, 12, false, 0);
	meter_call(m, (size_t)-1, 12, false, 0);
	meter_call(m, 0, METER_CODES, false, 0);
	cr_assert_eq(meter_row(m, 2)->finished[12], 3);
	cr_assert_eq(meter_row(m, 0)->timed, 0, "a code that does not exist is nothing");
	meter_free(m);
}

Test(meter, a_time_is_in_the_narrowest_bucket_that_holds_it)
{
	static const struct {
		int64_t ms;
		size_t bucket;
	} rows[] = {{-1, 0}, {0, 0}, {5, 0}, {6, 1}, {10, 1}, {1000, 7}, {1001, 8}, {30000, 11}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct meter *m = meter_new(1);
		const struct meter_row *r = meter_row(m, 0);

		meter_call(m, 0, 0, false, rows[i].ms);
		for (size_t k = 0; k < METER_BUCKETS; k++)
			cr_assert_eq(r->within[k], k == rows[i].bucket, "%lld ms", (long long)rows[i].ms);
		cr_assert_eq(r->timed, 1);
		meter_free(m);
	}
}

Test(meter, longer_than_the_longest_counts_and_is_in_none)
{
	struct meter *m = meter_new(1);
	const struct meter_row *r = meter_row(m, 0);

	meter_call(m, 0, 4, false, 30001);
	for (size_t k = 0; k < METER_BUCKETS; k++)
		cr_assert_eq(r->within[k], 0);
	cr_assert_eq(r->timed, 1);
	cr_assert_eq(r->ms, 30001);
	meter_free(m);
}

Test(meter, a_stream_is_counted_and_not_timed)
{
	struct meter *m = meter_new(1);

	meter_call(m, 0, 0, true, 5000);
	cr_assert_eq(meter_row(m, 0)->finished[0], 1);
	cr_assert_eq(meter_row(m, 0)->timed, 0);
	meter_free(m);
}

Test(meter, none_is_fine)
{
	meter_call(NULL, 0, 0, false, 0);
	cr_assert_null(meter_row(NULL, 0));
	meter_free(NULL);
}

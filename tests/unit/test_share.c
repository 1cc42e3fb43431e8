/* share: who is the same, and that nothing stays of who has let go. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "server/share.h"

Test(share, one_row_for_each_that_has_something)
{
	struct shares *s = shares_new();
	struct share *a = share_of_address(s, "192.0.2.1"), *b = share_of_address(s, "192.0.2.2");

	cr_assert_neq(a, b);
	a->calls = 7;
	cr_assert_eq(share_of_address(s, "192.0.2.1"), a);
	share_drop(a);
	cr_assert_eq(a->calls, 7, "somebody holds it still");
	share_drop(a);
	a = share_of_address(s, "192.0.2.1");
	cr_assert_eq(a->calls, 0, "it was gone");
	share_drop(a);
	share_drop(b);
	share_drop(NULL);
	shares_free(s);
	shares_free(NULL);
}

Test(share, an_address_is_no_login)
{
	struct shares *s = shares_new();
	struct share *a = share_of_address(s, "abc"), *p = share_of_login(s, "abc");

	cr_assert_neq(a, p);
	share_drop(a);
	share_drop(p);
	shares_free(s);
}

Test(share, addresses_that_one_customer_gets)
{
	static const struct {
		const char *a, *b;
		int same;
	} rows[] = {{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 1}, {"2001:db8:1:2::1", "2001:db8:1:3::1", 0},
	    {"::ffff:192.0.2.1", "::ffff:192.0.2.2", 0}, {"192.0.2.1", "192.0.2.1", 1}, {"unix", "unix", 1},
	    {"unix", "192.0.2.1", 0}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shares *s = shares_new();
		struct share *a = share_of_address(s, rows[i].a), *b = share_of_address(s, rows[i].b);

		cr_assert_eq(a == b, rows[i].same, "%s %s", rows[i].a, rows[i].b);
		share_drop(a);
		share_drop(b);
		shares_free(s);
	}
}

Test(share, many)
{
	static struct share *held[20000];
	struct shares *s = shares_new();
	char key[32];

	for (int i = 0; i < 20000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		held[i] = share_of_login(s, key);
		held[i]->calls = (unsigned)i;
	}
	for (int i = 0; i < 20000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		cr_assert_eq(share_of_login(s, key)->calls, i);
		share_drop(held[i]);
		share_drop(held[i]);
	}
	shares_free(s);
}

/* Texts with values put in: what is missing, what may be, and which alternative is taken. */
#include <criterion/criterion.h>

#include "client/utfylling.h"
#include "grunn_fixture.h"

TestSuite(utfylling, .init = set_up, .fini = tear_down);

/* "x" is "1", "lang.sti" is "æøå", and of the kind "dobbelt" they come twice. */
static const char *value(void *arg, const char *navn, size_t len, const char *slag, size_t slag_len)
{
	int *asked = arg;
	bool twice = slag_len == 7 && memcmp(slag, "dobbelt", 7) == 0;

	++*asked;
	if (len == 1 && *navn == 'x')
		return twice ? "11" : "1";
	return len == 8 && memcmp(navn, "lang.sti", 8) == 0 ? "æøå" : NULL;
}

static const char *filled(const char *mal)
{
	int asked = 0;

	return utfylling(a, mal, value, &asked);
}

Test(utfylling, values_are_put_in)
{
	cr_expect_str_eq(filled("ingen"), "ingen");
	cr_expect_null(filled(""), "nothing to say");
	cr_expect_str_eq(filled("{x}"), "1");
	cr_expect_str_eq(filled("a {x} b {lang.sti}."), "a 1 b æøå.");
	cr_expect_str_eq(filled("{x:dobbelt} kroner"), "11 kroner");
}

Test(utfylling, what_is_missing_is_not_left_out_in_silence)
{
	cr_expect_null(filled("fristen var {y}"));
	cr_expect_null(filled("{}"));
	cr_expect_null(filled("{xx}"), "the whole name");
}

Test(utfylling, a_part_falls_out)
{
	cr_expect_str_eq(filled("Feil[ i {y}]."), "Feil.");
	cr_expect_str_eq(filled("Feil[ i {x}]."), "Feil i 1.");
	cr_expect_str_eq(filled("[{x} av {y}][{x}]!"), "1!", "each by itself");
	cr_expect_str_eq(filled("[alt]"), "alt");
}

Test(utfylling, the_first_that_can_be)
{
	cr_expect_str_eq(filled("{y}||{x}||z"), "1");
	cr_expect_str_eq(filled("{y}||{y}||z"), "z");
	cr_expect_null(filled("{y}||{y}"));
}

Test(utfylling, what_is_cut_off_does_no_harm)
{
	cr_expect_str_eq(filled("{x"), "1");
	cr_expect_null(filled("a {"));
	cr_expect_str_eq(filled("a [b"), "a b");
	cr_expect_str_eq(filled("a ] b"), "a  b");
}

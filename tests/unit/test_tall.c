/* Numbers, amounts and dates in each language, and what is left as it is. */
#include <criterion/criterion.h>

#include "client/mem.h"
#include "client/spraak.h"
#include "client/tall.h"

static struct arena *a;

static void set_up(void)
{
	a = mem_new();
}

static void tear_down(void)
{
	arena_free(a);
}

TestSuite(tall, .init = set_up, .fini = tear_down);

static void speak(const char *kode)
{
	cr_assert_eq(spraak_velg(kode), 0);
}

Test(tall, amounts_are_grouped_by_no_break_spaces_or_commas)
{
	static const char *const norwegian[] = {"nb", "nn"};

	for (int i = 0; i < 2; i++) {
		speak(norwegian[i]);
		cr_expect_str_eq(tall_desimal(a, "210000"), "210\u00a0000");
		cr_expect_str_eq(tall_desimal(a, "-1900000.50"), "-1\u00a0900\u00a0000,50");
		cr_expect_str_eq(tall_desimal(a, "62.5"), "62,5");
		cr_expect_str_eq(tall_desimal(a, "999"), "999");
	}
	speak("en");
	cr_expect_str_eq(tall_desimal(a, "210000"), "210,000");
	cr_expect_str_eq(tall_desimal(a, "-1900000.50"), "-1,900,000.50");
	cr_expect_str_eq(tall_desimal(a, "62.5"), "62.5");
}

Test(tall, what_is_no_number_stays)
{
	static const char *const others[] = {"-", "", "5 600", "1.", ".5", "1e3", "12a", "2021-01-01"};

	speak("en");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_str_eq(tall_desimal(a, others[i]), others[i]);
	cr_expect_null(tall_desimal(a, NULL));
}

Test(tall, dates_and_times)
{
	speak("nn");
	cr_expect_str_eq(tall_dato(a, "2021-12-31"), "31.12.2021");
	cr_expect_str_eq(tall_dato(a, "2021-02-01T16:00:09.25Z"), "01.02.2021 16:00:09 UTC");
	cr_expect_str_eq(tall_dag(a, "2021-05-01"), "1. mai 2021");
	speak("en");
	cr_expect_str_eq(tall_dato(a, "2021-12-31"), "31 Dec 2021");
	cr_expect_str_eq(tall_dato(a, "2021-02-01T16:00:09Z"), "1 Feb 2021 16:00:09 UTC");
}

Test(tall, what_is_no_date_stays)
{
	static const char *const others[] = {"", "2021", "2021-13-01", "2021-12-32", "2021-12-31 ",
	    "sel-sg/2021-12-31", "2021-12-31T16:00", "2021-12-31T16:00:00+01:00", "01.02.2021"};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		cr_expect_str_eq(tall_dato(a, others[i]), others[i]);
	cr_expect_null(tall_dato(a, NULL));
	cr_expect_null(tall_dag(a, NULL));
}

Test(tall, a_date_may_be_typed_as_it_is_shown)
{
	cr_expect_str_eq(tall_les_dato(a, "31.12.2021"), "2021-12-31");
	cr_expect_str_eq(tall_les_dato(a, "2021-12-31"), "2021-12-31");
	cr_expect_str_eq(tall_les_dato(a, "31.12.21"), "31.12.21", "for the server to refuse");
}

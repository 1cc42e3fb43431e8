/* Two texts compared word by word, and the differences between two editions of a plan as people see them. */
#include <omstilling/v1/plan.pb-c.h>

#define PRINT_WIDTH 60
#include "client/print_diff.h"
#include "client/words.h"
#include "print_fixture.h"

TestSuite(diff, .init = set_up, .fini = tear_down);

static void compared(const char *old, const char *new, const char *expected)
{
	struct words t = words_compare(a, old, new);

	cr_expect_str_eq(t.text, expected, "%s", t.text);
	cr_expect_eq(t.len, strlen(expected));
}

Test(diff, words_are_kept_removed_and_added)
{
	compared("", "", "");
	compared("en to", "en to", "en to");
	compared("en  to\n", "en to", "en to");
	compared("en to tre", "en fire tre", "en [-to-] {+fire+} tre");
	compared("", "ny tekst", "{+ny tekst+}");
	compared("gammel tekst", "", "[-gammel tekst-]");
	compared("a b c d", "b c d e", "[-a-] b c d {+e+}");
	compared("kai", "kai.", "[-kai-] {+kai.+}");
	compared("blåbær øl", "blåbær æsj", "blåbær [-øl-] {+æsj+}");
}

Test(diff, long_stretches_without_change_are_left_out)
{
	compared("0 1 2 3 4 5 6 7 8 9 x", "0 1 2 3 4 5 6 7 8 9 y", "… 4 5 6 7 8 9 [-x-] {+y+}");
	compared("x 0 1 2 3 4 5 6 7 8 9", "0 1 2 3 4 5 6 7 8 9", "[-x-] 0 1 2 3 4 5 …");
	compared("x 0 1 2 3 4 5 6 7 8 9 0 1 2 3 x", "y 0 1 2 3 4 5 6 7 8 9 0 1 2 3 y",
	    "[-x-] {+y+} 0 1 2 3 4 5 … 8 9 0 1 2 3 [-x-] {+y+}");
	compared("x 0 1 2 3 4 5 6 x", "y 0 1 2 3 4 5 6 y", "[-x-] {+y+} 0 1 2 3 4 5 6 [-x-] {+y+}");
}

/* Both texts can be read out of the comparison again: words with '-' or ' ', and words with '+' or ' '. */
static void reads_back(const struct words *t, char sign, const char *expected)
{
	char *got = mem_alloc(a, t->len + 1);
	size_t n = 0;

	for (size_t i = 0; i < t->len; i++)
		if (t->sign[i] == sign || t->sign[i] == ' ')
			if (!strchr(" []{}+-", t->text[i]))
				got[n++] = t->text[i];
	cr_expect_str_eq(got, expected, "%s: %s", t->text, got);
}

Test(diff, nothing_of_either_text_is_lost)
{
	for (unsigned seed = 0; seed < 500; seed++) {
		char *side[2], *bare[2];
		unsigned x = seed * 2654435761u + 1;
		for (int k = 0; k < 2; k++) {
			side[k] = mem_alloc(a, 64);
			bare[k] = mem_alloc(a, 64);
			size_t words = (x >> 8) % 7;
			for (size_t i = 0; i < words; i++) {
				x = x * 1664525u + 1013904223u;
				char c = (char)('a' + (x >> 16) % 3);
				side[k][2 * i] = c;
				side[k][2 * i + 1] = ' ';
				bare[k][i] = c;
			}
		}
		struct words t = words_compare(a, side[0], side[1]);
		reads_back(&t, '-', bare[0]);
		reads_back(&t, '+', bare[1]);
	}
}

Test(diff, more_words_than_can_be_compared_are_replaced_whole)
{
	size_t n = WORDS_MAX + 1;
	char *old = mem_alloc(a, 4 * n + 16), *new = mem_alloc(a, 4 * n + 16);

	memcpy(old, "x ", 2);
	memcpy(new, "y ", 2);
	for (size_t i = 0; i < n; i++) {
		memcpy(old + 2 + 2 * i, "o ", 2);
		memcpy(new + 2 + 2 * i, "o ", 2);
	}
	memcpy(old + 2 + 2 * n, "x", 1);
	memcpy(new + 2 + 2 * n, "y", 1);
	struct words t = words_compare(a, old, new);
	cr_expect_eq(strncmp(t.text, "[-x o o", 7), 0);
	cr_expect_not_null(strstr(t.text, "x-] {+y o o"));
}

static const char reply[] =
    "{\"fra\":{\"navn\":\"dal/handlingsplan-2021\",\"tilstand\":\"vedtatt\",\"versjon\":1},"
    "\"til\":{\"navn\":\"dal/handlingsplan-2021\",\"tilstand\":\"utkast\",\"revisjon\":5},\"forskjeller\":["
    "{\"sted\":\"omraader/3/resultatmaal/"
    "2021\",\"slag\":\"tall\",\"navn\":\"Havn\",\"gammel\":\"10\",\"ny\":\"12\"},"
    "{\"sted\":\"omraader/4\",\"slag\":\"lagt_til\",\"navn\":\"Skog\",\"ny\":\"Skog\"},"
    "{\"sted\":\"omraader/4/tiltak/A/budsjett\",\"slag\":\"tall\",\"navn\":\"A Plante\",\"ny\":\"300000\"},"
    "{\"sted\":\"omraader/1/navn\",\"slag\":\"omdoept\",\"navn\":\"Leve\",\"gammel\":\"Bo\",\"ny\":\"Leve\"},"
    "{\"sted\":\"kapitler/1/tekst\",\"slag\":\"tekst\",\"navn\":\"Kapittel 1\",\"gammel\":\"Vi bygger kaia\","
    "\"ny\":\"Vi utvider kaia\\u001b[2J\"}]}";

Test(diff, place_sign_and_value)
{
	print_diff(&o, message(&omstilling__v1__diff_plan_response__descriptor, reply));
	shows("--- dal/handlingsplan-2021: vedtatt, versjon 1\n+++ dal/handlingsplan-2021: utkast, revisjon "
	      "5\n");
	shows("omraader/3/resultatmaal/2021: Havn\n  - 10\n  + 12\n");
	shows("omraader/4 (lagt til)\n  + Skog\n");
	shows("omraader/4/tiltak/A/budsjett: A Plante\n  + 300 000\n");
	shows("omraader/1/navn (omdøpt)\n  - Bo\n  + Leve\n");
	shows("kapitler/1/tekst: Kapittel 1\n  ~ Vi [-bygger kaia-] {+utvider kaia");
	shows("\n5 forskjeller\n");
	cr_expect_null(strchr(text, '\033'));
}

Test(diff, a_year_is_not_grouped)
{
	print_diff(&o, message(&omstilling__v1__diff_plan_response__descriptor,
			   "{\"forskjeller\":[{\"sted\":\"aar\",\"slag\":\"tall\",\"gammel\":\"2023\","
			   "\"ny\":\"2022\"},{\"sted\":\"resultater/1/gjelder_aar\",\"slag\":\"tall\","
			   "\"ny\":\"2021\"}]}"));
	shows("aar\n  - 2023\n  + 2022\n");
	shows("gjelder_aar\n  + 2021\n");
}

Test(diff, colours_only_where_they_are_shown_and_the_signs_all_the_same)
{
	o.colour = true;
	print_diff(&o, message(&omstilling__v1__diff_plan_response__descriptor, reply));
	shows("\033[31m- \033[m\033[31m10\033[m\n");
	shows("\033[32m+ \033[m\033[32m12\033[m\n");
	shows("  ~ Vi \033[31m[-bygger kaia-]\033[m \033[32m{+utvider kaia");
	hides("\033[2J"); /* data does not steer the terminal */
}

Test(diff, long_texts_are_broken_under_their_sign)
{
	print_diff(&o, message(&omstilling__v1__diff_plan_response__descriptor,
			   "{\"forskjeller\":[{\"sted\":\"x\",\"slag\":\"tekst\",\"ny\":\"ord ord ord "
			   "ord ord ord ord ord ord ord "
			   "ord ord ord ord ord ord\"}]}"));
	shows("  + ord ord ord ord ord ord ord ord ord ord ord ord ord ord\n    ord ord\n");
}

Test(diff, nothing_differs)
{
	print_diff(&o, message(&omstilling__v1__diff_plan_response__descriptor, "{}"));
	cr_expect_eq(fflush(o.f), 0);
	cr_expect_str_eq(text, "Ingen forskjeller\n");
}

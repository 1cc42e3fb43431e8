/* What the rules demand: a text for each rule that the checks know, none for others, each told once. */
#include <criterion/criterion.h>
#include <ctype.h>
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "client/funntekst.h"
#include "client/print_plan.h"
#include "print_fixture.h"
#include "proto/embed.h"

#define RULE_MAX 16
#define CHECKS "sql/checks/"

TestSuite(funntekst, .init = set_up, .fini = tear_down);

static const char *text_of(const char *regel)
{
	uint64_t shown = 0;

	return funntekst_once(&shown, regel);
}

/* The length of a rule's id, such as OP-12, in single quotes at s; 0 when there is none. */
static size_t quoted_rule(const char *s)
{
	size_t n = 4;

	if (strncmp(s, "'OP-", 4) != 0 && strncmp(s, "'HP-", 4) != 0)
		return 0;
	while (isdigit((unsigned char)s[n]))
		n++;
	return s[n] == '\'' && n > 4 && n < RULE_MAX ? n - 1 : 0;
}

/* Every rule that sql/checks names, in turn; returns how many times one is named. */
static size_t each_rule(void (*see)(const char *regel, void *arg), void *arg)
{
	size_t found = 0;

	for (const struct embedded *f = sql_files; f->path; f++)
		for (const char *s = (const char *)f->start;
		     strncmp(f->path, CHECKS, sizeof(CHECKS) - 1) == 0 && s < (const char *)f->end; s++) {
			size_t len = quoted_rule(s);
			if (len == 0)
				continue;
			see(mem_strndup(a, s + 1, len), arg);
			found++;
		}
	return found;
}

static void has_text(const char *regel, void *arg)
{
	cr_expect_not_null(text_of(regel), "%s has no text", regel);
}

Test(funntekst, every_rule_of_the_checks_has_a_text)
{
	cr_expect_geq(each_rule(has_text, NULL), 32);
}

struct wanted {
	const char *regel;
	bool found;
};

static void compare(const char *regel, void *arg)
{
	struct wanted *w = arg;

	w->found |= strcmp(regel, w->regel) == 0;
}

Test(funntekst, no_text_is_without_a_rule)
{
	for (const struct funntekst *t = funntekster; t->regel; t++) {
		struct wanted w = {.regel = t->regel};
		each_rule(compare, &w);
		cr_expect(w.found, "no check makes %s", t->regel);
	}
}

Test(funntekst, each_is_a_sentence_of_its_own_and_stands_once)
{
	for (const struct funntekst *t = funntekster; t->regel; t++) {
		cr_expect_eq(t->tekst[strlen(t->tekst) - 1], '.', "%s", t->regel);
		cr_expect_eq(text_of(t->regel), t->tekst, "%s stands twice", t->regel);
		for (const struct funntekst *u = t + 1; u->regel; u++)
			cr_expect_str_neq(t->tekst, u->tekst, "%s and %s", t->regel, u->regel);
	}
}

Test(funntekst, the_first_time_only_and_never_for_the_unknown)
{
	uint64_t shown = 0;

	cr_expect_not_null(funntekst_once(&shown, "HP-16"));
	cr_expect_not_null(funntekst_once(&shown, "HP-1"), "one rule does not hide another");
	cr_expect_null(funntekst_once(&shown, "HP-16"));
	cr_expect_null(text_of("OP-16"), "retired");
	cr_expect_null(text_of("HP-99"));
	cr_expect_null(text_of(""));
	cr_expect_null(text_of(NULL));
}

static size_t times(const char *part)
{
	size_t n = 0;

	for (const char *s = printed(); (s = strstr(s, part)); s++)
		n++;
	return n;
}

/* Not in the order of the rules, as a newer server might give them. */
Test(funntekst, a_check_tells_each_rule_once_before_its_first_finding)
{
	o.width = 200;
	print_check(
	    &o, message(&omstilling__v1__check_plan_response__descriptor,
		    "{\"funn\":[{\"regel\":\"HP-7\",\"sted\":\"budsjett/omraader/6\",\"tekst\":\"Første.\"},"
		    "{\"regel\":\"HP-9\",\"sted\":\"budsjett/totalsum\",\"tekst\":\"Annen.\"},"
		    "{\"regel\":\"HP-7\",\"sted\":\"budsjett/omraader/7\",\"tekst\":\"Tredje.\"},"
		    "{\"regel\":\"HP-99\",\"sted\":\"tittel\",\"tekst\":\"Noe nytt.\"}],\"aapne_feil\":4}"));
	cr_expect_eq(times(text_of("HP-7")), 1);
	cr_expect_eq(times(text_of("HP-9")), 1);
	cr_expect_lt(strstr(printed(), text_of("HP-7")), strstr(printed(), "budsjett/omraader/6"));
	shows("\nHP-7: Summen i hver rad i budsjettet skal være ramme pluss kostnad.\nHP-7 ");
	shows("\n    Første.\nHP-9: ");
	shows("\n    Tredje.\nHP-99 ");
	shows("\n    Noe nytt.\n");
	hides("HP-99: ");
}

/* sub: every row can be found by its words and is in the help, and what fits no row is refused with a
 * sentence. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "server/sub.h"

static char err[1024];

static const struct sub *find(struct conf c, int count, ...)
{
	static char *words[16];
	va_list ap;
	va_start(ap, count);
	for (int i = 0; i < count; i++)
		words[i] = va_arg(ap, char *);
	va_end(ap);
	c.word_count = count;
	c.words = words;
	*err = '\0';
	return sub_find(&c, err, sizeof err);
}

static const struct conf local = {.data = "/d"}, served = {.database = "dbname=x"},
			 owned = {.owner_database = "dbname=x"};

static void refused(const struct sub *s, const char *part)
{
	cr_assert_null(s);
	cr_assert(strstr(err, part) != NULL, "\"%s\" does not say \"%s\"", err, part);
}

/* Words and as many arguments as the row wants at least. */
static const struct sub *find_row(const struct sub *row)
{
	char text[64], *words[16], *rest = NULL;
	struct conf c = local;
	snprintf(text, sizeof text, "%s", row->words);
	for (char *w = strtok_r(text, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		words[c.word_count++] = w;
	cr_assert_eq(c.word_count, row->depth, "%s", row->words);
	for (int i = 0; i < row->min; i++)
		words[c.word_count++] = "x";
	c.words = words;
	return sub_find(&c, err, sizeof err);
}

Test(sub, every_row_is_whole_and_found_by_its_words)
{
	int serving = 0;
	for (const struct sub *s = sub_rows; s->words != NULL; s++) {
		cr_assert_gt(strlen(s->help), 4, "%s", s->words);
		cr_assert_leq(s->min, s->max, "%s", s->words);
		cr_assert_eq(*s->arguments != '\0', s->max > 0, "%s", s->words);
		cr_assert_eq(find_row(s), s, "%s: %s", s->words, err);
		serving += s->run == NULL;
	}
	cr_assert_eq(serving, 1);
}

Test(sub, each_knows_what_it_needs)
{
	refused(find((struct conf){0}, 0), "where the data is");
	refused(find(owned, 0), "where the data is");
	refused(find(served, 1, "migrate"), "needs --data");
	refused(find(served, 4, "admin", "create", "a", "A"), "needs --data");
	cr_assert_not_null(find(served, 0));
	cr_assert_not_null(find(owned, 1, "migrate"));
	cr_assert_not_null(find(local, 2, "migrate", "--dry-run"));
}

Test(sub, what_fits_no_row_is_refused)
{
	refused(find(local, 1, "serve"), "serve: there is no such command");
	refused(find(local, 1, "migrat"), "no such command");
	refused(find(local, 1, "migrate2"), "no such command");
	refused(find(local, 1, "admin"), "no such command");
	refused(find(local, 3, "admin", "create", "a"),
	    "usage: omstillingd [OPTION...] admin create BRUKERNAVN NAVN");
	refused(find(local, 3, "migrate", "--dry-run", "x"),
	    "usage: omstillingd [OPTION...] migrate [--dry-run]");
}

Test(sub, the_help_has_every_row_and_status)
{
	char *text = NULL;
	size_t len;
	FILE *f = open_memstream(&text, &len);
	sub_help(f);
	fclose(f);
	for (const struct sub *s = sub_rows; s->words != NULL; s++)
		cr_assert(strstr(text, s->words) != NULL && strstr(text, s->help) != NULL, "%s", s->words);
	for (int i = SUB_DONE; i <= SUB_NEWER; i++) {
		char line[16];
		snprintf(line, sizeof line, "\n  %d  ", i);
		cr_assert(strstr(text, line) != NULL, "%d", i);
	}
	free(text);
}

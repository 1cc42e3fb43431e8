/* log: one line an event, with its context, and nothing from outside can forge another. */
#include <criterion/criterion.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "server/log.h"
#include "server/release.h"

static int saved, fds[2];
static char got[8192];

static void capture(void)
{
	cr_assert_eq(pipe(fds), 0);
	saved = dup(STDERR_FILENO);
	dup2(fds[1], STDERR_FILENO);
}

static void finish(void)
{
	dup2(saved, STDERR_FILENO);
	close(fds[1]);
	ssize_t n = read(fds[0], got, sizeof got - 1);
	got[n > 0 ? n : 0] = '\0';
	close(fds[0]);
	close(saved);
}

static void expect(const char *pattern)
{
	regex_t re;
	cr_assert_eq(regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB), 0);
	cr_assert_eq(regexec(&re, got, 0, NULL, 0), 0, "\"%s\" is not %s", got, pattern);
	regfree(&re);
}

Test(log, a_line_has_time_level_and_text)
{
	capture();
	log_msg(LOG_WARN, NULL, "tall %d", 7);
	finish();
	expect("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z warn tall 7\n$");
}

Test(log, context_is_told_where_it_is_known)
{
	struct log_ctx all = {.conn = 3, .call = 14, .user = "kari"}, some = {.conn = 3};
	capture();
	log_msg(LOG_ERROR, &all, "a");
	log_msg(LOG_ERROR, &some, "b");
	finish();
	expect(" error conn=3 call=14 user=\"kari\" a\n");
	expect(" error conn=3 b\n$");
}

Test(log, the_level_decides)
{
	capture();
	log_msg(LOG_DEBUG, NULL, "hidden");
	log_set_level(LOG_DEBUG);
	log_msg(LOG_DEBUG, NULL, "shown");
	log_set_level(LOG_ERROR);
	log_msg(LOG_WARN, NULL, "hidden");
	finish();
	expect("^[^\n]* debug shown\n$");
}

Test(log, nothing_from_outside_forges_a_line)
{
	struct log_ctx ctx = {.user = "a\"b\\c\nd"};
	capture();
	log_msg(LOG_INFO, &ctx, "x\r\ny\x1b[31mz \x7f æ");
	finish();
	cr_assert_eq(strchr(got, '\n'), got + strlen(got) - 1);
	expect("user=\"a\\\\\"b\\\\\\\\c\\\\x0ad\"");
	expect("x\\\\x0d\\\\x0ay\\\\x1b\\[31mz \\\\x7f æ\n$");
}

Test(log, a_long_text_is_cut_and_still_a_line)
{
	char text[5000];
	memset(text, '\n', sizeof text - 1); /* each takes four places */
	text[sizeof text - 1] = '\0';
	capture();
	log_msg(LOG_INFO, NULL, "%s", text);
	finish();
	cr_assert_eq(strlen(got), 2048);
	cr_assert_eq(strchr(got, '\n'), got + 2047);
}

Test(release, releases_are_ordered_by_their_numbers)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {{"0.1.0", "0.1.0", 0}, {"0.1.0", "0.1.1", -1}, {"0.10.0", "0.9.9", 1}, {"1", "1.0.0", 0},
	    {"1.0", "1.0.1", -1}, {"2.0", "10.0", -1}, {"", "0.0", 0}, {"x", "x", 0}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int order = release_compare(rows[i].a, rows[i].b),
		    back = release_compare(rows[i].b, rows[i].a);
		cr_assert_eq((order > 0) - (order < 0), rows[i].order, "%s %s", rows[i].a, rows[i].b);
		cr_assert_eq((back > 0) - (back < 0), -rows[i].order);
	}
}

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

Test(log, a_call_that_has_ended_is_told_in_fields)
{
	struct log_ctx ctx = {.conn = 1, .method = "/a.B/C", .code = "NOT_FOUND", .timed = true, .ms = 0};
	capture();
	log_msg(LOG_INFO, &ctx, "done");
	finish();
	expect(" info conn=1 method=\"/a.B/C\" code=\"NOT_FOUND\" ms=0 done\n$");
}

Test(log, bytes_that_are_no_text_are_written_out)
{
	static const struct {
		const char *in, *out;
	} rows[] = {{"blåbær €\xf0\x9f\x98\x80", "blåbær €\xf0\x9f\x98\x80"},
	    {"\xc2\x9b[2J", "\\xc2\\x9b[2J"}, {"\xff", "\\xff"}, {"\xc3", "\\xc3"}, {"\xc3x", "\\xc3x"},
	    {"\xc0\xaf", "\\xc0\\xaf"}, {"\xe0\x80\xaf", "\\xe0\\x80\\xaf"},
	    {"\xed\xa0\x80", "\\xed\\xa0\\x80"}, {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
	    {"\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80"}, {"\xf0\x9f\x98", "\\xf0\\x9f\\x98"},
	    {"\x80", "\\x80"}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		capture();
		log_msg(LOG_INFO, NULL, "%s", rows[i].in);
		finish();
		const char *text = strstr(got, " info ");
		cr_assert_not_null(text);
		cr_assert_eq(strncmp(text + 6, rows[i].out, strlen(rows[i].out)), 0, "%zu: %s", i, got);
		cr_assert_str_eq(text + 6 + strlen(rows[i].out), "\n");
	}
}

Test(log, json_is_an_object_a_line)
{
	struct log_ctx ctx = {.conn = 3, .call = 14, .user = "a\"b", .timed = true, .ms = 7};
	log_set_format(LOG_JSON);
	capture();
	log_msg(LOG_WARN, &ctx, "x \"y\" \\ z");
	log_msg(LOG_INFO, NULL, "tomt");
	finish();
	expect("^\\{\"time\":\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z\",\"level\":\"warn\",\"conn\":3,"
	       "\"call\":14,"
	       "\"user\":\"a\\\\\"b\",\"ms\":7,\"text\":\"x \\\\\"y\\\\\" \\\\\\\\ z\"\\}\n\\{");
	expect("\"level\":\"info\",\"text\":\"tomt\"\\}\n$");
}

Test(log, what_drives_a_terminal_stays_written_out_when_json_is_unpacked)
{
	log_set_format(LOG_JSON);
	capture();
	log_msg(LOG_WARN, NULL, "\x1b[31m\n\xff");
	finish();
	expect("\"text\":\"\\\\\\\\x1b\\[31m\\\\\\\\x0a\\\\\\\\xff\"\\}\n$");
}

Test(log, a_long_text_is_cut_and_still_a_line)
{
	char text[5000];
	memset(text, '\n', sizeof text - 1); /* each takes four places */
	text[sizeof text - 1] = '\0';
	capture();
	log_msg(LOG_INFO, NULL, "%s", text);
	finish();
	cr_assert(strlen(got) <= 2048 && strlen(got) > 2040, "%zu", strlen(got));
	cr_assert_eq(strchr(got, '\n'), got + strlen(got) - 1);
	cr_assert_str_eq(got + strlen(got) - 5, "\\x0a\n", "no escape is cut");
}

Test(log, a_long_text_is_cut_and_still_json)
{
	struct log_ctx ctx = {.user = "kari"};
	char text[5000];
	log_set_format(LOG_JSON);
	for (size_t pad = 0; pad < 8; pad++) {
		memset(text, '"', sizeof text - 1);
		memset(text, 'x', pad);
		text[sizeof text - 1] = '\0';
		capture();
		log_msg(LOG_INFO, &ctx, "%s", text);
		finish();
		cr_assert_leq(strlen(got), 2048);
		cr_assert_str_eq(got + strlen(got) - 5, "\\\"\"}\n", "%s", got);
	}
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

/* What stands between an answer and the terminal: how many rows it has, and what of it comes through. */
#include <criterion/criterion.h>
#include <string.h>

#include "client/mem.h"
#include "client/pager.h"

static void comes(const char *in, size_t len, const char *out)
{
	struct arena *a = mem_new();
	const char *text = pager_harmless(a, in, &len);

	cr_expect_str_eq(text, out);
	cr_expect_eq(len, strlen(out));
	arena_free(a);
}

#define COMES(in, out) comes(in, sizeof(in) - 1, out)

Test(pager, nothing_that_could_steer_a_terminal_comes_through)
{
	COMES("Bø – å\n", "Bø – å\n");
	COMES("", "");
	COMES("a\033]0;title\007b", "a\uFFFD]0;title\uFFFDb");
	COMES("\033[2J\033[1;31mrød\033[0m\033[", "\uFFFD[2J\033[1;31mrød\033[0m\uFFFD[");
	COMES("a,b\r\nc\rd\n", "a,b\ncd\n");
	COMES("a\0b\xc2\x9b"
	      "31m\xff",
	    "a\uFFFDb\uFFFD31m\uFFFD");
	COMES("\u202Ebakvendt", "\uFFFDbakvendt");
}

Test(pager, rows)
{
	cr_expect_eq(pager_rows("", 0, 10), 0);
	cr_expect_eq(pager_rows("a\nb", 3, 10), 2);
	cr_expect_eq(pager_rows("\n\n", 2, 10), 2);
	cr_expect_eq(pager_rows("0123456789", 10, 10), 1);
	cr_expect_eq(pager_rows("0123456789a\n", 12, 10), 2);
	cr_expect_eq(
	    pager_rows("\303\270\303\270\303\270\n", 7, 3), 1, "a letter is one column, whatever its bytes");
	cr_expect_eq(pager_rows("\033[31mabc\033[0m\n", 13, 3), 1, "a colour is none");
}

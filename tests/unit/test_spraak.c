/* Which language the environment asks for, read as gettext reads it. The texts themselves: tests/e2e/spraak.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/feil.h"
#include "client/spraak.h"

/* The language when the environment says these; "": nothing. */
static const char *asked(const char *language, const char *all, const char *messages, const char *lang)
{
	setenv("LANGUAGE", language, 1);
	setenv("LC_ALL", all, 1);
	setenv("LC_MESSAGES", messages, 1);
	setenv("LANG", lang, 1);
	spraak_init();
	return spraak_kode();
}

Test(spraak, bokmaal_is_what_nobody_asked_for)
{
	cr_expect_str_eq(spraak_kode(), "nb", "before anybody has looked");
	cr_expect_str_eq(asked("", "", "", ""), "nb");
	cr_expect_str_eq(asked("", "", "", "C.UTF-8"), "nb");
	cr_expect_str_eq(asked("", "", "", "de_DE.UTF-8"), "nb", "a language that we have not");
	cr_expect_str_eq(asked("", "", "", "enm_GB"), "nb", "nor one whose name begins as ours");
}

Test(spraak, the_locale_says_it)
{
	cr_expect_str_eq(asked("", "", "", "nn_NO.UTF-8"), "nn");
	cr_expect_str_eq(asked("", "", "", "en_GB.UTF-8"), "en");
	cr_expect_str_eq(asked("", "", "", "no_NO"), "nb");
	cr_expect_str_eq(asked("", "", "en_US", "nn_NO"), "en", "LC_MESSAGES before LANG");
	cr_expect_str_eq(asked("", "nb_NO", "en_US", "nn_NO"), "nb", "LC_ALL before both");
}

Test(spraak, LANGUAGE_is_a_list_before_the_locale)
{
	cr_expect_str_eq(asked("de:nn:en", "", "", "nb_NO.UTF-8"), "nn", "the first that we have");
	cr_expect_str_eq(asked("en_GB:nn", "", "", "C.UTF-8"), "en");
	cr_expect_str_eq(asked("de:fr", "", "", "en_GB"), "en", "none of the list: the locale");
	cr_expect_str_eq(asked("en", "", "", ""), "en", "a machine without a locale");
	cr_expect_str_eq(asked("en", "C", "", "nn_NO"), "nb", "an explicit C turns it off");
	cr_expect_str_eq(asked("en", "", "", "POSIX"), "nb");
	cr_expect_str_eq(asked("::", "", "", ""), "nb");
}

Test(spraak, one_is_chosen_by_name)
{
	cr_expect_eq(spraak_velg("nn"), 0);
	cr_expect_str_eq(spraak_kode(), "nn");
	cr_expect_eq(spraak_velg("en_GB.UTF-8"), 0);
	cr_expect_str_eq(spraak_kode(), "en");
	cr_expect_eq(spraak_velg("engelsk"), -1);
	cr_expect_eq(spraak_velg(""), -1);
	cr_expect_str_eq(spraak_kode(), "en", "what is no language changes nothing");
}

Test(spraak, without_a_text_in_a_language_there_is_the_text_itself)
{
	static const char text[] = "dette har ingen oversatt";

	cr_assert_eq(spraak_velg("en"), 0);
	cr_expect_eq(spraak_tekst(text), text);
	cr_expect_eq(spraak_i(SPRAAK_GRUNN, "grunn", text), text);
	cr_expect_eq(spraak_tekst(NULL), NULL);
	cr_expect_str_eq(spraak_tekst(""), "", "and not the catalogue's own head");
}

Test(spraak, numbers_are_read_and_written_as_before)
{
	char s[16];

	cr_assert_eq(spraak_velg("nn"), 0);
	cr_expect_str_eq(localeconv()->decimal_point, ".");
	snprintf(s, sizeof(s), "%.1f", strtod("62.5", NULL));
	cr_expect_str_eq(s, "62.5");
}

Test(spraak, the_system_refuses_in_our_words)
{
	cr_expect_str_eq(feil_tekst(ENOENT), "den finnes ikke", "no C library needs to know bokmål");
	cr_expect_str_eq(feil_tekst(ECONNREFUSED), "ingen svarer der");
	cr_expect_str_eq(feil_tekst(ENOTTY), strerror(ENOTTY), "what is rare as the C library says it");
}

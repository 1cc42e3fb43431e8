/* password: length in characters, what everybody tries first, what others know of one; and nothing else. */
#include <criterion/criterion.h>
#include <string.h>

#include "server/password.h"

static void refused(const char *reason, const char *password)
{
	const struct password_fault *f = password_fault(password, "kari.engen", "Kari Øveraas Engen");
	cr_assert_not_null(f, "%s", password);
	cr_assert_str_eq(f->reason, reason, "%s: %s", password, f->reason);
	cr_assert_not_null(f->text);
}

static void taken(const char *password)
{
	const struct password_fault *f = password_fault(password, "kari.engen", "Kari Øveraas Engen");
	cr_assert_null(f, "%s: %s", password, f ? f->reason : "");
}

Test(password, length_is_of_characters)
{
	refused("for_kort_passord", "");
	refused("for_kort_passord", "fjorten tegn e");
	taken("femten tegn her");
	refused("for_kort_passord", "øæåøæ øåæøåæøå");
	taken("blåbærsyltetøy!");
	cr_assert_str_eq(password_fault("kort", "a", "")->detail, "{\"minst\":15}");
}

Test(password, nothing_is_said_of_what_it_is_composed_of)
{
	taken("bare smaa bokstaver i dette");
	taken("839201746520193");
	taken("𝄞 noter og 𝄞 pauser");
	taken("ELG BIL SKY HAV TUE");
	taken("lapskaus\tog\tvafler");
}

Test(password, a_long_one_is_taken_whole)
{
	char longest[PASSWORD_MAX_BYTES + 1];
	for (size_t i = 0; i < PASSWORD_MAX_BYTES; i++)
		longest[i] = (char)('a' + i * i % 23);
	longest[PASSWORD_MAX_BYTES] = '\0';
	taken(longest);
}

Test(password, what_everybody_tries_first)
{
	refused("vanlig_passord", "correct horse battery staple");
	refused("vanlig_passord", "Dette er et passord");
	refused("vanlig_passord", "DETTE-ER-PASSORDET!!!");
	refused("vanlig_passord", "Hemmelig Passord 2026");
	refused("vanlig_passord", "Jeg elsker deg så mye 1");
	refused("vanlig_passord", "DET FINNES IKKE DÅRLIG VÆR");
	taken("det finnes ikke godt vær");
}

Test(password, the_same_again)
{
	refused("vanlig_passord", "aaaaaaaaaaaaaaaa");
	refused("vanlig_passord", "norge norge norge norge");
	refused("vanlig_passord", "sommersommer2026");
	refused("vanlig_passord", "passordpassord1");
	refused("vanlig_passord", "øøøøøøøøøøøøøøøøø");
	refused("vanlig_passord", "....................");
	taken("sommerfugl og sommerfugl");
}

Test(password, rows_of_a_keyboard_there_and_back)
{
	refused("vanlig_passord", "qwertyuiopåasdfgh");
	refused("vanlig_passord", "abcdefghijklmnop");
	refused("vanlig_passord", "ponmlkjihgfedcba");
	refused("vanlig_passord", "1234567890123456");
	refused("vanlig_passord", "9876543210987654");
	refused("vanlig_passord", "1qaz2wsx3edc4rfv");
	refused("vanlig_passord", "1q2w3e4r5t6y7u8i");
	taken("qwerty er et tastatur");
}

Test(password, what_others_know_of_one_does_not_count)
{
	refused("passord_av_kjente_ord", "Kari Engen 1971");
	refused("passord_av_kjente_ord", "KARI ØVERAAS 123");
	refused("passord_av_kjente_ord", "kari.engen@omstilling");
	refused("passord_av_kjente_ord", "Omstilling2026!!");
	refused("passord_av_kjente_ord", "engenkarikariengen");
	taken("kari liker tyttebær");
	taken("karikatur av en bever");
}

Test(password, a_short_name_is_not_looked_for)
{
	cr_assert_null(password_fault("bo i bo og la bo der", "bo", "Bo Li"));
}

/* totp: the vectors of RFC 6238 (appendix B, their last six digits) and RFC 4226 (appendix D), the window,
 * and what is no code. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "server/totp.h"

static const unsigned char secret[] = "12345678901234567890";
#define LEN (sizeof secret - 1)

Test(totp, the_vectors_of_rfc_6238)
{
	static const struct {
		long long time;
		int code;
	} v[] = {{59, 287082}, {1111111109, 81804}, {1111111111, 50471}, {1234567890, 5924},
	    {2000000000, 279037}, {20000000000, 353130}};
	for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
		cr_assert_eq(
		    totp_code(secret, LEN, v[i].time / TOTP_STEP_S), v[i].code, "at %lld", v[i].time);
}

Test(totp, the_vectors_of_rfc_4226)
{
	static const int v[] = {
	    755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489};
	for (int i = 0; i < 10; i++)
		cr_assert_eq(totp_code(secret, LEN, i), v[i], "count %d", i);
}

Test(totp, a_clock_may_be_wrong_by_one_step)
{
	char code[16];
	long long now = 41152263; /* 1234567890 s */
	for (long long step = now - 3; step <= now + 3; step++) {
		snprintf(code, sizeof code, "%06d", totp_code(secret, LEN, step));
		long long wanted = step >= now - 1 && step <= now + 1 ? step : 0;
		cr_assert_eq(totp_find(secret, LEN, now, code), wanted, "%lld", step - now);
	}
}

Test(totp, zeroes_in_front_are_digits)
{
	cr_assert_eq(totp_find(secret, LEN, 41152263, "005924"), 41152263);
	cr_assert_eq(totp_find(secret, LEN, 41152263, "5924"), 0);
}

Test(totp, another_secret_has_other_codes)
{
	cr_assert_eq(totp_find((const unsigned char *)"12345678901234567891", 20, 41152263, "005924"), 0);
}

Test(totp, what_is_no_code)
{
	static const char *const v[] = {
	    "", "05924", "0059245", "00592a", " 05924", "-05924", "005924 ", "+05924"};
	for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
		cr_assert_eq(totp_find(secret, LEN, 41152263, v[i]), 0, "%s", v[i]);
}

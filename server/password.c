/*
 * password: see password.h. Every comparison is of the password as somebody types it who knows it by ear:
 * capitals, blanks and signs left out.
 */
#include "password.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "password_common.h"

#define UNIT_MAX 7 /* characters of what is only repeated */
#define PART_MIN 3 /* of a name; shorter ones are in any text */

/* Rows that fingers and children know; a password that is a piece of one, there or back, is one. */
static const char *const rows[] = {"abcdefghijklmnopqrstuvwxyzæøåabcdefghijklmnopqrstuvwxyz",
    "012345678901234567890123456789", "qwertyuiopåasdfghjkløæzxcvbnm", "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp"};

static const struct password_fault too_short = {"for_kort_passord", "Passordet må ha minst 15 tegn.",
				       "{\"minst\":15}"},
				   too_common = {"vanlig_passord",
				       "Passordet er blant dem som prøves først. Velg noe som ingen andre "
				       "ville skrevet, for eksempel fire tilfeldige ord.",
				       NULL},
				   too_known = {"passord_av_kjente_ord",
				       "Passordet er for det meste ditt eget navn, brukernavnet eller "
				       "tjenestens. Velg noe som ikke har med deg å gjøre.",
				       NULL};

static bool continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t characters(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += !continues(*s);
	return n;
}

/* Small letters and digits, in place of what was written; blanks between words stay when they are wanted. */
static void fold(const char *s, bool blanks, char out[PASSWORD_MAX_BYTES + 1])
{
	size_t n = 0;
	for (; *s && n < PASSWORD_MAX_BYTES; s++) {
		unsigned char c = (unsigned char)*s;
		bool latin = n > 0 && (unsigned char)out[n - 1] == 0xc3;
		if (c >= 'A' && c <= 'Z')
			out[n++] = (char)(c + ('a' - 'A'));
		else if (latin && c >= 0x80 && c <= 0x9e && c != 0x97)
			out[n++] = (char)(c + 0x20); /* Æ Ø Å and their like */
		else if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = (char)c;
		else if (blanks)
			out[n++] = ' ';
	}
	out[n] = '\0';
}

static void drop_digits_at_end(char *s)
{
	size_t n = strlen(s);
	while (n > 0 && s[n - 1] >= '0' && s[n - 1] <= '9')
		n--;
	if (n > 0)
		s[n] = '\0';
}

static bool is_repeated(const char *s)
{
	size_t n = strlen(s);
	for (size_t unit = 1; unit <= n / 2; unit++) {
		char first[PASSWORD_MAX_BYTES + 1];
		snprintf(first, sizeof first, "%.*s", (int)unit, s);
		if (memcmp(s, s + unit, n - unit) == 0 && characters(first) <= UNIT_MAX)
			return true;
	}
	return false;
}

static bool is_backwards_in(const char *row, const char *s)
{
	size_t n = strlen(s);
	for (const char *end = row + strlen(row); (size_t)(end - row) >= n; end--) {
		size_t i = 0;
		while (i < n && end[-1 - (long)i] == s[i])
			i++;
		if (i == n)
			return true;
	}
	return false;
}

static bool is_common(const char *s)
{
	if (is_repeated(s))
		return true;
	for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
		if (strcmp(common[i], s) == 0)
			return true;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (strstr(rows[i], s) != NULL || is_backwards_in(rows[i], s))
			return true;
	return false;
}

static void take_out(char *s, const char *part)
{
	char *at;
	if (characters(part) < PART_MIN)
		return;
	while ((at = strstr(s, part)) != NULL)
		memmove(at, at + strlen(part), strlen(at + strlen(part)) + 1);
}

/* The whole of it, and each of its words. */
static void take_out_words(char *s, const char *text)
{
	char words[PASSWORD_MAX_BYTES + 1], whole[PASSWORD_MAX_BYTES + 1], *rest = words, *word;
	fold(text, false, whole);
	fold(text, true, words);
	take_out(s, whole);
	while ((word = strsep(&rest, " ")) != NULL)
		take_out(s, word);
}

const struct password_fault *password_fault(const char *password, const char *user, const char *name)
{
	char s[PASSWORD_MAX_BYTES + 1];
	const struct password_fault *fault = NULL;
	if (characters(password) < PASSWORD_MIN)
		return &too_short;
	fold(password, false, s);
	if (*s == '\0')
		return &too_common; /* signs alone */
	if (is_common(s))
		fault = &too_common;
	drop_digits_at_end(s);
	if (fault == NULL && is_common(s))
		fault = &too_common;
	fold(password, false, s);
	take_out_words(s, user);
	take_out_words(s, name);
	take_out_words(s, "omstilling passord password");
	if (fault == NULL && characters(s) < PASSWORD_LEFT)
		fault = &too_known;
	explicit_bzero(s, sizeof s);
	return fault;
}

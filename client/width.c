/* width: see width.h. */
#include "width.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "mem.h"
#include "width_ranges.h"

#define REPLACEMENT "\xef\xbf\xbd"
#define ESCAPE_MAX sizeof("\\ud800\\udc00")

/* One character, with its length in bytes; malformed: -1 and one byte. */
static int32_t decode(const char *s, size_t *len)
{
	const unsigned char *u = (const unsigned char *)s;
	static const uint8_t lead_mask[5] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	static const int32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
	size_t n = u[0] < 0x80 ? 1 : (u[0] >> 5) == 6 ? 2 : (u[0] >> 4) == 14 ? 3 : (u[0] >> 3) == 30 ? 4 : 0;
	int32_t c;

	*len = 1;
	if (n == 0)
		return -1;
	c = u[0] & lead_mask[n];
	for (size_t i = 1; i < n; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (u[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return -1;
	*len = n;
	return c;
}

/* Whether c is in one of n ranges that are in order. */
static int in(const struct width_range *r, size_t n, int32_t c)
{
	size_t from = 0;

	while (from < n) {
		size_t middle = from + (n - from) / 2;
		if (c < r[middle].first)
			n = middle;
		else if (c > r[middle].last)
			from = middle + 1;
		else
			return 1;
	}
	return 0;
}

/* Not wcwidth(): that depends on the locale of the terminal's user, and the C locale knows no æøå. */
static int width_of_char(int32_t c)
{
	if (c < 0x300)
		return 1;
	if (in(width_zero, sizeof(width_zero) / sizeof(*width_zero), c))
		return 0;
	return in(width_two, sizeof(width_two) / sizeof(*width_two), c) ? 2 : 1;
}

int width_of(const char *s)
{
	int w = 0;
	size_t len;

	for (; *s; s += len)
		w += width_of_char(decode(s, &len));
	return w;
}

/* Controls, direction of writing, line ends that are none to us, and tags, which are text that nobody sees.
 */
static int harmful(int32_t c)
{
	static const struct width_range bad[] = {{-1, 0x1f}, {0x7f, 0x9f}, {0x061c, 0x061c}, {0x200e, 0x200f},
	    {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}, {0xe0000, 0xe007f}};

	return in(bad, sizeof(bad) / sizeof(*bad), c);
}

const char *width_clean(struct arena *a, const char *s, int keep_lines)
{
	/* A harmful byte grows to three at most. */
	char *out = mem_alloc(a, 3 * strlen(s) + 1), *p = out;
	size_t len;

	for (; *s; s += len) {
		int32_t c = decode(s, &len);
		if (c == '\t' || (c == '\n' && !keep_lines)) {
			*p++ = ' ';
		} else if (c == '\n' || !harmful(c)) {
			memcpy(p, s, len);
			p += len;
		} else if (c != '\r') {
			memcpy(p, REPLACEMENT, 3);
			p += 3;
		}
	}
	return out;
}

/* One character as an escape; JSON has but four digits, and two halves for what needs more. */
static int escape(char *out, int32_t c, enum width_form form)
{
	unsigned u = (unsigned)c;

	if (u < 0x10000)
		return snprintf(out, ESCAPE_MAX, "\\u%04x", u);
	if (form == WIDTH_YAML)
		return snprintf(out, ESCAPE_MAX, "\\U%08x", u);
	return snprintf(out, ESCAPE_MAX, "\\u%04x\\u%04x", 0xd7c0 + (u >> 10), 0xdc00 + (u & 0x3ff));
}

char *width_escape(struct arena *a, const char *s, enum width_form form, size_t *out_len)
{
	size_t room = 1, len;

	for (const char *p = s; *p; p += len)
		room += harmful(decode(p, &len)) ? ESCAPE_MAX : len;
	char *out = mem_alloc(a, room), *p = out;
	for (; *s; s += len) {
		int32_t c = decode(s, &len);
		if (harmful(c) && c != '\n') {
			p += escape(p, c < 0 ? 0xfffd : c, form);
		} else {
			memcpy(p, s, len);
			p += len;
		}
	}
	*out_len = (size_t)(p - out);
	return out;
}

int width_is_harmless(const char *s)
{
	size_t len;

	for (; *s; s += len)
		if (harmful(decode(s, &len)) && *s != '\n')
			return 0;
	return 1;
}

/* Three digits and no more: what follows the space inside "1 900", and not the one before the time of a day.
 */
static bool is_group(const char *s)
{
	return strspn(s, "0123456789") == 3;
}

int width_breaks_at(const char *s, size_t i)
{
	return s[i] == ' ' && !(i > 0 && isdigit((unsigned char)s[i - 1]) && is_group(s + i + 1));
}

int width_joins_at(const char *s, size_t i)
{
	return s[i] == '/' || s[i] == '-' || s[i] == '_';
}

size_t width_line(const char *s, int columns, const char **next)
{
	size_t i = 0, space = 0, joint = 0, len;
	int w = 0;

	for (; s[i] && s[i] != '\n'; i += len) {
		int one = width_of_char(decode(s + i, &len));
		if (w + one > columns && i > 0) {
			size_t end = width_breaks_at(s, i) ? i : space ? space : joint ? joint : i;
			*next = s + end + strspn(s + end, " ");
			return end;
		}
		w += one;
		if (width_breaks_at(s, i))
			space = i;
		if (width_joins_at(s, i))
			joint = i + 1;
	}
	*next = s + i + (s[i] == '\n');
	return i;
}

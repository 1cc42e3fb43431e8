/* width: see width.h. */
#include "width.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "mem.h"

#define REPLACEMENT "\xef\xbf\xbd"

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

struct range {
	int32_t first, last;
};

static int in(const struct range *r, size_t n, int32_t c)
{
	for (size_t i = 0; i < n; i++)
		if (c >= r[i].first && c <= r[i].last)
			return 1;
	return 0;
}

/* Not wcwidth(): that depends on the locale of the terminal's user, and the C locale knows no æøå. */
static int width_of_char(int32_t c)
{
	static const struct range zero[] = {{0x0300, 0x036f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
	    {0x200b, 0x200d}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};
	static const struct range wide[] = {{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf},
	    {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6},
	    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

	if (c < 0x300)
		return 1;
	if (in(zero, sizeof(zero) / sizeof(*zero), c))
		return 0;
	return in(wide, sizeof(wide) / sizeof(*wide), c) ? 2 : 1;
}

int width_of(const char *s)
{
	int w = 0;
	size_t len;

	for (; *s; s += len)
		w += width_of_char(decode(s, &len));
	return w;
}

static int harmful(int32_t c)
{
	static const struct range bad[] = {
	    {-1, 0x1f}, {0x7f, 0x9f}, {0x061c, 0x061c}, {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069}};

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

int width_breaks_at(const char *s, size_t i)
{
	return s[i] == ' ' &&
	       !(i > 0 && isdigit((unsigned char)s[i - 1]) && isdigit((unsigned char)s[i + 1]));
}

size_t width_line(const char *s, int columns, const char **next)
{
	size_t i = 0, space = 0, len;
	int w = 0;

	for (; s[i] && s[i] != '\n'; i += len) {
		int one = width_of_char(decode(s + i, &len));
		if (w + one > columns && i > 0) {
			size_t end = width_breaks_at(s, i) ? i : space ? space : i;
			*next = s + end + strspn(s + end, " ");
			return end;
		}
		w += one;
		if (width_breaks_at(s, i))
			space = i;
	}
	*next = s + i + (s[i] == '\n');
	return i;
}

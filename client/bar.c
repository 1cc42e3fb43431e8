/* bar: see bar.h. */
#include "bar.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mem.h"

static const char *const blocks[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

/* Eighths of a column in one column. */
#define EIGHTHS 8

bool bar_utf8(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *s = getenv(names[i]);
		if (!s || !*s)
			continue;
		const char *set = strchr(s, '.');
		return set && (strncasecmp(set, ".utf-8", 6) == 0 || strncasecmp(set, ".utf8", 5) == 0);
	}
	return false;
}

const char *bar(struct arena *a, int64_t thousandths, int columns, bool utf8)
{
	int width = columns > BAR_MAX ? BAR_MAX : columns, unit = utf8 ? EIGHTHS : 1;
	int64_t share = thousandths < 0 ? 0 : thousandths > 1000 ? 1000 : thousandths;
	int n = (int)((share * width * unit + 500) / 1000);
	const char *s = "";

	for (int i = 0; i < width; i++, n -= unit)
		s = mem_printf(a, "%s%s", s,
		    !utf8	   ? (n > 0 ? "#" : ".")
		    : n >= EIGHTHS ? blocks[EIGHTHS]
		    : n > 0	   ? blocks[n]
				   : "·");
	return s;
}

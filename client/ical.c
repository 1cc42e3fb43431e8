/* ical: see ical.h. */
#include "ical.h"

#include <ctype.h>
#include <string.h>

#include "mem.h"
#include "width.h"

/* The bytes of s that fit, at most n, without splitting a character. */
static size_t fitting(const char *s, size_t n)
{
	size_t len = strnlen(s, n + 1), cut = n;

	if (len <= n)
		return len;
	while (cut > 0 && ((unsigned char)s[cut] & 0xc0) == 0x80)
		cut--;
	return cut > 0 ? cut : n;
}

void ical_line(struct out *o, const char *line)
{
	size_t n = fitting(line, ICAL_LINE);

	fwrite(line, 1, n, o->f);
	for (line += n; *line; line += n) {
		fputs("\r\n ", o->f);
		n = fitting(line, ICAL_LINE - 1);
		fwrite(line, 1, n, o->f);
	}
	fputs("\r\n", o->f);
}

void ical_text(struct out *o, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	const char *s = width_clean(o->a, value, 1);
	char *text = mem_alloc(o->a, 2 * strlen(s) + 1), *p = text;

	for (; *s; s++) {
		if (strchr("\\;,\n", *s))
			*p++ = '\\';
		*p++ = *s == '\n' ? 'n' : *s;
	}
	ical_line(o, mem_printf(o->a, "%s:%s", name, text));
}

const char *ical_quoted(struct arena *a, const char *s)
{
	char *text = mem_printf(a, "\"%s\"", width_clean(a, s, 0));

	for (char *p = text + 1; p[1]; p++)
		if (*p == '"')
			*p = '\'';
	return text;
}

const char *ical_urn(struct arena *a, const char *s)
{
	char *text = mem_alloc(a, 3 * strlen(s) + 1), *p = text;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c < 0x80 && (isalnum(c) || strchr("-._~", c)))
			*p++ = (char)c;
		else
			p += snprintf(p, 4, "%%%02X", c);
	}
	return text;
}

const char *ical_time(struct arena *a, const char *s)
{
	char *text = mem_alloc(a, strlen(s) + 1), *p = text;

	for (; *s && *s != '.'; s++)
		if (isdigit((unsigned char)*s) || *s == 'T' || *s == 'Z')
			*p++ = *s;
	return text;
}

void ical_oslo(struct out *o)
{
	static const char *const lines[] = {"BEGIN:VTIMEZONE", "TZID:Europe/Oslo", "BEGIN:DAYLIGHT",
	    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19960331T020000",
	    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "BEGIN:STANDARD", "TZOFFSETFROM:+0200",
	    "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19961027T030000",
	    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE"};

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		ical_line(o, lines[i]);
}

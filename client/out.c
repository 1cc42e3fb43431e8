/* out: see out.h. */
#include "out.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tall.h"
#include "width.h"

#define LABEL_WIDTH 20

static int width_from_env(void)
{
	const char *s = getenv("COLUMNS");
	long n = s ? strtol(s, NULL, 10) : 0;

	return n >= OUT_LEAST && n <= 10000 ? (int)n : OUT_WIDTH;
}

static bool shows_colour(void)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(none && *none) && term && *term && strcmp(term, "dumb") != 0;
}

struct out out_to(FILE *f, struct arena *a)
{
	struct winsize ws = {0};
	struct out o = {.f = f, .a = a, .width = width_from_env()};

	if (!isatty(fileno(f)))
		return o;
	if (ioctl(fileno(f), TIOCGWINSZ, &ws) == 0 && ws.ws_col >= OUT_LEAST)
		o.width = ws.ws_col;
	o.colour = shows_colour();
	return o;
}

void out_line(struct out *o, const char *text)
{
	o->table = false;
	fprintf(o->f, "%s\n", width_clean(o->a, text, 1));
}

void out_pad(struct out *o, int n)
{
	if (n > 0)
		fprintf(o->f, "%*s", n, "");
}

static int columns_after(const struct out *o, int used)
{
	return o->width - used < OUT_LEAST / 2 ? OUT_LEAST / 2 : o->width - used;
}

/* The first line starts where the cursor is, after so many columns; the others are indented. */
static void out_wrapped(struct out *o, int used, int indent, const char *text)
{
	const char *next, *s = width_clean(o->a, text, 1);

	do {
		size_t len = width_line(s, columns_after(o, used), &next);
		fprintf(o->f, "%.*s\n", (int)len, s);
		s = next;
		used = indent;
		if (*s)
			out_pad(o, indent);
	} while (*s);
}

void out_text(struct out *o, int indent, const char *text)
{
	o->table = false;
	out_pad(o, indent);
	out_wrapped(o, indent, indent, text);
}

void out_pair(struct out *o, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	if (o->table)
		out_line(o, "");
	int used = width_of(label) < LABEL_WIDTH ? LABEL_WIDTH : width_of(label) + 1;
	fputs(label, o->f);
	bool alone =
	    !strpbrk(value, " \n") && width_of(value) > o->width - used && width_of(value) <= o->width;
	if (alone) {
		used = 0;
		fputc('\n', o->f);
	} else if (used > LABEL_WIDTH && o->width - used < OUT_LEAST / 2) {
		fputc('\n', o->f);
		out_pad(o, LABEL_WIDTH);
		used = LABEL_WIDTH;
	} else {
		out_pad(o, used - width_of(label));
	}
	out_wrapped(o, used, alone ? 0 : LABEL_WIDTH, tall_dato(o->a, value));
}

void out_head(struct out *o, const char *text)
{
	fputc('\n', o->f);
	out_text(o, 0, text);
}

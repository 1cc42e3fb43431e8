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
	fprintf(o->f, "%s\n", width_clean(o->a, text, 1));
}

void out_pad(struct out *o, int n)
{
	if (n > 0)
		fprintf(o->f, "%*s", n, "");
}

/* The first line starts where the cursor is, the others are indented. */
static void out_wrapped(struct out *o, int indent, const char *text)
{
	const char *next, *s = width_clean(o->a, text, 1);
	int columns = o->width - indent < OUT_LEAST / 2 ? OUT_LEAST / 2 : o->width - indent;

	do {
		size_t len = width_line(s, columns, &next);
		fprintf(o->f, "%.*s\n", (int)len, s);
		s = next;
		if (*s)
			out_pad(o, indent);
	} while (*s);
}

void out_text(struct out *o, int indent, const char *text)
{
	out_pad(o, indent);
	out_wrapped(o, indent, text);
}

void out_pair(struct out *o, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	fputs(label, o->f);
	out_pad(o, LABEL_WIDTH - width_of(label));
	if (width_of(label) >= LABEL_WIDTH)
		fputc(' ', o->f);
	out_wrapped(o, LABEL_WIDTH, tall_dato(o->a, value));
}

void out_head(struct out *o, const char *text)
{
	const char *clean = width_clean(o->a, text, 0);

	fprintf(o->f, "\n%s\n", clean);
}

/* svg: see svg.h. */
#include "svg.h"

#include <inttypes.h>
#include <string.h>

#include "html.h"
#include "mem.h"
#include "spraak.h"
#include "width.h"

/* In units of the drawing; a text of 14 is as large as the page's when the page is 640 wide. */
#define WIDE 640
#define BAR_MAX 400
#define BAR_HIGH 16
#define LINE_HIGH 46
#define TOP 30
/* Columns of a label over its bar. */
#define LABEL_MAX 76

static int64_t whole(const struct svg_bar *b)
{
	int64_t sum = 0;

	for (int i = 0; i < SVG_PARTS; i++)
		if (b->part[i] > 0 && __builtin_add_overflow(sum, b->part[i], &sum))
			return INT64_MAX;
	return sum;
}

/* A drawing needs no exact number. */
static int scaled(int64_t value, int64_t most)
{
	return value <= 0 || most <= 0 ? 0 : (int)((double)value / (double)most * BAR_MAX + 0.5);
}

static const char *description(struct out *o, const struct svg_chart *c, size_t n)
{
	const char *s = _("Liggende søyler. ");

	for (size_t i = 0; i < n; i++)
		s = mem_printf(o->a, "%s%s: %s. ", s, c->bars[i].label, c->bars[i].said);
	return s;
}

static void label(struct out *o, int x, int y, const char *s)
{
	const char *rest, *clean = width_clean(o->a, s, 0);
	size_t len = width_line(clean, LABEL_MAX, &rest);

	fprintf(o->f, "<text x=\"%d\" y=\"%d\">", x, y);
	html_text(o, mem_printf(o->a, "%.*s%s", (int)len, clean, *rest ? " …" : ""));
	fputs("</text>\n", o->f);
}

static void box(struct out *o, const char *id, int part, int x, int y, int wide)
{
	fprintf(o->f, "<rect class=\"del%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", part + 1, x,
	    y, wide, BAR_HIGH);
	if (part > 0) /* told apart without colours too */
		fprintf(o->f,
		    "<rect fill=\"url(#%s-strek)\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", id, x,
		    y, wide, BAR_HIGH);
}

static void legend(struct out *o, const struct svg_chart *c, const char *id)
{
	int x = 0;

	for (int i = 0; i < SVG_PARTS && c->legend[i]; i++, x += WIDE / SVG_PARTS) {
		box(o, id, i, x, 4, BAR_HIGH);
		label(o, x + BAR_HIGH + 8, 17, c->legend[i]);
	}
}

static void bar(struct out *o, const struct svg_bar *b, const char *id, int y, int64_t most)
{
	int x = 0;

	label(o, 0, y + 12, b->label);
	for (int i = 0; i < SVG_PARTS; i++) {
		int wide = scaled(b->part[i], most);
		if (wide > 0)
			box(o, id, i, x, y + 18, wide);
		x += wide;
	}
	label(o, x + 8, y + 31, b->said);
}

void svg_chart(struct out *o, const struct svg_chart *c, const char *id)
{
	const size_t n = c->n < SVG_BARS ? c->n : SVG_BARS;
	const int top = c->legend[0] ? TOP : 0;
	int64_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = whole(&c->bars[i]) > most ? whole(&c->bars[i]) : most;
	fprintf(o->f,
	    "<figure><svg role=\"img\" aria-describedby=\"%s-ord\" viewBox=\"0 0 %d %d\" aria-label=\"", id,
	    WIDE, top + (int)n * LINE_HIGH);
	html_text(o, c->title);
	fprintf(o->f, "\">\n<desc id=\"%s-ord\">", id);
	html_text(o, description(o, c, n));
	fputs("</desc>\n", o->f);
	fprintf(o->f,
	    "<defs><pattern id=\"%s-strek\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
	    "<path class=\"strek\" d=\"M0 6 6 0\"/></pattern></defs>\n",
	    id);
	legend(o, c, id);
	for (size_t i = 0; i < n; i++)
		bar(o, &c->bars[i], id, top + (int)i * LINE_HIGH, most);
	fputs("</svg><figcaption>", o->f);
	html_text(o, c->title);
	if (c->n > n)
		html_text(o, _(". Resten står i tabellen."));
	fputs("</figcaption></figure>\n", o->f);
}

/* print_diff: see print_diff.h. */
#include "print_diff.h"

#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "mem.h"
#include "print_plan.h"
#include "spraak.h"
#include "text.h"
#include "width.h"
#include "words.h"

#define INDENT 4

static void colour(const struct out *o, char sign)
{
	if (o->colour)
		fputs(sign == '-' ? "\033[31m" : sign == '+' ? "\033[32m" : "\033[m", o->f);
}

/* The first len bytes of a text, a change of colour where the sign changes. */
static void marked(struct out *o, const char *s, const char *sign, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		for (n = 1; i + n < len && sign[i + n] == sign[i]; n++)
			;
		if (sign[i] != ' ')
			colour(o, sign[i]);
		fwrite(s + i, 1, n, o->f);
		if (sign[i] != ' ')
			colour(o, ' ');
	}
}

/* Broken to lines, each under the first. */
static void lines(struct out *o, struct words t)
{
	int columns = o->width - INDENT < OUT_LEAST / 2 ? OUT_LEAST / 2 : o->width - INDENT;
	const char *s = t.text, *next;

	do {
		size_t len = width_line(s, columns, &next);
		if (s != t.text)
			out_pad(o, INDENT);
		marked(o, s, t.sign + (s - t.text), len);
		fputc('\n', o->f);
		s = next;
	} while (*s);
}

/* "  - 10" */
static void side(struct out *o, char sign, const char *value)
{
	const char *s = width_clean(o->a, value, 1);
	size_t len = strlen(s);
	struct words t = {mem_strndup(o->a, s, len), mem_alloc(o->a, len + 1), len};

	memset(t.sign, sign, len);
	out_pad(o, INDENT - 2);
	marked(o, (const char[]){sign, ' '}, (const char[]){sign, sign}, 2);
	lines(o, t);
}

static void text(struct out *o, const Omstilling__V1__Forskjell *f)
{
	out_pad(o, INDENT - 2);
	fputs("~ ", o->f);
	lines(o, words_compare(o->a, width_clean(o->a, f->gammel, 1), width_clean(o->a, f->ny, 1)));
}

static void change(struct out *o, const Omstilling__V1__Forskjell *f)
{
	bool number = f->slag && strcmp(f->slag, "tall") == 0;

	if (f->gammel && f->ny && f->slag && strcmp(f->slag, "tekst") == 0) {
		text(o, f);
		return;
	}
	if (f->gammel)
		side(o, '-', number ? text_figure(o->a, f->sted, f->gammel) : f->gammel);
	if (f->ny)
		side(o, '+', number ? text_figure(o->a, f->sted, f->ny) : f->ny);
}

/* Place, and what it is part of; a thing that came, went, moved or changed its name says so. */
static void place(struct out *o, const Omstilling__V1__Forskjell *f)
{
	static const char *const said[] = {"lagt_til", "fjernet", "omdoept", "flyttet"};
	const char *s = f->sted ? f->sted : "";

	for (size_t i = 0; f->slag && i < sizeof(said) / sizeof(*said); i++)
		if (strcmp(f->slag, said[i]) == 0)
			s = mem_printf(o->a, "%s (%s)", s, text_value("slag", f->slag));
	if (f->navn && !(f->gammel && strcmp(f->gammel, f->navn) == 0) &&
	    !(f->ny && strcmp(f->ny, f->navn) == 0))
		s = mem_printf(o->a, "%s: %s", s, f->navn);
	out_text(o, 0, s);
}

static void edition(struct out *o, char sign, const Omstilling__V1__Plan *p)
{
	if (!p)
		return;
	const char *s =
	    mem_printf(o->a, "%c%c%c %s: %s", sign, sign, sign, p->navn ? p->navn : "", print_state(o, p));
	colour(o, sign);
	out_text(o, 0, s);
	colour(o, ' ');
}

void print_diff(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__DiffPlanResponse *r = (const void *)reply;

	edition(o, '-', r->fra);
	edition(o, '+', r->til);
	for (size_t i = 0; i < r->n_forskjeller; i++) {
		place(o, r->forskjeller[i]);
		change(o, r->forskjeller[i]);
	}
	size_t n = r->n_forskjeller;
	out_line(o, n == 0 ? _("Ingen forskjeller")
			   : mem_printf(o->a, n == 1 ? _("\n%zu forskjell") : _("\n%zu forskjeller"), n));
}

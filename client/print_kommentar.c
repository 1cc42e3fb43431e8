/* print_kommentar: see print_kommentar.h. */
#include "print_kommentar.h"

#include <inttypes.h>
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

#define INDENT 4

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* Who said it, and when. */
static void print_said(struct out *o, int indent, const char *name, const char *time, const char *text)
{
	out_text(o, indent,
	    mem_printf(o->a, "%s, %s: %s", or_empty(name), or_empty(tall_dato(o->a, time)),
		text ? text : _("(teksten er slettet)")));
}

static const char *place(struct out *o, const Omstilling__V1__Kommentar *k)
{
	const char *where = k->sted && *k->sted ? k->sted : _("hele planen");

	return k->borte ? mem_printf(o->a, _("%s (finnes ikke lenger)"), where) : where;
}

static void print_one(struct out *o, const Omstilling__V1__Kommentar *k)
{
	const char *version =
	    k->has_versjon ? mem_printf(o->a, _("versjon %" PRId32), k->versjon) : _("utkastet");

	out_head(o, mem_printf(o->a, "%" PRId32 "  %s  (%s, %s%s)", k->nr, place(o, k), version,
			text_value("tilstand", or_empty(k->tilstand)),
			k->hindrer_vedtak ? _(", hindrer vedtak") : ""));
	print_said(o, INDENT, k->navn, k->tidspunkt, k->tekst);
	for (size_t i = 0; i < k->n_svar; i++) {
		const Omstilling__V1__Kommentarsvar *s = k->svar[i];
		out_line(o, mem_printf(o->a, "    → %s", text_value("tilstand", or_empty(s->tilstand))));
		print_said(o, 2 * INDENT, s->navn, s->tidspunkt, s->tekst);
	}
}

void print_kommentarer(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__ListKommentarerResponse *r = (const void *)reply;
	size_t open = 0;

	for (size_t i = 0; i < r->n_kommentarer; i++) {
		const char *state = or_empty(r->kommentarer[i]->tilstand);
		open += strcmp(state, "aapen") == 0;
		print_one(o, r->kommentarer[i]);
	}
	const char *all = r->n_kommentarer == 1 ? _("%zu kommentar") : _("%zu kommentarer");
	if (r->n_kommentarer > 0)
		out_line(o, "");
	out_line(o, mem_printf(o->a, "%s, %s", mem_printf(o->a, all, r->n_kommentarer),
			mem_printf(o->a, open == 1 ? _("%zu åpen") : _("%zu åpne"), open)));
}

/* print_regel: see print_regel.h. */
#include "print_regel.h"

#include <inttypes.h>
#include <omstilling/v1/sak.pb-c.h>

#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

/* "fra 2018-01-01", "2018-01-01 til 2023-12-31" */
static const char *validity(struct out *o, const Omstilling__V1__Regel *r)
{
	if (!r->gyldig_fra)
		return NULL;
	return r->gyldig_til ? mem_printf(o->a, _("%s til %s"), tall_dato(o->a, r->gyldig_fra),
				   tall_dato(o->a, r->gyldig_til))
			     : mem_printf(o->a, _("fra %s"), tall_dato(o->a, r->gyldig_fra));
}

static void print_rule(struct out *o, struct table *t, const Omstilling__V1__Regel *r)
{
	const char *const cells[] = {mem_printf(o->a, "%" PRId32, r->steg), r->funksjon,
	    text_value("akt", r->akt), r->paakrevd ? _("ja") : _("nei"), validity(o, r), r->kilde};

	table_row(t, cells);
	for (size_t i = 0; i < r->n_vilkaar; i++)
		table_note(t, r->vilkaar[i]);
}

/* The rules of one row of the matrix from the i-th on; returns where the next row begins. */
static size_t print_row(struct out *o, const Omstilling__V1__ListReglerResponse *r, size_t i)
{
	static const char *const head[] = {
	    ">" N_("Steg"), N_("Funksjon"), N_("Akt"), N_("Påkrevd"), N_("Gyldig"), N_("Kilde")};
	struct table *t = table_new(o, head, 6);
	const Omstilling__V1__Regel *first = r->regler[i];

	out_head(o, mem_printf(o->a, "%" PRId32 " %s", first->beslutning,
			first->beslutning_navn ? first->beslutning_navn : ""));
	while (i < r->n_regler && r->regler[i]->beslutning == first->beslutning)
		print_rule(o, t, r->regler[i++]);
	table_print(t);
	return i;
}

void print_regler(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__ListReglerResponse *r = (const void *)reply;

	if (r->n_regler == 0)
		out_line(o, _("(ingen regler gjelder da)"));
	for (size_t i = 0; i < r->n_regler;)
		i = print_row(o, r, i);
}

/* print_simulering: see print_simulering.h. */
#include "print_simulering.h"

#include <omstilling/v1/sak.pb-c.h>

#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static const char *number(struct out *o, int has, int n)
{
	return has ? mem_printf(o->a, "%d", n) : NULL;
}

/* "sg2, sg3, v1". */
static const char *names(struct out *o, char *const *name, size_t n)
{
	const char *text = NULL;

	for (size_t i = 0; i < n; i++)
		text = text ? mem_printf(o->a, "%s, %s", text, name[i]) : name[i];
	return text;
}

static void note_seats(struct out *o, struct table *t, const Omstilling__V1__SimulertOrgan *s)
{
	for (size_t i = 0; i < s->n_borte; i++) {
		const Omstilling__V1__Sete *x = s->borte[i];

		table_note(t, mem_printf(o->a, "%s (%s): %s, %s%s", or_empty(x->navn),
				  or_empty(x->brukernavn), text_value("tilstand", or_empty(x->tilstand)),
				  x->vara ? _("vara ") : _("ingen vara igjen"), or_empty(x->vara)));
	}
}

/* With the presiding member's vote, which decides a tie, one less may be enough. */
static void note_majority(struct out *o, struct table *t, const Omstilling__V1__SimulertOrgan *s)
{
	if (s->has_ja_kreves_med_moeteleder && s->ja_kreves_med_moeteleder != s->ja_kreves)
		table_note(t, mem_printf(o->a, _("%d ja er nok når møtelederen er blant dem"),
				  s->ja_kreves_med_moeteleder));
}

static void print_organ(struct out *o, struct table *t, const Omstilling__V1__Simulertsteg *f,
    const Omstilling__V1__SimulertOrgan *s)
{
	const char *const cells[] = {s->kan ? "✓" : "–", f->regel,
	    f->steg ? text_value("akt", f->steg->akt) : NULL, s->organ_navn,
	    number(o, s->has_seter, s->seter), number(o, s->has_kvorum, s->kvorum),
	    number(o, s->has_til_stede, s->til_stede), number(o, s->has_ja_kreves, s->ja_kreves),
	    s->has_seter && !s->moeteleder ? _("velges") : s->moeteleder, names(o, s->stemmer, s->n_stemmer)};

	table_row(t, cells);
	if (s->hindring)
		table_note(t,
		    mem_printf(o->a, "%s (%s)", or_empty(s->hindring->tekst), or_empty(s->hindring->grunn)));
	note_majority(o, t, s);
	note_seats(o, t, s);
}

void print_simulering(struct out *o, const ProtobufCMessage *reply)
{
	static const char *const head[] = {"", N_("Regel"), N_("Akt"), N_("Organ"), ">" N_("Seter"),
	    ">" N_("Kvorum"), ">" N_("Til stede"), ">" N_("Ja kreves"), N_("Møteleder"), N_("Stemmer")};
	const Omstilling__V1__SimulateSakResponse *r = (const void *)reply;
	struct table *t = table_new(o, head, 10);

	if (r->sak) {
		out_pair(o, _("Sak"), r->sak->navn);
		out_pair(o, _("Tittel"), r->sak->tittel);
		if (r->sak->forslag)
			out_pair(o, _("Beløp"), tall_desimal(o->a, r->sak->forslag->beloep));
	}
	out_pair(o, _("Dato"), r->dato);
	out_pair(o, _("Nå"), r->naa ? r->naa : _("Ingenting gjenstår i saken."));
	if (r->budsjett)
		out_pair(o, _("Budsjett"), r->budsjett->tekst);
	for (size_t i = 0; i < r->n_varsler; i++)
		out_pair(o, _("Varsel"), r->varsler[i]->tekst);
	if (r->n_saksgang > 0)
		out_head(o, _("Tenkt saksgang"));
	for (size_t i = 0; i < r->n_saksgang; i++)
		for (size_t j = 0; j < r->saksgang[i]->n_organer; j++)
			print_organ(o, t, r->saksgang[i], r->saksgang[i]->organer[j]);
	table_print(t);
}

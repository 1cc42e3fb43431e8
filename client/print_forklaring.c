/* print_forklaring: see print_forklaring.h. */
#include "print_forklaring.h"

#include <omstilling/v1/sak.pb-c.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static const char *mark(const Omstilling__V1__Steg *s)
{
	if (!s->tilstand)
		return NULL;
	if (strcmp(s->tilstand, "ferdig") == 0)
		return "✓";
	return strcmp(s->tilstand, "venter") == 0 ? "→" : NULL;
}

/* Who did it and when; else the organs whose step it is. */
static const char *who(struct out *o, const Omstilling__V1__Steg *s)
{
	const Omstilling__V1__Handling *h = s->handling;
	const char *text = NULL;

	if (h)
		return mem_printf(o->a, "%s (%s) %s: %s", or_empty(h->organ), or_empty(h->brukernavn),
		    or_empty(tall_dato(o->a, h->dato)), text_value("utfall", or_empty(h->utfall)));
	for (size_t i = 0; i < s->n_organer; i++)
		text = text ? mem_printf(o->a, "%s, %s", text, s->organer[i]) : s->organer[i];
	return text;
}

static void note_person(struct out *o, struct table *t, const Omstilling__V1__Ventet *v)
{
	const char *roles = "";

	for (size_t i = 0; i < v->n_roller; i++)
		roles =
		    mem_printf(o->a, "%s%s%s", roles, i > 0 ? ", " : "", text_value("rolle", v->roller[i]));
	table_note(t, mem_printf(o->a, _("venter på %s (%s), %s i %s: %s"), or_empty(v->person_navn),
			  or_empty(v->brukernavn), roles, or_empty(v->organ_navn),
			  or_empty(text_value("oppgave", v->oppgave))));
}

static void print_step(struct out *o, struct table *t, const Omstilling__V1__Stegforklaring *f)
{
	const Omstilling__V1__Steg *s = f->steg;
	const char *const cells[] = {mark(s), f->regel, s->funksjon, text_value("akt", s->akt),
	    text_value("tilstand", s->tilstand), who(o, s), s->kilde};

	table_row(t, cells);
	for (size_t i = 0; i < f->n_hvorfor; i++)
		table_note(t, f->hvorfor[i]);
	for (size_t i = 0; i < f->n_krav; i++)
		table_note(
		    t, mem_printf(o->a, "%s %s (%s)", f->krav[i]->oppfylt ? _("oppfylt:") : _("mangler:"),
			   or_empty(f->krav[i]->tekst), or_empty(f->krav[i]->kilde)));
	for (size_t i = 0; i < f->n_venter_paa; i++)
		note_person(o, t, f->venter_paa[i]);
}

void print_forklaring(struct out *o, const ProtobufCMessage *reply)
{
	static const char *const head[] = {
	    "", N_("Regel"), N_("Funksjon"), N_("Akt"), N_("Tilstand"), N_("Hvem"), N_("Kilde")};
	const Omstilling__V1__ExplainSakResponse *r = (const void *)reply;
	struct table *t = table_new(o, head, 7);

	if (r->sak) {
		out_pair(o, _("Sak"), r->sak->navn);
		out_pair(o, _("Tittel"), r->sak->tittel);
		out_pair(
		    o, _("Tilstand"), r->sak->tilstand ? text_value("tilstand", r->sak->tilstand) : NULL);
	}
	out_pair(o, _("Nå"), r->naa ? r->naa : _("Ingenting gjenstår i saken."));
	out_head(o, _("Saksgang"));
	for (size_t i = 0; i < r->n_saksgang; i++)
		if (r->saksgang[i]->steg)
			print_step(o, t, r->saksgang[i]);
	table_print(t);
}

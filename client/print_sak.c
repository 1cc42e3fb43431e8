/* print_sak: see print_sak.h. */
#include "print_sak.h"

#include <inttypes.h>
#include <omstilling/v1/sak.pb-c.h>
#include <stdbool.h>
#include <string.h>

#include "field.h"
#include "mem.h"
#include "papir.h"
#include "print.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

static const char *joined(struct out *o, char *const *items, size_t n)
{
	const char *s = NULL;

	for (size_t i = 0; i < n; i++)
		s = s ? mem_printf(o->a, "%s, %s", s, items[i]) : items[i];
	return s;
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* "Skog -> Mat" of a move, each end where it is known. */
static const char *move(struct out *o, const char *from, const char *to)
{
	return from || to ? mem_printf(o->a, "%s -> %s", or_empty(from), or_empty(to)) : NULL;
}

static void print_money(struct out *o, const Omstilling__V1__Forslag *f)
{
	if (f->has_aar)
		out_pair(o, _("År"), mem_printf(o->a, "%" PRId32, f->aar));
	out_pair(o, _("Finansiør"), f->finansioer);
	out_pair(o, _("Av dette statlig"), tall_desimal(o->a, f->statlig_beloep));
	if (f->til_tiltak || f->tiltak)
		out_pair(o, _("Område"), f->omraade);
	else
		out_pair(o, _("Område"), f->til_omraade ? move(o, f->omraade, f->til_omraade) : f->omraade);
	out_pair(o, _("Tiltak"), move(o, f->tiltak, f->til_tiltak));
}

static void print_proposal(struct out *o, const Omstilling__V1__Forslag *f)
{
	if (f->plan)
		out_pair(o, _("Plan"), mem_printf(o->a, _("%s, versjon %" PRId32), f->plan, f->versjon));
	out_pair(o, "SHA-256", f->hash);
	out_pair(o, _("Beløp"), tall_desimal(o->a, f->beloep));
	out_pair(o, _("Gyldig til"), f->gyldig_til);
	print_money(o, f);
	for (size_t i = 0; i < f->n_vilkaar; i++)
		out_pair(o, i == 0 ? _("Vilkår") : "", f->vilkaar[i]);
	for (size_t i = 0; i < f->n_vilkaarsrader; i++) {
		const Omstilling__V1__Vilkaar *v = f->vilkaarsrader[i];
		out_pair(o, f->n_vilkaar + i == 0 ? _("Vilkår") : "",
		    mem_printf(o->a, "%s%s%s", or_empty(v->tekst), v->frist ? _(", innen ") : "",
			or_empty(tall_dato(o->a, v->frist))));
	}
	for (size_t i = 0; i < f->n_verv; i++) {
		const Omstilling__V1__Verv *v = f->verv[i];
		out_pair(o, i == 0 ? _("Verv") : "",
		    mem_printf(o->a, _("%s i %s: %s"), text_value("rolle", or_empty(v->rolle)),
			or_empty(v->organ), or_empty(v->person_navn ? v->person_navn : v->brukernavn)));
	}
}

/* "ja 17 mot 2" of a vote, the bare outcome of an act without one. */
static const char *outcome(struct out *o, const Omstilling__V1__Handling *h)
{
	if (h->has_ja && h->has_nei)
		return mem_printf(o->a, _("%s %" PRId32 " mot %" PRId32),
		    or_empty(text_value("utfall", h->utfall)), h->ja, h->nei);
	return text_value("utfall", h->utfall);
}

static const char *who(struct out *o, const Omstilling__V1__Handling *h)
{
	const char *s = mem_printf(o->a, "%s (%s)", or_empty(h->organ), or_empty(h->brukernavn));

	return h->bekreftet_av ? mem_printf(o->a, _("%s, bekreftet av %s"), s, h->bekreftet_av) : s;
}

/* Each of those who must all say yes. */
static void note_each(struct out *o, struct table *t, const Omstilling__V1__Steg *s)
{
	for (size_t i = 0; i < s->n_standpunkter; i++) {
		const Omstilling__V1__Standpunkt *x = s->standpunkter[i];
		const Omstilling__V1__Handling *h = x->handling;

		table_note(t, mem_printf(o->a, "%s: %s%s%s%s%s", or_empty(x->organ_navn),
				  text_value("tilstand", or_empty(x->tilstand)), h ? ", " : "",
				  h ? or_empty(outcome(o, h)) : "", h ? " " : "",
				  h ? or_empty(tall_dato(o->a, h->dato)) : ""));
	}
}

static void print_step(struct out *o, struct table *t, const Omstilling__V1__Steg *s)
{
	const Omstilling__V1__Handling *h = s->handling;
	bool waiting = s->tilstand && strcmp(s->tilstand, "venter") == 0;
	const char *const cells[] = {waiting ? "→" : NULL, mem_printf(o->a, "%" PRId32, s->nummer),
	    s->funksjon, text_value("akt", s->akt), text_value("tilstand", s->tilstand),
	    h ? who(o, h) : joined(o, s->organer, s->n_organer), h ? h->dato : NULL, h ? outcome(o, h) : NULL,
	    h ? h->saksnummer : NULL, s->kilde};

	table_row(t, cells);
	note_each(o, t, s);
	if (h && h->tekst && *h->tekst)
		table_note(t, h->tekst);
	for (size_t i = 0; h && i < h->n_dissens; i++)
		table_note(t, mem_printf(o->a, _("Dissens: %s"), h->dissens[i]));
	for (size_t i = 0; h && i < h->n_protokolltilfoersel; i++)
		table_note(t, mem_printf(o->a, _("Protokolltilførsel: %s"), h->protokolltilfoersel[i]));
}

static void print_route(struct out *o, const Omstilling__V1__Sak *sak)
{
	static const char *const head[] = {"", ">#", N_("Funksjon"), N_("Akt"), N_("Tilstand"), N_("Organ"),
	    N_("Dato"), N_("Utfall"), N_("Saksnr."), N_("Kilde")};
	struct table *t = table_new(o, head, 10);

	if (sak->n_steg == 0)
		return;
	out_head(o, _("Saksgang"));
	for (size_t i = 0; i < sak->n_steg; i++)
		print_step(o, t, sak->steg[i]);
	table_print(t);
}

/* What was proposed besides, by the number that one votes for. */
static void print_proposals(
    struct out *o, const char *title, Omstilling__V1__Motforslag *const *list, size_t n)
{
	static const char *const head[] = {
	    ">#", N_("Slag"), N_("Satt fram av"), N_("Resultat"), ">" N_("Ja"), ">" N_("Nei")};
	struct table *t = table_new(o, head, 6);

	if (n == 0)
		return;
	out_head(o, title);
	for (size_t i = 0; i < n; i++) {
		const Omstilling__V1__Motforslag *f = list[i];
		const char *const cells[] = {f->has_nummer ? mem_printf(o->a, "%" PRId32, f->nummer) : NULL,
		    text_value("slag", f->slag), f->fremsatt_av, papir_voted(o->a, f),
		    f->has_ja ? mem_printf(o->a, "%" PRId32, f->ja) : NULL,
		    f->has_nei ? mem_printf(o->a, "%" PRId32, f->nei) : NULL};
		table_row(t, cells);
		table_note(t, papir_voted_text(o->a, f));
	}
	table_print(t);
}

static void print_votes(struct out *o, const Omstilling__V1__Sak *sak)
{
	static const char *const head[] = {N_("Organ"), N_("Medlem"), N_("Stemme"), ">" N_("Forslag")};
	struct table *t = table_new(o, head, 4);

	if (sak->n_stemmer == 0)
		return;
	out_head(o, _("Stemmer"));
	for (size_t i = 0; i < sak->n_stemmer; i++) {
		const Omstilling__V1__Stemme *s = sak->stemmer[i];
		const char *const cells[] = {s->organ, s->brukernavn, text_value("stemme", s->stemme),
		    s->has_forslag ? mem_printf(o->a, "%" PRId32, s->forslag) : NULL};
		table_row(t, cells);
	}
	table_print(t);
}

static void print_rounds(struct out *o, const Omstilling__V1__Sak *sak)
{
	for (size_t i = 0; i < sak->n_valgomganger; i++) {
		const Omstilling__V1__Valgomgang *v = sak->valgomganger[i];
		out_pair(o, mem_printf(o->a, _("Valgomgang %" PRId32), v->omgang),
		    mem_printf(o->a, _("ja %" PRId32 ", nei %" PRId32 ", blank %" PRId32 "%s%s"), v->ja,
			v->nei, v->blank, v->lodd ? _(", loddet falt på ") : _(", ingen har flertall"),
			or_empty(v->lodd)));
	}
}

static void print_habilitet(struct out *o, const Omstilling__V1__Sak *sak)
{
	static const char *const head[] = {
	    N_("Organ"), N_("Person"), N_("Grunn"), N_("Tilstand"), N_("Stemmer")};
	struct table *t = table_new(o, head, 5);

	if (sak->n_habilitet == 0)
		return;
	out_head(o, _("Habilitet"));
	for (size_t i = 0; i < sak->n_habilitet; i++) {
		const Omstilling__V1__Habilitet *h = sak->habilitet[i];
		const char *votes =
		    h->has_ja ? mem_printf(o->a, _("ja %" PRId32 " mot %" PRId32), h->ja, h->nei) : NULL;
		const char *const cells[] = {h->organ, h->brukernavn, text_value("grunn", h->grunn),
		    text_value("tilstand", h->tilstand), votes};
		table_row(t, cells);
		if (h->forklaring && *h->forklaring)
			table_note(t, h->forklaring);
	}
	table_print(t);
}

static void print_result(struct out *o, const Omstilling__V1__Sak *sak)
{
	const Omstilling__V1__Resultat *r = sak->resultat;

	if (!r)
		return;
	out_head(o, _("Innført resultat, ikke bekreftet"));
	print_record(o, &r->base, NULL);
	print_proposals(o, _("Forslag det er stemt over"), r->motforslag, r->n_motforslag);
	for (size_t i = 0; i < r->n_vilkaar; i++)
		out_pair(o, i == 0 ? _("Vilkår") : "", r->vilkaar[i]->tekst);
	if (r->id && sak->navn)
		out_line(
		    o, mem_printf(o->a, _("Bekreft med: omstilling sak confirm %s %s"), sak->navn, r->id));
}

static void print_case(struct out *o, const Omstilling__V1__Sak *sak)
{
	out_pair(o, _("Sak"), sak->navn);
	out_pair(o, _("Tittel"), sak->tittel);
	if (sak->has_beslutning)
		out_pair(o, _("Beslutning"), mem_printf(o->a, "%" PRId32, sak->beslutning));
	out_pair(o, _("Tilstand"), sak->tilstand ? text_value("tilstand", sak->tilstand) : NULL);
	out_pair(o, _("Erstatter"), joined(o, sak->erstatter, sak->n_erstatter));
	out_pair(o, _("Erstattet av"), sak->erstattet_av);
	out_pair(o, _("Blokkert av"), joined(o, sak->blokkert_av, sak->n_blokkert_av));
	if (sak->forslag)
		print_proposal(o, sak->forslag);
	for (size_t i = 0; i < sak->n_varsler; i++)
		out_pair(o, i == 0 ? _("Varsel") : "", sak->varsler[i]->tekst);
	print_route(o, sak);
	print_proposals(o, _("Forslag i møtet"), sak->motforslag, sak->n_motforslag);
	print_votes(o, sak);
	print_rounds(o, sak);
	print_habilitet(o, sak);
	print_result(o, sak);
}

void print_sak(struct out *o, const ProtobufCMessage *reply)
{
	const ProtobufCFieldDescriptor *fd = field_find(reply->descriptor, "sak", 3);

	if (fd && field_present(reply, fd))
		print_case(o, (const void *)field_message(reply, fd, 0));
}

/* packet_sak: see packet.h. */
#include <inttypes.h>
#include <string.h>

#include "funntekst.h"
#include "html.h"
#include "mem.h"
#include "packet.h"
#include "papir.h"
#include "soeknadspapir.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

static const char *joined(struct out *o, char *const *items, size_t n)
{
	const char *s = NULL;

	for (size_t i = 0; i < n; i++)
		s = s ? mem_printf(o->a, "%s, %s", s, items[i]) : items[i];
	return s;
}

static void proposal(struct out *o, const struct sakspapir *s)
{
	const Omstilling__V1__Sak *sak = s->sak;

	html_head(o, 3, NULL, _("Forslag"));
	fputs("<dl>\n", o->f);
	html_pair(o, _("Sak"), sak->navn);
	if (sak->has_beslutning)
		html_pair(o, _("Beslutning"),
		    mem_printf(o->a, _("%s (rad %" PRId32 " i godkjenningsmatrisen)"),
			papir_or_empty(s->beslutning), sak->beslutning));
	papir_proposal(o, sak->forslag, html_pair);
	html_pair(o, _("Erstatter"), joined(o, sak->erstatter, sak->n_erstatter));
	html_pair(o, _("Erstattet av"), sak->erstattet_av);
	html_pair(o, _("Blokkert av"), joined(o, sak->blokkert_av, sak->n_blokkert_av));
	fputs("</dl>\n", o->f);
	for (size_t i = 0; i < sak->n_varsler; i++)
		html_line(o, NULL, sak->varsler[i]->tekst);
}

/* "19 ja, 0 nei" of a vote, the bare outcome of an act without one; what is not done is told by its state. */
static const char *outcome(struct out *o, const Omstilling__V1__Steg *s)
{
	const Omstilling__V1__Handling *h = s->handling;

	if (!h)
		return text_value("tilstand", papir_or_empty(s->tilstand));
	const char *word = papir_or_empty(papir_outcome(h->utfall));
	return h->has_ja && h->has_nei
		   ? mem_printf(o->a, "%s (%s)", word, papir_votes(o->a, h->ja, h->nei, 0))
		   : word;
}

static void route(struct out *o, const Omstilling__V1__Sak *sak)
{
	static const char *const head[] = {
	    N_("Steg"), N_("Hvem"), N_("Akt"), N_("Dato"), N_("Utfall"), N_("Kilde")};

	if (sak->n_steg == 0)
		return;
	html_head(o, 3, NULL, _("Saksgang"));
	html_table(o, _("Hva som er gjort i saken, hvem den venter på, og hva som kommer"), head, 6);
	for (size_t i = 0; i < sak->n_steg; i++) {
		const Omstilling__V1__Steg *s = sak->steg[i];
		const Omstilling__V1__Handling *h = s->handling;
		const char *organs = joined(o, s->organer, s->n_organer);
		const char *const cells[] = {mem_printf(o->a, "%" PRId32, s->nummer),
		    organs ? organs : s->funksjon, text_value("akt", papir_or_empty(s->akt)),
		    h ? h->dato : NULL, outcome(o, s), s->kilde};
		html_row(o, head, cells, 6);
	}
	html_table_end(o);
}

/* What those who had the case before have said of it. */
static void said(struct out *o, const Omstilling__V1__Sak *sak)
{
	bool begun = false;

	for (size_t i = 0; i < sak->n_steg; i++) {
		const Omstilling__V1__Steg *s = sak->steg[i];
		const Omstilling__V1__Handling *h = s->handling;
		if (!h || (!(h->tekst && *h->tekst) && h->n_dissens == 0 && h->n_protokolltilfoersel == 0))
			continue;
		if (!begun)
			html_head(o, 3, NULL, _("Innstilling og uttalelser"));
		begun = true;
		html_line(o, NULL,
		    mem_printf(o->a, "%s %s %s: %s", papir_or_empty(s->n_organer ? s->organer[0] : h->organ),
			text_value("akt", papir_or_empty(s->akt)), papir_or_empty(papir_day(o->a, h->dato)),
			outcome(o, s)));
		fputs("<blockquote>\n", o->f);
		html_paragraphs(o, h->tekst);
		for (size_t k = 0; k < h->n_dissens; k++)
			html_line(o, NULL, mem_printf(o->a, _("Dissens: %s"), h->dissens[k]));
		for (size_t k = 0; k < h->n_protokolltilfoersel; k++)
			html_line(o, NULL,
			    mem_printf(o->a, _("Protokolltilførsel: %s"), h->protokolltilfoersel[k]));
		fputs("</blockquote>\n", o->f);
	}
}

static void findings(struct out *o, const Omstilling__V1__GetPlanResponse *plan)
{
	static const char *const head[] = {
	    N_("Regel"), N_("Funn"), N_("Oppgitt"), N_("Beregnet"), N_("Kilde"), N_("Kvittering")};
	uint64_t shown = 0;

	html_head(o, 3, NULL, _("Funn og kvitteringer"));
	if (plan->n_funn == 0) {
		html_line(o, NULL, _("Kontrollene har ingen funn i planen."));
		return;
	}
	html_table(o, _("Hva kontrollene fant i planen, og hvorfor noe ble stående"), head, 6);
	for (size_t i = 0; i < plan->n_funn; i++) {
		const Omstilling__V1__Funn *f = plan->funn[i];
		const Omstilling__V1__Kvittering *k = f->kvittering;
		const char *demand = funntekst_once(&shown, f->regel);
		const char *const cells[] = {mem_printf(o->a, "%s (%s)", papir_or_empty(f->regel),
						 papir_or_empty(text_value("alvor", f->alvor))),
		    mem_printf(o->a, "%s%s%s\n%s", papir_or_empty(demand), demand ? "\n" : "",
			papir_or_empty(f->tekst), papir_or_empty(f->sted)),
		    tall_desimal(o->a, f->oppgitt), tall_desimal(o->a, f->beregnet), f->kilde,
		    k ? mem_printf(o->a, "%s (%s)", papir_or_empty(k->grunn), papir_or_empty(k->brukernavn))
		      : NULL};
		html_row(o, head, cells, 6);
	}
	html_table_end(o);
}

static void comments(struct out *o, const Omstilling__V1__ListKommentarerResponse *r)
{
	if (!r)
		return;
	html_head(o, 3, NULL, _("Åpne kommentarer"));
	html_line(o, NULL, r->n_kommentarer ? NULL : _("Ingen."));
	for (size_t i = 0; i < r->n_kommentarer; i++) {
		const Omstilling__V1__Kommentar *k = r->kommentarer[i];
		html_line(o, NULL,
		    mem_printf(o->a, _("%s, %s: om %s%s"), papir_or_empty(k->navn),
			papir_or_empty(papir_time(o->a, k->tidspunkt)),
			k->sted && *k->sted ? k->sted : _("hele planen"),
			k->hindrer_vedtak ? _(" (må besvares eller frafalles før planen kan vedtas)") : ""));
		fputs("<blockquote>\n", o->f);
		html_paragraphs(o, k->tekst ? k->tekst : _("(teksten er slettet)"));
		fputs("</blockquote>\n", o->f);
	}
}

static void habilitet(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Sak *sak)
{
	if (sak->n_habilitet == 0)
		return;
	html_head(o, 3, NULL, _("Habilitet"));
	fputs("<ul>\n", o->f);
	for (size_t i = 0; i < sak->n_habilitet; i++) {
		fputs("<li>", o->f);
		html_text(o, papir_habilitet(o->a, m, sak->habilitet[i]));
		fputs("</li>\n", o->f);
	}
	fputs("</ul>\n", o->f);
}

static void conditions(struct out *o, const struct sakspapir *s)
{
	static const char *const head[] = {
	    N_("Nr."), N_("Vilkår"), N_("Frist"), N_("Følges opp av"), N_("Tilstand")};
	bool begun = false;

	for (size_t i = 0; s->vilkaar && i < s->vilkaar->n_vilkaar; i++) {
		const Omstilling__V1__Vilkaar *v = s->vilkaar->vilkaar[i];
		if (!s->sak->navn || !papir_is(v->sak, s->sak->navn))
			continue;
		if (!begun) {
			html_head(o, 3, NULL, _("Vilkår"));
			html_table(o, _("Vilkår som alt er satt i saken"), head, 5);
		}
		begun = true;
		const char *const cells[] = {mem_printf(o->a, "%" PRId32, v->nr), v->tekst,
		    papir_day(o->a, v->frist), v->ansvarlig,
		    text_value("tilstand", papir_or_empty(v->tilstand))};
		html_row(o, head, cells, 5);
	}
	if (begun)
		html_table_end(o);
}

void packet_sak(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Sakslistepunkt *p,
    const struct sakspapir *s)
{
	fprintf(o->f, "<article aria-labelledby=\"sak-%" PRId32 "\">\n", p->nummer);
	html_head(o, 2, mem_printf(o->a, "sak-%" PRId32, p->nummer),
	    mem_printf(
		o->a, "%" PRId32 ". %s", p->nummer, p->sak ? papir_or_empty(p->tittel) : _("Lukket sak")));
	if (p->hjemmel)
		html_line(o, NULL, mem_printf(o->a, _("Behandles for lukkede dører: %s"), p->hjemmel));
	if (p->sak && !s->sak)
		html_line(o, NULL, _("Saken er ikke tilgjengelig for deg."));
	if (s->sak) {
		proposal(o, s);
		soeknadspapir_show(o, &skrift_html, s);
		said(o, s->sak);
		route(o, s->sak);
		conditions(o, s);
		habilitet(o, m, s->sak);
		if (s->plan) {
			packet_diff(o, s->diff);
			findings(o, s->plan);
			comments(o, s->kommentarer);
		}
	}
	fputs("</article>\n", o->f);
}

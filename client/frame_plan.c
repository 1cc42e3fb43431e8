/* frame_plan: see frame.h. */
#include <inttypes.h>
#include <string.h>

#include "frame.h"
#include "funntekst.h"
#include "markdown.h"
#include "mem.h"
#include "papir.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

static void difference(struct out *o, const Omstilling__V1__Forskjell *f)
{
	const char *const cells[] = {
	    f->navn ? mem_printf(o->a, "%s: %s", f->navn, papir_or_empty(f->sted)) : f->sted,
	    text_value("slag", papir_or_empty(f->slag)),
	    papir_is(f->slag, "tall") ? tall_desimal(o->a, f->gammel) : f->gammel,
	    papir_is(f->slag, "tall") ? tall_desimal(o->a, f->ny) : f->ny};

	markdown_row(o, cells, 4);
}

static void changes(struct out *o, const Omstilling__V1__DiffPlanResponse *diff)
{
	static const char *const head[] = {N_("Sted"), N_("Slag"), N_("Før"), N_("Etter")};

	markdown_head(o, 3, _("Hva planen endrer"));
	if (!diff || diff->n_forskjeller == 0) {
		markdown_text(o, diff ? _("Planen er lik den som gjelder.")
				      : _("Planen er ny: ingen versjon av den gjelder i dag."));
		return;
	}
	markdown_table(o, head, 4);
	for (size_t i = 0; i < diff->n_forskjeller; i++)
		difference(o, diff->forskjeller[i]);
	markdown_end(o);
}

static void findings(struct out *o, const Omstilling__V1__GetPlanResponse *plan)
{
	static const char *const head[] = {N_("Regel"), N_("Alvor"), N_("Sted"), N_("Oppgitt"),
	    N_("Beregnet"), N_("Kilde"), N_("Funn"), N_("Kvittering")};
	uint64_t shown = 0;

	markdown_head(o, 3, _("Funn i planen"));
	if (plan->n_funn == 0) {
		markdown_text(o, _("Kontrollene har ingen funn i planen."));
		return;
	}
	markdown_table(o, head, 8);
	for (size_t i = 0; i < plan->n_funn; i++) {
		const Omstilling__V1__Funn *f = plan->funn[i];
		const Omstilling__V1__Kvittering *k = f->kvittering;
		const char *demand = funntekst_once(&shown, f->regel), *text = papir_or_empty(f->tekst);
		const char *const cells[] = {f->regel, text_value("alvor", f->alvor), f->sted,
		    tall_desimal(o->a, f->oppgitt), tall_desimal(o->a, f->beregnet), f->kilde,
		    demand ? mem_printf(o->a, "%s %s", demand, text) : text,
		    k ? mem_printf(o->a, "%s (%s)", papir_or_empty(k->grunn), papir_or_empty(k->brukernavn))
		      : NULL};
		markdown_row(o, cells, 8);
	}
	markdown_end(o);
}

static void comments(struct out *o, const Omstilling__V1__ListKommentarerResponse *r)
{
	if (!r || r->n_kommentarer == 0)
		return;
	markdown_head(o, 3, _("Åpne kommentarer"));
	for (size_t i = 0; i < r->n_kommentarer; i++) {
		const Omstilling__V1__Kommentar *k = r->kommentarer[i];
		markdown_item(o, k->sted && *k->sted ? markdown_word(o->a, k->sted) : _("Hele planen"),
		    mem_printf(o->a, "%s (%s%s)", k->tekst ? k->tekst : _("(teksten er slettet)"),
			papir_or_empty(k->navn), k->hindrer_vedtak ? _("; må lukkes før vedtak") : ""));
	}
	markdown_end(o);
}

void frame_plan(struct out *o, const struct sakspapir *s)
{
	if (!s->plan)
		return;
	changes(o, s->diff);
	findings(o, s->plan);
	comments(o, s->kommentarer);
}

/* --- money */

static void yearly(struct out *o, const Omstilling__V1__Handlingsplan *p)
{
	static const char *const head[] = {N_("Finansiering"), N_("Andel"), N_("Beløp"), N_("Forbehold")};
	const Omstilling__V1__Finansiering *f = p->finansiering;

	if (!f || f->n_rader == 0)
		return;
	markdown_table(o, head, 4);
	for (size_t i = 0; i < f->n_rader; i++) {
		const Omstilling__V1__Finansieringsrad *r = f->rader[i];
		const char *const cells[] = {r->kilde, r->andel, tall_desimal(o->a, r->beloep), r->forbehold};
		markdown_row(o, cells, 4);
	}
	const char *const sum[] = {
	    _("Sum, slik planen oppgir den"), f->oppgitt_sum_andel, tall_desimal(o->a, f->oppgitt_sum), NULL};
	markdown_row(o, sum, 4);
	markdown_end(o);
}

static const char *years(struct out *o, const Omstilling__V1__Beloepsrad *r)
{
	const char *s = NULL;

	for (size_t i = 0; i < r->n_beloep; i++)
		s = mem_printf(o->a, "%s%s%" PRId32 ": %s", papir_or_empty(s), s ? "; " : "",
		    r->beloep[i]->aar, papir_or_empty(tall_desimal(o->a, r->beloep[i]->verdi)));
	return s;
}

static void whole_period(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	static const char *const head[] = {
	    N_("Finansiering"), N_("Andel"), N_("Per år"), N_("Sum, slik planen oppgir den")};
	const Omstilling__V1__Beloepstabell *t = p->finansiering;

	if (!t || t->n_rader == 0)
		return;
	markdown_table(o, head, 4);
	for (size_t i = 0; i <= t->n_rader; i++) {
		const Omstilling__V1__Beloepsrad *r = i < t->n_rader ? t->rader[i] : t->oppgitt_sum;
		if (!r)
			continue;
		const char *const cells[] = {
		    r->navn ? r->navn : _("Sum"), r->andel, years(o, r), tall_desimal(o->a, r->oppgitt_sum)};
		markdown_row(o, cells, 4);
	}
	markdown_end(o);
}

void frame_money(struct out *o, const struct sakspapir *s)
{
	markdown_head(o, 2, _("Økonomiske konsekvenser"));
	if (s->sak->forslag && s->sak->forslag->beloep)
		markdown_text(o, mem_printf(o->a, _("Saken gjelder %s kroner."),
				     tall_desimal(o->a, s->sak->forslag->beloep)));
	if (s->plan && s->plan->handlingsplan)
		yearly(o, s->plan->handlingsplan);
	if (s->plan && s->plan->omstillingsplan)
		whole_period(o, s->plan->omstillingsplan);
	frame_blank(o, _("Økonomiske konsekvenser for kommunen og dekning i budsjettet fylles inn"));
}

/* --- attachments */

static void named(struct out *o, Omstilling__V1__Vedleggsreferanse *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		markdown_bullet(o, mem_printf(o->a, "%s%s%s", papir_or_empty(v[i]->tittel),
				       v[i]->sha256 ? _(", SHA-256 ") : "", papir_or_empty(v[i]->sha256)));
}

static bool belongs(const struct sakspapir *s, const Omstilling__V1__Vedlegg *v)
{
	return s->sak->navn && papir_is(v->sak, s->sak->navn);
}

void frame_attachments(struct out *o, const struct sakspapir *s)
{
	const Omstilling__V1__Forslag *f = s->sak->forslag;
	const Omstilling__V1__GetPlanResponse *p = s->plan;

	markdown_head(o, 2, _("Vedlegg"));
	if (f && f->plan)
		markdown_bullet(o, mem_printf(o->a, _("%s (%s, versjon %" PRId32 ", SHA-256 %s)"),
				       p && p->plan && p->plan->tittel ? p->plan->tittel : f->plan, f->plan,
				       f->versjon, papir_or_empty(f->hash)));
	if (p && p->handlingsplan)
		named(o, p->handlingsplan->vedlegg, p->handlingsplan->n_vedlegg);
	if (p && p->omstillingsplan)
		named(o, p->omstillingsplan->vedlegg, p->omstillingsplan->n_vedlegg);
	for (size_t i = 0; s->vedlegg && i < s->vedlegg->n_vedlegg; i++) {
		const Omstilling__V1__Vedlegg *v = s->vedlegg->vedlegg[i];
		if (belongs(s, v))
			markdown_bullet(o, mem_printf(o->a, "%s (%s%s%s)", papir_or_empty(v->tittel),
					       papir_or_empty(v->filnavn),
					       v->skjermingshjemmel ? _(", unntatt offentlighet: ") : "",
					       papir_or_empty(v->skjermingshjemmel)));
	}
	markdown_end(o);
	frame_blank(o, _("Andre vedlegg føres opp"));
}

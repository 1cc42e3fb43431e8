/* planhefte_omstillingsplan: the plan for the period, with T1 to T5; see planhefte.h. */
#include <inttypes.h>
#include <string.h>

#include "aarsark.h"
#include "mem.h"
#include "papir.h"
#include "planhefte.h"
#include "planhefte_deler.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

/* Whether every year says how much of it is new and how much secured. */
static bool all_split(Omstilling__V1__Aarstall *const *cells, size_t n)
{
	int64_t figure;

	for (size_t i = 0; i < n; i++)
		if (!cells[i]->nye || !cells[i]->sikrede || !ark_decimal(cells[i]->nye, &figure) ||
		    !ark_decimal(cells[i]->sikrede, &figure))
			return false;
	return n > 0;
}

static void target_chart(struct hefte *h, Omstilling__V1__Aarstall *const *cells, size_t n)
{
	struct svg_chart *c = planhefte_chart(h->a, _("Mål for arbeidsplasser per år"), n);
	const bool split = all_split(cells, n);

	c->legend[0] = split ? _("nye") : NULL;
	c->legend[1] = split ? _("sikrede") : NULL;
	for (size_t i = 0; i < n; i++) {
		const char *const parts[] = {split ? cells[i]->nye : cells[i]->verdi, cells[i]->sikrede};
		int64_t figure;
		c->bars[i].label = mem_printf(h->a, "%" PRId32, cells[i]->aar);
		for (int part = 0; part < (split ? 2 : 1); part++)
			if (parts[part] && ark_decimal(parts[part], &figure))
				planhefte_bar(h->a, c, i, part, figure);
	}
	hefte_chart(h, c);
}

static void targets(struct hefte *h, const Omstilling__V1__Omstillingsplan *p)
{
	struct aarsark_years y = aarsark_period(p);
	const struct aarsark_row row = {.name = _("Arbeidsplasser"),
	    .cells = p->arbeidsplasser,
	    .n = p->n_arbeidsplasser,
	    .sums = {p->oppgitt_sum_arbeidsplasser, p->oppgitt_sum_nye, p->oppgitt_sum_sikrede}};

	if (p->n_arbeidsplasser == 0) {
		target_chart(h, p->oppgitt_sum_per_aar, p->n_oppgitt_sum_per_aar);
		return;
	}
	aarsark_years_add(&y, p->arbeidsplasser, p->n_arbeidsplasser);
	struct aarsark x = aarsark_new(h->a, "T1", _("T1 Resultatmål: arbeidsplasser"), &y, false);
	aarsark_add(&x, &row);
	hefte_ark(h, x.ark);
	target_chart(h, p->arbeidsplasser, p->n_arbeidsplasser);
}

static void main_goals(struct hefte *h, const Omstilling__V1__Omstillingsplan *p)
{
	const Omstilling__V1__Hovedmaal *m = p->hovedmaal;

	hefte_head(h, 2, _("Mål"));
	if (m) {
		hefte_figure(h, _("Arbeidsplasser"), m->arbeidsplasser);
		hefte_figure(h, _("Nye"), m->nye);
		hefte_figure(h, _("Sikrede"), m->sikrede);
		hefte_pair(h, _("Indikator"), m->indikator);
		hefte_pair(h, _("Målekilde"), m->maalekilde);
		hefte_pair(h, _("Tidspunkt"), m->tidspunkt);
		hefte_text(h, m->tekst);
		planhefte_goals(h, _("Hovedmål"), _("Hovedmål"), m->maal, m->n_maal);
	}
	targets(h, p);
	planhefte_goals(h, _("Robusthet"), _("Mål for robusthet"), p->robusthet, p->n_robusthet);
	planhefte_goals(
	    h, _("Utviklingsevne"), _("Mål for utviklingsevne"), p->utviklingsevne, p->n_utviklingsevne);
	planhefte_goals(h, _("Effektmål"), _("Effektmål"), p->effektmaal, p->n_effektmaal);
	planhefte_list(h, _("Tverrgående"), p->tverrgaaende, p->n_tverrgaaende);
}

static void t2(struct hefte *h, const Omstilling__V1__Omstillingsplan *p)
{
	struct aarsark_years y = aarsark_period(p);
	const struct aarsark_row sum = {.name = _("Sum per år"),
	    .cells = p->oppgitt_sum_per_aar,
	    .n = p->n_oppgitt_sum_per_aar,
	    .sums = {p->oppgitt_totalsum, p->oppgitt_totalsum_nye, p->oppgitt_totalsum_sikrede}};

	if (p->n_innsatsomraader == 0)
		return;
	for (size_t i = 0; i < p->n_innsatsomraader; i++)
		aarsark_years_add(
		    &y, p->innsatsomraader[i]->arbeidsplasser, p->innsatsomraader[i]->n_arbeidsplasser);
	aarsark_years_add(&y, p->oppgitt_sum_per_aar, p->n_oppgitt_sum_per_aar);
	struct aarsark x = aarsark_new(h->a, "T2", _("T2 Arbeidsplasser per innsatsområde"), &y, false);
	for (size_t i = 0; i < p->n_innsatsomraader; i++) {
		const Omstilling__V1__Innsatsomraade *a = p->innsatsomraader[i];
		const char *name = planhefte_area(h->a, a->nummer, a->navn, a->stoetteomraade);
		const struct aarsark_row row = {.name = planhefte_marked(h->a, name, a->fotnote),
		    .cells = a->arbeidsplasser,
		    .n = a->n_arbeidsplasser,
		    .sums = {a->oppgitt_sum, a->oppgitt_sum_nye, a->oppgitt_sum_sikrede},
		    .note = a->forbehold};
		aarsark_add(&x, &row);
	}
	aarsark_add_sum(&x, &sum);
	hefte_ark(h, x.ark);
}

static void t3(
    struct hefte *h, const Omstilling__V1__Omstillingsplan *p, const Omstilling__V1__Innsatsomraade *a)
{
	struct aarsark_years y = aarsark_period(p);
	const struct aarsark_row row = {.name = _("Arbeidsplasser"),
	    .cells = a->egen_tabell,
	    .n = a->n_egen_tabell,
	    .sums = {a->egen_tabell_oppgitt_sum, a->egen_tabell_oppgitt_sum_nye,
		a->egen_tabell_oppgitt_sum_sikrede}};

	if (a->n_egen_tabell == 0)
		return;
	aarsark_years_add(&y, a->egen_tabell, a->n_egen_tabell);
	struct aarsark x = aarsark_new(h->a, mem_printf(h->a, _("T3 område %" PRId32), a->nummer),
	    mem_printf(h->a, _("T3 Arbeidsplasser, innsatsområde %" PRId32), a->nummer), &y, false);
	aarsark_add(&x, &row);
	hefte_ark(h, x.ark);
}

/* "3, 8" */
static const char *un_numbers(struct arena *a, const Omstilling__V1__Strategi *s)
{
	const char *text = "";

	for (size_t i = 0; i < s->n_fn_nummer; i++)
		text = mem_printf(a, "%s%s%" PRId32, text, i > 0 ? ", " : "", s->fn_nummer[i]);
	return text;
}

static void strategies(struct hefte *h, const Omstilling__V1__Innsatsomraade *a)
{
	static const char *const head[] = {
	    N_("Bokstav"), N_("Strategi"), N_("Dimensjon"), N_("FN-mål"), N_("Innhold")};
	struct ark *t = ark_new(h->a, mem_printf(h->a, _("Strategier %" PRId32), a->nummer),
	    mem_printf(h->a, _("Strategier, innsatsområde %" PRId32), a->nummer), head, 5);

	for (size_t i = 0; i < a->n_strategier; i++) {
		const Omstilling__V1__Strategi *s = a->strategier[i];
		ark_row(t);
		ark_text(t, 0, s->bokstav);
		ark_text(t, 1, s->tittel);
		ark_text(t, 2, text_value("dimensjon", papir_or_empty(s->dimensjon)));
		ark_text(t, 3, un_numbers(h->a, s));
		ark_text(t, 4, s->innhold);
	}
	hefte_ark(h, t);
}

static void area(
    struct hefte *h, const Omstilling__V1__Omstillingsplan *p, const Omstilling__V1__Innsatsomraade *a)
{
	const char *of = mem_printf(h->a, _("innsatsområde %" PRId32), a->nummer);

	hefte_head(h, 2,
	    mem_printf(h->a, _("Innsatsområde %s%s"),
		planhefte_area(h->a, a->nummer, a->navn, a->stoetteomraade),
		a->baerekraft ? _(" (bærekraft)") : ""));
	hefte_pair(h, _("Ansvar"), a->kommunalt_ansvar ? _("kommunen selv") : NULL);
	hefte_text(h, a->bakgrunn);
	hefte_text(h, a->beskrivelse);
	planhefte_goals(h, mem_printf(h->a, _("Effektmål %" PRId32), a->nummer),
	    mem_printf(h->a, _("Effektmål, %s"), of), a->effektmaal, a->n_effektmaal);
	planhefte_goals(h, mem_printf(h->a, _("Resultatmål %" PRId32), a->nummer),
	    mem_printf(h->a, _("Resultatmål, %s"), of), a->resultatmaal, a->n_resultatmaal);
	t3(h, p, a);
	strategies(h, a);
}

static struct aarsark_row money_row(struct arena *a, const Omstilling__V1__Beloepsrad *b)
{
	return (struct aarsark_row){.name = planhefte_marked(a, b->navn, b->fotnote),
	    .share = b->andel,
	    .cells = b->beloep,
	    .n = b->n_beloep,
	    .sums = {b->oppgitt_sum},
	    .note = b->forbehold};
}

/* A bar a row, of its sum over the years. */
static void money_chart(struct hefte *h, const char *title, const struct aarsark *x)
{
	const size_t n = x->n_rows[AARSARK_WHOLE];
	struct svg_chart *c = planhefte_chart(h->a, title, n);

	for (size_t i = 0; i < n; i++) {
		const struct ark_cell *cells = x->ark->rows[x->rows[AARSARK_WHOLE][i]].cells;
		c->bars[i].label = papir_or_empty(cells[0].text);
		if (cells[x->sum].kind == ARK_NUMBER)
			planhefte_bar(h->a, c, i, 0, cells[x->sum].value);
	}
	hefte_chart(h, c);
}

/* T4 and T5. chart: what it is of. */
static void money(struct hefte *h, const Omstilling__V1__Omstillingsplan *p,
    const Omstilling__V1__Beloepstabell *b, const char *name, const char *title, const char *chart)
{
	struct aarsark_years y = aarsark_period(p);

	if (!b || b->n_rader == 0)
		return;
	for (size_t i = 0; i < b->n_rader; i++)
		aarsark_years_add(&y, b->rader[i]->beloep, b->rader[i]->n_beloep);
	struct aarsark x = aarsark_new(h->a, name, title, &y, true);
	for (size_t i = 0; i < b->n_rader; i++) {
		const struct aarsark_row row = money_row(h->a, b->rader[i]);
		aarsark_add(&x, &row);
	}
	struct aarsark_row sum =
	    b->oppgitt_sum ? money_row(h->a, b->oppgitt_sum) : (struct aarsark_row){.name = NULL};
	sum.name = _("Sum");
	aarsark_add_sum(&x, &sum);
	/* Before the table loses the columns that nobody filled. */
	money_chart(h, chart, &x);
	hefte_ark(h, x.ark);
}

/* Chapter 1.2. */
static void analyses(struct hefte *h, const Omstilling__V1__Analyser *a)
{
	static const char *const head[] = {
	    N_("Aktivitet"), N_("Slag"), ">" N_("Antall"), ">" N_("Deltakere"), N_("Utført av")};
	struct ark *t = ark_new(h->a, _("Analyser"), _("Analyser og innspill"), head, 5);

	if (!a)
		return;
	hefte_head(h, 2, _("Analyser og innspill"));
	for (size_t i = 0; i < a->n_aktiviteter; i++) {
		const Omstilling__V1__Aktivitet *k = a->aktiviteter[i];
		ark_row(t);
		ark_text(t, 0, k->tekst);
		ark_text(t, 1, text_value("slag", papir_or_empty(k->slag)));
		ark_number(t, 2, k->antall);
		ark_number(t, 3, k->deltakere);
		ark_text(t, 4, k->utfoert_av);
	}
	hefte_ark(h, t);
	planhefte_list(h, _("Mulighet"), a->muligheter, a->n_muligheter);
	planhefte_list(h, _("Utfordring"), a->utfordringer, a->n_utfordringer);
}

static void un_goals(struct hefte *h, const Omstilling__V1__Omstillingsplan *p)
{
	static const char *const head[] = {">" N_("FN-mål"), N_("Begrunnelse"), N_("Delmål")};
	struct ark *t = ark_new(h->a, _("FN-mål"), _("FNs bærekraftsmål"), head, 3);

	for (size_t i = 0; i < p->n_fn_maal; i++) {
		const Omstilling__V1__FnMaal *m = p->fn_maal[i];
		const char *parts = "";
		for (size_t j = 0; j < m->n_delmaal; j++)
			parts = mem_printf(h->a, "%s%s%s", parts, j > 0 ? "\n" : "", m->delmaal[j]);
		ark_row(t);
		ark_ordinal(t, 0, m->nummer);
		ark_text(t, 1, m->begrunnelse);
		ark_text(t, 2, parts);
	}
	hefte_ark(h, t);
}

static void organisation(struct hefte *h, const Omstilling__V1__Omstillingsplan *p)
{
	const Omstilling__V1__Kommunikasjonsstrategi *k = p->kommunikasjonsstrategi;

	if (p->organisering) {
		hefte_head(h, 2, _("Organisering"));
		hefte_pair(h, _("Form"), p->organisering->form);
		hefte_text(h, p->organisering->tekst);
	}
	if (k)
		planhefte_words(h, _("Kommunikasjonsstrategi"), k->tekst ? k->tekst : _("Se vedlegget."));
}

static void finances(struct hefte *h, const Omstilling__V1__Omstillingsplan *p)
{
	hefte_head(h, 2, _("Økonomi"));
	hefte_figure(h, _("Samlet ramme"), p->samlet_ramme);
	hefte_figure(h, _("Årlig ramme"), p->aarlig_ramme);
	money(h, p, p->finansiering, "T4", _("T4 Finansiering, kroner"),
	    _("Finansiering i hele perioden, kroner"));
	money(h, p, p->ressurser, "T5", _("T5 Ressurser, kroner"),
	    _("Budsjett per innsatsområde i hele perioden, kroner"));
	planhefte_words(h, _("Omfordeling"), p->omfordeling);
}

void planhefte_omstillingsplan(struct hefte *h, const Omstilling__V1__Omstillingsplan *p)
{
	hefte_pair(h, _("Dokument"), p->tittel);
	hefte_pair(
	    h, _("Periode"), papir_years(h->a, p->has_fra_aar && p->has_til_aar, p->fra_aar, p->til_aar));
	for (size_t i = 0; i < p->n_egne_ord; i++)
		hefte_pair(h, _("Eget ord"),
		    mem_printf(h->a, _("%s for «%s»"), papir_or_empty(p->egne_ord[i]->eget),
			papir_or_empty(p->egne_ord[i]->begrep)));
	planhefte_chapters(h, p->kapitler, p->n_kapitler);
	analyses(h, p->analyser);
	planhefte_series(h, p->indikatorer, p->n_indikatorer);
	main_goals(h, p);
	planhefte_changes(h, p->omraadeendringer, p->n_omraadeendringer);
	t2(h, p);
	for (size_t i = 0; i < p->n_innsatsomraader; i++)
		area(h, p, p->innsatsomraader[i]);
	organisation(h, p);
	finances(h, p);
	un_goals(h, p);
	planhefte_footnotes(h, p->fotnoter, p->n_fotnoter);
	planhefte_attachments(h, p->vedlegg, p->n_vedlegg);
}

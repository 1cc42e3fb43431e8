/* print_omstillingsplan: the plan for the period: goals, areas and strategies, tables T1 to T5; see
 * print_plan.h. */
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "papir.h"
#include "print_deler.h"
#include "print_omraader.h"
#include "print_plan.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

/* A yearly table has a name, at most this many years, a share and a sum. */
#define YEARS (TABLE_COLUMNS - 3)

struct years {
	int32_t aar[YEARS];
	int n;
};

/* The years that rows mention, ascending. */
static void years_add(struct years *y, Omstilling__V1__Aarstall *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int at = 0;
		while (at < y->n && y->aar[at] < cells[i]->aar)
			at++;
		if ((at < y->n && y->aar[at] == cells[i]->aar) || y->n == YEARS)
			continue;
		memmove(&y->aar[at + 1], &y->aar[at], (size_t)(y->n - at) * sizeof(*y->aar));
		y->aar[at] = cells[i]->aar;
		y->n++;
	}
}

/* The columns of a table: the years of the plan's period, and those that its rows have beside them. */
static struct years years_of(const Omstilling__V1__Omstillingsplan *p)
{
	struct years y = {.n = 0};

	if (!p->has_fra_aar || !p->has_til_aar)
		return y;
	for (int64_t aar = p->fra_aar; aar <= p->til_aar && y.n < YEARS; aar++)
		y.aar[y.n++] = (int32_t)aar;
	return y;
}

static struct table *years_table(struct out *o, const struct years *y, const char *name, bool share)
{
	const char *head[TABLE_COLUMNS];
	int n = 0;

	head[n++] = name;
	if (share)
		head[n++] = ">" N_("Andel %");
	for (int i = 0; i < y->n; i++)
		head[n++] = mem_printf(o->a, ">%" PRId32, y->aar[i]);
	head[n++] = ">" N_("Sum (oppgitt)");
	return table_new(o, head, n);
}

struct years_row {
	const char *name, *share; /* share: NULL in a table without that column, "" when it is not stated */
	Omstilling__V1__Aarstall *const *cells;
	size_t n;
	const char *sum, *sum_new, *sum_secured;
	const char *reservation;
};

/* Which of a cell's figures a row shows. */
enum figure { WHOLE, NEW, SECURED };

static const char *cell_figure(struct out *o, const Omstilling__V1__Aarstall *c, enum figure which)
{
	if (which == WHOLE)
		return print_marked(o, tall_desimal(o->a, c->verdi), c->fotnote);
	return tall_desimal(o->a, which == NEW ? c->nye : c->sikrede);
}

/* add: table_row, or table_sum. */
static void years_print_figures(struct out *o, struct table *t, const struct years *y,
    const struct years_row *r, enum figure which, void (*add)(struct table *t, const char *const *cells))
{
	const char *const sums[] = {r->sum, r->sum_new, r->sum_secured};
	const char *const names[] = {r->name, _("  nye"), _("  sikrede")};
	const char *cells[TABLE_COLUMNS];
	int n = 0;

	cells[n++] = names[which];
	if (r->share)
		cells[n++] = which == WHOLE ? tall_desimal(o->a, r->share) : NULL;
	for (int i = 0; i < y->n; i++, n++) {
		cells[n] = NULL;
		for (size_t j = 0; j < r->n; j++)
			if (r->cells[j]->aar == y->aar[i])
				cells[n] = cell_figure(o, r->cells[j], which);
	}
	cells[n++] = tall_desimal(o->a, sums[which]);
	add(t, cells);
}

static bool years_split(const struct years_row *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->cells[i]->nye || r->cells[i]->sikrede)
			return true;
	return r->sum_new || r->sum_secured;
}

/* A row, its split into new and secured where it has one, and its reservations. */
static void years_print_row(struct out *o, struct table *t, const struct years *y, const struct years_row *r,
    void (*add)(struct table *t, const char *const *cells))
{
	years_print_figures(o, t, y, r, WHOLE, add);
	if (years_split(r)) {
		years_print_figures(o, t, y, r, NEW, table_row);
		years_print_figures(o, t, y, r, SECURED, table_row);
	}
	if (r->reservation)
		table_note(t, r->reservation);
	for (size_t i = 0; i < r->n; i++)
		if (r->cells[i]->forbehold)
			table_note(
			    t, mem_printf(o->a, "%" PRId32 ": %s", r->cells[i]->aar, r->cells[i]->forbehold));
}

/* T1: jobs per year. */
static void print_t1(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	struct years y = years_of(p);
	struct years_row r = {.name = _("Arbeidsplasser"),
	    .cells = p->arbeidsplasser,
	    .n = p->n_arbeidsplasser,
	    .sum = p->oppgitt_sum_arbeidsplasser,
	    .sum_new = p->oppgitt_sum_nye,
	    .sum_secured = p->oppgitt_sum_sikrede};

	if (p->n_arbeidsplasser == 0)
		return;
	out_head(o, _("T1 Resultatmål: arbeidsplasser"));
	years_add(&y, p->arbeidsplasser, p->n_arbeidsplasser);
	struct table *t = years_table(o, &y, "", false);
	years_print_row(o, t, &y, &r, table_row);
	table_print(t);
}

static const char *area_name(struct out *o, const Omstilling__V1__Innsatsomraade *a)
{
	return mem_printf(o->a, "%" PRId32 " %s%s", a->nummer, a->navn ? a->navn : "",
	    a->stoetteomraade ? _(" (støtteområde)") : "");
}

/* T2: jobs per area and year. */
static void print_t2(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	struct years y = years_of(p);
	struct years_row sum = {.name = _("Sum per år (oppgitt)"),
	    .cells = p->oppgitt_sum_per_aar,
	    .n = p->n_oppgitt_sum_per_aar,
	    .sum = p->oppgitt_totalsum,
	    .sum_new = p->oppgitt_totalsum_nye,
	    .sum_secured = p->oppgitt_totalsum_sikrede};

	out_head(o, _("T2 Arbeidsplasser per innsatsområde"));
	for (size_t i = 0; i < p->n_innsatsomraader; i++)
		years_add(&y, p->innsatsomraader[i]->arbeidsplasser, p->innsatsomraader[i]->n_arbeidsplasser);
	struct table *t = years_table(o, &y, _("Innsatsområde"), false);
	for (size_t i = 0; i < p->n_innsatsomraader; i++) {
		const Omstilling__V1__Innsatsomraade *a = p->innsatsomraader[i];
		struct years_row r = {.name = print_marked(o, area_name(o, a), a->fotnote),
		    .cells = a->arbeidsplasser,
		    .n = a->n_arbeidsplasser,
		    .sum = a->oppgitt_sum,
		    .sum_new = a->oppgitt_sum_nye,
		    .sum_secured = a->oppgitt_sum_sikrede,
		    .reservation = a->forbehold};
		years_print_row(o, t, &y, &r, table_row);
	}
	years_print_row(o, t, &y, &sum, table_sum);
	table_print(t);
}

/* T3: the area's own table. */
static void print_t3(
    struct out *o, const Omstilling__V1__Omstillingsplan *p, const Omstilling__V1__Innsatsomraade *a)
{
	struct years y = years_of(p);
	struct years_row r = {.name = _("Arbeidsplasser"),
	    .cells = a->egen_tabell,
	    .n = a->n_egen_tabell,
	    .sum = a->egen_tabell_oppgitt_sum,
	    .sum_new = a->egen_tabell_oppgitt_sum_nye,
	    .sum_secured = a->egen_tabell_oppgitt_sum_sikrede};

	if (a->n_egen_tabell == 0)
		return;
	out_line(o, "");
	years_add(&y, a->egen_tabell, a->n_egen_tabell);
	struct table *t = years_table(o, &y, "T3", false);
	years_print_row(o, t, &y, &r, table_row);
	table_print(t);
}

/* "3, 8" */
static const char *un_numbers(struct out *o, const Omstilling__V1__Strategi *s)
{
	const char *text = NULL;

	for (size_t i = 0; i < s->n_fn_nummer; i++)
		text = mem_printf(o->a, "%s%s%" PRId32, text ? text : "", text ? ", " : "", s->fn_nummer[i]);
	return text;
}

static void print_strategies(struct out *o, const Omstilling__V1__Innsatsomraade *a)
{
	static const char *const head[] = {"", N_("Strategi"), N_("Dimensjon"), N_("FN-mål"), N_("Innhold")};
	const int cols = sizeof(head) / sizeof(*head);
	const char **cells = mem_alloc(o->a, (a->n_strategier + 1) * sizeof(head));

	for (size_t i = 0; i < a->n_strategier; i++) {
		const Omstilling__V1__Strategi *s = a->strategier[i];
		const char **c = &cells[i * (size_t)cols];
		c[0] = s->bokstav;
		c[1] = s->tittel;
		c[2] = s->dimensjon ? text_value("dimensjon", s->dimensjon) : NULL;
		c[3] = un_numbers(o, s);
		c[4] = s->innhold;
	}
	print_filled(o, head, cols, cells, a->n_strategier);
}

static void print_area(
    struct out *o, const Omstilling__V1__Omstillingsplan *p, const Omstilling__V1__Innsatsomraade *a)
{
	out_head(o, mem_printf(o->a, _("Innsatsområde %s%s"), area_name(o, a),
			a->baerekraft ? _(" (bærekraft)") : ""));
	if (a->bakgrunn)
		out_text(o, 2, a->bakgrunn);
	if (a->beskrivelse)
		out_text(o, 2, a->beskrivelse);
	out_pair(o, _("Ansvar"), a->kommunalt_ansvar ? _("kommunen selv") : NULL);
	print_goals(o, _("Effektmål"), a->effektmaal, a->n_effektmaal);
	print_goals(o, _("Resultatmål"), a->resultatmaal, a->n_resultatmaal);
	print_t3(o, p, a);
	if (a->n_strategier > 0)
		out_line(o, "");
	print_strategies(o, a);
}

/* sum: what the printed sum row is called; NULL in the other rows. */
static void money_row(struct out *o, struct table *t, const struct years *y,
    const Omstilling__V1__Beloepsrad *b, bool share, const char *sum)
{
	struct years_row r = {.name = sum ? sum : print_marked(o, b->navn, b->fotnote),
	    .share = share ? (b->andel ? b->andel : "") : NULL,
	    .cells = b->beloep,
	    .n = b->n_beloep,
	    .sum = b->oppgitt_sum,
	    .reservation = b->forbehold};

	years_print_row(o, t, y, &r, sum ? table_sum : table_row);
}

/* T4 and T5: money per year. */
static void print_money(struct out *o, const Omstilling__V1__Omstillingsplan *p, const char *head,
    const Omstilling__V1__Beloepstabell *b, bool share)
{
	struct years y = years_of(p);

	if (!b)
		return;
	out_head(o, head);
	for (size_t i = 0; i < b->n_rader; i++)
		years_add(&y, b->rader[i]->beloep, b->rader[i]->n_beloep);
	struct table *t = years_table(o, &y, "", share);
	for (size_t i = 0; i < b->n_rader; i++)
		money_row(o, t, &y, b->rader[i], share, NULL);
	if (b->oppgitt_sum)
		money_row(o, t, &y, b->oppgitt_sum, share, _("Sum (oppgitt)"));
	table_print(t);
}

static void print_main_goals(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	const Omstilling__V1__Hovedmaal *h = p->hovedmaal;

	if (h) {
		out_head(o, _("Hovedmål"));
		out_pair(o, _("Arbeidsplasser"), tall_desimal(o->a, h->arbeidsplasser));
		out_pair(o, _("  nye"), tall_desimal(o->a, h->nye));
		out_pair(o, _("  sikrede"), tall_desimal(o->a, h->sikrede));
		out_pair(o, _("Indikator"), h->indikator);
		out_pair(o, _("Målekilde"), h->maalekilde);
		out_pair(o, _("Tidspunkt"), h->tidspunkt);
		if (h->tekst)
			out_text(o, 2, h->tekst);
		print_goals(o, _("Hovedmål"), h->maal, h->n_maal);
	}
	print_t1(o, p);
	print_goals(o, _("Robusthet"), p->robusthet, p->n_robusthet);
	print_goals(o, _("Utviklingsevne"), p->utviklingsevne, p->n_utviklingsevne);
	print_goals(o, _("Effektmål"), p->effektmaal, p->n_effektmaal);
	print_list(o, _("Tverrgående"), p->tverrgaaende, p->n_tverrgaaende);
}

/* Chapter 1.2. */
static void print_analyses(struct out *o, const Omstilling__V1__Analyser *a)
{
	static const char *const head[] = {
	    N_("Aktivitet"), N_("Slag"), ">" N_("Antall"), ">" N_("Deltakere"), N_("Utført av")};
	const int cols = sizeof(head) / sizeof(*head);

	if (!a)
		return;
	const char **cells = mem_alloc(o->a, (a->n_aktiviteter + 1) * sizeof(head));
	for (size_t i = 0; i < a->n_aktiviteter; i++) {
		const Omstilling__V1__Aktivitet *k = a->aktiviteter[i];
		const char **c = &cells[i * (size_t)cols];
		c[0] = k->tekst;
		c[1] = k->slag ? text_value("slag", k->slag) : NULL;
		c[2] = tall_desimal(o->a, k->antall);
		c[3] = tall_desimal(o->a, k->deltakere);
		c[4] = k->utfoert_av;
	}
	out_head(o, _("Analyser og innspill"));
	print_filled(o, head, cols, cells, a->n_aktiviteter);
	print_list(o, _("Muligheter"), a->muligheter, a->n_muligheter);
	print_list(o, _("Utfordringer"), a->utfordringer, a->n_utfordringer);
}

/* Chapters 4 and 7. */
static void print_organisation(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	if (p->organisering) {
		out_head(o, _("Organisering"));
		out_pair(o, _("Form"), p->organisering->form);
		if (p->organisering->tekst)
			out_text(o, 2, p->organisering->tekst);
	}
	if (p->kommunikasjonsstrategi)
		print_words(o, _("Kommunikasjonsstrategi"),
		    p->kommunikasjonsstrategi->tekst ? p->kommunikasjonsstrategi->tekst : _("Se vedlegget."));
}

static void print_own_words(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	for (size_t i = 0; i < p->n_egne_ord; i++)
		out_pair(o, i == 0 ? _("Egne ord") : "",
		    mem_printf(o->a, "%s: %s", p->egne_ord[i]->begrep ? p->egne_ord[i]->begrep : "?",
			p->egne_ord[i]->eget ? p->egne_ord[i]->eget : "?"));
}

static void print_un_goals(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	static const char *const head[] = {">" N_("FN-mål"), N_("Begrunnelse")};
	struct table *t = table_new(o, head, 2);

	for (size_t i = 0; i < p->n_fn_maal; i++) {
		const char *const cells[] = {
		    mem_printf(o->a, "%" PRId32, p->fn_maal[i]->nummer), p->fn_maal[i]->begrunnelse};
		table_row(t, cells);
		for (size_t j = 0; j < p->fn_maal[i]->n_delmaal; j++)
			table_note(t, p->fn_maal[i]->delmaal[j]);
	}
	if (p->n_fn_maal > 0)
		out_head(o, _("FNs bærekraftsmål"));
	table_print(t);
}

void print_omstillingsplan(struct out *o, const Omstilling__V1__Omstillingsplan *p)
{
	out_pair(o, _("Dokument"), p->tittel);
	out_pair(
	    o, _("Periode"), papir_years(o->a, p->has_fra_aar && p->has_til_aar, p->fra_aar, p->til_aar));
	print_own_words(o, p);
	print_chapters(o, p->kapitler, p->n_kapitler);
	print_analyses(o, p->analyser);
	print_series(o, p->indikatorer, p->n_indikatorer);
	print_main_goals(o, p);
	print_omraadeendringer(o, p->omraadeendringer, p->n_omraadeendringer);
	print_t2(o, p);
	for (size_t i = 0; i < p->n_innsatsomraader; i++)
		print_area(o, p, p->innsatsomraader[i]);
	print_organisation(o, p);
	print_money(o, p, _("T4 Finansiering"), p->finansiering, true);
	print_money(o, p, _("T5 Ressurser"), p->ressurser, false);
	out_pair(o, _("Samlet ramme"), tall_desimal(o->a, p->samlet_ramme));
	out_pair(o, _("Årlig ramme"), tall_desimal(o->a, p->aarlig_ramme));
	print_un_goals(o, p);
	print_words(o, _("Omfordeling"), p->omfordeling);
	print_footnotes(o, p->fotnoter, p->n_fotnoter);
	print_attachments(o, p->vedlegg, p->n_vedlegg);
}

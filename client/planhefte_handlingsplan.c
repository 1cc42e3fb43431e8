/* planhefte_handlingsplan: the yearly plan, with H1 to H3; see planhefte.h. */
#include <inttypes.h>

#include "mem.h"
#include "papir.h"
#include "planhefte.h"
#include "planhefte_deler.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

static const char *milestones(struct arena *a, Omstilling__V1__Delmaal *const *d, size_t n)
{
	const char *s = "";

	for (size_t i = 0; i < n; i++) {
		s = mem_printf(a, "%s%s%s%s%s", s, i > 0 ? "\n" : "",
		    papir_or_empty(tall_desimal(a, d[i]->antall)), d[i]->antall ? " " : "",
		    papir_or_empty(d[i]->tekst));
		if (d[i]->tilstand)
			s = mem_printf(a, "%s (%s)", s, text_value("tilstand", d[i]->tilstand));
	}
	return s;
}

/* A column of a table as the cells of a sum: rows 0 to n. */
static void sum_rows(struct ark *t, size_t col, size_t n, const char *stated)
{
	struct ark_ref *of = mem_alloc(t->a, (n + 1) * sizeof(*of));

	for (size_t i = 0; i < n; i++)
		of[i] = (struct ark_ref){i, col};
	ark_sum(t, col, of, n, stated);
}

enum { H1_JOBS = 4, H1_BUDGET };

static struct ark *h1(struct hefte *h, const Omstilling__V1__HandlingsplanOmraade *area)
{
	static const char *const head[] = {N_("Bokstav"), N_("Strategi"), N_("Tiltak"), N_("Delmål"),
	    ">" N_("Resultatmål"), ">" N_("Budsjett"), N_("Merknad")};
	struct ark *t = ark_new(h->a, mem_printf(h->a, _("H1 område %" PRId32), area->nummer),
	    mem_printf(h->a, _("H1 Tiltak, innsatsområde %" PRId32), area->nummer), head, 7);

	for (size_t i = 0; i < area->n_tiltak; i++) {
		const Omstilling__V1__Tiltak *m = area->tiltak[i];
		ark_row(t);
		ark_text(t, 0, m->bokstav);
		ark_text(t, 1, m->strategi);
		ark_text(t, 2, planhefte_marked(h->a, m->tiltak, m->fotnote));
		ark_text(t, 3, milestones(h->a, m->delmaal, m->n_delmaal));
		ark_number(t, H1_JOBS, m->resultatmaal);
		ark_number(t, H1_BUDGET, m->budsjett);
		ark_text(t, 6, m->forbehold);
	}
	ark_sum_row(t);
	ark_text(t, 1, _("Sum"));
	sum_rows(t, H1_JOBS, area->n_tiltak, area->oppgitt_sum_resultatmaal);
	sum_rows(t, H1_BUDGET, area->n_tiltak, area->oppgitt_sum_budsjett);
	ark_end_row(t);
	return t;
}

static void area_head(struct hefte *h, const Omstilling__V1__HandlingsplanOmraade *area)
{
	const int32_t n = area->nummer;

	hefte_head(h, 2,
	    mem_printf(
		h->a, _("Innsatsområde %s"), planhefte_area(h->a, n, area->navn, area->stoetteomraade)));
	hefte_pair(h, _("Ansvar"), area->kommunalt_ansvar ? _("kommunen selv") : NULL);
	hefte_pair(h, _("Mål for året"), area->maal);
	hefte_figure(h, _("Timer"), area->timer);
	hefte_pair(
	    h, _("Delmål i oversikt"), milestones(h->a, area->delmaal_oversikt, area->n_delmaal_oversikt));
	hefte_text(h, area->tekst);
	planhefte_goals(h, mem_printf(h->a, _("Årsmål %" PRId32), n),
	    mem_printf(h->a, _("Mål for året, innsatsområde %" PRId32), n), area->aarsmaal, area->n_aarsmaal);
}

/* The areas with their H1, and a chart of what the sums of those are. */
static void areas(struct hefte *h, const Omstilling__V1__Handlingsplan *p)
{
	struct svg_chart *jobs = planhefte_chart(h->a, _("Resultatmål per innsatsområde"), p->n_omraader),
			 *money = planhefte_chart(h->a, _("Tiltak per innsatsområde, kroner"), p->n_omraader);

	for (size_t i = 0; i < p->n_omraader; i++) {
		const Omstilling__V1__HandlingsplanOmraade *area = p->omraader[i];
		area_head(h, area);
		struct ark *t = h1(h, area);
		const struct ark_cell *sums = t->rows[area->n_tiltak].cells;
		jobs->bars[i].label = money->bars[i].label =
		    planhefte_area(h->a, area->nummer, area->navn, area->stoetteomraade);
		if (sums[H1_JOBS].kind == ARK_NUMBER)
			planhefte_bar(h->a, jobs, i, 0, sums[H1_JOBS].value);
		if (sums[H1_BUDGET].kind == ARK_NUMBER)
			planhefte_bar(h->a, money, i, 0, sums[H1_BUDGET].value);
		hefte_ark(h, t);
	}
	hefte_head(h, 2, _("Mål og budsjett"));
	hefte_chart(h, jobs);
	if (!p->budsjett || p->budsjett->n_omraader == 0)
		hefte_chart(h, money);
}

static void h2(struct hefte *h, const Omstilling__V1__Finansiering *f)
{
	static const char *const head[] = {N_("Kilde"), ">" N_("Andel %"), ">" N_("Beløp"), N_("Merknad")};
	struct ark *t = ark_new(h->a, "H2", _("H2 Finansiering, kroner"), head, 4);

	for (size_t i = 0; f && i < f->n_rader; i++) {
		const Omstilling__V1__Finansieringsrad *r = f->rader[i];
		ark_row(t);
		ark_text(t, 0, planhefte_marked(h->a, r->kilde, r->fotnote));
		ark_number(t, 1, r->andel);
		ark_number(t, 2, r->beloep);
		ark_text(t, 3, r->forbehold);
	}
	if (!f || f->n_rader == 0)
		return;
	ark_sum_row(t);
	ark_text(t, 0, _("Sum"));
	sum_rows(t, 1, f->n_rader, f->oppgitt_sum_andel);
	sum_rows(t, 2, f->n_rader, f->oppgitt_sum);
	ark_end_row(t);
	hefte_ark(h, t);
}

enum { H3_NUMBER, H3_NAME, H3_FRAME, H3_HOURS, H3_COST, H3_APPLY, H3_OWN, H3_SUM, H3_NOTE, H3_COLUMNS };

/* The printed rows under the areas, by where they stand; an area has no place here. */
struct h3 {
	struct ark *t;
	size_t *areas, n_areas;
	size_t areas_sum, work, administration; /* SIZE_MAX: the plan has no such row */
};

static size_t h3_name(struct h3 *x, const Omstilling__V1__Budsjettrad *r, const char *name)
{
	size_t row = name ? ark_sum_row(x->t) : ark_row(x->t);

	if (r->has_nummer)
		ark_ordinal(x->t, H3_NUMBER, r->nummer);
	ark_text(x->t, H3_NAME, planhefte_marked(x->t->a, r->navn ? r->navn : name, r->fotnote));
	ark_text(x->t, H3_NOTE, r->forbehold);
	return row;
}

/* A row with figures of its own, whose sum is frame and cost. */
static size_t h3_row(struct h3 *x, const Omstilling__V1__Budsjettrad *r, const char *name)
{
	if (!r)
		return SIZE_MAX;
	const size_t row = h3_name(x, r, name);
	const struct ark_ref of[] = {{row, H3_FRAME}, {row, H3_COST}};

	ark_number(x->t, H3_FRAME, r->ramme);
	ark_number(x->t, H3_HOURS, r->timer);
	ark_number(x->t, H3_COST, r->kostnad);
	ark_number(x->t, H3_APPLY, r->soekbare_midler);
	ark_number(x->t, H3_OWN, r->prosjektrettet_arbeid);
	if (!name || r->oppgitt_sum)
		ark_sum(x->t, H3_SUM, of, 2, r->oppgitt_sum);
	ark_end_row(x->t);
	return row;
}

/* A printed total of these rows; what the plan prints none of, is none. */
static void h3_total(struct h3 *x, size_t col, const size_t *rows, size_t n, const char *stated)
{
	struct ark_ref *of = mem_alloc(x->t->a, (n + 1) * sizeof(*of));
	size_t n_of = 0;

	for (size_t i = 0; i < n; i++) {
		if (rows[i] == SIZE_MAX)
			continue;
		const struct ark_cell *cells = x->t->rows[rows[i]].cells;
		/* A row without a sum of its own stands for its cost. */
		size_t from = col == H3_SUM && cells[col].kind != ARK_NUMBER ? (size_t)H3_COST : col;
		of[n_of++] = (struct ark_ref){rows[i], from};
	}
	if (stated)
		ark_sum(x->t, col, of, n_of, stated);
}

/* Every total of the row over the same rows, but for the last column's. */
static size_t h3_totals(
    struct h3 *x, const Omstilling__V1__Budsjettrad *r, const char *name, const size_t *rows, size_t n)
{
	const size_t row = h3_name(x, r, name);

	h3_total(x, H3_FRAME, rows, n, r->ramme);
	h3_total(x, H3_HOURS, rows, n, r->timer);
	h3_total(x, H3_COST, rows, n, r->kostnad);
	h3_total(x, H3_APPLY, rows, n, r->soekbare_midler);
	h3_total(x, H3_OWN, rows, n, r->prosjektrettet_arbeid);
	return row;
}

static bool areas_have_cost(const struct h3 *x)
{
	for (size_t i = 0; i < x->n_areas; i++)
		if (x->t->rows[x->areas[i]].cells[H3_COST].kind == ARK_NUMBER)
			return true;
	return false;
}

/* Frame of the areas, hours and cost of the work; the sum of the areas holds the project work already, unless
 * they carry no cost of their own. */
static void h3_grand_total(struct h3 *x, const Omstilling__V1__Budsjettrad *r)
{
	const size_t people[] = {x->work, x->administration};
	const size_t all[] = {x->areas_sum, x->administration, areas_have_cost(x) ? SIZE_MAX : x->work};

	h3_name(x, r, _("Totalsum"));
	h3_total(x, H3_FRAME, &x->areas_sum, 1, r->ramme);
	h3_total(x, H3_HOURS, people, 2, r->timer);
	h3_total(x, H3_COST, people, 2, r->kostnad);
	h3_total(x, H3_SUM, all, 3, r->oppgitt_sum);
	ark_end_row(x->t);
}

static void h3_sums(struct h3 *x, const Omstilling__V1__Budsjett *b)
{
	if (b->sum_omraader) {
		x->areas_sum = h3_totals(x, b->sum_omraader, _("Sum innsatsområder"), x->areas, x->n_areas);
		h3_total(x, H3_SUM, x->areas, x->n_areas, b->sum_omraader->oppgitt_sum);
		ark_end_row(x->t);
	}
	x->work = h3_row(x, b->prosjektarbeid, _("Prosjektarbeid"));
	x->administration = h3_row(x, b->administrasjon, _("Administrasjon"));
	if (b->sum_prosjektarbeid_og_administrasjon) {
		const Omstilling__V1__Budsjettrad *r = b->sum_prosjektarbeid_og_administrasjon;
		const size_t people[] = {x->work, x->administration};
		h3_totals(x, r, _("Prosjektarbeid og administrasjon"), people, 2);
		h3_total(x, H3_SUM, people, 2, r->oppgitt_sum);
		ark_end_row(x->t);
	}
	if (b->totalsum)
		h3_grand_total(x, b->totalsum);
}

static void h3_chart(struct hefte *h, const Omstilling__V1__Budsjett *b)
{
	struct svg_chart *c = planhefte_chart(h->a, _("Budsjett per innsatsområde, kroner"), b->n_omraader);

	c->legend[0] = _("ramme");
	c->legend[1] = _("programleders timer");
	for (size_t i = 0; i < b->n_omraader; i++) {
		const Omstilling__V1__Budsjettrad *r = b->omraader[i];
		int64_t figure;
		c->bars[i].label = planhefte_area(h->a, r->nummer, r->navn, false);
		if (r->ramme && ark_decimal(r->ramme, &figure))
			planhefte_bar(h->a, c, i, 0, figure);
		if (r->kostnad && ark_decimal(r->kostnad, &figure))
			planhefte_bar(h->a, c, i, 1, figure);
	}
	hefte_chart(h, c);
}

static void h3(struct hefte *h, const Omstilling__V1__Budsjett *b)
{
	static const char *const head[H3_COLUMNS] = {">" N_("Nr"), N_("Innsatsområde"), ">" N_("Ramme"),
	    ">" N_("Timer"), ">" N_("Kostnad"), ">" N_("Søkbare midler"), ">" N_("Prosjektrettet arbeid"),
	    ">" N_("Sum"), N_("Merknad")};
	struct h3 x = {.t = ark_new(h->a, "H3", _("H3 Budsjett, kroner"), head, H3_COLUMNS),
	    .areas_sum = SIZE_MAX,
	    .work = SIZE_MAX,
	    .administration = SIZE_MAX};

	if (!b)
		return;
	hefte_figure(h, _("Timepris"), b->timepris);
	h3_chart(h, b);
	x.areas = mem_alloc(h->a, (b->n_omraader + 1) * sizeof(*x.areas));
	for (size_t i = 0; i < b->n_omraader; i++)
		x.areas[x.n_areas++] = h3_row(&x, b->omraader[i], NULL);
	h3_sums(&x, b);
	hefte_ark(h, x.t);
}

static void percentages(struct hefte *h, const Omstilling__V1__Handlingsplan *p)
{
	static const char *const head[] = {
	    N_("Oppgitt i teksten"), ">" N_("Prosent"), ">" N_("Beløp"), ">" N_("Av"), N_("Sted")};
	struct ark *t = ark_new(h->a, _("Prosenter"), _("Prosenter oppgitt i teksten"), head, 5);

	for (size_t i = 0; i < p->n_oppgitte_prosenter; i++) {
		const Omstilling__V1__OppgittProsent *r = p->oppgitte_prosenter[i];
		ark_row(t);
		ark_text(t, 0, r->tekst);
		ark_number(t, 1, r->prosent);
		ark_number(t, 2, r->beloep);
		ark_number(t, 3, r->grunnlag);
		ark_text(t, 4, r->sted);
	}
	hefte_ark(h, t);
}

/* What earlier years came to; not measured is not 0. */
static void results(struct hefte *h, const Omstilling__V1__Handlingsplan *p)
{
	static const char *const head[] = {">" N_("År"), ">" N_("Nr"), N_("Område"), N_("Mål"),
	    ">" N_("Måltall"), ">" N_("Resultat"), ">" N_("Nye"), ">" N_("Sikrede"), N_("Kommentar")};
	struct ark *t = ark_new(h->a, _("Resultater"), _("Resultater fra tidligere år"), head, 9);

	for (size_t i = 0; i < p->n_resultater; i++) {
		const Omstilling__V1__TidligereResultat *r = p->resultater[i];
		const char *const figures[] = {
		    r->maaltall, r->resultat ? r->resultat : _("ikke målt"), r->nye, r->sikrede};
		ark_row(t);
		if (r->has_gjelder_aar)
			ark_ordinal(t, 0, r->gjelder_aar);
		if (r->has_nummer)
			ark_ordinal(t, 1, r->nummer);
		ark_text(t, 2, r->navn);
		ark_text(t, 3, r->maal);
		for (size_t c = 0; c < sizeof(figures) / sizeof(*figures); c++)
			ark_number(t, 4 + c, figures[c]);
		ark_text(t, 8, r->kommentar);
	}
	hefte_ark(h, t);
}

static void communication(struct hefte *h, const Omstilling__V1__Handlingsplan *p)
{
	static const char *const head[] = {
	    N_("Når"), N_("Målgruppe"), N_("Budskap"), N_("Kanal"), N_("Ansvarlig")};
	struct ark *t = ark_new(h->a, _("Kommunikasjonstiltak"), _("Kommunikasjonstiltak"), head, 5);

	planhefte_words(h, _("Kommunikasjonsplan"), p->kommunikasjonsplan);
	for (size_t i = 0; i < p->n_kommunikasjonstiltak; i++) {
		const Omstilling__V1__Kommunikasjonstiltak *k = p->kommunikasjonstiltak[i];
		const char *const cells[] = {k->naar, k->maalgruppe, k->budskap, k->kanal, k->ansvarlig};
		ark_row(t);
		for (size_t c = 0; c < sizeof(cells) / sizeof(*cells); c++)
			ark_text(t, c, cells[c]);
	}
	hefte_ark(h, t);
}

static void goals(struct hefte *h, const Omstilling__V1__Handlingsplan *p)
{
	planhefte_words(h, _("Tidligere resultater"), p->tidligere_resultater);
	planhefte_changes(h, p->omraadeendringer, p->n_omraadeendringer);
	results(h, p);
	planhefte_goals(h, _("Årsmål"), _("Mål for året"), p->aarsmaal, p->n_aarsmaal);
	planhefte_goals(h, _("Effektmål"), _("Effektmål"), p->effektmaal, p->n_effektmaal);
	planhefte_list(h, _("Tverrgående"), p->tverrgaaende, p->n_tverrgaaende);
	planhefte_series(h, p->indikatorer, p->n_indikatorer);
}

void planhefte_handlingsplan(struct hefte *h, const Omstilling__V1__Handlingsplan *p)
{
	hefte_pair(h, _("Dokument"), p->tittel);
	if (p->periode_fra || p->periode_til)
		hefte_pair(h, _("Planperiode"),
		    mem_printf(h->a, "%s – %s", papir_or_empty(tall_dato(h->a, p->periode_fra)),
			papir_or_empty(tall_dato(h->a, p->periode_til))));
	else if (p->has_aar)
		hefte_pair(h, _("Planår"), mem_printf(h->a, "%" PRId32, p->aar));
	planhefte_chapters(h, p->kapitler, p->n_kapitler);
	goals(h, p);
	areas(h, p);
	h2(h, p->finansiering);
	h3(h, p->budsjett);
	percentages(h, p);
	hefte_figure(h, _("Prosjektrettet"), p->prosjektrettet_arbeid);
	hefte_figure(h, _("Søkbare midler"), p->soekbare_midler);
	communication(h, p);
	planhefte_words(h, _("Omfordeling"), p->omfordeling);
	planhefte_footnotes(h, p->fotnoter, p->n_fotnoter);
	planhefte_attachments(h, p->vedlegg, p->n_vedlegg);
}

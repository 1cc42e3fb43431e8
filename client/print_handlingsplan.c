/* print_handlingsplan: the yearly plan: areas with table H1, then H2 and H3; see print_plan.h. */
#include <inttypes.h>
#include <stdbool.h>

#include "mem.h"
#include "print_deler.h"
#include "print_omraader.h"
#include "print_plan.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

static const char *milestone(struct out *o, const Omstilling__V1__Delmaal *d)
{
	const char *s = d->tekst ? d->tekst : "";

	if (d->antall)
		s = mem_printf(o->a, "%s %s", tall_desimal(o->a, d->antall), s);
	return d->tilstand ? mem_printf(o->a, "%s (%s)", s, text_value("tilstand", d->tilstand)) : s;
}

static const char *milestones(struct out *o, Omstilling__V1__Delmaal *const *d, size_t n)
{
	const char *s = NULL;

	for (size_t i = 0; i < n; i++)
		s = mem_printf(o->a, "%s%s%s", s ? s : "", s ? "; " : "", milestone(o, d[i]));
	return s;
}

/* An area without job goal has no such column. */
static bool has_jobs(const Omstilling__V1__HandlingsplanOmraade *area)
{
	for (size_t i = 0; i < area->n_tiltak; i++)
		if (area->tiltak[i]->resultatmaal)
			return true;
	return !area->stoetteomraade || area->oppgitt_sum_resultatmaal;
}

/* A row of H1, with the column of jobs or without; the budget is the last. */
static void h1_row(struct table *t, bool jobs, const char *const *text, const char *goal, const char *budget,
    void (*add)(struct table *t, const char *const *cells))
{
	const char *const with[] = {text[0], text[1], text[2], text[3], goal, budget};
	const char *const without[] = {text[0], text[1], text[2], text[3], budget};

	add(t, jobs ? with : without);
}

/* H1: what may be done in one area in the year. */
static void print_h1(struct out *o, const Omstilling__V1__HandlingsplanOmraade *area)
{
	const char *const text[] = {"", _("Strategi"), _("Tiltak"), _("Delmål")};
	const bool jobs = has_jobs(area);
	const char *const head[] = {text[0], text[1], text[2], text[3],
	    jobs ? ">" N_("Resultatmål") : ">" N_("Budsjett"), ">" N_("Budsjett")};
	struct table *t = table_new(o, head, jobs ? 6 : 5);

	for (size_t i = 0; i < area->n_tiltak; i++) {
		const Omstilling__V1__Tiltak *m = area->tiltak[i];
		const char *const row[] = {
		    m->bokstav, m->strategi, m->tiltak, milestones(o, m->delmaal, m->n_delmaal)};
		h1_row(t, jobs, row, tall_desimal(o->a, m->resultatmaal),
		    print_marked(o, tall_desimal(o->a, m->budsjett), m->fotnote), table_row);
		if (m->forbehold)
			table_note(t, m->forbehold);
	}
	const char *const sum[] = {NULL, _("Sum (oppgitt)"), NULL, NULL};
	h1_row(t, jobs, sum, tall_desimal(o->a, area->oppgitt_sum_resultatmaal),
	    tall_desimal(o->a, area->oppgitt_sum_budsjett), table_sum);
	table_print(t);
}

static void print_area(struct out *o, const Omstilling__V1__HandlingsplanOmraade *area)
{
	out_head(o, mem_printf(o->a, _("Innsatsområde %" PRId32 ": %s%s"), area->nummer,
			area->navn ? area->navn : "", area->stoetteomraade ? _(" (støtteområde)") : ""));
	if (area->tekst)
		out_text(o, 2, area->tekst);
	out_pair(o, _("Ansvar"), area->kommunalt_ansvar ? _("kommunen selv") : NULL);
	out_pair(o, _("Mål for året"), area->maal);
	out_pair(o, _("Timer"), tall_desimal(o->a, area->timer));
	out_pair(o, _("Delmål i oversikt"), milestones(o, area->delmaal_oversikt, area->n_delmaal_oversikt));
	print_goals(o, _("Mål for året"), area->aarsmaal, area->n_aarsmaal);
	out_head(o, mem_printf(o->a, _("H1 Tiltak, innsatsområde %" PRId32), area->nummer));
	print_h1(o, area);
}

static void print_h2(struct out *o, const Omstilling__V1__Finansiering *f)
{
	static const char *const head[] = {N_("Kilde"), ">" N_("Andel %"), ">" N_("Beløp"), N_("Forbehold")};
	struct table *t = table_new(o, head, 4);

	out_head(o, _("H2 Finansiering"));
	for (size_t i = 0; i < f->n_rader; i++) {
		const Omstilling__V1__Finansieringsrad *r = f->rader[i];
		const char *const cells[] = {print_marked(o, r->kilde, r->fotnote),
		    tall_desimal(o->a, r->andel), tall_desimal(o->a, r->beloep), r->forbehold};
		table_row(t, cells);
	}
	const char *const sum[] = {_("Sum (oppgitt)"), tall_desimal(o->a, f->oppgitt_sum_andel),
	    tall_desimal(o->a, f->oppgitt_sum), NULL};
	table_sum(t, sum);
	table_print(t);
}

static const char *figure_or(struct out *o, const char *figure)
{
	return figure ? tall_desimal(o->a, figure) : _("ikke oppgitt");
}

static void h3_row(struct out *o, struct table *t, const Omstilling__V1__Budsjettrad *r, const char *name)
{
	if (!r)
		return;
	const char *const cells[] = {r->has_nummer ? mem_printf(o->a, "%" PRId32, r->nummer) : NULL,
	    print_marked(o, r->navn ? r->navn : name, r->fotnote), tall_desimal(o->a, r->ramme),
	    tall_desimal(o->a, r->timer), tall_desimal(o->a, r->kostnad), tall_desimal(o->a, r->oppgitt_sum)};
	table_row(t, cells);
	if (r->soekbare_midler || r->prosjektrettet_arbeid)
		table_note(t, mem_printf(o->a, _("søkbare midler %s, prosjektrettet arbeid %s"),
				  figure_or(o, r->soekbare_midler), figure_or(o, r->prosjektrettet_arbeid)));
	if (r->forbehold)
		table_note(t, r->forbehold);
}

static void print_h3(struct out *o, const Omstilling__V1__Budsjett *b)
{
	static const char *const head[] = {"", N_("Innsatsområde"), ">" N_("Ramme"), ">" N_("Timer"),
	    ">" N_("Kostnad"), ">" N_("Sum (oppgitt)")};
	struct table *t = table_new(o, head, 6);

	out_head(o, _("H3 Budsjett"));
	out_pair(o, _("Timepris"), tall_desimal(o->a, b->timepris));
	for (size_t i = 0; i < b->n_omraader; i++)
		h3_row(o, t, b->omraader[i], "");
	table_rule(t);
	h3_row(o, t, b->sum_omraader, _("Sum innsatsområder (oppgitt)"));
	h3_row(o, t, b->prosjektarbeid, _("Prosjektarbeid"));
	h3_row(o, t, b->administrasjon, _("Administrasjon"));
	h3_row(
	    o, t, b->sum_prosjektarbeid_og_administrasjon, _("Prosjektarbeid og administrasjon (oppgitt)"));
	h3_row(o, t, b->totalsum, _("Totalsum (oppgitt)"));
	table_print(t);
}

static void print_percentages(struct out *o, const Omstilling__V1__Handlingsplan *p)
{
	static const char *const head[] = {
	    N_("Oppgitt i teksten"), ">" N_("Prosent"), ">" N_("Beløp"), ">" N_("Av"), N_("Sted")};
	struct table *t = table_new(o, head, 5);

	for (size_t i = 0; i < p->n_oppgitte_prosenter; i++) {
		const Omstilling__V1__OppgittProsent *r = p->oppgitte_prosenter[i];
		const char *const cells[] = {r->tekst, tall_desimal(o->a, r->prosent),
		    tall_desimal(o->a, r->beloep), tall_desimal(o->a, r->grunnlag), r->sted};
		table_row(t, cells);
	}
	if (p->n_oppgitte_prosenter > 0)
		out_head(o, _("Prosenter"));
	table_print(t);
}

/* What earlier years came to; not measured is not 0. */
static void print_results(struct out *o, const Omstilling__V1__Handlingsplan *p)
{
	static const char *const head[] = {N_("År"), "", N_("Område"), N_("Mål"), ">" N_("Måltall"),
	    ">" N_("Resultat"), ">" N_("Nye"), ">" N_("Sikrede"), N_("Kommentar")};
	const int cols = sizeof(head) / sizeof(*head);
	const char **cells = mem_alloc(o->a, (p->n_resultater + 1) * sizeof(head));

	for (size_t i = 0; i < p->n_resultater; i++) {
		const Omstilling__V1__TidligereResultat *r = p->resultater[i];
		const char **c = &cells[i * (size_t)cols];
		c[0] = r->has_gjelder_aar ? mem_printf(o->a, "%" PRId32, r->gjelder_aar) : NULL;
		c[1] = r->has_nummer ? mem_printf(o->a, "%" PRId32, r->nummer) : NULL;
		c[2] = r->navn;
		c[3] = r->maal;
		c[4] = tall_desimal(o->a, r->maaltall);
		c[5] = r->resultat ? tall_desimal(o->a, r->resultat) : _("ikke målt");
		c[6] = tall_desimal(o->a, r->nye);
		c[7] = tall_desimal(o->a, r->sikrede);
		c[8] = r->kommentar;
	}
	if (p->n_resultater > 0)
		out_head(o, _("Resultater fra tidligere år"));
	print_filled(o, head, cols, cells, p->n_resultater);
}

static void print_communication(struct out *o, const Omstilling__V1__Handlingsplan *p)
{
	static const char *const head[] = {
	    N_("Når"), N_("Målgruppe"), N_("Budskap"), N_("Kanal"), N_("Ansvarlig")};
	struct table *t = table_new(o, head, 5);

	print_words(o, _("Kommunikasjonsplan"), p->kommunikasjonsplan);
	for (size_t i = 0; i < p->n_kommunikasjonstiltak; i++) {
		const Omstilling__V1__Kommunikasjonstiltak *k = p->kommunikasjonstiltak[i];
		const char *const cells[] = {k->naar, k->maalgruppe, k->budskap, k->kanal, k->ansvarlig};
		table_row(t, cells);
	}
	if (p->n_kommunikasjonstiltak > 0)
		out_head(o, _("Kommunikasjonstiltak"));
	table_print(t);
}

void print_handlingsplan(struct out *o, const Omstilling__V1__Handlingsplan *p)
{
	out_pair(o, _("Dokument"), p->tittel);
	if (p->periode_fra || p->periode_til)
		out_pair(o, _("Planperiode"),
		    mem_printf(o->a, "%s – %s", p->periode_fra ? tall_dato(o->a, p->periode_fra) : "",
			p->periode_til ? tall_dato(o->a, p->periode_til) : ""));
	else if (p->has_aar)
		out_pair(o, _("Planår"), mem_printf(o->a, "%" PRId32, p->aar));
	print_chapters(o, p->kapitler, p->n_kapitler);
	print_words(o, _("Tidligere resultater"), p->tidligere_resultater);
	print_omraadeendringer(o, p->omraadeendringer, p->n_omraadeendringer);
	print_results(o, p);
	print_goals(o, _("Mål for året"), p->aarsmaal, p->n_aarsmaal);
	print_goals(o, _("Effektmål"), p->effektmaal, p->n_effektmaal);
	print_list(o, _("Tverrgående"), p->tverrgaaende, p->n_tverrgaaende);
	print_series(o, p->indikatorer, p->n_indikatorer);
	for (size_t i = 0; i < p->n_omraader; i++)
		print_area(o, p->omraader[i]);
	if (p->finansiering)
		print_h2(o, p->finansiering);
	if (p->budsjett)
		print_h3(o, p->budsjett);
	print_percentages(o, p);
	out_pair(o, _("Prosjektrettet"), tall_desimal(o->a, p->prosjektrettet_arbeid));
	out_pair(o, _("Søkbare midler"), tall_desimal(o->a, p->soekbare_midler));
	print_communication(o, p);
	print_words(o, _("Omfordeling"), p->omfordeling);
	print_footnotes(o, p->fotnoter, p->n_fotnoter);
	print_attachments(o, p->vedlegg, p->n_vedlegg);
}

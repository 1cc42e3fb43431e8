/* print_omraader: see print_omraader.h. */
#include "print_omraader.h"

#include <inttypes.h>

#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

/* The cell of the year, of cells in ascending order from *at on; NULL where there is none. */
static const char *cell_of(Omstilling__V1__Aarstall *const *cells, size_t n, size_t *at, int32_t year)
{
	return *at < n && cells[*at]->aar == year ? cells[(*at)++]->verdi : NULL;
}

/* A row a year that has a target or a budget, the area's name on the first; one row for an area with neither.
 */
static void area_rows(struct out *o, struct table *t, const Omstilling__V1__Omraade *area)
{
	const char *number = area->has_nummer ? mem_printf(o->a, "%" PRId32, area->nummer) : NULL;
	const char *name = mem_printf(
	    o->a, "%s%s", area->navn ? area->navn : "", area->stoetteomraade ? _(" (støtteområde)") : "");
	size_t goal = 0, money = 0;

	do {
		bool goals = goal < area->n_arbeidsplasser, budgets = money < area->n_budsjett;
		int32_t year = goals ? area->arbeidsplasser[goal]->aar : INT32_MAX;
		if (budgets && area->budsjett[money]->aar < year)
			year = area->budsjett[money]->aar;
		const char *jobs = cell_of(area->arbeidsplasser, area->n_arbeidsplasser, &goal, year);
		const char *budget = cell_of(area->budsjett, area->n_budsjett, &money, year);
		const char *const cells[] = {number, name,
		    goals || budgets ? mem_printf(o->a, "%" PRId32, year) : NULL, tall_desimal(o->a, jobs),
		    tall_desimal(o->a, budget)};
		table_row(t, cells);
		number = name = NULL;
	} while (goal < area->n_arbeidsplasser || money < area->n_budsjett);
}

static void print_lineage(struct out *o, const Omstilling__V1__GetOmraaderResponse *r)
{
	static const char *const head[] = {
	    N_("Gjelder fra"), N_("Hva"), N_("Før"), N_("Etter"), ">" N_("Andel %"), N_("Sak"), N_("Plan")};
	struct table *t = table_new(o, head, 7);

	for (size_t i = 0; i < r->n_avstamning; i++) {
		const Omstilling__V1__Avstamning *a = r->avstamning[i];
		const char *plan = a->plan ? mem_printf(o->a, "%s@v%" PRId32, a->plan, a->versjon) : NULL;
		const char *const cells[] = {a->gjelder_fra, a->slag ? text_value("slag", a->slag) : NULL,
		    a->fra_navn, a->til_navn, tall_desimal(o->a, a->andel), a->sak, plan};
		table_row(t, cells);
		if (a->grunn)
			table_note(t, a->grunn);
	}
	if (r->n_avstamning > 0)
		out_head(o, _("Avstamning"));
	table_print(t);
}

void print_omraader(struct out *o, const ProtobufCMessage *reply)
{
	static const char *const head[] = {
	    ">" N_("Nr"), N_("Innsatsområde"), N_("År"), ">" N_("Arbeidsplasser"), ">" N_("Budsjett")};
	const Omstilling__V1__GetOmraaderResponse *r = (const void *)reply;
	struct table *t = table_new(o, head, 5);

	for (size_t i = 0; i < r->n_omraader; i++)
		area_rows(o, t, r->omraader[i]);
	if (r->n_omraader == 0)
		out_line(o, _("(ingen)"));
	table_print(t);
	print_lineage(o, r);
}

/* "Skog (60 %), Mat (40 %)" */
static const char *parts(struct out *o, Omstilling__V1__Omraadedel *const *del, size_t n)
{
	const char *s = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *name = del[i]->navn ? del[i]->navn : del[i]->omraade ? del[i]->omraade : "?";
		if (del[i]->andel)
			name = mem_printf(o->a, "%s (%s %%)", name, tall_desimal(o->a, del[i]->andel));
		s = mem_printf(o->a, "%s%s%s", s ? s : "", s ? ", " : "", name);
	}
	return s;
}

void print_omraadeendringer(struct out *o, Omstilling__V1__Omraadeendring *const *endringer, size_t n)
{
	static const char *const head[] = {N_("Hva"), N_("Før"), N_("Etter"), N_("Grunn")};
	struct table *t = table_new(o, head, 4);

	for (size_t i = 0; i < n; i++) {
		const Omstilling__V1__Omraadeendring *e = endringer[i];
		const char *const cells[] = {e->slag ? text_value("slag", e->slag) : NULL,
		    parts(o, e->fra, e->n_fra), parts(o, e->til, e->n_til), e->grunn};
		table_row(t, cells);
	}
	if (n > 0)
		out_head(o, _("Endringer i innsatsområdene"));
	table_print(t);
}

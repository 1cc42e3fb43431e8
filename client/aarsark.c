/* aarsark: see aarsark.h. */
#include "aarsark.h"

#include <inttypes.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"

void aarsark_years_add(struct aarsark_years *y, Omstilling__V1__Aarstall *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = 0;
		while (at < y->n && y->aar[at] < cells[i]->aar)
			at++;
		if ((at < y->n && y->aar[at] == cells[i]->aar) || y->n == AARSARK_YEARS)
			continue;
		memmove(&y->aar[at + 1], &y->aar[at], (y->n - at) * sizeof(*y->aar));
		y->aar[at] = cells[i]->aar;
		y->n++;
	}
}

struct aarsark_years aarsark_period(const Omstilling__V1__Omstillingsplan *p)
{
	struct aarsark_years y = {.n = 0};

	if (!p->has_fra_aar || !p->has_til_aar)
		return y;
	for (int64_t aar = p->fra_aar; aar <= p->til_aar && y.n < AARSARK_YEARS; aar++)
		y.aar[y.n++] = (int32_t)aar;
	return y;
}

struct aarsark aarsark_new(
    struct arena *a, const char *name, const char *title, const struct aarsark_years *y, bool share)
{
	const char *head[ARK_COLUMNS];
	struct aarsark x = {.years = *y};
	size_t n = 0;

	head[n++] = "";
	if (share)
		head[n++] = ">" N_("Andel %");
	x.first = n;
	for (size_t i = 0; i < y->n; i++)
		head[n++] = mem_printf(a, ">%" PRId32, y->aar[i]);
	x.sum = n;
	head[n++] = ">" N_("Sum");
	head[n++] = _("Merknad");
	x.ark = ark_new(a, name, title, head, n);
	for (size_t i = 0; i <= y->n; i++)
		x.ark->kept[x.first + i] = true;
	return x;
}

static const char *figure(const Omstilling__V1__Aarstall *c, enum aarsark_figure which)
{
	return which == AARSARK_WHOLE ? c->verdi : which == AARSARK_NEW ? c->nye : c->sikrede;
}

static const Omstilling__V1__Aarstall *of_year(const struct aarsark_row *r, int32_t aar)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->cells[i]->aar == aar)
			return r->cells[i];
	return NULL;
}

static const char *stated(const struct aarsark_row *r, int32_t aar, enum aarsark_figure which)
{
	const Omstilling__V1__Aarstall *c = of_year(r, aar);

	return c ? figure(c, which) : NULL;
}

static bool is_split(const struct aarsark_row *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->cells[i]->nye || r->cells[i]->sikrede)
			return true;
	return r->sums[AARSARK_NEW] || r->sums[AARSARK_SECURED];
}

/* The row's own remark, and those of its cells: "2022 *: foreløpig". */
static const char *notes(struct arena *a, const struct aarsark_row *r)
{
	const char *s = r->note ? r->note : "";

	for (size_t i = 0; i < r->n; i++) {
		const Omstilling__V1__Aarstall *c = r->cells[i];
		if (!c->fotnote && !c->forbehold)
			continue;
		s = mem_printf(a, "%s%s%" PRId32 "%s%s%s%s", s, *s ? "; " : "", c->aar, c->fotnote ? " " : "",
		    c->fotnote ? c->fotnote : "", c->forbehold ? ": " : "", c->forbehold ? c->forbehold : "");
	}
	return s;
}

static void name_row(struct aarsark *x, const struct aarsark_row *r, enum aarsark_figure which)
{
	const char *const split[] = {NULL, _("– nye"), _("– sikrede")};

	ark_text(x->ark, 0, which == AARSARK_WHOLE ? r->name : split[which]);
	if (which == AARSARK_WHOLE)
		ark_text(x->ark, x->sum + 1, notes(x->ark->a, r));
}

static void add_figures(struct aarsark *x, const struct aarsark_row *r, enum aarsark_figure which)
{
	struct ark_ref across[AARSARK_YEARS];
	size_t row = ark_row(x->ark);

	name_row(x, r, which);
	if (x->first > 1 && which == AARSARK_WHOLE)
		ark_number(x->ark, 1, r->share);
	for (size_t i = 0; i < x->years.n; i++) {
		across[i] = (struct ark_ref){row, x->first + i};
		ark_number(x->ark, x->first + i, stated(r, x->years.aar[i], which));
	}
	ark_sum(x->ark, x->sum, across, x->years.n, r->sums[which]);
	ark_end_row(x->ark);
	x->rows[which] = mem_grow(x->ark->a, x->rows[which], x->n_rows[which], sizeof(size_t));
	x->rows[which][x->n_rows[which]++] = row;
}

void aarsark_add(struct aarsark *x, const struct aarsark_row *r)
{
	const bool split = is_split(r);

	for (enum aarsark_figure f = AARSARK_WHOLE; f < AARSARK_FIGURES; f++)
		if (f == AARSARK_WHOLE || split)
			add_figures(x, r, f);
}

static void sum_column(struct aarsark *x, size_t col, enum aarsark_figure which, const char *said)
{
	const size_t n = x->n_rows[which];
	struct ark_ref *down = mem_alloc(x->ark->a, (n + 1) * sizeof(*down));

	for (size_t i = 0; i < n; i++)
		down[i] = (struct ark_ref){x->rows[which][i], col};
	ark_sum(x->ark, col, down, n, said);
}

static void add_sums(struct aarsark *x, const struct aarsark_row *r, enum aarsark_figure which)
{
	ark_sum_row(x->ark);
	name_row(x, r, which);
	if (x->first > 1 && which == AARSARK_WHOLE)
		sum_column(x, 1, which, r->share);
	for (size_t i = 0; i < x->years.n; i++)
		sum_column(x, x->first + i, which, stated(r, x->years.aar[i], which));
	sum_column(x, x->sum, which, r->sums[which]);
	ark_end_row(x->ark);
}

void aarsark_add_sum(struct aarsark *x, const struct aarsark_row *r)
{
	const bool split = is_split(r);

	for (enum aarsark_figure f = AARSARK_WHOLE; f < AARSARK_FIGURES; f++)
		if (f == AARSARK_WHOLE || split || x->n_rows[f] > 0)
			add_sums(x, r, f);
}

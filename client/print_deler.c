/* print_deler: see print_deler.h. */
#include "print_deler.h"

#include <inttypes.h>

#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

static bool column_filled(const char *const *cells, size_t rows, int cols, int c)
{
	for (size_t r = 0; r < rows; r++) {
		const char *cell = cells[r * (size_t)cols + (size_t)c];
		if (cell && *cell)
			return true;
	}
	return false;
}

void print_filled(struct out *o, const char *const *head, int cols, const char *const *cells, size_t rows)
{
	const char *row[TABLE_COLUMNS];
	int kept[TABLE_COLUMNS], n = 0;

	for (int c = 0; c < cols && n < TABLE_COLUMNS; c++)
		if (column_filled(cells, rows, cols, c)) {
			row[n] = head[c];
			kept[n++] = c;
		}
	if (n == 0)
		return;
	struct table *t = table_new(o, row, n);
	for (size_t r = 0; r < rows; r++) {
		for (int c = 0; c < n; c++)
			row[c] = cells[r * (size_t)cols + (size_t)kept[c]];
		table_row(t, row);
	}
	table_print(t);
}

static const char *goal_figure(struct out *o, const Omstilling__V1__Maal *m)
{
	const char *figure = tall_desimal(o->a, m->maaltall);

	return figure && m->enhet ? mem_printf(o->a, "%s %s", figure, m->enhet) : figure;
}

void print_goals(struct out *o, const char *name, Omstilling__V1__Maal *const *m, size_t n)
{
	const char *const head[] = {
	    name, _("Slag"), _("Måltall"), _("Indikator"), _("Målekilde"), _("Tidspunkt")};
	const int cols = sizeof(head) / sizeof(*head);
	const char **cells = mem_alloc(o->a, (n + 1) * sizeof(head));

	for (size_t i = 0; i < n; i++) {
		const char **c = &cells[i * (size_t)cols];
		c[0] = m[i]->tekst ? m[i]->tekst : "?";
		c[1] = text_value("slag", m[i]->slag);
		c[2] = goal_figure(o, m[i]);
		c[3] = m[i]->indikator;
		c[4] = m[i]->maalekilde;
		c[5] = m[i]->tidspunkt;
	}
	if (n > 0)
		out_line(o, "");
	print_filled(o, head, cols, cells, n);
}

void print_list(struct out *o, const char *name, char *const *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out_pair(o, i == 0 ? name : "", items[i]);
}

void print_words(struct out *o, const char *head, const char *text)
{
	if (!text)
		return;
	out_head(o, head);
	out_text(o, 2, text);
}

/* "2019: 3 041, 2020: ikke målt (ny inndeling)" */
static const char *series_figures(struct out *o, const Omstilling__V1__Indikatorserie *s)
{
	const char *text = "";

	for (size_t i = 0; i < s->n_verdier; i++) {
		const Omstilling__V1__Aarstall *c = s->verdier[i];
		const char *figure = c->verdi ? tall_desimal(o->a, c->verdi) : _("ikke målt");
		text = mem_printf(o->a, "%s%s%" PRId32 ": %s%s", text, i > 0 ? ", " : "", c->aar, figure,
		    c->fotnote ? c->fotnote : "");
		if (c->forbehold)
			text = mem_printf(o->a, "%s (%s)", text, c->forbehold);
	}
	return text;
}

void print_series(struct out *o, Omstilling__V1__Indikatorserie *const *s, size_t n)
{
	static const char *const head[] = {N_("Indikator"), N_("Enhet"), N_("Verdier"), N_("Kilde")};
	struct table *t = table_new(o, head, 4);

	for (size_t i = 0; i < n; i++) {
		const char *const cells[] = {s[i]->navn, s[i]->enhet, series_figures(o, s[i]), s[i]->kilde};
		table_row(t, cells);
	}
	if (n > 0)
		out_head(o, _("Indikatorer"));
	table_print(t);
}

void print_attachments(struct out *o, Omstilling__V1__Vedleggsreferanse *const *v, size_t n)
{
	static const char *const head[] = {N_("Vedlegg"), N_("Type"), "SHA-256"};
	struct table *t = table_new(o, head, 3);

	for (size_t i = 0; i < n; i++) {
		const char *const cells[] = {v[i]->tittel, v[i]->type, v[i]->sha256};
		table_row(t, cells);
	}
	if (n > 0)
		out_head(o, _("Vedlegg"));
	table_print(t);
}

void print_footnotes(struct out *o, Omstilling__V1__Fotnote *const *f, size_t n)
{
	if (n > 0)
		out_head(o, _("Fotnoter"));
	for (size_t i = 0; i < n; i++)
		out_pair(o,
		    mem_printf(
			o->a, "%s %s", f[i]->tabell ? f[i]->tabell : "", f[i]->merke ? f[i]->merke : ""),
		    f[i]->tekst);
}

const char *print_marked(struct out *o, const char *name, const char *mark)
{
	return name && mark ? mem_printf(o->a, "%s%s", name, mark) : name;
}

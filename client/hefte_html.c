/* hefte_html: a document as one page of HTML, with its charts; see hefte.h. */
#include "hefte.h"
#include "html.h"
#include "mem.h"
#include "tall.h"

/* The first text of a row is what the row is of. */
static void cell(struct out *o, const char *head, const struct ark_cell *c, bool numeric, bool names)
{
	const char *element = names ? "th" : "td";

	fprintf(o->f, "<%s%s%s data-navn=\"", element, names ? " scope=\"row\"" : "",
	    numeric ? " class=\"tall\"" : "");
	html_text(o, head);
	fputs("\">", o->f);
	html_text(o, c->kind == ARK_NUMBER && !c->plain ? tall_desimal(o->a, c->text) : c->text);
	fprintf(o->f, "</%s>", element);
}

static void row(struct out *o, const struct ark *t, const struct ark_row *r)
{
	bool named = false;

	fputs(r->sum ? "<tr class=\"sum\">" : r->stated ? "<tr class=\"oppgitt\">" : "<tr>", o->f);
	for (size_t c = 0; c < t->cols; c++) {
		bool names = !named && !t->numeric[c] && r->cells[c].kind == ARK_TEXT;
		cell(o, t->head[c], &r->cells[c], t->numeric[c], names);
		named |= names;
	}
	fputs("</tr>\n", o->f);
}

static void table(struct out *o, const struct ark *t)
{
	html_table_begin(o, t->title);
	for (size_t c = 0; c < t->cols; c++) {
		fputs(t->numeric[c] ? "<th scope=\"col\" class=\"tall\">" : "<th scope=\"col\">", o->f);
		html_text(o, t->head[c]);
		fputs("</th>", o->f);
	}
	html_table_rows(o);
	for (size_t r = 0; r < t->n_rows; r++)
		row(o, t, &t->rows[r]);
	html_table_end(o);
}

static void part(struct out *o, const struct hefte_part *p, size_t i)
{
	switch (p->kind) {
	case HEFTE_HEAD:
		html_head(o, p->level, NULL, p->text);
		return;
	case HEFTE_PAIR:
		html_pair(o, p->label, p->text);
		return;
	case HEFTE_TEXT:
		html_paragraphs(o, p->text);
		return;
	case HEFTE_ARK:
		table(o, p->ark);
		return;
	case HEFTE_CHART:
		svg_chart(o, p->chart, mem_printf(o->a, "figur-%zu", i + 1));
		return;
	}
}

static bool is_pair(const struct hefte *h, size_t i)
{
	return i < h->n && h->parts[i].kind == HEFTE_PAIR;
}

void hefte_html(struct out *o, const struct hefte *h)
{
	html_page(o, h->title);
	fputs("<main>\n", o->f);
	html_head(o, 1, NULL, h->title);
	for (size_t i = 0; i < h->n; i++) {
		if (is_pair(h, i) && (i == 0 || !is_pair(h, i - 1)))
			fputs("<dl>\n", o->f);
		part(o, &h->parts[i], i);
		if (is_pair(h, i) && !is_pair(h, i + 1))
			fputs("</dl>\n", o->f);
	}
	fputs("</main>\n", o->f);
	html_page_end(o);
}

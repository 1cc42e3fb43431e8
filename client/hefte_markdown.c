/* hefte_markdown: a document as Markdown, without its charts; see hefte.h. */
#include <string.h>

#include "hefte.h"
#include "markdown.h"
#include "mem.h"
#include "tall.h"

/* The lines of a cell on one line, as the terminal has them: there is no HTML in our Markdown. */
static const char *lines(struct arena *a, const char *s)
{
	const char *text = "";

	while (s && *s) {
		size_t len = strcspn(s, "\n");
		text = mem_printf(a, "%s%s", text, markdown_word(a, mem_strndup(a, s, len)));
		s += len;
		if (*s == '\n' && *++s)
			text = mem_printf(a, "%s; ", text);
	}
	return text;
}

/* Sums, and what stands instead of one, are told by their weight; that is ours and not escaped. */
static const char *cell_text(struct out *o, const struct ark_row *r, const struct ark_cell *c)
{
	const char *s = c->kind == ARK_NUMBER && !c->plain ? tall_desimal(o->a, c->text) : c->text;

	s = lines(o->a, s);
	if (!*s || !(r->sum || r->stated))
		return s;
	return mem_printf(o->a, r->stated ? "*%s*" : "**%s**", s);
}

static void rows(struct out *o, const struct ark *t)
{
	for (size_t r = 0; r < t->n_rows; r++) {
		for (size_t c = 0; c < t->cols; c++)
			fprintf(o->f, "| %s ", cell_text(o, &t->rows[r], &t->rows[r].cells[c]));
		fputs("|\n", o->f);
	}
}

static void table(struct out *o, const struct ark *t)
{
	fprintf(o->f, "**%s**\n\n", markdown_word(o->a, t->title));
	markdown_row(o, t->head, t->cols);
	for (size_t c = 0; c < t->cols; c++)
		fputs(t->numeric[c] ? "| ---: " : "| --- ", o->f);
	fputs("|\n", o->f);
	rows(o, t);
	markdown_end(o);
}

static void item(struct out *o, const struct hefte_part *p)
{
	fprintf(o->f, "- **%s:** %s\n", p->label, lines(o->a, tall_dato(o->a, p->text)));
}

static void part(struct out *o, const struct hefte_part *p)
{
	switch (p->kind) {
	case HEFTE_HEAD:
		markdown_head(o, p->level, p->text);
		return;
	case HEFTE_PAIR:
		item(o, p);
		return;
	case HEFTE_TEXT:
		markdown_text(o, p->text);
		return;
	case HEFTE_ARK:
		table(o, p->ark);
		return;
	case HEFTE_CHART:
		return;
	}
}

void hefte_markdown(struct out *o, const struct hefte *h)
{
	markdown_head(o, 1, h->title);
	for (size_t i = 0; i < h->n; i++) {
		part(o, &h->parts[i]);
		if (h->parts[i].kind == HEFTE_PAIR && (i + 1 == h->n || h->parts[i + 1].kind != HEFTE_PAIR))
			markdown_end(o);
	}
}

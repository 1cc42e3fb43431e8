/* hefte_xlsx: a document as a workbook, its words on the first sheet; see hefte.h. */
#include <string.h>

#include "hefte.h"
#include "mem.h"
#include "spraak.h"
#include "xlsx.h"

/* More than this in one cell is several; a paragraph is seldom as long. */
#define WORDS_MAX 8000

static void add(struct ark *words, const char *label, const char *s)
{
	ark_row(words);
	ark_text(words, 0, label);
	ark_text(words, 1, s);
	ark_end_row(words);
}

static void add_figure(struct ark *words, const char *label, const char *decimal)
{
	ark_row(words);
	ark_text(words, 0, label);
	ark_number(words, 1, decimal);
	ark_end_row(words);
}

/* A paragraph in each row, and of a very long one a part. */
static void add_text(struct ark *words, const char *s)
{
	for (size_t len; *s; s += len + (s[len] == '\n')) {
		len = strcspn(s, "\n");
		if (len > WORDS_MAX)
			for (len = WORDS_MAX; ((unsigned char)s[len] & 0xc0) == 0x80; len--)
				;
		if (len > 0)
			add(words, NULL, mem_strndup(words->a, s, len));
	}
}

static void part(struct ark *words, const struct hefte_part *p, const struct xlsx_sheet *sheet)
{
	switch (p->kind) {
	case HEFTE_HEAD:
		ark_sum_row(words);
		ark_text(words, 0, p->text);
		return;
	case HEFTE_PAIR:
		if (p->figure)
			add_figure(words, p->label, p->figure);
		else
			add(words, p->label, p->text);
		return;
	case HEFTE_TEXT:
		add_text(words, p->text);
		return;
	case HEFTE_ARK:
		add(words, _("Tabell"),
		    mem_printf(words->a, _("%s: se arket %s"), p->ark->title, xlsx_name(sheet)));
		return;
	case HEFTE_CHART:
		return;
	}
}

int hefte_xlsx(struct out *o, const struct hefte *h)
{
	static const char *const head[] = {N_("Plan"), ""};
	struct ark *words = ark_new(o->a, _("Plan"), h->title, head, 2);
	struct xlsx *x = xlsx_new(o->a);

	if (!x)
		return -1;
	struct xlsx_sheet *first = xlsx_sheet(x, words),
			  **sheets = mem_alloc(o->a, (h->n + 1) * sizeof(*sheets));
	words->head[1] = h->title;
	for (size_t i = 0; i < h->n; i++) {
		/* Two tables may have one name, as two areas one number; their sheets have not. */
		if (h->parts[i].kind == HEFTE_ARK)
			sheets[i] = xlsx_sheet(x, h->parts[i].ark);
		part(words, &h->parts[i], sheets[i]);
	}
	xlsx_fill(x, first, words);
	for (size_t i = 0; i < h->n; i++)
		if (h->parts[i].kind == HEFTE_ARK)
			xlsx_fill(x, sheets[i], h->parts[i].ark);
	return xlsx_end(x, o);
}

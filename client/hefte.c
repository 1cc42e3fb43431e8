/* hefte: see hefte.h. */
#include "hefte.h"

#include "mem.h"
#include "tall.h"

static void add(struct hefte *h, struct hefte_part part)
{
	h->parts = mem_grow(h->a, h->parts, h->n, sizeof(*h->parts));
	h->parts[h->n++] = part;
}

void hefte_head(struct hefte *h, int level, const char *s)
{
	add(h, (struct hefte_part){.kind = HEFTE_HEAD, .level = level, .text = s});
}

void hefte_pair(struct hefte *h, const char *label, const char *s)
{
	if (s && *s)
		add(h, (struct hefte_part){.kind = HEFTE_PAIR, .label = label, .text = s});
}

void hefte_figure(struct hefte *h, const char *label, const char *decimal)
{
	if (decimal && *decimal)
		add(h, (struct hefte_part){.kind = HEFTE_PAIR,
			   .label = label,
			   .text = tall_desimal(h->a, decimal),
			   .figure = decimal});
}

void hefte_text(struct hefte *h, const char *s)
{
	if (s && *s)
		add(h, (struct hefte_part){.kind = HEFTE_TEXT, .text = s});
}

void hefte_ark(struct hefte *h, struct ark *t)
{
	if (t->n_rows == 0)
		return;
	ark_trim(t);
	add(h, (struct hefte_part){.kind = HEFTE_ARK, .ark = t});
}

void hefte_chart(struct hefte *h, const struct svg_chart *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (int part = 0; part < SVG_PARTS; part++)
			if (c->bars[i].part[part] > 0) {
				add(h, (struct hefte_part){.kind = HEFTE_CHART, .chart = c});
				return;
			}
}

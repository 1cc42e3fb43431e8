/* planhefte_deler: see planhefte_deler.h. */
#include "planhefte_deler.h"

#include <inttypes.h>
#include <string.h>

#include "aarsark.h"
#include "mem.h"
#include "papir.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

void planhefte_words(struct hefte *h, const char *head, const char *text)
{
	if (!text || !*text)
		return;
	hefte_head(h, 2, head);
	hefte_text(h, text);
}

void planhefte_chapters(struct hefte *h, Omstilling__V1__Tekst *const *k, size_t n)
{
	for (size_t i = 0; i < n; i++)
		planhefte_words(
		    h, mem_printf(h->a, _("Kapittel %s"), papir_or_empty(k[i]->kapittel)), k[i]->tekst);
}

void planhefte_list(struct hefte *h, const char *label, char *const *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hefte_pair(h, label, items[i]);
}

void planhefte_goals(
    struct hefte *h, const char *name, const char *title, Omstilling__V1__Maal *const *m, size_t n)
{
	static const char *const head[] = {N_("Mål"), N_("Slag"), ">" N_("Måltall"), N_("Enhet"),
	    N_("Indikator"), N_("Målekilde"), N_("Tidspunkt")};
	struct ark *t = ark_new(h->a, name, title, head, sizeof(head) / sizeof(*head));

	for (size_t i = 0; i < n; i++) {
		const char *const cells[] = {m[i]->enhet, m[i]->indikator, m[i]->maalekilde, m[i]->tidspunkt};
		ark_row(t);
		ark_text(t, 0, m[i]->tekst);
		ark_text(t, 1, text_value("slag", m[i]->slag));
		ark_number(t, 2, m[i]->maaltall);
		for (size_t c = 0; c < sizeof(cells) / sizeof(*cells); c++)
			ark_text(t, 3 + c, cells[c]);
	}
	hefte_ark(h, t);
}

static void series_row(
    struct ark *t, const Omstilling__V1__Indikatorserie *s, const Omstilling__V1__Aarstall *c)
{
	ark_row(t);
	ark_text(t, 0, s->navn);
	ark_text(t, 1, s->enhet);
	ark_ordinal(t, 2, c->aar);
	if (c->verdi)
		ark_number(t, 3, c->verdi);
	else
		ark_text(t, 3, _("ikke målt"));
	ark_text(t, 4,
	    mem_printf(t->a, "%s%s%s", papir_or_empty(c->fotnote), c->fotnote && c->forbehold ? " " : "",
		papir_or_empty(c->forbehold)));
	ark_text(t, 5, s->kilde);
}

void planhefte_series(struct hefte *h, Omstilling__V1__Indikatorserie *const *s, size_t n)
{
	static const char *const head[] = {
	    N_("Indikator"), N_("Enhet"), ">" N_("År"), ">" N_("Verdi"), N_("Merknad"), N_("Kilde")};
	struct ark *t = ark_new(h->a, _("Indikatorer"), _("Indikatorer"), head, sizeof(head) / sizeof(*head));

	for (size_t i = 0; i < n; i++)
		for (size_t v = 0; v < s[i]->n_verdier; v++)
			series_row(t, s[i], s[i]->verdier[v]);
	hefte_ark(h, t);
}

/* "Industri (60 %), Reiseliv (40 %)" */
static const char *areas(struct arena *a, Omstilling__V1__Omraadedel *const *d, size_t n)
{
	const char *s = "";

	for (size_t i = 0; i < n; i++) {
		s = mem_printf(a, "%s%s%s", s, i > 0 ? ", " : "",
		    papir_or_empty(d[i]->navn ? d[i]->navn : d[i]->omraade));
		if (d[i]->andel)
			s = mem_printf(a, "%s (%s %%)", s, tall_desimal(a, d[i]->andel));
	}
	return s;
}

void planhefte_changes(struct hefte *h, Omstilling__V1__Omraadeendring *const *e, size_t n)
{
	static const char *const head[] = {N_("Endring"), N_("Fra"), N_("Til"), N_("Grunn")};
	struct ark *t = ark_new(h->a, _("Områdeendringer"), _("Endringer av innsatsområdene"), head,
	    sizeof(head) / sizeof(*head));

	for (size_t i = 0; i < n; i++) {
		ark_row(t);
		ark_text(t, 0, text_value("slag", papir_or_empty(e[i]->slag)));
		ark_text(t, 1, areas(h->a, e[i]->fra, e[i]->n_fra));
		ark_text(t, 2, areas(h->a, e[i]->til, e[i]->n_til));
		ark_text(t, 3, e[i]->grunn);
	}
	hefte_ark(h, t);
}

void planhefte_footnotes(struct hefte *h, Omstilling__V1__Fotnote *const *f, size_t n)
{
	static const char *const head[] = {N_("Tabell"), N_("Merke"), N_("Fotnote")};
	struct ark *t = ark_new(h->a, _("Fotnoter"), _("Fotnoter"), head, sizeof(head) / sizeof(*head));

	for (size_t i = 0; i < n; i++) {
		ark_row(t);
		ark_text(t, 0, f[i]->tabell);
		ark_text(t, 1, f[i]->merke);
		ark_text(t, 2, f[i]->tekst);
	}
	hefte_ark(h, t);
}

void planhefte_attachments(struct hefte *h, Omstilling__V1__Vedleggsreferanse *const *v, size_t n)
{
	static const char *const head[] = {N_("Vedlegg"), N_("Type"), "SHA-256"};
	struct ark *t = ark_new(h->a, _("Vedlegg"), _("Vedlegg"), head, sizeof(head) / sizeof(*head));

	for (size_t i = 0; i < n; i++) {
		ark_row(t);
		ark_text(t, 0, v[i]->tittel);
		ark_text(t, 1, v[i]->type);
		ark_text(t, 2, v[i]->sha256);
	}
	hefte_ark(h, t);
}

const char *planhefte_marked(struct arena *a, const char *name, const char *mark)
{
	return name && mark ? mem_printf(a, "%s%s", name, mark) : name;
}

const char *planhefte_area(struct arena *a, int32_t number, const char *name, bool support)
{
	return mem_printf(
	    a, "%" PRId32 " %s%s", number, papir_or_empty(name), support ? _(" (støtteområde)") : "");
}

struct svg_chart *planhefte_chart(struct arena *a, const char *title, size_t n)
{
	struct svg_chart *c = mem_alloc(a, sizeof(*c));

	c->title = title;
	c->n = n;
	c->bars = mem_alloc(a, (n + 1) * sizeof(*c->bars));
	for (size_t i = 0; i < n; i++)
		c->bars[i] = (struct svg_bar){.label = "", .said = ""};
	return c;
}

void planhefte_bar(struct arena *a, struct svg_chart *c, size_t bar, int part, int64_t value)
{
	struct svg_bar *b = &c->bars[bar];

	b->part[part] = value;
	b->said =
	    mem_printf(a, "%s%s%s%s%s", b->said, *b->said ? ", " : "", tall_desimal(a, ark_figure(a, value)),
		c->legend[part] ? " " : "", papir_or_empty(c->legend[part]));
}

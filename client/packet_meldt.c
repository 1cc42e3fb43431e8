/* packet: what was decided for the organ by delegation, and is reported to its meeting (V-16): see packet.h.
 */
#include "html.h"
#include "mem.h"
#include "packet.h"
#include "papir.h"
#include "spraak.h"
#include "tall.h"

/* Delegations rest on each other; no chain is longer. */
#define CHAIN 8

struct reported {
	const Omstilling__V1__DelegertVedtak **v;
	size_t n;
};

/* The organ that the delegation was given by in the first place. */
static const char *giver(
    const Omstilling__V1__ListDelegasjonerResponse *r, const Omstilling__V1__Delegasjon *d)
{
	for (int i = 0; i < CHAIN && d->overordnet; i++)
		for (size_t k = 0; k < r->n_delegasjoner; k++)
			if (papir_is(r->delegasjoner[k]->id, d->overordnet)) {
				d = r->delegasjoner[k];
				break;
			}
	return d->fra_organ;
}

/* What is told to no meeting yet, or to this. */
static void take(struct arena *a, struct reported *to, const Omstilling__V1__Moete *m,
    const Omstilling__V1__ListDelegasjonerResponse *r)
{
	for (size_t i = 0; i < r->n_delegasjoner; i++) {
		const Omstilling__V1__Delegasjon *d = r->delegasjoner[i];
		const char *from = giver(r, d);
		for (size_t k = 0; from && papir_is(m->organ, from) && k < d->n_bruk; k++) {
			if (d->bruk[k]->meldt && !papir_is(d->bruk[k]->meldt, papir_or_empty(m->dato)))
				continue;
			to->v = mem_grow(a, to->v, to->n, sizeof(*to->v));
			to->v[to->n++] = d->bruk[k];
		}
	}
}

void packet_reported(struct out *o, const Omstilling__V1__Moete *m,
    const Omstilling__V1__ListDelegasjonerResponse *const *r, size_t n)
{
	static const char *const head[] = {N_("Dato"), N_("Sak"), N_("Tittel"), N_("Utfall"), N_("Beløp")};
	struct reported p = {0};

	for (size_t i = 0; i < n; i++)
		take(o->a, &p, m, r[i]);
	if (p.n == 0)
		return;
	fputs("<section aria-labelledby=\"meldinger\">\n", o->f);
	html_head(o, 2, "meldinger", _("Meldes: vedtak etter delegasjon"));
	html_table(o, _("Avgjort på organets vegne"), head, 5);
	for (size_t i = 0; i < p.n; i++) {
		const Omstilling__V1__DelegertVedtak *d = p.v[i];
		const char *const cells[] = {
		    d->dato, d->sak, d->tittel, papir_outcome(d->utfall), tall_desimal(o->a, d->beloep)};
		html_row(o, head, cells, 5);
	}
	html_table_end(o);
	fputs("</section>\n", o->f);
}

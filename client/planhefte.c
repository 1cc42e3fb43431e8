/* planhefte: what every plan begins and ends with; see planhefte.h. */
#include "planhefte.h"

#include "funntekst.h"
#include "mem.h"
#include "papir.h"
#include "print_plan.h"
#include "spraak.h"
#include "text.h"
#include "verify.h"

/* The reader need not believe the server, nor who wrote the file: the hash is made again of the bytes. */
static const char *hash_line(struct arena *a, const Omstilling__V1__GetPlanResponse *r)
{
	const char *hash = r->plan->hash;

	if (!hash || !r->has_kanonisk)
		return hash;
	return verify_hash(hash, r->kanonisk.data, r->kanonisk.len) == 0
		   ? hash
		   : mem_printf(a, _("%s (STEMMER IKKE med innholdet)"), hash);
}

static void head(struct hefte *h, const Omstilling__V1__GetPlanResponse *r)
{
	struct out o = {.a = h->a};

	if (!r->plan)
		return;
	hefte_pair(h, _("Plan"), r->plan->navn);
	hefte_pair(h, _("Tilstand"), print_state(&o, r->plan));
	hefte_pair(h, "SHA-256", hash_line(h->a, r));
}

static void finding(struct ark *t, const Omstilling__V1__Funn *f, uint64_t *shown)
{
	const char *demand = funntekst_once(shown, f->regel);
	const Omstilling__V1__Kvittering *k = f->kvittering;

	ark_row(t);
	ark_text(t, 0, f->regel);
	ark_text(t, 1, text_value("alvor", f->alvor));
	ark_text(t, 2, f->sted);
	ark_number(t, 3, f->oppgitt);
	ark_number(t, 4, f->beregnet);
	ark_text(t, 5, f->tekst);
	ark_text(t, 6, demand);
	ark_text(t, 7, f->kilde);
	if (k)
		ark_text(t, 8,
		    mem_printf(t->a, "%s%s%s", papir_or_empty(k->brukernavn), k->brukernavn ? ": " : "",
			papir_or_empty(k->grunn)));
}

static void findings(struct hefte *h, const Omstilling__V1__GetPlanResponse *r)
{
	static const char *const columns[] = {N_("Regel"), N_("Alvor"), N_("Sted"), ">" N_("Oppgitt"),
	    ">" N_("Beregnet"), N_("Funn"), N_("Regelen krever"), N_("Kilde"), N_("Kvittering")};
	struct ark *t = ark_new(
	    h->a, _("Funn"), _("Funn da versjonen ble frosset"), columns, sizeof(columns) / sizeof(*columns));
	uint64_t shown = 0;

	if (r->n_funn == 0)
		return;
	hefte_head(h, 2, _("Funn"));
	for (size_t i = 0; i < r->n_funn; i++)
		finding(t, r->funn[i], &shown);
	hefte_ark(h, t);
}

struct hefte *planhefte(struct arena *a, const Omstilling__V1__GetPlanResponse *r)
{
	struct hefte *h = mem_alloc(a, sizeof(*h));

	h->a = a;
	h->title = r->plan && r->plan->tittel ? r->plan->tittel : _("Plan");
	head(h, r);
	if (r->omstillingsplan)
		planhefte_omstillingsplan(h, r->omstillingsplan);
	if (r->handlingsplan)
		planhefte_handlingsplan(h, r->handlingsplan);
	findings(h, r);
	return h;
}

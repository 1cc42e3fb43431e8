/* soeknadspapir: see soeknadspapir.h. */
#include <inttypes.h>

#include "document.h"
#include "html.h"
#include "markdown.h"
#include "mem.h"
#include "papir.h"
#include "soeknadspapir.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

static char *copy(struct arena *a, const char *s)
{
	return mem_printf(a, "%s", s);
}

/* --- what is asked for */

static int get_room(struct cli *cli, struct sakspapir *s, struct status *st)
{
	Omstilling__V1__CheckStoetteromRequest req = OMSTILLING__V1__CHECK_STOETTEROM_REQUEST__INIT;
	const Omstilling__V1__Soeker *who = s->soeknad->soeker;

	if (!who || !who->orgnr)
		return 0;
	req.program = copy(cli->a, s->program);
	req.orgnr = who->orgnr;
	s->stoetterom = (const void *)document_part(cli, "StoetteService/CheckStoetterom", &req.base, st);
	return st->code == GRPC_OK ? 0 : -1;
}

int soeknadspapir_get(struct cli *cli, struct sakspapir *s, struct status *st)
{
	Omstilling__V1__GetSoeknadRequest req = OMSTILLING__V1__GET_SOEKNAD_REQUEST__INIT;

	if (!s->sak || !s->sak->forslag || !s->sak->forslag->soeknad)
		return 0;
	req.soeknad = s->sak->forslag->soeknad;
	req.has_uten_skjermet = req.uten_skjermet = 1;
	const Omstilling__V1__GetSoeknadResponse *r =
	    (const void *)document_part(cli, "SoeknadService/GetSoeknad", &req.base, st);
	s->soeknad = r ? r->soeknad : NULL;
	return st->code != GRPC_OK ? -1 : s->soeknad ? get_room(cli, s, st) : 0;
}

/* --- how it is shown */

static const char *kroner(struct out *o, const char *amount)
{
	return amount ? mem_printf(o->a, _("%s kroner"), tall_desimal(o->a, amount)) : NULL;
}

static const char *goals(struct out *o, const Omstilling__V1__Soeknad *a)
{
	const char *s = NULL;

	for (size_t i = 0; i < a->n_fn_maal; i++)
		s = mem_printf(o->a, "%s%s%" PRId32, papir_or_empty(s), s ? ", " : "", a->fn_maal[i]);
	return s;
}

static void facts(struct out *o, const struct skrift *w, const Omstilling__V1__Soeknad *a)
{
	const struct {
		const char *label, *value;
	} rows[] = {{_("Søknad"), a->navn},
	    {_("Saksnummer i regionalforvaltning.no"), a->regionalforvaltning_nr},
	    {_("Søker"), a->soeker_navn}, {_("Organisasjonsnummer"), a->soeker ? a->soeker->orgnr : NULL},
	    {_("Mottatt"), papir_day(o->a, a->mottatt)}, {_("Tittel"), a->tittel},
	    {_("Bruk"), a->bruk ? text_value("bruk", a->bruk) : NULL},
	    {_("PLP-steg"), a->plp_steg ? text_value("plp_steg", a->plp_steg) : NULL},
	    {_("Bygger på"), a->forgjenger ? a->forgjenger : a->forgjenger_tekst},
	    {_("Innsatsområde"), a->omraade_navn}, {_("Strategi"), a->strategi}, {_("Mål"), a->maal},
	    {_("Fra"), papir_day(o->a, a->fra)}, {_("Til"), papir_day(o->a, a->til)},
	    {_("Organisering"), a->organisering}, {_("Forventede resultater"), a->forventede_resultater},
	    {_("Nye arbeidsplasser"), tall_desimal(o->a, a->nye_arbeidsplasser)},
	    {_("Sikrede arbeidsplasser"), tall_desimal(o->a, a->sikrede_arbeidsplasser)},
	    {_("Langsiktige virkninger"), a->langsiktige_virkninger}, {_("FN-mål"), goals(o, a)},
	    {_("Kan ordinære ordninger finansiere prosjektet"), a->ordinaere_ordninger},
	    {_("Om ordinære ordninger"), a->ordinaere_begrunnelse},
	    {_("Annen offentlig støtte"), a->annen_stoette}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		w->pair(o, rows[i].label, rows[i].value);
	for (size_t i = 0; i < a->n_konfidensielt; i++)
		w->pair(o, _("Unntatt offentlighet"),
		    mem_printf(o->a, "%s (%s)", papir_or_empty(a->konfidensielt[i]->felt),
			papir_or_empty(a->konfidensielt[i]->hjemmel)));
}

static const char *const budget_head[] = {"", N_("Post"), N_("Kroner")};

static void row(struct out *o, const struct skrift *w, const char *side, const char *what, const char *amount)
{
	const char *const cells[] = {side, what, tall_desimal(o->a, amount)};

	if (amount)
		w->row(o, budget_head, cells, 3);
}

static void budget(struct out *o, const struct skrift *w, const Omstilling__V1__Soeknad *a)
{
	w->table(o, _("Budsjett og finansiering"), budget_head, 3);
	for (size_t i = 0; i < a->n_kostnad; i++)
		row(o, w, _("Kostnad"), a->kostnad[i]->post, a->kostnad[i]->beloep);
	row(o, w, _("Sum kostnad"), NULL, a->sum_kostnad);
	row(o, w, _("Finansiering"), _("Søkt om"), a->beloep_soekt);
	for (size_t i = 0; i < a->n_finansiering; i++)
		row(o, w, _("Finansiering"), a->finansiering[i]->kilde, a->finansiering[i]->beloep);
	row(o, w, _("Sum finansiering"), NULL, a->sum_finansiering);
	w->table_end(o);
}

static void criteria(struct out *o, const struct skrift *w, const Omstilling__V1__Forslag *f)
{
	static const char *const head[] = {
	    N_("Kriterium"), N_("Vekt"), N_("Poeng (0-10)"), N_("Begrunnelse")};

	if (f->n_poeng == 0)
		return;
	w->head(o, _("Vurdering etter styrets retningslinjer"));
	w->table(o, _("Poeng etter hvert kriterium"), head, 4);
	for (size_t i = 0; i < f->n_poeng; i++) {
		const Omstilling__V1__Kriteriepoeng *p = f->poeng[i];
		const char *const cells[] = {p->kriterium,
		    p->vekt ? mem_printf(o->a, "%s %%", tall_desimal(o->a, p->vekt)) : NULL,
		    p->has_poeng ? mem_printf(o->a, "%" PRId32, p->poeng) : _("ikke vurdert"),
		    p->begrunnelse};
		w->row(o, head, cells, 4);
	}
	if (f->samlet_poeng) {
		const char *const sum[] = {_("Veid sammen"), NULL, tall_desimal(o->a, f->samlet_poeng), NULL};
		w->row(o, head, sum, 4);
	}
	w->table_end(o);
}

static void room(struct out *o, const struct skrift *w, const Omstilling__V1__CheckStoetteromResponse *r)
{
	if (!r || !r->rom_eur)
		return;
	w->head(o, _("Rom for bagatellmessig støtte"));
	w->text(o, mem_printf(o->a,
		       _("Søkeren, med foretakene den er ett med, kan %s ennå få %s euro (%s) etter %s."),
		       papir_or_empty(papir_day(o->a, r->dato)), tall_desimal(o->a, r->rom_eur),
		       papir_or_empty(kroner(o, r->rom_nok)),
		       r->regime && r->regime->navn ? r->regime->navn : _("regelen som gjelder")));
}

void soeknadspapir_show(struct out *o, const struct skrift *w, const struct sakspapir *s)
{
	const Omstilling__V1__Forslag *f = s->sak->forslag;

	if (!s->soeknad)
		return;
	w->head(o, _("Søknaden"));
	w->pairs(o);
	facts(o, w, s->soeknad);
	w->pairs_end(o);
	budget(o, w, s->soeknad);
	w->pairs(o);
	w->pair(o, _("Søkt om"), kroner(o, s->soeknad->beloep_soekt));
	w->pair(
	    o, _("Foreslått tildelt"), f->beloep ? kroner(o, f->beloep) : _("ingenting; saken er et avslag"));
	w->pair(o, _("Holdes tilbake til sluttrapporten er mottatt"),
	    f->beloep ? mem_printf(o->a, _("%s prosent"), f->holdes_tilbake ? f->holdes_tilbake : "25")
		      : NULL);
	w->pair(o, _("Hvorfor det avvikes fra retningslinjene"), f->avvik_begrunnelse);
	w->pairs_end(o);
	criteria(o, w, f);
	room(o, w, s->stoetterom);
}

/* --- the two ways to write it */

static void nothing(struct out *o)
{
	(void)o;
}

static void markdown_heading(struct out *o, const char *s)
{
	markdown_head(o, 3, s);
}

static void markdown_captioned(struct out *o, const char *caption, const char *const *head, size_t n)
{
	(void)caption; /* the heading before it says the same */
	markdown_table(o, head, n);
}

static void markdown_cells(struct out *o, const char *const *head, const char *const *cells, size_t n)
{
	(void)head;
	markdown_row(o, cells, n);
}

const struct skrift skrift_markdown = {markdown_heading, nothing, markdown_item, markdown_end,
    markdown_captioned, markdown_cells, markdown_end, markdown_text};

static void html_heading(struct out *o, const char *s)
{
	html_head(o, 3, NULL, s);
}

static void html_pairs(struct out *o)
{
	fputs("<dl>\n", o->f);
}

static void html_pairs_end(struct out *o)
{
	fputs("</dl>\n", o->f);
}

const struct skrift skrift_html = {html_heading, html_pairs, html_pair, html_pairs_end, html_table, html_row,
    html_table_end, html_paragraphs};

/* rapport: see rapport.h. */
#include "rapport.h"

#include <inttypes.h>
#include <omstilling/v1/resultat.pb-c.h>

#include "document.h"
#include "markdown.h"
#include "mem.h"
#include "papir.h"
#include "run.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

static const char *number(struct out *o, bool stated, int32_t n)
{
	return stated ? mem_printf(o->a, "%" PRId32, n) : NULL;
}

/* What was not measured says so; it is not 0. */
static const char *measured(struct out *o, const char *figure)
{
	return figure ? tall_desimal(o->a, figure) : _("ikke målt");
}

static const char *percent(struct out *o, const char *figure)
{
	return figure ? mem_printf(o->a, "%s %%", tall_desimal(o->a, figure)) : NULL;
}

static void head(struct out *o, const Omstilling__V1__Rapport *r, const Omstilling__V1__Rapportinnhold *c)
{
	markdown_head(o, 1, papir_or_empty(c->tittel));
	markdown_item(o, _("Rapport"), r->navn);
	markdown_item(o, _("Versjon"), number(o, r->has_versjon, r->versjon));
	markdown_item(o, "SHA-256", r->hash);
	markdown_item(o, _("Sak"), r->sak);
	markdown_item(o, _("Tallene slik de var kjent"), papir_day(o->a, c->dato));
	markdown_item(o, _("Programstatusvurderingen holdes"), papir_day(o->a, c->holdes));
	markdown_end(o);
}

static void chapters(struct out *o, const Omstilling__V1__Rapportinnhold *c)
{
	for (size_t i = 0; i < c->n_tekster; i++) {
		markdown_head(o, 2, papir_or_empty(c->tekster[i]->overskrift));
		markdown_text(o, c->tekster[i]->tekst);
	}
}

static void job_row(struct out *o, const Omstilling__V1__Resultatrad *r, const char *name)
{
	const char *const cells[] = {name, number(o, r->has_aar, r->aar), tall_desimal(o->a, r->maal),
	    measured(o, r->nye), measured(o, r->sikrede), measured(o, r->sum), percent(o, r->prosent),
	    r->merknad};

	markdown_row(o, cells, 8);
}

static void jobs(struct out *o, const Omstilling__V1__Rapportinnhold *c)
{
	static const char *const columns[] = {N_("Innsatsområde"), N_("År"), N_("Mål"), N_("Nye"),
	    N_("Sikrede"), N_("Sum"), N_("Av målet"), N_("Merknad")};

	markdown_head(o, 2, _("Arbeidsplasser"));
	markdown_table(o, columns, 8);
	for (size_t i = 0; i < c->n_resultater; i++)
		job_row(o, c->resultater[i], c->resultater[i]->navn);
	for (size_t i = 0; i < c->n_aarene; i++)
		job_row(o, c->aarene[i], _("Året"));
	if (c->samlet)
		job_row(o, c->samlet, _("Så langt i perioden"));
	markdown_end(o);
}

static void figures(struct out *o, const Omstilling__V1__Rapportinnhold *c)
{
	static const char *const columns[] = {N_("Hva"), N_("Verdi"), N_("Grunnlag")};
	static const char *const money[] = {N_("Konto"), N_("Finansiør"), N_("Kroner")};

	markdown_head(o, 2, _("Andre tall"));
	markdown_table(o, columns, 3);
	for (size_t i = 0; i < c->n_tall; i++) {
		const char *const cells[] = {
		    c->tall[i]->navn, tall_desimal(o->a, c->tall[i]->verdi), c->tall[i]->grunnlag};
		markdown_row(o, cells, 3);
	}
	markdown_end(o);
	if (c->n_penger == 0)
		return;
	markdown_head(o, 2, _("Penger"));
	markdown_table(o, money, 3);
	for (size_t i = 0; i < c->n_penger; i++) {
		const char *const cells[] = {text_value("konto", c->penger[i]->konto),
		    c->penger[i]->finansioer, tall_desimal(o->a, c->penger[i]->beloep)};
		markdown_row(o, cells, 3);
	}
	markdown_end(o);
}

static void projects(struct out *o, const Omstilling__V1__Rapportinnhold *c)
{
	static const char *const columns[] = {N_("Prosjekt"), N_("Tittel"), N_("Steg"), N_("Innsatsområde"),
	    N_("Fra"), N_("Til"), N_("Tildelt")};

	if (c->n_prosjekter == 0)
		return;
	markdown_head(o, 2, _("Prosjekter"));
	markdown_table(o, columns, 7);
	for (size_t i = 0; i < c->n_prosjekter; i++) {
		const Omstilling__V1__Rapportprosjekt *p = c->prosjekter[i];
		const char *const cells[] = {p->navn, p->tittel, text_value("plp_steg", p->plp_steg),
		    p->omraade, p->fra, p->til, tall_desimal(o->a, p->beloep)};
		markdown_row(o, cells, 7);
	}
	markdown_end(o);
}

static void board(struct out *o, const Omstilling__V1__Styretall *s)
{
	if (!s)
		return;
	markdown_head(o, 2, _("Styret"));
	markdown_item(o, _("Møter"), number(o, s->has_moeter, s->moeter));
	markdown_item(o, _("Oppmøte"), percent(o, s->oppmoete));
	markdown_item(o, _("Medlemmer"), number(o, s->has_medlemmer, s->medlemmer));
	/* What is not stated of all is no number, and not 0: the line is left out. */
	if (s->has_kvinner && s->has_menn)
		markdown_item(o, _("Kvinner og menn"),
		    mem_printf(o->a, _("%" PRId32 " og %" PRId32), s->kvinner, s->menn));
	if (s->has_naeringsliv && s->has_offentlig)
		markdown_item(o, _("Næringsliv og offentlig"),
		    mem_printf(o->a, _("%" PRId32 " og %" PRId32), s->naeringsliv, s->offentlig));
	markdown_end(o);
}

static void assessment(struct out *o, const Omstilling__V1__Rapportinnhold *c)
{
	static const char *const columns[] = {
	    N_("Indikator"), N_("Slag"), N_("Karakter"), N_("Begrunnelse"), N_("Funn")};

	if (c->n_vurderinger == 0)
		return;
	markdown_head(o, 2, _("Vurdering"));
	markdown_table(o, columns, 5);
	for (size_t i = 0; i < c->n_vurderinger; i++) {
		const Omstilling__V1__Vurdering *v = c->vurderinger[i];
		const char *const cells[] = {v->indikator, text_value("slag", v->slag),
		    number(o, v->has_karakter, v->karakter), v->grunn, v->funn};
		markdown_row(o, cells, 5);
	}
	markdown_end(o);
}

static void effects(struct out *o, const Omstilling__V1__Rapportinnhold *c)
{
	static const char *const columns[] = {
	    N_("Mål"), N_("Indikator"), N_("Kilde"), N_("Fra"), N_("Til"), N_("Måltall"), N_("Verdi")};

	if (c->n_effektmaal == 0)
		return;
	markdown_head(o, 2, _("Effektmål"));
	markdown_table(o, columns, 7);
	for (size_t i = 0; i < c->n_effektmaal; i++) {
		const Omstilling__V1__Maaling *e = c->effektmaal[i];
		const char *const cells[] = {e->maal, e->indikator, e->kilde, e->fra, e->til,
		    tall_desimal(o->a, e->maaltall), tall_desimal(o->a, e->verdi)};
		markdown_row(o, cells, 7);
	}
	markdown_end(o);
}

static void afterwards(struct out *o, const Omstilling__V1__Rapportinnhold *c)
{
	if (c->n_plp + c->n_overtakelser == 0)
		return;
	markdown_head(o, 2, _("Etter perioden"));
	for (size_t i = 0; i < c->n_plp; i++)
		markdown_item(o, papir_or_empty(c->plp[i]->steg), c->plp[i]->tekst);
	for (size_t i = 0; i < c->n_overtakelser; i++)
		markdown_item(o, papir_or_empty(c->overtakelser[i]->prosjekt), c->overtakelser[i]->overtar);
	markdown_end(o);
}

void rapport_write(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__GetRapportResponse *r = (const void *)reply;
	const Omstilling__V1__Rapportinnhold *c = r->innhold;

	if (!c || !r->rapport)
		return;
	head(o, r->rapport, c);
	chapters(o, c);
	jobs(o, c);
	figures(o, c);
	projects(o, c);
	board(o, c->styre);
	if (c->n_avvik > 0)
		markdown_head(o, 2, _("Avvik fra planene"));
	for (size_t i = 0; i < c->n_avvik; i++)
		markdown_bullet(o, c->avvik[i]);
	markdown_end(o);
	assessment(o, c);
	effects(o, c);
	afterwards(o, c);
}

int run_rapport_export(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	return document_run(cli, m, rapport_write, st);
}

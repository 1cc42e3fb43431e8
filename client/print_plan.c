/* print_plan: what is common to both plans: the head, chapters and findings; see print_plan.h. */
#include "print_plan.h"

#include <inttypes.h>
#include <string.h>

#include "funntekst.h"
#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"
#include "verify.h"

void print_chapters(struct out *o, Omstilling__V1__Tekst *const *kapitler, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_head(o,
		    mem_printf(o->a, _("Kapittel %s"), kapitler[i]->kapittel ? kapitler[i]->kapittel : "?"));
		out_text(o, 2, kapitler[i]->tekst ? kapitler[i]->tekst : "");
	}
}

static const char *acknowledgement(struct out *o, const Omstilling__V1__Kvittering *k)
{
	if (!k)
		return NULL;
	return mem_printf(o->a, "%s: %s", k->brukernavn ? k->brukernavn : "?", k->grunn ? k->grunn : "");
}

static void print_findings(struct out *o, Omstilling__V1__Funn *const *funn, size_t n)
{
	static const char *const head[] = {N_("Regel"), N_("Alvor"), N_("Sted"), ">" N_("Oppgitt"),
	    ">" N_("Beregnet"), N_("Kilde"), N_("Kvittering")};
	struct table *t = table_new(o, head, 7);
	uint64_t shown = 0;

	for (size_t i = 0; i < n; i++) {
		const Omstilling__V1__Funn *f = funn[i];
		const char *demand = funntekst_once(&shown, f->regel);
		const char *const cells[] = {f->regel, text_value("alvor", f->alvor), f->sted,
		    tall_desimal(o->a, f->oppgitt), tall_desimal(o->a, f->beregnet), f->kilde,
		    acknowledgement(o, f->kvittering)};
		if (demand)
			table_heading(t, mem_printf(o->a, "%s: %s", f->regel, demand));
		table_row(t, cells);
		if (f->tekst)
			table_note(t, f->tekst);
	}
	table_print(t);
}

void print_check(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__CheckPlanResponse *r = (const void *)reply;

	print_findings(o, r->funn, r->n_funn);
	out_line(o, mem_printf(o->a, _("%s%zu funn, %" PRId32 " åpne feil"), r->n_funn ? "\n" : "", r->n_funn,
			r->aapne_feil));
}

void print_acknowledged(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__AcknowledgeFindingResponse *r = (const void *)reply;

	if (r->funn)
		print_findings(o, (Omstilling__V1__Funn *const *)&r->funn, 1);
}

/* The reader need not believe the server: the hash is made again of the bytes that it sent. */
static const char *hash_line(struct out *o, const Omstilling__V1__GetPlanResponse *r)
{
	const char *hash = r->plan && r->plan->hash ? r->plan->hash : NULL;

	if (!hash || !r->has_kanonisk)
		return hash;
	return mem_printf(o->a, "%s (%s)", hash,
	    verify_hash(hash, r->kanonisk.data, r->kanonisk.len) == 0 ? _("regnet ut på nytt her: stemmer")
								      : _("STEMMER IKKE med innholdet"));
}

const char *print_state(struct out *o, const Omstilling__V1__Plan *p)
{
	const char *s = p->tilstand ? text_value("tilstand", p->tilstand) : "";

	if (p->has_versjon && p->versjon > 0)
		s = mem_printf(o->a, _("%s, versjon %" PRId32), s, p->versjon);
	if (p->has_revisjon)
		s = mem_printf(o->a, _("%s, revisjon %" PRId32), s, p->revisjon);
	return p->vedtatt_dato ? mem_printf(o->a, _("%s, vedtatt %s"), s, tall_dato(o->a, p->vedtatt_dato))
			       : s;
}

static void print_head(struct out *o, const Omstilling__V1__GetPlanResponse *r)
{
	if (r->plan) {
		out_pair(o, _("Plan"), r->plan->navn);
		out_pair(o, _("Tittel"), r->plan->tittel);
		out_pair(o, _("Tilstand"), print_state(o, r->plan));
	}
	if (r->aapne_kommentarer > 0)
		out_pair(o, _("Kommentarer"),
		    mem_printf(o->a, _("%" PRId32 " åpne, se «plan comments»"), r->aapne_kommentarer));
	out_pair(o, "SHA-256", hash_line(o, r));
	out_pair(o, _("Etag"), r->etag);
}

void print_plan(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__GetPlanResponse *r = (const void *)reply;

	print_head(o, r);
	if (r->omstillingsplan)
		print_omstillingsplan(o, r->omstillingsplan);
	if (r->handlingsplan)
		print_handlingsplan(o, r->handlingsplan);
	if (r->n_funn > 0) {
		out_head(o, _("Funn da versjonen ble frosset"));
		print_findings(o, r->funn, r->n_funn);
	}
}

void print_vedtatt_plan(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__GetVedtattPlanResponse *r = (const void *)reply;
	Omstilling__V1__GetPlanResponse plan = OMSTILLING__V1__GET_PLAN_RESPONSE__INIT;

	plan.plan = r->plan;
	plan.omstillingsplan = r->omstillingsplan;
	plan.handlingsplan = r->handlingsplan;
	plan.n_funn = r->n_funn;
	plan.funn = r->funn;
	plan.has_kanonisk = r->has_kanonisk;
	plan.kanonisk = r->kanonisk;
	print_plan(o, &plan.base);
}

/* frame: see frame.h. */
#include "frame.h"

#include <inttypes.h>
#include <string.h>

#include "document.h"
#include "markdown.h"
#include "mem.h"
#include "papir.h"
#include "run.h"
#include "soeknadspapir.h"
#include "spraak.h"
#include "text.h"

void frame_blank(struct out *o, const char *what)
{
	fprintf(o->f, "[%s]\n\n", what);
}

static const char *organs(struct out *o, const Omstilling__V1__Steg *s)
{
	const char *text = NULL;

	for (size_t i = 0; i < s->n_organer; i++)
		text = text ? mem_printf(o->a, "%s, %s", text, s->organer[i]) : s->organer[i];
	return text ? text : papir_or_empty(s->funksjon);
}

static const char *outcome(struct out *o, const Omstilling__V1__Handling *h)
{
	const char *word = papir_or_empty(papir_outcome(h->utfall));

	return h->has_ja && h->has_nei ? mem_printf(o->a, "%s, %s", word, papir_votes(o->a, h->ja, h->nei, 0))
				       : word;
}

static bool votes(const Omstilling__V1__Steg *s)
{
	return papir_is(s->akt, "innstiller") || papir_is(s->akt, "vedtar") || papir_is(s->akt, "godkjenner");
}

static void head(struct out *o, const struct sakspapir *s)
{
	static const char *const columns[] = {
	    N_("Behandles av"), N_("Akt"), N_("Møtedato"), N_("Saksnummer")};
	const Omstilling__V1__Sak *sak = s->sak;

	markdown_head(o, 1, mem_printf(o->a, _("Saksframlegg: %s"), papir_or_empty(sak->tittel)));
	fputs(_("- **Arkivsak:** [saksnummer i kommunens sakssystem]\n- **Saksbehandler:** [navn]\n"), o->f);
	markdown_item(o, _("Sak i omstillingsregisteret"), sak->navn);
	if (sak->has_beslutning)
		markdown_item(o, _("Beslutning"),
		    mem_printf(o->a, _("%s (rad %" PRId32 " i godkjenningsmatrisen)"),
			papir_or_empty(s->beslutning), sak->beslutning));
	markdown_end(o);
	markdown_table(o, columns, 4);
	for (size_t i = 0; i < sak->n_steg; i++) {
		const Omstilling__V1__Steg *step = sak->steg[i];
		const Omstilling__V1__Handling *h = step->handling;
		const char *const cells[] = {organs(o, step), text_value("akt", step->akt),
		    h ? h->dato : NULL, h ? h->saksnummer : NULL};
		if (votes(step))
			markdown_row(o, cells, 4);
	}
	markdown_end(o);
}

/* --- the proposal: what who lays it before says, and what it would put into force */

static void recommendation(struct out *o, const struct sakspapir *s)
{
	const Omstilling__V1__Sak *sak = s->sak;
	bool found = false;

	markdown_head(o, 2, _("Forslag til vedtak"));
	for (size_t i = 0; i < sak->n_steg; i++) {
		const Omstilling__V1__Steg *step = sak->steg[i];
		if (!papir_is(step->akt, "fremlegger") || !step->handling || !step->handling->tekst)
			continue;
		markdown_quote(o, step->handling->tekst);
		found = true;
	}
	if (!found)
		frame_blank(o, _("Kommunedirektørens innstilling fylles inn"));
	if (!papir_proposes(sak->forslag))
		return;
	markdown_text(o, _("Forslaget, slik det settes i kraft når det er vedtatt:"));
	papir_proposal(o, sak->forslag, markdown_item);
	markdown_end(o);
}

/* --- what has been */

static void earlier(struct out *o, const Omstilling__V1__Sak *sak)
{
	static const char *const columns[] = {
	    N_("Dato"), N_("Organ"), N_("Akt"), N_("Utfall"), N_("Saksnummer")};

	markdown_head(o, 3, _("Tidligere behandling"));
	markdown_table(o, columns, 5);
	for (size_t i = 0; i < sak->n_steg; i++) {
		const Omstilling__V1__Steg *s = sak->steg[i];
		const Omstilling__V1__Handling *h = s->handling;
		if (!h)
			continue;
		const char *const cells[] = {h->dato, organs(o, s), text_value("akt", papir_or_empty(s->akt)),
		    outcome(o, h), h->saksnummer};
		markdown_row(o, cells, 5);
	}
	markdown_end(o);
}

static bool has_words(const Omstilling__V1__Handling *h)
{
	return h && ((h->tekst && *h->tekst) || h->n_dissens > 0 || h->n_protokolltilfoersel > 0);
}

/* What was said in one kind of act, or in all others than two that have headings of their own. */
static void words(struct out *o, const Omstilling__V1__Sak *sak, const char *title, bool quality)
{
	bool begun = false;

	for (size_t i = 0; i < sak->n_steg; i++) {
		const Omstilling__V1__Steg *s = sak->steg[i];
		const Omstilling__V1__Handling *h = s->handling;
		if (!has_words(h) || papir_is(s->akt, "fremlegger") ||
		    papir_is(s->akt, "kvalitetssikrer") != quality)
			continue;
		if (!begun)
			markdown_head(o, 3, title);
		begun = true;
		markdown_text(o, mem_printf(o->a, "%s, %s: %s", organs(o, s),
				     papir_or_empty(papir_day(o->a, h->dato)), outcome(o, h)));
		markdown_quote(o, h->tekst);
		for (size_t k = 0; k < h->n_dissens; k++)
			markdown_quote(o, mem_printf(o->a, _("Dissens: %s"), h->dissens[k]));
		for (size_t k = 0; k < h->n_protokolltilfoersel; k++)
			markdown_quote(
			    o, mem_printf(o->a, _("Protokolltilførsel: %s"), h->protokolltilfoersel[k]));
	}
	if (!begun && quality)
		markdown_text(o, _("Det er ikke gitt noen skriftlig kvalitetssikring i saken."));
}

static void assessment(struct out *o, const Omstilling__V1__Sak *sak)
{
	markdown_head(o, 2, _("Vurdering"));
	frame_blank(o, _("Kommunedirektørens vurdering fylles inn"));
	if (sak->n_habilitet == 0)
		return;
	markdown_head(o, 3, _("Habilitet"));
	for (size_t i = 0; i < sak->n_habilitet; i++)
		markdown_bullet(o, papir_habilitet(o->a, NULL, sak->habilitet[i]));
	markdown_end(o);
}

static void conditions(struct out *o, const struct sakspapir *s)
{
	bool begun = false;

	for (size_t i = 0; s->vilkaar && i < s->vilkaar->n_vilkaar; i++) {
		const Omstilling__V1__Vilkaar *v = s->vilkaar->vilkaar[i];
		if (!s->sak->navn || !papir_is(v->sak, s->sak->navn))
			continue;
		if (!begun)
			markdown_head(o, 2, _("Vilkår som er satt"));
		begun = true;
		markdown_bullet(
		    o, mem_printf(o->a, "%s%s%s (%s)", papir_or_empty(v->tekst),
			   v->frist ? _(", innen ") : "", v->frist ? papir_day(o->a, v->frist) : "",
			   text_value("tilstand", papir_or_empty(v->tilstand))));
	}
	if (begun)
		markdown_end(o);
}

/* --- by which rule */

static void basis(struct out *o, const struct sakspapir *s)
{
	static const char *const columns[] = {
	    N_("Steg"), N_("Organ"), N_("Akt"), N_("Tilstand"), N_("Kilde")};

	markdown_head(o, 2, _("Hjemmel og saksgang"));
	markdown_table(o, columns, 5);
	for (size_t i = 0; i < s->sak->n_steg; i++) {
		const Omstilling__V1__Steg *step = s->sak->steg[i];
		const char *const cells[] = {mem_printf(o->a, "%" PRId32, step->nummer), organs(o, step),
		    text_value("akt", papir_or_empty(step->akt)),
		    text_value("tilstand", papir_or_empty(step->tilstand)), step->kilde};
		markdown_row(o, cells, 5);
	}
	markdown_end(o);
}

void frame_render(struct out *o, const struct sakspapir *s)
{
	head(o, s);
	recommendation(o, s);
	markdown_head(o, 2, _("Saksopplysninger"));
	frame_blank(o, _("Bakgrunnen for saken fylles inn"));
	earlier(o, s->sak);
	words(o, s->sak, _("Uttalelser"), false);
	words(o, s->sak, _("Kvalitetssikring"), true);
	frame_plan(o, s);
	soeknadspapir_show(o, &skrift_markdown, s);
	assessment(o, s->sak);
	frame_money(o, s);
	conditions(o, s);
	basis(o, s);
	frame_attachments(o, s);
}

int run_sak_frame(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__GetSakRequest *req = (void *)cli_request(cli, m, st);
	struct sakspapir s;
	struct document d;

	/* Refused aloud, where a packet would only leave it out. */
	if (!req || document_only(cli, "Markdown", st) || !cli_call(cli, m->cmd->method, &req->base, st))
		return -1;
	if (sakspapir_get(cli, req->sak, NULL, &s, st) || soeknadspapir_get(cli, &s, st) ||
	    document_begin(&d, cli, st))
		return -1;
	if (s.sak)
		frame_render(&d.out, &s);
	return document_end(&d, cli, cmd_value(m, "FIL"), st);
}

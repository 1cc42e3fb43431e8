/* minutes: see minutes.h. */
#include "minutes.h"

#include <inttypes.h>
#include <string.h>

#include "cli.h"
#include "document.h"
#include "markdown.h"
#include "mem.h"
#include "papir.h"
#include "run.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

static const char *number(struct out *o, int32_t n)
{
	return mem_printf(o->a, "%" PRId32, n);
}

static void head(struct out *o, const Omstilling__V1__Protokoll *p, const Omstilling__V1__Moete *m)
{
	markdown_head(o, 1,
	    mem_printf(o->a, "%s: %s, %s", papir_is(p->slag, "moetebok") ? _("Møtebok") : _("Protokoll"),
		papir_or_empty(m->organ_navn), papir_or_empty(papir_day(o->a, m->dato))));
	markdown_item(o, _("Tid"),
	    m->klokkeslett
		? mem_printf(o->a, _("%s kl. %s"), papir_or_empty(papir_day(o->a, m->dato)), m->klokkeslett)
		: papir_day(o->a, m->dato));
	markdown_item(o, _("Sted"), m->sted);
	markdown_item(o, _("Møteform"), m->maate ? text_value("maate", m->maate) : NULL);
	markdown_item(o, _("Møteleder"), papir_name(o->a, m, m->moeteleder));
	markdown_item(o, _("Sekretær"), papir_name(o->a, m, m->sekretaer));
	markdown_item(o, _("Innkalt"), papir_time(o->a, m->innkalt));
	markdown_item(o, _("Åpnet"), papir_time(o->a, m->aapnet));
	markdown_item(o, _("Avsluttet"), papir_time(o->a, m->avsluttet));
	if (m->has_seter)
		markdown_item(o, _("Seter"), number(o, m->seter));
	if (m->has_til_stede)
		markdown_item(o, _("Til stede med stemmerett"),
		    mem_printf(
			o->a, _("%" PRId32 "; møtet er vedtaksført med %" PRId32), m->til_stede, m->kvorum));
	markdown_end(o);
}

static bool in_state(const Omstilling__V1__Deltaker *d, const char *state)
{
	return papir_is(d->tilstand, state);
}

static void participant(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Deltaker *d)
{
	const char *const cells[] = {d->navn ? d->navn : d->brukernavn,
	    d->rolle ? text_value("rolle", d->rolle) : NULL, papir_name(o->a, m, d->representerer),
	    d->stemmerett ? _("ja") : _("nei"), d->kom, d->gikk};

	markdown_row(o, cells, 6);
}

static void participants(struct out *o, const Omstilling__V1__Moete *m, const char *title, const char *state)
{
	static const char *const columns[] = {
	    N_("Navn"), N_("Rolle"), N_("Møter for"), N_("Stemmerett"), N_("Kom"), N_("Gikk")};
	size_t n = 0;

	for (size_t i = 0; i < m->n_deltakere; i++)
		n += in_state(m->deltakere[i], state);
	if (n == 0)
		return;
	markdown_head(o, 2, title);
	markdown_table(o, columns, 6);
	for (size_t i = 0; i < m->n_deltakere; i++)
		if (in_state(m->deltakere[i], state))
			participant(o, m, m->deltakere[i]);
	markdown_end(o);
}

/* What is special in how the case came up. */
static void circumstances(
    struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Sakslistepunkt *p)
{
	markdown_item(o, _("Sak"), p->sak);
	if (p->has_beslutning)
		markdown_item(o, _("Rad i godkjenningsmatrisen"), number(o, p->beslutning));
	markdown_item(o, _("Behandlet for lukkede dører"), p->hjemmel);
	if (p->utenfor_sakslisten)
		markdown_item(o, _("Utenfor sakslisten"), _("ja"));
	for (size_t i = 0; i < p->n_innvendinger; i++)
		markdown_item(o, _("Innvending mot behandling"), papir_name(o->a, m, p->innvendinger[i]));
	if (p->krevd)
		markdown_item(o, _("Krevd av minst en tredel av medlemmene"), _("ja"));
	markdown_item(o, _("Møteleder i saken"), papir_name(o->a, m, p->moeteleder));
}

static void habilitet(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Protokollsak *s)
{
	if (s->n_habilitet == 0)
		return;
	markdown_head(o, 4, _("Habilitet"));
	for (size_t i = 0; i < s->n_habilitet; i++)
		markdown_bullet(o, papir_habilitet(o->a, m, s->habilitet[i]));
	markdown_end(o);
}

static void proposals(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Protokollsak *s)
{
	static const char *const columns[] = {
	    N_("Nr."), N_("Slag"), N_("Forslag"), N_("Fremsatt av"), N_("Stemmer"), N_("Resultat")};

	if (s->n_motforslag == 0)
		return;
	markdown_head(o, 4, _("Forslag i møtet"));
	markdown_table(o, columns, 6);
	for (size_t i = 0; i < s->n_motforslag; i++) {
		const Omstilling__V1__Motforslag *f = s->motforslag[i];
		const char *outcome = papir_voted(o->a, f);
		const char *const cells[] = {number(o, f->nummer), text_value("slag", f->slag),
		    papir_voted_text(o->a, f), papir_name(o->a, m, f->fremsatt_av),
		    f->has_ja || f->has_nei ? papir_votes(o->a, f->ja, f->nei, 0) : NULL,
		    outcome ? outcome : _("ikke votert over")};
		markdown_row(o, cells, 6);
	}
	markdown_end(o);
}

static void members_votes(
    struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Protokollsak *s)
{
	static const char *const columns[] = {N_("Medlem"), N_("Møter for"), N_("Stemme"), N_("Forslag")};

	if (s->n_stemmer == 0)
		return;
	markdown_end(o);
	markdown_table(o, columns, 4);
	for (size_t i = 0; i < s->n_stemmer; i++) {
		const Omstilling__V1__Stemme *v = s->stemmer[i];
		const char *const cells[] = {papir_name(o->a, m, v->brukernavn),
		    papir_name(o->a, m, v->representerer), text_value("stemme", v->stemme),
		    v->has_forslag ? number(o, v->forslag) : NULL};
		markdown_row(o, cells, 4);
	}
}

static void voting(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Protokollsak *s)
{
	if (!s->votering && !s->has_ja && s->n_stemmer == 0)
		return;
	markdown_head(o, 4, _("Votering"));
	markdown_item(o, _("Avgitt"),
	    papir_is(s->votering, "foert") ? _("i møtet, ført av sekretæren og bekreftet av møtelederen")
					   : _("av medlemmene, talt av tjeneren"));
	if (s->has_ja || s->has_nei)
		markdown_item(o, _("Resultat"), papir_votes(o->a, s->ja, s->nei, s->blank));
	if (s->avgjort_av_moeteleder)
		markdown_item(o, _("Stemmelikhet"), _("avgjort av møtelederens stemme"));
	for (size_t i = 0; i < s->n_valgomganger; i++) {
		const Omstilling__V1__Valgomgang *v = s->valgomganger[i];
		markdown_item(o, mem_printf(o->a, _("Valgomgang %" PRId32), v->omgang),
		    mem_printf(o->a, "%s%s%s", papir_votes(o->a, v->ja, v->nei, v->blank),
			v->lodd ? _("; loddet falt på ") : _("; ikke flertall"), papir_or_empty(v->lodd)));
	}
	for (size_t i = 0; i < s->n_dissens; i++)
		markdown_item(o, _("Dissens"), s->dissens[i]);
	members_votes(o, m, s);
	markdown_end(o);
}

static void decision(struct out *o, const Omstilling__V1__Protokollsak *s)
{
	markdown_head(o, 4, papir_is(s->akt, "innstiller") ? _("Innstilling") : _("Vedtak"));
	markdown_text(o, s->vedtak ? s->vedtak : _("Saken ble ikke avgjort i dette møtet."));
	if (s->plan)
		markdown_item(
		    o, _("Vedtatt plan"), mem_printf(o->a, _("%s, versjon %" PRId32), s->plan, s->versjon));
	markdown_item(o, _("SHA-256 av planen"), s->hash);
	if (s->plan || s->hash)
		markdown_end(o);
}

static void remarks(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Protokollsak *s)
{
	if (s->n_merknader == 0)
		return;
	markdown_head(o, 4, _("Protokolltilførsler"));
	for (size_t i = 0; i < s->n_merknader; i++) {
		const Omstilling__V1__Merknad *r = s->merknader[i];
		if (r->brukernavn)
			markdown_text(o, mem_printf(o->a, "%s:", papir_name(o->a, m, r->brukernavn)));
		markdown_quote(o, r->tekst);
	}
}

static void one_case(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Protokollsak *s)
{
	const Omstilling__V1__Sakslistepunkt *p = s->punkt;

	if (!p)
		return;
	markdown_head(o, 3,
	    mem_printf(o->a, "%" PRId32 ". %s%s%s%s", p->nummer, p->tittel ? p->tittel : _("Lukket sak"),
		s->saksnummer ? " (" : "", papir_or_empty(s->saksnummer), s->saksnummer ? ")" : ""));
	circumstances(o, m, p);
	markdown_end(o);
	if (!p->sak)
		return;
	if (s->forslag) {
		markdown_head(o, 4, _("Forslag"));
		papir_proposal(o, s->forslag, markdown_item);
		markdown_end(o);
	}
	habilitet(o, m, s);
	proposals(o, m, s);
	voting(o, m, s);
	decision(o, s);
	remarks(o, m, s);
}

static void reported(struct out *o, const Omstilling__V1__Protokoll *p)
{
	static const char *const columns[] = {N_("Dato"), N_("Sak"), N_("Tittel"), N_("Utfall"), N_("Beløp")};

	if (p->n_meldinger == 0)
		return;
	markdown_head(o, 2, _("Meldt: vedtak etter delegasjon"));
	markdown_table(o, columns, 5);
	for (size_t i = 0; i < p->n_meldinger; i++) {
		const Omstilling__V1__DelegertVedtak *d = p->meldinger[i];
		const char *const cells[] = {
		    d->dato, d->sak, d->tittel, papir_outcome(d->utfall), tall_desimal(o->a, d->beloep)};
		markdown_row(o, cells, 5);
	}
	markdown_end(o);
}

static void signatures(struct out *o, const Omstilling__V1__Protokoll *p)
{
	static const char *const columns[] = {N_("Navn"), N_("Rolle"), N_("Tid")};

	markdown_head(o, 2, _("Signaturer"));
	if (p->n_signaturer > 0)
		markdown_table(o, columns, 3);
	for (size_t i = 0; i < p->n_signaturer; i++) {
		const Omstilling__V1__Signatur *s = p->signaturer[i];
		const char *const cells[] = {
		    s->navn, s->rolle ? text_value("rolle", s->rolle) : NULL, papir_time(o->a, s->tid)};
		markdown_row(o, cells, 3);
	}
	if (p->n_signaturer > 0)
		markdown_end(o);
	for (size_t i = 0; i < p->n_mangler_signatur; i++)
		markdown_item(o, _("Mangler signatur"), p->mangler_signatur[i]);
	if (p->n_mangler_signatur > 0)
		markdown_end(o);
}

static void proof(struct out *o, const Omstilling__V1__Protokoll *p)
{
	markdown_head(o, 2, _("Kontroll"));
	markdown_text(o, p->frosset ? _("Innholdet er frosset: ingenting i det endres etter første signatur.")
				    : _("Utkast: innholdet kan endres til det er signert."));
	markdown_item(o, "SHA-256", p->hash);
	for (size_t i = 0; i < p->n_journal; i++) {
		const Omstilling__V1__Journalhode *h = p->journal[i];
		markdown_item(o,
		    h->program ? mem_printf(o->a, _("Journalhode %s"), markdown_word(o->a, h->program))
			       : _("Journalhode for installasjonen"),
		    mem_printf(o->a, "%" PRId64 ":%s", h->nummer, papir_or_empty(h->hash)));
	}
}

void minutes_render(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__Protokoll *p =
	    ((const Omstilling__V1__GetProtokollResponse *)(const void *)reply)->protokoll;

	if (!p || !p->moete)
		return;
	head(o, p, p->moete);
	participants(o, p->moete, _("Til stede"), "til_stede");
	participants(o, p->moete, _("Forfall"), "forfall");
	participants(o, p->moete, _("Fraværende"), "fravaerende");
	markdown_head(o, 2, _("Saker"));
	for (size_t i = 0; i < p->n_saker; i++)
		one_case(o, p->moete, p->saker[i]);
	reported(o, p);
	signatures(o, p);
	proof(o, p);
}

int run_moete_minutes(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	return document_run(cli, m, minutes_render, st);
}

/* print_moete: see print_moete.h. */
#include "print_moete.h"

#include <inttypes.h>
#include <omstilling/v1/moete.pb-c.h>
#include <string.h>

#include "field.h"
#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"

static const char *word(const char *field, const char *value)
{
	return value ? text_value(field, value) : NULL;
}

/* "2021-02-01 kl. 18:00, 90 minutter" */
static const char *when(struct out *o, const Omstilling__V1__Moete *m)
{
	const char *s = tall_dato(o->a, m->dato);

	if (s && m->klokkeslett)
		s = mem_printf(o->a, _("%s kl. %s"), s, m->klokkeslett);
	if (s && m->has_varighet_minutter)
		s = mem_printf(o->a, _("%s, %" PRId32 " minutter"), s, m->varighet_minutter);
	return s;
}

static const char *notice(struct out *o, const Omstilling__V1__Moete *m)
{
	if (!m->has_innkalling)
		return NULL;
	const char *s = mem_printf(o->a, _("nr. %" PRId32), m->innkalling);
	if (m->innkalt)
		s = mem_printf(o->a, _("%s, sendt %s"), s, tall_dato(o->a, m->innkalt));
	return m->innkalt_av ? mem_printf(o->a, _("%s av %s"), s, m->innkalt_av) : s;
}

/* "3 av 5 seter, kvorum 3: vedtaksført"; before the meeting only what it takes. */
static const char *quorum(struct out *o, const Omstilling__V1__Moete *m)
{
	if (!m->has_seter || !m->has_kvorum)
		return NULL;
	if (!m->has_til_stede)
		return mem_printf(o->a, _("%" PRId32 " av %" PRId32 " seter"), m->kvorum, m->seter);
	return mem_printf(o->a, _("%" PRId32 " av %" PRId32 " seter til stede, kravet er %" PRId32 ": %s"),
	    m->til_stede, m->seter, m->kvorum, m->vedtaksfoert ? _("vedtaksført") : _("ikke vedtaksført"));
}

static void print_notice(struct out *o, const Omstilling__V1__Moete *m)
{
	out_pair(o, _("Organ"), m->organ_navn ? m->organ_navn : m->organ);
	out_pair(o, _("Tid"), when(o, m));
	out_pair(o, _("Sted"), m->sted);
	out_pair(o, _("Møteform"), word("maate", m->maate));
	out_pair(o, _("Tilstand"), word("tilstand", m->tilstand));
	out_pair(o, _("Møteleder"), m->moeteleder);
	out_pair(o, _("Sekretær"), m->sekretaer);
	out_pair(o, _("Innkalling"), notice(o, m));
	out_pair(o, _("Melding"), m->melding);
	out_pair(o, _("Vedtaksførhet"), quorum(o, m));
	out_pair(o, _("Åpnet"), m->aapnet);
	out_pair(o, _("Avsluttet"), m->avsluttet);
	for (size_t i = 0; i < m->n_varsler; i++)
		out_pair(o, i == 0 ? _("Varsel") : "", m->varsler[i]);
	out_pair(o, _("Id"), m->id);
}

/* What is to be known of one case beside its line. */
static void print_remarks(struct out *o, struct table *t, const Omstilling__V1__Sakslistepunkt *p)
{
	if (p->krevd)
		table_note(t, _("Krevd av minst en tredel av medlemmene."));
	if (p->utenfor_sakslisten)
		table_note(t, _("Sto ikke på sakslisten i innkallingen."));
	for (size_t i = 0; i < p->n_innvendinger; i++)
		table_note(t, mem_printf(o->a, _("Innvending: %s"), p->innvendinger[i]));
	if (p->moeteleder)
		table_note(t, mem_printf(o->a, _("Ledes av %s."), p->moeteleder));
}

static void print_agenda(struct out *o, const Omstilling__V1__Moete *m)
{
	static const char *const head[] = {
	    ">#", N_("Sak"), N_("Tittel"), ">" N_("Beslutning"), N_("Lukket etter"), N_("Utfall")};
	struct table *t = table_new(o, head, 6);

	out_head(o, _("Saksliste"));
	if (m->n_saksliste == 0)
		out_line(o, _("(ingen saker)"));
	for (size_t i = 0; i < m->n_saksliste; i++) {
		const Omstilling__V1__Sakslistepunkt *p = m->saksliste[i];
		const char *const cells[] = {mem_printf(o->a, "%" PRId32, p->nummer), p->sak,
		    p->sak ? p->tittel : _("(lukket sak)"),
		    p->has_beslutning ? mem_printf(o->a, "%" PRId32, p->beslutning) : NULL, p->hjemmel,
		    word("utfall", p->utfall)};
		table_row(t, cells);
		print_remarks(o, t, p);
	}
	table_print(t);
}

/* "18:00–19:30", "fra 18:20", "til 19:30" */
static const char *there(struct out *o, const Omstilling__V1__Deltaker *d)
{
	if (d->kom && d->gikk)
		return mem_printf(o->a, "%s–%s", tall_dato(o->a, d->kom), tall_dato(o->a, d->gikk));
	if (d->kom)
		return mem_printf(o->a, _("fra %s"), tall_dato(o->a, d->kom));
	return d->gikk ? mem_printf(o->a, _("til %s"), tall_dato(o->a, d->gikk)) : NULL;
}

static const char *rights(const Omstilling__V1__Deltaker *d)
{
	if (d->stemmerett)
		return _("stemmer");
	return d->talerett ? _("taler") : _("følger");
}

static void print_people(struct out *o, const Omstilling__V1__Moete *m)
{
	static const char *const head[] = {
	    N_("Rolle"), N_("Navn"), N_("Brukernavn"), N_("Tilstand"), N_("For"), N_("Rett"), N_("Klokka")};
	struct table *t = table_new(o, head, 7);

	if (m->n_deltakere == 0)
		return;
	out_head(o, _("Deltakere"));
	for (size_t i = 0; i < m->n_deltakere; i++) {
		const Omstilling__V1__Deltaker *d = m->deltakere[i];
		const char *const cells[] = {word("rolle", d->rolle), d->navn, d->brukernavn,
		    d->tilstand ? word("tilstand", d->tilstand) : _("innkalt"), d->representerer, rights(d),
		    there(o, d)};
		table_row(t, cells);
	}
	table_print(t);
}

void print_moete(struct out *o, const ProtobufCMessage *reply)
{
	const ProtobufCFieldDescriptor *fd = field_find(reply->descriptor, "moete", 5);

	if (!fd || !field_present(reply, fd))
		return;
	const Omstilling__V1__Moete *m = (const void *)field_message(reply, fd, 0);
	print_notice(o, m);
	print_agenda(o, m);
	print_people(o, m);
}

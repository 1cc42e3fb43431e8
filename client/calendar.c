/* calendar: see calendar.h. */
#include "calendar.h"

#include <inttypes.h>
#include <omstilling/v1/moete.pb-c.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "document.h"
#include "ical.h"
#include "mem.h"
#include "run.h"
#include "spraak.h"
#include "text.h"

#define URN "urn:omstilling:"

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static bool is(const char *s, const char *word)
{
	return s && strcmp(s, word) == 0;
}

/* When the notice was sent; of a meeting that was not called here, when it was opened. */
static const char *stamp(struct out *o, const Omstilling__V1__Moete *m)
{
	time_t now = time(NULL);
	struct tm tm;
	char *text;

	if (m->innkalt || m->aapnet)
		return ical_time(o->a, m->innkalt ? m->innkalt : m->aapnet);
	text = mem_alloc(o->a, sizeof("20210201T160000Z"));
	strftime(text, sizeof("20210201T160000Z"), "%Y%m%dT%H%M%SZ", gmtime_r(&now, &tm));
	return text;
}

static void when(struct out *o, const Omstilling__V1__Moete *m)
{
	const char *day = ical_time(o->a, or_empty(m->dato));

	if (!m->klokkeslett) {
		ical_line(o, mem_printf(o->a, "DTSTART;VALUE=DATE:%s", day));
		return;
	}
	ical_line(
	    o, mem_printf(o->a, "DTSTART;TZID=Europe/Oslo:%sT%s00", day, ical_time(o->a, m->klokkeslett)));
	if (m->has_varighet_minutter && m->varighet_minutter > 0)
		ical_line(o, mem_printf(o->a, "DURATION:PT%" PRId32 "M", m->varighet_minutter));
}

static const char *item(struct out *o, const Omstilling__V1__Sakslistepunkt *p)
{
	const char *closed = p->hjemmel ? mem_printf(o->a, _(" (lukket: %s)"), p->hjemmel) : "";

	if (!p->sak)
		return mem_printf(o->a, _("%" PRId32 ". Lukket sak%s"), p->nummer, closed);
	return mem_printf(o->a, "%" PRId32 ". %s (%s)%s", p->nummer, or_empty(p->tittel), p->sak, closed);
}

static const char *description(struct out *o, const Omstilling__V1__Moete *m)
{
	const char *s = m->melding && *m->melding ? mem_printf(o->a, "%s\n\n", m->melding) : "";

	if (m->maate)
		s = mem_printf(o->a, _("%sMøteform: %s\n"), s, text_value("maate", m->maate));
	s = mem_printf(o->a, _("%sSaksliste:"), s);
	for (size_t i = 0; i < m->n_saksliste; i++)
		s = mem_printf(o->a, "%s\n%s", s, item(o, m->saksliste[i]));
	return s;
}

static const char *part(const Omstilling__V1__Deltaker *d)
{
	if (is(d->rolle, "leder"))
		return "CHAIR";
	return d->stemmerett ? "REQ-PARTICIPANT" : "NON-PARTICIPANT";
}

static void people(struct out *o, const Omstilling__V1__Moete *m)
{
	ical_line(o, mem_printf(o->a, "ORGANIZER;CN=%s:" URN "organ:%s",
			 ical_quoted(o->a, or_empty(m->organ_navn)), ical_urn(o->a, or_empty(m->organ))));
	for (size_t i = 0; i < m->n_deltakere; i++) {
		const Omstilling__V1__Deltaker *d = m->deltakere[i];
		ical_line(o, mem_printf(o->a, "ATTENDEE;CN=%s;ROLE=%s;PARTSTAT=%s:" URN "person:%s",
				 ical_quoted(o->a, or_empty(d->navn)), part(d),
				 is(d->tilstand, "forfall") ? "DECLINED" : "NEEDS-ACTION",
				 ical_urn(o->a, or_empty(d->brukernavn))));
	}
}

static void event(struct out *o, const Omstilling__V1__Moete *m)
{
	bool cancelled = is(m->tilstand, "avlyst");
	int32_t notice = m->innkalling > 0 ? m->innkalling - 1 : 0;

	ical_line(o, "BEGIN:VEVENT");
	ical_line(o, mem_printf(o->a, "UID:%s@omstilling", ical_urn(o->a, or_empty(m->id))));
	ical_line(o, mem_printf(o->a, "DTSTAMP:%s", stamp(o, m)));
	ical_line(o, mem_printf(o->a, "SEQUENCE:%" PRId32, notice));
	ical_line(o, cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
	when(o, m);
	ical_text(o, "SUMMARY",
	    mem_printf(o->a, _("%s%s: møte"), cancelled ? _("AVLYST: ") : "", or_empty(m->organ_navn)));
	ical_text(o, "LOCATION", m->sted);
	ical_text(o, "DESCRIPTION", description(o, m));
	people(o, m);
	ical_line(o, "END:VEVENT");
}

void calendar_render(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__GetMoeteResponse *r = (const void *)reply;

	if (!r->moete)
		return;
	ical_line(o, "BEGIN:VCALENDAR");
	ical_line(o, "VERSION:2.0");
	ical_line(o, mem_printf(o->a, "PRODID:-//omstilling//%s//NO", cli_release));
	ical_line(o, is(r->moete->tilstand, "avlyst") ? "METHOD:CANCEL" : "METHOD:REQUEST");
	ical_oslo(o);
	event(o, r->moete);
	ical_line(o, "END:VCALENDAR");
}

int run_moete_calendar(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	return document_run(cli, m, calendar_render, st);
}

/* papir: see papir.h. */
#include "papir.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "mem.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

const char *papir_or_empty(const char *s)
{
	return s ? s : "";
}

bool papir_is(const char *s, const char *word)
{
	return s && strcmp(s, word) == 0;
}

const char *papir_day(struct arena *a, const char *day)
{
	return tall_dag(a, day);
}

/* The number in two digits. */
static int two(const char *s)
{
	return (s[0] - '0') * 10 + s[1] - '0';
}

const char *papir_years(struct arena *a, bool known, int32_t from, int32_t to)
{
	return known ? mem_printf(a, "%" PRId32 "–%" PRId32, from, to) : NULL;
}

const char *papir_day_before(struct arena *a, const char *day)
{
	struct tm tm = {
	    .tm_hour = 12, .tm_isdst = -1}; /* at noon no change of the clock moves it to another day */
	char text[sizeof("2021-02-01")];

	if (!day || strlen(day) != sizeof(text) - 1 || papir_day(a, day) == day)
		return NULL;
	tm.tm_year = two(day) * 100 + two(day + 2) - 1900;
	tm.tm_mon = two(day + 5) - 1;
	tm.tm_mday = two(day + 8) - 1;
	if (mktime(&tm) == (time_t)-1 || strftime(text, sizeof(text), "%Y-%m-%d", &tm) == 0)
		return NULL;
	return mem_strndup(a, text, strlen(text));
}

const char *papir_time(struct arena *a, const char *time)
{
	if (!time || strlen(time) < 16 || time[10] != 'T')
		return time;
	return mem_printf(a, _("%s kl. %.5s UTC"), papir_day(a, time), time + 11);
}

const char *papir_name(struct arena *a, const Omstilling__V1__Moete *m, const char *brukernavn)
{
	for (size_t i = 0; m && brukernavn && i < m->n_deltakere; i++) {
		const Omstilling__V1__Deltaker *d = m->deltakere[i];
		if (papir_is(d->brukernavn, brukernavn) && d->navn)
			return mem_printf(a, "%s (%s)", d->navn, brukernavn);
	}
	return brukernavn;
}

const char *papir_outcome(const char *utfall)
{
	return text_value("utfall", utfall);
}

const char *papir_votes(struct arena *a, int32_t ja, int32_t nei, int32_t blank)
{
	const char *s = mem_printf(a, _("%" PRId32 " ja, %" PRId32 " nei"), ja, nei);

	return blank > 0 ? mem_printf(a, _("%s, %" PRId32 " blank"), s, blank) : s;
}

const char *papir_voted(struct arena *a, const Omstilling__V1__Motforslag *f)
{
	if (f->has_plasser)
		return mem_printf(a, "%" PRId32 " %s%s", f->plasser,
		    f->plasser == 1 ? _("plass") : _("plasser"), f->lodd ? _(", den siste ved lodd") : "");
	return !f->has_vedtatt ? NULL : f->vedtatt ? _("vedtatt") : _("ikke vedtatt");
}

const char *papir_voted_text(struct arena *a, const Omstilling__V1__Motforslag *f)
{
	const char *text = papir_or_empty(f->tekst);

	for (size_t i = 0; papir_is(f->slag, "liste") && f->forslag && i < f->forslag->n_verv; i++)
		text = mem_printf(
		    a, "%s%s %s", text, i == 0 ? ":" : ",", papir_or_empty(f->forslag->verv[i]->brukernavn));
	return text;
}

static void conditions(struct out *o, const Omstilling__V1__Forslag *f,
    void (*put)(struct out *o, const char *label, const char *value))
{
	for (size_t i = 0; i < f->n_vilkaar; i++)
		put(o, _("Vilkår"), f->vilkaar[i]);
	for (size_t i = 0; i < f->n_vilkaarsrader; i++) {
		const Omstilling__V1__Vilkaar *v = f->vilkaarsrader[i];
		put(o, _("Vilkår"),
		    mem_printf(o->a, "%s%s%s%s%s", papir_or_empty(v->tekst), v->frist ? _(", innen ") : "",
			v->frist ? papir_day(o->a, v->frist) : "", v->ansvarlig ? _(", følges opp av ") : "",
			papir_or_empty(v->ansvarlig)));
	}
}

static void money(struct out *o, const Omstilling__V1__Forslag *f,
    void (*put)(struct out *o, const char *label, const char *value))
{
	if (f->has_aar)
		put(o, _("Budsjettår"), mem_printf(o->a, "%" PRId32, f->aar));
	if (f->finansioer)
		put(o, _("Finansiør"), f->finansioer);
	if (f->statlig_beloep)
		put(o, _("Av dette statlig"),
		    mem_printf(o->a, _("%s kroner"), tall_desimal(o->a, f->statlig_beloep)));
	if (f->til_omraade || f->til_tiltak)
		put(o, _("Flyttes"),
		    mem_printf(o->a, _("fra %s%s%s til %s"), papir_or_empty(f->omraade),
			f->tiltak ? _(", tiltak ") : "", papir_or_empty(f->tiltak),
			f->til_omraade ? f->til_omraade : f->til_tiltak));
}

static void delegations(struct out *o, const Omstilling__V1__Forslag *f,
    void (*put)(struct out *o, const char *label, const char *value))
{
	for (size_t i = 0; i < f->n_delegasjoner; i++) {
		const Omstilling__V1__Delegasjon *d = f->delegasjoner[i];
		put(o, _("Delegasjon"),
		    mem_printf(o->a, _("rad %" PRId32 " fra %s til %s: %s, %s, %s til %s"), d->beslutning,
			papir_or_empty(d->fra_organ), papir_or_empty(d->til_organ), papir_or_empty(d->emne),
			d->beloep ? mem_printf(o->a, _("inntil %s kroner"), tall_desimal(o->a, d->beloep))
				  : _("uten beløpsgrense"),
			papir_or_empty(papir_day(o->a, d->gyldig_fra)),
			papir_or_empty(papir_day(o->a, d->gyldig_til))));
	}
}

bool papir_proposes(const Omstilling__V1__Forslag *f)
{
	return f && (f->plan || f->hash || f->beloep || f->gyldig_til || f->n_verv > 0 || f->n_vilkaar > 0 ||
			f->n_vilkaarsrader > 0 || f->n_delegasjoner > 0 || f->klage_over || f->delprosjekt ||
			f->avtaleendring || f->erstatter || f->prinsipiell);
}

void papir_proposal(struct out *o, const Omstilling__V1__Forslag *f,
    void (*put)(struct out *o, const char *label, const char *value))
{
	if (!f)
		return;
	if (f->plan)
		put(o, _("Plan"), mem_printf(o->a, _("%s, versjon %" PRId32), f->plan, f->versjon));
	put(o, "SHA-256", f->hash);
	if (f->beloep)
		put(o, _("Beløp"), mem_printf(o->a, _("%s kroner"), tall_desimal(o->a, f->beloep)));
	put(o, _("Gyldig til"), papir_day(o->a, f->gyldig_til));
	money(o, f, put);
	for (size_t i = 0; i < f->n_verv; i++) {
		const Omstilling__V1__Verv *v = f->verv[i];
		put(o, _("Verv"),
		    mem_printf(o->a, _("%s: %s i %s"),
			papir_or_empty(v->person_navn ? v->person_navn : v->brukernavn),
			text_value("rolle", papir_or_empty(v->rolle)),
			papir_or_empty(v->organ_navn ? v->organ_navn : v->organ)));
	}
	conditions(o, f, put);
	delegations(o, f, put);
	put(o, _("Klage over"), f->klage_over);
	put(o, _("Delprosjekt"), f->delprosjekt);
	put(o, _("Endring av samarbeidsavtalen"), f->avtaleendring);
	put(o, _("Erstatter"), f->erstatter);
	if (f->prinsipiell)
		put(o, _("Prinsipiell"), _("ja"));
}

const char *papir_habilitet(
    struct arena *a, const Omstilling__V1__Moete *m, const Omstilling__V1__Habilitet *h)
{
	const char *s = mem_printf(a, "%s: %s, %s", papir_or_empty(papir_name(a, m, h->brukernavn)),
	    text_value("grunn", papir_or_empty(h->grunn)),
	    papir_is(h->tilstand, "reist") ? _("reist og ikke avgjort")
					   : papir_or_empty(text_value("tilstand", h->tilstand)));

	if (h->has_ja || h->has_nei)
		s = mem_printf(a, _("%s (%" PRId32 " for inhabil, %" PRId32 " mot)"), s, h->ja, h->nei);
	return h->forklaring && *h->forklaring ? mem_printf(a, "%s. %s", s, h->forklaring) : s;
}

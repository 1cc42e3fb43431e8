/* print_portefoelje: see print_portefoelje.h. */
#include "print_portefoelje.h"

#include <inttypes.h>
#include <omstilling/v1/portefoelje.pb-c.h>
#include <stdlib.h>
#include <string.h>

#include "bar.h"
#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "text.h"

#define BAR_COLUMNS 8
/* Kroner in a tenth of a million. */
#define TENTH 100000

static const char *number(struct out *o, int has, int32_t n)
{
	return has ? mem_printf(o->a, "%" PRId32, n) : NULL;
}

/* Whole kroner of an amount; what is behind the point is not shown here. */
static int64_t kroner(const char *amount)
{
	return amount ? strtoll(amount, NULL, 10) : 0;
}

/* "n.d" of n tenths. */
static const char *tenths(struct out *o, int64_t n)
{
	int64_t size = n < 0 ? -n : n;

	return text_decimal(
	    o->a, mem_printf(o->a, "%s%" PRId64 ".%" PRId64, n < 0 ? "-" : "", size / 10, size % 10));
}

/* Millions with one decimal, so that a row fits; the exact kroner are in the other forms of output. */
static const char *millions(struct out *o, const char *amount)
{
	int64_t n = kroner(amount);

	return amount ? tenths(o, (n + (n < 0 ? -1 : 1) * TENTH / 2) / TENTH) : NULL;
}

/* "████···· 50,0 %": the figure always stands beside the bar. */
static const char *share(struct out *o, int64_t thousandths)
{
	return mem_printf(
	    o->a, "%s %s %%", bar(o->a, thousandths, BAR_COLUMNS, bar_utf8()), tenths(o, thousandths));
}

/* What is spent of what is budgeted; nothing where there is no budget. */
static const char *spent(struct out *o, const char *used, const char *frame)
{
	int64_t of = kroner(frame), n = kroner(used);

	return used && of > 0 && n < INT64_MAX / 1000 && n > INT64_MIN / 1000 ? share(o, n * 1000 / of)
									      : NULL;
}

/* What is reached, which the server has worked out to one decimal. */
static const char *reached(struct out *o, const char *per_cent)
{
	const char *point = per_cent ? strchr(per_cent, '.') : NULL;

	return per_cent ? share(o, kroner(per_cent) * 10 + (point ? point[1] - '0' : 0)) : NULL;
}

static const char *phase(struct out *o, const Omstilling__V1__Portefoeljerad *r)
{
	return mem_printf(o->a, "%" PRId32 " %s", r->fase, r->fase_navn ? r->fase_navn : "");
}

/* A number of warnings never stands in colour alone: it is marked. */
static const char *warned(struct out *o, int has, int32_t n)
{
	return has && n > 0 ? mem_printf(o->a, "! %" PRId32, n) : NULL;
}

static void print_row(struct out *o, struct table *t, const Omstilling__V1__Portefoeljerad *r)
{
	const char *const cells[] = {r->program, r->fylke, phase(o, r), number(o, r->has_dager, r->dager),
	    millions(o, r->ramme), millions(o, r->tildelt), millions(o, r->brukt),
	    spent(o, r->brukt, r->ramme), text_decimal(o->a, r->maal), text_decimal(o->a, r->nye),
	    text_decimal(o->a, r->sikrede), reached(o, r->prosent),
	    number(o, r->has_prosjekter, r->prosjekter), warned(o, r->has_antall_varsler, r->antall_varsler)};

	table_row(t, cells);
}

static void print_sum(struct out *o, struct table *t, const Omstilling__V1__Portefoeljesum *s)
{
	const char *const cells[] = {mem_printf(o->a, _("Sum %" PRId32), s->programmer), NULL, NULL, NULL,
	    millions(o, s->ramme), millions(o, s->tildelt), millions(o, s->brukt),
	    spent(o, s->brukt, s->ramme), text_decimal(o->a, s->maal), text_decimal(o->a, s->nye),
	    text_decimal(o->a, s->sikrede), reached(o, s->prosent),
	    number(o, s->has_prosjekter, s->prosjekter), warned(o, s->has_antall_varsler, s->antall_varsler)};

	table_sum(t, cells);
}

static void print_warnings(struct out *o, const Omstilling__V1__Portefoeljerad *r)
{
	for (size_t i = 0; i < r->n_varsler; i++)
		out_text(o, 0,
		    mem_printf(o->a, "! %s: %s (%s)", r->program ? r->program : "",
			r->varsler[i]->tekst ? r->varsler[i]->tekst : "",
			r->varsler[i]->kilde ? r->varsler[i]->kilde : ""));
}

void print_portefoelje(struct out *o, const ProtobufCMessage *reply)
{
	static const char *const head[] = {N_("Program"), N_("Fylke"), N_("Fase"), ">" N_("Dager"),
	    ">" N_("Ramme"), ">" N_("Tildelt"), ">" N_("Brukt"), N_("Brukt av rammen"), ">" N_("Mål"),
	    ">" N_("Nye"), ">" N_("Sikrede"), N_("Nådd"), ">" N_("Prosj."), N_("Varsler")};
	const Omstilling__V1__GetPortefoeljeResponse *r = (const void *)reply;
	struct table *t = table_new(o, head, sizeof(head) / sizeof(*head));

	out_pair(o, _("Dato"), r->dato);
	if (r->n_programmer == 0) {
		out_line(o, _("(ingen)"));
		return;
	}
	out_pair(o, _("Beløp"), _("millioner kroner siden programmet begynte"));
	for (size_t i = 0; i < r->n_programmer; i++)
		print_row(o, t, r->programmer[i]);
	if (r->sum)
		print_sum(o, t, r->sum);
	table_print(t);
	for (size_t i = 0; i < r->n_programmer; i++)
		print_warnings(o, r->programmer[i]);
}

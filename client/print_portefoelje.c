/* print_portefoelje: see print_portefoelje.h. */
#include "print_portefoelje.h"

#include <inttypes.h>
#include <omstilling/v1/portefoelje.pb-c.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bar.h"
#include "mem.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"

#define BAR_COLUMNS 8
/* Below this a row has its most important columns only: warnings are told by a line each in any case. */
#define WIDE 130
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

	return tall_desimal(
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

	return used && of > 0 && of < INT64_MAX / 2000 && n < INT64_MAX / 2000 && n > INT64_MIN / 2000
		   ? share(o, (n * 1000 + (n < 0 ? -of : of) / 2) / of)
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
	return o->width < WIDE
		   ? number(o, 1, r->fase)
		   : mem_printf(o->a, "%" PRId32 " %s", r->fase, r->fase_navn ? r->fase_navn : "");
}

/* Jobs of reports that count; where these say nothing of them that is said, for an empty cell may be no
 * report. */
static const char *jobs(struct out *o, const char *n, int32_t reports)
{
	return !n && reports > 0 ? _("ikke målt") : tall_desimal(o->a, n);
}

/* A number of warnings never stands in colour alone: it is marked. */
static const char *warned(struct out *o, int has, int32_t n)
{
	return has && n > 0 ? mem_printf(o->a, "! %" PRId32, n) : NULL;
}

static const struct column {
	const char *head;
	bool always; /* also where it is narrow */
} columns[] = {{N_("Program"), true}, {N_("Fylke"), false}, {N_("Fase"), true}, {">" N_("Dager igjen"), true},
    {">" N_("Ramme"), true}, {">" N_("Tildelt"), false}, {">" N_("Brukt"), false},
    {N_("Brukt av rammen"), true}, {">" N_("Mål"), true}, {">" N_("Nye"), true}, {">" N_("Sikrede"), true},
    {N_("Nådd"), true}, {">" N_("Prosj."), false}, {N_("Varsler"), false}};
#define COLUMNS (int)(sizeof(columns) / sizeof(*columns))

/* The cells of the columns that are shown, in some; how many. */
static int shown(const struct out *o, const char *const *cells, const char **some)
{
	int n = 0;

	for (int i = 0; i < COLUMNS; i++)
		if (columns[i].always || o->width >= WIDE)
			some[n++] = cells[i];
	return n;
}

static struct table *new_table(struct out *o)
{
	const char *head[COLUMNS], *some[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		head[i] = columns[i].head;
	return table_new(o, some, shown(o, head, some));
}

static void print_row(struct out *o, struct table *t, const Omstilling__V1__Portefoeljerad *r)
{
	const char *const cells[] = {r->program, r->fylke, phase(o, r), number(o, r->has_dager, r->dager),
	    millions(o, r->ramme), millions(o, r->tildelt), millions(o, r->brukt),
	    spent(o, r->brukt, r->ramme), tall_desimal(o->a, r->maal), jobs(o, r->nye, r->rapporter),
	    jobs(o, r->sikrede, r->rapporter), reached(o, r->prosent),
	    number(o, r->has_prosjekter, r->prosjekter), warned(o, r->has_antall_varsler, r->antall_varsler)};
	const char *some[COLUMNS];

	shown(o, cells, some);
	table_row(t, some);
}

static void print_sum(struct out *o, struct table *t, const Omstilling__V1__Portefoeljesum *s)
{
	const char *const cells[] = {mem_printf(o->a, _("Sum %" PRId32), s->programmer), NULL, NULL, NULL,
	    millions(o, s->ramme), millions(o, s->tildelt), millions(o, s->brukt),
	    spent(o, s->brukt, s->ramme), tall_desimal(o->a, s->maal), tall_desimal(o->a, s->nye),
	    tall_desimal(o->a, s->sikrede), reached(o, s->prosent),
	    number(o, s->has_prosjekter, s->prosjekter), warned(o, s->has_antall_varsler, s->antall_varsler)};
	const char *some[COLUMNS];

	shown(o, cells, some);
	table_sum(t, some);
}

/* The share is of those that have measured: where others have targets too, the sum's own figures make
 * another. */
static void print_share(struct out *o, const Omstilling__V1__Portefoeljesum *s)
{
	if (s && s->naadd && s->naadd_av && s->maal && strcmp(s->maal, s->naadd_av) != 0)
		out_text(o, 0,
		    mem_printf(o->a, _("Nådd i alt: %s av %s, som er målene i de programmene som har målt."),
			tall_desimal(o->a, s->naadd), tall_desimal(o->a, s->naadd_av)));
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
	const Omstilling__V1__GetPortefoeljeResponse *r = (const void *)reply;
	struct table *t = new_table(o);

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
	print_share(o, r->sum);
	for (size_t i = 0; i < r->n_programmer; i++)
		print_warnings(o, r->programmer[i]);
}

/* man: see man.h. In the man(7) macros, which groff, mandoc and man-db all read. */
#include "man.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "commands.h"
#include "example.h"
#include "mem.h"
#include "options.h"
#include "spraak.h"

#define LINE 20 /* characters after which a source line ends; an escape takes eight columns */

/* One character; letters outside ASCII by number, for any locale. */
static void put_char(struct out *o, const unsigned char **p)
{
	unsigned c = *(*p)++;

	if (c == '\\')
		fputs("\\e", o->f);
	else if (c == '-')
		fputs("\\-", o->f);
	else if (c == '\'')
		fputs("\\(aq", o->f);
	else if (c < 0x80)
		fputc((int)c, o->f);
	else {
		c &= c >= 0xe0 ? 0xf : 0x1f;
		while ((**p & 0xc0) == 0x80)
			c = c << 6 | (*(*p)++ & 0x3fu);
		fprintf(o->f, "\\[u%04X]", c);
	}
}

/* Nothing in the text is a request or an escape of roff. Long lines are broken where break_lines. */
static void put(struct out *o, const char *s, bool break_lines)
{
	const unsigned char *p = (const unsigned char *)s, *line = p;

	while (*p) {
		if (p == line && (*p == '.' || *p == '\''))
			fputs("\\&", o->f);
		if (*p == ' ' && break_lines && p - line > LINE) {
			fputc('\n', o->f);
			line = ++p;
			continue;
		}
		put_char(o, &p);
	}
}

static void put_line(struct out *o, const char *request, const char *s)
{
	fputs(request, o->f);
	put(o, s, *request == '\0');
	fputc('\n', o->f);
}

static void section(struct out *o, const char *name)
{
	fputs(".SH ", o->f);
	put_line(o, "", name);
}

/* The day it was compiled; SOURCE_DATE_EPOCH rules over that. */
static const char *day(struct arena *a)
{
	struct tm tm = {0};
	char text[sizeof("2021-02-01")];

	strptime(__DATE__, "%b %d %Y", &tm);
	strftime(text, sizeof(text), "%Y-%m-%d", &tm);
	return mem_strndup(a, text, strlen(text));
}

static void options(struct out *o)
{
	section(o, _("VALG"));
	for (const struct options_row *r = options_rows; r->flag; r++) {
		fputs(".TP\n", o->f);
		put_line(o, ".B ",
		    mem_printf(o->a, "%s%s%s", r->flag, r->value ? " " : "", r->value ? r->value : ""));
		put_line(o, "", _(r->help));
		if (r->standard)
			put_line(o, "", mem_printf(o->a, _("(ellers %s)"), r->standard));
		if (r->env)
			put_line(o, "", mem_printf(o->a, "[%s]", r->env));
	}
}

static void list_commands(struct out *o)
{
	section(o, _("KOMMANDOER"));
	for (const struct cmd *c = commands; c->usage; c++) {
		if (c->hidden)
			continue;
		fputs(".TP\n", o->f);
		put_line(o, ".B ", c->usage);
		put_line(o, "", _(c->help));
		fputs(".br\n", o->f);
		put_line(o, "", mem_printf(o->a, _("Eksempel: omstilling %s"), example_of(o->a, c)));
	}
}

void man_print(struct out *o)
{
	static const char *const statuses[][2] = {{"0", N_("utført")}, {"1", N_("journalens kjede er brutt")},
	    {"2", N_("feil bruk")}, {"130", N_("avbrutt med Ctrl-C")},
	    {"10 + N", N_("avslag eller feil, der N er gRPC-koden")}};
	static const char *const files[][2] = {{"config", N_("valg, en linje «nøkkel = verdi» for hvert")},
	    {"tokens", N_("hvem som er innlogget herfra, bare lesbar for deg")},
	    {"~/.local/state/omstilling/history",
		N_("linjene du har skrevet til skallet, bare lesbare for deg")}};

	fprintf(o->f, ".TH OMSTILLING 1 %s \"omstilling %s\"\n", day(o->a), OMSTILLING_RELEASE);
	section(o, _("NAVN"));
	put_line(o, "", _("omstilling - klienten for omstillingsprogrammer i kommuner"));
	section(o, _("BRUK"));
	fputs(".B omstilling\n", o->f);
	put_line(o, "", _("[VALG] KOMMANDO [ARGUMENTER]"));
	section(o, _("BESKRIVELSE"));
	put_line(o, "",
	    _("Planer, saker, møter, vedtak, søknader og støtte i et omstillingsprogram, hos en tjener."));
	put_line(o, "", _("En kommando kan skrives så kort at den ikke kan være en annen."));
	options(o);
	list_commands(o);
	section(o, _("FILER"));
	fputs(_("I $XDG_CONFIG_HOME/omstilling, ellers i ~/.config/omstilling:\n"), o->f);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		fputs(".TP\n", o->f);
		put_line(o, ".I ", files[i][0]);
		put_line(o, "", _(files[i][1]));
	}
	section(o, _("AVSLUTNINGSSTATUS"));
	for (size_t i = 0; i < sizeof(statuses) / sizeof(*statuses); i++) {
		fputs(".TP\n", o->f);
		put_line(o, ".B ", statuses[i][0]);
		put_line(o, "", _(statuses[i][1]));
	}
}

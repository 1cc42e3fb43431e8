/*
 * run_watch: events as lines, until Ctrl-C; see run.h.
 *
 * What has been shown is remembered by its number: when the connection breaks, or the server stops or finds
 * us too slow, the next stream goes on from there, and nothing is missed or shown twice.
 */
#include <inttypes.h>
#include <omstilling/v1/hendelse.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "csv.h"
#include "mem.h"
#include "print.h"
#include "report.h"
#include "run.h"
#include "spraak.h"
#include "svar.h"
#include "tall.h"

#define METHOD "HendelseService/Watch"
#define SILENCE_MS 90000 /* the server says something twice as often (hendelse.proto) */
#define PAUSE_MIN_MS 1000
#define PAUSE_MAX_MS 30000
#define MESSAGE_MAX ((size_t)64 << 20)

struct watching {
	struct cli *cli;
	Omstilling__V1__WatchRequest req; /* where to go on */
	struct arena *places;		  /* what req points to, but for the programme */
	bool begun;			  /* the server has answered at least once */
	unsigned pause_ms;
};

/* What happened, but for when. */
static const char *line(struct arena *a, const Omstilling__V1__Hendelse *h)
{
	const char *organ = h->organ ? mem_printf(a, " (%s)", h->organ) : "";
	const char *who = h->hvem ? mem_printf(a, "%s%s: ", h->hvem, organ) : "";
	const char *title = h->tittel ? mem_printf(a, " «%s»", h->tittel) : "";

	return mem_printf(a, "%s %" PRId64 "  %s%s  %s%s", h->program, h->sekvens, who,
	    h->tekst ? h->tekst : "", h->objekt ? h->objekt : "", title);
}

/* On a terminal broken between words; else a line an event, for who searches in them. */
static void show_line(struct out *o, const Omstilling__V1__Hendelse *h)
{
	const char *when = h->tid ? tall_dato(o->a, h->tid) : "";

	if (isatty(fileno(o->f)))
		out_pair(o, when, line(o->a, h));
	else
		out_line(o, mem_printf(o->a, "%s  %s", when, line(o->a, h)));
}

/* What is made for one message lives no longer than it. */
static void show(struct cli *cli, struct arena *a, const Omstilling__V1__Hendelse *h)
{
	struct arena *own = cli->out.a;

	cli->out.a = a;
	if (cli->opt.csv)
		csv_line(&cli->out, h->base.descriptor, &h->base, NULL);
	else if (cli->opt.yaml)
		print_yaml_part(&cli->out, &h->base);
	else if (cli->opt.data)
		print_json_line(&cli->out, &h->base);
	else
		show_line(&cli->out, h);
	cli->out.a = own;
}

/* Keeps the places of the message as what to ask from. */
static void remember(struct watching *w, const Omstilling__V1__WatchResponse *r)
{
	struct arena *a = mem_new();

	w->req.n_etter = r->n_stilling;
	w->req.etter = mem_alloc(a, r->n_stilling * sizeof(*w->req.etter));
	for (size_t i = 0; i < r->n_stilling; i++) {
		w->req.etter[i] = mem_alloc(a, sizeof(*r->stilling[i]));
		*w->req.etter[i] = *r->stilling[i];
		w->req.etter[i]->program =
		    mem_strndup(a, r->stilling[i]->program, strlen(r->stilling[i]->program));
	}
	arena_free(w->places);
	w->places = a;
}

/* -1: nobody reads us any more. */
static int take(struct watching *w, struct arena *a, const Omstilling__V1__WatchResponse *r)
{
	for (size_t i = 0; i < r->n_hendelser; i++)
		show(w->cli, a, r->hendelser[i]);
	if (fflush(w->cli->out.f) != 0 || ferror(w->cli->out.f))
		return -1;
	remember(w, r);
	w->begun = true;
	w->pause_ms = PAUSE_MIN_MS;
	return 0;
}

/* One stream to its end; how it ended in st. -1: nobody reads us any more. */
static int follow(struct watching *w, struct status *st)
{
	struct call_stream *s = cli_stream(w->cli, METHOD, SILENCE_MS, st);
	int rc = 0;

	if (!s)
		return 0;
	if (call_stream_send(s, &w->req.base) == 0 && call_stream_end(s) == 0)
		while (rc == 0) {
			struct arena *a = arena_new(MESSAGE_MAX);
			ProtobufCMessage *r =
			    a ? call_stream_next(s, a, &omstilling__v1__watch_response__descriptor) : NULL;
			if (r && !w->cli->opt.data && !w->cli->opt.csv)
				svar_oversett(a, r);
			if (r)
				rc = take(w, a, (const Omstilling__V1__WatchResponse *)r);
			arena_free(a);
			if (!r)
				break;
		}
	call_stream_close(s, st);
	return rc;
}

/* Ends that another stream goes on from. */
static bool passing(const struct status *st)
{
	return st->code == GRPC_OK || st->code == GRPC_UNAVAILABLE || st->code == GRPC_DEADLINE_EXCEEDED ||
	       (st->reason && strcmp(st->reason, "for_treg") == 0);
}

/* The first number to show is after the one given. */
static int read_after(struct watching *w, const struct cmd_match *m, struct status *st)
{
	static Omstilling__V1__Stilling place = OMSTILLING__V1__STILLING__INIT;
	static Omstilling__V1__Stilling *places[] = {&place};
	const char *text = cmd_value(m, "--etter");
	char *end;

	if (!text)
		return 0;
	place.program = w->req.program;
	place.has_sekvens = 1;
	place.sekvens = strtoll(text, &end, 10);
	w->req.n_etter = 1;
	w->req.etter = places;
	if (end != text && *end == '\0' && w->req.program)
		return 0;
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = w->req.program ? mem_printf(w->cli->a, _("«%s» er ikke et nummer"), text)
				   : _("--etter gjelder ett program, som må nevnes")};
	return -1;
}

/* True: Ctrl-C. */
static bool pause_before(struct watching *w, const struct status *st)
{
	if (st->text)
		out_text(&w->cli->err, 0,
		    mem_printf(w->cli->a, _("%s: %s (prøver igjen om %u s)"),
			st->reason ? st->reason : _("brutt"), st->text, w->pause_ms / 1000));
	fflush(w->cli->err.f);
	const bool interrupted = cli_wait(w->pause_ms);
	w->pause_ms = w->pause_ms * 2 < PAUSE_MAX_MS ? w->pause_ms * 2 : PAUSE_MAX_MS;
	return interrupted;
}

int run_watch(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	struct watching w = {
	    .cli = cli, .req = OMSTILLING__V1__WATCH_REQUEST__INIT, .pause_ms = PAUSE_MIN_MS};
	int rc;

	w.req.program = (char *)(uintptr_t)cmd_value(m, "PROGRAM");
	if (read_after(&w, m, st))
		return -1;
	if (cli->opt.csv)
		csv_line(&cli->out, &omstilling__v1__hendelse__descriptor, NULL, NULL);
	for (;;) {
		rc = follow(&w, st);
		if (rc != 0 || st->code == GRPC_CANCELLED || !w.begun || !passing(st))
			break;
		cli_hang_up(cli);
		if (pause_before(&w, st)) {
			*st = call_interrupted();
			break;
		}
	}
	arena_free(w.places);
	if (rc == 0 && st->code == GRPC_CANCELLED)
		return REPORT_INTERRUPTED;
	return rc == 0 ? -1 : 0;
}

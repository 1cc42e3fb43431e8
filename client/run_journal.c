/* run_journal: the journal page by page, shown, verified or exported, and an export verified; see run.h. */
#include <errno.h>
#include <inttypes.h>
#include <omstilling/v1/journal.pb-c.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "export.h"
#include "feil.h"
#include "field.h"
#include "jsontext.h"
#include "mem.h"
#include "print.h"
#include "progress.h"
#include "run.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "verify.h"

#define METHOD "JournalService/ListJournal"
#define ROOM_FOR_HASH 100 /* columns */

/* The page after the entry number `after`. */
static Omstilling__V1__ListJournalResponse *page(
    struct cli *cli, Omstilling__V1__ListJournalRequest *req, int64_t after, struct status *st)
{
	req->has_etter = 1;
	req->etter = after;
	return (void *)cli_call(cli, METHOD, &req->base, st);
}

static int64_t last_number(const Omstilling__V1__ListJournalResponse *r)
{
	return r->poster[r->n_poster - 1]->nummer;
}

/* All entries, or one page when --antall is given. */
static Omstilling__V1__ListJournalResponse *fetch(
    struct cli *cli, Omstilling__V1__ListJournalRequest *req, struct status *st)
{
	Omstilling__V1__ListJournalResponse *all = page(cli, req, req->has_etter ? req->etter : 0, st);

	while (all && !req->has_page_size && all->n_poster > 0 && last_number(all) < all->hode_nummer) {
		Omstilling__V1__ListJournalResponse *next = page(cli, req, last_number(all), st);
		if (!next)
			return NULL;
		if (next->n_poster == 0 || last_number(next) <= req->etter)
			break; /* the head is told, but not handed out: `verify` says so */
		field_merge(cli->a, &all->base, &next->base);
	}
	return all;
}

static const char *copy(struct cli *cli, const struct jsontext *line, const char *key)
{
	const char *s = line ? jsontext_get(line, key) : NULL;

	return s ? mem_strndup(cli->a, s, strlen(s)) : NULL;
}

static void show_post(struct cli *cli, struct table *t, const Omstilling__V1__Journalpost *post)
{
	struct jsontext *line = jsontext_new(post->linje);
	const char *const cells[] = {mem_printf(cli->a, "%" PRId64, post->nummer), copy(cli, line, "tid"),
	    copy(cli, line, "person"), copy(cli, line, "organ"), copy(cli, line, "hendelse"),
	    copy(cli, line, "objekt"), post->hash ? mem_printf(cli->a, "%.12s", post->hash) : NULL};

	jsontext_free(line);
	table_row(t, cells);
}

/* Where there is little room it is left to the words, and the head alone says what the chain is. */
static void show_table(struct cli *cli, const Omstilling__V1__ListJournalResponse *r)
{
	static const char *const head[] = {
	    ">" N_("Nr"), N_("Tid"), N_("Person"), N_("Organ"), N_("Hendelse"), N_("Objekt"), N_("Hash")};
	struct table *t = table_new(&cli->out, head, cli->out.width < ROOM_FOR_HASH ? 6 : 7);

	for (size_t i = 0; i < r->n_poster; i++)
		show_post(cli, t, r->poster[i]);
	table_print(t);
	out_text(&cli->out, 0,
	    mem_printf(cli->a, _("hode: %" PRId64 " %s"), r->hode_nummer, r->hode_hash ? r->hode_hash : ""));
}

int run_journal_show(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__ListJournalRequest *req = (void *)cli_request(cli, m, st);
	Omstilling__V1__ListJournalResponse *r = req ? fetch(cli, req, st) : NULL;

	if (!r)
		return -1;
	if (cli->opt.data || cli->opt.csv)
		return cli_print(cli, m->cmd, &r->base, st);
	show_table(cli, r);
	return 0;
}

static int broken(struct cli *cli, int64_t number, enum verify_break b)
{
	out_text(&cli->err, 0,
	    mem_printf(
		cli->a, _("omstilling: kjeden_brutt: ved post %" PRId64 ": %s"), number, verify_text(b)));
	return 1;
}

static int read_receipt(struct cli *cli, const char *text, struct export_receipt *r, struct status *st)
{
	char *end;

	*r = (struct export_receipt){.number = -1};
	if (!text)
		return 0;
	r->number = strtoll(text, &end, 10);
	r->hash = end + 1;
	if (end != text && *end == ':' && r->number >= 0 && strlen(r->hash) == 2 * VERIFY_HASH)
		return 0;
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = mem_printf(cli->a, _("«%s» er ikke et hode"), text),
	    .hint = _("--head NUMMER:HASH, slik det står i kvitteringen")};
	return -1;
}

/* Takes one page into the chain. */
static enum verify_break take_page(
    struct verify *v, struct export_receipt *receipt, const Omstilling__V1__ListJournalResponse *r)
{
	enum verify_break b = VERIFY_OK;

	for (size_t i = 0; b == VERIFY_OK && i < r->n_poster; i++)
		b = export_take(v, receipt, r->poster[i]);
	return b;
}

static int print_head(struct cli *cli, const struct verify *v, struct status *st)
{
	Omstilling__V1__ListJournalResponse head = OMSTILLING__V1__LIST_JOURNAL_RESPONSE__INIT;
	static const struct cmd shown = {.show = "hode_nummer; hode_hash"};
	char hex[2 * VERIFY_HASH + 1];

	sodium_bin2hex(hex, sizeof(hex), v->hash, VERIFY_HASH);
	head.has_hode_nummer = 1;
	head.hode_nummer = v->number;
	head.hode_hash = hex;
	if (!cli->opt.data)
		out_line(&cli->out,
		    mem_printf(cli->a, _("%" PRId64 " poster, kjeden holder%s"), v->number,
			v->emptied > 0 ? mem_printf(cli->a,
					     _("; %" PRId64 " uten innhold, slettet etter loven"), v->emptied)
				       : ""));
	return cli_print(cli, &shown, &head.base, st);
}

/* An export is verified without the server: names of programmes hold neither of these. */
static bool is_file(const char *name)
{
	return name && (strpbrk(name, "./") || strcmp(name, "-") == 0);
}

static int file_error(struct cli *cli, const char *path, struct status *st)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "fil",
	    .text = mem_printf(cli->a, "%s: %s", path, feil_tekst(errno))};
	return -1;
}

static int verify_file(struct cli *cli, const char *path, struct export_receipt *receipt, struct status *st)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *f = standard ? stdin : fopen(path, "re");
	struct verify v = {.number = 0};

	if (!f)
		return file_error(cli, path, st);
	enum verify_break b = export_verify(f, &v, receipt);
	if (!standard)
		fclose(f);
	if (b != VERIFY_OK)
		return broken(cli, b == VERIFY_HEAD ? v.number : v.number + 1, b);
	if (receipt->number < 0)
		out_text(&cli->err, 0,
		    _("Uten --head ses det ikke om poster mangler på slutten: sammenlign hodet med et du har "
		      "fått "
		      "før."));
	return print_head(cli, &v, st);
}

static int walk_pages(struct cli *cli, Omstilling__V1__ListJournalRequest *req,
    struct export_receipt *receipt, FILE *f, struct progress *p, struct status *st)
{
	Omstilling__V1__ListJournalResponse *r;
	struct verify v = {.number = 0};

	do {
		r = page(cli, req, v.number, st);
		if (!r)
			return -1;
		for (size_t i = 0; f && i < r->n_poster; i++)
			if (export_write(f, r->poster[i]))
				return file_error(cli, _("eksporten"), st);
		enum verify_break b = take_page(&v, receipt, r);
		if (b != VERIFY_OK)
			return broken(cli, b == VERIFY_HEAD ? v.number : v.number + 1, b);
		p->total = r->hode_nummer;
		progress_to(p, v.number);
	} while (r->n_poster > 0 && v.number < r->hode_nummer);
	progress_end(p);
	enum verify_break b = verify_head(&v, r->hode_nummer, r->hode_hash);
	if (b == VERIFY_OK && receipt->number > v.number)
		b = VERIFY_HEAD;
	return b == VERIFY_OK ? print_head(cli, &v, st) : broken(cli, v.number, b);
}

/* Every page of the chain, verified; and written to a file when there is one. */
static int walk(struct cli *cli, Omstilling__V1__ListJournalRequest *req, struct export_receipt *receipt,
    FILE *f, struct status *st)
{
	struct progress p = progress_count(&cli->err, "journal", _("poster"), 0);
	int rc = walk_pages(cli, req, receipt, f, &p, st);

	progress_end(&p);
	return rc;
}

int run_journal_verify(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	const char *name = cmd_value(m, "PROGRAM");
	struct export_receipt receipt;

	if (read_receipt(cli, cmd_value(m, "--head"), &receipt, st))
		return -1;
	if (is_file(name))
		return verify_file(cli, name, &receipt, st);
	Omstilling__V1__ListJournalRequest *req = (void *)cli_request(cli, m, st);
	return req ? walk(cli, req, &receipt, NULL, st) : -1;
}

int run_journal_export(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__ListJournalRequest *req = (void *)cli_request(cli, m, st);
	struct export_receipt none = {.number = -1};
	const char *path = cmd_value(m, "FIL");
	FILE *f = req ? fopen(path, "wxe") : NULL; /* x: no file is written over */

	if (!f)
		return req ? file_error(cli, path, st) : -1;
	int rc = walk(cli, req, &none, f, st);
	if (fclose(f) != 0 && rc == 0)
		rc = file_error(cli, path, st);
	return rc;
}

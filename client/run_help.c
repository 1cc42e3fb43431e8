/* run_help: the commands, from the same rows that run them; see run.h. */
#include <string.h>

#include "cli.h"
#include "commands.h"
#include "example.h"
#include "man.h"
#include "mem.h"
#include "rows.h"
#include "run.h"
#include "spraak.h"
#include "table.h"

/* Whether the command's name begins with these words. */
static bool is_within(const struct cmd *c, const char *words)
{
	size_t len = strlen(words), full = cmd_name_len(c->usage);

	return len <= full && memcmp(c->usage, words, len) == 0 &&
	       (len == 0 || len == full || c->usage[len] == ' ');
}

static void list_commands(struct cli *cli)
{
	static const char *const head[] = {N_("Kommando"), ""};
	struct table *t = table_new(&cli->out, head, 2);

	for (const struct cmd *c = commands; c->usage; c++) {
		if (c->hidden)
			continue;
		const char *const cells[] = {
		    mem_strndup(cli->a, c->usage, cmd_name_len(c->usage)), _(c->help)};
		table_row(t, cells);
	}
	table_print(t);
}

/* For programs: every row whose name begins with these words, as --output says. */
static int write_rows(struct cli *cli, const struct cmd_match *m, const char *name, struct status *st)
{
	static const char *const names[] = {"kommando", "bruk", "hjelp", "eksempel"};
	struct rows *r = rows_new(cli->a, "kommandoer", names, 4);

	for (const struct cmd *c = commands; c->usage; c++) {
		const char *const cells[] = {mem_strndup(cli->a, c->usage, cmd_name_len(c->usage)), c->usage,
		    _(c->help), example_of(cli->a, c)};
		if (is_within(c, name) && (*name || !c->hidden))
			rows_add(r, cells);
	}
	return cli_print(cli, m->cmd, rows_message(r), st);
}

static void list_options(struct cli *cli)
{
	static const char *const head[] = {N_("Valg"), "", N_("Miljø")};
	struct table *t = table_new(&cli->out, head, 3);

	for (const struct options_row *r = options_rows; r->flag; r++) {
		const char *help = _(r->help);
		const char *text = r->standard ? mem_printf(cli->a, "%s [%s]", help, r->standard) : help;
		const char *const cells[] = {
		    mem_printf(cli->a, "%s%s%s", r->flag, r->value ? " " : "", r->value ? r->value : ""),
		    text, r->env};
		table_row(t, cells);
	}
	table_print(t);
}

static void list_statuses(struct cli *cli)
{
	out_text(&cli->out, 0,
	    _("\nAvslutningsstatus: 0 utført; 1 journalens kjede er brutt; 2 feil bruk; 130 avbrutt med "
	      "Ctrl-C; "
	      "ellers 10 + gRPC-koden."));
}

void run_help_one(struct cli *cli, const struct cmd *cmd)
{
	out_text(&cli->out, 0, mem_printf(cli->a, _("bruk: omstilling %s"), cmd->usage));
	out_text(&cli->out, 4, _(cmd->help));
	out_text(&cli->out, 4, mem_printf(cli->a, _("eksempel: omstilling %s"), example_of(cli->a, cmd)));
}

/* "sak create": every row whose name begins with these words. */
static void show_matching(struct cli *cli, const char *name)
{
	int shown = 0;

	for (const struct cmd *c = commands; c->usage; c++) {
		if (!is_within(c, name))
			continue;
		if (shown++)
			out_line(&cli->out, "");
		run_help_one(cli, c);
	}
}

static const char *joined(struct cli *cli, const struct cmd_match *m)
{
	const char *s = "";

	for (size_t i = 0; i < m->n; i++)
		s = mem_printf(cli->a, "%s%s%s", s, i ? " " : "", m->args[i].value);
	return s;
}

static bool is_known(const char *name)
{
	for (const struct cmd *c = commands; c->usage; c++)
		if (is_within(c, name))
			return true;
	return false;
}

static void show_all(struct cli *cli)
{
	out_line(&cli->out, _("bruk: omstilling [VALG] KOMMANDO [ARGUMENTER]\n"));
	list_commands(cli);
	out_line(&cli->out, "");
	list_options(cli);
	list_statuses(cli);
}

int run_help(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	if (cmd_value(m, "--man")) {
		man_print(&cli->out);
		return 0;
	}
	const char *name = joined(cli, m);
	if (!is_known(name)) {
		*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
		    .reason = "ukjent_kommando",
		    .text = mem_printf(cli->a, _("«%s» er ikke en kommando"), name),
		    .hint = _("«omstilling help» viser kommandoene")};
		return -1;
	}
	if (cli->opt.data || cli->opt.csv)
		return write_rows(cli, m, name, st);
	if (*name)
		show_matching(cli, name);
	else
		show_all(cli);
	return 0;
}

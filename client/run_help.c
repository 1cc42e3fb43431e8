/* run_help: the commands, from the same rows that run them; see run.h. */
#include <string.h>

#include "cli.h"
#include "commands.h"
#include "example.h"
#include "man.h"
#include "mem.h"
#include "run.h"
#include "spraak.h"
#include "table.h"

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
static int show_matching(struct cli *cli, const char *name)
{
	int shown = 0;

	for (const struct cmd *c = commands; c->usage; c++) {
		size_t len = strlen(name), full = cmd_name_len(c->usage);
		if (len > full || memcmp(c->usage, name, len) != 0 || (len < full && c->usage[len] != ' '))
			continue;
		if (shown++)
			out_line(&cli->out, "");
		run_help_one(cli, c);
	}
	return shown;
}

static const char *joined(struct cli *cli, const struct cmd_match *m)
{
	const char *s = "";

	for (size_t i = 0; i < m->n; i++)
		s = mem_printf(cli->a, "%s%s%s", s, i ? " " : "", m->args[i].value);
	return s;
}

int run_help(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	if (cmd_value(m, "--man")) {
		man_print(&cli->out);
		return 0;
	}
	if (m->n == 0) {
		out_line(&cli->out, _("bruk: omstilling [VALG] KOMMANDO [ARGUMENTER]\n"));
		list_commands(cli);
		out_line(&cli->out, "");
		list_options(cli);
		list_statuses(cli);
		return 0;
	}
	const char *name = joined(cli, m);
	if (show_matching(cli, name) > 0)
		return 0;
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "ukjent_kommando",
	    .text = mem_printf(cli->a, _("«%s» er ikke en kommando"), name),
	    .hint = _("«omstilling help» viser kommandoene")};
	return -1;
}

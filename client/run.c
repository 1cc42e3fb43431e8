/* run: finds the row of the command table that was typed, and runs it; see run.h. */
#include "run.h"

#include <string.h>

#include "cli.h"
#include "commands.h"
#include "contract.h"
#include "csv.h"
#include "mem.h"
#include "pager.h"

/* What was typed and is no longer there after the options were taken out of it. */
static void keep_flags(struct cli *cli, int typed, char **all, int left, char **argv)
{
	cli->flags = mem_alloc(cli->a, ((size_t)typed + 1) * sizeof(*cli->flags));
	for (int i = 0; i < typed; i++) {
		bool is_word = false;
		for (int k = 0; k < left; k++)
			is_word = is_word || argv[k] == all[i];
		if (!is_word)
			cli->flags[cli->n_flags++] = all[i];
	}
}

int run_words(struct cli *cli, int argc, char **argv, struct status *st)
{
	char **typed = mem_alloc(cli->a, ((size_t)argc + 1) * sizeof(*typed));
	int n = argc;

	memcpy(typed, argv, (size_t)argc * sizeof(*typed));
	if (options_parse(cli->a, &argc, argv, &cli->opt, st))
		return -1;
	keep_flags(cli, n, typed, argc, argv);
	if (cli->opt.version) {
		fprintf(cli->out.f, "omstilling %s\n", cli_release);
		return 0;
	}
	if (dial_parse(cli->a, cli->opt.server, cli->opt.tls != NULL, &cli->address, st))
		return -1;
	return run_command(cli, argc, argv, st);
}

/* `help` of the words typed before --help: of one command, of a group, of all. */
static int run_help_of(struct cli *cli, int argc, char **argv, struct status *st)
{
	static char help[] = "help";
	char **words = mem_alloc(cli->a, (size_t)(argc + 1) * sizeof(*words));
	int used;
	const struct cmd *cmd = cmd_find(cli->a, commands, argc, argv, &used, st);

	cli->opt.help = NULL;
	if (cmd) {
		run_help_one(cli, cmd);
		return 0;
	}
	words[0] = help;
	for (int i = 0; i < argc; i++)
		words[i + 1] = argv[i];
	return run_command(cli, argc + 1, words, st);
}

/* Before anything is done: an answer without rows is no CSV. What asks no server has its own form. */
static bool lacks_rows(const struct cmd *cmd)
{
	const char *show = cmd->csv ? cmd->csv : cmd->show;

	if (!cmd->method)
		return false;
	if (cmd->run && !show && !cmd->print) /* a document, or an act */
		return true;
	return !csv_has_rows(contract_method(cmd->method)->output, show);
}

int run_command(struct cli *cli, int argc, char **argv, struct status *st)
{
	struct cmd_match *m = mem_alloc(cli->a, sizeof(*m));
	struct pager pager;
	int used;

	if (cli->opt.help)
		return run_help_of(cli, argc, argv, st);
	const struct cmd *cmd = cmd_find(cli->a, commands, argc, argv, &used, st);
	if (!cmd || cmd_parse(cli->a, cmd, argc - used, argv + used, m, st))
		return -1;
	if (cli->opt.csv && lacks_rows(cmd))
		return cli_no_rows(st);
	if (!cmd->live)
		pager_begin(&pager, &cli->out, !cli->no_pager && !cli->opt.no_pager);
	int r = cmd->run ? cmd->run(cli, m, st) : cli_generic(cli, m, st);
	if (!cmd->live)
		pager_end(&pager);
	return r;
}

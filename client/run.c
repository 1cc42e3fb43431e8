/* run: finds the row of the command table that was typed, and runs it; see run.h. */
#include "run.h"

#include "cli.h"
#include "commands.h"
#include "mem.h"

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

int run_command(struct cli *cli, int argc, char **argv, struct status *st)
{
	struct cmd_match *m = mem_alloc(cli->a, sizeof(*m));
	int used;

	if (cli->opt.help)
		return run_help_of(cli, argc, argv, st);
	const struct cmd *cmd = cmd_find(cli->a, commands, argc, argv, &used, st);
	if (!cmd || cmd_parse(cli->a, cmd, argc - used, argv + used, m, st))
		return -1;
	return cmd->run ? cmd->run(cli, m, st) : cli_generic(cli, m, st);
}

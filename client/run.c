/* run: finds the row of the command table that was typed, and runs it; see run.h. */
#include "run.h"

#include "cli.h"
#include "commands.h"
#include "mem.h"

int run_command(struct cli *cli, int argc, char **argv, struct status *st)
{
	struct cmd_match *m = mem_alloc(cli->a, sizeof(*m));
	static char help[] = "help", *help_argv[] = {help};
	int used;

	if (argc == 0 && cli->opt.help) {
		cli->opt.help = NULL;
		return run_command(cli, 1, help_argv, st);
	}
	const struct cmd *cmd = cmd_find(cli->a, commands, argc, argv, &used, st);
	if (!cmd)
		return -1;
	if (cli->opt.help) {
		run_help_one(cli, cmd);
		return 0;
	}
	if (cmd_parse(cli->a, cmd, argc - used, argv + used, m, st))
		return -1;
	return cmd->run ? cmd->run(cli, m, st) : cli_generic(cli, m, st);
}

/* run_complete: the last word of a line, for a shell; and the shell's script that asks; see run.h. */
#include <string.h>

#include "complete.h"
#include "mem.h"
#include "run.h"

#define QUICK_MS 1500 /* somebody is waiting with a finger on Tab */

int run_complete(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	struct complete c = {.cli = cli};
	char **argv = mem_alloc(cli->a, (m->n + 1) * sizeof(*argv));
	FILE *err = cli->err.f;

	(void)st;
	for (size_t i = 0; i < m->n; i++)
		argv[i] = mem_printf(cli->a, "%s", m->args[i].value);
	cli->err.f = NULL; /* a lost server is nothing to tell in the middle of a line */
	cli->opt.timeout_ms = QUICK_MS;
	complete_words(&c, (int)m->n, argv);
	cli->err.f = err;
	for (size_t i = 0; i < c.n; i++)
		out_line(&cli->out, c.found[i]);
	return 0;
}

static const char bash[] =
    "# bash: omstilling completion bash >~/.local/share/bash-completion/completions/omstilling\n"
    "_omstilling() {\n"
    "\tlocal IFS=$'\\n'\n"
    "\tCOMPREPLY=($(omstilling complete -- \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null))\n"
    "\t[ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default\n"
    "}\n"
    "complete -F _omstilling omstilling\n";

static const char zsh[] =
    "#compdef omstilling\n"
    "# zsh: omstilling completion zsh >_omstilling, in a directory of $fpath\n"
    "_omstilling() {\n"
    "\tlocal -a found\n"
    "\tfound=(${(f)\"$(omstilling complete -- \"${(@Q)words[2,CURRENT]}\" 2>/dev/null)\"})\n"
    "\tif (( $#found )); then compadd -a found; else _files; fi\n"
    "}\n"
    "if [ \"$funcstack[1]\" = _omstilling ]; then _omstilling \"$@\"; "
    "else compdef _omstilling omstilling; fi\n";

int run_completion(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	(void)st;
	fputs(strcmp(cmd_value(m, "bash|zsh"), "zsh") == 0 ? zsh : bash, cli->out.f);
	return 0;
}

/*
 * run_shell: one command after another on one connection; see run.h.
 *
 * Each line is a run of its own, with the options that the shell was started with before its words, and its
 * memory is freed when it is done. What is kept is the connection. At a terminal a command that fails, or
 * that Ctrl-C cancels, does not end the shell; a script ends at the first that fails, with its exit status.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "complete.h"
#include "history.h"
#include "line.h"
#include "lineedit.h"
#include "mem.h"
#include "report.h"
#include "run.h"
#include "spraak.h"

#define PROMPT "omstilling> "
#define LINE_MAX_BYTES 65536
#define QUICK_MS 1500 /* somebody is waiting with a finger on Tab */
#define WORDS_MAX (CMD_MAX_ARGS + CMD_MAX_WORDS)

struct shell {
	struct cli *cli;
	struct lineedit *edit; /* NULL: a script */
	char *buf;	       /* of a script's line */
	size_t number;	       /* of the line, from 1 */
};

/* The shell's own options and the words of a line, in one array; the number of them in *n. NULL: no words. */
static char **join(struct shell *sh, struct arena *a, const char *line, int *n)
{
	int own = sh->cli->n_flags;
	char **argv = mem_alloc(a, ((size_t)own + WORDS_MAX + 2) * sizeof(*argv));
	int words = line_split(a, line, argv + own, WORDS_MAX);

	for (int i = 0; i < own; i++)
		argv[i] = sh->cli->flags[i];
	*n = own + words;
	return words < 0 ? NULL : argv;
}

static struct cli line_cli(struct shell *sh, struct arena *a)
{
	return (struct cli){.a = a,
	    .link = sh->cli->link,
	    .in_shell = true,
	    .no_pager = !sh->edit,
	    .out = out_to(sh->cli->out.f, a),
	    .err = out_to(sh->cli->err.f, a)};
}

/* --- completion */

static size_t complete(void *arg, struct arena *a, const char *line, const char ***found, size_t *typed)
{
	struct shell *sh = arg;
	struct cli one = line_cli(sh, a);
	struct complete c = {.cli = &one, .word = ""};
	size_t len = strlen(line);
	int n;
	char **argv = join(sh, a, line, &n);

	if (!argv)
		return 0;
	if (len == 0 || strchr(" \t", line[len - 1]))
		argv[n++] = mem_strndup(a, "", 0);
	one.opt = sh->cli->opt;
	one.address = sh->cli->address;
	one.opt.timeout_ms = QUICK_MS;
	one.err.f = NULL; /* a lost server is nothing to tell in the middle of a line */
	complete_words(&c, n, argv);
	*found = c.found;
	*typed = strlen(c.word);
	return c.n;
}

/* --- reading */

/* A line of a script into buf. 1; 0 at the end; -1 with st. */
static int read_script(char *buf, struct status *st)
{
	size_t n = 0;
	int c;

	while ((c = getc(stdin)) != EOF && c != '\n') {
		if (c == '\0' || n == LINE_MAX_BYTES - 1) {
			*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
			    .reason = "feil_bruk",
			    .text = _("linjen er for lang, eller ikke tekst")};
			return -1;
		}
		buf[n++] = (char)c;
	}
	buf[n] = '\0';
	return c == EOF && n == 0 ? 0 : 1;
}

/* The next line in *line. 1; 0 at the end; -1 with st. */
static int read_line(struct shell *sh, struct arena *a, char **line, struct status *st)
{
	sh->number++;
	if (sh->edit) {
		*line = lineedit_read(sh->edit, a);
		return *line != NULL;
	}
	*line = sh->buf;
	return read_script(sh->buf, st);
}

/* --- running */

static int run_words_of(struct cli *one, struct shell *sh, const char *line, struct status *st)
{
	int n;
	char **argv = join(sh, one->a, line, &n);

	if (argv)
		return run_words(one, n, argv, st);
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = _("et anførselstegn er ikke lukket, eller ordene er for mange")};
	return -1;
}

/* The exit status of the line. */
static int run_line(struct shell *sh, struct arena *a, const char *line)
{
	struct cli one = line_cli(sh, a);
	struct status st = {0};
	int r = run_words_of(&one, sh, line, &st);

	fflush(one.out.f);
	if (sh->edit && (r == REPORT_INTERRUPTED || (r < 0 && st.code == GRPC_CANCELLED)))
		fputc('\n', one.err.f); /* behind the ^C */
	if (r < 0) {
		r = report_error(&one.err, &st);
		if (!sh->edit)
			out_text(&one.err, 2, mem_printf(a, _("linje %zu: %s"), sh->number, line));
	}
	fflush(one.err.f);
	return r;
}

static bool is_exit(const char *line)
{
	const char *p = line + strspn(line, " \t");

	return strncmp(p, "exit", 4) == 0 && p[4 + strspn(p + 4, " \t\r")] == '\0';
}

/* Nothing, or a remark. */
static bool is_empty(const char *line)
{
	const char *p = line + strspn(line, " \t\r");

	return *p == '\0' || *p == '#';
}

/* 1: go on; 0: done, with the exit status in *status; -1 with st. */
static int one_line(struct shell *sh, int *status, struct status *st)
{
	struct arena *a = mem_new();
	char *line;
	int r = read_line(sh, a, &line, st);

	if (r > 0 && is_exit(line)) {
		r = 0;
	} else if (r > 0 && !is_empty(line)) {
		if (sh->edit) {
			lineedit_remember(sh->edit, line);
			history_add(a, line);
		}
		*status = run_line(sh, a, line);
		r = sh->edit || *status == 0;
	}
	arena_free(a);
	return r;
}

/* At a terminal Ctrl-C is the command's: it ends what waits, and nothing else. */
static void on_interrupt(int signo)
{
	(void)signo;
}

static int interactive(struct shell *sh, struct status *st)
{
	struct sigaction sa = {.sa_handler = on_interrupt}, before;
	size_t n;
	char **lines = history_load(sh->cli->a, &n);
	int r, status = 0;

	for (size_t i = 0; i < n; i++)
		lineedit_remember(sh->edit, lines[i]);
	out_text(&sh->cli->out, 0, _("help viser kommandoene, Tab fullfører, exit eller Ctrl-D avslutter"));
	fflush(sh->cli->out.f);
	sigaction(SIGINT, &sa, &before);
	while ((r = one_line(sh, &status, st)) > 0)
		;
	sigaction(SIGINT, &before, NULL);
	lineedit_free(sh->edit);
	return r;
}

static int script(struct shell *sh, struct status *st)
{
	int r, status = 0;

	sh->buf = mem_alloc(sh->cli->a, LINE_MAX_BYTES);
	while ((r = one_line(sh, &status, st)) > 0)
		;
	return r < 0 ? r : status;
}

static int refuse(struct status *st, const char *text)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT, .reason = "feil_bruk", .text = text};
	return -1;
}

int run_shell(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	struct shell sh = {.cli = cli};

	(void)m;
	if (cli->in_shell)
		return refuse(st, _("dette er alt et skall"));
	if (cli->opt.key)
		return refuse(st, _("--key gjelder én kommando, og gis på dens linje"));
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return script(&sh, st);
	sh.edit = lineedit_new(PROMPT, complete, &sh);
	return sh.edit ? interactive(&sh, st) : refuse(st, _("terminalen kan ikke brukes"));
}

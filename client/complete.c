/* complete: see complete.h. */
#include "complete.h"

#include <string.h>

#include "commands.h"
#include "mem.h"
#include "run.h"
#include "width.h"

/* Letters, digits and what names, days and options are written with. */
static bool is_plain(const char *s, size_t len)
{
	static const char others[] = "-_./:@+=";

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xc3;
		bool rest = c >= 0x80 && c < 0xc0; /* of a letter */
		if (!letter && !rest && !(c >= '0' && c <= '9') && !memchr(others, c, sizeof(others) - 1))
			return false;
	}
	return len > 0;
}

void complete_give(struct complete *c, const char *candidate, size_t len)
{
	size_t typed = strlen(c->word);

	if (len < typed || memcmp(candidate, c->word, typed) != 0 || !is_plain(candidate, len) ||
	    !width_is_harmless(mem_strndup(c->cli->a, candidate, len)))
		return;
	for (size_t i = 0; i < c->n; i++)
		if (strlen(c->found[i]) == len && memcmp(c->found[i], candidate, len) == 0)
			return;
	c->found = mem_grow(c->cli->a, c->found, c->n, sizeof(*c->found));
	c->found[c->n++] = mem_strndup(c->cli->a, candidate, len);
}

/* --- words of commands */

/* The word of the row that comes after n typed ones, when those are the row's; false: there is none. */
static bool next_word(const char *usage, int n, char **typed, struct cmd_word *w)
{
	for (int i = 0; cmd_word_next(&usage, w) && w->kind == CMD_WORD; i++) {
		if (i == n)
			return true;
		size_t len = strlen(typed[i]);
		if (len == 0 || len > w->len || memcmp(typed[i], w->name, len) != 0)
			return false;
	}
	return false;
}

static void give_commands(struct complete *c, int n, char **typed)
{
	struct cmd_word w;

	for (const struct cmd *row = commands; row->usage; row++)
		if (!row->hidden && next_word(row->usage, n, typed, &w))
			complete_give(c, w.name, w.len);
}

/* --- values and options */

static void give_value(struct complete *c, const char *name, size_t len)
{
	const char *end = name + len;

	if (!memchr(name, '|', len)) {
		complete_live(c, name, len);
		return;
	}
	while (name < end) {
		const char *bar = memchr(name, '|', (size_t)(end - name));
		size_t one = (size_t)((bar ? bar : end) - name);
		complete_give(c, name, one);
		name += one + 1;
	}
}

static void give_options(struct complete *c, const struct cmd_match *m)
{
	const char *usage = m->cmd ? m->cmd->usage : "";
	struct cmd_word w;

	while (cmd_word_next(&usage, &w)) {
		bool given = w.kind == CMD_OPTION && cmd_value(m, mem_strndup(c->cli->a, w.name, w.len));
		if (w.kind == CMD_OPTION && (w.repeated || !given))
			complete_give(c, w.name, w.len);
	}
	for (const struct options_row *r = options_rows; r->flag; r++)
		complete_give(c, r->flag, strlen(r->flag));
}

/* The option before the last word whose value that is. */
static bool option_value(const struct cmd *cmd, const char *option, struct cmd_word *w)
{
	const char *usage = cmd ? cmd->usage : "";

	while (cmd_word_next(&usage, w))
		if (w->kind == CMD_OPTION && w->value && strlen(option) == w->len &&
		    memcmp(option, w->name, w->len) == 0)
			return true;
	for (const struct options_row *r = options_rows; r->flag; r++)
		if (r->value && strcmp(r->flag, option) == 0) {
			*w = (struct cmd_word){.value = r->value, .value_len = strlen(r->value)};
			return true;
		}
	return false;
}

/* Global options are taken out and obeyed: they say whose names to ask for, and where. Lines that are wrong
 * so far are completed all the same. */
static int take_options(struct complete *c, int argc, char **argv)
{
	struct cli *cli = c->cli;
	struct options opt;
	struct status st;

	if (options_parse(cli->a, &argc, argv, &opt, &st))
		return argc;
	bool same = strcmp(opt.server, cli->opt.server) == 0 && !opt.tls == !cli->opt.tls;
	if (!same && dial_parse(cli->a, opt.server, opt.tls != NULL, &cli->address, &st))
		return argc;
	opt.timeout_ms = cli->opt.timeout_ms;
	cli->opt = opt;
	return argc;
}

void complete_words(struct complete *c, int argc, char **argv)
{
	struct cmd_match m = {.cmd = NULL};
	struct cmd_word w;
	struct status st;
	int used = 0;

	if (argc == 0)
		return;
	c->word = argv[argc - 1];
	const char *before = argc > 1 ? argv[argc - 2] : "";
	bool value = option_value(NULL, before, &w);
	int n = take_options(c, argc - 1 - value, argv);
	if (value) {
		give_value(c, w.value, w.value_len);
		return;
	}
	m.cmd = cmd_find(c->cli->a, commands, n, argv, &used, &st);
	if (m.cmd && option_value(m.cmd, before, &w)) {
		give_value(c, w.value, w.value_len);
		return;
	}
	if (m.cmd && cmd_parse(c->cli->a, m.cmd, n - used, argv + used, &m, &st) != 0)
		st.code = GRPC_OK; /* it is not all there yet */
	if (*c->word == '-')
		give_options(c, &m);
	else if (!m.cmd)
		give_commands(c, n, argv);
	else if (m.cmd->run == run_help)
		give_commands(c, n - used, argv + used);
	else if (cmd_next_value(&m, &w))
		give_value(c, w.name, w.len);
}

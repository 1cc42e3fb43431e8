/* cmd: see cmd.h. */
#include "cmd.h"

#include <ctype.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "suggest.h"

static void skip_spaces(const char **p)
{
	*p += strspn(*p, " ");
}

/* Reads up to a space, a bracket or the dots of a repetition. */
static size_t read_name(const char **p)
{
	const char *start = *p;

	while (**p && **p != ' ' && **p != ']' && strncmp(*p, "...", 3) != 0)
		(*p)++;
	return (size_t)(*p - start);
}

/* An option's value stands before the next option, bracket or end. */
static void read_option_value(const char **p, struct cmd_word *w)
{
	const char *next = *p + strspn(*p, " ");

	if (*next == '\0' || *next == ']' || *next == '[' || *next == '-')
		return;
	*p = w->value = next;
	w->value_len = read_name(p);
}

static enum cmd_kind kind_of(const char *name, size_t len)
{
	if (name[0] == '-')
		return CMD_OPTION;
	if (islower((unsigned char)name[0]) && !memchr(name, '|', len))
		return CMD_WORD;
	return CMD_VALUE;
}

bool cmd_word_next(const char **usage, struct cmd_word *w)
{
	skip_spaces(usage);
	if (**usage == '\0')
		return false;
	*w = (struct cmd_word){0};
	if (**usage == '[') {
		w->optional = true;
		(*usage)++;
	}
	w->name = *usage;
	w->len = read_name(usage);
	w->kind = kind_of(w->name, w->len);
	if (w->kind == CMD_OPTION)
		read_option_value(usage, w);
	if (w->optional && **usage == ']')
		(*usage)++;
	if (strncmp(*usage, "...", 3) == 0) {
		w->repeated = true;
		*usage += 3;
	}
	return true;
}

size_t cmd_name_len(const char *usage)
{
	const char *p = usage;
	struct cmd_word w;
	size_t len = 0;

	while (cmd_word_next(&p, &w) && w.kind == CMD_WORD)
		len = (size_t)(w.name + w.len - usage);
	return len;
}

/*
 * How well the words of argv name the command: a bit for each word, the first one's the highest, and below
 * them whether it is written out. 0 when they are not all there.
 */
static unsigned words_match(const char *usage, int argc, char **argv, int *used)
{
	struct cmd_word w;
	unsigned score = 1u << (2 * CMD_MAX_WORDS);

	for (*used = 0; cmd_word_next(&usage, &w) && w.kind == CMD_WORD; (*used)++) {
		size_t typed = *used < argc ? strlen(argv[*used]) : 0;
		if (typed == 0 || typed > w.len || memcmp(argv[*used], w.name, typed) != 0)
			return 0;
		if (typed == w.len && *used < CMD_MAX_WORDS)
			score |= 1u << (CMD_MAX_WORDS - 1 - *used);
	}
	return *used > 0 ? score : 0;
}

/* The only row that the words name best; the others that they name as well in *several. */
static const struct cmd *best_match(
    struct arena *a, const struct cmd *rows, int argc, char **argv, int *used, const char **several)
{
	const struct cmd *best = NULL;
	unsigned best_score = 0;
	int words;

	*several = NULL;
	for (const struct cmd *c = rows; c->usage; c++) {
		unsigned score = words_match(c->usage, argc, argv, &words);
		const char *name = mem_strndup(a, c->usage, cmd_name_len(c->usage));
		if (score > best_score) {
			best = c;
			best_score = score;
			*used = words;
			*several = name;
		} else if (score > 0 && score == best_score) {
			best = NULL;
			*several = mem_printf(a, "%s, %s", *several, name);
		}
	}
	return best;
}

const struct cmd *cmd_find(
    struct arena *a, const struct cmd *rows, int argc, char **argv, int *used, struct status *st)
{
	const char *several;
	const struct cmd *best = best_match(a, rows, argc, argv, used, &several);

	if (best)
		return best;
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT, .reason = "ukjent_kommando"};
	if (several) {
		st->text = mem_printf(a, _("«%s» kan være flere kommandoer"), suggest_typed(a, argc, argv));
		st->hint = mem_printf(a, _("kommandoer: %s"), several);
		return NULL;
	}
	st->text = argc > 0 ? mem_printf(a, _("«%s» er ikke en kommando"), suggest_typed(a, argc, argv))
			    : _("ingen kommando");
	st->hint = suggest_command(a, rows, argc, argv);
	return NULL;
}

static int usage_error(struct arena *a, const struct cmd *cmd, struct status *st, const char *text)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = text,
	    .hint = mem_printf(a, _("bruk: omstilling %s"), cmd->usage)};
	return -1;
}

/* Whether a value is one of the alternatives that the usage line names; any value where it names none. */
static bool choice_allows(const char *name, size_t len, const char *value)
{
	if (!memchr(name, '|', len))
		return true;
	size_t n = strlen(value);
	for (const char *p = name, *end = name + len; p < end;) {
		const char *bar = memchr(p, '|', (size_t)(end - p));
		size_t one = (size_t)((bar ? bar : end) - p);
		if (one == n && memcmp(p, value, n) == 0)
			return true;
		p += one + 1;
	}
	return false;
}

static int add_arg(
    struct arena *a, struct cmd_match *m, const struct cmd_word *w, const char *value, struct status *st)
{
	const char *choices = w->kind == CMD_OPTION ? w->value : w->name;
	size_t len = w->kind == CMD_OPTION ? w->value_len : w->len;

	if (m->n == CMD_MAX_ARGS)
		return usage_error(a, m->cmd, st, _("for mange argumenter"));
	if (value && !choice_allows(choices, len, value))
		return usage_error(
		    a, m->cmd, st, mem_printf(a, _("«%s» er ikke blant %.*s"), value, (int)len, choices));
	m->args[m->n++] = (struct cmd_arg){*w, value};
	return 0;
}

static const struct cmd_arg *arg_named(const struct cmd_match *m, const char *name, size_t len)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->args[i].word.len == len && memcmp(m->args[i].word.name, name, len) == 0)
			return &m->args[i];
	return NULL;
}

static bool find_option(const char *usage, const char *name, size_t len, struct cmd_word *w)
{
	while (cmd_word_next(&usage, w))
		if (w->kind == CMD_OPTION && w->len == len && memcmp(w->name, name, len) == 0)
			return true;
	return false;
}

/* The first that is empty or may be repeated. */
bool cmd_next_value(const struct cmd_match *m, struct cmd_word *w)
{
	const char *usage = m->cmd->usage;

	while (cmd_word_next(&usage, w))
		if (w->kind == CMD_VALUE && (w->repeated || !arg_named(m, w->name, w->len)))
			return true;
	return false;
}

/* `--name value`, `--name=value` or a flag. Returns how many of argv it took, or -1. */
static int parse_option(struct arena *a, int argc, char **argv, struct cmd_match *m, struct status *st)
{
	const char *equals = strchr(argv[0], '=');
	size_t len = equals ? (size_t)(equals - argv[0]) : strlen(argv[0]);
	struct cmd_word w;

	if (!find_option(m->cmd->usage, argv[0], len, &w))
		return usage_error(a, m->cmd, st, mem_printf(a, _("ukjent valg %.*s"), (int)len, argv[0]));
	if (!w.repeated && arg_named(m, w.name, w.len))
		return usage_error(
		    a, m->cmd, st, mem_printf(a, _("%.*s er gitt to ganger"), (int)len, argv[0]));
	if (!w.value) {
		if (equals)
			return usage_error(
			    a, m->cmd, st, mem_printf(a, _("%.*s tar ingen verdi"), (int)len, argv[0]));
		return add_arg(a, m, &w, NULL, st) ? -1 : 1;
	}
	if (equals)
		return add_arg(a, m, &w, equals + 1, st) ? -1 : 1;
	if (argc < 2)
		return usage_error(a, m->cmd, st, mem_printf(a, _("%s mangler verdi"), argv[0]));
	return add_arg(a, m, &w, argv[1], st) ? -1 : 2;
}

static int parse_value(struct arena *a, const char *value, struct cmd_match *m, struct status *st)
{
	struct cmd_word w;

	if (!cmd_next_value(m, &w))
		return usage_error(a, m->cmd, st, mem_printf(a, _("«%s» er for mye"), value));
	return add_arg(a, m, &w, value, st) ? -1 : 1;
}

static int check_complete(struct arena *a, const struct cmd_match *m, struct status *st)
{
	const char *usage = m->cmd->usage;
	struct cmd_word w;

	while (cmd_word_next(&usage, &w))
		if (w.kind != CMD_WORD && !w.optional && !arg_named(m, w.name, w.len))
			return usage_error(
			    a, m->cmd, st, mem_printf(a, _("mangler %.*s"), (int)w.len, w.name));
	return 0;
}

int cmd_parse(
    struct arena *a, const struct cmd *cmd, int argc, char **argv, struct cmd_match *m, struct status *st)
{
	bool options = true;

	m->cmd = cmd;
	m->n = 0;
	for (int i = 0; i < argc;) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
			i++;
			continue;
		}
		int took = options && strncmp(argv[i], "--", 2) == 0
			       ? parse_option(a, argc - i, argv + i, m, st)
			       : parse_value(a, argv[i], m, st);
		if (took < 0)
			return -1;
		i += took;
	}
	return check_complete(a, m, st);
}

const char *cmd_value(const struct cmd_match *m, const char *name)
{
	const struct cmd_arg *arg = arg_named(m, name, strlen(name));

	if (!arg)
		return NULL;
	return arg->value ? arg->value : name;
}

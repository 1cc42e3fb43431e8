/* suggest: see suggest.h. */
#include "suggest.h"

#include <stdio.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"

#define TYPED_LEN 40 /* longer than any command: what is beyond cannot be near one */

const char *suggest_typed(struct arena *a, int argc, char **argv)
{
	const char *line = "";

	for (int i = 0; i < argc && i < CMD_MAX_WORDS && (i == 0 || argv[i][0] != '-'); i++)
		line = mem_printf(a, "%s%s%.*s", line, i ? " " : "", TYPED_LEN, argv[i]);
	return line;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

/* Levenshtein's distance, one row of the matrix at a time. */
static size_t distance(const char *s, size_t n, const char *t, size_t m)
{
	size_t row[TYPED_LEN + 1];

	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t above = row[j];
			row[j] = least(above + 1, row[j - 1] + 1, diagonal + (s[i - 1] != t[j - 1]));
			diagonal = above;
		}
	}
	return row[m];
}

/* Length of the first n words of a line. */
static size_t words_len(const char *s, int n)
{
	size_t i = 0;

	for (; s[i]; i++)
		if (s[i] == ' ' && --n == 0)
			break;
	return i;
}

static int count_words(const char *s, size_t len)
{
	int n = 1;

	for (size_t i = 0; i < len; i++)
		n += s[i] == ' ';
	return n;
}

static const struct cmd *nearest(const struct cmd *rows, const char *typed)
{
	const struct cmd *best = NULL;
	size_t best_distance = 4; /* more than three slips is another word */

	for (const struct cmd *c = rows; c->usage; c++) {
		size_t name = cmd_name_len(c->usage);
		size_t len = words_len(typed, count_words(c->usage, name));
		if (len > TYPED_LEN || name > TYPED_LEN)
			continue;
		size_t d = distance(typed, len, c->usage, name);
		if (d < best_distance) {
			best_distance = d;
			best = c;
		}
	}
	return best;
}

/* "plan" alone: the commands of that group. */
static const char *group(struct arena *a, const struct cmd *rows, const char *typed)
{
	size_t len = words_len(typed, 1);
	const char *list = NULL;

	for (const struct cmd *c = rows; c->usage && len > 0; c++)
		if (strncmp(c->usage, typed, len) == 0 && c->usage[len] == ' ' &&
		    cmd_name_len(c->usage) > len)
			list = mem_printf(a, "%s%s%.*s", list ? list : "", list ? ", " : "",
			    (int)cmd_name_len(c->usage), c->usage);
	return list;
}

const char *suggest_command(struct arena *a, const struct cmd *rows, int argc, char **argv)
{
	const char *typed = suggest_typed(a, argc, argv);
	const struct cmd *near = *typed && strchr(typed, ' ') ? nearest(rows, typed) : NULL;

	if (!near) {
		const char *list = group(a, rows, typed);
		if (list)
			return mem_printf(a, _("kommandoer: %s"), list);
		near = *typed ? nearest(rows, typed) : NULL;
	}
	if (near)
		return mem_printf(a, _("mente du «%.*s»?"), (int)cmd_name_len(near->usage), near->usage);
	return _(_("«omstilling help» viser kommandoene"));
}

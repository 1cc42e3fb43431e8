/* lineedit: see lineedit.h. */
#include "lineedit.h"

#include <histedit.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "history.h"
#include "mem.h"
#include "width.h"

#define COMPLETE "omstilling-complete"
#define GIVE_UP "omstilling-give-up"
#define GAP 2 /* columns between candidates */

struct lineedit {
	EditLine *el;
	History *history;
	const char *prompt;
	lineedit_complete *complete;
	void *arg;
	bool given_up;
};

/* --- what the keys do */

static struct lineedit *self(EditLine *el)
{
	void *e = NULL;

	el_get(el, EL_CLIENTDATA, &e);
	return e;
}

static char *prompt(EditLine *el)
{
	return (char *)(size_t)self(el)->prompt;
}

/* How many bytes of all n candidates are the same, whole characters only. */
static size_t common_beginning(const char *const *found, size_t n)
{
	size_t len = n > 0 ? strlen(found[0]) : 0;

	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < len; k++)
			if (found[i][k] != found[0][k])
				len = k;
	while (len > 0 && n > 0 && ((unsigned char)found[0][len] & 0xc0) == 0x80)
		len--;
	return len;
}

static int terminal_columns(void)
{
	struct winsize ws = {0};

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 0 ? ws.ws_col : 80;
}

/* Below the line, in columns, row by row. */
static void list(struct arena *a, const char *const *found, size_t n)
{
	int widest = 0, columns = terminal_columns(), at = 0;

	for (size_t i = 0; i < n; i++)
		if (width_of(found[i]) > widest)
			widest = width_of(found[i]);
	for (size_t i = 0; i < n; i++) {
		bool first = at == 0 || at + widest > columns;
		at = first ? 0 : at;
		printf("%s%s%*s", first ? "\n" : "", width_clean(a, found[i], 0),
		    widest + GAP - width_of(found[i]), "");
		at += widest + GAP;
	}
	putchar('\n');
	fflush(stdout);
}

static unsigned char put(EditLine *el, struct arena *a, const char *text, size_t len, bool whole)
{
	char *s = mem_printf(a, "%.*s%s", (int)len, text, whole ? " " : "");

	if (*s && el_insertstr(el, s) < 0)
		return CC_ERROR;
	return CC_REFRESH;
}

static unsigned char on_complete(EditLine *el, wint_t key)
{
	const LineInfo *line = el_line(el);
	struct lineedit *e = self(el);
	struct arena *a = mem_new();
	const char **found = NULL;
	size_t typed = 0;

	(void)key;
	char *before = mem_strndup(a, line->buffer, (size_t)(line->cursor - line->buffer));
	size_t n = e->complete(e->arg, a, before, &found, &typed);
	size_t common = common_beginning(found, n);
	unsigned char r = CC_ERROR;
	if (n == 1 || common > typed) {
		r = put(el, a, found[0] + typed, common - typed, n == 1);
	} else if (n > 1) {
		list(a, found, n);
		r = CC_REDISPLAY;
	}
	arena_free(a);
	return r;
}

/* Ctrl-C while a line is typed: a key, and no signal. */
static unsigned char on_give_up(EditLine *el, wint_t key)
{
	(void)key;
	self(el)->given_up = true;
	fputs("^C\n", stdout);
	fflush(stdout);
	return CC_NEWLINE;
}

/* --- its life */

static void set_keys(struct lineedit *e)
{
	el_set(e->el, EL_EDITOR, "emacs");
	/* The narrow form would leave copies of the names behind. */
	el_wset(e->el, EL_ADDFN, L"" COMPLETE, L"complete a word", on_complete);
	el_wset(e->el, EL_ADDFN, L"" GIVE_UP, L"give up the line", on_give_up);
	el_set(e->el, EL_BIND, "^I", COMPLETE, NULL);
	el_set(e->el, EL_BIND, "^C", GIVE_UP, NULL);
	el_set(e->el, EL_BIND, "^R", "em-inc-search-prev", NULL);
	el_source(e->el, NULL);
	el_set(e->el, EL_SETTY, "-d", "-isig", NULL);
}

struct lineedit *lineedit_new(const char *text, lineedit_complete *complete, void *arg)
{
	struct lineedit *e = calloc(1, sizeof(*e));
	HistEvent ev;

	if (!e)
		return NULL;
	/* Text is UTF-8 here, whatever the locale: part of glibc, and nothing else of it changes. */
	setlocale(LC_CTYPE, "C.UTF-8");
	*e = (struct lineedit){.prompt = text, .complete = complete, .arg = arg};
	e->el = el_init("omstilling", stdin, stdout, stderr);
	e->history = history_init();
	if (!e->el || !e->history) {
		lineedit_free(e);
		return NULL;
	}
	el_set(e->el, EL_CLIENTDATA, e);
	el_set(e->el, EL_PROMPT, prompt);
	el_set(e->el, EL_SIGNAL, 1); /* the terminal is put right before we end */
	history(e->history, &ev, H_SETSIZE, HISTORY_MAX);
	history(e->history, &ev, H_SETUNIQUE, 1);
	el_set(e->el, EL_HIST, history, e->history);
	set_keys(e);
	return e;
}

void lineedit_remember(struct lineedit *e, const char *line)
{
	HistEvent ev;

	history(e->history, &ev, H_ENTER, line);
}

char *lineedit_read(struct lineedit *e, struct arena *a)
{
	int n = 0;

	e->given_up = false;
	el_resize(e->el);
	const char *line = el_gets(e->el, &n);
	if (e->given_up) {
		el_reset(e->el);
		return mem_strndup(a, "", 0);
	}
	if (!line || n <= 0) {
		putchar('\n'); /* behind the ^D */
		return NULL;
	}
	return mem_strndup(a, line, strcspn(line, "\n"));
}

void lineedit_free(struct lineedit *e)
{
	if (!e)
		return;
	if (e->history)
		history_end(e->history);
	if (e->el)
		el_end(e->el);
	free(e);
}

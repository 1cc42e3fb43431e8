/* line: see line.h. */
#include "line.h"

#include <string.h>

#include "mem.h"

#define BLANK " \t\r\n"

/* One word, whose characters go to out; *p advances behind it. -1: it does not end. */
static int read_word(const char **p, char *out)
{
	char quote = '\0';

	for (; **p && (quote || !strchr(BLANK, **p)); (*p)++) {
		if (quote ? **p == quote : **p == '\'' || **p == '"') {
			quote = quote ? '\0' : **p;
			continue;
		}
		if (**p == '\\' && quote != '\'' && *++*p == '\0')
			return -1;
		*out++ = **p;
	}
	*out = '\0';
	return quote ? -1 : 0;
}

int line_split(struct arena *a, const char *line, char **words, int max)
{
	int n = 0;

	for (line += strspn(line, BLANK); *line; line += strspn(line, BLANK)) {
		if (n == max - 1)
			return -1;
		words[n] = mem_alloc(a, strlen(line) + 1);
		if (read_word(&line, words[n++]))
			return -1;
	}
	words[n] = NULL;
	return n;
}

const char *line_quote(struct arena *a, const char *text)
{
	char *out, *p;

	if (*text && !strpbrk(text, BLANK "'\"\\$`*?;&|<>()#!"))
		return text;
	p = out = mem_alloc(a, 4 * strlen(text) + 3);
	*p++ = '\'';
	for (; *text; text++) {
		if (*text == '\'') {
			memcpy(p, "'\\'", 3);
			p += 3;
		}
		*p++ = *text;
	}
	*p = '\'';
	return out;
}

/* markdown: see markdown.h. */
#include "markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "tall.h"
#include "width.h"

/* What means something wherever it stands. */
#define ANYWHERE "\\`*_{}[]<>|~#&$"
/* What begins a list, a rule or an underlined heading. */
#define AT_START "-+="

/* The length of "12" before a '.' or ')' that would make it a numbered list; 0: it would not. */
static size_t number_len(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && (s[n] == '.' || s[n] == ')') ? n : 0;
}

/* An underscore inside a word, as names of fields have, is no emphasis. */
static bool inside_word(const char *s, size_t i)
{
	return s[i] == '_' && i > 0 && isalnum((unsigned char)s[i - 1]) && isalnum((unsigned char)s[i + 1]);
}

/* start: the text begins a line, where more letters mean something. */
static const char *escaped(struct arena *a, const char *s, size_t len, bool start)
{
	char *out = mem_alloc(a, 2 * len + 1), *p = out;
	size_t number = start ? number_len(s) : 0;

	for (size_t i = 0; i < len; i++) {
		if ((strchr(ANYWHERE, s[i]) && !inside_word(s, i)) ||
		    (start && i == 0 && strchr(AT_START, s[i])) || (number && i == number))
			*p++ = '\\';
		*p++ = s[i];
	}
	return out;
}

static const char *line(struct arena *a, const char *s, bool start)
{
	s = width_clean(a, s ? s : "", 0);
	s += strspn(s, " ");
	return escaped(a, s, strlen(s), start);
}

const char *markdown_word(struct arena *a, const char *s)
{
	return line(a, s, false);
}

/* Lines after each other with the prefix before each; an empty one parts paragraphs. */
static void lines(struct out *o, const char *prefix, const char *s)
{
	bool begun = false, parted = false;

	for (s = width_clean(o->a, s ? s : "", 1); *s; s += *s == '\n') {
		s += strspn(s, " ");
		size_t len = strcspn(s, "\n");
		if (len > 0) {
			if (begun)
				fprintf(o->f, parted ? "\n%s\n" : "\\\n", prefix);
			fprintf(o->f, "%s%s", prefix, escaped(o->a, s, len, true));
			begun = true;
		}
		parted = len == 0;
		s += len;
	}
	if (begun)
		fputs("\n\n", o->f);
}

void markdown_text(struct out *o, const char *s)
{
	lines(o, "", s);
}

void markdown_quote(struct out *o, const char *s)
{
	lines(o, "> ", s);
}

void markdown_head(struct out *o, int level, const char *s)
{
	fprintf(o->f, "%.*s %s\n\n", level, "######", markdown_word(o->a, s));
}

void markdown_item(struct out *o, const char *label, const char *value)
{
	if (value && *value)
		fprintf(o->f, "- **%s:** %s\n", label, markdown_word(o->a, tall_dato(o->a, value)));
}

void markdown_bullet(struct out *o, const char *value)
{
	fprintf(o->f, "- %s\n", line(o->a, value, true));
}

void markdown_table(struct out *o, const char *const *head, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fprintf(o->f, "| %s ", markdown_word(o->a, _(head[i])));
	fputs("|\n", o->f);
	for (size_t i = 0; i < n; i++)
		fputs("| --- ", o->f);
	fputs("|\n", o->f);
}

void markdown_row(struct out *o, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fprintf(o->f, "| %s ", markdown_word(o->a, tall_dato(o->a, cells[i])));
	fputs("|\n", o->f);
}

void markdown_end(struct out *o)
{
	fputc('\n', o->f);
}

/* table: see table.h. */
#include "table.h"

#include <stdbool.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "tall.h"
#include "width.h"

#define GAP 2	     /* between columns */
#define NARROWEST 10 /* a column of text whose words are broken is not narrowed further */

struct row {
	const char **cells; /* NULL: a note, or a rule when note is NULL too */
	const char *note;
	int indent; /* of the note */
};

struct table {
	struct out *o;
	int n;
	bool right[TABLE_COLUMNS];
	int width[TABLE_COLUMNS];
	int word[TABLE_COLUMNS]; /* the longest word: names and paths are broken only when there is no other
				    way */
	int part[TABLE_COLUMNS]; /* the longest part of a word between its joints: broken only after that */
	struct row *rows;
	size_t n_rows, n_cells_rows;
};

static struct row *add_row(struct table *t)
{
	t->rows = mem_grow(t->o->a, t->rows, t->n_rows, sizeof(*t->rows));
	t->rows[t->n_rows] = (struct row){0};
	return &t->rows[t->n_rows++];
}

/* The longest stretch of the text in which there is no place to break a line; joints: nor a joint. */
static int longest(struct arena *a, const char *s, bool joints)
{
	int best = 0;

	while (*s) {
		size_t len = 0;
		while (
		    s[len] && !width_breaks_at(s, len) && !(joints && len > 0 && width_joins_at(s, len - 1)))
			len++;
		int w = width_of(mem_strndup(a, s, len));
		best = w > best ? w : best;
		s += len + strspn(s + len, " ");
	}
	return best;
}

static void widen(int *width, int to)
{
	*width = to > *width ? to : *width;
}

void table_row(struct table *t, const char *const *cells)
{
	struct row *r = add_row(t);

	r->cells = mem_alloc(t->o->a, (size_t)t->n * sizeof(*r->cells));
	for (int i = 0; i < t->n; i++) {
		r->cells[i] = cells[i] ? width_clean(t->o->a, tall_dato(t->o->a, cells[i]), 0) : "";
		widen(&t->width[i], width_of(r->cells[i]));
		widen(&t->word[i], longest(t->o->a, r->cells[i], false));
		widen(&t->part[i], longest(t->o->a, r->cells[i], true));
	}
	t->n_cells_rows++;
}

struct table *table_new(struct out *o, const char *const *head, int n)
{
	struct table *t = mem_alloc(o->a, sizeof(*t));
	const char *cells[TABLE_COLUMNS];

	t->o = o;
	t->n = n < TABLE_COLUMNS ? n : TABLE_COLUMNS;
	for (int i = 0; i < t->n; i++) {
		t->right[i] = head[i][0] == '>';
		cells[i] = _(head[i] + t->right[i]);
	}
	table_row(t, cells);
	table_rule(t);
	return t;
}

void table_note(struct table *t, const char *text)
{
	struct row *r = add_row(t);

	r->note = text;
	r->indent = 2 * GAP;
}

void table_heading(struct table *t, const char *text)
{
	add_row(t)->note = text;
}

void table_rule(struct table *t)
{
	add_row(t);
}

void table_sum(struct table *t, const char *const *cells)
{
	bool named = false;

	for (int i = 0; i < t->n; i++) {
		if (cells[i] && cells[i][0] && named) {
			table_rule(t);
			table_row(t, cells);
			return;
		}
		named |= cells[i] != NULL;
	}
}

static int total_width(const struct table *t)
{
	int w = GAP * (t->n - 1);

	for (int i = 0; i < t->n; i++)
		w += t->width[i];
	return w;
}

enum broken { BETWEEN_WORDS, AT_JOINTS, ANYWHERE };

static int least_width(const struct table *t, int i, enum broken how)
{
	if (how == BETWEEN_WORDS || t->right[i])
		return t->word[i];
	return how == AT_JOINTS || t->part[i] < NARROWEST ? t->part[i] : NARROWEST;
}

/* The widest column that is wider than its least width; a number is never broken. */
static int widest(const struct table *t, enum broken how)
{
	int best = -1;

	for (int i = 0; i < t->n; i++) {
		int least = least_width(t, i, how);
		if (t->width[i] > least && (best < 0 || t->width[i] > t->width[best]))
			best = i;
	}
	return best;
}

static void narrow(struct table *t, enum broken how)
{
	for (int i; total_width(t) > t->o->width && (i = widest(t, how)) >= 0;)
		t->width[i]--;
}

static bool fits(struct table *t)
{
	narrow(t, BETWEEN_WORDS);
	narrow(t, AT_JOINTS);
	narrow(t, ANYWHERE);
	return total_width(t) <= t->o->width;
}

/* One column's part of one line of a row; *rest advances. True while there is more. */
static bool print_cell(const struct table *t, int i, const char **rest, bool last)
{
	const char *next;
	size_t len = width_line(*rest, t->width[i], &next);
	const char *part = mem_strndup(t->o->a, *rest, len);
	int pad = t->width[i] - width_of(part);

	if (t->right[i])
		out_pad(t->o, pad);
	fputs(part, t->o->f);
	if (!last)
		out_pad(t->o, (t->right[i] ? 0 : pad) + GAP);
	*rest = next;
	return *next != '\0';
}

/* The last column of this line with anything in it: no spaces are printed behind it. */
static int last_cell(const struct table *t, const char *const *rest)
{
	int last = t->n - 1;

	while (last > 0 && rest[last][0] == '\0')
		last--;
	return last;
}

static void print_row(const struct table *t, const struct row *r)
{
	const char *rest[TABLE_COLUMNS];
	bool more = true;

	memcpy(rest, r->cells, (size_t)t->n * sizeof(*rest));
	while (more) {
		int last = last_cell(t, rest);
		more = false;
		for (int i = 0; i <= last; i++)
			more |= print_cell(t, i, &rest[i], i == last);
		fputc('\n', t->o->f);
	}
}

static void print_rule(const struct table *t)
{
	int w = total_width(t);

	for (int i = 0; i < w && i < t->o->width; i++)
		fputs("─", t->o->f);
	fputc('\n', t->o->f);
}

/* A row under another: each cell on a line of its own behind its heading. */
static void print_record(const struct table *t, const struct row *r)
{
	out_line(t->o, "");
	for (int i = 0; i < t->n; i++)
		out_pair(t->o, t->rows[0].cells[i], r->cells[i]);
}

static void print_records(const struct table *t)
{
	for (size_t i = 1; i < t->n_rows; i++) {
		const struct row *r = &t->rows[i];
		if (r->cells)
			print_record(t, r);
		else if (r->note)
			out_text(t->o, r->indent, r->note);
	}
}

static void print_rows(const struct table *t)
{
	for (size_t i = 0; i < t->n_rows; i++) {
		const struct row *r = &t->rows[i];
		if (r->cells)
			print_row(t, r);
		else if (r->note)
			out_text(t->o, r->indent, r->note);
		else
			print_rule(t);
	}
}

void table_print(struct table *t)
{
	if (t->n_cells_rows <= 1)
		return;
	if (fits(t))
		print_rows(t);
	else
		print_records(t);
	t->o->table = true;
}

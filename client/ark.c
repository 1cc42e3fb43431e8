/* ark: see ark.h. */
#include "ark.h"

#include <inttypes.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "tall.h"

#define WHOLE_MAX 12
#define FRACTION_MAX 6
#define SIGNIFICANT_MAX 15
/* A function of a spreadsheet takes no more arguments than 255. */
#define ARGUMENTS_MAX 200

struct ark *ark_new(struct arena *a, const char *name, const char *title, const char *const *head, size_t n)
{
	struct ark *t = mem_alloc(a, sizeof(*t));

	t->a = a;
	t->name = name;
	t->title = title;
	t->cols = n < ARK_COLUMNS ? n : ARK_COLUMNS;
	for (size_t i = 0; i < t->cols; i++) {
		t->numeric[i] = head[i][0] == '>';
		t->head[i] = _(head[i] + t->numeric[i]);
	}
	return t;
}

size_t ark_row(struct ark *t)
{
	t->rows = mem_grow(t->a, t->rows, t->n_rows, sizeof(*t->rows));
	t->rows[t->n_rows] = (struct ark_row){.cells = mem_alloc(t->a, t->cols * sizeof(struct ark_cell))};
	t->open = (struct ark_row){0};
	return t->n_rows++;
}

size_t ark_sum_row(struct ark *t)
{
	size_t row = ark_row(t);

	t->rows[row].sum = true;
	return row;
}

static struct ark_cell *at(struct ark *t, size_t col)
{
	return &t->rows[t->n_rows - 1].cells[col];
}

void ark_text(struct ark *t, size_t col, const char *s)
{
	if (col < t->cols && s && *s)
		*at(t, col) = (struct ark_cell){.kind = ARK_TEXT, .text = tall_dato(t->a, s)};
}

static struct ark_cell cell_of(const char *decimal)
{
	struct ark_cell c = {.text = decimal};

	c.kind = !decimal || !*decimal ? ARK_EMPTY : ark_decimal(decimal, &c.value) ? ARK_NUMBER : ARK_TEXT;
	return c;
}

void ark_number(struct ark *t, size_t col, const char *decimal)
{
	if (col < t->cols)
		*at(t, col) = cell_of(decimal);
}

static bool digits(const char *s, size_t n, int64_t *value)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*value = *value * 10 + (s[i] - '0');
	}
	return n > 0;
}

void ark_ordinal(struct ark *t, size_t col, int32_t n)
{
	ark_number(t, col, mem_printf(t->a, "%" PRId32, n));
	if (col < t->cols)
		at(t, col)->plain = true;
}

/* How many digits of the text matter: from the first that is not 0, to the last after a point that is not. */
static bool is_exact(const char *whole, size_t n_whole, size_t n_fraction)
{
	size_t zeros = strspn(whole, "0");

	n_whole -= zeros < n_whole ? zeros : n_whole;
	return n_whole <= WHOLE_MAX && n_fraction <= FRACTION_MAX && n_whole + n_fraction <= SIGNIFICANT_MAX;
}

bool ark_decimal(const char *s, int64_t *value)
{
	const bool minus = *s == '-';
	const char *whole = s + minus, *point = strchr(whole, '.');
	size_t n_whole = point ? (size_t)(point - whole) : strlen(whole);
	size_t n_fraction = point ? strlen(point + 1) : 0;
	int64_t n = 0;

	while (n_fraction > 1 && point[n_fraction] == '0')
		n_fraction--;
	if (!is_exact(whole, n_whole, n_fraction) || !digits(whole, n_whole, &n) ||
	    (point && !digits(point + 1, n_fraction, &n)))
		return false;
	for (size_t i = n_fraction; i < FRACTION_MAX; i++)
		n *= 10;
	*value = minus ? -n : n;
	return true;
}

const char *ark_figure(struct arena *a, int64_t value)
{
	uint64_t n = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char *s = mem_printf(a, "%s%" PRIu64 ".%06" PRIu64, value < 0 ? "-" : "", n / ARK_UNIT, n % ARK_UNIT);
	size_t len = strlen(s);

	while (s[len - 1] == '0')
		len--;
	len -= s[len - 1] == '.';
	return mem_strndup(a, s, len);
}

/* False when none of the cells is a number, or their sum is none that is exact. */
static bool add_up(const struct ark *t, const struct ark_ref *of, size_t n, int64_t *sum)
{
	bool any = false;

	*sum = 0;
	for (size_t i = 0; i < n; i++) {
		const struct ark_cell *c = &t->rows[of[i].row].cells[of[i].col];
		if (c->kind != ARK_NUMBER)
			continue;
		any = true;
		if (__builtin_add_overflow(*sum, c->value, sum))
			return false;
	}
	return any && ark_decimal(ark_figure(t->a, *sum), sum);
}

/* What the document states beside the sum, in the row that may come after this one. */
static void keep_stated(struct ark *t, size_t col, const struct ark_cell *stated)
{
	if (!t->open.cells)
		t->open = (struct ark_row){
		    .cells = mem_alloc(t->a, t->cols * sizeof(struct ark_cell)), .stated = true};
	t->open.cells[col] = *stated;
}

void ark_sum(struct ark *t, size_t col, const struct ark_ref *of, size_t n, const char *stated)
{
	struct ark_cell said = cell_of(stated), *c = at(t, col < t->cols ? col : 0);
	int64_t sum;

	if (col >= t->cols)
		return;
	*c = said;
	if (said.kind == ARK_TEXT || !add_up(t, of, n, &sum))
		return;
	*c = (struct ark_cell){.kind = ARK_NUMBER, .value = sum, .text = ark_figure(t->a, sum), .n_of = n};
	c->of = mem_alloc(t->a, n * sizeof(*of));
	memcpy(c->of, of, n * sizeof(*of));
	if (said.kind == ARK_NUMBER && said.value != sum)
		keep_stated(t, col, &said);
}

void ark_end_row(struct ark *t)
{
	struct ark_row stated = t->open;
	size_t name = 0;

	if (!stated.cells)
		return;
	while (name + 1 < t->cols && (t->numeric[name] || stated.cells[name].kind != ARK_EMPTY))
		name++;
	stated.cells[name] = (struct ark_cell){.kind = ARK_TEXT, .text = _("oppgitt i planen")};
	ark_row(t);
	t->rows[t->n_rows - 1] = stated;
}

static bool is_empty(const struct ark *t, size_t col)
{
	for (size_t r = 0; r < t->n_rows; r++)
		if (t->rows[r].cells[col].kind != ARK_EMPTY)
			return false;
	return !t->kept[col];
}

static void take_out(struct ark *t, size_t col)
{
	t->cols--;
	for (size_t c = col; c < t->cols; c++) {
		t->head[c] = t->head[c + 1];
		t->numeric[c] = t->numeric[c + 1];
		t->kept[c] = t->kept[c + 1];
	}
	for (size_t r = 0; r < t->n_rows; r++) {
		struct ark_cell *cells = t->rows[r].cells;
		memmove(&cells[col], &cells[col + 1], (t->cols - col) * sizeof(*cells));
		for (size_t c = 0; c < t->cols; c++)
			for (size_t i = 0; i < cells[c].n_of; i++)
				cells[c].of[i].col -= cells[c].of[i].col > col;
	}
}

void ark_trim(struct ark *t)
{
	for (size_t c = t->cols; c-- > 0;)
		if (is_empty(t, c))
			take_out(t, c);
}

/* 0 -> "A", 26 -> "AA" */
static const char *column_name(struct arena *a, size_t col)
{
	return col < 26 ? mem_printf(a, "%c", (char)('A' + col))
			: mem_printf(a, "%c%c", (char)('A' + col / 26 - 1), (char)('A' + col % 26));
}

/* How many cells from the i-th on stand one under the other, or one beside the other (*step is then 1, 0). */
static size_t run_of(const struct ark_cell *c, size_t i, struct ark_ref step)
{
	size_t n = 1;

	while (i + n < c->n_of && c->of[i + n].row == c->of[i].row + n * step.row &&
	       c->of[i + n].col == c->of[i].col + n * step.col)
		n++;
	return n;
}

const char *ark_formula(struct arena *a, const struct ark_cell *c, size_t first)
{
	const char *s = "SUM(";
	size_t arguments = 0;

	for (size_t i = 0, n; i < c->n_of; i += n, arguments++) {
		size_t down = run_of(c, i, (struct ark_ref){.row = 1}),
		       across = run_of(c, i, (struct ark_ref){.col = 1});
		n = down > across ? down : across;
		const struct ark_ref *from = &c->of[i], *to = &c->of[i + n - 1];
		const char *between = arguments == 0 ? "" : arguments % ARGUMENTS_MAX == 0 ? ")+SUM(" : ",";
		s = mem_printf(a, "%s%s%s%zu", s, between, column_name(a, from->col), from->row + first);
		if (n > 1)
			s = mem_printf(a, "%s:%s%zu", s, column_name(a, to->col), to->row + first);
	}
	return mem_printf(a, "%s)", s);
}

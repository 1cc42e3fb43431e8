/* xlsx: see xlsx.h. */
#include "xlsx.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "mem.h"
#include "width.h"

/* Of the format: characters of a sheet's name, of a cell and of a formula. A byte is at least a character. */
#define NAME_MAX_CHARS 31
#define TEXT_MAX_BYTES 32000
#define FORMULA_MAX_BYTES 8000
/* Columns of a sheet, in characters. */
#define COLUMN_LEAST 8
#define COLUMN_MOST 60

enum look { LOOK_PLAIN, LOOK_SUM, LOOK_STATED, LOOK_HEAD, LOOKS };
enum format { FORMAT_TEXT, FORMAT_LITERAL, FORMAT_ORDINAL, FORMAT_WHOLE, FORMAT_MONEY, FORMATS };

struct xlsx {
	struct arena *a;
	int fd; /* of memory: the library writes to files only */
	lxw_workbook *book;
	lxw_format *formats[LOOKS][FORMATS];
	bool failed;
	locale_t numbers; /* the library writes numbers as the locale does, and a file has points */
};

static lxw_format *new_format(lxw_workbook *book, enum look look, enum format format)
{
	static const char *const codes[] = {"General", "@", "General", "#,##0", "#,##0.00####"};
	lxw_format *f = workbook_add_format(book);

	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	format_set_num_format(f, codes[format]);
	if (format == FORMAT_TEXT || format == FORMAT_LITERAL)
		format_set_text_wrap(f);
	if (look == LOOK_SUM || look == LOOK_HEAD)
		format_set_bold(f);
	if (look == LOOK_SUM)
		format_set_top(f, LXW_BORDER_THIN);
	if (look == LOOK_HEAD)
		format_set_bottom(f, LXW_BORDER_THIN);
	if (look == LOOK_STATED)
		format_set_italic(f);
	return f;
}

struct xlsx *xlsx_new(struct arena *a)
{
	struct xlsx *x = mem_alloc(a, sizeof(*x));

	x->a = a;
	x->numbers = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
	x->fd = x->numbers ? memfd_create("xlsx", MFD_CLOEXEC) : -1;
	x->book = x->fd >= 0 ? workbook_new(mem_printf(a, "/proc/self/fd/%d", x->fd)) : NULL;
	if (!x->book) {
		errno = errno ? errno : ENOMEM;
		return NULL;
	}
	for (enum look l = 0; l < LOOKS; l++)
		for (enum format f = 0; f < FORMATS; f++)
			x->formats[l][f] = new_format(x->book, l, f);
	return x;
}

static void check(struct xlsx *x, lxw_error e)
{
	x->failed |= e != LXW_NO_ERROR;
}

/* As many characters as there are; what would be forbidden in a name is a dash. */
static const char *fit_name(struct arena *a, const char *name, size_t chars)
{
	char *s = mem_strndup(a, name, strlen(name));
	size_t i = 0;

	for (; s[i]; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80 && chars-- == 0)
			break;
		if (strchr("[]:*?/\\'", s[i]))
			s[i] = '-';
	}
	s[i] = '\0';
	return s;
}

static const char *sheet_name(struct xlsx *x, const char *name)
{
	const char *clean = width_clean(x->a, name && *name ? name : "Ark", 0), *s;

	s = fit_name(x->a, clean, NAME_MAX_CHARS);
	for (unsigned n = 2; workbook_get_worksheet_by_name(x->book, s) ||
			     workbook_validate_sheet_name(x->book, s) == LXW_ERROR_SHEETNAME_ALREADY_USED;
	     n++) {
		const char *number = mem_printf(x->a, " (%u)", n);
		s = mem_printf(x->a, "%s%s", fit_name(x->a, clean, NAME_MAX_CHARS - strlen(number)), number);
	}
	return s;
}

/* "_x0041_" is how the format writes an A: what stands so in a text has its first sign written so itself. */
static const char *literal(struct arena *a, const char *s)
{
	static const char sign[] = "_x005F_";
	char *out = mem_alloc(a, sizeof(sign) * strlen(s) + 1), *p = out;

	for (; *s; s++) {
		if (s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") == 4 &&
		    s[6] == '_') {
			memcpy(p, sign, sizeof(sign) - 1);
			p += sizeof(sign) - 1;
		} else {
			*p++ = *s;
		}
	}
	return out;
}

static const char *fit_text(struct arena *a, const char *s)
{
	size_t len = TEXT_MAX_BYTES;

	s = literal(a, width_clean(a, s, 1));
	if (strlen(s) <= TEXT_MAX_BYTES)
		return s;
	while (((unsigned char)s[len] & 0xc0) == 0x80)
		len--;
	return mem_printf(a, "%.*s […]", (int)len, s);
}

static enum format format_of(const struct ark_cell *c)
{
	if (c->kind != ARK_NUMBER)
		return c->kind == ARK_TEXT && *c->text && strchr("=+-@", *c->text) ? FORMAT_LITERAL
										   : FORMAT_TEXT;
	return c->plain ? FORMAT_ORDINAL : c->value % ARK_UNIT == 0 ? FORMAT_WHOLE : FORMAT_MONEY;
}

struct place {
	lxw_worksheet *sheet;
	lxw_row_t row;
	lxw_col_t col;
};

static void write_number(struct xlsx *x, struct place p, const struct ark_cell *c, lxw_format *f)
{
	const double value = strtod(c->text, NULL);
	const char *formula = c->n_of ? mem_printf(x->a, "=%s", ark_formula(x->a, c, 2)) : NULL;

	if (formula && strlen(formula) <= FORMULA_MAX_BYTES)
		check(x, worksheet_write_formula_num(p.sheet, p.row, p.col, formula, f, value));
	else
		check(x, worksheet_write_number(p.sheet, p.row, p.col, value, f));
}

static void write_cell(struct xlsx *x, struct place p, const struct ark_cell *c, enum look look)
{
	lxw_format *f = x->formats[look][format_of(c)];

	if (c->kind == ARK_NUMBER)
		write_number(x, p, c, f);
	else if (c->kind == ARK_TEXT)
		check(x, worksheet_write_string(p.sheet, p.row, p.col, fit_text(x->a, c->text), f));
	else if (look == LOOK_SUM)
		check(x, worksheet_write_blank(p.sheet, p.row, p.col, f));
}

/* As wide as its widest line, within reason; figures have spaces between thousands. */
static double column_width(struct xlsx *x, const struct ark *t, size_t col)
{
	int most = width_of(width_clean(x->a, t->head[col], 0));

	for (size_t r = 0; r < t->n_rows && most < COLUMN_MOST; r++) {
		const struct ark_cell *c = &t->rows[r].cells[col];
		const char *s = c->kind == ARK_EMPTY ? "" : c->text;
		int wide = width_of(s) + (c->kind == ARK_NUMBER ? width_of(s) / 3 : 0);
		most = wide > most ? wide : most;
	}
	most += 2;
	return most < COLUMN_LEAST ? COLUMN_LEAST : most > COLUMN_MOST ? COLUMN_MOST : most;
}

static void write_sheet(struct xlsx *x, lxw_worksheet *sheet, const struct ark *t)
{
	struct place p = {.sheet = sheet};

	for (size_t c = 0; c < t->cols; c++) {
		p.col = (lxw_col_t)c;
		check(x, worksheet_set_column(sheet, p.col, p.col, column_width(x, t, c), NULL));
		struct ark_cell head = {.kind = ARK_TEXT, .text = t->head[c]};
		write_cell(x, p, &head, LOOK_HEAD);
	}
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t c = 0; c < t->cols; c++) {
			const struct ark_row *row = &t->rows[r];
			p = (struct place){sheet, (lxw_row_t)(r + 1), (lxw_col_t)c};
			write_cell(x, p, &row->cells[c],
			    row->sum	  ? LOOK_SUM
			    : row->stated ? LOOK_STATED
					  : LOOK_PLAIN);
		}
	worksheet_freeze_panes(sheet, 1, 0);
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_set_paper(sheet, 9); /* A4 */
	check(x, worksheet_repeat_rows(sheet, 0, 0));
}

struct xlsx_sheet {
	const char *name;
	lxw_worksheet *sheet;
};

struct xlsx_sheet *xlsx_sheet(struct xlsx *x, const struct ark *t)
{
	struct xlsx_sheet *s = mem_alloc(x->a, sizeof(*s));

	s->name = sheet_name(x, t->name);
	s->sheet = workbook_add_worksheet(x->book, s->name);
	x->failed |= !s->sheet;
	return s->sheet ? s : NULL;
}

const char *xlsx_name(const struct xlsx_sheet *s)
{
	return s ? s->name : "";
}

void xlsx_fill(struct xlsx *x, struct xlsx_sheet *s, const struct ark *t)
{
	locale_t before = uselocale(x->numbers);

	if (s)
		write_sheet(x, s->sheet, t);
	uselocale(before);
}

static int copy(int fd, FILE *f)
{
	char buffer[4096];
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET) < 0)
		return -1;
	while ((n = read(fd, buffer, sizeof(buffer))) > 0)
		if (fwrite(buffer, 1, (size_t)n, f) != (size_t)n)
			return -1;
	return n < 0 ? -1 : 0;
}

int xlsx_end(struct xlsx *x, struct out *o)
{
	locale_t before = uselocale(x->numbers);
	int rc;

	errno = 0;
	check(x, workbook_close(x->book));
	uselocale(before);
	rc = x->failed ? -1 : copy(x->fd, o->f);
	errno = rc && errno == 0 ? EIO : errno;
	close(x->fd);
	freelocale(x->numbers);
	return rc;
}

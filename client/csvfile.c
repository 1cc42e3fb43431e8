/*
 * csvfile: see csvfile.h. One pass over the text, a row at a time.
 */
#include "csvfile.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"

/* What Windows-1252 has from 0x80 to 0x9f; 0: nothing. */
static const uint16_t cp1252[32] = {0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030,
    0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
    0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178};

struct reader {
	struct arena *a;
	const char *p, *end;
	int line;
	char delimiter;
	struct status *st;
};

static int bad(struct reader *r, int line, const char *what)
{
	*r->st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "ugyldig_csv",
	    .text = mem_printf(r->a, _("linje %d: %s"), line, what)};
	return -1;
}

static size_t put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	to[0] = (char)(0xe0 | c >> 12);
	to[1] = (char)(0x80 | (c >> 6 & 0x3f));
	to[2] = (char)(0x80 | (c & 0x3f));
	return 3;
}

/* Bytes of Windows-1252 as UTF-8. NULL for a byte that it has not, whose line is then in r->line. */
static char *from_cp1252(struct reader *r, const char *bytes, size_t len, size_t *n)
{
	char *to = mem_alloc(r->a, 3 * len + 1);

	*n = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned c = (unsigned char)bytes[i];
		r->line += c == '\n';
		if (c >= 0x80 && c < 0xa0)
			c = cp1252[c - 0x80];
		if (c == 0)
			return NULL;
		*n += put_utf8(to + *n, c);
	}
	return to;
}

static int decode(struct reader *r, const char *bytes, size_t len)
{
	static const char mark[] = "\xef\xbb\xbf";

	if (len >= 3 && memcmp(bytes, mark, 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	if (!grpc_utf8_valid((const uint8_t *)bytes, len)) {
		r->line = 1;
		bytes = from_cp1252(r, bytes, len, &len);
		if (!bytes)
			return bad(r, r->line, _("filen er verken UTF-8 eller Windows-1252"));
	}
	r->p = bytes;
	r->end = bytes + len;
	r->line = 1;
	return 0;
}

/* Past one end of line: LF, CR LF, or CR alone. */
static void end_line(struct reader *r)
{
	if (r->p < r->end && *r->p == '\r')
		r->p++;
	if (r->p < r->end && *r->p == '\n')
		r->p++;
	r->line++;
}

static bool at_end_of_line(const struct reader *r)
{
	return r->p == r->end || *r->p == '\n' || *r->p == '\r';
}

/* «sep=;» as spreadsheets write it; else by counting what stands outside quotes in the first line. */
static void find_delimiter(struct reader *r)
{
	static const char candidates[] = ";,\t";
	size_t count[sizeof(candidates)] = {0}, best = 0;
	bool quoted = false;

	if (r->end - r->p >= 5 && memcmp(r->p, "sep=", 4) == 0 && r->p[4] != '"' && r->p[4] != '\n' &&
	    r->p[4] != '\r' && (r->end - r->p == 5 || r->p[5] == '\n' || r->p[5] == '\r')) {
		r->delimiter = r->p[4];
		r->p += 5;
		end_line(r);
		return;
	}
	for (const char *p = r->p; p < r->end && (quoted || (*p != '\n' && *p != '\r')); p++) {
		const char *c = quoted ? NULL : memchr(candidates, *p, sizeof(candidates) - 1);
		quoted ^= *p == '"';
		if (c)
			count[c - candidates]++;
	}
	for (size_t i = 1; i < sizeof(candidates) - 1; i++)
		if (count[i] > count[best])
			best = i;
	r->delimiter = candidates[best];
}

/* A cell in quotes; a quote in it stands twice. */
static int quoted_cell(struct reader *r, const char **cell)
{
	int begins = r->line;
	const char *from = ++r->p;
	char *to = NULL;
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++) {
		const char *p = from;
		n = 0;
		for (; p < r->end && (*p != '"' || (p + 1 < r->end && p[1] == '"')); p++) {
			p += *p == '"';
			if (to)
				to[n] = *p;
			else
				r->line += *p == '\n' || (*p == '\r' && (p + 1 == r->end || p[1] != '\n'));
			n++;
		}
		if (p == r->end)
			return bad(r, begins, _("et anførselstegn mangler sin make"));
		r->p = p + 1;
		if (!to)
			to = mem_alloc(r->a, n + 1);
	}
	*cell = to;
	if (!at_end_of_line(r) && *r->p != r->delimiter)
		return bad(r, r->line, _("det står noe etter anførselstegnet som avslutter et felt"));
	return 0;
}

static int plain_cell(struct reader *r, const char **cell)
{
	const char *from = r->p;

	for (; !at_end_of_line(r) && *r->p != r->delimiter; r->p++)
		if (*r->p == '"')
			return bad(r, r->line, _("et anførselstegn står inne i et felt"));
	*cell = mem_strndup(r->a, from, (size_t)(r->p - from));
	return 0;
}

static int read_row(struct reader *r, struct csv_row *row)
{
	row->line = r->line;
	for (;;) {
		row->cells = mem_grow(r->a, row->cells, row->n, sizeof(*row->cells));
		if (r->p < r->end && *r->p == '"' ? quoted_cell(r, &row->cells[row->n])
						  : plain_cell(r, &row->cells[row->n]))
			return -1;
		if (++row->n > CSV_CELLS_MAX)
			return bad(r, row->line, _("raden har for mange felter"));
		if (at_end_of_line(r))
			break;
		r->p++;
	}
	if (r->p < r->end)
		end_line(r);
	return 0;
}

static bool is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i][strspn(row->cells[i], " \t")] != '\0')
			return false;
	return true;
}

int csv_read(struct arena *a, const char *bytes, size_t len, struct csv *csv, struct status *st)
{
	struct reader r = {.a = a, .line = 1, .st = st};

	*csv = (struct csv){0};
	if (len > CSV_BYTES_MAX)
		return bad(&r, 1, _("filen er for stor"));
	if (decode(&r, bytes, len))
		return -1;
	find_delimiter(&r);
	csv->delimiter = r.delimiter;
	while (r.p < r.end) {
		struct csv_row row = {0};
		if (read_row(&r, &row))
			return -1;
		if (is_blank(&row))
			continue;
		if (csv->n == CSV_ROWS_MAX)
			return bad(&r, row.line, _("filen har for mange rader"));
		if (csv->n > 0 && row.n != csv->rows[0].n)
			return bad(&r, row.line,
			    mem_printf(
				a, _("raden har %zu felter, overskriften %zu"), row.n, csv->rows[0].n));
		csv->rows = mem_grow(a, csv->rows, csv->n, sizeof(*csv->rows));
		csv->rows[csv->n++] = row;
	}
	return csv->n > 0 ? 0 : bad(&r, 1, _("filen er tom"));
}

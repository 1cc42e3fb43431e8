/*
 * csvfile: a spreadsheet's export as rows of text.
 *
 * Owns the character set (UTF-8 with or without a mark, else Windows-1252), the delimiter, quotes (RFC 4180),
 * and on which line of the file each row begins. Leaves out what the cells mean.
 */
#pragma once

#include <stddef.h>

#include "proto/grpc.h"

#define CSV_BYTES_MAX ((size_t)8 << 20)
#define CSV_ROWS_MAX 10000
#define CSV_CELLS_MAX 300

struct csv_row {
	int line; /* in the file, from 1; a quoted cell may run over several */
	size_t n;
	const char **cells; /* UTF-8, without the quotes */
};

struct csv {
	char delimiter;
	size_t n;
	struct csv_row *rows; /* the first has the headings; blank lines are left out */
};

/*
 * Reads a whole file of at most CSV_BYTES_MAX bytes. The delimiter is the one that a first line «sep=X»
 * names, else whichever of ; , and tab the first line has most of. 0, or -1 with st: reason `ugyldig_csv`,
 * the line in the text.
 */
int csv_read(struct arena *a, const char *bytes, size_t len, struct csv *csv, struct status *st)
    __attribute__((warn_unused_result));

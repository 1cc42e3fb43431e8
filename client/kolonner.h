/*
 * kolonner: which column of a spreadsheet fills which field of an application.
 *
 * Owns the file that says so: lines `Column = field`, `field := value` for what every row has, # for a
 * remark; and finding the columns in the spreadsheet. Leaves out what a field takes, which the server says.
 */
#pragma once

#include "csvfile.h"

#define KOLONNER_MAX 200

struct kolonne {
	const char *name; /* heading; NULL for a value that every row has */
	const char *field, *value;
	size_t at; /* where it stands in a row, once placed */
};

struct kolonner {
	size_t n;
	struct kolonne *k;
};

/*
 * Reads the text of such a file, called path in what is said of it. 0, or -1 with st: reason
 * `ugyldig_kolonnefil`.
 */
int kolonner_read(struct arena *a, const char *path, const char *text, struct kolonner *out,
    struct status *st) __attribute__((warn_unused_result));

/*
 * Finds each column among the headings. One that is not there, or twice, is a mistake in one of the files: -1
 * with st, reason `kolonnen_mangler`. Columns of the spreadsheet that no line names are not read.
 */
int kolonner_place(struct arena *a, const struct csv *csv, struct kolonner *cols, struct status *st)
    __attribute__((warn_unused_result));

/* What fills the field in a row. */
const char *kolonner_value(const struct kolonne *k, const struct csv_row *row);

/*
 * aarsark: a table with a column a year, its rows split into new and secured jobs where the plan splits them.
 *
 * Owns which years there are, the sums of rows, and their sum. Leaves out what the rows are of.
 */
#pragma once

#include <omstilling/v1/dokument.pb-c.h>

#include "ark.h"

/* Years of a table; of more than these it has the first. */
#define AARSARK_YEARS 60

enum aarsark_figure { AARSARK_WHOLE, AARSARK_NEW, AARSARK_SECURED, AARSARK_FIGURES };

struct aarsark_years {
	int32_t aar[AARSARK_YEARS];
	size_t n;
};

struct aarsark_row {
	const char *name, *share, *note;
	Omstilling__V1__Aarstall *const *cells;
	size_t n;
	const char *sums[AARSARK_FIGURES]; /* as the document states them */
};

struct aarsark {
	struct ark *ark;
	struct aarsark_years years;
	size_t first, sum; /* columns: of the first year, of the sum */
	size_t *rows[AARSARK_FIGURES], n_rows[AARSARK_FIGURES];
};

/* The years of a period, and those that the cells have beside them. */
struct aarsark_years aarsark_period(const Omstilling__V1__Omstillingsplan *p);
void aarsark_years_add(struct aarsark_years *y, Omstilling__V1__Aarstall *const *cells, size_t n);

/* share: with a column of shares. */
struct aarsark aarsark_new(
    struct arena *a, const char *name, const char *title, const struct aarsark_years *y, bool share);
void aarsark_add(struct aarsark *x, const struct aarsark_row *r);

/* The sum of all rows so far, and of their splits. */
void aarsark_add_sum(struct aarsark *x, const struct aarsark_row *r);

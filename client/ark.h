/*
 * ark: a table as data: texts, exact numbers and sums of its own cells, to be written as Markdown, HTML or a
 * spreadsheet.
 *
 * Owns the cells, what a sum comes to, and what is shown where a document states another sum. Leaves out how
 * any of it is written, and what the tables are of.
 *
 * A number is an exact decimal of at most 15 significant digits, six of them after the point and twelve
 * before it: what a double, which is all that a spreadsheet has, gives back unchanged. Kroner with øre below
 * 10^12 are such numbers. Whatever else is stated is text, and no part of a sum.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/arena.h"

/* Years of a period and what stands beside them; a table is never wider. */
#define ARK_COLUMNS 80
/* A number in millionths. */
#define ARK_UNIT 1000000

struct ark_ref {
	size_t row, col;
};

enum ark_kind { ARK_EMPTY, ARK_TEXT, ARK_NUMBER };

struct ark_cell {
	enum ark_kind kind;
	const char *text; /* of a number its decimal, as the contract writes it */
	int64_t value;	  /* of a number, in ARK_UNITs */
	bool plain;	  /* a number of something, such as a year: its digits stand together */
	/* What a number is the sum of; none: it is stated. */
	struct ark_ref *of;
	size_t n_of;
};

struct ark_row {
	struct ark_cell *cells;
	bool sum, stated; /* stands under a rule; holds what the document states instead of the row above */
};

struct ark {
	struct arena *a;
	const char *name;  /* short: of a sheet */
	const char *title; /* what it is a table of */
	const char *head[ARK_COLUMNS];
	bool numeric[ARK_COLUMNS];
	bool kept[ARK_COLUMNS]; /* also when nothing stands in it */
	size_t cols, n_rows;
	struct ark_row *rows;
	struct ark_row open; /* what the document states instead, of the row that is being filled */
};

/* As table_new: a '>' before a heading makes a column of numbers. Of more than ARK_COLUMNS the first. */
struct ark *ark_new(struct arena *a, const char *name, const char *title, const char *const *head, size_t n);

/* A new empty row: its number. What is filled in is what was added last. */
size_t ark_row(struct ark *t);

/* The same, under a rule. */
size_t ark_sum_row(struct ark *t);

void ark_text(struct ark *t, size_t col, const char *s);

/* A figure as it is stated: a number if it is one, else text. Nothing for NULL. */
void ark_number(struct ark *t, size_t col, const char *decimal);

/* A year, or the number of an area. */
void ark_ordinal(struct ark *t, size_t col, int32_t n);

/*
 * A sum of cells that are filled in already, in this row or above; those that are no numbers count as
 * nothing. Of no number at all, or where the document states something that is no number ("-"), what it
 * states. Where it states another number, both are shown: see ark_end_row.
 */
void ark_sum(struct ark *t, size_t col, const struct ark_ref *of, size_t n, const char *stated);

/* Ends the row: where a stated sum is another than the cells', a row with what is stated comes after it. */
void ark_end_row(struct ark *t);

/* Takes out the columns in which nothing stands, but for those that are kept. */
void ark_trim(struct ark *t);

/* The number a decimal is. False: it is none that is exact here. */
bool ark_decimal(const char *s, int64_t *value);

/* "1234.5" */
const char *ark_figure(struct arena *a, int64_t value);

/* The sum as a formula of a spreadsheet, without its '=': "SUM(B2:B4,B7)". Row 0 stands in line `first`, from
 * 1. */
const char *ark_formula(struct arena *a, const struct ark_cell *c, size_t first);

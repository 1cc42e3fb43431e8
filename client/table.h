/*
 * table: rows of cells in columns that fit the width there is.
 *
 * Columns are as wide as their widest cell; when that is too much, the widest ones of text are narrowed and
 * their cells broken between words. Numbers stand to the right and are never broken. Where not even that
 * fits, each row is a record: its cells one under another, each behind its heading.
 */
#pragma once

#include "out.h"

#define TABLE_COLUMNS 24

struct table;

/* head[i] is the heading of column i, in bokmål (N_); a leading '>' makes it a column of numbers. */
struct table *table_new(struct out *o, const char *const *head, int n);

/* A row of as many texts as there are columns; NULL is an empty cell. The array is copied, the texts are not.
 */
void table_row(struct table *t, const char *const *cells);

/* A line across the table under the last row, such as a remark to it. */
void table_note(struct table *t, const char *text);

/* A line at the left edge that says what the next rows have in common. */
void table_heading(struct table *t, const char *text);

/* A rule across the table, before sums. */
void table_rule(struct table *t);

/* A rule and a row of sums, its name in the first cell that has one; nothing when no sum is stated. */
void table_sum(struct table *t, const char *const *cells);

/* Prints it; nothing at all when it has no rows. */
void table_print(struct table *t);

/*
 * xlsx: tables as a workbook, a sheet each: numbers are numbers, sums are formulas with their result beside
 * them, and text is text whatever it begins with.
 *
 * Owns every use of libxlsxwriter, the names of sheets, formats, and the limits of the format. Text beyond
 * those ends with " […]"; a sum of more cells than a formula has room for is written as its result. Text that
 * begins as a formula does has the text format, so that it is none after it has been edited either.
 */
#pragma once

#include "ark.h"
#include "out.h"

struct xlsx;

/* NULL with errno. */
struct xlsx *xlsx_new(struct arena *a);

/* A new sheet, to be filled in by any order: its name is the table's, made fit and unlike the others'. NULL:
 * the end will tell. */
struct xlsx_sheet *xlsx_sheet(struct xlsx *x, const struct ark *t);
const char *xlsx_name(const struct xlsx_sheet *s);
/* s NULL: nothing is done. */
void xlsx_fill(struct xlsx *x, struct xlsx_sheet *s, const struct ark *t);

/* Writes the workbook and ends it. 0, or -1 with errno. */
int xlsx_end(struct xlsx *x, struct out *o) __attribute__((warn_unused_result));

/*
 * xlsx: tables as a workbook, a sheet each: numbers are numbers, sums are formulas with their result beside
 * them, and text is text whatever it begins with.
 *
 * Owns every use of libxlsxwriter, the names of sheets, formats, and the limits of the format. Text beyond
 * those ends with " […]"; a sum of more cells than a formula has room for is written as its result.
 */
#pragma once

#include "ark.h"
#include "out.h"

struct xlsx;

/* NULL with errno. */
struct xlsx *xlsx_new(struct arena *a);

/* A sheet of the table; its name, made fit and unlike the others'. */
const char *xlsx_ark(struct xlsx *x, const struct ark *t);

/* Writes the workbook and ends it. 0, or -1 with errno. */
int xlsx_end(struct xlsx *x, struct out *o) __attribute__((warn_unused_result));

/*
 * tall: numbers, amounts and dates as the language chosen writes them.
 *
 *           bokmål, nynorsk     English
 *   amount  1 900 000,5         1,900,000.5     (a no-break space: a number is never broken at a line's end)
 *   date    31.12.2021          31 Dec 2021
 *   day     31. desember 2021   31 December 2021
 *   time    31.12.2021 14:05:09 UTC, and the like
 *
 * Only for what people read: never for --output json, yaml and csv, nor for a file that is read back.
 */
#pragma once

#include "proto/arena.h"

/* "1900000.5" -> "1 900 000,5"; what is not a decimal, such as "-", stays as it is. NULL stays NULL. */
const char *tall_desimal(struct arena *a, const char *s);

/* "2021-12-31" -> "31.12.2021", and "2021-12-31T14:05:09.5Z" with its time of day; anything else as it is. */
const char *tall_dato(struct arena *a, const char *s);

/* The date with the month's name, for documents: of a date, or of a time without its time of day. */
const char *tall_dag(struct arena *a, const char *s);

/* What is typed for a date: "31.12.2021" -> "2021-12-31"; anything else as it is, for the server to judge. */
const char *tall_les_dato(struct arena *a, const char *s);

/*
 * print_deler: the parts that both plans have: goals, series of figures, attachments, footnotes, and tables
 * in which only the columns with something in them are shown.
 *
 * Leaves out the plans' own tables (print_omstillingsplan, print_handlingsplan).
 */
#pragma once

#include <omstilling/v1/dokument.pb-c.h>

#include "out.h"

/* rows x cols cells, row by row; a column that no row fills is left out, and a table without rows too. At
 * most TABLE_COLUMNS columns. */
void print_filled(struct out *o, const char *const *head, int cols, const char *const *cells, size_t rows);

/* After an empty line; name: what the goals are called, in the head of their column. */
void print_goals(struct out *o, const char *name, Omstilling__V1__Maal *const *m, size_t n);

/* A pair for each, the name before the first. */
void print_list(struct out *o, const char *name, char *const *items, size_t n);

/* A heading and the text under it; nothing when there is no text. */
void print_words(struct out *o, const char *head, const char *text);

void print_series(struct out *o, Omstilling__V1__Indikatorserie *const *s, size_t n);
void print_attachments(struct out *o, Omstilling__V1__Vedleggsreferanse *const *v, size_t n);
void print_footnotes(struct out *o, Omstilling__V1__Fotnote *const *f, size_t n);

/* The name with the mark of its footnote; NULL stays NULL. */
const char *print_marked(struct out *o, const char *name, const char *mark);

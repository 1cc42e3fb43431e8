/*
 * planhefte_deler: what both plans have: goals, lists, series, changes of areas, footnotes, attachments; and
 * a chart of what stands in a table.
 */
#pragma once

#include <omstilling/v1/dokument.pb-c.h>

#include "hefte.h"

/* A heading and a text; nothing without the text. */
void planhefte_words(struct hefte *h, const char *head, const char *text);
void planhefte_chapters(struct hefte *h, Omstilling__V1__Tekst *const *k, size_t n);
void planhefte_list(struct hefte *h, const char *label, char *const *items, size_t n);
void planhefte_goals(
    struct hefte *h, const char *name, const char *title, Omstilling__V1__Maal *const *m, size_t n);
void planhefte_series(struct hefte *h, Omstilling__V1__Indikatorserie *const *s, size_t n);
void planhefte_changes(struct hefte *h, Omstilling__V1__Omraadeendring *const *e, size_t n);
void planhefte_footnotes(struct hefte *h, Omstilling__V1__Fotnote *const *f, size_t n);
void planhefte_attachments(struct hefte *h, Omstilling__V1__Vedleggsreferanse *const *v, size_t n);

/* "Industri*"; NULL for no name. */
const char *planhefte_marked(struct arena *a, const char *name, const char *mark);

/* "1 Industri (støtteområde)" */
const char *planhefte_area(struct arena *a, int32_t number, const char *name, bool support);

/* A chart of n bars to be filled in; planhefte_bar sets a part and says it: "12 nye, 8 sikrede". */
struct svg_chart *planhefte_chart(struct arena *a, const char *title, size_t n);
void planhefte_bar(struct arena *a, struct svg_chart *c, size_t bar, int part, int64_t value);

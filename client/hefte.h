/*
 * hefte: a document as its parts: headings, words, tables and charts, in order; the same for every form it is
 * written in.
 *
 * Owns the list of parts. Leaves out what they say (planhefte) and how each form is written (hefte_markdown,
 * hefte_html, xlsx).
 */
#pragma once

#include "ark.h"
#include "out.h"
#include "svg.h"

enum hefte_kind { HEFTE_HEAD, HEFTE_PAIR, HEFTE_TEXT, HEFTE_ARK, HEFTE_CHART };

struct hefte_part {
	enum hefte_kind kind;
	int level;	    /* of a heading */
	const char *label;  /* of a pair */
	const char *text;   /* of a heading, a pair, and words in paragraphs */
	const char *figure; /* of a pair of a number: its decimal, as the contract writes it */
	const struct ark *ark;
	const struct svg_chart *chart;
};

struct hefte {
	struct arena *a;
	const char *title;
	size_t n;
	struct hefte_part *parts;
};

/* Nothing is added of what is NULL or "". */
void hefte_head(struct hefte *h, int level, const char *s);
void hefte_pair(struct hefte *h, const char *label, const char *s);
void hefte_text(struct hefte *h, const char *s);

/* A pair of a number, printed as numbers are; a spreadsheet has the number itself. */
void hefte_figure(struct hefte *h, const char *label, const char *decimal);

/* Nor of a table without rows; a column in which nothing stands is left out. */
void hefte_ark(struct hefte *h, struct ark *t);

/* Nor of a chart without anything to show. */
void hefte_chart(struct hefte *h, const struct svg_chart *c);

void hefte_markdown(struct out *o, const struct hefte *h);
void hefte_html(struct out *o, const struct hefte *h);

/* A sheet of the words, then one a table. 0, or -1 with errno. */
int hefte_xlsx(struct out *o, const struct hefte *h) __attribute__((warn_unused_result));

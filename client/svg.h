/*
 * svg: a chart of bars, lying, each of one or more parts, to stand inside a page of HTML.
 *
 * Owns the drawing, and what is said of it to those who do not see it. Colours are the page's; the parts are
 * told apart by pattern too. Leaves out scripts and everything from outside.
 */
#pragma once

#include "out.h"

#define SVG_PARTS 2
/* More bars than this are no picture; the table beside has them all. */
#define SVG_BARS 60

struct svg_bar {
	const char *label;
	int64_t part[SVG_PARTS]; /* one unit for all; what is below 0 is drawn as nothing */
	const char *said;	 /* the figures in words: "12 nye, 8 sikrede" */
};

struct svg_chart {
	const char *title;
	const char *legend[SVG_PARTS]; /* NULL: bars of one part need none */
	size_t n;
	struct svg_bar *bars;
};

/* id: ours, and no other's on the page. */
void svg_chart(struct out *o, const struct svg_chart *c, const char *id);

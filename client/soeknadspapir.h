/*
 * soeknadspapir: the application that a case is about, as the papers of the case show it: `sak frame` in
 * Markdown, a meeting's packet in HTML.
 *
 * Owns what of it is shown, in which order. It is asked for without what is screened, for papers are handed
 * on; how a heading or a table looks is markdown's and html's.
 */
#pragma once

#include "out.h"
#include "sakspapir.h"

/* How headings, pairs, tables and texts are written. Pairs and tables are begun and ended. */
struct skrift {
	void (*head)(struct out *, const char *);
	void (*pairs)(struct out *);
	void (*pair)(struct out *, const char *label, const char *value);
	void (*pairs_end)(struct out *);
	void (*table)(struct out *, const char *caption, const char *const *head, size_t n);
	void (*row)(struct out *, const char *const *head, const char *const *cells, size_t n);
	void (*table_end)(struct out *);
	void (*text)(struct out *, const char *);
};

extern const struct skrift skrift_markdown, skrift_html;

/* Asks for the application that a case is about, and what room its applicant has for de minimis aid. 0, also
 * when there is none or the reader may not see it; -1 with st. */
int soeknadspapir_get(struct cli *cli, struct sakspapir *s, struct status *st)
    __attribute__((warn_unused_result));

/* The application, its points by the board's guidelines, and that room; nothing where there is none. */
void soeknadspapir_show(struct out *o, const struct skrift *w, const struct sakspapir *s);

/*
 * html: one HTML page that needs nothing but itself, in which text from data stays text.
 *
 * Owns the escaping, the page's frame and style, tables, and the marking of changed words. What is written
 * with fputs beside these is ours alone.
 */
#pragma once

#include <stdbool.h>

#include "out.h"

/* A text inside an element or a quoted attribute; nothing for NULL. */
void html_text(struct out *o, const char *s);

/* Paragraphs, with their line ends; nothing for NULL or "". */
void html_paragraphs(struct out *o, const char *s);

void html_page(struct out *o, const char *title);
void html_page_end(struct out *o);

/* id: ours; NULL: none. */
void html_head(struct out *o, int level, const char *id, const char *s);

/* "<p class=..>text</p>"; class NULL: none. Nothing for NULL or "". */
void html_line(struct out *o, const char *class, const char *s);

/* A pair of a <dl>; nothing when the value is NULL or "". */
void html_pair(struct out *o, const char *label, const char *value);

/* A table; on a narrow screen each row is a card in which every cell says what it is. NULL is an empty cell.
 */
void html_table(struct out *o, const char *caption, const char *const *head, size_t n);
void html_row(struct out *o, const char *const *head, const char *const *cells, size_t n);
/* The same in parts, for who writes <th> and <tr> himself: up to the heads, from them to the rows. */
void html_table_begin(struct out *o, const char *caption);
void html_table_rows(struct out *o);
void html_table_end(struct out *o);

/* Words that are gone and words that are new: by element, line and a word for those who hear it, not by
 * colour alone. */
void html_removed(struct out *o, const char *s, size_t len);
void html_added(struct out *o, const char *s, size_t len);

/* The two texts as one, with the words that differ marked. */
void html_compared(struct out *o, const char *old, const char *new);

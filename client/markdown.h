/*
 * markdown: Markdown (CommonMark, with GitHub's tables) in which text from data stays text.
 *
 * Owns the escaping: no letter of data can become a heading, a link, markup or HTML, nor break a table.
 */
#pragma once

#include "out.h"

/* One line of a text to stand after something of ours, escaped: line ends become spaces. "" for NULL. */
const char *markdown_word(struct arena *a, const char *s);

/* A whole text with its paragraphs and line ends; nothing for NULL or "". */
void markdown_text(struct out *o, const char *s);

/* The same as a quotation. */
void markdown_quote(struct out *o, const char *s);

void markdown_head(struct out *o, int level, const char *s);

/* "- **Label:** value"; nothing when the value is NULL or "". */
void markdown_item(struct out *o, const char *label, const char *value);

/* "- value" */
void markdown_bullet(struct out *o, const char *value);

/* The head of a table and its rows; after the last one markdown_end. NULL is an empty cell. */
void markdown_table(struct out *o, const char *const *head, size_t n);
void markdown_row(struct out *o, const char *const *cells, size_t n);

/* The empty line that ends a list or a table. */
void markdown_end(struct out *o);

/*
 * rows: a list that no server has answered, such as that of the profiles, as a message; so that it is
 * printed, and written as JSON, YAML and CSV, by what does so for replies.
 *
 * Every value is a text. Leaves out how messages are written (print.h, csv.h).
 */
#pragma once

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>

#include "out.h"

#define ROWS_COLUMNS 8

struct rows;

/* A message with one field, the list of that name; n columns. The names must live as long. */
struct rows *rows_new(struct arena *a, const char *list, const char *const *names, size_t n);

/* A row of as many texts as there are columns, which must live as long; NULL or "": unset. */
void rows_add(struct rows *r, const char *const *cells);

/* All of them as a message; lives as long as the arena. */
const ProtobufCMessage *rows_message(const struct rows *r);

/* All of them as a table with these headings (table_new). */
void rows_table(struct out *o, const struct rows *r, const char *const *head);

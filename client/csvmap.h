/*
 * csvmap: which column of a file (csvfile.h) fills which field of a message.
 *
 * Leaves out what a value must be: the server judges.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "csvfile.h"

struct csvmap {
	const ProtobufCMessageDescriptor *type;
	size_t n;
	struct csvmap_field {
		const ProtobufCFieldDescriptor *field;
		size_t column;
		char *fixed; /* instead of a column */
	} fields[CSV_CELLS_MAX];
};

/*
 * From lines "field = column heading" and "field := the same in every row", '#' begins a remark; a field of
 * text that no line names is filled by the column of its own name. text NULL: no lines. 0, or -1 with st for
 * what is not there.
 */
int csvmap_read(struct arena *a, char *text, const ProtobufCMessageDescriptor *type, const struct csv *csv,
    struct csvmap *map, struct status *st) __attribute__((warn_unused_result));

/* A message of the map's type with the row's cells; an empty cell leaves its field unset, and a field "linje"
 * gets the line. */
ProtobufCMessage *csvmap_message(struct arena *a, const struct csvmap *map, const struct csv_row *row);

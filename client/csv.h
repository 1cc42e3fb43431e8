/*
 * csv: the rows of a reply as RFC 4180, for --output csv.
 *
 * The columns are those that the command's table has (print.h), under the names of the contract, values as
 * they came. Made harmless for a terminal, and for a spreadsheet: what is no number and looks like a formula
 * gets an apostrophe before it.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* Whether replies of the type have rows to be. */
bool csv_has_rows(const ProtobufCMessageDescriptor *type, const char *show);

/* One line: the names of the columns where msg is NULL; columns as in the row's show, NULL: all plain fields.
 */
void csv_line(
    struct out *o, const ProtobufCMessageDescriptor *type, const ProtobufCMessage *msg, const char *columns);

/* False when the reply has no rows to be, which is no list. */
bool csv_print(struct out *o, const ProtobufCMessage *reply, const char *show)
    __attribute__((warn_unused_result));

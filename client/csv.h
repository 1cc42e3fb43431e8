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

/* False when the reply has no rows to be, which is no list. */
bool csv_print(struct out *o, const ProtobufCMessage *reply, const char *show)
    __attribute__((warn_unused_result));

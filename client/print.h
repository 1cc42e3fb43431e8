/*
 * print: any reply as tables and records, by descriptor.
 *
 * What a row of the command table may say in `show`: sections divided by ';', each `FIELD` or `FIELD: column
 * column ..`, where FIELD is a field of the reply, or of the message
 * that stands first in it, and the columns are fields of the message in it. A repeated
 * message becomes a table, a single one a record (with a heading after a table), a plain field a line, a
 * repeated one a line for each value.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* NULL shows everything there is. */
void print_reply(struct out *o, const ProtobufCMessage *reply, const char *show);

/* The reply as JSON (proto/json.h), indented, harmless for a terminal. 0, or -1 when the arena is full. */
int print_json(struct out *o, const ProtobufCMessage *reply) __attribute__((warn_unused_result));

/* As YAML, field names and meaning as in JSON. */
int print_yaml(struct out *o, const ProtobufCMessage *reply) __attribute__((warn_unused_result));

/* As JSON on one line, for programs that read line by line. */
void print_json_line(struct out *o, const ProtobufCMessage *msg);

/* As one YAML document of several. */
void print_yaml_part(struct out *o, const ProtobufCMessage *msg);

/* One message as a record of the named columns (all plain fields when NULL), and many as a table. */
void print_record(struct out *o, const ProtobufCMessage *msg, const char *columns);

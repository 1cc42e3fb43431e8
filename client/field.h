/*
 * field: reads and writes one field of any message, by descriptor.
 *
 * Values come in and go out as text, the way they are typed and shown. Leaves out JSON (proto/json.h).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "proto/grpc.h"

/* An empty message of the type. */
ProtobufCMessage *field_new(struct arena *a, const ProtobufCMessageDescriptor *type);

const ProtobufCFieldDescriptor *field_find(
    const ProtobufCMessageDescriptor *type, const char *name, size_t len);

/*
 * Sets the field at a path from text; a repeated one gets one element more. A path is fields joined by dots,
 * the messages between are those of the type. It may end in `name(a,b,c)`: a message of which one value
 * "x:y:z" fills the fields a, b and c; each may be a path, and `c*` takes what is left, colons and all. 0, or
 * -1 with st filled in: reason `feil_bruk`, when the text is not what the field takes. The path must be
 * there.
 */
int field_set(struct arena *a, ProtobufCMessage *msg, const char *path, const char *value, struct status *st)
    __attribute__((warn_unused_result));

/* True when the field has a value, or for a repeated one at least one. */
bool field_present(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd);

/* How many values: 0 or 1, more only for a repeated field. */
size_t field_count(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd);

/* The i-th message of a message field. */
const ProtobufCMessage *field_message(
    const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, size_t i);

/* Its text for people: repeated values joined by ", "; NULL when it is unset or a message. */
const char *field_text(struct arena *a, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd);

/* The same with repeated values on a line each. */
const char *field_lines(struct arena *a, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd);

/* Text of the field called name, "" when it is unset or not there. */
const char *field_named(struct arena *a, const ProtobufCMessage *msg, const char *name);

/* Appends the repeated fields of one message to those of another of the same type; the other fields are
 * replaced. */
void field_merge(struct arena *a, ProtobufCMessage *into, const ProtobufCMessage *from);

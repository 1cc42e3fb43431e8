/*
 * json_impl: what the reader, the writer and the check of json share; nobody else includes it.
 */
#pragma once

#include "json.h"

/* Where in a document: a chain on the stack from the innermost outwards. A node is a member, an index or the
 * root. */
struct json_path {
	const struct json_path *up;
	const char *name; /* NULL: an index, or the root */
	size_t index;
};
#define JSON_NO_INDEX SIZE_MAX

/* "handlingsplan.omraader[3].oppgitt_sum"; empty for the root; NULL when the arena is full. */
char *json_path_text(struct arena *a, const struct json_path *p);

/* Fills st in: INVALID_ARGUMENT, or RESOURCE_EXHAUSTED when the arena has no room to say it. line 0: not
 * told. */
void json_fail(struct arena *a, struct status *st, const struct json_path *p, size_t line, const char *reason,
    const char *what);
void json_fail_memory(struct status *st);

/* Whether the field would travel: present, a case of its oneof, or (proto3) other than zero. Repeated: not
 * empty. */
bool json_is_set(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *f);

/* Size of one value of a type as it lies in a message or in the array of a repeated field. */
size_t json_value_size(ProtobufCType type);

/* The type's member at an offset of a message. */
static inline void *json_at(const ProtobufCMessage *msg, unsigned offset)
{
	return (char *)(uintptr_t)msg + offset;
}

/*
 * Reads the text of a scalar (number, enum, bytes in base64) into *out, which has room for one value of the
 * field's type. quoted: it stood in quotes. NULL, or what is wrong, in bokmål; JSON_NO_ROOM when the arena is
 * full.
 */
const char *json_scalar_read(
    struct arena *a, const ProtobufCFieldDescriptor *f, const char *s, size_t len, bool quoted, void *out);
extern const char JSON_NO_ROOM[];

/*
 * json: any message <-> ProtoJSON, driven by protobuf-c descriptors.
 *
 * Writes field names as in the .proto (snake_case); reads those and lowerCamelCase. Unset fields are omitted.
 * int64 is written as a string, bytes as base64, enums by name. Unknown fields, wrong types, numbers out of
 * range, duplicate fields, invalid UTF-8 and nesting beyond JSON_MAX_DEPTH are errors that name the path of
 * the field. Whole numbers are read bare or in quotes, null leaves a field unset, two members of one oneof
 * are an error. Map fields and the well-known types have no form of their own here: the contract uses none.
 * The SQL gateway, plan files and --output json share it. The parser is yajl; nothing here knows SQL or
 * sockets.
 */
#pragma once

#include "grpc.h"

#define JSON_MAX_DEPTH 32

/* Writes msg as one line of JSON into the arena, zero-terminated; NULL when the arena is full or the message
 * is nested deeper than JSON_MAX_DEPTH, which the types of the contract cannot be. */
char *json_from_message(struct arena *a, const ProtobufCMessage *msg, size_t *len)
    __attribute__((warn_unused_result));

/* As above, indented by two spaces a level, for people and files. */
char *json_from_message_pretty(struct arena *a, const ProtobufCMessage *msg, size_t *len)
    __attribute__((warn_unused_result));

/*
 * Reads JSON as a message of the given type, everything in the arena. NULL on error, with st filled in:
 * INVALID_ARGUMENT, reason "ugyldig_json" or "ugyldig_felt", field = path; RESOURCE_EXHAUSTED when the arena
 * is full.
 */
ProtobufCMessage *json_to_message(struct arena *a, const ProtobufCMessageDescriptor *type, const char *json,
    size_t len, struct status *st) __attribute__((warn_unused_result));

/*
 * As above, of what a program of a later release may have written: fields and names of enums that the
 * contract does not know are left out, and *unknown is the path of the first of them, NULL where there are
 * none.
 */
ProtobufCMessage *json_to_message_known(struct arena *a, const ProtobufCMessageDescriptor *type,
    const char *json, size_t len, const char **unknown, struct status *st)
    __attribute__((warn_unused_result));

/*
 * Checks what protobuf-c does not: every string field of msg is valid UTF-8 without NUL. 0, or -1 with st
 * filled in: INVALID_ARGUMENT, reason "ugyldig_utf8", field = path.
 */
int json_check_message(struct arena *a, const ProtobufCMessage *msg, struct status *st)
    __attribute__((warn_unused_result));

/*
 * Unpacks a message from protobuf's own bytes, everything in the arena, and checks what protobuf-c does not:
 * nesting, since it recurses without bound; zero bytes in strings, which would be cut there; and what
 * json_check_message does. NULL on error, with st filled in: INVALID_ARGUMENT, reason "ugyldig_melding",
 * "ugyldig_felt" or "ugyldig_utf8"; RESOURCE_EXHAUSTED when the arena is full. A path found before unpacking
 * has no indices.
 */
ProtobufCMessage *json_message_unpack(struct arena *a, const ProtobufCMessageDescriptor *type,
    const uint8_t *data, size_t len, struct status *st) __attribute__((warn_unused_result));

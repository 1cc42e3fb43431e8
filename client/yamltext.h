/*
 * yamltext: any message <-> YAML, with the field names and the meaning of its JSON (proto/json.h).
 *
 * What stands in a file for people is YAML; what is sent is the message. Texts that other readers of YAML
 * would take for a number, a truth value or nothing ("0", "-", "1e3", "no") are quoted. Read are mappings,
 * lists and scalars; anchors, tags and more than one document are refused, and nesting is capped. The only
 * users of libyaml. Leaves out files and what a field means.
 */
#pragma once

#include <stdbool.h>

#include "proto/grpc.h"

#define YAMLTEXT_DEPTH_MAX 32 /* as JSON_MAX_DEPTH: the message is read by way of JSON */

/* The message as YAML in the arena, zero-terminated. NULL when libyaml refuses, which is for want of memory.
 */
char *yamltext_from_message(struct arena *a, const ProtobufCMessage *msg, size_t *len)
    __attribute__((warn_unused_result));

/*
 * Reads YAML as a message of the type. NULL with st filled in: INVALID_ARGUMENT, reason "ugyldig_yaml" with
 * line and column, or as json_to_message.
 */
ProtobufCMessage *yamltext_to_message(struct arena *a, const ProtobufCMessageDescriptor *type,
    const char *yaml, size_t len, struct status *st) __attribute__((warn_unused_result));

/* Whether the first key of the mapping is a field of the type: tells a request from the document in it. */
bool yamltext_begins_with(const ProtobufCMessageDescriptor *type, const char *yaml, size_t len);

/*
 * request: makes the request of a method from what was typed.
 *
 * Which field a word fills is said by the row of the command; by default the field of the same name.
 */
#pragma once

#include "cmd.h"

/* Fills the fields of options that name a file with a secret (`--personnr-fil=@personnr` in the row): its
 * first line, or with "-" what is typed, on a terminal without being shown. A command line is seen by others.
 * 0, or -1 with st. */
int request_secrets(struct arena *a, const struct cmd_match *m, ProtobufCMessage *req, struct status *st)
    __attribute__((warn_unused_result));

/*
 * The request, with the fields that the command itself fills and, where the contract has one, an idempotency
 * key: key, or random when key is NULL. NULL with st filled in when a value does not fit its field.
 */
ProtobufCMessage *request_build(struct arena *a, const struct cmd_match *m,
    const ProtobufCMessageDescriptor *type, const char *key, struct status *st)
    __attribute__((warn_unused_result));

/*
 * answer: what the database answered, as a message.
 *
 * Two releases meet on one database during an upgrade, and its functions are then the later one's: what they
 * say more than this program's contract is left out, as protobuf's own readers do, and told once in the log.
 * Leaves out what is asked (db, rpc) and what is said to the client.
 */
#pragma once

#include "db.h"
#include "proto/json.h"

/* NULL with st filled in when it is not that message. res is a success with a row. */
ProtobufCMessage *answer_read(struct arena *a, const ProtobufCMessageDescriptor *type,
    const struct db_result *res, struct status *st) __attribute__((warn_unused_result));

/*
 * minutes: `moete minutes`: the minutes as Markdown: what KL 11-4 wants in a møtebok (handbook, V-10), who
 * signed what, and the heads of the journals by which it can be proven later.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* GetProtokollResponse. */
void minutes_render(struct out *o, const ProtobufCMessage *reply);

/* rapport: a report of a programme as Markdown, for those who have no server to ask. */
#pragma once

#include "out.h"
#include <protobuf-c/protobuf-c.h>

/* A GetRapportResponse. */
void rapport_write(struct out *o, const ProtobufCMessage *reply);

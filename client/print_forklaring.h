/* print_forklaring: why a case stands where it stands: each step with its reasons, and the people it waits
 * for. */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* ExplainSakResponse. */
void print_forklaring(struct out *o, const ProtobufCMessage *reply);

/* print_simulering: what would happen in a case under what is assumed: each organ's numbers, people and
 * hindrances. */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* SimulateSakResponse. */
void print_simulering(struct out *o, const ProtobufCMessage *reply);

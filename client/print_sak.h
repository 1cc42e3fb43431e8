/* print_sak: a case as people read it: what it would put into force, its route, votes and recorded result. */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* Any reply with a field `sak` that holds a case. */
void print_sak(struct out *o, const ProtobufCMessage *reply);

/* print_regel: the approval matrix as people read it: a table of rules under what each row decides. */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* ListReglerResponse. */
void print_regler(struct out *o, const ProtobufCMessage *reply);

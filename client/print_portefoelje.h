/* print_portefoelje: programmes side by side, with small bars for what is spent and reached. */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* GetPortefoeljeResponse. */
void print_portefoelje(struct out *o, const ProtobufCMessage *reply);

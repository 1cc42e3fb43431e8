/* print_sesjon: how many sessions were ended, as people read it. */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* EndSesjonResponse. */
void print_sesjon_slutt(struct out *o, const ProtobufCMessage *reply);

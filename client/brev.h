/*
 * brev: `tildeling letter`, `utbetaling letter`: a letter as Markdown. What it says comes whole from the
 * server; only how it is laid out is decided here.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* GetBrevResponse. */
void brev_render(struct out *o, const ProtobufCMessage *reply);

/*
 * print_diff: what differs between two editions of a plan.
 *
 * The server says what differs; here is how it is shown: place, sign, and texts word by word. The signs + and
 * - are always there, colours only where the stream is a terminal.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* DiffPlanResponse. */
void print_diff(struct out *o, const ProtobufCMessage *reply);

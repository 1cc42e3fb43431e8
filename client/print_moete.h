/*
 * print_moete: a meeting as people read it: the notice, what is to be warned of, whether it can decide, the
 * agenda and who was called or came. Minutes and packet are documents of their own.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* Any reply with a field `moete` that holds a meeting. */
void print_moete(struct out *o, const ProtobufCMessage *reply);

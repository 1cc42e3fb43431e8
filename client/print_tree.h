/*
 * print_tree: the hierarchy of organs, drawn.
 *
 * An organ whose parent is not in the reply stands at the top, so that nothing is left out.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* ListOrganerResponse. */
void print_tree(struct out *o, const ProtobufCMessage *reply);

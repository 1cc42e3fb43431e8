/* print_kommentar: the comments on a plan as people read them. */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* ListKommentarerResponse: each with its place, state and answers, and how many are open. */
void print_kommentarer(struct out *o, const ProtobufCMessage *reply);

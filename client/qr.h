/*
 * qr: a text as a QR code on a terminal, for a camera.
 *
 * Owns the drawing: two rows of the code a line of half blocks, black on white whatever colours the terminal
 * has of its own, with the four white modules around it that readers want. The only user of libqrencode.
 * Nothing is drawn where it cannot be read: in a pipe or a file, without colours, or where it is wider than
 * the terminal.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>

#include "out.h"

/* False when nothing is drawn. */
bool qr_put(struct out *o, const char *text);

/* The reply of «auth totp enroll»: the key, and where there is a terminal the code that an app reads it from.
 */
void print_totp(struct out *o, const ProtobufCMessage *reply);

/*
 * svar: the sentences of the server in its answers, put into the language where people read them.
 *
 * Owns which fields of which messages hold such sentences: the table in svar.c. How one is translated is
 * setning.h's, with the catalogue in client/po/grunn. JSON, YAML and CSV have what the server sent.
 *
 * A new one: (1) a row in the table of svar.c; (2) the function of sql/ that makes the texts, in SETNINGER of
 * tests/lint/grunner.py; (3) the texts that lint.grunn then asks for, in client/po/grunn/{nn,en}.po. The
 * sentence must be made by format() of one literal, %s for what is put in, and each word that is put in be a
 * literal of its own: what is glued together by || cannot be recognised.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>

#include "proto/arena.h"

/* Replaces them in the message and in all that it holds. */
void svar_oversett(struct arena *a, ProtobufCMessage *svar);

/* The i-th row of the table; false after the last. */
bool svar_felt(size_t i, const char **melding, const char **felt);

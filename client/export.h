/*
 * export: a journal as a file of JSON lines, and its verification without the server.
 *
 * One Journalpost a line, exactly as the server's JSON is written, so that no byte can be another without
 * being found. That entries are missing at the end is seen by a head alone (--head).
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "proto/grpc.h"
#include "verify.h"

/* A longer line is no entry: as much as a message of the server's may hold. */
#define EXPORT_LINE_MAX ((size_t)4 << 20)

/* A head that somebody has kept, `NUMBER:HASH`: the chain must pass through it. */
struct export_receipt {
	int64_t number; /* -1: none */
	const char *hash;
	bool met;
};

/* Takes the next entry into the chain, and compares with the receipt where it stands. */
enum verify_break export_take(
    struct verify *v, struct export_receipt *receipt, const Omstilling__V1__Journalpost *post);

/* One entry as a line. 0, or -1 when it could not be written. */
int export_write(FILE *f, const Omstilling__V1__Journalpost *post) __attribute__((warn_unused_result));

/* Takes every line of the file. After anything but VERIFY_OK the chain is broken after v->number. */
enum verify_break export_verify(FILE *f, struct verify *v, struct export_receipt *receipt);

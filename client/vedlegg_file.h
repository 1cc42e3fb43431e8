/*
 * vedlegg_file: files as they go up, and as they come down.
 *
 * What comes down is written to NAME.HASH.part beside where it shall be, mode 0600, and is given its name
 * when it is whole and its sum is right; until then a later run goes on with it. No file is written over.
 */
#pragma once

#include <sodium.h>
#include <stdint.h>

#include "proto/grpc.h"

#define VEDLEGG_HEX (2 * crypto_hash_sha256_BYTES + 1)

/* A file to send. */
struct vedlegg_source {
	int fd;
	int64_t size;
	char sha256[VEDLEGG_HEX];
};

/* Opens and sums; 0, or -1 with st: reason `fil`. */
int vedlegg_source_open(struct arena *a, const char *path, struct vedlegg_source *f, struct status *st)
    __attribute__((warn_unused_result));

/* A file that comes. */
struct vedlegg_target {
	const char *path, *part;
	int fd;
	int64_t size; /* bytes that are there */
	crypto_hash_sha256_state sum;
};

/* Finds what an earlier run left. 0, or -1 with st: reason `fil`. */
int vedlegg_target_open(struct arena *a, const char *path, const char *sha256, int64_t whole,
    struct vedlegg_target *f, struct status *st) __attribute__((warn_unused_result));
int vedlegg_target_write(struct arena *a, struct vedlegg_target *f, const uint8_t *data, size_t len,
    struct status *st) __attribute__((warn_unused_result));
/* All is here: checks the sum and gives the file its name. -1 with st: DATA_LOSS when it is another; then
 * nothing is left. */
int vedlegg_target_finish(struct arena *a, struct vedlegg_target *f, const char *sha256, struct status *st)
    __attribute__((warn_unused_result));
void vedlegg_target_close(struct vedlegg_target *f);

/* "/x/rapport.pdf" -> "rapport.pdf". */
const char *vedlegg_name(const char *path);
/* A name from a server as a file here; NULL when it could lead elsewhere, or would be hidden. */
const char *vedlegg_safe_name(const char *name);
/* By the ending of the name; "application/octet-stream" for others. */
const char *vedlegg_media_type(const char *name);

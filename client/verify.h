/*
 * verify: recomputes what the server says of hashes, so that nobody has to believe it.
 *
 * Owns the journal's chain (proto/omstilling/v1/journal.proto) and the comparison of bytes with their
 * SHA-256. Leaves out fetching; works as well on an export.
 */
#pragma once

#include <omstilling/v1/journal.pb-c.h>
#include <stddef.h>
#include <stdint.h>

#define VERIFY_HASH 32 /* bytes of a SHA-256 */
/* Bytes of salt: just so many, else content could be moved into it. */
#define VERIFY_SALT 16

struct verify {
	uint8_t hash[VERIFY_HASH]; /* of the newest entry seen; zero at first */
	int64_t number;		   /* of the newest entry seen; 0 at first */
	int64_t emptied;	   /* entries whose content is deleted */
};

enum verify_break {
	VERIFY_OK,
	VERIFY_GAP,	/* the number is not the one that follows */
	VERIFY_LINE,	/* the line is not JSON, or its number is another */
	VERIFY_CHAIN,	/* hash is not that of the line after the previous hash */
	VERIFY_CONTENT, /* the content is not what the line's innhold_hash was made of */
	VERIFY_HEAD,	/* the chain ends elsewhere than the head that was told */
};

/* Takes the next entry. After anything but VERIFY_OK the chain is broken there. */
enum verify_break verify_post(struct verify *v, const Omstilling__V1__Journalpost *post);

/* Compares the end with a head: its number and its hash in hex (of an empty chain NULL or ""). */
enum verify_break verify_head(const struct verify *v, int64_t number, const char *hex);

/* A sentence in bokmål. */
const char *verify_text(enum verify_break b);

/* 0 when hex is the SHA-256 of the bytes, else -1. */
int verify_hash(const char *hex, const uint8_t *data, size_t len);

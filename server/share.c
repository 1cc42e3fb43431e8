/*
 * share: see share.h. Chains are keyed by a secret, so that nobody can choose addresses that collide.
 */
#include "share.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#define BUCKETS 4096 /* a power of two */
#define NETWORK_BYTES 8

struct row {
	struct share share; /* first: what is handed out is a row */
	LIST_ENTRY(row) chain;
	unsigned holders;
	char key[SHARE_KEY_SIZE];
};

struct shares {
	LIST_HEAD(bucket, row) buckets[BUCKETS];
	unsigned char secret[crypto_shorthash_KEYBYTES];
};

struct shares *shares_new(void)
{
	struct shares *s = calloc(1, sizeof(*s));

	if (s)
		randombytes_buf(s->secret, sizeof(s->secret));
	return s;
}

void shares_free(struct shares *s)
{
	free(s);
}

static struct share *take(struct shares *s, const char *key)
{
	unsigned char digest[crypto_shorthash_BYTES];
	uint64_t n;
	struct bucket *b;
	struct row *r;

	crypto_shorthash(digest, (const unsigned char *)key, strlen(key), s->secret);
	memcpy(&n, digest, sizeof(n));
	b = &s->buckets[n % BUCKETS];
	LIST_FOREACH(r, b, chain)
	if (strcmp(r->key, key) == 0)
		break;
	if (!r) {
		r = calloc(1, sizeof(*r));
		if (!r)
			return NULL;
		snprintf(r->key, sizeof(r->key), "%s", key);
		LIST_INSERT_HEAD(b, r, chain);
	}
	r->holders++;
	return &r->share;
}

struct share *share_of_address(struct shares *s, const char *address)
{
	char key[SHARE_KEY_SIZE], network[INET6_ADDRSTRLEN];
	struct in6_addr v6;

	if (inet_pton(AF_INET6, address, &v6) == 1 && !IN6_IS_ADDR_V4MAPPED(&v6)) {
		memset(v6.s6_addr + NETWORK_BYTES, 0, sizeof(v6.s6_addr) - NETWORK_BYTES);
		if (inet_ntop(AF_INET6, &v6, network, sizeof(network)))
			address = network;
	}
	snprintf(key, sizeof(key), "a%s", address);
	return take(s, key);
}

struct share *share_of_proxy(struct shares *s, const char *address)
{
	char key[SHARE_KEY_SIZE];

	snprintf(key, sizeof(key), "x%s", address);
	return take(s, key);
}

struct share *share_of_login(struct shares *s, const char *token_hash)
{
	char key[SHARE_KEY_SIZE];

	snprintf(key, sizeof(key), "p%s", token_hash);
	return take(s, key);
}

void share_drop(struct share *share)
{
	struct row *r = (struct row *)(void *)share;

	if (!r || --r->holders > 0)
		return;
	LIST_REMOVE(r, chain);
	free(r);
}

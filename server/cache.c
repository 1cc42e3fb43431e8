/*
 * cache: replies kept in memory; see cache.h.
 *
 * A hash table of fixed size, its chains keyed by a secret, so that nobody can choose requests that collide;
 * and one list by last use.
 */
#include "cache.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#define BUCKETS 4096 /* a power of two */

struct entry {
	TAILQ_ENTRY(entry) used; /* the newest first */
	LIST_ENTRY(entry) chain;
	const void *method;
	int64_t until;
	size_t key_len, len;
	uint8_t bytes[]; /* key, reply */
};

struct cache {
	TAILQ_HEAD(uses, entry) used;
	LIST_HEAD(bucket, entry) buckets[BUCKETS];
	unsigned char secret[crypto_shorthash_KEYBYTES];
	size_t room;
	struct cache_stats stats;
};

static size_t cost(size_t key_len, size_t len)
{
	return sizeof(struct entry) + key_len + len;
}

static struct bucket *bucket_of(struct cache *c, const void *key, size_t key_len)
{
	unsigned char digest[crypto_shorthash_BYTES];
	uint64_t n;

	crypto_shorthash(digest, key, key_len, c->secret);
	memcpy(&n, digest, sizeof(n));
	return &c->buckets[n % BUCKETS];
}

static void drop(struct cache *c, struct entry *e)
{
	c->stats.bytes -= cost(e->key_len, e->len);
	c->stats.entries--;
	TAILQ_REMOVE(&c->used, e, used);
	LIST_REMOVE(e, chain);
	free(e);
}

static struct entry *find(struct cache *c, const void *method, const void *key, size_t key_len)
{
	struct entry *e;

	LIST_FOREACH(e, bucket_of(c, key, key_len), chain)
	if (e->method == method && e->key_len == key_len && memcmp(e->bytes, key, key_len) == 0)
		return e;
	return NULL;
}

struct cache *cache_new(size_t bytes)
{
	struct cache *c = bytes ? calloc(1, sizeof(*c)) : NULL;

	if (!c)
		return NULL;
	TAILQ_INIT(&c->used);
	c->room = bytes;
	randombytes_buf(c->secret, sizeof(c->secret));
	return c;
}

void cache_free(struct cache *c)
{
	if (!c)
		return;
	while (!TAILQ_EMPTY(&c->used))
		drop(c, TAILQ_FIRST(&c->used));
	free(c);
}

const uint8_t *cache_get(
    struct cache *c, const void *method, const void *key, size_t key_len, int64_t now, size_t *len)
{
	struct entry *e = c && key_len <= CACHE_KEY_MAX ? find(c, method, key, key_len) : NULL;

	if (e && e->until <= now) {
		drop(c, e);
		e = NULL;
	}
	if (c)
		*(e ? &c->stats.hits : &c->stats.misses) += 1;
	if (!e)
		return NULL;
	TAILQ_REMOVE(&c->used, e, used);
	TAILQ_INSERT_HEAD(&c->used, e, used);
	*len = e->len;
	return e->bytes + e->key_len;
}

void cache_put(struct cache *c, const void *method, const void *key, size_t key_len, int64_t now,
    const uint8_t *reply, size_t len)
{
	struct entry *e;

	if (!c || key_len > CACHE_KEY_MAX || len > c->room || cost(key_len, len) > c->room)
		return;
	e = find(c, method, key, key_len);
	if (e)
		drop(c, e);
	while (c->stats.bytes > c->room - cost(key_len, len))
		drop(c, TAILQ_LAST(&c->used, uses));
	e = malloc(cost(key_len, len));
	if (!e)
		return;
	e->method = method;
	e->until = now + CACHE_KEEP_MS;
	e->key_len = key_len;
	e->len = len;
	memcpy(e->bytes, key, key_len);
	memcpy(e->bytes + key_len, reply, len);
	TAILQ_INSERT_HEAD(&c->used, e, used);
	LIST_INSERT_HEAD(bucket_of(c, key, key_len), e, chain);
	c->stats.bytes += cost(key_len, len);
	c->stats.entries++;
}

void cache_stats(const struct cache *c, struct cache_stats *out)
{
	*out = c ? c->stats : (struct cache_stats){0};
}

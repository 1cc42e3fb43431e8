/*
 * cache: replies that are kept in memory, by method and request.
 *
 * One room of a bounded size; who was asked for longest ago gives way. Knows neither what a method means nor
 * whether its reply may be kept: the gateway (call_read.c) does. An entry lives for CACHE_KEEP_MS at most, so
 * that what the law takes out of the public again (handbook, section 10: personal data, screening) is out of
 * every daemon's memory soon after it is out of the database; nobody has to be told.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define CACHE_KEEP_MS 60000
#define CACHE_KEY_MAX 256 /* bytes of a request that is worth it: it names a thing by hash */

struct cache;

struct cache_stats {
	unsigned long long hits, misses;
	size_t bytes, entries;
};

/* A room for `bytes` of entries, with all they cost; NULL when there is no memory, or bytes is 0. */
struct cache *cache_new(size_t bytes);
/* NULL is fine. */
void cache_free(struct cache *c);

/*
 * The reply to the request of that method, which is known by its address; NULL when there is none. now:
 * monotonic ms. Valid until the next cache_put. A cache that is NULL has nothing.
 */
const uint8_t *cache_get(struct cache *c, const void *method, const void *key, size_t key_len, int64_t now,
    size_t *len) __attribute__((warn_unused_result));

/* Keeps a copy of the reply, in the place of an older one. One that is too large for the room is not kept. */
void cache_put(struct cache *c, const void *method, const void *key, size_t key_len, int64_t now,
    const uint8_t *reply, size_t len);

void cache_stats(const struct cache *c, struct cache_stats *out);

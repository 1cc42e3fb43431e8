/*
 * The room of kept replies: what it gives back, what gives way, and when an entry is too old.
 */
#include <criterion/criterion.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "server/cache.h"

static const int get, list; /* methods are known by address */

static void put(struct cache *c, const void *method, const char *key, int64_t now, const char *reply)
{
	cache_put(c, method, key, strlen(key), now, (const uint8_t *)reply, strlen(reply));
}

/* The reply as a string; "" when there is none. */
static const char *ask(struct cache *c, const void *method, const char *key, int64_t now)
{
	static char text[64];
	size_t len = 0;
	const uint8_t *reply = cache_get(c, method, key, strlen(key), now, &len);

	snprintf(text, sizeof(text), "%.*s", (int)len, reply ? (const char *)reply : "");
	return text;
}

static struct cache_stats stats(const struct cache *c)
{
	struct cache_stats s;

	cache_stats(c, &s);
	return s;
}

Test(cache, gives_back_what_was_put_by_method_and_request)
{
	struct cache *c = cache_new(1 << 20);

	cr_assert_str_eq(ask(c, &get, "a", 0), "");
	put(c, &get, "a", 0, "one");
	put(c, &list, "a", 0, "two");
	put(c, &get, "ab", 0, "three");
	cr_assert_str_eq(ask(c, &get, "a", 0), "one");
	cr_assert_str_eq(ask(c, &list, "a", 0), "two");
	cr_assert_str_eq(ask(c, &get, "ab", 0), "three");
	cr_assert_str_eq(ask(c, &list, "ab", 0), "");
	put(c, &get, "a", 0, "new");
	cr_assert_str_eq(ask(c, &get, "a", 0), "new", "the newer in the place of the older");
	cr_assert_eq(stats(c).entries, 3);
	cr_assert_eq(stats(c).hits, 4);
	cr_assert_eq(stats(c).misses, 2);
	cache_free(c);
}

Test(cache, an_entry_lives_for_its_time_and_use_does_not_prolong_it)
{
	struct cache *c = cache_new(1 << 20);

	put(c, &get, "a", 1000, "one");
	cr_assert_str_eq(ask(c, &get, "a", 1000 + CACHE_KEEP_MS - 1), "one");
	cr_assert_str_eq(ask(c, &get, "a", 1000 + CACHE_KEEP_MS), "");
	cr_assert_eq(stats(c).entries, 0);
	cr_assert_eq(stats(c).bytes, 0);
	put(c, &get, "a", 1000 + CACHE_KEEP_MS, "one");
	cr_assert_str_eq(ask(c, &get, "a", 1000 + CACHE_KEEP_MS), "one");
	cache_free(c);
}

Test(cache, what_was_asked_for_longest_ago_gives_way)
{
	struct cache *c = cache_new(1 << 20);
	size_t each;

	put(c, &get, "a", 0, "1");
	each = stats(c).bytes;
	cache_free(c);
	c = cache_new(3 * each);
	put(c, &get, "a", 0, "1");
	put(c, &get, "b", 0, "2");
	put(c, &get, "c", 0, "3");
	cr_assert_eq(stats(c).bytes, 3 * each, "three fit");
	cr_assert_str_eq(ask(c, &get, "a", 0), "1");
	put(c, &get, "d", 0, "4");
	cr_assert_str_eq(ask(c, &get, "b", 0), "", "b is the one");
	cr_assert_str_eq(ask(c, &get, "a", 0), "1");
	cr_assert_str_eq(ask(c, &get, "c", 0), "3");
	cr_assert_str_eq(ask(c, &get, "d", 0), "4");
	put(c, &get, "e", 0, "more than one of them held");
	cr_assert_leq(stats(c).bytes, 3 * each);
	cr_assert_str_eq(ask(c, &get, "e", 0), "more than one of them held");
	cache_free(c);
}

Test(cache, the_room_is_never_passed)
{
	const size_t room = 1 << 16;
	struct cache *c = cache_new(room);
	uint8_t reply[1 << 12];
	char key[16];

	memset(reply, 'x', sizeof(reply));
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(key, sizeof(key), "%u", i % 700);
		cache_put(c, &get, key, strlen(key), 0, reply, (i * 37) % sizeof(reply));
		cr_assert_leq(stats(c).bytes, room);
	}
	cr_assert_gt(stats(c).entries, 0);
	cache_free(c);
}

Test(cache, what_is_too_large_is_not_kept_and_pushes_nothing_out)
{
	static uint8_t large[4096];
	char key[CACHE_KEY_MAX + 1];
	struct cache *c = cache_new(sizeof(large));
	size_t len;

	put(c, &get, "a", 0, "one");
	cache_put(c, &get, "b", 1, 0, large, sizeof(large));
	cache_put(c, &get, "b", 1, 0, large, SIZE_MAX / 2);
	memset(key, 'k', sizeof(key));
	cache_put(c, &get, key, sizeof(key), 0, large, 1);
	cr_assert_null(cache_get(c, &get, key, sizeof(key), 0, &len));
	cr_assert_str_eq(ask(c, &get, "b", 0), "");
	cr_assert_str_eq(ask(c, &get, "a", 0), "one");
	cr_assert_eq(stats(c).entries, 1);
	cache_free(c);
}

Test(cache, an_empty_request_and_an_empty_reply_are_kept_too)
{
	struct cache *c = cache_new(4096);
	size_t len = 1;

	cache_put(c, &get, "", 0, 0, (const uint8_t *)"", 0);
	cr_assert_not_null(cache_get(c, &get, "", 0, 0, &len));
	cr_assert_eq(len, 0);
	cache_free(c);
}

Test(cache, none_is_a_cache_that_has_nothing)
{
	size_t len;

	cr_assert_null(cache_new(0));
	cr_assert_null(cache_get(NULL, &get, "a", 1, 0, &len));
	put(NULL, &get, "a", 0, "one");
	cr_assert_eq(stats(NULL).hits + stats(NULL).misses, 0);
	cache_free(NULL);
}

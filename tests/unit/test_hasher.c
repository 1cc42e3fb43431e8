/* hasher: the right key, off the loop, in order, bounded; and nothing is left behind at the end. */
#include <criterion/criterion.h>
#include <event2/event.h>
#include <sodium.h>
#include <string.h>

#include "server/hasher.h"

#define OPS 1
#define MEM 8192

static struct event_base *base;
static struct hasher *h;
static const unsigned char salt[HASHER_SALT] = "0123456789abcde";

struct outcome {
	int done, ok, order;
	unsigned char key[HASHER_KEY];
};
static int finished;

static void on_done(void *arg, const unsigned char *key)
{
	struct outcome *o = arg;
	o->done++;
	o->ok = key != NULL;
	o->order = ++finished;
	if (key != NULL)
		memcpy(o->key, key, HASHER_KEY);
}

static void start(unsigned queue)
{
	char err[256];
	base = event_base_new();
	h = hasher_new(base, queue, err, sizeof err);
	cr_assert_not_null(h, "%s", err);
}

static void stop(void)
{
	hasher_free(h);
	event_base_free(base);
}

Test(hasher, gives_argon2ids_key)
{
	struct outcome o = {0}, other = {0};
	unsigned char key[HASHER_KEY], salt2[HASHER_SALT] = {1};
	start(4);
	cr_assert_eq(hasher_add(h, "passord", salt, OPS, MEM, on_done, &o), 0);
	cr_assert_eq(hasher_add(h, "passord", salt2, OPS, MEM, on_done, &other), 0);
	cr_assert_eq(o.done, 0, "the answer comes from the loop");
	while (!o.done || !other.done)
		event_base_loop(base, EVLOOP_ONCE);
	cr_assert_eq(
	    crypto_pwhash(key, sizeof key, "passord", 7, salt, OPS, MEM, crypto_pwhash_ALG_ARGON2ID13), 0);
	cr_assert_eq(memcmp(key, o.key, sizeof key), 0);
	cr_assert_neq(memcmp(key, other.key, sizeof key), 0);
	cr_assert_lt(o.order, other.order);
	stop();
}

Test(hasher, the_queue_and_the_password_are_bounded)
{
	struct outcome o[4] = {0};
	char longest[HASHER_PASSWORD_MAX + 2];
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	start(3);
	for (int i = 0; i < 3; i++)
		cr_assert_eq(hasher_add(h, "x", salt, OPS, MEM, on_done, &o[i]), 0);
	cr_assert_eq(hasher_add(h, "x", salt, OPS, MEM, on_done, &o[3]), -1);
	while (!o[2].done)
		event_base_loop(base, EVLOOP_ONCE);
	cr_assert_eq(hasher_add(h, longest, salt, OPS, MEM, on_done, &o[3]), -1);
	cr_assert_eq(hasher_add(h, longest + 1, salt, OPS, MEM, on_done, &o[3]), 0, "there is room again");
	cr_assert_eq(hasher_add(h, "x", salt, OPS, HASHER_MEMORY_MAX + 1, on_done, &o[3]), -1);
	while (!o[3].done)
		event_base_loop(base, EVLOOP_ONCE);
	cr_assert(o[3].ok);
	stop();
}

Test(hasher, impossible_limits_are_told)
{
	struct outcome o = {0};
	start(3);
	cr_assert_eq(hasher_add(h, "x", salt, 0, 1, on_done, &o), 0);
	while (!o.done)
		event_base_loop(base, EVLOOP_ONCE);
	cr_assert(!o.ok);
	stop();
}

Test(hasher, the_end_answers_all_that_wait)
{
	struct outcome o[5] = {0};
	start(8);
	for (int i = 0; i < 5; i++)
		cr_assert_eq(hasher_add(h, "x", salt, 3, 1 << 20, on_done, &o[i]), 0);
	stop();
	for (int i = 0; i < 5; i++)
		cr_assert_eq(o[i].done, 1);
	hasher_free(NULL);
}

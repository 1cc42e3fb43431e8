/* arena: what is handed out is aligned, separate, capped and gone with the arena. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "wiped.h"

#define CAP (1 << 20)

Test(arena, objects_are_aligned_and_do_not_overlap)
{
	struct arena *a = arena_new(CAP);
	unsigned char *p[200];
	for (size_t i = 0; i < 200; i++) {
		p[i] = arena_alloc(a, i);
		cr_assert_not_null(p[i]);
		cr_assert_eq((uintptr_t)p[i] % _Alignof(max_align_t), 0);
		memset(p[i], (int)i, i);
	}
	for (size_t i = 0; i < 200; i++)
		for (size_t k = 0; k < i; k++)
			cr_assert_eq(p[i][k], i);
	arena_free(a);
}

Test(arena, what_was_kept_is_wiped_when_it_ends)
{
	struct arena *a = arena_new(CAP);
	char secret[] = "hemmelig ord";
	wiped_needle = secret;
	cr_assert_not_null(arena_strndup(a, secret, sizeof(secret) - 1));
	memset(arena_alloc(a, 100000), 'x', 100000);
	cr_assert_not_null(arena_strndup(a, secret, sizeof(secret) - 1));
	cr_assert_eq(wiped_times, 0);
	arena_free(a);
	cr_assert_eq(wiped_times, 2, "in every block");
}

Test(arena, zalloc_is_zero_also_in_a_used_block)
{
	struct arena *a = arena_new(CAP);
	memset(arena_alloc(a, 500), 0xff, 500);
	unsigned char *p = arena_zalloc(a, 500);
	for (size_t i = 0; i < 500; i++)
		cr_assert_eq(p[i], 0);
	arena_free(a);
}

Test(arena, strndup_copies_and_terminates)
{
	struct arena *a = arena_new(CAP);
	char src[] = {'s', 'e', 'l', '!'};
	char *s = arena_strndup(a, src, 3);
	src[0] = 'X';
	cr_assert_str_eq(s, "sel");
	cr_assert_str_eq(arena_strndup(a, NULL, 0), "");
	cr_assert_null(arena_strndup(a, "x", SIZE_MAX));
	arena_free(a);
}

Test(arena, cap_holds_and_the_rest_stays_usable)
{
	struct arena *a = arena_new(1000);
	cr_assert_null(arena_alloc(a, 1001));
	cr_assert_null(arena_alloc(a, SIZE_MAX));
	cr_assert_not_null(arena_alloc(a, 900));
	cr_assert(arena_full(a));
	cr_assert_null(arena_alloc(a, 200));
	cr_assert_null(arena_zalloc(a, 200));
	cr_assert_null(arena_strndup(a, "x", 200));
	cr_assert_not_null(arena_alloc(a, 50));
	cr_assert_leq(arena_used(a), 1000);
	arena_free(a);
}

Test(arena, huge_cap_does_not_overflow)
{
	struct arena *a = arena_new(SIZE_MAX);
	cr_assert_null(arena_alloc(a, SIZE_MAX));
	cr_assert_null(arena_alloc(a, SIZE_MAX - 8));
	cr_assert_not_null(arena_alloc(a, 8));
	arena_free(a);
}

Test(arena, used_grows_by_what_is_asked_rounded_up)
{
	struct arena *a = arena_new(CAP);
	cr_assert_eq(arena_used(a), 0);
	cr_assert_not(arena_full(a));
	(void)!arena_alloc(a, 1);
	size_t one = arena_used(a);
	cr_assert_geq(one, 1);
	cr_assert_leq(one, 2 * sizeof(max_align_t));
	(void)!arena_alloc(a, 100000);
	cr_assert_geq(arena_used(a), one + 100000);
	cr_assert_leq(arena_used(a), one + 100000 + sizeof(max_align_t));
	arena_free(a);
}

Test(arena, a_large_object_does_not_waste_the_present_block)
{
	struct arena *a = arena_new(CAP);
	char *first = arena_alloc(a, 16);
	(void)!arena_alloc(a, 300000);
	char *second = arena_alloc(a, 16);
	cr_assert(second > first && second - first <= 64, "the small block goes on");
	arena_free(a);
}

Test(arena, allocator_serves_protobuf_c)
{
	struct arena *a = arena_new(100);
	ProtobufCAllocator *al = arena_allocator(a);
	void *p = al->alloc(al->allocator_data, 40);
	cr_assert_not_null(p);
	al->free(al->allocator_data, p);
	al->free(al->allocator_data, NULL);
	cr_assert_null(al->alloc(al->allocator_data, 100));
	cr_assert_geq(arena_used(a), 40);
	arena_free(a);
}

Test(arena, free_accepts_null)
{
	arena_free(NULL);
	cr_assert(1);
}

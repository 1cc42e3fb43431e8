/*
 * arena: bump allocation out of a chain of blocks; see arena.h.
 *
 * Under AddressSanitizer what has not been handed out is poisoned, with a gap after every object, so that
 * running over the end of one is caught although the block goes on.
 */
#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#define GAP 16
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define GAP 0
#endif

#define ALIGN _Alignof(max_align_t)
/* The first block fits a small call; each later one doubles until it is no use to ask for more at a time. */
#define BLOCK_FIRST 2048
#define BLOCK_LARGEST 65536

struct block {
	struct block *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *blocks; /* the newest first: the only one that is handed out of */
	size_t cap, used, next_size;
	bool full;
	ProtobufCAllocator allocator;
};

static void *pb_alloc(void *data, size_t n)
{
	return arena_alloc(data, n);
}

static void pb_free(void *data, void *p)
{
	(void)data;
	(void)p;
}

struct arena *arena_new(size_t cap)
{
	struct arena *a = calloc(1, sizeof(*a));
	if (!a)
		return NULL;
	a->cap = cap < PTRDIFF_MAX ? cap : PTRDIFF_MAX; /* so that no sum below overflows */
	a->next_size = BLOCK_FIRST;
	a->allocator = (ProtobufCAllocator){pb_alloc, pb_free, a};
	return a;
}

/* A block with room for at least n bytes, put in front; NULL when memory is out. */
static struct block *block_add(struct arena *a, size_t n)
{
	size_t size = n > a->next_size ? n : a->next_size;
	struct block *b = malloc(sizeof(*b) + size);
	if (!b)
		return NULL;
	b->size = size;
	b->used = 0;
	POISON(b->data, size);
	if (a->next_size < BLOCK_LARGEST)
		a->next_size *= 2;
	/* What is large has a block of its own, behind the present one, whose rest stays in use. */
	if (a->blocks && n == size && a->blocks->size - a->blocks->used > ALIGN) {
		b->next = a->blocks->next;
		a->blocks->next = b;
	} else {
		b->next = a->blocks;
		a->blocks = b;
	}
	return b;
}

static void *refuse(struct arena *a)
{
	a->full = true;
	return NULL;
}

void *arena_alloc(struct arena *a, size_t n)
{
	if (n > a->cap)
		return refuse(a);
	size_t rounded = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (rounded == 0)
		rounded = ALIGN;
	if (rounded > a->cap - a->used)
		return refuse(a);
	struct block *b = a->blocks;
	if (!b || b->size - b->used < rounded + GAP)
		b = block_add(a, rounded + GAP);
	if (!b)
		return refuse(a);
	unsigned char *p = b->data + b->used;
	b->used += rounded + GAP;
	a->used += rounded;
	UNPOISON(p, n);
	return p;
}

void *arena_zalloc(struct arena *a, size_t n)
{
	void *p = arena_alloc(a, n);
	if (p)
		memset(p, 0, n);
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	if (n == SIZE_MAX)
		return refuse(a);
	char *p = arena_alloc(a, n + 1);
	if (!p)
		return NULL;
	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

ProtobufCAllocator *arena_allocator(struct arena *a)
{
	return &a->allocator;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

bool arena_full(const struct arena *a)
{
	return a->full;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	struct block *next;
	for (struct block *b = a->blocks; b; b = next) {
		next = b->next;
		UNPOISON(b->data, b->size);
		explicit_bzero(b->data, b->used);
		free(b);
	}
	free(a);
}

/*
 * arena: memory that is born for one call and dies with it.
 *
 * Owns blocks of memory and a cap on their sum. Leaves out freeing single objects and any knowledge of what
 * is kept.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new arena that hands out at most cap bytes; NULL when memory is out. */
struct arena *arena_new(size_t cap) __attribute__((warn_unused_result));

/* n bytes, aligned for any type, not zeroed; NULL when the cap or the memory is reached. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((warn_unused_result));

/* As arena_alloc, zeroed. */
void *arena_zalloc(struct arena *a, size_t n) __attribute__((warn_unused_result));

/* A copy of n bytes with a terminating zero; NULL as above. */
char *arena_strndup(struct arena *a, const char *s, size_t n) __attribute__((warn_unused_result));

/* The allocator for protobuf-c unpack calls; free is a no-op. Lives as long as the arena. */
ProtobufCAllocator *arena_allocator(struct arena *a);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *a);

/* True once something was refused: tells "too large" from "malformed" where a library only says NULL. */
bool arena_full(const struct arena *a);

/*
 * Frees everything; NULL is fine. What was kept is wiped first: passwords, codes and tokens come by here, and
 * no way out of a call can forget it.
 */
void arena_free(struct arena *a);

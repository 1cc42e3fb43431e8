/*
 * mem: an arena for a program that ends soon.
 *
 * The client keeps everything it reads in one arena. When that is full there is nothing left to do but to say
 * so: these never return NULL, they end the program with the exit status of RESOURCE_EXHAUSTED.
 */
#pragma once

#include "proto/arena.h"

/* Enough for the longest journal that a person would verify at a terminal in one go. */
#define MEM_CAP ((size_t)1 << 30)

struct arena *mem_new(void);
/* n zeroed bytes. */
void *mem_alloc(struct arena *a, size_t n);
char *mem_strndup(struct arena *a, const char *s, size_t n);
char *mem_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Room for one more in an array of *n elements that doubles as it grows; *n is not advanced. */
void *mem_grow(struct arena *a, void *array, size_t n, size_t size);

/* mem: see mem.h. */
#include "mem.h"

#include "spraak.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/grpc.h"

#define MEM_FIRST 8 /* elements of an array that grows; a power of two */

static void mem_out(void)
{
	fputs(_("omstilling: for_lite_minne: svaret er større enn det klienten har plass til\n"), stderr);
	exit(10 + GRPC_RESOURCE_EXHAUSTED);
}

struct arena *mem_new(void)
{
	struct arena *a = arena_new(MEM_CAP);

	if (!a)
		mem_out();
	return a;
}

void *mem_alloc(struct arena *a, size_t n)
{
	void *p = arena_zalloc(a, n);

	if (!p)
		mem_out();
	return p;
}

char *mem_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_strndup(a, s, n);

	if (!p)
		mem_out();
	return p;
}

char *mem_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		mem_out();
	char *p = mem_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

void *mem_grow(struct arena *a, void *array, size_t n, size_t size)
{
	if (n == 0)
		return mem_alloc(a, MEM_FIRST * size);
	if (n < MEM_FIRST || (n & (n - 1)) != 0)
		return array;
	void *bigger = mem_alloc(a, 2 * n * size);
	memcpy(bigger, array, n * size);
	return bigger;
}

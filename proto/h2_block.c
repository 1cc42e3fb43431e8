/*
 * h2_block: header blocks on their way in. One is kept as a spare, so that a request costs no allocation for
 * it and an idle session has none.
 */
#include "h2_int.h"

#include <stdlib.h>
#include <string.h>

static struct h2_block *spare_block;

struct h2_block *h2_block_take(void)
{
	struct h2_block *b = spare_block;

	spare_block = NULL;
	if (!b)
		b = malloc(sizeof(*b));
	if (b) {
		b->used = 0;
		b->h.n = 0;
		b->h.too_large = false;
	}
	return b;
}

void h2_block_give(struct h2_block *b)
{
	if (spare_block)
		free(b);
	else
		spare_block = b;
}

__attribute__((destructor)) static void block_spare_free(void)
{
	free(spare_block);
	spare_block = NULL;
}

void h2_block_add(struct h2_block *b, const uint8_t *name, size_t nlen, const uint8_t *value, size_t vlen)
{
	struct h2_nv *v;
	char *p = b->text + b->used;

	if (b->h.n == H2_MAX_HEADERS || nlen + vlen + 2 > sizeof(b->text) - b->used) {
		b->h.too_large = true;
		return;
	}
	memcpy(p, name, nlen);
	p[nlen] = 0;
	memcpy(p + nlen + 1, value, vlen);
	p[nlen + 1 + vlen] = 0;
	b->used += nlen + vlen + 2;
	v = &b->h.v[b->h.n++];
	*v = (struct h2_nv){p, p + nlen + 1, nlen, vlen};
}

const struct h2_nv *h2_header(const struct h2_headers *h, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < h->n; i++)
		if (h->v[i].name_len == len && memcmp(h->v[i].name, name, len) == 0)
			return &h->v[i];
	return NULL;
}

const char *h2_error_name(uint32_t error)
{
	return error == H2_LOST ? "LOST" : nghttp2_http2_strerror(error);
}

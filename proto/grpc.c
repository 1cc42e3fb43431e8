/*
 * grpc: message frames, timeouts and the names of the codes; see grpc.h. The text codings are in grpc_text.c,
 * the rich errors in grpc_status.c.
 */
#include "grpc.h"

#include <stdio.h>
#include <string.h>

const char *grpc_code_name(int code)
{
	static const char *const names[] = {
	    [GRPC_OK] = "OK",
	    [GRPC_CANCELLED] = "CANCELLED",
	    [GRPC_UNKNOWN] = "UNKNOWN",
	    [GRPC_INVALID_ARGUMENT] = "INVALID_ARGUMENT",
	    [GRPC_DEADLINE_EXCEEDED] = "DEADLINE_EXCEEDED",
	    [GRPC_NOT_FOUND] = "NOT_FOUND",
	    [GRPC_ALREADY_EXISTS] = "ALREADY_EXISTS",
	    [GRPC_PERMISSION_DENIED] = "PERMISSION_DENIED",
	    [GRPC_RESOURCE_EXHAUSTED] = "RESOURCE_EXHAUSTED",
	    [GRPC_FAILED_PRECONDITION] = "FAILED_PRECONDITION",
	    [GRPC_ABORTED] = "ABORTED",
	    [GRPC_OUT_OF_RANGE] = "OUT_OF_RANGE",
	    [GRPC_UNIMPLEMENTED] = "UNIMPLEMENTED",
	    [GRPC_INTERNAL] = "INTERNAL",
	    [GRPC_UNAVAILABLE] = "UNAVAILABLE",
	    [GRPC_DATA_LOSS] = "DATA_LOSS",
	    [GRPC_UNAUTHENTICATED] = "UNAUTHENTICATED",
	};
	if (code < 0 || (size_t)code >= sizeof(names) / sizeof(names[0]))
		return names[GRPC_UNKNOWN];
	return names[code];
}

void grpc_reader_init(struct grpc_reader *r, size_t cap)
{
	*r = (struct grpc_reader){.cap = cap};
}

bool grpc_reader_clean(const struct grpc_reader *r)
{
	return r->head_len == 0;
}

/* Moves up to want - *have bytes from *data to dst + *have. True when want is reached. */
static bool take(uint8_t *dst, size_t *have, size_t want, const uint8_t **data, size_t *len)
{
	size_t n = want - *have < *len ? want - *have : *len;
	if (n > 0) {
		memcpy(dst + *have, *data, n);
		*have += n;
		*data += n;
		*len -= n;
	}
	return *have == want;
}

/* The header is complete: judges it and gets room for the body. GRPC_READ_MORE: go on. */
static enum grpc_read reader_open(struct grpc_reader *r, struct arena *a)
{
	if (r->head[0] > 1)
		return GRPC_READ_BAD;
	if (r->head[0] == 1)
		return GRPC_READ_COMPRESSED;
	size_t size =
	    (size_t)r->head[1] << 24 | (size_t)r->head[2] << 16 | (size_t)r->head[3] << 8 | r->head[4];
	if (size > r->cap)
		return GRPC_READ_TOO_LARGE;
	r->body = arena_alloc(a, size);
	if (!r->body)
		return GRPC_READ_NO_MEMORY;
	r->body_size = size;
	r->body_len = 0;
	return GRPC_READ_MORE;
}

enum grpc_read grpc_reader_feed(
    struct grpc_reader *r, struct arena *a, const uint8_t **data, size_t *len, uint8_t **msg, size_t *msg_len)
{
	if (!take(r->head, &r->head_len, GRPC_FRAME_HEADER, data, len))
		return GRPC_READ_MORE;
	if (!r->body) {
		enum grpc_read opened = reader_open(r, a);
		if (opened != GRPC_READ_MORE)
			return opened;
	}
	if (!take(r->body, &r->body_len, r->body_size, data, len))
		return GRPC_READ_MORE;
	*msg = r->body;
	*msg_len = r->body_size;
	grpc_reader_init(r, r->cap);
	return GRPC_READ_MESSAGE;
}

void grpc_frame_header(uint8_t out[GRPC_FRAME_HEADER], uint32_t len)
{
	out[0] = 0;
	out[1] = (uint8_t)(len >> 24);
	out[2] = (uint8_t)(len >> 16);
	out[3] = (uint8_t)(len >> 8);
	out[4] = (uint8_t)len;
}

int grpc_frame_pack(struct arena *a, const ProtobufCMessage *msg, uint8_t **out, size_t *out_len)
{
	size_t n = protobuf_c_message_get_packed_size(msg);
	if (n > UINT32_MAX)
		return -1;
	uint8_t *p = arena_alloc(a, n + GRPC_FRAME_HEADER);
	if (!p)
		return -1;
	grpc_frame_header(p, (uint32_t)n);
	protobuf_c_message_pack(msg, p + GRPC_FRAME_HEADER);
	*out = p;
	*out_len = n + GRPC_FRAME_HEADER;
	return 0;
}

/* The standard allows eight digits. */
#define TIMEOUT_DIGITS 8
#define TIMEOUT_LARGEST 99999999
#define TIMEOUT_MS_MAX INT32_MAX
#define NS_PER_MS 1000000

/* The units of grpc-timeout, in nanoseconds, coarser last. */
static const struct {
	char name;
	int64_t ns;
} timeout_units[] = {
    {'n', 1},
    {'u', 1000},
    {'m', NS_PER_MS},
    {'S', INT64_C(1000) * NS_PER_MS},
    {'M', INT64_C(60000) * NS_PER_MS},
    {'H', INT64_C(3600000) * NS_PER_MS},
};
#define TIMEOUT_UNITS (sizeof(timeout_units) / sizeof(timeout_units[0]))

int grpc_timeout_parse(const char *s, size_t len, int64_t *ms)
{
	if (len < 2 || len > TIMEOUT_DIGITS + 1)
		return -1;
	int64_t n = 0;
	for (size_t i = 0; i < len - 1; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		n = n * 10 + (s[i] - '0');
	}
	for (size_t u = 0; u < TIMEOUT_UNITS; u++) {
		if (timeout_units[u].name != s[len - 1])
			continue;
		int64_t ns = timeout_units[u].ns, all;
		if (ns >= NS_PER_MS)
			all = n * (ns / NS_PER_MS);
		else
			all = (n * ns + NS_PER_MS - 1) / NS_PER_MS;
		*ms = all < TIMEOUT_MS_MAX ? all : TIMEOUT_MS_MAX;
		return 0;
	}
	return -1;
}

void grpc_timeout_format(int64_t ms, char out[16])
{
	if (ms < 0)
		ms = 0;
	for (size_t u = 0; u < TIMEOUT_UNITS; u++) {
		int64_t unit = timeout_units[u].ns / NS_PER_MS;
		if (unit == 0 || ms / unit >= TIMEOUT_LARGEST)
			continue;
		unsigned n = (unsigned)(ms / unit) + (ms % unit != 0);
		snprintf(out, 16, "%u%c", n, timeout_units[u].name);
		return;
	}
	snprintf(out, 16, "%dH", TIMEOUT_LARGEST);
}

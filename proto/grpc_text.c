/*
 * grpc_text: percent coding, base64 and the check of UTF-8; see grpc.h.
 */
#include <string.h>

#include "grpc.h"

static const char hex_digits[] = "0123456789ABCDEF";

static bool percent_plain(unsigned char c)
{
	return c >= 0x20 && c <= 0x7e && c != '%';
}

/* A header that begins or ends with a space is none to HTTP/2, whose stream ends by it. */
static bool plain_at(const char *s, const char *p)
{
	return percent_plain((unsigned char)*p) && !(*p == ' ' && (p == s || p[1] == '\0'));
}

char *grpc_percent_encode(struct arena *a, const char *s)
{
	size_t n = 0;
	for (const char *p = s; *p; p++)
		n += plain_at(s, p) ? 1 : 3;
	char *out = arena_alloc(a, n + 1);
	if (!out)
		return NULL;
	char *o = out;
	for (const char *p = s; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (plain_at(s, p)) {
			*o++ = (char)c;
			continue;
		}
		*o++ = '%';
		*o++ = hex_digits[c >> 4];
		*o++ = hex_digits[c & 15];
	}
	*o = '\0';
	return out;
}

const char *grpc_text_cap(struct arena *a, const char *s)
{
	static const char more[] = "...";
	size_t cost = 0, fits = 0, n = 0;
	for (; s[n] && cost <= GRPC_MESSAGE_MAX; n++) {
		/* Where a character begins, what is before it may end. */
		if (((unsigned char)s[n] & 0xc0) != 0x80 && cost <= GRPC_MESSAGE_MAX - (sizeof(more) - 1))
			fits = n;
		cost += percent_plain((unsigned char)s[n]) ? 1 : 3;
	}
	if (cost <= GRPC_MESSAGE_MAX)
		return s;
	char *out = arena_alloc(a, fits + sizeof(more));
	if (!out)
		return NULL;
	memcpy(out, s, fits);
	memcpy(out + fits, more, sizeof(more));
	return out;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

char *grpc_percent_decode(struct arena *a, const char *s, size_t len)
{
	char *out = arena_alloc(a, len + 1);
	if (!out)
		return NULL;
	char *o = out;
	for (size_t i = 0; i < len; i++) {
		int hi = s[i] == '%' && len - i > 2 ? hex_value(s[i + 1]) : -1;
		int lo = hi >= 0 ? hex_value(s[i + 2]) : -1;
		/* A zero would end the text early: kept as it was written. */
		if (lo < 0 || (hi | lo) == 0) {
			*o++ = s[i];
			continue;
		}
		*o++ = (char)(hi << 4 | lo);
		i += 2;
	}
	*o = '\0';
	return out;
}

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

size_t grpc_base64_write(char *out, const uint8_t *data, size_t len, bool pad)
{
	char *o = out;
	for (; len >= 3; len -= 3, data += 3) {
		*o++ = base64_digits[data[0] >> 2];
		*o++ = base64_digits[(data[0] & 3) << 4 | data[1] >> 4];
		*o++ = base64_digits[(data[1] & 15) << 2 | data[2] >> 6];
		*o++ = base64_digits[data[2] & 63];
	}
	if (len == 0)
		return (size_t)(o - out);
	*o++ = base64_digits[data[0] >> 2];
	if (len == 1) {
		*o++ = base64_digits[(data[0] & 3) << 4];
	} else {
		*o++ = base64_digits[(data[0] & 3) << 4 | data[1] >> 4];
		*o++ = base64_digits[(data[1] & 15) << 2];
	}
	for (; pad && len < 3; len++)
		*o++ = '=';
	return (size_t)(o - out);
}

char *grpc_base64_encode(struct arena *a, const uint8_t *data, size_t len)
{
	if (len > SIZE_MAX / 2)
		return NULL;
	char *out = arena_alloc(a, GRPC_BASE64_SIZE(len) + 1);
	if (out)
		out[grpc_base64_write(out, data, len, false)] = '\0';
	return out;
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	if (c == '/' || c == '_')
		return 63;
	return -1;
}

/* The length without padding, which must fill the last four if it is there; -1 when it is wrong. */
static int base64_strip(const char *s, size_t *len)
{
	size_t n = *len;
	while (n > 0 && *len - n < 2 && s[n - 1] == '=')
		n--;
	if ((n < *len && *len % 4 != 0) || n % 4 == 1)
		return -1;
	*len = n;
	return 0;
}

int grpc_base64_read(uint8_t *out, size_t *out_len, const char *s, size_t len)
{
	if (base64_strip(s, &len) < 0)
		return -1;
	uint8_t *o = out;
	uint32_t bits = 0;
	unsigned have = 0;
	for (size_t i = 0; i < len; i++) {
		int v = base64_value(s[i]);
		if (v < 0)
			return -1;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			*o++ = (uint8_t)(bits >> have);
		}
	}
	/* What is left over must be zero: one text for one value. */
	if (bits & ((1u << have) - 1))
		return -1;
	*out_len = (size_t)(o - out);
	return 0;
}

uint8_t *grpc_base64_decode(struct arena *a, const char *s, size_t len, size_t *out_len)
{
	uint8_t *out = arena_alloc(a, len / 4 * 3 + 2);
	if (!out || grpc_base64_read(out, out_len, s, len) < 0)
		return NULL;
	return out;
}

/* Eight bytes at a time while all of them are ASCII and none is zero. */
static size_t ascii_run(const uint8_t *s, size_t len)
{
	const uint64_t high = UINT64_C(0x8080808080808080), ones = UINT64_C(0x0101010101010101);
	size_t i = 0;
	for (; len - i >= 8; i += 8) {
		uint64_t w;
		memcpy(&w, s + i, 8);
		if ((w & high) || ((w - ones) & ~w & high))
			break;
	}
	return i;
}

/* Length of the well-formed character at s, 0 when there is none. The bounds of the second byte are Unicode's
 * table 3-7. */
static size_t utf8_char(const uint8_t *s, size_t len)
{
	uint8_t c = s[0], low = 0x80, high = 0xbf;
	size_t n;
	if (c < 0x80)
		return c != 0;
	if (c >= 0xc2 && c <= 0xdf)
		n = 2;
	else if (c >= 0xe0 && c <= 0xef)
		n = 3;
	else if (c >= 0xf0 && c <= 0xf4)
		n = 4;
	else
		return 0;
	if (c == 0xe0)
		low = 0xa0;
	else if (c == 0xed)
		high = 0x9f;
	else if (c == 0xf0)
		low = 0x90;
	else if (c == 0xf4)
		high = 0x8f;
	if (len < n || s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

bool grpc_utf8_valid(const uint8_t *s, size_t len)
{
	size_t i = 0;
	while (i < len) {
		i += ascii_run(s + i, len - i);
		/* Then character by character to the end of the stretch that is not plain. */
		for (unsigned k = 0; k < 8 && i < len; k++) {
			size_t n = utf8_char(s + i, len - i);
			if (n == 0)
				return false;
			i += n;
		}
	}
	return true;
}

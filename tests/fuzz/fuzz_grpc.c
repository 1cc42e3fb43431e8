/*
 * fuzz_grpc: any bytes as each of the things that come over the wire. The first byte chooses which; the
 * second how.
 */
#include <google/protobuf/descriptor.pb-c.h>
#include <limits.h>
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "fuzz.h"
#include "json.h"

#define ROOM (1 << 20)
#define MESSAGE_CAP 2048

const struct fuzz_seed fuzz_seeds[] = {
    FUZZ_SEED("\x00\x01\0\0\0\0\x03"
	      "abc\0\0\0\0\0\0\0\0\0\x05"
	      "abcde"),
    FUZZ_SEED("\x00\x07\0\0\0\0\x02\x08\x01\x01\0\0\0\x01z"),
    FUZZ_SEED("\x01\0CAUSBGZlaWw"),
    FUZZ_SEED("\x01\0CAMSBGZlaWwaPgoodHlwZS5nb29nbGVhcGlzLmNvbS9nb29nbGUucnBjLkVycm9ySW5mbxISCgFyEgpvbXN0aWxs"
	      "aW5nGgEA"),
    FUZZ_SEED("\x01\x01"
	      "\010\011\022\001t"
	      "\032T\012(type.googleapis.com/google.rpc.ErrorInfo\022(\012\001r\022\012omstilling"
	      "\032\014\012\006detalj\022\002{}"
	      "\032\011\012\004hint\022\001h"
	      "\0325\012)type.googleapis.com/google.rpc.BadRequest\022\010\012\006\012\001f\022\001t"
	      "\0325\012(type.googleapis.com/google.rpc.RetryInfo\022\011\012\007\010\001\020\200\345\232w"),
    FUZZ_SEED("\x02\0"
	      "100m"),
    FUZZ_SEED("\x02\0"
	      "99999999H"),
    FUZZ_SEED("\x03\0l%C3%B8p 100%25"),
    FUZZ_SEED("\x04\0Zm9vYmE="),
    FUZZ_SEED("\x05\x00\x08\x01\x12\x03Sel\x18\xe5\x0f\x3a\x06\x08\x01\x12\x02\xc3\xb8"),
    FUZZ_SEED("\x05\x01\x1a\x06\x1a\x04\x1a\x02\x0a\x00"),
    FUZZ_SEED("\x06\0bl\xc3\xa5\xe2\x82\xac\xf0\x9f\x92\xa7"),
    {0},
};

/* Any cut of the stream gives the same messages as the whole of it. */
static void frames(struct arena *a, size_t step, const uint8_t *p, size_t len)
{
	struct grpc_reader whole, pieces;
	const uint8_t *q = p, *end = p + len;
	uint8_t *x = NULL, *y = NULL;
	size_t xn = 0, yn = 0;
	grpc_reader_init(&whole, MESSAGE_CAP);
	grpc_reader_init(&pieces, MESSAGE_CAP);
	for (;;) {
		enum grpc_read want = grpc_reader_feed(&whole, a, &p, &len, &x, &xn), got = GRPC_READ_MORE;
		while (got == GRPC_READ_MORE && q < end) {
			size_t n = (size_t)(end - q) < step ? (size_t)(end - q) : step;
			got = grpc_reader_feed(&pieces, a, &q, &n, &y, &yn);
		}
		FUZZ_HOLDS(got == want);
		if (want != GRPC_READ_MESSAGE)
			break;
		FUZZ_HOLDS(xn == yn && xn <= MESSAGE_CAP && memcmp(x, y, xn) == 0);
	}
	FUZZ_HOLDS(grpc_reader_clean(&whole) == grpc_reader_clean(&pieces));
}

/* As it comes, or (how even) with the base64 made here, so that damage reaches the protobuf inside. */
static void details(struct arena *a, size_t how, const uint8_t *p, size_t len)
{
	struct status st = {.code = GRPC_UNKNOWN}, back = {0};
	const char *in = (const char *)p;
	if (how % 2 == 0) {
		in = grpc_base64_encode(a, p, len);
		len = strlen(in);
	}
	if (grpc_status_from_details(a, in, len, &st) < 0)
		return;
	char *b64 = grpc_status_details(a, &st);
	if (!b64)
		return;
	FUZZ_HOLDS(grpc_status_from_details(a, b64, strlen(b64), &back) == 0);
	FUZZ_HOLDS(!st.reason || strcmp(st.reason, back.reason) == 0);
	FUZZ_HOLDS(st.retry_ms == back.retry_ms);
}

static void timeout(struct arena *a, size_t how, const uint8_t *p, size_t len)
{
	int64_t ms, again;
	char text[16];
	(void)a, (void)how;
	if (grpc_timeout_parse((const char *)p, len, &ms) < 0)
		return;
	FUZZ_HOLDS(ms >= 0 && ms <= INT_MAX);
	grpc_timeout_format(ms, text);
	FUZZ_HOLDS(grpc_timeout_parse(text, strlen(text), &again) == 0 && again >= ms);
}

static void percent(struct arena *a, size_t how, const uint8_t *p, size_t len)
{
	(void)how;
	char *s = grpc_percent_decode(a, (const char *)p, len), *e = s ? grpc_percent_encode(a, s) : NULL;
	if (e)
		FUZZ_HOLDS(strcmp(grpc_percent_decode(a, e, strlen(e)), s) == 0);
}

static void base64(struct arena *a, size_t how, const uint8_t *p, size_t len)
{
	size_t n, again;
	(void)how;
	uint8_t *d = grpc_base64_decode(a, (const char *)p, len, &n);
	if (!d)
		return;
	char *e = grpc_base64_encode(a, d, n);
	uint8_t *back = grpc_base64_decode(a, e, strlen(e), &again);
	FUZZ_HOLDS(back && again == n && memcmp(back, d, n) == 0);
}

static void unpack(struct arena *a, size_t how, const uint8_t *p, size_t len)
{
	struct status st = {0};
	size_t n;
	const ProtobufCMessageDescriptor *type = how & 1 ? &google__protobuf__descriptor_proto__descriptor
							 : &omstilling__v1__handlingsplan__descriptor;
	ProtobufCMessage *msg = json_message_unpack(a, type, p, len, &st);
	if (!msg) {
		FUZZ_HOLDS(st.code != GRPC_OK && st.reason && st.text);
		return;
	}
	char *json = json_from_message(a, msg, &n);
	FUZZ_HOLDS(!json || grpc_utf8_valid((const uint8_t *)json, n));
}

/* What is valid stays so when it is cut at a character, and never holds a zero. */
static void utf8(struct arena *a, size_t how, const uint8_t *p, size_t len)
{
	(void)a, (void)how;
	if (!grpc_utf8_valid(p, len))
		return;
	FUZZ_HOLDS(len == 0 || !memchr(p, 0, len));
	for (size_t i = 0; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			FUZZ_HOLDS(grpc_utf8_valid(p, i) && grpc_utf8_valid(p + i, len - i));
}

static void (*const kinds[])(struct arena *a, size_t how, const uint8_t *p, size_t len) = {
    frames, details, timeout, percent, base64, unpack, utf8};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct arena *a = arena_new(ROOM);
	FUZZ_HOLDS(a);
	kinds[data[0] % (sizeof(kinds) / sizeof(kinds[0]))](a, (size_t)data[1] + 1, data + 2, size - 2);
	arena_free(a);
	return 0;
}

/* json: protobuf's own bytes with the checks that protobuf-c leaves out, and the path of each refusal. */
#include <criterion/criterion.h>
#include <google/protobuf/descriptor.pb-c.h>
#include <omstilling/v1/dokument.pb-c.h>
#include <string.h>

#include "json.h"

#define PLAN &omstilling__v1__handlingsplan__descriptor
#define OPTION &google__protobuf__uninterpreted_option__descriptor
#define NESTED &google__protobuf__descriptor_proto__descriptor

static struct arena *a;

static void setup(void)
{
	a = arena_new(1 << 20);
}

static void teardown(void)
{
	arena_free(a);
}

TestSuite(unpack, .init = setup, .fini = teardown);

struct wire {
	const ProtobufCMessageDescriptor *type;
	const char *bytes;
	size_t len;
	const char *reason, *path; /* reason NULL: accepted */
};
#define WIRE(type, text, reason, path)                                                                       \
	{                                                                                                    \
		type, text, sizeof(text) - 1, reason, path                                                   \
	}

Test(unpack, refuses_what_protobuf_c_lets_pass)
{
	static const struct wire rows[] = {
	    WIRE(PLAN, "", NULL, NULL),
	    WIRE(PLAN, "\x12\x03Sel", NULL, NULL),
	    WIRE(PLAN, "\x12\x03S\0l", "ugyldig_utf8", "tittel"),
	    WIRE(PLAN, "\x12\x03S\xc0\x80", "ugyldig_utf8", "tittel"),
	    WIRE(PLAN, "\x3a\x00\x3a\x04\x12\x02\xff\xfe", "ugyldig_utf8", "omraader[1].navn"),
	    WIRE(PLAN, "\x3a\x04\x12\x02x\0", "ugyldig_utf8", "omraader.navn"),
	    WIRE(PLAN, "\x12\x04Sel", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01x", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x12", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x00\x00", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x13\x14", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x16", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x10\x01", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\x3a\x02\x12\x05", "ugyldig_melding", "omraader"),
	    WIRE(PLAN, "\xf8\x07\x01\xfa\x07\x01z\xfd\x07zzzz\xf9\x07zzzzzzzz", NULL, NULL),
	    WIRE(PLAN, "\xf9\x07zzz", "ugyldig_melding", NULL),
	    WIRE(PLAN, "\xfd\x07zzz", "ugyldig_melding", NULL),
	    WIRE(OPTION, "\x12\x03\n\x01n", "ugyldig_melding", NULL),
	    WIRE(OPTION, "\x3a\x03\0\0\0", NULL, NULL),
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct status st = {0};
		ProtobufCMessage *msg =
		    json_message_unpack(a, rows[i].type, (const uint8_t *)rows[i].bytes, rows[i].len, &st);
		cr_assert_eq(msg != NULL, rows[i].reason == NULL, "row %zu: %s", i, st.text);
		if (msg)
			continue;
		cr_assert_eq(st.code, GRPC_INVALID_ARGUMENT);
		cr_assert_str_eq(st.reason, rows[i].reason, "row %zu: %s", i, st.text);
		cr_assert_eq(st.field != NULL, rows[i].path != NULL, "row %zu: %s", i, st.text);
		cr_assert(!st.field || strcmp(st.field, rows[i].path) == 0, "row %zu: %s", i, st.field);
	}
}

Test(unpack, of_nothing_is_the_empty_message)
{
	struct status st = {0};
	size_t len;
	ProtobufCMessage *msg = json_message_unpack(a, PLAN, NULL, 0, &st);
	cr_assert_not_null(msg);
	cr_assert_str_eq(json_from_message(a, msg, &len), "{}");
}

/* DescriptorProto.nested_type is field 3: each level wraps the one before it. */
Test(unpack, bounds_the_recursion_of_protobuf_c)
{
	uint8_t *buf = arena_alloc(a, 1 << 18), *end = buf + (1 << 18), *p = end;
	struct status st = {0};
	for (unsigned depth = 1;; depth++) {
		ProtobufCMessage *msg = json_message_unpack(a, NESTED, p, (size_t)(end - p), &st);
		cr_assert_eq(msg != NULL, depth <= JSON_MAX_DEPTH, "depth %u", depth);
		if (!msg)
			break;
		size_t n = (size_t)(end - p);
		if (n > 127)
			*--p = (uint8_t)(n >> 7);
		*--p = (uint8_t)(n > 127 ? n | 0x80 : n);
		*--p = 0x1a;
	}
	cr_assert_str_eq(st.reason, "ugyldig_felt");
}

Test(unpack, into_a_full_arena_is_resource_exhausted)
{
	static const uint8_t bytes[] = "\x12\x20 a title that takes its own room";
	for (size_t cap = 0;; cap += 16) {
		struct arena *small = arena_new(cap);
		struct status st = {0};
		ProtobufCMessage *msg = json_message_unpack(small, PLAN, bytes, 34, &st);
		cr_assert(msg || st.code == GRPC_RESOURCE_EXHAUSTED, "cap %zu: %s", cap, st.text);
		arena_free(small);
		if (msg)
			break;
		cr_assert_lt(cap, 10000);
	}
}

/*
 * json_unpack: protobuf's own bytes as a message, with the checks that protobuf-c leaves out; see json.h.
 *
 * One walk over the bytes comes before protobuf-c sees them: it bounds the nesting and finds zero bytes in
 * strings, whose length protobuf-c forgets.
 */
#include <string.h>

#include "json_impl.h"

#define VARINT_BITS 64

struct walk {
	struct arena *a;
	struct status *st;
	unsigned depth;
};

struct bytes {
	const uint8_t *p, *end;
};

static int fail(const struct walk *w, const struct json_path *path, const char *reason, const char *what)
{
	json_fail(w->a, w->st, path, 0, reason, what);
	return -1;
}

static int read_varint(struct bytes *b, uint64_t *v)
{
	*v = 0;
	for (unsigned shift = 0; shift < VARINT_BITS && b->p < b->end; shift += 7) {
		uint8_t c = *b->p++;
		*v |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return 0;
	}
	return -1;
}

/* Takes n bytes off the front into *out. */
static int take(struct bytes *b, uint64_t n, struct bytes *out)
{
	if (n > (uint64_t)(b->end - b->p))
		return -1;
	*out = (struct bytes){b->p, b->p + n};
	b->p += n;
	return 0;
}

/* Takes one value of a wire type; *out is what a length-prefixed one holds. Groups are malformed: proto3 has
 * none. */
static int take_value(struct bytes *b, unsigned wire_type, struct bytes *out)
{
	uint64_t n;
	*out = (struct bytes){NULL, NULL};
	switch (wire_type) {
	case PROTOBUF_C_WIRE_TYPE_VARINT:
		return read_varint(b, &n);
	case PROTOBUF_C_WIRE_TYPE_64BIT:
		return take(b, 8, out);
	case PROTOBUF_C_WIRE_TYPE_32BIT:
		return take(b, 4, out);
	case PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED:
		return read_varint(b, &n) < 0 ? -1 : take(b, n, out);
	default:
		return -1;
	}
}

static int walk_message(
    struct walk *w, const ProtobufCMessageDescriptor *d, struct bytes b, const struct json_path *up);

static int walk_field(
    struct walk *w, const ProtobufCFieldDescriptor *f, struct bytes value, const struct json_path *up)
{
	struct json_path path = {up, f->name, JSON_NO_INDEX};
	if (f->type == PROTOBUF_C_TYPE_MESSAGE)
		return walk_message(w, f->descriptor, value, &path);
	if (f->type == PROTOBUF_C_TYPE_STRING && value.p < value.end &&
	    memchr(value.p, 0, (size_t)(value.end - value.p)))
		return fail(w, &path, "ugyldig_utf8", "teksten inneholder tegnet null");
	return 0;
}

static int walk_message(
    struct walk *w, const ProtobufCMessageDescriptor *d, struct bytes b, const struct json_path *up)
{
	if (w->depth == JSON_MAX_DEPTH)
		return fail(w, up, "ugyldig_felt", "meldingen er nøstet for dypt");
	w->depth++;
	while (b.p < b.end) {
		uint64_t tag;
		struct bytes value;
		if (read_varint(&b, &tag) < 0 || tag >> 3 == 0 || tag > UINT32_MAX ||
		    take_value(&b, tag & 7, &value) < 0)
			return fail(w, up, "ugyldig_melding", "ikke en gyldig melding");
		const ProtobufCFieldDescriptor *f =
		    protobuf_c_message_descriptor_get_field(d, (unsigned)(tag >> 3));
		if (f && (tag & 7) == PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED && walk_field(w, f, value, up) < 0)
			return -1;
	}
	w->depth--;
	return 0;
}

ProtobufCMessage *json_message_unpack(struct arena *a, const ProtobufCMessageDescriptor *type,
    const uint8_t *data, size_t len, struct status *st)
{
	static const uint8_t none[1]; /* protobuf-c wants an address also where there is nothing */
	struct walk w = {a, st, 0};
	if (!data)
		data = none;
	if (walk_message(&w, type, (struct bytes){data, data + len}, NULL) < 0)
		return NULL;
	ProtobufCMessage *msg = protobuf_c_message_unpack(type, arena_allocator(a), len, data);
	if (!msg && arena_full(a)) {
		json_fail_memory(st);
		return NULL;
	}
	if (!msg) {
		fail(&w, NULL, "ugyldig_melding", "Ikke en gyldig melding.");
		return NULL;
	}
	return json_check_message(a, msg, st) < 0 ? NULL : msg;
}

/*
 * json: paths, errors, presence and the check of strings; see json.h. The writer is in json_write.c, the
 * reader in json_read.c, its numbers in json_scalar.c.
 */
#include "json.h"

#include <stdio.h>
#include <string.h>

#include "json_impl.h"

#define INDEX_TEXT_MAX 24

/* Writes the path into out, or only measures it when out is NULL. Root first, therefore the recursion:
 * JSON_MAX_DEPTH. */
static size_t path_put(const struct json_path *p, char *out)
{
	if (!p)
		return 0;
	size_t n = path_put(p->up, out);
	if (p->name) {
		size_t len = strlen(p->name);
		if (n > 0) {
			if (out)
				out[n] = '.';
			n++;
		}
		if (out)
			memcpy(out + n, p->name, len);
		return n + len;
	}
	if (p->index == JSON_NO_INDEX)
		return n;
	char text[INDEX_TEXT_MAX];
	size_t len = (size_t)snprintf(text, sizeof(text), "[%zu]", p->index);
	if (out)
		memcpy(out + n, text, len);
	return n + len;
}

char *json_path_text(struct arena *a, const struct json_path *p)
{
	size_t n = path_put(p, NULL);
	char *out = arena_alloc(a, n + 1);
	if (!out)
		return NULL;
	path_put(p, out);
	out[n] = '\0';
	return out;
}

void json_fail_memory(struct status *st)
{
	*st = (struct status){.code = GRPC_RESOURCE_EXHAUSTED,
	    .reason = "for_stor",
	    .text = "Meldingen er større enn det som tas imot."};
}

void json_fail(struct arena *a, struct status *st, const struct json_path *p, size_t line, const char *reason,
    const char *what)
{
	char *path = json_path_text(a, p);
	if (!path) {
		json_fail_memory(st);
		return;
	}
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT, .reason = reason, .text = what};
	if (*path)
		st->field = path;
	size_t size = strlen(path) + strlen(what) + sizeof(": (linje )") + INDEX_TEXT_MAX;
	char *text = arena_alloc(a, size);
	if (!text)
		return;
	const char *colon = *path ? ": " : "";
	if (line > 0)
		snprintf(text, size, "%s%s%s (linje %zu)", path, colon, what, line);
	else
		snprintf(text, size, "%s%s%s", path, colon, what);
	st->text = text;
}

size_t json_value_size(ProtobufCType type)
{
	switch (type) {
	case PROTOBUF_C_TYPE_INT32:
	case PROTOBUF_C_TYPE_SINT32:
	case PROTOBUF_C_TYPE_SFIXED32:
	case PROTOBUF_C_TYPE_UINT32:
	case PROTOBUF_C_TYPE_FIXED32:
	case PROTOBUF_C_TYPE_FLOAT:
	case PROTOBUF_C_TYPE_ENUM:
		return 4;
	case PROTOBUF_C_TYPE_INT64:
	case PROTOBUF_C_TYPE_SINT64:
	case PROTOBUF_C_TYPE_SFIXED64:
	case PROTOBUF_C_TYPE_UINT64:
	case PROTOBUF_C_TYPE_FIXED64:
	case PROTOBUF_C_TYPE_DOUBLE:
		return 8;
	case PROTOBUF_C_TYPE_BOOL:
		return sizeof(protobuf_c_boolean);
	case PROTOBUF_C_TYPE_BYTES:
		return sizeof(ProtobufCBinaryData);
	case PROTOBUF_C_TYPE_STRING:
	case PROTOBUF_C_TYPE_MESSAGE:
		break;
	}
	return sizeof(void *);
}

/* True for zero, the empty string, empty bytes and no message: what proto3 leaves out. */
static bool is_zero(const ProtobufCFieldDescriptor *f, const void *value)
{
	static const char zeros[8];
	if (f->type == PROTOBUF_C_TYPE_BYTES)
		return ((const ProtobufCBinaryData *)value)->len == 0;
	if (f->type == PROTOBUF_C_TYPE_STRING) {
		const char *s = *(char *const *)value;
		return !s || !*s;
	}
	return memcmp(value, zeros, json_value_size(f->type)) == 0;
}

bool json_is_set(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *f)
{
	const void *value = json_at(msg, f->offset);
	bool pointer = f->type == PROTOBUF_C_TYPE_STRING || f->type == PROTOBUF_C_TYPE_MESSAGE;
	if (f->label == PROTOBUF_C_LABEL_REPEATED)
		return *(size_t *)json_at(msg, f->quantifier_offset) > 0;
	if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)
		return *(uint32_t *)json_at(msg, f->quantifier_offset) == f->id &&
		       (!pointer || *(void *const *)value);
	if (f->label == PROTOBUF_C_LABEL_NONE)
		return !is_zero(f, value);
	if (pointer)
		return *(void *const *)value && *(const void *const *)value != f->default_value;
	return f->label == PROTOBUF_C_LABEL_REQUIRED ||
	       *(protobuf_c_boolean *)json_at(msg, f->quantifier_offset);
}

struct checker {
	struct arena *a;
	struct status *st;
	unsigned depth;
};

static int check_message(struct checker *c, const ProtobufCMessage *msg, const struct json_path *up);

static int check_value(struct checker *c, ProtobufCType type, const void *value, const struct json_path *path)
{
	if (type == PROTOBUF_C_TYPE_MESSAGE)
		return check_message(c, *(ProtobufCMessage *const *)value, path);
	const char *s = *(char *const *)value;
	if (grpc_utf8_valid((const uint8_t *)s, strlen(s)))
		return 0;
	json_fail(c->a, c->st, path, 0, "ugyldig_utf8", "teksten er ikke gyldig UTF-8");
	return -1;
}

static int check_field(struct checker *c, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *f,
    const struct json_path *up)
{
	struct json_path name = {up, f->name, JSON_NO_INDEX}, element = {&name, NULL, 0};
	if (f->label != PROTOBUF_C_LABEL_REPEATED)
		return check_value(c, f->type, json_at(msg, f->offset), &name);
	size_t n = *(size_t *)json_at(msg, f->quantifier_offset);
	const void *const *values = *(const void **const *)json_at(msg, f->offset);
	for (; element.index < n; element.index++)
		if (check_value(c, f->type, &values[element.index], &element) < 0)
			return -1;
	return 0;
}

static int check_message(struct checker *c, const ProtobufCMessage *msg, const struct json_path *up)
{
	const ProtobufCMessageDescriptor *d = msg->descriptor;
	if (c->depth == JSON_MAX_DEPTH) {
		json_fail(c->a, c->st, up, 0, "ugyldig_felt", "meldingen er nøstet for dypt");
		return -1;
	}
	c->depth++;
	for (unsigned i = 0; i < d->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &d->fields[i];
		if (f->type != PROTOBUF_C_TYPE_STRING && f->type != PROTOBUF_C_TYPE_MESSAGE)
			continue;
		if (json_is_set(msg, f) && check_field(c, msg, f, up) < 0)
			return -1;
	}
	c->depth--;
	return 0;
}

int json_check_message(struct arena *a, const ProtobufCMessage *msg, struct status *st)
{
	struct checker c = {a, st, 0};
	return check_message(&c, msg, NULL);
}

/*
 * json_write: a message as ProtoJSON; see json.h.
 *
 * The same code runs twice: first it only counts, then it writes into exactly so many bytes of the arena.
 * That copies nothing twice and leaves no outgrown buffers behind.
 */
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "json_impl.h"

#define NUMBER_TEXT_MAX 40
#define INDENT 2

struct writer {
	char *out; /* NULL: count only */
	size_t len;
	unsigned depth;
	bool pretty, too_deep;
};

static void put(struct writer *w, const char *s, size_t n)
{
	if (w->out)
		memcpy(w->out + w->len, s, n);
	w->len += n;
}

static void put_char(struct writer *w, char c)
{
	if (w->out)
		w->out[w->len] = c;
	w->len++;
}

static void put_line(struct writer *w)
{
	if (!w->pretty)
		return;
	put_char(w, '\n');
	for (unsigned i = 0; i < w->depth * INDENT; i++)
		put_char(w, ' ');
}

/* Writes c, one of those that may not stand in a string as they are. */
static void put_escape(struct writer *w, unsigned char c)
{
	static const char shorts[][2] = {
	    {'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}, {'\b', 'b'}, {'\f', 'f'}};
	static const char hex[] = "0123456789abcdef";
	for (size_t i = 0; i < sizeof(shorts) / sizeof(shorts[0]); i++) {
		if ((unsigned char)shorts[i][0] != c)
			continue;
		put_char(w, '\\');
		put_char(w, shorts[i][1]);
		return;
	}
	put(w, "\\u00", 4);
	put_char(w, hex[c >> 4]);
	put_char(w, hex[c & 15]);
}

static void put_string(struct writer *w, const char *s)
{
	put_char(w, '"');
	for (;;) {
		const char *run = s;
		while ((unsigned char)*s >= 0x20 && *s != '"' && *s != '\\')
			s++;
		put(w, run, (size_t)(s - run));
		if (!*s)
			break;
		put_escape(w, (unsigned char)*s++);
	}
	put_char(w, '"');
}

static void put_bytes(struct writer *w, const ProtobufCBinaryData *b)
{
	put_char(w, '"');
	if (w->out)
		grpc_base64_write(w->out + w->len, b->data, b->len, true);
	w->len += GRPC_BASE64_SIZE(b->len);
	put_char(w, '"');
}

/* The decimal point is a point, whatever the user's locale. */
static void put_double(struct writer *w, double v, int digits)
{
	char text[NUMBER_TEXT_MAX];
	if (isnan(v)) {
		put(w, "\"NaN\"", 5);
		return;
	}
	if (isinf(v)) {
		put_string(w, v < 0 ? "-Infinity" : "Infinity");
		return;
	}
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0), old = uselocale(c);
	int n = snprintf(text, sizeof(text), "%.*g", digits, v);
	uselocale(old);
	freelocale(c);
	put(w, text, (size_t)n);
}

static void put_enum(struct writer *w, const ProtobufCEnumDescriptor *d, int v)
{
	char text[NUMBER_TEXT_MAX];
	const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value(d, v);
	if (value)
		put_string(w, value->name);
	else
		put(w, text, (size_t)snprintf(text, sizeof(text), "%d", v));
}

/* Numbers of 32 bits stand bare; of 64 bits in quotes, since a JavaScript reader would round them. */
static void put_integer(struct writer *w, ProtobufCType type, const void *value)
{
	char text[NUMBER_TEXT_MAX];
	int n;
	switch (type) {
	case PROTOBUF_C_TYPE_UINT32:
	case PROTOBUF_C_TYPE_FIXED32:
		n = snprintf(text, sizeof(text), "%" PRIu32, *(const uint32_t *)value);
		break;
	case PROTOBUF_C_TYPE_UINT64:
	case PROTOBUF_C_TYPE_FIXED64:
		n = snprintf(text, sizeof(text), "\"%" PRIu64 "\"", *(const uint64_t *)value);
		break;
	case PROTOBUF_C_TYPE_INT64:
	case PROTOBUF_C_TYPE_SINT64:
	case PROTOBUF_C_TYPE_SFIXED64:
		n = snprintf(text, sizeof(text), "\"%" PRId64 "\"", *(const int64_t *)value);
		break;
	default:
		n = snprintf(text, sizeof(text), "%" PRId32, *(const int32_t *)value);
		break;
	}
	put(w, text, (size_t)n);
}

static void put_message(struct writer *w, const ProtobufCMessage *msg);

static void put_value(struct writer *w, const ProtobufCFieldDescriptor *f, const void *value)
{
	switch (f->type) {
	case PROTOBUF_C_TYPE_STRING:
		put_string(w, *(char *const *)value);
		break;
	case PROTOBUF_C_TYPE_MESSAGE:
		put_message(w, *(ProtobufCMessage *const *)value);
		break;
	case PROTOBUF_C_TYPE_BYTES:
		put_bytes(w, value);
		break;
	case PROTOBUF_C_TYPE_BOOL:
		if (*(const protobuf_c_boolean *)value)
			put(w, "true", 4);
		else
			put(w, "false", 5);
		break;
	case PROTOBUF_C_TYPE_ENUM:
		put_enum(w, f->descriptor, *(const int *)value);
		break;
	case PROTOBUF_C_TYPE_FLOAT:
		put_double(w, (double)*(const float *)value, 9);
		break;
	case PROTOBUF_C_TYPE_DOUBLE:
		put_double(w, *(const double *)value, 17);
		break;
	default:
		put_integer(w, f->type, value);
		break;
	}
}

static void put_list(struct writer *w, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *f)
{
	size_t n = *(size_t *)json_at(msg, f->quantifier_offset), size = json_value_size(f->type);
	const char *values = *(char **)json_at(msg, f->offset);
	put_char(w, '[');
	w->depth++;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			put_char(w, ',');
		put_line(w);
		put_value(w, f, values + i * size);
	}
	w->depth--;
	put_line(w);
	put_char(w, ']');
}

static void put_message(struct writer *w, const ProtobufCMessage *msg)
{
	const ProtobufCMessageDescriptor *d = msg->descriptor;
	bool any = false;
	if (w->depth >= JSON_MAX_DEPTH) {
		w->too_deep = true;
		return;
	}
	put_char(w, '{');
	w->depth++;
	for (unsigned i = 0; i < d->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &d->fields[i];
		if (!json_is_set(msg, f))
			continue;
		if (any)
			put_char(w, ',');
		any = true;
		put_line(w);
		put_string(w, f->name);
		put(w, ": ", w->pretty ? 2 : 1);
		if (f->label == PROTOBUF_C_LABEL_REPEATED)
			put_list(w, msg, f);
		else
			put_value(w, f, json_at(msg, f->offset));
	}
	w->depth--;
	if (any)
		put_line(w);
	put_char(w, '}');
}

static char *write_all(struct arena *a, const ProtobufCMessage *msg, bool pretty, size_t *len)
{
	struct writer w = {.pretty = pretty};
	put_message(&w, msg);
	if (w.too_deep)
		return NULL;
	char *out = arena_alloc(a, w.len + 1);
	if (!out)
		return NULL;
	*len = w.len;
	w = (struct writer){.out = out, .pretty = pretty};
	put_message(&w, msg);
	out[w.len] = '\0';
	return out;
}

char *json_from_message(struct arena *a, const ProtobufCMessage *msg, size_t *len)
{
	return write_all(a, msg, false, len);
}

char *json_from_message_pretty(struct arena *a, const ProtobufCMessage *msg, size_t *len)
{
	return write_all(a, msg, true, len);
}

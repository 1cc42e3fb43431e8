/* yamltext_write: a message as YAML; see yamltext.h. Goes through the message by descriptor, straight into
 * libyaml. */
#include <ctype.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>
#include <yaml.h>

#include "field.h"
#include "mem.h"
#include "width.h"
#include "yamltext.h"

#define NUMBER_MAX 24

struct output {
	struct arena *a;
	char *text;
	size_t len, size;
};

static int on_text(void *arg, unsigned char *part, size_t n)
{
	struct output *o = arg;

	if (o->len + n + 1 > o->size) {
		o->size = 2 * (o->len + n + 1);
		char *bigger = mem_alloc(o->a, o->size);
		if (o->len > 0)
			memcpy(bigger, o->text, o->len);
		o->text = bigger;
	}
	memcpy(o->text + o->len, part, n);
	o->len += n;
	o->text[o->len] = '\0';
	return 1;
}

/* Words that some reader of YAML takes for something else than themselves. */
static bool is_reserved(const char *s)
{
	static const char *const words[] = {
	    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return false;
}

/* Nothing but letters at its start, and nothing in it that ends a plain scalar. */
static bool is_plain(const char *s)
{
	unsigned char c = (unsigned char)s[0];

	if ((!isalpha(c) && c < 0xc3) || is_reserved(s) || strpbrk(s, ":#{}[],&*!|>'\"%@`\\"))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return s[-1] != ' ';
}

/* A text of several lines that a literal block holds as it is. */
static bool is_literal(const char *s)
{
	const char *newline = strchr(s, '\n');

	if (!newline || s[0] == ' ' || s[0] == '\n')
		return false;
	for (; *s; s++)
		if (((unsigned char)*s < 0x20 && *s != '\n') || *s == 0x7f ||
		    (*s == ' ' && (s[1] == '\n' || s[1] == '\0')))
			return false;
	/* NEL, LS, PS are line breaks to YAML and none to us; the byte order mark is dropped by readers. */
	return true;
}

static bool has_other_breaks(const char *s)
{
	return strstr(s, "\xc2\x85") || strstr(s, "\xe2\x80\xa8") || strstr(s, "\xe2\x80\xa9") ||
	       strstr(s, "\xef\xbb\xbf");
}

static int put_scalar(yaml_emitter_t *e, const char *s, yaml_scalar_style_t style)
{
	yaml_event_t ev;

	return yaml_scalar_event_initialize(
		   &ev, NULL, NULL, (const yaml_char_t *)s, (int)strlen(s), 1, 1, style) &&
	       yaml_emitter_emit(e, &ev);
}

static int put_string(yaml_emitter_t *e, const char *s)
{
	if (!width_is_harmless(s)) /* its characters are written as escapes afterwards */
		return put_scalar(e, s, YAML_DOUBLE_QUOTED_SCALAR_STYLE);
	if (!has_other_breaks(s) && is_plain(s))
		return put_scalar(e, s, YAML_PLAIN_SCALAR_STYLE);
	if (!has_other_breaks(s) && is_literal(s))
		return put_scalar(e, s, YAML_LITERAL_SCALAR_STYLE);
	return put_scalar(e, s, YAML_DOUBLE_QUOTED_SCALAR_STYLE);
}

static int put_message(struct arena *a, yaml_emitter_t *e, const ProtobufCMessage *msg);

static const void *value_at(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	return (const char *)(const void *)msg + fd->offset;
}

/* The i-th value of a repeated field of texts or whole numbers, or the one value; the contract's documents
 * repeat nothing else but messages. */
static const char *text_at(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, size_t i)
{
	if (fd->label == PROTOBUF_C_LABEL_REPEATED)
		return (*(char *const *const *)value_at(msg, fd))[i];
	return *(char *const *)value_at(msg, fd);
}

static int32_t number_at(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, size_t i)
{
	if (fd->label == PROTOBUF_C_LABEL_REPEATED)
		return (*(const int32_t *const *)value_at(msg, fd))[i];
	return *(const int32_t *)value_at(msg, fd);
}

static int put_bytes(struct arena *a, yaml_emitter_t *e, const ProtobufCBinaryData *d)
{
	size_t size = sodium_base64_encoded_len(d->len, sodium_base64_VARIANT_ORIGINAL);
	char *text = mem_alloc(a, size);

	sodium_bin2base64(text, size, d->data, d->len, sodium_base64_VARIANT_ORIGINAL);
	return put_scalar(e, text, YAML_DOUBLE_QUOTED_SCALAR_STYLE);
}

static int put_value(struct arena *a, yaml_emitter_t *e, const ProtobufCMessage *msg,
    const ProtobufCFieldDescriptor *fd, size_t i)
{
	char number[NUMBER_MAX];

	switch (fd->type) {
	case PROTOBUF_C_TYPE_MESSAGE:
		return put_message(a, e, field_message(msg, fd, i));
	case PROTOBUF_C_TYPE_STRING:
		return put_string(e, text_at(msg, fd, i));
	case PROTOBUF_C_TYPE_BOOL:
		return put_scalar(e, *(const protobuf_c_boolean *)value_at(msg, fd) ? "true" : "false",
		    YAML_PLAIN_SCALAR_STYLE);
	case PROTOBUF_C_TYPE_INT32:
		snprintf(number, sizeof(number), "%" PRId32, number_at(msg, fd, i));
		return put_scalar(e, number, YAML_PLAIN_SCALAR_STYLE);
	case PROTOBUF_C_TYPE_INT64:
		snprintf(number, sizeof(number), "%" PRId64, *(const int64_t *)value_at(msg, fd));
		return put_scalar(e, number, YAML_DOUBLE_QUOTED_SCALAR_STYLE); /* as in JSON */
	case PROTOBUF_C_TYPE_BYTES:
		return put_bytes(a, e, value_at(msg, fd));
	default:
		return 0; /* the contract has no other type */
	}
}

static int put_list(
    struct arena *a, yaml_emitter_t *e, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	yaml_event_t ev;

	if (!yaml_sequence_start_event_initialize(&ev, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE) ||
	    !yaml_emitter_emit(e, &ev))
		return 0;
	for (size_t i = 0; i < field_count(msg, fd); i++)
		if (!put_value(a, e, msg, fd, i))
			return 0;
	return yaml_sequence_end_event_initialize(&ev) && yaml_emitter_emit(e, &ev);
}

static int put_message(struct arena *a, yaml_emitter_t *e, const ProtobufCMessage *msg)
{
	yaml_event_t ev;

	if (!yaml_mapping_start_event_initialize(&ev, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE) ||
	    !yaml_emitter_emit(e, &ev))
		return 0;
	for (unsigned i = 0; i < msg->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *fd = &msg->descriptor->fields[i];
		if (!field_present(msg, fd))
			continue;
		if (!put_scalar(e, fd->name, YAML_PLAIN_SCALAR_STYLE))
			return 0;
		if (!(fd->label == PROTOBUF_C_LABEL_REPEATED ? put_list(a, e, msg, fd)
							     : put_value(a, e, msg, fd, 0)))
			return 0;
	}
	return yaml_mapping_end_event_initialize(&ev) && yaml_emitter_emit(e, &ev);
}

static int put_document(struct arena *a, yaml_emitter_t *e, const ProtobufCMessage *msg)
{
	yaml_event_t ev;

	return yaml_stream_start_event_initialize(&ev, YAML_UTF8_ENCODING) && yaml_emitter_emit(e, &ev) &&
	       yaml_document_start_event_initialize(&ev, NULL, NULL, NULL, 1) && yaml_emitter_emit(e, &ev) &&
	       put_message(a, e, msg) && yaml_document_end_event_initialize(&ev, 1) &&
	       yaml_emitter_emit(e, &ev) && yaml_stream_end_event_initialize(&ev) &&
	       yaml_emitter_emit(e, &ev) && yaml_emitter_flush(e);
}

char *yamltext_from_message(struct arena *a, const ProtobufCMessage *msg, size_t *len)
{
	struct output o = {.a = a};
	yaml_emitter_t e;

	if (!yaml_emitter_initialize(&e))
		return NULL;
	yaml_emitter_set_output(&e, on_text, &o);
	yaml_emitter_set_unicode(&e, 1);
	yaml_emitter_set_width(&e, -1);
	int ok = put_document(a, &e, msg);
	yaml_emitter_delete(&e);
	return ok ? width_escape(a, o.text, WIDTH_YAML, len) : NULL;
}

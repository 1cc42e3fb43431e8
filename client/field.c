/* field: see field.h. */
#include "field.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"

#define AT(type, msg, offset) ((type *)(void *)((char *)(msg) + (offset)))
#define CONST_AT(type, msg, offset) ((const type *)(const void *)((const char *)(msg) + (offset)))

ProtobufCMessage *field_new(struct arena *a, const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *msg = mem_alloc(a, type->sizeof_message);

	protobuf_c_message_init(type, msg);
	return msg;
}

const ProtobufCFieldDescriptor *field_find(
    const ProtobufCMessageDescriptor *type, const char *name, size_t len)
{
	for (unsigned i = 0; i < type->n_fields; i++)
		if (strlen(type->fields[i].name) == len && memcmp(type->fields[i].name, name, len) == 0)
			return &type->fields[i];
	return NULL;
}

static size_t element_size(ProtobufCType type)
{
	switch (type) {
	case PROTOBUF_C_TYPE_INT32:
	case PROTOBUF_C_TYPE_ENUM:
		return sizeof(int32_t);
	case PROTOBUF_C_TYPE_INT64:
		return sizeof(int64_t);
	case PROTOBUF_C_TYPE_BOOL:
		return sizeof(protobuf_c_boolean);
	case PROTOBUF_C_TYPE_BYTES:
		return sizeof(ProtobufCBinaryData);
	default:
		return sizeof(void *);
	}
}

/* Fields that tell "unset" by a null pointer and have no has_ member. */
static bool is_pointer(const ProtobufCFieldDescriptor *fd)
{
	return fd->type == PROTOBUF_C_TYPE_STRING || fd->type == PROTOBUF_C_TYPE_MESSAGE;
}

/* Where the next value goes: the member itself, or a new element of a repeated field. */
static void *slot_for(struct arena *a, ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	size_t size = element_size(fd->type);

	if (fd->label != PROTOBUF_C_LABEL_REPEATED) {
		if (!is_pointer(fd) && fd->label == PROTOBUF_C_LABEL_OPTIONAL)
			*AT(protobuf_c_boolean, msg, fd->quantifier_offset) = 1;
		return AT(void, msg, fd->offset);
	}
	size_t *n = AT(size_t, msg, fd->quantifier_offset);
	void **array = AT(void *, msg, fd->offset);
	*array = mem_grow(a, *array, *n, size);
	return (char *)*array + (*n)++ * size;
}

static int bad_value(struct arena *a, const char *value, const char *wanted, struct status *st)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = mem_printf(a, _("«%s» er ikke %s"), value, wanted)};
	return -1;
}

static int parse_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
	char *end;

	if (s[0] != '-' && (s[0] < '0' || s[0] > '9'))
		return -1;
	errno = 0;
	long long v = strtoll(s, &end, 10);
	if (errno || end == s || *end || v < min || v > max)
		return -1;
	*out = v;
	return 0;
}

static int set_scalar(struct arena *a, ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd,
    const char *value, struct status *st)
{
	int64_t v = 0;

	switch (fd->type) {
	case PROTOBUF_C_TYPE_STRING:
		if (!grpc_utf8_valid((const uint8_t *)value, strlen(value)))
			return bad_value(a, _("teksten"), _("gyldig UTF-8"), st);
		*(char **)slot_for(a, msg, fd) = mem_strndup(a, value, strlen(value));
		return 0;
	case PROTOBUF_C_TYPE_INT32:
		if (parse_int(value, INT32_MIN, INT32_MAX, &v))
			return bad_value(a, value, _("et heltall"), st);
		*(int32_t *)slot_for(a, msg, fd) = (int32_t)v;
		return 0;
	case PROTOBUF_C_TYPE_INT64:
		if (parse_int(value, INT64_MIN, INT64_MAX, &v))
			return bad_value(a, value, _("et heltall"), st);
		*(int64_t *)slot_for(a, msg, fd) = v;
		return 0;
	case PROTOBUF_C_TYPE_BOOL:
		*(protobuf_c_boolean *)slot_for(a, msg, fd) = 1; /* a flag says yes by being there */
		return 0;
	default:
		return bad_value(a, value, _("noe som kan skrives på kommandolinjen"), st);
	}
}

/* "x:y:z" into the fields a, b, c of a new message. Fewer parts leave the last fields unset. */
static int set_parts(struct arena *a, ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd,
    const char *names, const char *value, struct status *st)
{
	ProtobufCMessage *part = field_new(a, fd->descriptor);
	const char *p = value;

	for (const char *name = names; *name && *name != ')';) {
		size_t name_len = strcspn(name, ",*)");
		size_t len = name[name_len] == '*' ? strlen(p) : strcspn(p, ":");
		if (len > 0 && field_set(a, part, mem_strndup(a, name, name_len), mem_strndup(a, p, len), st))
			return -1;
		p += len;
		if (*p == '\0')
			break;
		p++;
		name += name_len + (name[name_len] == ',');
	}
	if (*p)
		return bad_value(a, value, _("på formen A:B:C"), st);
	*(ProtobufCMessage **)slot_for(a, msg, fd) = part;
	return 0;
}

/* The message in a field, made when it is not there. */
static ProtobufCMessage *submessage(
    struct arena *a, ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	ProtobufCMessage **member = AT(ProtobufCMessage *, msg, fd->offset);

	if (!*member)
		*member = field_new(a, fd->descriptor);
	return *member;
}

int field_set(struct arena *a, ProtobufCMessage *msg, const char *path, const char *value, struct status *st)
{
	for (;;) {
		size_t len = strcspn(path, ".(");
		const ProtobufCFieldDescriptor *fd = field_find(msg->descriptor, path, len);
		if (!fd)
			return bad_value(a, path, _("et felt i kontrakten"), st);
		if (path[len] == '(')
			return set_parts(a, msg, fd, path + len + 1, value, st);
		if (path[len] == '\0')
			return set_scalar(a, msg, fd, value, st);
		msg = submessage(a, msg, fd);
		path += len + 1;
	}
}

size_t field_count(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	if (fd->label == PROTOBUF_C_LABEL_REPEATED)
		return *CONST_AT(size_t, msg, fd->quantifier_offset);
	if (is_pointer(fd))
		return *CONST_AT(void *, msg, fd->offset) != NULL;
	if (fd->label == PROTOBUF_C_LABEL_OPTIONAL)
		return *CONST_AT(protobuf_c_boolean, msg, fd->quantifier_offset) != 0;
	return 1;
}

bool field_present(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	return field_count(msg, fd) > 0;
}

static const void *element(const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, size_t i)
{
	if (fd->label != PROTOBUF_C_LABEL_REPEATED)
		return CONST_AT(void, msg, fd->offset);
	return *CONST_AT(char *, msg, fd->offset) + i * element_size(fd->type);
}

const ProtobufCMessage *field_message(
    const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, size_t i)
{
	return *(const ProtobufCMessage *const *)element(msg, fd, i);
}

static const char *element_text(
    struct arena *a, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, size_t i)
{
	const void *p = element(msg, fd, i);

	switch (fd->type) {
	case PROTOBUF_C_TYPE_STRING:
		return *(const char *const *)p;
	case PROTOBUF_C_TYPE_INT32:
		return mem_printf(a, "%" PRId32, *(const int32_t *)p);
	case PROTOBUF_C_TYPE_INT64:
		return mem_printf(a, "%" PRId64, *(const int64_t *)p);
	case PROTOBUF_C_TYPE_BOOL:
		return *(const protobuf_c_boolean *)p ? "ja" : "nei";
	case PROTOBUF_C_TYPE_BYTES:
		return mem_printf(a, "(%zu byte)", ((const ProtobufCBinaryData *)p)->len);
	default:
		return NULL;
	}
}

static const char *joined(
    struct arena *a, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, const char *between)
{
	const char *text = NULL;

	for (size_t i = 0, n = field_count(msg, fd); i < n; i++) {
		const char *one = element_text(a, msg, fd, i);
		text = text && one ? mem_printf(a, "%s%s%s", text, between, one) : one;
	}
	return text;
}

const char *field_text(struct arena *a, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	return joined(a, msg, fd, ", ");
}

const char *field_lines(struct arena *a, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	return joined(a, msg, fd, "\n");
}

const char *field_named(struct arena *a, const ProtobufCMessage *msg, const char *name)
{
	const ProtobufCFieldDescriptor *fd = field_find(msg->descriptor, name, strlen(name));
	const char *text = fd ? field_text(a, msg, fd) : NULL;

	return text ? text : "";
}

static void append_repeated(
    struct arena *a, ProtobufCMessage *into, const ProtobufCMessage *from, const ProtobufCFieldDescriptor *fd)
{
	size_t size = element_size(fd->type), n = field_count(into, fd), m = field_count(from, fd);
	char *array = mem_alloc(a, (n + m) * size + 1);

	if (n > 0)
		memcpy(array, *CONST_AT(char *, into, fd->offset), n * size);
	if (m > 0)
		memcpy(array + n * size, *CONST_AT(char *, from, fd->offset), m * size);
	*AT(char *, into, fd->offset) = array;
	*AT(size_t, into, fd->quantifier_offset) = n + m;
}

void field_merge(struct arena *a, ProtobufCMessage *into, const ProtobufCMessage *from)
{
	for (unsigned i = 0; i < into->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *fd = &into->descriptor->fields[i];
		if (fd->label == PROTOBUF_C_LABEL_REPEATED) {
			append_repeated(a, into, from, fd);
			continue;
		}
		if (!is_pointer(fd))
			*AT(protobuf_c_boolean, into, fd->quantifier_offset) = field_present(from, fd);
		memcpy(AT(void, into, fd->offset), CONST_AT(void, from, fd->offset), element_size(fd->type));
	}
}

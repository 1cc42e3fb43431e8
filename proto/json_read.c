/*
 * json_read: ProtoJSON as a message; see json.h.
 *
 * yajl calls back for each token; a stack of frames knows which message and field the token belongs to. yajl
 * does not check UTF-8 well enough (it lets overlong forms pass, and makes "?" of a lone surrogate, losing
 * the character after it), so both are checked here.
 */
#include <string.h>
#include <yajl/yajl_parse.h>

#include "json_impl.h"

/* No type of the contract has nearly so many fields; a type that has is refused. */
#define FIELDS_MAX 256
#define NAME_MAX_LEN 64
#define LIST_FIRST 4

/* An object, or the list of one of its fields, that is open at this point of the text. */
struct frame {
	ProtobufCMessage *msg;
	const ProtobufCFieldDescriptor *field; /* what the next value is for; NULL: a key comes first */
	bool list;
	size_t room; /* of the list */
	uint64_t seen[FIELDS_MAX / 64];
	struct json_path path; /* of the value being read */
};

struct reader {
	struct arena *a;
	struct status *st;
	const ProtobufCMessageDescriptor *type;
	ProtobufCMessage *root;
	const char *json;
	yajl_handle yajl;
	bool failed;
	const char *
	    *unknown;	  /* not NULL: what the contract does not know is passed over, and first named here */
	unsigned passing; /* values open around this point that are passed over, and one for its own */
	unsigned depth;
	struct frame frames[JSON_MAX_DEPTH];
};

static struct frame *top(struct reader *r)
{
	return &r->frames[r->depth - 1];
}

/* The line of the text that yajl has come to; 0 when there is but one, where it tells nothing. */
static size_t line_at(const char *json, size_t n)
{
	size_t line = 1;
	const char *end = json + n;
	for (const char *p = json; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		line++;
	return line > 1 ? line : 0;
}

/* All three return 0, which stops yajl. */
static int fail_as(struct reader *r, const char *reason, const char *what)
{
	const struct json_path *path = r->depth > 0 ? &top(r)->path : NULL;
	json_fail(r->a, r->st, path, line_at(r->json, yajl_get_bytes_consumed(r->yajl)), reason, what);
	r->failed = true;
	return 0;
}

static int fail(struct reader *r, const char *what)
{
	return fail_as(r, "ugyldig_felt", what);
}

static int fail_memory(struct reader *r)
{
	json_fail_memory(r->st);
	r->failed = true;
	return 0;
}

static struct frame *push(struct reader *r, ProtobufCMessage *msg)
{
	if (r->depth == JSON_MAX_DEPTH) {
		fail(r, "nøstet for dypt");
		return NULL;
	}
	const struct json_path *up = r->depth > 0 ? &top(r)->path : NULL;
	struct frame *f = &r->frames[r->depth++];
	*f = (struct frame){.msg = msg, .path = {up, NULL, JSON_NO_INDEX}};
	return f;
}

/* The field that a value now read is for, or NULL after an error. */
static const ProtobufCFieldDescriptor *value_field(struct reader *r)
{
	if (r->depth == 0) {
		fail(r, "ventet et objekt");
		return NULL;
	}
	struct frame *f = top(r);
	if (!f->list && f->field->label == PROTOBUF_C_LABEL_REPEATED) {
		fail(r, "ventet en liste");
		return NULL;
	}
	return f->field;
}

/* Room for one more element; the list grows by doubling. */
static void *list_slot(struct reader *r, struct frame *f)
{
	size_t *n = json_at(f->msg, f->field->quantifier_offset), size = json_value_size(f->field->type);
	char **values = json_at(f->msg, f->field->offset);
	if (*n == f->room) {
		size_t room = f->room ? f->room * 2 : LIST_FIRST;
		char *bigger = arena_alloc(r->a, room * size);
		if (!bigger) {
			fail_memory(r);
			return NULL;
		}
		if (*n > 0)
			memcpy(bigger, *values, *n * size);
		*values = bigger;
		f->room = room;
	}
	return *values + (*n)++ * size;
}

/* Where the value goes; the field is marked as present. NULL after an error. */
static void *slot(struct reader *r)
{
	struct frame *f = top(r);
	const ProtobufCFieldDescriptor *field = f->field;
	if (f->list)
		return list_slot(r, f);
	bool pointer = field->type == PROTOBUF_C_TYPE_STRING || field->type == PROTOBUF_C_TYPE_MESSAGE;
	if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
		uint32_t *which = json_at(f->msg, field->quantifier_offset);
		if (*which != 0) {
			fail(r, "et annet av feltene som utelukker hverandre er alt satt");
			return NULL;
		}
		*which = field->id;
	} else if (field->label == PROTOBUF_C_LABEL_OPTIONAL && !pointer) {
		*(protobuf_c_boolean *)json_at(f->msg, field->quantifier_offset) = 1;
	}
	return json_at(f->msg, field->offset);
}

/* After a value: the next element's place in the path. */
static int value_done(struct reader *r)
{
	struct frame *f = top(r);
	if (f->list)
		f->path.index++;
	return 1;
}

static int store(struct reader *r, const void *value, size_t size)
{
	void *to = slot(r);
	if (!to)
		return 0;
	memcpy(to, value, size);
	return value_done(r);
}

static int on_null(void *ctx)
{
	struct reader *r = ctx;
	if (r->depth == 0 || top(r)->list)
		return fail(r, "null kan ikke stå her");
	if (top(r)->field->label == PROTOBUF_C_LABEL_REQUIRED)
		return fail(r, "feltet må ha en verdi");
	return 1;
}

static int on_boolean(void *ctx, int v)
{
	struct reader *r = ctx;
	protobuf_c_boolean value = v;
	const ProtobufCFieldDescriptor *f = value_field(r);
	if (!f)
		return 0;
	if (f->type != PROTOBUF_C_TYPE_BOOL)
		return fail(r, "true eller false kan ikke stå her");
	return store(r, &value, sizeof(value));
}

/* Remembers the first place where the text says more than the contract. */
static int note_unknown(struct reader *r)
{
	if (!*r->unknown)
		*r->unknown = json_path_text(r->a, &top(r)->path);
	return *r->unknown ? 1 : fail_memory(r);
}

static int store_scalar(
    struct reader *r, const ProtobufCFieldDescriptor *f, const char *s, size_t len, bool quoted)
{
	union {
		uint64_t number;
		double real;
		ProtobufCBinaryData bytes;
	} value;
	const char *wrong = json_scalar_read(r->a, f, s, len, quoted, &value);
	if (wrong == JSON_NO_ROOM)
		return fail_memory(r);
	if (wrong && r->unknown && f->type == PROTOBUF_C_TYPE_ENUM)
		return note_unknown(r) && value_done(r);
	if (wrong)
		return fail(r, wrong);
	return store(r, &value, json_value_size(f->type));
}

static int on_number(void *ctx, const char *s, size_t len)
{
	struct reader *r = ctx;
	const ProtobufCFieldDescriptor *f = value_field(r);
	return f ? store_scalar(r, f, s, len, false) : 0;
}

static int on_string(void *ctx, const unsigned char *s, size_t len)
{
	struct reader *r = ctx;
	const ProtobufCFieldDescriptor *f = value_field(r);
	if (!f)
		return 0;
	if (f->type != PROTOBUF_C_TYPE_STRING)
		return store_scalar(r, f, (const char *)s, len, true);
	if (!grpc_utf8_valid(s, len))
		return fail(r, "teksten er ikke gyldig UTF-8, eller inneholder tegnet null");
	char *copy = arena_strndup(r->a, (const char *)s, len);
	if (!copy)
		return fail_memory(r);
	return store(r, &copy, sizeof(copy));
}

static ProtobufCMessage *message_new(struct reader *r, const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *msg = type->n_fields <= FIELDS_MAX ? arena_alloc(r->a, type->sizeof_message) : NULL;
	if (msg)
		type->message_init(msg);
	else
		fail_memory(r);
	return msg;
}

static int on_start_map(void *ctx)
{
	struct reader *r = ctx;
	if (r->depth == 0) {
		r->root = message_new(r, r->type);
		return r->root && push(r, r->root);
	}
	const ProtobufCFieldDescriptor *f = value_field(r);
	if (!f)
		return 0;
	if (f->type != PROTOBUF_C_TYPE_MESSAGE)
		return fail(r, "et objekt kan ikke stå her");
	ProtobufCMessage *msg = message_new(r, f->descriptor), **to = msg ? slot(r) : NULL;
	if (!to)
		return 0;
	*to = msg;
	return push(r, msg) != NULL;
}

/* True when key is name in lowerCamelCase. */
static bool is_camel_of(const char *name, const char *key, size_t len)
{
	size_t k = 0;
	for (; *name; name++, k++) {
		char c = *name;
		if (c == '_' && name[1]) {
			c = *++name;
			if (c >= 'a' && c <= 'z')
				c = (char)(c - 'a' + 'A');
		}
		if (k == len || key[k] != c)
			return false;
	}
	return k == len;
}

static const ProtobufCFieldDescriptor *field_find(
    const ProtobufCMessageDescriptor *d, const char *key, size_t len)
{
	char name[NAME_MAX_LEN];
	if (len >= sizeof(name) || memchr(key, '\0', len))
		return NULL;
	memcpy(name, key, len);
	name[len] = '\0';
	const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(d, name);
	for (unsigned i = 0; !f && i < d->n_fields; i++)
		if (is_camel_of(d->fields[i].name, key, len))
			f = &d->fields[i];
	return f;
}

/* Names the unknown key in the path, cut where it is too long, unless it is no text at all. */
static int unknown_key(struct reader *r, const char *key, size_t len)
{
	struct frame *f = top(r);
	size_t n = len < NAME_MAX_LEN ? len : NAME_MAX_LEN;
	while (n < len && n > 0 && ((unsigned char)key[n] & 0xc0) == 0x80)
		n--;
	f->path.name = "?";
	if (grpc_utf8_valid((const uint8_t *)key, n))
		f->path.name = arena_strndup(r->a, key, n);
	if (!r->unknown)
		return fail(r, "ukjent felt");
	r->passing = 1;
	return note_unknown(r);
}

static int on_map_key(void *ctx, const unsigned char *key, size_t len)
{
	struct reader *r = ctx;
	struct frame *f = top(r);
	const ProtobufCMessageDescriptor *d = f->msg->descriptor;
	f->field = field_find(d, (const char *)key, len);
	if (!f->field)
		return unknown_key(r, (const char *)key, len);
	f->path.name = f->field->name;
	size_t i = (size_t)(f->field - d->fields);
	uint64_t bit = UINT64_C(1) << i % 64;
	if (f->seen[i / 64] & bit)
		return fail(r, "feltet står to ganger");
	f->seen[i / 64] |= bit;
	return 1;
}

static int on_end_map(void *ctx)
{
	struct reader *r = ctx;
	struct frame *f = top(r);
	const ProtobufCMessageDescriptor *d = f->msg->descriptor;
	for (size_t i = 0; i < d->n_fields; i++) {
		if (d->fields[i].label != PROTOBUF_C_LABEL_REQUIRED || (f->seen[i / 64] >> i % 64 & 1))
			continue;
		f->path.name = d->fields[i].name;
		return fail(r, "feltet må ha en verdi");
	}
	r->depth--;
	return r->depth > 0 ? value_done(r) : 1;
}

static int on_start_array(void *ctx)
{
	struct reader *r = ctx;
	if (r->depth == 0)
		return fail(r, "ventet et objekt");
	struct frame *parent = top(r);
	if (parent->list || parent->field->label != PROTOBUF_C_LABEL_REPEATED)
		return fail(r, "en liste kan ikke stå her");
	struct frame *f = push(r, parent->msg);
	if (!f)
		return 0;
	f->list = true;
	f->field = parent->field;
	f->path.index = 0;
	return 1;
}

static int on_end_array(void *ctx)
{
	struct reader *r = ctx;
	r->depth--;
	return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_map_key,
    .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

/* --- the same, past what the contract does not know --- */

/* True when this token belongs to a value that is passed over; opens: 1, 0 or -1 values are opened by it. */
static bool passed(struct reader *r, int opens)
{
	if (r->passing == 0)
		return false;
	r->passing += (unsigned)opens;
	if (r->passing == 1 && opens <= 0)
		r->passing = 0;
	return true;
}

static int past_null(void *ctx)
{
	return passed(ctx, 0) || on_null(ctx);
}

static int past_boolean(void *ctx, int v)
{
	return passed(ctx, 0) || on_boolean(ctx, v);
}

static int past_number(void *ctx, const char *s, size_t len)
{
	return passed(ctx, 0) || on_number(ctx, s, len);
}

static int past_string(void *ctx, const unsigned char *s, size_t len)
{
	return passed(ctx, 0) || on_string(ctx, s, len);
}

static int past_start_map(void *ctx)
{
	return passed(ctx, 1) || on_start_map(ctx);
}

static int past_map_key(void *ctx, const unsigned char *key, size_t len)
{
	const struct reader *r = ctx;
	return r->passing > 0 || on_map_key(ctx, key, len);
}

static int past_end_map(void *ctx)
{
	return passed(ctx, -1) || on_end_map(ctx);
}

static int past_start_array(void *ctx)
{
	return passed(ctx, 1) || on_start_array(ctx);
}

static int past_end_array(void *ctx)
{
	return passed(ctx, -1) || on_end_array(ctx);
}

static const yajl_callbacks past_callbacks = {
    .yajl_null = past_null,
    .yajl_boolean = past_boolean,
    .yajl_number = past_number,
    .yajl_string = past_string,
    .yajl_start_map = past_start_map,
    .yajl_map_key = past_map_key,
    .yajl_end_map = past_end_map,
    .yajl_start_array = past_start_array,
    .yajl_end_array = past_end_array,
};

/* The code unit of a \uXXXX at p; -1 when there is none. */
static int escape_at(const char *p, const char *end)
{
	int v = 0;
	if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		char c = p[i] | 0x20;
		if (c >= '0' && c <= '9')
			v = v << 4 | (c - '0');
		else if (c >= 'a' && c <= 'f')
			v = v << 4 | (c - 'a' + 10);
		else
			return -1;
	}
	return v;
}

/* The first \u escape of half a surrogate pair, or NULL. A backslash stands in strings only, or yajl refuses
 * the text. */
static const char *lone_surrogate(const char *json, size_t len)
{
	const char *end = json + len, *p = json;
	while (p < end && (p = memchr(p, '\\', (size_t)(end - p))) && end - p >= 2) {
		int unit = escape_at(p, end);
		if (unit < 0xd800 || unit > 0xdfff) {
			p += unit < 0 ? 2 : 6;
			continue;
		}
		int second = end - p > 6 ? escape_at(p + 6, end) : -1;
		if (unit > 0xdbff || second < 0xdc00 || second > 0xdfff)
			return p;
		p += 12;
	}
	return NULL;
}

static void syntax_error(struct reader *r, size_t at, const char *what)
{
	if (r->failed)
		return;
	json_fail(r->a, r->st, NULL, line_at(r->json, at), "ugyldig_json", what);
	r->failed = true;
}

static void parse(struct reader *r, size_t len)
{
	const char *lone = lone_surrogate(r->json, len);
	if (lone) {
		syntax_error(
		    r, (size_t)(lone - r->json), "Ikke gyldig JSON: et halvt surrogatpar i en tekst.");
		return;
	}
	yajl_config(r->yajl, yajl_dont_validate_strings, 1);
	if (yajl_parse(r->yajl, (const unsigned char *)r->json, len) != yajl_status_ok)
		syntax_error(r, yajl_get_bytes_consumed(r->yajl), "Ikke gyldig JSON.");
	else if (yajl_complete_parse(r->yajl) != yajl_status_ok)
		syntax_error(r, len, "Ikke gyldig JSON: teksten slutter for tidlig.");
}

static ProtobufCMessage *read_all(struct reader *r, const yajl_callbacks *how, size_t len)
{
	r->yajl = yajl_alloc(how, NULL, r);
	if (!r->yajl) {
		json_fail_memory(r->st);
		return NULL;
	}
	parse(r, len);
	yajl_free(r->yajl);
	return r->failed ? NULL : r->root;
}

ProtobufCMessage *json_to_message(
    struct arena *a, const ProtobufCMessageDescriptor *type, const char *json, size_t len, struct status *st)
{
	struct reader r = {.a = a, .st = st, .type = type, .json = json};
	return read_all(&r, &callbacks, len);
}

ProtobufCMessage *json_to_message_known(struct arena *a, const ProtobufCMessageDescriptor *type,
    const char *json, size_t len, const char **unknown, struct status *st)
{
	struct reader r = {.a = a, .st = st, .type = type, .json = json, .unknown = unknown};
	*unknown = NULL;
	return read_all(&r, &past_callbacks, len);
}

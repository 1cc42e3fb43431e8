/*
 * grpc_status: a struct status <-> the value of grpc-status-details-bin; see grpc.h.
 */
#include <google/protobuf/any.pb-c.h>
#include <google/protobuf/duration.pb-c.h>
#include <google/rpc/error_details.pb-c.h>
#include <limits.h>
#include <string.h>

#include "grpc.h"

#define TYPE_PREFIX "type.googleapis.com/"
#define DOMAIN "omstilling"
#define KEY_DETAIL "detalj"
#define KEY_HINT "hint"
#define MS_PER_S 1000
#define NS_PER_MS 1000000

/* protobuf-c takes char * where it only reads. */
static char *unconst(const char *s)
{
	return s ? (char *)(uintptr_t)s : (char *)(uintptr_t)protobuf_c_empty_string;
}

/* Packs a detail message and wraps it. */
static int any_pack(
    struct arena *a, Google__Protobuf__Any *any, const char *type_url, const ProtobufCMessage *msg)
{
	size_t n = protobuf_c_message_get_packed_size(msg);
	google__protobuf__any__init(any);
	any->type_url = unconst(type_url);
	any->value.data = arena_alloc(a, n);
	if (!any->value.data)
		return -1;
	any->value.len = protobuf_c_message_pack(msg, any->value.data);
	return 0;
}

static int pack_error_info(struct arena *a, Google__Protobuf__Any *any, const struct status *st)
{
	Google__Rpc__ErrorInfo info = GOOGLE__RPC__ERROR_INFO__INIT;
	Google__Rpc__ErrorInfo__MetadataEntry entries[2], *list[2];
	const char *const pairs[2][2] = {{KEY_DETAIL, st->detail}, {KEY_HINT, st->hint}};
	info.reason = unconst(st->reason);
	info.domain = unconst(DOMAIN);
	info.metadata = list;
	for (size_t i = 0; i < 2; i++) {
		if (!pairs[i][1])
			continue;
		google__rpc__error_info__metadata_entry__init(&entries[i]);
		entries[i].key = unconst(pairs[i][0]);
		entries[i].value = unconst(pairs[i][1]);
		list[info.n_metadata++] = &entries[i];
	}
	return any_pack(a, any, TYPE_PREFIX "google.rpc.ErrorInfo", &info.base);
}

static int pack_bad_request(struct arena *a, Google__Protobuf__Any *any, const struct status *st)
{
	Google__Rpc__BadRequest bad = GOOGLE__RPC__BAD_REQUEST__INIT;
	Google__Rpc__BadRequest__FieldViolation v = GOOGLE__RPC__BAD_REQUEST__FIELD_VIOLATION__INIT,
						*list[1] = {&v};
	v.field = unconst(st->field);
	v.description = unconst(st->text);
	bad.n_field_violations = 1;
	bad.field_violations = list;
	return any_pack(a, any, TYPE_PREFIX "google.rpc.BadRequest", &bad.base);
}

static int pack_retry_info(struct arena *a, Google__Protobuf__Any *any, const struct status *st)
{
	Google__Rpc__RetryInfo retry = GOOGLE__RPC__RETRY_INFO__INIT;
	Google__Protobuf__Duration d = GOOGLE__PROTOBUF__DURATION__INIT;
	d.seconds = st->retry_ms / MS_PER_S;
	d.nanos = (int32_t)(st->retry_ms % MS_PER_S) * NS_PER_MS;
	retry.retry_delay = &d;
	return any_pack(a, any, TYPE_PREFIX "google.rpc.RetryInfo", &retry.base);
}

/* The base64 of all that st has to tell, whatever its length; NULL when the arena is full. */
static char *details_encode(struct arena *a, const struct status *st)
{
	Google__Rpc__Status out = GOOGLE__RPC__STATUS__INIT;
	Google__Protobuf__Any any[3], *list[3];
	out.code = (int32_t)st->code;
	out.message = unconst(st->text);
	out.details = list;
	for (size_t i = 0; i < 3; i++)
		list[i] = &any[i];
	if (st->reason || st->detail || st->hint)
		if (pack_error_info(a, &any[out.n_details++], st) < 0)
			return NULL;
	if (st->field)
		if (pack_bad_request(a, &any[out.n_details++], st) < 0)
			return NULL;
	if (st->retry_ms > 0)
		if (pack_retry_info(a, &any[out.n_details++], st) < 0)
			return NULL;
	size_t n = google__rpc__status__get_packed_size(&out);
	uint8_t *bytes = arena_alloc(a, n);
	if (!bytes)
		return NULL;
	google__rpc__status__pack(&out, bytes);
	return grpc_base64_encode(a, bytes, n);
}

char *grpc_status_details(struct arena *a, const struct status *st)
{
	struct status s = *st;
	if (!s.reason && !s.detail && !s.hint && !s.field && s.retry_ms == 0)
		return NULL;
	char *b64 = details_encode(a, &s);
	if (b64 && strlen(b64) > GRPC_DETAILS_MAX && s.detail) {
		s.detail = NULL;
		b64 = details_encode(a, &s);
	}
	if (b64 && strlen(b64) > GRPC_DETAILS_MAX && s.hint) {
		s.hint = NULL;
		b64 = details_encode(a, &s);
	}
	return b64;
}

/* A foreign server's string: the text itself when it is UTF-8 and not empty, else NULL. */
static const char *text_or_null(const char *s)
{
	return s && *s && grpc_utf8_valid((const uint8_t *)s, strlen(s)) ? s : NULL;
}

static int read_error_info(struct arena *a, const ProtobufCBinaryData *b, struct status *st)
{
	Google__Rpc__ErrorInfo *info = google__rpc__error_info__unpack(arena_allocator(a), b->len, b->data);
	if (!info)
		return -1;
	st->reason = text_or_null(info->reason);
	for (size_t i = 0; i < info->n_metadata; i++) {
		const Google__Rpc__ErrorInfo__MetadataEntry *e = info->metadata[i];
		if (strcmp(e->key, KEY_DETAIL) == 0)
			st->detail = text_or_null(e->value);
		else if (strcmp(e->key, KEY_HINT) == 0)
			st->hint = text_or_null(e->value);
	}
	return 0;
}

static int read_bad_request(struct arena *a, const ProtobufCBinaryData *b, struct status *st)
{
	Google__Rpc__BadRequest *bad = google__rpc__bad_request__unpack(arena_allocator(a), b->len, b->data);
	if (!bad)
		return -1;
	if (bad->n_field_violations > 0)
		st->field = text_or_null(bad->field_violations[0]->field);
	return 0;
}

static int read_retry_info(struct arena *a, const ProtobufCBinaryData *b, struct status *st)
{
	Google__Rpc__RetryInfo *retry = google__rpc__retry_info__unpack(arena_allocator(a), b->len, b->data);
	if (!retry)
		return -1;
	const Google__Protobuf__Duration *d = retry->retry_delay;
	if (!d || d->seconds < 0 || d->nanos < 0)
		return 0;
	if (d->seconds >= UINT_MAX / MS_PER_S)
		st->retry_ms = UINT_MAX;
	else
		st->retry_ms = (unsigned)d->seconds * MS_PER_S + (unsigned)(d->nanos / NS_PER_MS);
	return 0;
}

/* The details that we know; others are passed over. */
static const struct {
	const char *type;
	int (*read)(struct arena *a, const ProtobufCBinaryData *b, struct status *st);
} readers[] = {
    {"google.rpc.ErrorInfo", read_error_info},
    {"google.rpc.BadRequest", read_bad_request},
    {"google.rpc.RetryInfo", read_retry_info},
};

int grpc_status_from_details(struct arena *a, const char *b64, size_t len, struct status *st)
{
	size_t n;
	uint8_t *bytes = grpc_base64_decode(a, b64, len, &n);
	if (!bytes)
		return -1;
	Google__Rpc__Status *in = google__rpc__status__unpack(arena_allocator(a), n, bytes);
	if (!in)
		return -1;
	for (size_t i = 0; i < in->n_details; i++) {
		const char *slash = strrchr(in->details[i]->type_url, '/');
		for (size_t k = 0; slash && k < sizeof(readers) / sizeof(readers[0]); k++)
			if (strcmp(slash + 1, readers[k].type) == 0 &&
			    readers[k].read(a, &in->details[i]->value, st) < 0)
				return -1;
	}
	return 0;
}

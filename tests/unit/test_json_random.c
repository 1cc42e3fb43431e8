/*
 * json: every message of the contract, filled at random from a fixed seed, survives JSON and protobuf both
 * ways, byte for byte; and every single damage to its bytes is answered, never a crash.
 */
#include <criterion/criterion.h>
#include <google/protobuf/descriptor.pb-c.h>
#include <google/rpc/error_details.pb-c.h>
#include <google/rpc/status.pb-c.h>
#include <grpc/reflection/v1/reflection.pb-c.h>
#include <omstilling/v1/auth.pb-c.h>
#include <omstilling/v1/dokument.pb-c.h>
#include <omstilling/v1/journal.pb-c.h>
#include <omstilling/v1/organ.pb-c.h>
#include <omstilling/v1/plan.pb-c.h>
#include <omstilling/v1/program.pb-c.h>
#include <omstilling/v1/sak.pb-c.h>
#include <string.h>

#include "json.h"

#define CAP (64 << 20)
#define ROUNDS 40
#define SEED UINT64_C(0x9e3779b97f4a7c15)
#define LIST_MAX 6
#define DEPTH_MAX 6

static uint64_t state;

/* xorshift64*: the same numbers everywhere. */
static uint32_t rnd(uint32_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t)((state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static char *random_text(struct arena *a)
{
	static const char *const parts[] = {"a", "Z", " ", "\"", "\\", "/", "\n", "\t", "\r", "\b", "\f",
	    "\x01", "\x1f", "\x7f", "ø", "Å", "€", "\u2028", "💧", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf", "{",
	    "]", "\\u0041", "62.5", "-", "0"};
	char buf[64];
	size_t n = 0;
	for (uint32_t i = rnd(15); i > 0; i--) {
		const char *p = parts[rnd(sizeof(parts) / sizeof(parts[0]))];
		memcpy(buf + n, p, strlen(p));
		n += strlen(p);
	}
	return arena_strndup(a, buf, n);
}

static uint64_t random_bits(void)
{
	static const uint64_t edges[] = {
	    0, 1, UINT64_MAX, INT64_MAX, (uint64_t)INT64_MIN, INT32_MAX, UINT32_MAX, 0x80000000};
	if (rnd(2))
		return edges[rnd(sizeof(edges) / sizeof(edges[0]))];
	return (uint64_t)rnd(UINT32_MAX) << 32 | rnd(UINT32_MAX);
}

static ProtobufCMessage *random_message(struct arena *a, const ProtobufCMessageDescriptor *d, unsigned depth);

/* Puts one value at p and returns its size. */
static size_t random_value(struct arena *a, const ProtobufCFieldDescriptor *f, void *p, unsigned depth)
{
	const ProtobufCEnumDescriptor *e = f->descriptor;
	uint64_t bits = random_bits();
	uint32_t half = (uint32_t)bits;
	double real = (double)(int32_t)half / 8;
	float small = (float)rnd(1000) / 8;
	ProtobufCBinaryData b = {rnd(20), NULL};
	switch (f->type) {
	case PROTOBUF_C_TYPE_STRING:
		*(char **)p = random_text(a);
		return sizeof(char *);
	case PROTOBUF_C_TYPE_MESSAGE:
		*(ProtobufCMessage **)p = random_message(a, f->descriptor, depth + 1);
		return sizeof(ProtobufCMessage *);
	case PROTOBUF_C_TYPE_BYTES:
		b.data = arena_alloc(a, b.len);
		for (size_t i = 0; i < b.len; i++)
			b.data[i] = (uint8_t)rnd(256);
		memcpy(p, &b, sizeof(b));
		return sizeof(b);
	case PROTOBUF_C_TYPE_BOOL:
		half = rnd(2);
		break;
	case PROTOBUF_C_TYPE_ENUM:
		half = (uint32_t)e->values[rnd(e->n_values)].value;
		break;
	case PROTOBUF_C_TYPE_FLOAT:
		memcpy(p, &small, 4);
		return 4;
	case PROTOBUF_C_TYPE_DOUBLE:
		bits = 0;
		memcpy(&bits, &real, 8);
		memcpy(p, &bits, 8);
		return 8;
	case PROTOBUF_C_TYPE_INT64:
	case PROTOBUF_C_TYPE_SINT64:
	case PROTOBUF_C_TYPE_SFIXED64:
	case PROTOBUF_C_TYPE_UINT64:
	case PROTOBUF_C_TYPE_FIXED64:
		memcpy(p, &bits, 8);
		return 8;
	default:
		break;
	}
	memcpy(p, &half, 4);
	return 4;
}

static void random_field(
    struct arena *a, ProtobufCMessage *msg, const ProtobufCFieldDescriptor *f, unsigned depth)
{
	char *base = (char *)msg;
	if (f->label == PROTOBUF_C_LABEL_REPEATED) {
		size_t n = rnd(LIST_MAX), at = 0;
		char *list = arena_alloc(a, n * sizeof(ProtobufCBinaryData));
		for (size_t i = 0; i < n; i++)
			at += random_value(a, f, list + at, depth);
		*(char **)(base + f->offset) = list;
		*(size_t *)(base + f->quantifier_offset) = n;
		return;
	}
	uint32_t *quantifier = (uint32_t *)(base + f->quantifier_offset);
	if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
		if (*quantifier != 0)
			return;
		*quantifier = f->id;
	} else if (f->label == PROTOBUF_C_LABEL_OPTIONAL && f->type != PROTOBUF_C_TYPE_STRING &&
		   f->type != PROTOBUF_C_TYPE_MESSAGE) {
		*quantifier = 1;
	}
	random_value(a, f, base + f->offset, depth);
}

static ProtobufCMessage *random_message(struct arena *a, const ProtobufCMessageDescriptor *d, unsigned depth)
{
	ProtobufCMessage *msg = arena_alloc(a, d->sizeof_message);
	d->message_init(msg);
	for (unsigned i = 0; i < d->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &d->fields[i];
		bool must = f->label == PROTOBUF_C_LABEL_REQUIRED;
		if (must || (rnd(3) > 0 && (depth < DEPTH_MAX || f->type != PROTOBUF_C_TYPE_MESSAGE)))
			random_field(a, msg, f, depth);
	}
	return msg;
}

#define OMS(name) &omstilling__v1__##name##__descriptor
static const ProtobufCMessageDescriptor *const types[] = {
    OMS(tekst),
    OMS(aarstall),
    OMS(hovedmaal),
    OMS(aktivitet),
    OMS(analyser),
    OMS(indikatorserie),
    OMS(vedleggsreferanse),
    OMS(fotnote),
    OMS(eget_ord),
    OMS(organisering),
    OMS(kommunikasjonsstrategi),
    OMS(kommunikasjonstiltak),
    OMS(tidligere_resultat),
    OMS(maal),
    OMS(strategi),
    OMS(innsatsomraade),
    OMS(beloepsrad),
    OMS(beloepstabell),
    OMS(fn_maal),
    OMS(omstillingsplan),
    OMS(delmaal),
    OMS(tiltak),
    OMS(handlingsplan_omraade),
    OMS(finansieringsrad),
    OMS(finansiering),
    OMS(budsjettrad),
    OMS(budsjett),
    OMS(oppgitt_prosent),
    OMS(handlingsplan),
    /* every message that the others contain hangs below one of these */
    OMS(login_request),
    OMS(login_response),
    OMS(list_journal_response),
    OMS(get_plan_response),
    OMS(save_plan_request),
    OMS(check_plan_response),
    OMS(list_planer_response),
    OMS(list_revisjoner_response),
    OMS(diff_plan_response),
    OMS(list_saker_response),
    OMS(get_sak_response),
    OMS(get_program_response),
    OMS(list_organer_response),
    /* what the contract has none of: oneof, enum, required, 64 bits, double, recursion */
    &google__protobuf__file_descriptor_proto__descriptor,
    &google__protobuf__uninterpreted_option__descriptor,
    &google__protobuf__field_descriptor_proto__descriptor,
    &google__rpc__status__descriptor,
    &google__rpc__retry_info__descriptor,
    &grpc__reflection__v1__server_reflection_request__descriptor,
    &grpc__reflection__v1__server_reflection_response__descriptor,
};
#define TYPES (sizeof(types) / sizeof(types[0]))

struct packed {
	uint8_t *data;
	size_t len;
};

static struct packed pack(struct arena *a, const ProtobufCMessage *msg)
{
	struct packed p = {arena_alloc(a, protobuf_c_message_get_packed_size(msg)), 0};
	p.len = protobuf_c_message_pack(msg, p.data);
	return p;
}

static void same(struct packed x, struct packed y, const char *json)
{
	cr_assert_eq(x.len, y.len, "%s", json);
	cr_assert_eq(memcmp(x.data, y.data, x.len), 0, "%s", json);
}

Test(json_random, every_message_survives_json_and_protobuf, .timeout = 120)
{
	state = SEED;
	for (size_t i = 0; i < TYPES * ROUNDS; i++) {
		const ProtobufCMessageDescriptor *d = types[i % TYPES];
		struct arena *a = arena_new(CAP);
		struct status st = {0};
		size_t len, len2;
		ProtobufCMessage *msg = random_message(a, d, 0);
		struct packed p = pack(a, msg);
		char *json = json_from_message(a, msg, &len);
		cr_assert_not_null(json, "%s", d->name);
		ProtobufCMessage *back = json_to_message(a, d, json, len, &st);
		cr_assert_not_null(back, "%s: %s: %s", d->name, st.text, json);
		same(p, pack(a, back), json);
		cr_assert_str_eq(json_from_message(a, back, &len2), json);
		char *pretty = json_from_message_pretty(a, msg, &len2);
		back = json_to_message(a, d, pretty, len2, &st);
		cr_assert_not_null(back, "%s: %s", st.text, pretty);
		same(p, pack(a, back), json);
		back = json_message_unpack(a, d, p.data, p.len, &st);
		cr_assert_not_null(back, "%s: %s", d->name, st.text);
		cr_assert_str_eq(json_from_message(a, back, &len2), json);
		arena_free(a);
	}
}

Test(json_random, damaged_text_is_refused_or_read_never_worse, .timeout = 120)
{
	state = SEED + 1;
	for (size_t i = 0; i < TYPES * ROUNDS; i++) {
		const ProtobufCMessageDescriptor *d = types[i % TYPES];
		struct arena *a = arena_new(CAP);
		size_t len;
		char *json = json_from_message(a, random_message(a, d, 4), &len);
		for (unsigned hit = 0; hit < 4 && len > 0; hit++) {
			struct status st = {0};
			json[rnd((uint32_t)len)] = (char)rnd(256);
			ProtobufCMessage *back = json_to_message(a, d, json, len, &st);
			cr_assert((back != NULL) != (st.code != GRPC_OK));
			cr_assert(!back || json_check_message(a, back, &st) == 0);
			cr_assert(back || (st.reason && st.text &&
					      grpc_utf8_valid((const uint8_t *)st.text, strlen(st.text))));
		}
		arena_free(a);
	}
}

Test(json_random, damaged_protobuf_is_refused_or_read_never_worse, .timeout = 120)
{
	state = SEED + 2;
	for (size_t i = 0; i < TYPES * ROUNDS; i++) {
		const ProtobufCMessageDescriptor *d = types[i % TYPES];
		struct arena *a = arena_new(CAP);
		struct packed p = pack(a, random_message(a, d, 4));
		for (unsigned hit = 0; hit < 4 && p.len > 0; hit++) {
			struct status st = {0};
			size_t len;
			p.data[rnd((uint32_t)p.len)] ^= (uint8_t)(1 + rnd(255));
			ProtobufCMessage *back = json_message_unpack(a, d, p.data, p.len, &st);
			cr_assert((back != NULL) != (st.code != GRPC_OK));
			cr_assert(!back || json_from_message(a, back, &len));
		}
		arena_free(a);
	}
}

Test(json_random, text_cut_short_anywhere_is_refused)
{
	struct arena *a = arena_new(CAP);
	size_t len;
	state = SEED + 3;
	char *json = json_from_message(a, random_message(a, OMS(handlingsplan), 5), &len);
	for (size_t n = 0; n < len; n++) {
		struct status st = {0};
		cr_assert_null(json_to_message(a, OMS(handlingsplan), json, n, &st));
		cr_assert_str_eq(st.reason, "ugyldig_json");
	}
	arena_free(a);
}

/*
 * fuzz_json: any bytes as JSON. The first byte chooses the type and how much room there is, the rest is the
 * text.
 *
 * Must hold: the answer is a message or a complete status; what was read is written, and read again as the
 * same message.
 */
#include <google/protobuf/descriptor.pb-c.h>
#include <grpc/reflection/v1/reflection.pb-c.h>
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "fuzz.h"
#include "json.h"

#define ROOM_LARGE (1 << 20)
#define ROOM_SMALL 1024

static const ProtobufCMessageDescriptor *const types[] = {
    &omstilling__v1__handlingsplan__descriptor,
    &omstilling__v1__omstillingsplan__descriptor,
    &omstilling__v1__get_plan_response__descriptor,
    &google__protobuf__uninterpreted_option__descriptor,
    &google__protobuf__field_descriptor_proto__descriptor,
    &google__protobuf__descriptor_proto__descriptor,
    &grpc__reflection__v1__server_reflection_request__descriptor,
};
#define TYPES (sizeof(types) / sizeof(types[0]))

const struct fuzz_seed fuzz_seeds[] = {
    FUZZ_SEED(
	"\x00{\"format\":1,\"tittel\":\"Bl\xc3\xa5 \\u00e5 "
	"\\ud83d\\udca7\",\"aar\":2021,\"omraader\":[{\"nummer\":1,"
	"\"stoetteomraade\":true,\"tiltak\":[{\"delmaal\":[{\"antall\":2},{}],\"budsjett\":\"62.5\"}]},{}]}"),
    FUZZ_SEED("\x00{\"budsjett\":{\"timepris\":\"-\",\"omraader\":[],\"totalsum\":null},\"periodeFra\":"
	      "\"2021-01-01\"}"),
    FUZZ_SEED("\x01{\"tverrgaaende\":[\"a\",\"b\"],\"finansiering\":{\"rader\":[{\"beloep\":[{\"aar\":-1,"
	      "\"verdi\":\"0\"}]}]}}"),
    FUZZ_SEED("\x02{\"versjon\":{\"kanonisk\":\"AAEC/w==\"}}"),
    FUZZ_SEED(
	"\x03{\"name\":[{\"name_part\":\"n\",\"is_extension\":false}],\"positive_int_value\":"
	"\"18446744073709551615\","
	"\"negative_int_value\":-9223372036854775808,\"double_value\":-1.5e-3,\"string_value\":\"AAEC\"}"),
    FUZZ_SEED("\x03{\"double_value\":\"NaN\",\"string_value\":\"\"}"),
    FUZZ_SEED("\x04{\"type\":\"TYPE_STRING\",\"label\":3,\"proto3_optional\":true,\"number\":\"7\"}"),
    FUZZ_SEED("\x05{\"nested_type\":[{\"nested_type\":[{\"nested_type\":[{\"name\":\"x\"}]}]}]}"),
    FUZZ_SEED("\x06{\"host\":\"h\",\"file_containing_extension\":{\"extension_number\":3}}"),
    FUZZ_SEED("\x87{\"tittel\":\"in little room\",\"omraader\":[{},{},{},{},{}]}"),
    {0},
};

/* Past what it does not know, the reader takes all that the strict one takes, and nothing that is no JSON. */
static void past_unknown(
    struct arena *a, const ProtobufCMessageDescriptor *type, const char *json, size_t len, bool strict)
{
	const char *unknown;
	struct status st = {0};
	ProtobufCMessage *msg = json_to_message_known(a, type, json, len, &unknown, &st);
	FUZZ_HOLDS(!strict || (msg && !unknown) || st.code == GRPC_RESOURCE_EXHAUSTED);
	FUZZ_HOLDS(!msg || (protobuf_c_message_check(msg) && json_check_message(a, msg, &st) == 0));
	FUZZ_HOLDS(msg || (st.code != GRPC_OK && st.reason && st.text));
}

static void same_again(struct arena *a, const ProtobufCMessage *msg)
{
	struct status st = {0};
	size_t len, size = protobuf_c_message_get_packed_size(msg);
	char *json = json_from_message(a, msg, &len);
	if (!json)
		return;
	FUZZ_HOLDS(grpc_utf8_valid((const uint8_t *)json, len));
	ProtobufCMessage *again = json_to_message(a, msg->descriptor, json, len, &st);
	if (!again) {
		FUZZ_HOLDS(st.code == GRPC_RESOURCE_EXHAUSTED);
		return;
	}
	uint8_t *x = arena_alloc(a, size), *y = arena_alloc(a, size);
	FUZZ_HOLDS(protobuf_c_message_get_packed_size(again) == size);
	if (!x || !y)
		return;
	protobuf_c_message_pack(msg, x);
	protobuf_c_message_pack(again, y);
	FUZZ_HOLDS(memcmp(x, y, size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct status st = {0};
	struct arena *a = arena_new(data[0] & 0x80 ? ROOM_SMALL : ROOM_LARGE);
	FUZZ_HOLDS(a);
	const ProtobufCMessageDescriptor *type = types[(data[0] & 0x7f) % TYPES];
	ProtobufCMessage *msg = json_to_message(a, type, (const char *)data + 1, size - 1, &st);
	if (msg) {
		FUZZ_HOLDS(st.code == GRPC_OK && protobuf_c_message_check(msg));
		FUZZ_HOLDS(json_check_message(a, msg, &st) == 0);
		same_again(a, msg);
	} else {
		FUZZ_HOLDS(st.code == GRPC_INVALID_ARGUMENT || st.code == GRPC_RESOURCE_EXHAUSTED);
		FUZZ_HOLDS(
		    st.reason && st.text && grpc_utf8_valid((const uint8_t *)st.text, strlen(st.text)));
	}
	past_unknown(a, type, (const char *)data + 1, size - 1, msg != NULL);
	arena_free(a);
	return 0;
}

/* json: what is written, what is read, and each malformed text with the path that it is refused at. */
#include <criterion/criterion.h>
#include <google/protobuf/descriptor.pb-c.h>
#include <google/rpc/status.pb-c.h>
#include <grpc/health/v1/health.pb-c.h>
#include <grpc/reflection/v1/reflection.pb-c.h>
#include <omstilling/v1/dokument.pb-c.h>
#include <omstilling/v1/journal.pb-c.h>
#include <omstilling/v1/plan.pb-c.h>
#include <stdio.h>
#include <string.h>

#include "json.h"

#define CAP (1 << 20)
#define PLAN &omstilling__v1__handlingsplan__descriptor
#define RESPONSE &omstilling__v1__get_plan_response__descriptor
#define EVENT &omstilling__v1__journalpost__descriptor
#define OPTION &google__protobuf__uninterpreted_option__descriptor
#define FIELD &google__protobuf__field_descriptor_proto__descriptor
#define LOCATION &google__protobuf__source_code_info__location__descriptor
#define REFLECT &grpc__reflection__v1__server_reflection_request__descriptor
#define HEALTH &grpc__health__v1__health_check_response__descriptor
#define NESTED &google__protobuf__descriptor_proto__descriptor
#define STATUS &google__rpc__status__descriptor

static struct arena *a;

static void setup(void)
{
	a = arena_new(CAP);
}

static void teardown(void)
{
	arena_free(a);
}

TestSuite(json, .init = setup, .fini = teardown);

struct row {
	const ProtobufCMessageDescriptor *type;
	const char *in, *out; /* out NULL: as in */
};

/* Each text is read, and written again as the text beside it. */
static void read_and_write(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct status st = {0};
		size_t len;
		ProtobufCMessage *msg = json_to_message(a, rows[i].type, rows[i].in, strlen(rows[i].in), &st);
		cr_assert_not_null(msg, "%s: %s", rows[i].in, st.text);
		cr_assert(protobuf_c_message_check(msg), "%s", rows[i].in);
		char *out = json_from_message(a, msg, &len);
		cr_assert_str_eq(out, rows[i].out ? rows[i].out : rows[i].in);
		cr_assert_eq(len, strlen(out));
	}
}
#define READ_AND_WRITE(rows) read_and_write(rows, sizeof(rows) / sizeof((rows)[0]))

Test(json, messages_lists_and_texts)
{
	static const struct row rows[] = {
	    {PLAN, "{}", NULL},
	    {PLAN, " { } \n", "{}"},
	    {PLAN, "{\"tittel\":\"Sel\"}", NULL},
	    {PLAN, "{\"tittel\":\"\"}", NULL},
	    {PLAN, "{\"tittel\":\"Blåbær 💧\"}", NULL},
	    {PLAN, "{\"tittel\":\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u001f/\"}", NULL},
	    {PLAN, "{\"tittel\":\"\\/\\u00e6\\ud83d\\udca7\\\\ud800\"}", "{\"tittel\":\"/æ💧\\\\ud800\"}"},
	    {PLAN, "{\"aar\":2021,\"tittel\":\"x\"}", "{\"tittel\":\"x\",\"aar\":2021}"},
	    {PLAN, "{\"omraader\":[]}", "{}"},
	    {PLAN, "{\"omraader\":[{},{\"nummer\":0}]}", NULL},
	    {PLAN, "{\"omraader\":[{\"tiltak\":[{\"delmaal\":[{\"antall\":\"1\"},{\"antall\":\"2\"}]}]}]}",
		NULL},
	    {PLAN, "{\"budsjett\":{\"totalsum\":{}}}", NULL},
	    {&omstilling__v1__omstillingsplan__descriptor,
		"{\"tverrgaaende\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]}", NULL},
	    {PLAN, "{\"periodeFra\":\"2021-01-01\"}", "{\"periode_fra\":\"2021-01-01\"}"},
	    {PLAN, "{\"oppgitteProsenter\":[{}]}", "{\"oppgitte_prosenter\":[{}]}"},
	};
	READ_AND_WRITE(rows);
}

Test(json, null_leaves_a_field_unset)
{
	static const struct row rows[] = {
	    {PLAN, "{\"tittel\":null,\"aar\":null,\"omraader\":null,\"budsjett\":null}", "{}"},
	    {REFLECT, "{\"file_by_filename\":null,\"list_services\":\"\"}", "{\"list_services\":\"\"}"},
	};
	READ_AND_WRITE(rows);
}

Test(json, scalars)
{
	static const struct row rows[] = {
	    {PLAN, "{\"aar\":2147483647}", NULL},
	    {PLAN, "{\"aar\":-2147483648}", NULL},
	    {PLAN, "{\"aar\":0}", NULL},
	    {PLAN, "{\"aar\":-0}", "{\"aar\":0}"},
	    {PLAN, "{\"aar\":\"2021\"}", "{\"aar\":2021}"},
	    {EVENT, "{\"nummer\":\"9223372036854775807\"}", NULL},
	    {EVENT, "{\"nummer\":\"-9223372036854775808\"}", NULL},
	    {EVENT, "{\"nummer\":9007199254740993}", "{\"nummer\":\"9007199254740993\"}"},
	    {OPTION, "{\"positive_int_value\":\"18446744073709551615\"}", NULL},
	    {OPTION, "{\"double_value\":0.5}", NULL},
	    {OPTION, "{\"double_value\":\"-1.5e2\"}", "{\"double_value\":-150}"},
	    {OPTION, "{\"double_value\":\"NaN\"}", NULL},
	    {OPTION, "{\"double_value\":\"-Infinity\"}", NULL},
	    {OPTION, "{\"double_value\":\"Infinity\"}", NULL},
	    {OPTION, "{\"string_value\":\"AAEC/w==\"}", NULL},
	    {OPTION, "{\"string_value\":\"_-8\"}", "{\"string_value\":\"/+8=\"}"},
	    {OPTION, "{\"string_value\":\"\"}", NULL},
	    {OPTION, "{\"name\":[{\"name_part\":\"n\",\"is_extension\":false}]}", NULL},
	    {FIELD, "{\"type\":\"TYPE_STRING\"}", NULL},
	    {FIELD, "{\"label\":3}", "{\"label\":\"LABEL_REPEATED\"}"},
	    {FIELD, "{\"proto3_optional\":true}", NULL},
	    {FIELD, "{\"proto3Optional\":false}", "{\"proto3_optional\":false}"},
	    {LOCATION, "{\"path\":[4,0,-1],\"span\":[\"7\"]}", "{\"path\":[4,0,-1],\"span\":[7]}"},
	};
	READ_AND_WRITE(rows);
}

Test(json, proto3_omits_zeros_and_keeps_the_case_of_a_oneof)
{
	static const struct row rows[] = {
	    {STATUS, "{\"code\":0,\"message\":\"\"}", "{}"},
	    {STATUS, "{\"code\":5,\"message\":\"m\",\"details\":[{\"type_url\":\"t\",\"value\":\"AA==\"}]}",
		NULL},
	    {STATUS, "{\"details\":[{\"typeUrl\":\"\",\"value\":\"\"}]}", "{\"details\":[{}]}"},
	    {HEALTH, "{\"status\":\"SERVING\"}", NULL},
	    {HEALTH, "{\"status\":\"UNKNOWN\"}", "{}"},
	    {REFLECT, "{\"host\":\"h\",\"file_by_filename\":\"f\"}", NULL},
	    {REFLECT, "{\"list_services\":\"\"}", NULL},
	    {REFLECT, "{\"file_containing_extension\":{\"extension_number\":3}}", NULL},
	};
	READ_AND_WRITE(rows);
}

struct bad {
	const ProtobufCMessageDescriptor *type;
	const char *in, *path; /* path NULL: none */
};

static void refused(const struct bad *rows, size_t n, const char *reason)
{
	for (size_t i = 0; i < n; i++) {
		struct status st = {0};
		ProtobufCMessage *msg = json_to_message(a, rows[i].type, rows[i].in, strlen(rows[i].in), &st);
		cr_assert_null(msg, "%s", rows[i].in);
		cr_assert_eq(st.code, GRPC_INVALID_ARGUMENT, "%s", rows[i].in);
		cr_assert_str_eq(st.reason, reason, "%s: %s", rows[i].in, st.reason);
		if (rows[i].path) {
			cr_assert_not_null(st.field, "%s: %s", rows[i].in, st.text);
			cr_assert_str_eq(st.field, rows[i].path, "%s: %s", rows[i].in, st.field);
			cr_assert_eq(strncmp(st.text, rows[i].path, strlen(rows[i].path)), 0, "%s", st.text);
		} else {
			cr_assert_null(st.field, "%s: %s", rows[i].in, st.field);
			cr_assert_gt(strlen(st.text), 0);
		}
	}
}
#define REFUSED(rows, reason) refused(rows, sizeof(rows) / sizeof((rows)[0]), reason)

Test(json, what_is_not_json)
{
	static const struct bad rows[] = {
	    {PLAN, "", NULL},
	    {PLAN, "   ", NULL},
	    {PLAN, "{", NULL},
	    {PLAN, "{}}", NULL},
	    {PLAN, "{} {}", NULL},
	    {PLAN, "{}x", NULL},
	    {PLAN, "{\"aar\":1,}", NULL},
	    {PLAN, "{\"aar\" 1}", NULL},
	    {PLAN, "{aar:1}", NULL},
	    {PLAN, "{'aar':1}", NULL},
	    {PLAN, "{\"aar\":01}", NULL},
	    {PLAN, "{\"aar\":+1}", NULL},
	    {PLAN, "{\"aar\":.5}", NULL},
	    {PLAN, "{\"aar\":1.}", NULL},
	    {PLAN, "{\"aar\":-}", NULL},
	    {PLAN, "{\"aar\":0x1}", NULL},
	    {PLAN, "{\"aar\":NaN}", NULL},
	    {PLAN, "{\"aar\":tru}", NULL},
	    {PLAN, "{\"tittel\":\"a\nb\"}", NULL},
	    {PLAN, "{\"tittel\":\"\\x\"}", NULL},
	    {PLAN, "{\"tittel\":\"\\u12\"}", NULL},
	    {PLAN, "{\"tittel\":\"abc", NULL},
	    {PLAN, "{\"tittel\":\"abc\\", NULL},
	    {PLAN, "{\"omraader\":[{}", NULL},
	    {PLAN, "{\"omraader\":[{}}", NULL},
	    {PLAN, "{/* x */}", NULL},
	    {PLAN, "// x\n{}", NULL},
	    {PLAN, "\xef\xbb\xbf{}", NULL},
	    {PLAN, "\x01{}", NULL},
	    {PLAN, "{\"tittel\":\"\\ud800\"}", NULL},
	    {PLAN, "{\"tittel\":\"\\udc00\"}", NULL},
	    {PLAN, "{\"tittel\":\"\\ud83d\\u0041\"}", NULL},
	    {PLAN, "{\"tittel\":\"\\ud83dx\"}", NULL},
	    {PLAN, "{\"tittel\":\"\\ud83d\\ud83d\"}", NULL},
	};
	REFUSED(rows, "ugyldig_json");
}

Test(json, wrong_types)
{
	static const struct bad rows[] = {
	    {PLAN, "[]", NULL},
	    {PLAN, "1", NULL},
	    {PLAN, "\"x\"", NULL},
	    {PLAN, "null", NULL},
	    {PLAN, "true", NULL},
	    {PLAN, "{\"tittel\":1}", "tittel"},
	    {PLAN, "{\"tittel\":true}", "tittel"},
	    {PLAN, "{\"tittel\":{}}", "tittel"},
	    {PLAN, "{\"tittel\":[]}", "tittel"},
	    {PLAN, "{\"aar\":true}", "aar"},
	    {PLAN, "{\"aar\":\"x\"}", "aar"},
	    {PLAN, "{\"aar\":\"\"}", "aar"},
	    {PLAN, "{\"aar\":\"-\"}", "aar"},
	    {PLAN, "{\"aar\":\" 1\"}", "aar"},
	    {PLAN, "{\"aar\":\"01\"}", "aar"},
	    {PLAN, "{\"aar\":{}}", "aar"},
	    {PLAN, "{\"aar\":1.5}", "aar"},
	    {PLAN, "{\"aar\":1e3}", "aar"},
	    {PLAN, "{\"budsjett\":1}", "budsjett"},
	    {PLAN, "{\"budsjett\":\"x\"}", "budsjett"},
	    {PLAN, "{\"budsjett\":[]}", "budsjett"},
	    {PLAN, "{\"budsjett\":false}", "budsjett"},
	    {PLAN, "{\"omraader\":{}}", "omraader"},
	    {PLAN, "{\"omraader\":1}", "omraader"},
	    {PLAN, "{\"omraader\":\"x\"}", "omraader"},
	    {PLAN, "{\"omraader\":true}", "omraader"},
	    {PLAN, "{\"omraader\":[1]}", "omraader[0]"},
	    {PLAN, "{\"omraader\":[{},null]}", "omraader[1]"},
	    {PLAN, "{\"omraader\":[[]]}", "omraader[0]"},
	    {PLAN, "{\"omraader\":[{\"stoetteomraade\":\"true\"}]}", "omraader[0].stoetteomraade"},
	    {PLAN, "{\"omraader\":[{\"stoetteomraade\":1}]}", "omraader[0].stoetteomraade"},
	    {OPTION, "{\"string_value\":1}", "string_value"},
	    {OPTION, "{\"string_value\":\"A\"}", "string_value"},
	    {OPTION, "{\"string_value\":\"Zh==\"}", "string_value"},
	    {OPTION, "{\"double_value\":\"\"}", "double_value"},
	    {OPTION, "{\"double_value\":\"inf\"}", "double_value"},
	    {OPTION, "{\"double_value\":\"0x1\"}", "double_value"},
	    {OPTION, "{\"double_value\":\"1-\"}", "double_value"},
	    {OPTION, "{\"double_value\":true}", "double_value"},
	    {FIELD, "{\"type\":\"TYPE_NONE\"}", "type"},
	    {FIELD, "{\"type\":99}", "type"},
	    {FIELD, "{\"type\":1.5}", "type"},
	    {FIELD, "{\"type\":\"3\"}", "type"},
	    {FIELD, "{\"type\":\"type_string\"}", "type"},
	    {LOCATION, "{\"path\":[1,null]}", "path[1]"},
	    {LOCATION, "{\"path\":[1,2,\"x\"]}", "path[2]"},
	};
	REFUSED(rows, "ugyldig_felt");
}

Test(json, out_of_range)
{
	static const struct bad rows[] = {
	    {PLAN, "{\"aar\":2147483648}", "aar"},
	    {PLAN, "{\"aar\":-2147483649}", "aar"},
	    {PLAN, "{\"aar\":99999999999999999999999999}", "aar"},
	    {EVENT, "{\"nummer\":9223372036854775808}", "nummer"},
	    {EVENT, "{\"nummer\":\"-9223372036854775809\"}", "nummer"},
	    {EVENT, "{\"nummer\":\"18446744073709551616\"}", "nummer"},
	    {OPTION, "{\"positive_int_value\":-1}", "positive_int_value"},
	    {OPTION, "{\"positive_int_value\":18446744073709551616}", "positive_int_value"},
	    {OPTION, "{\"double_value\":1e999}", "double_value"},
	    {FIELD, "{\"type\":4294967297}", "type"},
	};
	REFUSED(rows, "ugyldig_felt");
}

Test(json, unknown_twice_and_missing_fields)
{
	static const struct bad rows[] = {
	    {PLAN, "{\"ukjent\":1}", "ukjent"},
	    {PLAN, "{\"\":1}", NULL},
	    {PLAN, "{\"Tittel\":\"x\"}", "Tittel"},
	    {PLAN, "{\"periode_Fra\":\"x\"}", "periode_Fra"},
	    {PLAN, "{\"periodeFra_\":\"x\"}", "periodeFra_"},
	    {PLAN, "{\"omraader\":[{},{\"tiltak\":[{\"x\":{}}]}]}", "omraader[1].tiltak[0].x"},
	    {PLAN, "{\"tittel\\u0000\":1}", "?"},
	    {PLAN, "{\"\xff\":1}", "?"},
	    {PLAN, "{\"aar\":1,\"aar\":1}", "aar"},
	    {PLAN, "{\"aar\":null,\"aar\":1}", "aar"},
	    {PLAN, "{\"periodeFra\":\"x\",\"periode_fra\":\"x\"}", "periode_fra"},
	    {PLAN, "{\"omraader\":[],\"omraader\":[]}", "omraader"},
	    {REFLECT, "{\"file_by_filename\":\"x\",\"list_services\":\"y\"}", "list_services"},
	    {REFLECT, "{\"list_services\":\"y\",\"file_containing_extension\":{}}",
		"file_containing_extension"},
	    {OPTION, "{\"name\":[{\"name_part\":\"n\"}]}", "name[0].is_extension"},
	    {OPTION, "{\"name\":[{\"is_extension\":true}]}", "name[0].name_part"},
	    {OPTION, "{\"name\":[{\"is_extension\":null}]}", "name[0].is_extension"},
	};
	REFUSED(rows, "ugyldig_felt");
}

Test(json, invalid_utf8_and_nul_name_their_path)
{
	static const struct bad rows[] = {
	    {PLAN, "{\"tittel\":\"\xff\"}", "tittel"},
	    {PLAN, "{\"tittel\":\"\xc0\x80\"}", "tittel"},
	    {PLAN, "{\"tittel\":\"\xed\xa0\x80\"}", "tittel"},
	    {PLAN, "{\"tittel\":\"a\\u0000b\"}", "tittel"},
	    {PLAN, "{\"omraader\":[{\"navn\":\"\xe2\x82\"}]}", "omraader[0].navn"},
	    {&omstilling__v1__omstillingsplan__descriptor, "{\"tverrgaaende\":[\"a\",\"\x80\"]}",
		"tverrgaaende[1]"},
	};
	REFUSED(rows, "ugyldig_felt");
}

Test(json, a_raw_nul_byte_is_no_json)
{
	struct status st = {0};
	cr_assert_null(json_to_message(a, PLAN, "{}\0", 3, &st));
	cr_assert_str_eq(st.reason, "ugyldig_json");
	cr_assert_null(json_to_message(a, PLAN, "{\"tittel\":\"a\0b\"}", 16, &st));
	cr_assert_str_eq(st.reason, "ugyldig_json");
	cr_assert_null(json_to_message(a, PLAN, NULL, 0, &st));
	cr_assert_str_eq(st.reason, "ugyldig_json");
}

Test(json, long_unknown_key_is_cut_between_characters)
{
	char json[400];
	struct status st = {0};
	int n = snprintf(json, sizeof(json), "{\"x");
	for (int i = 0; i < 60; i++)
		n += snprintf(json + n, sizeof(json) - (size_t)n, "ø");
	snprintf(json + n, sizeof(json) - (size_t)n, "\":1}");
	cr_assert_null(json_to_message(a, PLAN, json, strlen(json), &st));
	cr_assert_str_eq(st.reason, "ugyldig_felt");
	cr_assert_leq(strlen(st.field), 64);
	cr_assert(grpc_utf8_valid((const uint8_t *)st.field, strlen(st.field)));
}

Test(json, errors_tell_the_line_when_there_are_several)
{
	struct status st = {0};
	const char *json = "{\n  \"tittel\": \"x\",\n  \"aar\": \"to\"\n}\n";
	cr_assert_null(json_to_message(a, PLAN, json, strlen(json), &st));
	cr_assert_str_eq(st.text, "aar: ventet et heltall (linje 3)");
	json = "{\n  \"aar\": 1\n  \"tittel\": 2\n}";
	cr_assert_null(json_to_message(a, PLAN, json, strlen(json), &st));
	cr_assert_str_eq(st.text, "Ikke gyldig JSON. (linje 3)");
	cr_assert_null(json_to_message(a, PLAN, "{\"aar\":\"to\"}", 12, &st));
	cr_assert_str_eq(st.text, "aar: ventet et heltall");
}

/* n times {"nested_type":[ and back: 2 n + 1 levels with the innermost object. */
static char *nested(unsigned n)
{
	static const char open[] = "{\"nested_type\":[", close[] = "]}";
	size_t size = n * (sizeof(open) + sizeof(close)) + sizeof("{}"), at = 0;
	char *s = arena_zalloc(a, size);
	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(s + at, size - at, "%s", open);
	at += (size_t)snprintf(s + at, size - at, "{}");
	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(s + at, size - at, "%s", close);
	return s;
}

Test(json, nesting_is_capped_in_all_three)
{
	struct status st = {0};
	size_t len;
	char *ok = nested((JSON_MAX_DEPTH - 1) / 2), *deep = nested(JSON_MAX_DEPTH / 2);
	ProtobufCMessage *msg = json_to_message(a, NESTED, ok, strlen(ok), &st);
	cr_assert_not_null(msg, "%s", st.text);
	cr_assert_str_eq(json_from_message(a, msg, &len), ok);
	cr_assert_eq(json_check_message(a, msg, &st), 0);
	cr_assert_null(json_to_message(a, NESTED, deep, strlen(deep), &st));
	cr_assert_str_eq(st.reason, "ugyldig_felt");
	cr_assert_not_null(strstr(st.text, "dypt"));

	Google__Protobuf__DescriptorProto d[JSON_MAX_DEPTH + 1], *child[JSON_MAX_DEPTH];
	for (int i = JSON_MAX_DEPTH; i >= 0; i--) {
		google__protobuf__descriptor_proto__init(&d[i]);
		if (i == JSON_MAX_DEPTH)
			continue;
		child[i] = &d[i + 1];
		d[i].n_nested_type = 1;
		d[i].nested_type = &child[i];
	}
	cr_assert_null(json_from_message(a, &d[0].base, &len));
	cr_assert_eq(json_check_message(a, &d[0].base, &st), -1);
	cr_assert_str_eq(st.reason, "ugyldig_felt");
}

Test(json, any_text_of_brackets_is_refused_without_harm)
{
	static const char *const parts[] = {"[", "{\"omraader\":", "{\"budsjett\":", "[{\"tiltak\":"};
	for (size_t p = 0; p < 4; p++) {
		char s[20000] = "";
		struct status st = {0};
		for (size_t n = strlen(parts[p]), at = 0; at + n < sizeof(s); at += n)
			memcpy(s + at, parts[p], n);
		cr_assert_null(json_to_message(a, PLAN, s, sizeof(s), &st));
		cr_assert_eq(st.code, GRPC_INVALID_ARGUMENT);
	}
}

Test(json, arena_full_is_resource_exhausted)
{
	const char *json =
	    "{\"tittel\":\"en tittel\",\"omraader\":[{\"navn\":\"x\"},{},{},{},{},{}],\"budsjett\":{}}";
	for (size_t cap = 0;; cap += 16) {
		struct arena *small = arena_new(cap);
		struct status st = {0};
		ProtobufCMessage *msg = json_to_message(small, PLAN, json, strlen(json), &st);
		if (!msg) {
			cr_assert_eq(st.code, GRPC_RESOURCE_EXHAUSTED, "cap %zu: %s", cap, st.text);
			cr_assert_str_eq(st.reason, "for_stor");
		}
		arena_free(small);
		if (msg)
			break;
		cr_assert_lt(cap, 10000);
	}
}

Test(json, an_error_in_a_full_arena_is_told_all_the_same)
{
	const char *json = "{\"budsjett\":{\"totalsum\":{\"nummer\":\"x\"}}}";
	bool told = false;
	for (size_t cap = 0; cap < 4000; cap += 16) {
		struct arena *small = arena_new(cap);
		struct status st = {0};
		cr_assert_null(json_to_message(small, PLAN, json, strlen(json), &st));
		cr_assert_not_null(st.text);
		cr_assert_not_null(st.reason);
		told |= st.code == GRPC_INVALID_ARGUMENT && strcmp(st.field, "budsjett.totalsum.nummer") == 0;
		arena_free(small);
	}
	cr_assert(told);
}

Test(json, writing_into_a_full_arena)
{
	Omstilling__V1__Handlingsplan plan = OMSTILLING__V1__HANDLINGSPLAN__INIT;
	struct arena *small = arena_new(16);
	size_t len;
	plan.tittel = (char *)"for lang for seksten byte";
	cr_assert_null(json_from_message(small, &plan.base, &len));
	cr_assert_null(json_from_message_pretty(small, &plan.base, &len));
	arena_free(small);
}

Test(json, pretty)
{
	const char *json = "{\"tittel\":\"x\",\"omraader\":[{\"nummer\":1,\"tiltak\":[{}]},{}]}";
	struct status st;
	size_t len;
	ProtobufCMessage *msg = json_to_message(a, PLAN, json, strlen(json), &st);
	char *out = json_from_message_pretty(a, msg, &len);
	cr_assert_str_eq(out,
	    "{\n  \"tittel\": \"x\",\n  \"omraader\": [\n    {\n      \"nummer\": 1,\n      \"tiltak\": [\n"
	    "        {}\n      ]\n    },\n    {}\n  ]\n}");
	cr_assert_eq(len, strlen(out));
	msg = json_to_message(a, PLAN, out, len, &st);
	cr_assert_str_eq(json_from_message(a, msg, &len), json);
}

Test(json, writes_an_enum_that_it_does_not_know_as_a_number)
{
	Grpc__Health__V1__HealthCheckResponse r = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__INIT;
	size_t len;
	r.status = 77;
	cr_assert_str_eq(json_from_message(a, &r.base, &len), "{\"status\":77}");
}

Test(json, check_names_the_string_that_is_not_utf8)
{
	Omstilling__V1__Handlingsplan plan = OMSTILLING__V1__HANDLINGSPLAN__INIT;
	Omstilling__V1__HandlingsplanOmraade areas[2], *list[] = {&areas[0], &areas[1]};
	struct status st = {0};
	omstilling__v1__handlingsplan_omraade__init(&areas[0]);
	omstilling__v1__handlingsplan_omraade__init(&areas[1]);
	plan.tittel = (char *)"Blå";
	plan.n_omraader = 2;
	plan.omraader = list;
	cr_assert_eq(json_check_message(a, &plan.base, &st), 0);
	areas[1].oppgitt_sum_budsjett = (char *)"12\xff";
	cr_assert_eq(json_check_message(a, &plan.base, &st), -1);
	cr_assert_eq(st.code, GRPC_INVALID_ARGUMENT);
	cr_assert_str_eq(st.reason, "ugyldig_utf8");
	cr_assert_str_eq(st.field, "omraader[1].oppgitt_sum_budsjett");
}

Test(json, check_looks_into_lists_of_strings_and_the_chosen_case_only)
{
	Omstilling__V1__FnMaal goal = OMSTILLING__V1__FN_MAAL__INIT;
	Grpc__Reflection__V1__ServerReflectionRequest req =
	    GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__INIT;
	char *texts[] = {(char *)"a", (char *)"\xc0\x80"};
	struct status st = {0};
	goal.n_delmaal = 2;
	goal.delmaal = texts;
	cr_assert_eq(json_check_message(a, &goal.base, &st), -1);
	cr_assert_str_eq(st.field, "delmaal[1]");
	req.file_by_filename = (char *)"\xff";
	cr_assert_eq(json_check_message(a, &req.base, &st), 0);
	req.message_request_case =
	    GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_BY_FILENAME;
	cr_assert_eq(json_check_message(a, &req.base, &st), -1);
	cr_assert_str_eq(st.field, "file_by_filename");
}

/* What a later release says more is left out, wherever it stands, and what is known is all there. */
Test(json, what_is_unknown_is_passed_over_where_that_is_asked_for)
{
	static const struct {
		const char *json, *unknown;
	} rows[] = {
	    {"{\"tittel\":\"T\",\"omraader\":[{\"navn\":\"N\"}]}", NULL},
	    {"{\"nytt\":1,\"tittel\":\"T\",\"omraader\":[{\"navn\":\"N\"}]}", "nytt"},
	    {"{\"tittel\":\"T\",\"nytt\":{\"tittel\":\"x\",\"b\":[1,{\"tittel\":[]},[[]],null]},"
	     "\"omraader\":[{\"navn\":\"N\"}]}",
		"nytt"},
	    {"{\"omraader\":[{\"a\":[],\"navn\":\"N\",\"b\":\"x\",\"c\":{}}],\"d\":true,\"tittel\":\"T\"}",
		"omraader[0].a"},
	    {"{\"tittel\":\"T\",\"omraader\":[{\"navn\":\"N\",\"ny\":null}]}", "omraader[0].ny"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *unknown;
		struct status st = {0};
		const Omstilling__V1__Handlingsplan *p =
		    (void *)json_to_message_known(a, PLAN, rows[i].json, strlen(rows[i].json), &unknown, &st);
		cr_assert(p, "%zu: %s", i, st.text);
		cr_assert_str_eq(p->tittel, "T");
		cr_assert_eq(p->n_omraader, 1);
		cr_assert_str_eq(p->omraader[0]->navn, "N");
		cr_assert_eq(!rows[i].unknown, !unknown);
		cr_assert(!unknown || strcmp(unknown, rows[i].unknown) == 0, "%zu: %s", i, unknown);
	}
}

Test(json, an_unknown_name_of_an_enum_is_passed_over_and_all_else_that_is_wrong_is_not)
{
	const char *unknown;
	struct status st = {0};
	const char json[] = "{\"status\":\"VET_IKKE\"}";
	const Grpc__Health__V1__HealthCheckResponse *h =
	    (void *)json_to_message_known(a, HEALTH, json, strlen(json), &unknown, &st);
	cr_assert(h, "%s", st.text);
	cr_assert_str_eq(unknown, "status");
	cr_assert_eq(h->status, GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__UNKNOWN);
	static const char *const wrong[] = {"{\"tittel\":1}", "{\"nytt\":[1}", "{\"nytt\":[1]", "[]", "1",
	    "{\"nytt\":{\"a\":1},\"aar\":\"x\"}", "{\"omraader\":{}}", "{\"nytt\":1,\"aar\":1,\"aar\":1}"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		cr_assert_null(
		    json_to_message_known(a, PLAN, wrong[i], strlen(wrong[i]), &unknown, &st), "%zu", i);
}

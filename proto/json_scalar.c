/*
 * json_scalar: the text of a number, an enum or bytes as a value of a field; see json_impl.h.
 *
 * Whole numbers are read as text and never pass through a double. 1.0 and 1e2 are refused for them, although
 * ProtoJSON lets a reader take them: nobody who writes for us writes so.
 */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "json_impl.h"

#define NUMBER_TEXT_MAX 64

const char JSON_NO_ROOM[] = "ikke plass";
static const char NOT_WHOLE[] = "ventet et heltall";
static const char OUT_OF_RANGE[] = "tallet er utenfor området";

/* A whole number as JSON writes it: sign and size apart, so that all 64 bits have room. NULL or what is
 * wrong. */
static const char *whole_read(const char *s, size_t len, bool *negative, uint64_t *size)
{
	*negative = len > 0 && *s == '-';
	if (*negative)
		s++, len--;
	if (len == 0 || (len > 1 && *s == '0'))
		return NOT_WHOLE;
	uint64_t n = 0;
	bool over = false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return NOT_WHOLE;
		over |= __builtin_mul_overflow(n, 10, &n);
		over |= __builtin_add_overflow(n, (uint64_t)(s[i] - '0'), &n);
	}
	*size = n;
	return over ? OUT_OF_RANGE : NULL;
}

/* The largest size of a whole number of the type; one more below zero for the signed ones. */
static uint64_t whole_max(ProtobufCType type, bool *is_signed)
{
	*is_signed = true;
	switch (type) {
	case PROTOBUF_C_TYPE_UINT32:
	case PROTOBUF_C_TYPE_FIXED32:
		*is_signed = false;
		return UINT32_MAX;
	case PROTOBUF_C_TYPE_UINT64:
	case PROTOBUF_C_TYPE_FIXED64:
		*is_signed = false;
		return UINT64_MAX;
	case PROTOBUF_C_TYPE_INT64:
	case PROTOBUF_C_TYPE_SINT64:
	case PROTOBUF_C_TYPE_SFIXED64:
		return INT64_MAX;
	default:
		return INT32_MAX;
	}
}

static const char *integer_read(ProtobufCType type, const char *s, size_t len, void *out)
{
	bool negative, is_signed;
	uint64_t size, max = whole_max(type, &is_signed);
	const char *wrong = whole_read(s, len, &negative, &size);
	if (wrong)
		return wrong;
	if (size > (negative ? (is_signed ? max + 1 : 0) : max))
		return OUT_OF_RANGE;
	uint64_t bits = negative ? 0 - size : size; /* two's complement, as the standard has it */
	if (json_value_size(type) == 4) {
		uint32_t half = (uint32_t)bits;
		memcpy(out, &half, sizeof(half));
	} else {
		memcpy(out, &bits, sizeof(bits));
	}
	return NULL;
}

/* Not the names that strtod knows and JSON does not: "inf", "nan(...)", hexadecimal. */
static bool decimal_chars(const char *s)
{
	size_t first = *s == '-';
	return s[first] >= '0' && s[first] <= '9' && s[strspn(s, "0123456789+-.eE")] == '\0';
}

static const char *double_read(const char *s, size_t len, bool quoted, double *out)
{
	static const struct {
		const char *name;
		double value;
	} names[] = {{"NaN", NAN}, {"Infinity", INFINITY}, {"-Infinity", -INFINITY}};
	char text[NUMBER_TEXT_MAX], *end;
	if (len >= sizeof(text))
		return "tallet har for mange sifre";
	memcpy(text, s, len);
	text[len] = '\0';
	for (size_t i = 0; quoted && i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(text, names[i].name) == 0) {
			*out = names[i].value;
			return NULL;
		}
	}
	if (!decimal_chars(text))
		return "ventet et tall";
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	*out = strtod_l(text, &end, c);
	freelocale(c);
	if (*end)
		return "ventet et tall";
	return isinf(*out) ? OUT_OF_RANGE : NULL;
}

static const char *float_read(const char *s, size_t len, bool quoted, float *out)
{
	double d;
	const char *wrong = double_read(s, len, quoted, &d);
	if (wrong)
		return wrong;
	if (isfinite(d) && (d > (double)FLT_MAX || d < -(double)FLT_MAX))
		return OUT_OF_RANGE;
	*out = (float)d;
	return NULL;
}

/* By name or by number; a number that the contract does not know is refused. */
static const char *enum_read(
    const ProtobufCEnumDescriptor *d, const char *s, size_t len, bool quoted, void *out)
{
	int32_t number = 0;
	if (!quoted) {
		const char *wrong = integer_read(PROTOBUF_C_TYPE_INT32, s, len, &number);
		if (wrong)
			return wrong;
		memcpy(out, &number, sizeof(number));
		return protobuf_c_enum_descriptor_get_value(d, number) ? NULL : "ukjent verdi";
	}
	for (unsigned i = 0; i < d->n_value_names; i++) {
		const char *name = d->values_by_name[i].name;
		if (strlen(name) == len && memcmp(name, s, len) == 0) {
			number = d->values[d->values_by_name[i].index].value;
			memcpy(out, &number, sizeof(number));
			return NULL;
		}
	}
	return "ukjent verdi";
}

static const char *bytes_read(struct arena *a, const char *s, size_t len, ProtobufCBinaryData *out)
{
	out->data = arena_alloc(a, len / 4 * 3 + 2);
	if (!out->data)
		return JSON_NO_ROOM;
	return grpc_base64_read(out->data, &out->len, s, len) < 0 ? "ventet base64" : NULL;
}

const char *json_scalar_read(
    struct arena *a, const ProtobufCFieldDescriptor *f, const char *s, size_t len, bool quoted, void *out)
{
	switch (f->type) {
	case PROTOBUF_C_TYPE_BOOL:
		return "ventet true eller false";
	case PROTOBUF_C_TYPE_MESSAGE:
		return "ventet et objekt";
	case PROTOBUF_C_TYPE_STRING:
		return "ventet en tekst";
	case PROTOBUF_C_TYPE_BYTES:
		return quoted ? bytes_read(a, s, len, out) : "ventet base64";
	case PROTOBUF_C_TYPE_ENUM:
		return enum_read(f->descriptor, s, len, quoted, out);
	case PROTOBUF_C_TYPE_FLOAT:
		return float_read(s, len, quoted, out);
	case PROTOBUF_C_TYPE_DOUBLE:
		return double_read(s, len, quoted, out);
	default:
		return integer_read(f->type, s, len, out);
	}
}

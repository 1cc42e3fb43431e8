/* grpc: frames in any pieces, timeouts, codings and the rich errors, with what is malformed beside what is
 * right. */
#include <criterion/criterion.h>
#include <google/protobuf/any.pb-c.h>
#include <google/protobuf/duration.pb-c.h>
#include <google/rpc/error_details.pb-c.h>
#include <limits.h>
#include <omstilling/v1/plan.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grpc.h"

#define CAP (1 << 20)

static struct arena *a;

static void setup(void)
{
	a = arena_new(CAP);
}

static void teardown(void)
{
	arena_free(a);
}

TestSuite(grpc, .init = setup, .fini = teardown);

Test(grpc, code_names)
{
	cr_assert_str_eq(grpc_code_name(GRPC_OK), "OK");
	cr_assert_str_eq(grpc_code_name(GRPC_FAILED_PRECONDITION), "FAILED_PRECONDITION");
	cr_assert_str_eq(grpc_code_name(16), "UNAUTHENTICATED");
	cr_assert_str_eq(grpc_code_name(17), "UNKNOWN");
	cr_assert_str_eq(grpc_code_name(-1), "UNKNOWN");
}

/* Three frames: "abc", nothing, 300 bytes. */
static size_t three_frames(uint8_t out[512])
{
	size_t n = 0;
	grpc_frame_header(out, 3);
	memcpy(out + 5, "abc", 3);
	n = 8;
	grpc_frame_header(out + n, 0);
	n += 5;
	grpc_frame_header(out + n, 300);
	n += 5;
	for (size_t i = 0; i < 300; i++)
		out[n++] = (uint8_t)i;
	return n;
}

/* Feeds in pieces of step bytes and checks that the three messages come out, in order and whole. */
static void feed_by(size_t step)
{
	uint8_t in[512];
	size_t n = three_frames(in), got = 0, want[] = {3, 0, 300};
	struct grpc_reader r;
	grpc_reader_init(&r, 1000);
	for (size_t at = 0; at < n; at += step) {
		const uint8_t *p = in + at;
		size_t len = n - at < step ? n - at : step, msg_len;
		uint8_t *msg;
		enum grpc_read res;
		while ((res = grpc_reader_feed(&r, a, &p, &len, &msg, &msg_len)) == GRPC_READ_MESSAGE) {
			cr_assert_lt(got, 3);
			cr_assert_eq(msg_len, want[got]);
			if (got == 0)
				cr_assert_eq(memcmp(msg, "abc", 3), 0);
			if (got == 2)
				cr_assert_eq(memcmp(msg, in + n - 300, 300), 0);
			got++;
		}
		cr_assert_eq(res, GRPC_READ_MORE);
		cr_assert_eq(len, 0);
	}
	cr_assert_eq(got, 3);
	cr_assert(grpc_reader_clean(&r));
}

Test(grpc, frames_come_whole_out_of_any_pieces)
{
	for (size_t step = 1; step < 330; step++)
		feed_by(step);
}

Test(grpc, reader_is_clean_only_between_frames)
{
	struct grpc_reader r;
	uint8_t in[512], *msg;
	size_t msg_len;
	three_frames(in);
	grpc_reader_init(&r, 1000);
	cr_assert(grpc_reader_clean(&r));
	for (size_t i = 0; i < 8; i++) {
		const uint8_t *p = in + i;
		size_t len = 1;
		enum grpc_read res = grpc_reader_feed(&r, a, &p, &len, &msg, &msg_len);
		cr_assert_eq(res, i == 7 ? GRPC_READ_MESSAGE : GRPC_READ_MORE);
		cr_assert_eq(grpc_reader_clean(&r), i == 7);
	}
}

Test(grpc, bad_frames_are_told_apart_and_stay_bad)
{
	static const struct {
		uint8_t head[5];
		enum grpc_read want;
	} rows[] = {
	    {{0, 0, 0, 0, 101}, GRPC_READ_TOO_LARGE},
	    {{0, 0xff, 0xff, 0xff, 0xff}, GRPC_READ_TOO_LARGE},
	    {{0, 0, 0, 0, 100}, GRPC_READ_MORE},
	    {{1, 0, 0, 0, 1}, GRPC_READ_COMPRESSED},
	    {{2, 0, 0, 0, 1}, GRPC_READ_BAD},
	    {{0xff, 0, 0, 0, 0}, GRPC_READ_BAD},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct grpc_reader r;
		uint8_t *msg;
		size_t msg_len;
		grpc_reader_init(&r, 100);
		for (int again = 0; again < 2; again++) {
			const uint8_t *p = rows[i].head;
			size_t len = again ? 0 : 5;
			cr_assert_eq(
			    grpc_reader_feed(&r, a, &p, &len, &msg, &msg_len), rows[i].want, "row %zu", i);
		}
		cr_assert_not(grpc_reader_clean(&r));
	}
}

Test(grpc, reader_without_room_says_so)
{
	struct arena *small = arena_new(64);
	struct grpc_reader r;
	const uint8_t head[5] = {0, 0, 0, 0, 100}, *p = head;
	size_t len = 5, msg_len;
	uint8_t *msg;
	grpc_reader_init(&r, 1000);
	cr_assert_eq(grpc_reader_feed(&r, small, &p, &len, &msg, &msg_len), GRPC_READ_NO_MEMORY);
	arena_free(small);
}

Test(grpc, pack_makes_a_frame_that_unpacks)
{
	Omstilling__V1__GetPlanRequest req = OMSTILLING__V1__GET_PLAN_REQUEST__INIT;
	uint8_t *frame, *msg;
	size_t n, msg_len;
	struct grpc_reader r;
	req.plan = (char *)"sel/handlingsplan-2021";
	cr_assert_eq(grpc_frame_pack(a, &req.base, &frame, &n), 0);
	grpc_reader_init(&r, 1000);
	const uint8_t *p = frame;
	cr_assert_eq(grpc_reader_feed(&r, a, &p, &n, &msg, &msg_len), GRPC_READ_MESSAGE);
	Omstilling__V1__GetPlanRequest *back =
	    omstilling__v1__get_plan_request__unpack(arena_allocator(a), msg_len, msg);
	cr_assert_str_eq(back->plan, req.plan);
	struct arena *small = arena_new(8);
	cr_assert_eq(grpc_frame_pack(small, &req.base, &frame, &n), -1);
	arena_free(small);
}

Test(grpc, timeouts_parse)
{
	static const struct {
		const char *s;
		int64_t ms; /* -1: refused */
	} rows[] = {
	    {"100m", 100},
	    {"5S", 5000},
	    {"2M", 120000},
	    {"1H", 3600000},
	    {"1n", 1},
	    {"1000001n", 2},
	    {"1000000n", 1},
	    {"1u", 1},
	    {"1000u", 1},
	    {"1001u", 2},
	    {"0m", 0},
	    {"99999999m", 99999999},
	    {"99999999H", INT32_MAX},
	    {"00000001S", 1000},
	    {"", -1},
	    {"m", -1},
	    {"5", -1},
	    {"5s", -1},
	    {"5h", -1},
	    {"-5S", -1},
	    {"+5S", -1},
	    {" 5S", -1},
	    {"5 S", -1},
	    {"5S ", -1},
	    {"100000000m", -1},
	    {"1.5S", -1},
	    {"0x5S", -1},
	    {"5SS", -1},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t ms = -1;
		int rc = grpc_timeout_parse(rows[i].s, strlen(rows[i].s), &ms);
		cr_assert_eq(rc, rows[i].ms < 0 ? -1 : 0, "%s", rows[i].s);
		cr_assert_eq(ms, rows[i].ms, "%s gave %lld", rows[i].s, (long long)ms);
	}
}

Test(grpc, timeouts_format_within_eight_digits_and_never_early)
{
	static const int64_t rows[] = {0, 1, 1500, 99999998, 99999999, 100000000, 100000001, INT32_MAX, -5};
	char out[16];
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t back, ms = rows[i] < 0 ? 0 : rows[i];
		grpc_timeout_format(rows[i], out);
		cr_assert_leq(strlen(out), 9);
		cr_assert_eq(grpc_timeout_parse(out, strlen(out), &back), 0, "%s", out);
		cr_assert_geq(back, ms);
		cr_assert_leq(back, ms + 1000);
	}
	grpc_timeout_format(1500, out);
	cr_assert_str_eq(out, "1500m");
	grpc_timeout_format(INT64_MAX, out);
	cr_assert_str_eq(out, "99999999H");
}

Test(grpc, percent_coding)
{
	cr_assert_str_eq(grpc_percent_encode(a, "ikke din tur"), "ikke din tur");
	cr_assert_str_eq(grpc_percent_encode(a, "løpenr 100%\n~"), "l%C3%B8penr 100%25%0A~");
	cr_assert_str_eq(grpc_percent_encode(a, "\x7f"), "%7F");
	cr_assert_str_eq(grpc_percent_encode(a, ""), "");
	cr_assert_str_eq(
	    grpc_percent_encode(a, " ikke din tur. "), "%20ikke din tur.%20", "no header but for these");
	cr_assert_str_eq(grpc_percent_encode(a, " "), "%20");
	static const char *const rows[][2] = {
	    {"l%C3%B8p", "løp"},
	    {"%c3%b8", "ø"},
	    {"100%", "100%"},
	    {"%4", "%4"},
	    {"%zz", "%zz"},
	    {"%4x", "%4x"},
	    {"%%41", "%A"},
	    {"%00", "%00"},
	    {"%41", "A"},
	    {"", ""},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cr_assert_str_eq(grpc_percent_decode(a, rows[i][0], strlen(rows[i][0])), rows[i][1]);
	struct arena *small = arena_new(16);
	cr_assert_null(grpc_percent_encode(small, "øøøøøøøøøø"));
	cr_assert_null(grpc_percent_decode(small, "aaaaaaaaaaaaaaaaaaaa", 20));
	arena_free(small);
}

Test(grpc, a_long_text_is_cut_between_characters)
{
	static const char *const letters[] = {"a", "%", "å", "€", "\xf0\x9f\x98\x80"};
	static char text[100001];
	struct arena *a = arena_new(1 << 20);

	cr_assert_str_eq(grpc_text_cap(a, ""), "");
	cr_assert_str_eq(grpc_text_cap(a, "blåbær"), "blåbær");
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		size_t len = strlen(letters[i]), n = 0;
		for (; n + len < sizeof(text); n += len)
			memcpy(text + n, letters[i], len);
		text[n] = 0;
		const char *cut = grpc_text_cap(a, text);
		size_t encoded = strlen(grpc_percent_encode(a, cut));
		cr_assert_leq(encoded, GRPC_MESSAGE_MAX, "%s: %zu", letters[i], encoded);
		cr_assert_gt(encoded, GRPC_MESSAGE_MAX - 20, "%s: %zu", letters[i], encoded);
		cr_assert(grpc_utf8_valid((const uint8_t *)cut, strlen(cut)));
		cr_assert_str_eq(cut + strlen(cut) - 3, "...");
		cr_assert_eq((strlen(cut) - 3) % len, 0);
	}
	memset(text, 'x', GRPC_MESSAGE_MAX);
	text[GRPC_MESSAGE_MAX] = 0;
	cr_assert_eq(grpc_text_cap(a, text), text, "what just fits is left alone");
	arena_free(a);
}

Test(grpc, percent_decode_stops_at_its_length)
{
	cr_assert_str_eq(grpc_percent_decode(a, "ab%41", 4), "ab%4");
	cr_assert_str_eq(grpc_percent_decode(a, "ab%41", 3), "ab%");
}

Test(grpc, base64_by_the_rfc_and_back)
{
	static const char *const rows[][2] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"},
	    {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i][0]), back;
		char padded[16];
		cr_assert_str_eq(grpc_base64_encode(a, (const uint8_t *)rows[i][0], n), rows[i][1]);
		uint8_t *d = grpc_base64_decode(a, rows[i][1], strlen(rows[i][1]), &back);
		cr_assert_eq(back, n);
		cr_assert_eq(memcmp(d, rows[i][0], n), 0);
		size_t plen = grpc_base64_write(padded, (const uint8_t *)rows[i][0], n, true);
		cr_assert_eq(plen, GRPC_BASE64_SIZE(n));
		d = grpc_base64_decode(a, padded, plen, &back);
		cr_assert_eq(back, n);
		cr_assert_eq(memcmp(d, rows[i][0], n), 0);
	}
}

Test(grpc, base64_all_bytes_and_both_alphabets)
{
	uint8_t all[256];
	size_t n;
	for (size_t i = 0; i < 256; i++)
		all[i] = (uint8_t)(i * 7);
	for (size_t len = 0; len <= 256; len++) {
		char *s = grpc_base64_encode(a, all, len);
		uint8_t *d = grpc_base64_decode(a, s, strlen(s), &n);
		cr_assert_eq(n, len);
		cr_assert_eq(memcmp(d, all, len), 0);
	}
	cr_assert_eq(memcmp(grpc_base64_decode(a, "+/+/", 4, &n), "\xfb\xff\xbf", 3), 0);
	cr_assert_eq(memcmp(grpc_base64_decode(a, "-_-_", 4, &n), "\xfb\xff\xbf", 3), 0);
}

Test(grpc, base64_malformed_is_refused)
{
	static const char *const rows[] = {"A", "AAAAA", "A=", "AA=", "=", "==", "A===", "AA==A",
	    "AAAA=", "AAA==", "A A=", "AAAA\n", "Zh", "Zm9=", "AA,AA",
	    "\xc3\xb8"
	    "AA",
	    "AAA=AAA="};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n;
		cr_assert_null(grpc_base64_decode(a, rows[i], strlen(rows[i]), &n), "%s", rows[i]);
	}
}

/* Encodes st and reads it back. */
static struct status there_and_back(const struct status *st)
{
	struct status back = {0};
	char *b64 = grpc_status_details(a, st);
	cr_assert_not_null(b64);
	cr_assert_eq(grpc_status_from_details(a, b64, strlen(b64), &back), 0);
	return back;
}

Test(grpc, status_details_carry_everything)
{
	struct status st = {.code = GRPC_FAILED_PRECONDITION,
	    .reason = "ikke_din_tur",
	    .text = "Det er styret sin tur",
	    .detail = "{\"organ\":\"styringsgruppe\"}",
	    .hint = "Vent på rådet",
	    .field = "plan.tittel",
	    .retry_ms = 1250};
	struct status back = there_and_back(&st);
	cr_assert_str_eq(back.reason, st.reason);
	cr_assert_str_eq(back.detail, st.detail);
	cr_assert_str_eq(back.hint, st.hint);
	cr_assert_str_eq(back.field, st.field);
	cr_assert_eq(back.retry_ms, 1250);
}

Test(grpc, status_details_are_what_the_standard_says)
{
	struct status st = {
	    .code = GRPC_INVALID_ARGUMENT, .reason = "ugyldig_felt", .text = "feil", .field = "a.b"};
	char *b64 = grpc_status_details(a, &st);
	size_t n;
	uint8_t *bytes = grpc_base64_decode(a, b64, strlen(b64), &n);
	Google__Rpc__Status *s = google__rpc__status__unpack(arena_allocator(a), n, bytes);
	cr_assert_eq(s->code, 3);
	cr_assert_str_eq(s->message, "feil");
	cr_assert_eq(s->n_details, 2);
	cr_assert_str_eq(s->details[0]->type_url, "type.googleapis.com/google.rpc.ErrorInfo");
	cr_assert_str_eq(s->details[1]->type_url, "type.googleapis.com/google.rpc.BadRequest");
	Google__Rpc__ErrorInfo *info = google__rpc__error_info__unpack(
	    arena_allocator(a), s->details[0]->value.len, s->details[0]->value.data);
	cr_assert_str_eq(info->domain, "omstilling");
	cr_assert_eq(info->n_metadata, 0);
	Google__Rpc__BadRequest *bad = google__rpc__bad_request__unpack(
	    arena_allocator(a), s->details[1]->value.len, s->details[1]->value.data);
	cr_assert_str_eq(bad->field_violations[0]->description, "feil");
}

Test(grpc, status_details_of_parts)
{
	struct status none = {.code = GRPC_INTERNAL, .text = "x"}, hint = {.code = 9, .hint = "h"},
		      retry = {.code = 14, .retry_ms = UINT_MAX}, field = {.code = 3, .field = "f"};
	cr_assert_null(grpc_status_details(a, &none));
	struct status back = there_and_back(&hint);
	cr_assert_null(back.reason);
	cr_assert_str_eq(back.hint, "h");
	cr_assert_eq(there_and_back(&retry).retry_ms, UINT_MAX);
	cr_assert_str_eq(there_and_back(&field).field, "f");
}

Test(grpc, status_details_shed_what_does_not_fit_in_headers)
{
	char *big = malloc(GRPC_DETAILS_MAX + 1);
	memset(big, 'x', GRPC_DETAILS_MAX);
	big[GRPC_DETAILS_MAX] = '\0';
	struct status st = {.code = 9, .reason = "r", .detail = big, .hint = "h"}, both = st;
	both.hint = big;
	struct status back = there_and_back(&st);
	cr_assert_str_eq(back.reason, "r");
	cr_assert_null(back.detail);
	cr_assert_str_eq(back.hint, "h");
	back = there_and_back(&both);
	cr_assert_str_eq(back.reason, "r");
	cr_assert_null(back.hint);
	free(big);
}

Test(grpc, status_details_in_a_full_arena)
{
	struct status st = {
	    .code = 9, .reason = "reason", .detail = "{}", .hint = "h", .field = "f", .retry_ms = 1};
	for (size_t cap = 0; cap < 400; cap += 16) {
		struct arena *small = arena_new(cap);
		char *b64 = grpc_status_details(small, &st);
		cr_assert(b64 == NULL || strlen(b64) > 100);
		arena_free(small);
	}
}

Test(grpc, malformed_details_are_refused)
{
	static const char *const rows[] = {"!", "A", "/////w", "CgU", "GgEB"};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct status st = {0};
		cr_assert_eq(grpc_status_from_details(a, rows[i], strlen(rows[i]), &st), -1, "%s", rows[i]);
	}
}

/* A google.rpc.Status with one Any, in base64. */
static char *one_any(const char *type, const uint8_t *value, size_t len)
{
	Google__Protobuf__Any any = GOOGLE__PROTOBUF__ANY__INIT, *list[] = {&any};
	Google__Rpc__Status s = GOOGLE__RPC__STATUS__INIT;
	uint8_t buf[512];
	any.type_url = (char *)type;
	any.value = (ProtobufCBinaryData){len, (uint8_t *)value};
	s.n_details = 1;
	s.details = list;
	return grpc_base64_encode(a, buf, google__rpc__status__pack(&s, buf));
}

Test(grpc, unknown_details_are_passed_over_and_broken_ones_refused)
{
	static const uint8_t broken[] = {0x0a, 0x7f}, empty[1];
	static const char *const known[] = {"ErrorInfo", "BadRequest", "RetryInfo"};
	struct status st = {.reason = "kept"};
	char *s = one_any("type.googleapis.com/google.rpc.Help", broken, 2);
	cr_assert_eq(grpc_status_from_details(a, s, strlen(s), &st), 0);
	s = one_any("no slash", broken, 2);
	cr_assert_eq(grpc_status_from_details(a, s, strlen(s), &st), 0);
	cr_assert_str_eq(st.reason, "kept");
	for (size_t i = 0; i < 3; i++) {
		char type[80];
		snprintf(type, sizeof(type), "type.googleapis.com/google.rpc.%s", known[i]);
		s = one_any(type, broken, 2);
		cr_assert_eq(grpc_status_from_details(a, s, strlen(s), &st), -1, "%s", type);
		s = one_any(type, empty, 0);
		cr_assert_eq(grpc_status_from_details(a, s, strlen(s), &st), 0, "%s", type);
	}
	cr_assert_null(st.reason);
	cr_assert_null(st.field);
}

Test(grpc, retry_delay_is_clamped)
{
	static const struct {
		int64_t s;
		int32_t ns;
		unsigned want;
	} rows[] = {{0, 1000000, 1}, {3, 5000000, 3005}, {-1, 0, 0}, {1, -1, 0}, {INT64_MAX, 0, UINT_MAX}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		Google__Rpc__RetryInfo info = GOOGLE__RPC__RETRY_INFO__INIT;
		Google__Protobuf__Duration d = GOOGLE__PROTOBUF__DURATION__INIT;
		uint8_t buf[64];
		struct status st = {0};
		d.seconds = rows[i].s;
		d.nanos = rows[i].ns;
		info.retry_delay = &d;
		char *s = one_any("type.googleapis.com/google.rpc.RetryInfo", buf,
		    google__rpc__retry_info__pack(&info, buf));
		cr_assert_eq(grpc_status_from_details(a, s, strlen(s), &st), 0);
		cr_assert_eq(st.retry_ms, rows[i].want, "row %zu: %u", i, st.retry_ms);
	}
}

Test(grpc, utf8)
{
	static const struct {
		const char *s;
		bool ok;
	} rows[] = {
	    {"", true},
	    {"abc", true},
	    {"blåbærsyltetøy", true},
	    {"\xc2\x80", true},
	    {"\xdf\xbf", true},
	    {"\xe0\xa0\x80", true},
	    {"\xed\x9f\xbf", true},
	    {"\xee\x80\x80", true},
	    {"\xef\xbf\xbf", true},
	    {"\xf0\x90\x80\x80", true},
	    {"\xf4\x8f\xbf\xbf", true},
	    {"\x80", false},
	    {"\xbf", false},
	    {"\xc0\x80", false},
	    {"\xc1\xbf", false},
	    {"\xc2", false},
	    {"\xc2\x41", false},
	    {"\xe0\x9f\xbf", false},
	    {"\xe2\x82", false},
	    {"\xed\xa0\x80", false},
	    {"\xed\xbf\xbf", false},
	    {"\xf0\x8f\xbf\xbf", false},
	    {"\xf0\x90\x80", false},
	    {"\xf4\x90\x80\x80", false},
	    {"\xf5\x80\x80\x80", false},
	    {"\xff", false},
	    {"\xfe", false},
	    {"\xe2\x28\xa1", false},
	    {"\xe2\x82\x28", false},
	    {"\xf0\x90\x28\x80", false},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t before = 0; before < 20; before++) {
			char s[64];
			size_t n = strlen(rows[i].s);
			memset(s, 'a', sizeof(s));
			memcpy(s + before, rows[i].s, n);
			cr_assert_eq(grpc_utf8_valid((uint8_t *)s, before + n), rows[i].ok, "row %zu", i);
			cr_assert_eq(grpc_utf8_valid((uint8_t *)s, before + n + 1), rows[i].ok,
			    "row %zu with a character after it", i);
		}
}

Test(grpc, utf8_refuses_nul_anywhere)
{
	for (size_t at = 0; at < 24; at++) {
		uint8_t s[24];
		memset(s, 'a', 24);
		s[at] = 0;
		cr_assert_not(grpc_utf8_valid(s, 24));
		cr_assert(grpc_utf8_valid(s, at));
	}
}

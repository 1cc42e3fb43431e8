/*
 * vedlegg: uploads and downloads from socket to outcome, before a database that is played: what it is asked,
 * how much at a time, and what its answers become.
 */
#include "call_fixture.h"

#include <omstilling/v1/vedlegg.pb-c.h>

#define UPLOAD "/omstilling.v1.VedleggService/Upload"
#define DOWNLOAD "/omstilling.v1.VedleggService/Download"
#define PART (256 << 10)
#define PARTS_MAX 6

static const struct h2_nv token[] = {H2_NV("authorization", "Bearer t")};

/* --- what a client says --- */

static struct {
	uint8_t bytes[PARTS_MAX * (PART + 64)];
	size_t len;
} body;

static void say(const ProtobufCMessage *msg)
{
	size_t len = protobuf_c_message_get_packed_size(msg);

	cr_assert_leq(body.len + 5 + len, sizeof(body.bytes));
	grpc_frame_header(body.bytes + body.len, (uint32_t)len);
	protobuf_c_message_pack(msg, body.bytes + body.len + 5);
	body.len += 5 + len;
}

static void say_upload(const char *id, int64_t offset)
{
	Omstilling__V1__UploadRequest m = OMSTILLING__V1__UPLOAD_REQUEST__INIT;

	m.vedlegg = (char *)(uintptr_t)id;
	m.has_offset = offset > 0;
	m.offset = offset;
	say(&m.base);
}

static void say_data(size_t n)
{
	static uint8_t data[PART + 2048];
	Omstilling__V1__UploadRequest m = OMSTILLING__V1__UPLOAD_REQUEST__INIT;

	m.has_data = true;
	m.data = (ProtobufCBinaryData){n, data};
	say(&m.base);
}

static void say_download(const char *id, int64_t offset)
{
	Omstilling__V1__DownloadRequest m = OMSTILLING__V1__DOWNLOAD_REQUEST__INIT;

	m.vedlegg = (char *)(uintptr_t)id;
	m.has_offset = true;
	m.offset = offset;
	say(&m.base);
}

static void start(void)
{
	begin();
	env.message_max = 4 << 20;
	body.len = 0;
}

static struct h2_stream *call(const char *path, bool last)
{
	return post_as(path, token, 1, body.bytes, body.len, last);
}

/* --- what the database is asked, and says --- */

static const char open_a[] = "{\"vedlegg\":\"a\",\"offset\":\"0\"}";

/* So many bytes of content, from there on. */
static void asked_to_store(int64_t offset, size_t n)
{
	char start_of[128];
	size_t base64 = (n + 2) / 3 * 4;

	cr_assert(db.done, "the database was asked");
	cr_expect_str_eq(db.fn, "upload");
	snprintf(start_of, sizeof(start_of), "{\"vedlegg\":\"a\",\"offset\":\"%lld\"%s", (long long)offset,
	    n > 0 ? ",\"data\":\"" : "}");
	cr_expect_eq(strncmp(db.json, start_of, strlen(start_of)), 0, "%.80s, not %s", db.json, start_of);
	cr_expect_eq(db.json_len, strlen(start_of) + (n > 0 ? base64 + 2 : 0), "%zu bytes of JSON for %zu",
	    db.json_len, n);
}

static void says(const char *json)
{
	answer((struct db_result){.json = json});
	turn();
}

static void expect_end(enum grpc_code code, const char *reason)
{
	cr_expect_eq(got.code, (int)code, "%d %s", got.code, got.reason);
	cr_expect_str_eq(got.reason, reason);
	cr_expect_null(db.done, "nothing is under way");
}

/* --- up --- */

Test(vedlegg, a_file_goes_up_in_parts_of_which_one_is_under_way)
{
	start();
	say_upload("a", 0);
	for (int i = 0; i < 4; i++)
		say_data(200 << 10);
	call(UPLOAD, true);
	cr_expect_str_eq(db.json, open_a, "without content first: may he?");
	cr_expect_eq(strlen(db.token), 64);
	wait_ms(20);
	cr_expect_eq(db.calls, 1, "and nothing more until that is answered");
	says("{}");
	asked_to_store(0, PART);
	wait_ms(20);
	cr_expect_eq(db.calls, 2);
	cr_expect_lt(env.counts.buffered, 3 * PART, "a call holds a part and a message");
	says("{}");
	asked_to_store(PART, PART);
	says("{}");
	asked_to_store(2 * PART, PART);
	says("{}");
	asked_to_store(3 * PART, (800 << 10) - 3 * PART);
	cr_expect_eq(got.closed, 0);
	says("{\"vedlegg\":{\"id\":\"a\"}}");
	expect_end(GRPC_OK, "");
	cr_expect_eq(got.body_len, 5 + 5, "the attachment");
	end();
}

Test(vedlegg, the_last_part_waits_for_the_end_also_when_it_is_full)
{
	start();
	say_upload("a", 5 * PART);
	say_data(PART);
	struct h2_stream *s = call(UPLOAD, false);
	asked_to_store(5 * PART, 0);
	says("{}");
	cr_expect_null(db.done, "it may be the last");
	cr_assert_eq(h2_send(s, "", 0, true), 0);
	turn();
	asked_to_store(5 * PART, PART);
	says("{\"vedlegg\":{\"id\":\"a\"}}");
	expect_end(GRPC_OK, "");
	end();
}

Test(vedlegg, messages_larger_than_what_is_left_of_a_part)
{
	start();
	say_upload("a", 0);
	say_data(PART);
	say_data(PART + 1000);
	call(UPLOAD, true);
	says("{}");
	asked_to_store(0, PART);
	says("{}");
	asked_to_store(PART, PART);
	says("{}");
	asked_to_store(2 * PART, 1000);
	says("{\"vedlegg\":{\"id\":\"a\"}}");
	expect_end(GRPC_OK, "");
	end();
}

Test(vedlegg, an_empty_file)
{
	start();
	say_upload("a", 0);
	call(UPLOAD, true);
	says("{\"vedlegg\":{\"id\":\"a\"}}");
	asked_to_store(0, 0);
	says("{\"vedlegg\":{\"id\":\"a\"}}");
	expect_end(GRPC_OK, "");
	end();
}

Test(vedlegg, what_the_database_says_of_an_upload)
{
	start();
	say_upload("a", 7);
	call(UPLOAD, false);
	answer((struct db_result){.sqlstate = "RP010", .constraint = "feil_posisjon", .message = "Nei."});
	turn();
	expect_end(GRPC_ABORTED, "feil_posisjon");

	call(UPLOAD, true);
	says("{}");
	says("{}");
	expect_end(GRPC_FAILED_PRECONDITION, "opplastingen_er_ikke_hel");

	call(UPLOAD, true);
	says("{}");
	answer((struct db_result){0});
	turn();
	expect_end(GRPC_FAILED_PRECONDITION, "sha256_stemmer_ikke");

	call(UPLOAD, true);
	says("{}");
	says("{\"vedlegg\":1}");
	expect_end(GRPC_INTERNAL, "intern_feil");
	db.full = true;
	call(UPLOAD, true);
	expect_end(GRPC_UNAVAILABLE, "for_mange_kall");
	cr_expect_gt(got.retry_ms, 0);
	end();
}

Test(vedlegg, uploads_that_say_the_wrong_thing)
{
	start();
	call(UPLOAD, true);
	expect_end(GRPC_UNIMPLEMENTED, "mangler_melding");
	say_upload(NULL, 0);
	call(UPLOAD, true);
	expect_end(GRPC_INVALID_ARGUMENT, "felt_mangler");
	body.len = 0;
	say_data(10);
	call(UPLOAD, true);
	expect_end(GRPC_INVALID_ARGUMENT, "foerste_melding_er_uten_innhold");
	body.len = 0;
	say_upload("a", 0);
	say_data(PART + 1500);
	call(UPLOAD, true);
	says("{}");
	expect_end(GRPC_RESOURCE_EXHAUSTED, "melding_for_stor");
	cr_expect_eq(db.calls, 1);
	post_as(UPLOAD, NULL, 0, body.bytes, body.len, true);
	expect_end(GRPC_UNAUTHENTICATED, "ikke_innlogget");
	end();
}

Test(vedlegg, a_client_that_leaves_while_a_part_is_being_stored)
{
	start();
	say_upload("a", 0);
	say_data(PART);
	say_data(PART);
	struct h2_stream *s = call(UPLOAD, false);
	says("{}");
	asked_to_store(0, PART);
	h2_reset(s, H2_CANCEL);
	turn();
	cr_expect_eq(db.cancelled, 0, "what has come is kept");
	says("{}");
	cr_expect_eq(db.calls, 2, "and that was all");
	end();
}

Test(vedlegg, a_daemon_that_stops_ends_transfers_between_parts)
{
	start();
	say_upload("a", 0);
	struct h2_stream *s = call(UPLOAD, false);
	env.draining = true;
	cr_expect_eq(got.closed, 0);
	says("{}");
	expect_end(GRPC_UNAVAILABLE, "tjeneren_stanser");
	cr_expect_not_null(s);
	body.len = 0;
	say_download("a", 0);
	call(DOWNLOAD, true);
	says("{\"data\":\"aGVp\"}");
	expect_end(GRPC_UNAVAILABLE, "tjeneren_stanser");
	end();
}

/* So long has a client for its first message, for a part, and to take one. */
static void start_impatient(void)
{
	start();
	env.patience_ms = 200;
	env.stream_ms = 60000;
}

static void expect_given_up(void)
{
	cr_expect_eq(got.closed, 0);
	wait_ms(400);
	expect_end(GRPC_DEADLINE_EXCEEDED, "klienten_ventet_for_lenge");
}

Test(vedlegg, an_upload_whose_client_says_no_more_is_given_up)
{
	start_impatient();
	call(UPLOAD, false);
	expect_given_up();
	say_upload("a", 0);
	call(UPLOAD, false);
	wait_ms(400);
	cr_expect_eq(got.closed, 0, "it is the database that one waits for");
	says("{}");
	expect_given_up();
	cr_expect_eq(db.calls, 1, "nothing was stored");
	end();
}

Test(vedlegg, a_trickle_prolongs_nothing_but_a_whole_part_does)
{
	start_impatient();
	say_upload("a", 0);
	struct h2_stream *s = call(UPLOAD, false);
	says("{}");
	body.len = 0;
	say_data(PART);
	say_data(1);
	wait_ms(150);
	cr_assert_eq(h2_send(s, body.bytes, body.len, false), 0);
	turn();
	asked_to_store(0, PART);
	wait_ms(150);
	says("{}");
	wait_ms(150);
	cr_expect_eq(got.closed, 0, "the next part has its own time");
	body.len = 0;
	say_data(1);
	cr_assert_eq(h2_send(s, body.bytes, body.len, false), 0);
	wait_ms(150);
	expect_end(GRPC_DEADLINE_EXCEEDED, "klienten_ventet_for_lenge");
	cr_expect_eq(db.calls, 2);
	end();
}

/* --- down --- */

Test(vedlegg, a_download_that_nobody_takes_is_given_up)
{
	static char part[4 * PART / 3 + 32] = "{\"data\":\"";
	size_t quote = strlen(part);

	memset(part + quote, 'A', PART / 3 * 4);
	memcpy(part + quote + PART / 3 * 4, "\"}", 3);
	start_impatient();
	say_download("a", 0);
	take_nothing = true;
	call(DOWNLOAD, true);
	for (int i = 0; i < 3 && db.done; i++)
		says(part);
	cr_assert_null(db.done, "the window is full");
	cr_expect_eq(got.closed, 0);
	wait_ms(400);
	expect_end(GRPC_DEADLINE_EXCEEDED, "klienten_ventet_for_lenge");
	end();
}

Test(vedlegg, a_file_comes_down_part_by_part)
{
	start();
	say_download("a", 5);
	call(DOWNLOAD, true);
	cr_expect_str_eq(db.fn, "download");
	cr_expect_str_eq(db.json, "{\"vedlegg\":\"a\",\"offset\":\"5\"}");
	says("{\"data\":\"aGVp\"}");
	cr_expect_eq(got.body_len, 5 + 5);
	cr_expect_eq(memcmp(got.body + 7, "hei", 3), 0);
	cr_expect_str_eq(db.json, "{\"vedlegg\":\"a\",\"offset\":\"8\"}", "%s", db.json);
	says("{\"data\":\"aGVp\"}");
	cr_expect_str_eq(db.json, "{\"vedlegg\":\"a\",\"offset\":\"11\"}", "%s", db.json);
	cr_expect_eq(got.closed, 0);
	answer((struct db_result){0});
	turn();
	expect_end(GRPC_OK, "");
	cr_expect_eq(got.body_len, 2 * (5 + 5));
	end();
}

Test(vedlegg, downloads_that_are_refused_or_left)
{
	start();
	call(DOWNLOAD, true);
	expect_end(GRPC_UNIMPLEMENTED, "mangler_melding");
	say_download("a", 0);
	struct h2_stream *s = call(DOWNLOAD, true);
	answer((struct db_result){.sqlstate = "RP005", .constraint = "ukjent_vedlegg", .message = "Nei."});
	turn();
	expect_end(GRPC_NOT_FOUND, "ukjent_vedlegg");
	call(DOWNLOAD, true);
	says("[]");
	expect_end(GRPC_INTERNAL, "intern_feil");
	s = call(DOWNLOAD, true);
	h2_reset(s, H2_CANCEL);
	turn();
	says("{\"data\":\"aGVp\"}");
	cr_expect_eq(got.body_len, 0);
	say_download("a", 0);
	call(DOWNLOAD, true);
	says("{\"data\":\"aGVp\"}");
	cr_expect_eq(got.code, GRPC_UNIMPLEMENTED, "two questions");
	end();
}

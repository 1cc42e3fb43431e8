/*
 * vedlegg: files up and down; see vedlegg.h. Owns the cutting of a stream into parts, and one step at a time.
 *
 * Every step is one call of stroem.upload or stroem.download under the caller's own token: who may, where an
 * upload goes on and when a file is whole is SQL's to say, and what breaks off loses at most one part. While
 * a step is under way no more is taken from the stream, so that a call holds two parts at most, however large
 * the file is and however slow its other end; and an other end that takes too long over one part is left.
 *
 * What a call owns lives in its arena; only a step's own memory is freed after it.
 */
#include "vedlegg.h"

#include <omstilling/v1/vedlegg.pb-c.h>
#include <string.h>

#include "answer.h"
#include "call.h"
#include "proto/json.h"
#include "status.h"

#define PART (256u << 10)		   /* bytes, as core.vedlegg_del has it */
#define UPLOAD_MESSAGE_MAX (PART + 1024)   /* content and what protobuf adds */
#define BUFFER (PART + UPLOAD_MESSAGE_MAX) /* a part that is not full, and one more message */
#define STEP_MAX (4u << 20)		   /* a step's memory: a part, as bytes and as base64 */
#define STEP_MS 60000			   /* a step that waits longer is given up */
#define BUSY_MS 500
#define ID_MAX 64

struct transfer {
	struct call *c;
	char *id;
	int64_t offset; /* upload: of the buffer's first byte; download: of the next part */
	uint8_t *buffer;
	size_t len, sent;   /* in the buffer; of these with the step under way */
	struct arena *step; /* of the step under way: the database borrows from it */
	bool last;	    /* upload: the step under way is the last one */
};

/* --- what both have */

static void fail(struct call *c, enum grpc_code code, const char *reason, const char *text)
{
	const struct status st = {
	    .code = code, .reason = reason, .text = text, .retry_ms = code == GRPC_UNAVAILABLE ? BUSY_MS : 0};

	call_end(c, &st);
}

static void fail_busy(struct call *c)
{
	fail(c, GRPC_UNAVAILABLE, "for_mange_kall", "Tjeneren har for mye å gjøre. Prøv igjen om litt.");
}

static void fail_internal(struct call *c, const char *why)
{
	log_msg(LOG_ERROR, call_log(c), "stroem.%s: %s", call_step(c)->name, why);
	fail(c, GRPC_INTERNAL, "intern_feil", "Det oppsto en intern feil. Den er logget.");
}

/* What the database refused. Whether a step that was cut off was stored, the next start tells. */
static void fail_db(struct call *c, const struct db_result *res)
{
	struct status st;

	if (status_from_db(res, &st))
		log_msg(LOG_ERROR, call_log(c), "stroem.%s: %s: %s", call_step(c)->name, res->sqlstate,
		    res->message ? res->message : "");
	call_end(c, &st);
}

/* A daemon that stops lets nobody wait for a long file: it is gone on with at another, or later. */
static bool stops(struct call *c)
{
	if (!call_env(c)->draining)
		return false;
	fail(c, GRPC_UNAVAILABLE, "tjeneren_stanser", "Tjeneren stanser. Fortsett overføringen om litt.");
	return true;
}

/* NULL: the call has got its outcome. */
static struct transfer *transfer_new(struct call *c, const char *id, int64_t offset)
{
	struct transfer *t = arena_zalloc(call_arena(c), sizeof(*t));

	if (!id || !*id || strnlen(id, ID_MAX) == ID_MAX) {
		fail(c, GRPC_INVALID_ARGUMENT, "felt_mangler", "Feltet vedlegg mangler eller er for langt.");
		return NULL;
	}
	if (!t || !call_charge(c, BUFFER) || !(t->id = arena_strndup(call_arena(c), id, strlen(id)))) {
		fail_busy(c);
		return NULL;
	}
	t->c = c;
	t->offset = offset;
	call_set_data(c, t);
	return t;
}

/* Sends one step; done ends it. */
static void step(
    struct transfer *t, const ProtobufCMessage *req, void (*done)(void *arg, const struct db_result *res))
{
	struct call *c = t->c;
	int left = call_time_left(c);
	size_t len = 0;
	const char *json;

	call_patience(c, false); /* how long the database may take, says the step */
	t->step = arena_new(STEP_MAX);
	json = t->step ? json_from_message(t->step, req, &len) : NULL;
	call_hold(c);
	if (json && db_call(call_env(c)->db, call_step(c), call_token_hash(c), json, len,
			left < STEP_MS ? left : STEP_MS, done, t))
		return;
	arena_free(t->step);
	t->step = NULL;
	fail_busy(c);
	call_release(c);
}

static void missing(struct call *c)
{
	fail(c, GRPC_UNIMPLEMENTED, "mangler_melding", "Metoden krever en melding.");
}

/* --- Upload */

static void upload_step(struct transfer *t, size_t n);

static void upload_answer(struct transfer *t, const struct db_result *res)
{
	struct status st = {0};
	Omstilling__V1__UploadResponse *reply =
	    (void *)answer_read(call_arena(t->c), &omstilling__v1__upload_response__descriptor, res, &st);

	if (!reply)
		fail_internal(t->c, "returned what is not the reply");
	else if (!reply->vedlegg)
		fail(t->c, GRPC_FAILED_PRECONDITION, "opplastingen_er_ikke_hel",
		    "Strømmen tok slutt før hele filen var sendt. Start på nytt for å fortsette.");
	else
		call_reply(t->c, &reply->base);
}

/* A part is stored: the next may come. */
static void upload_go_on(struct transfer *t)
{
	if (!t->buffer && !(t->buffer = arena_alloc(call_arena(t->c), BUFFER))) {
		fail_busy(t->c);
		return;
	}
	t->len -= t->sent;
	memmove(t->buffer, t->buffer + t->sent, t->len);
	t->offset += (int64_t)t->sent;
	if (stops(t->c))
		return;
	if (t->len > PART) {
		upload_step(t, PART);
		return;
	}
	call_patience(t->c, true);
	call_resume(t->c);
}

static void on_stored(void *arg, const struct db_result *res)
{
	struct transfer *t = arg;

	arena_free(t->step);
	t->step = NULL;
	if (!call_over(t->c)) {
		if (res->sqlstate)
			fail_db(t->c, res);
		else if (!res->json) /* stroem.upload says so by no row: a refusal would keep what it drops */
			fail(t->c, GRPC_FAILED_PRECONDITION, "sha256_stemmer_ikke",
			    "Innholdet har en annen SHA-256 enn den som ble oppgitt. Det er forkastet.");
		else if (t->last)
			upload_answer(t, res);
		else
			upload_go_on(t);
	}
	call_release(t->c);
}

static void upload_step(struct transfer *t, size_t n)
{
	Omstilling__V1__UploadRequest req = OMSTILLING__V1__UPLOAD_REQUEST__INIT;

	req.vedlegg = t->id;
	req.has_offset = true;
	req.offset = t->offset;
	req.has_data = n > 0;
	req.data = (ProtobufCBinaryData){n, t->buffer};
	t->sent = n;
	call_pause(t->c);
	step(t, &req.base, on_stored);
}

/* Without content: whether he may, and from there, is known before any is taken. */
static void upload_open(struct call *c, const Omstilling__V1__UploadRequest *in)
{
	struct transfer *t;

	if (in->data.len > 0) {
		fail(c, GRPC_INVALID_ARGUMENT, "foerste_melding_er_uten_innhold",
		    "Den første meldingen sier hvilket vedlegg og hvorfra; innholdet kommer i de neste.");
		return;
	}
	t = transfer_new(c, in->vedlegg, in->offset);
	if (t)
		upload_step(t, 0);
}

static void upload(struct call *c, const ProtobufCMessage *msg)
{
	const Omstilling__V1__UploadRequest *in = (const Omstilling__V1__UploadRequest *)msg;
	struct transfer *t = call_data(c);

	if (!t) {
		upload_open(c, in);
		return;
	}
	if (in->data.len > 0) /* the buffer has room for it: the message was not larger than may be */
		memcpy(t->buffer + t->len, in->data.data, in->data.len);
	t->len += in->data.len;
	/* A part that is just full may be the last: it waits until it is known. */
	if (t->len > PART)
		upload_step(t, PART);
}

static void upload_end(struct call *c)
{
	struct transfer *t = call_data(c);

	if (!t) {
		missing(c);
		return;
	}
	t->last = true;
	upload_step(t, t->len);
}

/* --- Download */

static void download_send(struct transfer *t, const struct db_result *res)
{
	struct status st = {0};
	struct arena *a = arena_new(STEP_MAX);
	Omstilling__V1__DownloadResponse *part =
	    a ? (void *)answer_read(a, &omstilling__v1__download_response__descriptor, res, &st) : NULL;

	if (!part) {
		fail_internal(t->c, "returned what is not a part");
	} else {
		t->offset += (int64_t)part->data.len;
		call_patience(t->c, true);
		if (call_send(t->c, &part->base))
			fail_busy(t->c);
	}
	arena_free(a);
}

static void on_part(void *arg, const struct db_result *res)
{
	struct transfer *t = arg;

	arena_free(t->step);
	t->step = NULL;
	if (!call_over(t->c)) {
		if (res->sqlstate)
			fail_db(t->c, res);
		else if (!res->json) /* no row: there is no more */
			call_end(t->c, NULL);
		else if (!stops(t->c))
			download_send(t, res);
	}
	call_release(t->c);
}

/* The next part, when the one before it has been taken. */
static void download_step(struct call *c)
{
	Omstilling__V1__DownloadRequest req = OMSTILLING__V1__DOWNLOAD_REQUEST__INIT;
	struct transfer *t = call_data(c);

	req.vedlegg = t->id;
	req.has_offset = true;
	req.offset = t->offset;
	step(t, &req.base, on_part);
}

static void download(struct call *c, const ProtobufCMessage *msg)
{
	const Omstilling__V1__DownloadRequest *in = (const Omstilling__V1__DownloadRequest *)msg;

	if (call_data(c))
		fail(c, GRPC_UNIMPLEMENTED, "for_mange_meldinger", "Metoden tar imot én melding.");
	else if (transfer_new(c, in->vedlegg, in->offset))
		download_step(c);
}

static void download_end(struct call *c)
{
	if (!call_data(c))
		missing(c);
}

const struct rpc_native vedlegg_methods[] = {
    {.path = "/omstilling.v1.VedleggService/Upload",
	.steps = true,
	.message_max = UPLOAD_MESSAGE_MAX,
	.message = upload,
	.end = upload_end},
    {.path = "/omstilling.v1.VedleggService/Download",
	.steps = true,
	.message = download,
	.end = download_end,
	.writable = download_step},
    {0},
};

/*
 * call_send: replies, statuses and the messages of a stream, on their way out.
 */
#include "call_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATUS_FIELDS 6
#define CODE_SIZE 12

static const struct h2_nv head[] = {H2_NV(":status", "200"), H2_NV("content-type", "application/grpc")};
static const struct h2_nv ok[] = {H2_NV("grpc-status", "0")};

static struct h2_nv field(const char *name, const char *value)
{
	return (struct h2_nv){name, value, strlen(name), strlen(value)};
}

/* Trailers, or with their head in front a whole answer. What does not fit into the arena is left out, never
 * the code. */
static void send_fields(struct call *c, const struct status *outcome)
{
	struct status capped = *outcome, *st = &capped;
	if (outcome->text)
		capped.text = grpc_text_cap(c->arena, outcome->text);

	struct h2_nv *nv = arena_alloc(c->arena, STATUS_FIELDS * sizeof(*nv));
	char *code = arena_alloc(c->arena, CODE_SIZE);
	char *text = st->text ? grpc_percent_encode(c->arena, st->text) : NULL;
	char *details = grpc_status_details(c->arena, st);
	size_t n = 0;

	if (!nv || !code) {
		h2_reset(c->stream, H2_ENHANCE_YOUR_CALM);
		return;
	}
	snprintf(code, CODE_SIZE, "%d", (int)st->code);
	if (!c->head_sent) {
		nv[n++] = head[0];
		nv[n++] = head[1];
	}
	nv[n++] = field("grpc-status", code);
	if (text)
		nv[n++] = field("grpc-message", text);
	if (details)
		nv[n++] = field("grpc-status-details-bin", details);
	if (st->code == GRPC_UNIMPLEMENTED)
		nv[n++] = (struct h2_nv)H2_NV("grpc-accept-encoding", "identity");
	int rc = !c->head_sent ? h2_respond_only(c->stream, nv, n)
		 : c->cut      ? h2_cut(c->stream, nv, n)
			       : h2_finish(c->stream, nv, n);
	if (rc != 0)
		h2_reset(c->stream, H2_INTERNAL_ERROR);
}

static int send_head(struct call *c)
{
	if (c->head_sent)
		return 0;
	c->head_sent = true;
	return h2_respond(c->stream, head, 2);
}

/* A proxy that loses us before any answer may tell its client that the call was refused (seen: HAProxy's
 * REFUSED_STREAM), and clients make such a call again by themselves. With a head it cannot. */
void call_send_begun(struct call *c)
{
	if (c->stream && send_head(c) != 0)
		h2_reset(c->stream, H2_INTERNAL_ERROR);
}

const struct status *call_pack_reply(struct call *c, const ProtobufCMessage *reply)
{
	static const struct status large = {.code = GRPC_RESOURCE_EXHAUSTED,
	    .reason = "svaret_er_for_stort",
	    .text = "Svaret er større enn tjeneren kan gi."};
	static const struct status busy = {.code = GRPC_UNAVAILABLE,
	    .reason = "for_mange_kall",
	    .text = "Tjeneren har for mye å gjøre. Prøv igjen om litt.",
	    .retry_ms = CALL_RETRY_MS};

	if (grpc_frame_pack(c->arena, reply, &c->frame, &c->frame_len) != 0)
		return &large;
	return call_charge(c, c->frame_len) ? NULL : &busy;
}

void call_send_outcome(struct call *c, const struct status *st)
{
	int rc;

	if (!c->stream)
		return;
	if (st && st->code != GRPC_OK) {
		send_fields(c, st);
		return;
	}
	rc = send_head(c);
	if (rc == 0 && c->frame)
		rc = h2_send(c->stream, c->frame, c->frame_len, false);
	if (rc == 0)
		rc = h2_finish(c->stream, ok, 1);
	if (rc != 0)
		h2_reset(c->stream, H2_INTERNAL_ERROR);
}

int call_send(struct call *c, const ProtobufCMessage *msg)
{
	size_t len;

	if (c->state != CALL_RUNNING || c->out || !c->stream)
		return -1;
	len = protobuf_c_message_get_packed_size(msg);
	if (len > UINT32_MAX)
		return -1;
	c->out = malloc(GRPC_FRAME_HEADER + len);
	if (!c->out)
		return -1;
	grpc_frame_header(c->out, (uint32_t)len);
	protobuf_c_message_pack(msg, c->out + GRPC_FRAME_HEADER);
	if (send_head(c) == 0 && h2_send(c->stream, c->out, GRPC_FRAME_HEADER + len, false) == 0)
		return 0;
	free(c->out);
	c->out = NULL;
	return -1;
}

void call_drained(struct h2_stream *s)
{
	struct call *c = h2_stream_arg(s);

	if (!c || !c->out)
		return;
	free(c->out);
	c->out = NULL;
	if (c->state == CALL_RUNNING && c->method->native->writable)
		c->method->native->writable(c);
	if (c->state == CALL_RUNNING)
		call_feed_waiting(c);
}

void call_send_http(struct h2_stream *s, const char *status)
{
	const struct h2_nv nv[] = {
	    field(":status", status), H2_NV("accept", "application/grpc"), H2_NV("allow", "POST")};

	if (h2_respond_only(s, nv, sizeof(nv) / sizeof(nv[0])) != 0)
		h2_reset(s, H2_INTERNAL_ERROR);
}

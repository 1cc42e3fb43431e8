/*
 * grpc: what gRPC adds to HTTP/2, as pure functions: message frames, status, metadata, timeouts, percent
 * coding.
 *
 * Owns no connection and does no I/O; both programs use it.
 */
#pragma once

#include <google/rpc/status.pb-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

/* gRPC status codes, as the standard numbers them. */
enum grpc_code {
	GRPC_OK = 0,
	GRPC_CANCELLED = 1,
	GRPC_UNKNOWN = 2,
	GRPC_INVALID_ARGUMENT = 3,
	GRPC_DEADLINE_EXCEEDED = 4,
	GRPC_NOT_FOUND = 5,
	GRPC_ALREADY_EXISTS = 6,
	GRPC_PERMISSION_DENIED = 7,
	GRPC_RESOURCE_EXHAUSTED = 8,
	GRPC_FAILED_PRECONDITION = 9,
	GRPC_ABORTED = 10,
	GRPC_OUT_OF_RANGE = 11,
	GRPC_UNIMPLEMENTED = 12,
	GRPC_INTERNAL = 13,
	GRPC_UNAVAILABLE = 14,
	GRPC_DATA_LOSS = 15,
	GRPC_UNAUTHENTICATED = 16,
};

/*
 * The outcome of a call. All strings are borrowed from whoever filled it in (an arena or a constant); unset
 * is NULL. On the wire: grpc-status = code, grpc-message = text, grpc-status-details-bin = google.rpc.Status
 * with ErrorInfo{reason, domain "omstilling", metadata}, BadRequest when field is set, RetryInfo when
 * retry_ms > 0.
 */
struct status {
	enum grpc_code code;
	const char *reason; /* machine-readable, e.g. "ikke_din_tur" */
	const char *text;   /* for people, bokmål, UTF-8 */
	const char *detail; /* JSON object; travels as ErrorInfo.metadata["detalj"] */
	const char *hint;   /* travels as ErrorInfo.metadata["hint"] */
	const char *field;  /* BadRequest field path */
	unsigned retry_ms;
};

/* "INVALID_ARGUMENT" and so on; "UNKNOWN" for a number outside the table. */
const char *grpc_code_name(int code);

/* Length of the message frame's header: one flag byte and a big-endian 32-bit length. */
#define GRPC_FRAME_HEADER 5

/*
 * Incremental reader of message frames. Feed bytes as they come; complete messages are handed out in order.
 */
struct grpc_reader {
	uint8_t head[GRPC_FRAME_HEADER];
	size_t head_len;
	uint8_t *body; /* in the arena */
	size_t body_len, body_size;
	size_t cap; /* largest message accepted */
};

void grpc_reader_init(struct grpc_reader *r, size_t cap);

enum grpc_read {
	GRPC_READ_MORE,	      /* all bytes taken, message not complete */
	GRPC_READ_MESSAGE,    /* msg and msg_len hold one message (in the arena); call again with the rest */
	GRPC_READ_TOO_LARGE,  /* announced length above the cap: RESOURCE_EXHAUSTED */
	GRPC_READ_COMPRESSED, /* flag byte 1 without a grpc-encoding that we know: UNIMPLEMENTED */
	GRPC_READ_BAD,	      /* flag byte neither 0 nor 1: INTERNAL by the standard */
	GRPC_READ_NO_MEMORY,
};

/* Takes bytes from data, len (advancing both) until a message is complete or all are taken. */
enum grpc_read grpc_reader_feed(struct grpc_reader *r, struct arena *a, const uint8_t **data, size_t *len,
    uint8_t **msg, size_t *msg_len);

/* True when the stream may end here: no frame is half read. */
bool grpc_reader_clean(const struct grpc_reader *r);

/* Writes the frame header for a message of len bytes. */
void grpc_frame_header(uint8_t out[GRPC_FRAME_HEADER], uint32_t len);

/* Packs a message into a new frame in the arena; 0, or -1 when the arena is full. */
int grpc_frame_pack(struct arena *a, const ProtobufCMessage *msg, uint8_t **out, size_t *out_len)
    __attribute__((warn_unused_result));

/*
 * Parses a grpc-timeout value ("100m", "5S" ...) into milliseconds, rounding up, at most ~24 days.
 * 0 or -1 when it is not a valid value.
 */
int grpc_timeout_parse(const char *s, size_t len, int64_t *ms) __attribute__((warn_unused_result));
/* Writes ms as a grpc-timeout value into out. */
void grpc_timeout_format(int64_t ms, char out[16]);

/* Percent-encodes / -decodes a grpc-message in the arena; NULL when it is full. Decoding keeps what is
 * malformed. */
char *grpc_percent_encode(struct arena *a, const char *s) __attribute__((warn_unused_result));
char *grpc_percent_decode(struct arena *a, const char *s, size_t len) __attribute__((warn_unused_result));

/*
 * A text for a grpc-message: s itself, or so many of its first characters that, percent-encoded, they take
 * GRPC_MESSAGE_MAX bytes at most, and "..."; NULL when the arena is full. Texts may quote what a caller sent,
 * and headers that are too large are not sent at all.
 */
#define GRPC_MESSAGE_MAX 1500
const char *grpc_text_cap(struct arena *a, const char *s) __attribute__((warn_unused_result));

/* Base64 of -bin metadata: written without padding, read with or without. NULL when bad or full. */
char *grpc_base64_encode(struct arena *a, const uint8_t *data, size_t len)
    __attribute__((warn_unused_result));
uint8_t *grpc_base64_decode(struct arena *a, const char *s, size_t len, size_t *out_len)
    __attribute__((warn_unused_result));

/*
 * The same into memory of the caller. Writing takes GRPC_BASE64_SIZE(len) bytes at most and returns how many
 * it wrote, no terminating zero. Reading takes len / 4 * 3 + 2 bytes at most; both alphabets are read; 0, or
 * -1 when bad.
 */
#define GRPC_BASE64_SIZE(len) (((len) + 2) / 3 * 4)
size_t grpc_base64_write(char *out, const uint8_t *data, size_t len, bool pad);
int grpc_base64_read(uint8_t *out, size_t *out_len, const char *s, size_t len)
    __attribute__((warn_unused_result));

/*
 * grpc-status-details-bin value of a status (already base64); NULL when there is nothing to tell or the arena
 * is full. Many clients take no more than 8 KiB of headers: above GRPC_DETAILS_MAX bytes the detail is left
 * out, then the hint.
 */
#define GRPC_DETAILS_MAX 6000
char *grpc_status_details(struct arena *a, const struct status *st) __attribute__((warn_unused_result));
/* The reverse, for the client: fills reason, detail, hint, field, retry_ms; 0, or -1 when malformed. */
int grpc_status_from_details(struct arena *a, const char *b64, size_t len, struct status *st)
    __attribute__((warn_unused_result));

/* True for valid UTF-8 without NUL, surrogates and overlong forms. */
bool grpc_utf8_valid(const uint8_t *s, size_t len);

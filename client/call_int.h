/*
 * call_int: what the files of call share. call.c owns the connection and the waiting; call_stream.c one call
 * on it, message by message.
 */
#pragma once

#include <event2/event.h>

#include "call.h"
#include "proto/h2.h"

struct call_link {
	struct arena *own; /* holds this too */
	struct event_base *base;
	const char *authority;
	bool tls;
	struct h2 *h2;
	struct call_stream *stream; /* the one under way */
	struct event *interrupt;
	void (*tick)(void *arg, int64_t bytes); /* NULL: none */
	void *tick_arg;
	int64_t bytes;	  /* of the reply under way */
	const char *gone; /* why the session ended; NULL while it lives */
	struct status dial_st;
	int alert;	  /* of TLS; 0: none */
	bool certificate; /* we have shown one */
	bool dialled, interrupted, late;
};

/* call_stream.c: what the session tells. */
extern const struct h2_handler call_handler;

/* Ctrl-C is ours between these two: else it ends the program as any other. 0, or -1. */
int call_watch_interrupt(struct call_link *l) __attribute__((warn_unused_result));
void call_unwatch_interrupt(struct call_link *l);

/* Runs the loop until *done, the time is out (below 0: never), Ctrl-C, or the session has gone. */
void call_wait(struct call_link *l, const bool *done, int64_t timeout_ms);

/* What ended the waiting, where it was not the peer. */
struct status call_own_status(const struct call_link *l);

/* As call_stream_open; above 0, timeout_ms is a deadline for the whole call, and the server is told. */
struct call_stream *call_stream_start(struct call_link *l, struct arena *a, const char *path,
    const char *token, int64_t timeout_ms, int64_t patience_ms, struct status *st)
    __attribute__((warn_unused_result));
/* As call_stream_send and call_stream_end in one. */
int call_stream_send_last(struct call_stream *s, const ProtobufCMessage *msg)
    __attribute__((warn_unused_result));
/* True when the peer ended the stream well, and after a whole message. */
bool call_stream_clean(const struct call_stream *s);

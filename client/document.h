/*
 * document: something to be kept, printed or sent, made in memory and written whole: to a file that is
 * replaced in one step, or to standard output.
 *
 * Owns how it is written, and which calls' refusals a document may leave out. Leaves out what stands in it.
 */
#pragma once

#include "cli.h"

struct document {
	struct out out; /* in memory */
	char *text;
	size_t len;
};

/* 0, or -1 with st. */
int document_begin(struct document *d, struct cli *cli, struct status *st)
    __attribute__((warn_unused_result));

/*
 * Writes what was put to d->out: to path, whose readers see the old file or the new one, never a part; "-" or
 * NULL: to where answers go. Frees it. 0, or -1 with st.
 */
int document_end(struct document *d, struct cli *cli, const char *path, struct status *st)
    __attribute__((warn_unused_result));

/* Frees what was begun, unwritten. */
void document_drop(struct document *d);

/* The call of the command with its one reply; as document when render is given, else (--output json) as the
 * message. What is typed as FIL says where. */
int document_run(struct cli *cli, const struct cmd_match *m,
    void (*render)(struct out *o, const ProtobufCMessage *reply), struct status *st)
    __attribute__((warn_unused_result));

/*
 * As cli_call_all, for a part of a document that not everybody may see: NULL with st->code GRPC_OK when the
 * server says that it is not there for this reader.
 */
ProtobufCMessage *document_part(struct cli *cli, const char *method, ProtobufCMessage *req, struct status *st)
    __attribute__((warn_unused_result));

/* For what is made of many messages and has no JSON: -1 with st when --output json is asked for. */
int document_only(struct cli *cli, const char *form, struct status *st) __attribute__((warn_unused_result));

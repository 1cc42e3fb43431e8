/*
 * planfile: a plan as a file: a SavePlanRequest, or the bare document, as YAML or JSON.
 *
 * Owns the choice of form and the telling of a request from the document in it. Leaves out the calls.
 */
#pragma once

#include <omstilling/v1/plan.pb-c.h>

#include "call.h"
#include "out.h"
#include "proto/grpc.h"

#define PLANFILE_MAX CALL_REPLY_MAX /* the server's own cap is smaller, and answers for itself */

/* Fills in st for an error of the system with a file; returns -1. */
int planfile_error(struct arena *a, const char *path, int error, struct status *st);

/* The whole file, "-" for standard input. NULL with st. */
char *planfile_read(struct arena *a, const char *path, size_t *len, struct status *st)
    __attribute__((warn_unused_result));

/* Whether the text is a whole request, with the plan's name or etag round the document. */
bool planfile_is_wrapped(const char *text, size_t len);

/* The text, YAML or JSON, as a message of the type. NULL with st. */
ProtobufCMessage *planfile_parse(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text,
    size_t len, struct status *st) __attribute__((warn_unused_result));

/* What was read of a plan, as the request that would save it. */
void planfile_request(const Omstilling__V1__GetPlanResponse *r, Omstilling__V1__SavePlanRequest *file);

/* Writes the request to path ("-" or NULL: to `to`), as YAML when yaml or when the name ends like that, else
 * as JSON. 0, or -1 with st. */
int planfile_write(const struct out *to, const char *path, bool yaml,
    const Omstilling__V1__SavePlanRequest *file, struct status *st) __attribute__((warn_unused_result));

/*
 * report: errors for people, on stderr: `omstilling: reason: text`, then what helps; and the exit status.
 */
#pragma once

#include "out.h"
#include "proto/grpc.h"

#define REPORT_USAGE 2 /* exit status of wrong usage */

/* Writes it and returns the exit status: 2 for what the command line got wrong, else 10 + gRPC code. */
int report_error(struct out *err, const struct status *st);

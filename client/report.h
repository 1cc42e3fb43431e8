/*
 * report: errors for people, on stderr: `omstilling: reason: text`, then what helps; and the exit status.
 */
#pragma once

#include "out.h"
#include "proto/grpc.h"

#define REPORT_USAGE 2	       /* exit status of wrong usage */
#define REPORT_INTERRUPTED 130 /* as a shell says of a program that Ctrl-C ended */

/*
 * Writes it and returns the exit status: 2 for what the command line got wrong, 130 for Ctrl-C, else 10 +
 * gRPC code.
 */
int report_error(struct out *err, const struct status *st);

/*
 * log: one line an event on stderr: time, level, connection, call, user, method, outcome, text; as text for
 * people, or as one JSON object for machines.
 *
 * No secret is ever passed here; what values from outside hold of control characters, quotes and bytes that
 * are no UTF-8 is escaped, in both forms.
 */
#pragma once

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };
enum log_format { LOG_TEXT, LOG_JSON };

/* Who and what a line is about; zero and NULL parts are left out. */
struct log_ctx {
	unsigned long long conn, call;
	const char *user;	   /* the first 8 hex digits of the token's hash */
	const char *method, *code; /* a call that has ended: of the contract, and gRPC's name */
	bool timed;		   /* ms is told */
	unsigned long long ms;
};

void log_set_level(enum log_level level);
void log_set_format(enum log_format format);
void log_msg(enum log_level level, const struct log_ctx *ctx, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

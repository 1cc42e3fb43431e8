/*
 * log: one line an event on stderr: time, level, connection, call, user, text.
 *
 * No secret is ever passed here; values from outside are escaped (control characters, quotes).
 */
#pragma once

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* Who a line is about; zero and NULL parts are left out. */
struct log_ctx {
	unsigned long long conn, call;
	const char *user; /* brukernavn or the first 8 hex digits of the token's hash */
};

void log_set_level(enum log_level level);
void log_msg(enum log_level level, const struct log_ctx *ctx, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

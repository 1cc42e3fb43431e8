/*
 * log: see log.h. Owns the level and the format of a line; a line is one write(2), so that lines of the
 * daemon and of its children never mix. Leaves out files and rotation: that is the business of whoever holds
 * stderr.
 */
#include "log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOG_LINE_MAX 2048 /* bytes; a longer text is cut, so that one write stays atomic on a pipe */

static const char *const level_names[] = {"error", "warn", "info", "debug"};
static enum log_level threshold = LOG_INFO;

struct line {
	char text[LOG_LINE_MAX];
	size_t len;
};

void log_set_level(enum log_level level)
{
	threshold = level;
}

static void line_putc(struct line *l, char c)
{
	if (l->len < sizeof l->text - 1) /* one place is kept for the newline */
		l->text[l->len++] = c;
}

static void line_puts(struct line *l, const char *s)
{
	while (*s)
		line_putc(l, *s++);
}

/* Control characters would let a value from outside forge a line or drive a terminal. */
static void line_escaped(struct line *l, const char *s, bool quoted)
{
	static const char hex[] = "0123456789abcdef";
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c < 0x20 || c == 0x7f) {
			line_puts(l, "\\x");
			line_putc(l, hex[c >> 4]);
			line_putc(l, hex[c & 15]);
		} else {
			if (quoted && (c == '"' || c == '\\'))
				line_putc(l, '\\');
			line_putc(l, *s);
		}
	}
}

static void line_time(struct line *l)
{
	struct timespec now;
	struct tm tm;
	char text[64];
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	size_t n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + n, sizeof text - n, ".%03dZ ", (int)(now.tv_nsec / 1000000));
	line_puts(l, text);
}

static void line_number(struct line *l, const char *name, unsigned long long n)
{
	char text[48];
	if (n == 0)
		return;
	snprintf(text, sizeof text, " %s=%llu", name, n);
	line_puts(l, text);
}

static void line_ctx(struct line *l, const struct log_ctx *ctx)
{
	line_number(l, "conn", ctx->conn);
	line_number(l, "call", ctx->call);
	if (ctx->user != NULL) {
		line_puts(l, " user=\"");
		line_escaped(l, ctx->user, true);
		line_putc(l, '"');
	}
}

void log_msg(enum log_level level, const struct log_ctx *ctx, const char *fmt, ...)
{
	if (level > threshold)
		return;
	char text[LOG_LINE_MAX];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);

	struct line l = {.len = 0};
	line_time(&l);
	line_puts(&l, level_names[level]);
	if (ctx != NULL)
		line_ctx(&l, ctx);
	line_puts(&l, " ");
	line_escaped(&l, text, false);
	l.text[l.len++] = '\n';
	ssize_t written = write(STDERR_FILENO, l.text, l.len);
	(void)written; /* nowhere is left to complain */
}

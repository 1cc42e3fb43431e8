/*
 * log: see log.h. Owns the level and the format of a line; a line is one write(2), so that lines of the
 * daemon and of its children never mix. Leaves out files and rotation: that is the business of whoever holds
 * stderr.
 */
#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LOG_LINE_MAX 2048 /* bytes; a longer text is cut, so that one write stays atomic on a pipe */
#define LOG_END_MAX 3	  /* what ends a line: "} and the newline */

static const char *const level_names[] = {"error", "warn", "info", "debug"};
static enum log_level threshold = LOG_INFO;
static enum log_format form = LOG_TEXT;

struct line {
	char text[LOG_LINE_MAX];
	size_t len;
	bool full; /* nothing more is taken: a later, shorter part would stand in a wrong place */
};

void log_set_level(enum log_level level)
{
	threshold = level;
}

void log_set_format(enum log_format format)
{
	form = format;
}

/* Whole or not at all: a cut escape would be another character. */
static void line_add(struct line *l, const char *s, size_t n)
{
	l->full = l->full || l->len + n > sizeof l->text - LOG_END_MAX;
	if (l->full)
		return;
	memcpy(l->text + l->len, s, n);
	l->len += n;
}

static void line_puts(struct line *l, const char *s)
{
	line_add(l, s, strlen(s));
}

/* The length of the UTF-8 character that s begins with, if it may be shown; else 0. */
static size_t shown(const unsigned char *s)
{
	static const struct {
		unsigned char mask, lead;
		unsigned min;
	} kinds[] = {{0x80, 0x00, 0x20}, {0xe0, 0xc0, 0xa0 /* above the second set of controls */},
	    {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
	size_t n = 0;
	while (n < 4 && (s[0] & kinds[n].mask) != kinds[n].lead)
		n++;
	if (n == 4)
		return 0;
	unsigned c = s[0] & (unsigned char)~kinds[n].mask;
	for (size_t i = 1; i <= n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3fu);
	}
	bool ok = c >= kinds[n].min && c != 0x7f && (c < 0xd800 || c > 0xdfff) && c <= 0x10ffff;
	return ok ? n + 1 : 0;
}

/* Control characters would let a value from outside forge a line or drive a terminal. In JSON they are
 * written out too, so that they do neither when a reader has unpacked it. */
static void line_escaped(struct line *l, const char *s, bool quoted)
{
	while (*s) {
		size_t n = shown((const unsigned char *)s);
		char hex[8];
		if (n == 0) {
			snprintf(
			    hex, sizeof hex, form == LOG_JSON ? "\\\\x%02x" : "\\x%02x", (unsigned char)*s);
			line_puts(l, hex);
			s++;
			continue;
		}
		if (quoted && (*s == '"' || *s == '\\')) {
			hex[0] = '\\';
			hex[1] = *s;
			line_add(l, hex, 2);
		} else {
			line_add(l, s, n);
		}
		s += n;
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
	snprintf(text + n, sizeof text - n, ".%03dZ", (int)(now.tv_nsec / 1000000));
	line_puts(l, text);
}

static void line_number(struct line *l, const char *name, unsigned long long n)
{
	char text[48];
	snprintf(text, sizeof text, form == LOG_JSON ? ",\"%s\":%llu" : " %s=%llu", name, n);
	line_puts(l, text);
}

static void line_text(struct line *l, const char *name, const char *value)
{
	if (value == NULL)
		return;
	line_puts(l, form == LOG_JSON ? ",\"" : " ");
	line_puts(l, name);
	line_puts(l, form == LOG_JSON ? "\":\"" : "=\"");
	line_escaped(l, value, true);
	line_puts(l, "\"");
}

static void line_ctx(struct line *l, const struct log_ctx *ctx)
{
	if (ctx->conn != 0)
		line_number(l, "conn", ctx->conn);
	if (ctx->call != 0)
		line_number(l, "call", ctx->call);
	line_text(l, "user", ctx->user);
	line_text(l, "method", ctx->method);
	line_text(l, "code", ctx->code);
	if (ctx->timed)
		line_number(l, "ms", ctx->ms);
}

static void line_make(struct line *l, enum log_level level, const struct log_ctx *ctx, const char *text)
{
	bool json = form == LOG_JSON;
	line_puts(l, json ? "{\"time\":\"" : "");
	line_time(l);
	line_puts(l, json ? "\",\"level\":\"" : " ");
	line_puts(l, level_names[level]);
	line_puts(l, json ? "\"" : "");
	if (ctx != NULL)
		line_ctx(l, ctx);
	line_puts(l, json ? ",\"text\":\"" : " ");
	line_escaped(l, text, json);
	memcpy(l->text + l->len, "\"}\n" + (json ? 0 : 2), json ? 3 : 1);
	l->len += json ? 3 : 1;
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
	line_make(&l, level, ctx, text);
	ssize_t written = write(STDERR_FILENO, l.text, l.len);
	(void)written; /* nowhere is left to complain */
}

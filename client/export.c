/* export: see export.h. */
#include "export.h"

#include <string.h>

#include "mem.h"
#include "proto/json.h"

#define TYPE &omstilling__v1__journalpost__descriptor

enum verify_break export_take(
    struct verify *v, struct export_receipt *receipt, const Omstilling__V1__Journalpost *post)
{
	enum verify_break b = verify_post(v, post);

	if (b != VERIFY_OK || v->number != receipt->number)
		return b;
	receipt->met = verify_head(v, receipt->number, receipt->hash) == VERIFY_OK;
	return receipt->met ? VERIFY_OK : VERIFY_HEAD;
}

int export_write(FILE *f, const Omstilling__V1__Journalpost *post)
{
	struct arena *a = mem_new();
	size_t len;
	const char *line = json_from_message(a, &post->base, &len);
	int rc = line && fwrite(line, 1, len, f) == len && fputc('\n', f) != EOF ? 0 : -1;

	arena_free(a);
	return rc;
}

/* The next line without its end: its length; -1 at the end of the file; EXPORT_LINE_MAX + 1 for what is none.
 */
static ssize_t read_line(FILE *f, char *line)
{
	size_t n = 0;
	int c;

	while ((c = getc_unlocked(f)) != EOF && c != '\n' && n < EXPORT_LINE_MAX)
		line[n++] = (char)c;
	line[n] = '\0';
	if (c == EOF && n == 0 && !ferror(f))
		return -1;
	return c == '\n' ? (ssize_t)n : (ssize_t)EXPORT_LINE_MAX + 1;
}

/* What is read must be what would be written: otherwise bytes could differ that mean nothing. */
static enum verify_break take_line(
    struct arena *a, const char *line, size_t len, struct verify *v, struct export_receipt *receipt)
{
	struct status st = {0};
	const Omstilling__V1__Journalpost *post = (void *)json_to_message(a, TYPE, line, len, &st);
	size_t written_len;
	const char *written = post ? json_from_message(a, &post->base, &written_len) : NULL;

	if (!written || written_len != len || memcmp(written, line, len) != 0)
		return VERIFY_LINE;
	return export_take(v, receipt, post);
}

enum verify_break export_verify(FILE *f, struct verify *v, struct export_receipt *receipt)
{
	struct arena *own = mem_new();
	char *line = mem_alloc(own, EXPORT_LINE_MAX + 1);
	enum verify_break b = VERIFY_OK;
	ssize_t len;

	while (b == VERIFY_OK && (len = read_line(f, line)) >= 0) {
		struct arena *a = mem_new();
		b = len > (ssize_t)EXPORT_LINE_MAX ? VERIFY_LINE
						   : take_line(a, line, (size_t)len, v, receipt);
		arena_free(a);
	}
	arena_free(own);
	if (b == VERIFY_OK && receipt->number > v->number)
		b = VERIFY_HEAD;
	return b;
}

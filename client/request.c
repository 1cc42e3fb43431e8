/* request: see request.h. */
#include "request.h"

#include <ctype.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "field.h"
#include "mem.h"
#include "prompt.h"
#include "spraak.h"
#include "tall.h"
#include "text.h"

#define KEY_BYTES 16 /* random: two keys never meet */

/* The field of the same name: "PLAN" -> "plan", "--gyldig-til" -> "gyldig_til". */
static const char *default_path(struct arena *a, const struct cmd_word *w)
{
	size_t skip = w->kind == CMD_OPTION ? 2 : 0;
	char *path = mem_strndup(a, w->name + skip, w->len - skip);

	for (char *p = path; *p; p++)
		*p = *p == '-' ? '_' : (char)tolower((unsigned char)*p);
	return path;
}

/* The path of the field that an element of the usage fills, in the arena; "" when it fills none. */
static const char *request_path(struct arena *a, const struct cmd *cmd, const struct cmd_word *w)
{
	const char *p = cmd->fields;

	while (p && *p) {
		size_t len = strcspn(p, " ");
		if (len > w->len && memcmp(p, w->name, w->len) == 0 && p[w->len] == '=')
			return mem_strndup(a, p + w->len + 1, len - w->len - 1);
		p += len + strspn(p + len, " ");
	}
	return default_path(a, w);
}

/* A date may be written as it is shown. */
static const char *as_meant(struct arena *a, const struct cmd_arg *arg)
{
	const struct cmd_word *w = &arg->word;
	const char *name = w->kind == CMD_OPTION ? w->value : w->name;
	size_t len = w->kind == CMD_OPTION ? w->value_len : w->len;

	return len == 4 && memcmp(name, "DATO", 4) == 0 ? tall_les_dato(a, arg->value) : arg->value;
}

static int set_args(struct arena *a, const struct cmd_match *m, ProtobufCMessage *req, struct status *st)
{
	for (size_t i = 0; i < m->n; i++) {
		const char *path = request_path(a, m->cmd, &m->args[i].word);
		const char *value = m->args[i].value ? as_meant(a, &m->args[i]) : "true";
		if (*path && *path != '@' && field_set(a, req, path, value, st))
			return -1;
	}
	return 0;
}

/* `akt:=raader` in the row. */
static int set_constants(struct arena *a, const char *fields, ProtobufCMessage *req, struct status *st)
{
	for (const char *p = fields; p && *p;) {
		size_t len = strcspn(p, " ");
		char *pair = mem_strndup(a, p, len), *assign = strstr(pair, ":=");
		if (assign) {
			*assign = '\0';
			if (field_set(a, req, pair, assign + 2, st))
				return -1;
		}
		p += len + strspn(p + len, " ");
	}
	return 0;
}

static int set_secret(
    struct arena *a, ProtobufCMessage *req, const char *path, const char *file, struct status *st)
{
	bool typed = strcmp(file, "-") == 0 && isatty(STDIN_FILENO);
	const char *dot = strrchr(path, '.');
	char secret[PROMPT_MAX] = "";
	struct prompt p;

	int failed = prompt_open(a, &p, typed ? NULL : file, st) ||
		     prompt_secret(a, &p, text_label(a, dot ? dot + 1 : path), secret, st);
	prompt_close(&p);
	if (failed) {
		st->text = mem_printf(a, _("nummeret kan ikke leses av %s"), file);
		st->hint = _("skriv det i en fil, eller oppgi - og skriv det på terminalen");
	} else
		failed = field_set(a, req, path, mem_strndup(a, secret, strlen(secret)), st);
	sodium_memzero(secret, sizeof(secret));
	return failed ? -1 : 0;
}

int request_secrets(struct arena *a, const struct cmd_match *m, ProtobufCMessage *req, struct status *st)
{
	for (size_t i = 0; i < m->n; i++) {
		const char *path = request_path(a, m->cmd, &m->args[i].word);
		if (*path == '@' && set_secret(a, req, path + 1, m->args[i].value, st))
			return -1;
	}
	return 0;
}

static const char *random_key(struct arena *a)
{
	unsigned char bytes[KEY_BYTES];
	char hex[2 * KEY_BYTES + 1];

	randombytes_buf(bytes, sizeof(bytes));
	return mem_strndup(a, sodium_bin2hex(hex, sizeof(hex), bytes, sizeof(bytes)), 2 * KEY_BYTES);
}

static int set_key(struct arena *a, const char *key, ProtobufCMessage *req, struct status *st)
{
	static const char name[] = "idempotency_key";

	if (!field_find(req->descriptor, name, sizeof(name) - 1))
		return 0;
	return field_set(a, req, name, key ? key : random_key(a), st);
}

ProtobufCMessage *request_build(struct arena *a, const struct cmd_match *m,
    const ProtobufCMessageDescriptor *type, const char *key, struct status *st)
{
	ProtobufCMessage *req = field_new(a, type);

	if (set_args(a, m, req, st) || set_constants(a, m->cmd->fields, req, st) || set_key(a, key, req, st))
		return NULL;
	return req;
}

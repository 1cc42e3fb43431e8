/*
 * The texts that stand in the client's tables, as entries of a .po file: what commands and options say of
 * themselves, the labels of the fields that answers show, and the words that fields hold. xgettext finds all
 * others. Arguments: what is shown by rows that are not in the table of commands.
 */
#include <stdio.h>
#include <string.h>

#include "client/commands.h"
#include "client/contract.h"
#include "client/mem.h"
#include "client/options.h"
#include "client/text.h"

static void entry(const char *context, const char *text)
{
	if (context)
		printf("msgctxt \"%s\"\n", context);
	fputs("msgid \"", stdout);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putchar('\\');
		if (*text == '\n')
			fputs("\\n", stdout);
		else
			putchar(*text);
	}
	fputs("\"\nmsgstr \"\"\n\n", stdout);
}

static void label(struct arena *a, const char *field, size_t len)
{
	entry("felt", text_label(a, mem_strndup(a, field, len)));
}

/* "plan: navn tittel; etag" */
static void labels_shown(struct arena *a, const char *show)
{
	for (const char *p = show; *p; p += strspn(p, " :;")) {
		size_t len = strcspn(p, " :;");
		label(a, p, len);
		p += len;
	}
}

static void labels_of(struct arena *a, const ProtobufCMessageDescriptor *type, int depth)
{
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *fd = &type->fields[i];
		label(a, fd->name, strlen(fd->name));
		if (fd->type == PROTOBUF_C_TYPE_MESSAGE && depth == 0)
			labels_of(a, fd->descriptor, 1);
	}
}

static void command(struct arena *a, const struct cmd *c)
{
	entry(NULL, c->help);
	if (c->show)
		labels_shown(a, c->show);
	else if (c->method && !c->print && !c->run)
		labels_of(a, contract_method(c->method)->output, 0);
}

int main(int argc, char **argv)
{
	struct arena *a = mem_new();

	puts("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n");
	for (const struct cmd *c = commands; c->usage; c++)
		command(a, c);
	for (const struct options_row *r = options_rows; r->flag; r++)
		entry(NULL, r->help);
	for (int i = 1; i < argc; i++)
		labels_shown(a, argv[i]);
	for (size_t i = 0; text_word(i); i++)
		entry("verdi", text_word(i));
	arena_free(a);
	return 0;
}

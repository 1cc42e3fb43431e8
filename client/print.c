/* print: see print.h. */
#include "print.h"

#include <string.h>

#include "field.h"
#include "mem.h"
#include "proto/json.h"
#include "spraak.h"
#include "table.h"
#include "tall.h"
#include "text.h"
#include "width.h"
#include "yamltext.h"

struct columns {
	const ProtobufCFieldDescriptor *fd[TABLE_COLUMNS];
	int n;
};

static void add_column(struct columns *c, const ProtobufCFieldDescriptor *fd)
{
	if (fd && fd->type != PROTOBUF_C_TYPE_MESSAGE && c->n < TABLE_COLUMNS)
		c->fd[c->n++] = fd;
}

/* The named fields up to ';' or the end; all plain fields when there is no list. */
static struct columns columns_of(const ProtobufCMessageDescriptor *type, const char *list)
{
	struct columns c = {.n = 0};

	if (!list)
		for (unsigned i = 0; i < type->n_fields; i++)
			add_column(&c, &type->fields[i]);
	for (const char *p = list ? list : ""; *p && *p != ';';) {
		size_t len = strcspn(p, " ;");
		if (len > 0)
			add_column(&c, field_find(type, p, len));
		p += len + strspn(p + len, " ");
	}
	return c;
}

static const char *cell(struct out *o, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd)
{
	const char *text = field_text(o->a, msg, fd);

	if (!text)
		return NULL;
	if (fd->type == PROTOBUF_C_TYPE_BOOL)
		return strcmp(text, "ja") == 0 ? _("ja") : _("nei");
	if (text_is_number(fd->name) == TEXT_AMOUNT)
		return tall_desimal(o->a, text);
	return strcmp(fd->name, "felt") == 0 ? text_label(o->a, text) : text_value(fd->name, text);
}

static void print_columns(struct out *o, const ProtobufCMessage *msg, const struct columns *c)
{
	for (int i = 0; i < c->n; i++)
		out_pair(o, text_label(o->a, c->fd[i]->name), cell(o, msg, c->fd[i]));
}

void print_record(struct out *o, const ProtobufCMessage *msg, const char *columns)
{
	struct columns c = columns_of(msg->descriptor, columns);

	print_columns(o, msg, &c);
}

static void print_table(
    struct out *o, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd, const char *list)
{
	struct columns c = columns_of(fd->descriptor, list);
	const char *head[TABLE_COLUMNS], *cells[TABLE_COLUMNS];

	for (int i = 0; i < c.n; i++) {
		const char *name = c.fd[i]->name;
		head[i] = mem_printf(o->a, "%s%s", text_is_number(name) ? ">" : "", text_label(o->a, name));
	}
	struct table *t = table_new(o, head, c.n);
	for (size_t row = 0; row < field_count(msg, fd); row++) {
		const ProtobufCMessage *m = field_message(msg, fd, row);
		for (int i = 0; i < c.n; i++)
			cells[i] = cell(o, m, c.fd[i]);
		table_row(t, cells);
	}
	table_print(t);
}

static void print_section(struct out *o, const ProtobufCMessage *msg, const ProtobufCFieldDescriptor *fd,
    const char *columns, int *printed)
{
	size_t n = field_count(msg, fd);

	if (n == 0 || strcmp(fd->name, "next_page_token") == 0)
		return;
	if (fd->type != PROTOBUF_C_TYPE_MESSAGE) {
		out_pair(o, text_label(o->a, fd->name),
		    fd->label == PROTOBUF_C_LABEL_REPEATED ? field_lines(o->a, msg, fd) : cell(o, msg, fd));
	} else if (fd->label == PROTOBUF_C_LABEL_REPEATED) {
		if (*printed)
			out_head(o, text_label(o->a, fd->name));
		print_table(o, msg, fd, columns);
	} else {
		if (o->table)
			out_head(o, text_label(o->a, fd->name));
		print_record(o, field_message(msg, fd, 0), columns);
	}
	*printed = 1;
}

/* A section is a field of the reply, or of the message that the reply is about. */
static void print_shown(struct out *o, const ProtobufCMessage *reply, const char *show, int *printed)
{
	const ProtobufCMessage *about = NULL;

	for (const char *p = show; *p;) {
		size_t len = strcspn(p, ":; ");
		const ProtobufCMessage *of = reply;
		const ProtobufCFieldDescriptor *fd = field_find(reply->descriptor, p, len);
		const char *columns = p[len] == ':' ? p + len + 1 : NULL;
		if (!fd && (of = about))
			fd = field_find(about->descriptor, p, len);
		if (fd)
			print_section(o, of, fd, columns, printed);
		if (!about && fd && fd->type == PROTOBUF_C_TYPE_MESSAGE &&
		    fd->label != PROTOBUF_C_LABEL_REPEATED && field_count(reply, fd))
			about = field_message(reply, fd, 0);
		p += strcspn(p, ";");
		p += strspn(p, "; ");
	}
}

void print_reply(struct out *o, const ProtobufCMessage *reply, const char *show)
{
	int printed = 0;

	if (show)
		print_shown(o, reply, show, &printed);
	else
		for (unsigned i = 0; i < reply->descriptor->n_fields; i++)
			print_section(o, reply, &reply->descriptor->fields[i], NULL, &printed);
	if (!printed)
		out_line(o, reply->descriptor->n_fields == 0 ? _("ok") : _("(ingen)"));
}

static int put_text(struct out *o, const char *text, size_t len)
{
	fwrite(text, 1, len, o->f);
	if (len == 0 || text[len - 1] != '\n')
		fputc('\n', o->f);
	return 0;
}

/* JSON escapes C0 by itself; what else steers a terminal is legal in it, and escaped too. */
static int put_json(struct out *o, const char *json)
{
	size_t len;

	if (!json)
		return -1;
	json = width_escape(o->a, json, WIDTH_JSON, &len);
	return put_text(o, json, len);
}

void print_json_line(struct out *o, const ProtobufCMessage *msg)
{
	size_t len;

	if (put_json(o, json_from_message(o->a, msg, &len)))
		fputc('\n', o->f);
}

int print_json(struct out *o, const ProtobufCMessage *reply)
{
	size_t len;

	return put_json(o, json_from_message_pretty(o->a, reply, &len));
}

int print_yaml(struct out *o, const ProtobufCMessage *reply)
{
	size_t len;
	const char *yaml = yamltext_from_message(o->a, reply, &len);

	return yaml ? put_text(o, yaml, len) : -1;
}

void print_yaml_part(struct out *o, const ProtobufCMessage *msg)
{
	fputs("---\n", o->f);
	if (print_yaml(o, msg))
		fputs("{}\n", o->f);
}

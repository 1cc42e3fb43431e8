/* csv: see csv.h. */
#include "csv.h"

#include <string.h>

#include "field.h"
#include "width.h"

static bool is_number(const char *s)
{
	s += *s == '-';
	return *s && strspn(s, "0123456789.") == strlen(s);
}

/* Quoted where it must be. */
static void put_value(struct out *o, const char *value)
{
	value = width_clean(o->a, value, 1);
	bool quoted = strpbrk(value, ",\"\n") != NULL;

	if (quoted)
		fputc('"', o->f);
	if (strchr("=+-@", *value) && *value && !is_number(value))
		fputc('\'', o->f);
	for (const char *p = value; *p; p++) {
		if (*p == '"')
			fputc('"', o->f);
		fputc(*p, o->f);
	}
	if (quoted)
		fputc('"', o->f);
}

/* The field that is a list: the first that the row shows, else the first there is. */
static const ProtobufCFieldDescriptor *list_of(
    const ProtobufCMessageDescriptor *type, const char *show, const char **columns)
{
	const ProtobufCFieldDescriptor *fd;

	*columns = NULL;
	for (const char *p = show ? show : ""; *p; p += strcspn(p, ";"), p += strspn(p, "; ")) {
		size_t len = strcspn(p, ":; ");
		fd = field_find(type, p, len);
		if (fd && fd->label == PROTOBUF_C_LABEL_REPEATED && fd->type == PROTOBUF_C_TYPE_MESSAGE) {
			*columns = p[len] == ':' ? p + len + 1 : NULL;
			return fd;
		}
	}
	for (unsigned i = 0; i < type->n_fields; i++) {
		fd = &type->fields[i];
		if (fd->label == PROTOBUF_C_LABEL_REPEATED && fd->type == PROTOBUF_C_TYPE_MESSAGE)
			return fd;
	}
	return NULL;
}

static bool is_shown(const ProtobufCFieldDescriptor *fd, const char *columns)
{
	size_t len = strlen(fd->name);

	if (fd->type == PROTOBUF_C_TYPE_MESSAGE)
		return false;
	for (const char *p = columns; p && *p && *p != ';'; p += strcspn(p, " ;"), p += strspn(p, " "))
		if (strcspn(p, " ;") == len && memcmp(p, fd->name, len) == 0)
			return true;
	return !columns;
}

/* In the order of the contract, which does not change with the table. */
void csv_line(
    struct out *o, const ProtobufCMessageDescriptor *type, const ProtobufCMessage *msg, const char *columns)
{
	const char *before = "";

	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *fd = &type->fields[i];
		if (!is_shown(fd, columns))
			continue;
		fputs(before, o->f);
		const char *value = msg ? field_text(o->a, msg, fd) : fd->name;
		put_value(o, value ? value : "");
		before = ",";
	}
	fputs("\r\n", o->f);
}

bool csv_has_rows(const ProtobufCMessageDescriptor *type, const char *show)
{
	const char *columns;

	return list_of(type, show, &columns) != NULL;
}

bool csv_print(struct out *o, const ProtobufCMessage *reply, const char *show)
{
	const char *columns;
	const ProtobufCFieldDescriptor *list = list_of(reply->descriptor, show, &columns);

	if (!list)
		return false;
	csv_line(o, list->descriptor, NULL, columns);
	for (size_t i = 0; i < field_count(reply, list); i++)
		csv_line(o, list->descriptor, field_message(reply, list, i), columns);
	return true;
}

/* csvmap: see csvmap.h. */
#include "csvmap.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"

static int csvmap_refuse(struct arena *a, struct status *st, const char *reason, const char *text)
{
	*st = (struct status){
	    .code = GRPC_INVALID_ARGUMENT, .reason = reason, .text = mem_printf(a, "%s", text)};
	return -1;
}

/* Without blanks around it. */
static char *trimmed(char *s)
{
	s += strspn(s, " \t\r");
	size_t n = strlen(s);
	while (n > 0 && strchr(" \t\r", s[n - 1]))
		s[--n] = '\0';
	return s;
}

static bool find_column(struct arena *a, const struct csv *csv, const char *name, size_t *column)
{
	for (size_t i = 0; csv->n > 0 && i < csv->rows[0].n; i++)
		if (strcmp(trimmed(mem_printf(a, "%s", csv->rows[0].cells[i])), name) == 0) {
			*column = i;
			return true;
		}
	return false;
}

static bool has_field(const struct csvmap *map, const ProtobufCFieldDescriptor *field)
{
	for (size_t i = 0; i < map->n; i++)
		if (map->fields[i].field == field)
			return true;
	return false;
}

static bool is_text(const ProtobufCFieldDescriptor *f)
{
	return f && f->type == PROTOBUF_C_TYPE_STRING && f->label != PROTOBUF_C_LABEL_REPEATED;
}

/* One line of the map. */
static int map_line(struct arena *a, char *line, const struct csv *csv, struct csvmap *map, struct status *st)
{
	char *is = strchr(line, '=');

	line = trimmed(line);
	if (*line == '\0' || *line == '#')
		return 0;
	if (!is)
		return csvmap_refuse(
		    a, st, "csv_kart", mem_printf(a, _("kartet: «%s» har ikke noe ="), line));
	bool fixed = is > line && is[-1] == ':';
	*(fixed ? is - 1 : is) = '\0';
	char *value = trimmed(is + 1);
	struct csvmap_field f = {
	    .field = protobuf_c_message_descriptor_get_field_by_name(map->type, trimmed(line)),
	    .fixed = fixed ? value : NULL};
	if (!is_text(f.field) || has_field(map, f.field) || map->n == CSV_CELLS_MAX)
		return csvmap_refuse(a, st, "csv_kart",
		    mem_printf(a, _("kartet: feltet «%s» finnes ikke, eller står to ganger"), line));
	if (!fixed && !find_column(a, csv, value, &f.column))
		return csvmap_refuse(
		    a, st, "csv_kart", mem_printf(a, _("filen har ingen kolonne «%s»"), value));
	map->fields[map->n++] = f;
	return 0;
}

int csvmap_read(struct arena *a, char *text, const ProtobufCMessageDescriptor *type, const struct csv *csv,
    struct csvmap *map, struct status *st)
{
	*map = (struct csvmap){.type = type};
	while (text && *text) {
		char *line = text, *end = strchr(text, '\n');
		text = end ? end + 1 : NULL;
		if (end)
			*end = '\0';
		if (map_line(a, line, csv, map, st))
			return -1;
	}
	for (unsigned i = 0; i < type->n_fields; i++) {
		struct csvmap_field f = {.field = &type->fields[i]};
		if (is_text(f.field) && !has_field(map, f.field) && map->n < CSV_CELLS_MAX &&
		    find_column(a, csv, f.field->name, &f.column))
			map->fields[map->n++] = f;
	}
	return map->n > 0 ? 0
			  : csvmap_refuse(a, st, "csv_kart",
				_("ingen kolonne i filen heter som et felt; si med et kart hva de er"));
}

ProtobufCMessage *csvmap_message(struct arena *a, const struct csvmap *map, const struct csv_row *row)
{
	ProtobufCMessage *msg = mem_alloc(a, map->type->sizeof_message);
	const ProtobufCFieldDescriptor *line =
	    protobuf_c_message_descriptor_get_field_by_name(map->type, "linje");

	protobuf_c_message_init(map->type, msg);
	for (size_t i = 0; i < map->n; i++) {
		const struct csvmap_field *f = &map->fields[i];
		char *value = f->fixed		   ? f->fixed
			      : f->column < row->n ? trimmed(mem_printf(a, "%s", row->cells[f->column]))
						   : NULL;
		if (value && *value)
			memcpy((char *)msg + f->field->offset, &value, sizeof(value));
	}
	if (line && line->type == PROTOBUF_C_TYPE_INT32) {
		int32_t n = row->line;
		memcpy((char *)msg + line->offset, &n, sizeof(n));
		*(protobuf_c_boolean *)((char *)msg + line->quantifier_offset) = 1;
	}
	return msg;
}

/* rows: see rows.h. The descriptors are made as protoc-gen-c makes them, of what the readers of messages look
 * at. */
#include "rows.h"

#include "mem.h"
#include "table.h"

struct row {
	ProtobufCMessage base;
	char *cells[ROWS_COLUMNS];
};

struct all {
	ProtobufCMessage base;
	size_t n;
	struct row **row;
};

struct rows {
	struct arena *a;
	ProtobufCFieldDescriptor columns[ROWS_COLUMNS], list;
	ProtobufCMessageDescriptor row_type, type;
	struct all all;
};

static ProtobufCMessageDescriptor type_of(
    const char *name, const ProtobufCFieldDescriptor *fields, size_t n, size_t size)
{
	return (ProtobufCMessageDescriptor){.magic = PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
	    .name = name,
	    .short_name = name,
	    .sizeof_message = size,
	    .n_fields = (unsigned)n,
	    .fields = fields};
}

struct rows *rows_new(struct arena *a, const char *list, const char *const *names, size_t n)
{
	struct rows *r = mem_alloc(a, sizeof(*r));

	*r = (struct rows){.a = a};
	for (size_t i = 0; i < n && i < ROWS_COLUMNS; i++)
		r->columns[i] = (ProtobufCFieldDescriptor){.name = names[i],
		    .id = (uint32_t)i + 1,
		    .label = PROTOBUF_C_LABEL_OPTIONAL,
		    .type = PROTOBUF_C_TYPE_STRING,
		    .offset = (unsigned)(offsetof(struct row, cells) + i * sizeof(char *))};
	r->row_type = type_of(list, r->columns, n < ROWS_COLUMNS ? n : ROWS_COLUMNS, sizeof(struct row));
	r->list = (ProtobufCFieldDescriptor){.name = list,
	    .id = 1,
	    .label = PROTOBUF_C_LABEL_REPEATED,
	    .type = PROTOBUF_C_TYPE_MESSAGE,
	    .quantifier_offset = offsetof(struct all, n),
	    .offset = offsetof(struct all, row),
	    .descriptor = &r->row_type};
	r->type = type_of(list, &r->list, 1, sizeof(struct all));
	r->all.base.descriptor = &r->type;
	return r;
}

void rows_add(struct rows *r, const char *const *cells)
{
	struct row *row = mem_alloc(r->a, sizeof(*row));

	*row = (struct row){.base.descriptor = &r->row_type};
	for (unsigned i = 0; i < r->row_type.n_fields; i++)
		if (cells[i] && *cells[i])
			row->cells[i] = mem_printf(r->a, "%s", cells[i]);
	r->all.row = mem_grow(r->a, r->all.row, r->all.n, sizeof(struct row *));
	r->all.row[r->all.n++] = row;
}

const ProtobufCMessage *rows_message(const struct rows *r)
{
	return &r->all.base;
}

void rows_table(struct out *o, const struct rows *r, const char *const *head)
{
	struct table *t = table_new(o, head, (int)r->row_type.n_fields);

	for (size_t i = 0; i < r->all.n; i++)
		table_row(t, (const char *const *)r->all.row[i]->cells);
	table_print(t);
}

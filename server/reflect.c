/*
 * reflect: grpc.reflection v1 and v1alpha; see reflect.h. Both versions are the same on the wire: a v1alpha
 * request is read as v1, and the answer is repacked. An answer with files carries everything they import, so
 * that one question is enough.
 */
#include "reflect.h"

#include <grpc/reflection/v1/reflection.pb-c.h>
#include <grpc/reflection/v1alpha/reflection.pb-c.h>
#include <string.h>

#include "call.h"

#define ANSWER_MAX (8u << 20) /* arena of one answer */
#define FILES_MAX 64	      /* in one answer */

/* One question being answered. */
struct answer {
	struct arena *a;
	const Google__Protobuf__FileDescriptorSet *set;
	Grpc__Reflection__V1__ServerReflectionResponse res;
	Grpc__Reflection__V1__ErrorResponse error;
	Grpc__Reflection__V1__FileDescriptorResponse files;
	Grpc__Reflection__V1__ListServiceResponse list;
	const Google__Protobuf__FileDescriptorProto *chosen[FILES_MAX];
	size_t n_chosen;
};

static void say_error(struct answer *w, enum grpc_code code, const char *text)
{
	grpc__reflection__v1__error_response__init(&w->error);
	w->error.error_code = (int32_t)code;
	w->error.error_message = (char *)(uintptr_t)text;
	w->res.message_response_case =
	    GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_ERROR_RESPONSE;
	w->res.error_response = &w->error;
}

/* --- finding --- */

static const Google__Protobuf__FileDescriptorProto *file_named(const struct answer *w, const char *name)
{
	for (size_t i = 0; i < w->set->n_file; i++)
		if (strcmp(w->set->file[i]->name, name) == 0)
			return w->set->file[i];
	return NULL;
}

/* What follows "prefix." in symbol; "" when they are equal; NULL when symbol is not within prefix. */
static const char *within(const char *symbol, const char *prefix)
{
	size_t n = strlen(prefix);

	if (strncmp(symbol, prefix, n) != 0)
		return NULL;
	if (symbol[n] == 0)
		return symbol + n;
	return symbol[n] == '.' ? symbol + n + 1 : NULL;
}

static bool enum_has(const Google__Protobuf__EnumDescriptorProto *e, const char *symbol)
{
	return strcmp(e->name, symbol) == 0;
}

/* Messages lie within messages, as deep as the contract has them. */
static bool message_has(const Google__Protobuf__DescriptorProto *m, const char *symbol)
{
	const char *rest = within(symbol, m->name);

	if (!rest || !*rest)
		return rest != NULL;
	for (size_t i = 0; i < m->n_field; i++)
		if (strcmp(m->field[i]->name, rest) == 0)
			return true;
	for (size_t i = 0; i < m->n_enum_type; i++)
		if (enum_has(m->enum_type[i], rest))
			return true;
	for (size_t i = 0; i < m->n_nested_type; i++)
		if (message_has(m->nested_type[i], rest))
			return true;
	return false;
}

static bool service_has(const Google__Protobuf__ServiceDescriptorProto *s, const char *symbol)
{
	const char *rest = within(symbol, s->name);

	if (!rest || !*rest)
		return rest != NULL;
	for (size_t i = 0; i < s->n_method; i++)
		if (strcmp(s->method[i]->name, rest) == 0)
			return true;
	return false;
}

static bool file_has(const Google__Protobuf__FileDescriptorProto *f, const char *symbol)
{
	const char *rest = f->package && *f->package ? within(symbol, f->package) : symbol;

	if (!rest || !*rest)
		return false;
	for (size_t i = 0; i < f->n_service; i++)
		if (service_has(f->service[i], rest))
			return true;
	for (size_t i = 0; i < f->n_message_type; i++)
		if (message_has(f->message_type[i], rest))
			return true;
	for (size_t i = 0; i < f->n_enum_type; i++)
		if (enum_has(f->enum_type[i], rest))
			return true;
	return false;
}

static const Google__Protobuf__FileDescriptorProto *file_with(const struct answer *w, const char *symbol)
{
	for (size_t i = 0; i < w->set->n_file; i++)
		if (file_has(w->set->file[i], symbol))
			return w->set->file[i];
	return NULL;
}

/* --- answering --- */

static void choose(struct answer *w, const Google__Protobuf__FileDescriptorProto *f)
{
	for (size_t i = 0; i < w->n_chosen; i++)
		if (w->chosen[i] == f)
			return;
	if (f && w->n_chosen < FILES_MAX)
		w->chosen[w->n_chosen++] = f;
}

static void say_file(struct answer *w, const Google__Protobuf__FileDescriptorProto *f)
{
	ProtobufCBinaryData *data = arena_alloc(w->a, FILES_MAX * sizeof(*data));

	if (!f || !data) {
		say_error(w, f ? GRPC_RESOURCE_EXHAUSTED : GRPC_NOT_FOUND, f ? "out of memory" : "not found");
		return;
	}
	choose(w, f);
	for (size_t i = 0; i < w->n_chosen; i++)
		for (size_t k = 0; k < w->chosen[i]->n_dependency; k++)
			choose(w, file_named(w, w->chosen[i]->dependency[k]));
	for (size_t i = 0; i < w->n_chosen; i++) {
		data[i].len = protobuf_c_message_get_packed_size(&w->chosen[i]->base);
		data[i].data = arena_alloc(w->a, data[i].len);
		if (!data[i].data) {
			say_error(w, GRPC_RESOURCE_EXHAUSTED, "out of memory");
			return;
		}
		protobuf_c_message_pack(&w->chosen[i]->base, data[i].data);
	}
	grpc__reflection__v1__file_descriptor_response__init(&w->files);
	w->files.n_file_descriptor_proto = w->n_chosen;
	w->files.file_descriptor_proto = data;
	w->res.message_response_case =
	    GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_FILE_DESCRIPTOR_RESPONSE;
	w->res.file_descriptor_response = &w->files;
}

static char *full_name(struct answer *w, const char *package, const char *name)
{
	size_t n = package ? strlen(package) : 0, m = strlen(name);
	char *p = arena_zalloc(w->a, n + m + 2);

	if (!p)
		return NULL;
	if (n > 0) {
		memcpy(p, package, n);
		p[n++] = '.';
	}
	memcpy(p + n, name, m);
	return p;
}

static int add_service(struct answer *w, const char *package, const char *name)
{
	Grpc__Reflection__V1__ServiceResponse *s = arena_alloc(w->a, sizeof(*s));

	if (!s)
		return -1;
	grpc__reflection__v1__service_response__init(s);
	s->name = full_name(w, package, name);
	if (!s->name)
		return -1;
	w->list.service[w->list.n_service++] = s;
	return 0;
}

static void say_services(struct answer *w)
{
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; i < w->set->n_file; i++)
		n += w->set->file[i]->n_service;
	grpc__reflection__v1__list_service_response__init(&w->list);
	w->list.service = arena_alloc(w->a, n * sizeof(Grpc__Reflection__V1__ServiceResponse *));
	if (!w->list.service)
		rc = -1;
	for (size_t i = 0; i < w->set->n_file; i++)
		for (size_t k = 0; rc == 0 && k < w->set->file[i]->n_service; k++)
			rc = add_service(w, w->set->file[i]->package, w->set->file[i]->service[k]->name);
	if (rc != 0) {
		say_error(w, GRPC_RESOURCE_EXHAUSTED, "out of memory");
		return;
	}
	w->res.message_response_case =
	    GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_LIST_SERVICES_RESPONSE;
	w->res.list_services_response = &w->list;
}

static void answer(struct answer *w, Grpc__Reflection__V1__ServerReflectionRequest *req)
{
	grpc__reflection__v1__server_reflection_response__init(&w->res);
	w->res.valid_host = req->host;
	w->res.original_request = req;
	switch (req->message_request_case) {
	case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_BY_FILENAME:
		say_file(w, file_named(w, req->file_by_filename));
		break;
	case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_CONTAINING_SYMBOL:
		say_file(w, file_with(w, req->file_containing_symbol));
		break;
	case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_LIST_SERVICES:
		say_services(w);
		break;
	case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_CONTAINING_EXTENSION:
	case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_ALL_EXTENSION_NUMBERS_OF_TYPE:
		say_error(w, GRPC_NOT_FOUND, "the contract has no extensions");
		break;
	default:
		say_error(w, GRPC_INVALID_ARGUMENT, "no question was asked");
		break;
	}
}

/* --- the two versions --- */

static ProtobufCMessage *repack(
    struct arena *a, const ProtobufCMessage *msg, const ProtobufCMessageDescriptor *as)
{
	size_t len = protobuf_c_message_get_packed_size(msg);
	uint8_t *p = arena_alloc(a, len);

	if (!p)
		return NULL;
	protobuf_c_message_pack(msg, p);
	return protobuf_c_message_unpack(as, arena_allocator(a), len, p);
}

static void converse(struct call *c, const ProtobufCMessage *msg, bool alpha)
{
	static const struct status full = {
	    .code = GRPC_RESOURCE_EXHAUSTED, .reason = "svaret_er_for_stort", .text = "Svaret er for stort."};
	struct answer w = {.a = arena_new(ANSWER_MAX), .set = rpc_files(call_env(c)->rpc)};
	ProtobufCMessage *req = NULL, *res = NULL;

	if (w.a)
		req = repack(w.a, msg, &grpc__reflection__v1__server_reflection_request__descriptor);
	if (req) {
		answer(&w, (Grpc__Reflection__V1__ServerReflectionRequest *)req);
		res = alpha ? repack(w.a, &w.res.base,
				  &grpc__reflection__v1alpha__server_reflection_response__descriptor)
			    : &w.res.base;
	}
	if (!res || call_send(c, res) != 0)
		call_end(c, &full);
	arena_free(w.a);
}

static void on_v1(struct call *c, const ProtobufCMessage *msg)
{
	converse(c, msg, false);
}

static void on_v1alpha(struct call *c, const ProtobufCMessage *msg)
{
	converse(c, msg, true);
}

static void on_end(struct call *c)
{
	call_end(c, NULL);
}

const struct rpc_native reflect_methods[] = {
    {.path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
	.anonymous = true,
	.message = on_v1,
	.end = on_end},
    {.path = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
	.anonymous = true,
	.message = on_v1alpha,
	.end = on_end},
    {0},
};

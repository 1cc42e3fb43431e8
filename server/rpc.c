/*
 * rpc: the dispatch table, built once; see rpc.h.
 *
 * The embedded descriptor set says which methods there are and which of them stream (protobuf-c's own
 * descriptors do not tell); protobuf-c's descriptors give the message types; the catalogue and the native
 * rows say what runs.
 */
#include "rpc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/embed.h"
#include "proto/services.h"
#include "release.h"

#define NAME_MAX_LEN 64	 /* PostgreSQL's own limit of a name, with the zero */
#define PATH_MAX_LEN 256 /* of a method */

struct rpc {
	Google__Protobuf__FileDescriptorSet *files;
	struct rpc_method *methods; /* by path */
	size_t count, size;
};

/* What rpc_open works with. */
struct builder {
	struct rpc *r;
	const struct rpc_catalogue *cat;
	const struct rpc_native *const *natives;
	char *err;
	size_t err_size;
};

static const void *no_memory(struct builder *b)
{
	snprintf(b->err, b->err_size, "out of memory");
	return NULL;
}

int rpc_snake(const char *method, char *out, size_t size)
{
	size_t n = 0;

	for (const char *p = method; *p; p++) {
		bool upper = *p >= 'A' && *p <= 'Z';

		if (n + 3 > size)
			return -1;
		if (upper && p != method)
			out[n++] = '_';
		out[n++] = upper ? (char)(*p - 'A' + 'a') : *p;
	}
	if (n + 1 > size)
		return -1;
	out[n] = 0;
	return 0;
}

/* --- what runs a method --- */

static const struct rpc_native *native_find(const struct rpc_native *const *tables, const char *path)
{
	for (; *tables; tables++)
		for (const struct rpc_native *row = *tables; row->path; row++)
			if (strcmp(row->path, path) == 0)
				return row;
	return NULL;
}

static int bind_function(struct builder *b, struct rpc_method *m, const char *schema, const char *name)
{
	char fn[NAME_MAX_LEN];

	if (rpc_snake(name, fn, sizeof(fn)) != 0) {
		snprintf(
		    b->err, b->err_size, "the name of the method %s is too long for a function", m->path);
		return -1;
	}
	m->fn = b->cat->find(b->cat->db, schema, fn);
	if (!m->fn) {
		snprintf(b->err, b->err_size,
		    "the contract has the method %s, but the database has no function %s.%s", m->path, schema,
		    fn);
		return -1;
	}
	m->anonymous = m->fn->anonymous;
	return 0;
}

static int bind_method(struct builder *b, struct rpc_method *m, const char *name)
{
	m->native = native_find(b->natives, m->path);
	if (m->native && m->native->steps)
		return bind_function(b, m, "stroem", name);
	if (m->native) {
		m->anonymous = m->native->anonymous;
		return 0;
	}
	if (m->client_streams || m->server_streams) {
		snprintf(b->err, b->err_size,
		    "the contract has the stream %s, but nothing in the daemon serves it", m->path);
		return -1;
	}
	return bind_function(b, m, "api", name);
}

/* --- the contract's methods --- */

static const ProtobufCServiceDescriptor *service_find(const char *full_name)
{
	const ProtobufCServiceDescriptor *const *const lists[] = {services_ours, services_standard};

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		for (const ProtobufCServiceDescriptor *const *s = lists[i]; *s; s++)
			if (strcmp((*s)->name, full_name) == 0)
				return *s;
	return NULL;
}

static struct rpc_method *room(struct rpc *r)
{
	struct rpc_method *p = r->methods;

	if (r->count == r->size) {
		r->size = r->size ? 2 * r->size : 32;
		p = realloc(p, r->size * sizeof(*p));
		if (!p)
			return NULL;
		r->methods = p;
	}
	p += r->count;
	*p = (struct rpc_method){0};
	return p;
}

static int add_method(struct builder *b, const ProtobufCServiceDescriptor *sd,
    const Google__Protobuf__MethodDescriptorProto *mp)
{
	const ProtobufCMethodDescriptor *md = protobuf_c_service_descriptor_get_method_by_name(sd, mp->name);
	char path[PATH_MAX_LEN];
	struct rpc_method *m;

	if (!md || (size_t)snprintf(path, sizeof(path), "/%s/%s", sd->name, mp->name) >= sizeof(path)) {
		snprintf(b->err, b->err_size, "the descriptors of %s.%s do not fit each other", sd->name,
		    mp->name);
		return -1;
	}
	m = room(b->r);
	if (!m || !(m->path = strdup(path))) {
		no_memory(b);
		return -1;
	}
	b->r->count++;
	m->in = md->input;
	m->out = md->output;
	m->client_streams = mp->client_streaming;
	m->server_streams = mp->server_streaming;
	return bind_method(b, m, mp->name);
}

static int add_service(
    struct builder *b, const char *package, const Google__Protobuf__ServiceDescriptorProto *sp)
{
	const ProtobufCServiceDescriptor *sd;
	char name[PATH_MAX_LEN];

	snprintf(name, sizeof(name), "%s%s%s", package ? package : "", package ? "." : "", sp->name);
	sd = service_find(name);
	if (!sd) {
		snprintf(b->err, b->err_size, "the service %s has no row in proto/services.c", name);
		return -1;
	}
	for (size_t i = 0; i < sp->n_method; i++)
		if (add_method(b, sd, sp->method[i]) != 0)
			return -1;
	return 0;
}

static int by_path(const void *a, const void *b)
{
	const struct rpc_method *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int add_all(struct builder *b)
{
	const Google__Protobuf__FileDescriptorSet *set = b->r->files;

	for (size_t i = 0; i < set->n_file; i++)
		for (size_t k = 0; k < set->file[i]->n_service; k++)
			if (add_service(b, set->file[i]->package, set->file[i]->service[k]) != 0)
				return -1;
	qsort(b->r->methods, b->r->count, sizeof(*b->r->methods), by_path);
	return 0;
}

/* --- the reverse: nothing without a method --- */

static const struct rpc_method *user_of(
    const struct rpc *r, const struct db_fn *fn, const struct rpc_method * not )
{
	for (size_t i = 0; i < r->count; i++)
		if (r->methods[i].fn == fn && &r->methods[i] != not )
			return &r->methods[i];
	return NULL;
}

static int check_functions(struct builder *b)
{
	size_t n = b->cat->count(b->cat->db);

	for (size_t i = 0; i < n; i++) {
		const struct db_fn *fn = b->cat->at(b->cat->db, i);
		const struct rpc_method *m, *other;

		if (strcmp(fn->schema, "api") != 0 && strcmp(fn->schema, "stroem") != 0)
			continue;
		m = user_of(b->r, fn, NULL);
		if (!m && !b->cat->newer) {
			snprintf(b->err, b->err_size,
			    "the database has the function %s.%s, but the contract has no method for it",
			    fn->schema, fn->name);
			return -1;
		}
		other = m ? user_of(b->r, fn, m) : NULL;
		if (other) {
			snprintf(b->err, b->err_size,
			    "the methods %s and %s would both be the function %s.%s", m->path, other->path,
			    fn->schema, fn->name);
			return -1;
		}
	}
	return 0;
}

static int check_natives(struct builder *b)
{
	for (const struct rpc_native *const *t = b->natives; *t; t++)
		for (const struct rpc_native *row = *t; row->path; row++)
			if (!rpc_find(b->r, row->path, strlen(row->path))) {
				snprintf(b->err, b->err_size,
				    "the daemon serves %s, but the contract has no such method", row->path);
				return -1;
			}
	return 0;
}

/* --- the table --- */

struct rpc *rpc_open(
    const struct rpc_catalogue *cat, const struct rpc_native *const *natives, char *err, size_t err_size)
{
	const struct embedded *e = &contract_set[0];
	struct builder b = {calloc(1, sizeof(struct rpc)), cat, natives, err, err_size};

	if (!b.r)
		return (struct rpc *)(uintptr_t)no_memory(&b);
	b.r->files =
	    google__protobuf__file_descriptor_set__unpack(NULL, (size_t)(e->end - e->start), e->start);
	if (!b.r->files)
		snprintf(err, err_size, "the embedded contract cannot be read");
	if (!b.r->files || add_all(&b) != 0 || check_functions(&b) != 0 || check_natives(&b) != 0) {
		rpc_free(b.r);
		return NULL;
	}
	return b.r;
}

void rpc_free(struct rpc *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->count; i++)
		free((char *)(uintptr_t)r->methods[i].path);
	free(r->methods);
	if (r->files)
		google__protobuf__file_descriptor_set__free_unpacked(r->files, NULL);
	free(r);
}

const struct rpc_method *rpc_find(const struct rpc *r, const char *path, size_t len)
{
	size_t lo = 0, hi = r->count;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int c = strncmp(path, r->methods[mid].path, len);

		if (c == 0 && r->methods[mid].path[len])
			c = -1;
		if (c == 0)
			return &r->methods[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

size_t rpc_count(const struct rpc *r)
{
	return r->count;
}

const struct rpc_method *rpc_at(const struct rpc *r, size_t i)
{
	return i < r->count ? &r->methods[i] : NULL;
}

size_t rpc_index(const struct rpc *r, const struct rpc_method *m)
{
	return m ? (size_t)(m - r->methods) : r->count;
}

bool rpc_has_service(const struct rpc *r, const char *full_name)
{
	(void)r;
	return service_find(full_name) != NULL;
}

const Google__Protobuf__FileDescriptorSet *rpc_files(const struct rpc *r)
{
	return r->files;
}

/* --- a database as catalogue --- */

static const struct db_fn *db_find_any(const void *db, const char *schema, const char *name)
{
	return db_find(db, schema, name);
}

static size_t db_count_any(const void *db)
{
	return db_fn_count(db);
}

static const struct db_fn *db_at_any(const void *db, size_t i)
{
	return db_fn_at(db, i);
}

struct rpc_catalogue rpc_catalogue_of(const struct db *db)
{
	bool newer = release_compare(db_release(db), release_ours) > 0;

	return (struct rpc_catalogue){db, db_find_any, db_count_any, db_at_any, newer};
}

/*
 * rpc: which methods there are and what runs them.
 *
 * Built once at start-up from the embedded descriptor set, the service descriptors of protobuf-c and the
 * catalogue: a unary method M is the SQL function api.snake(M) unless a native row names it. A method with
 * neither, and a function of api or stroem without a method, stop the daemon with a sentence. Does no I/O and
 * knows no connection.
 */
#pragma once

#include <google/protobuf/descriptor.pb-c.h>
#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>

#include "db.h"

struct call;

#define RPC_NATIVE_MESSAGE_MAX                                                                               \
	(64u << 10) /* what C unpacks stays unpacked until the answer: no large ones unasked */

/*
 * A method in C. Unary: `message` runs once, when the request has been read to its end; the handler answers
 * now or later with call_reply or call_fail. Streams: `message` runs for each request message, `end` when the
 * client has said everything, `writable` when the last call_send has been taken, `gone` when the stream is
 * over before call_end.
 */
struct rpc_native {
	const char *path;   /* "/package.Service/Method"; NULL ends a table */
	bool anonymous;	    /* may be called without a token */
	bool steps;	    /* asks stroem.snake(M), step by step; whether it is anonymous is said there */
	size_t message_max; /* largest request; 0: RPC_NATIVE_MESSAGE_MAX */
	void (*message)(struct call *c, const ProtobufCMessage *msg);
	void (*end)(struct call *c);	  /* NULL: nothing to do */
	void (*writable)(struct call *c); /* NULL: nothing to do */
	void (*gone)(struct call *c);	  /* NULL: nothing to do */
};

struct rpc_method {
	const char *path; /* "/package.Service/Method" */
	const ProtobufCMessageDescriptor *in, *out;
	bool client_streams, server_streams;
	bool anonymous;
	const struct db_fn *fn;		 /* what runs it, or what its native row asks; else NULL */
	const struct rpc_native *native; /* or NULL */
};

struct rpc;

/* Where functions are found: a database, or a table of a test. */
struct rpc_catalogue {
	const void *db;
	const struct db_fn *(*find)(const void *db, const char *schema, const char *name);
	size_t (*count)(const void *db);
	const struct db_fn *(*at)(const void *db, size_t i);
	bool newer; /* of a later release than this program: may have functions that we have no method for */
};
/* The catalogue of a real database. */
struct rpc_catalogue rpc_catalogue_of(const struct db *db);

/*
 * natives: tables, the list ended by NULL. NULL with a sentence in err when contract, catalogue and natives
 * do not fit.
 */
struct rpc *rpc_open(const struct rpc_catalogue *cat, const struct rpc_native *const *natives, char *err,
    size_t err_size) __attribute__((warn_unused_result));
/* The method by its path; NULL when there is none. */
const struct rpc_method *rpc_find(const struct rpc *r, const char *path, size_t len);
size_t rpc_count(const struct rpc *r);
const struct rpc_method *rpc_at(const struct rpc *r, size_t i);
/* Its number; rpc_count() for NULL. */
size_t rpc_index(const struct rpc *r, const struct rpc_method *m);

/* True when the contract has a service of that full name. */
bool rpc_has_service(const struct rpc *r, const char *full_name);

/* The parsed contract, for reflection. */
const Google__Protobuf__FileDescriptorSet *rpc_files(const struct rpc *r);

/* "GetPlan" -> "get_plan", "WhoAmI" -> "who_am_i", "SetIDag" -> "set_i_dag"; 0, or -1 when out is too small.
 */
int rpc_snake(const char *method, char *out, size_t size) __attribute__((warn_unused_result));

void rpc_free(struct rpc *r);

/*
 * The dispatch table on a catalogue of the test's own: what fits, and every sentence with which it does not.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/health.h"
#include "server/reflect.h"
#include "server/rpc.h"
#include "server/vedlegg.h"
#include "server/watch.h"

#define FN_MAX 1024

struct catalogue {
	struct db_fn fn[FN_MAX];
	char name[FN_MAX][64];
	size_t n;
};

static struct catalogue cat;
static char err[512];

static const struct db_fn *find(const void *db, const char *schema, const char *name)
{
	const struct catalogue *c = db;

	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->fn[i].schema, schema) == 0 && strcmp(c->fn[i].name, name) == 0)
			return &c->fn[i];
	return NULL;
}

static size_t count(const void *db)
{
	return ((const struct catalogue *)db)->n;
}

static const struct db_fn *at(const void *db, size_t i)
{
	return &((const struct catalogue *)db)->fn[i];
}

static void add(const char *schema, const char *name)
{
	struct db_fn *f = &cat.fn[cat.n];

	cr_assert_lt(cat.n, FN_MAX);
	snprintf(cat.name[cat.n], sizeof(cat.name[0]), "%s", name);
	*f = (struct db_fn){.schema = (char *)(uintptr_t)schema,
	    .name = cat.name[cat.n],
	    .read = true,
	    .anonymous = strcmp(name, "get_plan") == 0,
	    .id = (unsigned)cat.n};
	cat.n++;
}

static void drop(const char *name)
{
	for (size_t i = 0; i < cat.n; i++)
		if (strcmp(cat.name[i], name) == 0)
			snprintf(cat.name[i], sizeof(cat.name[0]), "%s", cat.name[--cat.n]);
}

static void nothing(struct call *c, const ProtobufCMessage *msg)
{
}

static const struct rpc_native auth[] = {
    {.path = "/omstilling.v1.AuthService/Login", .anonymous = true, .message = nothing},
    {.path = "/omstilling.v1.AuthService/SetPassword", .anonymous = true, .message = nothing},
    {0},
};
static const struct rpc_native *const natives[] = {
    auth, vedlegg_methods, health_methods, reflect_methods, watch_methods, NULL};

static struct rpc *open_with(const struct rpc_native *const *n, bool newer)
{
	const struct rpc_catalogue c = {&cat, find, count, at, newer};

	err[0] = 0;
	return rpc_open(&c, n, err, sizeof(err));
}

/* The catalogue that fits: found by asking again and again what is missing. */
static void fill(void)
{
	struct rpc *r;

	cat.n = 0;
	while (!(r = open_with(natives, false))) {
		const char *p = strstr(err, "no function "), *name = p ? strchr(p, '.') : NULL;

		cr_assert(name, "%s", err);
		add(strncmp(p, "no function stroem.", 19) == 0 ? "stroem" : "api", name + 1);
	}
	rpc_free(r);
}

Test(rpc, names)
{
	static const struct {
		const char *method, *function;
	} rows[] = {{"GetPlan", "get_plan"}, {"WhoAmI", "who_am_i"}, {"SetIDag", "set_i_dag"},
	    {"Logout", "logout"}, {"ListPlaner", "list_planer"}};
	char out[16];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		cr_assert_eq(rpc_snake(rows[i].method, out, sizeof(out)), 0);
		cr_assert_str_eq(out, rows[i].function);
	}
	cr_assert_eq(rpc_snake("ANameThatIsTooLongForIt", out, sizeof(out)), -1);
	cr_assert_eq(rpc_snake("Abcdefg", out, 7), -1, "the zero needs room too");
}

Test(rpc, what_fits_is_found)
{
	const struct rpc_method *m;
	struct rpc *r;

	fill();
	r = open_with(natives, false);
	cr_assert(r, "%s", err);
	m = rpc_find(r, "/omstilling.v1.PlanService/GetPlan", strlen("/omstilling.v1.PlanService/GetPlan"));
	cr_assert(m && m->fn && !m->native);
	cr_assert_str_eq(m->fn->name, "get_plan");
	cr_assert(m->anonymous, "as the catalogue says");
	cr_assert_str_eq(m->in->name, "omstilling.v1.GetPlanRequest");
	cr_assert_str_eq(m->out->name, "omstilling.v1.GetPlanResponse");
	m = rpc_find(r, "/omstilling.v1.AuthService/Login", strlen("/omstilling.v1.AuthService/Login"));
	cr_assert(m && m->native && !m->fn && m->anonymous && !m->server_streams);
	m = rpc_find(r, "/grpc.health.v1.Health/Watch", strlen("/grpc.health.v1.Health/Watch"));
	cr_assert(m && m->server_streams && !m->client_streams);
	for (size_t i = 0; i < rpc_count(r); i++) {
		m = rpc_at(r, i);
		cr_assert_eq(rpc_find(r, m->path, strlen(m->path)), m, "%s", m->path);
		cr_assert_null(rpc_find(r, m->path, strlen(m->path) - 1), "%s cut short", m->path);
	}
	cr_assert_null(rpc_at(r, rpc_count(r)));
	rpc_free(r);
}

Test(rpc, what_is_not_there_is_not_found)
{
	static const char *const paths[] = {"", "/", "/omstilling.v1.PlanService/",
	    "/omstilling.v1.PlanService/GetPlanX", "omstilling.v1.PlanService/GetPlan",
	    "/omstilling.v1.PlanService/getplan"};
	struct rpc *r;

	fill();
	r = open_with(natives, false);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		cr_assert_null(rpc_find(r, paths[i], strlen(paths[i])), "%s", paths[i]);
	cr_assert(rpc_has_service(r, "omstilling.v1.PlanService"));
	cr_assert_not(rpc_has_service(r, "omstilling.v1.Plan"));
	rpc_free(r);
}

Test(rpc, a_method_without_function_is_named)
{
	fill();
	drop("get_plan");
	cr_assert_null(open_with(natives, false));
	cr_assert_str_eq(err, "the contract has the method /omstilling.v1.PlanService/GetPlan, but the "
			      "database has no function api.get_plan");
}

Test(rpc, a_function_without_method_is_named)
{
	struct rpc *r;

	fill();
	add("api", "slett_alt");
	cr_assert_null(open_with(natives, false));
	cr_assert_str_eq(
	    err, "the database has the function api.slett_alt, but the contract has no method for it");
	r = open_with(natives, true);
	cr_assert(r, "a database of a later release may have more: %s", err);
	rpc_free(r);
}

Test(rpc, functions_of_other_schemas_are_nobodys_business)
{
	struct rpc *r;

	fill();
	add("auth", "finn_bruker");
	r = open_with(natives, false);
	cr_assert(r, "%s", err);
	rpc_free(r);
}

Test(rpc, a_stream_needs_a_handler)
{
	const struct rpc_native *const without[] = {auth, reflect_methods, watch_methods, NULL};

	fill();
	add("api", "check");
	cr_assert_null(open_with(without, false));
	cr_assert_str_eq(err,
	    "the contract has the stream /grpc.health.v1.Health/Watch, but nothing in the daemon serves it");
}

Test(rpc, a_handler_needs_a_method)
{
	static const struct rpc_native odd[] = {
	    {.path = "/omstilling.v1.PlanService/Gone", .message = nothing}, {0}};
	const struct rpc_native *const with[] = {
	    auth, vedlegg_methods, health_methods, reflect_methods, watch_methods, odd, NULL};

	fill();
	cr_assert_null(open_with(with, false));
	cr_assert_str_eq(
	    err, "the daemon serves /omstilling.v1.PlanService/Gone, but the contract has no such method");
}

Test(rpc, a_stream_asks_a_function_of_its_own_which_says_who_may)
{
	const char *path = "/omstilling.v1.VedleggService/Upload";
	const struct rpc_method *m;
	struct rpc *r;

	fill();
	for (size_t i = 0; i < cat.n; i++)
		cat.fn[i].anonymous |= strcmp(cat.name[i], "upload") == 0;
	r = open_with(natives, false);
	cr_assert(r, "%s", err);
	m = rpc_find(r, path, strlen(path));
	cr_assert(m && m->native && m->fn && m->client_streams && m->anonymous);
	cr_assert_str_eq(m->fn->schema, "stroem");
	cr_assert_not(rpc_find(r, "/omstilling.v1.VedleggService/Download", 38)->anonymous);
	rpc_free(r);
	add("stroem", "left_over");
	cr_assert_null(open_with(natives, false));
	cr_assert_str_eq(
	    err, "the database has the function stroem.left_over, but the contract has no method for it");
}

Test(rpc, freeing_nothing)
{
	rpc_free(NULL);
}

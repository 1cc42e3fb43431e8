/*
 * health: grpc.health.v1; see health.h. A watcher looks once a second: state changes seldom, and no list of
 * watchers has to be kept.
 */
#include "health.h"

#include <event2/event.h>
#include <grpc/health/v1/health.pb-c.h>
#include <stdlib.h>

#include "call.h"

#define SERVING GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVING
#define NOT_SERVING GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__NOT_SERVING
#define SERVICE_UNKNOWN GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__SERVING_STATUS__SERVICE_UNKNOWN

struct watch {
	struct event *tick;
	int told; /* -1: nothing yet */
	bool known;
};

/* The empty name is the whole server. */
static bool known(struct call *c, const Grpc__Health__V1__HealthCheckRequest *req)
{
	return !req->service || !*req->service || rpc_has_service(call_env(c)->rpc, req->service);
}

static int state_now(struct call *c)
{
	const struct call_env *env = call_env(c);

	return !env->draining && db_ready(env->db) ? SERVING : NOT_SERVING;
}

static void check(struct call *c, const ProtobufCMessage *msg)
{
	static const struct status unknown = {
	    .code = GRPC_NOT_FOUND, .reason = "ukjent_tjeneste", .text = "Tjeneren har ingen slik tjeneste."};
	Grpc__Health__V1__HealthCheckResponse res = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__INIT;

	if (!known(c, (const Grpc__Health__V1__HealthCheckRequest *)msg)) {
		call_fail(c, &unknown);
		return;
	}
	res.status = (Grpc__Health__V1__HealthCheckResponse__ServingStatus)state_now(c);
	call_reply(c, &res.base);
}

static void watch_tell(struct call *c)
{
	static const struct status stopping = {
	    .code = GRPC_UNAVAILABLE, .reason = "tjeneren_stanser", .text = "Tjeneren stanser."};
	struct watch *w = call_data(c);
	Grpc__Health__V1__HealthCheckResponse res = GRPC__HEALTH__V1__HEALTH_CHECK_RESPONSE__INIT;
	int now = w->known ? state_now(c) : SERVICE_UNKNOWN;

	res.status = (Grpc__Health__V1__HealthCheckResponse__ServingStatus)now;
	/* When the last word has not been taken, the next look tells what is true then. */
	if (now != w->told && call_send(c, &res.base) == 0)
		w->told = now;
	if (call_env(c)->draining) {
		event_free(w->tick);
		free(w);
		call_set_data(c, NULL);
		call_end(c, &stopping);
	}
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	watch_tell(arg);
}

static void watch_gone(struct call *c)
{
	struct watch *w = call_data(c);

	if (!w)
		return;
	event_free(w->tick);
	free(w);
	call_set_data(c, NULL);
}

static void watch(struct call *c, const ProtobufCMessage *msg)
{
	static const struct status full = {.code = GRPC_RESOURCE_EXHAUSTED,
	    .reason = "for_mange_kall",
	    .text = "Tjeneren har for mye å gjøre."};
	static const struct status twice = {.code = GRPC_UNIMPLEMENTED,
	    .reason = "for_mange_meldinger",
	    .text = "Metoden tar imot én melding."};
	const struct timeval second = {1, 0};
	struct watch *w = call_data(c);

	if (w) {
		watch_gone(c);
		call_end(c, &twice);
		return;
	}
	w = calloc(1, sizeof(*w));
	if (w)
		w->tick = event_new(call_env(c)->base, -1, EV_PERSIST, on_tick, c);
	if (!w || !w->tick || event_add(w->tick, &second) != 0) {
		if (w && w->tick)
			event_free(w->tick);
		free(w);
		call_end(c, &full);
		return;
	}
	w->told = -1;
	w->known = known(c, (const Grpc__Health__V1__HealthCheckRequest *)msg);
	call_set_data(c, w);
	watch_tell(c);
}

static void watch_end(struct call *c)
{
	static const struct status none = {
	    .code = GRPC_UNIMPLEMENTED, .reason = "mangler_melding", .text = "Metoden krever én melding."};

	if (!call_data(c))
		call_end(c, &none);
}

const struct rpc_native health_methods[] = {
    {.path = "/grpc.health.v1.Health/Check", .anonymous = true, .message = check},
    {.path = "/grpc.health.v1.Health/Watch",
	.anonymous = true,
	.message = watch,
	.end = watch_end,
	.gone = watch_gone},
    {0},
};

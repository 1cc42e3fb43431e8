/* retry: see retry.h. */
#include "retry.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

#include "field.h"
#include "spraak.h"

#define PAUSE_MIN_MS 100
#define PAUSE_MAX_MS 5000

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* A method that begins so changes nothing; tests/sql/katalog.sql holds the database to it. */
static bool reads(const char *method)
{
	static const char *const verbs[] = {
	    "Check", "Diff", "Explain", "Export", "Get", "Handover", "List", "Merge", "Simulate", "Who"};
	const char *slash = strchr(method, '/'), *name = slash ? slash + 1 : method;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		size_t n = strlen(verbs[i]);
		if (strncmp(name, verbs[i], n) == 0 && isupper((unsigned char)name[n]))
			return true;
	}
	return false;
}

static bool has_key(const ProtobufCMessage *req)
{
	static const char name[] = "idempotency_key";

	return field_find(req->descriptor, name, sizeof(name) - 1) != NULL;
}

struct retry retry_start(const char *method, const ProtobufCMessage *req, int64_t timeout_ms)
{
	return (struct retry){
	    .safe = reads(method) || has_key(req), .end = now_ms() + timeout_ms, .pause_ms = PAUSE_MIN_MS};
}

int64_t retry_left(const struct retry *r)
{
	int64_t left = r->end - now_ms();

	return left > 0 ? left : 1;
}

static bool is_one_of(const char *reason, const char *const *names)
{
	while (reason && *names)
		if (strcmp(reason, *names++) == 0)
			return true;
	return false;
}

/* A proxy may say `ikke_behandlet` also of what the server that it lost had begun. */
static bool outcome_unknown(const struct status *st)
{
	static const char *const names[] = {
	    "forbindelsen_brutt", "ikke_behandlet", "utfallet_er_ukjent", NULL};

	return st->code == GRPC_UNAVAILABLE && is_one_of(st->reason, names);
}

bool retry_lost(const struct status *st)
{
	static const char *const names[] = {"ingen_forbindelse", "ingen_tjener", NULL};

	return outcome_unknown(st) || is_one_of(st->reason, names);
}

/* Whether another try does no harm. */
static bool harmless(const struct retry *r, const struct status *st)
{
	if (st->code != GRPC_UNAVAILABLE)
		return false;
	if (st->retry_ms > 0) /* with this hint the server says that it has not begun */
		return true;
	if (st->reason && strcmp(st->reason, "ingen_forbindelse") == 0)
		return r->met; /* else the address may be wrong, and the sooner that is told the better */
	return r->safe && outcome_unknown(st);
}

unsigned retry_pause(struct retry *r, struct status *st)
{
	unsigned pause = st->retry_ms > r->pause_ms ? st->retry_ms : r->pause_ms;

	if (!harmless(r, st)) {
		if (!r->safe && outcome_unknown(st) && !st->hint)
			st->hint = _("det er ukjent om det ble gjort: se etter før du prøver igjen");
		return 0;
	}
	pause = pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS;
	r->pause_ms = 2 * r->pause_ms < PAUSE_MAX_MS ? 2 * r->pause_ms : PAUSE_MAX_MS;
	return pause < retry_left(r) ? pause : 0;
}

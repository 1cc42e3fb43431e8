/*
 * http: what an operator's machinery is told, and who may listen; over a real socket, with real calls before
 * a database that is played.
 */
#include <arpa/inet.h>
#include <unistd.h>

#include "call_fixture.h"
#include "server/http.h"
#include "server/meter.h"

static struct http *http;
static char err[256], page[128 * 1024];
static struct metrics_sources sources;

static void setup(void)
{
	begin();
	env.meter = meter_new(rpc_count(env.rpc));
	sources = (struct metrics_sources){
	    .env = &env, .release = "1.2.3", .db_release = "1.2.4", .queue = 77, .started = 1700000000};
	http = http_open(base, "127.0.0.1:0", &sources, err, sizeof(err));
	cr_assert(http, "%s", err);
}

static void teardown(void)
{
	http_free(http);
	http_free(NULL);
	end();
	meter_free(env.meter);
}

TestSuite(http, .init = setup, .fini = teardown);

static int dial(void)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	in.sin_port = htons((uint16_t)strtoul(strrchr(http_address(http), ':') + 1, NULL, 10));
	cr_assert_eq(connect(fd, (struct sockaddr *)&in, sizeof(in)), 0);
	return fd;
}

/* What comes back for these bytes, until the other end closes. */
static const char *send_raw(const char *bytes)
{
	int fd = dial();
	size_t n = 0;
	ssize_t k = -1;

	cr_assert_eq(send(fd, bytes, strlen(bytes), 0), (ssize_t)strlen(bytes));
	for (int i = 0; i < 100 && k != 0; i++) {
		turn();
		while ((k = recv(fd, page + n, sizeof(page) - 1 - n, MSG_DONTWAIT)) > 0)
			n += (size_t)k;
		if (k < 0)
			wait_ms(5);
	}
	page[n] = 0;
	close(fd);
	cr_assert_eq(k, 0, "the answer ends with the connection: %s", page);
	return page;
}

static const char *get(const char *path)
{
	char request[128];

	snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path);
	return send_raw(request);
}

static void has(const char *part)
{
	cr_assert(strstr(page, part), "no \"%s\" in:\n%s", part, page);
}

static void lacks(const char *part)
{
	cr_assert_null(strstr(page, part), "\"%s\" is in:\n%s", part, page);
}

Test(http, calls_are_told_by_method_and_outcome)
{
	get_plan(bearer, 1);
	answer((struct db_result){.json = "{}"});
	turn();
	get_plan(bearer, 1);
	answer((struct db_result){.sqlstate = "RP005", .constraint = "ukjent_plan", .message = "Nei."});
	turn();
	get("/metrics");
	has("HTTP/1.1 200 OK");
	has("Content-Type: text/plain; version=0.0.4; charset=utf-8");
	has("\nomstilling_calls_total{method=\"" GET_PLAN "\",code=\"OK\"} 1\n");
	has("\nomstilling_calls_total{method=\"" GET_PLAN "\",code=\"NOT_FOUND\"} 1\n");
	has("\nomstilling_call_duration_seconds_count{method=\"" GET_PLAN "\"} 2\n");
	has("\nomstilling_call_duration_seconds_bucket{method=\"" GET_PLAN "\",le=\"30\"} 2\n");
	has("\nomstilling_call_duration_seconds_bucket{method=\"" GET_PLAN "\",le=\"+Inf\"} 2\n");
	has("\nomstilling_calls_started_total 2\n");
	lacks(SAVE_PLAN);
}

Test(http, what_it_is_made_of_is_told)
{
	get("/metrics");
	has("\nomstilling_build_info{release=\"1.2.3\",database_release=\"1.2.4\"} 1\n");
	has("\nomstilling_db_connections 3\n");
	has("\nomstilling_db_connections_wanted 4\n");
	has("\nomstilling_db_queue_size 77\n");
	has("\nomstilling_connections 1\n");
	has("\nomstilling_cache_entries 0\n");
	has("\nprocess_start_time_seconds 1700000000\n");
	has("\nomstilling_ready 1\n");
	cr_assert_gt(strtod(strstr(page, "\nprocess_resident_memory_bytes ") + 31, NULL), 1e6);
}

Test(http, neither_tokens_nor_made_up_methods_are_labels)
{
	Omstilling__V1__GetPlanRequest req = OMSTILLING__V1__GET_PLAN_REQUEST__INIT;

	req.plan = (char *)(uintptr_t) "sel/hemmelig";
	ask("/omstilling.v1.PlanService/Hemmelig1", &req.base, NULL, 0);
	ask("/x\"} 1\nforged 2", &req.base, NULL, 0);
	ask(GET_PLAN, &req.base, bearer, 1);
	answer((struct db_result){.sqlstate = "42501", .message = "hemmelig"});
	turn();
	get("/metrics");
	has("\nomstilling_calls_total{method=\"unknown\",code=\"UNIMPLEMENTED\"} ");
	lacks("emmelig");
	lacks("forged");
	lacks("ba7816bf");
	lacks("abc");
}

Test(http, streams_are_counted_while_they_run)
{
	struct h2_stream *s = post("/grpc.health.v1.Health/Watch", NULL, 0, "\0\0\0\0\0", 5);

	get("/metrics");
	has("\nomstilling_streams_running 1\n");
	h2_reset(s, H2_CANCEL);
	turn();
	get("/metrics");
	has("\nomstilling_streams_running 0\n");
	has("{method=\"/grpc.health.v1.Health/Watch\",code=\"CANCELLED\"} 1\n");
	lacks("duration_seconds_count{method=\"/grpc.health.v1.Health/Watch\"}");
}

Test(http, alive_and_ready)
{
	get("/healthz");
	has("200 OK");
	get("/readyz");
	has("200 OK");
	db.down = true;
	get("/readyz");
	has("503 ");
	has("\nno database\n");
	get("/healthz");
	has("200 OK");
	get("/metrics");
	has("\nomstilling_ready 0\n");
	db.down = false;
	get("/readyz");
	has("200 OK");
	env.draining = true;
	get("/readyz");
	has("503 ");
	has("\ndraining\n");
	get("/healthz");
	has("200 OK");
}

Test(http, anything_else_is_refused)
{
	get("/");
	has("404 ");
	get("/metrics/../etc/passwd");
	has("404 ");
	send_raw("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
	cr_assert_null(strstr(page, "omstilling_calls"), "%s", page);
	send_raw("GET /metrics HTTP/9.9\r\n\r\n");
	cr_assert_null(strstr(page, "omstilling_calls"), "%s", page);
}

Test(http, headers_have_an_end)
{
	static char request[40000];
	size_t n = (size_t)snprintf(request, sizeof(request), "GET /metrics HTTP/1.1\r\nX: ");

	memset(request + n, 'x', sizeof(request) - 1 - n);
	send_raw(request);
	lacks("omstilling_calls");
}

/* More than there may be, that say nothing or half a request: who asks is answered, and the oldest are gone.
 */
Test(http, connections_have_an_end)
{
	int fd[100];
	unsigned closed = 0;
	char c;

	for (int i = 0; i < 100; i++) {
		fd[i] = dial();
		if (i % 2)
			cr_assert_eq(send(fd[i], "GET /met", 8, 0), 8);
		turn();
	}
	turn();
	get("/healthz");
	has("200 OK");
	get("/metrics");
	has("\nomstilling_metrics_connections 32\n");
	for (int i = 0; i < 100; i++)
		if (recv(fd[i], &c, 1, MSG_DONTWAIT) == 0) {
			closed++;
			cr_expect_lt(i, 70, "a younger one has given way");
		}
	cr_expect_geq(closed, 66);
	for (int i = 0; i < 100; i++)
		close(fd[i]);
	for (int i = 0; i < 20; i++)
		turn();
	get("/metrics");
	has("\nomstilling_metrics_connections 1\n");
}

Test(http, only_this_machine_may_ask)
{
	static const struct {
		const char *address, *part;
	} rows[] = {{"0.0.0.0:0", "other machines would reach it"},
	    {"[::]:0", "other machines would reach it"}, {"192.0.2.1:0", "other machines would reach it"},
	    {"127.0.0.1", "HOST:PORT"}, {"unix:/tmp/x", "metrics: cannot listen on unix:/tmp/x"},
	    {"127.0.0.1:nei", "metrics: "}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		cr_assert_null(
		    http_open(base, rows[i].address, &sources, err, sizeof(err)), "%s", rows[i].address);
		cr_assert(strstr(err, rows[i].part), "%s: %s", rows[i].address, err);
	}
	cr_assert_null(http_open(base, http_address(http), &sources, err, sizeof(err)), "taken already");
	cr_assert(strstr(err, "in use"), "%s", err);
}

/*
 * metrics: see metrics.h. Leaves out who asks (http).
 */
#include "metrics.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "meter.h"

#define UNKNOWN_METHOD "unknown"

struct scalar {
	const char *name, *type, *help;
	double value;
};

static void head(struct evbuffer *out, const char *name, const char *type, const char *help)
{
	evbuffer_add_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void scalars(struct evbuffer *out, const struct scalar *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		head(out, rows[i].name, rows[i].type, rows[i].help);
		evbuffer_add_printf(out, "%s %.15g\n", rows[i].name, rows[i].value);
	}
}
#define SCALARS(out, rows) scalars((out), (rows), sizeof(rows) / sizeof(rows[0]))

/* --- calls --- */

static const char *method_name(const struct call_env *env, size_t i)
{
	const struct rpc_method *m = rpc_at(env->rpc, i);

	return m ? m->path : UNKNOWN_METHOD;
}

static void by_outcome(struct evbuffer *out, const struct call_env *env)
{
	const struct meter_row *r;

	head(out, "omstilling_calls_total", "counter", "Calls that have ended, by method and gRPC status.");
	for (size_t i = 0; (r = meter_row(env->meter, i)) != NULL; i++)
		for (unsigned code = 0; code < METER_CODES; code++)
			if (r->finished[code] > 0)
				evbuffer_add_printf(out,
				    "omstilling_calls_total{method=\"%s\",code=\"%s\"} %llu\n",
				    method_name(env, i), grpc_code_name((enum grpc_code)code),
				    r->finished[code]);
}

static void one_duration(struct evbuffer *out, const char *method, const struct meter_row *r)
{
	static const char name[] = "omstilling_call_duration_seconds";
	unsigned long long sum = 0;

	for (size_t i = 0; i < METER_BUCKETS; i++) {
		sum += r->within[i];
		evbuffer_add_printf(out, "%s_bucket{method=\"%s\",le=\"%g\"} %llu\n", name, method,
		    meter_bounds[i] / 1000.0, sum);
	}
	evbuffer_add_printf(out, "%s_bucket{method=\"%s\",le=\"+Inf\"} %llu\n", name, method, r->timed);
	evbuffer_add_printf(out, "%s_sum{method=\"%s\"} %.3f\n", name, method, (double)r->ms / 1000.0);
	evbuffer_add_printf(out, "%s_count{method=\"%s\"} %llu\n", name, method, r->timed);
}

static void durations(struct evbuffer *out, const struct call_env *env)
{
	const struct meter_row *r;

	head(out, "omstilling_call_duration_seconds", "histogram",
	    "From the headers of a unary call to its outcome, by method.");
	for (size_t i = 0; (r = meter_row(env->meter, i)) != NULL; i++)
		if (r->timed > 0)
			one_duration(out, method_name(env, i), r);
}

static void traffic(struct evbuffer *out, const struct call_env *env)
{
	const struct call_counts *c = &env->counts;
	const struct scalar rows[] = {
	    {"omstilling_calls_started_total", "counter", "Calls begun.", (double)c->started},
	    {"omstilling_calls_running", "gauge", "Calls without an outcome so far, streams among them.",
		c->running},
	    {"omstilling_streams_running", "gauge", "Streams among the running calls.", c->streams},
	    {"omstilling_http_refused_total", "counter", "Requests that were no gRPC at all.",
		(double)c->http_errors},
	    {"omstilling_buffered_bytes", "gauge", "Requests and replies held in memory.",
		(double)c->buffered},
	    {"omstilling_connections", "gauge", "Clients' connections open now.", c->connections},
	    {"omstilling_connections_total", "counter", "Clients' connections accepted.",
		(double)c->connections_total},
	    {"omstilling_connections_cut_total", "counter",
		"Connections cut to make room: idle ones, or of the address with most.",
		(double)c->connections_cut},
	    {"omstilling_connections_refused_total", "counter", "Connections closed at once: no room.",
		(double)c->connections_refused},
	    {"omstilling_proxy_headers_refused_total", "counter",
		"Connections from a proxy's network that did not say for whom they were.",
		(double)c->headers_refused},
	    {"omstilling_calls_over_share_total", "counter",
		"Calls refused because one login or address had too many running.", (double)c->over_share},
	};

	SCALARS(out, rows);
	by_outcome(out, env);
	durations(out, env);
}

/* --- what stands behind --- */

static void database(struct evbuffer *out, const struct metrics_sources *s)
{
	struct db_stats db;

	db_stats(s->env->db, &db);
	const struct scalar rows[] = {
	    {"omstilling_db_connections", "gauge", "Connections to PostgreSQL that are up.", db.connected},
	    {"omstilling_db_connections_wanted", "gauge", "Connections to PostgreSQL that there should be.",
		db.connections},
	    {"omstilling_db_requests_running", "gauge", "Requests sent to PostgreSQL and not answered.",
		db.running},
	    {"omstilling_db_requests_waiting", "gauge", "Requests that wait for a connection.", db.waiting},
	    {"omstilling_db_queue_size", "gauge", "Requests that may wait; more are refused.", s->queue},
	    {"omstilling_db_requests_total", "counter", "Requests taken.", (double)db.calls},
	    {"omstilling_db_errors_total", "counter",
		"Requests that PostgreSQL answered with an error, refusals by a rule among them.",
		(double)db.errors},
	    {"omstilling_db_reconnects_total", "counter", "Connections made again after they were lost.",
		(double)db.reconnects},
	};

	SCALARS(out, rows);
}

static void memory(struct evbuffer *out, const struct call_env *env)
{
	struct cache_stats c;

	cache_stats(env->cache, &c);
	const struct scalar rows[] = {
	    {"omstilling_cache_hits_total", "counter", "Replies given from memory.", (double)c.hits},
	    {"omstilling_cache_misses_total", "counter", "Replies looked for in memory in vain.",
		(double)c.misses},
	    {"omstilling_cache_bytes", "gauge", "Memory that kept replies take.", (double)c.bytes},
	    {"omstilling_cache_entries", "gauge", "Kept replies.", (double)c.entries},
	};

	SCALARS(out, rows);
}

/* Resident memory in bytes; 0 when the kernel does not tell. */
static double resident(void)
{
	unsigned long long size = 0, pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");

	if (!f)
		return 0;
	if (fscanf(f, "%20llu %20llu", &size, &pages) != 2)
		pages = 0;
	fclose(f);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void process(struct evbuffer *out, const struct metrics_sources *s)
{
	struct rusage used = {0};

	getrusage(RUSAGE_SELF, &used);
	const struct scalar rows[] = {
	    {"process_resident_memory_bytes", "gauge", "Resident memory.", resident()},
	    {"process_cpu_seconds_total", "counter", "Processor time used.",
		seconds(used.ru_utime) + seconds(used.ru_stime)},
	    {"process_start_time_seconds", "gauge", "When the daemon started, since 1970.",
		(double)s->started},
	    {"omstilling_metrics_connections", "gauge", "Connections to the port that tells this.",
		s->guests},
	    {"omstilling_ready", "gauge", "1 when /readyz says yes.",
		!s->env->draining && db_ready(s->env->db)},
	};

	SCALARS(out, rows);
	if (s->listen && listen_not_after(s->listen) != 0)
		scalars(out,
		    &(struct scalar){"omstilling_tls_not_after_seconds", "gauge",
			"Until when the certificate in use is valid, since 1970.",
			(double)listen_not_after(s->listen)},
		    1);
	head(out, "omstilling_build_info", "gauge", "Always 1; the releases are its labels.");
	evbuffer_add_printf(out, "omstilling_build_info{release=\"%s\",database_release=\"%s\"} 1\n",
	    s->release, s->db_release);
}

int metrics_write(struct evbuffer *out, const struct metrics_sources *s)
{
	traffic(out, s->env);
	database(out, s);
	memory(out, s->env);
	process(out, s);
	/* Adding is only short when memory is out, and then there is no end either. */
	return evbuffer_add(out, "", 0);
}

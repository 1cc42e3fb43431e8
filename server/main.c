/*
 * main: starts the daemon in the one order that works, and ends it in good order.
 *
 * conf, log, private PostgreSQL (its keeper is forked while nothing secret is in memory), migrations in a
 * child, database, methods, sockets; then privileges are dropped, then the loop. Leaves out everything that
 * any of these do.
 */
#include <event2/event.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>

#include "auth.h"
#include "call.h"
#include "conf.h"
#include "health.h"
#include "http.h"
#include "listen.h"
#include "log.h"
#include "meter.h"
#include "notify.h"
#include "owner.h"
#include "reflect.h"
#include "release.h"
#include "rpc.h"
#include "seen.h"
#include "share.h"
#include "sub.h"
#include "vedlegg.h"
#include "watch.h"

#define SENTENCE_MAX 4096
#define PASSWORD_BYTES 32
#define SETTINGS_MAX 64
#define HOUSEKEEPING_S 60
#define HOUSEKEEPING_MS 30000

struct server {
	struct conf conf;
	int argc;
	char **argv;
	char err[SENTENCE_MAX];
	struct owner owner;
	char daemon_conninfo[LOCAL_CONNINFO_MAX];
	struct event_base *base;
	struct event *term, *interrupt, *hangup, *counters, *keeper, *housekeeping;
	struct db *db;
	struct rpc *rpc;
	struct auth *auth;
	struct watch *watch;
	struct seen *seen;
	struct call_env env;
	bool env_ready;
	struct listen *listen;
	struct http *http;
	bool housekeeping_runs;
	int rc;
};

/* --- where the database is */

/* A password for this start only: the child that may set it is gone before the first client is heard. */
static int open_local(struct server *s)
{
	unsigned char random[PASSWORD_BYTES];
	char password[2 * PASSWORD_BYTES + 1];
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(password, sizeof password, random, sizeof random);
	int rc = owner_migrate(&s->owner, password, s->err, sizeof s->err);
	if (rc == 0)
		rc = local_conninfo(
		    s->owner.local, "omstilling_daemon", LOCAL_DATABASE, password, s->daemon_conninfo);
	sodium_memzero(random, sizeof random);
	sodium_memzero(password, sizeof password);
	return rc;
}

static int start_database(struct server *s)
{
	if (s->conf.data != NULL)
		return owner_start(&s->owner, s->err, sizeof s->err) == 0 ? open_local(s) : -1;
	int rc = s->conf.owner_database != NULL ? owner_migrate(&s->owner, NULL, s->err, sizeof s->err) : 0;
	conf_wipe_secrets(&s->conf, s->argc, s->argv);
	return rc;
}

/* --- housekeeping */

static void on_housekept(void *arg, const struct db_result *res)
{
	struct server *s = arg;
	s->housekeeping_runs = false;
	if (res->sqlstate != NULL)
		log_msg(LOG_WARN, NULL, "housekeeping: %s: %s", res->sqlstate,
		    res->message != NULL ? res->message : "");
}

static void on_housekeeping(evutil_socket_t fd, short what, void *arg)
{
	struct server *s = arg;
	const struct db_fn *fn = db_find(s->db, "auth", "housekeeping");
	(void)fd;
	(void)what;
	if (fn == NULL || s->housekeeping_runs)
		return;
	s->housekeeping_runs = db_call(s->db, fn, NULL, "{}", 2, HOUSEKEEPING_MS, on_housekept, s) != NULL;
}

/* --- the end */

static void on_drained(void *arg)
{
	struct server *s = arg;
	event_base_loopbreak(s->base);
}

static void end(struct server *s)
{
	s->env.draining = true;
	notify("STOPPING=1");
	watch_drain(s->watch);
	listen_drain(s->listen, on_drained, s);
}

/* What has been served, by the daemon's own count: a load generator's word is not enough. */
static void on_counters(evutil_socket_t sig, short what, void *arg)
{
	const struct server *s = arg;
	const struct call_counts *c = &s->env.counts;
	struct db_stats db;
	struct cache_stats kept;
	unsigned long long failed = 0;
	(void)sig;
	(void)what;
	db_stats(s->db, &db);
	cache_stats(s->env.cache, &kept);
	for (size_t i = 1; i < sizeof c->finished / sizeof c->finished[0]; i++)
		failed += c->finished[i];
	log_msg(LOG_INFO, NULL,
	    "counters: calls_started=%llu calls_ok=%llu calls_failed=%llu running=%u connections=%u "
	    "db_connected=%u db_waiting=%u db_running=%u db_reconnects=%llu from_memory=%llu",
	    c->started, c->finished[0], failed, c->running, c->connections, db.connected, db.waiting,
	    db.running, db.reconnects, kept.hits);
}

static void tell_certificate(const struct server *s, const char *what)
{
	time_t end = listen_not_after(s->listen);
	struct tm tm;
	char day[32], key[TLS_FINGERPRINT_SIZE];
	gmtime_r(&end, &tm);
	listen_fingerprint(s->listen, key);
	strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%SZ", &tm);
	log_msg(end > time(NULL) ? LOG_INFO : LOG_WARN, NULL, "%s: valid until %s, public key %s", what, day,
	    key);
}

static void on_hangup(evutil_socket_t sig, short what, void *arg)
{
	struct server *s = arg;
	char err[SENTENCE_MAX];
	(void)sig;
	(void)what;
	if (listen_not_after(s->listen) == 0)
		log_msg(LOG_INFO, NULL, "SIGHUP: there is no certificate to read again");
	else if (listen_reload(s->listen, err, sizeof err) < 0)
		log_msg(LOG_ERROR, NULL, "SIGHUP: the old certificate stays: %s", err);
	else
		tell_certificate(s, "SIGHUP: a new certificate");
}

static void on_signal(evutil_socket_t sig, short what, void *arg)
{
	struct server *s = arg;
	(void)what;
	log_msg(LOG_INFO, NULL, "%s: finishing running calls, then stopping",
	    sig == SIGTERM ? "SIGTERM" : "SIGINT");
	end(s);
}

static void on_keeper_gone(evutil_socket_t fd, short what, void *arg)
{
	struct server *s = arg;
	(void)fd;
	(void)what;
	log_msg(LOG_ERROR, NULL, "the keeper of the private PostgreSQL died: stopping");
	event_del(s->keeper);
	s->rc = EXIT_FAILURE;
	end(s);
}

/* --- the start */

static int start_events(struct server *s)
{
	struct timeval minute = {.tv_sec = HOUSEKEEPING_S};
	signal(SIGPIPE, SIG_IGN);
	s->base = event_base_new();
	if (s->base == NULL)
		return -1;
	s->term = evsignal_new(s->base, SIGTERM, on_signal, s);
	s->interrupt = evsignal_new(s->base, SIGINT, on_signal, s);
	s->hangup = evsignal_new(s->base, SIGHUP, on_hangup, s);
	s->counters = evsignal_new(s->base, SIGUSR1, on_counters, s);
	s->housekeeping = event_new(s->base, -1, EV_PERSIST, on_housekeeping, s);
	if (s->term == NULL || s->interrupt == NULL || s->hangup == NULL || s->counters == NULL ||
	    s->housekeeping == NULL)
		return -1;
	if (s->owner.local != NULL) {
		s->keeper =
		    event_new(s->base, local_fd(s->owner.local), EV_READ | EV_PERSIST, on_keeper_gone, s);
		if (s->keeper == NULL || event_add(s->keeper, NULL) < 0)
			return -1;
	}
	return event_add(s->housekeeping, &minute);
}

/* From here on a signal ends the daemon in good order; before, it simply ends it. */
static int accept_signals(struct server *s)
{
	return event_add(s->term, NULL) == 0 && event_add(s->interrupt, NULL) == 0 &&
		       event_add(s->hangup, NULL) == 0 && event_add(s->counters, NULL) == 0
		   ? 0
		   : -1;
}

static int start_parts(struct server *s)
{
	static const struct rpc_native *const natives[] = {auth_methods, auth_totp_methods, vedlegg_methods,
	    health_methods, reflect_methods, watch_methods, NULL};
	char settings[SETTINGS_MAX];
	snprintf(settings, sizeof settings, "-c omstilling.vedlegg_maks=%u", s->conf.max_attachment);
	struct db_options db = {.conninfo = s->owner.local != NULL ? s->daemon_conninfo : s->conf.database,
	    .connections = s->conf.connections,
	    .pipeline_depth = s->conf.pipeline_depth,
	    .queue = s->conf.queue,
	    .settings = settings};
	struct auth_options auth = {.opslimit = s->conf.argon_opslimit,
	    .memlimit = s->conf.argon_memlimit,
	    .queue = s->conf.argon_queue};
	s->db = db_open(s->base, &db, s->err, sizeof s->err);
	if (s->db == NULL)
		return -1;
	struct rpc_catalogue cat = rpc_catalogue_of(s->db);
	s->rpc = rpc_open(&cat, natives, s->err, sizeof s->err);
	if (s->rpc == NULL)
		return -1;
	s->auth = auth_new(s->base, s->db, &auth, s->err, sizeof s->err);
	if (s->auth == NULL)
		return -1;
	s->watch = watch_new(s->base, s->db, s->err, sizeof s->err);
	s->seen = seen_new(s->base, s->db, s->err, sizeof s->err);
	return s->watch != NULL && s->seen != NULL ? 0 : -1;
}

static int start_listening(struct server *s)
{
	struct listen_options o = {.addresses = (const char *const *)s->conf.listen.at,
	    .proxies = (const char *const *)s->conf.proxy_from.at,
	    .tls = {s->conf.tls_cert, s->conf.tls_key, s->conf.tls_client_ca},
	    .max_connections = s->conf.max_connections,
	    .max_per_address = s->conf.max_connections_per_address,
	    .max_streams = s->conf.max_streams};
	s->env = (struct call_env){.base = s->base,
	    .db = s->db,
	    .rpc = s->rpc,
	    .message_max = s->conf.max_message,
	    .timeout_ms = s->conf.default_timeout,
	    .cache = cache_new(s->conf.cache),
	    .meter = meter_new(rpc_count(s->rpc)),
	    .shares = shares_new(),
	    .login_calls = s->conf.max_calls_per_login,
	    .address_calls = s->conf.max_calls_per_address,
	    .auth = s->auth,
	    .watch = s->watch,
	    .seen = s->seen};
	if (call_env_init(&s->env) < 0)
		return -1;
	s->env_ready = true;
	s->listen = listen_open(&s->env, &o, s->err, sizeof s->err);
	if (s->listen == NULL)
		return -1;
	for (size_t i = 0; listen_address(s->listen, i) != NULL; i++)
		log_msg(LOG_INFO, NULL, "listening on %s", listen_address(s->listen, i));
	if (listen_not_after(s->listen) != 0)
		tell_certificate(s, "certificate");
	return 0;
}

static int start_metrics(struct server *s)
{
	struct metrics_sources sources = {.env = &s->env,
	    .listen = s->listen,
	    .release = release_ours,
	    .db_release = db_release(s->db),
	    .queue = s->conf.queue,
	    .started = time(NULL)};
	if (s->conf.metrics == NULL)
		return 0;
	s->http = http_open(s->base, s->conf.metrics, &sources, s->err, sizeof s->err);
	if (s->http == NULL)
		return -1;
	log_msg(LOG_INFO, NULL, "metrics on http://%s/metrics", http_address(s->http));
	return 0;
}

/* Every client is a descriptor. */
static void raise_limits(void)
{
	struct rlimit files;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

static int drop_privileges(struct server *s)
{
	const char *const wanted[] = {s->conf.user, NULL}, *const usual[] = {"omstilling", "nobody", NULL};
	struct privs_user user;
	if (privs_find(&user, s->conf.user != NULL ? wanted : usual, s->err, sizeof s->err) < 0 ||
	    privs_become(&user, s->err, sizeof s->err) < 0)
		return -1;
	if (s->owner.local != NULL && local_check_reach(s->owner.local, s->err, sizeof s->err) < 0)
		return -1;
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#ifdef __SANITIZE_ADDRESS__
	prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); /* else the leak check at the end cannot look */
#endif
	log_msg(LOG_INFO, NULL, "serving as user %s, release %s, database of release %s", user.name,
	    release_ours, db_release(s->db));
	return 0;
}

static int serve(struct server *s)
{
	raise_limits();
	int rc = start_database(s);
	if (rc != 0)
		return rc;
	if (start_events(s) < 0) {
		snprintf(s->err, sizeof s->err, "the event loop cannot be made");
		return -1;
	}
	if (start_parts(s) < 0 || start_listening(s) < 0 || start_metrics(s) < 0 || drop_privileges(s) < 0 ||
	    accept_signals(s) < 0)
		return -1;
	notify("READY=1");
	event_base_dispatch(s->base);
	log_msg(LOG_INFO, NULL, "stopped");
	return 0;
}

static void event_drop(struct event *ev)
{
	if (ev != NULL)
		event_free(ev);
}

/* The reverse of the start: connections before what they use, PostgreSQL last. */
static void server_clear(struct server *s)
{
	http_free(s->http);
	listen_free(s->listen);
	auth_free(s->auth);
	db_free(s->db);
	watch_free(s->watch);
	seen_free(s->seen);
	if (s->env_ready)
		call_env_clear(&s->env);
	cache_free(s->env.cache);
	meter_free(s->env.meter);
	shares_free(s->env.shares);
	rpc_free(s->rpc);
	event_drop(s->term);
	event_drop(s->interrupt);
	event_drop(s->hangup);
	event_drop(s->counters);
	event_drop(s->keeper);
	event_drop(s->housekeeping);
	if (s->base != NULL) {
		/* What was put off to the next turn holds the bufferevents of connections that were cut. */
		(void)event_base_loop(s->base, EVLOOP_NONBLOCK);
		event_base_free(s->base);
	}
	owner_stop(&s->owner);
	sodium_memzero(s->daemon_conninfo, sizeof s->daemon_conninfo);
	conf_free(&s->conf);
}

/* --- what is asked for */

static int help(void)
{
	sub_help(stdout);
	conf_help(stdout);
	return SUB_DONE;
}

static int run(struct server *s, const struct sub *sub)
{
	if (sodium_init() < 0)
		return SUB_FAILED;
	if (sub->run != NULL)
		return sub->run(&s->owner, s->conf.word_count - sub->depth, s->conf.words + sub->depth,
		    s->err, sizeof s->err);
	int rc = serve(s);
	return rc < 0 ? SUB_FAILED : rc > 0 ? rc : s->rc;
}

static int obey(struct server *s)
{
	if (s->conf.ask == CONF_HELP)
		return help();
	if (s->conf.ask == CONF_VERSION) {
		printf("omstillingd %s\n", release_ours);
		return SUB_DONE;
	}
	const struct sub *sub = sub_find(&s->conf, s->err, sizeof s->err);
	if (sub == NULL) {
		fprintf(stderr, "omstillingd: %s\n", s->err);
		return SUB_USAGE;
	}
	log_set_level(s->conf.log_level);
	log_set_format(s->conf.log_format);
	int rc = run(s, sub);
	if (rc != SUB_DONE && (*s->err != '\0' || rc == SUB_FAILED) && s->rc == 0)
		log_msg(LOG_ERROR, NULL, "%s", *s->err != '\0' ? s->err : "out of memory");
	return rc;
}

int main(int argc, char **argv)
{
	static struct server s;
	s.argc = argc;
	s.argv = argv;
	s.owner.conf = &s.conf;
	if (conf_load(&s.conf, argc, argv, s.err, sizeof s.err) < 0) {
		fprintf(stderr, "omstillingd: %s\n", s.err);
		conf_free(&s.conf);
		return SUB_USAGE;
	}
	int rc = obey(&s);
	server_clear(&s);
	return rc;
}

/*
 * db_listen: one connection that does LISTEN and nothing else, and tells what it hears.
 *
 * NOTIFY only wakes: what is heard is a hint to look, never the news itself. While the connection was away
 * anything may have been missed, so every time it listens anew that is told too. Leaves out what a payload
 * means.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db_int.h"
#include "log.h"

#define BACKOFF_MIN_MS 100
#define BACKOFF_MAX_MS 5000
#define CONNECT_MS 10000

static void on_connecting(evutil_socket_t fd, short what, void *arg);
static void on_readable(evutil_socket_t fd, short what, void *arg);

static void again_in(struct db_listener *l, unsigned ms)
{
	struct timeval tv = {.tv_sec = ms / 1000, .tv_usec = (suseconds_t)(ms % 1000) * 1000};

	evtimer_add(l->timer, &tv);
}

static void close_connection(struct db_listener *l)
{
	if (l->readable)
		event_free(l->readable);
	l->readable = NULL;
	PQfinish(l->pg);
	l->pg = NULL;
	l->listening = false;
}

static void lost(struct db_listener *l, const char *why)
{
	log_msg(l->backoff_ms == BACKOFF_MIN_MS ? LOG_WARN : LOG_DEBUG, NULL,
	    "listening to the database: %.*s; again in %u ms", (int)strcspn(why, "\n"), why, l->backoff_ms);
	close_connection(l);
	l->db->reconnects++;
	again_in(l, l->backoff_ms);
	l->backoff_ms = l->backoff_ms * 2 < BACKOFF_MAX_MS ? l->backoff_ms * 2 : BACKOFF_MAX_MS;
}

/* libpq may change its socket between two polls, so the event is made anew each time. */
static int await(struct db_listener *l, short what, event_callback_fn heard)
{
	if (l->readable)
		event_free(l->readable);
	l->readable = event_new(l->db->base, PQsocket(l->pg), what, heard, l);
	return l->readable && event_add(l->readable, NULL) == 0 ? 0 : -1;
}

static void start(struct db_listener *l)
{
	const char *keys[DB_PARAMS_MAX], *values[DB_PARAMS_MAX];

	db_conn_params(l->db->conninfo, NULL, keys, values);
	l->pg = PQconnectStartParams(keys, values, 1);
	if (!l->pg || PQstatus(l->pg) == CONNECTION_BAD || await(l, EV_WRITE, on_connecting) < 0) {
		lost(l, l->pg ? PQerrorMessage(l->pg) : "out of memory");
		return;
	}
	again_in(l, CONNECT_MS);
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct db_listener *l = arg;

	(void)fd;
	(void)what;
	if (l->pg)
		lost(l, "no answer in time");
	else
		start(l);
}

static int say_listen(struct db_listener *l)
{
	char sql[DB_CHANNEL_MAX + 16];
	char *name = PQescapeIdentifier(l->pg, l->channel, strlen(l->channel));
	int n = name ? snprintf(sql, sizeof(sql), "listen %s", name) : -1;

	PQfreemem(name);
	if (n < 0 || n >= (int)sizeof(sql) || !PQsendQuery(l->pg, sql))
		return -1;
	return await(l, EV_READ | EV_PERSIST, on_readable);
}

static void on_connecting(evutil_socket_t fd, short what, void *arg)
{
	struct db_listener *l = arg;
	int rc = -1;

	(void)fd;
	(void)what;
	switch (PQconnectPoll(l->pg)) {
	case PGRES_POLLING_READING:
		rc = await(l, EV_READ, on_connecting);
		break;
	case PGRES_POLLING_WRITING:
		rc = await(l, EV_WRITE, on_connecting);
		break;
	case PGRES_POLLING_OK:
		rc = say_listen(l);
		break;
	default:
		break;
	}
	if (rc < 0)
		lost(l, PQerrorMessage(l->pg));
}

/* The answer to LISTEN: from here on nothing is missed, but before it anything may have been. */
static int take_answer(struct db_listener *l)
{
	PGresult *res;
	int rc = 0;

	while (!PQisBusy(l->pg) && (res = PQgetResult(l->pg))) {
		if (PQresultStatus(res) == PGRES_COMMAND_OK)
			l->listening = true;
		else
			rc = -1;
		PQclear(res);
	}
	if (rc == 0 && l->listening) {
		evtimer_del(l->timer);
		l->backoff_ms = BACKOFF_MIN_MS;
		log_msg(LOG_DEBUG, NULL, "listening to the database: %s", l->channel);
		l->heard(l->arg, NULL);
	}
	return rc;
}

static void on_readable(evutil_socket_t fd, short what, void *arg)
{
	struct db_listener *l = arg;
	PGnotify *n;

	(void)fd;
	(void)what;
	if (!PQconsumeInput(l->pg) || (!l->listening && take_answer(l) < 0)) {
		lost(l, PQerrorMessage(l->pg));
		return;
	}
	while ((n = PQnotifies(l->pg))) {
		l->heard(l->arg, n->extra);
		PQfreemem(n);
	}
	if (PQstatus(l->pg) == CONNECTION_BAD)
		lost(l, PQerrorMessage(l->pg));
}

int db_listen(struct db *db, const char *channel, void (*heard)(void *arg, const char *payload), void *arg)
{
	struct db_listener *l = calloc(1, sizeof(*l));

	if (!l || db->listener || strlen(channel) > DB_CHANNEL_MAX ||
	    !(l->timer = evtimer_new(db->base, on_timer, l))) {
		free(l);
		return -1;
	}
	l->db = db;
	l->channel = channel;
	l->heard = heard;
	l->arg = arg;
	l->backoff_ms = BACKOFF_MIN_MS;
	db->listener = l;
	start(l);
	return 0;
}

void db_listener_free(struct db_listener *l)
{
	if (!l)
		return;
	close_connection(l);
	event_free(l->timer);
	free(l);
}

/*
 * guests: see guests.h. Leaves out what they ask for (http).
 */
#include "guests.h"

#include <event2/event.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/queue.h>
#include <sys/socket.h>

struct guest {
	TAILQ_ENTRY(guest) link;
	struct event *come;	 /* and evhttp has given the bufferevent its socket */
	struct bufferevent *bev; /* until then */
	int fd;
	uint64_t cookie; /* the kernel's own for the socket: another in its place has another */
};

struct guests {
	TAILQ_HEAD(list, guest) list; /* the oldest first */
	unsigned count, max;
};

struct guests *guests_new(unsigned max)
{
	struct guests *g = calloc(1, sizeof(*g));

	if (g) {
		TAILQ_INIT(&g->list);
		g->max = max;
	}
	return g;
}

static int cookie_of(int fd, uint64_t *out)
{
	socklen_t len = sizeof(*out);

	return getsockopt(fd, SOL_SOCKET, SO_COOKIE, out, &len);
}

static bool is_here(const struct guest *one)
{
	uint64_t now;

	return one->bev || (cookie_of(one->fd, &now) == 0 && now == one->cookie);
}

static void forget(struct guests *g, struct guest *one)
{
	TAILQ_REMOVE(&g->list, one, link);
	g->count--;
	if (one->come)
		event_free(one->come);
	if (one->bev)
		bufferevent_decref(one->bev);
	free(one);
}

void guests_free(struct guests *g)
{
	if (!g)
		return;
	while (!TAILQ_EMPTY(&g->list))
		forget(g, TAILQ_FIRST(&g->list));
	free(g);
}

unsigned guests_count(struct guests *g)
{
	struct guest *one = TAILQ_FIRST(&g->list), *next;

	for (; one; one = next) {
		next = TAILQ_NEXT(one, link);
		if (!is_here(one))
			forget(g, one);
	}
	return g->count;
}

/* His end comes as his own hanging up would: evhttp sees it in the next turn of the loop. He is not counted
 * until then, so that each newcomer costs one. */
static void make_room(struct guests *g)
{
	struct guest *oldest;

	while (guests_count(g) >= g->max && (oldest = TAILQ_FIRST(&g->list)) && !oldest->bev) {
		shutdown(oldest->fd, SHUT_RDWR);
		forget(g, oldest);
	}
}

/* In the same turn of the loop as he was accepted in, and before anything can have come from him. */
static void on_come(evutil_socket_t fd, short what, void *arg)
{
	struct guest *one = arg;

	(void)fd;
	(void)what;
	one->fd = bufferevent_getfd(one->bev);
	if (cookie_of(one->fd, &one->cookie) != 0)
		one->fd = -1;
	bufferevent_decref(one->bev);
	one->bev = NULL;
}

struct bufferevent *guests_bufferevent(struct event_base *base, void *arg)
{
	struct guests *g = arg;
	struct bufferevent *bev = bufferevent_socket_new(base, -1, 0);
	struct guest *one = bev ? calloc(1, sizeof(*one)) : NULL;

	if (!one)
		return bev;
	make_room(g);
	one->bev = bev;
	bufferevent_incref(bev);
	TAILQ_INSERT_TAIL(&g->list, one, link);
	g->count++;
	one->come = event_new(base, -1, 0, on_come, one);
	if (one->come)
		event_active(one->come, EV_TIMEOUT, 0);
	else
		forget(g, one);
	return bev;
}

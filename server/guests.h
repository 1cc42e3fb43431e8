/*
 * guests: how many connections evhttp has at once, which has no bound of its own: the oldest gives way.
 *
 * evhttp tells of nobody's end. A guest is therefore remembered as the kernel knows his socket, and looked
 * for when the next one comes.
 */
#pragma once

#include <event2/bufferevent.h>

struct guests;

/* NULL when memory is out. */
struct guests *guests_new(unsigned max) __attribute__((warn_unused_result));
/* After evhttp's own. NULL is fine. */
void guests_free(struct guests *g);

/* For evhttp_set_bevcb, with the guests as arg. */
struct bufferevent *guests_bufferevent(struct event_base *base, void *arg);

unsigned guests_count(struct guests *g);

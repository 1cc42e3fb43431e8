/*
 * http: what an operator's machinery asks over plain HTTP: /metrics, /healthz, /readyz.
 *
 * On an address of its own that no other machine reaches: nobody logs in here, and nothing that it tells is
 * about a person. Leaves out what the metrics are (metrics).
 */
#pragma once

#include <event2/event.h>

#include "metrics.h"

struct http;

/*
 * address: "HOST:PORT" on the loopback; another is refused. s is copied, what it points at must outlive the
 * http. NULL with a sentence in err.
 */
struct http *http_open(struct event_base *base, const char *address, const struct metrics_sources *s,
    char *err, size_t err_size) __attribute__((warn_unused_result));

/* As http_open finds the address, but nothing is left bound, and who has it already is no fault. -1 with a
 * sentence in err. */
int http_check(const char *address, char *err, size_t err_size) __attribute__((warn_unused_result));

/* The address bound ("127.0.0.1:40123" when port 0 was asked for). */
const char *http_address(const struct http *h);

/* NULL is fine. */
void http_free(struct http *h);

/*
 * What tests of server/listen share: a listener on a loop of its own, with turns of the loop and clients
 * that connect from several of the loopback's addresses.
 */
#pragma once

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "server/listen.h"
#include "server/share.h"

#define PREFACE "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"

static struct event_base *base;
static struct call_env env;
static struct listen *l;

static void turn(void)
{
	for (int i = 0; i < 20; i++)
		event_base_loop(base, EVLOOP_NONBLOCK);
}

/* From 127.0.0.n, to the listener's first address. */
static int connect_from(unsigned n)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + n)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	cr_assert_eq(bind(fd, (struct sockaddr *)&in, sizeof(in)), 0);
	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	in.sin_port = htons((uint16_t)strtoul(strrchr(listen_address(l, 0), ':') + 1, NULL, 10));
	cr_assert_eq(connect(fd, (struct sockaddr *)&in, sizeof(in)), 0);
	turn();
	return fd;
}

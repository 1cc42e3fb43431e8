/*
 * proxy: the header by which a proxy before the daemon says who a connection is from: the PROXY protocol,
 * version 2 (haproxy.org, proxy-protocol.txt, 2.2).
 *
 * Leaves out who may say so (listen) and reading it (conn). Version 1 is lines of text, and whoever sends
 * them can send this too. What follows the addresses (TLVs) is skipped.
 */
#pragma once

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

#define PROXY_HEADER_MAX 1024 /* bytes in all; HAProxy's longest without certificates is some 200 */

enum proxy_header {
	PROXY_MORE,   /* not whole yet */
	PROXY_CLIENT, /* it is from another */
	PROXY_ITSELF, /* it is the proxy's own (a health check), or from one without an address */
	PROXY_BAD,    /* no header, or longer than we take */
};

/*
 * Reads what has come of a header. PROXY_MORE: *missing bytes are certain to belong to it, so that who reads
 * no more takes nothing of what follows; have + *missing is never above PROXY_HEADER_MAX. PROXY_CLIENT:
 * *client is set.
 */
enum proxy_header proxy_read(const uint8_t *p, size_t have, size_t *missing, struct in6_addr *client)
    __attribute__((warn_unused_result));

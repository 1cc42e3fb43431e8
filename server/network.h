/*
 * network: who a peer is by its address, and which addresses belong together.
 *
 * There is one form of an address and one text for each: IPv4 is kept as IPv6 has it (::ffff:0:0/96) and
 * written with dots, so that a client has the same name whichever of our sockets it came to. Leaves out the
 * addresses that we listen on (address).
 */
#pragma once

#include <netinet/in.h>
#include <stdbool.h>

struct network {
	struct in6_addr base;
	unsigned bits; /* of 128 */
};

/* The address of a peer; -1 when it is neither IPv4 nor IPv6. */
int network_peer(const struct sockaddr *sa, struct in6_addr *out) __attribute__((warn_unused_result));
/* An IPv4 address, of 4 bytes in the order of the wire. */
struct in6_addr network_ipv4(const void *bytes);
void network_text(const struct in6_addr *a, char out[INET6_ADDRSTRLEN]);

/* "10.0.0.0/8", "fd00::/8", or an address alone. -1: none of these, or an address inside it stands for the
 * whole. */
int network_parse(const char *text, struct network *out) __attribute__((warn_unused_result));
bool network_has(const struct network *n, const struct in6_addr *a);

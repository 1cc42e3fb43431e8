/*
 * network: see network.h.
 */
#include "network.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS_BITS 128
#define MAPPED_BITS 96 /* of an IPv4 address's 128 that say that it is one */
#define MAPPED_BYTES (MAPPED_BITS / 8)
#define DIGITS_MAX 3 /* of the length of a network */

struct in6_addr network_ipv4(const void *bytes)
{
	struct in6_addr a = {.s6_addr = {[10] = 0xff, [11] = 0xff}};

	memcpy(a.s6_addr + MAPPED_BYTES, bytes, sizeof(a) - MAPPED_BYTES);
	return a;
}

int network_peer(const struct sockaddr *sa, struct in6_addr *out)
{
	if (sa->sa_family == AF_INET)
		*out = network_ipv4(&((const struct sockaddr_in *)(const void *)sa)->sin_addr);
	else if (sa->sa_family == AF_INET6)
		*out = ((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
	else
		return -1;
	return 0;
}

void network_text(const struct in6_addr *a, char out[INET6_ADDRSTRLEN])
{
	bool is_ipv4 = IN6_IS_ADDR_V4MAPPED(a);

	(void)inet_ntop(is_ipv4 ? AF_INET : AF_INET6, is_ipv4 ? a->s6_addr + MAPPED_BYTES : a->s6_addr, out,
	    INET6_ADDRSTRLEN);
}

static int parse_address(const char *text, struct in6_addr *out, unsigned *first)
{
	struct in_addr ipv4;

	*first = 0;
	if (inet_pton(AF_INET6, text, out) == 1)
		return 0;
	if (inet_pton(AF_INET, text, &ipv4) != 1)
		return -1;
	*out = network_ipv4(&ipv4);
	*first = MAPPED_BITS;
	return 0;
}

/* How many bits; all when the text is NULL. */
static int parse_bits(const char *text, unsigned first, unsigned *out)
{
	unsigned n = 0;

	*out = ADDRESS_BITS;
	if (!text)
		return 0;
	if (!*text || strlen(text) > DIGITS_MAX)
		return -1;
	for (; isdigit((unsigned char)*text); text++)
		n = n * 10 + (unsigned)(*text - '0');
	*out = first + n;
	return *text || *out > ADDRESS_BITS ? -1 : 0;
}

/* The bits of byte i that belong to the network. */
static uint8_t mask(const struct network *n, unsigned i)
{
	unsigned left = n->bits > 8 * i ? n->bits - 8 * i : 0;

	return (uint8_t)(left >= 8 ? 0xff : 0xff << (8 - left));
}

int network_parse(const char *text, struct network *out)
{
	char address[INET6_ADDRSTRLEN];
	const char *slash = strchr(text, '/');
	size_t n = slash ? (size_t)(slash - text) : strlen(text);
	unsigned first;

	if (n >= sizeof(address))
		return -1;
	memcpy(address, text, n);
	address[n] = 0;
	if (parse_address(address, &out->base, &first) != 0 ||
	    parse_bits(slash ? slash + 1 : NULL, first, &out->bits) != 0)
		return -1;
	for (unsigned i = 0; i < sizeof(out->base); i++)
		if (out->base.s6_addr[i] & ~mask(out, i))
			return -1;
	return 0;
}

bool network_has(const struct network *n, const struct in6_addr *a)
{
	/* ::/0 is all of IPv6, and nothing of IPv4. */
	if (IN6_IS_ADDR_V4MAPPED(a) && n->bits < MAPPED_BITS)
		return false;
	for (unsigned i = 0; i < sizeof(*a); i++)
		if ((a->s6_addr[i] & mask(n, i)) != n->base.s6_addr[i])
			return false;
	return true;
}

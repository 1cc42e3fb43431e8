/*
 * proxy: see proxy.h.
 */
#include "proxy.h"

#include <string.h>

#include "network.h"

#define FIXED_SIZE 16 /* before the addresses */
#define IPV4_SIZE 12  /* two addresses and two ports */
#define IPV6_SIZE 36
#define FAMILY_MAX 3	/* AF_UNIX */
#define TRANSPORT_MAX 2 /* datagrams */

enum { COMMAND_AT = 12, FAMILY_AT = 13, LENGTH_AT = 14 };
enum { LOCAL = 0x20, PROXY = 0x21 };
enum { TCP_IPV4 = 0x11, TCP_IPV6 = 0x21 };

static const uint8_t signature[COMMAND_AT] = "\r\n\r\n\0\r\nQUIT\n";

/* Of what is from another. A family or transport that cannot have brought it here has no address for us. */
static enum proxy_header read_client(const uint8_t *p, size_t size, struct in6_addr *client)
{
	const uint8_t family = p[FAMILY_AT];

	if (family >> 4 > FAMILY_MAX || (family & 15) > TRANSPORT_MAX)
		return PROXY_BAD;
	if (family != TCP_IPV4 && family != TCP_IPV6)
		return PROXY_ITSELF;
	if (size < (family == TCP_IPV4 ? IPV4_SIZE : IPV6_SIZE))
		return PROXY_BAD;
	if (family == TCP_IPV4)
		*client = network_ipv4(p + FIXED_SIZE);
	else
		memcpy(client, p + FIXED_SIZE, sizeof(*client));
	return PROXY_CLIENT;
}

enum proxy_header proxy_read(const uint8_t *p, size_t have, size_t *missing, struct in6_addr *client)
{
	size_t size;

	if (memcmp(p, signature, have < sizeof(signature) ? have : sizeof(signature)) != 0)
		return PROXY_BAD;
	if (have > COMMAND_AT && p[COMMAND_AT] != LOCAL && p[COMMAND_AT] != PROXY)
		return PROXY_BAD;
	*missing = FIXED_SIZE - have;
	if (have < FIXED_SIZE)
		return PROXY_MORE;
	size = (size_t)p[LENGTH_AT] << 8 | p[LENGTH_AT + 1];
	if (size > PROXY_HEADER_MAX - FIXED_SIZE)
		return PROXY_BAD;
	*missing = have < FIXED_SIZE + size ? FIXED_SIZE + size - have : 0;
	if (*missing > 0)
		return PROXY_MORE;
	return p[COMMAND_AT] == LOCAL ? PROXY_ITSELF : read_client(p, size, client);
}

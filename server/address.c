/*
 * address: see address.h.
 */
#include "address.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

bool address_is_loopback(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET)
		return ntohl(((const struct sockaddr_in *)(const void *)sa)->sin_addr.s_addr) >> 24 == 127;
	return sa->sa_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr);
}

int address_split(const char *address, char host[ADDRESS_HOST_SIZE], const char **port)
{
	const char *colon = strrchr(address, ':');
	size_t n;

	if (!colon || colon == address || !colon[1])
		return -1;
	n = (size_t)(colon - address);
	if (address[0] == '[' && address[n - 1] == ']') {
		address++;
		n -= 2;
	}
	if (n == 0 || n >= ADDRESS_HOST_SIZE)
		return -1;
	memcpy(host, address, n);
	host[n] = 0;
	*port = colon + 1;
	return 0;
}

void address_tell(int fd, const char *host, char *out, size_t size)
{
	struct sockaddr_storage ss;
	socklen_t len = sizeof(ss);
	char port[8];

	if (getsockname(fd, (struct sockaddr *)&ss, &len) == 0 &&
	    getnameinfo((struct sockaddr *)&ss, len, NULL, 0, port, sizeof(port), NI_NUMERICSERV) == 0)
		snprintf(out, size, strchr(host, ':') ? "[%s]:%s" : "%s:%s", host, port);
}

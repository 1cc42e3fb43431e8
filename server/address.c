/*
 * address: see address.h.
 */
#include "address.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

struct addrinfo *address_resolve(const char *address, char host[ADDRESS_HOST_SIZE], const char **why)
{
	const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
	struct addrinfo *list = NULL;
	const char *port;
	int rv;

	if (address_split(address, host, &port) != 0) {
		*why = "an address is HOST:PORT or [V6]:PORT";
		return NULL;
	}
	rv = getaddrinfo(host, port, &hints, &list);
	if (rv == 0)
		return list;
	*why = gai_strerror(rv);
	return NULL;
}

int address_try(const struct addrinfo *a)
{
	int on = 1, rc, error, fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	rc = bind(fd, a->ai_addr, a->ai_addrlen);
	error = errno;
	close(fd);
	errno = error;
	return rc == 0 ? 0 : error == EADDRINUSE ? 1 : -1;
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

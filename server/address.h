/*
 * address: what a listening address says: "HOST:PORT" or "[V6]:PORT", and whether one may listen there.
 * Leaves out "unix:PATH", which is listen's own.
 */
#pragma once

#include <netdb.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#define ADDRESS_HOST_SIZE 144
#define ADDRESS_SIZE (ADDRESS_HOST_SIZE + 16)

/* The host without its brackets; port points into address. 0, or -1 when it is no such address. */
int address_split(const char *address, char host[ADDRESS_HOST_SIZE], const char **port)
    __attribute__((warn_unused_result));

/* What the address stands for, to be freed by freeaddrinfo; NULL with the reason in *why. */
struct addrinfo *address_resolve(const char *address, char host[ADDRESS_HOST_SIZE], const char **why)
    __attribute__((warn_unused_result));

/* Whether a socket could be bound there, by this user; none is left. 0; 1: it could, but another has it, such
 * as a daemon that runs; -1 with errno. */
int address_try(const struct addrinfo *a) __attribute__((warn_unused_result));

/* True when no other machine reaches it. */
bool address_is_loopback(const struct sockaddr *sa);

/* "HOST:PORT" with the port that the kernel chose for the socket; left as it is when that cannot be told. */
void address_tell(int fd, const char *host, char *out, size_t size);

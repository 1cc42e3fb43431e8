/*
 * Connections that come by a proxy: its header is demanded of it and believed of nobody else, and from then
 * on the client's own address is what counts.
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "listen_fixture.h"

#define HEADER_SIZE 28
#define PROXY 1 /* the last digit of the loopback's address that is a proxy's */
#define OTHER 2

static char err[512];

static void setup(void)
{
	base = event_base_new();
	env = (struct call_env){.base = base, .shares = shares_new()};
	cr_assert_eq(call_env_init(&env), 0);
	log_set_level(LOG_ERROR);
}

static void teardown(void)
{
	listen_free(l);
	cr_assert_eq(env.counts.connections, 0);
	shares_free(env.shares);
	call_env_clear(&env);
	event_base_free(base);
}

TestSuite(listen_proxy, .init = setup, .fini = teardown);

static void open_for(unsigned max, unsigned per_address)
{
	static const char *const addresses[] = {"127.0.0.1:0", NULL}, *const proxies[] = {
									  "10.0.0.0/8", "127.0.0.1", NULL};
	const struct listen_options o = {.addresses = addresses,
	    .proxies = proxies,
	    .max_connections = max,
	    .max_per_address = per_address};

	l = listen_open(&env, &o, err, sizeof(err));
	cr_assert(l, "%s", err);
}

static void say(int fd, const void *bytes, size_t n)
{
	cr_assert_eq(send(fd, bytes, n, MSG_NOSIGNAL), (ssize_t)n);
	turn();
}

static void header(char out[HEADER_SIZE], const char *client)
{
	memcpy(out, "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c", 16);
	memset(out + 16, 0, HEADER_SIZE - 16);
	cr_assert_eq(inet_pton(AF_INET, client, out + 16), 1);
}

/* By the proxy, for a client, with the first words of HTTP/2 behind. */
static int come_for(const char *client)
{
	char bytes[HEADER_SIZE + sizeof(PREFACE) - 1];
	int fd = connect_from(PROXY);

	header(bytes, client);
	memcpy(bytes + HEADER_SIZE, PREFACE, sizeof(PREFACE) - 1);
	say(fd, bytes, sizeof(bytes));
	return fd;
}

/* What the daemon has said: the kind of its first frame; 0: nothing; -1: it has closed. */
static int heard(int fd)
{
	char bytes[256];
	ssize_t n = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);

	return n == 0 || (n < 0 && errno == ECONNRESET) ? -1 : n < 9 ? 0 : bytes[3];
}

static unsigned held(struct share *s)
{
	unsigned n = s->connections;

	share_drop(s);
	return n;
}

static unsigned held_by(const char *address)
{
	return held(share_of_address(env.shares, address));
}

/* For whom, it has not said yet. */
static unsigned held_by_nobody(void)
{
	return held(share_of_proxy(env.shares, "127.0.0.1"));
}

static void leave(int *fd, size_t n)
{
	for (size_t i = 0; i < n; i++)
		close(fd[i]);
	turn();
}

Test(listen_proxy, the_client_is_who_the_header_says)
{
	int fd;

	open_for(10, 5);
	fd = come_for("192.0.2.7");
	cr_assert_eq(heard(fd), 4, "SETTINGS: HTTP/2 has begun behind the header");
	cr_assert_eq(held_by("192.0.2.7"), 1);
	cr_assert_eq(held_by("127.0.0.1"), 0);
	leave(&fd, 1);
	cr_assert_eq(held_by("192.0.2.7"), 0);
	cr_assert_eq(env.counts.connections, 0);
}

/* One byte at a time: nothing of what follows is lost, and nothing is said before it is whole. */
Test(listen_proxy, a_header_in_pieces)
{
	char bytes[HEADER_SIZE];
	int fd;

	open_for(10, 5);
	fd = connect_from(PROXY);
	header(bytes, "192.0.2.7");
	for (size_t i = 0; i < sizeof(bytes); i++) {
		cr_assert_eq(heard(fd), 0);
		cr_assert_eq(held_by_nobody(), 1);
		say(fd, bytes + i, 1);
	}
	cr_assert_eq(held_by("192.0.2.7"), 1);
	cr_assert_eq(held_by_nobody(), 0);
	say(fd, PREFACE, sizeof(PREFACE) - 1);
	cr_assert_eq(heard(fd), 4);
	leave(&fd, 1);
}

Test(listen_proxy, a_health_check_is_the_proxys_own)
{
	int fd;

	open_for(10, 5);
	fd = connect_from(PROXY);
	say(fd, "\r\n\r\n\0\r\nQUIT\n\x20\0\0\0" PREFACE, 16 + sizeof(PREFACE) - 1);
	cr_assert_eq(heard(fd), 4);
	cr_assert_eq(held_by("127.0.0.1"), 1);
	leave(&fd, 1);
}

Test(listen_proxy, nobody_else_is_believed)
{
	char bytes[HEADER_SIZE];
	int fd[2];

	open_for(10, 5);
	fd[0] = connect_from(OTHER);
	header(bytes, "192.0.2.7");
	say(fd[0], bytes, sizeof(bytes));
	cr_assert_eq(held_by("192.0.2.7"), 0);
	cr_assert_eq(env.counts.connections, 0, "these are no bytes of HTTP/2");
	fd[1] = connect_from(OTHER);
	say(fd[1], PREFACE, sizeof(PREFACE) - 1);
	cr_assert_eq(heard(fd[1]), 4, "and none are asked for");
	cr_assert_eq(held_by("127.0.0.2"), 1);
	leave(fd, 2);
	cr_assert_eq(env.counts.headers_refused, 0);
}

Test(listen_proxy, of_a_proxy_a_header_is_demanded)
{
	char bytes[HEADER_SIZE];
	int fd[3];

	open_for(10, 5);
	fd[0] = connect_from(PROXY);
	say(fd[0], "P", 1);
	cr_assert_eq(heard(fd[0]), -1, "at the first byte");
	cr_assert_eq(env.counts.headers_refused, 1);
	fd[1] = connect_from(PROXY);
	header(bytes, "192.0.2.7");
	bytes[14] = '\x7f';
	send(fd[1], bytes, sizeof(bytes), MSG_NOSIGNAL);
	turn();
	cr_assert_eq(heard(fd[1]), -1, "longer than we take");
	cr_assert_eq(env.counts.headers_refused, 2);
	fd[2] = connect_from(PROXY);
	say(fd[2], bytes, 5);
	cr_assert_eq(env.counts.connections, 1);
	shutdown(fd[2], SHUT_WR);
	turn();
	cr_assert_eq(env.counts.connections, 0, "left in the middle");
	leave(fd, 3);
}

Test(listen_proxy, each_client_has_so_many)
{
	int fd[5];

	open_for(20, 2);
	for (int i = 0; i < 3; i++)
		fd[i] = come_for("192.0.2.7");
	fd[3] = come_for("192.0.2.8");
	fd[4] = come_for("192.0.2.8");
	cr_assert_eq(held_by("192.0.2.7"), 2);
	cr_assert_eq(held_by("192.0.2.8"), 2);
	cr_assert_eq(env.counts.connections_cut, 1, "the oldest of its own");
	for (int i = 1; i < 5; i++)
		cr_assert_eq(heard(fd[i]), 4);
	leave(fd, 5);
}

Test(listen_proxy, who_has_most_gives_way)
{
	int fd[6];

	open_for(5, 5);
	fd[0] = come_for("192.0.2.8");
	for (int i = 1; i < 5; i++)
		fd[i] = come_for("192.0.2.7");
	fd[5] = come_for("192.0.2.9");
	cr_assert_eq(held_by("192.0.2.7"), 3);
	cr_assert_eq(held_by("192.0.2.8"), 1);
	cr_assert_eq(held_by("192.0.2.9"), 1);
	leave(fd, 6);
}

/* Headers that never end hold what is nobody's, and no client's place: not that of one at the proxy's own
 * address, nor of its health check. */
Test(listen_proxy, headers_that_do_not_end_starve_nobody)
{
	int fd[10];

	open_for(6, 3);
	fd[0] = come_for("127.0.0.1");
	for (int i = 1; i < 9; i++) {
		fd[i] = connect_from(PROXY);
		say(fd[i], "\r\n\r", 3);
	}
	cr_assert_eq(held_by_nobody(), 3);
	fd[9] = come_for("192.0.2.8");
	cr_assert_eq(heard(fd[0]), 4);
	cr_assert_eq(heard(fd[0]), 0, "it is still there");
	cr_assert_eq(heard(fd[9]), 4);
	cr_assert_eq(held_by("192.0.2.8"), 1);
	cr_assert_eq(held_by("127.0.0.1"), 1);
	leave(fd, 10);
}

/* As many as there is room for, and most are without a header: these give way. */
Test(listen_proxy, headers_that_do_not_end_give_way_first)
{
	int fd[6];

	open_for(4, 4);
	fd[0] = come_for("192.0.2.8");
	for (int i = 1; i < 4; i++)
		fd[i] = connect_from(PROXY);
	fd[4] = come_for("192.0.2.9");
	fd[5] = come_for("192.0.2.9");
	cr_assert_eq(held_by("192.0.2.8"), 1);
	cr_assert_eq(held_by("192.0.2.9"), 2);
	cr_assert_eq(held_by_nobody(), 1);
	leave(fd, 6);
}

Test(listen_proxy, the_end_does_not_wait_for_a_header)
{
	int fd;

	open_for(6, 3);
	fd = connect_from(PROXY);
	say(fd, "\r\n\r", 3);
	cr_assert_eq(env.counts.connections, 1);
	listen_free(l);
	l = NULL;
	cr_assert_eq(heard(fd), -1);
	close(fd);
}

Test(listen_proxy, networks_that_are_none)
{
	static const char *const addresses[] = {"127.0.0.1:0", NULL}, *const proxies[] = {
									  "127.0.0.1/33", NULL};
	const struct listen_options o = {.addresses = addresses, .proxies = proxies};

	cr_assert_null(listen_open(&env, &o, err, sizeof(err)));
	cr_assert(strstr(err, "127.0.0.1/33 is no network of proxies"), "%s", err);
}

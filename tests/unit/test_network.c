/* network: one form and one text for each address, and which are inside. */
#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <string.h>
#include <sys/un.h>

#include "server/network.h"

static struct in6_addr address(const char *text)
{
	struct network n;

	cr_assert_eq(network_parse(text, &n), 0, "%s", text);
	cr_assert_eq(n.bits, 128);
	return n.base;
}

static void expect_text(const char *in, const char *out)
{
	const struct in6_addr a = address(in);
	char text[INET6_ADDRSTRLEN];

	network_text(&a, text);
	cr_expect_str_eq(text, out);
}

Test(network, one_text_for_each)
{
	expect_text("192.0.2.7", "192.0.2.7");
	expect_text("::ffff:192.0.2.7", "192.0.2.7");
	expect_text("2001:DB8:0::1", "2001:db8::1");
	expect_text("255.255.255.255", "255.255.255.255");
	expect_text("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
}

/* A socket for both kinds tells of IPv4 as IPv6 has it: the client is the same. */
Test(network, a_peer_is_the_same_at_every_socket)
{
	struct sockaddr_in in = {.sin_family = AF_INET};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	struct in6_addr a, b, want = address("192.0.2.7");

	cr_assert_eq(inet_pton(AF_INET, "192.0.2.7", &in.sin_addr), 1);
	cr_assert_eq(inet_pton(AF_INET6, "::ffff:192.0.2.7", &in6.sin6_addr), 1);
	cr_assert_eq(network_peer((struct sockaddr *)&in, &a), 0);
	cr_assert_eq(network_peer((struct sockaddr *)&in6, &b), 0);
	cr_assert_eq(memcmp(&a, &want, sizeof(a)), 0);
	cr_assert_eq(memcmp(&b, &want, sizeof(b)), 0);
	cr_assert_eq(network_peer((struct sockaddr *)&un, &a), -1);
}

Test(network, who_is_inside)
{
	static const struct {
		const char *network, *address;
		bool inside;
	} rows[] = {
	    {"10.0.0.0/8", "10.255.255.255", true},
	    {"10.0.0.0/8", "11.0.0.0", false},
	    {"10.0.0.0/8", "9.255.255.255", false},
	    {"172.16.0.0/12", "172.31.0.1", true},
	    {"172.16.0.0/12", "172.32.0.1", false},
	    {"192.0.2.128/25", "192.0.2.128", true},
	    {"192.0.2.128/25", "192.0.2.127", false},
	    {"192.0.2.7", "192.0.2.7", true},
	    {"192.0.2.7", "192.0.2.6", false},
	    {"192.0.2.7/32", "192.0.2.7", true},
	    {"0.0.0.0/0", "203.0.113.9", true},
	    {"0.0.0.0/0", "2001:db8::1", false},
	    {"::/0", "2001:db8::1", true},
	    {"::/0", "203.0.113.9", false},
	    {"fd00::/8", "fdff::1", true},
	    {"fd00::/8", "fe00::1", false},
	    {"2001:db8::/33", "2001:db8:7fff::", true},
	    {"2001:db8::/33", "2001:db8:8000::", false},
	    {"::1", "::1", true},
	    {"::1", "::2", false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct in6_addr a = address(rows[i].address);
		struct network n;

		cr_assert_eq(network_parse(rows[i].network, &n), 0, "%s", rows[i].network);
		cr_expect_eq(
		    network_has(&n, &a), rows[i].inside, "%s in %s", rows[i].address, rows[i].network);
	}
}

Test(network, what_is_none)
{
	static const char *const odd[] = {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/8x", "10.0.0.0/-1",
	    "10.0.0.0/ 8", "10.0.0.0/0008", "10.0.0.1/8", "192.0.2.129/25", "10.0.0/8", "fd00::/129",
	    "fd00::1/8", "localhost", "unix", "::ffff:0:0/95x", "fe80::1%eth0",
	    "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb/64", " 10.0.0.0/8"};
	struct network n;

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		cr_expect_eq(network_parse(odd[i], &n), -1, "%s", odd[i]);
}

/* proxy: headers as proxies send them, by haproxy.org's proxy-protocol.txt, and what is none. */
#include <criterion/criterion.h>
#include <string.h>

#include "server/network.h"
#include "server/proxy.h"

#define SIGNATURE "\r\n\r\n\0\r\nQUIT\n"
#define LOCAL SIGNATURE "\x20"
#define PROXY SIGNATURE "\x21"
#define TCP4 "\x11"
#define TCP6 "\x21"
/* 192.0.2.7:50000 to 198.51.100.1:7443 */
#define ADDRESSES4 "\xc0\0\2\7\xc6\x33\x64\1\xc3\x50\x1d\x13"
#define NET6 "\x20\1\r\xb8\0\0\0\0\0\0\0\0\0\0\0"
#define ADDRESSES6 NET6 "\7" NET6 "\1\xc3\x50\x1d\x13"
#define MAPPED "\0\0\0\0\0\0\0\0\0\0\xff\xff"

static char text[INET6_ADDRSTRLEN];

/* As the daemon reads it: so much as is certain, each time; or byte by byte. What follows is left alone. */
static enum proxy_header feed(const char *header, size_t len, bool slowly)
{
	uint8_t bytes[PROXY_HEADER_MAX];
	struct in6_addr client;
	size_t have = 0, missing;
	enum proxy_header rc;

	text[0] = 0;
	while ((rc = proxy_read(bytes, have, &missing, &client)) == PROXY_MORE) {
		cr_assert_gt(missing, 0);
		cr_assert_leq(have + missing, PROXY_HEADER_MAX);
		if (have == len)
			return PROXY_MORE;
		missing = slowly ? 1 : missing < len - have ? missing : len - have;
		memcpy(bytes + have, header + have, missing);
		have += missing;
	}
	if (rc == PROXY_CLIENT || rc == PROXY_ITSELF)
		cr_assert_eq(have, len, "all of it and no more: %zu of %zu", have, len);
	if (rc == PROXY_CLIENT)
		network_text(&client, text);
	return rc;
}

static enum proxy_header both(const char *header, size_t len)
{
	enum proxy_header rc = feed(header, len, false);

	cr_assert_eq(feed(header, len, true), rc);
	return rc;
}
#define READ(h) both((h), sizeof(h) - 1)

Test(proxy, for_whom)
{
	cr_assert_eq(READ(PROXY TCP4 "\0\x0c" ADDRESSES4), PROXY_CLIENT);
	cr_assert_str_eq(text, "192.0.2.7");
	cr_assert_eq(READ(PROXY TCP6 "\0\x24" ADDRESSES6), PROXY_CLIENT);
	cr_assert_str_eq(text, "2001:db8::7");
}

Test(proxy, ipv4_as_ipv6_has_it)
{
	cr_assert_eq(READ(PROXY TCP6 "\0\x24" MAPPED "\xc0\0\2\7" MAPPED "\xc6\x33\x64\1\xc3\x50\x1d\x13"),
	    PROXY_CLIENT);
	cr_assert_str_eq(text, "192.0.2.7");
}

/* A health check: HAProxy's has no addresses, others' may have. */
Test(proxy, the_proxy_itself)
{
	cr_assert_eq(READ(LOCAL "\0\0\0"), PROXY_ITSELF);
	cr_assert_eq(READ(LOCAL TCP4 "\0\x0c" ADDRESSES4), PROXY_ITSELF);
	cr_assert_eq(READ(LOCAL "\x99\0\4wxyz"), PROXY_ITSELF, "the family is not looked at");
}

/* Its client came by something that has no address for us. */
Test(proxy, nobody_with_an_address)
{
	static const char unix_family[] = PROXY "\x31\0\xd8";
	char unix_header[16 + 216] = {0};

	memcpy(unix_header, unix_family, sizeof(unix_family) - 1);
	memcpy(unix_header + 16, "/run/haproxy", 12);
	cr_assert_eq(both(unix_header, sizeof(unix_header)), PROXY_ITSELF);
	cr_assert_eq(READ(PROXY "\0\0\0"), PROXY_ITSELF);
	cr_assert_eq(READ(PROXY "\x12\0\x0c" ADDRESSES4), PROXY_ITSELF, "a datagram brought nobody here");
}

Test(proxy, what_follows_the_addresses_is_skipped)
{
	/* The authority "a.no", a checksum, padding, and a length that goes past the end: nobody looks. */
	cr_assert_eq(
	    READ(PROXY TCP4 "\0\x20" ADDRESSES4 "\2\0\4a.no\3\0\4abcd\4\0\1\0\x20\xff"), PROXY_CLIENT);
	cr_assert_str_eq(text, "192.0.2.7");
	cr_assert_eq(READ(PROXY TCP4 "\0\x0e" ADDRESSES4 "\4\0"), PROXY_CLIENT);
	cr_assert_eq(READ(PROXY TCP4 "\0\x28" ADDRESSES6 "\4\0\1\0"), PROXY_CLIENT, "longer than its family");
}

Test(proxy, as_long_as_it_may_be)
{
	static const char begin[] = PROXY TCP4 "\3\xf0" ADDRESSES4;
	static char header[PROXY_HEADER_MAX];

	memcpy(header, begin, sizeof(begin) - 1);
	cr_assert_eq(both(header, sizeof(header)), PROXY_CLIENT);
	header[15] = '\xf1';
	cr_assert_eq(both(header, sizeof(header)), PROXY_BAD);
	header[14] = header[15] = '\xff';
	cr_assert_eq(both(header, 16), PROXY_BAD, "known at once");
}

Test(proxy, cut_short)
{
	static const char header[] = PROXY TCP6 "\0\x24" ADDRESSES6;

	for (size_t n = 0; n < sizeof(header) - 1; n++)
		cr_assert_eq(feed(header, n, true), PROXY_MORE, "%zu bytes", n);
}

Test(proxy, less_than_its_family_needs)
{
	cr_assert_eq(READ(PROXY TCP4 "\0\0"), PROXY_BAD);
	cr_assert_eq(READ(PROXY TCP4 "\0\x0b\xc0\0\2\7\xc6\x33\x64\1\xc3\x50\x1d"), PROXY_BAD);
	cr_assert_eq(READ(PROXY TCP6 "\0\x0c" ADDRESSES4), PROXY_BAD);
}

Test(proxy, what_is_none)
{
	cr_assert_eq(READ("PROXY TCP4 192.0.2.7 198.51.100.1 50000 7443\r\n"), PROXY_BAD, "version 1");
	cr_assert_eq(READ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), PROXY_BAD);
	cr_assert_eq(READ("\x16\3\1\2\0\1\0\1\xfc\3\3"), PROXY_BAD, "TLS");
	cr_assert_eq(READ("\r\n\r\n\0\r\nQUIT\r\x21\x11\0\x0c" ADDRESSES4), PROXY_BAD);
	cr_assert_eq(READ(SIGNATURE "\x11" TCP4 "\0\x0c" ADDRESSES4), PROXY_BAD, "another version");
	cr_assert_eq(READ(SIGNATURE "\x22" TCP4 "\0\x0c" ADDRESSES4), PROXY_BAD, "another command");
	cr_assert_eq(READ(PROXY "\x41\0\x0c" ADDRESSES4), PROXY_BAD, "another family");
	cr_assert_eq(READ(PROXY "\x13\0\x0c" ADDRESSES4), PROXY_BAD, "another transport");
}

/* The first byte that cannot be a header's ends it. */
Test(proxy, what_is_none_is_known_at_once)
{
	cr_assert_eq(feed("\x16", 1, true), PROXY_BAD);
	cr_assert_eq(feed("P", 1, true), PROXY_BAD);
	cr_assert_eq(feed("\r\n\r\n\0\r\nQUIT\n\x31", 13, true), PROXY_BAD);
}

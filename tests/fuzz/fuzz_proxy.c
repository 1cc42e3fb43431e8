/*
 * fuzz_proxy: any bytes as a proxy's header; and the rest of them as the name of a network.
 */
#include <string.h>

#include "fuzz.h"
#include "server/network.h"
#include "server/proxy.h"

#define SIGNATURE "\r\n\r\n\0\r\nQUIT\n"
#define TEXT_MAX 64

const struct fuzz_seed fuzz_seeds[] = {
    FUZZ_SEED(SIGNATURE "\x21\x11\0\x0c\xc0\0\2\7\xc6\x33\x64\1\xc3\x50\x1d\x13"
			"10.0.0.0/8"),
    FUZZ_SEED(SIGNATURE "\x21\x21\0\x24 abcdefghijklmno abcdefghijklmnowxyz"
			"fd00::/8"),
    FUZZ_SEED(SIGNATURE "\x20\0\0\0"
			"::ffff:192.0.2.7"),
    FUZZ_SEED(SIGNATURE "\x21\x11\0\x16\xc0\0\2\7\xc6\x33\x64\1\xc3\x50\x1d\x13\2\0\4a.no\4\0\0"
			"192.0.2.128/25"),
    {0},
};

/* Byte by byte and at once say the same, and no byte is asked for that is not the header's. */
static size_t header(const uint8_t *data, size_t size)
{
	struct in6_addr whole = IN6ADDR_ANY_INIT, pieces = IN6ADDR_ANY_INIT;
	size_t have = 0, missing = 0, slow = 0, one;
	enum proxy_header want, got;
	char text[INET6_ADDRSTRLEN];
	while ((want = proxy_read(data, have, &missing, &whole)) == PROXY_MORE) {
		FUZZ_HOLDS(missing > 0 && have + missing <= PROXY_HEADER_MAX);
		if (have + missing > size)
			break;
		have += missing;
	}
	while ((got = proxy_read(data, slow, &one, &pieces)) == PROXY_MORE && slow < size)
		slow++;
	FUZZ_HOLDS(want == got || (want == PROXY_MORE && got == PROXY_BAD));
	FUZZ_HOLDS(memcmp(&whole, &pieces, sizeof(whole)) == 0);
	if (want == PROXY_CLIENT || want == PROXY_ITSELF)
		FUZZ_HOLDS(slow == have);
	if (want != PROXY_CLIENT)
		return have;
	network_text(&whole, text);
	FUZZ_HOLDS(*text);
	return have;
}

/* What is read as a network has its own first address inside, and as a text that is read again. */
static void network(const uint8_t *data, size_t size)
{
	char text[TEXT_MAX], again[INET6_ADDRSTRLEN];
	struct network n, same;
	if (size >= sizeof(text))
		return;
	memcpy(text, data, size);
	text[size] = 0;
	if (network_parse(text, &n) < 0)
		return;
	FUZZ_HOLDS(n.bits <= 128);
	FUZZ_HOLDS(network_has(&n, &n.base));
	network_text(&n.base, again);
	FUZZ_HOLDS(network_parse(again, &same) == 0 && memcmp(&same.base, &n.base, sizeof(n.base)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t used = header(data, size);
	network(data + used, size - used);
	return 0;
}

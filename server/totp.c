/*
 * totp: see totp.h.
 */
#include "totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdint.h>
#include <string.h>

#define MODULUS 1000000 /* of TOTP_DIGITS digits */

int totp_code(const unsigned char *secret, size_t len, long long step)
{
	unsigned char counter[8], mac[EVP_MAX_MD_SIZE];
	unsigned mac_len = 0;
	for (int i = 7; i >= 0; i--, step >>= 8)
		counter[i] = (unsigned char)(step & 0xff);
	if (HMAC(EVP_sha1(), secret, (int)len, counter, sizeof counter, mac, &mac_len) == NULL ||
	    mac_len < 20)
		return -1;
	unsigned at = mac[mac_len - 1] & 0x0f; /* dynamic truncation, RFC 4226 5.3 */
	uint32_t n = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 |
		     (uint32_t)mac[at + 2] << 8 | mac[at + 3];
	return (int)(n % MODULUS);
}

/* -1: it is not six digits and nothing else. */
static int read_code(const char *s)
{
	int n = 0;
	for (int i = 0; i < TOTP_DIGITS; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		n = n * 10 + (s[i] - '0');
	}
	return s[TOTP_DIGITS] == '\0' ? n : -1;
}

long long totp_find(const unsigned char *secret, size_t len, long long now, const char *code)
{
	long long found = 0;
	int wanted = read_code(code);
	if (wanted < 0)
		return 0;
	for (long long step = now - TOTP_WINDOW; step <= now + TOTP_WINDOW; step++)
		if (totp_code(secret, len, step) == wanted)
			found = step;
	return found;
}

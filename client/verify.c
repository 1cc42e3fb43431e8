/* verify: see verify.h. */
#include "verify.h"

#include <sodium.h>
#include <string.h>

#include "jsontext.h"
#include "spraak.h"

_Static_assert(VERIFY_HASH == crypto_hash_sha256_BYTES, "a SHA-256 has 32 bytes");

const char *verify_text(enum verify_break b)
{
	static const char *const texts[] = {
	    [VERIFY_OK] = N_("kjeden holder"),
	    [VERIFY_GAP] = N_("nummeret er ikke det neste: en post mangler eller er satt inn"),
	    [VERIFY_LINE] = N_("linjen er ikke lesbar, eller har et annet nummer"),
	    [VERIFY_CHAIN] = N_("hashen er ikke den linjen og forrige hash gir: en post er endret"),
	    [VERIFY_CONTENT] = N_("innholdet er ikke det som ble ført inn"),
	    [VERIFY_HEAD] =
		N_("kjeden ender et annet sted enn hodet sier: poster er fjernet eller byttet ut"),
	};

	return _(texts[b]);
}

/* Exactly n bytes, in small letters: a hash has one way of being written. */
static int parse_hex(const char *hex, uint8_t *out, size_t n)
{
	if (!hex || strlen(hex) != 2 * n || strspn(hex, "0123456789abcdef") != 2 * n)
		return -1;
	return sodium_hex2bin(out, n, hex, 2 * n, NULL, NULL, NULL);
}

static int parse_hash(const char *hex, uint8_t out[VERIFY_HASH])
{
	return parse_hex(hex, out, VERIFY_HASH);
}

int verify_hash(const char *hex, const uint8_t *data, size_t len)
{
	uint8_t told[VERIFY_HASH], computed[VERIFY_HASH];

	if (parse_hash(hex, told))
		return -1;
	crypto_hash_sha256(computed, data, len);
	return memcmp(told, computed, VERIFY_HASH) == 0 ? 0 : -1;
}

/* SHA-256(first || second) is told? */
static int hash_of_two(const uint8_t *first, size_t first_len, const char *second, const char *told_hex,
    uint8_t computed[VERIFY_HASH])
{
	crypto_hash_sha256_state state;
	uint8_t told[VERIFY_HASH];

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, first, first_len);
	crypto_hash_sha256_update(&state, (const unsigned char *)second, strlen(second));
	crypto_hash_sha256_final(&state, computed);
	return parse_hash(told_hex, told) == 0 && memcmp(told, computed, VERIFY_HASH) == 0 ? 0 : -1;
}

/* Content may have been deleted by law, with its salt; what is there must be what the line says. */
static enum verify_break check_content(const Omstilling__V1__Journalpost *post, struct jsontext *line)
{
	uint8_t salt[VERIFY_SALT], computed[VERIFY_HASH];

	if (!post->innhold)
		return post->salt ? VERIFY_CONTENT : VERIFY_OK;
	if (parse_hex(post->salt, salt, sizeof(salt)))
		return VERIFY_CONTENT;
	const char *told = jsontext_get(line, "innhold_hash");
	return hash_of_two(salt, sizeof(salt), post->innhold, told, computed) == 0 ? VERIFY_OK
										   : VERIFY_CONTENT;
}

/* What the line itself says: its number, and the hash of its content. */
static enum verify_break check_line(const Omstilling__V1__Journalpost *post)
{
	struct jsontext *line = jsontext_new(post->linje);
	enum verify_break b = VERIFY_LINE;
	int64_t number;

	if (line && jsontext_number(line, "nummer", &number) == 0 && number == post->nummer)
		b = check_content(post, line);
	jsontext_free(line);
	return b;
}

enum verify_break verify_post(struct verify *v, const Omstilling__V1__Journalpost *post)
{
	uint8_t computed[VERIFY_HASH];

	if (!post->has_nummer || post->nummer != v->number + 1)
		return VERIFY_GAP;
	if (!post->linje)
		return VERIFY_LINE;
	if (hash_of_two(v->hash, VERIFY_HASH, post->linje, post->hash, computed))
		return VERIFY_CHAIN;
	enum verify_break b = check_line(post);
	if (b != VERIFY_OK)
		return b;
	memcpy(v->hash, computed, VERIFY_HASH);
	v->number++;
	v->emptied += !post->innhold;
	return VERIFY_OK;
}

enum verify_break verify_head(const struct verify *v, int64_t number, const char *hex)
{
	uint8_t told[VERIFY_HASH];

	if (v->number == 0 && number == 0 && (!hex || !*hex))
		return VERIFY_OK;
	if (number != v->number || parse_hash(hex, told) || memcmp(told, v->hash, VERIFY_HASH) != 0)
		return VERIFY_HEAD;
	return VERIFY_OK;
}

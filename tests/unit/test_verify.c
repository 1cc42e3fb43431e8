/* The journal's chain: a good one holds, and each kind of tampering is found where it is. */
#include <criterion/criterion.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/export.h"
#include "client/jsontext.h"
#include "client/mem.h"
#include "client/verify.h"

#define POSTS 5
#define SALT "00ff10aabbccddeeff00112233445566"

struct chain {
	struct arena *a;
	Omstilling__V1__Journalpost post[POSTS];
	char head[2 * VERIFY_HASH + 1];
};

static struct chain chain;

static char *sha256_hex(const uint8_t *first, size_t n, const char *second)
{
	crypto_hash_sha256_state s;
	uint8_t out[VERIFY_HASH];
	char *hex = mem_alloc(chain.a, 2 * VERIFY_HASH + 1);

	crypto_hash_sha256_init(&s);
	crypto_hash_sha256_update(&s, first, n);
	crypto_hash_sha256_update(&s, (const uint8_t *)second, strlen(second));
	crypto_hash_sha256_final(&s, out);
	return sodium_bin2hex(hex, 2 * VERIFY_HASH + 1, out, sizeof(out));
}

/* Post number i+1, chained to the one before. */
static void make(int i)
{
	static const uint8_t salt[] = {
	    0x00, 0xff, 0x10, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66};
	uint8_t before[VERIFY_HASH] = {0};
	Omstilling__V1__Journalpost *p = &chain.post[i];

	omstilling__v1__journalpost__init(p);
	if (i > 0)
		sodium_hex2bin(
		    before, sizeof(before), chain.post[i - 1].hash, 2 * VERIFY_HASH, NULL, NULL, NULL);
	p->has_nummer = 1;
	p->nummer = i + 1;
	p->innhold = mem_printf(chain.a, "{\"gammel\":null,\"ny\":\"æ%d\"}", i);
	p->salt = mem_printf(chain.a, "%s", SALT);
	p->linje = mem_printf(chain.a, "{\"hendelse\":\"x\",\"innhold_hash\":\"%s\",\"nummer\":%d}",
	    sha256_hex(salt, sizeof(salt), p->innhold), i + 1);
	p->hash = sha256_hex(before, sizeof(before), p->linje);
}

static void set_up(void)
{
	chain.a = mem_new();
	for (int i = 0; i < POSTS; i++)
		make(i);
	memcpy(chain.head, chain.post[POSTS - 1].hash, sizeof(chain.head));
}

static void tear_down(void)
{
	arena_free(chain.a);
}

TestSuite(verify, .init = set_up, .fini = tear_down);

/* Verifies all; *at is the number of the post where it broke, 0 for the head. */
static enum verify_break run(int64_t *at)
{
	struct verify v = {.number = 0};

	for (int i = 0; i < POSTS; i++) {
		enum verify_break b = verify_post(&v, &chain.post[i]);
		*at = i + 1;
		if (b != VERIFY_OK)
			return b;
	}
	*at = 0;
	return verify_head(&v, POSTS, chain.head);
}

static void breaks(enum verify_break expected, int64_t where)
{
	int64_t at;
	enum verify_break b = run(&at);

	cr_expect_eq(b, expected, "%s", verify_text(b));
	cr_expect_eq(at, where, "at %" PRId64, at);
}

static char *changed(const char *s, const char *from, const char *to)
{
	const char *p = strstr(s, from);

	cr_assert_not_null(p);
	return mem_printf(chain.a, "%.*s%s%s", (int)(p - s), s, to, p + strlen(from));
}

Test(verify, a_good_chain_holds)
{
	breaks(VERIFY_OK, 0);
}

Test(verify, an_edited_line_is_found)
{
	chain.post[2].linje = changed(chain.post[2].linje, "\"x\"", "\"y\"");
	breaks(VERIFY_CHAIN, 3);
}

Test(verify, an_edited_line_with_a_new_hash_breaks_the_next)
{
	uint8_t before[VERIFY_HASH];

	sodium_hex2bin(before, sizeof(before), chain.post[1].hash, 2 * VERIFY_HASH, NULL, NULL, NULL);
	chain.post[2].linje = changed(chain.post[2].linje, "\"x\"", "\"y\"");
	chain.post[2].hash = sha256_hex(before, sizeof(before), chain.post[2].linje);
	breaks(VERIFY_CHAIN, 4);
}

Test(verify, a_wholly_rewritten_chain_is_found_at_the_head)
{
	char old[sizeof(chain.head)];
	uint8_t zero[VERIFY_HASH] = {0};
	struct verify v = {.number = 0};

	memcpy(old, chain.head, sizeof(old));
	chain.post[0].linje = changed(chain.post[0].linje, "\"x\"", "\"y\"");
	chain.post[0].hash = sha256_hex(zero, sizeof(zero), chain.post[0].linje);
	cr_expect_eq(verify_post(&v, &chain.post[0]), VERIFY_OK);
	cr_expect_eq(verify_head(&v, 1, old), VERIFY_HEAD);
}

Test(verify, a_missing_post_is_found)
{
	chain.post[2] = chain.post[3];
	breaks(VERIFY_GAP, 3);
}

Test(verify, a_post_said_twice_is_found)
{
	chain.post[3] = chain.post[2];
	breaks(VERIFY_GAP, 4);
}

Test(verify, another_number_inside_the_line_is_found)
{
	uint8_t before[VERIFY_HASH];

	sodium_hex2bin(before, sizeof(before), chain.post[3].hash, 2 * VERIFY_HASH, NULL, NULL, NULL);
	chain.post[4].linje = changed(chain.post[4].linje, "\"nummer\":5", "\"nummer\":6");
	chain.post[4].hash = sha256_hex(before, sizeof(before), chain.post[4].linje);
	breaks(VERIFY_LINE, 5);
}

Test(verify, changed_content_is_found)
{
	chain.post[1].innhold = changed(chain.post[1].innhold, "null", "true");
	breaks(VERIFY_CONTENT, 2);
}

Test(verify, a_changed_salt_is_found)
{
	chain.post[1].salt = "00ff11";
	breaks(VERIFY_CONTENT, 2);
	chain.post[1].salt = "0";
	breaks(VERIFY_CONTENT, 2);
	chain.post[1].salt = "zz";
	breaks(VERIFY_CONTENT, 2);
}

Test(verify, deleted_content_leaves_the_chain_whole)
{
	chain.post[1].innhold = NULL;
	chain.post[1].salt = NULL;
	breaks(VERIFY_OK, 0);
}

Test(verify, posts_without_their_parts_are_broken)
{
	chain.post[2].hash = NULL;
	breaks(VERIFY_CHAIN, 3);
	make(2);
	chain.post[2].linje = NULL;
	breaks(VERIFY_LINE, 3);
	make(2);
	chain.post[2].has_nummer = 0;
	breaks(VERIFY_GAP, 3);
}

Test(verify, the_head_must_be_the_end)
{
	struct verify v = {.number = 0};

	cr_expect_eq(verify_head(&v, 0, NULL), VERIFY_OK);
	cr_expect_eq(verify_head(&v, 0, ""), VERIFY_OK);
	cr_expect_eq(verify_head(&v, 1, chain.post[0].hash), VERIFY_HEAD);
	cr_assert_eq(verify_post(&v, &chain.post[0]), VERIFY_OK);
	cr_expect_eq(verify_head(&v, 1, chain.post[0].hash), VERIFY_OK);
	cr_expect_eq(verify_head(&v, 1, chain.post[1].hash), VERIFY_HEAD);
	cr_expect_eq(verify_head(&v, 2, chain.post[1].hash), VERIFY_HEAD);
	cr_expect_eq(verify_head(&v, 0, ""), VERIFY_HEAD);
}

Test(verify, the_hash_of_bytes)
{
	/* SHA-256 of "abc", from FIPS 180-4 */
	const char *hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

	cr_expect_eq(verify_hash(hex, (const uint8_t *)"abc", 3), 0);
	cr_expect_eq(verify_hash(hex, (const uint8_t *)"abd", 3), -1);
	cr_expect_eq(verify_hash("ba78", (const uint8_t *)"abc", 3), -1);
	cr_expect_eq(verify_hash(NULL, (const uint8_t *)"abc", 3), -1);
}

/* --- the JSON that no descriptor knows */

Test(verify, looking_into_an_object)
{
	struct jsontext *j =
	    jsontext_new("{\"tur\":{\"funksjon\":\"KST\",\"organer\":[\"sel-kst\",{\"kortnavn\":\"x\"}]},"
			 "\"n\":12,\"f\":1.5,\"null\":null}");
	int64_t n;

	cr_assert_not_null(j);
	cr_expect_str_eq(jsontext_get(j, "tur.funksjon"), "KST");
	cr_expect_str_eq(jsontext_item(j, "tur.organer", 0, "kortnavn"), "sel-kst");
	cr_expect_str_eq(jsontext_item(j, "tur.organer", 1, "kortnavn"), "x");
	cr_expect_null(jsontext_item(j, "tur.organer", 2, "kortnavn"));
	cr_expect_null(jsontext_item(j, "tur.funksjon", 0, "kortnavn"));
	cr_expect_null(jsontext_get(j, "tur"));
	cr_expect_null(jsontext_get(j, "null"));
	cr_expect_null(jsontext_get(j, "ikke.her"));
	cr_expect_str_eq(jsontext_get(j, "n"), "12");
	cr_expect_eq(jsontext_number(j, "n", &n), 0);
	cr_expect_eq(n, 12);
	cr_expect_eq(jsontext_number(j, "f", &n), -1);
	jsontext_free(j);
}

Test(verify, what_is_not_an_object_is_nothing)
{
	cr_expect_null(jsontext_new(NULL));
	cr_expect_null(jsontext_new(""));
	cr_expect_null(jsontext_new("[1]"));
	cr_expect_null(jsontext_new("{\"a\":"));
	cr_expect_null(jsontext_new("{} x"));
	jsontext_free(NULL);
}

Test(verify, a_hash_has_one_way_of_being_written)
{
	char *p = chain.post[1].hash = mem_printf(chain.a, "%s", chain.post[1].hash);

	for (; *p; p++)
		if (*p >= 'a' && *p <= 'f')
			*p = (char)(*p - 'a' + 'A');
	breaks(VERIFY_CHAIN, 2);
}

Test(verify, content_moved_into_the_salt_is_found)
{
	chain.post[1].salt = mem_printf(chain.a, "%s7b", SALT);
	chain.post[1].innhold++;
	breaks(VERIFY_CONTENT, 2);
}

Test(verify, a_salt_without_content_is_found)
{
	chain.post[1].innhold = NULL;
	breaks(VERIFY_CONTENT, 2);
}

/* The chain as a file of lines; line[i] is where line i+1 ends. */
static char *exported(size_t *len, size_t line[POSTS])
{
	char *text;
	FILE *f = open_memstream(&text, len);

	for (int i = 0; i < POSTS; i++) {
		cr_assert_eq(export_write(f, &chain.post[i]), 0);
		line[i] = (size_t)ftell(f);
	}
	fclose(f);
	return text;
}

static enum verify_break verified(char *text, size_t len, struct export_receipt receipt, int64_t *number)
{
	FILE *f = len > 0 ? fmemopen(text, len, "r") : fopen("/dev/null", "r");
	struct verify v = {.number = 0};
	enum verify_break b = export_verify(f, &v, &receipt);

	fclose(f);
	*number = v.number;
	return b;
}

static const struct export_receipt none = {.number = -1};

Test(verify, an_export_holds)
{
	size_t len, line[POSTS];
	char *text = exported(&len, line);
	int64_t n;

	cr_expect_eq(verified(text, len, none, &n), VERIFY_OK);
	cr_expect_eq(n, POSTS);
	cr_expect_eq(
	    verified(text, len, (struct export_receipt){.number = POSTS, .hash = chain.head}, &n), VERIFY_OK);
	cr_expect_eq(verified(text, 0, none, &n), VERIFY_OK);
	cr_expect_eq(n, 0);
	free(text);
}

Test(verify, every_byte_of_an_export_counts)
{
	size_t len, line[POSTS];
	char *text = exported(&len, line);

	for (size_t i = 0, at = 0; i < len; i++) {
		char kept = text[i];
		int64_t n;
		at += i == line[at];
		for (int bit = 0; bit < 8; bit += 1) {
			text[i] = (char)(kept ^ (1 << bit));
			cr_expect_neq(verified(text, len, none, &n), VERIFY_OK, "byte %zu bit %d", i, bit);
			cr_expect_eq((size_t)n, at, "byte %zu bit %d: placed at %jd", i, bit, (intmax_t)n);
		}
		text[i] = kept;
	}
	free(text);
}

Test(verify, an_export_that_ends_too_early)
{
	size_t len, line[POSTS];
	char *text = exported(&len, line);
	int64_t n;

	for (size_t cut = 0; cut < len; cut++) {
		bool whole = cut == 0;
		for (int i = 0; i < POSTS; i++)
			whole |= cut == line[i];
		cr_expect_eq(verified(text, cut, none, &n) == VERIFY_OK, whole, "cut at %zu", cut);
		cr_expect_neq(
		    verified(text, cut, (struct export_receipt){.number = POSTS, .hash = chain.head}, &n),
		    VERIFY_OK, "the head tells, cut at %zu", cut);
	}
	free(text);
}

/* Whom the client trusts: a key that is pinned comes before what an authority says, and what is refused says
 * why. */
#include <criterion/criterion.h>
#include <openssl/pem.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/dial_tls.h"
#include "client/mem.h"

#define HOST "localhost"
#define ADDRESS "localhost:7443"

static struct arena *a;
static struct status st;
static char authority[] = "/tmp/omstilling-tls-XXXXXX"; /* the certificate that the server shows */
static SSL_CTX *server;

static X509 *self_signed(EVP_PKEY *key)
{
	X509 *cert = X509_new();

	X509_gmtime_adj(X509_getm_notBefore(cert), 0);
	X509_gmtime_adj(X509_getm_notAfter(cert), 3600);
	X509_set_pubkey(cert, key);
	X509_NAME_add_entry_by_txt(
	    X509_get_subject_name(cert), "CN", MBSTRING_ASC, (const unsigned char *)HOST, -1, -1, 0);
	X509_set_issuer_name(cert, X509_get_subject_name(cert));
	cr_assert_gt(X509_sign(cert, key, EVP_sha256()), 0);
	return cert;
}

static int choose_h2(SSL *ssl, const unsigned char **out, unsigned char *len, const unsigned char *in,
    unsigned in_len, void *arg)
{
	*out = (const unsigned char *)"h2";
	*len = 2;
	return SSL_TLSEXT_ERR_OK;
}

static void set_up(void)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = self_signed(key);
	FILE *f = fdopen(mkstemp(authority), "w");

	a = mem_new();
	cr_assert_geq(sodium_init(), 0);
	cr_assert(f && PEM_write_X509(f, cert) == 1);
	fclose(f);
	server = SSL_CTX_new(TLS_server_method());
	SSL_CTX_set_alpn_select_cb(server, choose_h2, NULL);
	cr_assert(SSL_CTX_use_certificate(server, cert) == 1 && SSL_CTX_use_PrivateKey(server, key) == 1);
	X509_free(cert);
	EVP_PKEY_free(key);
}

static void tear_down(void)
{
	SSL_CTX_free(server);
	unlink(authority);
	arena_free(a);
}

TestSuite(dial_tls, .init = set_up, .fini = tear_down);

/* Both ends in one process; what one writes the other reads. True when the client is content. */
static bool shake_hands(const struct dial_tls *t)
{
	SSL *us = dial_tls_session(t, HOST), *them = SSL_new(server);
	BIO *ours, *theirs;
	bool done = false;

	cr_assert(us && them && BIO_new_bio_pair(&ours, 0, &theirs, 0) == 1);
	SSL_set_bio(us, ours, ours);
	SSL_set_bio(them, theirs, theirs);
	SSL_set_connect_state(us);
	SSL_set_accept_state(them);
	for (int i = 0; i < 10 && !done; i++) {
		done = SSL_do_handshake(us) == 1;
		SSL_do_handshake(them);
	}
	if (done)
		cr_expect(dial_tls_is_h2(us));
	SSL_free(us);
	SSL_free(them);
	return done;
}

/* The reason that the server is refused by; "" when it is trusted. */
static const char *meet(struct dial_trust *trust)
{
	int alert = 0;
	struct dial_tls *t = dial_tls_new(a, trust, &alert, &st);

	cr_assert_not_null(t, "%s", st.text);
	bool done = shake_hands(t), refused = dial_tls_refused(t, ADDRESS, &st);
	dial_tls_free(t);
	cr_assert_neq(done, refused);
	return refused ? st.reason : "";
}

static const char other[] = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/* What the server's key is called. */
static const char *shown(void)
{
	struct dial_trust trust = {.fingerprint = other};

	cr_expect_str_eq(meet(&trust), "galt_fingeravtrykk");
	cr_assert(dial_is_fingerprint(trust.seen), "%s", trust.seen);
	return mem_printf(a, "%s", trust.seen);
}

static void says(const char *text, const char *part)
{
	cr_expect(text && strstr(text, part), "no \"%s\" in: %s", part, text ? text : "(nothing)");
}

/* SSL_CERT_FILE is where OpenSSL looks for the system's authorities. */
static void trusted_by(bool system)
{
	setenv("SSL_CERT_FILE", system ? authority : "/dev/null", 1);
	setenv("SSL_CERT_DIR", "/nonexistent", 1);
}

Test(dial_tls, what_nobody_vouches_for_is_unknown_unless_an_authority_is_named)
{
	trusted_by(false);
	cr_expect_str_eq(meet(&(struct dial_trust){0}), "ukjent_tjener");
	says(st.hint, "--fingeravtrykk SHA256:");
	cr_expect_str_eq(meet(&(struct dial_trust){.ca = authority}), "");
}

Test(dial_tls, a_system_that_vouches_is_enough_where_nothing_is_pinned)
{
	trusted_by(true);
	cr_expect_str_eq(meet(&(struct dial_trust){0}), "");
}

Test(dial_tls, a_pin_that_was_asked_for_once_decides_whoever_vouches)
{
	for (int vouched = 0; vouched < 2; vouched++) {
		trusted_by(vouched);
		const char *ours = shown();
		cr_expect_str_eq(meet(&(struct dial_trust){.known = ours}), "");
		cr_expect_str_eq(
		    meet(&(struct dial_trust){.known = other}), "ny_noekkel", "vouched: %d", vouched);
		says(st.text, other);
		says(st.text, ours);
		says(st.text, "ADVARSEL");
		says(st.hint, "omstilling profile forget " ADDRESS);
	}
}

Test(dial_tls, a_pin_of_the_options_or_the_profile_decides_whoever_vouches)
{
	for (int vouched = 0; vouched < 2; vouched++) {
		trusted_by(vouched);
		const char *ours = shown();
		cr_expect_str_eq(meet(&(struct dial_trust){.fingerprint = ours, .known = other}), "");
		cr_expect_str_eq(
		    meet(&(struct dial_trust){.fingerprint = other, .known = ours}), "galt_fingeravtrykk");
		says(st.text, other);
		says(st.hint, "--fingeravtrykk");
	}
}

Test(dial_tls, an_authority_that_is_named_must_vouch_and_takes_no_pin_away)
{
	trusted_by(false);
	const char *ours = shown();
	cr_expect_str_eq(meet(&(struct dial_trust){.ca = authority, .known = ours}), "");
	cr_expect_str_eq(meet(&(struct dial_trust){.ca = authority, .known = other}), "ny_noekkel");
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = self_signed(key);
	FILE *f = fopen(authority, "w"); /* another one of the same name */
	cr_assert(f && PEM_write_X509(f, cert) == 1);
	fclose(f);
	cr_expect_str_eq(meet(&(struct dial_trust){.ca = authority, .known = ours}), "tls_feilet");
	X509_free(cert);
	EVP_PKEY_free(key);
}

/*
 * tls: the server's OpenSSL context; see tls.h.
 */
#include "tls.h"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const unsigned char h2[] = {2, 'h', '2'};

static int choose_h2(SSL *ssl, const unsigned char **out, unsigned char *out_len, const unsigned char *in,
    unsigned int in_len, void *arg)
{
	unsigned char *found;

	(void)ssl;
	(void)arg;
	if (SSL_select_next_proto(&found, out_len, h2, sizeof(h2), in, in_len) != OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_ALERT_FATAL;
	*out = found;
	return SSL_TLSEXT_ERR_OK;
}

static void say(char *err, size_t size, const char *what, const char *file)
{
	char why[160];

	ERR_error_string_n(ERR_peek_last_error(), why, sizeof(why));
	snprintf(err, size, "%s %s: %s", what, file, why);
	ERR_clear_error();
}

/* A key with a passphrase would otherwise stop the daemon, waiting for somebody at a terminal. */
static int no_passphrase(char *buf, int size, int rwflag, void *arg)
{
	(void)buf;
	(void)size;
	(void)rwflag;
	(void)arg;
	return 0;
}

static SSL_CTX *context_new(void)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (!ctx)
		return NULL;
	/* The buffers of an idle connection are given back; tickets would cost memory and resumption is rare.
	 */
	SSL_CTX_set_mode(ctx,
	    SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_num_tickets(ctx, 0);
	SSL_CTX_set_alpn_select_cb(ctx, choose_h2, NULL);
	SSL_CTX_set_default_passwd_cb(ctx, no_passphrase);
	return ctx;
}

/* Who may connect at all; who the caller is, his token says. */
static int demand_certificate(SSL_CTX *ctx, const char *ca)
{
	STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(ca);

	if (!names || SSL_CTX_load_verify_locations(ctx, ca, NULL) != 1) {
		sk_X509_NAME_pop_free(names, X509_NAME_free);
		return -1;
	}
	SSL_CTX_set_client_CA_list(ctx, names);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
	return 0;
}

SSL_CTX *tls_server(const struct tls_files *files, char *err, size_t err_size)
{
	SSL_CTX *ctx = context_new();

	if (!ctx)
		say(err, err_size, "TLS cannot start", "");
	else if (SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) != 1)
		say(err, err_size, "TLS 1.3 is not there", "");
	else if (SSL_CTX_use_certificate_chain_file(ctx, files->cert) != 1)
		say(err, err_size, "cannot use the certificate", files->cert);
	else if (SSL_CTX_use_PrivateKey_file(ctx, files->key, SSL_FILETYPE_PEM) != 1 ||
		 SSL_CTX_check_private_key(ctx) != 1)
		say(err, err_size, "cannot use the private key", files->key);
	else if (files->client_ca && demand_certificate(ctx, files->client_ca) != 0)
		say(err, err_size, "cannot use the clients' authorities", files->client_ca);
	else
		return ctx;
	SSL_CTX_free(ctx);
	return NULL;
}

time_t tls_not_after(const SSL_CTX *ctx)
{
	const X509 *cert = SSL_CTX_get0_certificate(ctx);
	struct tm tm;

	return cert && ASN1_TIME_to_tm(X509_get0_notAfter(cert), &tm) == 1 ? timegm(&tm) : 0;
}

void tls_fingerprint(const SSL_CTX *ctx, char out[TLS_FINGERPRINT_SIZE])
{
	static const char prefix[] = "SHA256:";
	unsigned char digest[crypto_hash_sha256_BYTES], *der = NULL;
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(SSL_CTX_get0_certificate(ctx)), &der);

	*out = '\0';
	if (n < 0)
		return;
	crypto_hash_sha256(digest, der, (unsigned long long)n);
	OPENSSL_free(der);
	memcpy(out, prefix, sizeof(prefix));
	sodium_bin2base64(out + sizeof(prefix) - 1, TLS_FINGERPRINT_SIZE - (sizeof(prefix) - 1), digest,
	    sizeof(digest), sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

bool tls_is_h2(const SSL *ssl)
{
	const unsigned char *p;
	unsigned int n;

	SSL_get0_alpn_selected(ssl, &p, &n);
	return n == 2 && memcmp(p, "h2", 2) == 0;
}

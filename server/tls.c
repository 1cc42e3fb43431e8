/*
 * tls: the server's OpenSSL context; see tls.h.
 */
#include "tls.h"

#include <openssl/err.h>
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

SSL_CTX *tls_server(const char *cert, const char *key, char *err, size_t err_size)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (!ctx) {
		say(err, err_size, "TLS cannot start", "");
		return NULL;
	}
	/* The buffers of an idle connection are given back; tickets would cost memory and resumption is rare.
	 */
	SSL_CTX_set_mode(ctx,
	    SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_num_tickets(ctx, 0);
	SSL_CTX_set_alpn_select_cb(ctx, choose_h2, NULL);
	if (SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) != 1)
		say(err, err_size, "TLS 1.3 is not there", "");
	else if (SSL_CTX_use_certificate_chain_file(ctx, cert) != 1)
		say(err, err_size, "cannot use the certificate", cert);
	else if (SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) != 1 ||
		 SSL_CTX_check_private_key(ctx) != 1)
		say(err, err_size, "cannot use the private key", key);
	else
		return ctx;
	SSL_CTX_free(ctx);
	return NULL;
}

bool tls_is_h2(const SSL *ssl)
{
	const unsigned char *p;
	unsigned int n;

	SSL_get0_alpn_selected(ssl, &p, &n);
	return n == 2 && memcmp(p, "h2", 2) == 0;
}

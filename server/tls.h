/*
 * tls: what we demand of TLS: version 1.3, ALPN "h2", a certificate and its key, and of the client a
 * certificate when we say so. Leaves out sockets.
 */
#pragma once

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* PEM files. */
struct tls_files {
	const char *cert, *key;
	const char *client_ca; /* clients must show a certificate by one of these; NULL: they need none */
};

/* A server's context; NULL with a sentence in err. Free with SSL_CTX_free. */
SSL_CTX *tls_server(const struct tls_files *files, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* True when the handshake has agreed on h2: a client may leave ALPN out altogether. */
bool tls_is_h2(const SSL *ssl);

/* "SHA256:" and 43 digits of base64: of the certificate's public key, as clients know it by. */
#define TLS_FINGERPRINT_SIZE 51
void tls_fingerprint(const SSL_CTX *ctx, char out[TLS_FINGERPRINT_SIZE]);

/* Until when the certificate is valid. */
time_t tls_not_after(const SSL_CTX *ctx);

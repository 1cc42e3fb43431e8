/*
 * tls: what we demand of TLS: version 1.3, ALPN "h2", a certificate and its key. Leaves out sockets.
 */
#pragma once

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>

/* A server's context from two PEM files; NULL with a sentence in err. Free with SSL_CTX_free. */
SSL_CTX *tls_server(const char *cert, const char *key, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* True when the handshake has agreed on h2: a client may leave ALPN out altogether. */
bool tls_is_h2(const SSL *ssl);

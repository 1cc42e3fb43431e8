/*
 * dial_tls: what we demand of a server before a word is said to it: TLS 1.3 with ALPN "h2", and a certificate
 * of an authority we trust, for the name that was dialled; or a public key that we know by its fingerprint.
 * And the certificate that we show, when the server asks for one.
 *
 * Leaves out which keys are known (known.h) and asking about those that are not (trust.h).
 */
#pragma once

#include <openssl/ssl.h>
#include <stdbool.h>

#include "proto/grpc.h"

#define DIAL_FINGERPRINT_SIZE 51 /* "SHA256:", 43 digits of base64 and the zero */

struct dial_trust {
	const char *ca;		 /* authorities (PEM file) instead of the system's; NULL: those */
	const char *fingerprint; /* this key and no other, whoever has signed it; NULL: not demanded */
	/* The key that this address is known by: no other, whoever vouches for it, and no authority is needed
	 * but ca's; NULL: none. */
	const char *known;
	const char *cert, *key; /* ours (PEM files); key NULL: it is in the file cert; both NULL: none */
	/* What the server showed: its key's fingerprint, and what authorities say against it. */
	char seen[DIAL_FINGERPRINT_SIZE];
	const char *why;
};

struct dial_tls;

/*
 * trust is written to, and must live as long; what the server alerts us to is put in *alert, which must live
 * as long as the sessions. NULL with st filled in: FAILED_PRECONDITION, `tls_feilet`.
 */
struct dial_tls *dial_tls_new(struct arena *a, struct dial_trust *trust, int *alert, struct status *st)
    __attribute__((warn_unused_result));
/* NULL is fine. */
void dial_tls_free(struct dial_tls *t);

/* A session with the host; NULL when memory is out. */
SSL *dial_tls_session(const struct dial_tls *t, const char *host) __attribute__((warn_unused_result));

/* True when the handshake has agreed on h2. */
bool dial_tls_is_h2(const SSL *ssl);

/* Why the server was refused: st with reason `tls_feilet`, `ukjent_tjener`, `ny_noekkel` or
 * `galt_fingeravtrykk`; false when it was not. */
bool dial_tls_refused(const struct dial_tls *t, const char *address, struct status *st);

/* True when an alert says that the server wants another certificate of us, which it does after the handshake;
 * shown: it had one. */
bool dial_tls_refused_us(int alert, bool shown, struct status *st);

/* "SHA256:" and 43 digits of base64. */
bool dial_is_fingerprint(const char *text);

/*
 * auth_int: what the files of auth share. auth.c owns the flows that hash a password, auth_totp.c those that
 * compute one-time codes of who is logged in.
 */
#pragma once

#include <sodium.h>
#include <stdbool.h>
#include <yajl/yajl_tree.h>

#include "auth.h"
#include "call.h"
#include "totp.h"

#define AUTH_SHA_HEX (2 * crypto_hash_sha256_BYTES + 1)
#define AUTH_WAIT "for_mange_forsoek"
#define AUTH_PROOF_MAX 128 /* bytes that auth_proof writes */

struct auth_totp {
	const struct db_fn *secret, *confirm, *remove;
};

/* auth.c: how a call ends badly. */
void auth_fail(struct call *c, enum grpc_code code, const char *reason, const char *text, const char *field);
void auth_fail_busy(struct call *c);
void auth_fail_db(struct call *c, const struct db_result *res);
void auth_fail_wait(struct call *c, long long seconds);
void auth_fail_code(struct call *c);

/* The answer of a function of schema auth; NULL when it is not an object, which would be our own mistake. */
yajl_val auth_parse(const struct db_result *res);
yajl_val auth_field(yajl_val v, const char *name, yajl_type type);
const char *auth_text(yajl_val v, const char *name);
long long auth_number(yajl_val v, const char *name);
void auth_sha256_hex(char out[AUTH_SHA_HEX], const void *data, size_t len);

/*
 * What proves a code, as members of a JSON object for the database: the step whose code it is, 0 for none; of
 * anything but six digits, when reserve codes are taken, the hash of the reserve code. answer holds the
 * secret and the step of now.
 */
void auth_proof(yajl_val answer, const char *code, bool reserve, char out[AUTH_PROOF_MAX]);

struct auth_totp *auth_totp_of(struct auth *a);
struct db *auth_db(struct auth *a);

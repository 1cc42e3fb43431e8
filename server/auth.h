/*
 * auth: the two methods in C, AuthService.Login and AuthService.SetPassword.
 *
 * They are not generic because a password is hashed between two SQL calls, off the loop. What the database
 * stores is the hash of the argon2id key, and a session by the hash of its token: neither a leaked login of
 * the daemon nor a read of its tables lets anybody in.
 */
#pragma once

#include "db.h"
#include "rpc.h"

struct auth;

struct auth_options {
	unsigned opslimit, memlimit; /* of argon2id, for new passwords */
	unsigned queue;		     /* passwords that may wait */
};

extern const struct rpc_native auth_methods[], auth_totp_methods[];

/* Starts the worker. It belongs into call_env.auth. NULL with a sentence in err. */
struct auth *auth_new(struct event_base *base, struct db *db, const struct auth_options *o, char *err,
    size_t err_size) __attribute__((warn_unused_result));

/* Ends the worker; what it had is dropped. After the last call is gone. NULL is fine. */
void auth_free(struct auth *a);

/*
 * known: the public keys of servers that a person has said yes to, in the file `kjente_tjenere`.
 *
 * One line a server: its address and the key's fingerprint, with a tab between. A file that others may write
 * to is refused.
 */
#pragma once

#include "proto/grpc.h"

/* The fingerprint in *out; NULL when the server is not known. 0, or -1 with st when the file cannot be
 * trusted. */
int known_find(struct arena *a, const char *address, const char **out, struct status *st)
    __attribute__((warn_unused_result));

/* Puts it in the place of what was known of the server. 0, or -1 with st. */
int known_store(struct arena *a, const char *address, const char *fingerprint, struct status *st)
    __attribute__((warn_unused_result));

/* 1: it is forgotten, 0: it was not known, -1 with st. */
int known_forget(struct arena *a, const char *address, struct status *st) __attribute__((warn_unused_result));

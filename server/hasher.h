/*
 * hasher: argon2id on one worker thread, so that the loop never waits for it. The only thread beside the
 * loop's.
 */
#pragma once

#include <event2/event.h>
#include <stddef.h>

#include "password.h"

#define HASHER_SALT 16
#define HASHER_KEY 32
#define HASHER_PASSWORD_MAX PASSWORD_MAX_BYTES
#define HASHER_MEMORY_MAX (1U << 30)

struct hasher;

/* key is valid during the callback only, and wiped after it; NULL: there was not enough memory. */
typedef void hasher_done(void *arg, const unsigned char key[HASHER_KEY]);

struct hasher *hasher_new(struct event_base *base, unsigned queue, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* Takes a copy of the password. done runs once, from the loop. -1 when the queue is full or the password too
 * long. */
int hasher_add(struct hasher *h, const char *password, const unsigned char salt[HASHER_SALT],
    unsigned opslimit, unsigned memlimit, hasher_done *done, void *arg) __attribute__((warn_unused_result));

/* Waits for the hash that runs; done runs, with NULL, for all that wait. NULL is fine. */
void hasher_free(struct hasher *h);

/*
 * keeper: the process that owns PostgreSQL's life. See local.h; only local includes it.
 */
#pragma once

#include "privs.h"

#define KEEPER_PATH_MAX 512

struct keeper {
	char dir[KEEPER_PATH_MAX];    /* DIR/pg, absolute */
	char socket[KEEPER_PATH_MAX]; /* DIR/pg/run */
	struct privs_user user;
	unsigned max_connections;
	int life; /* readable (end of file) when the daemon is gone or wants the end */
	int told; /* takes "ready", or a sentence */
};

#define KEEPER_READY "ready"

/* In the forked child; does not return. */
void keeper_run(const struct keeper *k) __attribute__((noreturn));

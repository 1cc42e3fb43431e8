/*
 * backup: `backup FILE` and `restore FILE`: by pg_dump, pg_restore and psql, as the owner; verified.
 *
 * What is counted and chained in the snapshot that is dumped is counted and recomputed in the very
 * transaction that restores, which is taken back when anything differs. Both run in the child of owner_do.
 */
#pragma once

#include "migrate.h"

/* Dumps to fd, an empty file that can be sought in; seals it and reads it back. */
int backup_dump(const struct migrate_options *o, int fd, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/*
 * Restores fd, whose lines have been unsealed, into a database with nothing in it. Rights and functions are
 * brought by the migration that must follow. -1 with a sentence: nothing was changed.
 */
int backup_load(const struct migrate_options *o, int fd, const char *lines, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* The release that the lines tell; NULL when they tell none. Points into a static buffer. */
const char *backup_release(const char *lines);

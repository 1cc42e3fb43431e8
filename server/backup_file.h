/*
 * backup_file: a backup is pg_dump's custom format, which pg_restore reads as it stands, and behind it our
 *own lines:
 *
 *	omstilling-backup 1
 *	release 0.1.0
 *	table core.person 12		rows
 *	chain UUID 340 HASH		the journal's newest entry
 *	sealed OFFSET HASH		where our lines begin; SHA-256 of every byte before this line
 *
 * Owns the seal. Leaves out how the lines come about and what they are held against (backup.c).
 */
#pragma once

#include <stddef.h>

#define BACKUP_HEAD "\nomstilling-backup 1\n"

/* Adds the lines, which begin with BACKUP_HEAD, and seals; on the disk when it returns 0. -1 with a sentence.
 */
int backup_seal(int fd, const char *lines, char *err, size_t err_size) __attribute__((warn_unused_result));

/* Reads the whole file against its seal; *lines, to be freed, are those before `sealed`. -1 with a sentence:
 * damaged. */
int backup_unseal(int fd, char **lines, char *err, size_t err_size) __attribute__((warn_unused_result));

/*
 * pgbin: where PostgreSQL's own programs are: the newest installed the Debian way, else those that pg_config
 * or PATH know.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The directory with `program` of that major version; 0: of the newest that has it. False when there is none.
 */
bool pgbin_find(const char *program, int version, char *out, size_t size);

/*
 * backup_tool: PostgreSQL's own programs as children of ours. What reaches the database stands in their
 * environment, where other users do not see it, and not among their arguments. What they complain of goes to
 * standard error.
 */
#pragma once

#include <stddef.h>

/* Runs argv with in and out (-1: /dev/null) as its standard input and output. -1 with a sentence. */
int backup_tool_run(const char *conninfo, const char *const *argv, int in, int out, char *err,
    size_t err_size) __attribute__((warn_unused_result));

/* psql reads `before`, then what pg_restore makes of the file fd, then, when that went well, `after`. -1 with
 * a sentence. */
int backup_tool_load(const char *conninfo, int fd, const char *before, const char *after, char *err,
    size_t err_size) __attribute__((warn_unused_result));

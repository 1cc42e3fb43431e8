/*
 * sub: what omstillingd can be asked to do, as rows: words, arguments, help, what it needs, the function.
 * Exit statuses.
 *
 * The README, the manual page and --help say what the rows say (tests/e2e/drift). Leaves out options (conf)
 * and what the functions do (sub_*.c).
 */
#pragma once

#include <stddef.h>
#include <stdio.h>

#include "owner.h"

/* The exit statuses of all of them; sub_help has their text. */
enum sub_exit {
	SUB_DONE = 0,
	SUB_FAILED = 1,
	SUB_USAGE = 2,
	SUB_PENDING = MIGRATE_PENDING,
	SUB_DAMAGED = 4,
	SUB_NEWER = MIGRATE_NEWER
};

enum sub_need { SUB_NEEDS_DATABASE, SUB_NEEDS_OWNER };

struct sub {
	const char *words;     /* "admin create"; "": serving, whose run is NULL */
	int depth;	       /* how many words that are */
	const char *arguments; /* as the help names them; [OPTIONAL] */
	int min, max;	       /* how many arguments */
	enum sub_need need;
	const char *help;
	/* An exit status; unless SUB_DONE, a sentence in err or findings on standard output. */
	int (*run)(struct owner *o, int count, char **arguments, char *err, size_t err_size);
};

/* All rows, ended by one without words. */
extern const struct sub sub_rows[];

/* The row that the words after the options ask for; NULL with a sentence when there is none, or the database
 * is missing. */
const struct sub *sub_find(const struct conf *c, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/* Usage, a line each, and the exit statuses. */
void sub_help(FILE *out);

int sub_check_config(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_migrate(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_backup(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_restore(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_create(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_list(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_invite(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_lock(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_unlock(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_reset_factor(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_logout(struct owner *o, int count, char **arguments, char *err, size_t err_size);
int sub_admin_erase(struct owner *o, int count, char **arguments, char *err, size_t err_size);

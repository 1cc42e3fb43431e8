/*
 * sub: see sub.h. Owns the table.
 */
#include "sub.h"

#include <string.h>

const struct sub sub_rows[] = {{"", 0, "", 0, 0, SUB_NEEDS_DATABASE, "serve", NULL},
    {"check-config", 1, "", 0, 0, SUB_NEEDS_DATABASE,
	"look at everything that is configured, and start nothing", sub_check_config},
    {"migrate", 1, "[--dry-run]", 0, 1, SUB_NEEDS_OWNER,
	"bring the database to this release; or try, and take it back", sub_migrate},
    {"backup", 1, "FILE", 1, 1, SUB_NEEDS_OWNER,
	"write everything to a new FILE, as pg_dump does, verified; the daemon may run", sub_backup},
    {"restore", 1, "FILE", 1, 1, SUB_NEEDS_OWNER,
	"read FILE into an empty database, verified, and migrate it", sub_restore},
    {"admin create", 2, "BRUKERNAVN NAVN", 2, 2, SUB_NEEDS_OWNER, "make an administrator of the installation",
	sub_admin_create},
    {"admin list", 2, "", 0, 0, SUB_NEEDS_OWNER, "every account, and its open sessions", sub_admin_list},
    {"admin invite", 2, "BRUKERNAVN", 1, 1, SUB_NEEDS_OWNER,
	"a new invitation, with which the password is set anew", sub_admin_invite},
    {"admin logout", 2, "BRUKERNAVN", 1, 1, SUB_NEEDS_OWNER, "end every session of the account",
	sub_admin_logout},
    {"admin lock", 2, "BRUKERNAVN", 1, 1, SUB_NEEDS_OWNER,
	"close the account: nobody logs in, sessions and tokens end", sub_admin_lock},
    {"admin unlock", 2, "BRUKERNAVN", 1, 1, SUB_NEEDS_OWNER, "open it again", sub_admin_unlock},
    {"admin reset-factor", 2, "BRUKERNAVN", 1, 1, SUB_NEEDS_OWNER,
	"take away a second factor whose app and reserve codes are lost", sub_admin_reset_factor},
    {"admin erase", 2, "PROGRAM|installasjonen NUMBER REASON", 3, 3, SUB_NEEDS_OWNER,
	"erase the content of a journal's entry when the law demands it; the chain holds, and tells so",
	sub_admin_erase},
    {0}};

static const struct {
	enum sub_exit status;
	const char *meaning;
} statuses[] = {{SUB_DONE, "done; for a daemon: stopped in good order"},
    {SUB_FAILED, "failed; the last line on standard error says why"},
    {SUB_USAGE, "the command line, the environment or the file cannot be understood; nothing was begun"},
    {SUB_PENDING, "migrate --dry-run: this would run, and go well"},
    {SUB_DAMAGED, "backup, restore: the file is damaged or none of ours; nothing was changed"},
    {SUB_NEWER, "migrate, or serving with --data: the database is of a newer release; nothing was changed"}};

static int match(const struct sub *s, const struct conf *c)
{
	const char *p = s->words;
	for (int i = 0; i < s->depth; i++) {
		size_t n = strcspn(p, " ");
		if (i >= c->word_count || strlen(c->words[i]) != n || strncmp(c->words[i], p, n) != 0)
			return 0;
		p += n + (p[n] == ' ');
	}
	return s->depth > 0 || c->word_count == 0;
}

static const struct sub *fail(char *err, size_t size, const char *before, const char *after)
{
	snprintf(err, size, "%s%s", before, after);
	return NULL;
}

const struct sub *sub_find(const struct conf *c, char *err, size_t err_size)
{
	const struct sub *s = sub_rows;
	while (s->words != NULL && !match(s, c))
		s++;
	if (s->words == NULL)
		return fail(err, err_size, c->words[0], ": there is no such command; see omstillingd --help");
	if (c->word_count - s->depth < s->min || c->word_count - s->depth > s->max) {
		snprintf(err, err_size, "usage: omstillingd [OPTION...] %s %s", s->words, s->arguments);
		return NULL;
	}
	if (c->data != NULL)
		return s;
	if (s->need == SUB_NEEDS_DATABASE && c->database == NULL)
		return fail(err, err_size, "say where the data is: --data DIR or --database CONNINFO", "");
	if (s->need == SUB_NEEDS_OWNER && c->owner_database == NULL)
		return fail(err, err_size, "this command needs --data DIR or --owner-database CONNINFO", "");
	return s;
}

void sub_help(FILE *out)
{
	const char *head = "usage: ";
	for (const struct sub *s = sub_rows; s->words != NULL; s++, head = "       ") {
		char left[64];
		snprintf(
		    left, sizeof left, "%s%s%s", s->words, *s->arguments != '\0' ? " " : "", s->arguments);
		fprintf(out, "%somstillingd [OPTION...] %-32s %s\n", head, left, s->help);
	}
	fputs("       omstillingd --version | --help\n\nexit status:\n", out);
	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
		fprintf(out, "  %d  %s\n", (int)statuses[i].status, statuses[i].meaning);
	fputs("\noptions:\n", out);
}

/*
 * sub_owner: the small subcommands that act on the database with its owner's rights.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "sub.h"

#define CODE_MAX 256

static int do_rehearse(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	(void)arg;
	m->rehearse = true;
	return migrate_run(m, err, err_size);
}

/* A rehearsal is most of use beside the daemon of the release before. */
int sub_migrate(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	if (count == 1 && strcmp(arguments[0], "--dry-run") != 0) {
		snprintf(err, err_size, "migrate: \"%s\" is not --dry-run", arguments[0]);
		return SUB_USAGE;
	}
	int rc = count == 1 ? owner_enter(o, err, err_size) : owner_start(o, err, err_size);
	if (rc == 0)
		rc = count == 1 ? owner_do(o, do_rehearse, NULL, err, err_size)
				: owner_migrate(o, NULL, err, err_size);
	if (rc == 0 && count == 1)
		puts("nothing would run");
	return rc < 0 ? SUB_FAILED : rc;
}

static int do_admin_create(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	char **names = arg;
	const char *values[] = {names[0], names[1]};
	char code[CODE_MAX] = "";
	if (migrate_as_owner(m, "select core.foerste_administrator($1, $2)", 2, values, code, sizeof code,
		err, err_size) < 0)
		return -1;
	printf("%s er administrator av installasjonen.\n", names[0]);
	printf("Invitasjonen, som brukes én gang for å sette passord (omstilling password %s):\n%s\n",
	    names[0], code);
	sodium_memzero(code, sizeof code);
	return 0;
}

/* A database that no daemon has at the moment may be new, or of a release before ours. */
static int enter_migrated(struct owner *o, char *err, size_t err_size)
{
	if (owner_enter(o, err, err_size) < 0)
		return -1;
	return o->local != NULL && !o->attached ? owner_migrate(o, NULL, err, err_size) : 0;
}

int sub_admin_create(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	if (enter_migrated(o, err, err_size) < 0 ||
	    owner_do(o, do_admin_create, arguments, err, err_size) < 0)
		return SUB_FAILED;
	return SUB_DONE;
}

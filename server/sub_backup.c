/*
 * sub_backup: `backup FILE` and `restore FILE`. Owns the file: it is opened here, as who typed the command,
 * and appears under its name only when it is whole. What is in it: backup.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "backup_file.h"
#include "release.h"
#include "sub.h"

static int fail(char *err, size_t size, const char *what, const char *why)
{
	snprintf(err, size, "%s: %s", what, why);
	return SUB_FAILED;
}

struct work {
	int fd;
	const char *lines;
};

static int do_dump(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	const struct work *w = arg;
	return backup_dump(m, w->fd, err, err_size);
}

static int do_load(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	const struct work *w = arg;
	return backup_load(m, w->fd, w->lines, err, err_size);
}

static void tell(const char *what, const char *file, const char *lines)
{
	unsigned tables = 0, chains = 0;
	unsigned long long rows = 0, n;
	for (const char *l = lines; l != NULL && *l != '\0';
	     l = (l = strchr(l, '\n')) != NULL ? l + 1 : NULL) {
		if (sscanf(l, "table %*s %llu", &n) == 1) {
			tables++;
			rows += n;
		}
		chains += strncmp(l, "chain ", 6) == 0;
	}
	printf("%s %s: release %s, %u tables, %llu rows, %u journal chains; verified\n", what, file,
	    backup_release(lines), tables, rows, chains);
}

/* An older backup is never written over. */
static int keep(const char *partial, const char *file, int fd, char *err, size_t err_size)
{
	char *lines = NULL;
	if (backup_unseal(fd, &lines, err, err_size) < 0)
		return SUB_FAILED;
	int rc = link(partial, file) == 0 ? SUB_DONE : fail(err, err_size, file, strerror(errno));
	if (rc == SUB_DONE)
		tell("backup", file, lines);
	free(lines);
	return rc;
}

int sub_backup(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	const char *file = arguments[0];
	char partial[PATH_MAX];
	(void)count;
	if (access(file, F_OK) == 0)
		return fail(err, err_size, file, "exists; a backup is never written over");
	if (snprintf(partial, sizeof partial, "%s.partial", file) >= (int)sizeof partial)
		return fail(err, err_size, file, strerror(ENAMETOOLONG));
	struct work w = {.fd = open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
	if (w.fd < 0)
		return fail(err, err_size, partial, strerror(errno));
	int rc = owner_enter(o, err, err_size) < 0 || owner_do(o, do_dump, &w, err, err_size) < 0
		     ? SUB_FAILED
		     : keep(partial, file, w.fd, err, err_size);
	close(w.fd);
	unlink(partial);
	return rc;
}

static int load(struct owner *o, struct work *w, char *err, size_t err_size)
{
	const char *release = backup_release(w->lines);
	if (release == NULL || release_compare(release, release_ours) > 0) {
		snprintf(err, err_size, "the backup is of release %s, newer than ours (%s)",
		    release != NULL ? release : "?", release_ours);
		return -1;
	}
	if (owner_start(o, err, err_size) < 0 || owner_do(o, do_load, w, err, err_size) < 0)
		return -1;
	return owner_migrate(o, NULL, err, err_size);
}

int sub_restore(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	char *lines = NULL;
	struct work w = {.fd = open(arguments[0], O_RDONLY | O_CLOEXEC)};
	int rc = SUB_DONE;
	(void)count;
	if (w.fd < 0)
		return fail(err, err_size, arguments[0], strerror(errno));
	if (backup_unseal(w.fd, &lines, err, err_size) < 0)
		rc = SUB_DAMAGED;
	w.lines = lines;
	if (rc == SUB_DONE && load(o, &w, err, err_size) < 0)
		rc = SUB_FAILED;
	if (rc == SUB_DONE)
		tell("restored", arguments[0], lines);
	free(lines);
	close(w.fd);
	return rc;
}

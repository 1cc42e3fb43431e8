/* profile: see profile.h. */
#include "profile.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "feil.h"
#include "home.h"
#include "mem.h"
#include "spraak.h"

#define DIRECTORY "profiler"
#define IN_USE "profil"

bool profile_is_name(const char *name)
{
	static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
	size_t n = strlen(name);

	return n > 0 && n <= PROFILE_NAME_MAX && *name != '.' && strspn(name, good) == n;
}

static int fail(
    struct status *st, enum grpc_code code, const char *reason, const char *text, const char *hint)
{
	*st = (struct status){.code = code, .reason = reason, .text = text, .hint = hint};
	return -1;
}

static int file_error(struct arena *a, const char *name, struct status *st)
{
	const char *path = home_path(a, name);

	return fail(st, GRPC_FAILED_PRECONDITION, "profilfil",
	    mem_printf(a, "%s: %s", path ? path : _("ingen hjemmekatalog"), feil_tekst(errno)), NULL);
}

static const char *file_of(struct arena *a, const char *name)
{
	return mem_printf(a, DIRECTORY "/%s", name);
}

/* Both to write and to take away. */
static int write_locked(struct arena *a, const char *file, const char *text, struct status *st)
{
	int lock = home_lock(a);
	int r = lock < 0 ? -1 : text ? home_write(a, file, text) : unlink(home_path(a, file));

	if (r < 0 && (text || errno != ENOENT))
		file_error(a, file, st);
	else
		r = 0;
	if (lock >= 0)
		close(lock);
	return r;
}

const char *profile_in_use(struct arena *a)
{
	char *name = home_read(a, home_path(a, IN_USE));

	if (name)
		name[strcspn(name, "\n")] = '\0';
	return name && *name ? name : NULL;
}

char *profile_read(struct arena *a, const char *name, struct status *st)
{
	char *text = profile_is_name(name) ? home_read(a, home_path(a, file_of(a, name))) : NULL;

	if (!text)
		fail(st, GRPC_NOT_FOUND, "ukjent_profil", mem_printf(a, _("det er ingen profil %s"), name),
		    _("«omstilling --profil= profile list» viser profilene; --profil= bruker ingen"));
	return text;
}

int profile_use(struct arena *a, const char *name, struct status *st)
{
	if (name && !profile_read(a, name, st))
		return -1;
	return write_locked(a, IN_USE, name ? mem_printf(a, "%s\n", name) : NULL, st);
}

int profile_write(struct arena *a, const char *name, const char *lines, struct status *st)
{
	if (!profile_is_name(name))
		return fail(st, GRPC_INVALID_ARGUMENT, "feil_bruk",
		    mem_printf(a, _("«%s» kan ikke være navnet på en profil"), name),
		    _("bokstaver a-z, sifre, - og _, høyst 64 tegn"));
	return write_locked(a, file_of(a, name), lines, st);
}

int profile_remove(struct arena *a, const char *name, struct status *st)
{
	const char *used = profile_in_use(a);

	if (!profile_read(a, name, st))
		return -1;
	if (used && strcmp(used, name) == 0 && profile_use(a, NULL, st))
		return -1;
	return write_locked(a, file_of(a, name), NULL, st);
}

static int by_alphabet(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

const char **profile_names(struct arena *a, size_t *n)
{
	const char *path = home_path(a, DIRECTORY), **names = NULL;
	DIR *d = path ? opendir(path) : NULL;

	*n = 0;
	for (struct dirent *e; d && (e = readdir(d));) {
		if (!profile_is_name(e->d_name))
			continue;
		names = mem_grow(a, names, *n, sizeof(*names));
		names[(*n)++] = mem_strndup(a, e->d_name, strlen(e->d_name));
	}
	if (d)
		closedir(d);
	if (*n > 0)
		qsort(names, *n, sizeof(*names), by_alphabet);
	return names;
}

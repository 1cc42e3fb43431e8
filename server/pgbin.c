/*
 * pgbin: see pgbin.h. Leaves out which program and version are needed.
 */
#include "pgbin.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define POSTGRES_MIN 15
#define POSTGRES_ROOT "/usr/lib/postgresql"
#define PATH_SIZE 512

static bool has(const char *dir, const char *program)
{
	char path[PATH_SIZE];
	return snprintf(path, sizeof path, "%s/%s", dir, program) < (int)sizeof path &&
	       access(path, X_OK) == 0;
}

static int newest_version(const char *program)
{
	int best = 0;
	DIR *d = opendir(POSTGRES_ROOT);
	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
		char dir[sizeof POSTGRES_ROOT + 300];
		int version = (int)strtol(e->d_name, NULL, 10);
		snprintf(dir, sizeof dir, POSTGRES_ROOT "/%s/bin", e->d_name);
		if (version > best && has(dir, program))
			best = version;
	}
	if (d != NULL)
		closedir(d);
	return best;
}

static bool ask_pg_config(char *out, size_t size)
{
	FILE *p = popen("pg_config --bindir 2>/dev/null", "re");
	bool ok = p != NULL && fgets(out, (int)size, p) != NULL;
	if (p != NULL)
		pclose(p);
	if (ok)
		out[strcspn(out, "\n")] = '\0';
	return ok;
}

bool pgbin_find(const char *program, int version, char *out, size_t size)
{
	if (version == 0)
		version = newest_version(program);
	if (version >= POSTGRES_MIN) {
		snprintf(out, size, POSTGRES_ROOT "/%d/bin", version);
		if (has(out, program))
			return true;
	}
	return ask_pg_config(out, size) && has(out, program);
}

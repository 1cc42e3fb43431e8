/* pgbin: PostgreSQL's programs where Debian has them, else where pg_config says; the latter is played. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/pgbin.h"

/* No package has a program of this name. */
#define OURS "omstilling-no-such-program"

static char dir[] = "/tmp/omstilling-pgbin-XXXXXX", out[512], path[600];

static const char *file(const char *name, const char *text, mode_t mode)
{
	FILE *f;
	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	cr_assert_not_null(f);
	fputs(text, f);
	fclose(f);
	cr_assert_eq(chmod(path, mode), 0);
	return path;
}

/* PATH holds nothing but what is in dir, and a shell for it. */
static void set_up(void)
{
	char bin[600];
	cr_assert_not_null(mkdtemp(dir));
	snprintf(bin, sizeof bin, "%s/bin", dir);
	cr_assert_eq(mkdir(bin, 0755), 0);
	setenv("PATH", dir, 1);
}

static void tear_down(void)
{
	char command[600];
	snprintf(command, sizeof command, "/bin/rm -rf '%s'", dir);
	cr_expect_eq(system(command), 0);
}

TestSuite(pgbin, .init = set_up, .fini = tear_down);

static void pg_config_says(const char *text)
{
	char script[800];
	snprintf(script, sizeof script, "#!/bin/sh\n[ \"$*\" = --bindir ] && echo '%s'\n", text);
	file("pg_config", script, 0755);
}

static const char *bin(void)
{
	static char where[600];
	snprintf(where, sizeof where, "%s/bin", dir);
	return where;
}

Test(pgbin, where_pg_config_says_it_is)
{
	file("bin/" OURS, "#!/bin/sh\n", 0755);
	pg_config_says(bin());
	cr_assert(pgbin_find(OURS, 0, out, sizeof out));
	cr_expect_str_eq(out, bin());
	cr_expect(pgbin_find(OURS, 15, out, sizeof out), "a version that Debian has not put there");
	cr_expect_str_eq(out, bin());
}

Test(pgbin, what_is_not_there_is_not_found)
{
	cr_expect_not(pgbin_find(OURS, 0, out, sizeof out), "no pg_config at all");
	pg_config_says(bin());
	cr_expect_not(pgbin_find(OURS, 0, out, sizeof out), "no such program");
	pg_config_says("/nowhere");
	cr_expect_not(pgbin_find(OURS, 0, out, sizeof out));
	file("pg_config", "#!/bin/sh\nexit 1\n", 0755);
	cr_expect_not(pgbin_find(OURS, 0, out, sizeof out));
}

Test(pgbin, what_cannot_be_run_is_no_program)
{
	file("bin/" OURS, "text", 0644);
	pg_config_says(bin());
	cr_expect_not(pgbin_find(OURS, 0, out, sizeof out));
}

/* Debian's own place goes before pg_config; where the machine has none, there is nothing to prefer. */
Test(pgbin, debians_place_goes_first)
{
	file("bin/postgres", "#!/bin/sh\n", 0755);
	pg_config_says(bin());
	cr_assert(pgbin_find("postgres", 0, out, sizeof out));
	if (access("/usr/lib/postgresql/15/bin/postgres", X_OK) == 0)
		cr_expect_eq(strncmp(out, "/usr/lib/postgresql/", 20), 0, "%s", out);
	else
		cr_expect_str_eq(out, bin());
	cr_assert(pgbin_find("postgres", 14, out, sizeof out));
	cr_expect_str_eq(out, bin(), "older than what we need is not looked for");
}

Test(pgbin, a_name_that_is_longer_than_a_path_is_refused)
{
	char name[600];
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	pg_config_says(bin());
	cr_expect_not(pgbin_find(name, 0, out, sizeof out));
}

/*
 * backup_tool: see backup_tool.h. Leaves out what the programs are asked for.
 */
#include "backup_tool.h"

#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pgbin.h"

#define PATH_SIZE 512

static int fail(char *err, size_t size, const char *what, const char *why)
{
	snprintf(err, size, "%s: %s", what, why);
	return -1;
}

/* The conninfo as the variables that libpq reads. */
static void set_environment(const char *conninfo)
{
	PQconninfoOption *all = PQconninfoParse(conninfo, NULL);
	for (const PQconninfoOption *o = all; o != NULL && o->keyword != NULL; o++)
		if (o->envvar != NULL && o->val != NULL)
			setenv(o->envvar, o->val, 1);
	PQconninfoFree(all);
}

/* In the child; does not return. */
static void become(const char *conninfo, const char *const *argv, int in, int out)
{
	char dir[PATH_SIZE], path[PATH_SIZE + 64];
	int null = open("/dev/null", O_RDWR);
	set_environment(conninfo);
	signal(SIGPIPE, SIG_DFL);
	if (chdir("/") == 0 && null >= 0 && dup2(in >= 0 ? in : null, 0) == 0 &&
	    dup2(out >= 0 ? out : null, 1) == 1 && pgbin_find(argv[0], 0, dir, sizeof dir)) {
		snprintf(path, sizeof path, "%s/%s", dir, argv[0]);
		execv(path, (char *const *)(uintptr_t)argv);
	}
	_exit(127);
}

static pid_t spawn(const char *conninfo, const char *const *argv, int in, int out)
{
	pid_t pid = fork();
	if (pid == 0)
		become(conninfo, argv, in, out);
	return pid;
}

static int await(pid_t pid, const char *name, char *err, size_t err_size)
{
	int status = 0;
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return fail(err, err_size, name, "not installed (Debian: postgresql-client)");
	return fail(err, err_size, name, "failed; what it says stands above");
}

int backup_tool_run(
    const char *conninfo, const char *const *argv, int in, int out, char *err, size_t err_size)
{
	return await(spawn(conninfo, argv, in, out), argv[0], err, err_size);
}

static int put(int fd, const char *text)
{
	for (size_t n = strlen(text); n > 0;) {
		ssize_t w = write(fd, text, n);
		if (w < 0 && errno != EINTR)
			return -1;
		text += w > 0 ? w : 0;
		n -= w > 0 ? (size_t)w : 0;
	}
	return 0;
}

/* psql sees no end of its input while we hold it, and nothing is committed but by the last word of `after`.
 */
static int feed(
    const char *conninfo, int fd, int to, const char *before, const char *after, char *err, size_t err_size)
{
	const char *const argv[] = {"pg_restore", "--no-owner", "--no-acl", "--file=-", NULL};
	if (put(to, before) < 0)
		return fail(err, err_size, "psql", strerror(errno));
	if (backup_tool_run(conninfo, argv, fd, to, err, err_size) < 0)
		return -1;
	return put(to, after) < 0 ? fail(err, err_size, "psql", strerror(errno)) : 0;
}

int backup_tool_load(
    const char *conninfo, int fd, const char *before, const char *after, char *err, size_t err_size)
{
	static const char *const argv[] = {"psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", NULL};
	char why[256];
	int ends[2];
	signal(SIGPIPE, SIG_IGN);
	if (pipe2(ends, O_CLOEXEC) < 0)
		return fail(err, err_size, "pipe", strerror(errno));
	pid_t psql = spawn(conninfo, argv, ends[0], -1);
	close(ends[0]);
	int rc = feed(conninfo, fd, ends[1], before, after, err, err_size);
	if (rc < 0 && psql > 0)
		kill(psql, SIGTERM);
	close(ends[1]);
	if (await(psql, "psql", why, sizeof why) == 0)
		return rc;
	return fail(err, err_size, "nothing was restored",
	    rc < 0 ? "the file or the database failed; see above" : why);
}

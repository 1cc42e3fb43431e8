/*
 * privs: see privs.h. Leaves out who needs which privilege (main, local).
 */
#include "privs.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SENTENCE_MAX 4096

static void fill(struct privs_user *out, const struct passwd *pw)
{
	snprintf(out->name, sizeof out->name, "%s", pw->pw_name);
	out->uid = pw->pw_uid;
	out->gid = pw->pw_gid;
}

int privs_find(struct privs_user *out, const char *const *names, char *err, size_t err_size)
{
	*out = (struct privs_user){.uid = geteuid(), .gid = getegid()};
	if (geteuid() != 0) {
		struct passwd *me = getpwuid(geteuid());
		if (me == NULL) { /* a container may run as a bare number; PostgreSQL needs the name */
			snprintf(err, err_size, "the user %u has no name in the user database",
			    (unsigned)geteuid());
			return -1;
		}
		fill(out, me);
		return 0;
	}
	for (; *names != NULL; names++) {
		struct passwd *pw = getpwnam(*names);
		if (pw != NULL && pw->pw_uid != 0) {
			fill(out, pw);
			return 0;
		}
	}
	snprintf(err, err_size, "there is no unprivileged user to become");
	return -1;
}

/* libpq looks there for certificates, and gives up on what it may not read: root's own would be in the way.
 */
static void go_home(uid_t uid)
{
	const struct passwd *pw = getpwuid(uid);
	if (pw != NULL)
		setenv("HOME", pw->pw_dir, 1);
}

int privs_become(const struct privs_user *user, char *err, size_t err_size)
{
	if (geteuid() != 0 && geteuid() == user->uid)
		return 0;
	if (setgroups(0, NULL) == 0 && setresgid(user->gid, user->gid, user->gid) == 0 &&
	    setresuid(user->uid, user->uid, user->uid) == 0 && setuid(0) != 0) {
		go_home(user->uid);
		return 0;
	}
	snprintf(err, err_size, "cannot become the user %s: %s", user->name, strerror(errno));
	return -1;
}

/* In the child: works, and writes the sentence when it fails. */
static void child(const struct privs_user *user, int (*work)(void *, char *, size_t), void *arg, int out)
{
	char err[SENTENCE_MAX] = "";
	int rc = user != NULL ? privs_become(user, err, sizeof err) : 0;
	if (rc == 0)
		rc = work(arg, err, sizeof err);
	fflush(NULL);
	if (rc != 0 && write(out, err, strlen(err)) < 0)
		rc = -1;
	_exit(rc < 0 ? 1 : rc);
}

static size_t read_all(int fd, char *buf, size_t size)
{
	size_t n = 0;
	while (n < size - 1) {
		ssize_t got = read(fd, buf + n, size - 1 - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	buf[n] = '\0';
	return n;
}

int privs_child(const struct privs_user *user, int (*work)(void *arg, char *err, size_t err_size), void *arg,
    char *err, size_t err_size)
{
	int fds[2], status = 0;
	fflush(NULL);
	if (pipe2(fds, O_CLOEXEC) < 0) {
		snprintf(err, err_size, "pipe: %s", strerror(errno));
		return -1;
	}
	pid_t pid = fork();
	if (pid == 0) {
		close(fds[0]);
		child(user, work, arg, fds[1]);
	}
	close(fds[1]);
	size_t n = read_all(fds[0], err, err_size);
	close(fds[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) != 1)
		return WEXITSTATUS(status);
	if (n == 0)
		snprintf(err, err_size, "a child process failed without a word (status %d)", status);
	return -1;
}

/*
 * local: see local.h. Owns the directory and its lock, and the daemon's end of the keeper.
 */
#include "local.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "keeper.h"
#include "log.h"

#define LOCK_TRIES                                                                                           \
	100 /* of 100 ms: the keeper of a daemon that was killed needs a moment to stop PostgreSQL */
#define SOCKET_NAME "/.s.PGSQL.5432"

struct local {
	struct keeper keeper;
	pid_t pid;
	int lock, life, told;
};

static const char *const cluster_users[] = {"postgres", "nobody", NULL};

static int fail(char *err, size_t size, const char *what, const char *why)
{
	snprintf(err, size, "%s: %s", what, why);
	return -1;
}

static int make_dir(const char *path, mode_t mode, const struct privs_user *owner, char *err, size_t size)
{
	int made = mkdir(path, mode);
	if (made < 0 ? errno != EEXIST : chmod(path, mode) < 0) /* whatever the umask */
		return fail(err, size, path, strerror(errno));
	if (geteuid() == 0 && owner != NULL &&
	    (chown(path, owner->uid, owner->gid) < 0 || chmod(path, mode) < 0))
		return fail(err, size, path, strerror(errno));
	return 0;
}

/* Absolute, since PostgreSQL changes its directory; short enough for a socket's address. */
static int set_paths(struct keeper *k, const char *dir, char *err, size_t size)
{
	char real[PATH_MAX];
	if (realpath(dir, real) == NULL)
		return fail(err, size, dir, strerror(errno));
	int n = snprintf(k->dir, sizeof k->dir, "%s/pg", real);
	int m = snprintf(k->socket, sizeof k->socket, "%s/pg/run", real);
	struct sockaddr_un addr;
	if (n >= (int)sizeof k->dir || (size_t)m + sizeof SOCKET_NAME > sizeof addr.sun_path)
		return fail(err, size, real, "the path is too long for a Unix socket in it");
	return 0;
}

static struct local *local_new(char *err, size_t size)
{
	struct local *l = calloc(1, sizeof *l);
	if (l == NULL) {
		snprintf(err, size, "out of memory");
		return NULL;
	}
	l->lock = l->life = l->told = -1;
	return l;
}

/* The daemon whose number stands in the lock lives: no use to wait. Without it only its keeper does, and ends
 * soon. */
static bool owner_lives(int lock)
{
	char text[32] = "";
	ssize_t n = pread(lock, text, sizeof text - 1, 0);
	long pid = n > 0 ? strtol(text, NULL, 10) : 0;
	return pid > 0 && (kill((pid_t)pid, 0) == 0 || errno == EPERM);
}

static void sign_lock(int lock)
{
	if (ftruncate(lock, 0) < 0 || dprintf(lock, "%ld\n", (long)getpid()) < 0)
		log_msg(LOG_WARN, NULL, "the lock cannot be signed: %s", strerror(errno));
}

static int take_lock(struct local *l, const char *dir, int *busy, char *err, size_t size)
{
	char path[PATH_MAX];
	if (snprintf(path, sizeof path, "%s/lock", dir) >= (int)sizeof path)
		return fail(err, size, dir, "the path is too long");
	l->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (l->lock < 0)
		return fail(err, size, path, strerror(errno));
	for (int i = 0; i < LOCK_TRIES; i++) {
		if (flock(l->lock, LOCK_EX | LOCK_NB) == 0) {
			sign_lock(l->lock);
			return 0;
		}
		if (owner_lives(l->lock))
			break;
		nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
	}
	if (busy != NULL)
		*busy = 1;
	return fail(err, size, dir, "another omstillingd has this directory");
}

static int fork_keeper(struct local *l, char *err, size_t size)
{
	int life[2], told[2];
	if (pipe2(life, O_CLOEXEC) < 0 || pipe2(told, O_CLOEXEC) < 0)
		return fail(err, size, "pipe", strerror(errno));
	l->pid = fork();
	if (l->pid < 0)
		return fail(err, size, "fork", strerror(errno));
	if (l->pid == 0) {
		close(life[1]);
		close(told[0]);
		l->keeper.life = life[0];
		l->keeper.told = told[1];
		keeper_run(&l->keeper);
	}
	close(life[0]);
	close(told[1]);
	l->life = life[1];
	l->told = told[0];
	return 0;
}

/* The keeper's first word: ready, or why not. */
static int await_word(const struct local *l, char *err, size_t size)
{
	char word[1024];
	ssize_t n;
	while ((n = read(l->told, word, sizeof word - 1)) < 0 && errno == EINTR)
		;
	if (n <= 0)
		return fail(err, size, "the private PostgreSQL", "its keeper died");
	word[n] = '\0';
	return strcmp(word, KEEPER_READY) == 0 ? 0 : fail(err, size, "the private PostgreSQL", word);
}

/* For root, whose the cluster is stays what it was: a tool of root's meets the directory of a service that is
 * none. */
static int find_user(struct keeper *k, const char *dir, char *err, size_t size)
{
	char pg[PATH_MAX];
	struct stat st;
	if (snprintf(pg, sizeof pg, "%s/pg", dir) >= (int)sizeof pg)
		return fail(err, size, dir, "the path is too long");
	struct passwd *owner = geteuid() == 0 && (stat(pg, &st) == 0 || stat(dir, &st) == 0) && st.st_uid != 0
				   ? getpwuid(st.st_uid)
				   : NULL;
	const char *const owners[] = {owner != NULL ? owner->pw_name : NULL, NULL};
	return privs_find(&k->user, owner != NULL ? owners : cluster_users, err, size);
}

/* The lock is whose the directory is, or a service that is not root could not take it after root had. */
static int own_lock(const struct local *l, const char *dir, char *err, size_t size)
{
	struct stat st;
	if (geteuid() == 0 && (stat(dir, &st) < 0 || fchown(l->lock, st.st_uid, st.st_gid) < 0))
		return fail(err, size, dir, strerror(errno));
	return 0;
}

static int make_dirs(struct local *l, const char *dir, char *err, size_t size)
{
	if (find_user(&l->keeper, dir, err, size) < 0 || make_dir(dir, 0755, NULL, err, size) < 0 ||
	    set_paths(&l->keeper, dir, err, size) < 0)
		return -1;
	/* Passable, not readable: as root, the daemon's user goes through it to the socket. */
	return make_dir(l->keeper.dir, geteuid() == 0 ? 0711 : 0700, &l->keeper.user, err, size);
}

struct local *local_start(const char *dir, unsigned max_connections, int *busy, char *err, size_t err_size)
{
	struct local *l = local_new(err, err_size);
	if (busy != NULL)
		*busy = 0;
	if (l == NULL)
		return NULL;
	l->keeper.max_connections = max_connections;
	if (make_dirs(l, dir, err, err_size) == 0 && take_lock(l, dir, busy, err, err_size) == 0 &&
	    own_lock(l, dir, err, err_size) == 0 && fork_keeper(l, err, err_size) == 0 &&
	    await_word(l, err, err_size) == 0)
		return l;
	local_stop(l);
	return NULL;
}

struct local *local_attach(const char *dir, char *err, size_t err_size)
{
	struct local *l = local_new(err, err_size);
	if (l == NULL)
		return NULL;
	if (find_user(&l->keeper, dir, err, err_size) == 0 && set_paths(&l->keeper, dir, err, err_size) == 0)
		return l;
	local_stop(l);
	return NULL;
}

const struct privs_user *local_user(const struct local *l)
{
	return &l->keeper.user;
}

int local_conninfo(const struct local *l, const char *role, const char *database, const char *password,
    char out[LOCAL_CONNINFO_MAX])
{
	int n =
	    snprintf(out, LOCAL_CONNINFO_MAX, "host='%s' port=5432 user=%s dbname=%s%s%s", l->keeper.socket,
		role, database, password != NULL ? " password=" : "", password != NULL ? password : "");
	/* a quote in the path would end the value; such a directory is refused rather than escaped */
	return n < LOCAL_CONNINFO_MAX && strpbrk(l->keeper.socket, "'\\") == NULL ? 0 : -1;
}

int local_check_reach(const struct local *l, char *err, size_t err_size)
{
	if (access(l->keeper.socket, X_OK) == 0)
		return 0;
	return fail(
	    err, err_size, l->keeper.socket, "the user that serves cannot reach the private PostgreSQL here");
}

int local_fd(const struct local *l)
{
	return l->told;
}

static void fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void local_stop(struct local *l)
{
	if (l == NULL)
		return;
	fd_close(&l->life); /* the keeper's sign to stop */
	while (l->pid > 0 && waitpid(l->pid, NULL, 0) < 0 && errno == EINTR)
		;
	fd_close(&l->told);
	fd_close(&l->lock);
	free(l);
}

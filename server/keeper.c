/*
 * keeper: makes the cluster, starts PostgreSQL, starts it again when it dies, stops it at the end.
 *
 * Single-threaded and without libpq; it waits in one poll(2). PostgreSQL gets the parent-death signal as
 * well, so that it ends even when the keeper itself is killed. Leaves out what is in the database (migrate).
 */
#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "local.h"
#include "log.h"
#include "pgbin.h"

#define READY_MS 60000 /* recovery after a crash may take its time */
#define POLL_MS 20
#define RESTART_MS 1000
#define FAST_MS 1500 /* until a fast shutdown becomes an immediate one */
#define LOG_KEPT (16 << 20)
#define SENTENCE_MAX 1024
#define ARGS_MAX 40 /* more than any program here is given */

static void tell(const struct keeper *k, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void tell(const struct keeper *k, const char *fmt, ...)
{
	char text[SENTENCE_MAX];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (write(k->told, text, strlen(text)) < 0)
		log_msg(LOG_ERROR, NULL, "keeper: %s", text);
}

static void give_up(const struct keeper *k, const char *why) __attribute__((noreturn));
static void give_up(const struct keeper *k, const char *why)
{
	tell(k, "%s (see %s/postgres.log)", why, k->dir);
	_exit(1);
}

static void path_of(const struct keeper *k, const char *name, char out[KEEPER_PATH_MAX])
{
	if (snprintf(out, KEEPER_PATH_MAX, "%s/%s", k->dir, name) >= KEEPER_PATH_MAX)
		give_up(k, "the path of the data directory is too long");
}

/* --- PostgreSQL's programs */

/* The major version of the cluster that exists; 0 when there is none. */
static int cluster_version(const struct keeper *k)
{
	char path[KEEPER_PATH_MAX], text[16] = "";
	path_of(k, "data/PG_VERSION", path);
	FILE *f = fopen(path, "re");
	if (f == NULL)
		return 0;
	char *got = fgets(text, sizeof text, f);
	fclose(f);
	return got != NULL ? (int)strtol(text, NULL, 10) : 0;
}

/* A cluster needs the programs of its own version; a new one gets the newest. */
static void find_bin(const struct keeper *k, char bin[KEEPER_PATH_MAX])
{
	if (!pgbin_find("postgres", cluster_version(k), bin, KEEPER_PATH_MAX)) {
		tell(k, "PostgreSQL 15 or newer is not installed (Debian: postgresql)");
		_exit(1);
	}
}

static int open_log(const struct keeper *k)
{
	char path[KEEPER_PATH_MAX], old[KEEPER_PATH_MAX];
	struct stat st;
	path_of(k, "postgres.log", path);
	path_of(k, "postgres.log.1", old);
	if (stat(path, &st) == 0 && st.st_size > LOG_KEPT && rename(path, old) < 0)
		log_msg(LOG_WARN, NULL, "keeper: %s: %s", path, strerror(errno));
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/*
 * Starts a program of PostgreSQL, its output in the log. It is called by its whole path, in argv[0] as well:
 * there it looks for where it is installed and finds the other programs; PATH need not know them.
 */
static pid_t spawn(const struct keeper *k, const char *bin, const char *const *argv)
{
	char path[KEEPER_PATH_MAX + 32];
	const char *args[ARGS_MAX + 1] = {path};
	pid_t keeper = getpid(), pid = fork();
	if (pid != 0)
		return pid;
	int log = open_log(k), null = open("/dev/null", O_RDONLY);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	dup2(null, STDIN_FILENO);
	dup2(log, STDOUT_FILENO);
	dup2(log, STDERR_FILENO);
	prctl(PR_SET_PDEATHSIG, SIGINT);
	if (getppid() != keeper)
		_exit(1);
	unsetenv("NOTIFY_SOCKET"); /* who waits there waits for the daemon */
	snprintf(path, sizeof path, "%s/%s", bin, argv[0]);
	for (int i = 1; i < ARGS_MAX && argv[i] != NULL; i++)
		args[i] = argv[i];
	execv(path, (char *const *)args);
	_exit(127);
}

static int run(const struct keeper *k, const char *bin, const char *const *argv)
{
	int status = -1;
	pid_t pid = spawn(k, bin, argv);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* --- the cluster */

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

/* Into another name first: an initdb that was interrupted leaves nothing that looks like a cluster. */
static void make_cluster(const struct keeper *k, const char *bin)
{
	char fresh[KEEPER_PATH_MAX], data[KEEPER_PATH_MAX];
	path_of(k, "data.new", fresh);
	path_of(k, "data", data);
	nftw(fresh, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	const char *const argv[] = {"initdb", "-D", fresh, "-U", LOCAL_SUPERUSER, "-A", "peer", "-E", "UTF8",
	    "--locale=C.UTF-8", "--data-checksums", "--no-instructions", NULL};
	log_msg(LOG_INFO, NULL, "making a private PostgreSQL in %s", k->dir);
	if (run(k, bin, argv) != 0)
		give_up(k, "initdb failed");
	if (rename(fresh, data) < 0)
		give_up(k, strerror(errno));
}

/* A server that outlived its keeper (a machine's bad day) is stopped, so that the one we start is ours to
 * watch. */
static void stop_stray(const struct keeper *k, const char *bin)
{
	char data[KEEPER_PATH_MAX];
	path_of(k, "data", data);
	const char *const status[] = {"pg_ctl", "status", "-D", data, NULL};
	const char *const stop[] = {"pg_ctl", "stop", "-D", data, "-m", "fast", "-w", NULL};
	if (run(k, bin, status) == 0) {
		log_msg(LOG_WARN, NULL, "a PostgreSQL was still running in %s: stopping it first", data);
		if (run(k, bin, stop) != 0)
			give_up(k, "a PostgreSQL runs in the data directory and does not stop");
	}
}

static void write_file(const struct keeper *k, const char *name, const char *text)
{
	char path[KEEPER_PATH_MAX];
	path_of(k, name, path);
	FILE *f = fopen(path, "we");
	bool ok = f != NULL && fputs(text, f) >= 0;
	if (f == NULL || fclose(f) != 0 || !ok)
		give_up(k, "the access rules cannot be written");
}

/* Who may log in as whom; written anew at each start, outside the cluster. */
static void write_access(const struct keeper *k)
{
	char ident[256];
	write_file(k, "hba.conf",
	    "local all " LOCAL_SUPERUSER " peer map=cluster\n"
	    "local all omstilling_owner peer map=cluster\n"
	    "local all omstilling_daemon scram-sha-256\n");
	snprintf(ident, sizeof ident, "cluster %s " LOCAL_SUPERUSER "\ncluster %s omstilling_owner\n",
	    k->user.name, k->user.name);
	write_file(k, "ident.conf", ident);
}

static void prepare(const struct keeper *k, char bin[KEEPER_PATH_MAX])
{
	find_bin(k, bin);
	if (cluster_version(k) == 0)
		make_cluster(k, bin);
	else
		stop_stray(k, bin);
	write_access(k);
	if (mkdir(k->socket, 0711) < 0 && errno != EEXIST)
		give_up(k, "the socket's directory cannot be made");
	chmod(k->socket, 0711); /* whatever the umask: the daemon's user must reach the socket */
}

/* --- the server */

static pid_t start(const struct keeper *k, const char *bin)
{
	char data[KEEPER_PATH_MAX], hba[KEEPER_PATH_MAX], ident[KEEPER_PATH_MAX];
	char hba_arg[KEEPER_PATH_MAX + 16], ident_arg[KEEPER_PATH_MAX + 16], connections[64];
	char socket_arg[KEEPER_PATH_MAX + 32];
	path_of(k, "data", data);
	path_of(k, "hba.conf", hba);
	path_of(k, "ident.conf", ident);
	snprintf(hba_arg, sizeof hba_arg, "hba_file=%s", hba);
	snprintf(ident_arg, sizeof ident_arg, "ident_file=%s", ident);
	snprintf(socket_arg, sizeof socket_arg, "unix_socket_directories=%s", k->socket);
	snprintf(connections, sizeof connections, "max_connections=%u", k->max_connections);
	/* log_min_messages: a refused call is an ERROR, and the daemon's log has those that matter. */
	const char *const argv[] = {"postgres", "-D", data, "-c", "listen_addresses=", "-c", socket_arg, "-c",
	    hba_arg, "-c", ident_arg, "-c", connections, "-c", "synchronous_commit=on", "-c",
	    "shared_buffers=128MB", "-c", "jit=off", "-c", "log_min_messages=log", "-c",
	    "log_line_prefix=%m [%p] ", "-c", "random_page_cost=1.1", NULL};
	pid_t pid = spawn(k, bin, argv);
	if (pid < 0)
		give_up(k, "PostgreSQL cannot be started");
	return pid;
}

/* postmaster.pid tells in its first line who, in its eighth how: what pg_ctl -w looks at, too. */
static bool is_ready(const struct keeper *k, pid_t pid)
{
	char path[KEEPER_PATH_MAX], line[KEEPER_PATH_MAX];
	bool ready = false;
	path_of(k, "data/postmaster.pid", path);
	FILE *f = fopen(path, "re");
	for (int n = 1; f != NULL && fgets(line, sizeof line, f) != NULL; n++) {
		if (n == 1 && strtol(line, NULL, 10) != pid)
			break;
		if (n == 8)
			ready = strncmp(line, "ready", 5) == 0;
	}
	if (f != NULL)
		fclose(f);
	return ready;
}

static int64_t now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

struct watch {
	const struct keeper *k;
	int signals;
	pid_t server; /* 0: not running */
	bool ending;
};

/* One look, at most ms long, at what happened: the daemon gone, an order to end, the server dead. */
static void look(struct watch *w, int ms)
{
	struct pollfd fds[] = {
	    {.fd = w->signals, .events = POLLIN}, {.fd = w->ending ? -1 : w->k->life, .events = POLLIN}};
	struct signalfd_siginfo info;
	if (poll(fds, 2, ms) <= 0)
		return;
	if (fds[1].revents != 0)
		w->ending = true;
	if (fds[0].revents != 0 && read(w->signals, &info, sizeof info) == (ssize_t)sizeof info &&
	    info.ssi_signo != SIGCHLD)
		w->ending = true;
	while (w->server > 0) {
		pid_t pid = waitpid(-1, NULL, WNOHANG);
		if (pid <= 0)
			break;
		if (pid == w->server)
			w->server = 0;
	}
}

static void await_ready(struct watch *w)
{
	int64_t end = now_ms() + READY_MS;
	while (!w->ending && w->server > 0 && !is_ready(w->k, w->server)) {
		if (now_ms() > end)
			give_up(w->k, "PostgreSQL does not become ready");
		look(w, POLL_MS);
	}
}

static void await_end(struct watch *w, int signal, int ms)
{
	int64_t end = now_ms() + ms;
	if (w->server > 0)
		kill(w->server, signal);
	while (w->server > 0 && now_ms() < end)
		look(w, POLL_MS);
}

static void watch_on(struct watch *w, const char *bin)
{
	while (!w->ending) {
		look(w, -1);
		if (w->server > 0 || w->ending)
			continue;
		log_msg(LOG_ERROR, NULL, "PostgreSQL died; starting it again");
		look(w, RESTART_MS); /* not in a tight circle when it dies at once */
		if (w->ending)
			break;
		w->server = start(w->k, bin);
		await_ready(w);
	}
	await_end(w, SIGINT, FAST_MS);
	await_end(w, SIGQUIT, FAST_MS);
	await_end(w, SIGKILL, FAST_MS);
}

void keeper_run(const struct keeper *k)
{
	char bin[KEEPER_PATH_MAX], err[SENTENCE_MAX];
	struct watch w = {.k = k};
	sigset_t set;
	setsid(); /* Ctrl-C in the daemon's terminal is not for PostgreSQL: calls still run then */
	umask(077);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	w.signals = signalfd(-1, &set, SFD_CLOEXEC);
	if (privs_become(&k->user, err, sizeof err) < 0) {
		tell(k, "%s", err);
		_exit(1);
	}
	if (chdir(k->dir) < 0) {
		tell(k, "the user %s cannot reach %s: %s", k->user.name, k->dir, strerror(errno));
		_exit(1);
	}
	prepare(k, bin);
	w.server = start(k, bin);
	await_ready(&w);
	if (w.server == 0)
		give_up(k, "PostgreSQL did not start");
	tell(k, KEEPER_READY);
	watch_on(&w, bin);
	_exit(0);
}

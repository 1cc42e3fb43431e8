/*
 * listen: sockets, and the end of service in good order; see listen.h.
 */
#include "listen.h"

#include <errno.h>
#include <event2/listener.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "address.h"
#include "conn.h"
#include "network.h"
#include "share.h"

#define SOCKETS_MAX 16
#define BACKLOG 1024
#define FDS_RESERVED 128 /* for the database, the log and the rest */
#define ACCEPT_PAUSE_MS 100
#define UNIX_PREFIX "unix:"

struct sock {
	struct listen *l;
	struct evconnlistener *lev;
	struct event *pause; /* while accept fails */
	const struct conn_options *conns;
	char address[ADDRESS_SIZE];
	char path[sizeof(((struct sockaddr_un *)0)->sun_path)]; /* to be removed at the end */
};

struct listen {
	struct call_env *env;
	struct tls_files files;
	SSL_CTX *tls;
	struct sock socks[SOCKETS_MAX];
	size_t count;
	struct network proxies[LISTEN_PROXIES_MAX];
	size_t proxy_count;
	unsigned max_connections, max_per_address;
	struct conn_options plain, secure;
	struct conn_list conns;
	struct event *cutter;
	void (*done)(void *arg);
	void *done_arg;
	bool draining, freeing;
	char *err;
	size_t err_size;
};

/* --- accepting --- */

static bool is_proxy(const struct listen *l, const struct in6_addr *a)
{
	for (size_t i = 0; i < l->proxy_count; i++)
		if (network_has(&l->proxies[i], a))
			return true;
	return false;
}

/* Those on a Unix socket are not told apart, and nobody's proxy. */
static struct conn_peer meet(const struct listen *l, const struct sockaddr *sa)
{
	struct conn_peer peer = {.name = "unix"};
	struct in6_addr a;

	if (network_peer(sa, &a) == 0) {
		network_text(&a, peer.name);
		peer.is_proxy = is_proxy(l, &a);
	}
	return peer;
}

/* An address has as many as it may: one of its own that does nothing makes room. */
static bool has_room(struct listen *l, const struct share *mine)
{
	return mine->connections < l->max_per_address || conn_cut_own(&l->conns, mine);
}

/* The same, when a proxy has said who it is that was let in. */
static bool admit(void *arg, const struct share *mine)
{
	return has_room(arg, mine);
}

/*
 * Who has most connections makes room, with one that does nothing if he has one; when nobody has many more
 * than the newcomer, one that does nothing, but never of somebody who has fewer. (Seen: when idle ones went
 * first, those who held all they had busy drove out an ordinary client between two calls.) Whom a proxy
 * brings is a newcomer with nothing. (Seen: when those whose header is on its way were held to have most
 * together, a crowd that came at once by the proxy drove out an ordinary client that came with it.)
 */
static bool make_room(struct listen *l, const struct conn_peer *peer, bool is_unix)
{
	static const struct share nothing;
	struct share *mine = conn_share(l->env, peer);
	const struct share *newcomer = mine && peer->is_proxy ? &nothing : mine;
	bool room = !mine || is_unix || has_room(l, mine);

	if (room && l->env->counts.connections >= l->max_connections)
		room = conn_cut_heaviest(&l->conns, newcomer) ||
		       (newcomer != mine && conn_cut_own(&l->conns, mine)) ||
		       conn_cut_idle(&l->conns, newcomer);
	share_drop(mine);
	return room;
}

static void on_accept(struct evconnlistener *lev, evutil_socket_t fd, struct sockaddr *sa, int len, void *arg)
{
	struct sock *s = arg;
	const struct conn_peer peer = meet(s->l, sa);

	(void)lev;
	(void)len;
	if (!make_room(s->l, &peer, sa->sa_family == AF_UNIX)) {
		s->l->env->counts.connections_refused++;
		log_msg(LOG_DEBUG, NULL, "%u connections, all with calls: one more from %s is closed",
		    s->l->env->counts.connections, peer.name);
		evutil_closesocket(fd);
		return;
	}
	if (conn_open(s->conns, fd, &peer) != 0)
		log_msg(LOG_WARN, NULL, "a connection from %s could not be opened", peer.name);
}

static void on_resume(evutil_socket_t fd, short what, void *arg)
{
	struct sock *s = arg;

	(void)fd;
	(void)what;
	evconnlistener_enable(s->lev);
}

/* No file descriptor is left, or the like: without a pause the loop would spin. */
static void on_accept_error(struct evconnlistener *lev, void *arg)
{
	const struct timeval pause = {0, ACCEPT_PAUSE_MS * 1000};
	struct sock *s = arg;

	log_msg(LOG_WARN, NULL, "%s: accept: %s", s->address, strerror(errno));
	evconnlistener_disable(lev);
	if (!s->pause)
		s->pause = evtimer_new(s->l->env->base, on_resume, s);
	if (s->pause)
		event_add(s->pause, &pause);
}

/* --- binding --- */

static int fault_in(char *err, size_t err_size, const char *address, const char *why)
{
	snprintf(err, err_size, "cannot listen on %s: %s", address, why);
	return -1;
}

static int fault(struct listen *l, const char *address, const char *why)
{
	return fault_in(l->err, l->err_size, address, why);
}

static int add_socket(struct listen *l, const char *address, const struct sockaddr *sa, socklen_t len,
    const struct conn_options *conns)
{
	const unsigned flags = LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE;
	struct sock *s = &l->socks[l->count];

	if (l->count == SOCKETS_MAX)
		return fault(l, address, "too many addresses");
	s->l = l;
	s->conns = conns;
	snprintf(s->address, sizeof(s->address), "%s", address);
	s->lev = evconnlistener_new_bind(l->env->base, on_accept, s, flags, BACKLOG, sa, (int)len);
	if (!s->lev)
		return fault(l, address, strerror(errno));
	evconnlistener_set_error_cb(s->lev, on_accept_error);
	l->count++;
	return 0;
}

/* A socket file that nobody answers at is left from a daemon that was killed. */
static int clear_stale(const struct sockaddr_un *un)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int rc;

	if (fd < 0)
		return -1;
	rc = connect(fd, (const struct sockaddr *)un, sizeof(*un));
	if (rc != 0 && errno == ECONNREFUSED)
		(void)unlink(un->sun_path);
	close(fd);
	errno = EADDRINUSE;
	return rc == 0 ? -1 : 0;
}

static const char no_path[] = "the path is empty or too long";

/* -1: the path is none. */
static int unix_address(const char *address, struct sockaddr_un *un)
{
	const char *path = address + sizeof(UNIX_PREFIX) - 1;

	*un = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (!*path || strlen(path) >= sizeof(un->sun_path))
		return -1;
	memcpy(un->sun_path, path, strlen(path));
	return 0;
}

static int listen_unix(struct listen *l, const char *address)
{
	struct sock *s = &l->socks[l->count];
	struct sockaddr_un un;

	if (unix_address(address, &un) != 0)
		return fault(l, address, no_path);
	if (clear_stale(&un) != 0)
		return fault(l, address, strerror(errno));
	if (add_socket(l, address, (const struct sockaddr *)&un, sizeof(un), &l->plain) != 0)
		return -1;
	memcpy(s->path, un.sun_path, sizeof(s->path));
	/* Who may call is decided by the token, and by who may reach the directory. */
	return chmod(un.sun_path, 0666) == 0 ? 0 : fault(l, address, strerror(errno));
}

/* With port 0 the kernel chose: the address is told as it is. */
static void tell_port(struct sock *s, const char *host)
{
	address_tell(evconnlistener_get_fd(s->lev), host, s->address, sizeof(s->address));
}

static bool is_unix(const char *address)
{
	return strncmp(address, UNIX_PREFIX, sizeof(UNIX_PREFIX) - 1) == 0;
}

/* What the address stands for, when we may listen there; NULL with the reason in *why. */
static struct addrinfo *resolve(const char *address, bool tls, char host[ADDRESS_HOST_SIZE], const char **why)
{
	struct addrinfo *list = address_resolve(address, host, why);

	for (const struct addrinfo *a = list; a && !tls; a = a->ai_next)
		if (!address_is_loopback(a->ai_addr)) {
			*why = "it can be reached from other machines, and there is no TLS certificate; give "
			       "one, or use "
			       "127.0.0.1 or a Unix socket";
			freeaddrinfo(list);
			return NULL;
		}
	return list;
}

static int listen_tcp(struct listen *l, const char *address)
{
	const struct conn_options *conns = l->tls ? &l->secure : &l->plain;
	char host[ADDRESS_HOST_SIZE];
	const char *why;
	struct addrinfo *list = resolve(address, l->tls != NULL, host, &why);
	int rc = 0;

	if (!list)
		return fault(l, address, why);
	for (struct addrinfo *a = list; a && rc == 0; a = a->ai_next) {
		rc = add_socket(l, address, a->ai_addr, a->ai_addrlen, conns);
		if (rc == 0)
			tell_port(&l->socks[l->count - 1], host);
	}
	freeaddrinfo(list);
	return rc;
}

static int check_unix(const char *address, char *err, size_t err_size)
{
	struct sockaddr_un un;
	char *slash;

	if (unix_address(address, &un) != 0)
		return fault_in(err, err_size, address, no_path);
	slash = strrchr(un.sun_path, '/');
	if (slash)
		slash[slash == un.sun_path] = 0;
	if (access(slash ? un.sun_path : ".", W_OK | X_OK) == 0)
		return 0;
	return fault_in(err, err_size, address, strerror(errno));
}

int listen_check(const char *address, bool tls, char *err, size_t err_size)
{
	char host[ADDRESS_HOST_SIZE];
	const char *why;
	struct addrinfo *list;
	int rc = 0;

	if (is_unix(address))
		return check_unix(address, err, err_size);
	list = resolve(address, tls, host, &why);
	if (!list)
		return fault_in(err, err_size, address, why);
	for (struct addrinfo *a = list; a && rc == 0; a = a->ai_next)
		if (address_try(a) < 0)
			rc = fault_in(err, err_size, address, strerror(errno));
	freeaddrinfo(list);
	return rc;
}

/* --- the whole --- */

/* As many file descriptors as we may have; fewer connections when that is not enough. */
static unsigned fit_connections(unsigned wanted)
{
	struct rlimit r;

	if (getrlimit(RLIMIT_NOFILE, &r) != 0)
		return wanted;
	r.rlim_cur = r.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &r);
	if (getrlimit(RLIMIT_NOFILE, &r) == 0 && r.rlim_cur < (rlim_t)wanted + FDS_RESERVED)
		return r.rlim_cur > 2 * FDS_RESERVED ? (unsigned)r.rlim_cur - FDS_RESERVED : FDS_RESERVED;
	return wanted;
}

static void check_done(struct listen *l)
{
	if (l->freeing || !l->done || !TAILQ_EMPTY(&l->conns))
		return;
	if (l->cutter)
		event_del(l->cutter);
	l->done(l->done_arg);
	l->done = NULL;
}

static void on_gone(void *arg)
{
	check_done(arg);
}

static int bind_all(struct listen *l, const struct listen_options *o)
{
	for (const char *const *a = o->addresses; *a; a++)
		if ((is_unix(*a) ? listen_unix(l, *a) : listen_tcp(l, *a)) != 0)
			return -1;
	return 0;
}

static int know_proxies(struct listen *l, const char *const *networks)
{
	for (; networks && *networks; networks++) {
		if (l->proxy_count < LISTEN_PROXIES_MAX &&
		    network_parse(*networks, &l->proxies[l->proxy_count]) == 0) {
			l->proxy_count++;
			continue;
		}
		snprintf(l->err, l->err_size, "%s is no network of proxies, or one too many", *networks);
		return -1;
	}
	return 0;
}

static int start_tls(struct listen *l)
{
	if (!l->files.cert && !l->files.key)
		return 0;
	if (!l->files.cert || !l->files.key)
		snprintf(l->err, l->err_size, "TLS needs both a certificate and its key");
	else
		l->tls = tls_server(&l->files, l->err, l->err_size);
	return l->tls ? 0 : -1;
}

int listen_reload(struct listen *l, char *err, size_t err_size)
{
	SSL_CTX *fresh;

	if (!l->tls)
		return 0;
	fresh = tls_server(&l->files, err, err_size);
	if (!fresh)
		return -1;
	/* A connection's session holds the context that it began with. */
	SSL_CTX_free(l->tls);
	l->tls = l->secure.tls = fresh;
	return 0;
}

time_t listen_not_after(const struct listen *l)
{
	return l->tls ? tls_not_after(l->tls) : 0;
}

void listen_fingerprint(const struct listen *l, char out[TLS_FINGERPRINT_SIZE])
{
	tls_fingerprint(l->tls, out);
}

struct listen *listen_open(struct call_env *env, const struct listen_options *o, char *err, size_t err_size)
{
	struct listen *l = calloc(1, sizeof(*l));

	if (!l) {
		snprintf(err, err_size, "out of memory");
		return NULL;
	}
	TAILQ_INIT(&l->conns);
	l->env = env;
	l->err = err;
	l->err_size = err_size;
	l->max_connections =
	    fit_connections(o->max_connections ? o->max_connections : LISTEN_CONNECTIONS_MAX);
	l->files = o->tls;
	l->max_per_address = o->max_per_address ? o->max_per_address : (l->max_connections + 1) / 2;
	if (know_proxies(l, o->proxies) != 0 || start_tls(l) != 0) {
		listen_free(l);
		return NULL;
	}
	l->plain = (struct conn_options){env, NULL, o->max_streams, &l->conns, on_gone, admit, l};
	l->secure = (struct conn_options){env, l->tls, o->max_streams, &l->conns, on_gone, admit, l};
	if (bind_all(l, o) != 0) {
		listen_free(l);
		return NULL;
	}
	return l;
}

const char *listen_address(const struct listen *l, size_t i)
{
	return i < l->count ? l->socks[i].address : NULL;
}

static void close_sockets(struct listen *l)
{
	for (size_t i = 0; i < l->count; i++) {
		struct sock *s = &l->socks[i];

		if (s->pause)
			event_free(s->pause);
		s->pause = NULL;
		if (s->lev)
			evconnlistener_free(s->lev);
		s->lev = NULL;
		if (s->path[0])
			(void)unlink(s->path);
		s->path[0] = 0;
	}
}

/* Each connection leaves the list when it is over, some at once. */
static void each(struct listen *l, void (*f)(struct conn *c))
{
	struct conn *c = TAILQ_FIRST(&l->conns), *next;

	for (; c; c = next) {
		next = conn_next(c);
		f(c);
	}
}

static void on_cut(evutil_socket_t fd, short what, void *arg)
{
	struct listen *l = arg;

	(void)fd;
	(void)what;
	if (!TAILQ_EMPTY(&l->conns))
		log_msg(LOG_WARN, NULL, "%u connections did not end in time and are cut",
		    l->env->counts.connections);
	each(l, conn_cut);
	check_done(l);
}

void listen_drain(struct listen *l, void (*done)(void *arg), void *arg)
{
	const struct timeval patience = {LISTEN_DRAIN_MS / 1000, (LISTEN_DRAIN_MS % 1000) * 1000};
	bool again = l->draining;

	l->draining = true;
	l->env->draining = true;
	l->done = done;
	l->done_arg = arg;
	if (again) {
		on_cut(-1, 0, l);
		return;
	}
	close_sockets(l);
	l->cutter = evtimer_new(l->env->base, on_cut, l);
	if (l->cutter)
		event_add(l->cutter, &patience);
	each(l, conn_drain);
	check_done(l);
}

void listen_free(struct listen *l)
{
	if (!l)
		return;
	l->freeing = true;
	close_sockets(l);
	each(l, conn_cut);
	if (l->cutter)
		event_free(l->cutter);
	SSL_CTX_free(l->tls);
	free(l);
}

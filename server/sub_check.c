/*
 * sub_check: `check-config`: every file that is named is opened, every database reached, every address tried,
 * and all that is found is told, not only the first. Starts nothing, listens nowhere, changes nothing: it may
 * run beside the daemon.
 */
#include <errno.h>
#include <openssl/x509.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http.h"
#include "listen.h"
#include "network.h"
#include "pgbin.h"
#include "privs.h"
#include "release.h"
#include "sub.h"
#include "tls.h"

#define WHY_MAX 1024
#define RELEASE_MAX 64

struct check {
	const struct conf *conf;
	bool failed;
};

static void found(struct check *k, bool ok, const char *what, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
static void found(struct check *k, bool ok, const char *what, const char *fmt, ...)
{
	va_list ap;
	printf("%-6s %-15s ", ok ? "ok" : "error", what);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	k->failed |= !ok;
}

static void check_tls(struct check *k)
{
	const struct conf *c = k->conf;
	char why[WHY_MAX];
	if (c->tls_cert == NULL)
		return;
	const struct tls_files files = {c->tls_cert, c->tls_key, c->tls_client_ca};
	SSL_CTX *ctx = tls_server(&files, why, sizeof why);
	if (ctx == NULL) {
		found(k, false, "tls-cert", "%s", why);
		return;
	}
	bool expired = X509_cmp_current_time(X509_get0_notAfter(SSL_CTX_get0_certificate(ctx))) < 0;
	found(k, !expired, "tls-cert", expired ? "%s has expired" : "%s", c->tls_cert);
	SSL_CTX_free(ctx);
}

/* A socket in the directory of the private database, which the start will make. */
static bool made_later(const struct conf *c, const char *address)
{
	return c->data != NULL && access(c->data, F_OK) < 0 && strncmp(address, "unix:", 5) == 0 &&
	       strncmp(address + 5, c->data, strlen(c->data)) == 0;
}

static void check_addresses(struct check *k)
{
	const struct conf *c = k->conf;
	char why[WHY_MAX];
	for (size_t i = 0; c->listen.at[i] != NULL; i++) {
		bool ok = made_later(c, c->listen.at[i]) ||
			  listen_check(c->listen.at[i], c->tls_cert != NULL, why, sizeof why) == 0;
		found(k, ok, "listen", "%s", ok ? c->listen.at[i] : why);
	}
	for (size_t i = 0; c->proxy_from.at[i] != NULL; i++) {
		struct network n;
		bool ok = network_parse(c->proxy_from.at[i], &n) == 0;
		found(k, ok, "proxy-from", ok ? "%s" : "%s is no network", c->proxy_from.at[i]);
	}
	if (c->metrics == NULL)
		return;
	bool ok = http_check(c->metrics, why, sizeof why) == 0;
	found(k, ok, "metrics", "%s", ok ? c->metrics : why);
}

static void check_user(struct check *k)
{
	const char *const wanted[] = {k->conf->user, NULL}, *const usual[] = {"omstilling", "nobody", NULL};
	struct privs_user user;
	char why[WHY_MAX];
	bool ok = privs_find(&user, k->conf->user != NULL ? wanted : usual, why, sizeof why) == 0;
	found(k, ok, "user", "%s", ok ? user.name : why);
}

static void check_postgres(struct check *k)
{
	char bin[WHY_MAX];
	bool ok = pgbin_find("postgres", 0, bin, sizeof bin);
	found(k, ok, "postgresql", "%s", ok ? bin : "15 or newer is not installed");
}

/* The directory itself, or the one that it would be made in. */
static void check_data(struct check *k)
{
	const char *data = k->conf->data;
	struct stat st;
	char parent[WHY_MAX];
	if (stat(data, &st) == 0) {
		bool ok = S_ISDIR(st.st_mode) && access(data, W_OK | X_OK) == 0;
		found(k, ok, "data", ok ? "%s" : "%s is no directory that we may write to", data);
		return;
	}
	const char *slash = strrchr(data, '/');
	snprintf(parent, sizeof parent, "%.*s",
	    slash == NULL   ? 1
	    : slash == data ? 1
			    : (int)(slash - data),
	    slash == NULL ? "." : data);
	if (errno != ENOENT || access(parent, W_OK | X_OK) < 0)
		found(k, false, "data", "%s: %s", data, strerror(errno));
	else
		found(k, true, "data", "%s will be made", data);
}

/* A daemon serves a database of its own release or a newer one; an older one it must be able to migrate. */
static void check_database(struct check *k, const char *what, const char *conninfo)
{
	char why[WHY_MAX], release[RELEASE_MAX] = "";
	if (conninfo == NULL)
		return;
	if (migrate_reach(conninfo, release, sizeof release, why, sizeof why) < 0)
		found(k, false, what, "%s", why);
	else if (*release == '\0')
		found(k, k->conf->owner_database != NULL, what, "reached; not migrated yet");
	else if (release_compare(release, release_ours) < 0)
		found(k, k->conf->owner_database != NULL, what, "reached; of release %s, before ours (%s)",
		    release, release_ours);
	else
		found(k, true, what, "reached; of release %s", release);
}

int sub_check_config(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	struct check k = {.conf = o->conf};
	(void)count;
	(void)arguments;
	check_tls(&k);
	check_addresses(&k);
	check_user(&k);
	if (o->conf->data != NULL) {
		check_postgres(&k);
		check_data(&k);
	}
	check_database(&k, "database", o->conf->database);
	check_database(&k, "owner-database", o->conf->owner_database);
	if (!k.failed)
		return SUB_DONE;
	snprintf(err, err_size, "the configuration does not hold: see the lines that begin with error");
	return SUB_FAILED;
}

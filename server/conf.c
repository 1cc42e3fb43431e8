/*
 * conf: see conf.h. Owns the table of options and reads the three sources into it, weakest first, so that a
 * stronger one simply overwrites. Leaves out the meaning of values: a path is not opened here, an address not
 * resolved.
 */
#include "conf.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define CONF_LINE_MAX 4096 /* bytes of one line of a file */
#define CONF_NAME_MAX 64
#define ENV_PREFIX "OMSTILLING_"

enum type { T_STRING, T_LIST, T_BOOL, T_NUMBER, T_SIZE, T_LEVEL, T_FORMAT };

struct option {
	const char *flag; /* --flag, and the key in a file; OMSTILLING_FLAG in the environment */
	enum type type;
	size_t offset;
	const char *value; /* how the help names the value */
	const char *standard;
	unsigned min, max; /* of numbers and sizes */
	const char *help;
};

#define AT(field) offsetof(struct conf, field)
static const struct option options[] = {
    {"data", T_STRING, AT(data), "DIR", NULL, 0, 0, "make and supervise a private PostgreSQL in DIR"},
    {"database", T_STRING, AT(database), "CONNINFO", NULL, 0, 0,
	"serve from this PostgreSQL (libpq connection string)"},
    {"owner-database", T_STRING, AT(owner_database), "CONNINFO", NULL, 0, 0,
	"with --database: migrate first, in a child process, with the owner's credentials"},
    {"demo", T_BOOL, AT(demo), NULL, "no", 0, 0,
	"a new database becomes a demonstration: its date may be set"},
    {"listen", T_LIST, AT(listen), "ADDRESS", NULL, 0, 0,
	"host:port or unix:PATH, repeatable; default 127.0.0.1:7443, and unix:DIR/omstilling.sock with "
	"--data"},
    {"proxy-from", T_LIST, AT(proxy_from), "NETWORK", NULL, 0, 0,
	"an address, or one such as 10.0.0.0/8, repeatable: who connects from there is a proxy, and must say "
	"by "
	"the PROXY protocol (version 2) for whom; nobody else is believed"},
    {"tls-cert", T_STRING, AT(tls_cert), "FILE", NULL, 0, 0,
	"certificate chain (PEM); needed off the loopback"},
    {"tls-key", T_STRING, AT(tls_key), "FILE", NULL, 0, 0, "private key (PEM)"},
    {"tls-client-ca", T_STRING, AT(tls_client_ca), "FILE", NULL, 0, 0,
	"authorities (PEM) of which clients must show a certificate; who they are, their login says"},
    {"metrics", T_STRING, AT(metrics), "ADDRESS", NULL, 0, 0,
	"host:port on the loopback for /metrics, /healthz and /readyz over HTTP; default none"},
    {"user", T_STRING, AT(user), "NAME", NULL, 0, 0,
	"user to become when started as root; default omstilling if it exists, else nobody"},
    {"connections", T_NUMBER, AT(connections), "N", "8", 2, 500, "connections to PostgreSQL"},
    {"pipeline-depth", T_NUMBER, AT(pipeline_depth), "N", "16", 1, 1000, "reads in flight on one of them"},
    {"queue", T_NUMBER, AT(queue), "N", "1000", 1, 1000000,
	"calls that may wait for a connection; more are refused"},
    {"max-message", T_SIZE, AT(max_message), "SIZE", "4MiB", 1024, 1U << 30, "largest message accepted"},
    {"max-attachment", T_SIZE, AT(max_attachment), "SIZE", "64MiB", 1024, 256U << 20,
	"largest attachment accepted"},
    {"cache", T_SIZE, AT(cache), "SIZE", "64MiB", 0, 1U << 30,
	"memory for answers that are the same for everybody; 0: none"},
    {"max-streams", T_NUMBER, AT(max_streams), "N", "100", 1, 10000,
	"calls at once on a client's connection"},
    {"max-connections", T_NUMBER, AT(max_connections), "N", "10000", 1, 1000000,
	"clients' connections at once"},
    {"max-connections-per-address", T_NUMBER, AT(max_connections_per_address), "N", "5000", 1, 1000000,
	"of these from one address; more than a proxy before the daemon needs"},
    {"max-calls-per-login", T_NUMBER, AT(max_calls_per_login), "N", "128", 1, 1000000,
	"calls and streams of one login at once; more are refused"},
    {"max-calls-per-address", T_NUMBER, AT(max_calls_per_address), "N", "512", 1, 1000000,
	"calls and streams without a login from one address at once; more are refused"},
    {"default-timeout", T_NUMBER, AT(default_timeout), "MS", "30000", 1, 3600000,
	"limit of a call without a deadline"},
    {"argon-opslimit", T_NUMBER, AT(argon_opslimit), "N", "2", 1, 100, "passes of argon2id over its memory"},
    {"argon-memlimit", T_SIZE, AT(argon_memlimit), "SIZE", "64MiB", 8192, 1U << 30, "memory of argon2id"},
    {"argon-queue", T_NUMBER, AT(argon_queue), "N", "64", 1, 10000, "passwords that may wait to be hashed"},
    {"log-level", T_LEVEL, AT(log_level), "LEVEL", "info", 0, 0, "error, warn, info or debug"},
    {"log-format", T_FORMAT, AT(log_format), "FORMAT", "text", 0, 0, "text, or json: an object a line"},
    {"config", T_STRING, AT(config), "FILE", NULL, 0, 0, "read options from FILE, lines of `key = value`"},
};
#define OPTION_COUNT (sizeof options / sizeof options[0])

struct error {
	char *text;
	size_t size;
};

static int fail(struct error *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static int fail(struct error *e, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(e->text, e->size, fmt, ap);
	va_end(ap);
	return -1;
}

static const struct option *option_find(const char *name, size_t len)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (strlen(options[i].flag) == len && strncmp(options[i].flag, name, len) == 0)
			return &options[i];
	return NULL;
}

static void option_env(const struct option *o, char out[CONF_NAME_MAX])
{
	size_t n = sizeof ENV_PREFIX - 1;
	memcpy(out, ENV_PREFIX, n);
	for (const char *s = o->flag; *s && n < CONF_NAME_MAX - 1; s++)
		out[n++] = *s == '-' ? '_' : (char)toupper((unsigned char)*s);
	out[n] = '\0';
}

/* --- values */

static unsigned unit_of(const char *s)
{
	static const struct {
		const char *name;
		unsigned factor;
	} units[] = {{"", 1}, {"KiB", 1U << 10}, {"MiB", 1U << 20}, {"GiB", 1U << 30}};
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strcmp(s, units[i].name) == 0)
			return units[i].factor;
	return 0;
}

static int set_number(unsigned *out, const struct option *o, const char *value, struct error *e)
{
	char *end;
	errno = 0;
	unsigned long long n = strtoull(value, &end, 10);
	unsigned factor = o->type == T_SIZE ? unit_of(end) : *end == '\0';
	if (!isdigit((unsigned char)*value) || errno != 0 || factor == 0)
		return fail(e, "%s: \"%s\" is not a %s", o->flag, value,
		    o->type == T_SIZE ? "size (a number, or one with KiB, MiB or GiB)" : "number");
	if (n > UINT_MAX || n * factor < o->min || n * factor > o->max)
		return fail(e, "%s: %s is outside %u to %u", o->flag, value, o->min, o->max);
	*out = (unsigned)(n * factor);
	return 0;
}

static int set_bool(bool *out, const struct option *o, const char *value, struct error *e)
{
	bool yes = strcmp(value, "yes") == 0 || strcmp(value, "true") == 0 || strcmp(value, "1") == 0;
	bool no = strcmp(value, "no") == 0 || strcmp(value, "false") == 0 || strcmp(value, "0") == 0;
	if (!yes && !no)
		return fail(e, "%s: \"%s\" is neither yes nor no", o->flag, value);
	*out = yes;
	return 0;
}

static int set_level(enum log_level *out, const struct option *o, const char *value, struct error *e)
{
	static const char *const names[] = {"error", "warn", "info", "debug"};
	for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i], value) == 0) {
			*out = (enum log_level)i;
			return 0;
		}
	return fail(e, "%s: \"%s\" is not a level (error, warn, info, debug)", o->flag, value);
}

static int set_format(enum log_format *out, const struct option *o, const char *value, struct error *e)
{
	if (strcmp(value, "text") != 0 && strcmp(value, "json") != 0)
		return fail(e, "%s: \"%s\" is neither text nor json", o->flag, value);
	*out = *value == 'j' ? LOG_JSON : LOG_TEXT;
	return 0;
}

static int set_string(char **out, const char *value, struct error *e)
{
	char *copy = strdup(value);
	if (copy == NULL)
		return fail(e, "out of memory");
	free(*out);
	*out = copy;
	return 0;
}

static void list_clear(struct conf_list *l)
{
	while (l->count > 0) {
		free(l->at[--l->count]);
		l->at[l->count] = NULL;
	}
}

static int list_add(struct conf_list *l, const struct option *o, const char *value, struct error *e)
{
	if (l->count == CONF_LIST_MAX)
		return fail(e, "%s: more than %d", o->flag, CONF_LIST_MAX);
	if (set_string(&l->at[l->count], value, e) < 0)
		return -1;
	l->count++;
	return 0;
}

static char *trim(char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	size_t n = strlen(s);
	while (n > 0 && isspace((unsigned char)s[n - 1]))
		s[--n] = '\0';
	return s;
}

/* In the environment and in a file they stand in one value, with commas between; a path may have spaces. */
static int list_add_all(struct conf_list *l, const struct option *o, const char *value, struct error *e)
{
	char text[CONF_LINE_MAX];
	if (strlen(value) >= sizeof text)
		return fail(e, "%s: the value is too long", o->flag);
	memcpy(text, value, strlen(value) + 1);
	char *rest = NULL;
	for (char *s = strtok_r(text, ",", &rest); s != NULL; s = strtok_r(NULL, ",", &rest))
		if (*trim(s) != '\0' && list_add(l, o, trim(s), e) < 0)
			return -1;
	return 0;
}

static int set(struct conf *c, const struct option *o, const char *value, struct error *e)
{
	void *field = (char *)c + o->offset;
	switch (o->type) {
	case T_STRING:
		return set_string(field, value, e);
	case T_LIST:
		return list_add_all(field, o, value, e);
	case T_BOOL:
		return set_bool(field, o, value, e);
	case T_LEVEL:
		return set_level(field, o, value, e);
	case T_FORMAT:
		return set_format(field, o, value, e);
	case T_NUMBER:
	case T_SIZE:
		return set_number(field, o, value, e);
	}
	return -1;
}

/* --- sources, weakest first */

static int read_defaults(struct conf *c, struct error *e)
{
	for (size_t i = 0; i < OPTION_COUNT; i++)
		if (options[i].standard != NULL && set(c, &options[i], options[i].standard, e) < 0)
			return -1;
	return 0;
}

/* A list that a stronger source names begins anew there, once. */
static void begin_list(struct conf *c, const struct option *o, bool seen[OPTION_COUNT])
{
	if (o->type == T_LIST && !seen[o - options]) {
		seen[o - options] = true;
		list_clear((struct conf_list *)((char *)c + o->offset));
	}
}

static int read_line(struct conf *c, char *line, bool seen[OPTION_COUNT], struct error *e)
{
	char *s = trim(line);
	if (*s == '\0' || *s == '#')
		return 0;
	char *eq = strchr(s, '=');
	if (eq == NULL)
		return fail(e, "a line is not `key = value`");
	*eq = '\0';
	char *key = trim(s);
	const struct option *o = option_find(key, strlen(key));
	if (o == NULL || o->offset == AT(config))
		return fail(e, "there is no option \"%s\"", key);
	begin_list(c, o, seen);
	return set(c, o, trim(eq + 1), e);
}

static int read_file(struct conf *c, struct error *e)
{
	if (c->config == NULL)
		return 0;
	FILE *f = fopen(c->config, "re");
	if (f == NULL)
		return fail(e, "%s: %s", c->config, strerror(errno));
	char line[CONF_LINE_MAX], why[512];
	bool seen[OPTION_COUNT] = {false};
	int rc = 0;
	struct error inner = {why, sizeof why};
	for (unsigned n = 1; rc == 0 && fgets(line, sizeof line, f) != NULL; n++) {
		if (strchr(line, '\n') == NULL && !feof(f))
			rc = fail(&inner, "the line is too long");
		else
			rc = read_line(c, line, seen, &inner);
		if (rc < 0)
			fail(e, "%s:%u: %s", c->config, n, why);
	}
	fclose(f);
	explicit_bzero(line, sizeof line); /* may have held the owner's conninfo */
	return rc;
}

static int read_env(struct conf *c, struct error *e)
{
	bool seen[OPTION_COUNT] = {false};
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		char name[CONF_NAME_MAX];
		option_env(&options[i], name);
		const char *value = getenv(name);
		if (value == NULL)
			continue;
		begin_list(c, &options[i], seen);
		if (set(c, &options[i], value, e) < 0)
			return -1;
	}
	return 0;
}

struct args {
	int argc, next;
	char **argv;
};

/* The option at the front of the arguments and its value; NULL and a sentence when there is none. */
static const struct option *next_option(struct args *a, const char **value, struct error *e)
{
	const char *arg = a->argv[a->next] + 2;
	const char *eq = strchr(arg, '=');
	size_t len = eq != NULL ? (size_t)(eq - arg) : strlen(arg);
	const struct option *o = option_find(arg, len);
	a->next++;
	if (o == NULL) {
		fail(e, "there is no option --%.*s; see omstillingd --help", (int)len, arg);
		return NULL;
	}
	if (eq != NULL) {
		*value = eq + 1;
	} else if (o->type == T_BOOL) {
		*value = "yes";
	} else if (a->next < a->argc) {
		*value = a->argv[a->next++];
	} else {
		fail(e, "--%s needs a value", o->flag);
		return NULL;
	}
	return o;
}

/* only: read nothing but this option; it is how --config is known before the file is read. */
static int read_flags(struct conf *c, int argc, char **argv, const struct option *only, struct error *e)
{
	struct args a = {argc, 1, argv};
	bool seen[OPTION_COUNT] = {false};
	while (a.next < argc && strncmp(argv[a.next], "--", 2) == 0) {
		if (strcmp(argv[a.next], "--help") == 0 || strcmp(argv[a.next], "--version") == 0) {
			c->ask = argv[a.next][2] == 'h' ? CONF_HELP : CONF_VERSION;
			return 0;
		}
		const char *value;
		const struct option *o = next_option(&a, &value, e);
		if (o == NULL)
			return -1;
		if (only != NULL && o != only)
			continue;
		begin_list(c, o, seen);
		if (set(c, o, value, e) < 0)
			return -1;
	}
	c->word_count = argc - a.next;
	c->words = argv + a.next;
	return 0;
}

/* --- the whole */

static int add_default_listeners(struct conf *c, struct error *e)
{
	const struct option *o = option_find("listen", strlen("listen"));
	char path[CONF_LINE_MAX];
	if (c->listen.count > 0)
		return 0;
	if (list_add(&c->listen, o, "127.0.0.1:7443", e) < 0)
		return -1;
	if (c->data == NULL)
		return 0;
	if (snprintf(path, sizeof path, "unix:%s/omstilling.sock", c->data) >= (int)sizeof path)
		return fail(e, "data: the path is too long");
	return list_add(&c->listen, o, path, e);
}

static int check(const struct conf *c, struct error *e)
{
	if (c->data != NULL && (c->database != NULL || c->owner_database != NULL))
		return fail(e, "--data excludes --database and --owner-database");
	if ((c->tls_cert == NULL) != (c->tls_key == NULL))
		return fail(e, "--tls-cert and --tls-key belong together");
	if (c->tls_client_ca != NULL && c->tls_cert == NULL)
		return fail(e, "--tls-client-ca needs --tls-cert");
	return 0;
}

int conf_load(struct conf *c, int argc, char **argv, char *err, size_t err_size)
{
	struct error e = {err, err_size};
	const struct option *config = option_find("config", strlen("config"));
	char name[CONF_NAME_MAX];
	option_env(config, name);
	*c = (struct conf){.ask = CONF_RUN};
	if (getenv(name) != NULL && set(c, config, getenv(name), &e) < 0)
		return -1;
	if (read_flags(c, argc, argv, config, &e) < 0)
		return -1;
	if (c->ask != CONF_RUN)
		return 0;
	if (read_defaults(c, &e) < 0 || read_file(c, &e) < 0 || read_env(c, &e) < 0)
		return -1;
	if (read_flags(c, argc, argv, NULL, &e) < 0 || check(c, &e) < 0)
		return -1;
	return add_default_listeners(c, &e);
}

void conf_help(FILE *out)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option *o = &options[i];
		char left[CONF_NAME_MAX];
		snprintf(left, sizeof left, "--%s %s", o->flag, o->value != NULL ? o->value : "");
		fprintf(out, "  %-26s %s", left, o->help);
		fprintf(out, o->standard != NULL ? " (%s)\n" : "\n", o->standard);
	}
	fputs("\nEvery option may also stand in the environment (OMSTILLING_ and its name in capitals, - as "
	      "_) or in the\n"
	      "file; a flag goes before the environment, and that before the file.\n",
	    out);
}

void conf_wipe_secrets(struct conf *c, int argc, char **argv)
{
	static const char flag[] = "--owner-database";
	char *env = getenv(ENV_PREFIX "OWNER_DATABASE");
	if (env != NULL) {
		explicit_bzero(env, strlen(env));
		unsetenv(ENV_PREFIX "OWNER_DATABASE");
	}
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], flag) == 0 && i + 1 < argc)
			explicit_bzero(argv[i + 1], strlen(argv[i + 1]));
		else if (strncmp(argv[i], flag, sizeof flag - 1) == 0 && argv[i][sizeof flag - 1] == '=')
			explicit_bzero(argv[i] + sizeof flag, strlen(argv[i] + sizeof flag));
	}
	if (c->owner_database != NULL)
		explicit_bzero(c->owner_database, strlen(c->owner_database));
	free(c->owner_database);
	c->owner_database = NULL;
}

void conf_free(struct conf *c)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		void *field = (char *)c + options[i].offset;
		if (options[i].type == T_LIST)
			list_clear(field);
		if (options[i].type == T_STRING) {
			free(*(char **)field);
			*(char **)field = NULL;
		}
	}
}

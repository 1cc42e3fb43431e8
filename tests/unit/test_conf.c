/* conf: what each source gives, which one wins, and what is refused with a sentence. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/conf.h"

static struct conf c;
static char err[1024];

/* Arguments up to NULL; in writable memory, as the real ones are. */
static char arguments[32][128], *argv[33];

static int load(const char *first, ...)
{
	va_list ap;
	int argc = 1;
	argv[0] = "omstillingd";
	va_start(ap, first);
	for (const char *s = first; s != NULL; s = va_arg(ap, const char *)) {
		snprintf(arguments[argc], sizeof arguments[argc], "%s", s);
		argv[argc] = arguments[argc];
		argc++;
	}
	va_end(ap);
	argv[argc] = NULL;
	err[0] = '\0';
	conf_free(&c);
	return conf_load(&c, argc, argv, err, sizeof err);
}

static const char *file(const char *text)
{
	static char path[] = "/tmp/omst-conf-XXXXXX";
	memcpy(path + sizeof path - 7, "XXXXXX", 6);
	int fd = mkstemp(path);
	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	return path;
}

static void expect_error(const char *part)
{
	cr_assert(strstr(err, part) != NULL, "\"%s\" does not say \"%s\"", err, part);
}

static void teardown(void)
{
	conf_free(&c);
	conf_free(&c); /* a second time is fine */
}

TestSuite(conf, .fini = teardown);

Test(conf, defaults)
{
	cr_assert_eq(load("--database", "dbname=x", NULL), 0, "%s", err);
	cr_assert_eq(c.ask, CONF_RUN);
	cr_assert_eq(c.word_count, 0);
	cr_assert_eq(c.max_message, 4u << 20);
	cr_assert_eq(c.log_level, LOG_INFO);
	cr_assert_eq(c.log_format, LOG_TEXT);
	cr_assert_null(c.metrics);
	cr_assert_eq(c.listen.count, 1);
	cr_assert_str_eq(c.listen.at[0], "127.0.0.1:7443");
	cr_assert_null(c.listen.at[1]);
	cr_assert(!c.demo);
	cr_assert_null(c.tls_cert);
}

Test(conf, a_data_directory_brings_its_socket)
{
	cr_assert_eq(load("--data=/srv/o", NULL), 0, "%s", err);
	cr_assert_str_eq(c.data, "/srv/o");
	cr_assert_eq(c.listen.count, 2);
	cr_assert_str_eq(c.listen.at[1], "unix:/srv/o/omstilling.sock");
}

Test(conf, flags_in_both_forms_and_repeated_addresses)
{
	cr_assert_eq(
	    load("--data", "/d", "--demo", "--listen", "unix:/a", "--listen=[::1]:1", "--connections=3",
		"--max-message", "64KiB", "--log-level", "debug", "--log-format", "json", NULL),
	    0, "%s", err);
	cr_assert(c.demo);
	cr_assert_eq(c.listen.count, 2);
	cr_assert_str_eq(c.listen.at[0], "unix:/a");
	cr_assert_str_eq(c.listen.at[1], "[::1]:1");
	cr_assert_eq(c.connections, 3);
	cr_assert_eq(c.max_message, 65536);
	cr_assert_eq(c.log_level, LOG_DEBUG);
	cr_assert_eq(c.log_format, LOG_JSON);
}

Test(conf, a_path_may_have_spaces)
{
	cr_assert_eq(
	    load("--data", "/my data", "--listen", "unix:/my data/s , 127.0.0.1:1,", NULL), 0, "%s", err);
	cr_assert_eq(c.listen.count, 2);
	cr_assert_str_eq(c.listen.at[0], "unix:/my data/s");
	cr_assert_str_eq(c.listen.at[1], "127.0.0.1:1");
}

Test(conf, a_flag_goes_before_the_environment_and_that_before_the_file)
{
	const char *path =
	    file("# three options\n\n connections = 5 \nqueue=7\npipeline-depth = 9\ndata = /from/file\n");
	setenv("OMSTILLING_QUEUE", "70", 1);
	setenv("OMSTILLING_PIPELINE_DEPTH", "90", 1);
	cr_assert_eq(load("--config", path, "--pipeline-depth", "900", NULL), 0, "%s", err);
	cr_assert_eq(c.connections, 5);
	cr_assert_eq(c.queue, 70);
	cr_assert_eq(c.pipeline_depth, 900);
	cr_assert_str_eq(c.data, "/from/file");
	unlink(path);
}

Test(conf, addresses_of_a_stronger_source_replace_those_of_a_weaker)
{
	const char *path = file("listen = unix:/f1\nlisten = unix:/f2\n");
	cr_assert_eq(load("--data", "/d", "--config", path, NULL), 0, "%s", err);
	cr_assert_eq(c.listen.count, 2);
	cr_assert_str_eq(c.listen.at[1], "unix:/f2");
	setenv("OMSTILLING_LISTEN", "unix:/e1, unix:/e2,unix:/e3", 1);
	cr_assert_eq(load("--data", "/d", "--config", path, NULL), 0, "%s", err);
	cr_assert_eq(c.listen.count, 3);
	cr_assert_str_eq(c.listen.at[0], "unix:/e1");
	cr_assert_str_eq(c.listen.at[1], "unix:/e2");
	cr_assert_eq(load("--data", "/d", "--config", path, "--listen", "unix:/a", NULL), 0, "%s", err);
	cr_assert_eq(c.listen.count, 1);
	cr_assert_str_eq(c.listen.at[0], "unix:/a");
	unlink(path);
}

Test(conf, lists_are_each_their_own)
{
	const char *path =
	    file("proxy-from = 10.0.0.0/8\nlisten = unix:/f1\nproxy-from = fd00::/8, 192.0.2.1\n");
	cr_assert_eq(load("--database", "x", "--config", path, "--listen", "unix:/a", NULL), 0, "%s", err);
	cr_assert_eq(c.listen.count, 1);
	cr_assert_str_eq(c.listen.at[0], "unix:/a");
	cr_assert_eq(c.proxy_from.count, 3);
	cr_assert_str_eq(c.proxy_from.at[0], "10.0.0.0/8");
	cr_assert_str_eq(c.proxy_from.at[2], "192.0.2.1");
	cr_assert_null(c.proxy_from.at[3]);
	unlink(path);
}

Test(conf, the_file_may_be_named_by_the_environment)
{
	const char *path = file("database = dbname=y\n");
	setenv("OMSTILLING_CONFIG", path, 1);
	cr_assert_eq(load(NULL), 0, "%s", err);
	cr_assert_str_eq(c.database, "dbname=y");
	unlink(path);
}

Test(conf, what_follows_the_options_is_left_to_others)
{
	cr_assert_eq(load("--data", "/d", "migrate", "--dry-run", NULL), 0, "%s", err);
	cr_assert_eq(c.word_count, 2);
	cr_assert_str_eq(c.words[0], "migrate");
	cr_assert_str_eq(c.words[1], "--dry-run");
	cr_assert_eq(load("--help", NULL), 0);
	cr_assert_eq(c.ask, CONF_HELP);
	cr_assert_eq(load("--version", NULL), 0);
	cr_assert_eq(c.ask, CONF_VERSION);
}

Test(conf, what_cannot_be_is_refused_with_a_sentence)
{
	static const struct {
		const char *arg[4], *part;
	} wrong[] = {{{"--data", "/d", "--nope"}, "--nope"}, {{"--data"}, "needs a value"},
	    {{"--data", "/d", "--database=x"}, "excludes"},
	    {{"--data", "/d", "--tls-cert=x"}, "belong together"},
	    {{"--data", "/d", "--tls-client-ca=x"}, "needs --tls-cert"},
	    {{"--data", "/d", "--owner-database=x"}, "excludes"},
	    {{"--data", "/d", "--connections=1"}, "outside"},
	    {{"--data", "/d", "--connections=x"}, "not a number"},
	    {{"--data", "/d", "--connections=-3"}, "not a number"},
	    {{"--data", "/d", "--connections="}, "not a number"},
	    {{"--data", "/d", "--connections=99999999999999999999"}, "not a number"},
	    {{"--data", "/d", "--connections=4KiB"}, "not a number"},
	    {{"--data", "/d", "--max-message=4MB"}, "not a size"},
	    {{"--data", "/d", "--max-message=4095GiB"}, "outside"},
	    {{"--data", "/d", "--demo=maybe"}, "neither yes nor no"},
	    {{"--data", "/d", "--log-level=loud"}, "not a level"},
	    {{"--data", "/d", "--log-format=xml"}, "neither text nor json"},
	    {{"--config=/nonexistent/x"}, "/nonexistent/x"}};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		const char *const *a = wrong[i].arg;
		cr_assert_eq(load(a[0], a[0] ? a[1] : NULL, a[0] && a[1] ? a[2] : NULL,
				 a[0] && a[1] && a[2] ? a[3] : NULL, NULL),
		    -1, "%zu", i);
		expect_error(wrong[i].part);
	}
}

Test(conf, a_wrong_line_is_named)
{
	const char *path = file("queue = 1\nqueue 2\n");
	cr_assert_eq(load("--data", "/d", "--config", path, NULL), -1);
	expect_error(":2: ");
	unlink(path);
	path = file("\n\nunknown = 2\n");
	cr_assert_eq(load("--data", "/d", "--config", path, NULL), -1);
	expect_error(":3: ");
	unlink(path);
	char text[6000];
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	path = file(text);
	cr_assert_eq(load("--data", "/d", "--config", path, NULL), -1);
	expect_error("too long");
	unlink(path);
}

Test(conf, too_many_addresses)
{
	char text[512] = "unix:/0";
	for (size_t i = 1, n = strlen(text); i <= CONF_LIST_MAX; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, ",unix:/x");
	setenv("OMSTILLING_LISTEN", text, 1);
	cr_assert_eq(load("--data", "/d", NULL), -1);
	expect_error("more than");
}

Test(conf, the_owners_credentials_are_wiped_everywhere)
{
	static char env[] = "OMSTILLING_OWNER_DATABASE=password=hemmelig";
	putenv(env);
	cr_assert_eq(load("--database=x", "--owner-database", "password=hemmelig1",
			 "--owner-database=password=hemmelig2", NULL),
	    0, "%s", err);
	cr_assert_str_eq(c.owner_database, "password=hemmelig2");
	conf_wipe_secrets(&c, 5, argv);
	cr_assert_null(c.owner_database);
	cr_assert_str_eq(argv[3], "");
	cr_assert_str_eq(argv[4], "--owner-database=");
	cr_assert_null(getenv("OMSTILLING_OWNER_DATABASE"));
	cr_assert_null(memmem(env, sizeof env, "hemmelig", 8));
}

Test(conf, the_help_tells_every_option_and_how_else_to_say_it)
{
	char *text = NULL;
	size_t len;
	FILE *f = open_memstream(&text, &len);
	conf_help(f);
	fclose(f);
	static const char *const parts[] = {"--data DIR", "--listen ADDRESS", "--max-message SIZE", "(4MiB)",
	    "--demo", "--config FILE", "OMSTILLING_"};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		cr_assert(strstr(text, parts[i]) != NULL, "%s", parts[i]);
	free(text);
}

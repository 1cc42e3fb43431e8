/* The client's own files: tokens that nobody else may read, options from three places, secrets from a file.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/dial.h"
#include "client/home.h"
#include "client/known.h"
#include "client/mem.h"
#include "client/options.h"
#include "client/profile.h"
#include "client/prompt.h"
#include "client/tokens.h"

static struct arena *a;
static char home[] = "/tmp/omstilling-test-XXXXXX";
static struct status st;

static void set_up(void)
{
	a = mem_new();
	cr_assert_not_null(mkdtemp(home));
	setenv("XDG_CONFIG_HOME", home, 1);
	for (const struct options_row *r = options_rows; r->flag; r++)
		if (r->env)
			unsetenv(r->env);
	st = (struct status){0};
}

static void tear_down(void)
{
	cr_expect_eq(system(mem_printf(a, "rm -rf '%s'", home)), 0);
	arena_free(a);
}

TestSuite(tokens, .init = set_up, .fini = tear_down);

static void store(const char *server, const char *user, const char *token)
{
	struct tokens_entry e = {
	    .server = server, .user = user, .expires = "2030-01-01T00:00:00Z", .token = token};

	cr_assert_eq(tokens_store(a, &e, &st), 0, "%s", st.text);
}

static const char *token_of(const char *server, const char *user)
{
	struct tokens_entry e;
	int found = tokens_find(a, server, user, &e, &st);

	cr_assert_geq(found, 0, "%s", st.text);
	return found ? e.token : "none";
}

Test(tokens, nobody_is_logged_in_at_first)
{
	cr_expect_str_eq(token_of("s:1", NULL), "none");
}

Test(tokens, the_last_login_is_who_one_is)
{
	store("s:1", "kari", "K");
	store("s:1", "liv", "L");
	store("s:2", "per", "P");
	cr_expect_str_eq(token_of("s:1", NULL), "L");
	cr_expect_str_eq(token_of("s:1", "kari"), "K");
	cr_expect_str_eq(token_of("s:2", NULL), "P");
	cr_expect_str_eq(token_of("s:2", "kari"), "none");
	store("s:1", "kari", "K2");
	cr_expect_str_eq(token_of("s:1", NULL), "K2");
}

Test(tokens, logging_out_takes_one_away)
{
	store("s:1", "kari", "K");
	store("s:1", "liv", "L");
	cr_assert_eq(tokens_remove(a, "s:1", "liv", &st), 0);
	cr_expect_str_eq(token_of("s:1", NULL), "K");
	cr_assert_eq(tokens_remove(a, "s:1", "liv", &st), 0, "twice is fine");
	cr_expect_str_eq(token_of("s:1", "liv"), "none");
}

Test(tokens, the_file_is_for_its_owner_only)
{
	struct stat sb;

	umask(0);
	store("s:1", "kari", "K");
	cr_assert_eq(stat(home_path(a, "tokens"), &sb), 0);
	cr_expect_eq(sb.st_mode & 07777, 0600);
	cr_assert_eq(stat(mem_printf(a, "%s/omstilling", home), &sb), 0);
	cr_expect_eq(sb.st_mode & 07777, 0700);
}

Test(tokens, a_file_that_others_may_read_is_refused)
{
	struct tokens_entry e;

	store("s:1", "kari", "K");
	for (mode_t mode = 0604; mode <= 0640; mode += 034) {
		cr_assert_eq(chmod(home_path(a, "tokens"), mode), 0);
		cr_expect_eq(tokens_find(a, "s:1", "kari", &e, &st), -1, "mode %o is used", mode);
		cr_expect_str_eq(st.reason, "aapen_tokenfil");
	}
	e = (struct tokens_entry){"s:1", "liv", "", "L"};
	cr_expect_eq(tokens_store(a, &e, &st), -1, "and not written either");
}

Test(tokens, a_link_in_its_place_is_refused)
{
	struct tokens_entry e;

	store("s:1", "kari", "K");
	cr_assert_eq(rename(home_path(a, "tokens"), home_path(a, "other")), 0);
	cr_assert_eq(symlink(home_path(a, "other"), home_path(a, "tokens")), 0);
	cr_expect_eq(tokens_find(a, "s:1", "kari", &e, &st), -1);
}

Test(tokens, lines_that_are_none_are_passed_over)
{
	store("s:1", "kari", "K");
	FILE *f = fopen(home_path(a, "tokens"), "a");
	cr_assert_not_null(f);
	fputs("\nrubbish\ns:1\tliv\tx\n\t\t\t\ns:1\tper\tx\tP\ns:1\tnina\tx\ty\tz\n", f);
	fclose(f);
	cr_expect_str_eq(token_of("s:1", "per"), "P");
	cr_expect_str_eq(token_of("s:1", "liv"), "none");
	cr_expect_str_eq(token_of("s:1", "nina"), "none");
}

/* --- options */

static int parse(struct options *opt, int *argc, char **argv)
{
	return options_parse(a, argc, argv, opt, &st);
}

static void write_config(const char *text)
{
	int lock = home_lock(a);

	cr_assert_geq(lock, 0);
	cr_assert_eq(home_write(a, "config", text), 0);
	close(lock);
}

Test(tokens, options_are_taken_out_wherever_they_stand)
{
	char *argv[] = {"plan", "--as", "kari", "show", "--output=json", "x", "--versjon", "2", "--", "--as"};
	struct options opt;
	int argc = 10;

	cr_assert_eq(parse(&opt, &argc, argv), 0, "%s", st.text);
	cr_expect_eq(argc, 7);
	cr_expect_str_eq(argv[1], "show");
	cr_expect_str_eq(argv[6], "--as", "after -- nothing is ours");
	cr_expect_str_eq(opt.as, "kari");
	cr_expect(opt.data);
	cr_expect_eq(opt.timeout_ms, 30000);
	cr_expect_str_eq(opt.server, OPTIONS_SERVER);
}

Test(tokens, flag_over_environment_over_file)
{
	char *none[] = {"tasks"}, *flag[] = {"--server", "flag:1", "tasks"};
	struct options opt;
	int argc = 1;

	write_config("# mine\nserver = file:1\n  as=liv  \n\n");
	cr_assert_eq(parse(&opt, &argc, none), 0, "%s", st.text);
	cr_expect_str_eq(opt.server, "file:1");
	cr_expect_str_eq(opt.as, "liv");
	setenv("OMSTILLING_SERVER", "env:1", 1);
	cr_assert_eq(parse(&opt, &argc, none), 0);
	cr_expect_str_eq(opt.server, "env:1");
	argc = 3;
	cr_assert_eq(parse(&opt, &argc, flag), 0);
	cr_expect_str_eq(opt.server, "flag:1");
}

Test(tokens, a_flag_of_the_environment_says_yes_or_no)
{
	char *argv[] = {"tasks"};
	struct options opt;
	int argc = 1;

	setenv("OMSTILLING_TLS", "no", 1);
	cr_assert_eq(parse(&opt, &argc, argv), 0);
	cr_expect_null(opt.tls);
	setenv("OMSTILLING_TLS", "yes", 1);
	cr_assert_eq(parse(&opt, &argc, argv), 0);
	cr_expect_not_null(opt.tls);
	setenv("OMSTILLING_TLS", "kanskje", 1);
	cr_expect_eq(parse(&opt, &argc, argv), -1);
	cr_expect_str_eq(st.reason, "feil_bruk");
}

static void refuses(int argc, char **argv)
{
	struct options opt;

	cr_expect_eq(parse(&opt, &argc, argv), -1, "%s is taken", argv[0]);
	cr_expect_str_eq(st.reason, "feil_bruk");
}

Test(tokens, wrong_options_are_refused)
{
	refuses(1, (char *[]){"--server"});
	refuses(1, (char *[]){"--no-login=x"});
	refuses(2, (char *[]){"--output", "xml"});
	refuses(2, (char *[]){"--timeout", "0"});
	refuses(2, (char *[]){"--timeout", "nan"});
	refuses(2, (char *[]){"--timeout", "5s"});
	refuses(2, (char *[]){"--timeout", "1e9"});
	write_config("passord = hemmelig\n");
	refuses(1, (char *[]){"tasks"});
}

/* --- secrets */

static const char *write_secret(const char *text)
{
	const char *path = mem_printf(a, "%s/secret", home);
	FILE *f = fopen(path, "w");

	cr_assert_not_null(f);
	fputs(text, f);
	fclose(f);
	return path;
}

Test(tokens, secrets_are_the_lines_of_a_file)
{
	struct prompt p;
	char buf[PROMPT_MAX];

	cr_assert_eq(prompt_open(a, &p, write_secret("kode-1\r\nlangt passord æ"), &st), 0);
	cr_assert_eq(prompt_secret(a, &p, "x", buf, &st), 0);
	cr_expect_str_eq(buf, "kode-1");
	cr_assert_eq(prompt_secret(a, &p, "x", buf, &st), 0);
	cr_expect_str_eq(buf, "langt passord æ");
	cr_expect_eq(prompt_secret(a, &p, "x", buf, &st), -1, "there is no third line");
	prompt_close(&p);
	prompt_close(&p);
}

Test(tokens, an_empty_or_endless_secret_is_none)
{
	struct prompt p;
	char buf[PROMPT_MAX], *longer = mem_alloc(a, 2 * PROMPT_MAX + 1);

	cr_assert_eq(prompt_open(a, &p, write_secret("\nx"), &st), 0);
	cr_expect_eq(prompt_secret(a, &p, "x", buf, &st), -1);
	prompt_close(&p);
	memset(longer, 'x', 2 * PROMPT_MAX);
	cr_assert_eq(prompt_open(a, &p, write_secret(longer), &st), 0);
	cr_expect_eq(prompt_secret(a, &p, "x", buf, &st), -1);
	prompt_close(&p);
	cr_expect_eq(prompt_open(a, &p, mem_printf(a, "%s/nothing", home), &st), -1);
	cr_expect_str_eq(st.reason, "ingen_hemmelighet");
}

/* --- addresses */

static void address(const char *in, bool tls, const char *text, bool is_tls)
{
	struct dial_address d;

	cr_assert_eq(dial_parse(a, in, tls, &d, &st), 0, "%s is refused", in);
	cr_expect_str_eq(d.text, text);
	cr_expect_eq(d.tls, is_tls, "%s: TLS", in);
}

Test(tokens, tls_everywhere_but_on_this_machine)
{
	address("omstilling.example", false, "omstilling.example:7443", true);
	address("10.0.0.1:8443", false, "10.0.0.1:8443", true);
	address("localhost", false, "localhost:7443", false);
	address("127.1.2.3:80", false, "127.1.2.3:80", false);
	address("[::1]:80", false, "[::1]:80", false);
	address("[2001:db8::1]", false, "[2001:db8::1]:7443", true);
	address("localhost:1", true, "localhost:1", true);
	address("unix:/run/o.sock", true, "unix:/run/o.sock", false);
	address("127.evil.example:1", false, "127.evil.example:1", true);
	address("localhost.example:1", false, "localhost.example:1", true);
}

Test(tokens, what_is_no_address_is_refused)
{
	static const char *const bad[] = {
	    "", ":1", "a:", "a:b", "a:1:2", "[::1", "[::1]x", "a:123456", "unix:"};
	struct dial_address d;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		cr_expect_eq(dial_parse(a, bad[i], false, &d, &st), -1, "\"%s\" is taken", bad[i]);
		cr_expect_str_eq(st.reason, "feil_bruk");
	}
	cr_expect_eq(dial_parse(a, mem_printf(a, "unix:/%0200d", 1), false, &d, &st), -1);
}

/* --- profiles */

Test(tokens, a_token_of_a_profile_is_not_another_profiles)
{
	store("s:1", "kari", "K");
	store("arbeid@s:1", "kari", "A");
	store("arbeid@s:2", "kari", "A2");
	store("arbeid2@s:1", "kari", "B");
	cr_expect_str_eq(token_of("s:1", "kari"), "K");
	cr_expect_str_eq(token_of("arbeid@s:1", "kari"), "A");
	cr_assert_eq(tokens_remove_profile(a, "arbeid", &st), 0);
	cr_expect_str_eq(token_of("arbeid@s:1", NULL), "none");
	cr_expect_str_eq(token_of("arbeid@s:2", NULL), "none");
	cr_expect_str_eq(token_of("arbeid2@s:1", NULL), "B");
	cr_expect_str_eq(token_of("s:1", NULL), "K");
}

Test(tokens, names_of_profiles_are_names_of_files)
{
	static const char *const bad[] = {
	    "", ".", "..", ".x", "a/b", "a@b", "a b", "a:b", "a\tb", "\u00e5", NULL};

	for (int i = 0; bad[i]; i++) {
		cr_expect_not(profile_is_name(bad[i]), "\"%s\"", bad[i]);
		cr_expect_eq(profile_write(a, bad[i], "server = s:1\n", &st), -1);
		cr_expect_null(profile_read(a, bad[i], &st));
	}
	cr_expect(profile_is_name("Sel-2021_b.c"));
	cr_expect_not(profile_is_name(mem_printf(a, "%065d", 0)));
	cr_expect(profile_is_name(mem_printf(a, "%064d", 0)));
}

static void profile(const char *name, const char *lines)
{
	cr_assert_eq(profile_write(a, name, lines, &st), 0, "%s", st.text);
}

Test(tokens, flag_over_environment_over_profile_over_file)
{
	char *none[] = {"tasks"}, *flag[] = {"--server", "flag:1", "--profil", "arbeid", "tasks"};
	struct options opt;
	struct stat sb;
	int argc = 1;

	write_config("server = file:1\nas = liv\n");
	profile("arbeid", "server = profile:1\n");
	cr_assert_eq(stat(home_path(a, "profiler/arbeid"), &sb), 0);
	cr_expect_eq(sb.st_mode & 07777, 0600);
	cr_assert_eq(parse(&opt, &argc, none), 0, "%s", st.text);
	cr_expect_str_eq(opt.server, "file:1", "not before it is used");
	cr_assert_eq(profile_use(a, "arbeid", &st), 0);
	cr_assert_eq(parse(&opt, &argc, none), 0, "%s", st.text);
	cr_expect_str_eq(opt.server, "profile:1");
	cr_expect_str_eq(opt.as, "liv");
	cr_expect_str_eq(opt.profile, "arbeid");
	setenv("OMSTILLING_SERVER", "env:1", 1);
	cr_assert_eq(parse(&opt, &argc, none), 0);
	cr_expect_str_eq(opt.server, "env:1");
	argc = 5;
	cr_assert_eq(parse(&opt, &argc, flag), 0);
	cr_expect_str_eq(opt.server, "flag:1");
}

Test(tokens, which_profile_the_flag_says_before_the_environment_before_use)
{
	char *none[] = {"tasks"}, *two[] = {"--profil", "to", "tasks"}, *off[] = {"--profil=", "tasks"};
	struct options opt;
	int argc = 1;

	profile("en", "server = en:1\n");
	profile("to", "server = to:1\n");
	profile("tre", "server = tre:1\n");
	cr_assert_eq(profile_use(a, "en", &st), 0);
	setenv("OMSTILLING_PROFIL", "tre", 1);
	cr_assert_eq(parse(&opt, &argc, none), 0);
	cr_expect_str_eq(opt.server, "tre:1");
	argc = 3;
	cr_assert_eq(parse(&opt, &argc, two), 0);
	cr_expect_str_eq(opt.server, "to:1");
	argc = 2;
	cr_assert_eq(parse(&opt, &argc, off), 0);
	cr_expect_str_eq(opt.server, OPTIONS_SERVER);
	unsetenv("OMSTILLING_PROFIL");
	cr_assert_eq(profile_remove(a, "en", &st), 0);
	argc = 1;
	cr_assert_eq(parse(&opt, &argc, none), 0, "a removed profile is not in use: %s", st.text);
	cr_expect_eq(profile_use(a, "en", &st), -1);
	cr_expect_str_eq(st.reason, "ukjent_profil");
}

Test(tokens, a_profile_that_is_not_there_is_refused)
{
	char *argv[] = {"--profil", "borte", "tasks"};
	struct options opt;
	int argc = 3;

	cr_expect_eq(parse(&opt, &argc, argv), -1);
	cr_expect_str_eq(st.reason, "ukjent_profil");
}

Test(tokens, what_was_given_is_what_a_profile_keeps)
{
	char *argv[] = {"profile", "add", "x", "--server", "s:1", "--tls", "--no-login", "--key", "k"};
	struct options opt;
	int argc = 9;

	setenv("OMSTILLING_AS", "kari", 1);
	cr_assert_eq(parse(&opt, &argc, argv), 0, "%s", st.text);
	cr_expect_str_eq(opt.given, "server = s:1\ntls = yes\n");
	refuses(2, (char *[]){"--server", "s:1\nas = liv"});
	refuses(2, (char *[]){"--fingeravtrykk", "SHA256:x"});
	refuses(2, (char *[]){"--noekkel", "x"});
}

/* --- servers that are known */

static const char *known(const char *address)
{
	const char *fingerprint;

	cr_assert_eq(known_find(a, address, &fingerprint, &st), 0, "%s", st.text);
	return fingerprint ? fingerprint : "none";
}

Test(tokens, a_server_is_known_until_it_is_forgotten)
{
	cr_expect_str_eq(known("s:1"), "none");
	cr_expect_eq(known_forget(a, "s:1", &st), 0);
	cr_assert_eq(known_store(a, "s:1", "SHA256:a", &st), 0);
	cr_assert_eq(known_store(a, "s:2", "SHA256:b", &st), 0);
	cr_assert_eq(known_store(a, "s:1", "SHA256:c", &st), 0);
	cr_expect_str_eq(known("s:1"), "SHA256:c");
	cr_expect_str_eq(known("s:2"), "SHA256:b");
	cr_expect_eq(known_forget(a, "s:1", &st), 1);
	cr_expect_str_eq(known("s:1"), "none");
	cr_expect_str_eq(known("s:2"), "SHA256:b");
}

Test(tokens, a_file_of_servers_that_others_may_change_is_refused)
{
	const char *fingerprint;

	cr_assert_eq(known_store(a, "s:1", "SHA256:a", &st), 0);
	cr_assert_eq(chmod(home_path(a, "kjente_tjenere"), 0644), 0);
	cr_expect_str_eq(known("s:1"), "SHA256:a", "reading it is no harm");
	cr_assert_eq(chmod(home_path(a, "kjente_tjenere"), 0620), 0);
	cr_expect_eq(known_find(a, "s:1", &fingerprint, &st), -1);
	cr_expect_str_eq(st.reason, "aapen_tjenerfil");
	cr_expect_eq(known_store(a, "s:1", "SHA256:b", &st), -1);
	cr_expect_eq(known_forget(a, "s:1", &st), -1);
}

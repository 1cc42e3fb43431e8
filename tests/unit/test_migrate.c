/*
 * migrate, privs and local on a real PostgreSQL: what runs once, what runs again, what is refused, two at
 * once; who may log in as whom; and that the cluster dies with its daemon and is made again after a crash.
 */
#include "pg.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#define OPPSETT                                                                                              \
	"create schema api; create schema auth; create table core.oppsett (demonstrasjon boolean not null "  \
	"default false);"                                                                                    \
	"insert into core.oppsett default values;"

static const char one[] = OPPSETT "create table core.teller (n int); insert into core.teller values (0);";
static const char two[] = "alter table core.teller add column m int default 1;";
static const char again[] = "update core.teller set n = n + 1;";
static const char broken[] = "select 1;\n\nselect finnes_ikke;\n";

#define ONE PG_FILE("sql/migrations/0001_en.sql", one)
#define TWO PG_FILE("sql/migrations/0002_to.sql", two)
#define AGAIN PG_FILE("sql/api/igjen.sql", again)

const struct embedded pg_files[] = {ONE, AGAIN, {0}};

struct task {
	const char *database;
	const struct embedded *files;
	const char *release;
	bool demo, rehearse, alone;
	char err[1024];
};

static int work(void *arg, char *err, size_t err_size)
{
	struct task *t = arg;
	char super[LOCAL_CONNINFO_MAX], maintenance[LOCAL_CONNINFO_MAX];
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, err_size);
	if (l == NULL || local_conninfo(l, LOCAL_SUPERUSER, t->database, NULL, super) < 0 ||
	    local_conninfo(l, LOCAL_SUPERUSER, "postgres", NULL, maintenance) < 0)
		return -1;
	local_stop(l);
	struct migrate_options o = {.conninfo = super,
	    .maintenance = maintenance,
	    .create = t->database,
	    .demo = t->demo,
	    .rehearse = t->rehearse,
	    .alone = t->alone,
	    .files = t->files,
	    .release = t->release};
	return migrate_run(&o, err, err_size);
}

static struct privs_user cluster_user(void)
{
	char err[256];
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	struct privs_user user = *local_user(l);
	local_stop(l);
	return user;
}

static int migrate(struct task *t)
{
	struct privs_user user = cluster_user();
	return privs_child(&user, work, t, t->err, sizeof t->err);
}

/* True when the query of one boolean says so, in that database, as superuser. */
static bool holds(const char *database, const char *sql)
{
	char conninfo[LOCAL_CONNINFO_MAX], err[1024], raise[1024];
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	cr_assert_eq(local_conninfo(l, LOCAL_SUPERUSER, database, NULL, conninfo), 0);
	snprintf(
	    raise, sizeof raise, "do $$ begin if not (%s) then raise exception 'nei'; end if; end $$", sql);
	struct pg_sql s = {conninfo, raise};
	int rc = privs_child(local_user(l), pg_exec, &s, err, sizeof err);
	local_stop(l);
	return rc == 0;
}

static void expect(struct task *t, const char *part)
{
	cr_assert_eq(migrate(t), -1);
	cr_assert(strstr(t->err, part) != NULL, "\"%s\" does not say \"%s\"", t->err, part);
}

Test(migrate, each_migration_runs_once_and_the_rest_when_something_differs)
{
	static const struct embedded first[] = {ONE, AGAIN, {0}}, second[] = {ONE, TWO, AGAIN, {0}},
				     changed[] = {
					 ONE, TWO, AGAIN, PG_FILE("sql/api/mer.sql", "select 1;"), {0}};
	struct task t = {.database = "en", .files = first, .release = "1.0"};
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	cr_assert(holds("en", "(select n from core.teller) = 1"));
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	cr_assert(holds("en", "(select n from core.teller) = 1"), "the same again changes nothing");
	t.files = second;
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	cr_assert(holds("en", "(select n = 1 and m = 1 from core.teller)"), "only the new migration ran");
	t.release = "1.1";
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	cr_assert(holds("en", "(select n from core.teller) = 2"), "another release");
	t.files = changed;
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	cr_assert(holds("en", "(select n from core.teller) = 3"), "other content");
	cr_assert(holds("en",
	    "(select count(*) from core.migrering) = 2 and (select release from core.utgivelse) = '1.1'"));
}

Test(migrate, a_rehearsal_runs_everything_and_leaves_nothing)
{
	static const struct embedded first[] = {ONE, AGAIN, {0}}, second[] = {ONE, TWO, AGAIN, {0}},
				     bad[] = {ONE, PG_FILE("sql/migrations/0002_feil.sql", broken), {0}};
	struct task t = {.database = "proeve", .files = first, .release = "1.0", .rehearse = true};
	cr_assert_eq(migrate(&t), MIGRATE_PENDING, "%s", t.err);
	cr_assert(holds("postgres", "not exists (select from pg_database where datname = 'proeve')"));
	t.rehearse = false;
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	t.rehearse = true;
	cr_assert_eq(migrate(&t), 0, "nothing is left to run");
	t.files = second;
	t.release = "1.1";
	cr_assert_eq(migrate(&t), MIGRATE_PENDING, "%s", t.err);
	cr_assert(holds("proeve", "(select count(*) from core.migrering) = 1 and (select n from core.teller) "
				  "= 1 and (select release from "
				  "core.utgivelse) = '1.0'"));
	t.files = bad;
	expect(&t, "sql/migrations/0002_feil.sql:3: ");
}

Test(migrate, an_older_release_leaves_a_newer_database_alone)
{
	static const struct embedded newer[] = {ONE, TWO, AGAIN, {0}}, older[] = {ONE, AGAIN, {0}};
	struct task t = {.database = "nyere", .files = newer, .release = "2.10"};
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	t.files = older;
	t.release = "2.9";
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	t.alone = true;
	cr_assert_eq(migrate(&t), MIGRATE_NEWER, "%s", t.err);
	cr_assert(strstr(t.err, "of release 2.10, newer than this program's 2.9"), "%s", t.err);
	t.rehearse = true;
	cr_assert_eq(migrate(&t), MIGRATE_NEWER, "%s", t.err);
	cr_assert(holds(
	    "nyere", "(select n from core.teller) = 1 and (select release from core.utgivelse) = '2.10'"));
}

Test(migrate, what_does_not_fit_is_refused_with_a_sentence)
{
	static const struct embedded right[] = {ONE, TWO, AGAIN, {0}}, fewer[] = {ONE, AGAIN, {0}},
				     edited[] = {PG_FILE("sql/migrations/0001_en.sql", OPPSETT), TWO, AGAIN,
					 {0}},
				     gap[] = {ONE, PG_FILE("sql/migrations/0003_tre.sql", two), {0}};
	struct task t = {.database = "feil", .files = right, .release = "1.0"};
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	t.files = edited;
	expect(&t, "0001_en.sql was changed");
	t.files = fewer;
	expect(&t, "0002_to.sql");
	t.files = gap;
	expect(&t, "expected number 2");
}

Test(migrate, a_failure_names_file_and_line_and_leaves_nothing)
{
	static const struct embedded bad_migration[] = {ONE, PG_FILE("sql/migrations/0002_feil.sql", broken),
	    {0}},
				     bad_api[] = {ONE, AGAIN, PG_FILE("sql/api/feil.sql", broken), {0}};
	struct task t = {.database = "halv", .files = bad_migration, .release = "1.0"};
	expect(&t, "sql/migrations/0002_feil.sql:3: ");
	cr_assert(holds("halv", "(select count(*) from core.migrering) = 1"));
	t.files = bad_api;
	expect(&t, "sql/api/feil.sql:3: ");
	cr_assert(
	    holds("halv", "(select n from core.teller) = 0"), "the re-runnable part is one transaction");
}

Test(migrate, only_a_new_database_becomes_a_demonstration)
{
	static const struct embedded files[] = {ONE, AGAIN, {0}};
	struct task t = {.database = "demo", .files = files, .release = "1.0", .demo = true};
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	cr_assert(holds("demo", "(select demonstrasjon from core.oppsett)"));
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	t = (struct task){.database = "alvor", .files = files, .release = "1.0"};
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	t.demo = true;
	expect(&t, "--demo");
	cr_assert(holds("alvor", "not (select demonstrasjon from core.oppsett)"));
}

Test(migrate, several_at_once_do_it_once)
{
	static const struct embedded files[] = {ONE, TWO, AGAIN, {0}};
	pid_t pid[4];
	for (int i = 0; i < 4; i++) {
		pid[i] = fork();
		if (pid[i] == 0) {
			struct task t = {.database = "samtidig", .files = files, .release = "1.0"};
			int rc = migrate(&t);
			if (rc < 0)
				fprintf(stderr, "%s\n", t.err);
			_exit(rc < 0);
		}
	}
	for (int i = 0; i < 4; i++) {
		int status;
		waitpid(pid[i], &status, 0);
		cr_assert_eq(status, 0);
	}
	cr_assert(holds(
	    "samtidig", "(select n from core.teller) = 1 and (select count(*) from core.migrering) = 2"));
}

Test(migrate, the_roles_are_what_they_should_be)
{
	cr_assert(holds(LOCAL_DATABASE, "(select bool_and(not rolsuper and not rolcreaterole and not "
					"rolcreatedb and not rolbypassrls) and count(*) = 4"
					" from pg_roles where rolname in ('omstilling_owner', "
					"'omstilling_api', 'omstilling_daemon', 'anonym'))"));
	cr_assert(holds(LOCAL_DATABASE, "(select not rolcanlogin from pg_roles where rolname = 'anonym')"));
	cr_assert(holds(LOCAL_DATABASE,
	    "(select rolcanlogin and not rolinherit from pg_roles where rolname = 'omstilling_daemon')"));
	cr_assert(holds(LOCAL_DATABASE, "pg_has_role('omstilling_daemon', 'anonym', 'member')"));
	cr_assert(holds(LOCAL_DATABASE, "not pg_has_role('omstilling_daemon', 'omstilling_api', 'member')"));
	cr_assert(
	    holds(LOCAL_DATABASE, "not pg_has_role('omstilling_daemon', 'omstilling_owner', 'member')"));
	cr_assert(holds(
	    LOCAL_DATABASE, "not has_database_privilege('omstilling_daemon', current_database(), 'temp')"));
	cr_assert(holds(
	    LOCAL_DATABASE, "not has_database_privilege('omstilling_daemon', current_database(), 'create')"));
	cr_assert(holds(LOCAL_DATABASE, "not has_schema_privilege('omstilling_daemon', 'core', 'usage')"));
}

/* --- as the owner, without a superuser */

static int owner_conninfo(const char *database, char conninfo[LOCAL_CONNINFO_MAX], char *err, size_t err_size)
{
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, err_size);
	int rc = l != NULL ? local_conninfo(l, "omstilling_owner", database, NULL, conninfo) : -1;
	local_stop(l);
	return rc;
}

static int work_as_owner(void *arg, char *err, size_t err_size)
{
	struct task *t = arg;
	char conninfo[LOCAL_CONNINFO_MAX];
	struct migrate_options o = {.conninfo = conninfo, .files = t->files, .release = t->release};
	return owner_conninfo(t->database, conninfo, err, err_size) < 0 ? -1 : migrate_run(&o, err, err_size);
}

Test(migrate, the_owner_migrates_without_a_superuser)
{
	static const struct embedded first[] = {ONE, AGAIN, {0}}, second[] = {ONE, TWO, AGAIN, {0}};
	struct task t = {.database = "eier", .files = first, .release = "1.0"};
	struct privs_user user = cluster_user();
	cr_assert_eq(migrate(&t), 0, "%s", t.err);
	t.files = second;
	cr_assert_eq(privs_child(&user, work_as_owner, &t, t.err, sizeof t.err), 0, "%s", t.err);
	cr_assert(holds("eier", "(select n = 1 and m = 1 from core.teller)"));
	cr_assert(holds("eier", "(select bool_and(relowner = 'omstilling_owner'::regrole) from pg_class"
				" where relnamespace = 'core'::regnamespace)"));
}

struct statement {
	const char *sql, *value;
};

static int run_statement(void *arg, char *err, size_t err_size)
{
	const struct statement *st = arg;
	char conninfo[LOCAL_CONNINFO_MAX], out[64] = "";
	struct migrate_options o = {.conninfo = conninfo};
	const char *values[] = {st->value};
	if (owner_conninfo(LOCAL_DATABASE, conninfo, err, err_size) < 0 ||
	    migrate_as_owner(&o, st->sql, 1, values, out, sizeof out, err, err_size) < 0)
		return -1;
	snprintf(err, err_size, "%s", out); /* as the sentence: a child has no other way to speak */
	return -1;
}

Test(migrate, one_statement_as_the_owner_and_its_answer)
{
	struct statement right = {"select current_user || ' ' || upper($1)", "det ' gikk"};
	struct statement wrong = {"select 1 / $1::int", "0"};
	struct privs_user user = cluster_user();
	char err[256];
	cr_assert_eq(privs_child(&user, run_statement, &right, err, sizeof err), -1);
	cr_assert_str_eq(err, "omstilling_owner DET ' GIKK");
	cr_assert_eq(privs_child(&user, run_statement, &wrong, err, sizeof err), -1);
	cr_assert(strstr(err, "division by zero") != NULL, "%s", err);
}

static int work_unreachable(void *arg, char *err, size_t err_size)
{
	static const struct embedded files[] = {ONE, {0}};
	struct migrate_options o = {.conninfo = arg, .files = files, .release = "1.0"};
	return migrate_run(&o, err, err_size);
}

Test(migrate, an_unreachable_database_is_told)
{
	char err[512];
	cr_assert_eq(privs_child(NULL, work_unreachable, "host=/nonexistent dbname=x", err, sizeof err), -1);
	cr_assert(strstr(err, "cannot be reached as its owner") != NULL, "%s", err);
}

/* --- who may log in as whom */

static bool logs_in(const char *role, const char *password)
{
	char conninfo[LOCAL_CONNINFO_MAX], err[256];
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	cr_assert_eq(local_conninfo(l, role, LOCAL_DATABASE, password, conninfo), 0);
	local_stop(l);
	PGconn *pg = PQconnectdb(conninfo);
	bool ok = PQstatus(pg) == CONNECTION_OK;
	PQfinish(pg);
	return ok;
}

Test(local, the_daemon_needs_its_password)
{
	cr_assert(logs_in("omstilling_daemon", PG_PASSWORD));
	cr_assert(!logs_in("omstilling_daemon", "feil"));
	cr_assert(!logs_in("omstilling_daemon", NULL));
}

Test(local, superuser_and_owner_are_only_for_the_clusters_user)
{
	struct privs_user user = cluster_user();
	bool same = user.uid == geteuid(); /* not root: then the operating system's user is the boundary */
	cr_assert_eq(logs_in(LOCAL_SUPERUSER, NULL), same);
	cr_assert_eq(logs_in("omstilling_owner", NULL), same);
	cr_assert(!logs_in("omstilling_api", NULL));
	cr_assert(!logs_in("anonym", NULL));
}

/* --- life and death of the cluster */

static char other[64];

static void other_setup(void)
{
	snprintf(other, sizeof other, "/tmp/omst-local-XXXXXX");
	cr_assert_not_null(mkdtemp(other));
	cr_assert_eq(chmod(other, 0755), 0);
	log_set_level(LOG_ERROR);
}

static void other_teardown(void)
{
	nftw(other, pg_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static long server_pid(void)
{
	char path[128];
	long pid = 0;
	snprintf(path, sizeof path, "%s/pg/data/postmaster.pid", other);
	FILE *f = fopen(path, "r");
	if (f != NULL && fscanf(f, "%ld", &pid) != 1)
		pid = 0;
	if (f != NULL)
		fclose(f);
	return pid;
}

static void nap(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
}

/* A process that nobody has asked about yet is dead all the same. */
static bool alive(long pid)
{
	char path[64], state = 'Z';
	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	FILE *f = fopen(path, "r");
	if (f != NULL && fscanf(f, "%*d %*s %c", &state) != 1)
		state = 'Z';
	if (f != NULL)
		fclose(f);
	return state != 'Z';
}

static bool gone(long pid, int tenths)
{
	for (int i = 0; i < tenths * 2 && alive(pid); i++)
		nap();
	return !alive(pid);
}

Test(local, starts_restarts_after_a_crash_and_stops, .init = other_setup, .fini = other_teardown)
{
	char err[1024];
	cr_assert_eq(rmdir(other), 0, "the directory is made, too");
	umask(077); /* an operator's habit, which must not shut PostgreSQL's own user out */
	struct local *l = local_start(other, 20, NULL, err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	long first = server_pid();
	cr_assert_gt(first, 0);

	int busy = 0;
	cr_assert_null(local_start(other, 20, &busy, err, sizeof err), "one daemon a directory");
	cr_assert(busy);

	cr_assert_eq(kill((pid_t)first, SIGKILL), 0);
	long second = first;
	for (int i = 0; i < 200 && (second == first || second == 0); i++, second = server_pid())
		nap();
	cr_assert_neq(second, first, "it was started again");
	cr_assert_gt(second, 0);
	local_stop(l);
	cr_assert(gone(second, 1), "it stopped before local_stop returned");

	l = local_start(other, 20, NULL, err, sizeof err);
	cr_assert_not_null(l, "a second start uses what is there: %s", err);
	local_stop(l);
	local_stop(NULL);
}

Test(local, postgresql_ends_when_the_daemon_is_killed, .init = other_setup, .fini = other_teardown)
{
	int fds[2];
	char c;
	cr_assert_eq(pipe(fds), 0);
	pid_t daemon = fork();
	if (daemon == 0) {
		char err[1024];
		close(fds[0]);
		fcntl(fds[1], F_SETFD, FD_CLOEXEC);
		struct local *l = local_start(other, 20, NULL, err, sizeof err);
		if (l == NULL || write(fds[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(fds[1]);
	cr_assert_eq(read(fds[0], &c, 1), 1);
	long server = server_pid();
	cr_assert_eq(kill(daemon, SIGKILL), 0);
	waitpid(daemon, NULL, 0);
	cr_assert(gone(server, 50));
	close(fds[0]);
}

Test(local, the_keepers_death_is_noticed_and_ends_postgresql, .init = other_setup, .fini = other_teardown)
{
	char err[1024], path[64], line[64] = "";
	struct local *l = local_start(other, 20, NULL, err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	long server = server_pid();
	snprintf(path, sizeof path, "/proc/%ld/stat", server);
	FILE *f = fopen(path, "r");
	cr_assert_not_null(f);
	int keeper = 0;
	cr_assert_eq(fscanf(f, "%*d %63s %*c %d", line, &keeper), 2);
	fclose(f);
	cr_assert_eq(kill(keeper, SIGKILL), 0);
	struct pollfd p = {.fd = local_fd(l), .events = POLLIN};
	cr_assert_eq(poll(&p, 1, 5000), 1);
	cr_assert(gone(server, 50));
	local_stop(l);
}

/* Runs a shell command as the cluster's user. */
static int shell(void *arg, char *err, size_t err_size)
{
	snprintf(err, err_size, "%s failed", (const char *)arg);
	return system(arg) == 0 ? 0 : -1;
}

static void as_cluster_user(const char *fmt, const char *dir)
{
	char command[512], err[600];
	struct privs_user user = cluster_user();
	snprintf(command, sizeof command, fmt, dir, dir, dir);
	cr_assert_eq(privs_child(&user, shell, command, err, sizeof err), 0, "%s", err);
}

Test(local, an_initdb_that_was_cut_short_is_done_again, .init = other_setup, .fini = other_teardown)
{
	char err[1024];
	struct local *l = local_start(other, 20, NULL, err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	local_stop(l);
	as_cluster_user(
	    "cd %s/pg && rm -rf data && mkdir -p data.new/base && touch data.new/PG_VERSION data.new/base/1",
	    other);
	l = local_start(other, 20, NULL, err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	cr_assert_gt(server_pid(), 0);
	local_stop(l);
}

Test(local, a_stray_server_is_stopped_first, .init = other_setup, .fini = other_teardown)
{
	char err[1024];
	struct local *l = local_start(other, 20, NULL, err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	local_stop(l);
	as_cluster_user("cd %s/pg && pg_ctl=$(ls -d /usr/lib/postgresql/*/bin/pg_ctl | tail -n 1) && $pg_ctl "
			"-s -w -D data"
			" -o '-k %s/pg/run -c listen_addresses=' -l %s/pg/stray.log start",
	    other);
	long stray = server_pid();
	cr_assert_gt(stray, 0);
	l = local_start(other, 20, NULL, err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	cr_assert_neq(server_pid(), stray);
	cr_assert(gone(stray, 1));
	local_stop(l);
}

Test(local, attaching_needs_no_lock_and_starts_nothing)
{
	char err[256], text[LOCAL_CONNINFO_MAX];
	struct local *l = local_attach(getenv("OMST_TEST_DIR"), err, sizeof err);
	cr_assert_not_null(l, "%s", err);
	cr_assert_eq(local_fd(l), -1);
	cr_assert_eq(local_conninfo(l, "a", "b", "c", text), 0);
	cr_assert(strstr(text, "user=a dbname=b password=c") != NULL, "%s", text);
	local_stop(l);
	cr_assert_null(local_attach("/nonexistent/x", err, sizeof err));
}

Test(local, a_path_that_cannot_be_is_refused)
{
	char err[1024], path[200] = "/tmp/";
	cr_assert_null(local_start("/nonexistent/x", 20, NULL, err, sizeof err));
	cr_assert(strstr(err, "/nonexistent/x") != NULL, "%s", err);
	memset(path + 5, 'l', 150);
	path[155] = '\0';
	cr_assert_null(local_start(path, 20, NULL, err, sizeof err));
	cr_assert(strstr(err, "too long") != NULL, "%s", err);
	rmdir(path);
}

/* --- children */

static int say_no(void *arg, char *err, size_t err_size)
{
	snprintf(err, err_size, "%s", (const char *)arg);
	return -1;
}

static int die(void *arg, char *err, size_t err_size)
{
	kill(getpid(), SIGKILL);
	return 0;
}

static int am_i(void *arg, char *err, size_t err_size)
{
	const struct privs_user *user = arg;
	return getuid() == user->uid && geteuid() == user->uid && getgid() == user->gid &&
		       (geteuid() == 0 || setuid(0) < 0)
		   ? 0
		   : -1;
}

Test(privs, a_child_tells_its_sentence_and_is_who_it_should_be)
{
	char err[256];
	struct privs_user user = cluster_user();
	cr_assert_eq(privs_child(NULL, say_no, "fordi", err, sizeof err), -1);
	cr_assert_str_eq(err, "fordi");
	cr_assert_eq(privs_child(NULL, die, NULL, err, sizeof err), -1);
	cr_assert(strstr(err, "without a word") != NULL, "%s", err);
	cr_assert_eq(privs_child(&user, am_i, &user, err, sizeof err), 0);
}

Test(privs, the_user_is_found_or_refused)
{
	static const char *const none[] = {"finnes-ikke", NULL}, *const root[] = {"root", NULL},
				 *const some[] = {"finnes-ikke", "nobody", NULL};
	struct privs_user user;
	char err[256];
	bool am_root = geteuid() == 0;
	cr_assert_eq(privs_find(&user, none, err, sizeof err), am_root ? -1 : 0);
	cr_assert_eq(privs_find(&user, root, err, sizeof err), am_root ? -1 : 0, "root is no user to become");
	cr_assert_eq(privs_find(&user, some, err, sizeof err), 0);
	if (am_root)
		cr_assert_str_eq(user.name, "nobody");
	else
		cr_assert_eq(user.uid, geteuid());
}

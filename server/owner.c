/*
 * owner: see owner.h. Owns the life of the private PostgreSQL and who reaches it how.
 */
#include "owner.h"

#include <stdint.h>
#include <stdio.h>

#include "privs.h"
#include "release.h"

/* Of PostgreSQL: control, migrations, people with psql, pgbench beside the daemon. */
#define SPARE_CONNECTIONS 90

struct task {
	int (*work)(struct migrate_options *m, void *arg, char *err, size_t err_size);
	void *arg;
	char super[LOCAL_CONNINFO_MAX], maintenance[LOCAL_CONNINFO_MAX];
	struct migrate_options options;
};

static int start(struct owner *o, int *busy, char *err, size_t err_size)
{
	const struct conf *c = o->conf;
	if (c->data == NULL)
		return 0;
	o->local = local_start(c->data, c->connections + SPARE_CONNECTIONS, busy, err, err_size);
	return o->local != NULL ? 0 : -1;
}

int owner_start(struct owner *o, char *err, size_t err_size)
{
	return start(o, NULL, err, err_size);
}

int owner_enter(struct owner *o, char *err, size_t err_size)
{
	int busy = 0;
	if (start(o, &busy, err, err_size) == 0)
		return 0;
	if (!busy)
		return -1;
	o->attached = true;
	o->local = local_attach(o->conf->data, err, err_size);
	return o->local != NULL ? 0 : -1;
}

static int task_prepare(struct task *t, const struct owner *o, char *err, size_t err_size)
{
	t->options = (struct migrate_options){.conninfo = o->conf->owner_database,
	    .demo = o->conf->demo,
	    .alone = o->local != NULL,
	    .files = sql_files,
	    .release = release_ours};
	if (o->local == NULL)
		return 0;
	if (local_conninfo(o->local, LOCAL_SUPERUSER, LOCAL_DATABASE, NULL, t->super) < 0 ||
	    local_conninfo(o->local, LOCAL_SUPERUSER, "postgres", NULL, t->maintenance) < 0) {
		snprintf(err, err_size, "the path of the data directory is too long, or has a quote in it");
		return -1;
	}
	t->options.conninfo = t->super;
	t->options.maintenance = t->maintenance;
	t->options.create = LOCAL_DATABASE;
	return 0;
}

static int task_run(void *arg, char *err, size_t err_size)
{
	struct task *t = arg;
	return t->work(&t->options, t->arg, err, err_size);
}

int owner_do(struct owner *o, int (*work)(struct migrate_options *m, void *arg, char *err, size_t err_size),
    void *arg, char *err, size_t err_size)
{
	struct task t = {.work = work, .arg = arg};
	if (task_prepare(&t, o, err, err_size) < 0)
		return -1;
	return privs_child(o->local != NULL ? local_user(o->local) : NULL, task_run, &t, err, err_size);
}

static int do_migrate(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	m->daemon_password = arg;
	return migrate_run(m, err, err_size);
}

int owner_migrate(struct owner *o, const char *daemon_password, char *err, size_t err_size)
{
	return owner_do(o, do_migrate, (void *)(uintptr_t)daemon_password, err, err_size);
}

void owner_stop(struct owner *o)
{
	local_stop(o->local);
	o->local = NULL;
}

/*
 * migrate_roles: what a superuser does once for a cluster and a database: the four roles, the database, who
 * may enter.
 *
 * All of it may run any number of times and by several daemons at once. A database that is not ours may be
 * migrated by omstilling_owner without a superuser, when somebody has made the roles before.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "migrate_int.h"

/* Roles belong to the cluster, the lock to one database: another database's daemon may be faster, and that is
 * fine. */
static const char *const roles_sql[] = {
    "do $$ begin if to_regrole('omstilling_owner') is null then create role omstilling_owner login; end if;"
    " exception when duplicate_object or unique_violation then null; end $$",
    "do $$ begin if to_regrole('omstilling_api') is null then create role omstilling_api nologin; end if;"
    " exception when duplicate_object or unique_violation then null; end $$",
    "do $$ begin if to_regrole('anonym') is null then create role anonym nologin; end if;"
    " exception when duplicate_object or unique_violation then null; end $$",
    "do $$ begin if to_regrole('omstilling_daemon') is null then create role omstilling_daemon login "
    "noinherit; end if;"
    " exception when duplicate_object or unique_violation then null; end $$",
    "do $$ begin"
    " if not pg_has_role('omstilling_owner', 'omstilling_api', 'member') then grant omstilling_api to "
    "omstilling_owner; end if;"
    " if not pg_has_role('omstilling_daemon', 'anonym', 'member') then grant anonym to omstilling_daemon; "
    "end if;"
    " exception when unique_violation then null; end $$",
    NULL};

static int is_true(struct migration *m, const char *sql, bool *out)
{
	PGresult *res = NULL;
	if (migrate_query(m, sql, 0, NULL, &res) < 0)
		return -1;
	*out = PQntuples(res) == 1 && *PQgetvalue(res, 0, 0) == 't';
	PQclear(res);
	return 0;
}

/* Only the verifier goes over the wire, so that no log of PostgreSQL can hold the password. */
static int set_daemon_password(struct migration *m)
{
	char sql[512];
	char *verifier =
	    PQencryptPasswordConn(m->pg, m->o->daemon_password, "omstilling_daemon", "scram-sha-256");
	if (verifier == NULL)
		return migrate_fail(m, "the daemon's password", NULL);
	char *quoted = PQescapeLiteral(m->pg, verifier, strlen(verifier));
	PQfreemem(verifier);
	if (quoted == NULL)
		return migrate_fail(m, "the daemon's password", NULL);
	snprintf(sql, sizeof sql, "alter role omstilling_daemon password %s", quoted);
	PQfreemem(quoted);
	return migrate_exec(m, "the daemon's password", sql);
}

int migrate_roles(struct migration *m)
{
	bool super, complete;
	if (is_true(m, "select rolsuper from pg_roles where rolname = current_user", &super) < 0 ||
	    is_true(m,
		"select count(*) = 4 from pg_roles where rolname in"
		" ('omstilling_owner', 'omstilling_api', 'omstilling_daemon', 'anonym')",
		&complete) < 0)
		return -1;
	if (!super)
		return complete
			   ? 0
			   : migrate_say(
				 m, "the roles are missing: let a superuser run `omstillingd migrate` once");
	for (size_t i = 0; roles_sql[i] != NULL; i++)
		if (migrate_exec(m, "the roles", roles_sql[i]) < 0)
			return -1;
	return m->o->daemon_password != NULL ? set_daemon_password(m) : 0;
}

/* In the maintenance database: makes the real one when it is missing. */
int migrate_database(struct migration *m)
{
	const char *values[] = {m->o->create};
	char sql[256];
	PGresult *res = NULL;
	if (migrate_query(m, "select 1 from pg_database where datname = $1", 1, values, &res) < 0)
		return -1;
	int exists = PQntuples(res) > 0;
	PQclear(res);
	if (exists)
		return 0;
	char *name = PQescapeIdentifier(m->pg, m->o->create, strlen(m->o->create));
	if (name == NULL)
		return migrate_fail(m, "the database", NULL);
	snprintf(sql, sizeof sql, "create database %s owner omstilling_owner", name);
	PQfreemem(name);
	return migrate_exec(m, "the database", sql);
}

/* A superuser opens the database to the owner and the daemon and closes it to everybody else. */
static int open_database(struct migration *m)
{
	char sql[1024];
	char *name = PQescapeIdentifier(m->pg, PQdb(m->pg), strlen(PQdb(m->pg)));
	if (name == NULL)
		return migrate_fail(m, "the database", NULL);
	int n = snprintf(sql, sizeof sql,
	    "revoke all on database %s from public; grant all on database %s to omstilling_owner;"
	    " grant connect on database %s to omstilling_daemon",
	    name, name, name);
	PQfreemem(name);
	if (n >= (int)sizeof sql)
		return migrate_say(m, "the database's name is too long");
	return migrate_exec(m, "the database's access", sql);
}

int migrate_become_owner(struct migration *m)
{
	bool super, owner;
	if (is_true(m, "select rolsuper from pg_roles where rolname = current_user", &super) < 0 ||
	    is_true(m, "select current_user = 'omstilling_owner'", &owner) < 0)
		return -1;
	if (super && open_database(m) < 0)
		return -1;
	return owner ? 0 : migrate_exec(m, "the owner", "set role omstilling_owner");
}

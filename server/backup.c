/*
 * backup: see backup.h. Owns the lines of a backup, both ways: from the database, and back as SQL that holds
 * a database against them.
 */
#include "backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backup_file.h"
#include "backup_tool.h"
#include "migrate_int.h"

#define NAME_MAX_BYTES 200
#define HASH_MAX_BYTES 64

/* The first fault of the journal, recomputed from its lines and contents; no row: it holds. */
#define FAULT_SQL                                                                                            \
	"select format('the journal of %s does not hold at number %s', kjede, nr) from ("                    \
	" select j.*, lag(hash, 1, decode(repeat('00', 32), 'hex')) over w as foer, row_number() over w as " \
	"skal from core.journal j window w as (partition by kjede order by nr)) j"                           \
	" where nr <> skal or hash <> sha256(foer || convert_to(linje, 'UTF8')) or (innhold is not null and" \
	" (linje::json ->> 'innhold_hash') is distinct from"                                                 \
	" encode(sha256(salt || convert_to(innhold, 'UTF8')), 'hex'))"                                       \
	" union all select format('the journal of %s does not end at its head, number %s', h.kjede, h.nr)"   \
	" from core.journal_hode h where h.nr <> (select count(*) from core.journal j where j.kjede = "      \
	"h.kjede)"                                                                                           \
	" or (h.nr > 0 and not exists (select from core.journal j where (j.kjede, j.nr, j.hash) ="           \
	" (h.kjede, h.nr, h.hash)))"                                                                         \
	" union all select format('the journal of %s has no head', j.kjede) from core.journal j"             \
	" where not exists (select from core.journal_hode h where h.kjede = j.kjede) limit 1"

static const char tables_sql[] =
    "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = "
    "c.relnamespace"
    " where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' order by 1";
static const char chains_sql[] =
    "select format('chain %s %s %s', kjede, nr, encode(hash, 'hex')) from core.journal_hode order by kjede";

/* --- from the database */

static int write_release(struct migration *m, FILE *out)
{
	PGresult *res = NULL;
	if (migrate_query(m, "select release from core.utgivelse", 0, NULL, &res) < 0)
		return -1;
	int rc =
	    PQntuples(res) == 1 ? 0 : migrate_say(m, "the database has no release: it was never migrated");
	if (rc == 0)
		fprintf(out, BACKUP_HEAD "release %s\n", PQgetvalue(res, 0, 0));
	PQclear(res);
	return rc;
}

static int write_count(struct migration *m, const char *table, FILE *out)
{
	char sql[NAME_MAX_BYTES + 64];
	PGresult *res = NULL;
	if (snprintf(sql, sizeof sql, "select count(*) from %s", table) >= (int)sizeof sql)
		return migrate_say(m, "the name of a table is too long");
	if (migrate_query(m, sql, 0, NULL, &res) < 0)
		return -1;
	fprintf(out, "table %s %s\n", table, PQgetvalue(res, 0, 0));
	PQclear(res);
	return 0;
}

static int write_counts(struct migration *m, FILE *out)
{
	PGresult *res = NULL;
	if (migrate_query(m, tables_sql, 0, NULL, &res) < 0)
		return -1;
	int rc = 0;
	for (int i = 0; rc == 0 && i < PQntuples(res); i++)
		rc = write_count(m, PQgetvalue(res, i, 0), out);
	PQclear(res);
	return rc;
}

/* A backup of what has been tampered with would pass for a good one. */
static int check_journal(struct migration *m)
{
	PGresult *res = NULL;
	if (migrate_query(m, FAULT_SQL, 0, NULL, &res) < 0)
		return -1;
	int rc =
	    PQntuples(res) == 0 ? 0 : migrate_say(m, "%s: no backup is made of it", PQgetvalue(res, 0, 0));
	PQclear(res);
	return rc;
}

static int write_chains(struct migration *m, FILE *out)
{
	PGresult *res = NULL;
	if (check_journal(m) < 0 || migrate_query(m, chains_sql, 0, NULL, &res) < 0)
		return -1;
	for (int i = 0; i < PQntuples(res); i++)
		fprintf(out, "%s\n", PQgetvalue(res, i, 0));
	PQclear(res);
	return 0;
}

/* The lines on what the transaction of m sees; NULL with a sentence. */
static char *describe(struct migration *m)
{
	char *lines = NULL;
	size_t size;
	FILE *out = open_memstream(&lines, &size);
	int rc = out == NULL ? migrate_say(m, "out of memory") : 0;
	if (rc == 0 && (write_release(m, out) < 0 || write_counts(m, out) < 0 || write_chains(m, out) < 0))
		rc = -1;
	if (out != NULL && fclose(out) != 0 && rc == 0)
		rc = migrate_say(m, "out of memory");
	if (rc == 0)
		return lines;
	free(lines);
	return NULL;
}

/* pg_dump sees what our transaction sees, whatever is written meanwhile. */
static int dump(struct migration *m, int fd, const char *lines)
{
	char snapshot[96];
	PGresult *res = NULL;
	if (migrate_query(m, "select pg_export_snapshot()", 0, NULL, &res) < 0)
		return -1;
	snprintf(snapshot, sizeof snapshot, "--snapshot=%s", PQgetvalue(res, 0, 0));
	PQclear(res);
	const char *const argv[] = {"pg_dump", "--format=custom", snapshot, NULL}, *const reread[] = {
										       "pg_restore",
										       "--file=/dev/null",
										       NULL};
	if (backup_tool_run(m->o->conninfo, argv, -1, fd, m->err, m->err_size) < 0 ||
	    backup_seal(fd, lines, m->err, m->err_size) < 0)
		return -1;
	if (lseek(fd, 0, SEEK_SET) != 0)
		return migrate_say(m, "the file cannot be read back");
	return backup_tool_run(m->o->conninfo, reread, fd, -1, m->err, m->err_size);
}

int backup_dump(const struct migrate_options *o, int fd, char *err, size_t err_size)
{
	struct migration m = {.o = o, .err = err, .err_size = err_size};
	char *lines = NULL;
	int rc = migrate_connect(&m, o->conninfo);
	if (rc == 0)
		rc = migrate_become_owner(&m);
	if (rc == 0)
		rc = migrate_exec(&m, "the snapshot", "begin isolation level repeatable read read only");
	if (rc == 0 && (lines = describe(&m)) == NULL)
		rc = -1;
	if (rc == 0)
		rc = dump(&m, fd, lines);
	free(lines);
	migrate_disconnect(&m);
	return rc;
}

/* --- and back */

/* Nothing of a line reaches SQL but names, numbers and hashes. */
static int line_sql(const char *line, FILE *out)
{
	char name[NAME_MAX_BYTES + 1], hash[HASH_MAX_BYTES + 1];
	unsigned long long n;
	int used = 0;
	if (sscanf(line, "release %200[0-9.]%n", name, &used) == 1 && used > 0)
		return 0;
	if (sscanf(line, "table %200[a-z0-9_.] %llu%n", name, &n, &used) == 2 && used > 0) {
		fprintf(out,
		    "do $v$ declare n bigint := (select count(*) from %s); begin if n <> %llu then raise "
		    "exception"
		    " '%s has %% rows, and had %llu', n; end if; end $v$;\n",
		    name, n, name, n);
		return 0;
	}
	if (sscanf(line, "chain %200[0-9a-f-] %llu %64[0-9a-f]%n", name, &n, hash, &used) == 3 && used > 0) {
		fprintf(out,
		    "do $v$ begin if not exists (select from core.journal_hode where kjede = '%s' and nr = "
		    "%llu and hash"
		    " = '\\x%s') then raise exception 'the journal of %s has another head'; end if; end "
		    "$v$;\n",
		    name, n, hash, name);
		return 0;
	}
	return -1;
}

/* What must hold before the restored rows are committed; the functions' release is forgotten, so that they
 * are all brought anew. The system's own tables, which are not ours to analyze, are no warning. */
static char *verification(const char *lines)
{
	char *sql = NULL;
	size_t size;
	FILE *out = open_memstream(&sql, &size);
	int rc = out == NULL ? -1 : 0;
	if (out == NULL)
		return NULL;
	fputs("set search_path = pg_catalog;\n", out);
	for (const char *l = lines + strlen(BACKUP_HEAD); rc == 0 && *l != '\0'; l += strcspn(l, "\n") + 1)
		rc = line_sql(l, out);
	fputs("do $v$ declare fault text := (" FAULT_SQL
	      "); begin if fault is not null then raise exception '%', fault;"
	      " end if; end $v$;\nupdate core.utgivelse set sha256 = '';\n"
	      "set client_min_messages = error;\nanalyze;\ncommit;\n",
	    out);
	if (fclose(out) != 0)
		rc = -1;
	if (rc == 0)
		return sql;
	free(sql);
	return NULL;
}

int backup_load(const struct migrate_options *o, int fd, const char *lines, char *err, size_t err_size)
{
	if (migrate_prepare_empty(o, err, err_size) < 0)
		return -1;
	char *sql = verification(lines);
	if (sql == NULL || lseek(fd, 0, SEEK_SET) != 0) {
		free(sql);
		snprintf(err, err_size, "the backup has a line that this program does not know");
		return -1;
	}
	int rc = backup_tool_load(o->conninfo, fd, "begin; set role omstilling_owner;\n", sql, err, err_size);
	free(sql);
	return rc;
}

const char *backup_release(const char *lines)
{
	static char release[NAME_MAX_BYTES + 1];
	const char *line = strstr(lines, "\nrelease ");
	return line != NULL && sscanf(line, "\nrelease %200[0-9.]", release) == 1 ? release : NULL;
}

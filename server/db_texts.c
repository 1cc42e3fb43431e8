/*
 * db_texts: what declared constraints say to people. Each is its own reason, and its COMMENT is the text, so
 * that a rule that a table states needs no line of code anywhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db_int.h"

/* Unique indexes violate by name as constraints do. Of several with one name the same text is expected: any
 * will do. */
static const char texts_sql[] =
    "select name, min(text) from ("
    " select c.conname::text, obj_description(c.oid, 'pg_constraint') from pg_constraint c"
    "  join pg_namespace n on n.oid = c.connamespace where n.nspname in ('core', 'auth', 'checks')"
    " union all"
    " select i.relname::text, obj_description(i.oid, 'pg_class') from pg_class i"
    "  join pg_namespace n on n.oid = i.relnamespace"
    "  where i.relkind = 'i' and n.nspname in ('core', 'auth', 'checks')) as t (name, text)"
    " where text is not null group by name order by name collate \"C\"";

int db_texts_load(struct db_catalogue *cat, PGconn *pg, char *err, size_t err_size)
{
	PGresult *res = PQexec(pg, texts_sql);
	int n = PQntuples(res);
	int rc = -1;

	if (PQresultStatus(res) != PGRES_TUPLES_OK) {
		snprintf(err, err_size, "the constraints cannot be read: %s", PQerrorMessage(pg));
		goto out;
	}
	cat->texts = calloc((size_t)n + 1, sizeof(*cat->texts));
	if (!cat->texts)
		goto out;
	for (int i = 0; i < n; i++) {
		struct db_text *t = &cat->texts[cat->text_count++];

		t->constraint = strdup(PQgetvalue(res, i, 0));
		t->text = strdup(PQgetvalue(res, i, 1));
		if (!t->constraint || !t->text)
			goto out;
	}
	rc = 0;
out:
	PQclear(res);
	return rc;
}

static int by_name(const void *key, const void *row)
{
	const struct db_text *t = row;

	return strcmp(key, t->constraint);
}

const char *db_text_find(const struct db_catalogue *cat, const char *constraint)
{
	const struct db_text *t = cat->text_count > 0
				      ? bsearch(constraint, cat->texts, cat->text_count, sizeof(*t), by_name)
				      : NULL;

	return t ? t->text : NULL;
}

void db_texts_free(struct db_catalogue *cat)
{
	for (size_t i = 0; i < cat->text_count; i++) {
		free(cat->texts[i].constraint);
		free(cat->texts[i].text);
	}
	free(cat->texts);
	cat->texts = NULL;
	cat->text_count = 0;
}

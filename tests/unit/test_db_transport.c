/* db_transport: on which ways to a database it is warned, and which are refused. */
#include <criterion/criterion.h>
#include <string.h>

#include "server/db_transport.h"
#include "server/log.h"

static char text[512];

Test(db_transport, by_where_it_goes_and_what_is_demanded)
{
	static const struct {
		const char *host, *hostaddr, *sslmode;
		enum db_transport judged;
	} rows[] = {
	    {NULL, NULL, NULL, DB_TRANSPORT_FINE},
	    {"/run/postgresql", NULL, "prefer", DB_TRANSPORT_FINE},
	    {"@abstract", NULL, NULL, DB_TRANSPORT_FINE},
	    {"localhost", NULL, "disable", DB_TRANSPORT_FINE},
	    {"127.0.0.1", NULL, NULL, DB_TRANSPORT_FINE},
	    {"::1", NULL, NULL, DB_TRANSPORT_FINE},
	    {"db.example", NULL, "verify-full", DB_TRANSPORT_FINE},
	    {"db.example", "127.0.0.1", "prefer", DB_TRANSPORT_FINE},
	    {"db.example", NULL, "verify-ca", DB_TRANSPORT_WARN},
	    {"db.example", NULL, "require", DB_TRANSPORT_WARN},
	    {"db.example", NULL, "disable", DB_TRANSPORT_WARN},
	    {"db.example", NULL, "prefer", DB_TRANSPORT_REFUSED},
	    {"db.example", NULL, "allow", DB_TRANSPORT_REFUSED},
	    {"db.example", NULL, "", DB_TRANSPORT_REFUSED},
	    {"db.example", NULL, NULL, DB_TRANSPORT_REFUSED},
	    {"192.0.2.7", NULL, NULL, DB_TRANSPORT_REFUSED},
	    {"2001:db8::1", NULL, NULL, DB_TRANSPORT_REFUSED},
	    {NULL, "192.0.2.7", NULL, DB_TRANSPORT_REFUSED},
	    {"localhost", "192.0.2.7", NULL, DB_TRANSPORT_REFUSED},
	    {"localhost.example", NULL, NULL, DB_TRANSPORT_REFUSED},
	    {"127.example", NULL, NULL, DB_TRANSPORT_REFUSED},
	    {"localhost,db.example", NULL, NULL, DB_TRANSPORT_REFUSED},
	    {"localhost,/run/x,", NULL, NULL, DB_TRANSPORT_FINE},
	    {"a.example,b.example", "127.0.0.1,127.0.0.2", NULL, DB_TRANSPORT_FINE},
	    {"a.example,b.example", "127.0.0.1,", NULL, DB_TRANSPORT_REFUSED},
	    {"a.example,b.example", NULL, "verify-full", DB_TRANSPORT_FINE},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		text[0] = 0;
		cr_assert_eq(
		    db_transport_judge(rows[i].host, rows[i].hostaddr, rows[i].sslmode, text, sizeof(text)),
		    rows[i].judged, "row %zu: %s", i, text);
		cr_assert_eq(text[0] != 0, rows[i].judged != DB_TRANSPORT_FINE);
	}
}

static int check(const char *conninfo)
{
	const char *const keys[] = {"dbname", NULL}, *const values[] = {conninfo, NULL};

	return db_transport_check(keys, values, text, sizeof(text));
}

Test(db_transport, what_libpq_knows_besides_counts_too)
{
	log_set_level(LOG_ERROR);
	unsetenv("PGHOST");
	unsetenv("PGHOSTADDR");
	unsetenv("PGSSLMODE");
	cr_assert_eq(check("dbname=x"), 0, "%s", text);
	cr_assert_eq(check("dbname=x hostaddr=192.0.2.7"), -1);
	cr_assert(strstr(text, "192.0.2.7") && strstr(text, "sslmode=verify-full"), "%s", text);
	cr_assert_eq(check("postgresql://kari:hemmelig@192.0.2.7/x"), -1);
	cr_assert_null(strstr(text, "hemmelig"));
	cr_assert_eq(check("dbname=x hostaddr=192.0.2.7 sslmode=disable"), 0, "%s", text);
	setenv("PGHOSTADDR", "192.0.2.7", 1);
	cr_assert_eq(check("dbname=x"), -1);
	setenv("PGSSLMODE", "verify-full", 1);
	cr_assert_eq(check("dbname=x"), 0, "%s", text);
	cr_assert_eq(check("dbname=x sslmode=prefer"), -1);
}

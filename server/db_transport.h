/*
 * db_transport: whether the way to a PostgreSQL is one on which passwords and plans may travel.
 *
 * On another machine the way must be encrypted and the machine known: sslmode=verify-full. What falls back
 * to plaintext when somebody in between wishes it is refused; what the operator has said in so many words is
 * done, with a warning.
 */
#pragma once

#include <libpq-fe.h>
#include <stddef.h>

enum db_transport { DB_TRANSPORT_FINE, DB_TRANSPORT_WARN, DB_TRANSPORT_REFUSED };

/* By the values of libpq's parameters, lists with commas among them; NULL: not given. A sentence in text,
 * unless all is fine. */
enum db_transport db_transport_judge(
    const char *host, const char *hostaddr, const char *sslmode, char *text, size_t size);

/*
 * Judges before anything is sent, with everything that libpq knows besides (environment, service file), and
 * logs a warning. Arguments as for PQconnectdbParams with expand_dbname. 0, or -1 with a sentence in err.
 */
int db_transport_check(const char *const *keys, const char *const *values, char *err, size_t err_size)
    __attribute__((warn_unused_result));

/*
 * db_transport: see db_transport.h.
 */
#include "db_transport.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "log.h"

/* The piece of a list with commas that s begins with, and what comes after it; NULL past the last. */
static const char *next_of(const char *s, size_t *len)
{
	*len = strcspn(s, ",");
	return s[*len] == ',' ? s + *len + 1 : NULL;
}

static bool is(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && strncmp(s, word, len) == 0;
}

/* Nothing at all is libpq's own socket. */
static bool is_near(const char *host, size_t len)
{
	return len == 0 || host[0] == '/' || host[0] == '@' || is(host, len, "localhost") ||
	       is(host, len, "::1") || (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") >= len);
}

/* Where a connection goes is the address, when there is one, and the host otherwise, place by place. */
static bool any_far(const char *host, const char *hostaddr)
{
	while (host != NULL || hostaddr != NULL) {
		size_t host_len = 0, addr_len = 0;
		const char *h = host, *a = hostaddr;
		if (h != NULL)
			host = next_of(h, &host_len);
		if (a != NULL)
			hostaddr = next_of(a, &addr_len);
		if (!is_near(addr_len > 0 ? a : h, addr_len > 0 ? addr_len : host_len))
			return true;
	}
	return false;
}

enum db_transport db_transport_judge(
    const char *host, const char *hostaddr, const char *sslmode, char *text, size_t size)
{
	const char *mode = sslmode != NULL && *sslmode != '\0' ? sslmode : "prefer";
	if (!any_far(host, hostaddr) || strcmp(mode, "verify-full") == 0)
		return DB_TRANSPORT_FINE;
	const char *where = hostaddr != NULL && *hostaddr != '\0' ? hostaddr : host;
	if (strcmp(mode, "require") == 0 || strcmp(mode, "verify-ca") == 0) {
		snprintf(text, size,
		    "the database is on another machine (%s), and sslmode=%s does not verify which: use "
		    "sslmode=verify-full with sslrootcert",
		    where, mode);
		return DB_TRANSPORT_WARN;
	}
	if (strcmp(mode, "disable") == 0) {
		snprintf(text, size,
		    "the database is on another machine (%s), and sslmode=disable: all that passes can be "
		    "read "
		    "and changed on the way",
		    where);
		return DB_TRANSPORT_WARN;
	}
	snprintf(text, size,
	    "the database is on another machine (%s), and the connection need not be encrypted: use "
	    "sslmode=verify-full with sslrootcert, or say sslmode=disable where the network may be trusted",
	    where);
	return DB_TRANSPORT_REFUSED;
}

static const char *value_of(const PQconninfoOption *options, const char *keyword)
{
	for (; options != NULL && options->keyword != NULL; options++)
		if (strcmp(options->keyword, keyword) == 0)
			return options->val;
	return NULL;
}

int db_transport_check(const char *const *keys, const char *const *values, char *err, size_t err_size)
{
	/* Started and not gone on with: it knows where it would go, and has told nobody anything. */
	PGconn *pg = PQconnectStartParams(keys, values, 1);
	PQconninfoOption *options = PQconninfo(pg);
	enum db_transport t = db_transport_judge(value_of(options, "host"), value_of(options, "hostaddr"),
	    value_of(options, "sslmode"), err, err_size);
	PQconninfoFree(options);
	PQfinish(pg);
	if (t == DB_TRANSPORT_WARN)
		log_msg(LOG_WARN, NULL, "%s", err);
	return t == DB_TRANSPORT_REFUSED ? -1 : 0;
}

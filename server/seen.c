/*
 * seen: see seen.h. A table with open addressing, at most half full: a hash of a token is as good a number as
 * any, and looking it up is all that a call pays.
 */
#include "seen.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

#define SLOTS (2 * SEEN_MAX)
#define HASH_HEX (2 * crypto_hash_sha256_BYTES)
#define INTERVAL_S 60
#define TELL_MS 30000
#define JSON_MAX (SEEN_MAX * (HASH_HEX + 3) + 32)

struct seen {
	struct db *db;
	const struct db_fn *fn;
	struct event *timer;
	bool telling;
	size_t count;
	char slots[SLOTS][HASH_HEX + 1]; /* "": free */
	char json[JSON_MAX];		 /* the database borrows it while telling */
};

static size_t slot_of(const char *hash)
{
	size_t n = 0;
	for (int i = 0; i < 8; i++)
		n = n << 4 | (size_t)(hash[i] <= '9' ? hash[i] - '0' : hash[i] - 'a' + 10);
	return n % SLOTS;
}

void seen_note(struct seen *s, const char *hash)
{
	if (s == NULL || strlen(hash) != HASH_HEX)
		return;
	size_t i = slot_of(hash);
	while (s->slots[i][0] != '\0' && memcmp(s->slots[i], hash, HASH_HEX) != 0)
		i = (i + 1) % SLOTS;
	if (s->slots[i][0] != '\0' || s->count == SEEN_MAX)
		return;
	memcpy(s->slots[i], hash, HASH_HEX + 1);
	if (++s->count == SEEN_MAX)
		seen_tell(s);
}

static void on_told(void *arg, const struct db_result *res)
{
	struct seen *s = arg;
	s->telling = false;
	if (res->sqlstate != NULL)
		log_msg(LOG_WARN, NULL, "what was used could not be told: %s: %s", res->sqlstate,
		    res->message != NULL ? res->message : "");
}

/* All of them as JSON; the table is empty afterwards. */
static size_t write_json(struct seen *s)
{
	size_t n = (size_t)snprintf(s->json, JSON_MAX, "{\"sesjoner\":[");
	for (size_t i = 0; i < SLOTS; i++) {
		if (s->slots[i][0] == '\0')
			continue;
		const char *comma = s->json[n - 1] == '[' ? "" : ",";
		n += (size_t)snprintf(s->json + n, JSON_MAX - n, "%s\"%s\"", comma, s->slots[i]);
		s->slots[i][0] = '\0';
	}
	s->count = 0;
	return n + (size_t)snprintf(s->json + n, JSON_MAX - n, "]}");
}

void seen_tell(struct seen *s)
{
	if (s->count == 0 || s->telling)
		return;
	size_t len = write_json(s);
	s->telling = db_call(s->db, s->fn, NULL, s->json, len, TELL_MS, on_told, s) != NULL;
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	seen_tell(arg);
}

size_t seen_count(const struct seen *s)
{
	return s->count;
}

struct seen *seen_new(struct event_base *base, struct db *db, char *err, size_t err_size)
{
	struct timeval interval = {.tv_sec = INTERVAL_S};
	struct seen *s = calloc(1, sizeof *s);
	if (s == NULL) {
		snprintf(err, err_size, "out of memory");
		return NULL;
	}
	s->db = db;
	s->fn = db_find(db, "auth", "brukt");
	s->timer = event_new(base, -1, EV_PERSIST, on_timer, s);
	if (s->fn != NULL && s->timer != NULL && event_add(s->timer, &interval) == 0)
		return s;
	snprintf(err, err_size, "the function auth.brukt is missing, or memory is");
	seen_free(s);
	return NULL;
}

void seen_free(struct seen *s)
{
	if (s == NULL)
		return;
	if (s->timer != NULL)
		event_free(s->timer);
	free(s);
}

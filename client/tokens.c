/* tokens: see tokens.h. */
#include "tokens.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "feil.h"
#include "home.h"
#include "mem.h"
#include "spraak.h"

#define TOKENS_FILE "tokens"
#define TOKENS_FORBIDDEN 077

static int file_error(struct arena *a, struct status *st, const char *reason, const char *what)
{
	const char *path = home_path(a, TOKENS_FILE);

	*st = (struct status){.code = GRPC_FAILED_PRECONDITION,
	    .reason = reason,
	    .text = mem_printf(a, "%s: %s", path ? path : _("ingen hjemmekatalog"), what)};
	return -1;
}

/* The file's text; "" when there is none; NULL with st when it cannot be trusted. */
static char *read_file(struct arena *a, struct status *st)
{
	char *text = home_read_own(a, TOKENS_FILE, TOKENS_FORBIDDEN);

	if (text)
		return text;
	if (errno != EPERM) {
		file_error(a, st, "tokenfil", feil_tekst(errno));
		return NULL;
	}
	file_error(a, st, "aapen_tokenfil", _("andre enn du har tilgang til filen; den brukes ikke"));
	st->hint = mem_printf(a, _("chmod 600 %s"), home_path(a, TOKENS_FILE));
	return NULL;
}

/* The next line of the text as an entry; lines that are none are passed over. */
static bool next_entry(char **text, struct tokens_entry *e)
{
	char *line;

	while ((line = strsep(text, "\n"))) {
		e->server = strsep(&line, "\t");
		e->user = strsep(&line, "\t");
		e->expires = strsep(&line, "\t");
		e->token = strsep(&line, "\t");
		if (e->token && !line)
			return true;
	}
	return false;
}

static bool same(const struct tokens_entry *e, const char *server, const char *user)
{
	return strcmp(e->server, server) == 0 && (!user || strcmp(e->user, user) == 0);
}

int tokens_find(
    struct arena *a, const char *server, const char *user, struct tokens_entry *e, struct status *st)
{
	char *text = read_file(a, st);

	if (!text)
		return -1;
	while (next_entry(&text, e))
		if (same(e, server, user))
			return 1;
	return 0;
}

int tokens_at(struct arena *a, const char *server, size_t i, struct tokens_entry *e, struct status *st)
{
	char *text = read_file(a, st);

	if (!text)
		return -1;
	while (next_entry(&text, e))
		if (same(e, server, NULL) && i-- == 0)
			return 1;
	return 0;
}

static const char *line_of(struct arena *a, const struct tokens_entry *e)
{
	return mem_printf(a, "%s\t%s\t%s\t%s\n", e->server, e->user, e->expires, e->token);
}

struct change {
	const char *server, *user;	  /* whose entry goes; user NULL: everybody's */
	const char *profile;		  /* instead: every entry of a profile */
	const struct tokens_entry *first; /* what comes in its place; NULL: nothing */
};

static bool goes(const struct tokens_entry *e, const struct change *c)
{
	size_t n = c->profile ? strlen(c->profile) : 0;

	if (!c->profile)
		return same(e, c->server, c->user);
	return strncmp(e->server, c->profile, n) == 0 && e->server[n] == '@';
}

static int rewrite(struct arena *a, const struct change *c, struct status *st)
{
	struct tokens_entry e;
	char *text = read_file(a, st);

	if (!text)
		return -1;
	const char *out = c->first ? line_of(a, c->first) : "";
	while (next_entry(&text, &e))
		if (!goes(&e, c))
			out = mem_printf(a, "%s%s", out, line_of(a, &e));
	if (home_write(a, TOKENS_FILE, out) < 0)
		return file_error(a, st, "tokenfil", feil_tekst(errno));
	return 0;
}

static int locked_rewrite(struct arena *a, const struct change *c, struct status *st)
{
	int lock = home_lock(a);

	if (lock < 0)
		return file_error(a, st, "tokenfil", feil_tekst(errno));
	int r = rewrite(a, c, st);
	close(lock);
	return r;
}

int tokens_store(struct arena *a, const struct tokens_entry *e, struct status *st)
{
	return locked_rewrite(a, &(struct change){.server = e->server, .user = e->user, .first = e}, st);
}

int tokens_remove(struct arena *a, const char *server, const char *user, struct status *st)
{
	return locked_rewrite(a, &(struct change){.server = server, .user = user}, st);
}

int tokens_remove_profile(struct arena *a, const char *profile, struct status *st)
{
	return locked_rewrite(a, &(struct change){.profile = profile}, st);
}

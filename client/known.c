/* known: see known.h. */
#include "known.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "feil.h"
#include "home.h"
#include "mem.h"
#include "spraak.h"

#define KNOWN_FILE "kjente_tjenere"
#define KNOWN_FORBIDDEN 022 /* what it says, others may read */

static int file_error(struct arena *a, struct status *st)
{
	const char *path = home_path(a, KNOWN_FILE);
	bool open = errno == EPERM;

	*st = (struct status){.code = GRPC_FAILED_PRECONDITION,
	    .reason = open ? "aapen_tjenerfil" : "tjenerfil",
	    .text = mem_printf(a, "%s: %s", path ? path : _("ingen hjemmekatalog"),
		open ? _("andre enn du kan endre filen; den brukes ikke") : feil_tekst(errno)),
	    .hint = open ? mem_printf(a, _("se etter hva som står der; så: chmod 600 %s"), path) : NULL};
	return -1;
}

/* The next line as an address and what it is known by; lines that are none are passed over. */
static bool next_line(char **text, const char **address, const char **fingerprint)
{
	char *line;

	while ((line = strsep(text, "\n"))) {
		*address = strsep(&line, "\t");
		*fingerprint = strsep(&line, "\t");
		if (*fingerprint && !line)
			return true;
	}
	return false;
}

int known_find(struct arena *a, const char *address, const char **out, struct status *st)
{
	char *text = home_read_own(a, KNOWN_FILE, KNOWN_FORBIDDEN);
	const char *name;

	*out = NULL;
	if (!text)
		return file_error(a, st);
	while (next_line(&text, &name, out))
		if (strcmp(name, address) == 0)
			return 0;
	*out = NULL;
	return 0;
}

/* The file anew: first, and every line but the server's. 1: it had one, 0: not, -1 with errno. */
static int rewrite(struct arena *a, const char *address, const char *first)
{
	char *text = home_read_own(a, KNOWN_FILE, KNOWN_FORBIDDEN);
	const char *name, *fingerprint, *out = first;
	int had = 0;

	if (!text)
		return -1;
	while (next_line(&text, &name, &fingerprint)) {
		bool same = strcmp(name, address) == 0;
		had |= same;
		if (!same)
			out = mem_printf(a, "%s%s\t%s\n", out, name, fingerprint);
	}
	return (had || *first) && home_write(a, KNOWN_FILE, out) < 0 ? -1 : had;
}

static int locked_rewrite(struct arena *a, const char *address, const char *first, struct status *st)
{
	int lock = home_lock(a);
	int r = lock < 0 ? -1 : rewrite(a, address, first);

	if (r < 0)
		file_error(a, st);
	if (lock >= 0)
		close(lock);
	return r;
}

int known_store(struct arena *a, const char *address, const char *fingerprint, struct status *st)
{
	return locked_rewrite(a, address, mem_printf(a, "%s\t%s\n", address, fingerprint), st) < 0 ? -1 : 0;
}

int known_forget(struct arena *a, const char *address, struct status *st)
{
	return locked_rewrite(a, address, "", st);
}

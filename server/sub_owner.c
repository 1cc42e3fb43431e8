/*
 * sub_owner: the small subcommands that act on the database with its owner's rights.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "sub.h"

#define CODE_MAX 256
#define LIST_MAX (1 << 20) /* of all accounts; a longer one is cut */

/* Asked to bring the database to this release, which a newer one cannot be. */
static int do_migrate(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	const bool *rehearse = arg;
	m->rehearse = *rehearse;
	m->alone = true;
	return migrate_run(m, err, err_size);
}

/* A rehearsal is most of use beside the daemon of the release before. */
int sub_migrate(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	if (count == 1 && strcmp(arguments[0], "--dry-run") != 0) {
		snprintf(err, err_size, "migrate: \"%s\" is not --dry-run", arguments[0]);
		return SUB_USAGE;
	}
	bool rehearse = count == 1;
	int rc = rehearse ? owner_enter(o, err, err_size) : owner_start(o, err, err_size);
	if (rc == 0)
		rc = owner_do(o, do_migrate, &rehearse, err, err_size);
	if (rc == 0 && rehearse)
		puts("nothing would run");
	return rc < 0 ? SUB_FAILED : rc;
}

static int do_admin_create(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	char **names = arg;
	const char *values[] = {names[0], names[1]};
	char code[CODE_MAX] = "";
	if (migrate_as_owner(m, "select core.foerste_administrator($1, $2)", 2, values, code, sizeof code,
		err, err_size) < 0)
		return -1;
	printf("%s er administrator av installasjonen.\n", names[0]);
	printf("Invitasjonen, som brukes én gang for å sette passord (omstilling password %s):\n%s\n",
	    names[0], code);
	sodium_memzero(code, sizeof code);
	return 0;
}

/* A database that no daemon has at the moment may be new, or of a release before ours. */
static int enter_migrated(struct owner *o, char *err, size_t err_size)
{
	if (owner_enter(o, err, err_size) < 0)
		return -1;
	return o->local != NULL && !o->attached ? owner_migrate(o, NULL, err, err_size) : 0;
}

int sub_admin_create(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	if (enter_migrated(o, err, err_size) != 0 ||
	    owner_do(o, do_admin_create, arguments, err, err_size) < 0)
		return SUB_FAILED;
	return SUB_DONE;
}

/* --- on accounts that are there */

struct act {
	const char *sql, *who; /* one text; no row: nobody has that name */
};

static int do_act(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	const struct act *a = arg;
	static char text[LIST_MAX];
	const char *values[] = {a->who};
	if (migrate_as_owner(m, a->sql, a->who != NULL ? 1 : 0, values, text, sizeof text, err, err_size) < 0)
		return -1;
	if (*text == '\0') {
		snprintf(
		    err, err_size, "%s: there is no such account", a->who != NULL ? a->who : "admin list");
		return -1;
	}
	puts(text);
	sodium_memzero(text, sizeof text);
	return 0;
}

static int act(struct owner *o, const char *sql, const char *who, char *err, size_t err_size)
{
	struct act a = {sql, who};
	return enter_migrated(o, err, err_size) != 0 || owner_do(o, do_act, &a, err, err_size) < 0
		   ? SUB_FAILED
		   : SUB_DONE;
}

int sub_admin_list(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	(void)arguments;
	return act(o,
	    "select string_agg(format('%s  %s  %s  %s%s%s', p.brukernavn, p.navn, case when exists (select "
	    "from "
	    "auth.passord a"
	    " where a.person_id = p.id) then 'password set' else 'no password' end, (select count(*) from "
	    "auth.sesjon s"
	    " where s.person_id = p.id and s.avsluttet is null and s.utloeper > now()) || ' sessions',"
	    " case when exists (select from auth.totp t where t.person_id = p.id and t.bekreftet is not "
	    "null) then '  second factor' end,"
	    " case when exists (select from auth.sperre l where l.person_id = p.id) then '  locked' end), "
	    "e'\n'"
	    " order by p.brukernavn) from core.person p",
	    NULL, err, err_size);
}

int sub_admin_invite(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	return act(o, "select core.ny_invitasjon(p.id) from core.person p where p.brukernavn = $1",
	    arguments[0], err, err_size);
}

int sub_admin_logout(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	return act(o,
	    "with hvem as (select id, brukernavn from core.person where brukernavn = $1), slutt as (update "
	    "auth.sesjon s"
	    " set avsluttet = now() from hvem where s.person_id = hvem.id and s.avsluttet is null returning "
	    "1)"
	    " select (select count(*) from slutt) || ' sessions ended' || "
	    "core.journalfoer(core.installasjonen(),"
	    " 'oekter_avsluttet', hvem.brukernavn, null, null, null)::text from hvem",
	    arguments[0], err, err_size);
}

int sub_admin_lock(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	return act(o, "select core.sett_sperre($1, true)", arguments[0], err, err_size);
}

int sub_admin_unlock(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	return act(o, "select core.sett_sperre($1, false)", arguments[0], err, err_size);
}

int sub_admin_reset_factor(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	return act(o, "select core.nullstill_faktor($1)", arguments[0], err, err_size);
}

/* --- on the journals */

static int do_erase(struct migrate_options *m, void *arg, char *err, size_t err_size)
{
	char **words = arg;
	const char *values[] = {words[0], words[1], words[2]};
	char text[CODE_MAX];
	if (migrate_as_owner(
		m, "select core.slett_innhold($1, $2, $3)", 3, values, text, sizeof text, err, err_size) < 0)
		return -1;
	puts(text);
	return 0;
}

int sub_admin_erase(struct owner *o, int count, char **arguments, char *err, size_t err_size)
{
	(void)count;
	return enter_migrated(o, err, err_size) != 0 || owner_do(o, do_erase, arguments, err, err_size) < 0
		   ? SUB_FAILED
		   : SUB_DONE;
}

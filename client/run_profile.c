/* run_profile: the profiles, and the servers that are known; see run.h. All of it is local. */
#include <string.h>

#include "cli.h"
#include "known.h"
#include "mem.h"
#include "profile.h"
#include "rows.h"
#include "run.h"
#include "spraak.h"
#include "tokens.h"

/* Who is logged in by the profile, the last one first. */
static const char *logged_in(struct cli *cli, const char *place)
{
	struct tokens_entry e;
	struct status st;
	const char *all = "";

	for (size_t i = 0; tokens_at(cli->a, place, i, &e, &st) == 1; i++)
		all = mem_printf(cli->a, "%s%s%s", all, *all ? " " : "", e.user);
	return all;
}

static const char *place_of(struct cli *cli, const char *name, const struct options *opt)
{
	struct dial_address address;
	struct status st;

	if (dial_parse(cli->a, opt->server, opt->tls != NULL, &address, &st))
		return name;
	return mem_printf(cli->a, "%s@%s", name, address.text);
}

/* Every profile as a row; one in use is said yes of in the language where people read it. */
static int collect(struct cli *cli, struct rows *r, bool for_people, struct status *st)
{
	const char *used = profile_in_use(cli->a), *yes = for_people ? _("ja") : "ja";
	size_t n;
	const char **names = profile_names(cli->a, &n);

	for (size_t i = 0; i < n; i++) {
		struct options opt;
		if (options_of_profile(cli->a, names[i], &opt, st))
			return -1;
		const char *const cells[] = {names[i], used && strcmp(used, names[i]) == 0 ? yes : NULL,
		    opt.server, opt.as, logged_in(cli, place_of(cli, names[i], &opt)), opt.fingerprint};
		rows_add(r, cells);
	}
	return 0;
}

int run_profile_list(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	static const char *const head[] = {
	    N_("Profil"), N_("I bruk"), N_("Tjener"), N_("Person"), N_("Innlogget"), N_("Fingeravtrykk")};
	static const char *const names[] = {
	    "profil", "i_bruk", "tjener", "person", "innlogget", "fingeravtrykk"};
	struct rows *r = rows_new(cli->a, "profiler", names, 6);
	bool for_people = !cli->opt.data && !cli->opt.csv;

	if (collect(cli, r, for_people, st))
		return -1;
	if (!for_people)
		return cli_print(cli, m->cmd, rows_message(r), st);
	rows_table(&cli->out, r, head);
	return 0;
}

int run_profile_add(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	const char *name = cmd_value(m, "PROFIL");
	struct options opt;

	if (!*cli->opt.given) {
		*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
		    .reason = "feil_bruk",
		    .text = _("profilen er tom: gi valgene den skal ha"),
		    .hint = mem_printf(
			cli->a, _("omstilling profile add %s --server ADRESSE --as BRUKERNAVN"), name)};
		return -1;
	}
	if (profile_write(cli->a, name, cli->opt.given, st) || options_of_profile(cli->a, name, &opt, st))
		return -1;
	out_text(&cli->out, 0,
	    mem_printf(cli->a, _("profilen %s er lagret; bruk den med --profil %s eller «profile use %s»"),
		name, name, name));
	return 0;
}

int run_profile_use(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	const char *name = cmd_value(m, "PROFIL");

	if (profile_use(cli->a, name, st))
		return -1;
	out_text(&cli->out, 0,
	    name ? mem_printf(cli->a, _("profilen %s er i bruk"), name) : _("ingen profil er i bruk"));
	return 0;
}

int run_profile_remove(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	const char *name = cmd_value(m, "PROFIL");

	if (profile_remove(cli->a, name, st) || tokens_remove_profile(cli->a, name, st))
		return -1;
	out_text(&cli->out, 0, mem_printf(cli->a, _("profilen %s er slettet"), name));
	return 0;
}

int run_profile_forget(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	struct dial_address address;

	if (dial_parse(cli->a, cmd_value(m, "ADRESSE"), false, &address, st))
		return -1;
	int found = known_forget(cli->a, address.text, st);
	if (found > 0)
		out_text(&cli->out, 0, mem_printf(cli->a, _("nøkkelen til %s er glemt"), address.text));
	if (found != 0)
		return found > 0 ? 0 : -1;
	*st = (struct status){.code = GRPC_NOT_FOUND,
	    .reason = "ukjent_tjener",
	    .text = mem_printf(cli->a, _("det er ikke husket noen nøkkel for %s"), address.text)};
	return -1;
}

/* complete_live: names out of the server's lists; see complete.h. */
#include <string.h>

#include "complete.h"
#include "contract.h"
#include "field.h"
#include "mem.h"
#include "profile.h"
#include "tokens.h"

#define PROGRAMMES_MAX 8 /* asked for one's things when none has been typed; more would take too long */

/* What a usage line's name is the name of: one page of a list, and the fields of its rows. */
static const struct live {
	const char *name, *method, *list;
	const char *first, *second; /* joined by '/'; second may be NULL */
	bool per_program;
} lives[] = {
    {"PROGRAM", "ProgramService/ListPrograms", "programmer", "kortnavn", NULL, false},
    {"ORGAN", "OrganService/ListOrganer", "organer", "kortnavn", NULL, false},
    {"FYLKE", "OrganService/ListOrganer", "organer", "kortnavn", NULL, false},
    {"ETTERFOELGER", "OrganService/ListOrganer", "organer", "kortnavn", NULL, false},
    {"TIL_ORGAN", "OrganService/ListOrganer", "organer", "kortnavn", NULL, false},
    {"PLAN", "PlanService/ListPlaner", "planer", "navn", NULL, false},
    {"ANNEN", "PlanService/ListPlaner", "planer", "navn", NULL, false},
    {"SAK", "SakService/ListSaker", "saker", "navn", NULL, true},
    {"MOETE", "MoeteService/ListMoeter", "moeter", "organ", "dato", true},
    {"SOEKNAD", "SoeknadService/ListSoeknader", "soeknader", "navn", NULL, true},
    {"PROSJEKT", "TildelingService/ListProsjekter", "prosjekter", "navn", NULL, true},
    {"TILDELING", "TildelingService/ListTildelinger", "tildelinger", "navn", NULL, true},
    {"UTBETALING", "TildelingService/ListUtbetalinger", "utbetalinger", "navn", NULL, true},
    {"RAPPORT", "ResultatService/ListRapporter", "rapporter", "navn", NULL, true},
    {"RAPPORT", "ResultatService/ListProsjektrapporter", "rapporter", "navn", NULL, true},
    {"DELEGASJON", "SakService/ListDelegasjoner", "delegasjoner", "id", NULL, true},
    {"VEDTAK", "SakService/ListVedtak", "vedtak", "id", NULL, true},
    {"VILKAAR", "VilkaarService/ListVilkaar", "vilkaar", "id", NULL, true},
    {"VEDLEGG", "VedleggService/ListVedlegg", "vedlegg", "id", NULL, true},
};

static const ProtobufCMessage *ask(
    struct complete *c, const char *method, const char *field, const char *value)
{
	struct cli *cli = c->cli;
	ProtobufCMessage *req = field_new(cli->a, contract_method(method)->input);
	struct status st;

	if (field && field_set(cli->a, req, field, value, &st))
		return NULL;
	return cli_call(cli, method, req, &st);
}

/* The i-th message of a list in a reply; NULL behind the last. */
static const ProtobufCMessage *item(const ProtobufCMessage *reply, const char *list, size_t i)
{
	const ProtobufCFieldDescriptor *fd = reply ? field_find(reply->descriptor, list, strlen(list)) : NULL;

	return fd && i < field_count(reply, fd) ? field_message(reply, fd, i) : NULL;
}

static void give_list(struct complete *c, const struct live *l, const char *program)
{
	const ProtobufCMessage *reply = ask(c, l->method, program ? "program" : NULL, program), *row;
	struct arena *a = c->cli->a;

	for (size_t i = 0; (row = item(reply, l->list, i)); i++) {
		const char *text = field_named(a, row, l->first);
		if (l->second)
			text = mem_printf(a, "%s/%s", text, field_named(a, row, l->second));
		complete_give(c, text, strlen(text));
	}
}

/* Things of a programme have its name before the '/', but for ids and meetings, which belong to an organ. */
static void give_of_programmes(struct complete *c, const struct live *l)
{
	const char *slash = strchr(c->word, '/');
	const ProtobufCMessage *all, *row;

	if (slash && !l->second) {
		give_list(c, l, mem_strndup(c->cli->a, c->word, (size_t)(slash - c->word)));
		return;
	}
	all = ask(c, "ProgramService/ListPrograms", NULL, NULL);
	for (size_t i = 0; i < PROGRAMMES_MAX && (row = item(all, "programmer", i)); i++)
		give_list(c, l, field_named(c->cli->a, row, "kortnavn"));
}

/* Those who are logged in from here, and who sits in one's own organs. */
static void give_people(struct complete *c, bool here_only)
{
	struct arena *a = c->cli->a;
	const ProtobufCMessage *who, *seat, *organ, *other;
	struct tokens_entry e;
	struct status st;
	const char *name;

	for (size_t i = 0; tokens_at(a, cli_place(c->cli), i, &e, &st) == 1; i++)
		complete_give(c, e.user, strlen(e.user));
	who = here_only ? NULL : ask(c, "AuthService/WhoAmI", NULL, NULL);
	for (size_t i = 0; (seat = item(who, "verv", i)); i++) {
		organ = ask(c, "OrganService/GetOrgan", "organ", field_named(a, seat, "organ"));
		for (size_t k = 0; (other = item(organ, "verv", k)); k++) {
			name = field_named(a, other, "brukernavn");
			complete_give(c, name, strlen(name));
		}
	}
}

static void give_profiles(struct complete *c)
{
	size_t n;
	const char **names = profile_names(c->cli->a, &n);

	for (size_t i = 0; i < n; i++)
		complete_give(c, names[i], strlen(names[i]));
}

static bool is(const char *name, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(name, word, len) == 0;
}

void complete_live(struct complete *c, const char *name, size_t len)
{
	if (is(name, len, "BRUKERNAVN") || is(name, len, "MOETELEDER"))
		give_people(c, false);
	if (is(name, len, "NAVN"))
		give_people(c, true);
	if (is(name, len, "PROFIL"))
		give_profiles(c);
	for (size_t i = 0; i < sizeof(lives) / sizeof(*lives); i++) {
		const struct live *l = &lives[i];
		if (!is(name, len, l->name))
			continue;
		if (l->per_program)
			give_of_programmes(c, l);
		else
			give_list(c, l, NULL);
	}
}

/* options: see options.h. */
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "dial_tls.h"
#include "home.h"
#include "mem.h"
#include "profile.h"
#include "spraak.h"

#define TIMEOUT_MAX 86400 /* seconds */

#define AT(field) offsetof(struct options, field)
const struct options_row options_rows[] = {
    {"--server", "ADRESSE", "OMSTILLING_SERVER", "server", OPTIONS_SERVER, AT(server),
	"vert:port eller unix:STI; TLS, unntatt på egen maskin"},
    {"--as", "BRUKERNAVN", "OMSTILLING_AS", "as", NULL, AT(as),
	"handle som en som er innlogget her; ellers den som logget inn sist"},
    {"--profil", "PROFIL", "OMSTILLING_PROFIL", NULL, NULL, AT(profile),
	"valgene fra denne profilen; ellers den «profile use» har valgt; tom: ingen"},
    {"--no-login", NULL, NULL, NULL, NULL, AT(no_login), "spør uten innlogging, som hvem som helst"},
    {"--ca", "FIL", "OMSTILLING_CA", "ca", NULL, AT(ca),
	"sertifikater (PEM) å stole på i stedet for systemets"},
    {"--fingeravtrykk", "SHA256:...", "OMSTILLING_FINGERAVTRYKK", "fingeravtrykk", NULL, AT(fingerprint),
	"stol på tjeneren med denne offentlige nøkkelen, og ingen annen"},
    {"--sertifikat", "FIL", "OMSTILLING_SERTIFIKAT", "sertifikat", NULL, AT(cert),
	"vårt sertifikat (PEM), der tjeneren krever et"},
    {"--noekkel", "FIL", "OMSTILLING_NOEKKEL", "noekkel", NULL, AT(cert_key),
	"nøkkelen til det; ellers er den i samme fil"},
    {"--tls", NULL, "OMSTILLING_TLS", "tls", NULL, AT(tls), "TLS også på egen maskin"},
    {"--output", "table|json|yaml|csv", "OMSTILLING_OUTPUT", "output", "table", AT(output),
	"tabeller, svaret som JSON eller YAML, eller en liste som CSV"},
    {"--spraak", "nb|nn|en", "OMSTILLING_SPRAAK", "spraak", NULL, AT(spraak),
	"bokmål, nynorsk eller engelsk; ellers som LANGUAGE, LC_ALL, LC_MESSAGES eller LANG sier"},
    {"--timeout", "SEKUNDER", "OMSTILLING_TIMEOUT", "timeout", OPTIONS_TIMEOUT, AT(timeout),
	"hvor lenge et svar ventes på"},
    {"--password-file", "FIL", NULL, NULL, NULL, AT(password_file), "les passord herfra, - er standard inn"},
    {"--token-file", "FIL", "OMSTILLING_TOKEN_FILE", "token-file", NULL, AT(token_file),
	"token for maskiner («auth token create») på første linje; ingen innlogging brukes da"},
    {"--key", "NØKKEL", NULL, NULL, NULL, AT(key),
	"idempotensnøkkel: samme nøkkel, samme handling bare én gang"},
    {"--no-pager", NULL, "OMSTILLING_NO_PAGER", "no-pager", NULL, AT(no_pager),
	"vis også lange svar rett på terminalen, ikke sidevis med $PAGER"},
    {"--help", NULL, NULL, NULL, NULL, AT(help), "vis bruken av kommandoen"},
    {"--version", NULL, NULL, NULL, NULL, AT(version), "vis versjonen"},
    {0},
};

static const char **slot(struct options *opt, const struct options_row *row)
{
	return (const char **)(void *)((char *)opt + row->offset);
}

/* These say nothing of the connection; of all others we assume that they may. */
static bool per_call(const struct options_row *row)
{
	static const char *const flags[] = {"--as", "--no-login", "--output", "--spraak", "--timeout",
	    "--password-file", "--token-file", "--key", "--no-pager", "--help", "--version"};

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (strcmp(row->flag, flags[i]) == 0)
			return true;
	return false;
}

char *options_way(struct arena *a, const struct options *opt)
{
	char *way = mem_strndup(a, "", 0);

	for (const struct options_row *r = options_rows; r->flag; r++) {
		const char *value = *(const char *const *)(const void *)((const char *)opt + r->offset);
		if (!per_call(r) && value)
			way = mem_printf(a, "%s%s=%s\n", way, r->flag, value);
	}
	return way;
}

static int usage_error(struct status *st, const char *text)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = text,
	    .hint = _("«omstilling help» viser valgene")};
	return -1;
}

static const struct options_row *find_flag(const char *arg, size_t len)
{
	for (const struct options_row *r = options_rows; r->flag; r++)
		if (strlen(r->flag) == len && memcmp(r->flag, arg, len) == 0)
			return r;
	return NULL;
}

/* The row a word is the flag of, with the value that follows "=". */
static const struct options_row *split(const char *arg, const char **value)
{
	size_t len = strcspn(arg, "=");

	*value = arg[len] == '=' ? arg + len + 1 : NULL;
	if (strcmp(arg, "-h") == 0)
		return find_flag("--help", 6);
	return find_flag(arg, len);
}

static int take_flags(struct arena *a, int *argc, char **argv, struct options *opt, struct status *st)
{
	int kept = 0, i = 0;

	for (; i < *argc && strcmp(argv[i], "--") != 0; i++) {
		const char *value;
		const struct options_row *row = split(argv[i], &value);
		if (!row) {
			argv[kept++] = argv[i];
			continue;
		}
		if (!row->value && value)
			return usage_error(st, mem_printf(a, _("%s tar ingen verdi"), row->flag));
		if (row->value && !value && ++i == *argc)
			return usage_error(st, mem_printf(a, _("%s mangler verdi"), row->flag));
		*slot(opt, row) = !row->value ? "" : value ? value : argv[i];
	}
	while (i < *argc)
		argv[kept++] = argv[i++];
	*argc = kept;
	return 0;
}

/* A value from the environment or the file, where nothing stronger has spoken; a flag is said yes or no to.
 */
static int take_value(
    struct arena *a, struct options *opt, const struct options_row *row, const char *value, struct status *st)
{
	static const char *const yes[] = {"yes", "true", "1", "ja"}, *const no[] = {
									 "no", "false", "0", "nei"};

	if (*slot(opt, row))
		return 0;
	if (row->value) {
		*slot(opt, row) = value;
		return 0;
	}
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
		if (strcmp(value, no[i]) == 0)
			return 0;
		if (strcmp(value, yes[i]) == 0) {
			*slot(opt, row) = "";
			return 0;
		}
	}
	return usage_error(st, mem_printf(a, _("%s: «%s» er verken yes eller no"), row->flag, value));
}

static int take_environment(struct arena *a, struct options *opt, struct status *st)
{
	for (const struct options_row *r = options_rows; r->flag; r++) {
		const char *value = r->env ? getenv(r->env) : NULL;
		if (value && *value && take_value(a, opt, r, value, st))
			return -1;
	}
	return 0;
}

static char *trim(char *s)
{
	s += strspn(s, " \t");
	for (size_t n = strlen(s); n > 0 && strchr(" \t\r", s[n - 1]); n--)
		s[n - 1] = '\0';
	return s;
}

static int take_line(struct arena *a, const char *file, char *line, struct options *opt, struct status *st)
{
	char *equals = strchr(line, '=');

	line = trim(line);
	if (*line == '\0' || *line == '#')
		return 0;
	if (equals) {
		*equals = '\0';
		char *key = trim(line), *value = trim(equals + 1);
		for (const struct options_row *r = options_rows; r->flag; r++)
			if (r->file && strcmp(r->file, key) == 0)
				return take_value(a, opt, r, value, st);
	}
	return usage_error(st, mem_printf(a, _("%s har en linje som ikke forstås: %s"), file, line));
}

static int take_lines(struct arena *a, const char *file, char *text, struct options *opt, struct status *st)
{
	char *save = NULL;

	for (char *line = text ? strtok_r(text, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save))
		if (take_line(a, file, line, opt, st))
			return -1;
	return 0;
}

/* An empty name is that of none: one in use can be done without for once. */
static int take_profile(struct arena *a, struct options *opt, struct status *st)
{
	if (!opt->profile)
		opt->profile = profile_in_use(a);
	if (!opt->profile || !*opt->profile)
		return 0;
	char *text = profile_read(a, opt->profile, st);
	return text ? take_lines(a, mem_printf(a, _("profilen %s"), opt->profile), text, opt, st) : -1;
}

/* A profile is used from other directories than it was made in. */
static const char *from_anywhere(struct arena *a, const struct options_row *row, const char *value)
{
	char *full = row->value && strcmp(row->value, "FIL") == 0 ? realpath(value, NULL) : NULL;

	if (full)
		value = mem_strndup(a, full, strlen(full));
	free(full);
	return value;
}

static int remember_given(struct arena *a, struct options *opt, struct status *st)
{
	opt->given = "";
	for (const struct options_row *r = options_rows; r->flag; r++) {
		const char *value = *slot(opt, r);
		if (!value || !r->file)
			continue;
		if (strpbrk(value, "\r\n"))
			return usage_error(st, mem_printf(a, _("%s har flere linjer"), r->flag));
		opt->given = mem_printf(
		    a, "%s%s = %s\n", opt->given, r->file, r->value ? from_anywhere(a, r, value) : "yes");
	}
	return 0;
}

static int interpret(struct options *opt, struct status *st)
{
	char *end;
	double seconds = strtod(opt->timeout, &end);

	if (opt->spraak && spraak_velg(opt->spraak))
		return usage_error(st, _("--spraak er nb, nn eller en"));
	if (*end || end == opt->timeout || !(seconds > 0 && seconds <= TIMEOUT_MAX))
		return usage_error(st, _("--timeout er sekunder, mer enn 0 og høyst et døgn"));
	opt->timeout_ms = seconds * 1000 < 1 ? 1 : (int64_t)(seconds * 1000);
	opt->yaml = strcmp(opt->output, "yaml") == 0;
	opt->data = opt->yaml || strcmp(opt->output, "json") == 0;
	opt->csv = strcmp(opt->output, "csv") == 0;
	if (!opt->data && !opt->csv && strcmp(opt->output, "table") != 0)
		return usage_error(st, _("--output er table, json, yaml eller csv"));
	if (opt->fingerprint && !dial_is_fingerprint(opt->fingerprint))
		return usage_error(
		    st, _("--fingeravtrykk er SHA256: og 43 tegn, slik tjeneren skriver det ved oppstart"));
	if (opt->cert_key && !opt->cert)
		return usage_error(st, _("--noekkel krever --sertifikat"));
	return 0;
}

static void standards(struct options *opt)
{
	for (const struct options_row *r = options_rows; r->flag; r++)
		if (r->standard && !*slot(opt, r))
			*slot(opt, r) = r->standard;
}

int options_parse(struct arena *a, int *argc, char **argv, struct options *opt, struct status *st)
{
	*opt = (struct options){0};
	if (take_flags(a, argc, argv, opt, st) || remember_given(a, opt, st))
		return -1;
	if (take_environment(a, opt, st) || take_profile(a, opt, st))
		return -1;
	if (take_lines(a, _("filen config"), home_read(a, home_path(a, "config")), opt, st))
		return -1;
	standards(opt);
	return interpret(opt, st);
}

int options_of_profile(struct arena *a, const char *name, struct options *opt, struct status *st)
{
	*opt = (struct options){.profile = name};
	if (take_profile(a, opt, st))
		return -1;
	standards(opt);
	return 0;
}

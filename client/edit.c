/*
 * edit: `plan edit`: a plan as YAML in the user's editor; see run.h.
 *
 * What was changed is sent back with the etag that it was read with, and the server merges. Whatever goes
 * wrong after the editor was closed, the text stays in its file, and its name is told.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "conflict.h"
#include "funntekst.h"
#include "mem.h"
#include "planfile.h"
#include "proto/json.h"
#include "run.h"
#include "spraak.h"
#include "text.h"
#include "yamltext.h"

#define SUFFIX ".yaml"

static const char *editor(void)
{
	static const char *const names[] = {"EDITOR", "VISUAL"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *s = getenv(names[i]);
		if (s && *s)
			return s;
	}
	return "vi";
}

/* EDITOR may hold arguments: the shell divides it, as git and crontab have it. */
static int run_editor(const char *path)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		setenv("OMSTILLING_EDITOR", editor(), 1);
		execl(
		    "/bin/sh", "sh", "-c", "eval \"$OMSTILLING_EDITOR\" '\"$1\"'", "sh", path, (char *)NULL);
		_exit(127);
	}
	if (pid < 0)
		return -1;
	/* Ctrl-C at the terminal is the editor's. */
	void (*before)(int) = signal(SIGINT, SIG_IGN);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	signal(SIGINT, before);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A comment of one line, whatever is in the text. */
static void put_comment(FILE *f, struct arena *a, const char *text)
{
	char *line = mem_strndup(a, text, strlen(text));

	for (char *p = line; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	fprintf(f, "# %s\n", line);
}

/* The figures as the document writes them: they may be typed as they stand. */
static void put_finding(FILE *f, struct arena *a, const Omstilling__V1__Funn *n)
{
	const char *s = mem_printf(a, "  %s (%s) %s: %s", n->regel ? n->regel : "?",
	    n->alvor ? text_value("alvor", n->alvor) : "?", n->sted ? n->sted : "", n->tekst ? n->tekst : "");

	if (n->oppgitt)
		s = mem_printf(a, _("%s Oppgitt: %s."), s, n->oppgitt);
	if (n->beregnet)
		s = mem_printf(a, _("%s Beregnet: %s."), s, n->beregnet);
	if (n->kilde)
		s = mem_printf(a, _("%s Kilde: %s."), s, n->kilde);
	put_comment(f, a, s);
}

static void put_findings(FILE *f, struct arena *a, const Omstilling__V1__CheckPlanResponse *r)
{
	uint64_t shown = 0;
	size_t open = 0;

	for (size_t i = 0; i < r->n_funn; i++)
		open += !r->funn[i]->kvittering;
	put_comment(f, a, mem_printf(a, _("%zu åpne funn:"), open));
	for (size_t i = 0; i < r->n_funn; i++) {
		const Omstilling__V1__Funn *n = r->funn[i];
		if (n->kvittering)
			continue;
		const char *demand = funntekst_once(&shown, n->regel);
		if (demand)
			put_comment(f, a, mem_printf(a, "  %s: %s", n->regel, demand));
		put_finding(f, a, n);
	}
	fputs("#\n", f);
}

/* The first page of them: a plan with more has other worries. */
static void put_remarks(FILE *f, struct arena *a, const Omstilling__V1__ListKommentarerResponse *r)
{
	if (r->n_kommentarer > 0)
		put_comment(f, a,
		    mem_printf(a,
			r->n_kommentarer == 1 ? _("%zu åpen kommentar:") : _("%zu åpne kommentarer:"),
			r->n_kommentarer));
	for (size_t i = 0; i < r->n_kommentarer; i++) {
		const Omstilling__V1__Kommentar *k = r->kommentarer[i];
		put_comment(f, a,
		    mem_printf(a, "  %d. %s, %s: %s", k->nr, k->sted && *k->sted ? k->sted : _("hele planen"),
			k->navn ? k->navn : "?", k->tekst ? k->tekst : _("(slettet)")));
	}
	if (r->n_kommentarer > 0)
		fputs("#\n", f);
}

/* Writes the plan with its findings and open comments into a new file only its owner reads. NULL with st. */
static char *write_draft(struct cli *cli, const Omstilling__V1__SavePlanRequest *file,
    const Omstilling__V1__CheckPlanResponse *found, const Omstilling__V1__ListKommentarerResponse *remarks,
    struct status *st)
{
	const char *dir = getenv("TMPDIR");
	char *path = mem_printf(cli->a, "%s/omstilling-XXXXXX" SUFFIX, dir && *dir ? dir : "/tmp");
	size_t len;
	char *yaml = yamltext_from_message(cli->a, &file->base, &len);
	int fd = mkostemps(path, (int)strlen(SUFFIX), O_CLOEXEC);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

	if (!yaml || !f) {
		planfile_error(cli->a, path, errno ? errno : ENOMEM, st);
		return NULL;
	}
	put_comment(f, cli->a,
	    _("Lagre og avslutt for å sende inn det du har endret; uten endring sendes ingenting."));
	put_comment(f, cli->a, _("Bokstaver og id-er gis av tjeneren: utelat dem på det som er nytt."));
	put_findings(f, cli->a, found);
	put_remarks(f, cli->a, remarks);
	fwrite(yaml, 1, len, f);
	int failed = ferror(f);
	if (fclose(f) != 0 || failed) {
		planfile_error(cli->a, path, errno, st);
		return NULL;
	}
	return path;
}

static int keep(struct cli *cli, const char *path, struct status *st)
{
	const char *what = mem_printf(
	    cli->a, _("Teksten din ligger i %s; lagre den med «plan put» når den er rettet."), path);

	if (!st->hint || !strstr(st->hint, path))
		st->hint = st->hint ? mem_printf(cli->a, "%s %s", st->hint, what) : what;
	return -1;
}

/* The edited text as a request, NULL with st. */
static Omstilling__V1__SavePlanRequest *read_draft(struct cli *cli, const char *path, struct status *st)
{
	size_t len;
	char *text = planfile_read(cli->a, path, &len, st);

	if (!text)
		return NULL;
	return (void *)planfile_parse(cli->a, &omstilling__v1__save_plan_request__descriptor, text, len, st);
}

static bool is_same(
    struct arena *a, const Omstilling__V1__SavePlanRequest *x, const Omstilling__V1__SavePlanRequest *y)
{
	size_t n, m;
	const char *s = json_from_message(a, &x->base, &n), *t = json_from_message(a, &y->base, &m);

	return s && t && n == m && memcmp(s, t, n) == 0;
}

static int send_draft(struct cli *cli, const Omstilling__V1__SavePlanRequest *edited,
    Omstilling__V1__SavePlanRequest *req, const char *path, struct status *st)
{
	req->etag = edited->etag;
	req->omstillingsplan = edited->omstillingsplan;
	req->handlingsplan = edited->handlingsplan;
	if (edited->melding && !req->melding)
		req->melding = edited->melding;
	ProtobufCMessage *reply = cli_call(cli, "PlanService/SavePlan", &req->base, st);
	if (!reply) {
		conflict_show(cli, req, path, st);
		return keep(cli, path, st);
	}
	unlink(path);
	return run_plan_saved(cli, reply, st);
}

static int edit_draft(struct cli *cli, const Omstilling__V1__SavePlanRequest *file,
    Omstilling__V1__SavePlanRequest *req, const char *path, struct status *st)
{
	if (run_editor(path) != 0) {
		*st = (struct status){.code = GRPC_CANCELLED,
		    .reason = "redigering_avbrutt",
		    .text = mem_printf(cli->a, _("«%s» avsluttet med feil; ingenting er sendt"), editor())};
		return keep(cli, path, st);
	}
	Omstilling__V1__SavePlanRequest *edited = read_draft(cli, path, st);
	if (!edited)
		return keep(cli, path, st);
	if (is_same(cli->a, file, edited)) {
		unlink(path);
		out_line(&cli->out, _("ingen endringer"));
		return 0;
	}
	return send_draft(cli, edited, req, path, st);
}

int run_plan_edit(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__SavePlanRequest *req = (void *)cli_request(cli, m, st), file;
	Omstilling__V1__GetPlanRequest get = OMSTILLING__V1__GET_PLAN_REQUEST__INIT;
	Omstilling__V1__CheckPlanRequest check = OMSTILLING__V1__CHECK_PLAN_REQUEST__INIT;
	Omstilling__V1__ListKommentarerRequest list = OMSTILLING__V1__LIST_KOMMENTARER_REQUEST__INIT;

	if (!req)
		return -1;
	get.plan = check.plan = list.plan = req->plan;
	list.has_bare_aapne = list.bare_aapne = true;
	Omstilling__V1__GetPlanResponse *r = (void *)cli_call(cli, "PlanService/GetPlan", &get.base, st);
	Omstilling__V1__CheckPlanResponse *found =
	    r ? (void *)cli_call(cli, "PlanService/CheckPlan", &check.base, st) : NULL;
	Omstilling__V1__ListKommentarerResponse *remarks =
	    found ? (void *)cli_call(cli, "PlanService/ListKommentarer", &list.base, st) : NULL;
	if (!remarks)
		return -1;
	planfile_request(r, &file);
	const char *path = write_draft(cli, &file, found, remarks, st);
	return path ? edit_draft(cli, &file, req, path, st) : -1;
}

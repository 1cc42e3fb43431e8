/*
 * run_check: checks a stored plan, or a file that is not stored; see run.h.
 *
 * A file is what «plan get» writes, and is checked as the next revision of the plan that it names, or a bare
 * document. The names of plans have no dot, so that a name with one is a file's.
 */
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "cli.h"
#include "mem.h"
#include "planfile.h"
#include "run.h"
#include "spraak.h"

static bool is_file(const char *name)
{
	return strcmp(name, "-") == 0 || strchr(name, '.') != NULL;
}

/* A document without anything around it. What reads as both is a handlingsplan when it has a year or areas.
 */
static int read_bare(
    struct cli *cli, const char *text, size_t len, Omstilling__V1__CheckPlanRequest *req, struct status *st)
{
	struct status other = {0};
	Omstilling__V1__Handlingsplan *hp =
	    (void *)planfile_parse(cli->a, &omstilling__v1__handlingsplan__descriptor, text, len, st);
	Omstilling__V1__Omstillingsplan *op =
	    (void *)planfile_parse(cli->a, &omstilling__v1__omstillingsplan__descriptor, text, len, &other);

	if (!hp && !op) {
		if (strstr(text, "innsatsomraader"))
			*st = other;
		return -1;
	}
	if (hp && (!op || hp->has_aar || hp->n_omraader > 0))
		req->handlingsplan = hp;
	else
		req->omstillingsplan = op;
	return 0;
}

static int read_document(
    struct cli *cli, const char *path, Omstilling__V1__CheckPlanRequest *req, struct status *st)
{
	struct status bare = {0};
	size_t len;
	char *text = planfile_read(cli->a, path, &len, st);

	if (!text)
		return -1;
	Omstilling__V1__SavePlanRequest *file =
	    (void *)planfile_parse(cli->a, &omstilling__v1__save_plan_request__descriptor, text, len, &bare);
	if (!file)
		return read_bare(cli, text, len, req, st);
	req->plan = file->plan;
	req->omstillingsplan = file->omstillingsplan;
	req->handlingsplan = file->handlingsplan;
	return 0;
}

/* The omstillingsplan that a handlingsplan is to be compared with. */
static int read_basis(
    struct cli *cli, const char *path, Omstilling__V1__CheckPlanRequest *req, struct status *st)
{
	Omstilling__V1__CheckPlanRequest basis = OMSTILLING__V1__CHECK_PLAN_REQUEST__INIT;

	if (!path)
		return 0;
	if (read_document(cli, path, &basis, st))
		return -1;
	if (req->handlingsplan && basis.omstillingsplan) {
		req->omstillingsplan = basis.omstillingsplan;
		return 0;
	}
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text =
		_("--omstillingsplan er en fil med en omstillingsplan, og PLAN en med en handlingsplan.")};
	return -1;
}

int run_plan_check(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__CheckPlanRequest *req = (void *)cli_request(cli, m, st);
	const char *name = cmd_value(m, "PLAN");

	if (!req)
		return -1;
	if (!is_file(name))
		req->plan = mem_strndup(cli->a, name, strlen(name));
	else if (read_document(cli, name, req, st))
		return -1;
	if (read_basis(cli, cmd_value(m, "--omstillingsplan"), req, st))
		return -1;
	ProtobufCMessage *reply = cli_call(cli, m->cmd->method, &req->base, st);
	return reply ? cli_print(cli, m->cmd, reply, st) : -1;
}

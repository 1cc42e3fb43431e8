/*
 * run_plan: plans as files; see run.h.
 *
 * A file is a SavePlanRequest as YAML or JSON: the plan and the etag of the revision it was made from, so
 * that what others have saved meanwhile is merged with it. A bare plan, without that around it, may be saved
 * too: it replaces whatever revision there is.
 */
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>

#include "cli.h"
#include "conflict.h"
#include "mem.h"
#include "planfile.h"
#include "run.h"
#include "spraak.h"

static Omstilling__V1__GetPlanResponse *get_plan(struct cli *cli, const char *plan, struct status *st)
{
	Omstilling__V1__GetPlanRequest req = OMSTILLING__V1__GET_PLAN_REQUEST__INIT;

	req.plan = mem_strndup(cli->a, plan, strlen(plan));
	return (void *)cli_call(cli, "PlanService/GetPlan", &req.base, st);
}

/* The document of the file into the request, as the type that the plan has. */
static int read_bare(struct cli *cli, const char *text, size_t len,
    const Omstilling__V1__GetPlanResponse *now, Omstilling__V1__SavePlanRequest *req, struct status *st)
{
	bool yearly = now->plan && now->plan->type && strcmp(now->plan->type, "handlingsplan") == 0;
	const ProtobufCMessageDescriptor *type = yearly ? &omstilling__v1__handlingsplan__descriptor
							: &omstilling__v1__omstillingsplan__descriptor;
	ProtobufCMessage *doc = planfile_parse(cli->a, type, text, len, st);

	if (yearly)
		req->handlingsplan = (void *)doc;
	else
		req->omstillingsplan = (void *)doc;
	return doc ? 0 : -1;
}

/* The etag of one plan says nothing of another, and what would be merged is not what the file was made from.
 */
static int check_plan(struct cli *cli, const char *of, const char *to, struct status *st)
{
	if (!of || !strchr(of, '/') || !strchr(to, '/') || strcmp(of, to) == 0)
		return 0;
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_plan",
	    .text = mem_printf(cli->a, _("filen er av %s, ikke av %s"), of, to),
	    .hint = _("skal innholdet inn i en annen plan, så fjern «plan» og «etag» fra filen")};
	return -1;
}

static int read_wrapped(
    struct cli *cli, const char *text, size_t len, Omstilling__V1__SavePlanRequest *req, struct status *st)
{
	const ProtobufCMessageDescriptor *type = &omstilling__v1__save_plan_request__descriptor;
	Omstilling__V1__SavePlanRequest *file = (void *)planfile_parse(cli->a, type, text, len, st);

	if (!file || check_plan(cli, file->plan, req->plan, st))
		return -1;
	req->omstillingsplan = file->omstillingsplan;
	req->handlingsplan = file->handlingsplan;
	if (!req->etag)
		req->etag = file->etag;
	if (!req->melding)
		req->melding = file->melding;
	return 0;
}

static int fill_document(
    struct cli *cli, const char *path, Omstilling__V1__SavePlanRequest *req, struct status *st)
{
	size_t len;
	char *text = planfile_read(cli->a, path, &len, st);

	if (!text)
		return -1;
	bool wrapped = planfile_is_wrapped(text, len);
	if (wrapped && read_wrapped(cli, text, len, req, st))
		return -1;
	if (wrapped && req->etag)
		return 0;
	Omstilling__V1__GetPlanResponse *now = get_plan(cli, req->plan, st);
	if (!now || (!wrapped && read_bare(cli, text, len, now, req, st)))
		return -1;
	if (!req->etag)
		req->etag = now->etag;
	return 0;
}

int run_plan_saved(struct cli *cli, const ProtobufCMessage *reply, struct status *st)
{
	static const struct cmd shown = {.show = "plan: navn tittel type aar tilstand revisjon; etag"};
	const Omstilling__V1__SavePlanResponse *r = (const void *)reply;

	if (!r->uendret || cli->opt.data || cli->opt.csv)
		return cli_print(cli, &shown, reply, st);
	out_line(&cli->out, _("ingen endringer"));
	return 0;
}

int run_plan_save(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__SavePlanRequest *req = (void *)cli_request(cli, m, st);

	if (!req || fill_document(cli, cmd_value(m, "FIL"), req, st))
		return -1;
	ProtobufCMessage *reply = cli_call(cli, m->cmd->method, &req->base, st);
	if (reply)
		return run_plan_saved(cli, reply, st);
	conflict_show(cli, req, NULL, st);
	return -1;
}

int run_plan_merge(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__MergePlanRequest *req = (void *)cli_request(cli, m, st);
	Omstilling__V1__SavePlanRequest file = OMSTILLING__V1__SAVE_PLAN_REQUEST__INIT;

	if (!req)
		return -1;
	file.plan = req->plan;
	file.etag = req->etag;
	if (fill_document(cli, cmd_value(m, "FIL"), &file, st))
		return -1;
	req->etag = file.etag;
	req->omstillingsplan = file.omstillingsplan;
	req->handlingsplan = file.handlingsplan;
	ProtobufCMessage *reply = cli_call(cli, m->cmd->method, &req->base, st);
	return reply ? cli_print(cli, m->cmd, reply, st) : -1;
}

int run_plan_get(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__SavePlanRequest file;
	ProtobufCMessage *req = cli_request(cli, m, st);
	Omstilling__V1__GetPlanResponse *r = req ? (void *)cli_call(cli, m->cmd->method, req, st) : NULL;

	if (!r)
		return -1;
	planfile_request(r, &file);
	return planfile_write(&cli->out, cmd_value(m, "FIL"), cmd_value(m, "--yaml") != NULL, &file, st);
}

/* Without --etag what is submitted is the newest revision. */
int run_plan_submit(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__SubmitPlanRequest *req = (void *)cli_request(cli, m, st);

	if (!req)
		return -1;
	if (!req->etag) {
		Omstilling__V1__GetPlanResponse *now = get_plan(cli, req->plan, st);
		if (!now)
			return -1;
		req->etag = now->etag;
	}
	ProtobufCMessage *reply = cli_call(cli, m->cmd->method, &req->base, st);
	return reply ? cli_print(cli, m->cmd, reply, st) : -1;
}

/*
 * run_plan: plans as files; see run.h.
 *
 * A file is a SavePlanRequest as JSON: the plan and the etag of the revision it was made from, so that saving
 * is refused when somebody else has saved meanwhile. A bare plan, without that around it, may be saved too:
 * it replaces whatever revision there is.
 */
#include <errno.h>
#include <fcntl.h>
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "home.h"
#include "mem.h"
#include "print.h"
#include "proto/json.h"
#include "run.h"

#define FILE_MAX CALL_REPLY_MAX /* the server's own cap is smaller, and answers for itself */

static int file_error(struct cli *cli, const char *path, int error, struct status *st)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "fil",
	    .text = mem_printf(cli->a, "%s: %s", path, strerror(error))};
	return -1;
}

static char *read_file(struct cli *cli, const char *path, size_t *len, struct status *st)
{
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	char *text = fd < 0 ? NULL : home_read_fd(cli->a, fd, FILE_MAX, len);

	if (!text)
		file_error(cli, path, errno, st);
	return text;
}

static Omstilling__V1__GetPlanResponse *get_plan(struct cli *cli, const char *plan, struct status *st)
{
	Omstilling__V1__GetPlanRequest req = OMSTILLING__V1__GET_PLAN_REQUEST__INIT;

	req.plan = mem_strndup(cli->a, plan, strlen(plan));
	return (void *)cli_call(cli, "PlanService/GetPlan", &req.base, st);
}

/* Whether the first key of the object is one of SavePlanRequest. */
static bool has_wrapper(const char *json)
{
	static const char *const keys[] = {"plan", "etag", "omstillingsplan", "handlingsplan", "melding"};
	const char *key = json + strspn(json, " \t\r\n{");

	for (size_t i = 0; *key == '"' && i < sizeof(keys) / sizeof(*keys); i++)
		if (strncmp(key + 1, keys[i], strlen(keys[i])) == 0 && key[1 + strlen(keys[i])] == '"')
			return true;
	return false;
}

/* The document of the file into the request, as the type that the plan has. */
static int read_bare(struct cli *cli, const char *json, size_t len,
    const Omstilling__V1__GetPlanResponse *now, Omstilling__V1__SavePlanRequest *req, struct status *st)
{
	bool yearly = now->plan && now->plan->type && strcmp(now->plan->type, "handlingsplan") == 0;
	const ProtobufCMessageDescriptor *type = yearly ? &omstilling__v1__handlingsplan__descriptor
							: &omstilling__v1__omstillingsplan__descriptor;
	ProtobufCMessage *doc = json_to_message(cli->a, type, json, len, st);

	if (yearly)
		req->handlingsplan = (void *)doc;
	else
		req->omstillingsplan = (void *)doc;
	return doc ? 0 : -1;
}

static int read_wrapped(
    struct cli *cli, const char *json, size_t len, Omstilling__V1__SavePlanRequest *req, struct status *st)
{
	const ProtobufCMessageDescriptor *type = &omstilling__v1__save_plan_request__descriptor;
	Omstilling__V1__SavePlanRequest *file = (void *)json_to_message(cli->a, type, json, len, st);

	if (!file)
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
	char *json = read_file(cli, path, &len, st);

	if (!json)
		return -1;
	bool wrapped = has_wrapper(json);
	if (wrapped && read_wrapped(cli, json, len, req, st))
		return -1;
	if (wrapped && req->etag)
		return 0;
	Omstilling__V1__GetPlanResponse *now = get_plan(cli, req->plan, st);
	if (!now || (!wrapped && read_bare(cli, json, len, now, req, st)))
		return -1;
	if (!req->etag)
		req->etag = now->etag;
	return 0;
}

int run_plan_save(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	static const struct cmd shown = {.show = "plan: navn tittel type aar tilstand revisjon; etag"};
	Omstilling__V1__SavePlanRequest *req = (void *)cli_request(cli, m, st);

	if (!req || fill_document(cli, cmd_value(m, "FIL"), req, st))
		return -1;
	ProtobufCMessage *reply = cli_call(cli, m->cmd->method, &req->base, st);
	return reply ? cli_print(cli, &shown, reply, st) : -1;
}

static int write_file(struct cli *cli, const char *path, const ProtobufCMessage *msg, struct status *st)
{
	bool to_stdout = !path || strcmp(path, "-") == 0;
	struct out o = cli->out;

	if (!to_stdout && !(o.f = fopen(path, "we")))
		return file_error(cli, path, errno, st);
	int r = print_json(&o, msg);
	int error = ferror(o.f) ? EIO : 0;
	if (!to_stdout && fclose(o.f) != 0)
		error = errno;
	if (r == 0 && !error)
		return 0;
	return file_error(cli, to_stdout ? "standard ut" : path, error ? error : ENOMEM, st);
}

int run_plan_get(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__SavePlanRequest file = OMSTILLING__V1__SAVE_PLAN_REQUEST__INIT;
	ProtobufCMessage *req = cli_request(cli, m, st);
	Omstilling__V1__GetPlanResponse *r = req ? (void *)cli_call(cli, m->cmd->method, req, st) : NULL;

	if (!r)
		return -1;
	file.plan = r->plan ? r->plan->navn : NULL;
	file.etag = r->etag;
	file.omstillingsplan = r->omstillingsplan;
	file.handlingsplan = r->handlingsplan;
	return write_file(cli, cmd_value(m, "FIL"), &file.base, st);
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

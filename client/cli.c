/* cli: see cli.h. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contract.h"
#include "csv.h"
#include "field.h"
#include "login.h"
#include "mem.h"
#include "print.h"
#include "progress.h"
#include "prompt.h"
#include "request.h"
#include "retry.h"
#include "spraak.h"
#include "svar.h"
#include "tokens.h"
#include "trust.h"

const char cli_release[] = OMSTILLING_RELEASE;

void cli_set_token(struct cli *cli, const char *token)
{
	cli->token = token;
	cli->token_known = true;
}

const char *cli_place(const struct cli *cli)
{
	const char *profile = cli->opt.profile;

	return profile && *profile ? mem_printf(cli->a, "%s@%s", profile, cli->address.text)
				   : cli->address.text;
}

/* A machine's, from the file that it was given; it stays in memory as every other token does. */
static int token_of_file(struct cli *cli, struct status *st)
{
	char *token = mem_alloc(cli->a, PROMPT_MAX);
	struct prompt p;

	if (prompt_open(cli->a, &p, cli->opt.token_file, st))
		return -1;
	int rc = prompt_secret(cli->a, &p, "", token, st);
	prompt_close(&p);
	if (rc == 0)
		cli_set_token(cli, token);
	return rc;
}

static int find_token(struct cli *cli, struct status *st)
{
	struct tokens_entry e;
	const char *as = cli->opt.as;

	if (cli->token_known)
		return 0;
	if (cli->opt.token_file && !cli->opt.no_login)
		return token_of_file(cli, st);
	int found = cli->opt.no_login ? 0 : tokens_find(cli->a, cli_place(cli), as, &e, st);
	if (found < 0)
		return -1;
	if (!found && as && !cli->opt.no_login) {
		*st = (struct status){.code = GRPC_UNAUTHENTICATED,
		    .reason = "ikke_innlogget",
		    .text = mem_printf(cli->a, _("%s er ikke innlogget på %s herfra"), as, cli->address.text),
		    .hint = mem_printf(cli->a, "omstilling login %s", as)};
		return -1;
	}
	cli_set_token(cli, found ? e.token : NULL);
	return 0;
}

/* The one there is, when it lives and leads where these options say. */
static int connect_once(struct cli *cli, struct status *st)
{
	struct cli_link *link = cli->link;
	char *way = options_way(cli->a, &cli->opt);

	if (link->call && (strcmp(link->way, way) != 0 || !call_alive(link->call)))
		cli_hang_up(cli);
	if (link->call)
		return 0;
	link->call = trust_connect(cli, st);
	if (!link->call)
		return -1;
	link->way = strdup(way);
	if (link->way)
		return 0;
	cli_hang_up(cli);
	*st = (struct status){.code = GRPC_RESOURCE_EXHAUSTED, .text = _("for lite minne")};
	return -1;
}

bool cli_wait(unsigned ms)
{
	struct timespec ts = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};

	return nanosleep(&ts, NULL) < 0 && errno == EINTR;
}

/* What a person at a terminal is told of a call that takes its time. */
struct waiting {
	struct out *err;
	int64_t ms;
	bool told;
};

static void tell_waiting(void *arg, int64_t bytes)
{
	struct waiting *w = arg;

	w->ms += CALL_TICK_MS;
	if (w->ms < PROGRESS_PATIENCE_MS)
		return;
	w->told = true;
	progress_waiting(w->err, w->ms, bytes);
}

/* One try. */
static ProtobufCMessage *call_once(
    struct cli *cli, const char *method, const ProtobufCMessage *req, struct retry *r, struct status *st)
{
	const ProtobufCMessageDescriptor *type = contract_method(method)->output;
	const char *path = mem_printf(cli->a, CONTRACT_PATH "%s", method);

	if (connect_once(cli, st))
		return NULL;
	r->met = true;
	struct waiting w = {.err = &cli->err};
	call_on_tick(cli->link->call, tell_waiting, &w);
	ProtobufCMessage *reply =
	    call_unary(cli->link->call, cli->a, path, cli->token, req, type, retry_left(r), st);
	call_on_tick(cli->link->call, NULL, NULL);
	if (w.told)
		progress_waiting(w.err, 0, 0);
	return reply;
}

/* Once a call: what the waiting is for. */
static void tell_lost(struct cli *cli, const struct status *st, bool *told)
{
	if (*told || !retry_lost(st) || !cli->err.f)
		return;
	*told = true;
	out_text(&cli->err, 0,
	    mem_printf(
		cli->a, _("%s: %s (prøver igjen)"), st->reason, st->text ? st->text : _("ingen svarte")));
	fflush(cli->err.f);
}

/* As often as the server is lost, and it is safe. */
static ProtobufCMessage *call_patiently(
    struct cli *cli, const char *method, const ProtobufCMessage *req, struct status *st)
{
	struct retry r = retry_start(method, req, cli->opt.timeout_ms);
	bool told = false;

	if (find_token(cli, st))
		return NULL;
	for (;;) {
		ProtobufCMessage *reply = call_once(cli, method, req, &r, st);
		unsigned pause = reply ? 0 : retry_pause(&r, st);
		if (reply && !cli->opt.data && !cli->opt.csv)
			svar_oversett(cli->a, reply);
		if (pause == 0)
			return reply;
		tell_lost(cli, st, &told);
		cli_hang_up(cli);
		if (cli_wait(pause)) {
			*st = call_interrupted();
			return NULL;
		}
	}
}

ProtobufCMessage *cli_call(
    struct cli *cli, const char *method, const ProtobufCMessage *req, struct status *st)
{
	ProtobufCMessage *reply = call_patiently(cli, method, req, st);

	if (!reply && login_anew(cli, st) == 0)
		reply = call_patiently(cli, method, req, st);
	return reply;
}

struct call_stream *cli_stream(struct cli *cli, const char *method, int64_t patience_ms, struct status *st)
{
	if (find_token(cli, st) || connect_once(cli, st))
		return NULL;
	const char *path = mem_printf(cli->a, CONTRACT_PATH "%s", method);
	return call_stream_open(cli->link->call, cli->a, path, cli->token, patience_ms, st);
}

void cli_hang_up(struct cli *cli)
{
	call_disconnect(cli->link->call);
	free(cli->link->way);
	*cli->link = (struct cli_link){0};
}

ProtobufCMessage *cli_call_all(struct cli *cli, const char *method, ProtobufCMessage *req, struct status *st)
{
	ProtobufCMessage *all = cli_call(cli, method, req, st), *page = all;

	if (!field_find(req->descriptor, "page_token", 10))
		return all;
	while (page) {
		const char *next = field_named(cli->a, page, "next_page_token");
		if (!*next)
			return all;
		if (field_set(cli->a, req, "page_token", next, st))
			return NULL;
		page = cli_call(cli, method, req, st);
		if (page)
			field_merge(cli->a, all, page);
	}
	return NULL;
}

ProtobufCMessage *cli_request(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	ProtobufCMessage *req =
	    request_build(cli->a, m, contract_method(m->cmd->method)->input, cli->opt.key, st);

	return req && request_secrets(cli->a, m, req, st) == 0 ? req : NULL;
}

int cli_no_rows(struct status *st)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "ingen_liste",
	    .text = _("svaret er ingen liste, og kan ikke vises som CSV")};
	return -1;
}

int cli_print(struct cli *cli, const struct cmd *cmd, const ProtobufCMessage *reply, struct status *st)
{
	cli->out.table = false;
	if (cli->opt.csv && !csv_print(&cli->out, reply, cmd->csv ? cmd->csv : cmd->show))
		return cli_no_rows(st);
	if (cli->opt.csv)
		return 0;
	if (!cli->opt.data && cmd->print) {
		cmd->print(&cli->out, reply);
	} else if (!cli->opt.data) {
		print_reply(&cli->out, reply, cmd->show);
	} else if (cli->opt.yaml ? print_yaml(&cli->out, reply) : print_json(&cli->out, reply)) {
		*st = (struct status){
		    .code = GRPC_RESOURCE_EXHAUSTED, .text = _("svaret er for stort for klienten")};
		return -1;
	}
	return 0;
}

int cli_generic(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	ProtobufCMessage *req = cli_request(cli, m, st);
	ProtobufCMessage *reply = req ? cli_call_all(cli, m->cmd->method, req, st) : NULL;

	return reply ? cli_print(cli, m->cmd, reply, st) : -1;
}

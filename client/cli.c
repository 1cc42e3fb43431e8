/* cli: see cli.h. */
#include "cli.h"

#include <string.h>
#include <time.h>

#include "contract.h"
#include "field.h"
#include "mem.h"
#include "print.h"
#include "request.h"
#include "tokens.h"

#define TRIES 4
#define WAIT_MAX_MS 5000

const char cli_release[] = OMSTILLING_RELEASE;

void cli_set_token(struct cli *cli, const char *token)
{
	cli->token = token;
	cli->token_known = true;
}

static int find_token(struct cli *cli, struct status *st)
{
	struct tokens_entry e;
	const char *as = cli->opt.as;

	if (cli->token_known)
		return 0;
	int found = cli->opt.no_login ? 0 : tokens_find(cli->a, cli->address.text, as, &e, st);
	if (found < 0)
		return -1;
	if (!found && as && !cli->opt.no_login) {
		*st = (struct status){.code = GRPC_UNAUTHENTICATED,
		    .reason = "ikke_innlogget",
		    .text = mem_printf(cli->a, "%s er ikke innlogget på %s herfra", as, cli->address.text),
		    .hint = mem_printf(cli->a, "omstilling login %s", as)};
		return -1;
	}
	cli_set_token(cli, found ? e.token : NULL);
	return 0;
}

static int connect_once(struct cli *cli, struct status *st)
{
	if (!cli->link)
		cli->link = call_connect(cli->a, &cli->address, cli->opt.ca, cli->opt.timeout_ms, st);
	return cli->link ? 0 : -1;
}

void cli_wait(unsigned ms)
{
	struct timespec ts = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};

	nanosleep(&ts, NULL);
}

ProtobufCMessage *cli_call(
    struct cli *cli, const char *method, const ProtobufCMessage *req, struct status *st)
{
	const ProtobufCMessageDescriptor *type = contract_method(method)->output;
	const char *path = mem_printf(cli->a, CONTRACT_PATH "%s", method);

	if (find_token(cli, st) || connect_once(cli, st))
		return NULL;
	for (int i = 1;; i++) {
		ProtobufCMessage *reply =
		    call_unary(cli->link, path, cli->token, req, type, cli->opt.timeout_ms, st);
		/* With a retry hint the server says that it has not begun. */
		if (reply || st->code != GRPC_UNAVAILABLE || st->retry_ms == 0 || i == TRIES)
			return reply;
		cli_wait(st->retry_ms < WAIT_MAX_MS ? st->retry_ms : WAIT_MAX_MS);
	}
}

struct call_stream *cli_stream(struct cli *cli, const char *method, int64_t patience_ms, struct status *st)
{
	if (find_token(cli, st) || connect_once(cli, st))
		return NULL;
	return call_stream_open(
	    cli->link, mem_printf(cli->a, CONTRACT_PATH "%s", method), cli->token, patience_ms, st);
}

void cli_hang_up(struct cli *cli)
{
	call_disconnect(cli->link);
	cli->link = NULL;
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
	return request_build(cli->a, m, contract_method(m->cmd->method)->input, cli->opt.key, st);
}

int cli_print(struct cli *cli, const struct cmd *cmd, const ProtobufCMessage *reply, struct status *st)
{
	if (!cli->opt.json && cmd->print) {
		cmd->print(&cli->out, reply);
	} else if (!cli->opt.json) {
		print_reply(&cli->out, reply, cmd->show);
	} else if (print_json(&cli->out, reply)) {
		*st = (struct status){
		    .code = GRPC_RESOURCE_EXHAUSTED, .text = "svaret er for stort for klienten"};
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

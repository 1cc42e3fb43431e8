/* run_auth: login, logout, password; see run.h. */
#include <errno.h>
#include <omstilling/v1/auth.pb-c.h>
#include <sodium.h>
#include <string.h>

#include "cli.h"
#include "field.h"
#include "login.h"
#include "mem.h"
#include "prompt.h"
#include "run.h"
#include "spraak.h"
#include "tokens.h"

static int print_who(struct cli *cli, struct status *st)
{
	static const struct cmd who = {
	    .show = "person: navn brukernavn; verv: organ organ_navn rolle fra til"};
	Omstilling__V1__WhoAmIRequest req = OMSTILLING__V1__WHO_AM_IREQUEST__INIT;
	ProtobufCMessage *reply = cli_call(cli, "AuthService/WhoAmI", &req.base, st);

	return reply ? cli_print(cli, &who, reply, st) : -1;
}

/* One secret asked for, kept in the arena until the call is over. */
static int ask(struct cli *cli, struct prompt *p, const char *label, char **out, struct status *st)
{
	*out = mem_alloc(cli->a, PROMPT_MAX);
	return prompt_secret(cli->a, p, label, *out, st);
}

static void wipe(char *secret)
{
	if (secret)
		sodium_memzero(secret, PROMPT_MAX);
}

int run_login(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__LoginRequest *req = (void *)cli_request(cli, m, st);
	struct prompt p;

	if (!req || prompt_open(cli->a, &p, cli->opt.password_file, st))
		return -1;
	int r = login_as(cli, &p, req, st);
	prompt_close(&p);
	return r == 0 ? print_who(cli, st) : -1;
}

/* The token is forgotten here also when the server no longer knows it. */
int run_logout(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	struct tokens_entry e;
	int found = tokens_find(cli->a, cli_place(cli), cli->opt.as, &e, st);

	if (found < 0)
		return -1;
	if (!found) {
		*st = (struct status){.code = GRPC_UNAUTHENTICATED,
		    .reason = "ikke_innlogget",
		    .text = _("ingen er innlogget her")};
		return -1;
	}
	cli_set_token(cli, e.token);
	ProtobufCMessage *req = cli_request(cli, m, st);
	ProtobufCMessage *reply = req ? cli_call(cli, m->cmd->method, req, st) : NULL;
	if (!reply && st->code != GRPC_UNAUTHENTICATED)
		return -1;
	if (tokens_remove(cli->a, e.server, e.user, st))
		return -1;
	out_text(&cli->out, 0, mem_printf(cli->a, _("%s er logget ut"), e.user));
	return 0;
}

static int ask_twice(struct cli *cli, struct prompt *p, char **password, struct status *st)
{
	char *again;

	if (ask(cli, p, _("Nytt passord"), password, st))
		return -1;
	if (p->file)
		return 0;
	int r = ask(cli, p, _("Nytt passord en gang til"), &again, st);
	if (r == 0 && strcmp(*password, again) != 0) {
		*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
		    .reason = "ulike_passord",
		    .text = _("passordene er ikke like")};
		r = -1;
	}
	wipe(again);
	return r;
}

int run_password(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__SetPasswordRequest *req = (void *)cli_request(cli, m, st);
	ProtobufCMessage *reply = NULL;
	struct prompt p;

	if (!req || prompt_open(cli->a, &p, cli->opt.password_file, st))
		return -1;
	int asked =
	    ask(cli, &p, mem_printf(cli->a, _("Engangskode for %s"), req->brukernavn), &req->invitasjon, st);
	if (asked == 0)
		asked = ask_twice(cli, &p, &req->passord, st);
	prompt_close(&p);
	cli_set_token(cli, NULL);
	if (asked == 0)
		reply = cli_call(cli, m->cmd->method, &req->base, st);
	wipe(req->invitasjon);
	wipe(req->passord);
	if (!reply)
		return -1;
	out_text(&cli->out, 0,
	    mem_printf(cli->a, _("passordet er satt; logg inn med: omstilling login %s"), req->brukernavn));
	return 0;
}

/* A code for the field of that name in the row's request. */
int run_totp(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	ProtobufCMessage *req = cli_request(cli, m, st), *reply = NULL;
	struct prompt p;
	char *code = NULL;

	if (!req || prompt_open(cli->a, &p, cli->opt.password_file, st))
		return -1;
	if (ask(cli, &p, _("Engangskode"), &code, st) == 0 && field_set(cli->a, req, "kode", code, st) == 0)
		reply = cli_call(cli, m->cmd->method, req, st);
	prompt_close(&p);
	wipe(code);
	return reply ? cli_print(cli, m->cmd, reply, st) : -1;
}

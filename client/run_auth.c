/* run_auth: login, logout, password; see run.h. */
#include <errno.h>
#include <omstilling/v1/auth.pb-c.h>
#include <sodium.h>
#include <string.h>

#include "cli.h"
#include "field.h"
#include "mem.h"
#include "prompt.h"
#include "run.h"
#include "spraak.h"
#include "tokens.h"

static const char code_label[] = N_("Engangskode");

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

static int store(struct cli *cli, const char *user, const Omstilling__V1__LoginResponse *r, struct status *st)
{
	struct tokens_entry e = {.server = cli_place(cli),
	    .user = user,
	    .expires = r->utloeper ? r->utloeper : "",
	    .token = r->token};

	if (!r->token || strpbrk(r->token, "\t\n") || strpbrk(e.expires, "\t\n") || strpbrk(user, "\t\n")) {
		*st = (struct status){.code = GRPC_INTERNAL,
		    .reason = "uleselig_svar",
		    .text = _("tjeneren ga ikke noe token")};
		return -1;
	}
	cli_set_token(cli, r->token);
	return tokens_store(cli->a, &e, st);
}

int run_login(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__LoginRequest *req = (void *)cli_request(cli, m, st);
	ProtobufCMessage *reply = NULL;
	struct prompt p;

	if (!req || prompt_open(cli->a, &p, cli->opt.password_file, st))
		return -1;
	cli_set_token(cli, NULL);
	if (ask(cli, &p, mem_printf(cli->a, _("Passord for %s"), req->brukernavn), &req->passord, st) == 0)
		reply = cli_call(cli, m->cmd->method, &req->base, st);
	/* Only who knows the password learns that there is a second factor to ask for. */
	if (!reply && st->reason && strcmp(st->reason, "engangskode_mangler") == 0 &&
	    ask(cli, &p, _(code_label), &req->kode, st) == 0)
		reply = cli_call(cli, m->cmd->method, &req->base, st);
	prompt_close(&p);
	wipe(req->passord);
	wipe(req->kode);
	if (!reply || store(cli, req->brukernavn, (void *)reply, st))
		return -1;
	return print_who(cli, st);
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
	if (ask(cli, &p, _(code_label), &code, st) == 0 && field_set(cli->a, req, "kode", code, st) == 0)
		reply = cli_call(cli, m->cmd->method, req, st);
	prompt_close(&p);
	wipe(code);
	return reply ? cli_print(cli, m->cmd, reply, st) : -1;
}

/* login: see login.h. */
#include "login.h"

#include <sodium.h>
#include <string.h>

#include "mem.h"
#include "spraak.h"
#include "tokens.h"

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

static bool is(const struct status *st, const char *reason)
{
	return st->reason && strcmp(st->reason, reason) == 0;
}

int login_as(struct cli *cli, struct prompt *p, Omstilling__V1__LoginRequest *req, struct status *st)
{
	static const char method[] = "AuthService/Login";
	char *password = req->passord = mem_alloc(cli->a, PROMPT_MAX);
	char *code = mem_alloc(cli->a, PROMPT_MAX);
	ProtobufCMessage *reply = NULL;

	cli_set_token(cli, NULL);
	if (prompt_secret(
		cli->a, p, mem_printf(cli->a, _("Passord for %s"), req->brukernavn), password, st) == 0)
		reply = cli_call(cli, method, &req->base, st);
	/* Only who knows the password learns that there is a second factor to ask for. */
	if (!reply && is(st, "engangskode_mangler") &&
	    prompt_secret(cli->a, p, _("Engangskode"), code, st) == 0) {
		req->kode = code;
		reply = cli_call(cli, method, &req->base, st);
	}
	sodium_memzero(password, PROMPT_MAX);
	sodium_memzero(code, PROMPT_MAX);
	return reply ? store(cli, req->brukernavn, (void *)reply, st) : -1;
}

/* Whoever else has the token of the session that was, has it no longer. */
static void end_session(struct cli *cli, const char *old)
{
	Omstilling__V1__LogoutRequest req = OMSTILLING__V1__LOGOUT_REQUEST__INIT;
	const char *now = cli->token;
	struct status ignored = {0};

	cli_set_token(cli, old);
	if (!cli_call(cli, "AuthService/Logout", &req.base, &ignored))
		out_text(&cli->err, 0, _("den gamle økten kunne ikke avsluttes: «auth session list»"));
	cli_set_token(cli, now);
}

int login_anew(struct cli *cli, struct status *st)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	struct tokens_entry e;
	struct prompt terminal = {0};
	struct status asked = {0};
	const char *old = cli->token;

	/* A file of secrets is the command's own: what stands there is not this password. */
	if (!is(st, "bevis_kreves") || cli->opt.password_file ||
	    tokens_find(cli->a, cli_place(cli), cli->opt.as, &e, &asked) != 1 || strcmp(e.token, old) != 0)
		return -1;
	if (!prompt_terminal())
		return -1; /* the refusal stands as it is, told once */
	req.brukernavn = mem_printf(cli->a, "%s", e.user);
	out_text(&cli->err, 0, st->text ? st->text : "");
	if (login_as(cli, &terminal, &req, &asked)) {
		if (!is(&asked, "ingen_hemmelighet"))
			*st = asked;
		cli_set_token(cli, old);
		return -1;
	}
	end_session(cli, old);
	return 0;
}

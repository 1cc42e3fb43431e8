/*
 * auth_totp: AuthService.ConfirmTotp and RemoveTotp; and what proves a one-time code. Each asks for the
 * caller's own secret, under his own token, computes, and asks the database to use the step up.
 */
#include <omstilling/v1/auth.pb-c.h>
#include <stdio.h>
#include <string.h>

#include "auth_int.h"

#define CODE_MAX 64    /* bytes of what is typed as a code */
#define RESERVE_MAX 32 /* of a reserve code without its hyphens */
#define RESERVES_MAX 20

/* One of them on its way; in the call's arena. */
struct proof {
	struct call *c;
	bool removing;
	char code[CODE_MAX + 1];
	char json[AUTH_PROOF_MAX + 2];
};

/* As it was printed or as somebody types it: hyphens and blanks do not count, nor capitals. */
static size_t normalize(const char *code, char out[RESERVE_MAX + 1])
{
	size_t n = 0;
	for (; *code && n < RESERVE_MAX; code++)
		if (*code != '-' && *code != ' ')
			out[n++] = (char)(*code >= 'A' && *code <= 'Z' ? *code + ('a' - 'A') : *code);
	out[n] = '\0';
	return n;
}

void auth_proof(yajl_val answer, const char *code, bool reserve, char out[AUTH_PROOF_MAX])
{
	unsigned char secret[TOTP_SECRET];
	char hash[AUTH_SHA_HEX], plain[RESERVE_MAX + 1];
	const char *hex = auth_text(answer, "hemmelighet");
	size_t len = 0, n = normalize(code, plain);
	if (reserve && n != TOTP_DIGITS) {
		auth_sha256_hex(hash, plain, n);
		snprintf(out, AUTH_PROOF_MAX, "\"reservekode_hash\":\"%s\"", hash);
	} else if (sodium_hex2bin(secret, sizeof secret, hex, strlen(hex), NULL, &len, NULL) == 0 &&
		   len == sizeof secret) {
		snprintf(out, AUTH_PROOF_MAX, "\"steg\":%lld",
		    totp_find(secret, len, auth_number(answer, "steg"), plain));
	} else {
		snprintf(out, AUTH_PROOF_MAX, "\"steg\":0");
	}
	sodium_memzero(secret, sizeof secret);
	sodium_memzero(plain, sizeof plain);
}

static int ask(struct proof *p, const struct db_fn *fn, void (*done)(void *, const struct db_result *))
{
	struct auth *a = call_env(p->c)->auth;
	call_hold(p->c);
	if (db_call(auth_db(a), fn, call_token_hash(p->c), p->json, strlen(p->json), call_time_left(p->c),
		done, p) != NULL)
		return 0;
	auth_fail_busy(p->c);
	call_release(p->c);
	return -1;
}

static void reply_confirmed(struct call *c, yajl_val v)
{
	Omstilling__V1__ConfirmTotpResponse out = OMSTILLING__V1__CONFIRM_TOTP_RESPONSE__INIT;
	yajl_val list = auth_field(v, "reservekoder", yajl_t_array);
	char *codes[RESERVES_MAX];
	for (size_t i = 0; list != NULL && i < list->u.array.len && out.n_reservekoder < RESERVES_MAX; i++)
		if (YAJL_IS_STRING(list->u.array.values[i]))
			codes[out.n_reservekoder++] = YAJL_GET_STRING(list->u.array.values[i]);
	out.reservekoder = codes;
	out.has_token_avsluttet = true;
	out.token_avsluttet = (int32_t)auth_number(v, "token_avsluttet");
	log_msg(LOG_INFO, call_log(c), "a second factor is in use");
	call_reply(c, &out.base);
}

static void on_used(void *arg, const struct db_result *res)
{
	struct proof *p = arg;
	Omstilling__V1__RemoveTotpResponse removed = OMSTILLING__V1__REMOVE_TOTP_RESPONSE__INIT;
	if (res->sqlstate != NULL) {
		auth_fail_db(p->c, res);
	} else {
		yajl_val v = auth_parse(res);
		if (!YAJL_IS_TRUE(auth_field(v, "ok", yajl_t_true)))
			auth_fail_code(p->c);
		else if (p->removing)
			call_reply(p->c, &removed.base);
		else
			reply_confirmed(p->c, v);
		yajl_tree_free(v);
	}
	call_release(p->c);
}

static void on_secret(void *arg, const struct db_result *res)
{
	struct proof *p = arg;
	const struct auth_totp *fns = auth_totp_of(call_env(p->c)->auth);
	char proof[AUTH_PROOF_MAX];
	if (res->sqlstate != NULL) {
		auth_fail_db(p->c, res);
	} else if (!call_over(p->c)) {
		yajl_val v = auth_parse(res);
		long long wait = auth_number(v, "vent_sekunder");
		auth_proof(v, p->code, p->removing, proof);
		snprintf(p->json, sizeof p->json, "{%s}", proof);
		if (wait > 0)
			auth_fail_wait(p->c, wait);
		else
			ask(p, p->removing ? fns->remove : fns->confirm, on_used);
		yajl_tree_free(v);
	}
	call_release(p->c);
}

static void begin(struct call *c, const char *code, bool removing)
{
	struct proof *p = arena_zalloc(call_arena(c), sizeof *p);
	if (code == NULL || *code == '\0' || strlen(code) > CODE_MAX) {
		auth_fail(c, GRPC_INVALID_ARGUMENT, "mangler_engangskode",
		    "Engangskoden mangler eller er for lang.", "kode");
		return;
	}
	if (p == NULL) {
		auth_fail_busy(c);
		return;
	}
	p->c = c;
	p->removing = removing;
	snprintf(p->code, sizeof p->code, "%s", code);
	snprintf(p->json, sizeof p->json, "{\"bekreftet\":%s}", removing ? "true" : "false");
	ask(p, auth_totp_of(call_env(c)->auth)->secret, on_secret);
}

static void confirm_totp(struct call *c, const ProtobufCMessage *msg)
{
	begin(c, ((const Omstilling__V1__ConfirmTotpRequest *)msg)->kode, false);
}

static void remove_totp(struct call *c, const ProtobufCMessage *msg)
{
	begin(c, ((const Omstilling__V1__RemoveTotpRequest *)msg)->kode, true);
}

const struct rpc_native auth_totp_methods[] = {
    {.path = "/omstilling.v1.AuthService/ConfirmTotp", .message = confirm_totp},
    {.path = "/omstilling.v1.AuthService/RemoveTotp", .message = remove_totp},
    {0},
};

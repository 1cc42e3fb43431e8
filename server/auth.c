/*
 * auth: see auth.h. Owns the flows of Login and SetPassword, tokens, and what a password must be. Which name
 * exists, how often one may fail, and how long a session lasts is SQL (schema auth). Both flows treat a name
 * that does not exist like any other, in the same steps.
 *
 * A flow lives in its call's arena; the call is held for every step that answers later. What is secret in it
 * is wiped when the call ends, whichever way (arena_free), and sooner where there is longer to wait: the
 * password when the hasher has it, the key when the database has answered.
 */
#include "auth.h"

#include <omstilling/v1/auth.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "auth_int.h"
#include "hasher.h"
#include "password.h"
#include "proto/json.h"
#include "status.h"

#define TOKEN_BYTES 32
#define TOKEN_TEXT sodium_base64_ENCODED_LEN(TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
#define NAME_MAX_BYTES 256
#define RETRY_MS 1000
#define PEER_SHARE 4   /* one address may have a quarter of the hasher's queue */
#define REPLY_MAX 4096 /* bytes of an answer from schema auth */

struct auth {
	struct db *db;
	struct hasher *hasher;
	struct auth_options options;
	const struct db_fn *login_salt, *login, *invited, *set_password;
	struct auth_totp totp;
	LIST_HEAD(, flow) hashing;
};

/* One Login or SetPassword on its way. */
struct flow {
	LIST_ENTRY(flow) hashing;
	struct call *c;
	struct auth *a;
	char *name_json; /* {"brukernavn":"..."}: the beginning of every argument */
	char *password;	 /* wiped when the hasher has it */
	char *json;	 /* the argument under way: the database borrows it */
	size_t json_len;
	char *code; /* the second factor, as it was typed; NULL: none */
	char token[TOKEN_TEXT];
	char key_hex[2 * HASHER_KEY + 1];
	unsigned char salt[HASHER_SALT];
	char invitation_hash[AUTH_SHA_HEX];
};

/* --- small things */

void auth_fail(struct call *c, enum grpc_code code, const char *reason, const char *text, const char *field)
{
	struct status st = {.code = code, .reason = reason, .text = text, .field = field};
	if (code == GRPC_UNAVAILABLE)
		st.retry_ms = RETRY_MS;
	call_fail(c, &st);
}

void auth_fail_busy(struct call *c)
{
	auth_fail(c, GRPC_UNAVAILABLE, "opptatt", "Tjenesten har for mye å gjøre. Prøv igjen om litt.", NULL);
}

static void fail_memory(struct call *c)
{
	auth_fail(c, GRPC_RESOURCE_EXHAUSTED, "for_lite_minne", "Forespørselen er for stor.", NULL);
}

void auth_fail_db(struct call *c, const struct db_result *res)
{
	struct status st = {0};
	if (status_from_db(res, &st))
		log_msg(LOG_ERROR, call_log(c), "auth: %s: %s", res->sqlstate,
		    res->message != NULL ? res->message : "");
	call_fail(c, &st);
}

void auth_sha256_hex(char out[AUTH_SHA_HEX], const void *data, size_t len)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, data, len);
	sodium_bin2hex(out, AUTH_SHA_HEX, hash, sizeof hash);
}

static void wipe(char *s)
{
	if (s != NULL)
		sodium_memzero(s, strlen(s));
}

yajl_val auth_parse(const struct db_result *res)
{
	char text[REPLY_MAX];
	if (res->json == NULL || res->json_len >= sizeof text)
		return NULL;
	memcpy(text, res->json, res->json_len);
	text[res->json_len] = '\0';
	yajl_val v = yajl_tree_parse(text, NULL, 0);
	sodium_memzero(text, res->json_len); /* of a second factor it is the secret */
	return v;
}

yajl_val auth_field(yajl_val v, const char *name, yajl_type type)
{
	const char *path[] = {name, NULL};
	return v != NULL ? yajl_tree_get(v, path, type) : NULL;
}

const char *auth_text(yajl_val v, const char *name)
{
	const char *s = YAJL_GET_STRING(auth_field(v, name, yajl_t_string));
	return s != NULL ? s : "";
}

long long auth_number(yajl_val v, const char *name)
{
	yajl_val n = auth_field(v, name, yajl_t_number);
	return n != NULL && YAJL_IS_INTEGER(n) ? YAJL_GET_INTEGER(n) : 0;
}

/* --- steps */

/* Asks the database: the name and what is appended to it (",\"key\":...}" or "}"). */
static int ask(
    struct flow *f, const struct db_fn *fn, const char *more, void (*done)(void *, const struct db_result *))
{
	size_t head = strlen(f->name_json) - 1, tail = strlen(more);
	f->json = arena_alloc(call_arena(f->c), head + tail + 1);
	if (f->json == NULL) {
		fail_memory(f->c);
		return -1;
	}
	memcpy(f->json, f->name_json, head);
	memcpy(f->json + head, more, tail + 1);
	f->json_len = head + tail;
	call_hold(f->c);
	if (db_call(f->a->db, fn, NULL, f->json, f->json_len, call_time_left(f->c), done, f) != NULL)
		return 0;
	wipe(f->json);
	auth_fail_busy(f->c);
	call_release(f->c);
	return -1;
}

/* Hashing is slow on purpose, and anybody may ask for it: nobody gets the whole queue. */
static bool has_share(const struct flow *f)
{
	unsigned share = f->a->options.queue / PEER_SHARE;
	const struct flow *other;
	LIST_FOREACH(other, &f->a->hashing, hashing)
	if (strcmp(call_peer(other->c), call_peer(f->c)) == 0 && share > 0)
		share--;
	return share > 0;
}

static void hash_password(struct flow *f, unsigned opslimit, unsigned memlimit, hasher_done *done)
{
	call_hold(f->c);
	int rc =
	    has_share(f) ? hasher_add(f->a->hasher, f->password, f->salt, opslimit, memlimit, done, f) : -1;
	wipe(f->password);
	if (rc == 0) {
		LIST_INSERT_HEAD(&f->a->hashing, f, hashing);
		return;
	}
	auth_fail_busy(f->c);
	call_release(f->c);
}

/* A flow with its name as JSON and its own copy of the password; NULL: the call is answered. */
static struct flow *flow_new(struct call *c, const char *name, char *password)
{
	Omstilling__V1__LoginRequest only_name = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	size_t len;
	if (name == NULL || *name == '\0' || strlen(name) > NAME_MAX_BYTES) {
		auth_fail(c, GRPC_INVALID_ARGUMENT, "mangler_brukernavn",
		    "Brukernavn mangler eller er for langt.", "brukernavn");
		return NULL;
	}
	if (password == NULL || *password == '\0' || strlen(password) > HASHER_PASSWORD_MAX) {
		auth_fail(c, GRPC_INVALID_ARGUMENT, "mangler_passord", "Passord mangler eller er for langt.",
		    "passord");
		return NULL;
	}
	struct flow *f = arena_zalloc(call_arena(c), sizeof *f);
	only_name.brukernavn = (char *)name;
	if (f != NULL)
		f->name_json = json_from_message(call_arena(c), &only_name.base, &len);
	if (f == NULL || f->name_json == NULL) {
		fail_memory(c);
		return NULL;
	}
	f->c = c;
	f->a = call_env(c)->auth;
	f->password = password;
	return f;
}

/* --- Login */

void auth_fail_wait(struct call *c, long long seconds)
{
	char detail[64];
	snprintf(detail, sizeof detail, "{\"vent_sekunder\":%lld}", seconds);
	struct status st = {.code = GRPC_RESOURCE_EXHAUSTED,
	    .reason = "for_mange_forsoek",
	    .text = "For mange mislykkede forsøk. Vent litt før du prøver igjen.",
	    .detail = detail,
	    .retry_ms = seconds > 0 && seconds < 86400 ? (unsigned)seconds * 1000 : RETRY_MS};
	call_fail(c, &st);
}

void auth_fail_code(struct call *c)
{
	auth_fail(c, GRPC_UNAUTHENTICATED, "feil_engangskode",
	    "Koden er feil, eller den er brukt. Vent på den neste.", NULL);
}

static void login_refused(struct call *c, const char *reason, long long wait)
{
	log_msg(LOG_INFO, call_log(c), "login refused: %s", reason);
	if (strcmp(reason, AUTH_WAIT) == 0)
		auth_fail_wait(c, wait);
	else if (strcmp(reason, "engangskode") == 0)
		auth_fail(c, GRPC_UNAUTHENTICATED, "engangskode_mangler",
		    "Kontoen har en andre faktor: oppgi også engangskoden.", "kode");
	else if (strcmp(reason, "feil_engangskode") == 0)
		auth_fail_code(c);
	else if (strcmp(reason, "konto_sperret") == 0)
		auth_fail(c, GRPC_PERMISSION_DENIED, "konto_sperret",
		    "Kontoen er sperret. Spør den som driver tjenesten.", NULL);
	else
		auth_fail(c, GRPC_UNAUTHENTICATED, "feil_navn_eller_passord",
		    "Feil brukernavn eller passord.", NULL);
}

static void login_granted(struct flow *f, yajl_val v)
{
	Omstilling__V1__LoginResponse out = OMSTILLING__V1__LOGIN_RESPONSE__INIT;
	out.token = f->token;
	out.utloeper = (char *)auth_text(v, "utloeper");
	log_msg(LOG_INFO, call_log(f->c), "login");
	call_reply(f->c, &out.base);
}

static void on_login(void *arg, const struct db_result *res);

/* The key, the new session, and once the code has been looked at, what proves it. */
static void send_login(struct flow *f, const char *proof)
{
	char token_hash[AUTH_SHA_HEX], more[768];
	auth_sha256_hex(token_hash, f->token, strlen(f->token));
	snprintf(more, sizeof more,
	    ",\"noekkel\":\"%s\",\"token_hash\":\"%s\",\"adresse\":\"%s\",\"klient\":\"%s\"%s%s}", f->key_hex,
	    token_hash, call_peer(f->c), call_client(f->c), *proof ? "," : "", proof);
	ask(f, f->a->login, more, on_login);
	sodium_memzero(more, sizeof more);
}

/* The password is right, and a second factor is needed: the database has told its secret. */
static bool prove(struct flow *f, yajl_val v)
{
	char proof[AUTH_PROOF_MAX];
	if (strcmp(auth_text(v, "reason"), "engangskode") != 0 || f->code == NULL || *f->code == '\0')
		return false;
	auth_proof(v, f->code, true, proof);
	wipe(f->code);
	f->code = NULL; /* asked about once */
	send_login(f, proof);
	return true;
}

static void on_login(void *arg, const struct db_result *res)
{
	struct flow *f = arg;
	wipe(f->json); /* it held the key */
	if (res->sqlstate != NULL) {
		auth_fail_db(f->c, res);
	} else {
		yajl_val v = auth_parse(res);
		if (YAJL_IS_TRUE(auth_field(v, "ok", yajl_t_true)))
			login_granted(f, v);
		else if (!prove(f, v))
			login_refused(f->c, auth_text(v, "reason"), auth_number(v, "vent_sekunder"));
		yajl_tree_free(v);
	}
	call_release(f->c);
}

static void on_login_key(void *arg, const unsigned char key[HASHER_KEY])
{
	struct flow *f = arg;
	unsigned char random[TOKEN_BYTES];
	LIST_REMOVE(f, hashing);
	if (key == NULL) {
		auth_fail_busy(f->c);
	} else if (!call_over(f->c)) {
		randombytes_buf(random, sizeof random);
		sodium_bin2base64(f->token, sizeof f->token, random, sizeof random,
		    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
		sodium_bin2hex(f->key_hex, sizeof f->key_hex, key, HASHER_KEY);
		sodium_memzero(random, sizeof random);
		send_login(f, "");
	}
	call_release(f->c);
}

static bool read_limits(yajl_val v, struct flow *f, unsigned *opslimit, unsigned *memlimit)
{
	long long ops = auth_number(v, "opslimit"), mem = auth_number(v, "memlimit");
	size_t len = 0;
	const char *salt = auth_text(v, "salt");
	if (sodium_hex2bin(f->salt, sizeof f->salt, salt, strlen(salt), NULL, &len, NULL) < 0 ||
	    len != sizeof f->salt)
		return false;
	*opslimit = (unsigned)ops;
	*memlimit = (unsigned)mem;
	return ops > 0 && ops <= 100 && mem >= (long long)crypto_pwhash_MEMLIMIT_MIN &&
	       mem <= HASHER_MEMORY_MAX;
}

static void on_salt(void *arg, const struct db_result *res)
{
	struct flow *f = arg;
	unsigned opslimit, memlimit;
	if (res->sqlstate != NULL) {
		auth_fail_db(f->c, res);
	} else {
		yajl_val v = auth_parse(res);
		long long wait = auth_number(v, "vent_sekunder");
		if (wait > 0) {
			login_refused(f->c, AUTH_WAIT, wait);
		} else if (read_limits(v, f, &opslimit, &memlimit)) {
			hash_password(f, opslimit, memlimit, on_login_key);
		} else {
			log_msg(LOG_ERROR, call_log(f->c), "auth.login_salt: an answer of the wrong shape");
			auth_fail(f->c, GRPC_INTERNAL, "intern_feil", "Det oppstod en intern feil.", NULL);
		}
		yajl_tree_free(v);
	}
	call_release(f->c);
}

static void login(struct call *c, const ProtobufCMessage *msg)
{
	const Omstilling__V1__LoginRequest *in = (const Omstilling__V1__LoginRequest *)msg;
	struct flow *f = flow_new(c, in->brukernavn, in->passord);
	char more[128];
	snprintf(more, sizeof more, ",\"adresse\":\"%s\"}", call_peer(c));
	if (f == NULL)
		return;
	f->code = in->kode;
	ask(f, f->a->login_salt, more, on_salt);
}

/* --- SetPassword */

static void fail_invitation(struct call *c)
{
	log_msg(LOG_INFO, call_log(c), "an invitation that is no good");
	auth_fail(c, GRPC_PERMISSION_DENIED, "ugyldig_invitasjon",
	    "Invitasjonen finnes ikke, er brukt eller har gått ut.", "invitasjon");
}

static void on_set(void *arg, const struct db_result *res)
{
	struct flow *f = arg;
	Omstilling__V1__SetPasswordResponse out = OMSTILLING__V1__SET_PASSWORD_RESPONSE__INIT;
	wipe(f->json);
	if (res->sqlstate != NULL) {
		auth_fail_db(f->c, res);
	} else {
		yajl_val v = auth_parse(res);
		if (YAJL_IS_TRUE(auth_field(v, "ok", yajl_t_true)))
			call_reply(f->c, &out.base);
		else
			fail_invitation(f->c);
		yajl_tree_free(v);
	}
	call_release(f->c);
}

static void on_set_key(void *arg, const unsigned char key[HASHER_KEY])
{
	struct flow *f = arg;
	char salt_hex[2 * HASHER_SALT + 1], key_hash[AUTH_SHA_HEX], more[512];
	LIST_REMOVE(f, hashing);
	if (key == NULL) {
		auth_fail_busy(f->c);
	} else if (!call_over(f->c)) {
		auth_sha256_hex(key_hash, key, HASHER_KEY);
		sodium_bin2hex(salt_hex, sizeof salt_hex, f->salt, sizeof f->salt);
		snprintf(more, sizeof more,
		    ",\"invitasjon_hash\":\"%s\",\"salt\":\"%s\",\"noekkel_hash\":\"%s\",\"opslimit\":%u,"
		    "\"memlimit\":%u}",
		    f->invitation_hash, salt_hex, key_hash, f->a->options.opslimit, f->a->options.memlimit);
		ask(f, f->a->set_password, more, on_set);
	}
	call_release(f->c);
}

static void fail_password(struct call *c, const struct password_fault *fault)
{
	call_fail(c, &(struct status){.code = GRPC_INVALID_ARGUMENT,
			 .reason = fault->reason,
			 .text = fault->text,
			 .detail = fault->detail,
			 .field = "passord"});
}

/* Whom the invitation is for is known now, and so what the password may not be made of. */
static void on_invited(void *arg, const struct db_result *res)
{
	struct flow *f = arg;
	if (res->sqlstate != NULL) {
		auth_fail_db(f->c, res);
	} else if (!call_over(f->c)) {
		yajl_val v = auth_parse(res);
		const struct password_fault *fault =
		    password_fault(f->password, auth_text(v, "brukernavn"), auth_text(v, "navn"));
		if (!YAJL_IS_TRUE(auth_field(v, "ok", yajl_t_true)))
			fail_invitation(f->c);
		else if (fault != NULL)
			fail_password(f->c, fault);
		else
			hash_password(f, f->a->options.opslimit, f->a->options.memlimit, on_set_key);
		yajl_tree_free(v);
	}
	call_release(f->c);
}

static void set_password(struct call *c, const ProtobufCMessage *msg)
{
	const Omstilling__V1__SetPasswordRequest *in = (const Omstilling__V1__SetPasswordRequest *)msg;
	struct flow *f = flow_new(c, in->brukernavn, in->passord);
	char more[AUTH_SHA_HEX + 32];
	const struct password_fault *fault = f != NULL ? password_fault(in->passord, "", "") : NULL;
	if (f == NULL)
		return;
	if (in->invitasjon == NULL || *in->invitasjon == '\0') {
		auth_fail(
		    c, GRPC_INVALID_ARGUMENT, "mangler_invitasjon", "Invitasjon mangler.", "invitasjon");
	} else if (fault != NULL) {
		fail_password(c, fault);
	} else {
		auth_sha256_hex(f->invitation_hash, in->invitasjon, strlen(in->invitasjon));
		randombytes_buf(f->salt, sizeof f->salt);
		snprintf(more, sizeof more, ",\"invitasjon_hash\":\"%s\"}", f->invitation_hash);
		ask(f, f->a->invited, more, on_invited);
	}
}

struct auth_totp *auth_totp_of(struct auth *a)
{
	return &a->totp;
}

struct db *auth_db(struct auth *a)
{
	return a->db;
}

const struct rpc_native auth_methods[] = {
    {.path = "/omstilling.v1.AuthService/Login", .anonymous = true, .message = login},
    {.path = "/omstilling.v1.AuthService/SetPassword", .anonymous = true, .message = set_password},
    {0},
};

/* --- life */

static const struct db_fn *find(const struct db *db, const char *name, bool read, char *err, size_t size)
{
	const struct db_fn *fn = db_find(db, "auth", name);
	if (fn != NULL && fn->read == read)
		return fn;
	snprintf(err, size, "the function auth.%s is missing or not %s", name, read ? "stable" : "volatile");
	return NULL;
}

struct auth *auth_new(
    struct event_base *base, struct db *db, const struct auth_options *o, char *err, size_t err_size)
{
	struct auth *a = calloc(1, sizeof *a);
	if (a == NULL) {
		snprintf(err, err_size, "out of memory");
		return NULL;
	}
	LIST_INIT(&a->hashing);
	a->db = db;
	a->options = *o;
	if ((a->login_salt = find(db, "login_salt", true, err, err_size)) != NULL &&
	    (a->login = find(db, "login", false, err, err_size)) != NULL &&
	    (a->invited = find(db, "invited", true, err, err_size)) != NULL &&
	    (a->totp.secret = find(db, "totp_secret", true, err, err_size)) != NULL &&
	    (a->totp.confirm = find(db, "totp_confirm", false, err, err_size)) != NULL &&
	    (a->totp.remove = find(db, "totp_remove", false, err, err_size)) != NULL &&
	    (a->set_password = find(db, "set_password", false, err, err_size)) != NULL &&
	    (a->hasher = hasher_new(base, o->queue, err, err_size)) != NULL)
		return a;
	auth_free(a);
	return NULL;
}

void auth_free(struct auth *a)
{
	if (a == NULL)
		return;
	hasher_free(a->hasher);
	free(a);
}

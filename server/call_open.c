/*
 * call_open: what a call's headers say: which method, how long, who. Judges; answers nothing itself.
 */
#include "call_int.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BEARER "Bearer "

static int refuse(struct status *st, enum grpc_code code, const char *reason, const char *text)
{
	*st = (struct status){.code = code, .reason = reason, .text = text};
	return -1;
}

static int find_method(struct call *c, const struct h2_headers *h, struct status *st)
{
	const struct h2_nv *path = h2_header(h, ":path");

	c->method = path ? rpc_find(c->env->rpc, path->value, path->value_len) : NULL;
	return c->method
		   ? 0
		   : refuse(st, GRPC_UNIMPLEMENTED, "ukjent_metode", "Tjeneren kjenner ikke denne metoden.");
}

static size_t message_max(const struct call *c)
{
	const struct rpc_native *native = c->method->native;
	size_t max = !native		   ? c->env->message_max
		     : native->message_max ? native->message_max
					   : RPC_NATIVE_MESSAGE_MAX;

	return max < c->env->message_max ? max : c->env->message_max;
}

static int check_encoding(const struct h2_headers *h, struct status *st)
{
	const struct h2_nv *v = h2_header(h, "grpc-encoding");

	if (!v || strcmp(v->value, "identity") == 0)
		return 0;
	return refuse(
	    st, GRPC_UNIMPLEMENTED, "ukjent_komprimering", "Tjeneren tar ikke imot komprimerte meldinger.");
}

/* A stream may wait for what happens seldom; but none for ever, so that a token that has expired holds none.
 */
static int64_t stream_time(const struct call *c, int64_t wished, bool anonymous)
{
	int64_t most = c->env->stream_ms;

	if (anonymous && most > CALL_STREAM_ANONYMOUS_MS)
		most = CALL_STREAM_ANONYMOUS_MS;
	return wished < most ? wished : most;
}

static int set_deadline(struct call *c, const struct h2_headers *h, struct status *st)
{
	const struct h2_nv *v = h2_header(h, "grpc-timeout");
	int64_t ms = c->env->timeout_ms;

	if (v && grpc_timeout_parse(v->value, v->value_len, &ms) != 0)
		return refuse(
		    st, GRPC_INVALID_ARGUMENT, "ugyldig_frist", "Verdien i grpc-timeout er ugyldig.");
	if (v && ms <= 0)
		return refuse(st, GRPC_DEADLINE_EXCEEDED, "fristen_er_ute", "Fristen er ute.");
	if (call_is_stream(c)) {
		c->deadline =
		    c->started + stream_time(c, v ? ms : INT64_MAX, h2_header(h, "authorization") == NULL);
		return 0;
	}
	c->deadline = c->started + (ms < CALL_TIMEOUT_MAX_MS ? ms : CALL_TIMEOUT_MAX_MS);
	return 0;
}

/* The characters of a token by RFC 6750. */
static bool token_valid(const char *t, size_t len)
{
	static const char ok[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=";

	return len > 0 && len <= CALL_TOKEN_MAX && strspn(t, ok) == len;
}

/* The hash of the token, kept in the connection: the same token comes with every call. */
static const char *hash_of(struct call_origin *o, const char *token, size_t len)
{
	struct call_identity *id = o->identity;
	unsigned char digest[crypto_hash_sha256_BYTES];

	if (id && id->len == len && memcmp(id->token, token, len) == 0)
		return id->hash;
	if (!id) {
		id = o->identity = malloc(sizeof(*id));
		if (!id)
			return NULL;
	}
	memcpy(id->token, token, len);
	id->len = len;
	crypto_hash_sha256(digest, (const unsigned char *)token, len);
	sodium_bin2hex(id->hash, sizeof(id->hash), digest, sizeof(digest));
	return id->hash;
}

static int identify(struct call *c, const struct h2_headers *h, struct status *st)
{
	const size_t n = sizeof(BEARER) - 1;
	const struct h2_nv *v = h2_header(h, "authorization");
	const char *hash;

	if (!v && !c->method->anonymous) {
		(void)refuse(st, GRPC_UNAUTHENTICATED, "ikke_innlogget", "Du er ikke innlogget.");
		st->hint = "omstilling login BRUKERNAVN";
		return -1;
	}
	if (!v)
		return 0;
	if (strncasecmp(v->value, BEARER, n) != 0 || !token_valid(v->value + n, v->value_len - n))
		return refuse(st, GRPC_UNAUTHENTICATED, "ugyldig_token",
		    "Innloggingen har feil form. Logg inn på nytt.");
	hash = hash_of(c->origin, v->value + n, v->value_len - n);
	c->token_hash = hash ? arena_strndup(c->arena, hash, CALL_HASH_SIZE - 1) : NULL;
	if (!c->token_hash)
		return refuse(st, GRPC_RESOURCE_EXHAUSTED, "for_mange_kall", "Tjeneren har for mye å gjøre.");
	memcpy(c->user, c->token_hash, CALL_USER_DIGITS);
	c->log.user = c->user;
	return 0;
}

/* For the list of one's logins: printable ASCII that no JSON need escape, and not much of it. */
static void note_client(struct call *c, const struct h2_headers *h)
{
	const struct h2_nv *v = h2_header(h, "user-agent");
	char *client = v && c->method->native
			   ? arena_strndup(c->arena, v->value, strnlen(v->value, CALL_CLIENT_MAX))
			   : NULL;

	c->client = client;
	for (; client && *client; client++)
		if (*client < ' ' || *client > '~' || *client == '"' || *client == '\\')
			*client = '?';
}

int call_read_headers(struct call *c, const struct h2_headers *h, struct status *st)
{
	if (find_method(c, h, st) != 0 || check_encoding(h, st) != 0 || set_deadline(c, h, st) != 0)
		return -1;
	grpc_reader_init(&c->reader, message_max(c));
	note_client(c, h);
	return identify(c, h, st);
}

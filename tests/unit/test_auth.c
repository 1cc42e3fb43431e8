/*
 * auth: both flows from socket to outcome, before a database that is played: what it is asked, in which
 * order, and what never leaves the daemon.
 */
#include "server/auth.h"
#define CALL_FIXTURE_AUTH auth_methods
#include "call_fixture.h"

#include <sodium.h>

#include "wiped.h"

#define SET_PASSWORD "/omstilling.v1.AuthService/SetPassword"
#define PASSWORD "et ganske langt passord"
#define SALT "000102030405060708090a0b0c0d0e0f"
#define SALT_ANSWER "{\"salt\" : \"" SALT "\", \"opslimit\" : 1, \"memlimit\" : 8192}"
/* Some tenths of a second: what must happen while a password is being hashed does. */
#define SLOW_OPSLIMIT 4
#define SLOW_MEMLIMIT (64U << 20)
#define SLOW_SALT_ANSWER "{\"salt\" : \"" SALT "\", \"opslimit\" : 4, \"memlimit\" : 67108864}"

static const unsigned char salt_bytes[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

static void start_costly(unsigned queue, unsigned opslimit, unsigned memlimit)
{
	struct auth_options o = {.opslimit = opslimit, .memlimit = memlimit, .queue = queue};
	char err[256];
	begin();
	env.auth = auth_new(base, (struct db *)&db, &o, err, sizeof err);
	cr_assert_not_null(env.auth, "%s", err);
}

static void start(unsigned queue)
{
	start_costly(queue, 1, 8192);
}

static void stop(void)
{
	end();
}

/* Calls held by the hasher end with it: it goes first, while their calls can still take an answer. */
static void stop_auth(void)
{
	auth_free(env.auth);
	/* The hash that was under way is finished, and its call asks on: the database, which goes next,
	 * answers it. */
	if (db.done != NULL)
		answer((struct db_result){.sqlstate = "57P01", .message = "ending"});
	turn();
	stop();
}

static struct h2_stream *log_in(const char *name, const char *password)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	req.brukernavn = (char *)(uintptr_t)name;
	req.passord = (char *)(uintptr_t)password;
	return ask(LOGIN, &req.base, NULL, 0);
}

static struct h2_stream *log_in_with(const char *name, const char *password, const char *code)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	req.brukernavn = (char *)(uintptr_t)name;
	req.passord = (char *)(uintptr_t)password;
	req.kode = (char *)(uintptr_t)code;
	return ask(LOGIN, &req.base, NULL, 0);
}

static struct h2_stream *set(const char *name, const char *code, const char *password)
{
	Omstilling__V1__SetPasswordRequest req = OMSTILLING__V1__SET_PASSWORD_REQUEST__INIT;
	req.brukernavn = (char *)(uintptr_t)name;
	req.invitasjon = (char *)(uintptr_t)code;
	req.passord = (char *)(uintptr_t)password;
	return ask(SET_PASSWORD, &req.base, NULL, 0);
}

/* The worker answers in its own time. */
static void await_question(const char *fn)
{
	for (int i = 0; i < 500 && db.done == NULL && got.closed == 0; i++)
		wait_ms(5);
	cr_assert_not_null(db.done, "%s was never asked: %s", fn, got.reason);
	cr_assert_str_eq(db.fn, fn);
}

static void await_outcome(void)
{
	for (int i = 0; i < 500 && got.closed == 0; i++)
		wait_ms(5);
	cr_assert_eq(got.closed, 1);
}

/* The string value of a key in the question. */
static const char *asked(const char *key)
{
	static char value[256];
	char wanted[64];
	snprintf(wanted, sizeof wanted, "\"%s\":\"", key);
	const char *s = strstr(db.json, wanted);
	cr_assert_not_null(s, "%s in %s", key, db.json);
	snprintf(value, sizeof value, "%.*s", (int)strcspn(s + strlen(wanted), "\""), s + strlen(wanted));
	return value;
}

static const char *hex_sha256(const void *data, size_t len)
{
	static char hex[65];
	unsigned char hash[32];
	crypto_hash_sha256(hash, data, len);
	return sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
}

static void argon2(unsigned char key[32], const char *password, const unsigned char salt[16])
{
	cr_assert_eq(
	    crypto_pwhash(key, 32, password, strlen(password), salt, 1, 8192, crypto_pwhash_ALG_ARGON2ID13),
	    0);
}

Test(auth, a_login_proves_the_key_and_gets_a_token)
{
	unsigned char key[32];
	char hex[65], token_hash[65];
	start(4);
	log_in("kari", PASSWORD);
	cr_assert_str_eq(db.fn, "login_salt");
	cr_assert_str_eq(db.json, "{\"brukernavn\":\"kari\",\"adresse\":\"unix\"}");
	cr_assert_str_eq(db.token, "");
	answer((struct db_result){.json = SALT_ANSWER});
	cr_assert_eq(got.closed, 0);
	await_question("login");
	argon2(key, PASSWORD, salt_bytes);
	cr_assert_str_eq(asked("noekkel"), sodium_bin2hex(hex, sizeof hex, key, sizeof key));
	cr_assert_str_eq(asked("adresse"), "unix");
	cr_assert_str_eq(asked("brukernavn"), "kari");
	cr_assert_null(strstr(db.json, "passord"));
	snprintf(token_hash, sizeof token_hash, "%s", asked("token_hash"));
	answer((struct db_result){.json = "{\"ok\" : true, \"utloeper\" : \"2021-01-01T00:00:00Z\"}"});
	await_outcome();
	cr_assert_eq(got.code, 0);
	Omstilling__V1__LoginResponse *res =
	    omstilling__v1__login_response__unpack(NULL, got.body_len - 5, got.body + 5);
	cr_assert_not_null(res);
	cr_assert_eq(strlen(res->token), 43, "256 bits");
	cr_assert_str_eq(hex_sha256(res->token, strlen(res->token)), token_hash);
	cr_assert_str_eq(res->utloeper, "2021-01-01T00:00:00Z");
	omstilling__v1__login_response__free_unpacked(res, NULL);
	stop_auth();
}

Test(auth, a_name_is_only_ever_a_json_string)
{
	start(4);
	log_in("a\",\"noekkel\":\"b", PASSWORD);
	cr_assert_str_eq(db.json, "{\"brukernavn\":\"a\\\",\\\"noekkel\\\":\\\"b\",\"adresse\":\"unix\"}");
	answer((struct db_result){.sqlstate = "57014"});
	await_outcome();
	cr_assert_eq(got.code, GRPC_DEADLINE_EXCEEDED);
	stop_auth();
}

Test(auth, a_refused_login_says_as_little_as_possible)
{
	start(4);
	log_in("kari", PASSWORD);
	answer((struct db_result){.json = SALT_ANSWER});
	await_question("login");
	answer((struct db_result){.json = "{\"ok\" : false, \"reason\" : \"feil_navn_eller_passord\"}"});
	await_outcome();
	expect(GRPC_UNAUTHENTICATED, "feil_navn_eller_passord");
	stop_auth();
}

Test(auth, too_many_failures_tell_how_long)
{
	start(4);
	log_in("kari", PASSWORD);
	answer((struct db_result){.json = SALT_ANSWER});
	await_question("login");
	answer((struct db_result){
	    .json = "{\"ok\" : false, \"reason\" : \"for_mange_forsoek\", \"vent_sekunder\" : 90}"});
	await_outcome();
	expect(GRPC_RESOURCE_EXHAUSTED, "for_mange_forsoek");
	cr_assert_eq(got.retry_ms, 90000);
	stop_auth();
}

Test(auth, who_must_wait_is_not_hashed_for)
{
	start(0);
	log_in("kari", PASSWORD);
	answer((struct db_result){.json = "{\"vent_sekunder\" : 7, \"salt\" : \"" SALT
					  "\", \"opslimit\" : 1, \"memlimit\" : 8192}"});
	await_outcome();
	expect(GRPC_RESOURCE_EXHAUSTED, "for_mange_forsoek");
	cr_assert_eq(got.retry_ms, 7000);
	cr_assert_eq(db.calls, 1);
	stop_auth();
}

Test(auth, answers_of_the_wrong_shape_are_our_own_mistake)
{
	static const char *const wrong[] = {"[]", "nonsense", "{}",
	    "{\"salt\":\"00\",\"opslimit\":1,\"memlimit\":8192}",
	    "{\"salt\":\"" SALT "\",\"opslimit\":0,\"memlimit\":8192}",
	    "{\"salt\":\"" SALT "\",\"opslimit\":1,\"memlimit\":1}",
	    "{\"salt\":\"" SALT "\",\"opslimit\":1,\"memlimit\":99999999999}",
	    "{\"salt\":7,\"opslimit\":\"1\",\"memlimit\":8192}"};
	start(4);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		log_in("kari", PASSWORD);
		answer((struct db_result){.json = wrong[i]});
		await_outcome();
		expect(GRPC_INTERNAL, "intern_feil");
	}
	stop_auth();
}

Test(auth, what_is_missing_is_named_and_asks_nobody)
{
	char long_name[400];
	memset(long_name, 'a', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	start(4);
	log_in(NULL, PASSWORD);
	expect(GRPC_INVALID_ARGUMENT, "mangler_brukernavn");
	cr_assert_str_eq(got.field, "brukernavn");
	log_in("", PASSWORD);
	expect(GRPC_INVALID_ARGUMENT, "mangler_brukernavn");
	log_in(long_name, PASSWORD);
	expect(GRPC_INVALID_ARGUMENT, "mangler_brukernavn");
	log_in("kari", NULL);
	expect(GRPC_INVALID_ARGUMENT, "mangler_passord");
	cr_assert_str_eq(got.field, "passord");
	set("kari", NULL, PASSWORD);
	expect(GRPC_INVALID_ARGUMENT, "mangler_invitasjon");
	set("kari", "kode", "fjorten tegn e");
	expect(GRPC_INVALID_ARGUMENT, "for_kort_passord");
	set("kari", "kode", "åse øver på øy"); /* 18 bytes are still fourteen characters */
	expect(GRPC_INVALID_ARGUMENT, "for_kort_passord");
	set("kari", "kode", "abcdefghijklmnop");
	expect(GRPC_INVALID_ARGUMENT, "vanlig_passord");
	cr_assert_eq(db.calls, 0);
	stop_auth();
}

/* As it came and as it was read: both copies are gone when the call is. */
static void left_nothing(const char *why)
{
	for (int i = 0; i < 500 && wiped_times < 2; i++)
		wait_ms(5);
	cr_assert_eq(wiped_times, 2, "%s: %u copies are wiped", why, wiped_times);
	wiped_times = 0;
}

Test(auth, no_way_out_of_a_login_leaves_the_code_behind)
{
	wiped_needle = "005924";
	start(0);
	log_in_with(NULL, PASSWORD, wiped_needle);
	left_nothing("no name");
	log_in_with("kari", NULL, wiped_needle);
	left_nothing("no password");
	db.full = true;
	log_in_with("kari", PASSWORD, wiped_needle);
	left_nothing("the database is busy");
	db.full = false;
	log_in_with("kari", PASSWORD, wiped_needle);
	answer((struct db_result){.json = "{\"vent_sekunder\" : 7}"});
	left_nothing("who must wait");
	log_in_with("kari", PASSWORD, wiped_needle);
	answer((struct db_result){.json = "{}"});
	left_nothing("an answer of the wrong shape");
	log_in_with("kari", PASSWORD, wiped_needle);
	answer((struct db_result){.json = SALT_ANSWER});
	left_nothing("the hasher is busy");
	stop_auth();
}

Test(auth, no_way_out_leaves_the_password_or_the_invitation_behind)
{
	wiped_needle = PASSWORD;
	start(0);
	log_in(NULL, PASSWORD);
	left_nothing("no name");
	set(NULL, "kode", PASSWORD);
	left_nothing("nor for a new one");
	wiped_needle = "invitasjonskode";
	set(NULL, "invitasjonskode", PASSWORD);
	left_nothing("the invitation neither");
	stop_auth();
}

Test(auth, a_full_queue_says_when_to_come_back)
{
	start(4);
	db.full = true;
	log_in("kari", PASSWORD);
	expect(GRPC_UNAVAILABLE, "opptatt");
	cr_assert_gt(got.retry_ms, 0);
	stop_auth();
}

Test(auth, a_busy_hasher_says_when_to_come_back)
{
	start(0);
	log_in("kari", PASSWORD);
	answer((struct db_result){.json = SALT_ANSWER});
	await_outcome();
	expect(GRPC_UNAVAILABLE, "opptatt");
	stop_auth();
}

Test(auth, who_has_gone_is_not_logged_in)
{
	start(4);
	struct h2_stream *s = log_in("kari", PASSWORD);
	answer((struct db_result){.json = SLOW_SALT_ANSWER});
	h2_reset(s, H2_CANCEL);
	wait_ms(1000);
	cr_assert_eq(db.calls, 1, "no session for nobody");
	stop_auth();
}

static void answer_invited(void)
{
	cr_assert_str_eq(db.fn, "invited");
	answer((struct db_result){
	    .json = "{\"ok\" : true, \"brukernavn\" : \"kari\", \"navn\" : \"Kari Tyttebær\"}"});
}

Test(auth, a_new_password_is_stored_as_the_hash_of_its_key)
{
	unsigned char key[32], salt[16];
	start(4);
	set("kari", "invitasjonskode", "blåbærsyltetøy på øya");
	cr_assert_str_eq(asked("invitasjon_hash"), hex_sha256("invitasjonskode", 15));
	answer_invited();
	await_question("set_password");
	cr_assert_str_eq(asked("invitasjon_hash"), hex_sha256("invitasjonskode", 15));
	cr_assert_eq(sodium_hex2bin(salt, sizeof salt, asked("salt"), 32, NULL, NULL, NULL), 0);
	argon2(key, "blåbærsyltetøy på øya", salt);
	cr_assert_str_eq(asked("noekkel_hash"), hex_sha256(key, sizeof key));
	cr_assert(strstr(db.json, "\"opslimit\":1,\"memlimit\":8192}") != NULL, "%s", db.json);
	cr_assert_null(strstr(db.json, "invitasjonskode"));
	answer((struct db_result){.json = "{\"ok\" : true}"});
	await_outcome();
	cr_assert_eq(got.code, 0);
	stop_auth();
}

Test(auth, salts_differ)
{
	char first[64];
	start(4);
	set("kari", "kode", PASSWORD);
	answer_invited();
	await_question("set_password");
	snprintf(first, sizeof first, "%s", asked("salt"));
	answer((struct db_result){.json = "{\"ok\" : true}"});
	await_outcome();
	set("kari", "kode", PASSWORD);
	answer_invited();
	await_question("set_password");
	cr_assert_str_neq(first, asked("salt"));
	answer((struct db_result){.json = "{\"ok\" : true}"});
	await_outcome();
	stop_auth();
}

Test(auth, an_invitation_that_is_no_good)
{
	start(4);
	set("kari", "kode", PASSWORD);
	answer_invited();
	await_question("set_password");
	answer((struct db_result){.json = "{\"ok\" : false, \"reason\" : \"ugyldig_invitasjon\"}"});
	await_outcome();
	expect(GRPC_PERMISSION_DENIED, "ugyldig_invitasjon");
	cr_assert_str_eq(got.field, "invitasjon");
	stop_auth();
}

Test(auth, an_invitation_that_is_none_costs_no_hash)
{
	start(0);
	set("kari", "kode", PASSWORD);
	answer((struct db_result){.json = "{\"ok\" : false}"});
	await_outcome();
	expect(GRPC_PERMISSION_DENIED, "ugyldig_invitasjon");
	cr_assert_eq(db.calls, 1);
	stop_auth();
}

Test(auth, one_s_own_name_is_no_password)
{
	start(4);
	set("kari", "kode", "kari tyttebær 19");
	answer_invited();
	await_outcome();
	expect(GRPC_INVALID_ARGUMENT, "passord_av_kjente_ord");
	cr_assert_str_eq(got.field, "passord");
	cr_assert_eq(db.calls, 1);
	stop_auth();
}

Test(auth, the_end_answers_who_waits_for_a_hash)
{
	start_costly(4, SLOW_OPSLIMIT, SLOW_MEMLIMIT);
	for (int i = 0; i < 3; i++) {
		set("kari", "kode", PASSWORD);
		answer_invited();
	}
	stop_auth();
}

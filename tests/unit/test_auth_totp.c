/*
 * auth: one-time codes from socket to outcome, before a database that is played: the code never leaves the
 * daemon, what it proves does, once.
 */
#include "server/auth.h"
#include "server/totp.h"
#define CALL_FIXTURE_AUTH auth_methods, auth_totp_methods
#include "call_fixture.h"

#include <sodium.h>

#define CONFIRM "/omstilling.v1.AuthService/ConfirmTotp"
#define REMOVE "/omstilling.v1.AuthService/RemoveTotp"
#define SALT_ANSWER "{\"salt\":\"000102030405060708090a0b0c0d0e0f\",\"opslimit\":1,\"memlimit\":8192}"
/* "12345678901234567890" of RFC 6238; at step 41152263 its code is 005924. */
#define SECRET "\"hemmelighet\":\"3132333435363738393031323334353637383930\",\"steg\":41152263"
#define ASKS_CODE "{\"ok\":false,\"reason\":\"engangskode\"," SECRET "}"
#define RESERVE "1a2b3-c4d5e-6f708-192a3"

static void start(void)
{
	struct auth_options o = {.opslimit = 1, .memlimit = 8192, .queue = 4};
	char err[256];
	begin();
	env.auth = auth_new(base, (struct db *)&db, &o, err, sizeof err);
	cr_assert_not_null(env.auth, "%s", err);
}

static void stop(void)
{
	auth_free(env.auth);
	end();
}

static void await(void)
{
	for (int i = 0; i < 500 && db.done == NULL && got.closed == 0; i++)
		wait_ms(5);
}

static void log_in(const char *code)
{
	Omstilling__V1__LoginRequest req = OMSTILLING__V1__LOGIN_REQUEST__INIT;
	req.brukernavn = (char *)"kari";
	req.passord = (char *)"fire sanger i dalen";
	req.kode = (char *)(uintptr_t)code;
	ask(LOGIN, &req.base, NULL, 0);
	answer((struct db_result){.json = SALT_ANSWER});
	await();
	cr_assert_str_eq(db.fn, "login");
	cr_assert_null(strstr(db.json, "steg"));
	answer((struct db_result){.json = ASKS_CODE});
	await();
}

static void ask_code(const char *method, const char *code)
{
	static const struct h2_nv token[] = {H2_NV("authorization", "Bearer token")};
	Omstilling__V1__ConfirmTotpRequest req = OMSTILLING__V1__CONFIRM_TOTP_REQUEST__INIT;
	req.kode = (char *)(uintptr_t)code; /* both requests have it as their first field */
	ask(method, &req.base, token, 1);
}

TestSuite(auth_totp, .init = start, .fini = stop);

Test(auth_totp, without_a_code_it_is_asked_for)
{
	log_in(NULL);
	cr_assert_null(db.done);
	expect(GRPC_UNAUTHENTICATED, "engangskode_mangler");
	cr_assert_eq(db.calls, 2);
}

Test(auth_totp, a_code_is_told_as_its_step)
{
	log_in("005924");
	cr_assert_str_eq(db.fn, "login");
	cr_assert_not_null(strstr(db.json, "\"steg\":41152263}"), "%s", db.json);
	cr_assert_null(strstr(db.json, "005924"), "the code itself stays here");
	answer((struct db_result){.json = "{\"ok\":true,\"utloeper\":\"2021-01-01T00:00:00Z\"}"});
	await();
	cr_assert_eq(got.code, 0);
}

Test(auth_totp, a_wrong_code_is_told_too_so_that_it_is_counted)
{
	log_in("000000");
	cr_assert_not_null(strstr(db.json, "\"steg\":0}"), "%s", db.json);
	answer((struct db_result){.json = "{\"ok\":false,\"reason\":\"feil_engangskode\"}"});
	await();
	expect(GRPC_UNAUTHENTICATED, "feil_engangskode");
}

Test(auth_totp, a_reserve_code_is_told_as_its_hash)
{
	unsigned char hash[32];
	char hex[65];
	log_in("1A2B3 c4d5e-6f708 192a3");
	crypto_hash_sha256(hash, (const unsigned char *)"1a2b3c4d5e6f708192a3", 20);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	cr_assert_not_null(strstr(db.json, hex), "%s", db.json);
	cr_assert_null(strstr(db.json, "1a2b3"));
	answer((struct db_result){.json = "{\"ok\":false,\"reason\":\"konto_sperret\"}"});
	await();
	expect(GRPC_PERMISSION_DENIED, "konto_sperret");
}

Test(auth_totp, a_database_that_asks_again_is_not_answered_again)
{
	log_in("005924");
	answer((struct db_result){.json = ASKS_CODE});
	await();
	expect(GRPC_UNAUTHENTICATED, "engangskode_mangler");
	cr_assert_eq(db.calls, 3);
}

Test(auth_totp, confirmed_by_a_code_of_the_callers_own_secret)
{
	ask_code(CONFIRM, "005924");
	cr_assert_str_eq(db.fn, "totp_secret");
	cr_assert_str_eq(db.json, "{\"bekreftet\":false}");
	cr_assert_neq(db.token[0], '\0', "under the caller's own token");
	answer((struct db_result){.json = "{" SECRET "}"});
	cr_assert_str_eq(db.fn, "totp_confirm");
	cr_assert_str_eq(db.json, "{\"steg\":41152263}");
	answer((struct db_result){
	    .json = "{\"ok\":true,\"token_avsluttet\":3,\"reservekoder\":[\"" RESERVE "\",\"b\"]}"});
	await();
	cr_assert_eq(got.code, 0);
	Omstilling__V1__ConfirmTotpResponse *res =
	    omstilling__v1__confirm_totp_response__unpack(NULL, got.body_len - 5, got.body + 5);
	cr_assert_eq(res->n_reservekoder, 2);
	cr_assert_str_eq(res->reservekoder[0], RESERVE);
	cr_assert_eq(res->token_avsluttet, 3);
	omstilling__v1__confirm_totp_response__free_unpacked(res, NULL);
}

Test(auth_totp, a_reserve_code_confirms_nothing)
{
	ask_code(CONFIRM, RESERVE);
	answer((struct db_result){.json = "{" SECRET "}"});
	cr_assert_str_eq(db.json, "{\"steg\":0}");
	answer((struct db_result){.json = "{\"ok\":false}"});
	await();
	expect(GRPC_UNAUTHENTICATED, "feil_engangskode");
}

Test(auth_totp, taken_off_by_a_code_or_a_reserve_code)
{
	ask_code(REMOVE, RESERVE);
	cr_assert_str_eq(db.json, "{\"bekreftet\":true}");
	answer((struct db_result){.json = "{" SECRET "}"});
	cr_assert_str_eq(db.fn, "totp_remove");
	cr_assert_not_null(strstr(db.json, "{\"reservekode_hash\":\""));
	answer((struct db_result){.json = "{\"ok\":true}"});
	await();
	cr_assert_eq(got.code, 0);
}

Test(auth_totp, who_must_wait_is_told_how_long)
{
	ask_code(REMOVE, "005924");
	answer((struct db_result){.json = "{" SECRET ",\"vent_sekunder\":4}"});
	await();
	expect(GRPC_RESOURCE_EXHAUSTED, "for_mange_forsoek");
	cr_assert_eq(got.retry_ms, 4000);
	cr_assert_eq(db.calls, 1);
}

Test(auth_totp, what_is_missing_asks_nobody)
{
	char longest[100] = "";
	memset(longest, '1', sizeof longest - 1);
	ask_code(CONFIRM, NULL);
	expect(GRPC_INVALID_ARGUMENT, "mangler_engangskode");
	ask_code(REMOVE, longest);
	expect(GRPC_INVALID_ARGUMENT, "mangler_engangskode");
	cr_assert_eq(db.calls, 0);
}

Test(auth_totp, an_answer_without_a_secret_proves_nothing)
{
	ask_code(CONFIRM, "005924");
	answer((struct db_result){.json = "{\"hemmelighet\":\"00\",\"steg\":41152263}"});
	cr_assert_str_eq(db.json, "{\"steg\":0}");
	answer((struct db_result){.sqlstate = "57014"});
	await();
	cr_assert_eq(got.code, GRPC_DEADLINE_EXCEEDED);
}

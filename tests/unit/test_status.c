/*
 * SQLSTATE to gRPC status: the table, as it is written in the architecture's section "Errors".
 */
#include <criterion/criterion.h>

#include "server/status.h"

static struct status of(const char *sqlstate)
{
	const struct db_result res = {
	    .sqlstate = sqlstate, .message = "internal text", .detail = "internal detail"};
	struct status st;

	(void)!status_from_db(&res, &st);
	return st;
}

Test(status, the_table)
{
	static const struct {
		const char *sqlstate;
		enum grpc_code code;
	} rows[] = {
	    {"23505", GRPC_ALREADY_EXISTS},
	    {"23503", GRPC_FAILED_PRECONDITION},
	    {"23514", GRPC_FAILED_PRECONDITION},
	    {"23P01", GRPC_FAILED_PRECONDITION},
	    {"22P02", GRPC_INVALID_ARGUMENT},
	    {"22003", GRPC_INVALID_ARGUMENT},
	    {"22008", GRPC_INVALID_ARGUMENT},
	    {"23502", GRPC_INVALID_ARGUMENT},
	    {"42501", GRPC_PERMISSION_DENIED},
	    {"25006", GRPC_UNAVAILABLE},
	    {"40001", GRPC_ABORTED},
	    {"40P01", GRPC_ABORTED},
	    {"54000", GRPC_INVALID_ARGUMENT},
	    {"57014", GRPC_DEADLINE_EXCEEDED},
	    {"08006", GRPC_UNAVAILABLE},
	    {"53300", GRPC_UNAVAILABLE},
	    {"57P01", GRPC_UNAVAILABLE},
	    {"57P03", GRPC_UNAVAILABLE},
	    {"42883", GRPC_INTERNAL},
	    {"P0001", GRPC_INTERNAL},
	    {"XX000", GRPC_INTERNAL},
	    {"57000", GRPC_INTERNAL},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct status st = of(rows[i].sqlstate);

		cr_assert_eq(st.code, rows[i].code, "%s: %s", rows[i].sqlstate, grpc_code_name((int)st.code));
		cr_assert(st.reason && *st.reason, "%s has a reason", rows[i].sqlstate);
		cr_assert(st.text && *st.text, "%s has a text", rows[i].sqlstate);
		cr_assert_str_neq(st.text, "internal text", "PostgreSQL's own words are not for the caller");
		cr_assert_null(st.detail, "its detail carries values of rows");
	}
}

Test(status, what_may_be_tried_again_says_when)
{
	cr_assert_gt(of("40001").retry_ms, 0);
	cr_assert_gt(of("08006").retry_ms, 0);
	cr_assert_eq(of("23505").retry_ms, 0);
}

Test(status, a_refusal_carries_everything)
{
	const struct db_result res = {.sqlstate = "RP009",
	    .message = "Saken ligger hos kommunestyret.",
	    .constraint = "ikke_din_tur",
	    .detail = "{\"tur\":\"KST\"}",
	    .hint = "Vent.",
	    .column = "sak"};
	struct status st;

	cr_assert_not(status_from_db(&res, &st));
	cr_assert_eq(st.code, GRPC_FAILED_PRECONDITION);
	cr_assert_str_eq(st.reason, "ikke_din_tur");
	cr_assert_str_eq(st.text, "Saken ligger hos kommunestyret.");
	cr_assert_str_eq(st.detail, "{\"tur\":\"KST\"}");
	cr_assert_str_eq(st.hint, "Vent.");
	cr_assert_str_eq(st.field, "sak");
}

Test(status, every_code_a_refusal_may_have)
{
	char sqlstate[6] = "RP000";

	for (int n = 0; n < 100; n++) {
		struct status st;
		bool logged;
		const struct db_result res = {.sqlstate = sqlstate, .message = "m", .constraint = "r"};

		sqlstate[3] = (char)('0' + n / 10);
		sqlstate[4] = (char)('0' + n % 10);
		logged = status_from_db(&res, &st);
		cr_assert_eq(st.code, n >= 1 && n <= 16 ? n : GRPC_INTERNAL, "%s", sqlstate);
		cr_assert_eq(logged, st.code == GRPC_INTERNAL, "%s", sqlstate);
	}
}

Test(status, what_only_looks_like_a_refusal)
{
	static const char *const odd[] = {"RP0x9", "RP1", "RP", "RP0099", "rp009"};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		cr_assert_eq(of(odd[i]).code, GRPC_INTERNAL, "%s", odd[i]);
}

Test(status, a_declared_constraint_is_its_own_reason)
{
	struct db_result res = {.sqlstate = "23514",
	    .message = "new row for relation \"verv\" violates check constraint",
	    .constraint = "et_verv_slutter_ikke_foer_det_begynner",
	    .comment = "Et verv slutter ikke før det begynner."};
	struct status st;

	cr_assert_not(status_from_db(&res, &st));
	cr_assert_eq(st.code, GRPC_FAILED_PRECONDITION);
	cr_assert_str_eq(st.reason, "et_verv_slutter_ikke_foer_det_begynner");
	cr_assert_str_eq(st.text, "Et verv slutter ikke før det begynner.");
	res.comment = NULL;
	cr_assert_not(status_from_db(&res, &st));
	cr_assert_str_neq(st.text, res.message, "without a comment the text is ours, not PostgreSQL's");
}

Test(status, a_constraint_name_says_nothing_beside_other_states)
{
	const struct db_result res = {.sqlstate = "42501", .constraint = "noe", .comment = "Noe."};
	struct status st;

	cr_assert_not(status_from_db(&res, &st));
	cr_assert_str_eq(st.reason, "ingen_tilgang");
}

Test(status, lost_without_a_state)
{
	struct db_result res = {.lost = true};
	struct status st;

	cr_assert_not(status_from_db(&res, &st));
	cr_assert_eq(st.code, GRPC_UNAVAILABLE);
	res = (struct db_result){.sqlstate = "57P01", .lost = true};
	cr_assert_not(status_from_db(&res, &st));
	cr_assert_eq(st.code, GRPC_UNAVAILABLE);
}

/*
 * status: from SQLSTATE to gRPC status; see status.h.
 */
#include "status.h"

#include <stddef.h>
#include <string.h>

#define RETRY_CONFLICT_MS 50 /* two at the same rows: the other is about to finish */
#define RETRY_LOST_MS 1000   /* a database that restarts or fails over */

/* The first row whose prefix fits decides; the last fits everything. */
static const struct row {
	const char *prefix;
	enum grpc_code code;
	const char *reason; /* unless a declared constraint was violated: then its name */
	const char *text;   /* unless the constraint has a comment */
	unsigned retry_ms;
} table[] = {
    {"23505", GRPC_ALREADY_EXISTS, "finnes_fra_foer", "Dette finnes fra før.", 0},
    {"23503", GRPC_FAILED_PRECONDITION, "mangler_sammenheng", "Noe som dette viser til, finnes ikke.", 0},
    {"23514", GRPC_FAILED_PRECONDITION, "regel_brutt", "En regel er brutt.", 0},
    {"23P01", GRPC_FAILED_PRECONDITION, "overlapp", "Dette overlapper noe som finnes.", 0},
    {"23502", GRPC_INVALID_ARGUMENT, "mangler_verdi", "En verdi som kreves, mangler.", 0},
    {"22007", GRPC_INVALID_ARGUMENT, "ugyldig_dato", "En dato er ugyldig.", 0},
    {"22008", GRPC_INVALID_ARGUMENT, "ugyldig_dato", "En dato er ugyldig.", 0},
    {"22", GRPC_INVALID_ARGUMENT, "ugyldig_verdi", "En verdi er ugyldig.", 0},
    {"42501", GRPC_PERMISSION_DENIED, "ingen_tilgang", "Du har ikke tilgang til dette.", 0},
    {"25006", GRPC_UNAVAILABLE, "databasen_svarer_ikke", "Databasen tar ikke imot endringer nå. Prøv igjen.",
	RETRY_LOST_MS},
    {"40001", GRPC_ABORTED, "samtidig_endring", "Noen andre endret det samme samtidig. Prøv igjen.",
	RETRY_CONFLICT_MS},
    {"40P01", GRPC_ABORTED, "samtidig_endring", "Noen andre endret det samme samtidig. Prøv igjen.",
	RETRY_CONFLICT_MS},
    {"54", GRPC_INVALID_ARGUMENT, "for_stort", "Noe i forespørselen er større enn databasen tar imot.", 0},
    {"57014", GRPC_DEADLINE_EXCEEDED, "fristen_er_ute", "Fristen er ute.", 0},
    {"08", GRPC_UNAVAILABLE, "databasen_svarer_ikke", "Databasen svarer ikke. Prøv igjen.", RETRY_LOST_MS},
    {"53", GRPC_UNAVAILABLE, "databasen_svarer_ikke", "Databasen svarer ikke. Prøv igjen.", RETRY_LOST_MS},
    {"57P0", GRPC_UNAVAILABLE, "databasen_svarer_ikke", "Databasen svarer ikke. Prøv igjen.", RETRY_LOST_MS},
    {"", GRPC_INTERNAL, "intern_feil", "Det oppsto en intern feil. Den er logget.", 0},
};

static const struct row *row_of(const char *sqlstate)
{
	const struct row *r = table;

	while (strncmp(sqlstate, r->prefix, strlen(r->prefix)) != 0)
		r++;
	return r;
}

/* The nn of RP0nn; 0 when it is none that a refusal may have. */
static int refusal_code(const char *sqlstate)
{
	int n;

	if (strncmp(sqlstate, "RP0", 3) != 0 || strlen(sqlstate) != 5)
		return 0;
	if (sqlstate[3] < '0' || sqlstate[3] > '1' || sqlstate[4] < '0' || sqlstate[4] > '9')
		return 0;
	n = (sqlstate[3] - '0') * 10 + (sqlstate[4] - '0');
	return n <= GRPC_UNAUTHENTICATED ? n : 0;
}

static const char *given(const char *s)
{
	return s && *s ? s : NULL;
}

static bool from_table(const struct db_result *res, const char *sqlstate, struct status *st)
{
	const struct row *r = row_of(sqlstate);
	bool declared = strncmp(sqlstate, "23", 2) == 0;

	*st = (struct status){.code = r->code, .reason = r->reason, .text = r->text, .retry_ms = r->retry_ms};
	if (declared && given(res->constraint))
		st->reason = res->constraint;
	if (declared && given(res->comment))
		st->text = res->comment;
	if (r->code == GRPC_INVALID_ARGUMENT)
		st->field = given(res->column);
	return r->code == GRPC_INTERNAL;
}

bool status_from_db(const struct db_result *res, struct status *st)
{
	const char *sqlstate = res->sqlstate && !res->lost ? res->sqlstate : "08006";
	int code = refusal_code(sqlstate);

	if (code == 0)
		return from_table(res, sqlstate, st);
	*st = (struct status){
	    .code = (enum grpc_code)code,
	    .reason = given(res->constraint),
	    .text = res->message,
	    .detail = given(res->detail),
	    .hint = given(res->hint),
	    .field = given(res->column),
	};
	return code == GRPC_INTERNAL;
}

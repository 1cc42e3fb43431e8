/* report: see report.h. */
#include "report.h"

#include <stdbool.h>
#include <string.h>

#include "grunn.h"
#include "jsontext.h"
#include "mem.h"
#include "spraak.h"
#include "width.h"

#define CODE_BASE 10

static bool is_ours(const struct status *st, const char *reason)
{
	return st->reason && strcmp(st->reason, reason) == 0;
}

/* Raised by the command line itself, before any server was asked. */
static bool is_usage(const struct status *st)
{
	return is_ours(st, "feil_bruk") || is_ours(st, "ukjent_kommando");
}

static const char *list(struct out *err, const struct jsontext *j, const char *path)
{
	const char *s = NULL, *item;

	for (size_t i = 0; (item = jsontext_item(j, path, i, "kortnavn")); i++)
		s = s ? mem_printf(err->a, "%s, %s", s, item) : item;
	return s;
}

/* A refusal by the matrix: whose turn it is, by which rule, from where. */
static void report_turn(struct out *err, const struct jsontext *j)
{
	const char *function = jsontext_get(j, "tur.funksjon"), *act = jsontext_get(j, "tur.akt");
	const char *organs = list(err, j, "tur.organer");

	if (!organs)
		organs = jsontext_get(j, "tur.organ");
	if (function && organs)
		organs = mem_printf(err->a, "%s (%s)", function, organs);
	else if (function)
		organs = function;
	if (act || organs)
		out_text(err, 2,
		    mem_printf(err->a, _("tur: %s%s%s"), organs ? organs : "", act && organs ? " " : "",
			act ? grunn_tur(act) : ""));
}

static void report_pair(struct out *err, const struct jsontext *j, const char *key, const char *label)
{
	const char *value = jsontext_get(j, key);

	if (value)
		out_text(err, 2, mem_printf(err->a, "%s: %s", label, grunn_kilde(err->a, value)));
}

/* What a gate asks for, each by its name and a sentence, and where it says so. */
static void report_missing(struct out *err, const struct jsontext *j)
{
	const char *text;

	for (size_t i = 0; (text = grunn_mangler(err->a, j, i)); i++) {
		/* An item that is only a text is all of its own members. */
		const char *whole = jsontext_item(j, "mangler", i, "tekst"),
			   *name = jsontext_item(j, "mangler", i, "krav"),
			   *source = jsontext_item(j, "mangler", i, "kilde");
		bool named = name && name != whole, sourced = source && source != whole;
		out_text(err, 2,
		    mem_printf(err->a, _("mangler: %s%s%s%s%s%s"), named ? name : "", named ? " – " : "",
			text, sourced ? " (" : "", sourced ? grunn_kilde(err->a, source) : "",
			sourced ? ")" : ""));
	}
}

static void report_detail(struct out *err, const char *detail)
{
	struct jsontext *j = jsontext_new(detail);

	if (!j)
		return;
	report_turn(err, j);
	report_pair(err, j, "regel", _("regel"));
	report_pair(err, j, "kilde", _("kilde"));
	report_missing(err, j);
	jsontext_free(j);
}

int report_error(struct out *err, const struct status *st)
{
	const char *reason = st->reason ? st->reason : grpc_code_name((int)st->code);

	out_text(err, 0,
	    mem_printf(err->a, "omstilling: %s: %s", reason, st->text ? st->text : _("uten forklaring")));
	if (st->field)
		out_text(err, 2, mem_printf(err->a, _("felt: %s"), st->field));
	if (st->detail)
		report_detail(err, st->detail);
	if (st->hint)
		out_text(err, 2, st->hint);
	if (st->code == GRPC_CANCELLED && is_ours(st, "avbrutt"))
		return REPORT_INTERRUPTED;
	return is_usage(st) ? REPORT_USAGE : CODE_BASE + (int)st->code;
}

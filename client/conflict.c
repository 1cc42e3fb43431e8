/* conflict: see conflict.h. */
#include "conflict.h"

#include <string.h>

#include "mem.h"
#include "spraak.h"

static const char *value(const char *s)
{
	return s ? s : _("(finnes ikke)");
}

static const char *label(struct cli *cli, const char *whose, const char *person)
{
	return person ? mem_printf(cli->a, "%s (%s)", whose, person) : whose;
}

static void show_one(struct cli *cli, const Omstilling__V1__Redigeringskonflikt *k)
{
	out_head(&cli->err,
	    mem_printf(cli->a, "%s (%s)", k->sted ? k->sted : "?", k->slag ? k->slag : _("endret")));
	out_pair(&cli->err, _("før"), value(k->foer));
	out_pair(&cli->err, label(cli, _("lagret"), k->deres_person), value(k->deres));
	out_pair(&cli->err, label(cli, _("din"), k->min_person), value(k->min));
}

void conflict_show(
    struct cli *cli, const Omstilling__V1__SavePlanRequest *req, const char *kept, struct status *st)
{
	Omstilling__V1__MergePlanRequest ask = OMSTILLING__V1__MERGE_PLAN_REQUEST__INIT;
	struct status ignored = {0};

	if (!st->reason || strcmp(st->reason, "redigeringskonflikt") != 0)
		return;
	ask.plan = req->plan;
	ask.etag = req->etag;
	ask.omstillingsplan = req->omstillingsplan;
	ask.handlingsplan = req->handlingsplan;
	Omstilling__V1__MergePlanResponse *r =
	    (void *)cli_call(cli, "PlanService/MergePlan", &ask.base, &ignored);
	for (size_t i = 0; r && i < r->n_konflikter; i++)
		show_one(cli, r->konflikter[i]);
	fputc('\n', cli->err.f);
	const char *text = kept ? mem_printf(cli->a, _("Teksten din ligger i %s. "), kept) : "";
	st->hint = mem_printf(cli->a,
	    _("%sSett den lagrede verdien på disse stedene i filen og lagre den med «plan put»: da kommer "
	      "resten av "
	      "ditt inn. Skal din verdi stå, endre den så i den nyeste revisjonen."),
	    text);
}

/* sakspapir: see sakspapir.h. */
#include "sakspapir.h"

#include <inttypes.h>
#include <string.h>

#include "document.h"
#include "mem.h"
#include "papir.h"

static char *copy(struct arena *a, const char *s)
{
	return mem_strndup(a, s, strlen(s));
}

/* The programme of PROGRAM/sak-N. */
static const char *program_of(struct arena *a, const char *sak)
{
	return mem_strndup(a, sak, strcspn(sak, "/"));
}

static int get_sak(struct cli *cli, const char *sak, struct sakspapir *p, struct status *st)
{
	Omstilling__V1__GetSakRequest req = OMSTILLING__V1__GET_SAK_REQUEST__INIT;

	req.sak = copy(cli->a, sak);
	const Omstilling__V1__GetSakResponse *r =
	    (const void *)document_part(cli, "SakService/GetSak", &req.base, st);
	p->sak = r ? r->sak : NULL;
	return st->code == GRPC_OK ? 0 : -1;
}

static int get_row(struct cli *cli, struct sakspapir *p, struct status *st)
{
	Omstilling__V1__ListReglerRequest req = OMSTILLING__V1__LIST_REGLER_REQUEST__INIT;

	req.has_beslutning = req.has_page_size = 1;
	req.beslutning = p->sak->beslutning;
	req.page_size = 1;
	const Omstilling__V1__ListReglerResponse *r =
	    (const void *)cli_call(cli, "SakService/ListRegler", &req.base, st);
	if (r && r->n_regler > 0)
		p->beslutning = r->regler[0]->beslutning_navn;
	return r ? 0 : -1;
}

static int get_version(
    struct cli *cli, char *edition, const char *since, struct sakspapir *p, struct status *st)
{
	Omstilling__V1__GetPlanRequest req = OMSTILLING__V1__GET_PLAN_REQUEST__INIT;
	Omstilling__V1__DiffPlanRequest diff = OMSTILLING__V1__DIFF_PLAN_REQUEST__INIT;
	Omstilling__V1__ListKommentarerRequest open = OMSTILLING__V1__LIST_KOMMENTARER_REQUEST__INIT;

	req.plan = diff.til = open.plan = edition;
	diff.fra = mem_printf(cli->a, "%s@%s", p->sak->forslag->plan, since);
	open.has_bare_aapne = open.bare_aapne = 1;
	p->plan = (const void *)document_part(cli, "PlanService/GetPlan", &req.base, st);
	if (st->code == GRPC_OK)
		p->diff = (const void *)document_part(cli, "PlanService/DiffPlan", &diff.base, st);
	if (st->code == GRPC_OK)
		p->kommentarer =
		    (const void *)document_part(cli, "PlanService/ListKommentarer", &open.base, st);
	return st->code == GRPC_OK ? 0 : -1;
}

static int get_lists(struct cli *cli, struct sakspapir *p, struct status *st)
{
	Omstilling__V1__ListVilkaarRequest conditions = OMSTILLING__V1__LIST_VILKAAR_REQUEST__INIT;
	Omstilling__V1__ListVedleggRequest files = OMSTILLING__V1__LIST_VEDLEGG_REQUEST__INIT;

	conditions.program = files.program = copy(cli->a, p->program);
	p->vilkaar = (const void *)document_part(cli, "VilkaarService/ListVilkaar", &conditions.base, st);
	if (st->code == GRPC_OK)
		p->vedlegg = (const void *)document_part(cli, "VedleggService/ListVedlegg", &files.base, st);
	return st->code == GRPC_OK ? 0 : -1;
}

int sakspapir_get(
    struct cli *cli, const char *sak, const char *before, struct sakspapir *p, struct status *st)
{
	*p = (struct sakspapir){.program = program_of(cli->a, sak)};
	*st = (struct status){.code = GRPC_OK};
	if (get_sak(cli, sak, p, st))
		return -1;
	if (!p->sak)
		return 0;
	if (get_row(cli, p, st) || get_lists(cli, p, st))
		return -1;
	const Omstilling__V1__Forslag *f = p->sak->forslag;
	if (!f || !f->plan || !f->has_versjon)
		return 0;
	const char *since = before ? papir_day_before(cli->a, before) : NULL;
	return get_version(
	    cli, mem_printf(cli->a, "%s@v%" PRId32, f->plan, f->versjon), since ? since : "vedtatt", p, st);
}

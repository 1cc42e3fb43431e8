/* packet: see packet.h. */
#include "packet.h"

#include <inttypes.h>
#include <string.h>

#include "document.h"
#include "html.h"
#include "mem.h"
#include "papir.h"
#include "run.h"
#include "soeknadspapir.h"
#include "spraak.h"
#include "text.h"

struct packet {
	const Omstilling__V1__Moete *m;
	struct sakspapir *saker;				      /* one for each of the agenda */
	const Omstilling__V1__ListDelegasjonerResponse **delegations; /* of each programme */
	size_t n_delegations;
};

/* --- what it is made of */

static int get_delegations(struct cli *cli, struct packet *p, const char *program, struct status *st)
{
	Omstilling__V1__ListDelegasjonerRequest req = OMSTILLING__V1__LIST_DELEGASJONER_REQUEST__INIT;

	req.program = mem_strndup(cli->a, program, strlen(program));
	const Omstilling__V1__ListDelegasjonerResponse *r =
	    (const void *)document_part(cli, "SakService/ListDelegasjoner", &req.base, st);
	if (r) {
		p->delegations = mem_grow(cli->a, p->delegations, p->n_delegations, sizeof(*p->delegations));
		p->delegations[p->n_delegations++] = r;
	}
	return st->code == GRPC_OK ? 0 : -1;
}

static bool first_of_program(const struct packet *p, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (papir_is(p->saker[k].program, p->saker[i].program))
			return false;
	return true;
}

static int collect(struct cli *cli, struct packet *p, struct status *st)
{
	p->saker = mem_alloc(cli->a, (p->m->n_saksliste + 1) * sizeof(*p->saker));
	for (size_t i = 0; i < p->m->n_saksliste; i++) {
		const char *sak = p->m->saksliste[i]->sak;
		if (!sak)
			continue;
		if (sakspapir_get(cli, sak, p->m->dato, &p->saker[i], st) ||
		    soeknadspapir_get(cli, &p->saker[i], st))
			return -1;
		if (first_of_program(p, i) && get_delegations(cli, p, p->saker[i].program, st))
			return -1;
	}
	return 0;
}

/* --- how it looks */

static const char *when(struct out *o, const Omstilling__V1__Moete *m)
{
	const char *day = papir_or_empty(papir_day(o->a, m->dato));

	return m->klokkeslett ? mem_printf(o->a, _("%s kl. %s"), day, m->klokkeslett) : day;
}

static void notice(struct out *o, const Omstilling__V1__Moete *m)
{
	fputs("<section aria-labelledby=\"innkalling\">\n", o->f);
	html_head(o, 2, "innkalling", _("Innkalling"));
	html_paragraphs(o, m->melding);
	fputs("<dl>\n", o->f);
	html_pair(o, _("Tid"), when(o, m));
	if (m->has_varighet_minutter)
		html_pair(
		    o, _("Varighet"), mem_printf(o->a, _("%" PRId32 " minutter"), m->varighet_minutter));
	html_pair(o, _("Sted"), m->sted);
	html_pair(o, _("Møteform"), m->maate ? text_value("maate", m->maate) : NULL);
	html_pair(o, _("Møteleder"), papir_name(o->a, m, m->moeteleder));
	html_pair(o, _("Innkalt"), papir_time(o->a, m->innkalt));
	for (size_t i = 0; i < m->n_varsler; i++)
		html_pair(o, _("Merk"), m->varsler[i]);
	fputs("</dl>\n", o->f);
	fputs("</section>\n", o->f);
}

static void agenda(struct out *o, const Omstilling__V1__Moete *m)
{
	fputs("<nav aria-labelledby=\"saksliste\">\n", o->f);
	html_head(o, 2, "saksliste", _("Saksliste"));
	fputs("<ol>\n", o->f);
	for (size_t i = 0; i < m->n_saksliste; i++) {
		const Omstilling__V1__Sakslistepunkt *p = m->saksliste[i];
		fprintf(o->f, "<li><a href=\"#sak-%" PRId32 "\">%" PRId32 ". ", p->nummer, p->nummer);
		html_text(o, p->sak ? p->tittel : _("Lukket sak"));
		fputs("</a> <span class=\"svak\">", o->f);
		html_text(
		    o, mem_printf(o->a, "%s%s%s%s", papir_or_empty(p->sak), p->sak && p->hjemmel ? ", " : "",
			   p->hjemmel ? _("lukket: ") : "", papir_or_empty(p->hjemmel)));
		fputs("</span></li>\n", o->f);
	}
	fputs("</ol>\n</nav>\n", o->f);
}

static void called(struct out *o, const Omstilling__V1__Moete *m)
{
	static const char *const head[] = {N_("Navn"), N_("Rolle"), N_("Møter for"), N_("Melding")};

	if (m->n_deltakere == 0)
		return;
	fputs("<section aria-labelledby=\"innkalte\">\n", o->f);
	html_head(o, 2, "innkalte", _("Innkalt"));
	html_table(o, _("Medlemmer, varaer og observatører"), head, 4);
	for (size_t i = 0; i < m->n_deltakere; i++) {
		const Omstilling__V1__Deltaker *d = m->deltakere[i];
		const char *const cells[] = {d->navn ? d->navn : d->brukernavn,
		    d->rolle ? text_value("rolle", d->rolle) : NULL, papir_name(o->a, m, d->representerer),
		    d->tilstand ? text_value("tilstand", d->tilstand) : NULL};
		html_row(o, head, cells, 4);
	}
	html_table_end(o);
	fputs("</section>\n", o->f);
}

static void render(struct out *o, const struct packet *p)
{
	const Omstilling__V1__Moete *m = p->m;
	bool cancelled = papir_is(m->tilstand, "avlyst");

	html_page(o, mem_printf(o->a, _("%s, %s: sakspapirer"), papir_or_empty(m->organ_navn), when(o, m)));
	fputs("<header>\n", o->f);
	html_line(o, "svak", _("Sakspapirer"));
	html_head(o, 1, NULL, papir_or_empty(m->organ_navn));
	html_line(o, NULL, m->sted ? mem_printf(o->a, "%s, %s", when(o, m), m->sted) : when(o, m));
	if (cancelled)
		html_line(o, NULL, _("Møtet er avlyst."));
	fputs("</header>\n<main>\n", o->f);
	agenda(o, m);
	notice(o, m);
	called(o, m);
	packet_reported(o, m, p->delegations, p->n_delegations);
	for (size_t i = 0; i < m->n_saksliste; i++)
		packet_sak(o, m, m->saksliste[i], &p->saker[i]);
	fputs("</main>\n<footer>\n", o->f);
	html_line(o, NULL,
	    mem_printf(o->a,
		_("Laget av innkalling %" PRId32 " til møtet %s. Innholdet er det du har tilgang til."),
		m->innkalling, papir_or_empty(m->id)));
	fputs("</footer>\n", o->f);
	html_page_end(o);
}

int run_moete_packet(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	ProtobufCMessage *req = cli_request(cli, m, st);
	const Omstilling__V1__GetMoeteResponse *r =
	    req ? (const void *)cli_call(cli, m->cmd->method, req, st) : NULL;
	struct packet p = {.m = r ? r->moete : NULL};
	struct document d;

	if (!p.m || document_only(cli, "HTML", st) || collect(cli, &p, st) || document_begin(&d, cli, st))
		return -1;
	render(&d.out, &p);
	return document_end(&d, cli, cmd_value(m, "FIL"), st);
}

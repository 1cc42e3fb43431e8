/*
 * run_soeknad: applications from a spreadsheet; see run.h.
 *
 * Owns the making of the request from the two files. What a cell may hold is the server's to say; all of the
 * rows are stored, or none.
 */
#include <omstilling/v1/soeknad.pb-c.h>
#include <string.h>

#include "cli.h"
#include "kolonner.h"
#include "mem.h"
#include "planfile.h"
#include "run.h"
#include "spraak.h"

static void add_field(
    struct arena *a, Omstilling__V1__Importrad *row, const struct kolonne *c, const char *value)
{
	Omstilling__V1__Importfelt *f = mem_alloc(a, sizeof(*f));

	omstilling__v1__importfelt__init(f);
	f->felt = mem_strndup(a, c->field, strlen(c->field));
	f->verdi = mem_strndup(a, value, strlen(value));
	f->kolonne = c->name ? mem_strndup(a, c->name, strlen(c->name)) : NULL;
	row->felter = mem_grow(a, row->felter, row->n_felter, sizeof(Omstilling__V1__Importfelt *));
	row->felter[row->n_felter++] = f;
}

static void fill_rows(struct arena *a, const struct csv *csv, const struct kolonner *cols,
    Omstilling__V1__ImportSoeknaderRequest *req)
{
	for (size_t i = 1; i < csv->n; i++) {
		Omstilling__V1__Importrad *row = mem_alloc(a, sizeof(*row));
		omstilling__v1__importrad__init(row);
		row->has_linje = 1;
		row->linje = csv->rows[i].line;
		for (size_t k = 0; k < cols->n; k++)
			add_field(a, row, &cols->k[k], kolonner_value(&cols->k[k], &csv->rows[i]));
		req->rader = mem_grow(a, req->rader, req->n_rader, sizeof(Omstilling__V1__Importrad *));
		req->rader[req->n_rader++] = row;
	}
}

/* Shows every row; exits as a refusal when one of them is wrong, since nothing is stored then. */
static int show_result(struct cli *cli, const struct cmd *cmd,
    const Omstilling__V1__ImportSoeknaderResponse *r, struct status *st)
{
	if (cli_print(cli, cmd, &r->base, st))
		return -1;
	if (r->feil == 0)
		return 0;
	size_t rows =
	    (size_t)(r->nye + r->endrede + r->uendrede + r->feil); /* not n_rader: a row may tell more */
	*st = (struct status){.code = GRPC_FAILED_PRECONDITION,
	    .reason = "importen_har_feil",
	    .text = mem_printf(cli->a, _("%d av %zu rader har feil; ingenting er lagret"), r->feil, rows)};
	return -1;
}

int run_soeknad_import(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__ImportSoeknaderRequest *req = (void *)cli_request(cli, m, st);
	const char *path = cmd_value(m, "--kolonner");
	struct kolonner cols;
	struct csv csv;
	size_t len;

	char *text = req ? planfile_read(cli->a, path, &len, st) : NULL;
	if (!text || kolonner_read(cli->a, path, text, &cols, st))
		return -1;
	char *bytes = planfile_read(cli->a, cmd_value(m, "FIL"), &len, st);
	if (!bytes || csv_read(cli->a, bytes, len, &csv, st) || kolonner_place(cli->a, &csv, &cols, st))
		return -1;
	fill_rows(cli->a, &csv, &cols, req);
	Omstilling__V1__ImportSoeknaderResponse *reply =
	    (void *)cli_call(cli, m->cmd->method, &req->base, st);
	return reply ? show_result(cli, m->cmd, reply, st) : -1;
}

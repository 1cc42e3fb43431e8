/*
 * run_maaling: reads a CSV file of measurements and sends its rows; see run.h. What is wrong in them the
 * server says, by line, and then nothing is stored: that is an error to whoever called us.
 */
#include <omstilling/v1/resultat.pb-c.h>
#include <string.h>

#include "cli.h"
#include "csvmap.h"
#include "mem.h"
#include "planfile.h"
#include "run.h"
#include "spraak.h"

static int read_rows(struct cli *cli, const struct cmd_match *m, Omstilling__V1__ImportMaalingerRequest *req,
    struct status *st)
{
	const char *path = cmd_value(m, "FIL"), *kart = cmd_value(m, "--kart"), *base = strrchr(path, '/');
	struct csvmap *map = mem_alloc(cli->a, sizeof(*map));
	size_t len, kart_len;
	char *text = planfile_read(cli->a, path, &len, st), *lines = NULL;
	struct csv csv;

	if (!text || csv_read(cli->a, text, len, &csv, st))
		return -1;
	if (kart && !(lines = planfile_read(cli->a, kart, &kart_len, st)))
		return -1;
	if (csvmap_read(cli->a, lines, &omstilling__v1__maalingsrad__descriptor, &csv, map, st))
		return -1;
	req->fil = mem_printf(cli->a, "%s", base ? base + 1 : path);
	req->rader = mem_alloc(cli->a, (csv.n + 1) * sizeof(*req->rader));
	for (size_t i = 1; i < csv.n; i++)
		req->rader[req->n_rader++] = (void *)csvmap_message(cli->a, map, &csv.rows[i]);
	return 0;
}

int run_resultat_import(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__ImportMaalingerRequest *req = (void *)cli_request(cli, m, st);

	if (!req || read_rows(cli, m, req, st))
		return -1;
	const Omstilling__V1__ImportMaalingerResponse *r =
	    (const void *)cli_call(cli, m->cmd->method, &req->base, st);
	if (!r)
		return -1;
	int rc = cli_print(cli, m->cmd, &r->base, st);
	if (rc == 0 && r->n_feil > 0) {
		*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
		    .reason = "importen_har_feil",
		    .text = mem_printf(cli->a, _("%zu rader har feil; ingenting er importert"), r->n_feil)};
		return -1;
	}
	return rc;
}

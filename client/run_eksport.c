/*
 * run_eksport: a case as one document in a file; see run.h.
 *
 * The bytes are the server's and are written as they came; their hash is shown, to be kept somewhere else.
 * Nothing is written unless it is the hash of the bytes.
 */
#include <errno.h>
#include <omstilling/v1/sak.pb-c.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "feil.h"
#include "mem.h"
#include "run.h"
#include "spraak.h"
#include "verify.h"

static int file_error(struct cli *cli, const char *path, struct status *st)
{
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "fil",
	    .text = mem_printf(cli->a, "%s: %s", path, feil_tekst(errno))};
	return -1;
}

/* "sel/sak-1" in a directory is DIR/sel-sak-1.json; without a name it is that in this directory. */
static const char *path_of(struct cli *cli, const char *path, const char *sak)
{
	char *name = mem_printf(cli->a, "%s.json", sak);
	struct stat s;

	for (char *c = name; *c; c++)
		if (*c == '/')
			*c = '-';
	if (!path)
		return name;
	return stat(path, &s) == 0 && S_ISDIR(s.st_mode) ? mem_printf(cli->a, "%s/%s", path, name) : path;
}

static int write_new(struct cli *cli, const char *path, const ProtobufCBinaryData *d, struct status *st)
{
	FILE *f = fopen(path, "wxe"); /* x: no file is written over */

	if (!f)
		return file_error(cli, path, st);
	int rc = fwrite(d->data, 1, d->len, f) == d->len ? 0 : file_error(cli, path, st);
	if (fclose(f) != 0 && rc == 0)
		rc = file_error(cli, path, st);
	if (rc)
		remove(path);
	return rc;
}

int run_sak_export(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	ProtobufCMessage *req = cli_request(cli, m, st);
	const Omstilling__V1__ExportSakResponse *r =
	    req ? (const void *)cli_call(cli, m->cmd->method, req, st) : NULL;
	const char *path = path_of(cli, cmd_value(m, "FIL"), cmd_value(m, "SAK"));

	if (!r)
		return -1;
	if (verify_hash(r->hash, r->dokument.data, r->dokument.len)) {
		*st = (struct status){.code = GRPC_DATA_LOSS,
		    .reason = "dokumentet_er_et_annet",
		    .text = _("dokumentet som kom, har en annen hash enn tjeneren oppgir")};
		return -1;
	}
	if (write_new(cli, path, &r->dokument, st))
		return -1;
	out_pair(&cli->err, _("Fil"), path);
	return cli_print(cli, m->cmd, &r->base, st);
}

/*
 * run_stoette: rates from a file; see run.h.
 *
 * The file goes to the server as it is, which reads it and answers for each line.
 */
#include <omstilling/v1/stoette.pb-c.h>
#include <string.h>

#include "cli.h"
#include "planfile.h"
#include "proto/json.h"
#include "run.h"
#include "spraak.h"

int run_stoette_import(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	Omstilling__V1__ImportValutakurserRequest *req = (void *)cli_request(cli, m, st);
	size_t len;

	if (!req)
		return -1;
	req->csv = planfile_read(cli->a, cmd_value(m, "FIL"), &len, st);
	if (!req->csv)
		return -1;
	if (strlen(req->csv) != len) {
		*st = (struct status){
		    .code = GRPC_INVALID_ARGUMENT, .reason = "fil", .text = _("filen er ikke tekst")};
		return -1;
	}
	const ProtobufCMessage *reply = cli_call(cli, m->cmd->method, &req->base, st);
	return reply ? cli_print(cli, m->cmd, reply, st) : -1;
}

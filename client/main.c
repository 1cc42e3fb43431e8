/*
 * omstilling: the thin client. One command, at most a few calls, an answer, an exit status.
 *
 * Owns the order of things: options, command, connection, report. No rule of the field is in the client.
 */
#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "mem.h"
#include "report.h"
#include "run.h"
#include "spraak.h"

#define WRITE_FAILED (10 + GRPC_UNKNOWN)

/* A reader that has seen enough (`| head`) is no error worth a word. */
static int flush_answer(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	if (errno != EPIPE)
		fputs(_("omstilling: utskrift: svaret kunne ikke skrives ut\n"), stderr);
	return -1;
}

int main(int argc, char **argv)
{
	struct cli_link link = {0};
	struct cli cli = {.a = mem_new(), .link = &link};
	struct status st = {0};

	if (sodium_init() < 0)
		return WRITE_FAILED;
	spraak_init();
	signal(SIGPIPE, SIG_IGN);
	cli.out = out_to(stdout, cli.a);
	cli.err = out_to(stderr, cli.a);
	int r = run_words(&cli, argc - 1, argv + 1, &st);
	cli_hang_up(&cli);
	if (r >= 0 && flush_answer())
		r = WRITE_FAILED;
	if (r < 0) {
		fflush(stdout);
		r = report_error(&cli.err, &st);
	}
	arena_free(cli.a);
	return r;
}

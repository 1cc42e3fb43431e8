/* document: see document.h. */
#include "document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mem.h"
#include "planfile.h"
#include "print.h"
#include "spraak.h"

int document_begin(struct document *d, struct cli *cli, struct status *st)
{
	*d = (struct document){.out = {.width = OUT_WIDTH, .a = cli->a}};
	d->out.f = open_memstream(&d->text, &d->len);
	return d->out.f ? 0 : planfile_error(cli->a, _("dokumentet"), errno, st);
}

/* A new file has the rights that the user's umask gives, not those of a secret. */
static int give_rights(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	return fchmod(fd, 0666 & ~mask);
}

static int put(int fd, const struct document *d)
{
	FILE *f = fdopen(fd, "w");
	int error = 0;

	if (!f) {
		error = errno;
		close(fd);
		errno = error;
		return -1;
	}
	if (give_rights(fd) || fwrite(d->text, 1, d->len, f) != d->len || fflush(f) || fsync(fd))
		error = errno;
	if (fclose(f) && !error)
		error = errno;
	errno = error;
	return error ? -1 : 0;
}

static int replace(struct arena *a, const char *path, const struct document *d, struct status *st)
{
	char *temp = mem_printf(a, "%s.XXXXXX", path);
	struct stat old;

	/* A pipe or a device is not replaced by a file of its name. */
	if (stat(path, &old) == 0 && !S_ISREG(old.st_mode))
		return planfile_error(a, path, S_ISDIR(old.st_mode) ? EISDIR : EEXIST, st);
	int fd = mkostemp(temp, O_CLOEXEC);
	if (fd < 0)
		return planfile_error(a, path, errno, st);
	if (put(fd, d) == 0 && rename(temp, path) == 0)
		return 0;
	int error = errno;
	unlink(temp);
	return planfile_error(a, path, error, st);
}

int document_end(struct document *d, struct cli *cli, const char *path, struct status *st)
{
	int rc = fclose(d->out.f) ? planfile_error(cli->a, _("dokumentet"), errno, st) : 0;

	if (rc == 0 && path && strcmp(path, "-") != 0)
		rc = replace(cli->a, path, d, st);
	else if (rc == 0 && (fwrite(d->text, 1, d->len, cli->out.f) != d->len || fflush(cli->out.f)))
		rc = planfile_error(cli->a, _("standard ut"), errno, st);
	free(d->text);
	d->text = NULL;
	return rc;
}

void document_drop(struct document *d)
{
	fclose(d->out.f);
	free(d->text);
	d->text = NULL;
}

static int write_reply(struct cli *cli, const struct cmd_match *m, const ProtobufCMessage *reply,
    void (*render)(struct out *o, const ProtobufCMessage *reply), struct status *st)
{
	struct document d;
	int rc = 0;

	if (document_begin(&d, cli, st))
		return -1;
	if (!cli->opt.data)
		render(&d.out, reply);
	else
		rc = cli->opt.yaml ? print_yaml(&d.out, reply) : print_json(&d.out, reply);
	if (rc == 0)
		return document_end(&d, cli, cmd_value(m, "FIL"), st);
	document_drop(&d);
	*st = (struct status){.code = GRPC_RESOURCE_EXHAUSTED, .text = _("svaret er for stort for klienten")};
	return -1;
}

int document_run(struct cli *cli, const struct cmd_match *m,
    void (*render)(struct out *o, const ProtobufCMessage *reply), struct status *st)
{
	ProtobufCMessage *req = cli_request(cli, m, st);
	ProtobufCMessage *reply = req ? cli_call_all(cli, m->cmd->method, req, st) : NULL;

	return reply ? write_reply(cli, m, reply, render, st) : -1;
}

ProtobufCMessage *document_part(struct cli *cli, const char *method, ProtobufCMessage *req, struct status *st)
{
	ProtobufCMessage *reply = cli_call_all(cli, method, req, st);

	if (reply)
		return reply;
	if (st->code == GRPC_NOT_FOUND || st->code == GRPC_PERMISSION_DENIED ||
	    st->code == GRPC_UNAUTHENTICATED || st->code == GRPC_FAILED_PRECONDITION)
		*st = (struct status){.code = GRPC_OK};
	return NULL;
}

int document_only(struct cli *cli, const char *form, struct status *st)
{
	if (!cli->opt.data)
		return 0;
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = mem_printf(cli->a, _("dokumentet finnes bare som %s"), form),
	    .hint = _("meldingene det er laget av: «moete show», «sak show», «plan show», «plan diff»")};
	return -1;
}

/*
 * run_vedlegg: attachments up and down; see run.h.
 *
 * Both go on where an earlier run was broken off: the server knows how far an upload had come, the .part file
 * how far a download had.
 */
#include <errno.h>
#include <omstilling/v1/vedlegg.pb-c.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "feil.h"
#include "mem.h"
#include "progress.h"
#include "run.h"
#include "spraak.h"
#include "vedlegg_file.h"

#define BLOCK (64u << 10)

/* What broke off says how to go on. */
static void tell_how_to_go_on(struct cli *cli, struct status *st, const char *what)
{
	if (st->code == GRPC_CANCELLED || st->code == GRPC_UNAVAILABLE ||
	    st->code == GRPC_DEADLINE_EXCEEDED || st->code == GRPC_ABORTED)
		st->hint = mem_printf(cli->a, _("kjør samme kommando igjen, så fortsetter %s"), what);
}

/* --- up */

static Omstilling__V1__StartOpplastingResponse *start(
    struct cli *cli, const struct cmd_match *m, const struct vedlegg_source *f, struct status *st)
{
	Omstilling__V1__StartOpplastingRequest *req = (void *)cli_request(cli, m, st);
	const char *name = vedlegg_name(cmd_value(m, "FIL"));

	if (!req)
		return NULL;
	req->filnavn = mem_printf(cli->a, "%s", name);
	req->has_stoerrelse = 1;
	req->stoerrelse = f->size;
	req->sha256 = mem_printf(cli->a, "%s", f->sha256);
	if (!req->tittel)
		req->tittel = req->filnavn;
	if (!req->medietype)
		req->medietype = mem_printf(cli->a, "%s", vedlegg_media_type(name));
	return (void *)cli_call(cli, m->cmd->method, &req->base, st);
}

/* Sends the file from the offset on. 0, or -1: the call is over, or with st the file cannot be read. */
static int send_file(struct cli *cli, struct call_stream *s, const struct vedlegg_source *f, int64_t *offset,
    struct status *st)
{
	Omstilling__V1__UploadRequest req = OMSTILLING__V1__UPLOAD_REQUEST__INIT;
	struct progress p = progress_start(&cli->err, _("opp"), *offset, f->size);
	uint8_t block[BLOCK];
	int rc = 0;

	req.has_data = 1;
	req.data.data = block;
	while (rc == 0 && *offset < f->size) {
		ssize_t n = pread(f->fd, block, sizeof(block), (off_t)*offset);
		if (n <= 0) {
			*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
			    .reason = "fil",
			    .text = mem_printf(cli->a, _("filen kan ikke leses til ende: %s"),
				n < 0 ? feil_tekst(errno) : _("den er blitt kortere"))};
			rc = -1;
			break;
		}
		req.data.len = (size_t)n;
		rc = call_stream_send(s, &req.base);
		*offset += rc == 0 ? n : 0;
		progress_to(&p, *offset);
	}
	progress_end(&p);
	return rc;
}

static Omstilling__V1__UploadResponse *upload(
    struct cli *cli, const char *id, int64_t offset, const struct vedlegg_source *f, struct status *st)
{
	Omstilling__V1__UploadRequest first = OMSTILLING__V1__UPLOAD_REQUEST__INIT;
	struct call_stream *s = cli_stream(cli, "VedleggService/Upload", cli->opt.timeout_ms, st);
	Omstilling__V1__UploadResponse *reply = NULL;
	struct status ended, own = {0};

	if (!s)
		return NULL;
	first.vedlegg = mem_printf(cli->a, "%s", id);
	first.has_offset = 1;
	first.offset = offset;
	if (call_stream_send(s, &first.base) == 0 && send_file(cli, s, f, &offset, &own) == 0 &&
	    call_stream_end(s) == 0)
		reply = (void *)call_stream_next(s, cli->a, &omstilling__v1__upload_response__descriptor);
	call_stream_close(s, &ended);
	*st = own.reason ? own : ended;
	tell_how_to_go_on(cli, st, _("opplastingen (innen 24 timer)"));
	return st->code == GRPC_OK ? reply : NULL;
}

int run_vedlegg_upload(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	struct vedlegg_source f;
	Omstilling__V1__UploadResponse *r = NULL;

	if (vedlegg_source_open(cli->a, cmd_value(m, "FIL"), &f, st))
		return -1;
	Omstilling__V1__StartOpplastingResponse *started = start(cli, m, &f, st);
	if (started && started->vedlegg)
		r = upload(cli, started->vedlegg->id, started->offset, &f, st);
	close(f.fd);
	return r ? cli_print(cli, m->cmd, &r->base, st) : -1;
}

/* --- down */

static int receive(
    struct cli *cli, struct call_stream *s, struct vedlegg_target *f, int64_t whole, struct status *st)
{
	struct progress p = progress_start(&cli->err, _("ned"), f->size, whole);
	Omstilling__V1__DownloadResponse *part;
	struct arena *a = mem_new();
	int rc = 0;

	while (rc == 0 && (part = (void *)call_stream_next(
			       s, a, &omstilling__v1__download_response__descriptor)) != NULL) {
		rc = vedlegg_target_write(cli->a, f, part->data.data, part->data.len, st);
		progress_to(&p, f->size);
		arena_free(a);
		a = mem_new();
	}
	arena_free(a);
	progress_end(&p);
	return rc;
}

static int download(
    struct cli *cli, const Omstilling__V1__Vedlegg *v, struct vedlegg_target *f, struct status *st)
{
	Omstilling__V1__DownloadRequest req = OMSTILLING__V1__DOWNLOAD_REQUEST__INIT;
	struct call_stream *s = cli_stream(cli, "VedleggService/Download", cli->opt.timeout_ms, st);
	struct status ended;
	int rc = -1;

	if (!s)
		return -1;
	req.vedlegg = v->id;
	req.has_offset = 1;
	req.offset = f->size;
	if (call_stream_send(s, &req.base) == 0 && call_stream_end(s) == 0)
		rc = receive(cli, s, f, v->stoerrelse, st);
	else
		rc = 0; /* how it ended, tells the status */
	call_stream_close(s, &ended);
	if (rc == 0)
		*st = ended;
	tell_how_to_go_on(
	    cli, st, mem_printf(cli->a, _("nedlastingen (%lld byte er her)"), (long long)f->size));
	if (rc != 0 || st->code != GRPC_OK)
		return -1;
	return vedlegg_target_finish(cli->a, f, v->sha256, st);
}

/* Where to write: what was typed, else the name it was sent with. */
static const char *target_path(
    struct cli *cli, const struct cmd_match *m, const Omstilling__V1__Vedlegg *v, struct status *st)
{
	const char *path = cmd_value(m, "FIL");

	if (!path)
		path = vedlegg_safe_name(v->filnavn);
	if (!path)
		*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
		    .reason = "fil",
		    .text = _("vedlegget har ikke et filnavn som kan brukes her"),
		    .hint = mem_printf(cli->a, "omstilling vedlegg download %s FIL", v->id)};
	return path;
}

int run_vedlegg_download(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	ProtobufCMessage *req = cli_request(cli, m, st);
	Omstilling__V1__GetVedleggResponse *r = req ? (void *)cli_call(cli, m->cmd->method, req, st) : NULL;
	Omstilling__V1__Vedlegg *v = r ? r->vedlegg : NULL;
	struct vedlegg_target f;

	if (!r)
		return -1;
	if (!v || !v->id || !v->sha256 || strlen(v->sha256) != VEDLEGG_HEX - 1) {
		*st = (struct status){
		    .code = GRPC_INTERNAL, .reason = "uleselig_svar", .text = _("svaret kan ikke leses")};
		return -1;
	}
	const char *path = target_path(cli, m, v, st);
	if (!path || vedlegg_target_open(cli->a, path, v->sha256, v->stoerrelse, &f, st))
		return -1;
	int rc = download(cli, v, &f, st);
	vedlegg_target_close(&f);
	if (rc == 0 && cli->opt.data)
		return cli_print(cli, m->cmd, &r->base, st);
	if (rc == 0)
		out_line(&cli->out,
		    mem_printf(cli->a, _("%s: %lld byte, SHA-256 stemmer"), path, (long long)v->stoerrelse));
	return rc;
}

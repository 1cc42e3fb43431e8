/*
 * run_planeksport: a plan as a document in a file: Markdown, HTML or a workbook; see run.h.
 *
 * Which of them is said by --format, else by how the file's name ends; without either it is Markdown.
 */
#include <errno.h>
#include <omstilling/v1/plan.pb-c.h>
#include <string.h>
#include <unistd.h>

#include "document.h"
#include "mem.h"
#include "planfile.h"
#include "planhefte.h"
#include "run.h"
#include "spraak.h"

static int write_markdown(struct out *o, const struct hefte *h)
{
	hefte_markdown(o, h);
	return 0;
}

static int write_html(struct out *o, const struct hefte *h)
{
	hefte_html(o, h);
	return 0;
}

static const struct form {
	const char *name, *ending;
	bool binary;
	int (*write)(struct out *o, const struct hefte *h);
} forms[] = {
    {"md", ".md", false, write_markdown},
    {"html", ".html", false, write_html},
    {"xlsx", ".xlsx", true, hefte_xlsx},
};

static bool ends_with(const char *s, const char *ending)
{
	size_t len = strlen(s), n = strlen(ending);

	return len >= n && strcmp(s + len - n, ending) == 0;
}

static const struct form *form_of(struct arena *a, const char *format, const char *path, struct status *st)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (format ? strcmp(format, forms[i].name) == 0 : path && ends_with(path, forms[i].ending))
			return &forms[i];
	if (!format)
		return &forms[0];
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = mem_printf(a, _("«%s» er ingen form for en plan"), format),
	    .hint = _("md, html eller xlsx")};
	return NULL;
}

/* Bytes that are no text never reach a terminal. */
static int check_target(const struct form *form, const char *path, struct status *st)
{
	if (!form->binary || (path && strcmp(path, "-") != 0) || !isatty(STDOUT_FILENO))
		return 0;
	*st = (struct status){.code = GRPC_INVALID_ARGUMENT,
	    .reason = "feil_bruk",
	    .text = _("et regneark er ikke tekst, og skrives ikke til en terminal"),
	    .hint = _("oppgi en fil")};
	return -1;
}

static int export(struct cli *cli, const struct form *form, const Omstilling__V1__GetPlanResponse *r,
    const char *path, struct status *st)
{
	struct document d;

	if (document_begin(&d, cli, st))
		return -1;
	const int rc = form->write(&d.out, planhefte(cli->a, r));
	const int error = errno;
	if (rc == 0)
		return document_end(&d, cli, path, st);
	document_drop(&d);
	return planfile_error(cli->a, _("regnearket"), error, st);
}

int run_plan_export(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	const char *path = cmd_value(m, "FIL");
	const struct form *form = form_of(cli->a, cmd_value(m, "--format"), path, st);

	if (!form || check_target(form, path, st) || document_only(cli, _("Markdown, HTML eller XLSX"), st))
		return -1;
	ProtobufCMessage *req = cli_request(cli, m, st);
	const Omstilling__V1__GetPlanResponse *r =
	    req ? (const void *)cli_call(cli, m->cmd->method, req, st) : NULL;
	return r ? export(cli, form, r, path, st) : -1;
}

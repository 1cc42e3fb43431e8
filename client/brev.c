/*
 * brev: `tildeling letter`, `utbetaling letter`: a letter as Markdown; see run.h. What it says comes whole
 * from the server; only how it is laid out is decided here.
 */
#include <omstilling/v1/tildeling.pb-c.h>

#include "cli.h"
#include "document.h"
#include "markdown.h"
#include "run.h"

static void section(struct out *o, const Omstilling__V1__Brevavsnitt *s)
{
	markdown_head(o, 2, s->overskrift);
	markdown_text(o, s->tekst);
	for (size_t i = 0; i < s->n_punkter; i++)
		markdown_bullet(o, s->punkter[i]);
	if (s->n_punkter > 0)
		markdown_end(o);
}

/* GetBrevResponse. */
static void brev_render(struct out *o, const ProtobufCMessage *reply)
{
	const Omstilling__V1__Brev *b = ((const Omstilling__V1__GetBrevResponse *)(const void *)reply)->brev;

	if (!b)
		return;
	markdown_head(o, 1, b->tittel);
	for (size_t i = 0; i < b->n_felter; i++)
		markdown_item(o, b->felter[i]->ledetekst, b->felter[i]->verdi);
	markdown_end(o);
	for (size_t i = 0; i < b->n_avsnitt; i++)
		section(o, b->avsnitt[i]);
}

int run_brev(struct cli *cli, const struct cmd_match *m, struct status *st)
{
	return document_run(cli, m, brev_render, st);
}

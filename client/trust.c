/* trust: see trust.h. The server waits for nobody to answer: the question is asked between two connections.
 */
#include "trust.h"

#include <string.h>

#include "known.h"
#include "mem.h"
#include "prompt.h"
#include "spraak.h"

static bool is_yes(const char *answer, const char *fingerprint)
{
	return strcmp(answer, "ja") == 0 || strcmp(answer, "yes") == 0 || strcmp(answer, fingerprint) == 0;
}

/* Whether the person says yes; who is completing a word, or has no terminal, is not asked. */
static bool person_says_yes(struct cli *cli, const struct dial_trust *t)
{
	const char *question = mem_printf(cli->a,
	    _("%s er ukjent herfra, og ingen dette systemet stoler på, går god for sertifikatet: %s.\n"
	      "Den offentlige nøkkelen har fingeravtrykket\n    %s\n"
	      "Er det det som den som driver tjeneren, har oppgitt? (ja, nei eller fingeravtrykket)"),
	    cli->address.text, t->why, t->seen);
	char answer[PROMPT_MAX];
	struct status st;

	if (!cli->err.f)
		return false;
	return prompt_answer(cli->a, question, answer, &st) == 0 && is_yes(answer, t->seen);
}

struct call_link *trust_connect(struct cli *cli, struct status *st)
{
	const struct options *o = &cli->opt;
	struct dial_trust *t = mem_alloc(cli->a, sizeof(*t));

	*t = (struct dial_trust){
	    .ca = o->ca, .fingerprint = o->fingerprint, .cert = o->cert, .key = o->cert_key};
	if (cli->address.tls && known_find(cli->a, cli->address.text, &t->known, st))
		return NULL;
	struct call_link *l = call_connect(cli->a, &cli->address, t, o->timeout_ms, st);
	if (l || !st->reason || strcmp(st->reason, "ukjent_tjener") != 0 || !person_says_yes(cli, t))
		return l;
	t->known = mem_strndup(cli->a, t->seen, strlen(t->seen));
	if (known_store(cli->a, cli->address.text, t->known, st))
		return NULL;
	return call_connect(cli->a, &cli->address, t, o->timeout_ms, st);
}

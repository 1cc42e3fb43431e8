/*
 * setning: a sentence that the server put together, said in another language.
 *
 * A finding is frozen with its plan as one bokmål sentence, figures and names already in it. It is recognised
 * by the template that it was made of ("Område %s oppgir %s kroner ..."), which is the msgid; what was put in
 * is put into the translation, in the same order, and translated itself where it is words or a number of
 * ours. What is not recognised stays as it is: it is of a newer server, or was written by people.
 */
#pragma once

#include "proto/arena.h"

/* Templates and the words that may stand in them, each under its context of the domain of reasons. */
struct setning_maler {
	const char *sammenheng; /* msgctxt of the templates */
	const char *ord;	/* msgctxt of the words */
	const char *const *mal; /* ends with NULL */
};

/* NULL when no template fits, or there is no translation of the one that does. */
const char *setning_oversett(struct arena *a, const struct setning_maler *m, const char *tekst);

/*
 * setning: a sentence that the server put together, said in the language chosen.
 *
 * What a plan's check has found, what a case waits for, what a programme is warned of: it comes as one bokmål
 * sentence, figures and names already in it, and may be frozen or journalled so. It is recognised by the
 * template that it was made of ("Område %s oppgir %s kroner ..."), which is the msgid; what was put in is put
 * into the translation, in the same order, and translated itself where it is words, a number or a date of
 * ours, or a sentence in its turn. What the catalogue has as %n in place of the server's %s, is a name or a
 * text of people's and stays. Several after one another ("A. B.", "a; b") are told one by one. In bokmål only
 * dates are written anew. What is not recognised stays as it is: it is of a newer server, or was written by
 * people.
 */
#pragma once

#include <stdbool.h>

#include "proto/arena.h"

/* Templates and the words that may stand in them, each under its context of the domain of reasons. */
struct setning_maler {
	const char *sammenheng; /* msgctxt of the templates */
	const char *ord;	/* msgctxt of the words */
	const char *const *mal; /* ends with NULL */
	bool verdier;		/* the contract's values are words too: not where they are to be typed */
};

/* All that stand in the catalogue under "setning": made of client/po/grunn/en.po in the build. */
extern const char *const setning_alle[];

/* NULL when no template fits, or there is no translation of the one that does. */
const char *setning_oversett(struct arena *a, const struct setning_maler *m, const char *tekst);

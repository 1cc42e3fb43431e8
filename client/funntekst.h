/*
 * funntekst: what each rule of the plan checks demands, in the words that people read.
 *
 * Owns the texts by rule id, all in one table. Leaves out what was found, where, and the figures: those are
 * the finding's own (Funn.tekst, as the server put it and froze it).
 */
#pragma once

#include <stdint.h>

struct funntekst {
	const char *regel, *tekst;
};

/* Ends with a row without regel. */
extern const struct funntekst funntekster[];

/* The text of a rule the first time it is asked for, then NULL; NULL too for none and for a rule that is not
 * known here, such as one of a newer server: the finding's own text must do. *shown begins as 0 for each list
 * of findings; it has a bit for each rule. */
const char *funntekst_once(uint64_t *shown, const char *regel);

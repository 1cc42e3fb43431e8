/*
 * papir: what several documents say in the same words: days, votes, proposals, who.
 */
#pragma once

#include <omstilling/v1/moete.pb-c.h>
#include <stdbool.h>

#include "out.h"

const char *papir_or_empty(const char *s);
bool papir_is(const char *s, const char *word);

/* "2021-02-01" -> "1. februar 2021"; what is no day stays as it is, NULL stays NULL. */
const char *papir_day(struct arena *a, const char *day);

/* "2021–2026"; NULL where not both are known. */
const char *papir_years(struct arena *a, bool known, int32_t from, int32_t to);

/* "2021-03-01" -> "2021-02-28"; NULL for what is no day. */
const char *papir_day_before(struct arena *a, const char *day);

/* "2021-02-01T16:00:00Z" -> "1. februar 2021 kl. 16:00 UTC" */
const char *papir_time(struct arena *a, const char *time);

/* The name of somebody at the meeting, with what he is called by the server; that alone where the name is not
 * known. */
const char *papir_name(struct arena *a, const Omstilling__V1__Moete *m, const char *brukernavn);

/* "vedtatt", "ikke vedtatt", "utsatt" ..: what a meeting did, for readers who know no field names. */
const char *papir_outcome(const char *utfall);

/* "17 ja, 2 nei, 1 blank" */
const char *papir_votes(struct arena *a, int32_t ja, int32_t nei, int32_t blank);

/* What became of a proposal: "vedtatt"; of a list "3 plasser, den siste ved lodd"; NULL: it was not voted on.
 */
const char *papir_voted(struct arena *a, const Omstilling__V1__Motforslag *f);

/* Its text; of a list with its candidates: "Liste A: kari, ola". */
const char *papir_voted_text(struct arena *a, const Omstilling__V1__Motforslag *f);

/* Whether there is anything to say of a proposal. */
bool papir_proposes(const Omstilling__V1__Forslag *f);

/* The proposal as lines "label" and value, one call of `put` for each. */
void papir_proposal(struct out *o, const Omstilling__V1__Forslag *f,
    void (*put)(struct out *o, const char *label, const char *value));

/* "Kari (kari): part, inhabil, 3 ja, 1 nei. Forklaring" */
const char *papir_habilitet(
    struct arena *a, const Omstilling__V1__Moete *m, const Omstilling__V1__Habilitet *h);

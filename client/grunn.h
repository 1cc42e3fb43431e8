/*
 * grunn: what the server says, in the language chosen: why something was refused, what helps, and the
 * sentences of its answers. Which fields of an answer hold such sentences, and how one is added: svar.h.
 *
 * The server speaks bokmål and names the reason; nynorsk and English stand in client/po/grunn by that name,
 * and what is special to this refusal is taken from its details. What has no text there, such as a reason of
 * a newer server, stays in bokmål. The client's own texts are spraak.h's. tests/lint/grunn holds the
 * catalogues complete.
 */
#pragma once

#include "jsontext.h"
#include "proto/arena.h"
#include "proto/grpc.h"

/* Puts text and hint into the language; reason, details and field stay. For what the server sent, and for
 * what proto/ says of a file. */
void grunn_status(struct arena *a, struct status *st);

/* A sentence of an answer (setning.h); itself when it is not known. NULL stays NULL. */
const char *grunn_setning(struct arena *a, const char *tekst);

/* The same of a name or a phrase that is always one and the same: nothing is put into it. */
const char *grunn_frase(struct arena *a, const char *tekst);

/* The same where people's own text may stand instead: a lone word is theirs. */
const char *grunn_blandet(struct arena *a, const char *tekst);

/* The same where people's own text follows the first sentence: that one alone. */
const char *grunn_foerste(struct arena *a, const char *tekst);

/* A name of the server's own that stands alone: of a kind of decision, a phase, an event, a heading. */
const char *grunn_navn(struct arena *a, const char *navn);

/* What the rule of a finding demands. */
const char *grunn_regel(const char *regel, const char *tekst);

/* Who does what, as in "tur: STY vedtar". */
const char *grunn_tur(const char *akt);

/* The i-th that is missing before a step, from a refusal's details: its sentence. NULL at the end. */
const char *grunn_mangler(struct arena *a, const struct jsontext *detalj, size_t i);

/* A source: "håndboka, del 4; matrisen rad 8". NULL stays NULL. */
const char *grunn_kilde(struct arena *a, const char *kilde);

/* --- for setning.h */

/* The text of a msgid; NULL when there is none. */
const char *grunn_ord(const char *sammenheng, const char *msgid);

/* A number or date as the server writes it in a sentence ("1 900 000,5"), as the language does; the rest
 * stays. */
const char *grunn_tall(struct arena *a, const char *s);

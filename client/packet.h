/*
 * packet: `moete packet`: a called meeting's papers as one HTML file for members to read and print.
 *
 * packet.c owns the notice and the agenda; packet_meldt.c what is reported; packet_sak.c one case;
 * packet_diff.c what a plan changes.
 */
#pragma once

#include <omstilling/v1/moete.pb-c.h>

#include "sakspapir.h"

/* The case under its heading; nothing but that it is closed, or not public, where the reader sees no more. */
void packet_sak(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Sakslistepunkt *p,
    const struct sakspapir *s);

/* How the proposed version differs from the one in force; diff NULL: there is none in force. */
void packet_diff(struct out *o, const Omstilling__V1__DiffPlanResponse *diff);

/* What others decided for the organ of the meeting and must report to it, out of the delegations of its
 * programmes: one answer for each. Nothing where there is none. */
void packet_reported(struct out *o, const Omstilling__V1__Moete *m,
    const Omstilling__V1__ListDelegasjonerResponse *const *r, size_t n);

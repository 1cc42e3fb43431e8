/*
 * packet: `moete packet`: a called meeting's papers as one HTML file for members to read and print.
 *
 * packet.c owns the notice, the agenda and what is reported; packet_sak.c one case; packet_diff.c what a plan
 * changes.
 */
#pragma once

#include <omstilling/v1/moete.pb-c.h>

#include "sakspapir.h"

/* The case under its heading; nothing but that it is closed, or not public, where the reader sees no more. */
void packet_sak(struct out *o, const Omstilling__V1__Moete *m, const Omstilling__V1__Sakslistepunkt *p,
    const struct sakspapir *s);

/* How the proposed version differs from the one in force; diff NULL: there is none in force. */
void packet_diff(struct out *o, const Omstilling__V1__DiffPlanResponse *diff);

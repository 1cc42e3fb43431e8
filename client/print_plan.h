/*
 * print_plan: the two plans as people read them: chapters, areas, and the tables of the handbook's section 8.
 *
 * Sums are those the document states; nothing is computed here: comparing is the server's check.
 */
#pragma once

#include <omstilling/v1/plan.pb-c.h>

#include "out.h"

/* GetPlanResponse. Of a frozen version also whether the canonical bytes have the hash that it is known by. */
void print_plan(struct out *o, const ProtobufCMessage *reply);

/* GetVedtattPlanResponse, as print_plan. */
void print_vedtatt_plan(struct out *o, const ProtobufCMessage *reply);

/* CheckPlanResponse: one finding a line, and how many errors stand open. */
void print_check(struct out *o, const ProtobufCMessage *reply);

/* AcknowledgeFindingResponse. */
void print_acknowledged(struct out *o, const ProtobufCMessage *reply);

/* "vedtatt, versjon 1, revisjon 4, vedtatt 2021-02-01" */
const char *print_state(struct out *o, const Omstilling__V1__Plan *p);

/* The parts, each in a file of its own. */
void print_chapters(struct out *o, Omstilling__V1__Tekst *const *kapitler, size_t n);
void print_handlingsplan(struct out *o, const Omstilling__V1__Handlingsplan *p);
void print_omstillingsplan(struct out *o, const Omstilling__V1__Omstillingsplan *p);
